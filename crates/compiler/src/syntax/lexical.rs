//! What 3.13's tokenizer refuses: strings, numbers, characters, brackets and indentation.

use ruff_python_ast as ast;
use ruff_python_ast::token::TokenKind as K;
use ruff_python_parser::{
    InterpolatedStringErrorType as F, LexicalErrorType as L, ParseError, ParseErrorType, Parsed,
};

use super::Spot;
use super::tokens::Tokens;
use crate::error::{ErrorKind, SyntaxError};
use crate::source::Source;

/// 3.13's error for the first thing that can't be a token.
pub fn explain(source: &Source<'_>, error: &ParseError) -> Option<SyntaxError> {
    let ParseErrorType::Lexical(lexical) = &error.error else {
        return None;
    };
    let (start, end) = (
        u32::from(error.location.start()),
        u32::from(error.location.end()),
    );
    let text = &source.text[start as usize..];
    let spot = |message: String| Spot::new(source, message);
    Some(match lexical {
        L::UnclosedStringError => unterminated(source, start, "string"),
        L::FStringError(F::UnterminatedString | F::UnterminatedTripleQuotedString) => {
            unterminated(source, fstring_start(source, start), "f-string")
        }
        L::IndentationError => {
            let (line, _) = source.locate(start);
            let length = source
                .line(line)
                .unwrap_or("")
                .trim_end_matches(['\n', '\r'])
                .chars()
                .count() as u32;
            let message = "unindent does not match any outer indentation level";
            spot(message.into())
                .kind(ErrorKind::Indentation)
                .raw(line, length + 1, -1)
                .error()
        }
        L::LineContinuationError => {
            let message = "unexpected character after line continuation character";
            let (line, _) = source.locate(start);
            let place = source.line_start(line).unwrap_or(0);
            let backslash = source.text[place as usize..]
                .find('\\')
                .map_or(start, |at| place + at as u32);
            spot(message.into())
                .span(backslash + 1, backslash + 1)
                .end(0)
                .error()
        }
        L::Eof => {
            let text = source.text.trim_end_matches(['\n', '\r']).len() as u32;
            spot("unexpected EOF while parsing".into())
                .span(text, text)
                .end(-1)
                .incomplete()
                .error()
        }
        L::UnrecognizedToken { tok } => character(source, start, *tok),
        L::OtherError(_) => {
            number(source, start, text).unwrap_or_else(|| generic(source, start, end))
        }
        L::FStringError(_) | L::UnicodeError | L::InvalidByteLiteral => return None,
        L::MissingUnicodeLbrace | L::MissingUnicodeRbrace => return None,
        _ => generic(source, start, end),
    })
}

pub fn generic(source: &Source<'_>, start: u32, end: u32) -> SyntaxError {
    Spot::new(source, "invalid syntax").span(start, end).error()
}

fn unterminated(source: &Source<'_>, start: u32, what: &str) -> SyntaxError {
    let text = &source.text[start as usize..];
    let quote = text.find(['"', '\'']).unwrap_or(0);
    let triple = text[quote..].starts_with("\"\"\"") || text[quote..].starts_with("'''");
    let (last, what) = match triple {
        true => {
            let lines = source.line_count();
            let empty = source.line(lines).is_none_or(str::is_empty);
            (lines - u32::from(empty), format!("triple-quoted {what}"))
        }
        false => (line_where_it_ends(source, start), what.to_string()),
    };
    let spot = Spot::new(
        source,
        format!("unterminated {what} literal (detected at line {last})"),
    );
    let spot = spot.span(start, start);
    if triple {
        spot.incomplete().error()
    } else {
        spot.error()
    }
}

/// The line on which a single-quoted string runs into its end; a backslash carries it on.
fn line_where_it_ends(source: &Source<'_>, start: u32) -> u32 {
    let (mut line, _) = source.locate(start);
    while source
        .line(line)
        .is_some_and(|text| text.trim_end_matches(['\n', '\r']).ends_with('\\'))
    {
        if source.line(line + 1).is_none_or(str::is_empty) {
            break;
        }
        line += 1;
    }
    line
}

/// Where the f-string starts whose text runs out at `at`.
fn fstring_start(source: &Source<'_>, at: u32) -> u32 {
    let before = &source.text[..at as usize];
    let prefix = before
        .trim_end_matches(['"', '\''])
        .trim_end_matches(|ch: char| ch.is_ascii_alphabetic());
    if prefix.len() < before.len() {
        prefix.len() as u32
    } else {
        at
    }
}

fn character(source: &Source<'_>, start: u32, tok: char) -> SyntaxError {
    let end = start + tok.len_utf8() as u32;
    if tok.is_ascii_graphic() {
        return generic(source, start, end);
    }
    let code = format!("U+{:04X}", tok as u32);
    let message =
        match tok.is_control() || tok.is_whitespace() || ('\u{200b}'..='\u{200f}').contains(&tok) {
            true => format!("invalid non-printable character {code}"),
            false => format!("invalid character '{tok}' ({code})"),
        };
    Spot::new(source, message).span(start, start).error()
}

/// The error of a number that starts at `start`, if it is malformed.
pub fn number(source: &Source<'_>, start: u32, text: &str) -> Option<SyntaxError> {
    let bytes = text.as_bytes();
    if !bytes.first()?.is_ascii_digit() {
        return None;
    }
    let radix = |kind: &str, valid: fn(u8) -> bool| prefixed(source, start, bytes, kind, valid);
    match bytes.get(1).map(u8::to_ascii_lowercase) {
        Some(b'x') if bytes[0] == b'0' => radix("hexadecimal", |byte| byte.is_ascii_hexdigit()),
        Some(b'o') if bytes[0] == b'0' => radix("octal", |byte| (b'0'..b'8').contains(&byte)),
        Some(b'b') if bytes[0] == b'0' => radix("binary", |byte| byte == b'0' || byte == b'1'),
        _ => decimal(source, start, bytes),
    }
}

fn prefixed(
    source: &Source<'_>,
    start: u32,
    bytes: &[u8],
    kind: &str,
    valid: fn(u8) -> bool,
) -> Option<SyntaxError> {
    let mut at = 2;
    while bytes.get(at).is_some_and(|&byte| {
        valid(byte) || (byte == b'_' && bytes.get(at + 1).is_some_and(|&b| valid(b)))
    }) {
        at += 1;
    }
    let here = start + at as u32;
    match bytes.get(at) {
        Some(digit) if digit.is_ascii_digit() => {
            let message = format!("invalid digit '{}' in {kind} literal", *digit as char);
            Some(Spot::new(source, message).span(here, here).error())
        }
        next if at == 2 || next.is_some_and(|&byte| byte == b'_' || byte.is_ascii_alphabetic()) => {
            Some(
                Spot::new(source, format!("invalid {kind} literal"))
                    .span(here - 1, here - 1)
                    .error(),
            )
        }
        _ => None,
    }
}

fn decimal(source: &Source<'_>, start: u32, bytes: &[u8]) -> Option<SyntaxError> {
    let mut at = 0;
    let digits = |at: &mut usize| {
        while bytes.get(*at).is_some_and(|&b| {
            b.is_ascii_digit() || (b == b'_' && bytes.get(*at + 1).is_some_and(u8::is_ascii_digit))
        }) {
            *at += 1;
        }
    };
    digits(&mut at);
    let zeros = bytes[0] == b'0' && bytes[..at].iter().any(|&b| (b'1'..=b'9').contains(&b));
    if zeros && !bytes.get(at).is_some_and(|b| b".eEjJ".contains(b)) {
        let message = "leading zeros in decimal integer literals are not permitted; use an 0o prefix for octal integers";
        let run = bytes[..at]
            .iter()
            .take_while(|&&b| b == b'0' || b == b'_')
            .count() as u32;
        return Some(Spot::new(source, message).span(start, start + run).error());
    }
    if bytes.get(at) == Some(&b'.') {
        at += 1;
        digits(&mut at);
    }
    if bytes.get(at).is_some_and(|b| b"eE".contains(b)) {
        let sign = usize::from(bytes.get(at + 1).is_some_and(|b| b"+-".contains(b)));
        if bytes.get(at + 1 + sign).is_some_and(u8::is_ascii_digit) {
            at += 1 + sign;
            digits(&mut at);
        }
    }
    let imaginary = bytes.get(at).is_some_and(|b| b"jJ".contains(b));
    at += usize::from(imaginary);
    let kind = if imaginary { "imaginary" } else { "decimal" };
    let wrong = bytes
        .get(at)
        .is_some_and(|&b| b == b'_' || b.is_ascii_alphabetic());
    let here = start + at as u32 - if bytes.get(at) == Some(&b'_') { 0 } else { 1 };
    wrong.then(|| {
        Spot::new(source, format!("invalid {kind} literal"))
            .span(here, here)
            .error()
    })
}

/// Brackets that close what isn't open, or something else.
pub fn brackets(tokens: &Tokens<'_>) -> Option<SyntaxError> {
    let mut open: Vec<usize> = Vec::new();
    for (index, token) in tokens.list.iter().enumerate() {
        match token.kind {
            K::Lpar | K::Lsqb | K::Lbrace => open.push(index),
            K::Rpar | K::Rsqb | K::Rbrace => {
                let close = tokens.text(*token);
                let Some(last) = open.pop() else {
                    let spot = Spot::new(tokens.source, format!("unmatched '{close}'"));
                    return Some(spot.span(token.start, token.start).error());
                };
                let opener = tokens.list[last];
                let opened = tokens.text(opener);
                if !matches!((opened, close), ("(", ")") | ("[", "]") | ("{", "}")) {
                    let (there, here) = (tokens.line_of(opener), tokens.line_of(*token));
                    let place = if there == here {
                        String::new()
                    } else {
                        format!(" on line {there}")
                    };
                    let message = format!(
                        "closing parenthesis '{close}' does not match opening parenthesis '{opened}'{place}"
                    );
                    return Some(
                        Spot::new(tokens.source, message)
                            .span(token.start, token.start)
                            .error(),
                    );
                }
            }
            _ => {}
        }
    }
    None
}

/// Indentation that tabs make ambiguous.
pub fn indentation(source: &Source<'_>, parsed: &Parsed<ast::Mod>) -> Option<SyntaxError> {
    if !source.text.contains('\t') {
        return None;
    }
    let tokens = Tokens::new(source, parsed);
    let mut stack = vec![(0, 0)];
    let mut starts = true;
    for token in &tokens.list {
        match token.kind {
            K::Newline => starts = true,
            K::Indent | K::Dedent | K::EndOfFile => {}
            _ if starts => {
                starts = false;
                let (line, _) = source.locate(token.start);
                let (col, alternative) = columns(source.line(line).unwrap_or(""));
                if !fits(&mut stack, col, alternative) {
                    let message = "inconsistent use of tabs and spaces in indentation";
                    return Some(
                        Spot::new(source, message)
                            .kind(ErrorKind::Tab)
                            .raw(line, 1, 0)
                            .error(),
                    );
                }
            }
            _ => {}
        }
    }
    None
}

/// The indentation with tabs of eight and of one.
fn columns(line: &str) -> (u32, u32) {
    let (mut col, mut alternative) = (0, 0);
    for byte in line.bytes() {
        match byte {
            b' ' => (col, alternative) = (col + 1, alternative + 1),
            b'\t' => (col, alternative) = ((col / 8 + 1) * 8, alternative + 1),
            b'\x0c' => (col, alternative) = (0, 0),
            _ => break,
        }
    }
    (col, alternative)
}

fn fits(stack: &mut Vec<(u32, u32)>, col: u32, alternative: u32) -> bool {
    let (top, top_alternative) = stack[stack.len() - 1];
    if col > top {
        stack.push((col, alternative));
        return alternative > top_alternative;
    }
    while stack.len() > 1 && stack[stack.len() - 1].0 > col {
        stack.pop();
    }
    let (found, found_alternative) = stack[stack.len() - 1];
    found != col || found_alternative == alternative
}
