//! The size classes: how many pools each has, and how full they are.

use super::Section;
use super::table::{Row, Table};
use crate::{Style, units};
use record::{Moment, SizeClass};

const HEADS: [&str; 7] = [
    "block",
    "pools",
    "live blocks",
    "free",
    "live bytes",
    "rounding",
    "in use",
];

pub fn section(moment: &Moment, style: &Style) -> Section {
    let mut table = Table::new(&HEADS);
    for class in by_size(moment) {
        if class.pools > 0 || class.peak_blocks > 0 {
            table.push(row(&class));
        }
    }
    let large = &moment.large;
    if large.blocks > 0 || large.peak_bytes > 0 {
        let all = large.charged();
        let dash = || "-".to_owned();
        let mut cells = vec![
            "over 512".to_owned(),
            dash(),
            units::exact(large.blocks),
            dash(),
        ];
        cells.extend([units::bytes(all), units::share(large.rounding, all), dash()]);
        table.push(Row::new(cells, None));
    }
    Section::new(
        "SIZE CLASSES",
        "rounding: of all that was ever asked for",
        table.lines(style),
    )
}

/// One row for a block size, whatever its pools hold.
fn by_size(moment: &Moment) -> Vec<SizeClass> {
    let mut rows: Vec<SizeClass> = Vec::new();
    for class in &moment.size_classes {
        match rows
            .last_mut()
            .filter(|row| row.block_bytes == class.block_bytes)
        {
            Some(row) => row.add(class),
            None => rows.push(*class),
        }
    }
    rows
}

fn row(class: &SizeClass) -> Row {
    let free = class.free_blocks + class.virgin_blocks;
    let given = class.requests * u64::from(class.block_bytes);
    let cells = vec![
        format!("{:>8}", class.block_bytes),
        units::exact(class.pools),
        units::exact(class.live_blocks),
        units::exact(free),
        units::bytes(class.live_bytes()),
        units::share(given.saturating_sub(class.requested_bytes), given),
        units::share(class.live_blocks, class.live_blocks + free),
    ];
    Row::new(
        cells,
        Some(units::fraction(class.live_blocks, class.live_blocks + free)),
    )
}
