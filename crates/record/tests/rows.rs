//! The rows' own promises: sums that are checked, an order that depends on contents alone, labels, versions.

use record::{
    Amount, ArenaBooks, Count, Gap, Graph, Identity, Label, Large, LineRow, Moment, PoolKind,
    Program, SizeClass, Snapshot, Totals, TypeRow, VERSION,
};

fn totals() -> Totals {
    Totals {
        resident: 3_000_000,
        untouched: 500_000,
        charged: 1_948_576,
        arenas: 1,
        arena_bytes: 1_048_576,
        books: ArenaBooks {
            live: 700_000,
            free: 100_000,
            virgin: 80_736,
            headers: 3_000,
            waste: 1_000,
            free_pools: 32_768,
            untouched_pools: 131_072,
        },
        live_collected: 400_000,
        live_objects: 210_000,
        live_buffers: 90_000,
        large_bytes: 900_000,
        large_requested: 880_000,
        large_rounding: 16_000,
        large_headers: 4_000,
        large_slack: 1_424,
        map_bytes: 50_000,
        recorded: 400_000,
    }
}

#[test]
fn honest_totals_sum() {
    let identity = totals().identity();
    assert_eq!(identity.check(), []);
    assert_eq!(identity.root.bytes, 3_500_000);
    assert_eq!(identity.bytes("outside"), 1_500_000);
    assert_eq!(
        (identity.bytes("recorded"), identity.bytes("runtime")),
        (400_000, 1_100_000)
    );
    assert_eq!(identity.bytes("free_pools"), 32_768);
}

#[test]
fn each_fault_shows_where_it_is() {
    let mut wrong = totals();
    wrong.live_buffers += 16;
    let gaps = wrong.identity().check();
    let gap = Gap {
        path: "held/heap/arenas/live".to_owned(),
        stated: 700_000,
        parts: 700_016,
    };
    assert_eq!(gaps, [gap]);

    let mut wrong = totals();
    wrong.books.virgin -= 1;
    wrong.large_bytes += 1;
    wrong.large_headers += 1;
    let paths: Vec<String> = wrong
        .identity()
        .check()
        .into_iter()
        .map(|gap| gap.path)
        .collect();
    assert_eq!(paths, ["held/heap", "held/heap/arenas"]);
}

#[test]
fn a_remainder_never_goes_below_nothing() {
    let mut small = totals();
    small.resident = 0;
    small.untouched = 0;
    let identity = small.identity();
    assert_eq!(identity.check(), []);
    assert_eq!(identity.bytes("outside"), 0);
}

#[test]
fn labels_read_as_places() {
    let block = Label::Block {
        arena: 2,
        pool: 7,
        block: 31,
    };
    assert_eq!(block.to_string(), "arena 2 / pool 7 / block 31");
    assert_eq!(Label::Large { large: 4 }.to_string(), "large block 4");
}

fn type_row(name: &str, bytes: u64) -> TypeRow {
    TypeRow {
        name: name.to_owned(),
        live: Count::new(1, bytes),
        peak: Count::default(),
    }
}

fn line_row(file: &str, line: u32, bytes: u64) -> LineRow {
    LineRow {
        file: file.to_owned(),
        line,
        source: None,
        live: Count::new(1, bytes),
        peak: Count::default(),
        types: Vec::new(),
    }
}

fn snapshot() -> Snapshot {
    let class = |block_bytes| SizeClass::unused(PoolKind::Object, block_bytes);
    Snapshot {
        version: VERSION,
        program: Program::default(),
        end: Moment {
            seconds: 1.0,
            identity: Identity {
                root: Amount::new("held", "held", 0),
            },
            arenas: Vec::new(),
            pools: Vec::new(),
            size_classes: vec![class(64), class(16)],
            large: Large::default(),
        },
        peak: None,
        types: vec![
            type_row("str", 10),
            type_row("dict", 90),
            type_row("list", 10),
        ],
        lines: vec![
            line_row("b.py", 2, 5),
            line_row("b.py", 1, 5),
            line_row("a.py", 9, 5),
        ],
        generations: Vec::new(),
        audit: Vec::new(),
        graph: Graph::default(),
    }
}

#[test]
fn order_depends_on_contents_alone() {
    let mut one = snapshot();
    let mut other = snapshot();
    other.types.reverse();
    other.lines.rotate_left(1);
    other.end.size_classes.reverse();
    one.sort();
    other.sort();
    assert_eq!(one, other);
    let names: Vec<&str> = one.types.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(names, ["dict", "list", "str"]);
    let lines: Vec<(&str, u32)> = one
        .lines
        .iter()
        .map(|row| (row.file.as_str(), row.line))
        .collect();
    assert_eq!(lines, [("a.py", 9), ("b.py", 1), ("b.py", 2)]);
}

#[test]
fn another_version_is_refused() {
    let mut old = snapshot();
    assert_eq!(old.readable(), Ok(()));
    old.version = VERSION + 1;
    let why = old
        .readable()
        .expect_err("a version that isn't this one")
        .to_string();
    assert_eq!(
        why,
        "the snapshot has version 2, this program reads version 1"
    );
}
