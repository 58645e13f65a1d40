//! Compression: finding what occurred before, block by block.
//!
//! The steps are zlib's, of which the bytes follow: a hash chain for each three bytes, how far it is searched by level, when a match
//! waits for a better one, where a block ends.
//!
//! ```text
//!   memory of a compressor:   3.13's own state 5952   window 2w   previous 2w   heads 2h   output and symbols 4s   lock 32
//! ```
//! Invariant: the window holds `start + ahead` bytes; entries of the chains are places in it, 0 ends a chain.

use super::checks::Check;
use super::pending::{Pending, Room};
use super::tables::*;
use super::trees::{Block, Form};

/// Bytes ahead of the place that a match needs, unless the input ends.
pub(super) const MIN_AHEAD: usize = MAX_MATCH + MIN_MATCH + 1;
/// Bytes of zlib's own state, in front, and of 3.13's lock, behind.
const STATE: usize = 5952;
pub const LOCK: usize = 32;

/// What to do with what is still held.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd)]
pub enum Flush {
    None,
    Partial,
    Sync,
    Full,
    Finish,
    Block,
}

impl Flush {
    pub fn of(mode: i32) -> Option<Flush> {
        use Flush::*;
        let all = [None, Partial, Sync, Full, Finish, Block];
        usize::try_from(mode)
            .ok()
            .and_then(|at| all.get(at).copied())
    }

    /// Modes in the order of how much they do.
    fn rank(self) -> isize {
        2 * self as isize - if self > Flush::Finish { 9 } else { 0 }
    }
}

/// What a call came to.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Status {
    Ok,
    End,
    /// Nothing could be done.
    Stuck,
    /// It may not be asked for that any more.
    Wrong,
}

/// How bytes are wrapped.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Wrap {
    Raw,
    Zlib,
    Gzip,
}

/// Which matches are looked for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Default,
    Filtered,
    HuffmanOnly,
    Runs,
    Fixed,
}

/// How hard a level looks: with a match this good less far; with one of this length not for a better one; one of this length is
/// enough; so many are tried.
pub(super) struct Effort {
    good: usize,
    pub(super) lazy: usize,
    nice: usize,
    chain: usize,
}

const fn effort(good: usize, lazy: usize, nice: usize, chain: usize) -> Effort {
    Effort {
        good,
        lazy,
        nice,
        chain,
    }
}

pub(super) static EFFORTS: [Effort; 10] = [
    effort(0, 0, 0, 0),
    effort(4, 4, 8, 4),
    effort(4, 5, 16, 8),
    effort(4, 6, 32, 32),
    effort(4, 4, 16, 16),
    effort(8, 16, 32, 32),
    effort(8, 16, 128, 128),
    effort(8, 32, 128, 256),
    effort(32, 128, 258, 1024),
    effort(32, 258, 258, 4096),
];

/// What a compressor is asked for.
#[derive(Clone, Copy)]
pub struct Options {
    pub level: i32,
    pub method: i32,
    pub bits: i32,
    pub memory: i32,
    pub strategy: i32,
}

/// How far a step came.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    NeedMore,
    BlockDone,
    FinishStarted,
    FinishDone,
}

/// A compressor but for its memory.
#[derive(Clone)]
pub struct Deflate {
    pub(super) level: usize,
    pub(super) strategy: Strategy,
    pub(super) wrap: Wrap,
    pub(super) window_bits: usize,
    pub(super) hash_bits: usize,
    pub(super) hash_shift: usize,
    pub(super) hash_mask: usize,
    pub(super) symbol_bits: usize,
    pub(super) started: bool,
    pub(super) finishing: bool,
    /// The end is written.
    pub(super) ended: bool,
    pub(super) last_flush: isize,
    pub(super) check: Check,
    pub(super) total: usize,
    pub(super) pending: Pending,
    pub(super) block: Block,
    /// Where the block starts, before the window if it slid away; the place; bytes from there on.
    pub(super) block_start: isize,
    pub(super) start: usize,
    pub(super) ahead: usize,
    pub(super) hash: usize,
    /// Bytes before the place that aren't in the chains.
    pub(super) insert: usize,
    pub(super) match_start: usize,
    pub(super) match_length: usize,
    pub(super) last_length: usize,
    pub(super) match_waits: bool,
    pub(super) dictionary: bool,
}

/// The parts of a compressor's memory.
pub(super) struct Memory<'a> {
    pub(super) window: &'a mut [u8],
    previous: &'a mut [[u8; 2]],
    heads: &'a mut [[u8; 2]],
    pub(super) output: &'a mut [u8],
}

/// Input, as far as it isn't taken.
pub struct Input<'a> {
    pub rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub(super) fn take(&mut self, count: usize) -> &'a [u8] {
        let (taken, rest) = self.rest.split_at(count.min(self.rest.len()));
        self.rest = rest;
        taken
    }
}

impl Deflate {
    /// A compressor; nothing where options contradict themselves.
    pub fn new(options: Options) -> Option<Deflate> {
        let level = if options.level == -1 {
            6
        } else {
            options.level
        };
        let (wrap, bits) = match options.bits {
            bits @ ..0 => (Wrap::Raw, bits.checked_neg()?),
            bits @ 16.. => (Wrap::Gzip, bits - 16),
            bits => (Wrap::Zlib, bits),
        };
        let strategy = match options.strategy {
            0 => Strategy::Default,
            1 => Strategy::Filtered,
            2 => Strategy::HuffmanOnly,
            3 => Strategy::Runs,
            4 => Strategy::Fixed,
            _ => return None,
        };
        let fits = (1..=9).contains(&options.memory)
            && options.method == 8
            && (8..=15).contains(&bits)
            && (0..=9).contains(&level)
            && (bits != 8 || wrap == Wrap::Zlib);
        fits.then(|| Deflate {
            level: level as usize,
            strategy,
            wrap,
            window_bits: bits.max(9) as usize,
            hash_bits: options.memory as usize + 7,
            hash_shift: (options.memory as usize + 7).div_ceil(MIN_MATCH),
            hash_mask: (1 << (options.memory + 7)) - 1,
            symbol_bits: options.memory as usize + 6,
            started: false,
            finishing: false,
            ended: false,
            last_flush: -2,
            check: Check::of(wrap),
            total: 0,
            pending: Pending::default(),
            block: Block::new(),
            block_start: 0,
            start: 0,
            ahead: 0,
            hash: 0,
            insert: 0,
            match_start: 0,
            match_length: MIN_MATCH - 1,
            last_length: MIN_MATCH - 1,
            match_waits: false,
            dictionary: false,
        })
    }

    /// Bytes of memory that it works in.
    pub fn memory(&self) -> usize {
        STATE + 4 * self.window() + (2 << self.hash_bits) + self.output() + LOCK
    }

    pub(super) fn window(&self) -> usize {
        1 << self.window_bits
    }

    pub(super) fn output(&self) -> usize {
        4 << self.symbol_bits
    }

    fn split<'a>(&self, memory: &'a mut [u8]) -> Memory<'a> {
        let memory = &mut memory[STATE..];
        let (window, rest) = memory.split_at_mut(2 * self.window());
        let (previous, rest) = rest.split_at_mut(2 * self.window());
        let (heads, rest) = rest.split_at_mut(2 << self.hash_bits);
        let output = &mut rest[..self.output()];
        Memory {
            window,
            previous: previous.as_chunks_mut().0,
            heads: heads.as_chunks_mut().0,
            output,
        }
    }

    /// Takes what the compressed text is expected to have in common with these bytes.
    pub fn set_dictionary(&mut self, memory: &mut [u8], dictionary: &[u8]) -> bool {
        if self.wrap == Wrap::Gzip || self.started || self.ahead > 0 {
            return false;
        }
        let mut memory = self.split(memory);
        self.check.add(dictionary);
        let check = std::mem::replace(&mut self.check, Check::None);
        let tail = dictionary.len().saturating_sub(self.window());
        let mut input = Input {
            rest: &dictionary[tail..],
        };
        self.fill(&mut memory, &mut input);
        while self.ahead >= MIN_MATCH {
            for place in self.start..self.start + self.ahead - (MIN_MATCH - 1) {
                self.roll(memory.window[place + 2]);
                self.chain(&mut memory, place);
            }
            self.start += self.ahead - (MIN_MATCH - 1);
            self.ahead = MIN_MATCH - 1;
            self.fill(&mut memory, &mut input);
        }
        self.start += self.ahead;
        self.block_start = self.start as isize;
        self.insert = self.ahead;
        self.ahead = 0;
        self.match_length = MIN_MATCH - 1;
        self.last_length = MIN_MATCH - 1;
        self.match_waits = false;
        self.check = check;
        self.dictionary = self.start != 0;
        self.total = 0;
        true
    }

    /// Compresses what there is, as far as there is room.
    pub fn run(
        &mut self,
        memory: &mut [u8],
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> Status {
        let mut memory = self.split(memory);
        let memory = &mut memory;
        if self.finishing && flush != Flush::Finish {
            return Status::Wrong;
        }
        if room.left() == 0 {
            return Status::Stuck;
        }
        let last = std::mem::replace(&mut self.last_flush, flush.rank());
        if self.pending.len() > 0 {
            if self.flush_pending(memory, room) {
                return Status::Ok;
            }
        } else if input.rest.is_empty() && flush.rank() <= last && flush != Flush::Finish {
            return Status::Stuck;
        }
        if self.finishing && !input.rest.is_empty() {
            return Status::Stuck;
        }
        if !self.started {
            self.started = true;
            self.write_head(memory);
            self.pending.flush(memory.output, room);
            if self.pending.len() > 0 {
                self.last_flush = -1;
                return Status::Ok;
            }
        }
        let more = !input.rest.is_empty() || self.ahead > 0;
        if (more || flush != Flush::None && !self.finishing)
            && !self.go_on(memory, input, room, flush)
        {
            return Status::Ok;
        }
        if flush != Flush::Finish {
            return Status::Ok;
        }
        if self.ended || self.wrap == Wrap::Raw {
            return Status::End;
        }
        self.write_tail(memory);
        self.pending.flush(memory.output, room);
        self.ended = true;
        match self.pending.len() {
            0 => Status::End,
            _ => Status::Ok,
        }
    }

    /// Hands over what waits; true when there is no room left.
    pub(super) fn flush_pending(&mut self, memory: &mut Memory<'_>, room: &mut Room<'_>) -> bool {
        self.pending.flush(memory.output, room);
        if room.left() == 0 {
            self.last_flush = -1;
        }
        room.left() == 0
    }

    /// Compresses; false when the call ends here.
    fn go_on(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> bool {
        let step = match (self.level, self.strategy) {
            (0, _) => self.store(memory, input, room, flush),
            (_, Strategy::HuffmanOnly) => self.literals(memory, input, room, flush),
            (_, Strategy::Runs) => self.runs(memory, input, room, flush),
            (..4, _) => self.fast(memory, input, room, flush),
            _ => self.slow(memory, input, room, flush),
        };
        if matches!(step, Step::FinishStarted | Step::FinishDone) {
            self.finishing = true;
        }
        match step {
            Step::NeedMore | Step::FinishStarted => {
                if room.left() == 0 {
                    self.last_flush = -1;
                }
                false
            }
            Step::FinishDone => true,
            Step::BlockDone => {
                match flush {
                    Flush::Partial => {
                        // An empty block with the fixed codes.
                        self.pending.put(memory.output, 1 << 1, 3);
                        self.pending.put(memory.output, 0, 7);
                        self.pending.settle(memory.output);
                    }
                    Flush::Block => {}
                    _ => self.write_stored(memory, 0..0, false),
                }
                if flush == Flush::Full {
                    memory.heads.fill([0; 2]);
                    if self.ahead == 0 {
                        self.start = 0;
                        self.block_start = 0;
                        self.insert = 0;
                    }
                }
                !self.flush_pending(memory, room)
            }
        }
    }

    fn write_head(&mut self, memory: &mut Memory<'_>) {
        let quick = matches!(
            self.strategy,
            Strategy::HuffmanOnly | Strategy::Runs | Strategy::Fixed
        ) || self.level < 2;
        match self.wrap {
            Wrap::Raw => {}
            Wrap::Gzip => {
                let extra = match self.level {
                    9 => 2,
                    _ if quick => 4,
                    _ => 0,
                };
                let head = [31, 139, 8, 0, 0, 0, 0, 0, extra, 3];
                self.pending.put_bytes(memory.output, &head);
            }
            Wrap::Zlib => {
                let level = match self.level {
                    _ if quick => 0,
                    ..6 => 1,
                    6 => 2,
                    _ => 3,
                };
                let mut head = (8 + ((self.window_bits as u16 - 8) << 4)) << 8 | level << 6;
                if self.dictionary {
                    head |= 0x20;
                }
                head += 31 - head % 31;
                self.pending.put_bytes(memory.output, &head.to_be_bytes());
                if self.dictionary {
                    let sum = self.check.sum().to_be_bytes();
                    self.pending.put_bytes(memory.output, &sum);
                }
                self.check = Check::of(self.wrap);
            }
        }
    }

    fn write_tail(&mut self, memory: &mut Memory<'_>) {
        let sum = self.check.sum();
        match self.wrap {
            Wrap::Gzip => {
                self.pending.put_bytes(memory.output, &sum.to_le_bytes());
                let total = (self.total as u32).to_le_bytes();
                self.pending.put_bytes(memory.output, &total);
            }
            _ => self.pending.put_bytes(memory.output, &sum.to_be_bytes()),
        }
    }

    /// Takes input, which is summed up on the way.
    pub(super) fn read<'a>(&mut self, input: &mut Input<'a>, count: usize) -> &'a [u8] {
        let taken = input.take(count);
        self.check.add(taken);
        self.total += taken.len();
        taken
    }

    /// Fills the window, and slides it where it gets full.
    pub(super) fn fill(&mut self, memory: &mut Memory<'_>, input: &mut Input<'_>) {
        let size = self.window();
        loop {
            if self.start >= 2 * size - MIN_AHEAD {
                self.slide(memory);
            }
            if input.rest.is_empty() {
                break;
            }
            let end = self.start + self.ahead;
            let fresh = self.read(input, 2 * size - end);
            memory.window[end..end + fresh.len()].copy_from_slice(fresh);
            self.ahead += fresh.len();
            self.catch_up(memory);
            if self.ahead >= MIN_AHEAD {
                break;
            }
        }
    }

    fn slide(&mut self, memory: &mut Memory<'_>) {
        let size = self.window();
        memory.window.copy_within(size..2 * size, 0);
        self.match_start = self.match_start.wrapping_sub(size);
        self.start -= size;
        self.block_start -= size as isize;
        self.insert = self.insert.min(self.start);
        for link in memory.heads.iter_mut().chain(memory.previous.iter_mut()) {
            let place = u16::from_le_bytes(*link).saturating_sub(size as u16);
            *link = place.to_le_bytes();
        }
    }

    /// Puts into the chains what couldn't be before, for want of bytes.
    fn catch_up(&mut self, memory: &mut Memory<'_>) {
        if self.ahead + self.insert < MIN_MATCH {
            return;
        }
        let mut place = self.start - self.insert;
        self.hash = 0;
        self.roll(memory.window[place]);
        self.roll(memory.window[place + 1]);
        while self.insert > 0 {
            self.roll(memory.window[place + 2]);
            self.chain(memory, place);
            place += 1;
            self.insert -= 1;
            if self.ahead + self.insert < MIN_MATCH {
                break;
            }
        }
    }

    #[inline(always)]
    pub(super) fn roll(&mut self, byte: u8) {
        self.hash = (self.hash << self.hash_shift ^ byte as usize) & self.hash_mask;
    }

    /// Puts a place into the chain of the hash; what was first there.
    #[inline(always)]
    fn chain(&mut self, memory: &mut Memory<'_>, place: usize) -> usize {
        let head = &mut memory.heads[self.hash];
        let mask = memory.previous.len() - 1;
        memory.previous[place & mask] = *head;
        let first = u16::from_le_bytes(*head);
        *head = (place as u16).to_le_bytes();
        first as usize
    }

    /// Puts the place into the chain of its three bytes; what was first there.
    #[inline(always)]
    pub(super) fn note(&mut self, memory: &mut Memory<'_>, place: usize) -> usize {
        self.roll(memory.window[place + 2]);
        self.chain(memory, place)
    }

    /// Places further back aren't looked at.
    pub(super) fn reach(&self) -> usize {
        self.window() - MIN_AHEAD
    }

    /// The longest match in a chain, longer than the last one; its length.
    pub(super) fn longest(&mut self, memory: &Memory<'_>, mut at: usize) -> usize {
        let effort = &EFFORTS[self.level];
        let window = &*memory.window;
        let start = self.start;
        let most = MAX_MATCH.min(window.len() - start);
        let own = &window[start..start + most];
        let limit = start.saturating_sub(self.reach());
        let mask = memory.previous.len() - 1;
        let nice = effort.nice.min(self.ahead);
        let mut best = self.last_length;
        let mut tries = match best >= effort.good {
            true => effort.chain >> 2,
            false => effort.chain,
        };
        loop {
            let other = &window[at..at + most];
            if other[best] == own[best]
                && other[best - 1] == own[best - 1]
                && other[..2] == own[..2]
            {
                let length = common(own, other);
                if length > best {
                    self.match_start = at;
                    best = length;
                    if length >= nice {
                        break;
                    }
                }
            }
            at = u16::from_le_bytes(memory.previous[at & mask]) as usize;
            tries -= 1;
            if at <= limit || tries == 0 {
                break;
            }
        }
        best.min(self.ahead)
    }

    /// Adds a literal; whether the block is full.
    #[inline(always)]
    pub(super) fn literal(&mut self, memory: &mut Memory<'_>, byte: u8) -> bool {
        self.symbol(memory, [0, 0, byte]);
        self.block.literals.frequency[byte as usize] += 1;
        self.is_full()
    }

    /// Adds a match; whether the block is full.
    #[inline(always)]
    pub(super) fn matched(
        &mut self,
        memory: &mut Memory<'_>,
        distance: usize,
        length: usize,
    ) -> bool {
        let above = length - MIN_MATCH;
        let [low, high, ..] = distance.to_le_bytes();
        self.symbol(memory, [low, high, above as u8]);
        self.block.literals.frequency[LITERALS + 1 + LENGTH_CODE[above] as usize] += 1;
        self.block.distances.frequency[distance_code(distance)] += 1;
        self.is_full()
    }

    /// Symbols stand behind the first quarter of the output.
    #[inline(always)]
    fn symbol(&mut self, memory: &mut Memory<'_>, symbol: [u8; 3]) {
        let at = (1 << self.symbol_bits) + self.block.symbols;
        memory.output[at..at + 3].copy_from_slice(&symbol);
        self.block.symbols += 3;
    }

    fn is_full(&self) -> bool {
        self.block.symbols == 3 * ((1 << self.symbol_bits) - 1)
    }

    /// Writes bytes of the window as they are.
    pub(super) fn write_stored(
        &mut self,
        memory: &mut Memory<'_>,
        range: std::ops::Range<usize>,
        last: bool,
    ) {
        self.pending.put(memory.output, usize::from(last), 3);
        self.pending.align(memory.output);
        let len = range.len() as u16;
        self.pending.put_bytes(memory.output, &len.to_le_bytes());
        self.pending.put_bytes(memory.output, &(!len).to_le_bytes());
        self.pending.put_bytes(memory.output, &memory.window[range]);
    }

    /// Ends the block; true when there is no room left.
    pub(super) fn end_block(
        &mut self,
        memory: &mut Memory<'_>,
        room: &mut Room<'_>,
        last: bool,
    ) -> bool {
        let bytes = (self.start as isize - self.block_start) as usize;
        let at_hand = self.block_start >= 0;
        let fixed = self.strategy == Strategy::Fixed;
        let flag = usize::from(last);
        let from = 1 << self.symbol_bits;
        match self.block.prepare(bytes, at_hand, fixed) {
            Form::Stored => {
                let from = self.block_start.max(0) as usize;
                self.write_stored(memory, from..from + bytes, last);
            }
            Form::Fixed => {
                self.pending.put(memory.output, 1 << 1 | flag, 3);
                self.block
                    .write(&mut self.pending, memory.output, from, true);
            }
            Form::Own { length_codes } => {
                self.pending.put(memory.output, 2 << 1 | flag, 3);
                self.block
                    .write_codes(&mut self.pending, memory.output, length_codes);
                self.block
                    .write(&mut self.pending, memory.output, from, false);
            }
        }
        self.block.clear();
        if last {
            self.pending.align(memory.output);
        }
        self.block_start = self.start as isize;
        self.pending.flush(memory.output, room);
        room.left() == 0
    }
}

/// How many bytes two rows have in common at the front.
#[inline(always)]
fn common(a: &[u8], b: &[u8]) -> usize {
    let (rows_a, rows_b) = (a.as_chunks::<8>().0, b.as_chunks::<8>().0);
    for (at, (x, y)) in rows_a.iter().zip(rows_b).enumerate() {
        let differs = u64::from_le_bytes(*x) ^ u64::from_le_bytes(*y);
        if differs != 0 {
            return 8 * at + differs.trailing_zeros() as usize / 8;
        }
    }
    let done = 8 * rows_a.len().min(rows_b.len());
    let rest = a[done..].iter().zip(&b[done..]);
    done + rest.take_while(|(x, y)| x == y).count()
}
