//! Output of unknown length: blocks that get larger, joined at the end. The sizes are 3.13's, and so are those of its peaks.

use super::pending::Room;
use object::{Buf, Raised, Ref, Result, Thread};
use types::Bytes;

/// Bytes of the blocks, in KiB; the last size is that of all further ones.
const SIZES: [usize; 17] = [
    32, 64, 256, 1024, 4096, 8192, 16384, 16384, 32768, 32768, 32768, 32768, 65536, 65536, 131072,
    131072, 262144,
];
/// A block is a `bytes` object in 3.13, with a head and a zero at its end.
const HEAD: usize = 33;

/// See the file's head.
pub struct Blocks<'t> {
    thread: &'t Thread,
    blocks: Vec<Buf<'t, u8>>,
    /// What the list of the blocks takes in 3.13.
    list: Buf<'t, u8>,
    size: usize,
    /// Bytes before the last block, and in it.
    before: usize,
    used: usize,
    limit: Option<usize>,
}

impl<'t> Blocks<'t> {
    /// The first block; never more than `limit` bytes.
    pub fn new(thread: &'t Thread, limit: Option<usize>) -> Result<Blocks<'t>> {
        let size = (SIZES[0] << 10).min(limit.unwrap_or(usize::MAX));
        let mut blocks = Blocks::with_size(thread, size)?;
        blocks.limit = limit;
        Ok(blocks)
    }

    /// The first block has this size.
    pub fn with_size(thread: &'t Thread, size: usize) -> Result<Blocks<'t>> {
        let mut blocks = Blocks {
            thread,
            blocks: Vec::new(),
            list: Buf::with_capacity(thread.heap(), 8)?,
            size: 0,
            before: 0,
            used: 0,
            limit: None,
        };
        blocks.add(size)?;
        Ok(blocks)
    }

    fn add(&mut self, size: usize) -> Result<()> {
        let no_memory = |_| self.thread.no_memory();
        self.blocks.try_reserve(1).map_err(no_memory)?;
        let Some(all) = size.checked_add(HEAD) else {
            return Err(self.thread.no_memory());
        };
        self.blocks
            .push(Buf::filled_with_zeros(self.thread.heap(), all)?);
        if self.blocks.len() == 2 {
            self.list = Buf::new(self.thread.heap());
            self.list.reserve(64)?;
        }
        self.before += self.used;
        self.used = 0;
        self.size = size;
        Ok(())
    }

    /// Whether the last block is full.
    pub fn is_full(&self) -> bool {
        self.used == self.size
    }

    /// Whether there may be no more.
    pub fn at_limit(&self) -> bool {
        self.limit == Some(self.before + self.used)
    }

    /// Makes room where there is none.
    pub fn grow(&mut self) -> Result<()> {
        if !self.is_full() {
            return Ok(());
        }
        let next = SIZES.get(self.blocks.len()).copied().unwrap_or(SIZES[16]) << 10;
        let rest = self
            .limit
            .map_or(usize::MAX, |limit| limit - self.before - self.used);
        self.add(next.min(rest))
    }

    /// Has the room of the last block written to.
    pub fn write<R>(&mut self, f: impl FnOnce(&mut Room<'_>) -> R) -> Result<R, Raised> {
        let Some(block) = self.blocks.last_mut() else {
            return Err(self
                .thread
                .system_error(format_args!("output without a block")));
        };
        let mut room = Room::new(&mut block[self.used..self.size]);
        let answer = f(&mut room);
        self.used += room.used();
        Ok(answer)
    }

    /// All of it as an object.
    pub fn finish(mut self) -> Result<Ref> {
        let thread = self.thread;
        if self.blocks.len() == 2 && self.used == 0 {
            // The first block is all there is.
            self.blocks.pop();
            self.size = self.before;
            self.used = std::mem::take(&mut self.before);
        }
        let last = self.blocks.len() - 1;
        if let ([only], true) = (&self.blocks[..], self.is_full()) {
            return Ok(Bytes::new(thread, &only[..self.size])?.into_object());
        }
        let all = Bytes::filled(thread, self.before + self.used, |room| {
            let mut at = 0;
            for (number, block) in self.blocks.iter().enumerate() {
                let used = match number == last {
                    true => self.used,
                    false => block.len() - HEAD,
                };
                room[at..at + used].copy_from_slice(&block[..used]);
                at += used;
            }
            Ok(())
        })?;
        Ok(all.into_object())
    }
}
