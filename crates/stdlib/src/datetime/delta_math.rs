//! Arithmetic of durations. All results are plain `timedelta`s, `int`s or floats, whatever the operands' classes are.
//!
//! Quotients that must become whole are rounded to the nearest, to even exactly between two.

use super::args::check_span;
use super::delta::this;
use super::delta_new::{pair, span_of, span_of_int, to_i128};
use super::kinds::duration;
use super::layout::{Delta, Span};
use object::{Builtin, Object, Ref, Result, Thread};
use types::protocol::{Operator, binary};
use types::{Float, Int, Tuple};

fn both<'a>(a: &'a Object, b: &'a Object) -> Option<(Span, Span)> {
    Some((a.downcast::<Delta>()?.span(), b.downcast::<Delta>()?.span()))
}

fn not_implemented(thread: &Thread) -> Result<Ref> {
    Ok(thread.heap().not_implemented())
}

/// A plain `timedelta` of a sum of two durations' parts.
fn summed(thread: &Thread, a: Span, b: Span, sign: i64) -> Result<Ref> {
    duration(thread, check_span(thread, a.plus(b, sign))?)
}

pub fn add(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    match both(a, b) {
        Some((a, b)) => summed(thread, a, b, 1),
        None => not_implemented(thread),
    }
}

pub fn subtract(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    match both(a, b) {
        Some((a, b)) => summed(thread, a, b, -1),
        None => not_implemented(thread),
    }
}

/// `+delta` and `-delta`
pub fn signed(thread: &Thread, object: &Object, sign: i64) -> Result<Ref> {
    summed(thread, Span::ZERO, this(thread, object)?.span(), sign)
}

pub fn absolute(thread: &Thread, object: &Object) -> Result<Ref> {
    let negative = this(thread, object)?.span().days < 0;
    signed(thread, object, if negative { -1 } else { 1 })
}

/// A delta and the other operand, whichever side it stands on.
fn with_other<'a>(a: &'a Object, b: &'a Object) -> Option<(Span, &'a Object)> {
    match (a.downcast::<Delta>(), b.downcast::<Delta>()) {
        (Some(delta), _) => Some((delta.span(), b)),
        (None, Some(delta)) => Some((delta.span(), a)),
        (None, None) => None,
    }
}

pub fn multiply(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let Some((span, other)) = with_other(a, b) else {
        return not_implemented(thread);
    };
    if other.downcast::<Int>().is_some() {
        return times(thread, span, other);
    }
    match other.downcast::<Float>() {
        Some(_) => by_float(thread, span, other, false),
        None => not_implemented(thread),
    }
}

/// The duration taken so many times.
fn times(thread: &Thread, span: Span, count: &Object) -> Result<Ref> {
    if let Some(n) = plain(count)
        && let Some(total) = span.total().checked_mul(n)
    {
        return duration(thread, span_of(thread, total)?);
    }
    let total = Int::from_i128(thread, span.total())?;
    let product = binary(thread, count, &total, Operator::Multiply)?;
    duration(thread, span_of_int(thread, &product)?)
}

/// The value of an exact `int` (or `bool`) that 128 bits hold.
fn plain(object: &Object) -> Option<i128> {
    if !object.is_exactly(Builtin::Int) && !object.is_exactly(Builtin::Bool) {
        return None;
    }
    let value = to_i128(object.downcast::<Int>()?);
    (value > i128::MIN && value < i128::MAX).then_some(value)
}

/// Multiplies or divides by a float, exactly: by the ratio that it says it is.
fn by_float(thread: &Thread, span: Span, float: &Object, divide: bool) -> Result<Ref> {
    let name = types::str::intern_static(thread, "as_integer_ratio")?;
    let ratio = types::call_method(thread, float, &name, &[])?;
    let Some(ratio) = ratio.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!(
            "unexpected return type from as_integer_ratio(): expected tuple, got '{}'",
            ratio.ty().name()
        )));
    };
    let [numerator, denominator] = ratio.items() else {
        return Err(thread.value_error(format_args!("as_integer_ratio() must return a 2-tuple")));
    };
    let (by, over) = match divide {
        true => (denominator, numerator),
        false => (numerator, denominator),
    };
    let total = Int::from_i128(thread, span.total())?;
    let product = binary(thread, &total, by, Operator::Multiply)?;
    let quotient = nearest(thread, &product, over)?;
    duration(thread, span_of_int(thread, &quotient)?)
}

/// The whole number nearest to a quotient.
fn nearest(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if a.downcast::<Int>().is_none() || b.downcast::<Int>().is_none() {
        return Err(thread.type_error(format_args!("non-integer arguments in division")));
    }
    if let (Some(a), Some(b)) = (plain(a), plain(b))
        && b != 0
    {
        pair(thread)?;
        return Int::from_i128(thread, nearest_small(a, b));
    }
    let parts = binary(thread, a, b, Operator::DivMod)?;
    let [quotient, rest] = parts.downcast::<Tuple>().map_or(&[][..], Tuple::items) else {
        return Err(thread.type_error(format_args!("divmod() returned non-tuple")));
    };
    // The rest has the divisor's sign: twice as much of it and the divisor are compared without their signs.
    let twice = binary(thread, rest, rest, Operator::Add)?;
    let odd = quotient
        .downcast::<Int>()
        .and_then(|int| int.digits().first().map(|digit| digit & 1 == 1));
    let order = match (twice.downcast::<Int>(), b.downcast::<Int>()) {
        (Some(twice), Some(whole)) => by_size(twice, whole),
        _ => std::cmp::Ordering::Less,
    };
    match order.is_gt() || order.is_eq() && odd == Some(true) {
        true => binary(thread, quotient, &*Int::new(thread, 1)?, Operator::Add),
        false => Ok(quotient.clone()),
    }
}

/// Compares two numbers without their signs.
fn by_size(a: &Int, b: &Int) -> std::cmp::Ordering {
    let (a, b) = (a.digits(), b.digits());
    a.len()
        .cmp(&b.len())
        .then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

fn nearest_small(a: i128, b: i128) -> i128 {
    let (a, b) = if b < 0 { (-a, -b) } else { (a, b) };
    let (quotient, rest) = (a.div_euclid(b), a.rem_euclid(b));
    match rest.cmp(&(b - rest)) {
        std::cmp::Ordering::Less => quotient,
        std::cmp::Ordering::Greater => quotient + 1,
        std::cmp::Ordering::Equal => quotient + (quotient & 1),
    }
}

pub fn true_divide(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let Some(span) = a.downcast::<Delta>().map(Delta::span) else {
        return not_implemented(thread);
    };
    let total = Int::from_i128(thread, span.total())?;
    if let Some(other) = b.downcast::<Delta>() {
        let other = Int::from_i128(thread, other.span().total())?;
        return binary(thread, &total, &other, Operator::TrueDivide);
    }
    if b.downcast::<Float>().is_some() {
        return by_float(thread, span, b, true);
    }
    if b.downcast::<Int>().is_none() {
        return not_implemented(thread);
    }
    let quotient = nearest(thread, &total, b)?;
    duration(thread, span_of_int(thread, &quotient)?)
}

pub fn floor_divide(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if let Some((a, b)) = both(a, b) {
        return totals(thread, a, b, Operator::FloorDivide);
    }
    let Some(delta) = a.downcast::<Delta>() else {
        return not_implemented(thread);
    };
    if b.downcast::<Int>().is_none() {
        return not_implemented(thread);
    }
    let total = Int::from_i128(thread, delta.span().total())?;
    let quotient = binary(thread, &total, b, Operator::FloorDivide)?;
    duration(thread, span_of_int(thread, &quotient)?)
}

/// An operation of `int` on both microseconds.
fn totals(thread: &Thread, a: Span, b: Span, op: Operator) -> Result<Ref> {
    let a = Int::from_i128(thread, a.total())?;
    let b = Int::from_i128(thread, b.total())?;
    binary(thread, &a, &b, op)
}

pub fn remainder(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let Some((a, b)) = both(a, b) else {
        return not_implemented(thread);
    };
    let rest = totals(thread, a, b, Operator::Remainder)?;
    duration(thread, span_of_int(thread, &rest)?)
}

pub fn divmod(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let Some((a, b)) = both(a, b) else {
        return not_implemented(thread);
    };
    let parts = totals(thread, a, b, Operator::DivMod)?;
    let [quotient, rest] = parts.downcast::<Tuple>().map_or(&[][..], Tuple::items) else {
        return Err(thread.type_error(format_args!("divmod() returned non-tuple")));
    };
    let rest = duration(thread, span_of_int(thread, rest)?)?;
    Ok(Tuple::from_array(thread, [quotient.clone(), rest])?.into_object())
}

/// `timedelta.total_seconds()`
pub fn total_seconds(thread: &Thread, object: &Object) -> Result<Ref> {
    seconds(thread, this(thread, object)?.span())
}

/// A duration in seconds, rounded once.
pub fn seconds(thread: &Thread, span: Span) -> Result<Ref> {
    /// Whole numbers up to here are exact as floats.
    const EXACT: i128 = 1 << 53;
    let total = span.total();
    if total.abs() <= EXACT {
        return Float::new(thread, total as f64 / 1e6);
    }
    let total = Int::from_i128(thread, total)?;
    let million = Int::new(thread, 1_000_000)?;
    binary(thread, &total, &million, Operator::TrueDivide)
}
