//! What ran, and the one sentence that matters most.

use crate::{Ink, Style, units};
use record::Snapshot;
use unicode_width::UnicodeWidthStr;

pub fn lines(snapshot: &Snapshot, style: &Style) -> Vec<String> {
    let mark = "Pellucid x-ray";
    let program = &snapshot.program;
    let room = style.width.saturating_sub(mark.len() + 2);
    let words = std::iter::once(&program.name).chain(&program.arguments);
    let name = words.map(String::as_str).collect::<Vec<_>>().join(" ");
    let name = super::table::cut_end(&name, room);
    let space = " ".repeat(style.width.saturating_sub(name.width() + mark.len()));
    let first = format!(
        "{}{space}{}",
        style.paint(Ink::Title, &name),
        style.paint(Ink::Cool, mark)
    );
    let facts = facts(snapshot);
    let mut lines = vec![first];
    for line in super::table::wrap(facts.iter().map(String::as_str), " · ", style.width) {
        lines.push(style.paint(Ink::Faint, &line));
    }
    lines.push("━".repeat(style.width));
    lines
}

fn facts(snapshot: &Snapshot) -> Vec<String> {
    let program = &snapshot.program;
    let mut facts = vec![format!("ran {}", units::seconds(program.seconds))];
    if program.status != 0 {
        facts.push(format!("exit status {}", program.status));
    }
    facts.push(format!(
        "holds {}",
        units::bytes(snapshot.end.identity.root.bytes)
    ));
    if let Some(peak) = &snapshot.peak {
        let bytes = units::bytes(peak.identity.root.bytes);
        facts.push(format!(
            "{bytes} at its peak after {}",
            units::seconds(peak.seconds)
        ));
    } else if program.peak_charged > 0 {
        facts.push(format!(
            "heap at its peak {}",
            units::bytes(program.peak_charged)
        ));
    }
    facts.push(match program.limit {
        Some(limit) => format!("limit {}", units::bytes(limit)),
        None => "no limit".to_owned(),
    });
    facts
}
