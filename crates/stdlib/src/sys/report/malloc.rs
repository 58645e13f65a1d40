//! `sys._debugmallocstats`: the allocator's books in 3.13's form, from the counters themselves.

use object::{Result, Thread};

/// Writes the statistics to standard error, past Python's stream as 3.13 does.
pub fn write(thread: &Thread) -> Result<()> {
    let text = crate::sys::report::malloc::text(thread);
    crate::io::system::write_all(thread, 2, text.as_bytes())
}

/// The statistics as text.
pub fn text(thread: &Thread) -> String {
    let stats = thread.heap().allocator.stats();
    let mut out = String::new();
    let mut total = 0;
    for (name, bytes) in stats.books.parts() {
        out.push_str(&format!("{name:<40} = {bytes:>16}\n"));
        total += bytes;
    }
    out.push_str(&format!("{:<40} = {total:>16}\n", "Total"));
    out
}
