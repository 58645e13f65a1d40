//! The allocator: joins the layers, and holds the two paths that matter, `alloc` and `free`.
//!
//! Both fast paths are a handful of instructions on two cache lines, the pool's header and the shelf; whatever
//! is rare (no free block, a pool that fills up or empties, large blocks, faults, debug fill) leaves them for
//! a cold function. An `Allocator` is a value: no globals, and dropping it gives everything back.
//!
//! Not here: the layers themselves, and everything that only looks (`walk`, `stats`, `check`).

use crate::arena::Order;
use crate::block::FreeBlock;
use crate::class::{
    ARENA_SIZE, Kind, POOLS_PER_ARENA, SHELVES, SIZE_CLASSES, SMALL_LIMIT, class_of, class_size,
    shelf_class, shelf_kind, shelf_of,
};
use crate::faults::Faults;
use crate::fill::Damage;
use crate::large::{Large, LargeList, charge_of};
use crate::limit::Meter;
use crate::poison;
use crate::pool::Pool;
use crate::reservation::{RESERVE, Reservation};
use crate::shelf::Shelf;
use std::cell::Cell;
use std::ptr::NonNull;

/// How a heap starts.
#[derive(Clone, Debug)]
pub struct Config {
    /// Bytes that may be charged: whole arenas, and large blocks with their header. None: no limit.
    pub limit: Option<usize>,
    /// Fill fresh blocks with 0xCD and freed ones with 0xDD, and look for writes after a free. Slow.
    pub debug_fill: bool,
    /// Bytes of addresses for arenas. The system may grant less; a heap never has more.
    pub reserve: usize,
    /// Ask for huge pages once the heap holds 64 arenas.
    pub huge_pages: bool,
}

impl Default for Config {
    fn default() -> Config {
        Config {
            limit: None,
            debug_fill: false,
            reserve: RESERVE,
            huge_pages: true,
        }
    }
}

/// There is no memory for it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct OutOfMemory;

impl std::fmt::Display for OutOfMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("out of memory")
    }
}

impl std::error::Error for OutOfMemory {}

/// The memory of one heap.
#[repr(C)]
pub struct Allocator {
    /// Bytes from the base that the fast path of `free` may treat as blocks: the span, or 0 with debug fill.
    hot_span: usize,
    pub(crate) map: Reservation,
    pub(crate) shelves: [Shelf; SHELVES],
    pub(crate) order: Order,
    pub(crate) large: LargeList,
    pub(crate) meter: Meter,
    pub(crate) faults: Faults,
    pub(crate) arenas: ArenaCounts,
    /// Present with debug fill.
    pub(crate) damage: Option<Damage>,
    /// Free blocks are poisoned.
    poisons: bool,
}

/// Arenas mapped now, at most, in all, and given back.
#[derive(Default)]
pub(crate) struct ArenaCounts {
    pub now: Cell<usize>,
    pub peak: Cell<usize>,
    pub mapped: Cell<u64>,
    pub returned: Cell<u64>,
}

// SAFETY: every pointer in it leads to memory that it owns and nobody else reaches, and the C library's
// allocator may be used from any thread.
unsafe impl Send for Allocator {}

impl Allocator {
    /// An empty heap: addresses are reserved, no arena is mapped.
    pub fn new(config: Config) -> Result<Allocator, OutOfMemory> {
        crate::library::prepare();
        let map = Reservation::new(config.reserve, config.huge_pages).ok_or(OutOfMemory)?;
        let poisons = poison::AVAILABLE && !config.debug_fill;
        let watched = poisons || config.debug_fill;
        Ok(Allocator {
            hot_span: if watched { 0 } else { map.span() },
            map,
            shelves: std::array::from_fn(|_| Shelf::new()),
            order: Order::new(),
            large: LargeList::new(),
            meter: Meter::new(config.limit),
            faults: Faults::new(),
            arenas: ArenaCounts::default(),
            damage: config.debug_fill.then(Damage::default),
            poisons,
        })
    }

    /// A block of at least `size` bytes, aligned to 16. None: the limit, a planned fault, or the system.
    #[inline]
    pub fn alloc(&self, kind: Kind, size: usize) -> Option<NonNull<u8>> {
        let class = class_of(size);
        if class < SIZE_CLASSES {
            let shelf = &self.shelves[shelf_of(kind, class)];
            // SAFETY: `hot` is a used pool of this shelf or the stand-in; a free list links free blocks.
            unsafe {
                let pool = shelf.hot.get();
                let block = pool.free.get();
                if !block.is_null() {
                    pool.free.set((*block).next);
                    pool.count.set(pool.count.get() + 1);
                    shelf.count_request(size);
                    return Some(NonNull::new_unchecked(block.cast()));
                }
            }
        }
        self.alloc_slow(kind, size, false)
    }

    /// As `alloc` for small sizes, without the slow path: `None` also when that would be needed. Calls nothing.
    #[inline(always)]
    pub fn alloc_hot(&self, kind: Kind, size: usize) -> Option<NonNull<u8>> {
        debug_assert!(size <= SMALL_LIMIT);
        let shelf = &self.shelves[shelf_of(kind, class_of(size))];
        // SAFETY: `hot` is a used pool of this shelf or the stand-in; a free list links free blocks.
        unsafe {
            let pool = shelf.hot.get();
            let block = pool.free.get();
            if block.is_null() {
                return None;
            }
            pool.free.set((*block).next);
            pool.count.set(pool.count.get() + 1);
            shelf.count_request(size);
            Some(NonNull::new_unchecked(block.cast()))
        }
    }

    /// As `alloc`; the first `size` bytes are zero.
    #[inline]
    pub fn alloc_zeroed(&self, kind: Kind, size: usize) -> Option<NonNull<u8>> {
        if size > SMALL_LIMIT {
            return self.alloc_slow(kind, size, true);
        }
        let block = self.alloc(kind, size)?;
        // SAFETY: the block is ours and has at least `size` bytes.
        unsafe { block.write_bytes(0, size) };
        Some(block)
    }

    /// Gives a block back.
    ///
    /// # Safety
    /// `ptr` came from this heap, is live, and nobody uses it afterwards.
    #[inline]
    pub unsafe fn free(&self, ptr: NonNull<u8>) {
        let offset = ptr.addr().get().wrapping_sub(self.map.base().addr().get());
        if offset >= self.hot_span {
            // SAFETY: as the caller's.
            return unsafe { self.free_rare(ptr) };
        }
        // SAFETY: a live block in the span lies in a used pool.
        unsafe { self.free_in_pool(ptr) }
    }

    /// # Safety
    /// `ptr` is a live block of a used pool of this heap.
    #[inline(always)]
    pub(crate) unsafe fn free_in_pool(&self, ptr: NonNull<u8>) {
        // SAFETY: the pool is used, so its header is sound and its shelf below SHELVES; the block is the
        // caller's to overwrite.
        unsafe {
            let pool = Pool::of(ptr);
            let old = pool.free.get();
            let block = ptr.cast::<FreeBlock>();
            block.write(FreeBlock { next: old });
            pool.free.set(block.as_ptr());
            let count = pool.count.get() - 1;
            pool.count.set(count);
            let shelf = self.shelves.get_unchecked(pool.shelf.get() as usize);
            shelf.count_free();
            // A pool that had no free block but isn't full, or is shown already, stays where it is.
            let unmoved = pool.has_virgin() || shelf.hot.get() == pool;
            if count == 0 || old.is_null() && !unmoved {
                self.pool_changed(pool);
            }
        }
    }

    /// A used pool got its first free block or lost its last live one. By A9 a pool that has just stopped
    /// being full is off its shelf unless it is the first; any other used pool is on it.
    #[cold]
    #[inline(never)]
    fn pool_changed(&self, pool: Pool) {
        let shelf = &self.shelves[pool.shelf_index()];
        if pool.count.get() == 0 {
            shelf.unlink(pool);
            self.return_pool(pool);
        } else if !pool.has_virgin() && shelf.head.get() != Some(pool) {
            shelf.push(pool);
        } else {
            return;
        }
        shelf.show(self.is_fast());
    }

    /// Whether the fast path of `alloc` may serve requests.
    pub(crate) fn is_fast(&self) -> bool {
        self.damage.is_none() && !self.poisons && !self.faults.is_planned()
    }

    /// Everything that the fast path leaves.
    #[cold]
    #[inline(never)]
    fn alloc_slow(&self, kind: Kind, size: usize, zeroed: bool) -> Option<NonNull<u8>> {
        if !self.admit() {
            return None;
        }
        if size > SMALL_LIMIT {
            return self.alloc_large(kind, size, zeroed);
        }
        let index = shelf_of(kind, class_of(size.max(1)));
        let block = self.take(index)?;
        self.shelves[index].count_request(size);
        if let Some(damage) = &self.damage {
            damage.on_alloc(block, class_size(shelf_class(index)));
        }
        if self.poisons {
            poison::uncover(block, class_size(shelf_class(index)));
        }
        Some(block)
    }

    fn alloc_large(&self, kind: Kind, size: usize, zeroed: bool) -> Option<NonNull<u8>> {
        let charge = charge_of(size)?;
        if !self.make_room(charge, 0) {
            return None;
        }
        let block = self.large.alloc(kind, size, zeroed)?;
        self.meter.charge(charge);
        if let Some(damage) = self.damage.as_ref().filter(|_| !zeroed) {
            damage.fill_fresh(block, size);
        }
        Some(block)
    }

    /// The next block of a shelf, from its first pool that has one.
    fn take(&self, index: usize) -> Option<NonNull<u8>> {
        let shelf = &self.shelves[index];
        if let Some(full) = shelf.head.get().filter(|pool| pool.is_full()) {
            shelf.unlink(full);
        }
        let Some(pool) = shelf.head.get().or_else(|| self.open_pool(index)) else {
            // The pool that was shown may just have left the shelf.
            shelf.show(false);
            return None;
        };
        // SAFETY: the pool is used and by A9 has a free or a virgin block; free lists are sound (A3).
        let block = unsafe {
            if pool.free.get().is_null() {
                self.carve(pool);
            }
            pool.pop()
        };
        shelf.show(self.is_fast());
        Some(block)
    }

    /// Makes virgin blocks free ones.
    ///
    /// # Safety
    /// The pool is used, its free list is empty and it has virgin blocks.
    unsafe fn carve(&self, pool: Pool) {
        let virgin = (pool.end.get() - pool.virgin.get()) as usize;
        // SAFETY: virgin blocks lie in the pool; the rest is the caller's.
        unsafe {
            let start = pool.start().add(pool.virgin.get() as usize);
            if self.poisons {
                poison::uncover(start, virgin);
            }
            let bytes = pool.carve();
            if let Some(damage) = &self.damage {
                damage.on_carve(start, bytes, class_size(pool.class()));
            }
            if self.poisons {
                poison::cover(start, virgin);
            }
        }
    }

    /// Takes a pool from the fullest arena and puts it first on a shelf. One that last stood on the same
    /// shelf keeps its free list.
    fn open_pool(&self, index: usize) -> Option<Pool> {
        let number = match self.order.fullest() {
            Some(number) => number,
            None => self.open_arena()?,
        };
        let table = self.map.arenas();
        let arena = &table[number as usize];
        self.order.remove(table, number);
        arena.available.set(arena.available.get() - 1);
        self.order.insert(table, number);
        let pool = match arena.free.get() {
            Some(pool) => {
                arena.free.set(pool.next.get());
                if pool.shelf_index() != index {
                    pool.lay_out(index, number);
                }
                pool
            }
            None => {
                let at = number as usize * POOLS_PER_ARENA + arena.carved.get() as usize;
                arena.carved.set(arena.carved.get() + 1);
                // SAFETY: the arena is mapped, and by A4 has a pool to carve when its list is empty.
                let pool = unsafe { self.map.pool(at) };
                pool.lay_out(index, number);
                pool
            }
        };
        self.shelves[index].push(pool);
        self.map.tags()[self.map.index_of(pool)].set(index as u8 + 1);
        Some(pool)
    }

    fn open_arena(&self) -> Option<u32> {
        if !self.meter.fits(ARENA_SIZE, 0) {
            return None;
        }
        let number = self.map.map_arena()?;
        self.order.insert(self.map.arenas(), number);
        self.meter.charge(ARENA_SIZE);
        let counts = &self.arenas;
        counts.now.set(counts.now.get() + 1);
        counts.peak.set(counts.peak.get().max(counts.now.get()));
        counts.mapped.set(counts.mapped.get() + 1);
        Some(number)
    }

    /// Gives an emptied pool to its arena, and the arena to the system when that has emptied it and another
    /// one comes after it in the order of use.
    fn return_pool(&self, pool: Pool) {
        self.map.tags()[self.map.index_of(pool)].set(0);
        let number = pool.arena.get();
        let table = self.map.arenas();
        let arena = &table[number as usize];
        pool.next.set(arena.free.get());
        arena.free.set(Some(pool));
        let last = arena.available.get() != 0 && self.order.is_last(arena);
        self.order.remove(table, number);
        arena.available.set(arena.available.get() + 1);
        if arena.available.get() as usize == POOLS_PER_ARENA && !last {
            self.close_arena(number);
        } else {
            self.order.insert(table, number);
        }
    }

    /// The arena is empty and in no list.
    pub(crate) fn close_arena(&self, number: u32) {
        self.map.unmap_arena(number);
        self.meter.discharge(ARENA_SIZE);
        self.arenas.now.set(self.arenas.now.get() - 1);
        self.arenas.returned.set(self.arenas.returned.get() + 1);
    }

    /// Large blocks, and every block with debug fill or poison.
    ///
    /// # Safety
    /// As for `free`.
    #[cold]
    #[inline(never)]
    unsafe fn free_rare(&self, ptr: NonNull<u8>) {
        // SAFETY: outside the span a live block is large; inside, with debug fill, `on_free` has seen that it
        // starts a live block of a used pool.
        unsafe {
            if self.map.offset(ptr.addr().get()).is_none() {
                if let Some(damage) = &self.damage {
                    damage.fill_freed(ptr, Large::of(ptr).usable());
                }
                self.meter.discharge(self.large.free(ptr));
            } else if let Some(damage) = &self.damage {
                if damage.on_free(ptr, self.block_at(ptr.addr().get())) {
                    self.free_in_pool(ptr);
                }
            } else {
                let size = class_size(Pool::of(ptr).class());
                // A block that was freed before is poisoned: then this write is what the sanitizer reports.
                ptr.write(0);
                self.free_in_pool(ptr);
                poison::cover(ptr, size);
            }
        }
    }

    /// The shelf of a live block; None when it is large.
    ///
    /// # Safety
    /// `ptr` came from this heap and is live.
    #[inline]
    pub(crate) unsafe fn shelf_at(&self, ptr: NonNull<u8>) -> Option<usize> {
        self.map.offset(ptr.addr().get())?;
        // SAFETY: a live block in the span lies in a used pool.
        Some(unsafe { Pool::of(ptr) }.shelf_index())
    }

    /// Bytes of a live block that may be used.
    ///
    /// # Safety
    /// `ptr` came from this heap and is live.
    pub unsafe fn block_size(&self, ptr: NonNull<u8>) -> usize {
        // SAFETY: a live block lies in a used pool or is large.
        unsafe {
            match self.shelf_at(ptr) {
                Some(shelf) => class_size(shelf_class(shelf)),
                None => Large::of(ptr).usable(),
            }
        }
    }

    /// The kind of a live block.
    ///
    /// # Safety
    /// `ptr` came from this heap and is live.
    pub unsafe fn kind_of(&self, ptr: NonNull<u8>) -> Kind {
        // SAFETY: a live block lies in a used pool or is large, and a large block's kind is one.
        unsafe {
            match self.shelf_at(ptr) {
                Some(shelf) => shelf_kind(shelf),
                None => Large::of(ptr).kind().unwrap_or(Kind::Buffer),
            }
        }
    }

    /// A byte in the header of a large block that is the collector's alone; 0 when the block is made.
    ///
    /// # Safety
    /// `ptr` is a live large block of this heap (`pool_offset` is None), and stays one while the cell is used.
    #[inline]
    pub unsafe fn large_mark(&self, ptr: NonNull<u8>) -> &Cell<u8> {
        // SAFETY: the caller gives a live large block.
        unsafe { &Large::of(ptr).mark }
    }
}
