//! Floor division, remainder, both at once, and true division to the nearest float.

use super::arith::{add, ints, subtract};
use super::layout::{Fresh, SHIFT};
use super::{Int, big, convert, magnitude};
use crate::tuple::Tuple;
use object::{Buf, Builtin, Object, Raised, Ref, Result, Thread};
use std::cmp::Ordering;

#[cold]
fn by_zero(thread: &Thread, message: &str) -> Raised {
    thread.raise(Builtin::ZeroDivisionError, format_args!("{message}"))
}

/// Quotient and remainder of machine words, rounded towards minus infinity.
#[inline(always)]
pub fn floor_words(a: isize, b: isize) -> (isize, isize) {
    let (q, r) = (a / b, a % b);
    if r != 0 && (r ^ b) < 0 {
        return (q - 1, r + b);
    }
    (q, r)
}

/// `a // b`.
pub(crate) fn slot_floor_divide(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    if b.is_zero() {
        return Err(by_zero(thread, "integer division or modulo by zero"));
    }
    if a.is_compact() && b.is_compact() {
        return Int::new(thread, floor_words(a.compact_value(), b.compact_value()).0);
    }
    Ok(floor(thread, a, b)?.0)
}

/// `a % b`.
pub(crate) fn slot_remainder(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    if b.is_zero() {
        return Err(by_zero(thread, "integer modulo by zero"));
    }
    remainder(thread, a, b)
}

/// `a % b` for `b` other than zero.
pub fn remainder(thread: &Thread, a: &Int, b: &Int) -> Result<Ref> {
    if a.is_compact() && b.is_compact() {
        return Int::new(thread, floor_words(a.compact_value(), b.compact_value()).1);
    }
    if let &[divisor] = b.digits() {
        let rest = magnitude::remainder_small(a.digits(), divisor) as isize;
        let rest = if a.is_negative() { -rest } else { rest };
        return Int::new(thread, floor_words(rest, b.compact_value()).1);
    }
    Ok(floor(thread, a, b)?.1)
}

/// `divmod(a, b)`.
pub(crate) fn slot_divmod(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    if b.is_zero() {
        return Err(by_zero(thread, "integer division or modulo by zero"));
    }
    let (quotient, rest) = floor_divmod(thread, a, b)?;
    Ok(Tuple::from_array(thread, [quotient, rest])?.into_object())
}

/// `a // b` and `a % b` for `b` other than zero.
pub fn floor_divmod(thread: &Thread, a: &Int, b: &Int) -> Result<(Ref, Ref)> {
    if a.is_compact() && b.is_compact() {
        let (q, r) = floor_words(a.compact_value(), b.compact_value());
        return Ok((Int::new(thread, q)?, Int::new(thread, r)?));
    }
    floor(thread, a, b)
}

fn floor(thread: &Thread, a: &Int, b: &Int) -> Result<(Ref, Ref)> {
    let (quotient, rest) = truncated(thread, a, b)?;
    let (Some(q), Some(r)) = (Int::of(&quotient), Int::of(&rest)) else {
        return Ok((quotient, rest));
    };
    if r.is_zero() || r.is_negative() == b.is_negative() {
        return Ok((quotient, rest));
    }
    let one = Int::new(thread, 1)?;
    let lower = match Int::of(&one) {
        Some(one) => subtract(thread, q, one)?,
        None => one,
    };
    let upper = add(thread, r, b)?;
    Ok((lower, upper))
}

/// Quotient and remainder, rounded towards zero; the remainder has the sign of `a`.
pub(crate) fn truncated(thread: &Thread, a: &Int, b: &Int) -> Result<(Ref, Ref)> {
    let (x, y) = (a.digits(), b.digits());
    let negative = a.is_negative() != b.is_negative();
    if magnitude::compare(x, y) == Ordering::Less {
        return Ok((Int::new(thread, 0)?, super::arith::exact(thread, a)?));
    }
    if let &[divisor] = y {
        let mut quotient = Fresh::new(thread, x.len())?;
        let rest = magnitude::divide_small(x, divisor, quotient.digits()) as isize;
        let rest = Int::new(thread, if a.is_negative() { -rest } else { rest })?;
        return Ok((quotient.finish(thread, negative), rest));
    }
    // Division by several digits asks for signals.
    collector::collect_if_due(thread);
    if y.len().min(x.len() - y.len()) > big::QUOTIENT_DIGITS {
        let _charge = big::Charge::digits(thread, x.len(), 5)?;
        let (x, y) = (big::unsigned(x), big::unsigned(y));
        let quotient = &x / &y;
        let rest = x - &quotient * y;
        return Ok((
            big::to_int(thread, negative, &quotient)?,
            big::to_int(thread, a.is_negative(), &rest)?,
        ));
    }
    let mut quotient = Fresh::new(thread, x.len() - y.len() + 1)?;
    let rest = divide(thread, x, y, quotient.digits())?;
    let rest = Int::from_digits(thread, a.is_negative(), &rest)?;
    Ok((quotient.finish(thread, negative), rest))
}

/// `quotient = x / y` for `y` of two digits or more and `x` at least as long; returns the remainder.
fn divide<'t>(
    thread: &'t Thread,
    x: &[u32],
    y: &[u32],
    quotient: &mut [u32],
) -> Result<Buf<'t, u32>> {
    let heap = thread.heap();
    let shift = y[y.len() - 1].leading_zeros() - (32 - SHIFT);
    let mut divisor = Buf::filled(heap, 0, y.len())?;
    magnitude::shift_left_bits(y, shift, &mut divisor);
    let mut rest = Buf::filled(heap, 0, x.len() + 1)?;
    let top = magnitude::shift_left_bits(x, shift, &mut rest[..x.len()]);
    rest[x.len()] = top;
    magnitude::divide_normalised(&mut rest, &divisor, quotient);
    let mut back = Buf::filled(heap, 0, y.len())?;
    magnitude::shift_right_bits(&rest[..y.len()], shift, &mut back);
    Ok(back)
}

/// `a / b`.
pub(crate) fn slot_true_divide(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    let quotient = true_divide(thread, a, b)?;
    crate::float::Float::new(thread, quotient)
}

/// `a / b`, correctly rounded.
pub fn true_divide(thread: &Thread, a: &Int, b: &Int) -> Result<f64> {
    if b.is_zero() {
        return Err(by_zero(thread, "division by zero"));
    }
    if let (Some(x), Some(y)) = (exact_float(a), exact_float(b)) {
        return Ok(x / y);
    }
    let sign = if a.is_negative() != b.is_negative() {
        -1.0
    } else {
        1.0
    };
    let (x, y) = (
        magnitude::bit_length(a.digits()),
        magnitude::bit_length(b.digits()),
    );
    let distance = x as i64 - y as i64;
    if x == 0 || distance < -1080 {
        return Ok(0.0 * sign);
    }
    let quotient = if distance > 1026 {
        f64::INFINITY
    } else {
        scaled(thread, a, b, 64 - distance)?
    };
    if quotient.is_infinite() {
        let text = format_args!("integer division result too large for a float");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    Ok(quotient * sign)
}

/// The value when a float holds it exactly and it is at most 53 bits long.
fn exact_float(a: &Int) -> Option<f64> {
    let wide = a.as_isize()?;
    (wide.unsigned_abs() <= 1 << 53).then_some(wide as f64)
}

/// `|a| / |b|`, where `|a| << shift` divided by `|b|` has 64 or 65 bits.
fn scaled(thread: &Thread, a: &Int, b: &Int, shift: i64) -> Result<f64> {
    let (x, y) = (
        super::arith::slot_absolute(thread, a.as_object())?,
        super::arith::slot_absolute(thread, b.as_object())?,
    );
    let (Some(x), Some(y)) = (Int::of(&x), Int::of(&y)) else {
        return Ok(0.0);
    };
    let (moved, lost) = if shift >= 0 {
        (super::bits::shift_left(thread, x, shift as u64)?, false)
    } else {
        let moved = super::bits::shift_right(thread, x, shift.unsigned_abs())?;
        (
            moved,
            super::bits::has_low_bits(x.digits(), shift.unsigned_abs()),
        )
    };
    let Some(moved) = Int::of(&moved) else {
        return Ok(0.0);
    };
    let (quotient, rest) = truncated(thread, moved, y)?;
    let wide = Int::of(&quotient).and_then(Int::as_i128).unwrap_or(0) as u128;
    let sticky = lost || Int::of(&rest).is_some_and(|r| !r.is_zero());
    Ok(convert::round_wide(wide, sticky, -shift))
}
