//! The source text and its lines: byte offsets to positions and back.

use bytecode::Position;
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

/// Source text with the byte offset of every line's start. Lines end at `\n`, `\r\n` or `\r`.
pub struct Source<'a> {
    pub text: &'a str,
    starts: Vec<u32>,
}

impl<'a> Source<'a> {
    pub fn new(text: &'a str) -> Self {
        let bytes = text.as_bytes();
        let mut starts = vec![0];
        for (index, &byte) in bytes.iter().enumerate() {
            let ends = byte == b'\n' || (byte == b'\r' && bytes.get(index + 1) != Some(&b'\n'));
            if ends {
                starts.push(index as u32 + 1);
            }
        }
        Self { text, starts }
    }

    /// Line (from 1) and byte column (from 0) of an offset.
    pub fn locate(&self, offset: u32) -> (u32, u32) {
        let line = self.starts.partition_point(|&start| start <= offset);
        (line as u32, offset - self.starts[line - 1])
    }

    pub fn position(&self, range: TextRange) -> Position {
        let (line, col) = self.locate(range.start().into());
        let (end_line, end_col) = self.locate(range.end().into());
        Position {
            line,
            end_line,
            col: col as i32,
            end_col: end_col as i32,
        }
    }

    /// Position of a definition: from `def` or `class`, decorators left out.
    pub fn definition(&self, decorators: &[ast::Decorator], range: TextRange) -> Position {
        let mut start = u32::from(range.start());
        if let Some(last) = decorators.last() {
            start = self.skip_trivia(last.range().end().into());
        }
        self.position(TextRange::new(start.into(), range.end()))
    }

    /// First offset from `offset` on that is neither blank nor comment.
    fn skip_trivia(&self, offset: u32) -> u32 {
        let bytes = self.text.as_bytes();
        let mut at = offset as usize;
        while let Some(&byte) = bytes.get(at) {
            match byte {
                b'#' => {
                    at += bytes[at..]
                        .iter()
                        .position(|&b| b == b'\n')
                        .unwrap_or(bytes.len() - at)
                }
                b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'\\' => at += 1,
                _ => break,
            }
        }
        at as u32
    }

    /// The text of a line (from 1), its newline included.
    pub fn line(&self, line: u32) -> Option<&'a str> {
        let index = (line as usize).checked_sub(1)?;
        let start = *self.starts.get(index)? as usize;
        let end = self
            .starts
            .get(index + 1)
            .map_or(self.text.len(), |&end| end as usize);
        self.text.get(start..end)
    }

    /// Byte offset at which a line (from 1) starts.
    pub fn line_start(&self, line: u32) -> Option<u32> {
        self.starts.get((line as usize).checked_sub(1)?).copied()
    }

    /// How many lines there are.
    pub fn line_count(&self) -> u32 {
        self.starts.len() as u32
    }

    pub fn slice(&self, range: TextRange) -> &'a str {
        &self.text[range.start().into()..range.end().into()]
    }
}
