//! Every invariant A1 … A12 broken on purpose: the audit must name it. These reach into the books, which nothing
//! outside the crate can.

use crate::block::FreeBlock;
use crate::{Allocator, Config, Kind};
use std::ptr::NonNull;

/// A heap with full pools, used pools, free pools, several arenas and a few large blocks.
fn heap(debug_fill: bool) -> (Allocator, Vec<NonNull<u8>>) {
    let heap = Allocator::new(Config {
        debug_fill,
        ..Config::default()
    })
    .unwrap();
    let mut blocks: Vec<_> = (0..30_000)
        .map(|i| heap.alloc(Kind::ALL[i % 3], 16 + i % 200).unwrap())
        .chain((0..5).map(|i| heap.alloc(Kind::Buffer, 1000 + i).unwrap()))
        .chain((0..40).map(|_| heap.alloc(Kind::Object, 512).unwrap()))
        .collect();
    for i in 0..4_000 {
        // SAFETY: the block is live and leaves the list.
        unsafe { heap.free(blocks.swap_remove(i * 5)) };
    }
    heap.check().unwrap();
    assert!(heap.stats().balances() && heap.arenas.now.get() > 2);
    (heap, blocks)
}

#[track_caller]
fn breaks(heap: &Allocator, rule: &str) {
    let why = heap.check().expect_err("the audit should see it");
    assert!(
        why.starts_with(&format!("{rule}:")),
        "{rule} was broken, the audit says: {why}"
    );
}

#[test]
fn a1_tag_of_another_shelf() {
    let (heap, _) = heap(false);
    heap.map.tags()[3].set(heap.map.tags()[3].get() % 96 + 1);
    breaks(&heap, "A1");
}

#[test]
fn a2_miscounted_blocks() {
    let (heap, _) = heap(false);
    let pool = heap.used_pools().nth(5).unwrap();
    pool.count.set(pool.count.get() + 1);
    breaks(&heap, "A2");
}

// With debug fill, so that under the sanitizer no free block is poisoned.
#[test]
fn a3_cycle_in_a_free_list() {
    let (heap, _) = heap(true);
    let pool = heap
        .used_pools()
        .find(|pool| pool.free_blocks() > 2)
        .unwrap();
    let first = pool.free.get();
    // SAFETY: the list has more than two blocks.
    unsafe { (*(*first).next).next = first };
    breaks(&heap, "A3");
}

#[test]
fn a3_link_into_another_pool() {
    let (heap, _) = heap(true);
    let pool = heap
        .used_pools()
        .find(|pool| pool.free_blocks() > 2)
        .unwrap();
    let astray = pool
        .start()
        .as_ptr()
        .wrapping_add(crate::POOL_SIZE + 64)
        .cast::<FreeBlock>();
    // SAFETY: the list is not empty.
    unsafe { (*pool.free.get()).next = astray };
    breaks(&heap, "A3");
}

#[test]
fn a4_carved_too_many() {
    let (heap, _) = heap(false);
    let arena = heap
        .map
        .arenas()
        .iter()
        .rfind(|arena| arena.is_mapped())
        .unwrap();
    arena.carved.set(arena.carved.get() + 1);
    breaks(&heap, "A4");
}

#[test]
fn a4_used_pool_on_the_free_list() {
    let (heap, _) = heap(false);
    heap.map.arenas()[0].free.set(heap.used_pool(0));
    breaks(&heap, "A4");
}

#[test]
fn a5_arena_in_no_list() {
    let (heap, _) = heap(false);
    let table = heap.map.arenas();
    heap.order.remove(table, heap.order.fullest().unwrap());
    breaks(&heap, "A5");
}

#[test]
fn a6_arena_miscounted() {
    let (heap, _) = heap(false);
    heap.arenas.now.set(heap.arenas.now.get() - 1);
    breaks(&heap, "A6");
}

#[test]
fn a7_large_header_overwritten() {
    let (heap, _) = heap(false);
    heap.large.iter().nth(2).unwrap().spoil();
    breaks(&heap, "A7");
}

#[test]
fn a8_charged_for_nothing() {
    let (heap, _) = heap(false);
    heap.meter.charge(16);
    breaks(&heap, "A8");
}

#[test]
fn a9_used_pool_off_its_shelf() {
    let (heap, _) = heap(false);
    let shelf = heap
        .shelves
        .iter()
        .find(|shelf| shelf.head.get().is_some())
        .unwrap();
    shelf.unlink(shelf.head.get().unwrap());
    breaks(&heap, "A9");
}

#[test]
fn a10_request_counted_twice() {
    let (heap, _) = heap(false);
    heap.shelves[1].count_request(20);
    breaks(&heap, "A10");
}

#[test]
fn a11_write_after_free() {
    let (heap, _) = heap(true);
    let block = heap.alloc(Kind::Object, 512).unwrap();
    // SAFETY: the block is live; the write after the free is the point, and its memory stays mapped.
    unsafe {
        heap.free(block);
        block.add(100).write(1);
    }
    breaks(&heap, "A11");
}

#[test]
fn a11_found_when_handed_out_again() {
    let (heap, _) = heap(true);
    let block = heap.alloc(Kind::Object, 512).unwrap();
    // SAFETY: as above.
    unsafe {
        heap.free(block);
        block.add(100).write(1);
    }
    assert_eq!(heap.alloc(Kind::Object, 512), Some(block));
    breaks(&heap, "A11");
    assert_eq!(heap.stats().damage, 1);
}

#[test]
fn a11_freed_twice() {
    let (heap, _) = heap(true);
    let block = heap.alloc(Kind::Object, 512).unwrap();
    // SAFETY: the second free is the point; debug fill refuses it.
    unsafe {
        heap.free(block);
        heap.free(block);
    }
    breaks(&heap, "A11");
}

#[test]
fn a12_block_lost_at_the_end() {
    let (heap, _) = heap(false);
    let pool = heap
        .used_pools()
        .find(|pool| pool.shelf_index() == 63 && !pool.has_virgin())
        .unwrap();
    pool.end.set(pool.end.get() - 16);
    breaks(&heap, "A12");
    assert!(!heap.stats().balances());
}
