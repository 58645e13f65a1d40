//! What a program can rely on: reuse order, arenas that go back, the limit, planned faults, resizing.

use allocator::{
    ARENA_SIZE, Allocator, Config, Kind, LARGE_HEADER, POOL_SIZE, POOLS_PER_ARENA, Place, Verdict,
    class,
};
use std::ptr::NonNull;

const LIMITLESS: Config = Config {
    limit: None,
    debug_fill: false,
    reserve: 64 << 30,
    huge_pages: true,
};

fn heap(config: Config) -> Allocator {
    Allocator::new(config).unwrap()
}

fn fill_pool(heap: &Allocator, size: usize) -> Vec<NonNull<u8>> {
    let n = class::capacity(class::class_of(size));
    (0..n)
        .map(|_| heap.alloc(Kind::Object, size).unwrap())
        .collect()
}

fn free_all(heap: &Allocator, blocks: impl IntoIterator<Item = NonNull<u8>>) {
    for block in blocks {
        // SAFETY: the tests free each block once.
        unsafe { heap.free(block) };
    }
}

/// As many blocks of 512 bytes as fill this many arenas.
fn fill_arenas(heap: &Allocator, n: usize) -> Vec<NonNull<u8>> {
    (0..n * POOLS_PER_ARENA)
        .flat_map(|_| fill_pool(heap, 512))
        .collect()
}

#[test]
fn the_last_block_freed_is_the_next_one_given() {
    let heap = heap(LIMITLESS);
    let blocks = fill_pool(&heap, 64);
    free_all(&heap, [blocks[3], blocks[7], blocks[1]]);
    let again: Vec<_> = (0..3)
        .map(|_| heap.alloc(Kind::Object, 50).unwrap())
        .collect();
    assert_eq!(again, [blocks[1], blocks[7], blocks[3]]);
}

#[test]
fn a_full_pool_that_frees_serves_next() {
    let heap = heap(LIMITLESS);
    let (first, second) = (fill_pool(&heap, 100), fill_pool(&heap, 100));
    let third = heap.alloc(Kind::Object, 100).unwrap();
    free_all(&heap, [first[9], second[5]]);
    assert_eq!(heap.alloc(Kind::Object, 100), Some(second[5]));
    assert_eq!(heap.alloc(Kind::Object, 100), Some(first[9]));
    assert_eq!(
        heap.alloc(Kind::Object, 100).unwrap().addr().get(),
        third.addr().get() + 112
    );
    heap.check().unwrap();
}

#[test]
fn an_emptied_pool_keeps_its_order_for_its_own_class() {
    let heap = heap(LIMITLESS);
    let blocks: Vec<_> = (0..4)
        .map(|_| heap.alloc(Kind::Object, 496).unwrap())
        .collect();
    free_all(&heap, [blocks[1], blocks[0], blocks[3], blocks[2]]);
    let again: Vec<_> = (0..4)
        .map(|_| heap.alloc(Kind::Object, 496).unwrap())
        .collect();
    assert_eq!(again, [blocks[2], blocks[3], blocks[0], blocks[1]]);
}

#[test]
fn kinds_share_no_pool() {
    let heap = heap(LIMITLESS);
    let pools: Vec<_> = Kind::ALL
        .iter()
        .map(|&kind| heap.alloc(kind, 32).unwrap().addr().get() / POOL_SIZE)
        .collect();
    assert_eq!(pools, [pools[0], pools[0] + 1, pools[0] + 2]);
    let base = heap.base().addr().get() / POOL_SIZE;
    assert_eq!(heap.pool_tag(pools[0] - base), Some((Kind::Collected, 1)));
    assert!(
        heap.in_collected_pool(pools[0] * POOL_SIZE)
            && !heap.in_collected_pool(pools[1] * POOL_SIZE)
    );
}

#[test]
fn no_small_power_of_two_straddles_a_line() {
    let heap = heap(LIMITLESS);
    for size in [32, 64] {
        for block in fill_pool(&heap, size) {
            let at = block.addr().get();
            assert_eq!(at / 64, (at + size - 1) / 64);
        }
    }
}

#[test]
fn empty_arenas_go_back_and_the_lowest_comes_first() {
    let heap = heap(LIMITLESS);
    let blocks = fill_arenas(&heap, 4);
    assert_eq!(heap.charged(), 4 * ARENA_SIZE);
    let (low, rest) = blocks.split_at(blocks.len() / 4);
    let keep = rest[0];
    free_all(&heap, low.iter().copied());
    free_all(&heap, rest[1..].iter().copied());
    heap.check().unwrap();
    let stats = heap.stats();
    assert!(heap.charged() <= 2 * ARENA_SIZE, "{} stay", heap.charged());
    assert_eq!(
        stats.arenas.mapped - stats.arenas.returned,
        stats.arenas.now as u64
    );
    assert_eq!(
        (stats.arenas.peak, stats.peak_charged),
        (4, 4 * ARENA_SIZE as u64)
    );
    free_all(&heap, [keep]);
    heap.trim();
    assert_eq!(heap.charged(), 0);
    let Place::Pool { arena, .. } =
        heap.contains(heap.alloc(Kind::Buffer, 8).unwrap().addr().get())
    else {
        panic!("a block of 8 bytes lies in a pool")
    };
    assert_eq!(arena, 0);
}

#[test]
fn the_fullest_arena_is_used_first() {
    let heap = heap(LIMITLESS);
    let blocks = fill_arenas(&heap, 2);
    let pool = |n: usize| blocks[n * 31..(n + 1) * 31].iter().copied();
    free_all(&heap, (0..3).flat_map(pool));
    free_all(&heap, pool(POOLS_PER_ARENA));
    // Another class must take a whole pool: the second arena has one to give, the first three.
    let block = heap.alloc(Kind::Object, 96).unwrap();
    assert!(matches!(
        heap.contains(block.addr().get()),
        Place::Pool {
            arena: 1,
            pool: 0,
            ..
        }
    ));
}

#[test]
fn memory_that_went_back_comes_again_as_zeros() {
    let heap = heap(LIMITLESS);
    let blocks = fill_arenas(&heap, 1);
    // SAFETY: every block has 512 bytes.
    blocks
        .iter()
        .for_each(|block| unsafe { block.write_bytes(7, 512) });
    free_all(&heap, blocks);
    assert_eq!(heap.trim(), ARENA_SIZE);
    let block = heap.alloc(Kind::Object, 500).unwrap();
    // SAFETY: the block has 512 bytes, and the system's pages hold zeros behind the link.
    let bytes = unsafe { block.add(16).cast::<[u8; 400]>().read() };
    assert_eq!(bytes, [0; 400]);
}

#[test]
fn the_limit_is_exact() {
    let large = 10_000usize;
    let charge = LARGE_HEADER + large.next_multiple_of(16);
    let heap = heap(Config {
        limit: Some(ARENA_SIZE + 2 * charge),
        ..LIMITLESS
    });
    assert!(heap.alloc(Kind::Object, 16).is_some());
    let first = heap.alloc(Kind::Buffer, large).unwrap();
    assert!(heap.alloc(Kind::Buffer, large + 1).is_none());
    assert!(heap.alloc(Kind::Buffer, large).is_some());
    assert_eq!(heap.charged(), ARENA_SIZE + 2 * charge);
    assert!(heap.alloc(Kind::Buffer, 513).is_none());
    // SAFETY: the block is live; it stays where it is on None.
    assert!(unsafe { heap.realloc(first, Kind::Buffer, large + 1) }.is_none());
    // SAFETY: as above; a shrink needs no room.
    let first = unsafe { heap.realloc(first, Kind::Buffer, large - 100) }.unwrap();
    heap.set_limit(Some(0));
    assert!(
        heap.alloc(Kind::Object, 16).is_some(),
        "the arena is paid for"
    );
    assert!(heap.alloc(Kind::Buffer, 600).is_none());
    heap.set_limit(None);
    // SAFETY: as above.
    let first = unsafe { heap.realloc(first, Kind::Buffer, 1 << 20) }.unwrap();
    free_all(&heap, [first]);
    heap.check().unwrap();
}

#[test]
fn an_arena_is_refused_by_the_limit() {
    let heap = heap(Config {
        limit: Some(2 * ARENA_SIZE - 1),
        ..LIMITLESS
    });
    let mut n = 0;
    while heap.alloc(Kind::Collected, 512).is_some() {
        n += 1;
    }
    assert_eq!(n, POOLS_PER_ARENA * 31);
    heap.check().unwrap();
}

#[test]
fn a_shelf_that_found_no_pool_takes_its_full_one_back() {
    let heap = heap(Config {
        limit: Some(ARENA_SIZE),
        ..LIMITLESS
    });
    for emptied in [false, true] {
        let pools: Vec<_> = (0..POOLS_PER_ARENA)
            .map(|_| fill_pool(&heap, 512))
            .collect();
        assert_eq!(heap.alloc(Kind::Object, 512), None);
        let last = pools.last().unwrap();
        let freed = if emptied { &last[..] } else { &last[..1] };
        free_all(&heap, freed.iter().copied());
        heap.check().unwrap();
        let again: Vec<_> = freed
            .iter()
            .map(|_| heap.alloc(Kind::Object, 512).unwrap())
            .collect();
        heap.check().unwrap();
        free_all(&heap, again);
        let kept = last.iter().filter(|block| !freed.contains(block));
        free_all(&heap, kept.copied());
        let others = pools[..POOLS_PER_ARENA - 1].iter().flatten();
        free_all(&heap, others.copied());
        heap.check().unwrap();
    }
}

#[test]
fn an_empty_arena_makes_room_for_a_large_block() {
    let heap = heap(Config {
        limit: Some(ARENA_SIZE + 4096),
        ..LIMITLESS
    });
    let block = heap.alloc(Kind::Object, 10).unwrap();
    assert!(heap.alloc(Kind::Buffer, ARENA_SIZE).is_none());
    free_all(&heap, [block]);
    assert!(heap.alloc(Kind::Buffer, ARENA_SIZE).is_some());
}

#[test]
fn impossible_sizes_are_refused() {
    let heap = heap(LIMITLESS);
    for size in [usize::MAX, usize::MAX - 40, isize::MAX as usize, 1 << 60] {
        assert!(heap.alloc(Kind::Buffer, size).is_none());
        assert!(heap.alloc_zeroed(Kind::Buffer, size).is_none());
        for start in [100, 1000] {
            let block = heap.alloc(Kind::Buffer, start).unwrap();
            // SAFETY: the block is live and stays so on None.
            assert!(unsafe { heap.realloc(block, Kind::Buffer, size) }.is_none());
        }
    }
    heap.check().unwrap();
}

#[test]
fn a_small_reservation_runs_out() {
    let heap = heap(Config {
        reserve: 2 * ARENA_SIZE,
        ..LIMITLESS
    });
    let blocks = fill_arenas(&heap, 2);
    assert!(heap.alloc(Kind::Object, 16).is_none());
    assert!(heap.alloc(Kind::Object, 1024).is_some());
    free_all(&heap, blocks[..31].iter().copied());
    assert!(heap.alloc(Kind::Object, 16).is_some());
    heap.check().unwrap();
}

#[test]
fn the_nth_request_fails_once() {
    for n in 1..=40u64 {
        let heap = heap(LIMITLESS);
        heap.fail_after(Some(n));
        let failed: Vec<_> = (1..=50)
            .filter(|i| {
                heap.alloc(Kind::Object, if i % 2 == 0 { 40 } else { 4000 })
                    .is_none()
            })
            .collect();
        assert_eq!(failed, [n]);
        assert_eq!(heap.faults(), 1);
        heap.check().unwrap();
    }
}

#[test]
fn a_judge_serves_a_request_or_fails_it_and_plans_the_next() {
    let heap = heap(LIMITLESS);
    let mut verdicts = vec![
        Verdict::Fail,
        Verdict::Serve(Some(2)),
        Verdict::Serve(Some(1)),
    ];
    let judge = move || verdicts.pop().unwrap_or(Verdict::Fail);
    heap.judge_faults(Some(Box::new(judge)));
    heap.fail_after(Some(3));
    let given: Vec<_> = (1..=8)
        .map(|_| heap.alloc(Kind::Object, 40).is_some())
        .collect();
    // The third and the fourth are served, the sixth isn't, and nobody is asked again.
    let expected = [true, true, true, true, true, false, true, true];
    assert_eq!(given, expected);
    assert_eq!((heap.faults(), heap.requests_to_fault()), (1, 0));
    heap.check().unwrap();
}

#[test]
fn every_request_from_the_nth_fails() {
    let heap = heap(LIMITLESS);
    let old = heap.alloc(Kind::Object, 40).unwrap();
    heap.fail_from(Some(3));
    let given: Vec<_> = (1..=6)
        .map(|_| heap.alloc(Kind::Object, 40).is_some())
        .collect();
    assert_eq!(given, [true, true, false, false, false, false]);
    // SAFETY: the block is live; on None it stays so.
    assert!(unsafe { heap.realloc(old, Kind::Object, 400) }.is_none());
    // SAFETY: as above; a shrink fails too when a fault is planned.
    assert!(unsafe { heap.realloc(old, Kind::Object, 8) }.is_none());
    heap.fail_from(None);
    assert!(heap.alloc(Kind::Object, 40).is_some());
    assert_eq!(heap.faults(), 6);
    heap.check().unwrap();
}

#[test]
fn a_resize_stays_in_its_block_while_three_quarters_are_used() {
    let heap = heap(LIMITLESS);
    let block = heap.alloc(Kind::Buffer, 400).unwrap();
    // SAFETY: only the pointer that came back last is used.
    unsafe {
        assert_eq!(heap.realloc(block, Kind::Buffer, 301), Some(block));
        assert_ne!(heap.realloc(block, Kind::Buffer, 300), Some(block));
    }
    assert_eq!(heap.blocks_in_use(), 1);
}

#[test]
fn large_blocks_carry_a_mark() {
    let heap = heap(LIMITLESS);
    let block = heap.alloc(Kind::Collected, 800).unwrap();
    // SAFETY: the block is live and large; on Some only the new pointer is used.
    unsafe {
        assert_eq!(heap.large_mark(block).get(), 0);
        heap.large_mark(block).set(3);
        let moved = heap.realloc(block, Kind::Collected, 500_000).unwrap();
        assert_eq!(heap.large_mark(moved).get(), 3);
    }
}

#[test]
fn a_heap_moves_between_threads() {
    let heap = heap(LIMITLESS);
    let block = heap.alloc(Kind::Object, 64).unwrap().addr();
    let heap = std::thread::spawn(move || {
        let block = NonNull::new(std::ptr::with_exposed_provenance_mut(block.get())).unwrap();
        // SAFETY: the block came with its heap.
        unsafe { heap.free(block) };
        heap
    });
    assert_eq!(heap.join().unwrap().check().unwrap().live_blocks, 0);
}

#[test]
fn counters_tell_requests_peaks_and_sizes() {
    let heap = heap(LIMITLESS);
    let blocks: Vec<_> = (0..100)
        .map(|_| heap.alloc(Kind::Collected, 60).unwrap())
        .collect();
    free_all(&heap, blocks[..90].iter().copied());
    free_all(&heap, [heap.alloc(Kind::Collected, 50).unwrap()]);
    let large = heap.alloc(Kind::Buffer, 1001).unwrap();
    let stats = heap.stats();
    let row = stats
        .shelves
        .iter()
        .find(|row| row.kind == Kind::Collected && row.size == 64)
        .unwrap();
    assert_eq!((row.live, row.peak_live, row.requests), (10, 100, 101));
    assert_eq!((row.requested_bytes, row.rounded_bytes), (6050, 6464));
    assert_eq!((row.pools, row.live + row.free + row.virgin), (1, 255));
    assert_eq!(
        (
            stats.large.requested,
            stats.large.rounding,
            stats.large.headers
        ),
        (1001, 7, 32)
    );
    assert_eq!(stats.books.live, 640);
    assert!(stats.balances());
    free_all(&heap, [large]);
    assert_eq!(
        (heap.stats().large.charged, heap.stats().large.peak_charged),
        (0, 1040)
    );
}

#[test]
fn an_empty_heap_costs_addresses_only() {
    let heap = heap(LIMITLESS);
    let stats = heap.stats();
    assert_eq!(
        (
            stats.charged,
            stats.books.total(),
            stats.arenas.mapped,
            stats.map_bytes
        ),
        (0, 0, 0, 0)
    );
}
