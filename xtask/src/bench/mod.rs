//! `cargo xtask bench`: the programs of benches/programs on Pellucid and on another Python.
//!
//! Both run in turn, round after round, so that a busy moment of the machine hits both; the medians are compared. A
//! program that prints `seconds X` on standard error has timed its own part, and X counts instead of the whole run.
//! Outputs must be equal, and what CPython 3.13 printed (NAME.out): a fast wrong answer is a failure, not a figure.

pub mod stage;
pub mod table;

use crate::child::{self, End, Ran};
use crate::options::Options;
use crate::project;
use stage::Stage;
use std::io::IsTerminal;
use std::path::{Path, PathBuf};
use std::time::Duration;
use table::{Row, Side};

/// The pseudo-program that measures starting and ending: `-c pass`.
const STARTUP: &str = "startup";
/// It is short, so each round runs it this often.
const STARTUP_RUNS: usize = 10;

struct Plan {
    dir: PathBuf,
    rounds: usize,
    limit: Duration,
    processor: bool,
    ours: PathBuf,
    other: Option<Stage>,
}

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let markdown = options.flag("--markdown");
    let processor = options.flag("--cpu");
    let rounds = options.number("--rounds", 5)?;
    let only = options.value("--only")?.unwrap_or_default();
    let limit = Duration::from_secs_f64(options.number("--timeout", 120.0)?);
    let binary = options.value("--bin")?;
    let places = (options.value("--root")?, options.value("--stage")?);
    let command = options.done()?;
    let dir = project::root().join("benches/programs");
    let mut names = project::programs(&dir, &only).unwrap_or_default();
    if STARTUP.contains(&only) {
        names.push(STARTUP.to_owned());
    }
    if names.is_empty() {
        return Err(format!("no program has {only} in its name"));
    }
    let other = match command.is_empty() {
        true => None,
        false => Some(Stage::new(command, places, &dir, &names)?),
    };
    let ours = project::binary(binary)?;
    let plan = Plan {
        dir,
        rounds,
        limit,
        processor,
        ours,
        other,
    };
    let rows = measure(&plan, &names);
    print!("{}", table::print(&rows, markdown));
    Ok(rows.iter().all(Row::good))
}

fn measure(plan: &Plan, names: &[String]) -> Vec<Row> {
    let tell = std::io::stderr().is_terminal();
    let mut rows = Vec::new();
    for (at, name) in names.iter().enumerate() {
        if tell {
            eprint!("\r{:3}/{} {name:<24}", at + 1, names.len());
        }
        let mut row = Row::new(name, plan.other.is_some());
        row.recorded = std::fs::read(plan.dir.join(format!("{name}.out"))).ok();
        for round in 0..plan.rounds {
            if !run_round(plan, &mut row, round) {
                break;
            }
        }
        rows.push(row);
    }
    if tell {
        eprint!("\r{:40}\r", "");
    }
    rows
}

/// Runs both once, the first one first in even rounds. `false` ends the program's rounds.
fn run_round(plan: &Plan, row: &mut Row, round: usize) -> bool {
    let runs = if row.name == STARTUP { STARTUP_RUNS } else { 1 };
    for turn in 0..runs {
        let ours_first = (round + turn).is_multiple_of(2);
        for ours in [ours_first, !ours_first] {
            if !run_one(plan, row, ours) {
                return false;
            }
        }
    }
    true
}

fn run_one(plan: &Plan, row: &mut Row, ours: bool) -> bool {
    let command = match (&plan.other, ours) {
        (None, false) => return true,
        (_, true) => child::clean(&plan.ours, &arguments(&row.name, &plan.dir), &plan.dir),
        (Some(stage), false) => stage.command(&arguments(&row.name, stage.seen())),
    };
    let Some(side) = row.side(ours) else {
        return true;
    };
    match child::run(command, plan.limit) {
        Ok(ran) => note(side, &ran, plan.processor),
        Err(why) => side.failed = Some(format!("cannot start: {why}")),
    }
    side.failed.is_none()
}

fn arguments(name: &str, dir: &Path) -> Vec<String> {
    match name {
        STARTUP => vec!["-c".to_owned(), "pass".to_owned()],
        _ => vec![
            dir.join(format!("{name}.py"))
                .to_string_lossy()
                .into_owned(),
        ],
    }
}

fn note(side: &mut Side, ran: &Ran, processor: bool) {
    if !ran.succeeded() {
        side.failed = Some(match ran.end {
            End::TimedOut => "timeout".to_owned(),
            End::Status(status) => format!("{status}: {}", ran.last_error()),
        });
        return;
    }
    let whole = if processor {
        ran.processor
    } else {
        ran.elapsed
    };
    side.seconds
        .push(own_seconds(&ran.stderr).unwrap_or(whole.as_secs_f64()));
    side.peaks.push(ran.peak as f64);
    side.output.clone_from(&ran.stdout);
}

/// What a program that times its own part says: `seconds X`.
pub fn own_seconds(stderr: &[u8]) -> Option<f64> {
    let text = String::from_utf8_lossy(stderr);
    text.lines()
        .find_map(|line| line.strip_prefix("seconds ")?.trim().parse().ok())
}
