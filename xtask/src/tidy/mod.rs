//! `cargo xtask tidy`: what a machine can check of the house's rules.
//!
//! An *error* breaks a rule and ends with status 1. A *note* is something to look at: a file over 500 lines, a knot of
//! modules that import each other. Every check is a function from the project's files to findings, one file here each.

pub mod arrows;
pub mod files;
pub mod functions;
pub mod knots;
pub mod ledger;
pub mod source;

use crate::options::Options;
use crate::project;
use source::Source;
use std::fmt;
use std::path::Path;

/// One finding.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, from the project's root.
    pub path: String,
    /// From 1; 0 for the whole file.
    pub line: usize,
    pub error: bool,
    pub text: String,
}

impl Finding {
    pub fn error(path: &str, line: usize, text: impl Into<String>) -> Finding {
        Finding {
            path: path.to_owned(),
            line,
            error: true,
            text: text.into(),
        }
    }

    pub fn note(path: &str, line: usize, text: impl Into<String>) -> Finding {
        Finding {
            error: false,
            ..Finding::error(path, line, text)
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = if self.error { "error" } else { "note" };
        match self.line {
            0 => write!(f, "{kind}: {}: {}", self.path, self.text),
            line => write!(f, "{kind}: {}:{line}: {}", self.path, self.text),
        }
    }
}

pub fn main(words: &[String]) -> Result<bool, String> {
    let mut options = Options::new(words);
    let write = options.flag("--write-ledger");
    options.done()?;
    let root = project::root();
    let sources = source::read_all(&root)?;
    if write {
        ledger::write(&root, &sources)?;
    }
    let mut findings = check(&root, &sources)?;
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    let errors = findings.iter().filter(|finding| finding.error).count();
    println!("{}", functions::summary(&sources));
    println!(
        "{} files, {errors} errors, {} notes",
        sources.len(),
        findings.len() - errors
    );
    Ok(errors == 0)
}

fn check(root: &Path, sources: &[Source]) -> Result<Vec<Finding>, String> {
    let mut findings = Vec::new();
    for source in sources {
        findings.extend(files::check(source));
        findings.extend(functions::check(source));
        findings.extend(ledger::explained(source));
    }
    findings.extend(ledger::check(root, sources)?);
    findings.extend(arrows::check(root)?);
    findings.extend(knots::check(sources));
    Ok(findings)
}
