//! The identity that sums: a tree of named amounts of bytes, each the sum of the amounts under it.
//!
//! ```text
//! the process holds
//! ├─ heap                      charged against the limit
//! │  ├─ arenas
//! │  │  ├─ live blocks ── collected objects, leaf objects, buffers, rounding
//! │  │  ├─ free blocks
//! │  │  ├─ free pools
//! │  │  ├─ virgin
//! │  │  ├─ pool headers
//! │  │  └─ pool tails
//! │  ├─ large blocks ── requested, headers, slack
//! │  └─ metadata
//! └─ outside the heap
//! ```
//!
//! [`Totals`] is what somebody counted; [`Totals::identity`] makes the tree of it, the only place that knows its shape.
//! A tree is made without being forced to sum: [`Identity::check`] finds what doesn't, so that a fault in the counting
//! shows instead of hiding in a remainder. Only *outside the heap* is a remainder, and says so.

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
    /// What the system says that the process holds in memory.
    pub resident: u64,
    /// The part of the heap that the system has promised but not yet given: charged, not resident.
    pub untouched: u64,
    /// What is charged against the limit.
    pub charged: u64,
    /// Arenas in the heap.
    pub arenas: u64,
    /// Bytes of those arenas.
    pub arena_bytes: u64,
    /// All arenas' books together.
    pub books: ArenaBooks,
    /// Of the live blocks: bytes that objects known to the collector asked for.
    pub collected: u64,
    /// Of the live blocks: bytes that objects without references asked for.
    pub leaves: u64,
    /// Of the live blocks: bytes that buffers asked for.
    pub buffers: u64,
    /// Of the live blocks: what rounding up to a block costs.
    pub rounding: u64,
    /// Large blocks: all their bytes.
    pub large_bytes: u64,
    /// Large blocks: what was asked for.
    pub large_requested: u64,
    /// Large blocks: what finding and freeing them costs.
    pub large_headers: u64,
    /// Large blocks: what rounding to the system's steps costs.
    pub large_slack: u64,
    /// What the heap keeps about itself: the address map, side tables.
    pub metadata: u64,
}

impl Totals {
    /// The tree of these totals. The root is what the process holds, with what it has been promised and not yet touched.
    pub fn identity(&self) -> Identity {
        let held = (self.resident + self.untouched).max(self.charged);
        let outside = held - self.charged;
        let root = Amount::new("held", "the process holds", held).with(vec![
            self.heap(),
            Amount::new("outside", "outside the heap", outside),
        ]);
        Identity { root }
    }

    fn heap(&self) -> Amount {
        let mut parts = vec![self.arenas(), self.large()];
        parts.push(Amount::new(
            "metadata",
            "the heap's own tables",
            self.metadata,
        ));
        Amount::new("heap", "heap", self.charged).with(parts)
    }

    fn arenas(&self) -> Amount {
        let books = &self.books;
        let live = Amount::new("live", "live blocks", books.live).with(vec![
            Amount::new("collected", "collected objects", self.collected),
            Amount::new("leaves", "leaf objects", self.leaves),
            Amount::new("buffers", "buffers", self.buffers),
            Amount::new("rounding", "rounding to blocks", self.rounding),
        ]);
        let name = format!("arenas ({})", self.arenas);
        Amount::new("arenas", &name, self.arena_bytes).with(vec![
            live,
            Amount::new("free", "free blocks", books.free),
            Amount::new("free_pools", "free pools", books.free_pools),
            Amount::new("virgin", "never used", books.virgin),
            Amount::new("headers", "pool headers", books.headers),
            Amount::new("waste", "pool tails", books.waste),
        ])
    }

    fn large(&self) -> Amount {
        Amount::new("large", "large blocks", self.large_bytes).with(vec![
            Amount::new("large_requested", "requested", self.large_requested),
            Amount::new("large_headers", "headers", self.large_headers),
            Amount::new("large_slack", "slack", self.large_slack),
        ])
    }
}
