//! Rows about the heap's own structure: arenas, pools, size classes, large blocks.
//!
//! ```text
//! arena (1 MiB) ─┬─ pool (16 KiB) ─┬─ header
//!                │                 ├─ blocks, live or free
//!                │                 ├─ virgin: blocks that were never handed out
//!                │                 └─ waste: what no block fits in
//!                ├─ free pool: was used, is empty, waits for a new size class
//!                └─ untouched pool: was never used
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

/// What an arena's bytes are used for. The seven amounts sum to the arena.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArenaBooks {
    /// Blocks in use, whole blocks.
    pub live: u64,
    /// Blocks that were used and are free again, in pools in use.
    pub free: u64,
    /// Blocks of pools in use that were never handed out.
    pub virgin: u64,
    /// Headers of pools in use.
    pub headers: u64,
    /// Bytes of pools in use that no block fits in.
    pub waste: u64,
    /// Pools that are empty and wait, whole pools.
    pub free_pools: u64,
    /// Pools that were never used, whole pools.
    pub untouched_pools: u64,
}

impl ArenaBooks {
    /// The sum of the seven amounts.
    pub fn total(&self) -> u64 {
        self.in_pools() + self.free_pools + self.untouched_pools
    }

    /// The part that lies in pools in use.
    fn in_pools(&self) -> u64 {
        self.live + self.free + self.virgin + self.headers + self.waste
    }

    /// Adds another arena's books to these.
    pub fn add(&mut self, other: &ArenaBooks) {
        self.live += other.live;
        self.free += other.free;
        self.virgin += other.virgin;
        self.headers += other.headers;
        self.waste += other.waste;
        self.free_pools += other.free_pools;
        self.untouched_pools += other.untouched_pools;
    }
}

/// What the blocks of a pool hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PoolKind {
    /// Objects that the collector may have to visit.
    Collected,
    /// Objects that can't be part of a cycle.
    Object,
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

/// All pools of one kind and one block size.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SizeClass {
    pub kind: PoolKind,
    /// Bytes of a block.
    pub block_bytes: u32,
    /// Pools in use.
    pub pools: u64,
    /// Blocks in use.
    pub live_blocks: u64,
    /// Blocks that were used and are free again.
    pub free_blocks: u64,
    /// Blocks of pools in use that were never handed out.
    pub virgin_blocks: u64,
    /// The most blocks that were ever in use at once.
    pub peak_blocks: u64,
    /// Since the heap began: how often a block was asked for, and how many bytes of it.
    pub requests: u64,
    pub requested_bytes: u64,
}

impl SizeClass {
    /// A class that was never used.
    pub fn unused(kind: PoolKind, block_bytes: u32) -> SizeClass {
        SizeClass {
            kind,
            block_bytes,
            pools: 0,
            live_blocks: 0,
            free_blocks: 0,
            virgin_blocks: 0,
            peak_blocks: 0,
            requests: 0,
            requested_bytes: 0,
        }
    }

    /// Bytes of the blocks in use.
    pub fn live_bytes(&self) -> u64 {
        self.live_blocks * u64::from(self.block_bytes)
    }

    /// Adds a class of another kind and the same block size to this one.
    pub fn add(&mut self, other: &SizeClass) {
        self.pools += other.pools;
        self.live_blocks += other.live_blocks;
        self.free_blocks += other.free_blocks;
        self.virgin_blocks += other.virgin_blocks;
        self.peak_blocks += other.peak_blocks;
        self.requests += other.requests;
        self.requested_bytes += other.requested_bytes;
    }
}

/// All blocks over 512 bytes together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Large {
    /// How many are in use.
    pub blocks: u64,
    /// What was asked for.
    pub requested: u64,
    /// What rounding a request up costs.
    pub rounding: u64,
    /// What finding and freeing them costs.
    pub headers: u64,
    /// What the C library gave on top; not charged.
    pub slack: u64,
    /// The most bytes that were ever charged for them at once.
    pub peak_bytes: u64,
}

impl Large {
    /// What is charged for them.
    pub fn charged(&self) -> u64 {
        self.requested + self.rounding + self.headers
    }
}
