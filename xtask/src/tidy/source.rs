//! A Rust file as the checks see it: its text, and its code with everything that isn't code blanked out.
//!
//! Invariant: `code` has the same number of lines as `text`, and each piece of code stands on its own line; comments
//! and the insides of strings and character literals are spaces. So a brace found in `code` is a brace.

use std::path::Path;

/// One file.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// From the project's root, with `/`.
    pub path: String,
    pub text: String,
    pub code: String,
}

impl Source {
    pub fn new(path: &str, text: &str) -> Source {
        Source {
            path: path.to_owned(),
            text: text.to_owned(),
            code: blank(text),
        }
    }

    /// The line, from 1, of a place in `code`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.code[..offset].matches('\n').count() + 1
    }

    /// The room that the file belongs to: `types` for `crates/types/src/list.rs`, `xtask` for `xtask/src/main.rs`.
    pub fn room(&self) -> &str {
        let path = self.path.strip_prefix("crates/").unwrap_or(&self.path);
        path.split('/').next().unwrap_or_default()
    }

    /// Where each whole word `word` stands in the code.
    pub fn words(&self, word: &str) -> Vec<usize> {
        let part = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
        let whole = |at: &usize| {
            let (before, after) = (&self.code[..*at], &self.code[at + word.len()..]);
            !part(before.chars().next_back()) && !part(after.chars().next())
        };
        self.code
            .match_indices(word)
            .map(|(at, _)| at)
            .filter(whole)
            .collect()
    }
}

/// Every Rust file of the project, in the order of the paths.
pub fn read_all(root: &Path) -> Result<Vec<Source>, String> {
    let mut sources = Vec::new();
    for top in ["crates", "xtask"] {
        walk(root, &root.join(top), &mut sources).map_err(|why| format!("{top}: {why}"))?;
    }
    sources.sort_by(|a, b| a.path.cmp(&b.path));
    Ok(sources)
}

fn walk(root: &Path, dir: &Path, sources: &mut Vec<Source>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(dir)? {
        let path = entry?.path();
        if path.is_dir() {
            if path.file_name().is_some_and(|name| name != "target") {
                walk(root, &path, sources)?;
            }
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let name = path
                .strip_prefix(root)
                .unwrap_or(&path)
                .to_string_lossy()
                .into_owned();
            sources.push(Source::new(&name, &std::fs::read_to_string(&path)?));
        }
    }
    Ok(())
}

/// The text with comments and literals blanked.
pub fn blank(text: &str) -> String {
    let mut scan = Scan {
        rest: text,
        out: String::with_capacity(text.len()),
        before: ' ',
    };
    while !scan.rest.is_empty() {
        scan.step();
    }
    scan.out
}

struct Scan<'a> {
    rest: &'a str,
    out: String,
    /// The last character of code.
    before: char,
}

impl Scan<'_> {
    fn step(&mut self) {
        let name = self.before.is_alphanumeric() || self.before == '_';
        if self.rest.starts_with("//") {
            self.hide(self.rest.find('\n').unwrap_or(self.rest.len()));
        } else if self.rest.starts_with("/*") {
            self.hide(comment(self.rest));
        } else if let Some(length) = raw_string(self.rest).filter(|_| !name) {
            self.hide(length);
        } else if self.rest.starts_with('"') {
            self.hide(quoted(self.rest, '"'));
        } else if let Some(length) = character(self.rest) {
            self.hide(length);
        } else {
            self.before = self.rest.chars().next().unwrap_or(' ');
            self.out.push(self.before);
            self.rest = &self.rest[self.before.len_utf8()..];
        }
    }

    /// Replaces so many bytes by spaces, line ends kept.
    fn hide(&mut self, length: usize) {
        let (hidden, rest) = self.rest.split_at(length);
        self.out
            .extend(hidden.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        self.rest = rest;
        self.before = ' ';
    }
}

/// The length of the block comment here; they nest.
fn comment(rest: &str) -> usize {
    let mut depth = 0;
    let mut at = 0;
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// The length of the raw string here: `r"…"`, `r#"…"#`, `br#"…"#`.
fn raw_string(rest: &str) -> Option<usize> {
    let prefix = ["r", "br", "cr"].into_iter().find(|prefix| {
        let after = rest.strip_prefix(prefix).unwrap_or_default();
        after.trim_start_matches('#').starts_with('"')
    })?;
    let after = &rest[prefix.len()..];
    let hashes = after.len() - after.trim_start_matches('#').len();
    let end = format!("\"{}", "#".repeat(hashes));
    let inside = &after[hashes + 1..];
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(prefix.len() + hashes + 1 + length)
}

/// The length of a literal with escapes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            c if c == quote => return at + c.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

/// The length of the character literal here; `None` for a lifetime.
fn character(rest: &str) -> Option<usize> {
    let mut chars = rest.char_indices();
    if chars.next()?.1 != '\'' {
        return None;
    }
    let (_, first) = chars.next()?;
    let (end, second) = chars.next()?;
    match first {
        '\\' => Some(quoted(rest, '\'')),
        _ if second == '\'' => Some(end + 1),
        _ => None,
    }
}
