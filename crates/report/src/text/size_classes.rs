//! The size classes: how many pools each has, and how full they are.

use super::Section;
use super::table::{Row, Table};
use crate::{Style, units};
use record::{Moment, SizeClass};

pub fn section(moment: &Moment, style: &Style) -> Section {
    let mut table = Table::new(&[
        "block",
        "pools",
        "live blocks",
        "free",
        "live bytes",
        "rounding",
        "fill",
    ]);
    for class in &moment.size_classes {
        if class.pools > 0 || class.peak_bytes > 0 {
            table.push(row(class));
        }
    }
    let large = &moment.large;
    if large.blocks > 0 || large.peak_bytes > 0 {
        let overhead = large.headers + large.slack;
        let mut cells = vec![
            "over 512".to_owned(),
            "-".to_owned(),
            units::exact(large.blocks),
            "-".to_owned(),
        ];
        cells.push(units::bytes(large.total()));
        cells.push(units::bytes(overhead));
        cells.push(units::share(large.requested, large.total()));
        table.push(Row::new(
            cells,
            Some(units::fraction(large.requested, large.total())),
        ));
    }
    Section::new("SIZE CLASSES", "", table.lines(style))
}

fn row(class: &SizeClass) -> Row {
    let all = class.live_blocks + class.free_blocks;
    let cells = vec![
        format!("{:>8}", class.block_bytes),
        units::exact(class.pools),
        units::exact(class.live_blocks),
        units::exact(class.free_blocks),
        units::bytes(class.live_bytes()),
        units::bytes(class.live_bytes().saturating_sub(class.requested)),
        units::share(class.live_blocks, all),
    ];
    Row::new(cells, Some(class.fill()))
}
