//! The lines of the program that made what lives, each with its text.

use super::Section;
use super::table::{Row, Table};
use crate::{Ink, Style, units};
use record::{Count, LineRow, Snapshot};
use std::cmp::Reverse;

const SHOWN: usize = 10;

pub fn section(snapshot: &Snapshot, style: &Style) -> Section {
    let mut rows: Vec<&LineRow> = snapshot.lines.iter().collect();
    rows.sort_by_key(|row| {
        (
            Reverse(row.live.bytes.max(row.peak.bytes)),
            &row.file,
            row.line,
        )
    });
    let whole: u64 = rows.iter().map(|row| row.peak.bytes).sum();
    let mut table = Table::new(&["line", "live", "bytes", "at the peak", "bytes"]);
    table.cut_front = true;
    let (shown, rest) = rows.split_at(SHOWN.min(rows.len()));
    for row in shown {
        let mut line = line(&place(row), row.live, row.peak, whole);
        line.under = row.source.clone().filter(|text| !text.is_empty());
        table.push(line);
    }
    if !rest.is_empty() {
        let (mut live, mut peak) = (Count::default(), Count::default());
        for row in rest {
            live.add(row.live);
            peak.add(row.peak);
        }
        table
            .push(line(&format!("{} more lines", rest.len()), live, peak, whole).inked(Ink::Faint));
    }
    Section::new("LINES", "where the objects were made", table.lines(style))
}

/// `file.py:12`; the file alone where the line isn't known.
pub fn place(row: &LineRow) -> String {
    match row.line {
        0 => row.file.clone(),
        line => format!("{}:{line}", row.file),
    }
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
