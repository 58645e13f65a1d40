//! The tree of amounts that sums, at the end and at the peak, with a word on whether it does.

use super::Section;
use super::table::{Row, Table};
use crate::{Ink, Style, units};
use record::{Amount, Identity, Snapshot};

pub fn section(snapshot: &Snapshot, style: &Style) -> Section {
    let end = &snapshot.end.identity;
    let peak = snapshot.peak.as_ref().map(|peak| &peak.identity);
    let mut table = match peak {
        Some(_) => Table::new(&["bytes", "at the end", "share", "at the peak"]),
        None => Table::new(&["bytes", "at the end", "share"]),
    };
    let view = View {
        whole: end.root.bytes,
        peak,
    };
    view.rows(&end.root, "", "", &mut table);
    let mut lines = table.lines(style);
    lines.push(verdict(end, "", style));
    if let Some(peak) = peak.filter(|peak| !peak.check().is_empty()) {
        lines.push(verdict(peak, "at the peak ", style));
    }
    Section::new("WHERE THE MEMORY IS", "", lines)
}

struct View<'a> {
    whole: u64,
    peak: Option<&'a Identity>,
}

impl View<'_> {
    fn rows(&self, amount: &Amount, before: &str, below: &str, table: &mut Table) {
        let mut cells = vec![
            format!("{before}{}", amount.name),
            units::exact(amount.bytes),
            units::share(amount.bytes, self.whole),
        ];
        if let Some(peak) = self.peak {
            cells.push(
                peak.find(&amount.key)
                    .map_or("-".to_owned(), |then| units::exact(then.bytes)),
            );
        }
        let row = Row::new(cells, Some(units::fraction(amount.bytes, self.whole)));
        table.push(if amount.bytes == 0 {
            row.inked(Ink::Faint)
        } else {
            row
        });
        for (at, part) in amount.parts.iter().enumerate() {
            let last = at + 1 == amount.parts.len();
            let before = format!("{below}{}", if last { "└ " } else { "├ " });
            let below = format!("{below}{}", if last { "  " } else { "│ " });
            self.rows(part, &before, &below, table);
        }
    }
}

fn verdict(identity: &Identity, when: &str, style: &Style) -> String {
    let gaps = identity.check();
    let Some(gap) = gaps.first() else {
        let text = "  each amount is the sum of those under it, to the byte";
        return style.paint(Ink::Good, text);
    };
    let text = format!(
        "  {when}DOES NOT SUM in {} places; first {}: {} stated, {} in its parts",
        gaps.len(),
        gap.path,
        units::exact(gap.stated),
        units::exact(gap.parts)
    );
    style.paint(Ink::Bad, &text)
}
