//! Arithmetic on pairs, and the operator slots.

use super::{Complex, Pair, pair};
use crate::float::{self, Float};
use crate::int::Int;
use object::{Builtin, CompareOp, Object, Raised, Ref, Result, Thread};
use std::cmp::Ordering;

/// Whole exponents up to this are multiplied out.
const SMALL_EXPONENT: f64 = 100.0;

/// An operand as a pair: `None` when it is no number that mixes with complex.
fn operand(thread: &Thread, object: &Object) -> Result<Option<Pair>> {
    match object.downcast::<Complex>() {
        Some(complex) => Ok(Some(complex.pair())),
        None => Ok(float::parse::real_of(thread, object)?.map(|real| (real, 0.0))),
    }
}

macro_rules! pairs {
    ($thread:expr, $a:expr, $b:expr) => {{
        let Some(a) = operand($thread, $a)? else {
            return Ok($thread.heap().not_implemented());
        };
        let Some(b) = operand($thread, $b)? else {
            return Ok($thread.heap().not_implemented());
        };
        (a, b)
    }};
}

pub(super) fn slot_add(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = pairs!(thread, a, b);
    Complex::new(thread, (a.0 + b.0, a.1 + b.1))
}

pub(super) fn slot_subtract(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = pairs!(thread, a, b);
    Complex::new(thread, (a.0 - b.0, a.1 - b.1))
}

pub(super) fn slot_multiply(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = pairs!(thread, a, b);
    Complex::new(thread, multiply(a, b))
}

pub(super) fn slot_true_divide(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = pairs!(thread, a, b);
    match divide(a, b) {
        Some(quotient) => Complex::new(thread, quotient),
        None => Err(by_zero(thread, "complex division by zero")),
    }
}

pub(super) fn slot_power(thread: &Thread, a: &Object, b: &Object, modulus: &Object) -> Result<Ref> {
    let (a, b) = pairs!(thread, a, b);
    if !modulus.is_exactly(Builtin::NoneType) {
        return Err(thread.value_error(format_args!("complex modulo")));
    }
    power(thread, a, b)
}

#[cold]
fn by_zero(thread: &Thread, message: &str) -> Raised {
    thread.raise(Builtin::ZeroDivisionError, format_args!("{message}"))
}

/// `a * b`.
pub fn multiply(a: Pair, b: Pair) -> Pair {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// `a / b`, scaled by the larger part of the divisor; `None` for a zero divisor.
pub fn divide(a: Pair, b: Pair) -> Option<Pair> {
    let (x, y) = (b.0.abs(), b.1.abs());
    if x >= y {
        if x == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let scale = b.0 + b.1 * ratio;
        return Some(((a.0 + a.1 * ratio) / scale, (a.1 - a.0 * ratio) / scale));
    }
    if y >= x {
        let ratio = b.0 / b.1;
        let scale = b.0 * ratio + b.1;
        return Some(((a.0 * ratio + a.1) / scale, (a.1 * ratio - a.0) / scale));
    }
    Some((f64::NAN, f64::NAN))
}

/// `a ** b`.
pub fn power(thread: &Thread, a: Pair, b: Pair) -> Result<Ref> {
    let small = b.1 == 0.0 && b.0 == b.0.floor() && b.0.abs() <= SMALL_EXPONENT;
    let result = if small {
        whole_power(a, b.0 as i32)
    } else {
        polar_power(a, b)
    };
    let Some(result) = result else {
        return Err(by_zero(thread, "0.0 to a negative or complex power"));
    };
    if result.0.is_infinite() || result.1.is_infinite() {
        let text = format_args!("complex exponentiation");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    Complex::new(thread, result)
}

fn whole_power(base: Pair, exponent: i32) -> Option<Pair> {
    let mut rest = exponent.unsigned_abs();
    let (mut result, mut square) = ((1.0, 0.0), base);
    while rest > 0 {
        if rest & 1 == 1 {
            result = multiply(result, square);
        }
        rest >>= 1;
        square = multiply(square, square);
    }
    if exponent < 0 {
        return divide((1.0, 0.0), result);
    }
    Some(result)
}

/// Through length and angle; `None` where C reports a domain error.
fn polar_power(a: Pair, b: Pair) -> Option<Pair> {
    if b == (0.0, 0.0) {
        return Some((1.0, 0.0));
    }
    if a == (0.0, 0.0) {
        return (b.1 == 0.0 && b.0 >= 0.0).then_some((0.0, 0.0));
    }
    let size = a.0.hypot(a.1);
    let angle = a.1.atan2(a.0);
    let mut length = size.powf(b.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        length /= (angle * b.1).exp();
        phase += b.1 * size.ln();
    }
    // C reports a domain error for the sine of infinity, which 3.13 shows like a zero base.
    (!phase.is_infinite()).then(|| (length * phase.cos(), length * phase.sin()))
}

pub(super) fn slot_negative(thread: &Thread, a: &Object) -> Result<Ref> {
    let (real, imag) = pair(a);
    Complex::new(thread, (-real, -imag))
}

/// The number itself, exact.
pub(super) fn slot_positive(thread: &Thread, a: &Object) -> Result<Ref> {
    if a.is_exactly(Builtin::Complex) {
        return Ok(a.to_ref());
    }
    Complex::new(thread, pair(a))
}

pub(super) fn slot_absolute(thread: &Thread, a: &Object) -> Result<Ref> {
    let (real, imag) = pair(a);
    let size = real.hypot(imag);
    if size.is_infinite() && real.is_finite() && imag.is_finite() {
        let text = format_args!("absolute value too large");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    Float::new(thread, size)
}

pub(super) fn slot_bool(_: &Thread, a: &Object) -> Result<bool> {
    Ok(pair(a) != (0.0, 0.0))
}

pub(super) fn slot_hash(_: &Thread, a: &Object) -> Result<isize> {
    const IMAGINARY: isize = 1000003;
    let (real, imag) = pair(a);
    let real = float::hash_f64(real, a.id());
    let imag = float::hash_f64(imag, a.id());
    let hash = real.wrapping_add(imag.wrapping_mul(IMAGINARY));
    Ok(if hash == -1 { -2 } else { hash })
}

pub(super) fn slot_compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().not_implemented());
    }
    let (real, imag) = pair(a);
    let equal = if let Some(int) = Int::of(b) {
        imag == 0.0 && float::arith::compare_int(real, int) == Some(Ordering::Equal)
    } else if let Some(float) = Float::of(b) {
        imag == 0.0 && real == float.value()
    } else if let Some(complex) = b.downcast::<Complex>() {
        (real, imag) == complex.pair()
    } else {
        return Ok(thread.heap().not_implemented());
    };
    Ok(thread.heap().bool(equal == (op == CompareOp::Eq)))
}
