//! Mistakes that 3.13 knows by the tokens around them: half a dict item, an argument without value, an f-string field.

use ruff_python_ast::token::TokenKind as K;
use ruff_python_ast::{self as ast};
use ruff_python_parser::InterpolatedStringErrorType as F;
use ruff_text_size::TextRange;

use super::diagnose::Case;
use super::lexical;
use crate::error::SyntaxError;

impl Case<'_> {
    fn kind_before(&self, back: usize) -> K {
        self.at
            .checked_sub(back)
            .map_or(K::EndOfFile, |index| self.tokens.kind(index))
    }

    /// The first pattern that fits.
    pub(super) fn pattern(&self) -> Option<SyntaxError> {
        self.number()
            .or_else(|| self.field())
            .or_else(|| self.argument())
            .or_else(|| self.dict_item())
            .or_else(|| self.comprehension())
            .or_else(|| self.statement())
    }

    /// A number that runs into something else.
    fn number(&self) -> Option<SyntaxError> {
        let token = self.token();
        let before = self.tokens.list.get(self.at.checked_sub(1)?)?;
        let glued =
            matches!(before.kind, K::Int | K::Float | K::Complex) && before.end == token.start;
        let start = if glued { before.start } else { token.start };
        lexical::number(self.source, start, &self.source.text[start as usize..])
    }

    /// `{}` in an f-string.
    fn field(&self) -> Option<SyntaxError> {
        let token = self.token();
        let before = self.tokens.list.get(self.at.checked_sub(1)?)?;
        let in_text = matches!(
            self.kind_before(2),
            K::FStringStart | K::FStringMiddle | K::Rbrace
        );
        if before.kind != K::Lbrace || !in_text {
            return None;
        }
        match token.kind {
            K::Rbrace => Some(self.here("f-string: valid expression required before '}'")),
            K::FStringEnd => Some(
                self.spot("f-string: expecting '}'")
                    .span(token.start, token.start)
                    .error(),
            ),
            _ => None,
        }
    }

    /// `f(a=)`, `f(*)`, and parameters in parentheses.
    fn argument(&self) -> Option<SyntaxError> {
        let token = self.token();
        let open = self.tokens.open_bracket(self.at)?;
        let before = self.tokens.list[self.at.checked_sub(1)?];
        if self.tokens.kind(open) != K::Lpar {
            return None;
        }
        let closes = matches!(token.kind, K::Rpar | K::Comma);
        let line = self.tokens.line_start(open);
        let defines = self.tokens.kind(line) == K::Def || self.tokens.kind(line + 1) == K::Def;
        if closes && before.kind == K::Equal && self.kind_before(2) == K::Name {
            let name = self.tokens.list[self.at - 2];
            return Some(
                self.spot("expected argument value expression")
                    .span(name.start, before.end)
                    .error(),
            );
        }
        if token.kind == K::Rpar && before.kind == K::Star && !defines {
            return Some(self.here("Invalid star expression"));
        }
        if token.kind == K::Lpar && defines && matches!(before.kind, K::Lpar | K::Comma) {
            let close = self.tokens.list[self.tokens.closing(self.at)?];
            let message = "Function parameters cannot be parenthesized";
            return Some(self.spot(message).span(token.start, close.end).error());
        }
        None
    }

    /// A dict display with a key or a value missing.
    fn dict_item(&self) -> Option<SyntaxError> {
        let open = self.tokens.open_bracket(self.at)?;
        let before = self.tokens.list[self.at.checked_sub(1)?];
        let inside = &self.tokens.list[open..self.at];
        if self.tokens.kind(open) != K::Lbrace || inside.iter().any(|token| token.kind == K::For) {
            return None;
        }
        let token = self.token();
        if before.kind == K::Colon && token.kind == K::Star {
            let end = self.expression_from(self.at + 1)?;
            let message = "cannot use a starred expression in a dictionary value";
            return Some(self.spot(message).span(token.start, end).error());
        }
        let closes = matches!(token.kind, K::Rbrace | K::Comma);
        if before.kind == K::Colon && closes {
            let message = "expression expected after dictionary key and ':'";
            return Some(self.spot(message).span(before.start, before.end).error());
        }
        let is_dict = inside.iter().any(|token| token.kind == K::Colon);
        if closes && is_dict && !matches!(before.kind, K::Comma | K::DoubleStar) {
            let (line, column) = self.source.locate(token.start);
            return Some(
                self.spot("':' expected after dictionary key")
                    .raw(line, column, 0)
                    .error(),
            );
        }
        None
    }

    fn comprehension(&self) -> Option<SyntaxError> {
        let token = self.token();
        let open = self.tokens.open_bracket(self.at)?;
        let inside = &self.tokens.list[open + 1..self.at];
        if token.kind == K::For && matches!(self.tokens.kind(open), K::Lsqb | K::Lbrace) {
            let (first, last) = (inside.first()?, inside.last()?);
            let parsed = self.parse(first.start, last.end)?;
            let tuple = matches!(parsed.expr(), ast::Expr::Tuple(tuple) if !tuple.parenthesized);
            let message = "did you forget parentheses around the comprehension target?";
            return tuple.then(|| self.spot(message).span(first.start, last.end).error());
        }
        let loops = inside.iter().rposition(|token| token.kind == K::For)?;
        let targets = &inside[loops + 1..];
        let plain =
            !targets.is_empty() && targets.iter().all(|t| matches!(t.kind, K::Name | K::Comma));
        let starts = !matches!(
            token.kind,
            K::In | K::Comma | K::Rpar | K::Rsqb | K::Rbrace | K::Equal
        );
        (plain && starts).then(|| self.here("'in' expected after for-loop variables"))
    }

    /// `import a from b`, `a, b += 1`.
    fn statement(&self) -> Option<SyntaxError> {
        let line = self.tokens.line_start(self.at);
        let first = *self.tokens.list.get(line)?;
        let token = self.token();
        if first.kind == K::Import && token.kind == K::From && self.at > line + 1 {
            let end = self.tokens.list[self.at..]
                .iter()
                .take_while(|t| t.kind != K::Newline)
                .last()?
                .end;
            let message = "Did you mean to use 'from ... import ...' instead?";
            return Some(self.spot(message).span(first.start, end).error());
        }
        let text = self.tokens.text(token);
        if text.len() >= 2
            && text.ends_with('=')
            && !matches!(text, "==" | "!=" | "<=" | ">=" | ":=")
        {
            let end = self.tokens.list[self.at.checked_sub(1)?].end;
            let parsed = self.parse(first.start, end)?;
            let tuple = matches!(parsed.expr(), ast::Expr::Tuple(_));
            let message = "'tuple' is an illegal expression for augmented assignment";
            return tuple.then(|| self.spot(message).span(first.start, end).error());
        }
        None
    }

    pub(super) fn bare_star(&self, range: TextRange) -> SyntaxError {
        let line = self.tokens.line_start(self.at);
        let from = self.tokens.at(range.start().into());
        let star = self.tokens.list[line..=from.max(line)]
            .iter()
            .rposition(|token| token.kind == K::Star);
        let mut index = star.map_or(from, |star| star + line);
        let lambda = self.tokens.list[line..index]
            .iter()
            .any(|token| token.kind == K::Lambda);
        index += usize::from(lambda);
        let token = self.tokens.list.get(index).copied().unwrap_or(self.token());
        self.spot("named arguments must follow bare *")
            .span(token.start, token.end)
            .error()
    }

    pub(super) fn star_default(&self) -> SyntaxError {
        let equal = self.tokens.list[self.at..]
            .iter()
            .position(|token| token.kind == K::Equal);
        let index = self.at + equal.unwrap_or(0);
        let double = index >= 2 && self.tokens.kind(index - 2) == K::DoubleStar;
        let what = if double {
            "var-keyword"
        } else {
            "var-positional"
        };
        let token = self.tokens.list.get(index).copied().unwrap_or(self.token());
        let message = format!("{what} argument cannot have default value");
        self.spot(message).span(token.start, token.end).error()
    }

    /// `b'a' 'b'`: reported at the token after the literals.
    pub(super) fn mixed_literals(&self) -> SyntaxError {
        let strings = self.tokens.list[self.at..]
            .iter()
            .take_while(|token| token.kind == K::String)
            .count();
        let next = self
            .tokens
            .list
            .get(self.at + strings)
            .copied()
            .unwrap_or(self.token());
        let end = next.end.max(next.start + 1);
        self.spot("cannot mix bytes and nonbytes literals")
            .span_in_line(next.start, end)
            .error()
    }

    pub(super) fn fstring(&self, kind: &F, range: TextRange) -> SyntaxError {
        let (start, end) = (u32::from(range.start()), u32::from(range.end()));
        let text = &self.source.text[start as usize..end as usize];
        match kind {
            F::SingleRbrace => self
                .spot("f-string: single '}' is not allowed")
                .span(start, start)
                .error(),
            F::UnclosedLbrace => self
                .spot("f-string: expecting '}'")
                .span(start, start)
                .error(),
            F::InvalidConversionFlag if text == "}" => {
                self.over("f-string: missing conversion character", range)
            }
            F::InvalidConversionFlag => {
                let message = format!(
                    "f-string: invalid conversion character '{text}': expected 's', 'r', or 'a'"
                );
                self.over(message, range)
            }
            F::ConversionFlagNotImmediatelyAfterExclamation => self.over(
                "f-string: conversion type must come right after the exclamation mark",
                range,
            ),
            F::LambdaWithoutParentheses => self.over(
                "f-string: lambda expressions are not allowed without parentheses",
                range,
            ),
            _ => self.here("invalid syntax"),
        }
    }
}
