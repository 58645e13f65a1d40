//! Reading numbers.
//!
//! 3.13 copies the digits into bytes and has `float` or `int` read those; the bytes are made here where somebody watches or where
//! there are many.

use super::parse::Parser;
use object::{Buf, Builtin, Ref, Result};
use types::bytes::Bytes;
use types::str::Unit;
use types::{Int, Str, protocol};

/// Digits that make no more than a machine word.
const SHORT: usize = 18;
/// Characters up to which nobody counts the copy.
const FEW: usize = 64;

/// Reads the number that starts here.
pub(super) fn read<U: Unit>(parser: &mut Parser<'_, U>) -> Result<Ref> {
    let start = parser.at;
    let Some((end, is_float)) = extent(parser, start) else {
        return Err(parser.nothing(start));
    };
    parser.at = end;
    let units = &parser.units[start..end];
    let (slot, kind) = match is_float {
        true => (&parser.scanner.parse_float, Builtin::Float),
        false => (&parser.scanner.parse_int, Builtin::Int),
    };
    let thread = parser.thread;
    if let Some(parse) = slot.get().filter(|parse| !parser.is_builtin(parse, kind)) {
        let text = Str::from_units(thread, U::data(units))?;
        return protocol::call(thread, &parse, &[text.into_object()]);
    }
    if !is_float && units.len() <= SHORT && !thread.heap().is_watched() {
        return Int::new(thread, short(units));
    }
    if let types::str::Data::One(bytes) = U::data(units) {
        return from_bytes(parser, bytes, is_float);
    }
    let mut bytes = Buf::with_capacity(thread.heap(), units.len())?;
    for &unit in units {
        bytes.push(unit.into() as u8)?;
    }
    from_bytes(parser, &bytes, is_float)
}

/// Where the number ends and whether it is a float; nothing where there is no number.
fn extent<U: Unit>(parser: &Parser<'_, U>, start: usize) -> Option<(usize, bool)> {
    let digits = |mut at: usize| {
        while parser.byte(at).is_ascii_digit() {
            at += 1;
        }
        at
    };
    let first = start + usize::from(parser.byte(start) == b'-');
    let mut end = match parser.byte(first) {
        b'0' => first + 1,
        b'1'..=b'9' => digits(first + 1),
        _ => return None,
    };
    let mut is_float = false;
    if parser.byte(end) == b'.' && parser.byte(end + 1).is_ascii_digit() {
        is_float = true;
        end = digits(end + 2);
    }
    if matches!(parser.byte(end), b'e' | b'E') {
        let sign = usize::from(matches!(parser.byte(end + 1), b'+' | b'-'));
        let behind = digits(end + 1 + sign);
        if behind > end + 1 + sign {
            return Some((behind, true));
        }
    }
    Some((end, is_float))
}

fn short<U: Unit>(units: &[U]) -> isize {
    let negative = units
        .first()
        .is_some_and(|&unit| unit.into() == u32::from(b'-'));
    let digits = &units[usize::from(negative)..];
    let value = digits.iter().fold(0, |value, &unit| {
        value * 10 + (unit.into() - u32::from(b'0')) as isize
    });
    if negative { -value } else { value }
}

fn from_bytes<U: Unit>(parser: &Parser<'_, U>, bytes: &[u8], is_float: bool) -> Result<Ref> {
    let thread = parser.thread;
    let counts = bytes.len() > FEW || thread.heap().is_watched();
    let copy = |room: &mut [u8]| {
        room.copy_from_slice(bytes);
        Ok(())
    };
    let _copy = counts
        .then(|| Bytes::filled(thread, bytes.len(), copy))
        .transpose()?;
    if !is_float {
        return types::int::parse_bytes(thread, bytes, &thread.heap().none(), 10);
    }
    match std::str::from_utf8(bytes)
        .ok()
        .and_then(|text| text.parse().ok())
    {
        Some(value) => parser.float(value),
        None => Err(thread.system_error(format_args!("digits that are no number"))),
    }
}
