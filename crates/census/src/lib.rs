//! The `census` room: walks a heap into plain records.
//!
//! In: a heap at rest (no Python runs, no pass is under way). Out: rows of `record`: books, types, lines, generations, findings.
//! Nothing here changes a count, runs Python or allocates from the heap that it reads.
//!
//! - `walk.rs`: every live object, found from the blocks alone.
//! - `live.rs`: live objects by type. `moment.rs`: the heap's books as records. `trace.rs`: which line made what.
//! - `audit.rs`: a second opinion on counts, tags, lists and books; shares no code with the collector.
//! - `snapshot.rs`: all of that for one x-ray.

#[forbid(unsafe_code)]
mod audit;
#[forbid(unsafe_code)]
mod live;
#[forbid(unsafe_code)]
mod moment;
#[forbid(unsafe_code)]
mod snapshot;
mod trace;
mod walk;

pub use audit::audit;
pub use live::{TypeTotals, type_totals};
pub use moment::{Process, moment};
pub use snapshot::{PeakWatch, generations, snapshot};
pub use trace::{Site, SiteTotals, Tracer};
pub use walk::{for_each_object, generation_of, label_of};
