//! Level 0: bytes are stored as they are, copied straight from the input where there is room.
//!
//! As in zlib the blocks follow from how much room there is at each call.

use super::deflate::{Deflate, Flush, Input, Memory, Step};
use super::pending::Room;

/// Bytes of the longest stored block.
const LONGEST: usize = 65535;

impl Deflate {
    /// Bits of a block's head that wait, and its length, in bytes.
    fn head(&self) -> usize {
        (self.pending.bits() + 42) >> 3
    }

    fn left(&self) -> usize {
        (self.start as isize - self.block_start) as usize
    }

    pub(super) fn store(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> Step {
        let (whole, finish) = (input.rest, flush == Flush::Finish);
        let ended = self.copy_blocks(memory, input, room, flush);
        let used = whole.len() - input.rest.len();
        if used > 0 {
            self.remember(memory, &whole[..used]);
        }
        if ended {
            return Step::FinishDone;
        }
        let idle = input.rest.is_empty() && self.left() == 0;
        if flush != Flush::None && !finish && idle {
            return Step::BlockDone;
        }
        self.keep(memory, input);
        let most = (self.output() - self.head()).min(LONGEST);
        let left = self.left();
        let all = (left > 0 || finish) && flush != Flush::None;
        if left >= most.min(self.window()) || all && input.rest.is_empty() && left <= most {
            let len = left.min(most);
            let last = finish && input.rest.is_empty() && len == left;
            let from = self.block_start as usize;
            self.write_stored(memory, from..from + len, last);
            self.block_start += len as isize;
            self.pending.flush(memory.output, room);
            if last {
                return Step::FinishStarted;
            }
        }
        Step::NeedMore
    }

    /// Writes blocks of what the window still holds and of the input; true when the last is written.
    fn copy_blocks(
        &mut self,
        memory: &mut Memory<'_>,
        input: &mut Input<'_>,
        room: &mut Room<'_>,
        flush: Flush,
    ) -> bool {
        let least = (self.output() - 5).min(self.window());
        loop {
            let head = self.head();
            if room.left() < head {
                return false;
            }
            let left = self.left();
            let all = left + input.rest.len();
            let len = LONGEST.min(all).min(room.left() - head);
            let waits = len == 0 && flush != Flush::Finish || flush == Flush::None || len != all;
            if len < least && waits {
                return false;
            }
            let last = flush == Flush::Finish && len == all;
            self.write_stored(memory, 0..0, last);
            let size = len as u16;
            let [low, high] = size.to_le_bytes();
            let [other_low, other_high] = (!size).to_le_bytes();
            let sizes = [low, high, other_low, other_high];
            self.pending.replace(memory.output, &sizes);
            self.pending.flush(memory.output, room);
            let old = left.min(len);
            let from = self.block_start as usize;
            room.push(&memory.window[from..from + old]);
            self.block_start += old as isize;
            room.push(self.read(input, len - old));
            if last {
                return true;
            }
        }
    }

    /// Keeps what was copied for later matches, as far as the window goes.
    fn remember(&mut self, memory: &mut Memory<'_>, copied: &[u8]) {
        let size = self.window();
        if copied.len() >= size {
            memory.window[..size].copy_from_slice(&copied[copied.len() - size..]);
            self.start = size;
            self.insert = size;
        } else {
            if 2 * size - self.start <= copied.len() {
                self.start -= size;
                memory.window.copy_within(size..size + self.start, 0);
                self.insert = self.insert.min(self.start);
            }
            let end = self.start + copied.len();
            memory.window[self.start..end].copy_from_slice(copied);
            self.start = end;
            self.insert += copied.len().min(size - self.insert);
        }
        self.block_start = self.start as isize;
    }

    /// Takes the rest of the input into the window.
    fn keep(&mut self, memory: &mut Memory<'_>, input: &mut Input<'_>) {
        let size = self.window();
        let mut free = 2 * size - self.start;
        if input.rest.len() > free && self.block_start >= size as isize {
            self.block_start -= size as isize;
            self.start -= size;
            memory.window.copy_within(size..size + self.start, 0);
            free += size;
            self.insert = self.insert.min(self.start);
        }
        let fresh = self.read(input, free);
        memory.window[self.start..self.start + fresh.len()].copy_from_slice(fresh);
        self.start += fresh.len();
        self.insert += fresh.len().min(size - self.insert);
    }
}
