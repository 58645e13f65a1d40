//! Parsing, and turning what goes wrong into 3.13's errors.

use ruff_python_ast::{self as ast, PythonVersion};
use ruff_python_parser::{ParseOptions, parse_unchecked};

use crate::Mode;
use crate::error::{ErrorKind, Fault, SyntaxError};
use crate::source::Source;

/// Parses the text.
pub fn parse(source: &Source<'_>, mode: Mode, library: bool) -> Result<ast::Mod, SyntaxError> {
    let parser_mode = match mode {
        Mode::Eval => ruff_python_parser::Mode::Expression,
        _ => ruff_python_parser::Mode::Module,
    };
    let version = if library {
        PythonVersion::PY314
    } else {
        PythonVersion::PY313
    };
    let parsed = parse_unchecked(
        source.text,
        ParseOptions::from(parser_mode).with_target_version(version),
    );
    if let Some(error) = parsed.errors().first() {
        return Err(report(
            source,
            Fault::new(error.error.to_string(), source.position(error.location)),
        ));
    }
    if let Some(error) = parsed.unsupported_syntax_errors().first() {
        return Err(report(
            source,
            Fault::new(error.to_string(), source.position(error.range)),
        ));
    }
    Ok(parsed.into_syntax())
}

/// Attaches the source line to a fault.
pub fn report(source: &Source<'_>, fault: Fault) -> SyntaxError {
    let pos = fault.pos;
    let chars = |line: u32, col: i32| -> u32 {
        let text = source.line(line).unwrap_or("");
        let col = usize::try_from(col).unwrap_or(0).min(text.len());
        String::from_utf8_lossy(&text.as_bytes()[..col])
            .chars()
            .count() as u32
            + 1
    };
    SyntaxError {
        kind: fault.kind,
        message: fault.message,
        line: pos.line,
        offset: if pos.col < 0 {
            0
        } else {
            chars(pos.line, pos.col)
        },
        end_line: pos.end_line,
        end_offset: if pos.end_col < 0 {
            0
        } else {
            chars(pos.end_line, pos.end_col) as i32
        },
        text: source.line(pos.line).map(str::to_string),
        incomplete: false,
    }
}

#[allow(dead_code)]
const KINDS: [ErrorKind; 1] = [ErrorKind::Syntax];
