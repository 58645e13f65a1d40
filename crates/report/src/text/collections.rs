//! The collector's work by generation: how often, how long, for what.

use super::Section;
use super::table::{Row, Table};
use crate::{Style, units};
use record::Snapshot;

pub fn section(snapshot: &Snapshot, style: &Style) -> Section {
    let rows = &snapshot.generations;
    let mut table = Table::new(&[
        "generation",
        "objects now",
        "runs",
        "time",
        "looked at",
        "freed",
        "bytes freed",
    ]);
    for row in rows {
        let cells = vec![
            row.number.to_string(),
            units::exact(row.objects),
            units::exact(row.runs),
            units::seconds(row.seconds),
            units::exact(row.examined),
            units::exact(row.collected),
            units::bytes(row.freed_bytes),
        ];
        table.push(Row::new(cells, None));
    }
    let seconds: f64 = rows.iter().map(|row| row.seconds).sum();
    let mut note = String::new();
    if snapshot.program.seconds > 0.0 && seconds > 0.0 {
        let share = seconds * 100.0 / snapshot.program.seconds;
        note = format!("{}, {share:.1} % of the run", units::seconds(seconds));
    }
    let stuck: u64 = rows.iter().map(|row| row.uncollectable).sum();
    if stuck > 0 {
        note.push_str(&format!(" · {} uncollectable", units::exact(stuck)));
    }
    Section::new("COLLECTIONS", note, table.lines(style))
}
