//! Which of 3.13's errors a text deserves that the parser's library refused.

use ruff_python_ast::token::TokenKind as K;
use ruff_python_ast::{self as ast, Expr};
use ruff_python_parser::{
    LexicalErrorType as L, ParseError, ParseErrorType as P, Parsed, UnsupportedSyntaxError,
    UnsupportedSyntaxErrorKind as U, parse_expression,
};
use ruff_text_size::{Ranged, TextRange};

use super::tokens::{Token, Tokens};
use super::{Spot, blocks, escapes, lexical, targets};
use crate::error::{ErrorKind, SyntaxError};
use crate::source::Source;

/// What is at hand to explain an error.
pub(super) struct Case<'a> {
    pub source: &'a Source<'a>,
    pub parsed: &'a Parsed<ast::Mod>,
    pub tokens: Tokens<'a>,
    /// The token at which the parser gave up.
    pub at: usize,
}

pub fn explain(source: &Source<'_>, parsed: &Parsed<ast::Mod>) -> SyntaxError {
    let errors = parsed.errors();
    let first = errors
        .iter()
        .min_by_key(|error| error.location.start())
        .unwrap_or(&errors[0]);
    let tokens = Tokens::new(source, parsed);
    let lexical = errors
        .iter()
        .find(|error| matches!(error.error, P::Lexical(_)));
    let at_end = lexical.is_some_and(|error| matches!(error.error, P::Lexical(L::Eof)));
    let unclosed = at_end && tokens.open_bracket(tokens.list.len()).is_some();
    if let Some(found) = lexical
        .filter(|_| !unclosed)
        .and_then(|error| lexical::explain(source, error))
    {
        return found;
    }
    if let Some(found) = lexical.and_then(|error| escapes::explain(&tokens, error)) {
        return found;
    }
    if let Some(found) = lexical::brackets(&tokens) {
        return found;
    }
    let at = tokens.at(first.location.start().into());
    let case = Case {
        source,
        parsed,
        tokens,
        at,
    };
    if let Some(found) = case.unclosed() {
        return found;
    }
    case.explain(first)
}

impl Case<'_> {
    pub(super) fn token(&self) -> Token {
        let end = self.source.text.len() as u32;
        self.tokens.list.get(self.at).copied().unwrap_or(Token {
            kind: K::EndOfFile,
            start: end,
            end,
        })
    }

    pub(super) fn spot(&self, message: impl Into<String>) -> Spot<'_> {
        Spot::new(self.source, message)
    }

    pub(super) fn over(&self, message: impl Into<String>, range: TextRange) -> SyntaxError {
        self.spot(message)
            .span(range.start().into(), range.end().into())
            .error()
    }

    /// "invalid syntax" at the token where the parser gave up.
    fn generic(&self) -> SyntaxError {
        self.here("invalid syntax")
    }

    pub(super) fn here(&self, message: &str) -> SyntaxError {
        let token = self.token();
        match token.kind {
            K::Newline => self
                .spot(message)
                .span_in_line(token.start, token.start + 1)
                .error(),
            K::Less if self.tokens.kind(self.at + 1) == K::Greater => {
                self.spot(message).span(token.start, token.end + 1).error()
            }
            K::EndOfFile => self
                .spot(message)
                .span(token.start, token.start)
                .incomplete()
                .error(),
            _ => self.spot(message).span(token.start, token.end).error(),
        }
    }

    /// A bracket that is still open at the end of the text, unless the error stands on its line.
    fn unclosed(&self) -> Option<SyntaxError> {
        let open = self.tokens.list[self.tokens.open_bracket(self.tokens.list.len())?];
        let token = self.token();
        let at_end = matches!(token.kind, K::EndOfFile | K::Newline)
            && self.tokens.list[self.at..]
                .iter()
                .all(|t| matches!(t.kind, K::Newline | K::EndOfFile | K::Dedent));
        if !at_end && self.tokens.line_of(token) <= self.tokens.line_of(open) {
            return None;
        }
        let message = format!("'{}' was never closed", self.tokens.text(open));
        let spot = self.spot(message).span(open.start, open.start).end(0);
        let mut errors = self.parsed.errors().iter();
        let unfinished = at_end || errors.any(|error| matches!(error.error, P::Lexical(L::Eof)));
        Some(if unfinished {
            spot.incomplete().error()
        } else {
            spot.error()
        })
    }

    fn explain(&self, error: &ParseError) -> SyntaxError {
        let range = error.location;
        if let Some(found) = self.type_parameters() {
            return found;
        }
        match &error.error {
            P::UnexpectedIndentation => self.unexpected_indent(),
            P::InvalidAssignmentTarget => self.assignment(range),
            P::InvalidAugmentedAssignmentTarget => {
                let name = self.target_name(range);
                self.over(
                    format!("'{name}' is an illegal expression for augmented assignment"),
                    range,
                )
            }
            P::InvalidAnnotatedAssignmentTarget => self.annotation(range),
            P::InvalidNamedAssignmentTarget => {
                let name = self.target_name(range);
                self.over(
                    format!("cannot use assignment expressions with {name}"),
                    range,
                )
            }
            P::InvalidDeleteTarget => self.deletion(range),
            P::PositionalAfterKeywordArgument => {
                self.at_call_end("positional argument follows keyword argument")
            }
            P::PositionalAfterKeywordUnpacking => {
                self.at_call_end("positional argument follows keyword argument unpacking")
            }
            P::InvalidArgumentUnpackingOrder => self.unpacking_order(range),
            P::UnparenthesizedGeneratorExpression => {
                self.over("Generator expression must be parenthesized", range)
            }
            P::IterableUnpackingInComprehension => {
                self.over("iterable unpacking cannot be used in comprehension", range)
            }
            P::InvalidStarredExpressionUsage => {
                self.over("can't use starred expression here", range)
            }
            P::NonDefaultParamAfterDefaultParam => {
                let name = self.first_token_of(range);
                self.over(
                    "parameter without a default follows parameter with a default",
                    name,
                )
            }
            P::ExpectedKeywordParam => self.bare_star(range),
            P::EmptyTypeParams => self.at_start("Type parameter list cannot be empty", range),
            P::EmptyImportNames => self.empty_import(range),
            P::FStringError(kind) | P::Lexical(L::FStringError(kind)) => self.fstring(kind, range),
            P::ParamAfterVarKeywordParam => {
                self.here("arguments cannot follow var-keyword argument")
            }
            P::VarParameterWithDefault => self.star_default(),
            P::OtherError(message) => self.other(message, range),
            _ => self.structural(),
        }
    }

    fn at_start(&self, message: &str, range: TextRange) -> SyntaxError {
        let start = u32::from(range.start());
        self.spot(message).span(start, start).error()
    }

    fn first_token_of(&self, range: TextRange) -> TextRange {
        let token = self.tokens.list[self.tokens.at(range.start().into())];
        TextRange::new(token.start.into(), token.end.into())
    }

    fn unexpected_indent(&self) -> SyntaxError {
        let token = self.tokens.list[self.at..]
            .iter()
            .find(|token| !matches!(token.kind, K::Indent | K::Dedent));
        let start = token.map_or(self.token().end, |token| token.start);
        let (line, column) = self.source.locate(start);
        self.spot("unexpected indent")
            .kind(ErrorKind::Indentation)
            .raw(line, column, -1)
            .error()
    }

    /// Errors that show in the tokens around the place where the parser gave up.
    fn structural(&self) -> SyntaxError {
        self.legacy_statement()
            .or_else(|| self.pattern())
            .or_else(|| self.comma())
            .or_else(|| blocks::missing_block(&self.tokens, self.at))
            .or_else(|| blocks::missing_colon(&self.tokens, self.at))
            .or_else(|| self.lone_assignment())
            .or_else(|| self.unfinished_conditional())
            .unwrap_or_else(|| self.generic())
    }

    /// `print x`.
    fn legacy_statement(&self) -> Option<SyntaxError> {
        let before = self.tokens.list.get(self.at.checked_sub(1)?)?;
        let name = self.tokens.text(*before);
        if !matches!(name, "print" | "exec") || self.tokens.line_start(self.at) != self.at - 1 {
            return None;
        }
        let end = self.expression_from(self.at)?;
        let message = format!("Missing parentheses in call to '{name}'. Did you mean {name}(...)?");
        Some(self.spot(message).span(before.start, end).error())
    }

    /// End of the longest expression that starts at a token, found by trying ever shorter ones.
    pub(super) fn expression_from(&self, start: usize) -> Option<u32> {
        let first = self.tokens.list.get(start)?;
        let mut depth = 0i32;
        let mut ends = Vec::new();
        for token in &self.tokens.list[start..] {
            match token.kind {
                K::Lpar | K::Lsqb | K::Lbrace => depth += 1,
                K::Rpar | K::Rsqb | K::Rbrace if depth == 0 => break,
                K::Rpar | K::Rsqb | K::Rbrace => depth -= 1,
                K::Newline | K::EndOfFile => break,
                K::Comma | K::Colon | K::Equal | K::Semi | K::For if depth == 0 => break,
                _ => {}
            }
            if depth == 0 {
                ends.push(token.end);
            }
            if ends.len() > 64 {
                break;
            }
        }
        let parses = |end: u32| self.parse(first.start, end).is_some();
        ends.into_iter().rev().find(|&end| parses(end))
    }

    /// Two expressions next to each other inside brackets.
    fn comma(&self) -> Option<SyntaxError> {
        let open = self.tokens.open_bracket(self.at)?;
        let end = self.expression_from(self.at)?;
        let mut depth = 0i32;
        let mut start = self.at;
        while start > open + 1 {
            match self.tokens.kind(start - 1) {
                K::Rpar | K::Rsqb | K::Rbrace => depth += 1,
                K::Lpar | K::Lsqb | K::Lbrace => depth -= 1,
                K::Comma
                | K::Colon
                | K::Equal
                | K::If
                | K::Else
                | K::For
                | K::In
                | K::Star
                | K::DoubleStar
                | K::ColonEqual
                    if depth == 0 =>
                {
                    break;
                }
                _ => {}
            }
            start -= 1;
        }
        let first = self.tokens.list[start];
        let last = self.tokens.list[self.at.checked_sub(1)?];
        if start == self.at || self.parse(first.start, last.end).is_none() {
            return None;
        }
        let named_text =
            start + 1 == self.at && first.kind == K::Name && self.tokens.kind(self.at) == K::String;
        let message = "invalid syntax. Perhaps you forgot a comma?";
        (!named_text).then(|| self.spot(message).span(first.start, end).error())
    }

    /// `if x = 1` and `[x = 1]`.
    fn lone_assignment(&self) -> Option<SyntaxError> {
        if self.token().kind != K::Equal {
            return None;
        }
        let line = self.tokens.line_start(self.at);
        let open = self
            .tokens
            .open_bracket(self.at)
            .filter(|&open| open >= line);
        let start = match (open, self.tokens.kind(line)) {
            (Some(open), _) => self.tokens.list[open + 1..self.at]
                .iter()
                .rposition(|t| t.kind == K::Comma)
                .map_or(open + 1, |c| open + 2 + c),
            (None, K::If | K::While | K::Elif) => line + 1,
            _ => return None,
        };
        let first = self.tokens.list.get(start)?;
        let target = self.parse(first.start, self.tokens.list[self.at - 1].end)?;
        let end = self.expression_from(self.at + 1)?;
        match target.expr() {
            Expr::Name(_) => {
                let message = "invalid syntax. Maybe you meant '==' or ':=' instead of '='?";
                Some(self.spot(message).span(first.start, end).error())
            }
            expr if targets::looks_compared(expr) => {
                let name = targets::name(expr);
                let message =
                    format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?");
                Some(
                    self.spot(message)
                        .span(first.start, self.tokens.list[self.at - 1].end)
                        .error(),
                )
            }
            _ => None,
        }
    }

    /// `a if b` without `else`.
    fn unfinished_conditional(&self) -> Option<SyntaxError> {
        if matches!(self.token().kind, K::Else | K::Colon) {
            return None;
        }
        let line = self.tokens.line_start(self.at);
        let condition = self.tokens.list[line..self.at]
            .iter()
            .rposition(|token| token.kind == K::If)?
            + line;
        let after = self.tokens.list.get(condition + 1)?;
        let end = self.tokens.list.get(self.at.checked_sub(1)?)?.end;
        self.parse(after.start, end)?;
        let starts = self.tokens.list[line..condition].iter().rposition(|t| {
            matches!(
                t.kind,
                K::Equal | K::Comma | K::Lpar | K::Lsqb | K::Lbrace | K::Return | K::Colon
            )
        });
        let first = self.tokens.list[starts.map_or(line, |found| line + found + 1)];
        self.parse(first.start, self.tokens.list[condition].start)?;
        Some(
            self.spot("expected 'else' after 'if' expression")
                .span(first.start, end)
                .error(),
        )
    }

    /// The expression that stands alone between two offsets.
    pub(super) fn parse(&self, start: u32, end: u32) -> Option<Parsed<ast::ModExpression>> {
        let text = self
            .source
            .text
            .get(start as usize..end as usize)?
            .trim_end();
        parse_expression(text).ok().filter(|_| !text.is_empty())
    }

    fn expr_at(&self, range: TextRange) -> Option<&Expr> {
        targets::expression_at(self.parsed.syntax(), range)
    }

    fn target_name(&self, range: TextRange) -> &'static str {
        self.expr_at(range).map_or("expression", targets::name)
    }

    fn assignment(&self, range: TextRange) -> SyntaxError {
        let index = self.tokens.at(range.end().into());
        let whole = self.whole_target(range);
        let Some(expr) = self.expr_at(range) else {
            return self.generic();
        };
        let name = targets::name(expr);
        if matches!(expr, Expr::Yield(_) | Expr::YieldFrom(_)) && !self.parenthesized(range) {
            return self.over("assignment to yield expression not possible", range);
        }
        let mut next = index;
        while self.tokens.kind(next) == K::Rpar {
            next += 1;
        }
        let assigned = self.tokens.kind(next) == K::Equal;
        let once = assigned
            && !self.tokens.list[next + 1..]
                .iter()
                .take_while(|t| t.kind != K::Newline)
                .any(|t| t.kind == K::Equal);
        let first = self.tokens.statement_start(self.at);
        let alone = self.tokens.list[first].start == whole;
        if once
            && targets::looks_compared(expr)
            && (alone || self.tokens.kind(first) == K::Lpar && self.parenthesized(range))
        {
            return self.over(
                format!("cannot assign to {name} here. Maybe you meant '==' instead of '='?"),
                range,
            );
        }
        self.over(format!("cannot assign to {name}"), range)
    }

    fn whole_target(&self, range: TextRange) -> u32 {
        range.start().into()
    }

    fn parenthesized(&self, range: TextRange) -> bool {
        let before = self.source.text[..usize::from(range.start())].trim_end();
        before.ends_with('(')
    }

    fn annotation(&self, range: TextRange) -> SyntaxError {
        let expr = self.expr_at(range);
        match expr {
            Some(Expr::List(_)) => {
                self.over("only single target (not list) can be annotated", range)
            }
            Some(Expr::Tuple(tuple)) => {
                let range = match (tuple.parenthesized, tuple.elts.first()) {
                    (false, Some(first)) => first.range(),
                    _ => range,
                };
                self.over("only single target (not tuple) can be annotated", range)
            }
            _ => self.over("illegal target for annotation", range),
        }
    }

    fn deletion(&self, range: TextRange) -> SyntaxError {
        let Some(expr) = self.expr_at(range) else {
            return self.generic();
        };
        let part = targets::invalid_part(expr, true).unwrap_or(expr);
        self.over(
            format!("cannot delete {}", targets::name(part)),
            part.range(),
        )
    }

    /// At the bracket that closes the call around the error.
    fn at_call_end(&self, message: &str) -> SyntaxError {
        let close = self
            .tokens
            .open_bracket(self.at)
            .and_then(|open| self.tokens.closing(open));
        match close.map(|close| self.tokens.list[close]) {
            Some(token) => self.spot(message).span(token.start, token.end).error(),
            None => self.here(message),
        }
    }

    fn unpacking_order(&self, range: TextRange) -> SyntaxError {
        let comma = self.tokens.list[..self.at]
            .iter()
            .rev()
            .find(|token| token.kind == K::Comma);
        let start = comma.map_or(u32::from(range.start()), |comma| comma.start);
        let message = "iterable argument unpacking follows keyword argument unpacking";
        self.spot(message).span(start, range.end().into()).error()
    }

    fn empty_import(&self, range: TextRange) -> SyntaxError {
        let token = self.token();
        if token.kind == K::Newline {
            return self.at_start(
                "Expected one or more names after 'import'",
                TextRange::empty(token.start.into()),
            );
        }
        let _ = range;
        self.generic()
    }

    /// Errors that the library words itself.
    fn other(&self, message: &str, range: TextRange) -> SyntaxError {
        let fixed: &[(&str, &str)] = &[
            ("Expected a parameter name", ""),
            (
                "Only one '*' parameter allowed",
                "* argument may appear only once",
            ),
            ("Only one '/' separator allowed", "/ may appear only once"),
            (
                "'/' parameter must appear before '*'",
                "/ must be ahead of *",
            ),
            (
                "Position-only parameter separator not allowed as first",
                "at least one argument must precede /",
            ),
            ("Only one `*` parameter", "* argument may appear only once"),
            (
                "Cannot mix",
                "cannot have both 'except' and 'except*' on the same 'try'",
            ),
        ];
        if message.starts_with("Expected an indented block") {
            return blocks::missing_block(&self.tokens, self.at).unwrap_or_else(|| self.generic());
        }
        if message.contains("`except` or `finally`") {
            return blocks::missing_handler(&self.tokens, self.at);
        }
        if message.contains("can be annotated") {
            return self.annotation(range);
        }
        if message.contains("mixed with") {
            return self.mixed_literals();
        }
        if message.contains("except*") || message.contains("`except` and") {
            return self.here("cannot have both 'except' and 'except*' on the same 'try'");
        }
        let from_import = self.tokens.kind(self.tokens.line_start(self.at)) == K::From;
        if message.starts_with("Trailing comma not allowed") && from_import {
            let next = self
                .tokens
                .list
                .get(self.at + 1)
                .copied()
                .unwrap_or(self.token());
            let message = "trailing comma not allowed without surrounding parentheses";
            return self
                .spot(message)
                .span_in_line(next.start, next.start + 1)
                .error();
        }
        if message == "Expected one or more exception types" {
            return self.here("expected one or more exception types");
        }
        if message == "Expected a parameter name" {
            return self.keyword_name(range);
        }
        match fixed.iter().find(|(known, _)| message.starts_with(known)) {
            Some((_, ours)) if !ours.is_empty() => self.over(*ours, self.first_token_of(range)),
            _ => self.structural(),
        }
    }

    /// `f(1=2)`.
    fn keyword_name(&self, range: TextRange) -> SyntaxError {
        let equal = self.tokens.at(range.end().into());
        let end = self.tokens.list[equal].end;
        let parsed = self.parse(range.start().into(), range.end().into());
        let expr = parsed.as_ref().map(|parsed| parsed.expr());
        let message = match expr {
            Some(expr @ (Expr::NoneLiteral(_) | Expr::BooleanLiteral(_))) => {
                format!("cannot assign to {}", targets::name(expr))
            }
            _ => "expression cannot contain assignment, perhaps you meant \"==\"?".to_string(),
        };
        self.spot(message).span(range.start().into(), end).error()
    }
}

/// Syntax of a later version.
pub fn too_new(source: &Source<'_>, error: &UnsupportedSyntaxError) -> SyntaxError {
    let spot = |message: &str| {
        Spot::new(source, message).span(error.range.start().into(), error.range.end().into())
    };
    match error.kind {
        U::UnparenthesizedExceptionTypes => {
            spot("multiple exception types must be parenthesized").error()
        }
        U::UnpackingInComprehension(_)
            if source.text[usize::from(error.range.start())..].starts_with("**") =>
        {
            let start = u32::from(error.range.start());
            spot("dict unpacking cannot be used in dict comprehension")
                .span(start, start + 2)
                .error()
        }
        U::UnpackingInComprehension(_) => {
            spot("iterable unpacking cannot be used in comprehension").error()
        }
        _ => spot("invalid syntax").error(),
    }
}

/// Interactive input must be one statement.
pub fn more_than_one_statement(
    source: &Source<'_>,
    parsed: &Parsed<ast::Mod>,
) -> Option<SyntaxError> {
    let ast::Mod::Module(module) = parsed.syntax() else {
        return None;
    };
    let (first, second) = (module.body.first()?, module.body.get(1)?);
    let line = |offset: ruff_text_size::TextSize| source.locate(offset.into()).0;
    if line(second.start()) == line(first.end()) {
        return None;
    }
    let message = "multiple statements found while compiling a single statement";
    let end = u32::from(first.end());
    Some(Spot::new(source, message).span(end, end).error())
}
