//! The allocator's books at one moment, as records.

use allocator::{ARENA_SIZE, Kind, Stats};
use object::Heap;
use record::{Arena, ArenaBooks, Large, Moment, Pool, PoolKind, PoolState, SizeClass, Totals};

fn kind(kind: Kind) -> PoolKind {
    match kind {
        Kind::Collected => PoolKind::Collected,
        Kind::Object => PoolKind::Object,
        Kind::Buffer => PoolKind::Buffer,
    }
}

fn books(books: &allocator::ArenaBooks) -> ArenaBooks {
    ArenaBooks {
        live: books.live,
        free: books.free,
        virgin: books.virgin,
        headers: books.headers,
        waste: books.waste,
        free_pools: books.free_pools,
        untouched_pools: books.untouched_pools,
    }
}

/// What is known of the process around the heap, in bytes.
#[derive(Clone, Copy, Default, Debug)]
pub struct Process {
    /// What the system says that it has in memory.
    pub resident: u64,
    /// What the tracer takes of that.
    pub recorded: u64,
}

/// The heap now. `seconds` since the run began.
pub fn moment(heap: &Heap, seconds: f64, process: Process) -> Moment {
    let stats = heap.allocator.stats();
    Moment {
        seconds,
        identity: totals(&stats, process).identity(),
        arenas: arenas(heap, &stats),
        pools: pools(heap),
        size_classes: size_classes(&stats),
        large: Large {
            blocks: stats.large.count as u64,
            requested: stats.large.requested,
            rounding: stats.large.rounding,
            headers: stats.large.headers,
            slack: stats.large.slack,
            peak_bytes: stats.large.peak_charged,
        },
    }
}

fn totals(stats: &Stats, process: Process) -> Totals {
    let live_of = |wanted: Kind| {
        let rows = stats.shelves.iter().filter(|row| row.kind == wanted);
        rows.map(|row| row.live * row.size as u64).sum()
    };
    Totals {
        resident: process.resident,
        recorded: process.recorded,
        untouched: stats.books.untouched_pools,
        charged: stats.charged,
        arenas: stats.arenas.now as u64,
        arena_bytes: stats.arenas.now as u64 * ARENA_SIZE as u64,
        books: books(&stats.books),
        live_collected: live_of(Kind::Collected),
        live_objects: live_of(Kind::Object),
        live_buffers: live_of(Kind::Buffer),
        large_bytes: stats.large.charged,
        large_requested: stats.large.requested,
        large_rounding: stats.large.rounding,
        large_headers: stats.large.headers,
        large_slack: stats.large.slack,
        map_bytes: stats.map_bytes,
    }
}

fn arenas(heap: &Heap, _stats: &Stats) -> Vec<Arena> {
    let base = heap.allocator.base().as_ptr() as u64;
    let highest = heap.allocator.used_span() / ARENA_SIZE;
    (0..highest)
        .filter_map(|number| {
            let found = heap.allocator.arena_books(number)?;
            Some(Arena {
                number: number as u32,
                address: base + (number * ARENA_SIZE) as u64,
                bytes: ARENA_SIZE as u64,
                books: books(&found),
            })
        })
        .collect()
}

fn pools(heap: &Heap) -> Vec<Pool> {
    let in_arena = ARENA_SIZE / allocator::POOL_SIZE;
    let mapped: Vec<bool> = (0..heap.allocator.used_span() / ARENA_SIZE)
        .map(|number| heap.allocator.arena_books(number).is_some())
        .collect();
    (0..heap.allocator.pool_count())
        .filter(|index| mapped[index / in_arena])
        .map(|index| pool(heap, index, in_arena))
        .collect()
}

fn pool(heap: &Heap, index: usize, in_arena: usize) -> Pool {
    let (arena, number) = ((index / in_arena) as u32, (index % in_arena) as u32);
    let Some((pool_kind, class)) = heap.allocator.pool_tag(index) else {
        return Pool {
            arena,
            number,
            state: PoolState::Free,
            kind: None,
            block_bytes: 0,
            capacity: 0,
            live: 0,
        };
    };
    let block_bytes = (class as u32 + 1) * allocator::ALIGNMENT as u32;
    let capacity = (allocator::POOL_SIZE as u32 - 48) / block_bytes;
    let live = heap
        .allocator
        .live_bits(index)
        .map_or(0, |bits| bits.count() as u32);
    Pool {
        arena,
        number,
        state: if live == capacity {
            PoolState::Full
        } else {
            PoolState::Used
        },
        kind: Some(kind(pool_kind)),
        block_bytes,
        capacity,
        live,
    }
}

fn size_classes(stats: &Stats) -> Vec<SizeClass> {
    stats
        .shelves
        .iter()
        .filter(|row| row.requests > 0)
        .map(|row| SizeClass {
            kind: kind(row.kind),
            block_bytes: row.size as u32,
            pools: row.pools as u64,
            live_blocks: row.live,
            free_blocks: row.free,
            virgin_blocks: row.virgin,
            peak_blocks: row.peak_live,
            requests: row.requests,
            requested_bytes: row.requested_bytes,
        })
        .collect()
}
