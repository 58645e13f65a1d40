//! The types: what the live bytes are, and what they were at the peak.

use super::Section;
use super::table::{Row, Table};
use crate::{Ink, Style, units};
use record::{Count, Snapshot, TypeRow};
use std::cmp::Reverse;

/// More than this nobody reads; the rest is one row, so that the column still sums.
const SHOWN: usize = 12;

pub fn section(snapshot: &Snapshot, style: &Style) -> Section {
    let mut rows: Vec<&TypeRow> = snapshot.types.iter().collect();
    rows.sort_by_key(|row| (Reverse(row.live.bytes.max(row.peak.bytes)), &row.name));
    let all = sum(&rows);
    let mut table = Table::new(&["type", "live", "bytes", "at the peak", "bytes"]);
    let (shown, rest) = rows.split_at(SHOWN.min(rows.len()));
    for row in shown {
        table.push(line(&row.name, row.live, row.peak, all.1.bytes));
    }
    if !rest.is_empty() {
        let (live, peak) = sum(rest);
        table.push(
            line(
                &format!("{} more types", rest.len()),
                live,
                peak,
                all.1.bytes,
            )
            .inked(Ink::Faint),
        );
    }
    if rows.len() > 1 {
        let mut row = line("all", all.0, all.1, all.1.bytes).inked(Ink::Title);
        row.bar = None;
        table.push(row);
    }
    Section::new(
        "TYPES",
        "an object with the buffers that it owns",
        table.lines(style),
    )
}

fn sum(rows: &[&TypeRow]) -> (Count, Count) {
    let mut all = (Count::default(), Count::default());
    for row in rows {
        all.0.add(row.live);
        all.1.add(row.peak);
    }
    all
}

fn line(name: &str, live: Count, peak: Count, whole: u64) -> Row {
    let cells = vec![
        name.to_owned(),
        units::exact(live.count),
        units::bytes(live.bytes),
        units::exact(peak.count),
        units::bytes(peak.bytes),
    ];
    Row::new(cells, Some(units::fraction(peak.bytes, whole)))
}
