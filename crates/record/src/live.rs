//! Rows about what lives in the heap: by type, by the line that made it, by generation.
//!
//! Bytes of an object here are its own block (with the words before its header) and the buffers that it alone owns; a
//! dict's keys count for the dict. So the types' live bytes sum to what objects and buffers asked for.

use serde::{Deserialize, Serialize};

/// How many, and how many bytes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    pub count: u64,
    pub bytes: u64,
}

impl Count {
    pub fn new(count: u64, bytes: u64) -> Count {
        Count { count, bytes }
    }

    /// Adds another count to this one.
    pub fn add(&mut self, other: Count) {
        self.count += other.count;
        self.bytes += other.bytes;
    }
}

/// All objects of one type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeRow {
    /// The type's qualified name, with its module unless that is `builtins`.
    pub name: String,
    /// At the end.
    pub live: Count,
    /// When the heap was largest; the same as `live` where that wasn't recorded.
    pub peak: Count,
}

/// The share that one type has in a line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TypeShare {
    pub type_name: String,
    pub live: Count,
    /// For containers: how many items all of them together hold. `None` for what isn't a container.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub items: Option<u64>,
}

/// All objects made by one line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRow {
    pub file: String,
    /// From 1; 0 where the line isn't known.
    pub line: u32,
    /// The text of the line, trimmed, where it could be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// At the end.
    pub live: Count,
    /// When the heap was largest; the same as `live` where that wasn't recorded.
    pub peak: Count,
    /// What the live objects are.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub types: Vec<TypeShare>,
}

/// All collections of one generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Generation {
    /// 0, 1 or 2.
    pub number: u32,
    /// How many objects are in it now.
    pub objects: u64,
    pub runs: u64,
    pub seconds: f64,
    /// Objects looked at, over all runs.
    pub examined: u64,
    /// Objects found unreachable and freed.
    pub collected: u64,
    pub uncollectable: u64,
    /// Bytes that became free by it.
    pub freed_bytes: u64,
}
