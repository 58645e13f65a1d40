//! `cargo xtask conformance`: programs with recorded outputs.
//!
//! A program passes if its standard output is the recorded one, byte for byte; standard error and the exit status
//! aren't judged, but they are shown where they explain a failure. Every run is audited: a finding is a failure too.

pub mod compare;
pub mod expected;

use crate::child::{self, End};
use crate::options::Options;
use crate::project;
use expected::Expected;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{Sender, channel};
use std::time::Duration;

struct Job {
    dir: PathBuf,
    binary: PathBuf,
    limit: Duration,
}

/// Why a program failed; `None` if it passed.
type Verdict = Option<String>;

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let expected = options.flag("--expected");
    let update = options.flag("--update");
    let only = options.value("--only")?.unwrap_or_default();
    let seconds: f64 = options.number("--timeout", 20.0)?;
    let cores = std::thread::available_parallelism().map_or(1, |n| n.get());
    let jobs: usize = options.number("--jobs", cores)?;
    let binary = options.value("--bin")?;
    let dir = match options.word() {
        Some(dir) => PathBuf::from(dir),
        None => project::root().join("conformance/corpus"),
    };
    options.done()?;
    let dir = std::fs::canonicalize(&dir).map_err(|why| format!("{}: {why}", dir.display()))?;
    let names = project::programs(&dir, &only)?;
    let job = Job {
        binary: project::binary(binary)?,
        limit: Duration::from_secs_f64(seconds),
        dir,
    };
    let known = Expected::beside(&job.dir)?;
    let quiet = if expected {
        &known
    } else {
        &Expected::default()
    };
    let verdicts = run_all(&job, &names, jobs, quiet);
    finish(&names, &verdicts, known, expected, update)
}

fn finish(
    names: &[String],
    verdicts: &[Verdict],
    mut known: Expected,
    expected: bool,
    update: bool,
) -> Result<bool, String> {
    let failed = verdicts.iter().filter(|verdict| verdict.is_some()).count();
    let mut good = failed == 0;
    if update {
        known.update(names, verdicts);
        known.write()?;
    }
    if expected {
        let gone = known.passed(names, verdicts);
        for name in &gone {
            println!("PASS {name}: stands in EXPECTED_FAILURES and passes now: take it out");
        }
        let new = known.unknown(names, verdicts);
        println!(
            "{} known failures, {new} unknown, {} no longer",
            failed - new,
            gone.len()
        );
        good = new == 0 && gone.is_empty();
    }
    println!("{} passed, {failed} failed", names.len() - failed);
    Ok(good)
}

/// Runs all programs, several at once, and prints the failures in the order of the names.
fn run_all(job: &Job, names: &[String], jobs: usize, quiet: &Expected) -> Vec<Verdict> {
    let next = AtomicUsize::new(0);
    let (done, results) = channel();
    let mut verdicts: Vec<Option<Verdict>> = vec![None; names.len()];
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            let (done, next) = (done.clone(), &next);
            scope.spawn(move || work(job, names, next, &done));
        }
        drop(done);
        let mut shown = 0;
        for (at, verdict) in results {
            verdicts[at] = Some(verdict);
            while let Some(Some(verdict)) = verdicts.get(shown) {
                show(&names[shown], verdict, quiet);
                shown += 1;
            }
        }
    });
    verdicts.into_iter().map(Option::flatten).collect()
}

fn work(job: &Job, names: &[String], next: &AtomicUsize, done: &Sender<(usize, Verdict)>) {
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(name) = names.get(at) else {
            return;
        };
        if done.send((at, judge(job, name))).is_err() {
            return;
        }
    }
}

fn show(name: &str, verdict: &Verdict, quiet: &Expected) {
    if let Some(why) = verdict
        && !quiet.knows(name)
    {
        println!("FAIL {name}: {why}");
    }
}

fn judge(job: &Job, name: &str) -> Verdict {
    let want = match Recorded::of(&job.dir, name) {
        Ok(want) => want,
        Err(why) => return Some(why),
    };
    let command = child::clean(&job.binary, &words(&job.binary, name), &job.dir);
    let ran = match child::run(command, job.limit) {
        Ok(ran) => ran,
        Err(why) => return Some(format!("cannot start: {why}")),
    };
    let difference = want.difference(&ran.stdout).or_else(|| audited(&ran));
    let late = ran.end == End::TimedOut;
    if difference.is_none() && !late {
        return None;
    }
    let why = difference.unwrap_or_else(|| "same output".to_owned());
    Some(match ran.end {
        End::TimedOut => format!("{why} [timeout after {} s]", job.limit.as_secs_f64()),
        End::Status(status) if !status.success() => {
            format!("{why} [{status}: {}]", compare::cut(&ran.last_error(), 90))
        }
        End::Status(_) => why,
    })
}

/// The command's words. Pellucid audits its heap at the end; another Python, to whom programs can be given too, has no such thing.
fn words(binary: &Path, name: &str) -> Vec<String> {
    let own = binary.file_name().is_some_and(|file| file == "pellucid");
    let audit = own.then(|| "--audit".to_owned());
    audit.into_iter().chain([format!("{name}.py")]).collect()
}

/// What the audit found first.
fn audited(ran: &child::Ran) -> Option<String> {
    let said = String::from_utf8_lossy(&ran.stderr);
    let found = said
        .lines()
        .find(|line| line.starts_with("pellucid: audit:"));
    found.map(str::to_owned)
}

/// What a program has to print: NAME.out to the byte, or NAME.match with marks for numbers that change.
pub(crate) enum Recorded {
    Exact(Vec<u8>),
    Pattern(String),
}

impl Recorded {
    pub(crate) fn of(dir: &Path, name: &str) -> Result<Recorded, String> {
        if let Ok(bytes) = std::fs::read(dir.join(format!("{name}.out"))) {
            return Ok(Recorded::Exact(bytes));
        }
        match std::fs::read_to_string(dir.join(format!("{name}.match"))) {
            Ok(text) => Ok(Recorded::Pattern(text)),
            Err(_) => Err("no .out file".to_owned()),
        }
    }

    pub(crate) fn difference(&self, got: &[u8]) -> Option<String> {
        match self {
            Recorded::Exact(want) => compare::first_difference(want, got),
            Recorded::Pattern(pattern) => {
                let got = String::from_utf8_lossy(got);
                compare::first_difference(compare::fill(pattern, &got).as_bytes(), got.as_bytes())
            }
        }
    }
}
