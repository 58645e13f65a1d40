//! The tokens of a text, comments and blank lines left out, and questions about them.

use ruff_python_ast as ast;
use ruff_python_ast::token::TokenKind as K;
use ruff_python_parser::Parsed;
use ruff_text_size::Ranged;

use crate::source::Source;

#[derive(Clone, Copy, Debug)]
pub struct Token {
    pub kind: K,
    pub start: u32,
    pub end: u32,
}

pub struct Tokens<'a> {
    pub source: &'a Source<'a>,
    pub list: Vec<Token>,
}

impl<'a> Tokens<'a> {
    pub fn new(source: &'a Source<'a>, parsed: &Parsed<ast::Mod>) -> Self {
        let tokens = parsed.tokens().iter();
        let list = tokens
            .map(|token| Token {
                kind: token.kind(),
                start: token.start().into(),
                end: token.end().into(),
            })
            .filter(|token| !matches!(token.kind, K::Comment | K::NonLogicalNewline))
            .collect();
        Self { source, list }
    }

    pub fn text(&self, token: Token) -> &'a str {
        &self.source.text[token.start as usize..token.end as usize]
    }

    pub fn kind(&self, index: usize) -> K {
        self.list
            .get(index)
            .map_or(K::EndOfFile, |token| token.kind)
    }

    /// The first token that ends after the offset, or stands at it.
    pub fn at(&self, offset: u32) -> usize {
        let found = self
            .list
            .iter()
            .position(|token| token.end > offset || token.start >= offset);
        found.unwrap_or(self.list.len().saturating_sub(1))
    }

    /// The last bracket still open before a token.
    pub fn open_bracket(&self, before: usize) -> Option<usize> {
        let mut open = Vec::new();
        for (index, token) in self.list[..before.min(self.list.len())].iter().enumerate() {
            match token.kind {
                K::Lpar | K::Lsqb | K::Lbrace => open.push(index),
                K::Rpar | K::Rsqb | K::Rbrace => {
                    open.pop();
                }
                _ => {}
            }
        }
        open.pop()
    }

    /// The bracket that closes the one at `open`.
    pub fn closing(&self, open: usize) -> Option<usize> {
        let mut depth = 0;
        for (index, token) in self.list.iter().enumerate().skip(open) {
            match token.kind {
                K::Lpar | K::Lsqb | K::Lbrace => depth += 1,
                K::Rpar | K::Rsqb | K::Rbrace => {
                    depth -= 1;
                    if depth == 0 {
                        return Some(index);
                    }
                }
                _ => {}
            }
        }
        None
    }

    /// First token of the logical line that a token is on.
    pub fn line_start(&self, index: usize) -> usize {
        let is_end =
            |token: &Token| matches!(token.kind, K::Newline | K::Indent | K::Dedent | K::Semi);
        self.list[..index.min(self.list.len())]
            .iter()
            .rposition(is_end)
            .map_or(0, |end| end + 1)
    }

    /// First token of the statement that a token is in: a compound statement's body may stand on its line.
    pub fn statement_start(&self, index: usize) -> usize {
        let start = self.line_start(index);
        let compound = matches!(
            self.kind(start),
            K::Def | K::Class | K::If | K::Elif | K::Else | K::While | K::For | K::With | K::Try
        ) || matches!(self.kind(start), K::Async | K::Except | K::Finally);
        if !compound {
            return start;
        }
        let (mut depth, mut lambdas) = (0usize, 0usize);
        for at in start..index.min(self.list.len()) {
            match self.kind(at) {
                K::Lpar | K::Lsqb | K::Lbrace => depth += 1,
                K::Rpar | K::Rsqb | K::Rbrace => depth = depth.saturating_sub(1),
                K::Lambda if depth == 0 => lambdas += 1,
                K::Colon if depth == 0 && lambdas > 0 => lambdas -= 1,
                K::Colon if depth == 0 => return at + 1,
                _ => {}
            }
        }
        start
    }

    pub fn line_of(&self, token: Token) -> u32 {
        self.source.locate(token.start).0
    }
}
