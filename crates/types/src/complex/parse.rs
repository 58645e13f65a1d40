//! `complex(...)`: from numbers and from text.

use super::{Complex, Pair};
use crate::float;
use crate::int::{self, unicode};
use crate::protocol::Signature;
use crate::state::names;
use crate::str::Str;
use object::{Args, Buf, Builtin, Object, Raised, Ref, Result, Thread, Type};

/// `complex.__new__`.
pub(super) fn slot_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "complex",
        names: ["real", "imag"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let (real, imag) = (bound.get(0), bound.get(1));
    if let (Some(real), None) = (real, imag)
        && real.is_exactly(Builtin::Complex)
        && ty.builtin() == Builtin::Complex
    {
        return Ok(real.to_ref());
    }
    if let Some(text) = real.and_then(|real| real.downcast::<Str>()) {
        if imag.is_some() {
            let text = format_args!("complex() can't take second arg if first is a string");
            return Err(thread.type_error(text));
        }
        return Complex::of_type(thread, ty, from_str(thread, text)?);
    }
    if imag.is_some_and(|imag| imag.downcast::<Str>().is_some()) {
        let text = format_args!("complex() second arg can't be a string");
        return Err(thread.type_error(text));
    }
    let value = combine(thread, real, imag)?;
    Complex::of_type(thread, ty, value)
}

fn combine(thread: &Thread, real: Option<&Object>, imag: Option<&Object>) -> Result<Pair> {
    let first = match real {
        Some(real) => number(thread, real, true)?,
        None => Number::Real(0.0),
    };
    let second = match imag {
        Some(imag) => number(thread, imag, false)?,
        None => Number::Real(0.0),
    };
    let (mut re, mut im) = match first {
        Number::Real(re) => (re, 0.0),
        Number::Complex((re, im)) => (re, im),
    };
    match (imag, second) {
        (None, _) => {}
        (_, Number::Real(value)) if matches!(first, Number::Real(_)) => im = value,
        (_, Number::Real(value)) => im += value,
        (_, Number::Complex((a, b))) => {
            re -= b;
            im += a;
        }
    }
    Ok((re, im))
}

#[derive(Clone, Copy)]
enum Number {
    Real(f64),
    Complex(Pair),
}

fn number(thread: &Thread, object: &Object, first: bool) -> Result<Number> {
    if first && let Some(value) = through_method(thread, object)? {
        return Ok(Number::Complex(value));
    }
    if let Some(complex) = object.downcast::<Complex>() {
        return Ok(Number::Complex(complex.pair()));
    }
    let slots = object.ty().number();
    if slots.float.is_none() && slots.index.is_none() {
        let what = match first {
            true => "first argument must be a string or a number",
            false => "second argument must be a number",
        };
        return Err(thread.type_error(format_args!(
            "complex() {what}, not '{}'",
            object.ty().name()
        )));
    }
    float::as_f64(thread, object).map(Number::Real)
}

/// What `__complex__` answers, when a type other than complex has it.
fn through_method(thread: &Thread, object: &Object) -> Result<Option<Pair>> {
    if object.is_exactly(Builtin::Complex) {
        return Ok(None);
    }
    let name = names(thread).__complex__();
    let Some(answer) = crate::call_special(thread, object, name, &[])? else {
        return Ok(None);
    };
    let Some(complex) = answer.downcast::<Complex>() else {
        return Err(thread.type_error(format_args!(
            "__complex__ returned non-complex (type {})",
            answer.ty().name()
        )));
    };
    if !answer.is_exactly(Builtin::Complex) {
        let text = format_args!(
            "__complex__ returned non-complex (type {}).  The ability to return an instance of a strict subclass of complex \
             is deprecated, and may not be supported in a future version of Python.",
            answer.ty().name()
        );
        crate::warn(thread, Builtin::DeprecationWarning, text)?;
    }
    Ok(Some(complex.pair()))
}

/// An argument as a complex number, as `cmath` and the like take it.
pub fn from_object(thread: &Thread, object: &Object) -> Result<Pair> {
    if let Some(value) = through_method(thread, object)? {
        return Ok(value);
    }
    if let Some(complex) = object.downcast::<Complex>() {
        return Ok(complex.pair());
    }
    Ok((float::as_f64(thread, object)?, 0.0))
}

#[cold]
fn malformed(thread: &Thread) -> Raised {
    thread.value_error(format_args!("complex() arg is a malformed string"))
}

fn from_str(thread: &Thread, text: &Str) -> Result<Pair> {
    let ascii = unicode::to_ascii(thread, text)?;
    let mut clean = Buf::with_capacity(thread.heap(), ascii.len())?;
    for (i, &byte) in ascii.iter().enumerate() {
        let digit = |at: Option<usize>| {
            at.and_then(|at| ascii.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        if byte != b'_' {
            clean.push(byte)?;
        } else if !digit(i.checked_sub(1)) || !digit(Some(i + 1)) {
            return Err(malformed(thread));
        }
    }
    parse(&clean).ok_or_else(|| malformed(thread))
}

/// `real`, `imagj`, or both, perhaps in parentheses with white space around and inside them.
fn parse(text: &[u8]) -> Option<Pair> {
    let mut text = int::trim(text);
    if let [b'(', inner @ .., b')'] = text {
        text = int::trim(inner);
    }
    let (first, rest) = match float::parse::prefix(text) {
        Some((value, len)) => (value, &text[len..]),
        None => return imaginary_unit(text).map(|imag| (0.0, imag)),
    };
    match rest {
        [] => Some((first, 0.0)),
        [b'j' | b'J'] => Some((0.0, first)),
        [b'+' | b'-', ..] => {
            if let Some(imag) = imaginary_unit(rest) {
                return Some((first, imag));
            }
            let (imag, len) = float::parse::prefix(rest)?;
            matches!(rest[len..], [b'j' | b'J']).then_some((first, imag))
        }
        _ => None,
    }
}

/// `j`, `+j` or `-j`.
fn imaginary_unit(text: &[u8]) -> Option<f64> {
    match text {
        [b'j' | b'J'] | [b'+', b'j' | b'J'] => Some(1.0),
        [b'-', b'j' | b'J'] => Some(-1.0),
        _ => None,
    }
}
