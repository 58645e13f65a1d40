//! Statements with a block: missing colons, missing indentation, `try` without a handler.

use ruff_python_ast::token::TokenKind as K;

use super::Spot;
use super::tokens::Tokens;
use crate::error::{ErrorKind, SyntaxError};

/// What a compound statement is called, from the token that starts it.
fn header_name(tokens: &Tokens<'_>, start: usize) -> Option<&'static str> {
    let first = match tokens.kind(start) {
        K::Async => tokens.kind(start + 1),
        kind => kind,
    };
    Some(match first {
        K::If => "'if' statement",
        K::Elif => "'elif' statement",
        K::Else => "'else' statement",
        K::For => "'for' statement",
        K::While => "'while' statement",
        K::With => "'with' statement",
        K::Try => "'try' statement",
        K::Except if tokens.kind(start + 1) == K::Star => "'except*' statement",
        K::Except => "'except' statement",
        K::Finally => "'finally' statement",
        K::Match => "'match' statement",
        K::Case => "'case' statement",
        K::Def => "function definition",
        K::Class => "class definition",
        _ => return None,
    })
}

/// `if x:` without a block; `at` is the token where the block should start.
pub fn missing_block(tokens: &Tokens<'_>, at: usize) -> Option<SyntaxError> {
    let before = &tokens.list[..(at + 1).min(tokens.list.len())];
    let newline = before.iter().rposition(|token| token.kind == K::Newline)?;
    let at = at.max(newline + 1);
    let indented = tokens.list[newline..at]
        .iter()
        .any(|token| token.kind == K::Indent);
    if newline == 0
        || tokens.kind(newline - 1) != K::Colon
        || indented
        || tokens.kind(at) == K::Indent
    {
        return None;
    }
    let start = tokens.line_start(newline);
    let name = header_name(tokens, start)?;
    let line = tokens.line_of(tokens.list[start]);
    let message = format!("expected an indented block after {name} on line {line}");
    let spot = Spot::new(tokens.source, message).kind(ErrorKind::Indentation);
    let mut found = at;
    while matches!(tokens.kind(found), K::Dedent | K::Indent) {
        found += 1;
    }
    let Some(token) = tokens
        .list
        .get(found)
        .filter(|token| token.kind != K::EndOfFile)
    else {
        let last = tokens.list[newline];
        return Some(
            spot.span(last.start, last.start)
                .end(-1)
                .incomplete()
                .error(),
        );
    };
    Some(spot.span(token.start, token.end).error())
}

/// Whether the token at `at` stands where the header of its logical line should have had a colon.
pub fn missing_colon(tokens: &Tokens<'_>, at: usize) -> Option<SyntaxError> {
    let start = tokens.line_start(at);
    header_name(tokens, start)?;
    if at == start || tokens.open_bracket(at).is_some_and(|open| open >= start) {
        return None;
    }
    let keyword = if tokens.kind(start) == K::Async {
        tokens.kind(start + 1)
    } else {
        tokens.kind(start)
    };
    let any_token = matches!(
        keyword,
        K::Else | K::Try | K::Finally | K::Def | K::For | K::With
    );
    let found = tokens.list[at];
    if !any_token && found.kind != K::Newline {
        return None;
    }
    let complete = match keyword {
        K::For => {
            tokens.list[start..at]
                .iter()
                .any(|token| token.kind == K::In)
                && tokens.kind(at - 1) != K::In
        }
        K::Def => {
            matches!(tokens.kind(at - 1), K::Rpar)
                || tokens.list[start..at].iter().any(|t| t.kind == K::Rarrow)
        }
        K::Else | K::Try | K::Finally => true,
        _ => at > start + 1,
    };
    let end = if found.kind == K::Newline {
        found.start + 1
    } else {
        found.end
    };
    complete.then(|| {
        Spot::new(tokens.source, "expected ':'")
            .span_in_line(found.start, end)
            .error()
    })
}

impl Spot<'_> {
    /// As `span`, for an end that is on the same line though the text may end before it.
    pub(super) fn span_in_line(self, start: u32, end: u32) -> Self {
        let spot = self.span(start, start);
        let width = (end - start) as i32;
        let (offset, _) = (spot.error.offset as i32, 0);
        spot.end(offset + width)
    }
}

/// `try:` whose block is followed by something else than `except` or `finally`.
pub fn missing_handler(tokens: &Tokens<'_>, at: usize) -> SyntaxError {
    let spot = Spot::new(tokens.source, "expected 'except' or 'finally' block");
    let mut found = at;
    while matches!(tokens.kind(found), K::Dedent | K::Indent) {
        found += 1;
    }
    match tokens
        .list
        .get(found)
        .filter(|token| token.kind != K::EndOfFile)
    {
        Some(token) => spot.span(token.start, token.end).error(),
        None => {
            let last = tokens
                .list
                .iter()
                .rev()
                .find(|token| token.kind == K::Newline);
            let start = last.map_or(0, |token| token.start);
            spot.span(start, start).end(-1).incomplete().error()
        }
    }
}
