//! A pool: 16 KiB of blocks of one kind and size, with its free list threaded through the blocks.
//!
//! ```text
//!  header, the pool's first 48 bytes
//!  ┌────────┬───────┬───────┬──────┬──────┬────────┬─────┬───────┬───────┐
//!  │ free ┐ │ count │ shelf │ next │ prev │ virgin │ end │ arena │ spare │
//!  └──────┼─┴───────┴───────┴──────┴──────┴────────┴─────┴───────┴───────┘
//!   8     │  4       4       8      8      4        4     4       4
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

use crate::block::{self, FreeBlock};
use crate::class::{
    POOL_HEADER, POOL_SIZE, SMALL_LIMIT, capacity, class_size, first_offset, shelf_class,
};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

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
    pub next: Cell<Option<Pool>>,
    pub prev: Cell<Option<Pool>>,
    /// Offset of the first block never handed out since the pool was laid out.
    pub virgin: Cell<u32>,
    /// Offset past the last block: `virgin == end` when all is carved.
    pub end: Cell<u32>,
    pub arena: Cell<u32>,
    /// CPython's header is as long.
    spare: Cell<u32>,
}

const _: () = assert!(size_of::<Header>() == POOL_HEADER);

/// Blocks are carved as many as were carved before, at least two and up to this many bytes at a time: few calls off the
/// fast path, and little done for nothing where pools change hands before they fill. The order in which blocks come out is
/// the same as one by one.
const CARVE: usize = 1024;
const _: () = assert!(CARVE >= 2 * SMALL_LIMIT);

/// What an empty shelf shows to the fast path: a pool that never has a free block.
struct NoPool(Header);

// SAFETY: it is never written: every writer first finds a non-null free list, and this one's is null.
unsafe impl Sync for NoPool {}

static NO_POOL: NoPool = NoPool(Header {
    free: Cell::new(null_mut()),
    count: Cell::new(0),
    shelf: Cell::new(0),
    next: Cell::new(None),
    prev: Cell::new(None),
    virgin: Cell::new(0),
    end: Cell::new(0),
    arena: Cell::new(0),
    spare: Cell::new(0),
});

/// A pool of a mapped arena, by its header. Whoever makes one sees to it that the arena stays mapped while it
/// is used: lists hold only such pools (A4, A9).
#[repr(transparent)]
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) struct Pool(NonNull<Header>);

impl std::ops::Deref for Pool {
    type Target = Header;

    #[inline(always)]
    fn deref(&self) -> &Header {
        // SAFETY: the arena is mapped, so the header is readable and writable; zero is a valid one, and it
        // changes only through its cells.
        unsafe { self.0.as_ref() }
    }
}

impl Pool {
    /// The stand-in for "no pool".
    pub fn none() -> Pool {
        Pool(NonNull::from(&NO_POOL.0))
    }

    /// The pool that starts here.
    ///
    /// # Safety
    /// A pool of a mapped arena starts here.
    pub unsafe fn at(start: NonNull<u8>) -> Pool {
        Pool(start.cast())
    }

    /// The pool that holds a block.
    ///
    /// # Safety
    /// `block` lies in a pool of a mapped arena.
    #[inline(always)]
    pub unsafe fn of(block: NonNull<u8>) -> Pool {
        let start = block.as_ptr().map_addr(|addr| addr & !(POOL_SIZE - 1));
        // SAFETY: no arena lies at address 0.
        Pool(unsafe { NonNull::new_unchecked(start.cast()) })
    }

    pub fn start(self) -> NonNull<u8> {
        self.0.cast()
    }

    pub fn addr(self) -> usize {
        self.0.addr().get()
    }

    pub fn shelf_index(&self) -> usize {
        self.shelf.get() as usize
    }

    pub fn class(&self) -> usize {
        shelf_class(self.shelf_index())
    }

    pub fn block(&self, index: usize) -> NonNull<u8> {
        let class = self.class();
        debug_assert!(index < capacity(class));
        // SAFETY: block `index` lies in the pool.
        unsafe {
            self.start()
                .add(first_offset(class) + index * class_size(class))
        }
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

    /// Blocks carved since the pool was laid out.
    pub fn carved_blocks(&self) -> usize {
        let class = self.class();
        (self.virgin.get() as usize).saturating_sub(first_offset(class)) / class_size(class)
    }

    /// Blocks never handed out since the pool was laid out.
    pub fn virgin_blocks(&self) -> usize {
        self.end.get().saturating_sub(self.virgin.get()) as usize / class_size(self.class())
    }

    /// Carved blocks that are not live, by the count.
    pub fn free_blocks(&self) -> usize {
        self.carved_blocks()
            .saturating_sub(self.count.get() as usize)
    }

    /// Moves the next virgin blocks to the (empty) free list, lowest address first; returns their bytes.
    ///
    /// # Safety
    /// The pool is used, its free list is empty and it has virgin blocks.
    pub unsafe fn carve(&self) -> usize {
        let size = class_size(self.class());
        let start = self.virgin.get() as usize;
        let before = start - first_offset(self.class());
        let bytes = before.clamp(2 * size, CARVE) / size * size;
        let stop = (self.end.get() as usize).min(start + bytes);
        let mut next = null_mut();
        let mut at = stop;
        while at > start {
            at -= size;
            // SAFETY: virgin ≤ at < end, inside the pool, 16-aligned, and nobody holds a virgin block.
            unsafe {
                let block = self.start().add(at).cast::<FreeBlock>();
                block.write(FreeBlock { next });
                next = block.as_ptr();
            }
        }
        self.free.set(next);
        self.virgin.set(stop as u32);
        stop - start
    }

    /// Takes the first free block.
    ///
    /// # Safety
    /// The pool is used and its free list, which is sound, is not empty.
    pub unsafe fn pop(&self) -> NonNull<u8> {
        let free = self.free.get();
        // SAFETY: the list is not empty and links free blocks.
        unsafe {
            self.free.set(block::link(free));
            self.count.set(self.count.get() + 1);
            NonNull::new_unchecked(free.cast())
        }
    }
}
