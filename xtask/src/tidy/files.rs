//! What every file keeps: its head, its length, no words that mean "later", no tests at its tail.

use super::Finding;
use super::source::Source;

/// A file this long is a smell.
const SMELL: usize = 500;
/// A file this long wants a wall.
const WALL: usize = 1000;

/// Words that mean "later". Put together here so that this file doesn't hold them.
const LATER: [&str; 3] = [
    concat!("TO", "DO"),
    concat!("FIX", "ME"),
    concat!("XX", "X"),
];
/// The same as code.
const LATER_CODE: [&str; 3] = [
    concat!("todo", "!"),
    concat!("unimplemented", "!"),
    concat!("#[", "ignore"),
];

pub fn check(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    findings.extend(head(source));
    findings.extend(length(source));
    findings.extend(later(source));
    findings.extend(tail(source));
    findings
}

fn head(source: &Source) -> Option<Finding> {
    match source.text.starts_with("//!") {
        true => None,
        false => Some(Finding::error(&source.path, 1, "doesn't open with //!")),
    }
}

fn length(source: &Source) -> Option<Finding> {
    let lines = source.text.lines().count();
    match lines {
        0..=SMELL => None,
        n if n < WALL => Some(Finding::note(&source.path, 0, format!("{n} lines"))),
        n => Some(Finding::error(
            &source.path,
            0,
            format!("{n} lines: put in a wall"),
        )),
    }
}

fn later(source: &Source) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (at, (text, code)) in source.text.lines().zip(source.code.lines()).enumerate() {
        let words = LATER.iter().filter(|word| has_word(text, word));
        let codes = LATER_CODE.iter().filter(|word| code.contains(**word));
        for word in words.chain(codes) {
            findings.push(Finding::error(
                &source.path,
                at + 1,
                format!("{word}: do it or take it out"),
            ));
        }
    }
    findings
}

/// Whether the word stands there by itself, not inside a longer name or a run of letters.
fn has_word(text: &str, word: &str) -> bool {
    let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
    text.match_indices(word).any(|(at, _)| {
        !part(text[..at].chars().next_back()) && !part(text[at + word.len()..].chars().next())
    })
}

fn tail(source: &Source) -> Option<Finding> {
    let at = source.words("mod").into_iter().find(|at| {
        let after = source.code[at + 3..].trim_start();
        after.starts_with("tests") && after["tests".len()..].trim_start().starts_with('{')
    })?;
    let text = "tests belong in tests/ or a tests.rs beside the file";
    Some(Finding::error(&source.path, source.line_of(at), text))
}
