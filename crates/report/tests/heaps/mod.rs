//! Snapshots made by hand: what a census would have found in heaps that never were.

use record::{
    Arena, ArenaBooks, Count, Generation, Graph, Large, LineRow, Moment, Pool, PoolKind, PoolState,
    Program, SizeClass, Snapshot, Totals, TypeRow, TypeShare, VERSION,
};

const ARENA: u64 = 1 << 20;

fn books(arenas: u64) -> ArenaBooks {
    let books = ArenaBooks {
        live: 900_000,
        free: 60_000,
        virgin: 33_616,
        headers: 3_072,
        waste: 2_736,
        free_pools: 32_768,
        untouched_pools: 16_384,
    };
    let mut all = ArenaBooks::default();
    (0..arenas).for_each(|_| all.add(&books));
    all
}

fn moment(seconds: f64, arenas: u64) -> Moment {
    let books_of_all = books(arenas);
    let live = books_of_all.live;
    let totals = Totals {
        resident: arenas * ARENA + 7_000_000,
        untouched: 200_000,
        charged: arenas * ARENA + 1_200_128,
        arenas,
        arena_bytes: arenas * ARENA,
        books: books_of_all,
        live_collected: live / 2,
        live_objects: live / 4,
        live_buffers: live - live / 2 - live / 4,
        large_bytes: 1_200_128,
        large_requested: 1_199_000,
        large_rounding: 1_000,
        large_headers: 128,
        large_slack: 12_000,
        map_bytes: 81_920,
        recorded: 2_000_000,
    };
    let numbers = 0..u32::try_from(arenas).expect("few arenas");
    Moment {
        seconds,
        identity: totals.identity(),
        arenas: numbers.clone().map(arena).collect(),
        pools: numbers.flat_map(pools).collect(),
        size_classes: classes(arenas),
        large: Large {
            blocks: 3,
            requested: 1_199_000,
            rounding: 1_000,
            headers: 128,
            slack: 12_000,
            peak_bytes: 2_000_000,
        },
    }
}

fn arena(number: u32) -> Arena {
    Arena {
        number,
        address: 0x7f00_0000_0000 + u64::from(number) * ARENA,
        bytes: ARENA,
        books: books(1),
    }
}

/// All arenas but each ninth look the same.
fn pools(arena: u32) -> Vec<Pool> {
    let odd = arena.is_multiple_of(9);
    let pool = |number: u32| {
        let (state, live) = match number {
            62 => (PoolState::Free, 0),
            63 => (PoolState::Virgin, 0),
            n if odd && n > 40 => (PoolState::Used, (63 - n) * 10),
            n if n % 16 == 5 => (PoolState::Used, 3),
            _ => (PoolState::Full, 254),
        };
        let kind = [PoolKind::Collected, PoolKind::Object, PoolKind::Buffer][number as usize / 22];
        let used = matches!(state, PoolState::Used | PoolState::Full);
        Pool {
            arena,
            number,
            state,
            kind: used.then_some(kind),
            block_bytes: if used { 64 } else { 0 },
            capacity: if used { 254 } else { 0 },
            live,
        }
    };
    (0..64).map(pool).collect()
}

fn classes(arenas: u64) -> Vec<SizeClass> {
    let class = |kind: PoolKind, block_bytes: u32, pools: u64, live: u64, free: u64| SizeClass {
        kind,
        block_bytes,
        pools: pools * arenas,
        live_blocks: live * arenas,
        free_blocks: free * arenas,
        virgin_blocks: arenas,
        peak_blocks: (live + free) * arenas,
        requests: live * 2 * arenas,
        requested_bytes: live * 2 * arenas * u64::from(block_bytes) * 31 / 32,
    };
    vec![
        class(PoolKind::Collected, 32, 10, 5_000, 100),
        class(PoolKind::Object, 32, 2, 1_000, 10),
        class(PoolKind::Collected, 64, 50, 11_000, 1_700),
        class(PoolKind::Buffer, 512, 1, 2, 29),
    ]
}

fn type_row(name: &str, live: (u64, u64), peak: (u64, u64)) -> TypeRow {
    TypeRow {
        name: name.to_owned(),
        live: Count::new(live.0, live.1),
        peak: Count::new(peak.0, peak.1),
    }
}

fn line(number: u32, source: &str, live: u64, peak: u64, types: Vec<TypeShare>) -> LineRow {
    LineRow {
        file: "a/rather/long/way/to/the/folder/of/examples/transactions.py".to_owned(),
        line: number,
        source: Some(source.to_owned()),
        live: Count::new(live / 90, live),
        peak: Count::new(peak / 90, peak),
        types,
    }
}

fn generation(number: u32, runs: u64, seconds: f64) -> Generation {
    Generation {
        number,
        objects: 66_000,
        runs,
        seconds,
        examined: runs * 2_000,
        collected: runs / 2,
        uncollectable: 0,
        freed_bytes: runs * 40,
    }
}

/// Two hundred thousand dicts, and what came with them.
pub fn records() -> Snapshot {
    let dicts = TypeShare {
        type_name: "dict".to_owned(),
        live: Count::new(200_000, 36_800_000),
        items: Some(1_000_000),
    };
    let mut types = vec![
        type_row("dict", (200_100, 36_900_000), (200_100, 36_900_000)),
        type_row("str", (210_000, 12_000_000), (410_000, 23_000_000)),
        type_row("int", (300_000, 8_400_000), (300_500, 8_414_000)),
        type_row("__main__.Account", (20, 1_120), (20, 1_120)),
    ];
    types.extend((0..12).map(|n| type_row(&format!("type{n}"), (n, n * 64), (n, n * 64))));
    let mut snapshot = Snapshot {
        version: VERSION,
        program: Program {
            name: "examples/transactions.py".to_owned(),
            arguments: vec!["--all".to_owned()],
            seconds: 1.25,
            limit: Some(96 << 20),
            peak_charged: 95_571_968,
            peak_resident: 101_371_840,
            status: 0,
        },
        end: moment(1.25, 60),
        peak: Some(moment(0.9, 90)),
        types,
        lines: vec![
            line(23, "yield {", 36_800_000, 36_800_000, vec![dicts]),
            line(
                28,
                "\"memo\": \"order %d\" % number,",
                12_000_000,
                22_000_000,
                Vec::new(),
            ),
            line(0, "", 400, 800, Vec::new()),
        ],
        generations: vec![
            generation(0, 300, 0.02),
            generation(1, 27, 0.03),
            generation(2, 2, 0.11),
        ],
        audit: Vec::new(),
        graph: Graph::default(),
    };
    snapshot.sort();
    snapshot
}

/// A program that did nothing, in a heap that has nothing.
pub fn empty() -> Snapshot {
    let totals = Totals {
        resident: 4_000_000,
        ..Totals::default()
    };
    Snapshot {
        version: VERSION,
        program: Program {
            name: "-c".to_owned(),
            seconds: 0.004,
            ..Program::default()
        },
        end: Moment {
            seconds: 0.004,
            identity: totals.identity(),
            arenas: Vec::new(),
            pools: Vec::new(),
            size_classes: Vec::new(),
            large: Large::default(),
        },
        peak: None,
        types: Vec::new(),
        lines: Vec::new(),
        generations: Vec::new(),
        audit: Vec::new(),
        graph: Graph::default(),
    }
}
