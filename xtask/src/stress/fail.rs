//! One failing request after the other: which numbers are tried, and what a run with a failure may come to.
//!
//! All numbers are tried when there is time. Otherwise the first ones, then the rest in even steps, each a little off so that they don't
//! keep time with a loop. A failure shows as a `MemoryError`, or not at all where the program or the runtime can do without. A program
//! may handle the error without a word: the run says that it got one.

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
/// buffer keeps its larger one, what can't be put into `gc.garbage` isn't, and the streams' last flush raises nothing.
const SILENT: &[(&str, &str)] = &[
    ("exit_streams", ""),
    ("gc_saveall", ""),
    ("gc_stats", "saveall"),
    ("overalloc_list_insert_pop", ""),
    ("sizes_list_mutation", ""),
    ("sizes_list_shrinking", ""),
];

/// What a run says whose program got a `MemoryError`, whatever it made of it.
const HEARD: &str = "pellucid: the program was told of the request that failed";

/// Programs that do again what failed. Whatever line they print is one that they print when nothing fails.
const RETRIED: &str = "retried_";

/// So many failures of a program are told.
const TOLD: usize = 5;

/// A program that takes more of the processor with a flag isn't run again and again with it.
const SHORT: Duration = Duration::from_secs(2);

/// More requests than any program makes in its time.
const NEVER: u64 = 1 << 60;

/// Runs the program to its end once for each request that is tried, with that request failing, and with this flag in all runs.
pub fn judge(job: &Job, name: &str, plan: &Plan, flag: Option<&str>) -> Result<String, String> {
    let plain = alone(job, name, NEVER, flag)?;
    if flag.is_some() && (plain.end == End::TimedOut || plain.processor > SHORT) {
        plan.done.long.fetch_add(1, Ordering::Relaxed);
        return Ok("too long".to_owned());
    }
    sound(&plain)?;
    let requests = requests(&plain).ok_or("the number of requests wasn't told")?;
    let program = Program {
        job,
        name,
        flag,
        plain,
        requests,
        addresses: job.dir.join(format!("{name}.match")).exists(),
    };
    let tried = match program.try_all(plan, true)? {
        Some(tried) => tried,
        // What is outside the process was used up by its twins.
        None => program.try_all(plan, false)?.unwrap_or_default(),
    };
    plan.done.add(tried.runs, tried.seen, requests);
    let Tried { runs, seen, wrong } = tried;
    if wrong.is_empty() {
        return Ok(format!(
            "{runs} of {requests} requests tried, {seen} showed"
        ));
    }
    let told: Vec<String> = wrong.iter().take(TOLD).cloned().collect();
    Err(format!(
        "{} of {runs} runs: {}",
        wrong.len(),
        told.join("\n  ")
    ))
}

/// A program whose requests are to fail.
struct Program<'a> {
    job: &'a Job,
    name: &'a str,
    flag: Option<&'a str>,
    plain: Ran,
    requests: u64,
    /// It prints numbers that are others each time.
    addresses: bool,
}

/// What its runs came to.
#[derive(Default)]
struct Tried {
    runs: u64,
    seen: u64,
    wrong: Vec<String>,
}

impl Program<'_> {
    /// `None` where the run that was split came to something else than one that isn't.
    fn try_all(&self, plan: &Plan, split: bool) -> Result<Option<Tried>, String> {
        let &Program {
            job, name, flag, ..
        } = self;
        let mut line = match split {
            true => Some(Line::start(job, name, flag)?),
            false => None,
        };
        let started = Instant::now();
        let mut tried = Tried::default();
        let mut at = plan.from;
        while at <= self.requests && started.elapsed() < plan.budget {
            let twin = line.as_mut().map(|line| line.fail(at)).transpose()?;
            let alone = || alone(job, name, at, flag);
            let shows = |ran: &Ran| match self.addresses {
                true => sound(ran).map(|()| ran.stdout != self.plain.stdout),
                false => shows(name, &self.plain, ran),
            };
            let verdict = match twin.flatten() {
                // What only a twin does, such as asking for the timer that ends late ones, is no fault.
                Some(ran) => shows(&ran).or_else(|_| shows(&alone()?)),
                None => shows(&alone()?),
            };
            tried.runs += 1;
            match verdict {
                Ok(showed) => tried.seen += u64::from(showed),
                Err(why) => tried.wrong.push(format!("request {at}: {why}")),
            }
            at += plan.step(at, self.requests, tried.runs, started.elapsed());
        }
        let end = line.map(Line::finish).transpose()?;
        let same = |end: Ran| sound(&end).is_ok() && end.stdout == self.plain.stdout;
        Ok(end.is_none_or(same).then_some(tried))
    }
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
    if name.starts_with(RETRIED)
        && let Some(line) = foreign(plain, ran)
    {
        return Err(format!("{line:?} instead of what it says otherwise"));
    }
    let says = |text: &[u8], what: &str| String::from_utf8_lossy(text).contains(what);
    let named = says(&ran.stderr, "MemoryError") || says(&ran.stdout, "MemoryError");
    if named || says(&ran.stderr, HEARD) {
        return Ok(true);
    }
    match is_silent(name, plain, ran) {
        true => Ok(false),
        false => Err(format!(
            "differs and shows no MemoryError: {}",
            ran.last_error()
        )),
    }
}

/// A line that the undisturbed run didn't print.
fn foreign(plain: &Ran, ran: &Ran) -> Option<String> {
    let [plain, ran] = [plain, ran].map(|ran| String::from_utf8_lossy(&ran.stdout).into_owned());
    let line = ran
        .lines()
        .find(|line| plain.lines().all(|own| own != *line));
    line.map(str::to_owned)
}

/// Whether all that differs is what may: lines of `SILENT`, and what `gc.get_count` says. Where nobody can be told, as while an error is
/// shown that can't be raised, 3.13 does without a frame or a tuple, and then there is one object fewer.
fn is_silent(name: &str, plain: &Ran, ran: &Ran) -> bool {
    let same_end = plain.end == ran.end;
    let [plain, ran] =
        [plain, ran].map(|ran| without_counts(&String::from_utf8_lossy(&ran.stdout)));
    let part = SILENT.iter().find(|(program, _)| *program == name);
    let part = part.map(|(_, part)| *part);
    let may = |line: &str| part.is_some_and(|part| line.contains(part));
    let same = same_end && plain.lines().count() == ran.lines().count();
    let pairs = plain.lines().zip(ran.lines());
    let lines = || pairs.filter(|(a, b)| a != b).all(|(a, _)| may(a));
    part == Some("") || same && lines()
}

/// The text without the numbers of each `(1, 2, 3)`.
fn without_counts(text: &str) -> String {
    let is_count = |inner: &str| {
        let numbers = inner.split(", ");
        numbers.clone().count() == 3 && numbers.clone().all(|n| n.parse::<u64>().is_ok())
    };
    let mut out = String::new();
    for (at, part) in text.split('(').enumerate() {
        match part.split_once(')') {
            Some((inner, rest)) if at > 0 && is_count(inner) => out += rest,
            _ if at > 0 => out += &format!("({part}"),
            _ => out += part,
        }
    }
    out
}
