//! The counters and the books: what a heap is charged for, as sums that agree to the byte.
//!
//! ```text
//!  charged = arenas                                  + large
//!          = live + free + virgin + headers + waste  + requested + rounding + headers
//!            + free pools + untouched pools
//! ```
//!
//! **A12** For every arena, live + free + virgin + headers + waste + free pools + untouched pools = 1 MiB.
//!
//! Not here: per-object figures (the census), and the process outside the heap (the report).

use crate::class::{
    ARENA_SIZE, Kind, POOL_HEADER, POOL_SIZE, POOLS_PER_ARENA, SHELVES, class_size, first_offset,
    shelf_class, shelf_kind,
};
use crate::heap::Allocator;
use crate::large::LARGE_HEADER;
use crate::pool::Pool;

/// Where the bytes of arenas are.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ArenaBooks {
    /// Blocks handed out.
    pub live: u64,
    /// Blocks of used pools that were carved and are not live.
    pub free: u64,
    /// Blocks of used pools never handed out since the pool was laid out.
    pub virgin: u64,
    /// 48 bytes for each used pool.
    pub headers: u64,
    /// Bytes of used pools that no block fits in: before the first block and after the last.
    pub waste: u64,
    /// Pools that were used and hold no block now.
    pub free_pools: u64,
    /// Pools never used since the arena was mapped.
    pub untouched_pools: u64,
}

impl ArenaBooks {
    /// The parts with their names, in the order of the identity.
    pub fn parts(&self) -> [(&'static str, u64); 7] {
        [
            ("live blocks", self.live),
            ("free blocks", self.free),
            ("virgin blocks", self.virgin),
            ("pool headers", self.headers),
            ("quantisation waste", self.waste),
            ("free pools", self.free_pools),
            ("untouched pools", self.untouched_pools),
        ]
    }

    pub fn total(&self) -> u64 {
        self.parts().iter().map(|part| part.1).sum()
    }

    pub(crate) fn add_pool(&mut self, pool: Pool) {
        let class = pool.class();
        let size = class_size(class) as u64;
        let first = first_offset(class) as u64;
        let end = u64::from(pool.end.get());
        self.live += u64::from(pool.count.get()) * size;
        self.free += pool.free_blocks() as u64 * size;
        self.virgin += end.saturating_sub(u64::from(pool.virgin.get()));
        self.headers += POOL_HEADER as u64;
        self.waste += (first - POOL_HEADER as u64) + (POOL_SIZE as u64).saturating_sub(end);
    }

    fn add(&mut self, other: &ArenaBooks) {
        self.live += other.live;
        self.free += other.free;
        self.virgin += other.virgin;
        self.headers += other.headers;
        self.waste += other.waste;
        self.free_pools += other.free_pools;
        self.untouched_pools += other.untouched_pools;
    }
}

/// Blocks of one kind and size class.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct ShelfStats {
    pub kind: Kind,
    /// Bytes of a block.
    pub size: usize,
    /// Used pools.
    pub pools: usize,
    pub live: u64,
    pub peak_live: u64,
    /// Carved blocks that are not live, and blocks never handed out.
    pub free: u64,
    pub virgin: u64,
    /// Since the heap began: requests served, bytes asked for, bytes of the blocks given.
    pub requests: u64,
    pub requested_bytes: u64,
    pub rounded_bytes: u64,
}

/// Large blocks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct LargeStats {
    pub count: usize,
    pub peak_count: usize,
    /// requested + rounding + headers = charged.
    pub requested: u64,
    pub rounding: u64,
    pub headers: u64,
    pub charged: u64,
    pub peak_charged: u64,
    /// What the C library gave on top, not charged. Its own 8 bytes a block and its free memory are not here.
    pub slack: u64,
    /// Since the heap began: requests served (resizes too) and bytes asked for.
    pub requests: u64,
    pub requested_bytes: u64,
}

/// Arenas mapped.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct ArenaStats {
    pub now: usize,
    pub peak: usize,
    /// Since the heap began.
    pub mapped: u64,
    pub returned: u64,
}

/// Everything counted, at one moment.
#[derive(Clone, Debug)]
pub struct Stats {
    pub charged: u64,
    pub peak_charged: u64,
    pub limit: Option<usize>,
    pub books: ArenaBooks,
    pub arenas: ArenaStats,
    pub large: LargeStats,
    /// By kind, then by size.
    pub shelves: [ShelfStats; SHELVES],
    /// Addresses reserved, and bytes of the address map that have been touched: not charged.
    pub reserved: u64,
    pub map_bytes: u64,
    /// Planned faults that have happened; damage that debug fill has found.
    pub faults: u64,
    pub damage: u64,
}

impl Stats {
    /// Whether the sums agree: charged = books + large, and the books are whole arenas.
    pub fn balances(&self) -> bool {
        let large = self.large.requested + self.large.rounding + self.large.headers;
        self.books.total() == self.arenas.now as u64 * ARENA_SIZE as u64
            && large == self.large.charged
            && self.books.total() + large == self.charged
    }
}

impl Allocator {
    /// Live pool blocks: with large ones what CPython counts for `sys.getallocatedblocks`.
    pub fn blocks_in_use(&self) -> usize {
        self.shelves.iter().map(|shelf| shelf.live() as usize).sum()
    }

    /// Bytes of all live blocks: whole pool blocks, large ones as charged.
    pub fn live_bytes(&self) -> usize {
        let shelf = |(index, shelf): (usize, &_)| {
            let shelf: &crate::shelf::Shelf = shelf;
            shelf.live() as usize * class_size(shelf_class(index))
        };
        let small: usize = self.shelves.iter().enumerate().map(shelf).sum();
        small + self.large.bytes.get()
    }

    /// Live large blocks.
    pub fn large_in_use(&self) -> usize {
        self.large.count.get()
    }

    /// The books of one arena, None while it isn't mapped.
    pub fn arena_books(&self, number: usize) -> Option<ArenaBooks> {
        let arena = self
            .map
            .arenas()
            .get(number)
            .filter(|arena| arena.is_mapped())?;
        let mut books = ArenaBooks::default();
        let first = number * POOLS_PER_ARENA;
        for index in first..first + POOLS_PER_ARENA {
            if let Some(pool) = self.used_pool(index) {
                books.add_pool(pool);
            }
        }
        let untouched = POOLS_PER_ARENA as u64 - u64::from(arena.carved.get());
        books.untouched_pools = untouched * POOL_SIZE as u64;
        let free = u64::from(arena.available.get()).saturating_sub(untouched);
        books.free_pools = free * POOL_SIZE as u64;
        Some(books)
    }

    /// Everything counted. Walks the pool headers and the large list, not the blocks.
    pub fn stats(&self) -> Stats {
        let mut books = ArenaBooks::default();
        for number in 0..self.map.high() {
            if let Some(arena) = self.arena_books(number) {
                books.add(&arena);
            }
        }
        let (reserved, map_bytes) = self.map.footprint();
        Stats {
            charged: self.charged() as u64,
            peak_charged: self.meter.peak.get() as u64,
            limit: self.limit(),
            books,
            arenas: ArenaStats {
                now: self.arenas.now.get(),
                peak: self.arenas.peak.get(),
                mapped: self.arenas.mapped.get(),
                returned: self.arenas.returned.get(),
            },
            large: self.large_stats(),
            shelves: self.shelf_stats(),
            reserved: reserved as u64,
            map_bytes: map_bytes as u64,
            faults: self.faults(),
            damage: self.damage.as_ref().map_or(0, |damage| damage.count.get()),
        }
    }

    fn shelf_stats(&self) -> [ShelfStats; SHELVES] {
        let mut rows: [ShelfStats; SHELVES] = std::array::from_fn(|index| {
            let shelf = &self.shelves[index];
            let size = class_size(shelf_class(index));
            ShelfStats {
                kind: shelf_kind(index),
                size,
                pools: 0,
                live: shelf.live(),
                peak_live: shelf.peak_live(),
                free: 0,
                virgin: 0,
                requests: shelf.requests.get(),
                requested_bytes: shelf.requested.get(),
                rounded_bytes: shelf.requests.get().wrapping_mul(size as u64),
            }
        });
        for pool in self.used_pools() {
            let row = &mut rows[pool.shelf_index()];
            row.pools += 1;
            row.free += pool.free_blocks() as u64;
            row.virgin += pool.virgin_blocks() as u64;
        }
        rows
    }

    fn large_stats(&self) -> LargeStats {
        let list = &self.large;
        let mut row = LargeStats {
            count: list.count.get(),
            peak_count: list.peak_count.get(),
            charged: list.bytes.get() as u64,
            peak_charged: list.peak_bytes.get() as u64,
            requests: list.requests.get(),
            requested_bytes: list.requested.get(),
            ..LargeStats::default()
        };
        for large in list.iter() {
            row.requested += large.size.get() as u64;
            row.rounding += (large.usable() - large.size.get()) as u64;
            row.headers += LARGE_HEADER as u64;
            row.slack += large.slack() as u64;
        }
        row
    }
}
