//! The object graph as rows: who holds whom, from which root.
//!
//! An object's number is its place in a walk, not an address: it means something only inside its own snapshot.

use crate::Label;
use serde::{Deserialize, Serialize};

/// One object.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObjectRow {
    /// Its number in this snapshot.
    pub id: u64,
    pub type_name: String,
    /// Its own block and the buffers that it alone owns.
    pub bytes: u64,
    pub place: Label,
    /// 0, 1, 2, or `None` for what the collector doesn't track.
    pub generation: Option<u32>,
}

/// A reference from one object to another.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Edge {
    pub from: u64,
    pub to: u64,
    /// How the holder reaches it: `.name`, `[3]`, `['key']`.
    pub by: String,
}

/// A reference from outside the objects: a module table, a frame's local.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct RootRow {
    pub name: String,
    pub to: u64,
}

/// A heap's objects and references.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Graph {
    pub objects: Vec<ObjectRow>,
    pub edges: Vec<Edge>,
    pub roots: Vec<RootRow>,
}

impl Graph {
    pub fn is_empty(&self) -> bool {
        self.objects.is_empty() && self.edges.is_empty() && self.roots.is_empty()
    }

    pub(crate) fn sort(&mut self) {
        self.objects.sort_by_key(|object| object.id);
        self.edges.sort();
        self.roots.sort();
    }
}
