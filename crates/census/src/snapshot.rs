//! One x-ray: everything the other files find, as one snapshot.

use crate::live::{TypeTotals, type_name, type_totals};
use crate::trace::Tracer;
use crate::walk::for_each_object;
use crate::{Process, audit, moment};
use object::Heap;
use record::{Count, Generation, LineRow, Moment, Program, Snapshot, TypeRow, TypeShare, VERSION};
use rustc_hash::FxHashMap;
use std::collections::HashMap;

/// Looks at the heap whenever it has grown enough since the last look, so that the look at the largest is at most an eighth away.
#[derive(Default)]
pub struct PeakWatch {
    charged: usize,
    best: Option<(Moment, TypeTotals)>,
}

impl PeakWatch {
    /// Call at safe points; cheap unless the heap has grown by an eighth (and at least 1 MiB).
    pub fn look(&mut self, heap: &Heap, seconds: f64, process: impl FnOnce() -> Process) {
        let now = heap.allocator.charged();
        if now < self.charged + (self.charged / 8).max(1 << 20) {
            return;
        }
        self.charged = now;
        self.best = Some((moment(heap, seconds, process()), type_totals(heap)));
    }
}

/// The generations' rows.
pub fn generations(heap: &Heap) -> Vec<Generation> {
    let lists = heap.gc.lists.collected();
    let row = |number: usize| {
        let stats = &heap.gc.stats[number];
        Generation {
            number: number as u32,
            objects: lists[number].len() as u64,
            runs: stats.collections.get(),
            seconds: stats.nanoseconds.get() as f64 / 1e9,
            examined: stats.examined.get(),
            collected: stats.collected.get(),
            uncollectable: stats.uncollectable.get(),
            freed_bytes: stats.freed_bytes.get(),
        }
    };
    (0..3).map(row).collect()
}

/// The whole x-ray of a heap after a run.
pub fn snapshot(
    heap: &Heap,
    program: Program,
    process: Process,
    peak: PeakWatch,
    tracer: Option<&Tracer>,
) -> Snapshot {
    let now = type_totals(heap);
    let (peak_moment, peak_types) = match peak.best {
        Some((moment, types)) if types.bytes() > now.bytes() => (Some(moment), types),
        _ => (None, now.clone()),
    };
    let mut snapshot = Snapshot {
        version: VERSION,
        end: moment(heap, program.seconds, process),
        program,
        peak: peak_moment,
        types: type_rows(&now, &peak_types),
        lines: tracer.map_or_else(Vec::new, |tracer| line_rows(heap, tracer)),
        generations: generations(heap),
        audit: audit(heap),
        graph: Default::default(),
    };
    snapshot.sort();
    snapshot
}

fn type_rows(now: &TypeTotals, peak: &TypeTotals) -> Vec<TypeRow> {
    let mut names: Vec<&String> = now.types.keys().chain(peak.types.keys()).collect();
    names.sort();
    names.dedup();
    let count =
        |totals: &TypeTotals, name: &String| totals.types.get(name).copied().unwrap_or_default();
    let mut rows: Vec<TypeRow> = names
        .into_iter()
        .map(|name| TypeRow {
            name: name.clone(),
            live: count(now, name),
            peak: count(peak, name),
        })
        .collect();
    rows.push(TypeRow {
        name: "(the runtime's own buffers)".to_owned(),
        live: now.unclaimed,
        peak: peak.unclaimed,
    });
    rows.push(TypeRow {
        name: "(dead objects kept for reuse)".to_owned(),
        live: now.kept,
        peak: peak.kept,
    });
    rows
}

type Line = (String, u32);

fn line_rows(heap: &Heap, tracer: &Tracer) -> Vec<LineRow> {
    let mut rows: HashMap<Line, LineRow> = HashMap::new();
    for (site, totals) in tracer.sites() {
        let Some((file, line)) = site.frames.first() else {
            continue;
        };
        let row = rows
            .entry((file.to_string(), *line))
            .or_insert_with(|| LineRow {
                file: file.to_string(),
                line: *line,
                source: None,
                live: Count::default(),
                peak: Count::default(),
                types: Vec::new(),
            });
        row.live
            .add(Count::new(totals.live_blocks, totals.live_bytes));
        row.peak
            .add(Count::new(totals.peak_blocks, totals.peak_bytes));
    }
    for ((line, name), share) in shares(heap, tracer) {
        if let Some(row) = rows.get_mut(&line) {
            row.types.push(TypeShare {
                type_name: name,
                live: share,
                items: None,
            });
        }
    }
    rows.into_values().collect()
}

/// Live objects by line and type.
fn shares(heap: &Heap, tracer: &Tracer) -> HashMap<(Line, String), Count> {
    let mut lines: FxHashMap<usize, Line> = FxHashMap::default();
    tracer.for_each_block(&mut |block, site| {
        if let Some((file, line)) = site.frames.first() {
            lines.insert(block, (file.to_string(), *line));
        }
    });
    let mut shares: HashMap<(Line, String), Count> = HashMap::new();
    for_each_object(heap, &mut |object, block| {
        if let Some(line) = lines.get(&(block.ptr.as_ptr() as usize)) {
            let key = (line.clone(), type_name(object.ty()));
            shares
                .entry(key)
                .or_default()
                .add(Count::new(1, block.size as u64));
        }
    });
    shares
}
