//! Debug fill: what a block holds before it is first written and after it is freed, and what that finds.
//!
//! A fresh block is filled with 0xCD, a freed one with 0xDD behind its link. When a block is handed out again
//! its fill must be whole: else somebody wrote to it after freeing it. Findings are kept, not fatal; `check`
//! reports the first.
//!
//! **A11** With debug fill, every free block is filled behind its link, and no damage was found before.
//!
//! Not here: anything on the fast path. With debug fill every request and free takes the slow one.

use crate::block::FreeBlock;
use crate::class::class_size;
use crate::pool::Pool;
use std::cell::Cell;
use std::ptr::NonNull;

const FRESH: u8 = 0xcd;
const FREED: u8 = 0xdd;
/// A free block's link stays readable.
const LINK: usize = size_of::<FreeBlock>();

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Finding {
    WrittenAfterFree(usize),
    FreedTwice(usize),
    FreedInside(usize),
}

/// What debug fill has found so far.
#[derive(Default)]
pub(crate) struct Damage {
    pub first: Cell<Option<Finding>>,
    pub count: Cell<u64>,
}

impl Damage {
    fn note(&self, finding: Finding) {
        if self.first.get().is_none() {
            self.first.set(Some(finding));
        }
        self.count.set(self.count.get() + 1);
    }

    /// A pool block is about to be handed out.
    pub fn on_alloc(&self, block: NonNull<u8>, size: usize) {
        if !is_filled(block, size) {
            self.note(Finding::WrittenAfterFree(block.addr().get()));
        }
        self.fill_fresh(block, size);
    }

    /// Blocks of one size were carved: they count as freed.
    pub fn on_carve(&self, start: NonNull<u8>, bytes: usize, size: usize) {
        for at in (0..bytes).step_by(size) {
            // SAFETY: the carved bytes are free blocks of this size.
            unsafe { start.add(at + LINK).write_bytes(FREED, size - LINK) };
        }
    }

    /// A block is about to be freed that lies in this pool at this index, if it starts one; false when it must
    /// not be.
    pub fn on_free(&self, ptr: NonNull<u8>, place: Option<(Pool, usize)>) -> bool {
        let Some((pool, index)) = place else {
            self.note(Finding::FreedInside(ptr.addr().get()));
            return false;
        };
        let size = class_size(pool.class());
        // A live block may look freed: then only its pool's free list tells.
        if is_filled(ptr, size) && !pool.live_bits().contains(index) {
            self.note(Finding::FreedTwice(ptr.addr().get()));
            return false;
        }
        self.fill_freed(ptr, size);
        true
    }

    pub fn fill_fresh(&self, block: NonNull<u8>, size: usize) {
        // SAFETY: the block has these bytes and nobody has it yet.
        unsafe { block.write_bytes(FRESH, size) };
    }

    pub fn fill_freed(&self, block: NonNull<u8>, size: usize) {
        // SAFETY: the block has these bytes and is being given up.
        unsafe { block.write_bytes(FREED, size) };
    }
}

/// Whether a block looks freed behind its link.
pub(crate) fn is_filled(block: NonNull<u8>, size: usize) -> bool {
    // SAFETY: the block is mapped and was written when it was carved.
    let bytes = unsafe { std::slice::from_raw_parts(block.add(LINK).as_ptr(), size - LINK) };
    bytes.iter().all(|&byte| byte == FREED)
}
