//! Hints: each appears with its figure where the records hold one, and not at all where they don't.

mod heaps;

use record::{Count, Snapshot};
use report::{Page, Report, Style};

/// The page's hints, each on a line.
fn hints(snapshot: &Snapshot) -> Vec<String> {
    let mut out = Vec::new();
    Page::of(snapshot)
        .render(&mut out, &Style::plain())
        .expect("a Vec takes everything");
    let text = String::from_utf8(out).expect("a page is UTF-8");
    let Some((_, hints)) = text.split_once("\nHINTS\n") else {
        return Vec::new();
    };
    let hints = hints.split("\n\n").next().unwrap_or_default();
    let hints = hints.split("  • ").skip(1);
    hints
        .map(|hint| hint.split_whitespace().collect::<Vec<_>>().join(" "))
        .collect()
}

fn has(snapshot: &Snapshot, words: &str) -> bool {
    hints(snapshot).iter().any(|hint| hint.contains(words))
}

#[test]
fn slots_are_computed_from_the_items() {
    let mut snapshot = heaps::records();
    // 200,000 records of 5 items: 32 + 5 × 8 bytes, rounded up to 80.
    let saved = (36_800_000.0 - 200_000.0 * 80.0) / 1_048_576.0;
    assert!(has(&snapshot, &format!("about {saved:.1} MiB less")));
    snapshot.lines[0].types[0].items = None;
    assert!(!has(&snapshot, "__slots__"), "no items, no figure");
}

#[test]
fn tables_are_no_records() {
    let mut snapshot = heaps::records();
    snapshot.lines[0].types[0].items = Some(200_000 * 50);
    assert!(!has(&snapshot, "__slots__"));
    snapshot.lines[0].types[0].items = Some(1_000_000);
    snapshot.lines[0].types[0].live = Count::new(10, 36_800_000);
    assert!(!has(&snapshot, "__slots__"));
}

#[test]
fn collections_that_free_something_are_no_waste() {
    let mut snapshot = heaps::records();
    assert!(has(
        &snapshot,
        "Collections took 13 % of the run, looked at 658,000 objects and freed 164."
    ));
    snapshot.generations[2].collected = 100_000;
    assert!(!has(&snapshot, "Collections took"));
}

#[test]
fn a_peak_that_went_names_its_line() {
    let mut snapshot = heaps::records();
    assert!(!has(&snapshot, "gone at the end"));
    for row in &mut snapshot.types {
        row.live = Count::default();
    }
    for line in &mut snapshot.lines {
        line.live = Count::default();
        line.types.clear();
    }
    assert!(has(
        &snapshot,
        "made at a/rather/long/way/to/the/folder/of/examples/transactions.py:23."
    ));
}

#[test]
fn a_limit_far_away_is_not_mentioned() {
    let mut snapshot = heaps::records();
    assert!(has(&snapshot, "came to 94.9 % of its limit"));
    snapshot.program.limit = Some(1 << 30);
    assert!(!has(&snapshot, "limit"));
}

#[test]
fn an_empty_heap_has_no_hints() {
    assert_eq!(hints(&heaps::empty()), [""; 0]);
}
