//! A pool: 16 KiB of blocks of one kind and size, with its free list threaded through the blocks.
//!
//! ```text
//!  header, the pool's first 48 bytes
//!  ┌────────┬───────┬───────┬──────┬──────┬────────┬─────┬───────┬───────┐
//!  │ free ┐ │ count │ shelf │ next │ prev │ virgin │ end │ arena │ spare │
//!  └──────┼─┴───────┴───────┴──────┴──────┴────────┴─────┴───────┴───────┘
//!         │  4       4       4      4      4        4     4       12
//!         └► newest freed block ─► … ─► 0
//! ```
//!
//! A pool is *used* (some blocks live), or *free* (none; it belongs to its arena). A used pool whose every
//! block is live is *full*. Blocks are carved from the virgin end a few at a time and never returned to it.
//!
//! **A1** A pool's tag in the address map is its shelf + 1 while it is used, else 0; its header names its arena.
//! **A2** In a used pool, live + free + virgin blocks = the capacity of its class, and live > 0.
//! **A3** A free list only holds starts of carved blocks of its own pool, each once.
//!
//! Not here: which pools are used (`heap`) or free (`arena`).

use crate::class::{
    ARENA_SIZE, POOL_HEADER, POOL_SIZE, POOLS_PER_ARENA, SMALL_LIMIT, capacity, class_size,
    first_offset, shelf_class,
};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// A pool's number in its reservation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct PoolId(pub u32);

impl PoolId {
    /// No pool.
    pub const NONE: PoolId = PoolId(u32::MAX);

    pub fn index(self) -> usize {
        self.0 as usize
    }

    pub fn arena(self) -> u32 {
        self.0 / POOLS_PER_ARENA as u32
    }

    pub fn is_none(self) -> bool {
        self == PoolId::NONE
    }
}

const _: () = assert!(crate::reservation::RESERVE / POOL_SIZE < u32::MAX as usize);
const _: () = assert!(ARENA_SIZE / POOL_SIZE == POOLS_PER_ARENA);

/// A block on a free list: its first word is the link, the rest means nothing.
#[repr(C)]
pub(crate) struct FreeBlock {
    pub next: *mut FreeBlock,
}

/// The first 48 bytes of a pool. All zero before it is first used.
#[repr(C)]
pub(crate) struct Header {
    /// The block that the next request gets. Null when nothing is carved and free.
    pub free: Cell<*mut FreeBlock>,
    /// Live blocks. 0 in a free pool.
    pub count: Cell<u32>,
    /// Which shelf it stands on; in a free pool, the one it stood on last.
    pub shelf: Cell<u32>,
    /// Neighbours on the shelf; meaningless while the pool is full and unlinked. In a free pool, `next` is the
    /// arena's next free pool.
    pub next: Cell<PoolId>,
    pub prev: Cell<PoolId>,
    /// Offset of the first block never handed out since the pool was laid out.
    pub virgin: Cell<u32>,
    /// Offset past the last block: `virgin == end` when all is carved.
    pub end: Cell<u32>,
    pub arena: Cell<u32>,
    /// CPython's header is as long.
    spare: [Cell<u32>; 3],
}

const _: () = assert!(size_of::<Header>() == POOL_HEADER);

/// Blocks are carved this many bytes at a time: few calls off the fast path, and the links are written to
/// lines that are about to be used. The order in which blocks come out is the same as one by one.
const CARVE: usize = 1024;
const _: () = assert!(CARVE >= SMALL_LIMIT);

/// What an empty shelf shows to the fast path: a pool that never has a free block.
struct NoPool(Header);

// SAFETY: it is never written: every writer first finds a non-null free list, and this one's is null.
unsafe impl Sync for NoPool {}

static NO_POOL: NoPool = NoPool(Header {
    free: Cell::new(null_mut()),
    count: Cell::new(0),
    shelf: Cell::new(0),
    next: Cell::new(PoolId::NONE),
    prev: Cell::new(PoolId::NONE),
    virgin: Cell::new(0),
    end: Cell::new(0),
    arena: Cell::new(0),
    spare: [const { Cell::new(0) }; 3],
});

/// The header of "no pool".
pub(crate) fn no_header() -> NonNull<Header> {
    NonNull::from(&NO_POOL.0)
}

/// The header of the pool that holds this block.
#[inline]
pub(crate) fn header_of(block: NonNull<u8>) -> NonNull<Header> {
    let start = block.as_ptr().map_addr(|addr| addr & !(POOL_SIZE - 1));
    // SAFETY: a block doesn't lie at address 0 … 16383, which no process may map there.
    unsafe { NonNull::new_unchecked(start.cast()) }
}

/// A pool whose arena is mapped, with its header. Made by the reservation.
#[derive(Clone, Copy)]
pub(crate) struct Pool<'a> {
    pub id: PoolId,
    pub header: &'a Header,
    /// Its 16 KiB.
    pub start: NonNull<u8>,
}

impl Pool<'_> {
    pub fn shelf(&self) -> usize {
        self.header.shelf.get() as usize
    }

    pub fn class(&self) -> usize {
        shelf_class(self.shelf())
    }

    pub fn block(&self, index: usize) -> NonNull<u8> {
        let class = self.class();
        debug_assert!(index < capacity(class));
        // SAFETY: block `index` lies in the pool.
        unsafe {
            self.start
                .add(first_offset(class) + index * class_size(class))
        }
    }

    /// Lays the pool out for a shelf: everything virgin.
    pub fn lay_out(&self, shelf: usize) {
        let class = shelf_class(shelf);
        let first = first_offset(class);
        self.header.count.set(0);
        self.header.shelf.set(shelf as u32);
        self.header.free.set(null_mut());
        self.header.arena.set(self.id.arena());
        self.header.virgin.set(first as u32);
        self.header
            .end
            .set((first + capacity(class) * class_size(class)) as u32);
    }

    pub fn has_virgin(&self) -> bool {
        self.header.virgin.get() < self.header.end.get()
    }

    /// Nothing to hand out: neither a free block nor a virgin one.
    pub fn is_full(&self) -> bool {
        self.header.free.get().is_null() && !self.has_virgin()
    }

    /// Blocks carved since the pool was laid out.
    pub fn carved_blocks(&self) -> usize {
        let class = self.class();
        (self.header.virgin.get() as usize).saturating_sub(first_offset(class)) / class_size(class)
    }

    /// Blocks never handed out since the pool was laid out.
    pub fn virgin_blocks(&self) -> usize {
        self.header
            .end
            .get()
            .saturating_sub(self.header.virgin.get()) as usize
            / class_size(self.class())
    }

    /// Carved blocks that are not live, by the count.
    pub fn free_blocks(&self) -> usize {
        self.carved_blocks()
            .saturating_sub(self.header.count.get() as usize)
    }

    /// Moves the next virgin blocks to the (empty) free list, lowest address first; returns where they are.
    ///
    /// # Safety
    /// The pool is used, its free list is empty and it has virgin blocks.
    pub unsafe fn carve(&self) -> (NonNull<u8>, usize) {
        let size = class_size(self.class());
        let start = self.header.virgin.get() as usize;
        let stop = (self.header.end.get() as usize).min(start + CARVE / size * size);
        let mut next = null_mut();
        let mut at = stop;
        while at > start {
            at -= size;
            // SAFETY: virgin ≤ at < end, inside the pool, 16-aligned, and nobody holds a virgin block.
            unsafe {
                let block = self.start.add(at).cast::<FreeBlock>();
                block.write(FreeBlock { next });
                next = block.as_ptr();
            }
        }
        self.header.free.set(next);
        self.header.virgin.set(stop as u32);
        // SAFETY: start lies inside the pool.
        (unsafe { self.start.add(start) }, stop - start)
    }

    /// Takes the first free block.
    ///
    /// # Safety
    /// The pool is used and its free list, which is sound, is not empty.
    pub unsafe fn pop(&self) -> NonNull<u8> {
        let block = self.header.free.get();
        // SAFETY: the list is not empty and links free blocks.
        unsafe {
            self.header.free.set((*block).next);
            self.header.count.set(self.header.count.get() + 1);
            NonNull::new_unchecked(block.cast())
        }
    }
}
