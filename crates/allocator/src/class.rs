//! Kinds, size classes and the geometry of a pool: the numbers everything else is derived from.
//!
//! ```text
//!  pool of class size s, n = (16384 - 48) / s blocks
//!  0        48   first                    first + n*s         16384
//!  ├─ header ┼ pad ┼─ block 0 ─┼─ … ─┼─ block n-1 ┼─ tail ─────┤
//! ```
//!
//! `first` is 48 as in CPython, or 64 where the class size is a multiple of 32: then no block of 32 or 64
//! bytes straddles a cache line (a collection in random order costs half), and n stays CPython's.

/// Bytes of one arena, the unit taken from and given back to the system.
pub const ARENA_SIZE: usize = 1 << 20;
/// Bytes of one pool, the unit that is given to a kind and a size class.
pub const POOL_SIZE: usize = 16 << 10;
/// Every block starts at a multiple of this, and class sizes are multiples of it.
pub const ALIGNMENT: usize = 16;
/// The largest request that a pool serves.
pub const SMALL_LIMIT: usize = 512;
/// 16, 32, … 512.
pub const SIZE_CLASSES: usize = SMALL_LIMIT / ALIGNMENT;
/// Pools in an arena.
pub const POOLS_PER_ARENA: usize = ARENA_SIZE / POOL_SIZE;
/// Bytes at the start of a used pool that hold its own books.
pub const POOL_HEADER: usize = 48;
/// The most blocks that a pool can have.
pub const MAX_BLOCKS: usize = (POOL_SIZE - POOL_HEADER) / ALIGNMENT;
/// Pairs of kind and size class: each has its own list of used pools.
pub(crate) const SHELVES: usize = Kind::COUNT * SIZE_CLASSES;

/// What the blocks of a pool (or one large block) hold. Pools hold one kind only.
#[repr(u8)]
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// Objects that the collector tracks.
    Collected = 0,
    /// Objects that can't be part of a cycle.
    Object = 1,
    /// Raw memory that an object owns.
    Buffer = 2,
}

impl Kind {
    pub const COUNT: usize = 3;
    pub const ALL: [Kind; Kind::COUNT] = [Kind::Collected, Kind::Object, Kind::Buffer];
}

/// Bytes of a block of this class.
pub const fn class_size(class: usize) -> usize {
    (class + 1) * ALIGNMENT
}

/// The class that serves a request of 1 … 512 bytes; 0 and anything larger give a number past the last class.
#[inline]
pub const fn class_of(size: usize) -> usize {
    size.wrapping_sub(1) / ALIGNMENT
}

/// Blocks in a pool of this class, as in CPython.
pub const fn capacity(class: usize) -> usize {
    (POOL_SIZE - POOL_HEADER) / class_size(class)
}

/// Offset of block 0 in its pool.
pub const fn first_offset(class: usize) -> usize {
    if class_size(class).is_multiple_of(32) {
        64
    } else {
        POOL_HEADER
    }
}

/// Bytes of a used pool that are neither header nor block: the pad before block 0 and the tail.
pub const fn waste(class: usize) -> usize {
    POOL_SIZE - POOL_HEADER - capacity(class) * class_size(class)
}

/// The number of a list of used pools: kind and class in one index.
#[inline]
pub(crate) const fn shelf_of(kind: Kind, class: usize) -> usize {
    kind as usize * SIZE_CLASSES + class
}

pub(crate) const fn shelf_kind(shelf: usize) -> Kind {
    Kind::ALL[shelf / SIZE_CLASSES]
}

pub(crate) const fn shelf_class(shelf: usize) -> usize {
    shelf % SIZE_CLASSES
}

// The later start never costs a block, and 16 bytes are enough for a free block's link.
const _: () = {
    let mut class = 0;
    while class < SIZE_CLASSES {
        assert!(first_offset(class) + capacity(class) * class_size(class) <= POOL_SIZE);
        assert!(first_offset(class).is_multiple_of(ALIGNMENT));
        assert!(capacity(class) >= 2);
        class += 1;
    }
    assert!(ARENA_SIZE.is_multiple_of(POOL_SIZE) && POOL_SIZE.is_power_of_two());
    assert!(ALIGNMENT >= size_of::<usize>());
    // A pool's tag is its shelf + 1 in one byte.
    assert!(SHELVES < u8::MAX as usize);
};
