//! The names of a text in the order in which 3.13's parser meets them.
//!
//! That parser makes an object of every name as it reads it, interned for good: those that no code holds are then there as well (keywords
//! of calls, names after `global`, what is dropped as dead). Of a text that it refuses it has met the names up to the place of the error.
//! The parts of a dotted name in an import are joined from the left, and each joined text is kept too.

use ruff_python_ast as ast;
use ruff_python_ast::token::{Token, TokenKind as K};
use ruff_python_parser::Parsed;
use ruff_text_size::Ranged;
use rustc_hash::FxHashSet;
use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

use crate::error::SyntaxError;
use crate::source::Source;

/// Each name once.
pub type Names<'a> = Vec<Cow<'a, str>>;

/// All names of the text.
pub fn all<'a>(source: &Source<'a>, parsed: &Parsed<ast::Mod>) -> Names<'a> {
    collect(source, parsed, |_| true)
}

/// The names that start before the error ends, or before the place where the parser stopped: what is told may be a bracket far before.
pub fn up_to<'a>(source: &Source<'a>, parsed: &Parsed<ast::Mod>, error: &SyntaxError) -> Names<'a> {
    let line = error.line.max(error.end_line);
    let column = match error.end_line < error.line {
        true => error.offset as i32,
        false => error.end_offset.max(error.offset as i32),
    };
    let first = parsed.errors().first();
    let stopped = first.map_or(0, |error| error.location.end().to_u32());
    collect(source, parsed, |token| {
        let start = token.start().to_u32();
        let (at, bytes) = source.locate(start);
        let before = &source.text[(start - bytes) as usize..start as usize];
        start < stopped || at < line || at == line && (before.chars().count() as i32) < column
    })
}

fn collect<'a>(
    source: &Source<'a>,
    parsed: &Parsed<ast::Mod>,
    met: impl Fn(&Token) -> bool,
) -> Names<'a> {
    let mut collector = Collector::default();
    for token in parsed.tokens().iter() {
        let kind = token.kind();
        if matches!(kind, K::Comment | K::NonLogicalNewline) {
            continue;
        }
        if kind == K::Name && !met(token) {
            break;
        }
        let range = token.range();
        collector.take(kind, || &source.text[range]);
    }
    collector.names
}

#[derive(Default)]
struct Collector<'a> {
    names: Names<'a>,
    seen: FxHashSet<Cow<'a, str>>,
    importing: bool,
    /// A dotted name of an import, as far as it goes.
    dotted: String,
    before: Option<K>,
}

impl<'a> Collector<'a> {
    fn take(&mut self, kind: K, text: impl FnOnce() -> &'a str) {
        match kind {
            K::Name => {
                let name = normal(text());
                if self.importing {
                    self.join(&name);
                }
                self.add(name);
            }
            K::Import => self.import(),
            K::From if self.starts_statement() => self.import(),
            K::Newline | K::Semi => self.importing = false,
            _ => {}
        }
        self.before = Some(kind);
    }

    fn starts_statement(&self) -> bool {
        use K::{Colon, Dedent, Indent, Newline, Semi};
        self.before
            .is_none_or(|kind| matches!(kind, Newline | Indent | Dedent | Semi | Colon))
    }

    fn import(&mut self) {
        self.importing = true;
        self.dotted.clear();
    }

    fn join(&mut self, name: &str) {
        if self.before == Some(K::Dot) && !self.dotted.is_empty() {
            self.dotted.push('.');
            self.dotted.push_str(name);
            self.add(Cow::Owned(self.dotted.clone()));
        } else {
            name.clone_into(&mut self.dotted);
        }
    }

    fn add(&mut self, name: Cow<'a, str>) {
        if !self.seen.contains(&name) {
            self.seen.insert(name.clone());
            self.names.push(name);
        }
    }
}

/// As the language compares names.
fn normal(name: &str) -> Cow<'_, str> {
    match name.is_ascii() {
        true => Cow::Borrowed(name),
        false => Cow::Owned(name.nfkc().collect()),
    }
}
