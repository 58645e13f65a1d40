//! What a failed compilation reports: the data of a Python `SyntaxError`.

use std::fmt;

/// Which exception is raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    Syntax,
    Indentation,
    Tab,
    /// The source nests deeper than the compiler goes.
    Recursion,
    /// `MemoryError`: "too many nested parentheses" and the like that 3.13's parser raises so.
    Memory,
    /// `ValueError` (null bytes in the source).
    Value,
}

/// Message and place; offsets count characters from 1 as in 3.13.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    pub kind: ErrorKind,
    pub message: String,
    pub line: u32,
    pub offset: u32,
    pub end_line: u32,
    /// 0: unknown (the caret is one character wide); as `end_offset` of the exception.
    pub end_offset: i32,
    /// The source line with its newline, if there is one.
    pub text: Option<String>,
    /// The input ended too early: an interactive prompt asks for more.
    pub incomplete: bool,
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "{} (line {}, offset {})",
            self.message, self.line, self.offset
        )
    }
}

impl std::error::Error for SyntaxError {}

/// An error found after parsing, before the source line is attached: columns are UTF-8 bytes from 0.
#[derive(Clone, Debug)]
pub struct Fault {
    pub kind: ErrorKind,
    pub message: String,
    pub pos: bytecode::Position,
}

impl Fault {
    pub fn new(message: impl Into<String>, pos: bytecode::Position) -> Self {
        Self {
            kind: ErrorKind::Syntax,
            message: message.into(),
            pos,
        }
    }

    pub fn recursion() -> Self {
        let message = "maximum recursion depth exceeded during compilation".into();
        Self {
            kind: ErrorKind::Recursion,
            message,
            pos: bytecode::Position::NONE,
        }
    }
}

pub type Result<T> = std::result::Result<T, Fault>;
