//! Looking at a heap: what lies at an address, which blocks are live.
//!
//! Which blocks of a pool are live isn't written anywhere: it is all carved blocks minus the free list, found by
//! one walk of it. That costs the fast paths nothing and a census about a nanosecond a free block. Walks
//! allocate nothing. While one runs, the heap may be read but not changed.
//!
//! Not here: what a block means.

use crate::block;
use crate::class::{
    ARENA_SIZE, Kind, MAX_BLOCKS, POOL_SIZE, POOLS_PER_ARENA, class_size, first_offset,
    shelf_class, shelf_kind,
};
use crate::heap::Allocator;
use crate::pool::Pool;
use std::ptr::NonNull;

/// What lies at an address.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Place {
    /// In a block of a used pool. `pool` counts within its arena, `block` within its pool; `offset` is the
    /// address's distance from the block's start.
    Pool {
        arena: u32,
        pool: u32,
        block: u32,
        offset: usize,
        kind: Kind,
        class: usize,
        is_start: bool,
        is_live: bool,
    },
    /// In a large block of this many bytes.
    Large {
        start: usize,
        size: usize,
        kind: Kind,
    },
    /// In no block of this heap: elsewhere, or its own headers, free pools and gaps.
    Outside,
}

/// A live block.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Block {
    pub ptr: NonNull<u8>,
    /// Usable bytes.
    pub size: usize,
    pub kind: Kind,
    pub place: Place,
}

/// Which blocks of a pool are live, a bit each.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct LiveBits([u64; 16]);

const _: () = assert!(MAX_BLOCKS <= 16 * 64);

impl LiveBits {
    fn all_of(blocks: usize) -> LiveBits {
        LiveBits(std::array::from_fn(|word| {
            match blocks.saturating_sub(word * 64) {
                0 => 0,
                rest @ 1..64 => (1 << rest) - 1,
                _ => u64::MAX,
            }
        }))
    }

    pub(crate) fn none() -> LiveBits {
        LiveBits([0; 16])
    }

    pub(crate) fn set(&mut self, block: usize) {
        self.0[block / 64] |= 1 << (block % 64);
    }

    #[inline]
    pub fn contains(&self, block: usize) -> bool {
        self.0[block / 64] >> (block % 64) & 1 != 0
    }

    pub(crate) fn clear(&mut self, block: usize) {
        self.0[block / 64] &= !(1 << (block % 64));
    }

    pub fn count(&self) -> usize {
        self.0.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Indices of live blocks, lowest first.
    #[inline]
    pub fn for_each(&self, mut f: impl FnMut(usize)) {
        for (at, &word) in self.0.iter().enumerate() {
            let mut rest = word;
            while rest != 0 {
                f(at * 64 + rest.trailing_zeros() as usize);
                rest &= rest - 1;
            }
        }
    }
}

impl Pool {
    /// Live blocks of a used pool.
    pub fn live_bits(self) -> LiveBits {
        let class = self.class();
        let (size, first) = (class_size(class), first_offset(class));
        let mut bits = LiveBits::all_of(self.carved_blocks());
        let mut at = self.free.get();
        while !at.is_null() {
            bits.clear((at.addr() - self.addr() - first) / size);
            // SAFETY: a free list links free blocks of its own pool (A3).
            at = unsafe { block::link(at) };
        }
        bits
    }
}

impl Allocator {
    /// Where the arenas lie: side tables are indexed by `(address - base) >> 4`.
    #[inline]
    pub fn base(&self) -> NonNull<u8> {
        self.map.base()
    }

    /// Bytes from the base that have ever held an arena: no pool block lies past them.
    #[inline]
    pub fn used_span(&self) -> usize {
        self.map.high() * ARENA_SIZE
    }

    /// Bytes of addresses for arenas.
    #[inline]
    pub fn reserved_span(&self) -> usize {
        self.map.span()
    }

    /// Pools below `used_span`: indices for `pool_tag`.
    #[inline]
    pub fn pool_count(&self) -> usize {
        self.map.high() * POOLS_PER_ARENA
    }

    /// Distance of an address from the base; None when it is not in the range of pools. One comparison.
    #[inline]
    pub fn pool_offset(&self, addr: usize) -> Option<usize> {
        self.map.offset(addr)
    }

    /// Kind and class of the pool with this index, None while it isn't used.
    #[inline]
    pub fn pool_tag(&self, pool: usize) -> Option<(Kind, usize)> {
        let shelf = (self.map.tags()[pool].get() as usize).checked_sub(1)?;
        Some((shelf_kind(shelf), shelf_class(shelf)))
    }

    /// Whether an address lies in a pool of collected objects. Large ones are not found.
    #[inline]
    pub fn in_collected_pool(&self, addr: usize) -> bool {
        const COLLECTED: u8 = crate::class::SIZE_CLASSES as u8;
        match self.map.offset(addr) {
            Some(offset) => self.map.tags()[offset / POOL_SIZE].get().wrapping_sub(1) < COLLECTED,
            None => false,
        }
    }

    /// The used pool with this index.
    pub(crate) fn used_pool(&self, index: usize) -> Option<Pool> {
        if self.map.tags().get(index)?.get() == 0 {
            return None;
        }
        // SAFETY: a tagged pool is used (A1), so its arena is mapped.
        Some(unsafe { self.map.pool(index) })
    }

    /// Used pools in address order.
    pub(crate) fn used_pools(&self) -> impl Iterator<Item = Pool> {
        (0..self.pool_count()).filter_map(|index| self.used_pool(index))
    }

    /// The used pool and the block index of an address that starts a block.
    pub(crate) fn block_at(&self, addr: usize) -> Option<(Pool, usize)> {
        let offset = self.map.offset(addr)?;
        let pool = self.used_pool(offset / POOL_SIZE)?;
        let (block, rest) = block_index(pool, offset % POOL_SIZE)?;
        (rest == 0).then_some((pool, block))
    }

    /// Live blocks of the pool with this index; None while it isn't used.
    pub fn live_bits(&self, pool: usize) -> Option<LiveBits> {
        Some(self.used_pool(pool)?.live_bits())
    }

    /// What lies at an address. For a pool block this walks its pool's free list, for anything outside the
    /// range of pools the list of large blocks: a census keeps its own index.
    pub fn contains(&self, addr: usize) -> Place {
        let Some(offset) = self.map.offset(addr) else {
            return self.large_place(addr);
        };
        let Some(pool) = self.used_pool(offset / POOL_SIZE) else {
            return Place::Outside;
        };
        let Some((block, rest)) = block_index(pool, offset % POOL_SIZE) else {
            return Place::Outside;
        };
        let live = pool.live_bits().contains(block);
        place_in(pool, offset / POOL_SIZE, block, rest, live)
    }

    fn large_place(&self, addr: usize) -> Place {
        let found = self.large.iter().find(|large| {
            let start = large.block().addr().get();
            (start..start + large.usable()).contains(&addr)
        });
        found.map_or(Place::Outside, |large| Place::Large {
            start: large.block().addr().get(),
            size: large.usable(),
            kind: large.kind().unwrap_or(Kind::Buffer),
        })
    }

    /// Every live block: pools in address order, then large blocks, newest first.
    pub fn for_each_live(&self, f: &mut dyn FnMut(Block)) {
        for index in 0..self.pool_count() {
            let Some(pool) = self.used_pool(index) else {
                continue;
            };
            let (class, kind) = (pool.class(), shelf_kind(pool.shelf_index()));
            let (size, first) = (class_size(class), first_offset(class));
            pool.live_bits().for_each(|block| {
                // SAFETY: block `block` of the pool lies in the arena's mapping.
                let ptr = unsafe {
                    self.map
                        .base()
                        .add(index * POOL_SIZE + first + block * size)
                };
                f(Block {
                    ptr,
                    size,
                    kind,
                    place: place_in(pool, index, block, 0, true),
                });
            });
        }
        for large in self.large.iter() {
            let (ptr, size, kind) = (
                large.block(),
                large.usable(),
                large.kind().unwrap_or(Kind::Buffer),
            );
            f(Block {
                ptr,
                size,
                kind,
                place: Place::Large {
                    start: ptr.addr().get(),
                    size,
                    kind,
                },
            });
        }
    }

    /// Start and usable size of every live block of one kind: pools in address order, then large ones.
    #[inline]
    pub fn live_blocks_of(&self, kind: Kind, mut f: impl FnMut(NonNull<u8>, usize)) {
        for index in 0..self.pool_count() {
            let Some((_, class)) = self.pool_tag(index).filter(|&(k, _)| k == kind) else {
                continue;
            };
            let Some(pool) = self.used_pool(index) else {
                continue;
            };
            let (size, first) = (class_size(class), first_offset(class));
            pool.live_bits().for_each(|block| {
                // SAFETY: block `block` of the pool lies in the arena's mapping.
                f(
                    unsafe {
                        self.map
                            .base()
                            .add(index * POOL_SIZE + first + block * size)
                    },
                    size,
                );
            });
        }
        self.large_blocks_of(kind, f);
    }

    /// Start and usable size of every large block of one kind, newest first.
    #[inline]
    pub fn large_blocks_of(&self, kind: Kind, mut f: impl FnMut(NonNull<u8>, usize)) {
        for large in self.large.iter().filter(|large| large.kind() == Some(kind)) {
            f(large.block(), large.usable());
        }
    }
}

/// Block index and distance from its start, of an offset within a pool; None in the header, pad and tail.
fn block_index(pool: Pool, offset: usize) -> Option<(usize, usize)> {
    let class = pool.class();
    let inside = offset.checked_sub(first_offset(class))?;
    (offset < pool.end.get() as usize)
        .then(|| (inside / class_size(class), inside % class_size(class)))
}

fn place_in(pool: Pool, index: usize, block: usize, offset: usize, live: bool) -> Place {
    Place::Pool {
        arena: (index / POOLS_PER_ARENA) as u32,
        pool: (index % POOLS_PER_ARENA) as u32,
        block: block as u32,
        offset,
        kind: shelf_kind(pool.shelf_index()),
        class: pool.class(),
        is_start: offset == 0,
        is_live: live,
    }
}
