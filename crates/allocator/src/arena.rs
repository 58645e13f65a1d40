//! Arenas: 64 pools each, and the order in which they are used.
//!
//! Arenas with a pool to give stand in 64 lists, one for each number of available pools. A pool is always
//! taken from the list with the fewest: full arenas stay full and nearly empty ones get a chance to empty and
//! go back to the system. An arena that changes its number goes to the front of its new list, which is the
//! order that CPython's one sorted list keeps.
//!
//! **A4** An arena's `available` = pools on its free list + pools never carved = 64 - used pools.
//! **A5** An arena stands exactly in the list of its `available` when that is above 0, else in none.
//!
//! Not here: where arenas lie and how they are mapped (`reservation`).

use crate::class::POOLS_PER_ARENA;
use crate::pool::Pool;
use std::cell::Cell;

/// No arena.
pub(crate) const NONE: u32 = u32::MAX;

/// One row of the arena table. All zero: the arena is not mapped.
#[repr(C)]
pub(crate) struct Arena {
    /// Free pools, newest first, linked by their `next`.
    pub free: Cell<Option<Pool>>,
    /// Free pools + pools never carved.
    pub available: Cell<u32>,
    /// Pools carved so far: the next one to carve.
    pub carved: Cell<u32>,
    /// Neighbours among the arenas with as many available pools; meaningless when there are none.
    pub next: Cell<u32>,
    pub prev: Cell<u32>,
    /// 1 while mapped.
    pub mapped: Cell<u32>,
    pub reserved: Cell<u32>,
}

const _: () = assert!(size_of::<Arena>() == 32);

impl Arena {
    /// A freshly mapped arena: nothing carved.
    pub fn open(&self) {
        self.free.set(None);
        self.available.set(POOLS_PER_ARENA as u32);
        self.carved.set(0);
        self.next.set(NONE);
        self.prev.set(NONE);
        self.mapped.set(1);
    }

    pub fn close(&self) {
        self.free.set(None);
        self.available.set(0);
        self.carved.set(0);
        self.mapped.set(0);
    }

    pub fn is_mapped(&self) -> bool {
        self.mapped.get() != 0
    }
}

/// The bit of list n, 1 … 64; no bit for 0.
fn bit(n: usize) -> u64 {
    if n == 0 { 0 } else { 1 << (n - 1) }
}

/// The lists of arenas by available pools.
pub(crate) struct Order {
    /// List n at n; nothing stands at 0.
    heads: [Cell<u32>; POOLS_PER_ARENA + 1],
    /// Bit n - 1: list n is not empty.
    filled: Cell<u64>,
}

impl Order {
    pub fn new() -> Order {
        Order {
            heads: [const { Cell::new(NONE) }; POOLS_PER_ARENA + 1],
            filled: Cell::new(0),
        }
    }

    /// The arena to take a pool from: one with the fewest available.
    pub fn fullest(&self) -> Option<u32> {
        let filled = self.filled.get();
        (filled != 0).then(|| self.heads[filled.trailing_zeros() as usize + 1].get())
    }

    /// First arena with this many available pools.
    pub fn head(&self, available: usize) -> u32 {
        self.heads[available].get()
    }

    pub fn is_filled(&self, available: usize) -> bool {
        self.filled.get() & bit(available) != 0
    }

    /// Whether no arena comes after this one in the order of use.
    pub fn is_last(&self, arena: &Arena) -> bool {
        let later = !(bit(arena.available.get() as usize) - 1) << 1;
        arena.next.get() == NONE && self.filled.get() & later == 0
    }

    /// Puts the arena first in the list of its `available`; leaves it out when that is 0.
    pub fn insert(&self, table: &[Arena], index: u32) {
        let arena = &table[index as usize];
        let n = arena.available.get() as usize;
        if n == 0 {
            return;
        }
        let first = self.heads[n].get();
        arena.prev.set(NONE);
        arena.next.set(first);
        if first != NONE {
            table[first as usize].prev.set(index);
        }
        self.heads[n].set(index);
        self.filled.set(self.filled.get() | bit(n));
    }

    /// Takes the arena out of the list of its `available`.
    pub fn remove(&self, table: &[Arena], index: u32) {
        let arena = &table[index as usize];
        let n = arena.available.get() as usize;
        if n == 0 {
            return;
        }
        let (next, prev) = (arena.next.get(), arena.prev.get());
        if next != NONE {
            table[next as usize].prev.set(prev);
        }
        if prev != NONE {
            table[prev as usize].next.set(next);
        } else {
            self.heads[n].set(next);
            if next == NONE {
                self.filled.set(self.filled.get() & !bit(n));
            }
        }
    }
}
