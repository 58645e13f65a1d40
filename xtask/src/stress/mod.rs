//! `cargo xtask stress`: programs with recorded outputs, run where memory is hardest.
//!
//! - `look`: every safe point looks for garbage and leaves it. The output must be the recorded one.
//! - `collect`: every safe point frees garbage. The output must be the recorded one, unless the program shows when garbage dies.
//! - `fail`: the N-th request for memory fails, for growing N, until a run is done before its N-th request. A run may end in a
//!   `MemoryError`, or the program handles it and goes on to whatever it comes to; it must not panic, abort or hang.
//! - `together`: `collect` and `fail` at once.
//!
//! In each run the audit must find nothing. Programs that stand in `EXPECTED_FAILURES` are run as well: their output isn't judged.

mod fail;
mod line;

use crate::child::{self, End, Ran};
use crate::conformance::Recorded;
use crate::conformance::expected::Expected;
use crate::options::Options;
use crate::project;
use fail::Plan;
use std::io::IsTerminal;
use std::path::PathBuf;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

/// Programs that print when garbage died or how much of it an automatic collection found.
const OBSERVERS: &[&str] = &[
    "collecting",
    "destroy_more",
    "first_unpacking_iterates",
    "gc_automatic",
    "gc_stats",
    "match_asks_without_binding",
    "refcount_of_what_is_lent",
    "weakref_finalizers",
    "weakref_set",
    "weakref_value_dict",
];

const MODES: &[&str] = &["look", "collect", "fail", "together"];

/// What an audit that found something and a run that couldn't be finished end with.
const INTERNAL: i32 = 70;

pub(crate) struct Job {
    dir: PathBuf,
    binary: PathBuf,
    limit: Duration,
    known: Expected,
}

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let modes = options
        .value("--modes")?
        .unwrap_or("look,collect,fail".to_owned());
    for mode in modes.split(',') {
        if !MODES.contains(&mode) {
            return Err(format!("no mode {mode}: {}", MODES.join(", ")));
        }
    }
    let only = options.value("--only")?.unwrap_or_default();
    let seconds: f64 = options.number("--timeout", 60.0)?;
    let all: u64 = options.number("--all", 200)?;
    let from: u64 = options.number("--from", 1)?;
    let budget: f64 = options.number("--budget", 20.0)?;
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
        known: Expected::beside(&dir)?,
        dir,
    };
    let mut failed = 0;
    for mode in modes.split(',') {
        let plan = Plan {
            from,
            all,
            budget: Duration::from_secs_f64(budget),
            done: Default::default(),
        };
        failed += run_all(mode, &names, jobs, |name| match mode {
            "look" => job.look(name),
            "collect" => job.collect(name),
            "fail" => fail::judge(&job, name, &plan, None),
            _ => fail::judge(&job, name, &plan, Some("--stress-collect")),
        });
        if matches!(mode, "fail" | "together") {
            println!("{mode}: {}", plan.done);
        }
    }
    println!("{failed} programs failed");
    Ok(failed == 0)
}

/// Judges every program, several at once; prints what each came to. Returns how many failed.
fn run_all(
    mode: &str,
    names: &[String],
    jobs: usize,
    judge: impl Fn(&str) -> Result<String, String> + Sync,
) -> usize {
    let next = AtomicUsize::new(0);
    let failed = Mutex::new(0);
    let shown = std::io::stderr().is_terminal();
    std::thread::scope(|scope| {
        for _ in 0..jobs {
            scope.spawn(|| {
                while let Some(name) = names.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let verdict = judge(name);
                    let mut failed = failed.lock().unwrap_or_else(|broken| broken.into_inner());
                    match verdict {
                        Ok(what) if shown => eprintln!("{mode} {name}: {what}"),
                        Ok(_) => {}
                        Err(why) => {
                            *failed += 1;
                            println!("FAIL {mode} {name}: {why}");
                        }
                    }
                }
            });
        }
    });
    let failed = failed
        .into_inner()
        .unwrap_or_else(|broken| broken.into_inner());
    println!("{mode}: {} programs, {failed} failed", names.len());
    failed
}

impl Job {
    fn run(&self, name: &str, flags: &[String]) -> Result<Ran, String> {
        let mut words = flags.to_vec();
        words.push("--audit".to_owned());
        words.push(format!("{name}.py"));
        let command = child::clean(&self.binary, &words, &self.dir);
        child::run(command, self.limit).map_err(|why| format!("cannot start: {why}"))
    }

    fn look(&self, name: &str) -> Result<String, String> {
        let ran = self.run(name, &["--stress-look".to_owned()])?;
        self.same(name, &ran)
    }

    fn collect(&self, name: &str) -> Result<String, String> {
        let ran = self.run(name, &["--stress-collect".to_owned()])?;
        match OBSERVERS.contains(&name) {
            true => sound(&ran).map(|()| "sound".to_owned()),
            false => self.same(name, &ran),
        }
    }

    /// Whether a run was sound and said what is recorded.
    fn same(&self, name: &str, ran: &Ran) -> Result<String, String> {
        sound(ran)?;
        if self.known.knows(name) {
            return Ok("sound".to_owned());
        }
        match Recorded::of(&self.dir, name)?.difference(&ran.stdout) {
            Some(difference) => Err(difference),
            None => Ok("same output".to_owned()),
        }
    }
}

/// Whether a run ended as a program may end, with a sound heap.
fn sound(ran: &Ran) -> Result<(), String> {
    let said = String::from_utf8_lossy(&ran.stderr);
    let line = |word: &str| {
        said.lines()
            .find(|line| line.contains(word))
            .map(str::to_owned)
    };
    if let Some(line) = line("panicked at").or_else(|| line("pellucid: audit:")) {
        return Err(line);
    }
    match ran.end {
        End::TimedOut => Err("timed out".to_owned()),
        End::Status(status) => match status.code() {
            None => Err(format!("{status}: {}", ran.last_error())),
            Some(INTERNAL) => Err(format!("status {INTERNAL}: {}", ran.last_error())),
            Some(_) => Ok(()),
        },
    }
}
