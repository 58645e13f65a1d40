//! A snapshot: everything that one x-ray says, with the version of its rows.

use crate::{
    Arena, Finding, Generation, Graph, Identity, Large, LineRow, Pool, SizeClass, TypeRow,
};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::fmt;

/// The version of these rows. It grows when a row changes its meaning or loses a field, not when it gains one.
pub const VERSION: u32 = 1;

/// What ran.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Program {
    /// The file, `-c` or `-m NAME`.
    pub name: String,
    pub arguments: Vec<String>,
    /// From start to end, the x-ray itself not counted.
    pub seconds: f64,
    /// The hard limit of the heap; `None` where there was none.
    pub limit: Option<u64>,
    /// The most that was ever charged to the heap at once.
    pub peak_charged: u64,
    /// The most that the process ever had in memory, as the system counts it.
    pub peak_resident: u64,
    /// The exit status of the program.
    pub status: i32,
}

/// The heap at one moment of the run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// When, from the start of the run.
    pub seconds: f64,
    pub identity: Identity,
    pub arenas: Vec<Arena>,
    pub pools: Vec<Pool>,
    pub size_classes: Vec<SizeClass>,
    pub large: Large,
}

/// One x-ray.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Snapshot {
    pub version: u32,
    pub program: Program,
    /// After the last statement, before anything is torn down.
    pub end: Moment,
    /// When the heap was largest; `None` where that wasn't recorded.
    pub peak: Option<Moment>,
    pub types: Vec<TypeRow>,
    pub lines: Vec<LineRow>,
    pub generations: Vec<Generation>,
    /// Empty for a sound heap.
    pub audit: Vec<Finding>,
    /// Empty unless it was asked for: it is as large as the heap has objects.
    #[serde(default, skip_serializing_if = "Graph::is_empty")]
    pub graph: Graph,
}

/// Why a snapshot can't be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unreadable {
    pub version: u32,
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the snapshot has version {}, this program reads version {VERSION}",
            self.version
        )
    }
}

impl std::error::Error for Unreadable {}

impl Snapshot {
    /// Whether this program's rows mean what the snapshot's mean.
    pub fn readable(&self) -> Result<(), Unreadable> {
        match self.version {
            VERSION => Ok(()),
            version => Err(Unreadable { version }),
        }
    }

    /// Puts every list into its order: places by number, contents by size with names to decide between equals.
    pub fn sort(&mut self) {
        self.end.sort();
        if let Some(peak) = &mut self.peak {
            peak.sort();
        }
        self.types.sort_by(|a, b| {
            (Reverse(a.live.bytes), &a.name).cmp(&(Reverse(b.live.bytes), &b.name))
        });
        for line in &mut self.lines {
            line.types.sort_by(|a, b| {
                (Reverse(a.live.bytes), &a.type_name).cmp(&(Reverse(b.live.bytes), &b.type_name))
            });
        }
        self.lines.sort_by(|a, b| {
            (Reverse(a.live.bytes), &a.file, a.line).cmp(&(Reverse(b.live.bytes), &b.file, b.line))
        });
        self.generations.sort_by_key(|generation| generation.number);
        self.audit.sort();
        self.graph.sort();
    }
}

impl Moment {
    fn sort(&mut self) {
        self.arenas.sort_by_key(|arena| arena.number);
        self.pools.sort_by_key(|pool| (pool.arena, pool.number));
        self.size_classes
            .sort_by_key(|class| (class.block_bytes, class.kind));
    }
}
