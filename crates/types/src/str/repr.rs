//! `repr` of text: quotes, escapes, and what counts as printable.

use super::{Builder, Str};
use object::{Ref, Result, Thread};

/// The `repr` of a string: in single quotes unless only those occur in the text.
pub fn repr(thread: &Thread, text: &Str) -> Result<Ref<Str>> {
    let mut out = Builder::with_capacity(thread, text.len() + 2)?;
    write_repr(&mut out, text)?;
    out.finish()
}

/// Appends the `repr` of a string.
pub fn write_repr(out: &mut Builder<'_>, text: &Str) -> Result<()> {
    let single = text.code_points().any(|p| p == u32::from(b'\''));
    let double = text.code_points().any(|p| p == u32::from(b'"'));
    let quote = u32::from(if single && !double { b'"' } else { b'\'' });
    out.push_point(quote)?;
    for point in text.code_points() {
        if point == quote || point == u32::from(b'\\') {
            out.push_point(u32::from(b'\\'))?;
            out.push_point(point)?;
        } else if is_plain(point) {
            out.push_point(point)?;
        } else {
            push_escape(out, point)?;
        }
    }
    out.push_point(quote)
}

fn is_plain(point: u32) -> bool {
    match point {
        0x20..0x7F => true,
        0..0xA1 => false,
        _ => super::unicode::is_printable(point),
    }
}

/// Appends the shortest escape of a code point.
pub fn push_escape(out: &mut Builder<'_>, point: u32) -> Result<()> {
    match point {
        0x09 => out.push_str("\\t"),
        0x0A => out.push_str("\\n"),
        0x0D => out.push_str("\\r"),
        0..0x100 => out.push_format(format_args!("\\x{point:02x}")),
        0x100..0x10000 => out.push_format(format_args!("\\u{point:04x}")),
        _ => out.push_format(format_args!("\\U{point:08x}")),
    }
}
