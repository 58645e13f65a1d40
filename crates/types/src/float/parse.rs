//! `float(...)`: from numbers and from text; what native code takes as a real number.

use super::Float;
use crate::bytes::Bytes;
use crate::int::{self, Int, unicode};
use crate::str::Str;
use object::{Args, Buf, Builtin, Object, Raised, Ref, Result, Thread, Type};

/// `float.__new__`.
pub(super) fn slot_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    crate::no_keywords(thread, "float", &args)?;
    let values = args.positional();
    crate::check_arity(thread, "float", values.len(), 0, 1)?;
    let exact = ty.builtin() == Builtin::Float;
    let value = match values.first() {
        None => 0.0,
        Some(x) if exact && x.is_exactly(Builtin::Float) => return Ok(x.clone()),
        Some(x) => from_object(thread, x)?,
    };
    if exact {
        return Float::new(thread, value);
    }
    Float::new_of_type(thread, ty, value)
}

/// `float(object)` as a machine float.
pub fn from_object(thread: &Thread, x: &Object) -> Result<f64> {
    if let Some(text) = x.downcast::<Str>() {
        return from_str(thread, text);
    }
    if let Some(bytes) = x.downcast::<Bytes>() {
        return parse(bytes.as_slice(), thread)?.ok_or_else(|| invalid(thread, x));
    }
    if let Some(value) = from_number(thread, x)? {
        return Ok(value);
    }
    if let Some(buffer) = x.ty().slots().buffer {
        let view = buffer(thread, x, false)?;
        let mut copy = Buf::new(thread.heap());
        copy.extend(view.bytes())?;
        return parse(&copy, thread)?.ok_or_else(|| invalid(thread, x));
    }
    Err(thread.type_error(format_args!(
        "float() argument must be a string or a real number, not '{}'",
        x.ty().name()
    )))
}

/// `PyNumber_Float` semantics of an argument: float, `__float__`, `__index__`; TypeError otherwise ("must be real number, not X").
#[inline]
pub fn as_f64(thread: &Thread, object: &Object) -> Result<f64> {
    if let Some(value) = Float::exact_of(object) {
        return Ok(value);
    }
    match from_number(thread, object)? {
        Some(value) => Ok(value),
        None => Err(thread.type_error(format_args!(
            "must be real number, not {}",
            object.ty().name()
        ))),
    }
}

/// The value of a number: `None` when the object has neither `__float__` nor `__index__`.
fn from_number(thread: &Thread, x: &Object) -> Result<Option<f64>> {
    if let Some(float) = Float::of(x)
        && (x.is_exactly(Builtin::Float) || !overrides_float(x))
    {
        return Ok(Some(float.value()));
    }
    let slots = x.ty().number();
    if let Some(slot) = slots.float {
        let result = slot(thread, x)?;
        return checked_result(thread, x, &result).map(Some);
    }
    if slots.index.is_some() {
        return crate::index(thread, x)?.to_f64(thread).map(Some);
    }
    Ok(None)
}

/// Whether a subtype of float brings a conversion of its own.
fn overrides_float(x: &Object) -> bool {
    let own = x.ty().number().float;
    let base = x.heap().builtin(Builtin::Float).number().float;
    match (own, base) {
        (Some(own), Some(base)) => !std::ptr::fn_addr_eq(own, base),
        _ => false,
    }
}

fn checked_result(thread: &Thread, x: &Object, result: &Object) -> Result<f64> {
    if let Some(value) = Float::exact_of(result) {
        return Ok(value);
    }
    let Some(float) = Float::of(result) else {
        return Err(thread.type_error(format_args!(
            "{}.__float__ returned non-float (type {})",
            x.ty().name(),
            result.ty().name()
        )));
    };
    let text = format_args!(
        "{}.__float__ returned non-float (type {}).  The ability to return an instance of a strict subclass of float \
         is deprecated, and may not be supported in a future version of Python.",
        x.ty().name(),
        result.ty().name()
    );
    crate::warn(thread, Builtin::DeprecationWarning, text)?;
    Ok(float.value())
}

fn from_str(thread: &Thread, text: &Str) -> Result<f64> {
    let parsed = match text.as_ascii() {
        Some(ascii) => parse(ascii.as_bytes(), thread)?,
        None => parse(&unicode::to_ascii(thread, text)?, thread)?,
    };
    parsed.ok_or_else(|| invalid(thread, text.as_object()))
}

#[cold]
fn invalid(thread: &Thread, shown: &Object) -> Raised {
    match crate::repr(thread, shown) {
        Ok(shown) => thread.value_error(format_args!("could not convert string to float: {shown}")),
        Err(raised) => raised,
    }
}

/// The value of text with white space around it and underscores between digits; `None` for bad syntax.
pub(crate) fn parse(text: &[u8], thread: &Thread) -> Result<Option<f64>> {
    let text = int::trim(text);
    if !text.contains(&b'_') {
        return Ok(parse_clean(text));
    }
    let mut clean = Buf::with_capacity(thread.heap(), text.len())?;
    for (i, &byte) in text.iter().enumerate() {
        if byte != b'_' {
            clean.push(byte)?;
            continue;
        }
        let digit = |at: Option<usize>| {
            at.and_then(|at| text.get(at))
                .is_some_and(u8::is_ascii_digit)
        };
        if !digit(i.checked_sub(1)) || !digit(Some(i + 1)) {
            return Ok(None);
        }
    }
    Ok(parse_clean(&clean))
}

/// The words for infinity and NaN, without sign.
pub(crate) fn word(text: &[u8]) -> Option<f64> {
    if text.eq_ignore_ascii_case(b"inf") || text.eq_ignore_ascii_case(b"infinity") {
        return Some(f64::INFINITY);
    }
    text.eq_ignore_ascii_case(b"nan").then_some(f64::NAN)
}

/// The value of the longest number at the start of the text, and its length.
pub(crate) fn prefix(text: &[u8]) -> Option<(f64, usize)> {
    let signed = matches!(text.first(), Some(b'-' | b'+'));
    let sign = if text.first() == Some(&b'-') {
        -1.0f64
    } else {
        1.0
    };
    let body = &text[usize::from(signed)..];
    for name in ["infinity", "inf", "nan"] {
        if body.len() >= name.len()
            && let Some(value) = word(&body[..name.len()])
        {
            return Some((value.copysign(sign), usize::from(signed) + name.len()));
        }
    }
    let len = number_length(body)?;
    let number = int::text::ascii(&body[..len]).parse::<f64>().ok()?;
    Some((number.copysign(sign), usize::from(signed) + len))
}

/// Length of a plain decimal number: digits with a point, an exponent if it is complete.
fn number_length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize| {
        text[from..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    let mut len = whole;
    let mut count = whole;
    if text.get(len) == Some(&b'.') {
        let fraction = digits(len + 1);
        count += fraction;
        len += 1 + fraction;
    }
    if count == 0 {
        return None;
    }
    if matches!(text.get(len), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(text.get(len + 1), Some(b'-' | b'+')));
        let from = len + 1 + sign;
        if from <= text.len() && digits(from) > 0 {
            len = from + digits(from);
        }
    }
    Some(len)
}

fn parse_clean(text: &[u8]) -> Option<f64> {
    let (value, len) = prefix(text)?;
    (len == text.len()).then_some(value)
}

/// A float argument that may be an int: `None` when it is neither.
pub fn real_of(thread: &Thread, object: &Object) -> Result<Option<f64>> {
    if let Some(float) = Float::of(object) {
        return Ok(Some(float.value()));
    }
    match Int::of(object) {
        Some(int) => int.to_f64(thread).map(Some),
        None => Ok(None),
    }
}
