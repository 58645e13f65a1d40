//! `cargo xtask fuzz`: random small programs about memory, run on Pellucid and on another Python; everything printed must be equal.
//!
//! - `generate.rs` makes programs, `text.rs` writes them down (many in one file, so that starting costs little),
//!   `shrink.rs` makes a program that differs small.
//! - Without another Python (`--alone`) each batch must end well and the audit must find nothing.
//!
//! What differs is written to the folder `--out` as `NAME.py` with the other Python's output as `NAME.out`: a recorded test.

pub mod generate;
mod random;
pub mod shrink;
pub mod text;

use crate::child::{self, Ran};
use crate::options::Options;
use crate::project;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Programs in one file.
const BATCH: u64 = 40;

/// What a run is about.
struct Job {
    own: PathBuf,
    other: Option<PathBuf>,
    dir: PathBuf,
    out: PathBuf,
    seed: u64,
    audit: bool,
}

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let programs: u64 = options.number("--programs", 1000)?;
    let seed: u64 = options.number("--seed", 1)?;
    let first: u64 = options.number("--first", 0)?;
    let most: usize = options.number("--most", 5)?;
    let alone = options.flag("--alone");
    let against = options
        .value("--against")?
        .unwrap_or("python3.13".to_owned());
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
        audit: alone,
    };
    for dir in [&job.dir, &job.out] {
        std::fs::create_dir_all(dir).map_err(|why| format!("{}: {why}", dir.display()))?;
    }
    job.run(first, programs, most)
}

impl Job {
    fn run(&self, first: u64, programs: u64, most: usize) -> Result<bool, String> {
        let mut bad = 0;
        let mut at = first;
        let end = first + programs;
        while at < end && bad < most {
            let numbers: Vec<u64> = (at..end.min(at + BATCH)).collect();
            bad += self.batch(&numbers, most - bad)?;
            at += BATCH;
        }
        println!("{} programs, {bad} differences", at.min(end) - first);
        Ok(bad == 0)
    }

    /// Runs a batch; returns how many of its programs differ.
    fn batch(&self, numbers: &[u64], most: usize) -> Result<usize, String> {
        let programs: Vec<_> = numbers
            .iter()
            .map(|&number| generate::program(self.seed, number))
            .collect();
        let (own, other) = self.both(&text::batch(&programs))?;
        if let Some(why) = unsound(&own) {
            return self.report_unsound(numbers, &programs, &why);
        }
        let Some(other) = other else { return Ok(0) };
        let [own, other] =
            [own, other].map(|ran| String::from_utf8_lossy(&ran.stdout).into_owned());
        if own == other {
            return Ok(0);
        }
        let (own, other) = (
            text::split(&own, programs.len()),
            text::split(&other, programs.len()),
        );
        let mut bad = 0;
        for (at, statements) in programs.into_iter().enumerate() {
            if own[at] != other[at] && bad < most {
                bad += 1;
                self.found(numbers[at], statements, (own[at], other[at]))?;
            }
        }
        Ok(bad)
    }

    /// Runs a text on both sides at once.
    fn both(&self, text: &str) -> Result<(Ran, Option<Ran>), String> {
        let file = self.dir.join("program.py");
        std::fs::write(&file, text).map_err(|why| format!("{}: {why}", file.display()))?;
        std::thread::scope(|scope| {
            let other = self
                .other
                .as_ref()
                .map(|other| scope.spawn(|| self.one(other, &[], &file)));
            let audit = if self.audit { &["--audit"][..] } else { &[] };
            let own = self.one(&self.own, audit, &file)?;
            let other = match other {
                Some(other) => Some(other.join().map_err(|_| "a run was lost".to_owned())??),
                None => None,
            };
            Ok((own, other))
        })
    }

    fn one(&self, program: &Path, words: &[&str], file: &Path) -> Result<Ran, String> {
        let mut all: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        all.push(file.to_string_lossy().into_owned());
        let command = child::clean(program, &all, &self.dir);
        child::run(command, Duration::from_secs(60))
            .map_err(|why| format!("{}: {why}", program.display()))
    }

    /// Whether a single program shows a difference; with the output of the other side.
    fn differs(&self, statements: &[String]) -> Option<(String, String)> {
        let (own, other) = self.both(&text::single(statements)).ok()?;
        let other = other?;
        if unsound(&own).is_some() || own.stdout != other.stdout {
            let [own, other] =
                [own, other].map(|ran| String::from_utf8_lossy(&ran.stdout).into_owned());
            return Some((own, other));
        }
        None
    }

    /// A program that differs: shrunk, written down, told.
    fn found(
        &self,
        number: u64,
        statements: Vec<String>,
        batch: (&str, &str),
    ) -> Result<(), String> {
        let name = format!("fuzz_{}_{number}", self.seed);
        if self.differs(&statements).is_none() {
            println!(
                "FAIL {name}: only in a batch: {}",
                first_difference(batch.0, batch.1)
            );
            return Ok(());
        }
        let small = shrink::shrink(statements, |some| self.differs(some).is_some());
        let (own, other) = self.differs(&small).unwrap_or_default();
        println!("FAIL {name}: {}", first_difference(&own, &other));
        for statement in &small {
            println!("    {}", statement.replace('\n', "\n    "));
        }
        self.write(&name, &text::single(&small), &other)
    }

    fn write(&self, name: &str, program: &str, output: &str) -> Result<(), String> {
        for (ending, text) in [("py", program), ("out", output)] {
            let file = self.out.join(format!("{name}.{ending}"));
            std::fs::write(&file, text).map_err(|why| format!("{}: {why}", file.display()))?;
        }
        Ok(())
    }

    /// A batch that crashed or that the audit finds fault with: the programs one by one.
    fn report_unsound(
        &self,
        numbers: &[u64],
        programs: &[Vec<String>],
        why: &str,
    ) -> Result<usize, String> {
        let broken = |some: &[String]| {
            let ran = self.both(&text::single(some));
            ran.ok().and_then(|(own, _)| unsound(&own))
        };
        let mut bad = 0;
        for (number, statements) in numbers.iter().zip(programs) {
            let name = format!("fuzz_{}_{number}", self.seed);
            let Some(why) = broken(statements) else {
                continue;
            };
            bad += 1;
            let small = shrink::shrink(statements.clone(), |some| broken(some).is_some());
            println!(
                "FAIL {name}: {why}\n    {}",
                small.join("\n").replace('\n', "\n    ")
            );
            self.write(&name, &text::single(&small), "")?;
        }
        if bad == 0 {
            println!("FAIL only in a batch from {}: {why}", numbers[0]);
            bad = 1;
        }
        Ok(bad)
    }
}

/// Why a run is broken, whatever it printed.
fn unsound(ran: &Ran) -> Option<String> {
    if ran.succeeded() {
        return None;
    }
    Some(format!("{:?}: {}", ran.end, ran.last_error()))
}

/// The first line in which two outputs differ.
fn first_difference(own: &str, other: &str) -> String {
    let mut pairs = own
        .lines()
        .map(Some)
        .chain(std::iter::repeat(None))
        .zip(other.lines().map(Some).chain(std::iter::repeat(None)));
    let length = own.lines().count().max(other.lines().count());
    let found = pairs
        .by_ref()
        .take(length)
        .enumerate()
        .find(|(_, (a, b))| a != b);
    match found {
        Some((line, (own, other))) => format!(
            "line {}: expected {:?}, got {:?}",
            line + 1,
            other.unwrap_or("nothing"),
            own.unwrap_or("nothing")
        ),
        None => "no line differs".to_owned(),
    }
}
