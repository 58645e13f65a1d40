//! Strings in quotes, with what JSON wants escaped: all but ASCII as well, or not.

use object::{MethodDef, Object, Ref, Result, Thread};
use types::Str;
use types::str::{Data, Fresh, Unit};

/// `encode_basestring_ascii`.
pub(super) const ASCII: MethodDef = MethodDef::one("encode_basestring_ascii", |thread, _, text| {
    Ok(quoted(thread, super::text_of(thread, text)?, true)?.into_object())
})
.doc("encode_basestring_ascii(string) -> string\n\nReturn an ASCII-only JSON representation of a Python string");

/// `encode_basestring`.
pub(super) const UNICODE: MethodDef = MethodDef::one("encode_basestring", |thread, _, text| {
    Ok(quoted(thread, super::text_of(thread, text)?, false)?.into_object())
})
.doc("encode_basestring(string) -> string\n\nReturn a JSON representation of a Python string");

fn quoted(thread: &Thread, text: &Str, ascii: bool) -> Result<Ref<Str>> {
    let plan = Plan::of(thread, text, ascii)?;
    plan.whole(thread)
}

/// A text, and what it comes to in quotes.
pub(super) struct Plan<'a> {
    text: &'a Str,
    ascii: bool,
    /// Characters, quotes included.
    pub(super) len: usize,
    /// The class of the largest of them.
    pub(super) widest: u32,
}

/// Characters that one unit becomes.
#[inline(always)]
fn length(point: u32, ascii: bool) -> usize {
    match point {
        0x22 | 0x5C | 0x08 | 0x09 | 0x0A | 0x0C | 0x0D => 2,
        0..0x20 => 6,
        0x20..0x7F => 1,
        _ if !ascii => 1,
        0x7F..0x1_0000 => 6,
        _ => 12,
    }
}

/// Whether none of the bytes is escaped; may say no of some that aren't.
fn is_plain(bytes: &[u8], ascii: bool) -> bool {
    let mut odd = false;
    for &byte in bytes {
        odd |= byte < 0x20 || byte == b'"' || byte == b'\\' || ascii && byte > 0x7E;
    }
    !odd
}

impl<'a> Plan<'a> {
    pub(super) fn of(thread: &Thread, text: &'a Str, ascii: bool) -> Result<Plan<'a>> {
        fn sum<U: Unit>(units: &[U], ascii: bool) -> usize {
            if let Data::One(bytes) = U::data(units)
                && is_plain(bytes, ascii)
            {
                return bytes.len();
            }
            units.iter().map(|&unit| length(unit.into(), ascii)).sum()
        }
        let len = types::with_units!(text.data(), units => sum(units, ascii)) + 2;
        if len > isize::MAX as usize {
            return Err(thread.raise(
                object::Builtin::OverflowError,
                format_args!("string is too long to escape"),
            ));
        }
        let widest = if ascii { 0x7F } else { text.max_class() };
        Ok(Plan {
            text,
            ascii,
            len,
            widest,
        })
    }

    /// The string by itself.
    pub(super) fn whole(&self, thread: &Thread) -> Result<Ref<Str>> {
        let mut fresh = Fresh::new(thread, self.len, self.widest)?;
        self.write(&mut fresh);
        Ok(fresh.finish(thread))
    }

    /// Writes the string where there is room for it.
    pub(super) fn write(&self, to: &mut Fresh) {
        to.push_point(u32::from(b'"'));
        if self.len == self.text.len() + 2 {
            to.push(self.text);
        } else {
            types::with_units!(self.text.data(), units => write(to, units, self.ascii));
        }
        to.push_point(u32::from(b'"'));
    }
}

/// Writes runs of what stays as it is, and the escapes between them.
fn write<U: Unit>(to: &mut Fresh, units: &[U], ascii: bool) {
    let mut rest = units;
    while let Some(&first) = rest.first() {
        let run = rest
            .iter()
            .position(|&unit| length(unit.into(), ascii) > 1)
            .unwrap_or(rest.len());
        if run > 0 {
            to.push_units(&rest[..run]);
            rest = &rest[run..];
            continue;
        }
        write_escape(to, first.into());
        rest = &rest[1..];
    }
}

fn write_escape(to: &mut Fresh, point: u32) {
    let letter = match point {
        0x22 => b'"',
        0x5C => b'\\',
        0x08 => b'b',
        0x09 => b't',
        0x0A => b'n',
        0x0C => b'f',
        0x0D => b'r',
        0..0x1_0000 => return write_digits(to, point),
        _ => {
            let above = point - 0x1_0000;
            write_digits(to, 0xD800 + (above >> 10));
            return write_digits(to, 0xDC00 + (above & 0x3FF));
        }
    };
    to.push_units(&[b'\\', letter]);
}

fn write_digits(to: &mut Fresh, point: u32) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |shift: u32| DIGITS[(point >> shift & 15) as usize];
    to.push_units(&[b'\\', b'u', digit(12), digit(8), digit(4), digit(0)]);
}

/// Whether an object is the first (true) or the second of the functions.
pub(super) fn known(function: &Object) -> Option<bool> {
    let (def, _) = types::builtin_function::parts(function)?;
    let mut functions = super::MODULE.functions.iter().take(2);
    let place = functions.position(|own| std::ptr::eq(own, def))?;
    Some(place == 0)
}
