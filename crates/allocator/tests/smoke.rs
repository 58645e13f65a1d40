//! The contract at a glance: blocks come, grow, go, and the books agree throughout.

use allocator::{Allocator, Config, Kind, Place};

#[test]
fn blocks_come_and_go() {
    let heap = Allocator::new(Config::default()).unwrap();
    let mut blocks = Vec::new();
    for round in 0..3 {
        for i in 0..60_000usize {
            let size = i % 700;
            blocks.push((heap.alloc(Kind::ALL[i % 3], size).unwrap(), size));
            if i % 3 == 0 {
                let (ptr, size) = blocks.swap_remove(i * 7 % blocks.len());
                // SAFETY: the block is live and was just forgotten here.
                unsafe { assert!(heap.block_size(ptr) >= size) };
                // SAFETY: as above, and nothing uses it after this.
                // SAFETY: as above.
                unsafe { heap.free(ptr) };
            }
        }
        let report = heap.check().unwrap();
        assert_eq!(
            report.live_blocks + report.large_blocks,
            blocks.len(),
            "round {round}"
        );
        assert!(heap.stats().balances());
    }
    for (ptr, _) in blocks.drain(..) {
        // SAFETY: live.
        unsafe { heap.free(ptr) };
    }
    let report = heap.check().unwrap();
    assert_eq!((report.live_blocks, report.large_blocks), (0, 0));
    assert!(report.arenas <= 1);
}

#[test]
fn places_are_told() {
    let heap = Allocator::new(Config::default()).unwrap();
    let small = heap.alloc(Kind::Object, 40).unwrap();
    let large = heap.alloc(Kind::Collected, 4000).unwrap();
    let at = heap.contains(small.addr().get() + 5);
    assert!(matches!(
        at,
        Place::Pool {
            arena: 0,
            pool: 0,
            block: 0,
            offset: 5,
            kind: Kind::Object,
            class: 2,
            is_start: false,
            is_live: true
        }
    ));
    assert!(matches!(
        heap.contains(large.addr().get()),
        Place::Large {
            size: 4000,
            kind: Kind::Collected,
            ..
        }
    ));
    assert_eq!(heap.contains(16), Place::Outside);
    let mut found = Vec::new();
    heap.for_each_live(&mut |block| found.push(block.ptr));
    assert_eq!(found, [small, large]);
}
