//! What could be done about it, in plain words.
//!
//! A hint is worked out from the records, with its figure; where the records don't hold what the figure needs there is
//! no hint. Sizes of things that don't exist yet (a slotted object instead of a dict) are computed from 3.13's layout.

use super::Section;
use super::lines::place;
use super::table::wrap;
use crate::{Style, units};
use record::{LineRow, Snapshot, TypeShare};

/// A hint is worth a line if it is about at least this share of the live bytes.
const WORTH: f64 = 0.05;
/// Containers with more items than this are tables, not records.
const RECORD_ITEMS: u64 = 40;
/// Fewer objects than this aren't a pattern.
const MANY: u64 = 1000;

/// The collector's words before an object, its header.
const SLOTTED_BASE: u64 = 32;
const WORD: u64 = 8;
const ALIGNMENT: u64 = 16;

pub fn section(hints: &[String], style: &Style) -> Section {
    let mut lines = Vec::new();
    for hint in hints {
        for (at, line) in wrap(hint.split(' '), " ", style.width.saturating_sub(4))
            .into_iter()
            .enumerate()
        {
            let mark = if at == 0 { "•" } else { " " };
            lines.push(format!("  {mark} {line}"));
        }
    }
    Section::new("HINTS", "", lines)
}

/// Every hint that the records support.
pub fn of(snapshot: &Snapshot) -> Vec<String> {
    let mut hints: Vec<String> = snapshot
        .lines
        .iter()
        .filter_map(|line| slots(snapshot, line))
        .collect();
    hints.extend(free_blocks(snapshot));
    hints.extend(idle_collections(snapshot));
    hints.extend(temporary(snapshot));
    hints.extend(near_limit(snapshot));
    hints
}

fn live_bytes(snapshot: &Snapshot) -> u64 {
    snapshot.types.iter().map(|row| row.live.bytes).sum()
}

/// Many small dicts from one line: records that would be smaller as slotted objects.
fn slots(snapshot: &Snapshot, line: &LineRow) -> Option<String> {
    let dicts = line.types.iter().find(|share| share.type_name == "dict")?;
    let whole = live_bytes(snapshot);
    let slotted = slotted_bytes(dicts)?;
    let saved = dicts.live.bytes.checked_sub(slotted)?;
    if units::fraction(saved, whole) < WORTH {
        return None;
    }
    Some(format!(
        "{} of the live bytes are {} dicts made at {}. As objects of a class with __slots__ they would take about {} less.",
        units::share(dicts.live.bytes, whole),
        units::exact(dicts.live.count),
        place(line),
        units::bytes(saved)
    ))
}

/// What these dicts would take as slotted objects; `None` where they don't look like records.
fn slotted_bytes(dicts: &TypeShare) -> Option<u64> {
    let count = dicts.live.count;
    let items = dicts.items?;
    if count < MANY || items == 0 || items > count * RECORD_ITEMS {
        return None;
    }
    let slots = items.div_ceil(count);
    Some(count * (SLOTTED_BASE + slots * WORD).next_multiple_of(ALIGNMENT))
}

/// Free blocks that can't go back, because their pools aren't empty.
fn free_blocks(snapshot: &Snapshot) -> Option<String> {
    let identity = &snapshot.end.identity;
    let (free, arenas) = (identity.bytes("free"), identity.bytes("arenas"));
    if units::fraction(free, arenas) < 0.25 {
        return None;
    }
    Some(format!(
        "{} of the arenas ({}) are free blocks between live ones: they serve new objects of their size, but can't go back to the system.",
        units::share(free, arenas),
        units::bytes(free)
    ))
}

/// Collections that took time and freed next to nothing.
fn idle_collections(snapshot: &Snapshot) -> Option<String> {
    let old = &snapshot.generations;
    let seconds: f64 = old.iter().map(|row| row.seconds).sum();
    let examined: u64 = old.iter().map(|row| row.examined).sum();
    let collected: u64 = old.iter().map(|row| row.collected).sum();
    let share = seconds / snapshot.program.seconds;
    if !share.is_finite() || share < 0.1 || units::fraction(collected, examined) > 0.01 {
        return None;
    }
    Some(format!(
        "Collections took {:.0} % of the run, looked at {} objects and freed {}. gc.freeze() after loading, or higher numbers for gc.set_threshold(), would spare most of that.",
        share * 100.0,
        units::exact(examined),
        units::exact(collected)
    ))
}

/// A peak far above the end, and the line that made most of the difference.
fn temporary(snapshot: &Snapshot) -> Option<String> {
    let peak: u64 = snapshot.types.iter().map(|row| row.peak.bytes).sum();
    let gone = peak.checked_sub(live_bytes(snapshot))?;
    if units::fraction(gone, peak) < 0.5 {
        return None;
    }
    let line = snapshot
        .lines
        .iter()
        .max_by_key(|line| line.peak.bytes.saturating_sub(line.live.bytes))?;
    let shrunk = line.peak.bytes.saturating_sub(line.live.bytes);
    if units::fraction(shrunk, gone) < 0.25 {
        return None;
    }
    Some(format!(
        "{} of what lived at the peak is gone at the end; {} of it was made at {}.",
        units::bytes(gone),
        units::bytes(shrunk),
        place(line)
    ))
}

fn near_limit(snapshot: &Snapshot) -> Option<String> {
    let limit = snapshot.program.limit?;
    let peak = snapshot.peak.as_ref().unwrap_or(&snapshot.end);
    let charged = peak.identity.bytes("heap");
    if units::fraction(charged, limit) < 0.9 {
        return None;
    }
    Some(format!(
        "The heap came to {} of its limit of {}.",
        units::share(charged, limit),
        units::bytes(limit)
    ))
}
