//! Text literals: adjacent pieces joined, lone surrogates kept, f-strings as lists of parts.

use std::sync::Arc;

use bytecode::{Const, Position};
use ruff_python_ast::{self as ast, FStringPart, InterpolatedStringElement as Element};

use super::Lowering;
use crate::error::Result;
use crate::source::Source;
use crate::tree::{Expr, ExprKind};

/// The parts of an f-string as they are found; text grows until an expression comes.
struct Parts {
    out: Vec<Expr>,
    text: Vec<u8>,
    text_pos: Option<Position>,
}

impl Parts {
    fn push_text(&mut self, bytes: &[u8], pos: Position) {
        if bytes.is_empty() {
            return;
        }
        let start = self.text_pos.get_or_insert(pos);
        (start.end_line, start.end_col) = (pos.end_line, pos.end_col);
        self.text.extend_from_slice(bytes);
    }

    fn flush(&mut self) {
        if let Some(pos) = self.text_pos.take() {
            let text = std::mem::take(&mut self.text).into_boxed_slice();
            self.out.push(Expr {
                pos,
                kind: ExprKind::Constant(Arc::new(Const::Str(text))),
            });
        }
    }
}

impl Lowering<'_> {
    pub(super) fn string(&self, value: &ast::StringLiteralValue) -> Arc<Const> {
        let mut out = Vec::new();
        for part in value.iter() {
            out.extend_from_slice(&literal_text(self.source, part));
        }
        Arc::new(Const::Str(out.into()))
    }

    pub(super) fn fstring(&mut self, value: &ast::FStringValue, pos: Position) -> Result<ExprKind> {
        let mut parts = Parts {
            out: Vec::new(),
            text: Vec::new(),
            text_pos: None,
        };
        for part in value.iter() {
            match part {
                FStringPart::Literal(literal) => {
                    parts.push_text(&literal_text(self.source, literal), self.pos(literal))
                }
                FStringPart::FString(fstring) => {
                    let raw = fstring.flags.prefix().is_raw();
                    self.elements(&fstring.elements, raw, &mut parts)?;
                }
            }
        }
        parts.flush();
        let _ = pos;
        for part in &parts.out {
            if let ExprKind::Constant(value) = &part.kind {
                self.holds.note(value, 1, false);
            }
        }
        Ok(ExprKind::Joined(parts.out))
    }

    fn elements(&mut self, elements: &[Element], raw: bool, parts: &mut Parts) -> Result<()> {
        for element in elements {
            match element {
                Element::Literal(literal) => {
                    let bytes = element_text(self.source, literal, raw);
                    parts.push_text(&bytes, self.pos(literal));
                }
                Element::Interpolation(item) => self.interpolation(item, raw, parts)?,
            }
        }
        Ok(())
    }

    fn interpolation(
        &mut self,
        item: &ast::InterpolatedElement,
        raw: bool,
        parts: &mut Parts,
    ) -> Result<()> {
        let pos = self.pos(item);
        let mut conversion = match item.conversion {
            ast::ConversionFlag::None => 0,
            ast::ConversionFlag::Str => 1,
            ast::ConversionFlag::Repr => 2,
            ast::ConversionFlag::Ascii => 3,
        };
        if let Some(text) = &item.debug_text {
            let text = debug_text(text);
            parts.push_text(text.as_bytes(), pos);
            if conversion == 0 && item.format_spec.is_none() {
                conversion = 2;
            }
        }
        parts.flush();
        let value = Box::new(self.expr(&item.expression)?);
        let spec = match item.format_spec.as_deref() {
            None => None,
            Some(spec) => Some(Box::new(self.format_spec(spec, raw)?)),
        };
        parts.out.push(Expr {
            pos,
            kind: ExprKind::Formatted {
                value,
                conversion,
                spec,
            },
        });
        Ok(())
    }

    fn format_spec(&mut self, spec: &ast::InterpolatedStringFormatSpec, raw: bool) -> Result<Expr> {
        let mut parts = Parts {
            out: Vec::new(),
            text: Vec::new(),
            text_pos: None,
        };
        self.elements(&spec.elements, raw, &mut parts)?;
        parts.flush();
        let mut pos = self.pos(spec);
        pos.col -= 1; // The colon belongs to it.
        Ok(Expr {
            pos,
            kind: ExprKind::Joined(parts.out),
        })
    }
}

/// The value of one text literal.
pub(crate) fn literal_text(source: &Source<'_>, part: &ast::StringLiteral) -> Vec<u8> {
    let raw = part.flags.prefix().is_raw();
    let source = source.slice(part.range);
    if raw || !may_hold_surrogates(&part.value, source) {
        return part.value.as_bytes().to_vec();
    }
    let open = source.find(['"', '\'']).unwrap_or(0);
    let body = &source[open..];
    let quotes = if body.starts_with("\"\"\"") || body.starts_with("'''") {
        3
    } else {
        1
    };
    let inner = body.get(quotes..body.len() - quotes).unwrap_or("");
    decode_escapes(inner, &part.value)
}

/// The value of a stretch of text in an f-string.
pub(crate) fn element_text(
    source: &Source<'_>,
    literal: &ast::InterpolatedStringLiteralElement,
    raw: bool,
) -> Vec<u8> {
    let source = source.slice(literal.range);
    if raw || !may_hold_surrogates(&literal.value, source) {
        return literal.value.as_bytes().to_vec();
    }
    let unescaped = source.replace("{{", "{").replace("}}", "}");
    decode_escapes(&unescaped, &literal.value)
}

/// `{text=}` shows its source as it stands, comments left out.
pub(crate) fn debug_text(text: &ast::DebugText) -> String {
    let mut out = String::new();
    for part in [text.leading(), text.expression(), text.trailing()] {
        for line in part.split_inclusive('\n') {
            let expression = std::ptr::eq(part, text.expression());
            match line.find('#').filter(|_| !expression) {
                Some(comment) => {
                    out.push_str(&line[..comment]);
                    out.push_str(if line.ends_with('\n') { "\n" } else { "" });
                }
                None => out.push_str(line),
            }
        }
    }
    out
}

/// The parser's library puts U+FFFD where an escape names a lone surrogate.
fn may_hold_surrogates(value: &str, source: &str) -> bool {
    value.contains('\u{FFFD}') && (source.contains("\\u") || source.contains("\\U"))
}

/// Replaces each U+FFFD of `value` that stands for a `\ud800` escape of `source` by the surrogate (as WTF-8).
fn decode_escapes(source: &str, value: &str) -> Vec<u8> {
    let surrogates = surrogate_escapes(source);
    let mut next = surrogates.into_iter();
    let mut out = Vec::with_capacity(value.len());
    for ch in value.chars() {
        let mut buffer = [0; 4];
        if ch != '\u{FFFD}' {
            out.extend_from_slice(ch.encode_utf8(&mut buffer).as_bytes());
            continue;
        }
        match next.next() {
            Some(Some(unit)) => {
                out.extend_from_slice(&[
                    0xE0 | (unit >> 12) as u8,
                    0x80 | (unit >> 6 & 0x3F) as u8,
                    0x80 | (unit & 0x3F) as u8,
                ]);
            }
            _ => out.extend_from_slice("\u{FFFD}".as_bytes()),
        }
    }
    out
}

/// In order: the value of each surrogate escape, and `None` for each real U+FFFD (written or escaped).
fn surrogate_escapes(source: &str) -> Vec<Option<u32>> {
    let mut out = Vec::new();
    let mut chars = source.char_indices();
    while let Some((at, ch)) = chars.next() {
        if ch == '\u{FFFD}' {
            out.push(None);
        }
        if ch != '\\' {
            continue;
        }
        let Some((_, kind)) = chars.next() else { break };
        let digits = match kind {
            'u' => 4,
            'U' => 8,
            _ => continue,
        };
        match source
            .get(at + 2..at + 2 + digits)
            .and_then(|hex| u32::from_str_radix(hex, 16).ok())
        {
            Some(unit @ 0xD800..=0xDFFF) => out.push(Some(unit)),
            Some(0xFFFD) => out.push(None),
            _ => {}
        }
    }
    out
}
