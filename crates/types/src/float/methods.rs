//! Methods and attributes of `float`.

use super::arith::{slot_int, slot_positive, value};
use super::{Float, hex, round};
use crate::int::{Int, bits, convert};
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Builtin, GetSetDef, MethodDef, Object, Ref, Result, Thread};

pub(super) static METHODS: &[MethodDef] = &[
    MethodDef::no_args("conjugate", slot_positive)
        .doc("conjugate($self, /)\n--\n\nThe float itself: its imaginary part is zero."),
    MethodDef::no_args("__trunc__", slot_int)
        .doc("__trunc__($self, /)\n--\n\nThe int next to it towards zero."),
    MethodDef::no_args("__floor__", floor)
        .doc("__floor__($self, /)\n--\n\nThe greatest int that is not above it."),
    MethodDef::no_args("__ceil__", ceil)
        .doc("__ceil__($self, /)\n--\n\nThe least int that is not below it."),
    MethodDef::fast("__round__", round::round).doc(
        "__round__($self, ndigits=None, /)\n--\n\nThe nearest int, or the nearest float with so many decimal places.",
    ),
    MethodDef::no_args("as_integer_ratio", as_integer_ratio).doc(
        "as_integer_ratio($self, /)\n--\n\nThe exact value as numerator and positive denominator in lowest terms.",
    ),
    MethodDef::one("fromhex", hex::fromhex)
        .class()
        .doc("fromhex($type, string, /)\n--\n\nThe float that hexadecimal text stands for."),
    MethodDef::no_args("hex", hex::hex)
        .doc("hex($self, /)\n--\n\nThe exact value as hexadecimal text."),
    MethodDef::no_args("is_integer", is_integer)
        .doc("is_integer($self, /)\n--\n\nWhether the value is whole."),
    MethodDef::no_args("__getnewargs__", getnewargs).doc("__getnewargs__($self, /)\n--\n\n"),
    MethodDef::one("__getformat__", getformat).class().doc(
        "__getformat__($type, typestr, /)\n--\n\nHow this machine stores a 'double' or a 'float'.",
    ),
    MethodDef::one("__format__", format)
        .doc("__format__($self, format_spec, /)\n--\n\nText as the format specification asks for."),
];

pub(super) static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "real",
        get: slot_positive,
        set: None,
        doc: Some("the real part of a complex number"),
    },
    GetSetDef {
        name: "imag",
        get: |thread, _| Float::new(thread, 0.0),
        set: None,
        doc: Some("the imaginary part of a complex number"),
    },
];

fn floor(thread: &Thread, this: &Object) -> Result<Ref> {
    Int::from_f64(thread, value(this).floor())
}

fn ceil(thread: &Thread, this: &Object) -> Result<Ref> {
    Int::from_f64(thread, value(this).ceil())
}

fn is_integer(thread: &Thread, this: &Object) -> Result<Ref> {
    let x = value(this);
    Ok(thread.heap().bool(x.is_finite() && x.floor() == x))
}

fn getnewargs(thread: &Thread, this: &Object) -> Result<Ref> {
    let copy = Float::new(thread, value(this))?;
    Ok(Tuple::from_array(thread, [copy])?.into_object())
}

fn as_integer_ratio(thread: &Thread, this: &Object) -> Result<Ref> {
    let x = value(this);
    if x.is_infinite() {
        let text = format_args!("cannot convert Infinity to integer ratio");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    if x.is_nan() {
        let text = format_args!("cannot convert NaN to integer ratio");
        return Err(thread.value_error(text));
    }
    let (numerator, denominator) = ratio(thread, x)?;
    Ok(Tuple::from_array(thread, [numerator, denominator])?.into_object())
}

/// Numerator and denominator of a finite float, in lowest terms.
pub fn ratio(thread: &Thread, x: f64) -> Result<(Ref, Ref)> {
    let one = Int::new(thread, 1)?;
    if x == 0.0 {
        return Ok((Int::new(thread, 0)?, one));
    }
    let (mantissa, exponent) = convert::decompose(x.abs());
    let spare = mantissa.trailing_zeros();
    let (mantissa, exponent) = ((mantissa >> spare) as isize, exponent + spare as i64);
    let mantissa = Int::new(thread, if x < 0.0 { -mantissa } else { mantissa })?;
    let (Some(numerator), Some(unit)) = (Int::of(&mantissa), Int::of(&one)) else {
        return Ok((mantissa, one));
    };
    if exponent >= 0 {
        let numerator = bits::shift_left(thread, numerator, exponent as u64)?;
        return Ok((numerator, one));
    }
    let denominator = bits::shift_left(thread, unit, exponent.unsigned_abs())?;
    Ok((mantissa, denominator))
}

fn getformat(thread: &Thread, _: &Object, kind: &Object) -> Result<Ref> {
    let Some(text) = kind.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "__getformat__() argument must be str, not {}",
            crate::protocol::type_text(kind)
        )));
    };
    if !text.eq_str("double") && !text.eq_str("float") {
        let text = format_args!("__getformat__() argument 1 must be 'double' or 'float'");
        return Err(thread.value_error(text));
    }
    Ok(Str::new(thread, "IEEE, little-endian")?.into_object())
}

fn format(thread: &Thread, this: &Object, spec: &Object) -> Result<Ref> {
    let Some(spec) = spec.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "__format__() argument must be str, not {}",
            crate::protocol::type_text(spec)
        )));
    };
    if spec.is_empty() && this.is_exactly(Builtin::Float) {
        return Ok(crate::to_str(thread, this)?.into_object());
    }
    Ok(crate::format::format_float(thread, value(this), spec)?.into_object())
}
