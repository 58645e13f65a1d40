//! The identity that sums: a tree of named amounts of bytes, each the sum of the amounts under it.
//!
//! ```text
//! the process holds
//! ├─ heap                      charged against the limit
//! │  ├─ arenas
//! │  │  ├─ live blocks ── collected objects, other objects, buffers
//! │  │  ├─ free blocks
//! │  │  ├─ virgin blocks
//! │  │  ├─ pool headers
//! │  │  ├─ pool waste
//! │  │  ├─ free pools
//! │  │  └─ untouched pools
//! │  └─ large blocks ── requested, rounding, headers
//! ├─ address map               not charged, the heap's all the same
//! ├─ C library's slack
//! └─ outside the heap ── the watcher's records, the runtime itself
//! ```
//!
//! [`Totals`] is what somebody counted; [`Totals::identity`] makes the tree of it, the only place that knows its shape.
//! A tree is made without being forced to sum: [`Identity::check`] finds what doesn't, so that a fault in the counting
//! shows instead of hiding in a remainder. Only *outside the heap* is a remainder, and so is the part of it that is the runtime's.

use crate::ArenaBooks;
use serde::{Deserialize, Serialize};

/// A named amount of bytes, and what it consists of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// A stable name for programs: `free_pools`.
    pub key: String,
    /// What a reader sees: `free pools`.
    pub name: String,
    pub bytes: u64,
    /// Empty where nothing finer is known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<Amount>,
}

impl Amount {
    /// An amount without parts.
    pub fn new(key: &str, name: &str, bytes: u64) -> Amount {
        Amount {
            key: key.to_owned(),
            name: name.to_owned(),
            bytes,
            parts: Vec::new(),
        }
    }

    /// The same amount with its parts.
    pub fn with(mut self, parts: Vec<Amount>) -> Amount {
        self.parts = parts;
        self
    }

    fn find(&self, key: &str) -> Option<&Amount> {
        if self.key == key {
            return Some(self);
        }
        self.parts.iter().find_map(|part| part.find(key))
    }

    fn check(&self, path: &str, gaps: &mut Vec<Gap>) {
        let path = match path {
            "" => self.key.clone(),
            above => format!("{above}/{}", self.key),
        };
        let parts: u64 = self.parts.iter().map(|part| part.bytes).sum();
        if !self.parts.is_empty() && parts != self.bytes {
            gaps.push(Gap {
                path: path.clone(),
                stated: self.bytes,
                parts,
            });
        }
        for part in &self.parts {
            part.check(&path, gaps);
        }
    }
}

/// A place where an amount isn't the sum of its parts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gap {
    /// The keys from the root: `held/heap/arenas`.
    pub path: String,
    pub stated: u64,
    /// What the parts sum to.
    pub parts: u64,
}

/// A tree of amounts that must sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Identity {
    pub root: Amount,
}

impl Identity {
    /// Every amount that isn't the sum of its parts. Empty for a heap whose books balance.
    pub fn check(&self) -> Vec<Gap> {
        let mut gaps = Vec::new();
        self.root.check("", &mut gaps);
        gaps
    }

    /// The amount with this key.
    pub fn find(&self, key: &str) -> Option<&Amount> {
        self.root.find(key)
    }

    /// The bytes of the amount with this key; 0 where there is none.
    pub fn bytes(&self, key: &str) -> u64 {
        self.find(key).map_or(0, |amount| amount.bytes)
    }
}

/// What was counted. Each amount comes from its own counter: nothing here is computed from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// What the system says that the process has in memory.
    pub resident: u64,
    /// Bytes that are charged and not in memory: pages of arenas and large blocks that were never touched.
    pub untouched: u64,
    /// What is charged against the limit.
    pub charged: u64,
    /// Arenas in the heap.
    pub arenas: u64,
    /// Bytes of those arenas.
    pub arena_bytes: u64,
    /// All arenas' books together.
    pub books: ArenaBooks,
    /// Live blocks that hold objects known to the collector, whole blocks.
    pub live_collected: u64,
    /// Live blocks that hold objects that can't be part of a cycle.
    pub live_objects: u64,
    /// Live blocks that belong to an object elsewhere.
    pub live_buffers: u64,
    /// What is charged for large blocks.
    pub large_bytes: u64,
    /// Large blocks: what was asked for.
    pub large_requested: u64,
    /// Large blocks: what rounding a request up costs.
    pub large_rounding: u64,
    /// Large blocks: what finding and freeing them costs.
    pub large_headers: u64,
    /// Large blocks: what the C library gave on top; not charged.
    pub large_slack: u64,
    /// The address map; not charged.
    pub map_bytes: u64,
    /// What whoever watches the heap keeps of it, outside the heap: about.
    pub recorded: u64,
}

impl Totals {
    /// The tree of these totals. The root is what the process has in memory, with what it is charged for and hasn't touched.
    pub fn identity(&self) -> Identity {
        let own = self.charged + self.map_bytes + self.large_slack;
        let held = (self.resident + self.untouched).max(own);
        let root = Amount::new("held", "the process holds", held).with(vec![
            self.heap(),
            Amount::new("map", "the heap's address map", self.map_bytes),
            Amount::new("large_slack", "the C library's slack", self.large_slack),
            self.outside(held - own),
        ]);
        Identity { root }
    }

    fn outside(&self, bytes: u64) -> Amount {
        let recorded = self.recorded.min(bytes);
        Amount::new("outside", "outside the heap", bytes).with(vec![
            Amount::new("recorded", "this x-ray's records", recorded),
            Amount::new("runtime", "the runtime itself", bytes - recorded),
        ])
    }

    fn heap(&self) -> Amount {
        Amount::new("heap", "heap", self.charged).with(vec![self.arenas(), self.large()])
    }

    fn arenas(&self) -> Amount {
        let books = &self.books;
        let live = Amount::new("live", "live blocks", books.live).with(vec![
            Amount::new("live_collected", "collected objects", self.live_collected),
            Amount::new("live_objects", "other objects", self.live_objects),
            Amount::new("live_buffers", "buffers", self.live_buffers),
        ]);
        let name = format!("arenas ({})", self.arenas);
        Amount::new("arenas", &name, self.arena_bytes).with(vec![
            live,
            Amount::new("free", "free blocks", books.free),
            Amount::new("virgin", "virgin blocks", books.virgin),
            Amount::new("headers", "pool headers", books.headers),
            Amount::new("waste", "pool waste", books.waste),
            Amount::new("free_pools", "free pools", books.free_pools),
            Amount::new("untouched_pools", "untouched pools", books.untouched_pools),
        ])
    }

    fn large(&self) -> Amount {
        Amount::new("large", "large blocks", self.large_bytes).with(vec![
            Amount::new("large_requested", "requested", self.large_requested),
            Amount::new("large_rounding", "rounding", self.large_rounding),
            Amount::new("large_headers", "headers", self.large_headers),
        ])
    }
}
