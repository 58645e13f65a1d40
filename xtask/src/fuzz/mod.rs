//! `cargo xtask fuzz`: random small programs about memory, run on Pellucid and on another Python; everything printed must be equal.
//!
//! - `generate.rs` makes programs from `templates.rs` and `blocks.rs`, `text.rs` writes them down (many in one file, so that starting costs little),
//!   `sides.rs` runs them, `shrink.rs` makes a program that differs small.
//! - With `--counts`, what the collector has counted is compared after each statement, under low thresholds too.
//! - Without another Python (`--alone`) each batch must end well and the audit must find nothing.
//!
//! What differs is written to the folder `--out` as `NAME.py` with the other Python's output as `NAME.out`: a recorded test.
//! The same seed and number give the same program everywhere.

mod blocks;
pub mod generate;
mod random;
pub mod shrink;
mod sides;
mod templates;
pub mod text;

use crate::options::Options;
use crate::project;
use sides::{Outcome, Sides};
use std::path::PathBuf;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Programs in one file.
const BATCH: u64 = 100;

/// What a run is about.
struct Job {
    own: PathBuf,
    other: Option<PathBuf>,
    dir: PathBuf,
    out: PathBuf,
    seed: u64,
    /// Whether the collector's counts are printed after each statement.
    counts: bool,
    limit: Duration,
    end: u64,
    most: usize,
    start: Instant,
    /// The first program that no worker has taken.
    next: AtomicU64,
    done: AtomicU64,
    bad: AtomicUsize,
}

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let programs: u64 = options.number("--programs", 1000)?;
    let seed: u64 = options.number("--seed", 1)?;
    let first: u64 = options.number("--first", 0)?;
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let jobs: usize = options.number("--jobs", cores)?;
    let seconds: f64 = options.number("--timeout", 20.0)?;
    let most: usize = options.number("--most", 5)?;
    let alone = options.flag("--alone");
    let counts = options.flag("--counts");
    let against = options.value("--against")?;
    let against = against.unwrap_or("python3.13".to_owned());
    let binary = options.value("--bin")?;
    let out = options.value("--out")?;
    options.done()?;
    let target = std::env::var_os("CARGO_TARGET_DIR");
    let target = target.map_or(project::root().join("target"), PathBuf::from);
    let job = Job {
        own: project::binary(binary)?,
        other: (!alone).then(|| PathBuf::from(against)),
        dir: target.join("fuzz"),
        out: out.map_or(target.join("fuzz/found"), PathBuf::from),
        seed,
        counts,
        limit: Duration::from_secs_f64(seconds),
        end: first + programs,
        most,
        start: Instant::now(),
        next: AtomicU64::new(first),
        done: AtomicU64::new(0),
        bad: AtomicUsize::new(0),
    };
    std::fs::create_dir_all(&job.out).map_err(|why| format!("{}: {why}", job.out.display()))?;
    job.run(jobs)
}

impl Job {
    fn run(&self, jobs: usize) -> Result<bool, String> {
        std::thread::scope(|scope| {
            let workers: Vec<_> = (0..jobs)
                .map(|worker| scope.spawn(move || self.work(worker)))
                .collect();
            workers.into_iter().try_for_each(|worker| {
                let ended = worker.join();
                ended.map_err(|_| "a worker was lost".to_owned())?
            })
        })?;
        let bad = self.bad.load(Ordering::Relaxed);
        println!("{}", self.progress());
        Ok(bad == 0)
    }

    fn progress(&self) -> String {
        let done = self.done.load(Ordering::Relaxed);
        let seconds = self.start.elapsed().as_secs_f64();
        let bad = self.bad.load(Ordering::Relaxed);
        let rate = done as f64 / seconds.max(0.001);
        format!(
            "{done} programs of seed {}, {bad} differences, {seconds:.0} s, {rate:.0} a second",
            self.seed
        )
    }

    /// One worker: batch after batch, until enough differs.
    fn work(&self, worker: usize) -> Result<(), String> {
        let sides = Sides {
            own: self.own.clone(),
            other: self.other.clone(),
            dir: self.dir.join(format!("worker_{worker}")),
            audit: self.other.is_none(),
            limit: self.limit,
        };
        sides.prepare()?;
        while self.bad.load(Ordering::Relaxed) < self.most {
            let at = self.next.fetch_add(BATCH, Ordering::Relaxed);
            if at >= self.end {
                break;
            }
            let numbers: Vec<u64> = (at..self.end.min(at + BATCH)).collect();
            self.batch(&sides, &numbers)?;
            self.done.fetch_add(numbers.len() as u64, Ordering::Relaxed);
            if (at / BATCH) % 10 == 9 {
                eprintln!("{}", self.progress());
            }
        }
        Ok(())
    }

    /// Runs a batch and looks into each of its programs that differs.
    fn batch(&self, sides: &Sides, numbers: &[u64]) -> Result<(), String> {
        let programs: Vec<_> = numbers
            .iter()
            .map(|&number| generate::program(self.seed, number, self.counts))
            .collect();
        let outcomes = sides.batch(&programs)?;
        for (at, (own, other)) in outcomes.iter().enumerate() {
            let enough = self.bad.load(Ordering::Relaxed) >= self.most;
            if differs(own, other) && !enough {
                self.bad.fetch_add(1, Ordering::Relaxed);
                let before = &programs[..at];
                self.found(sides, numbers[at], &programs[at], before, (own, other))?;
            }
        }
        Ok(())
    }

    /// A program that differs: shrunk, written down, told.
    fn found(
        &self,
        sides: &Sides,
        number: u64,
        statements: &[String],
        before: &[Vec<String>],
        batch: (&Outcome, &Outcome),
    ) -> Result<(), String> {
        let name = format!("fuzz_{}_{number}", self.seed);
        let alone = |some: &[String]| match sides.single(some) {
            Ok((own, other)) => differs(&own, &other),
            Err(_) => false,
        };
        if !alone(statements) {
            let few = shrink::predecessors(before, |some| {
                let mut all = some.to_vec();
                all.push(statements.to_vec());
                let outcomes = sides.batch(&all).unwrap_or_default();
                outcomes
                    .last()
                    .is_some_and(|(own, other)| differs(own, other))
            });
            println!(
                "FAIL {name}: only after {few:?}: {}",
                told(batch.0, batch.1)
            );
            return Ok(());
        }
        let mut small = shrink::shrink(statements.to_vec(), |some| {
            let outcomes = sides.batch(some).unwrap_or_default();
            outcomes
                .iter()
                .map(|(own, other)| differs(own, other))
                .collect()
        });
        if !alone(&small) {
            small = shrink::shrink(statements.to_vec(), |some| {
                some.iter().map(|some| alone(some)).collect()
            });
        }
        let (own, other) = sides.single(&small)?;
        println!(
            "FAIL {name}: {}\n    {}",
            told(&own, &other),
            small.join("\n").replace('\n', "\n    ")
        );
        self.write(&name, &small, &other)
    }

    fn write(&self, name: &str, statements: &[String], other: &Outcome) -> Result<(), String> {
        let output = match other {
            Outcome::Printed(text) => text,
            _ => "",
        };
        for (ending, text) in [("py", &text::single(statements)[..]), ("out", output)] {
            let file = self.out.join(format!("{name}.{ending}"));
            std::fs::write(&file, text).map_err(|why| format!("{}: {why}", file.display()))?;
        }
        Ok(())
    }
}

/// Whether the two sides did something else, or either broke off: a program must end.
fn differs(own: &Outcome, other: &Outcome) -> bool {
    own != other || !matches!(own, Outcome::Printed(_))
}

/// The first thing in which two sides differ.
fn told(own: &Outcome, other: &Outcome) -> String {
    match (own, other) {
        (Outcome::Printed(own), Outcome::Printed(other)) => first_difference(own, other),
        _ => format!("expected {}, got {}", ended(other), ended(own)),
    }
}

fn ended(outcome: &Outcome) -> &str {
    match outcome {
        Outcome::Printed(_) => "an end",
        Outcome::Endless => "no end",
        Outcome::Broke(why) => why,
    }
}

/// The first line in which two outputs differ.
fn first_difference(own: &str, other: &str) -> String {
    let lines = |text: &'_ str| text.lines().map(str::to_owned).collect::<Vec<_>>();
    let (own, other) = (lines(own), lines(other));
    let length = own.len().max(other.len());
    let nothing = "nothing".to_owned();
    match (0..length).find(|&line| own.get(line) != other.get(line)) {
        Some(line) => format!(
            "line {}: expected {:?}, got {:?}",
            line + 1,
            other.get(line).unwrap_or(&nothing),
            own.get(line).unwrap_or(&nothing)
        ),
        None => "no line differs".to_owned(),
    }
}
