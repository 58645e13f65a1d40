//! Where something lies, in words that stay the same from run to run: `arena 2 / pool 7 / block 31`.
//!
//! An address changes with every run; a label is the place's number in the heap's own order. Numbers start at 0.

use serde::{Deserialize, Serialize};
use std::fmt;

/// The place of an object, a pool or an arena in its heap.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "in")]
pub enum Label {
    /// A whole arena.
    Arena { arena: u32 },
    /// A pool of an arena.
    Pool { arena: u32, pool: u32 },
    /// A block of a pool.
    Block { arena: u32, pool: u32, block: u32 },
    /// A large block, numbered by address.
    Large { large: u32 },
    /// An object that no heap allocated: a part of the program itself.
    Static { number: u32 },
}

impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Label::Arena { arena } => write!(f, "arena {arena}"),
            Label::Pool { arena, pool } => write!(f, "arena {arena} / pool {pool}"),
            Label::Block { arena, pool, block } => {
                write!(f, "arena {arena} / pool {pool} / block {block}")
            }
            Label::Large { large } => write!(f, "large block {large}"),
            Label::Static { number } => write!(f, "static {number}"),
        }
    }
}
