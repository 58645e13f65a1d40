//! Hexadecimal text of floats: `hex` and `fromhex`, exact both ways.

use super::Float;
use super::arith::value;
use crate::int::convert::round_wide;
use crate::str::Str;
use object::{Builtin, Object, Raised, Ref, Result, Thread, Type};

/// `float.hex()`.
pub(super) fn hex(thread: &Thread, this: &Object) -> Result<Ref> {
    let x = value(this);
    if !x.is_finite() {
        return this
            .ty()
            .slots()
            .repr
            .map_or_else(|| Ok(this.to_ref()), |repr| repr(thread, this));
    }
    let bits = x.to_bits();
    let sign = if x.is_sign_negative() { "-" } else { "" };
    let fraction = bits & ((1 << 52) - 1);
    let text = match (bits >> 52 & 0x7ff) as i64 {
        0 if fraction == 0 => Str::format(thread, format_args!("{sign}0x0.0p+0")),
        0 => Str::format(thread, format_args!("{sign}0x0.{fraction:013x}p-1022")),
        exponent => {
            let exponent = exponent - 1023;
            Str::format(
                thread,
                format_args!("{sign}0x1.{fraction:013x}p{exponent:+}"),
            )
        }
    };
    Ok(text?.into_object())
}

/// `float.fromhex(string)`.
pub(super) fn fromhex(thread: &Thread, class: &Object, text: &Object) -> Result<Ref> {
    let Some(text) = text.downcast::<Str>() else {
        return Err(thread.type_error(format_args!("bad argument type for built-in operation")));
    };
    let parsed = text
        .as_ascii()
        .and_then(|ascii| parse(crate::int::trim(ascii.as_bytes())));
    let value = match parsed {
        Some(Parsed::Word(value)) => value,
        Some(Parsed::Number(value)) if value.is_infinite() => return Err(too_large(thread)),
        Some(Parsed::Number(value)) => value,
        None => {
            let text = format_args!("invalid hexadecimal floating-point string");
            return Err(thread.value_error(text));
        }
    };
    let float = Float::new(thread, value)?;
    match class.downcast::<Type>() {
        Some(ty) if ty.builtin() != Builtin::Float => crate::call_one(thread, class, &float),
        _ => Ok(float),
    }
}

/// What a text says: one of the words for infinity and NaN, or digits (infinite when out of range).
enum Parsed {
    Word(f64),
    Number(f64),
}

#[cold]
fn too_large(thread: &Thread) -> Raised {
    let text = format_args!("hexadecimal value too large to represent as a float");
    thread.raise(Builtin::OverflowError, text)
}

fn parse(text: &[u8]) -> Option<Parsed> {
    let (sign, text) = match text {
        [b'-', rest @ ..] => (-1.0, rest),
        [b'+', rest @ ..] => (1.0, rest),
        _ => (1.0, text),
    };
    if let Some(word) = super::parse::word(text) {
        return Some(Parsed::Word(word * sign));
    }
    let text = match text {
        [b'0', b'x' | b'X', rest @ ..] => rest,
        _ => text,
    };
    let split = text
        .iter()
        .position(|b| b | 32 == b'p')
        .unwrap_or(text.len());
    let (digits, exponent) = text.split_at(split);
    let exponent = match exponent {
        [_, rest @ ..] => parse_exponent(rest)?,
        [] => 0,
    };
    parse_digits(digits, exponent).map(|value| Parsed::Number(value * sign))
}

fn parse_exponent(text: &[u8]) -> Option<i64> {
    let (sign, digits) = match text {
        [b'-', rest @ ..] => (-1, rest),
        [b'+', rest @ ..] => (1, rest),
        _ => (1, text),
    };
    if digits.is_empty() {
        return None;
    }
    let mut value = 0i64;
    for byte in digits {
        let digit = (*byte as char).to_digit(10)?;
        // Far beyond every float, far below overflow.
        value = (value * 10 + digit as i64).min(1 << 40);
    }
    Some(sign * value)
}

fn parse_digits(digits: &[u8], exponent: i64) -> Option<f64> {
    let (mut wide, mut sticky, mut scale) = (0u128, false, 0i64);
    let (mut seen, mut point) = (false, false);
    for byte in digits {
        if *byte == b'.' && !point {
            point = true;
            continue;
        }
        let digit = (*byte as char).to_digit(16)?;
        seen = true;
        if wide >> 120 == 0 {
            wide = wide << 4 | digit as u128;
            scale -= if point { 4 } else { 0 };
        } else {
            sticky |= digit != 0;
            scale += if point { 0 } else { 4 };
        }
    }
    seen.then(|| round_wide(wide, sticky, exponent + scale))
}
