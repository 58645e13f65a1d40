//! Records → what a person or a program reads: a page for the terminal, JSON.
//!
//! Every report has the same two verbs: [`Report::of`] takes a snapshot and works out what to say, [`Report::render`]
//! writes it. A report never sees a heap, an object or a file: what it shows stands in the records, and a figure that
//! doesn't stand there isn't shown.
//!
//! Not here: making records (`census`), their meaning (`record`), choosing a report (`pellucid`).
#![forbid(unsafe_code)]

mod json;
mod style;
mod text;
mod units;

pub use json::Json;
pub use style::{Ink, Style};
pub use text::Page;

use record::Snapshot;
use std::io::{self, Write};

/// What every report can do.
pub trait Report<'a> {
    /// Works out what to say about a snapshot.
    fn of(snapshot: &'a Snapshot) -> Self;

    /// Says it.
    fn render(&self, out: &mut dyn Write, style: &Style) -> io::Result<()>;
}
