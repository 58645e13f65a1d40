//! Rows about the heap's own structure: arenas, pools, size classes, large blocks.
//!
//! ```text
//! arena (1 MiB) ─┬─ pool (16 KiB) ─┬─ header
//!                │                 ├─ blocks, live or free
//!                │                 ├─ virgin: blocks that were never handed out
//!                │                 └─ waste: the tail too short for a block
//!                ├─ free pool: was used, is empty, waits for a new size class
//!                └─ virgin: pools that were never used
//! ```
//!
//! Invariant: an arena's books sum to its size ([`ArenaBooks::total`]).

use serde::{Deserialize, Serialize};

/// One arena.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arena {
    /// Its number in the heap, from 0.
    pub number: u32,
    /// Where it starts; changes from run to run.
    pub address: u64,
    /// Its size in bytes.
    pub bytes: u64,
    /// Where those bytes are.
    pub books: ArenaBooks,
}

/// What an arena's bytes are used for. The six amounts sum to the arena.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArenaBooks {
    /// Blocks in use, whole blocks.
    pub live: u64,
    /// Blocks that were used and are free again, in pools in use.
    pub free: u64,
    /// Pools that are empty and wait, whole pools.
    pub free_pools: u64,
    /// Never handed out: the untouched ends of pools in use, and pools that were never used.
    pub virgin: u64,
    /// Headers of pools in use.
    pub headers: u64,
    /// Tails of pools that are too short for one more block, and what alignment takes from an arena.
    pub waste: u64,
}

impl ArenaBooks {
    /// The sum of the six amounts.
    pub fn total(&self) -> u64 {
        self.live + self.free + self.free_pools + self.virgin + self.headers + self.waste
    }

    /// Adds another arena's books to these.
    pub fn add(&mut self, other: &ArenaBooks) {
        self.live += other.live;
        self.free += other.free;
        self.free_pools += other.free_pools;
        self.virgin += other.virgin;
        self.headers += other.headers;
        self.waste += other.waste;
    }
}

/// What the blocks of a pool hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolKind {
    /// Objects that the collector may have to visit.
    Collected,
    /// Objects that hold no references.
    Leaf,
    /// Memory that belongs to an object elsewhere: a list's items, a dict's keys.
    Buffer,
}

/// The state of a pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolState {
    /// Never used.
    Virgin,
    /// Was used, is empty, waits for a new size class.
    Free,
    /// Has a size class and a block to give.
    Used,
    /// Has no block to give.
    Full,
}

/// One pool.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pool {
    /// The arena that it lies in.
    pub arena: u32,
    /// Its number in that arena, from 0.
    pub number: u32,
    pub state: PoolState,
    /// Means nothing for a pool that is virgin or free.
    pub kind: Option<PoolKind>,
    /// Bytes of a block; 0 for a pool that is virgin or free.
    pub block_bytes: u32,
    /// How many blocks it can hold; 0 for a pool that is virgin or free.
    pub capacity: u32,
    /// How many of them are in use.
    pub live: u32,
}

impl Pool {
    /// The share of its blocks that is in use, from 0 to 1.
    pub fn fill(&self) -> f64 {
        match self.capacity {
            0 => 0.0,
            capacity => f64::from(self.live) / f64::from(capacity),
        }
    }
}

/// All pools of one block size.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeClass {
    /// Bytes of a block.
    pub block_bytes: u32,
    /// Pools in use.
    pub pools: u64,
    /// Blocks in use.
    pub live_blocks: u64,
    /// Blocks that could be handed out without a new pool, virgin ones included.
    pub free_blocks: u64,
    /// What was asked for in the blocks in use; the rest of them is rounding.
    pub requested: u64,
    /// The most bytes of blocks that were ever in use at once.
    pub peak_bytes: u64,
}

impl SizeClass {
    /// Bytes of the blocks in use.
    pub fn live_bytes(&self) -> u64 {
        self.live_blocks * u64::from(self.block_bytes)
    }

    /// The share of its blocks that is in use, from 0 to 1.
    pub fn fill(&self) -> f64 {
        match self.live_blocks + self.free_blocks {
            0 => 0.0,
            all => self.live_blocks as f64 / all as f64,
        }
    }
}

/// All blocks over 512 bytes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Large {
    /// How many are in use.
    pub blocks: u64,
    /// What was asked for.
    pub requested: u64,
    /// What finding and freeing them costs.
    pub headers: u64,
    /// What rounding to the system's steps costs.
    pub slack: u64,
    /// The most bytes, all three together, that were ever in use at once.
    pub peak_bytes: u64,
}

impl Large {
    /// Everything that large blocks take.
    pub fn total(&self) -> u64 {
        self.requested + self.headers + self.slack
    }
}
