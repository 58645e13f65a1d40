//! The x-ray page: the records as text for a terminal.
//!
//! A page is a list of sections, each made by one file here from the records and nothing else:
//!
//! ```text
//! head · identity · arenas · size classes · types · lines · collections · hints · audit
//! ```

mod arenas;
mod audit;
mod bar;
mod collections;
mod contents;
mod head;
mod hints;
mod identity;
mod lines;
mod size_classes;
mod table;

use crate::{Ink, Report, Style};
use record::Snapshot;
use std::io::{self, Write};

/// A part of the page: a title and lines that are already laid out and painted.
pub(crate) struct Section {
    title: &'static str,
    /// What the title leaves open, after it.
    note: String,
    lines: Vec<String>,
}

impl Section {
    fn new(title: &'static str, note: impl Into<String>, lines: Vec<String>) -> Section {
        Section {
            title,
            note: note.into(),
            lines,
        }
    }
}

/// The text report.
pub struct Page<'a> {
    snapshot: &'a Snapshot,
    hints: Vec<String>,
}

impl<'a> Report<'a> for Page<'a> {
    fn of(snapshot: &'a Snapshot) -> Page<'a> {
        Page {
            snapshot,
            hints: hints::of(snapshot),
        }
    }

    fn render(&self, out: &mut dyn Write, style: &Style) -> io::Result<()> {
        for line in head::lines(self.snapshot, style) {
            writeln!(out, "{line}")?;
        }
        for section in self.sections(style) {
            if section.lines.is_empty() {
                continue;
            }
            writeln!(out)?;
            let title = style.paint(Ink::Title, section.title);
            let note = style.paint(Ink::Faint, &section.note);
            writeln!(out, "{}", format!("{title}  {note}").trim_end())?;
            for line in &section.lines {
                writeln!(out, "{}", line.trim_end())?;
            }
        }
        Ok(())
    }
}

impl Page<'_> {
    fn sections(&self, style: &Style) -> Vec<Section> {
        let snapshot = self.snapshot;
        vec![
            identity::section(snapshot, style),
            arenas::section(&snapshot.end, style),
            size_classes::section(&snapshot.end, style),
            contents::section(snapshot, style),
            lines::section(snapshot, style),
            collections::section(snapshot, style),
            hints::section(&self.hints, style),
            audit::section(snapshot, style),
        ]
    }
}
