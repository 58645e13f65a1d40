//! The rows themselves, as JSON: everything that the page was made of, in the order that the records keep.

use crate::{Report, Style};
use record::Snapshot;
use std::io::{self, Write};

/// The JSON report.
pub struct Json<'a> {
    snapshot: &'a Snapshot,
}

impl<'a> Report<'a> for Json<'a> {
    fn of(snapshot: &'a Snapshot) -> Json<'a> {
        Json { snapshot }
    }

    fn render(&self, out: &mut dyn Write, _: &Style) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self.snapshot)?;
        out.write_all(b"\n")
    }
}
