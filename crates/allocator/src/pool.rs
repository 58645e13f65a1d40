//! A pool: 16 KiB of blocks of one kind and size, with its free list threaded through the blocks.
//!
//! ```text
//!  word 0   count: live blocks │ shelf: kind and class
//!  word 1   free ──► newest freed block ──► … ──► 0
//!  word 2,3 next, prev: its list of used pools; in a free pool, next is the arena's free list
//!  word 4   arena │ spare
//!  word 5   virgin: offset of the first block never handed out │ end: offset past the last block
//! ```
//!
//! A pool is *used* (some blocks live), or *free* (none; it belongs to its arena). A used pool whose every
//! block is live is *full*. Blocks are carved from the virgin end a few at a time and never returned to it.
//!
//! **A1** A pool's tag in the address map is its shelf + 1 while it is used, else 0.
//! **A2** In a used pool, live + free + virgin blocks = the capacity of its class, and live > 0.
//! **A3** A free list only holds starts of carved blocks of its own pool, each once.
//!
//! Not here: which pools are used (`heap`) or free (`arena`).

use crate::class::{
    POOL_HEADER, POOL_SIZE, SMALL_LIMIT, capacity, class_size, first_offset, shelf_class,
};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// A block on a free list: its first word is the link, the rest means nothing.
#[repr(C)]
pub(crate) struct FreeBlock {
    pub next: *mut FreeBlock,
}

/// The first 48 bytes of a pool.
#[repr(C)]
pub(crate) struct Pool {
    /// Live blocks. 0 in a free pool.
    pub count: Cell<u32>,
    /// Which shelf it stands on; in a free pool, the one it stood on last.
    pub shelf: Cell<u32>,
    /// The block that the next request gets. Null when nothing is carved and free.
    pub free: Cell<*mut FreeBlock>,
    /// Neighbours in the shelf's list; meaningless while the pool is full and unlinked.
    pub next: Cell<*mut Pool>,
    pub prev: Cell<*mut Pool>,
    /// Index of its arena.
    pub arena: Cell<u32>,
    pub spare: Cell<u32>,
    /// Offset of the first block never handed out since the pool was laid out.
    pub virgin: Cell<u32>,
    /// Offset past the last block: `virgin == end` when all is carved.
    pub end: Cell<u32>,
}

const _: () = assert!(size_of::<Pool>() == POOL_HEADER);

/// Blocks are carved this many bytes at a time: few calls off the fast path, and the links are written to
/// lines that are about to be used. The order in which blocks come out is the same as one by one.
const CARVE: usize = 1024;
const _: () = assert!(CARVE >= SMALL_LIMIT);

/// What an empty shelf shows to the fast path: a pool that never has a free block. Nothing is written to it.
pub(crate) struct NoPool(Pool);

// SAFETY: it is never written: every writer first finds a non-null free list, and this one's is null.
unsafe impl Sync for NoPool {}

static NO_POOL: NoPool = NoPool(Pool {
    count: Cell::new(0),
    shelf: Cell::new(0),
    free: Cell::new(null_mut()),
    next: Cell::new(null_mut()),
    prev: Cell::new(null_mut()),
    arena: Cell::new(0),
    spare: Cell::new(0),
    virgin: Cell::new(0),
    end: Cell::new(0),
});

/// The stand-in for "no pool".
pub(crate) fn no_pool() -> *mut Pool {
    (&raw const NO_POOL.0).cast_mut()
}

/// The pool that holds this address.
#[inline]
pub(crate) fn pool_of(block: *mut u8) -> *mut Pool {
    block.map_addr(|a| a & !(POOL_SIZE - 1)).cast()
}

impl Pool {
    pub fn address(&self) -> usize {
        (&raw const *self).addr()
    }

    pub fn class(&self) -> usize {
        shelf_class(self.shelf.get() as usize)
    }

    /// Lays the pool out for a shelf: everything virgin.
    pub fn lay_out(&self, shelf: usize, arena: u32) {
        let class = shelf_class(shelf);
        let first = first_offset(class);
        self.count.set(0);
        self.shelf.set(shelf as u32);
        self.free.set(null_mut());
        self.arena.set(arena);
        self.virgin.set(first as u32);
        self.end
            .set((first + capacity(class) * class_size(class)) as u32);
    }

    pub fn has_virgin(&self) -> bool {
        self.virgin.get() < self.end.get()
    }

    /// Nothing to hand out: neither a free block nor a virgin one.
    pub fn is_full(&self) -> bool {
        self.free.get().is_null() && !self.has_virgin()
    }

    /// Blocks never handed out since the pool was laid out.
    pub fn virgin_blocks(&self) -> usize {
        (self.end.get().saturating_sub(self.virgin.get())) as usize / class_size(self.class())
    }

    /// Carved blocks that are not live, by the count.
    pub fn free_blocks(&self) -> usize {
        (capacity(self.class()) - self.virgin_blocks()).saturating_sub(self.count.get() as usize)
    }

    /// Moves the next virgin blocks to the (empty) free list, lowest address first; returns where they are.
    ///
    /// # Safety
    /// The pool is laid out, its free list is empty and it has virgin blocks.
    pub unsafe fn carve(pool: NonNull<Pool>) -> (NonNull<u8>, usize) {
        // SAFETY: the caller gives a laid-out pool.
        let this = unsafe { pool.as_ref() };
        let size = class_size(this.class());
        let start = this.virgin.get() as usize;
        let stop = (this.end.get() as usize).min(start + CARVE / size * size);
        let base: NonNull<u8> = pool.cast();
        let mut next = null_mut();
        let mut at = stop;
        while at > start {
            at -= size;
            // SAFETY: virgin ≤ at < end, inside the pool, 16-aligned, and nobody holds a virgin block.
            unsafe {
                let block = base.add(at).cast::<FreeBlock>();
                block.write(FreeBlock { next });
                next = block.as_ptr();
            }
        }
        this.free.set(next);
        this.virgin.set(stop as u32);
        // SAFETY: start lies inside the pool.
        (unsafe { base.add(start) }, stop - start)
    }
}
