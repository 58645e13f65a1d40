//! One failing request after the other: which numbers are tried, and what a run with a failure may come to.
//!
//! All numbers are tried when there is time. Otherwise the first ones, then the rest in even steps, each a little off so that they don't
//! keep time with a loop. A failure shows as a `MemoryError`, or not at all where the program or the runtime can do without.

use super::line::Line;
use super::{Job, sound};
use crate::child::{End, Ran};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

/// Which requests are tried.
pub struct Plan {
    /// The first.
    pub from: u64,
    /// So many from it one by one.
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

/// Programs, and what stands in lines of theirs that may change without a word, as in 3.13: a list that can't be moved to a smaller
/// buffer keeps its larger one, and what can't be put into `gc.garbage` isn't.
const SILENT: &[(&str, &str)] = &[
    ("gc_saveall", ""),
    ("gc_stats", "saveall"),
    ("overalloc_list_insert_pop", ""),
    ("sizes_list_mutation", ""),
];

/// So many failures of a program are told.
const TOLD: usize = 5;

/// A program that takes longer with a flag isn't run again and again with it.
const SHORT: Duration = Duration::from_secs(2);

/// More requests than any program makes in its time.
const NEVER: u64 = 1 << 60;

/// Runs the program to its end once for each request that is tried, with that request failing, and with this flag in all runs.
pub fn judge(job: &Job, name: &str, plan: &Plan, flag: Option<&str>) -> Result<String, String> {
    let plain = alone(job, name, NEVER, flag)?;
    if flag.is_some() && (plain.end == End::TimedOut || plain.elapsed > SHORT) {
        plan.done.long.fetch_add(1, Ordering::Relaxed);
        return Ok("too long".to_owned());
    }
    sound(&plain)?;
    let requests = requests(&plain).ok_or("the number of requests wasn't told")?;
    let mut line = Line::start(job, name, flag)?;
    let started = Instant::now();
    let (mut at, mut runs, mut seen) = (plan.from, 0, 0);
    let mut wrong = Vec::new();
    while at <= requests && started.elapsed() < plan.budget {
        let ran = match line.fail(at)? {
            Some(ran) => ran,
            None => alone(job, name, at, flag)?,
        };
        runs += 1;
        match shows(name, &plain, &ran) {
            Ok(showed) => seen += u64::from(showed),
            Err(why) => wrong.push(format!("request {at}: {why}")),
        }
        at += plan.step(at, requests, runs, started.elapsed());
    }
    let end = line.finish()?;
    sound(&end)?;
    if end.stdout != plain.stdout {
        return Err("the run that was split came to something else".to_owned());
    }
    plan.done.add(runs, seen, requests);
    if !wrong.is_empty() {
        let count = wrong.len();
        wrong.truncate(TOLD);
        return Err(format!("{count} of {runs} runs: {}", wrong.join("\n  ")));
    }
    Ok(format!(
        "{runs} of {requests} requests tried, {seen} showed"
    ))
}

impl Plan {
    /// How far the next request to try is from this one, after so many that took so long.
    fn step(&self, at: u64, requests: u64, runs: u64, spent: Duration) -> u64 {
        if runs < self.all {
            return 1;
        }
        let each = spent.as_secs_f64() / runs as f64;
        let left = self.budget.saturating_sub(spent).as_secs_f64() / each;
        let step = (requests.saturating_sub(at) as f64 / left.max(1.0)) as u64;
        step + 1 + runs % 3 * u64::from(step > 8)
    }
}

impl Done {
    fn add(&self, runs: u64, seen: u64, requests: u64) {
        self.runs.fetch_add(runs, Ordering::Relaxed);
        self.seen.fetch_add(seen, Ordering::Relaxed);
        let whole = u64::from(runs == requests);
        self.whole.fetch_add(whole, Ordering::Relaxed);
    }
}

/// A run in a process of its own.
fn alone(job: &Job, name: &str, at: u64, flag: Option<&str>) -> Result<Ran, String> {
    let mut flags: Vec<String> = flag.map(str::to_owned).into_iter().collect();
    flags.extend(["--fail-request".to_owned(), at.to_string()]);
    job.run(name, &flags)
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
fn shows(name: &str, plain: &Ran, ran: &Ran) -> Result<bool, String> {
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
    if named(&ran.stderr) || named(&ran.stdout) || is_silent(name, plain, ran) {
        return Ok(true);
    }
    Err(format!(
        "differs and shows no MemoryError: {}",
        ran.last_error()
    ))
}

/// Whether all that differs are lines that may.
fn is_silent(name: &str, plain: &Ran, ran: &Ran) -> bool {
    let Some((_, part)) = SILENT.iter().find(|(program, _)| *program == name) else {
        return false;
    };
    let [plain, ran] = [plain, ran].map(|ran| String::from_utf8_lossy(&ran.stdout).into_owned());
    let pairs = plain.lines().zip(ran.lines());
    let same = plain.lines().count() == ran.lines().count();
    let may = same && pairs.filter(|(a, b)| a != b).all(|(a, _)| a.contains(part));
    may || part.is_empty()
}
