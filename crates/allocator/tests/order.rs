//! Blocks come out in CPython's order: the same requests and frees as `data/record.py` made of a real CPython
//! 3.13 get the same pool and block every time.

use allocator::{Allocator, Config, Kind, Place};
use std::collections::HashMap;
use std::ptr::NonNull;

fn place(heap: &Allocator, pools: &mut HashMap<(u32, u32), usize>, block: NonNull<u8>) -> String {
    let Place::Pool {
        arena,
        pool,
        block,
        is_start: true,
        is_live: true,
        ..
    } = heap.contains(block.addr().get())
    else {
        panic!("{block:p} is no live pool block");
    };
    let new = pools.len();
    format!("{}.{block}", pools.entry((arena, pool)).or_insert(new))
}

fn follow(size: usize, mut seed: u64, most: usize, oracle: &str) {
    let heap = Allocator::new(Config::default()).unwrap();
    let mut pools = HashMap::new();
    let mut live = vec![heap.alloc(Kind::Object, size).unwrap()];
    let mut places = vec![place(&heap, &mut pools, live[0])];
    let mut growing = true;
    let expected: Vec<&str> = oracle.split_whitespace().collect();
    while places.len() < expected.len() {
        seed = seed
            .wrapping_mul(6364136223846793005)
            .wrapping_add(1442695040888963407);
        let value = (seed >> 33) as usize;
        if live.is_empty() || (live.len() < most && value & 7 < if growing { 5 } else { 3 }) {
            let block = heap.alloc(Kind::Object, size).unwrap();
            places.push(place(&heap, &mut pools, block));
            assert_eq!(
                places.last().unwrap(),
                expected[places.len() - 1],
                "request {}",
                places.len()
            );
            live.push(block);
            growing &= live.len() < most;
        } else {
            let at = (value >> 3) % live.len();
            // SAFETY: the block is live and leaves the list.
            unsafe { heap.free(live.swap_remove(at)) };
            growing |= live.len() <= 2;
        }
    }
    heap.check().unwrap();
}

#[test]
fn blocks_of_496_bytes() {
    follow(496, 1, 400, include_str!("data/pymalloc_496_1_400.txt"));
    follow(496, 2, 400, include_str!("data/pymalloc_496_2_400.txt"));
}

#[test]
fn blocks_of_440_bytes() {
    follow(440, 7, 500, include_str!("data/pymalloc_440_7_500.txt"));
}

#[test]
fn blocks_of_328_bytes() {
    follow(328, 7, 500, include_str!("data/pymalloc_328_7_500.txt"));
}

#[test]
fn blocks_of_112_bytes() {
    follow(112, 5, 900, include_str!("data/pymalloc_112_5_900.txt"));
}
