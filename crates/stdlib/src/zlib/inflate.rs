//! Decompression, as the bytes come: each step takes bits or waits for them.
//!
//! Invariant: no byte is taken that isn't needed: what follows the end of the stream stays with the caller. What was written last
//! stays in the window (`memory`), as far as distances reach, so that a call may give another room.

use super::checks::Check;
use super::deflate::{Input, Status, Wrap};
use super::huffman::{Code, Read};
use super::pending::Room;
use super::tables::*;

/// Bytes of zlib's own state and of 3.13's lock, which count before there is a window.
pub const STATE: usize = 7160;
pub const LOCK: usize = 32;

/// Why a stream can't be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// It needs a dictionary.
    Dictionary,
    /// It is over.
    State,
    Data(&'static str),
}

/// Where in a stream the next bits stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mode {
    Head,
    GzipFlags,
    GzipTime,
    GzipSystem,
    GzipExtraLength,
    GzipExtra,
    GzipName,
    GzipComment,
    GzipCheck,
    DictionaryId,
    Dictionary,
    Type,
    StoredLength,
    Stored,
    Counts,
    LengthLengths,
    Lengths,
    Symbol,
    LengthExtra,
    Distance,
    DistanceExtra,
    Copy,
    Check,
    Total,
    Done,
    Bad(&'static str),
}

/// A decompressor but for its window.
#[derive(Clone)]
pub struct Inflate {
    mode: Mode,
    zlib: bool,
    gzip: bool,
    /// Bits of the window, 0 where the head tells.
    window_bits: u32,
    is_gzip: bool,
    last: bool,
    hold: u64,
    bits: u32,
    flags: u32,
    check: Check,
    head_check: u32,
    total: u32,
    dictionary_id: u32,
    /// Bytes of a stored block, of an extra field, of a match, that are still to come.
    length: usize,
    distance: usize,
    extra: u32,
    counts: [usize; 3],
    have: usize,
    lengths: [u8; 320],
    literals: Code,
    distances: Code,
    /// Bytes in the window, and where the next goes.
    window_used: usize,
    window_next: usize,
}

/// What a step came to.
enum Step {
    On,
    /// Bits or room are lacking.
    Wait,
}

/// Bits taken from the input eight bytes at a time.
struct Bits<'a> {
    hold: u64,
    count: u32,
    rest: &'a [u8],
}

impl Bits<'_> {
    /// Makes sure of 56 bits, more than any match takes; false where the input is too short.
    #[inline(always)]
    fn fill(&mut self) -> bool {
        let Some(next) = self.rest.first_chunk() else {
            return false;
        };
        self.hold |= u64::from_le_bytes(*next) << self.count;
        let taken = (63 - self.count) as usize / 8;
        self.rest = &self.rest[taken..];
        self.count += 8 * taken as u32;
        self.hold &= u64::MAX >> (64 - self.count);
        true
    }

    #[inline(always)]
    fn drop_with(&mut self, count: u32, value: usize) -> usize {
        self.hold >>= count;
        self.count -= count;
        value
    }

    #[inline(always)]
    fn take(&mut self, count: u8) -> usize {
        let value = self.hold & ((1 << count) - 1);
        self.drop_with(u32::from(count), value as usize)
    }
}

impl Inflate {
    /// A decompressor; nothing where the window can't be that large.
    pub fn new(bits: i32) -> Option<Inflate> {
        let (zlib, gzip, size) = match bits {
            ..0 => (false, false, bits.checked_neg()?),
            0..16 => (true, false, bits),
            16..32 => (false, true, bits - 16),
            32..48 => (true, true, bits - 32),
            _ => return None,
        };
        let fits = size == 0 && bits >= 0 || (8..=15).contains(&size);
        fits.then_some(Inflate {
            mode: if zlib || gzip { Mode::Head } else { Mode::Type },
            zlib,
            gzip,
            window_bits: size as u32,
            is_gzip: false,
            last: false,
            hold: 0,
            bits: 0,
            flags: 0,
            check: Check::None,
            head_check: 0,
            total: 0,
            dictionary_id: 0,
            length: 0,
            distance: 0,
            extra: 0,
            counts: [0; 3],
            have: 0,
            lengths: [0; 320],
            literals: Code::EMPTY,
            distances: Code::EMPTY,
            window_used: 0,
            window_next: 0,
        })
    }

    /// Bytes that a window takes.
    pub fn window(&self) -> usize {
        1 << if self.window_bits == 0 {
            15
        } else {
            self.window_bits
        }
    }

    /// Whether a window is needed once something was written.
    pub fn wants_window(&self) -> bool {
        !matches!(
            self.mode,
            Mode::Done | Mode::Bad(_) | Mode::Check | Mode::Total
        )
    }

    /// Whether the stream has no head.
    pub fn is_raw(&self) -> bool {
        !self.zlib && !self.gzip
    }

    /// Takes the dictionary that the stream was made with; false where it is another.
    pub fn set_dictionary(&mut self, window: &mut [u8], dictionary: &[u8]) -> bool {
        if self.mode == Mode::Dictionary {
            if super::checks::adler32(1, dictionary) != self.dictionary_id {
                return false;
            }
            self.mode = Mode::Type;
        }
        self.remember(window, dictionary);
        true
    }

    /// Decompresses what there is, as far as there is room.
    pub fn run(
        &mut self,
        window: &[u8],
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        finish: bool,
    ) -> Result<Status, Fault> {
        let before = (input.rest.len(), room.used());
        let answer = loop {
            match self.step(window, input, room) {
                Ok(Step::On) => {}
                Ok(Step::Wait) => break Ok(()),
                Err(fault) => break Err(fault),
            }
        };
        let fresh = &room.written()[before.1..];
        self.check_more(fresh);
        answer?;
        // The end's sums are read once all is summed up.
        if matches!(self.mode, Mode::Check | Mode::Total) {
            while let Step::On = self.step_end(input)? {}
        }
        if self.mode == Mode::Done {
            return Ok(Status::End);
        }
        let idle = before == (input.rest.len(), room.used());
        match idle || finish {
            true => Ok(Status::Stuck),
            false => Ok(Status::Ok),
        }
    }

    fn check_more(&mut self, fresh: &[u8]) {
        self.check.add(fresh);
        self.total = self.total.wrapping_add(fresh.len() as u32);
    }

    /// Keeps the last of what was written in the window.
    pub fn remember(&mut self, window: &mut [u8], fresh: &[u8]) {
        let size = window.len();
        let fresh = &fresh[fresh.len().saturating_sub(size)..];
        let first = fresh.len().min(size - self.window_next);
        let (front, back) = fresh.split_at(first);
        window[self.window_next..self.window_next + first].copy_from_slice(front);
        window[..back.len()].copy_from_slice(back);
        self.window_next = (self.window_next + fresh.len()) % size.max(1);
        self.window_used = (self.window_used + fresh.len()).min(size);
    }

    /// Whether so many bits are there, taken from the input as needed.
    #[inline]
    fn need(&mut self, input: &mut Input<'_>, bits: u32) -> bool {
        while self.bits < bits {
            let Some((&byte, rest)) = input.rest.split_first() else {
                return false;
            };
            self.hold |= u64::from(byte) << self.bits;
            self.bits += 8;
            input.rest = rest;
        }
        true
    }

    #[inline]
    fn drop_bits(&mut self, bits: u32) {
        self.hold >>= bits;
        self.bits -= bits;
    }

    /// Bits that `need` has seen.
    fn take(&mut self, bits: u32) -> usize {
        let value = self.hold & ((1 << bits) - 1);
        self.drop_bits(bits);
        value as usize
    }

    fn bad(&mut self, why: &'static str) -> Result<Step, Fault> {
        self.mode = Mode::Bad(why);
        Err(Fault::Data(why))
    }

    fn go(&mut self, mode: Mode) -> Result<Step, Fault> {
        self.mode = mode;
        Ok(Step::On)
    }

    fn step(
        &mut self,
        window: &[u8],
        input: &mut Input<'_>,
        room: &mut Room<'_>,
    ) -> Result<Step, Fault> {
        match self.mode {
            Mode::Type => self.block(input),
            Mode::StoredLength => self.stored_length(input),
            Mode::Stored => self.stored(input, room),
            Mode::Counts | Mode::LengthLengths | Mode::Lengths => self.codes(input),
            Mode::Symbol => self.symbol(input, room),
            Mode::LengthExtra | Mode::Distance | Mode::DistanceExtra => self.distance(input),
            Mode::Copy => self.copy(window, room),
            Mode::Check | Mode::Total | Mode::Done => Ok(Step::Wait),
            Mode::Bad(why) => Err(Fault::Data(why)),
            Mode::DictionaryId => {
                if !self.need(input, 32) {
                    return Ok(Step::Wait);
                }
                self.dictionary_id = (self.take(32) as u32).swap_bytes();
                self.go(Mode::Dictionary)
            }
            Mode::Dictionary => Err(Fault::Dictionary),
            Mode::Head => self.head(input),
            _ => self.gzip_head(input),
        }
    }

    fn head(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        if !self.need(input, 16) {
            return Ok(Step::Wait);
        }
        let head = self.hold as u32 & 0xFFFF;
        if self.gzip && head == 0x8B1F {
            self.take(16);
            self.is_gzip = true;
            self.window_bits = self
                .window_bits
                .max(if self.window_bits == 0 { 15 } else { 0 });
            self.head_check = super::checks::crc32(0, &[0x1F, 0x8B]);
            return self.go(Mode::GzipFlags);
        }
        if !self.zlib || !((head & 0xFF) << 8 | head >> 8).is_multiple_of(31) {
            return self.bad("incorrect header check");
        }
        if head & 15 != 8 {
            return self.bad("unknown compression method");
        }
        let size = (head >> 4 & 15) + 8;
        if self.window_bits == 0 {
            self.window_bits = size;
        }
        if size > 15 || size > self.window_bits {
            return self.bad("invalid window size");
        }
        self.take(16);
        self.check = Check::of(Wrap::Zlib);
        self.go(match head & 0x2000 {
            0 => Mode::Type,
            _ => Mode::DictionaryId,
        })
    }

    /// Takes bits of a head that is summed up.
    fn take_head(&mut self, bits: u32) -> usize {
        let value = self.take(bits);
        if self.flags & 0x200 != 0 {
            let bytes = (value as u32).to_le_bytes();
            let bytes = &bytes[..bits as usize / 8];
            self.head_check = super::checks::crc32(self.head_check, bytes);
        }
        value
    }

    fn gzip_head(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        let has = |flags: u32, bit: u32| flags & bit != 0;
        match self.mode {
            Mode::GzipFlags => {
                if !self.need(input, 16) {
                    return Ok(Step::Wait);
                }
                self.flags = self.hold as u32 & 0xFFFF;
                if self.flags & 0xFF != 8 {
                    return self.bad("unknown compression method");
                }
                self.flags >>= 8;
                if has(self.flags, 0xE0) {
                    return self.bad("unknown header flags set");
                }
                // The bit for a sum of the head, where `take_head` looks.
                self.flags |= (self.flags & 2) << 8;
                self.take_head(16);
                self.go(Mode::GzipTime)
            }
            Mode::GzipTime => self.pass(input, 32, Mode::GzipSystem),
            Mode::GzipSystem => self.pass(input, 16, Mode::GzipExtraLength),
            Mode::GzipExtraLength => {
                self.length = 0;
                if !has(self.flags, 4) {
                    return self.go(Mode::GzipName);
                }
                if !self.need(input, 16) {
                    return Ok(Step::Wait);
                }
                self.length = self.take_head(16);
                self.go(Mode::GzipExtra)
            }
            Mode::GzipExtra => {
                while self.length > 0 {
                    if !self.need(input, 8) {
                        return Ok(Step::Wait);
                    }
                    self.take_head(8);
                    self.length -= 1;
                }
                self.go(Mode::GzipName)
            }
            Mode::GzipName => self.pass_text(input, 8, Mode::GzipComment),
            Mode::GzipComment => self.pass_text(input, 16, Mode::GzipCheck),
            _ => {
                if has(self.flags, 2) {
                    if !self.need(input, 16) {
                        return Ok(Step::Wait);
                    }
                    if self.hold as u32 & 0xFFFF != self.head_check & 0xFFFF {
                        return self.bad("header crc mismatch");
                    }
                    self.take(16);
                }
                self.check = Check::of(Wrap::Gzip);
                self.go(Mode::Type)
            }
        }
    }

    fn pass(&mut self, input: &mut Input<'_>, bits: u32, next: Mode) -> Result<Step, Fault> {
        if !self.need(input, bits) {
            return Ok(Step::Wait);
        }
        self.take_head(bits);
        self.go(next)
    }

    /// Passes text that ends in a zero, if there is any.
    fn pass_text(&mut self, input: &mut Input<'_>, bit: u32, next: Mode) -> Result<Step, Fault> {
        while self.flags & bit != 0 {
            if !self.need(input, 8) {
                return Ok(Step::Wait);
            }
            if self.take_head(8) == 0 {
                break;
            }
        }
        self.go(next)
    }

    fn block(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        if self.last {
            self.drop_bits(self.bits & 7);
            return self.go(match self.is_raw() {
                true => Mode::Done,
                false => Mode::Check,
            });
        }
        if !self.need(input, 3) {
            return Ok(Step::Wait);
        }
        self.last = self.take(1) == 1;
        match self.take(2) {
            0 => {
                self.drop_bits(self.bits & 7);
                self.go(Mode::StoredLength)
            }
            1 => {
                let lengths: [u8; 288] = std::array::from_fn(fixed_length);
                self.literals.set(&lengths, false);
                self.distances.set(&[5; 32], false);
                self.go(Mode::Symbol)
            }
            2 => self.go(Mode::Counts),
            _ => self.bad("invalid block type"),
        }
    }

    fn stored_length(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        if !self.need(input, 32) {
            return Ok(Step::Wait);
        }
        let (length, other) = (self.hold & 0xFFFF, self.hold >> 16 & 0xFFFF);
        if length != other ^ 0xFFFF {
            return self.bad("invalid stored block lengths");
        }
        self.length = length as usize;
        self.take(32);
        self.go(Mode::Stored)
    }

    fn stored(&mut self, input: &mut Input<'_>, room: &mut Room<'_>) -> Result<Step, Fault> {
        let count = self.length.min(room.left()).min(input.rest.len());
        room.push(input.take(count));
        self.length -= count;
        match self.length {
            0 => self.go(Mode::Type),
            _ => Ok(Step::Wait),
        }
    }

    /// Reads the codes of a block.
    fn codes(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        match self.mode {
            Mode::Counts => {
                if !self.need(input, 14) {
                    return Ok(Step::Wait);
                }
                self.counts = [self.take(5) + 257, self.take(5) + 1, self.take(4) + 4];
                if self.counts[0] > LITERAL_CODES || self.counts[1] > DISTANCE_CODES {
                    return self.bad("too many length or distance symbols");
                }
                self.have = 0;
                self.lengths = [0; 320];
                self.go(Mode::LengthLengths)
            }
            Mode::LengthLengths => {
                while self.have < self.counts[2] {
                    if !self.need(input, 3) {
                        return Ok(Step::Wait);
                    }
                    self.lengths[LENGTH_ORDER[self.have] as usize] = self.take(3) as u8;
                    self.have += 1;
                }
                self.have = 0;
                if !self.literals.set(&self.lengths[..LENGTH_CODES], false) {
                    return self.bad("invalid code lengths set");
                }
                self.go(Mode::Lengths)
            }
            _ => {
                if let Some(step) = self.code_lengths(input)? {
                    return Ok(step);
                }
                self.set_codes()
            }
        }
    }

    /// Reads the lengths of the codes; nothing once all are there.
    fn code_lengths(&mut self, input: &mut Input<'_>) -> Result<Option<Step>, Fault> {
        let all = self.counts[0] + self.counts[1];
        while self.have < all {
            let (symbol, bits) = loop {
                match self.literals.read(self.hold, self.bits) {
                    Read::Symbol(symbol, bits) => break (symbol, bits),
                    // A set without codes reads as a length of zero.
                    Read::Invalid => break (0, 1),
                    Read::More => {
                        if !self.need(input, self.bits + 1) {
                            return Ok(Some(Step::Wait));
                        }
                    }
                }
            };
            let (more, base) = match symbol {
                16 => (2, 3),
                17 => (3, 3),
                18 => (7, 11),
                _ => (0, 1),
            };
            if !self.need(input, bits + more) {
                return Ok(Some(Step::Wait));
            }
            self.drop_bits(bits);
            let value = match symbol {
                16 if self.have == 0 => {
                    return self.bad("invalid bit length repeat").map(Some);
                }
                16 => self.lengths[self.have - 1],
                17 | 18 => 0,
                length => length as u8,
            };
            let count = base + self.take(more);
            if self.have + count > all {
                return self.bad("invalid bit length repeat").map(Some);
            }
            self.lengths[self.have..self.have + count].fill(value);
            self.have += count;
        }
        Ok(None)
    }

    fn set_codes(&mut self) -> Result<Step, Fault> {
        if self.lengths[END_OF_BLOCK] == 0 {
            return self.bad("invalid code -- missing end-of-block");
        }
        let (literals, rest) = self.lengths.split_at(self.counts[0]);
        if !self.literals.set(literals, true) {
            return self.bad("invalid literal/lengths set");
        }
        if !self.distances.set(&rest[..self.counts[1]], true) {
            return self.bad("invalid distances set");
        }
        self.go(Mode::Symbol)
    }

    /// Reads symbols while there is plenty of input and of room. Bytes that were looked at and not needed go back.
    fn symbols(&mut self, input: &mut Input<'_>, room: &mut Room<'_>) -> Result<(), Fault> {
        let whole = input.rest;
        let mut bits = Bits {
            hold: self.hold,
            count: self.bits,
            rest: whole,
        };
        let answer = self.quick(&mut bits, room);
        let back = bits.count as usize / 8;
        self.bits = bits.count % 8;
        self.hold = bits.hold & ((1 << self.bits) - 1);
        input.rest = &whole[whole.len() - bits.rest.len() - back..];
        match answer {
            Ok(()) => Ok(()),
            Err(why) => self.bad(why).map(|_| ()),
        }
    }

    fn quick(&mut self, bits: &mut Bits<'_>, room: &mut Room<'_>) -> Result<(), &'static str> {
        while room.left() >= MAX_MATCH && bits.fill() {
            let mut symbol = match self.literals.read(bits.hold, bits.count) {
                Read::Symbol(symbol, count) => bits.drop_with(count, symbol),
                _ => return Err("invalid literal/length code"),
            };
            if symbol < LITERALS {
                room.push(&[symbol as u8]);
                continue;
            }
            if symbol == END_OF_BLOCK {
                self.mode = Mode::Type;
                return Ok(());
            }
            symbol -= LITERALS + 1;
            let Some(&extra) = LENGTH_EXTRA.get(symbol) else {
                return Err("invalid literal/length code");
            };
            let length = LENGTH_BASE[symbol] as usize + bits.take(extra);
            let code = match self.distances.read(bits.hold, bits.count) {
                Read::Symbol(code @ 0..DISTANCE_CODES, count) => bits.drop_with(count, code),
                _ => return Err("invalid distance code"),
            };
            let distance = DISTANCE_BASE[code] as usize + bits.take(DISTANCE_EXTRA[code]);
            if distance <= room.used() {
                room.repeat(distance, length);
                continue;
            }
            if distance > self.window_used + room.used() {
                return Err("invalid distance too far back");
            }
            self.length = length;
            self.distance = distance;
            self.mode = Mode::Copy;
            return Ok(());
        }
        Ok(())
    }

    /// Reads literals as long as there is room, and the start of a match.
    fn symbol(&mut self, input: &mut Input<'_>, room: &mut Room<'_>) -> Result<Step, Fault> {
        if room.left() >= MAX_MATCH && input.rest.len() >= 8 {
            self.symbols(input, room)?;
            if self.mode != Mode::Symbol {
                return Ok(Step::On);
            }
        }
        loop {
            let (symbol, bits) = match self.literals.read(self.hold, self.bits) {
                Read::Symbol(symbol, bits) => (symbol, bits),
                Read::Invalid => return self.bad("invalid literal/length code"),
                Read::More => match self.need(input, self.bits + 1) {
                    true => continue,
                    false => return Ok(Step::Wait),
                },
            };
            if symbol < LITERALS {
                if room.left() == 0 {
                    return Ok(Step::Wait);
                }
                self.drop_bits(bits);
                room.push(&[symbol as u8]);
                continue;
            }
            self.drop_bits(bits);
            if symbol == END_OF_BLOCK {
                return self.go(Mode::Type);
            }
            let code = symbol - LITERALS - 1;
            let Some(&extra) = LENGTH_EXTRA.get(code) else {
                return self.bad("invalid literal/length code");
            };
            self.length = LENGTH_BASE[code] as usize;
            self.extra = u32::from(extra);
            return self.go(Mode::LengthExtra);
        }
    }

    fn distance(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        match self.mode {
            Mode::LengthExtra => {
                if !self.need(input, self.extra) {
                    return Ok(Step::Wait);
                }
                self.length += self.take(self.extra);
                self.go(Mode::Distance)
            }
            Mode::Distance => match self.distances.read(self.hold, self.bits) {
                Read::More => match self.need(input, self.bits + 1) {
                    true => Ok(Step::On),
                    false => Ok(Step::Wait),
                },
                Read::Symbol(code @ 0..DISTANCE_CODES, bits) => {
                    self.drop_bits(bits);
                    self.distance = DISTANCE_BASE[code] as usize;
                    self.extra = u32::from(DISTANCE_EXTRA[code]);
                    self.go(Mode::DistanceExtra)
                }
                _ => self.bad("invalid distance code"),
            },
            _ => {
                if !self.need(input, self.extra) {
                    return Ok(Step::Wait);
                }
                self.distance += self.take(self.extra);
                self.go(Mode::Copy)
            }
        }
    }

    /// Copies a match: what lies further back than the room from the window.
    fn copy(&mut self, window: &[u8], room: &mut Room<'_>) -> Result<Step, Fault> {
        while self.length > 0 {
            if room.left() == 0 {
                return Ok(Step::Wait);
            }
            if self.distance > self.window_used + room.used() {
                return self.bad("invalid distance too far back");
            }
            let most = self.length.min(room.left());
            let count = match self.distance.checked_sub(room.used()) {
                None | Some(0) => {
                    room.repeat(self.distance, most);
                    most
                }
                Some(back) => {
                    let size = window.len();
                    let from = (self.window_next + size - back) % size;
                    let count = most.min(back).min(size - from);
                    room.push(&window[from..from + count]);
                    count
                }
            };
            self.length -= count;
        }
        self.go(Mode::Symbol)
    }

    /// Reads the sums at the end.
    fn step_end(&mut self, input: &mut Input<'_>) -> Result<Step, Fault> {
        if !matches!(self.mode, Mode::Check | Mode::Total) || !self.need(input, 32) {
            return Ok(Step::Wait);
        }
        let value = self.hold as u32;
        if self.mode == Mode::Total {
            if value != self.total {
                return self.bad("incorrect length check");
            }
            self.take(32);
            return self.go(Mode::Done);
        }
        let value = match self.is_gzip {
            true => value,
            false => value.swap_bytes(),
        };
        if value != self.check.sum() {
            return self.bad("incorrect data check");
        }
        self.take(32);
        self.go(match self.is_gzip {
            true => Mode::Total,
            false => Mode::Done,
        })
    }
}
