//! Huffman codes for a block: made from how often symbols occur, and written.
//!
//! Of codes that would be equally good the one is chosen that zlib chooses, so that compressed bytes are the same.

use super::pending::Pending;
use super::tables::*;

/// Most symbols of an alphabet, and inner nodes besides.
const NODES: usize = 2 * LITERAL_CODES + 1;
const LONGEST: usize = 15;
/// Symbols of code lengths: the last length 3 to 6 times more, 3 to 10 zeros, 11 to 138.
const REPEAT: usize = 16;
const ZEROS: usize = 17;
const MANY_ZEROS: usize = 18;

/// How often symbols occur, then their codes.
#[derive(Clone)]
pub struct Tree {
    pub frequency: [u16; NODES],
    code: [u16; LITERAL_CODES + 2],
    length: [u8; NODES],
    /// The largest symbol with a code.
    most: usize,
}

/// What an alphabet is like.
struct Alphabet {
    symbols: usize,
    longest: usize,
    extra: &'static [u8],
    /// The first symbol with extra bits.
    first_extra: usize,
    /// Lengths of the fixed code.
    fixed: Option<fn(usize) -> u8>,
}

const LITERAL: Alphabet = Alphabet {
    symbols: LITERAL_CODES,
    longest: LONGEST,
    extra: &LENGTH_EXTRA,
    first_extra: LITERALS + 1,
    fixed: Some(fixed_length),
};
const DISTANCE: Alphabet = Alphabet {
    symbols: DISTANCE_CODES,
    longest: LONGEST,
    extra: &DISTANCE_EXTRA,
    first_extra: 0,
    fixed: Some(|_| 5),
};
const LENGTHS: Alphabet = Alphabet {
    symbols: LENGTH_CODES,
    longest: 7,
    extra: &[2, 3, 7],
    first_extra: REPEAT,
    fixed: None,
};

/// Bits of a block with its own codes and with the fixed ones.
#[derive(Clone, Copy, Default)]
struct Cost {
    own: usize,
    fixed: usize,
}

impl Tree {
    pub fn new() -> Tree {
        Tree {
            frequency: [0; NODES],
            code: [0; LITERAL_CODES + 2],
            length: [0; NODES],
            most: 0,
        }
    }

    /// The code that everybody knows.
    fn fixed(lengths: fn(usize) -> u8, symbols: usize) -> Tree {
        let mut tree = Tree::new();
        for symbol in 0..symbols {
            tree.length[symbol] = lengths(symbol);
        }
        tree.most = symbols - 1;
        let mut counts = [0; LONGEST + 1];
        tree.length[..symbols]
            .iter()
            .for_each(|&length| counts[length as usize] += 1);
        tree.assign(&counts);
        tree
    }

    /// Gives codes to lengths, of each of which there are so many.
    fn assign(&mut self, counts: &[u16; LONGEST + 1]) {
        let mut next = [0u16; LONGEST + 1];
        let mut code = 0;
        for bits in 1..=LONGEST {
            code = (code + counts[bits - 1]) << 1;
            next[bits] = code;
        }
        for symbol in 0..=self.most {
            let length = self.length[symbol] as usize;
            if length != 0 {
                self.code[symbol] = next[length].reverse_bits() >> (16 - length);
                next[length] += 1;
            }
        }
    }

    #[inline]
    fn put(&self, pending: &mut Pending, memory: &mut [u8], symbol: usize) {
        let code = self.code[symbol] as usize;
        pending.put(memory, code, u32::from(self.length[symbol]));
    }

    /// Makes the code of the alphabet.
    fn build(&mut self, alphabet: &Alphabet, cost: &mut Cost) {
        let mut heap = Heap::new();
        let mut most = None;
        for symbol in 0..alphabet.symbols {
            self.length[symbol] = 0;
            if self.frequency[symbol] != 0 {
                heap.add(symbol);
                most = Some(symbol);
            }
        }
        // There are two codes at least, of symbols that don't occur if need be.
        while heap.len < 2 {
            let symbol = match most {
                Some(2..) => 0,
                few => {
                    most = Some(few.map_or(0, |few| few + 1));
                    most.unwrap_or(0)
                }
            };
            self.frequency[symbol] = 1;
            heap.add(symbol);
            cost.own = cost.own.wrapping_sub(1);
            if let Some(fixed) = alphabet.fixed {
                cost.fixed = cost.fixed.wrapping_sub(fixed(symbol) as usize);
            }
        }
        self.most = most.unwrap_or(0);
        let parents = heap.join(&mut self.frequency, alphabet.symbols);
        let counts = self.lengths(alphabet, &heap, &parents, cost);
        self.assign(&counts);
    }

    /// Lengths from the tree, cut where they are too long.
    fn lengths(
        &mut self,
        alphabet: &Alphabet,
        heap: &Heap,
        parents: &[u16; NODES],
        cost: &mut Cost,
    ) -> [u16; LONGEST + 1] {
        let mut counts = [0; LONGEST + 1];
        let mut overflow = 0;
        self.length[heap.sorted[heap.top] as usize] = 0;
        for &node in &heap.sorted[heap.top + 1..] {
            let node = node as usize;
            let mut bits = self.length[parents[node] as usize] as usize + 1;
            if bits > alphabet.longest {
                bits = alphabet.longest;
                overflow += 1;
            }
            self.length[node] = bits as u8;
            if node > self.most {
                continue;
            }
            counts[bits] += 1;
            let extra = match node.checked_sub(alphabet.first_extra) {
                Some(at) => alphabet.extra.get(at).map_or(0, |&bits| bits as usize),
                None => 0,
            };
            let often = self.frequency[node] as usize;
            cost.own = cost.own.wrapping_add(often * (bits + extra));
            if let Some(fixed) = alphabet.fixed {
                let bits = fixed(node) as usize + extra;
                cost.fixed = cost.fixed.wrapping_add(often * bits);
            }
        }
        if overflow > 0 {
            self.shorten(alphabet, heap, &mut counts, overflow, cost);
        }
        counts
    }

    /// Moves leaves until no code is too long, and gives the lengths out again, the longest to the rarest.
    fn shorten(
        &mut self,
        alphabet: &Alphabet,
        heap: &Heap,
        counts: &mut [u16; LONGEST + 1],
        mut overflow: isize,
        cost: &mut Cost,
    ) {
        while overflow > 0 {
            let mut bits = alphabet.longest - 1;
            while counts[bits] == 0 {
                bits -= 1;
            }
            counts[bits] -= 1;
            counts[bits + 1] += 2;
            counts[alphabet.longest] -= 1;
            overflow -= 2;
        }
        let leaves = heap.sorted.iter().rev().map(|&node| node as usize);
        let mut leaves = leaves.filter(|&node| node <= self.most);
        for bits in (1..=alphabet.longest).rev() {
            for _ in 0..counts[bits] {
                let Some(node) = leaves.next() else { return };
                let (old, often) = (self.length[node] as usize, self.frequency[node] as usize);
                let more = (bits as isize - old as isize) * often as isize;
                cost.own = cost.own.wrapping_add_signed(more);
                self.length[node] = bits as u8;
            }
        }
    }

    /// Tells of each run of equal lengths how it is written.
    fn runs(&self, mut tell: impl FnMut(usize, usize)) {
        let length = |symbol: usize| match symbol <= self.most {
            true => self.length[symbol] as usize,
            false => usize::MAX,
        };
        let (mut last, mut next, mut count) = (usize::MAX, length(0), 0);
        let limits = |next: usize, same: bool| match (next, same) {
            (0, _) => (138, 3),
            (_, true) => (6, 3),
            (_, false) => (7, 4),
        };
        let (mut most, mut least) = limits(next, false);
        for symbol in 0..=self.most {
            let now = next;
            next = length(symbol + 1);
            count += 1;
            if count < most && now == next {
                continue;
            }
            if count < least {
                (0..count).for_each(|_| tell(now, 0));
            } else if now != 0 {
                if now != last {
                    tell(now, 0);
                    count -= 1;
                }
                tell(REPEAT, count - 3);
            } else if count <= 10 {
                tell(ZEROS, count - 3);
            } else {
                tell(MANY_ZEROS, count - 11);
            }
            count = 0;
            last = now;
            (most, least) = limits(next, now == next);
        }
    }
}

/// Nodes by how often they occur, the rarest first; of equals that with the shallower tree.
struct Heap {
    nodes: [u16; NODES + 1],
    len: usize,
    depth: [u8; NODES],
    /// The nodes from `top` on, the most frequent first.
    sorted: [u16; NODES],
    top: usize,
}

impl Heap {
    fn new() -> Heap {
        Heap {
            nodes: [0; NODES + 1],
            len: 0,
            depth: [0; NODES],
            sorted: [0; NODES],
            top: NODES,
        }
    }

    fn add(&mut self, node: usize) {
        self.len += 1;
        self.nodes[self.len] = node as u16;
    }

    fn before(&self, frequency: &[u16; NODES], a: u16, b: u16) -> bool {
        let often = |node: u16| frequency[node as usize];
        let depth = |node: u16| self.depth[node as usize];
        often(a) < often(b) || often(a) == often(b) && depth(a) <= depth(b)
    }

    /// Moves the node at a place down to where it belongs.
    fn sink(&mut self, frequency: &[u16; NODES], mut place: usize) {
        let node = self.nodes[place];
        let mut child = 2 * place;
        while child <= self.len {
            if child < self.len && self.before(frequency, self.nodes[child + 1], self.nodes[child])
            {
                child += 1;
            }
            if self.before(frequency, node, self.nodes[child]) {
                break;
            }
            self.nodes[place] = self.nodes[child];
            place = child;
            child *= 2;
        }
        self.nodes[place] = node;
    }

    fn note(&mut self, node: u16) {
        self.top -= 1;
        self.sorted[self.top] = node;
    }

    /// Joins the two rarest nodes until one is left; the parents of all.
    fn join(&mut self, frequency: &mut [u16; NODES], symbols: usize) -> [u16; NODES] {
        let mut parents = [0; NODES];
        for place in (1..=self.len / 2).rev() {
            self.sink(frequency, place);
        }
        let mut fresh = symbols;
        loop {
            let first = self.nodes[1];
            self.nodes[1] = self.nodes[self.len];
            self.len -= 1;
            self.sink(frequency, 1);
            let second = self.nodes[1];
            self.note(first);
            self.note(second);
            let [a, b] = [first, second].map(|node| node as usize);
            frequency[fresh] = frequency[a] + frequency[b];
            self.depth[fresh] = self.depth[a].max(self.depth[b]) + 1;
            parents[a] = fresh as u16;
            parents[b] = fresh as u16;
            self.nodes[1] = fresh as u16;
            fresh += 1;
            self.sink(frequency, 1);
            if self.len < 2 {
                break;
            }
        }
        let root = self.nodes[1];
        self.note(root);
        parents
    }
}

/// The codes of a block, and the symbols in it, which stand in the memory for them: two bytes of distance, one of length or the literal.
#[derive(Clone)]
pub struct Block {
    pub literals: Tree,
    pub distances: Tree,
    lengths: Tree,
    /// Bytes of symbols.
    pub symbols: usize,
}

/// How a block is best written.
pub enum Form {
    Stored,
    Fixed,
    Own { length_codes: usize },
}

impl Block {
    pub fn new() -> Block {
        let mut block = Block {
            literals: Tree::new(),
            distances: Tree::new(),
            lengths: Tree::new(),
            symbols: 0,
        };
        block.clear();
        block
    }

    /// Nothing has occurred but the end.
    pub fn clear(&mut self) {
        self.literals.frequency[..LITERAL_CODES].fill(0);
        self.distances.frequency[..DISTANCE_CODES].fill(0);
        self.lengths.frequency[..LENGTH_CODES].fill(0);
        self.literals.frequency[END_OF_BLOCK] = 1;
        self.symbols = 0;
    }

    /// Makes the codes and chooses a form for so many bytes; `stored` tells whether they are at hand.
    pub fn prepare(&mut self, bytes: usize, stored: bool, only_fixed: bool) -> Form {
        let mut cost = Cost::default();
        self.literals.build(&LITERAL, &mut cost);
        self.distances.build(&DISTANCE, &mut cost);
        let often = &mut self.lengths.frequency;
        self.literals.runs(|symbol, _| often[symbol] += 1);
        self.distances.runs(|symbol, _| often[symbol] += 1);
        self.lengths.build(&LENGTHS, &mut cost);
        let written = |&at: &usize| self.lengths.length[LENGTH_ORDER[at] as usize] != 0;
        let last = (3..LENGTH_CODES).rev().find(written).unwrap_or(2);
        cost.own = cost.own.wrapping_add(3 * (last + 1) + 5 + 5 + 4);
        let own = cost.own.wrapping_add(3 + 7) >> 3;
        let fixed = cost.fixed.wrapping_add(3 + 7) >> 3;
        let best = if fixed <= own || only_fixed {
            fixed
        } else {
            own
        };
        match () {
            () if bytes + 4 <= best && stored => Form::Stored,
            () if fixed == best => Form::Fixed,
            () => Form::Own {
                length_codes: last + 1,
            },
        }
    }

    /// Writes the codes.
    pub fn write_codes(&mut self, pending: &mut Pending, memory: &mut [u8], length_codes: usize) {
        pending.put(memory, self.literals.most + 1 - 257, 5);
        pending.put(memory, self.distances.most, 5);
        pending.put(memory, length_codes - 4, 4);
        for &symbol in &LENGTH_ORDER[..length_codes] {
            pending.put(memory, self.lengths.length[symbol as usize] as usize, 3);
        }
        for tree in [&self.literals, &self.distances] {
            tree.runs(|symbol, extra| {
                self.lengths.put(pending, memory, symbol);
                match symbol {
                    REPEAT => pending.put(memory, extra, 2),
                    ZEROS => pending.put(memory, extra, 3),
                    MANY_ZEROS => pending.put(memory, extra, 7),
                    _ => {}
                }
            });
        }
    }

    /// Writes the symbols, which stand in the memory from a place on, and the end.
    pub fn write(&self, pending: &mut Pending, memory: &mut [u8], from: usize, fixed: bool) {
        let known;
        let (literals, distances) = match fixed {
            true => {
                known = fixed_trees();
                (&known.0, &known.1)
            }
            false => (&self.literals, &self.distances),
        };
        for at in (from..from + self.symbols).step_by(3) {
            let distance = usize::from(memory[at]) | usize::from(memory[at + 1]) << 8;
            let value = usize::from(memory[at + 2]);
            if distance == 0 {
                literals.put(pending, memory, value);
                continue;
            }
            let code = LENGTH_CODE[value] as usize;
            literals.put(pending, memory, LITERALS + 1 + code);
            let beyond = value + MIN_MATCH - LENGTH_BASE[code] as usize;
            pending.put(memory, beyond, u32::from(LENGTH_EXTRA[code]));
            let code = distance_code(distance);
            distances.put(pending, memory, code);
            let beyond = distance - DISTANCE_BASE[code] as usize;
            pending.put(memory, beyond, u32::from(DISTANCE_EXTRA[code]));
        }
        literals.put(pending, memory, END_OF_BLOCK);
    }
}

fn fixed_trees() -> (Tree, Tree) {
    (
        Tree::fixed(fixed_length, LITERAL_CODES + 2),
        Tree::fixed(|_| 5, DISTANCE_CODES),
    )
}
