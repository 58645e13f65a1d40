//! Plain, versioned rows about a heap: what the census writes and every report reads.
//!
//! Nothing here points into a heap, runs Python or prints a page. A row holds numbers, names and labels, so it can be
//! kept in a file, compared with another run's, or read by a program that has never seen an object.
//!
//! Two invariants. *Order*: [`Snapshot::sort`] puts every list into one order that depends on nothing but its
//! contents, so two equal heaps give two equal files. *Sums*: [`Identity::check`] says where an amount isn't the sum of
//! its parts, and an honest snapshot has no such place.
//!
//! Not here: walking a heap (`census`) and showing what was found (`report`).
#![forbid(unsafe_code)]

mod audit;
mod graph;
mod heap;
mod identity;
mod label;
mod live;
mod snapshot;

pub use audit::Finding;
pub use graph::{Edge, Graph, ObjectRow, RootRow};
pub use heap::{Arena, ArenaBooks, Large, Pool, PoolKind, PoolState, SizeClass};
pub use identity::{Amount, Gap, Identity, Totals};
pub use label::Label;
pub use live::{Count, Generation, LineRow, TypeRow, TypeShare};
pub use snapshot::{Moment, Program, Snapshot, Unreadable, VERSION};
