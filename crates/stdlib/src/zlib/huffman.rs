//! Reading Huffman codes: a table for short codes, counting for long ones.

/// Bits of a code that the table answers.
const SHORT: u32 = 9;
const LONGEST: usize = 15;
/// Most symbols: those of the fixed code of literals.
const SYMBOLS: usize = 288;

/// A code, ready to be read.
#[derive(Clone)]
pub struct Code {
    /// By the next bits: symbol and length; length 0 where the code is longer or there is none.
    short: [(u16, u8); 1 << SHORT],
    /// How many codes there are of each length, and the symbols in the order of their codes.
    counts: [u16; LONGEST + 1],
    sorted: [u16; SYMBOLS],
    /// Whether every row of bits is a code.
    whole: bool,
}

/// What bits come to.
pub enum Read {
    Symbol(usize, u32),
    /// More bits are needed.
    More,
    /// No code starts like this.
    Invalid,
}

impl Code {
    pub const EMPTY: Code = Code {
        short: [(0, 0); 1 << SHORT],
        counts: [0; LONGEST + 1],
        sorted: [0; SYMBOLS],
        whole: false,
    };

    /// Sets the code from the lengths of its symbols; false where they make none. `lone` allows a code of one symbol, of one bit.
    pub fn set(&mut self, lengths: &[u8], lone: bool) -> bool {
        self.counts = [0; LONGEST + 1];
        for &length in lengths {
            self.counts[length as usize] += 1;
        }
        self.counts[0] = 0;
        self.short.fill((0, 0));
        let longest = self.counts.iter().rposition(|&count| count > 0);
        self.whole = false;
        let Some(longest) = longest else {
            // No code at all is one that nothing may be read with.
            return true;
        };
        let mut left = 1i32;
        for &count in &self.counts[1..] {
            left = (left << 1) - i32::from(count);
            if left < 0 {
                return false;
            }
        }
        self.whole = left == 0;
        if left > 0 && !(lone && longest == 1) {
            return false;
        }
        self.sort(lengths);
        true
    }

    fn sort(&mut self, lengths: &[u8]) {
        let (mut places, mut codes) = ([0u16; LONGEST + 2], [0u16; LONGEST + 2]);
        for length in 1..=LONGEST {
            places[length + 1] = places[length] + self.counts[length];
            codes[length + 1] = (codes[length] + self.counts[length]) << 1;
        }
        for (symbol, &length) in lengths
            .iter()
            .enumerate()
            .filter(|(_, length)| **length > 0)
        {
            let bits = length as usize;
            self.sorted[places[bits] as usize] = symbol as u16;
            places[bits] += 1;
            let code = codes[bits].reverse_bits() >> (16 - bits);
            codes[bits] += 1;
            if u32::from(length) <= SHORT {
                let step = 1 << length;
                for entry in self.short[code as usize..].iter_mut().step_by(step) {
                    *entry = (symbol as u16, length);
                }
            }
        }
    }

    /// Reads a symbol from bits, of which `count` are there.
    #[inline(always)]
    pub fn read(&self, bits: u64, count: u32) -> Read {
        let (symbol, length) = self.short[(bits & ((1 << SHORT) - 1)) as usize];
        let length = u32::from(length);
        if length != 0 && length <= count {
            return Read::Symbol(symbol as usize, length);
        }
        self.read_long(bits, count)
    }

    #[cold]
    fn read_long(&self, bits: u64, count: u32) -> Read {
        let (mut code, mut first, mut place) = (0i32, 0i32, 0i32);
        for length in 1..=LONGEST {
            if length as u32 > count {
                return match self.starts(bits, count) {
                    true => Read::More,
                    false => Read::Invalid,
                };
            }
            code |= (bits >> (length - 1) & 1) as i32;
            let here = i32::from(self.counts[length]);
            if code - first < here {
                let symbol = self.sorted[(place + code - first) as usize];
                return Read::Symbol(symbol as usize, length as u32);
            }
            place += here;
            first = (first + here) << 1;
            code <<= 1;
        }
        Read::Invalid
    }

    /// Whether a code may start with the bits: a code that isn't whole is answered after one bit.
    fn starts(&self, _bits: u64, count: u32) -> bool {
        self.whole || count == 0
    }
}
