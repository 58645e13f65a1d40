//! Parsing, and turning what goes wrong into 3.13's errors.
//!
//! The parser's library finds *that* and mostly *where* a text is wrong; 3.13's words, ranges and priorities are
//! worked out here from the tokens: first what its tokenizer would refuse (`lexical.rs`), then brackets, blocks
//! (`blocks.rs`), targets (`targets.rs`), and the rest (`diagnose.rs`).

mod blocks;
mod diagnose;
mod escapes;
mod lexical;
mod names;
mod nesting;
mod parameters;
mod patterns;
mod targets;
mod tokens;

use ruff_python_ast::{self as ast, PythonVersion};
use ruff_python_parser::{ParseOptions, Parsed, parse_unchecked};

use crate::Mode;
use crate::error::{ErrorKind, Fault, SyntaxError};
use crate::source::Source;
use names::Names;

/// A text that was read, and the names that were met.
pub struct Read<'a, T> {
    pub names: Names<'a>,
    pub result: Result<T, SyntaxError>,
}

impl<'a, T> Read<'a, T> {
    pub fn then<U>(self, work: impl FnOnce(T) -> Result<U, SyntaxError>) -> Read<'a, U> {
        Read {
            names: self.names,
            result: self.result.and_then(work),
        }
    }
}

/// Parses the text.
///
/// In a module 3.13 ends the last line if it isn't ended, and tells what is wrong with that text; open strings come first.
pub fn parse<'a>(source: &Source<'a>, mode: Mode, library: bool) -> Read<'a, ast::Mod> {
    let mut read = parse_as_it_is(source, mode, library);
    let Err(error) = &read.result else {
        return read;
    };
    let ends = source.text.is_empty() || source.text.ends_with(['\n', '\r']);
    if mode != Mode::Exec || ends || is_about_text(error) {
        return read;
    }
    let ended = format!("{}\n", source.text);
    if let Err(error) = parse_as_it_is(&Source::new(&ended), mode, library).result
        && !is_about_text(&error)
    {
        read.result = Err(error);
    }
    read
}

fn is_about_text(error: &SyntaxError) -> bool {
    error.message.starts_with("unterminated")
}

fn parse_as_it_is<'a>(source: &Source<'a>, mode: Mode, library: bool) -> Read<'a, ast::Mod> {
    if let Err(error) = check_text(source) {
        return Read {
            names: Vec::new(),
            result: Err(error),
        };
    }
    let parsed = parse_once(source.text, mode, library);
    match check(source, &parsed, mode) {
        // What the embedded library names is in its compiled files.
        Ok(()) if library => Read {
            names: Vec::new(),
            result: Ok(parsed.into_syntax()),
        },
        Ok(()) => Read {
            names: names::all(source, &parsed),
            result: Ok(parsed.into_syntax()),
        },
        Err(error) => Read {
            names: names::up_to(source, &parsed, &error),
            result: Err(error),
        },
    }
}

/// What is wrong before the first token is read.
fn check_text(source: &Source<'_>) -> Result<(), SyntaxError> {
    if let Some(offset) = source.text.find('\0') {
        let message = "source code string cannot contain null bytes";
        return Err(Spot::new(source, message)
            .span(offset as u32, offset as u32)
            .error());
    }
    nesting::check(source)
}

fn check(source: &Source<'_>, parsed: &Parsed<ast::Mod>, mode: Mode) -> Result<(), SyntaxError> {
    if let Some(error) = lexical::indentation(source, parsed) {
        return Err(error);
    }
    if !parsed.errors().is_empty() {
        return Err(diagnose::explain(source, parsed));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        return Err(diagnose::too_new(source, error));
    }
    if mode == Mode::Single
        && let Some(error) = diagnose::more_than_one_statement(source, parsed)
    {
        return Err(error);
    }
    Ok(())
}

fn parse_once(text: &str, mode: Mode, library: bool) -> Parsed<ast::Mod> {
    let parser_mode = match mode {
        Mode::Eval => ruff_python_parser::Mode::Expression,
        _ => ruff_python_parser::Mode::Module,
    };
    let version = if library {
        PythonVersion::PY314
    } else {
        PythonVersion::PY313
    };
    parse_unchecked(
        text,
        ParseOptions::from(parser_mode).with_target_version(version),
    )
}

/// An error under construction.
pub(crate) struct Spot<'a> {
    source: &'a Source<'a>,
    error: SyntaxError,
}

impl<'a> Spot<'a> {
    pub fn new(source: &'a Source<'a>, message: impl Into<String>) -> Self {
        let error = SyntaxError {
            kind: ErrorKind::Syntax,
            message: message.into(),
            line: 1,
            offset: 0,
            end_line: 1,
            end_offset: 0,
            text: None,
            incomplete: false,
        };
        Self { source, error }
    }

    pub fn kind(mut self, kind: ErrorKind) -> Self {
        self.error.kind = kind;
        self
    }

    /// From one byte offset to another.
    pub fn span(mut self, start: u32, end: u32) -> Self {
        (self.error.line, self.error.offset) = self.place(start);
        let (line, offset) = self.place(end);
        (self.error.end_line, self.error.end_offset) = (line, offset as i32);
        self
    }

    /// At a line and a character (from 1), with the end offset that 3.13 gives.
    pub fn raw(mut self, line: u32, offset: u32, end_offset: i32) -> Self {
        (self.error.line, self.error.offset) = (line, offset);
        (self.error.end_line, self.error.end_offset) = (line, end_offset);
        self
    }

    /// The same start, another end offset.
    pub fn end(mut self, end_offset: i32) -> Self {
        (self.error.end_line, self.error.end_offset) = (self.error.line, end_offset);
        self
    }

    pub fn incomplete(mut self) -> Self {
        self.error.incomplete = true;
        self
    }

    pub fn error(mut self) -> SyntaxError {
        let text = self
            .source
            .line(self.error.line)
            .filter(|line| !line.is_empty());
        self.error.text = text.map(str::to_string);
        self.error
    }

    fn place(&self, offset: u32) -> (u32, u32) {
        let (line, col) = self.source.locate(offset);
        (line, characters(self.source, line, col as i32))
    }
}

/// Character offset from 1 of a byte column.
fn characters(source: &Source<'_>, line: u32, col: i32) -> u32 {
    let text = source.line(line).unwrap_or("");
    let col = usize::try_from(col).unwrap_or(0).min(text.len());
    String::from_utf8_lossy(&text.as_bytes()[..col])
        .chars()
        .count() as u32
        + 1
}

/// Attaches the source line to a fault found after parsing.
pub fn report(source: &Source<'_>, fault: Fault) -> SyntaxError {
    let pos = fault.pos;
    let mut spot = Spot::new(source, fault.message).kind(fault.kind);
    spot.error.line = pos.line.max(1);
    spot.error.end_line = pos.end_line.max(1);
    spot.error.offset = if pos.col < 0 {
        0
    } else {
        characters(source, pos.line, pos.col)
    };
    spot.error.end_offset = if pos.end_col < 0 {
        0
    } else {
        characters(source, pos.end_line, pos.end_col) as i32
    };
    spot.error()
}
