//! Items of an array: between bytes and Python values, with the checks and messages of each type code.

use object::{Builtin, CompareOp, Object, Raised, Ref, Result, Thread};
use types::array::Array;
use types::memoryview::Value;
use types::{Float, Int, Str};

/// Every type code, in 3.13's order.
pub(super) const CODES: &str = "bBuwhHiIlLqQfd";

/// Whether items are characters.
pub(super) fn is_text(kind: u8) -> bool {
    matches!(kind, b'u' | b'w')
}

/// Whether items are whole numbers.
fn is_whole(kind: u8) -> bool {
    !is_text(kind) && !matches!(kind, b'f' | b'd')
}

/// The Python value of an item; `None` past the end.
pub(super) fn get(thread: &Thread, array: &Array, index: usize) -> Result<Option<Ref>> {
    match array.get(index) {
        Some(bytes) => value(thread, array.kind(), &bytes).map(Some),
        None => Ok(None),
    }
}

/// The Python value that bytes spell.
pub(super) fn value(thread: &Thread, kind: u8, bytes: &[u8; 8]) -> Result<Ref> {
    if is_text(kind) {
        let point = point(bytes);
        if point > 0x10_FFFF {
            return Err(thread.value_error(format_args!(
                "character U+{point:x} is not in range [U+0000; U+10ffff]"
            )));
        }
        return Ok(types::str::from_point(thread, point)?.into_object());
    }
    match Value::read(kind, bytes) {
        Some(value) => value.object(thread),
        None => Err(thread.system_error(format_args!("an array without a type code"))),
    }
}

/// The code point that bytes spell.
pub(super) fn point(bytes: &[u8; 8]) -> u32 {
    u32::from_ne_bytes([bytes[0], bytes[1], bytes[2], bytes[3]])
}

/// How two items of one kind compare, when bytes can tell: whole numbers and characters.
pub(super) fn order(kind: u8, a: &[u8; 8], b: &[u8; 8]) -> Option<std::cmp::Ordering> {
    if is_text(kind) {
        return Some(point(a).cmp(&point(b)));
    }
    match (Value::read(kind, a)?, Value::read(kind, b)?) {
        (Value::Int(a), Value::Int(b)) if is_whole(kind) => Some(a.cmp(&b)),
        _ => None,
    }
}

/// The bytes of a Python value.
pub(super) fn pack(thread: &Thread, kind: u8, value: &Object) -> Result<[u8; 8]> {
    match kind {
        b'u' | b'w' => character(thread, value),
        b'd' => Ok(types::float::as_f64(thread, value)?.to_ne_bytes()),
        b'f' => {
            let value = types::float::as_f64(thread, value)? as f32;
            Ok(widen(&value.to_ne_bytes()))
        }
        b'q' => word(thread, value, "int too big to convert"),
        b'l' => word(thread, value, "Python int too large to convert to C long"),
        b'I' | b'L' | b'Q' => unsigned(thread, kind, value),
        _ => small(thread, kind, value),
    }
}

/// As 3.13 packs an item for which room must be made: once before, to see that it can be packed, and once to store it.
pub(super) fn pack_twice(thread: &Thread, kind: u8, value: &Object) -> Result<[u8; 8]> {
    let bytes = pack(thread, kind, value)?;
    match value.is_exactly(Builtin::Int) || value.is_exactly(Builtin::Float) {
        true => Ok(bytes),
        false => pack(thread, kind, value),
    }
}

fn widen(bytes: &[u8]) -> [u8; 8] {
    let mut all = [0; 8];
    all[..bytes.len()].copy_from_slice(bytes);
    all
}

fn character(thread: &Thread, value: &Object) -> Result<[u8; 8]> {
    match value.downcast::<Str>().filter(|text| text.len() == 1) {
        Some(text) => Ok(widen(&text.char_at(0).to_ne_bytes())),
        None => Err(thread.type_error(format_args!("array item must be unicode character"))),
    }
}

fn overflow(thread: &Thread, message: &str) -> Raised {
    thread.raise(Builtin::OverflowError, format_args!("{message}"))
}

fn word(thread: &Thread, value: &Object, too_large: &str) -> Result<[u8; 8]> {
    match types::index(thread, value)?.as_isize() {
        Some(word) => Ok(word.to_ne_bytes()),
        None => Err(overflow(thread, too_large)),
    }
}

fn unsigned(thread: &Thread, kind: u8, value: &Object) -> Result<[u8; 8]> {
    let int = types::index(thread, value)?;
    if int.is_negative() {
        return Err(overflow(
            thread,
            match kind {
                b'Q' => "can't convert negative int to unsigned",
                _ => "can't convert negative value to unsigned int",
            },
        ));
    }
    match int.as_usize() {
        None if kind == b'Q' => Err(overflow(thread, "int too big to convert")),
        None => Err(overflow(
            thread,
            "Python int too large to convert to C unsigned long",
        )),
        Some(word) if kind == b'I' && word > u32::MAX as usize => {
            Err(overflow(thread, "unsigned int is greater than maximum"))
        }
        Some(word) => Ok(word.to_ne_bytes()),
    }
}

/// Kinds narrower than a word, which 3.13 reads through the next wider C type: its bounds speak first.
fn small(thread: &Thread, kind: u8, value: &Object) -> Result<[u8; 8]> {
    const SHORT: (isize, isize, &str) = (-0x8000, 0x7FFF, "signed short integer");
    const INT: (isize, isize, &str) = (-0x8000_0000, 0x7FFF_FFFF, "signed integer");
    let bounds: &[(isize, isize, &str)] = match kind {
        b'b' => &[SHORT, (-0x80, 0x7F, "signed char")],
        b'B' => &[SHORT, (0, 0xFF, "unsigned byte integer")],
        b'h' => &[SHORT],
        b'H' => &[INT, (0, 0xFFFF, "unsigned short")],
        _ => &[INT],
    };
    let Some(word) = types::index(thread, value)?.as_isize() else {
        return Err(overflow(
            thread,
            "Python int too large to convert to C long",
        ));
    };
    for &(low, high, name) in bounds {
        let (side, end) = match word {
            _ if word < low => ("less", "minimum"),
            _ if word > high => ("greater", "maximum"),
            _ => continue,
        };
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("{name} is {side} than {end}"),
        ));
    }
    Ok(word.to_ne_bytes())
}

/// Whether the value at a position compares equal to another; `None` past the end.
pub(super) fn is_at(
    thread: &Thread,
    array: &Array,
    index: usize,
    value: &Object,
) -> Result<Option<bool>> {
    let Some(bytes) = array.get(index) else {
        return Ok(None);
    };
    // Plain numbers against plain numbers need no object.
    if let Some(Value::Int(item)) =
        Value::read(array.kind(), &bytes).filter(|_| !is_text(array.kind()))
        && value.is_exactly(Builtin::Int)
        && let Some(other) = value.downcast::<Int>()
    {
        return Ok(Some(match other.as_isize() {
            Some(word) => item == word as i128,
            None => other.as_usize().is_some_and(|word| item == word as i128),
        }));
    }
    if let Some(Value::Float(item)) = Value::read(array.kind(), &bytes)
        && value.is_exactly(Builtin::Float)
        && let Some(other) = value.downcast::<Float>()
    {
        return Ok(Some(item == other.value()));
    }
    let item = self::value(thread, array.kind(), &bytes)?;
    types::compare_bool(thread, &item, value, CompareOp::Eq).map(Some)
}
