//! One failing request after the other: which numbers are tried, and what a run with a failure may come to.
//!
//! The first numbers are all tried, then growing steps, until a program asks for less memory than that or its time is over: every
//! number when there is time, a sample when there isn't. A failure shows as a `MemoryError`, or not at all where the program or the
//! runtime can do without.

use super::{Job, sound};
use crate::child::End;
use std::time::{Duration, Instant};

pub fn judge(job: &Job, name: &str, all: u64, budget: Duration) -> Result<String, String> {
    let plain = job.run(name, &[])?;
    sound(&plain)?;
    let started = Instant::now();
    let (mut at, mut runs, mut seen) = (1, 0, 0);
    while started.elapsed() < budget {
        let ran = job.run(name, &["--fail-request".to_owned(), at.to_string()])?;
        sound(&ran).map_err(|why| format!("request {at}: {why}"))?;
        runs += 1;
        seen += u32::from(ran.stdout != plain.stdout || ran.end != plain.end);
        if let End::Status(status) = ran.end
            && !matches!(status.code(), Some(0 | 1 | 2 | 120))
        {
            return Err(format!("request {at}: {status}"));
        }
        if ran.end != plain.end && !String::from_utf8_lossy(&ran.stderr).contains("Error") {
            return Err(format!("request {at}: no exception was shown"));
        }
        if String::from_utf8_lossy(&ran.stderr).contains("pellucid: there were fewer than") {
            return Ok(format!("{runs} runs up to its last request, {seen} showed"));
        }
        at = next(at, all);
    }
    Ok(format!(
        "{runs} runs up to request {at}, {seen} showed: no more time"
    ))
}

/// The number after this one: one more while they are small, then about a twentieth more, an odd step so that it doesn't keep time
/// with a loop.
fn next(at: u64, all: u64) -> u64 {
    match at < all {
        true => at + 1,
        false => at + (at / 20) | 1,
    }
}
