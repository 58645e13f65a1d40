//! `EXPECTED_FAILURES`: the programs that are known to fail, each with a reason.
//!
//! It stands beside the folder of programs, one `NAME: reason` a line, `#` for a comment. The list may only shrink:
//! a failure that it doesn't name and a pass that it does are both errors under `--expected`.

use super::Verdict;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

const HEAD: &str = "\
# Programs of the folders beside this file that are known to fail, each with its reason. The list may only shrink:
# `cargo xtask conformance --expected` fails on a failure that isn't here and on a pass that is.
";

/// The list, and where it came from.
#[derive(Clone, Debug, Default)]
pub struct Expected {
    path: PathBuf,
    reasons: BTreeMap<String, String>,
}

impl Expected {
    /// The list for this folder of programs; empty where there is no file.
    pub fn beside(dir: &Path) -> Result<Expected, String> {
        let path = dir.parent().unwrap_or(dir).join("EXPECTED_FAILURES");
        let text = match std::fs::read_to_string(&path) {
            Ok(text) => text,
            Err(why) if why.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(why) => return Err(format!("{}: {why}", path.display())),
        };
        Expected::parse(path, &text)
    }

    /// Reads a list. A line without a reason is an error: the reason is the point.
    pub fn parse(path: PathBuf, text: &str) -> Result<Expected, String> {
        let mut reasons = BTreeMap::new();
        for (at, line) in text.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            match line.split_once(':') {
                Some((name, reason)) if !reason.trim().is_empty() => {
                    reasons.insert(name.trim().to_owned(), reason.trim().to_owned());
                }
                _ => return Err(format!("{}:{}: no reason given", path.display(), at + 1)),
            }
        }
        Ok(Expected { path, reasons })
    }

    pub fn knows(&self, name: &str) -> bool {
        self.reasons.contains_key(name)
    }

    /// The names that stand here and passed.
    pub fn passed(&self, names: &[String], verdicts: &[Verdict]) -> Vec<String> {
        let pairs = names.iter().zip(verdicts);
        pairs
            .filter(|(name, verdict)| verdict.is_none() && self.knows(name))
            .map(|(name, _)| name.clone())
            .collect()
    }

    /// How many failed that don't stand here.
    pub fn unknown(&self, names: &[String], verdicts: &[Verdict]) -> usize {
        let pairs = names.iter().zip(verdicts);
        pairs
            .filter(|(name, verdict)| verdict.is_some() && !self.knows(name))
            .count()
    }

    /// Takes out what passed and puts in what failed, with the difference as its reason until somebody writes a better one.
    pub fn update(&mut self, names: &[String], verdicts: &[Verdict]) {
        for (name, verdict) in names.iter().zip(verdicts) {
            match verdict {
                None => {
                    self.reasons.remove(name);
                }
                Some(why) => {
                    self.reasons
                        .entry(name.clone())
                        .or_insert_with(|| why.clone());
                }
            }
        }
    }

    /// The list as it stands in the file.
    pub fn text(&self) -> String {
        let mut text = HEAD.to_owned();
        for (name, reason) in &self.reasons {
            text.push_str(&format!("{name}: {reason}\n"));
        }
        text
    }

    pub fn write(&self) -> Result<(), String> {
        std::fs::write(&self.path, self.text())
            .map_err(|why| format!("{}: {why}", self.path.display()))
    }
}
