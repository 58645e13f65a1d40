//! `sys._debugmallocstats`: the allocator's books in 3.13's form, from the counters themselves.
//!
//! What 3.13 has and Pellucid doesn't (a radix tree of arenas) isn't shown.

use object::{Result, Thread};
use std::fmt::Write;

/// Writes the statistics to standard error, past Python's stream as 3.13 does.
pub fn write(thread: &Thread) -> Result<()> {
    let text = crate::sys::report::malloc::text(thread);
    crate::io::system::write_all(thread, 2, text.as_bytes())
}

/// Writing to a `String` can't fail.
macro_rules! line {
    ($out:expr, $($form:tt)*) => { let _ = writeln!($out, $($form)*); };
}

/// The statistics as text.
pub fn text(thread: &Thread) -> String {
    let stats = thread.heap().allocator.stats();
    let mut sizes: Vec<usize> = stats.shelves.iter().map(|shelf| shelf.size).collect();
    sizes.sort_unstable();
    sizes.dedup();
    let mut out = String::new();
    let largest = sizes.last().copied().unwrap_or(0);
    let classes = sizes.len();
    line!(
        out,
        "Small block threshold = {largest}, in {classes} size classes.\n"
    );
    line!(
        out,
        "class   size   num pools   blocks in use  avail blocks"
    );
    line!(
        out,
        "-----   ----   ---------   -------------  ------------"
    );
    for (class, size) in sizes.iter().enumerate() {
        let of = || stats.shelves.iter().filter(|shelf| shelf.size == *size);
        let pools: usize = of().map(|shelf| shelf.pools).sum();
        let live: u64 = of().map(|shelf| shelf.live).sum();
        let available: u64 = of().map(|shelf| shelf.free + shelf.virgin).sum();
        if pools > 0 {
            line!(
                out,
                "{class:>5} {size:>6} {pools:>11} {live:>15} {available:>13}"
            );
        }
    }
    let arenas = &stats.arenas;
    let counts = [
        ("# arenas allocated total", arenas.mapped),
        ("# arenas reclaimed", arenas.returned),
        ("# arenas highwater mark", arenas.peak as u64),
        ("# arenas allocated current", arenas.now as u64),
    ];
    line!(out, "");
    for (name, count) in counts {
        line!(out, "{name:<35}={:>21}", grouped(count));
    }
    line!(out, "");
    for (name, bytes) in stats.books.parts() {
        line!(out, "# bytes in {name:<24}={:>21}", grouped(bytes));
    }
    line!(out, "{:<35}={:>21}", "Total", grouped(stats.books.total()));
    free_lists(thread, &mut out);
    out
}

/// The objects that are kept for reuse, with the sizes that 3.13 gives them: without what stands in front.
fn free_lists(thread: &Thread, out: &mut String) {
    const NAMES: [(&str, usize); 4] = [
        ("free PyDictObject", 48),
        ("free PyDictKeysObject", 32),
        ("free PyFloatObject", 24),
        ("free PyListObject", 40),
    ];
    let ([dicts, floats, lists], tuples) = thread.heap().kept_counts();
    let kinds = [dicts, thread.heap().kept_tables(), floats, lists];
    line!(out, "");
    for (count, (name, size)) in kinds.into_iter().zip(NAMES) {
        free_list(out, name, count, size);
    }
    for (at, count) in tuples.into_iter().enumerate() {
        let length = at + 1;
        free_list(
            out,
            &format!("free {length}-sized PyTupleObject"),
            count,
            24 + 8 * length,
        );
    }
}

fn free_list(out: &mut String, name: &str, count: usize, size: usize) {
    let text = format!("{count} {name}s * {size} bytes each");
    line!(out, "{text:>48} ={:>21}", grouped((count * size) as u64));
}

/// A number with commas between its thousands.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::new();
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
