//! Escape sequences that can't be decoded, worded as the codec of 3.13 does.

use ruff_python_parser::{LexicalErrorType as L, ParseError, ParseErrorType};

use super::Spot;
use super::tokens::{Token, Tokens};
use crate::error::SyntaxError;

/// The error of the literal in which the parser's library found one.
pub fn explain(tokens: &Tokens<'_>, error: &ParseError) -> Option<SyntaxError> {
    let ParseErrorType::Lexical(kind) = &error.error else {
        return None;
    };
    if !matches!(
        kind,
        L::UnicodeError
            | L::InvalidByteLiteral
            | L::MissingUnicodeLbrace
            | L::MissingUnicodeRbrace
            | L::OtherError(_)
    ) {
        return None;
    }
    let offset = u32::from(error.location.start());
    let holds =
        |token: &&Token| token.start <= offset && offset <= token.end && token.end > token.start;
    let token = *tokens.list.iter().find(holds)?;
    let text = tokens.text(token);
    let open = text.find(['"', '\''])?;
    let spot = |message: String| {
        Some(
            Spot::new(tokens.source, message)
                .span(token.start, token.end)
                .error(),
        )
    };
    let bytes = text[..open].to_ascii_lowercase().contains('b');
    if *kind == L::InvalidByteLiteral {
        return spot("bytes can only contain ASCII literal characters".into());
    }
    let quotes = if text[open..].starts_with("\"\"\"") || text[open..].starts_with("'''") {
        3
    } else {
        1
    };
    let body = text.get(open + quotes..text.len().checked_sub(quotes)?)?;
    let fault = first_fault(body, bytes)?;
    spot(match bytes {
        true => format!(
            "(value error) invalid \\x escape at position {}",
            fault.start
        ),
        false => format!(
            "(unicode error) 'unicodeescape' codec can't decode bytes in position {}-{}: {}",
            fault.start, fault.end, fault.what
        ),
    })
}

struct Fault {
    start: usize,
    end: usize,
    what: &'static str,
}

/// The first malformed escape. Positions count what the codec reads, where a character beyond ASCII is ten bytes.
fn first_fault(body: &str, bytes: bool) -> Option<Fault> {
    let mut position = 0;
    let mut chars = body.char_indices();
    while let Some((at, ch)) = chars.next() {
        if ch != '\\' {
            position += if ch.is_ascii() { 1 } else { 10 };
            continue;
        }
        let (_, kind) = chars.next()?;
        let rest = &body[at + 2..];
        let (wanted, what) = match kind {
            'x' => (2, "truncated \\xXX escape"),
            'u' if !bytes => (4, "truncated \\uXXXX escape"),
            'U' if !bytes => (8, "truncated \\UXXXXXXXX escape"),
            'N' if !bytes => {
                if let Some(fault) = name_fault(rest, position) {
                    return Some(fault);
                }
                position += 2;
                continue;
            }
            _ => {
                position += 2;
                continue;
            }
        };
        let digits = rest
            .bytes()
            .take(wanted)
            .take_while(u8::is_ascii_hexdigit)
            .count();
        let end = position + 1 + digits;
        if digits < wanted {
            return Some(Fault {
                start: position,
                end,
                what,
            });
        }
        if kind == 'U' && u32::from_str_radix(&rest[..8], 16).is_ok_and(|code| code > 0x10_FFFF) {
            return Some(Fault {
                start: position,
                end,
                what: "illegal Unicode character",
            });
        }
        position += 2;
    }
    None
}

fn name_fault(rest: &str, position: usize) -> Option<Fault> {
    let malformed = |length: usize| Fault {
        start: position,
        end: position + 1 + length,
        what: "malformed \\N character escape",
    };
    if !rest.starts_with('{') {
        return Some(malformed(0));
    }
    match rest.find('}') {
        None | Some(1) => Some(malformed(rest.find('}').map_or(rest.len(), |end| end + 1))),
        Some(end) => Some(Fault {
            start: position,
            end: position + 2 + end,
            what: "unknown Unicode character name",
        }),
    }
}
