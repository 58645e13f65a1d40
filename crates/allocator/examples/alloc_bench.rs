//! Nanoseconds for an alloc/free pair, beside the C library's `malloc`.
//!
//! `cargo run --release -p pellucid-allocator --example alloc_bench`
//!
//! pair: alloc and free at once, with other blocks of its size about. lone: the same with none. window: the oldest of 1,000 live blocks goes for each new one. random: a random
//! one of 200,000 goes. grow: 2 M blocks come, then all go. Sizes: 64, or 16 … 512 drawn with a preference for
//! small ones, as objects have them.

use allocator::{Allocator, Config, Kind};
use std::hint::black_box;
use std::ptr::NonNull;
use std::time::Instant;

trait Source {
    fn get(&self, size: usize) -> NonNull<u8>;
    fn put(&self, ptr: NonNull<u8>);
}

impl Source for Allocator {
    #[inline(always)]
    fn get(&self, size: usize) -> NonNull<u8> {
        self.alloc(Kind::Object, size).expect("memory")
    }
    #[inline(always)]
    fn put(&self, ptr: NonNull<u8>) {
        // SAFETY: the benchmark frees each block once.
        unsafe { self.free(ptr) }
    }
}

struct Libc;

impl Source for Libc {
    #[inline(always)]
    fn get(&self, size: usize) -> NonNull<u8> {
        // SAFETY: a plain request.
        NonNull::new(unsafe { libc::malloc(size) }.cast()).expect("memory")
    }
    #[inline(always)]
    fn put(&self, ptr: NonNull<u8>) {
        // SAFETY: the benchmark frees each block once.
        unsafe { libc::free(ptr.as_ptr().cast()) }
    }
}

/// A block as a program would use it: its first word written.
#[inline(always)]
fn made(source: &impl Source, size: usize) -> NonNull<u8> {
    let block = source.get(size);
    // SAFETY: at least 16 bytes.
    unsafe { block.cast::<usize>().write(size) };
    black_box(block)
}

struct Random(u64);

impl Random {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize
    }
}

fn sizes(mixed: bool) -> Vec<u16> {
    let mut random = Random(88172645463325252);
    let draw = |r: &mut Random| {
        if !r.next().is_multiple_of(4) {
            16 + r.next() % 81
        } else {
            16 + r.next() % 497
        }
    };
    (0..1 << 16)
        .map(|_| if mixed { draw(&mut random) as u16 } else { 64 })
        .collect()
}

fn lone<S: Source>(source: &S, sizes: &[u16], n: usize) {
    for i in 0..n {
        source.put(made(source, sizes[i & 0xffff] as usize));
    }
}

fn pair<S: Source>(source: &S, sizes: &[u16], n: usize) {
    let others: Vec<_> = (1..=32).map(|class| made(source, class * 16)).collect();
    lone(source, sizes, n);
    others.into_iter().for_each(|block| source.put(block));
}

fn window<S: Source>(source: &S, sizes: &[u16], n: usize) {
    let mut live: Vec<_> = (0..1000).map(|i| made(source, sizes[i] as usize)).collect();
    for i in 0..n {
        let slot = &mut live[i % 1000];
        source.put(*slot);
        *slot = made(source, sizes[i & 0xffff] as usize);
    }
    live.into_iter().for_each(|block| source.put(block));
}

fn random<S: Source>(source: &S, sizes: &[u16], n: usize) {
    let mut random = Random(42);
    let mut live: Vec<_> = (0..200_000)
        .map(|i| made(source, sizes[i & 0xffff] as usize))
        .collect();
    for i in 0..n {
        let at = random.next() % live.len();
        source.put(live[at]);
        live[at] = made(source, sizes[i & 0xffff] as usize);
    }
    live.into_iter().for_each(|block| source.put(block));
}

fn grow<S: Source>(source: &S, sizes: &[u16], n: usize) {
    let live: Vec<_> = (0..n)
        .map(|i| made(source, sizes[i & 0xffff] as usize))
        .collect();
    live.into_iter().for_each(|block| source.put(block));
}

fn best(mut run: impl FnMut(), n: usize) -> f64 {
    let once = |run: &mut dyn FnMut()| {
        let start = Instant::now();
        run();
        start.elapsed().as_nanos() as f64 / n as f64
    };
    (0..5).map(|_| once(&mut run)).fold(f64::MAX, f64::min)
}

fn row(name: &str, n: usize, run: fn(&Allocator, &[u16], usize), other: fn(&Libc, &[u16], usize)) {
    for mixed in [false, true] {
        let sizes = sizes(mixed);
        let ours = best(
            || {
                run(
                    &Allocator::new(Config::default()).expect("a heap"),
                    &sizes,
                    n,
                )
            },
            n,
        );
        let libc = best(|| other(&Libc, &sizes, n), n);
        let what = if mixed { "mixed" } else { "64" };
        println!(
            "{name:8} {what:6} {ours:8.2} ns   libc {libc:8.2} ns   {:.2}x",
            libc / ours
        );
    }
}

fn main() {
    row("lone", 20_000_000, lone::<Allocator>, lone::<Libc>);
    row("pair", 20_000_000, pair::<Allocator>, pair::<Libc>);
    row("window", 20_000_000, window::<Allocator>, window::<Libc>);
    row("random", 10_000_000, random::<Allocator>, random::<Libc>);
    row("grow", 2_000_000, grow::<Allocator>, grow::<Libc>);
}
