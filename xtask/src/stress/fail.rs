//! One failing request after the other: which numbers are tried, and what a run with a failure may come to.
//!
//! All numbers are tried when there is time. Otherwise the first ones, then the rest in even steps, each a little off so that they don't
//! keep time with a loop. A failure shows as a `MemoryError`, or not at all where the program or the runtime can do without.

use super::{Job, sound};
use crate::child::{End, Ran};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Which requests are tried.
pub struct Plan {
    /// So many one by one.
    pub all: u64,
    /// How long a program's runs may take together.
    pub budget: Duration,
    pub done: Done,
}

/// How much of it was done, over all programs.
#[derive(Default)]
pub struct Done {
    runs: AtomicU64,
    /// Failures that showed.
    seen: AtomicU64,
    /// Programs of which every request was tried.
    whole: AtomicU64,
    /// Programs that were left out.
    long: AtomicU64,
}

impl std::fmt::Display for Done {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let [runs, seen, whole, long] =
            [&self.runs, &self.seen, &self.whole, &self.long].map(|n| n.load(Ordering::Relaxed));
        write!(
            f,
            "{runs} requests failed, {seen} showed; all requests of {whole} programs"
        )?;
        match long {
            0 => Ok(()),
            long => write!(f, "; {long} too long"),
        }
    }
}

/// Programs that print what a list takes while it shrinks: one that can't be moved to a smaller buffer keeps its larger one.
const SIZES: &[&str] = &["overalloc_list_insert_pop", "sizes_list_mutation"];

/// A program that takes longer with a flag isn't run again and again with it.
const SHORT: Duration = Duration::from_secs(2);

/// More requests than any program makes in its time.
const NEVER: u64 = 1 << 60;

/// Runs the program again and again, each time with another request failing, and with this flag in all runs.
pub fn judge(job: &Job, name: &str, plan: &Plan, flag: Option<&str>) -> Result<String, String> {
    let run = |at: u64| {
        let mut flags: Vec<String> = flag.map(str::to_owned).into_iter().collect();
        flags.extend(["--fail-request".to_owned(), at.to_string()]);
        job.run(name, &flags)
    };
    let plain = run(NEVER)?;
    if flag.is_some() && (plain.end == End::TimedOut || plain.elapsed > SHORT) {
        plan.done.long.fetch_add(1, Ordering::Relaxed);
        return Ok("too long".to_owned());
    }
    sound(&plain)?;
    let requests = requests(&plain).ok_or("the number of requests wasn't told")?;
    let started = Instant::now();
    let (mut at, mut runs, mut seen) = (1, 0u32, 0);
    while at <= requests && started.elapsed() < plan.budget {
        let ran = run(at)?;
        runs += 1;
        let showed = match SIZES.contains(&name) {
            true => sound(&ran).map(|()| true),
            false => shows(&plain, &ran),
        };
        let showed = showed.map_err(|why| format!("request {at}: {why}"))?;
        seen += u64::from(showed);
        if at < plan.all {
            at += 1;
            continue;
        }
        let each = started.elapsed() / runs;
        let left = plan.budget.saturating_sub(started.elapsed()).as_secs_f64() / each.as_secs_f64();
        let step = ((requests - at) as f64 / left.max(1.0)) as u64;
        at += step + 1 + u64::from(runs) % 3 * u64::from(step > 8);
    }
    let done = &plan.done;
    done.runs.fetch_add(runs.into(), Ordering::Relaxed);
    done.seen.fetch_add(seen, Ordering::Relaxed);
    done.whole
        .fetch_add((u64::from(runs) == requests).into(), Ordering::Relaxed);
    Ok(format!(
        "{runs} of {requests} requests tried, {seen} showed"
    ))
}

/// How many requests a run made whose failing one never came.
fn requests(ran: &Ran) -> Option<u64> {
    let said = String::from_utf8_lossy(&ran.stderr);
    let line = said
        .lines()
        .find(|line| line.starts_with("pellucid: there were fewer than"))?;
    line.rsplit(' ').next()?.parse().ok()
}

/// Whether the failure showed. `Err` says what may not be.
fn shows(plain: &Ran, ran: &Ran) -> Result<bool, String> {
    sound(ran)?;
    if let End::Status(status) = ran.end
        && !matches!(status.code(), Some(0 | 1 | 2 | 120))
    {
        return Err(status.to_string());
    }
    if ran.stdout == plain.stdout && ran.end == plain.end {
        return Ok(false);
    }
    let named = |text: &[u8]| String::from_utf8_lossy(text).contains("MemoryError");
    match named(&ran.stderr) || named(&ran.stdout) {
        true => Ok(true),
        false => Err(format!(
            "differs and shows no MemoryError: {}",
            ran.last_error()
        )),
    }
}
