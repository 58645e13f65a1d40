//! `'...' % (a, b)` with a literal format and a tuple display becomes an f-string, when only `%s`, `%r`, `%a` occur.

use std::sync::Arc;

use bytecode::{Const, Position};

use crate::tree::{Expr, ExprKind};

/// Longest width or precision, in digits, that is converted.
const MAX_DIGITS: usize = 3;

pub enum Piece {
    Text(String),
    /// Conversion (1 s, 2 r, 3 a) and format specification.
    Value(u8, Option<String>),
}

/// The format taken apart, unless something in it has no f-string form.
pub fn plan(format: &str) -> Option<Vec<Piece>> {
    let mut chars = format.chars().peekable();
    let mut pieces = Vec::new();
    let mut text = String::new();
    while let Some(ch) = chars.next() {
        if ch != '%' {
            text.push(ch);
            continue;
        }
        if chars.peek() == Some(&'%') {
            chars.next();
            text.push('%');
            continue;
        }
        if !text.is_empty() {
            pieces.push(Piece::Text(std::mem::take(&mut text)));
        }
        pieces.push(unit(&mut chars)?);
    }
    if !text.is_empty() {
        pieces.push(Piece::Text(text));
    }
    Some(pieces)
}

fn unit(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Piece> {
    let mut left = false;
    while let Some(flag) = chars.next_if(|ch| "-+ #0".contains(*ch)) {
        left |= flag == '-';
    }
    let width = number(chars)?;
    let precision = match chars.next_if_eq(&'.') {
        Some(_) => Some(number(chars)?.unwrap_or(0)),
        None => None,
    };
    let conversion = match chars.next()? {
        's' => 1,
        'r' => 2,
        'a' => 3,
        _ => return None,
    };
    let mut spec = String::new();
    if let Some(width) = width {
        if !left && width > 0 {
            spec.push('>');
        }
        spec.push_str(&width.to_string());
    }
    if let Some(precision) = precision {
        spec.push_str(&format!(".{precision}"));
    }
    Some(Piece::Value(conversion, (!spec.is_empty()).then_some(spec)))
}

/// Digits, or none; `None` when there are too many.
fn number(chars: &mut std::iter::Peekable<std::str::Chars<'_>>) -> Option<Option<u32>> {
    let mut digits = String::new();
    while let Some(digit) = chars.next_if(char::is_ascii_digit) {
        digits.push(digit);
        if digits.len() >= MAX_DIGITS {
            return None;
        }
    }
    Some(digits.parse().ok())
}

/// Puts the items of the tuple into the pieces; gives the tuple back when the counts differ or it holds a star.
pub fn apply(pos: Position, plan: &[Piece], tuple: Expr) -> Result<Expr, Expr> {
    let ExprKind::Tuple(items) = tuple.kind else {
        return Err(tuple);
    };
    let wanted = plan
        .iter()
        .filter(|piece| matches!(piece, Piece::Value(..)))
        .count();
    let starred = items
        .iter()
        .any(|item| matches!(item.kind, ExprKind::Starred(_)));
    if starred || wanted != items.len() {
        return Err(Expr {
            pos: tuple.pos,
            kind: ExprKind::Tuple(items),
        });
    }
    let mut items = items.into_iter();
    let text = |value: &str| ExprKind::Constant(Arc::new(Const::Str(value.as_bytes().into())));
    let parts = plan.iter().map(|piece| match piece {
        Piece::Text(value) => Expr {
            pos,
            kind: text(value),
        },
        Piece::Value(conversion, spec) => {
            let value = Box::new(items.next().expect("counted above"));
            let pos = value.pos;
            let spec = spec.as_deref().map(|spec| {
                Box::new(Expr {
                    pos,
                    kind: text(spec),
                })
            });
            Expr {
                pos,
                kind: ExprKind::Formatted {
                    value,
                    conversion: *conversion,
                    spec,
                },
            }
        }
    });
    let parts = parts.collect();
    Ok(Expr {
        pos,
        kind: ExprKind::Joined(parts),
    })
}
