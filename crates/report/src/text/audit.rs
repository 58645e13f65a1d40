//! What the audit found, or that it found nothing.

use super::Section;
use crate::{Ink, Style};
use record::Snapshot;

const SHOWN: usize = 10;

pub fn section(snapshot: &Snapshot, style: &Style) -> Section {
    let findings = &snapshot.audit;
    if findings.is_empty() {
        let line = style.paint(Ink::Good, "  nothing found");
        return Section::new("AUDIT", "", vec![line]);
    }
    let mut lines = Vec::new();
    for finding in findings.iter().take(SHOWN) {
        let place = finding
            .place
            .map_or(String::new(), |place| format!("{place}: "));
        let text = format!("  invariant {}: {place}{}", finding.invariant, finding.text);
        lines.push(style.paint(Ink::Bad, &text));
    }
    if findings.len() > SHOWN {
        lines.push(format!("  … and {} more", findings.len() - SHOWN));
    }
    Section::new("AUDIT", format!("{} findings", findings.len()), lines)
}
