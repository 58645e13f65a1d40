//! `UNSAFE.toml`: which files may hold unsafe code, and how many blocks. And every block says why it holds there.
//!
//! The ledger is written by `cargo xtask tidy --write-ledger` and read by people: growing it is part of a change, so a
//! count that differs from it, either way, is an error.

use super::Finding;
use super::arrows::ROOMS;
use super::source::Source;
use std::collections::BTreeMap;
use std::path::Path;

const NAME: &str = "UNSAFE.toml";
const HEAD: &str = "\
# The files that hold unsafe code, and how many blocks (`unsafe { }` and `unsafe impl`) each has.
# Written by `cargo xtask tidy --write-ledger`; a change that grows it says why.
";
/// The word that opens an explanation.
const SAFETY: &str = "SAFETY:";
/// How far above its block an explanation may begin: it may be long, but it must be near.
const NEAR: usize = 12;

/// Where unsafe blocks and impls begin. An `unsafe fn` or an `unsafe extern` is a promise asked for, not one given.
pub fn blocks(source: &Source) -> Vec<usize> {
    let opens = |at: &usize| {
        let after = source.code[at + "unsafe".len()..].trim_start();
        after.starts_with('{') || after.starts_with("impl")
    };
    source.words("unsafe").into_iter().filter(opens).collect()
}

/// Errors for blocks that nobody explains.
pub fn explained(source: &Source) -> Vec<Finding> {
    let lines: Vec<&str> = source.text.lines().collect();
    let code: Vec<&str> = source.code.lines().collect();
    let mut findings = Vec::new();
    for at in blocks(source) {
        let line = source.line_of(at);
        if !has_reason(&lines, &code, line - 1) {
            findings.push(Finding::error(
                &source.path,
                line,
                format!("unsafe without a // {SAFETY}"),
            ));
        }
    }
    findings
}

/// Whether a reason stands on the line or above it, with no end of another statement between.
fn has_reason(lines: &[&str], code: &[&str], at: usize) -> bool {
    if lines[at].contains(SAFETY) {
        return true;
    }
    for above in (at.saturating_sub(NEAR)..at).rev() {
        if lines[above].contains(SAFETY) {
            return true;
        }
        let code = code[above].trim_end();
        if code.ends_with([';', '}']) {
            return false;
        }
    }
    false
}

fn counts(sources: &[Source]) -> BTreeMap<String, usize> {
    let counted = sources
        .iter()
        .map(|source| (source.path.clone(), blocks(source).len()));
    counted.filter(|(_, count)| *count > 0).collect()
}

/// Writes the ledger anew.
pub fn write(root: &Path, sources: &[Source]) -> Result<(), String> {
    let counts = counts(sources);
    let mut text = format!("{HEAD}\n[files]\n");
    for (path, count) in &counts {
        text.push_str(&format!("\"{path}\" = {count}\n"));
    }
    text.push_str(&format!(
        "\n[total]\nfiles = {}\nblocks = {}\n",
        counts.len(),
        counts.values().sum::<usize>()
    ));
    std::fs::write(root.join(NAME), text).map_err(|why| format!("{NAME}: {why}"))
}

/// Compares the files with the ledger and with the rooms that may hold unsafe code at all.
pub fn check(root: &Path, sources: &[Source]) -> Result<Vec<Finding>, String> {
    let text = std::fs::read_to_string(root.join(NAME)).map_err(|why| format!("{NAME}: {why}"))?;
    let mut findings = compare(&parse(&text), &counts(sources));
    findings.extend(sources.iter().filter_map(fence));
    findings.extend(sources.iter().filter_map(corner));
    Ok(findings)
}

/// The ledger's `"path" = count` lines.
pub fn parse(text: &str) -> BTreeMap<String, usize> {
    let pair = |line: &str| {
        let (path, count) = line.split_once(" = ")?;
        let path = path.strip_prefix('"')?.strip_suffix('"')?;
        Some((path.to_owned(), count.trim().parse().ok()?))
    };
    text.lines().filter_map(pair).collect()
}

fn compare(ledger: &BTreeMap<String, usize>, counts: &BTreeMap<String, usize>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for path in ledger
        .keys()
        .chain(counts.keys().filter(|path| !ledger.contains_key(*path)))
    {
        let (stated, found) = (ledger.get(path).copied(), counts.get(path).copied());
        if stated != found {
            let text = format!(
                "{} unsafe blocks, {NAME} says {}: cargo xtask tidy --write-ledger",
                found.unwrap_or(0),
                stated.unwrap_or(0)
            );
            findings.push(Finding::error(path, 0, text));
        }
    }
    findings
}

/// The root file of a fenced room must forbid unsafe code.
fn fence(source: &Source) -> Option<Finding> {
    let room = ROOMS.iter().find(|room| room.name == source.room())?;
    let file = source.path.rsplit("/src/").next().unwrap_or_default();
    let is_root = source.path.contains("/src/") && matches!(file, "lib.rs" | "main.rs");
    let forbids = source.code.contains("#![forbid(unsafe_code)]");
    match room.fenced && is_root && !forbids {
        true => Some(Finding::error(
            &source.path,
            0,
            "this room forbids unsafe code: say so",
        )),
        false => None,
    }
}

/// The census reads raw memory in its walk, and a watcher's state in its trace, and nowhere else.
fn corner(source: &Source) -> Option<Finding> {
    let outside = source.path.starts_with("crates/census/src/")
        && !["/walk", "/trace"]
            .iter()
            .any(|name| source.path.contains(name));
    match outside && !blocks(source).is_empty() {
        true => Some(Finding::error(
            &source.path,
            0,
            "only the walk may hold unsafe code in this room",
        )),
        false => None,
    }
}
