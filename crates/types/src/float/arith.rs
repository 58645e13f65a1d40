//! Arithmetic, comparison, hash and truth of floats; operands may be ints.

use super::Float;
use crate::complex;
use crate::int::{self, Int};
use crate::tuple::Tuple;
use object::{Builtin, CompareOp, Object, Raised, Ref, Result, Thread};
use std::cmp::Ordering;

/// An operand as a float: `None` when it is neither float nor int.
#[inline]
fn operand(thread: &Thread, object: &Object) -> Result<Option<f64>> {
    if let Some(float) = Float::of(object) {
        return Ok(Some(float.value()));
    }
    match Int::of(object) {
        Some(int) => int.to_f64(thread).map(Some),
        None => Ok(None),
    }
}

/// Both operands, or `NotImplemented`.
macro_rules! floats {
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

macro_rules! slots {
    ($($(#[$doc:meta])* $name:ident, $thread:ident, $a:ident, $b:ident => $result:expr;)*) => { $(
        $(#[$doc])*
        pub(crate) fn $name($thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
            let ($a, $b) = floats!($thread, a, b);
            Float::new($thread, $result)
        }
    )* };
}

slots! {
    /// `a + b`.
    slot_add, thread, a, b => a + b;
    /// `a - b`.
    slot_subtract, thread, a, b => a - b;
    /// `a * b`.
    slot_multiply, thread, a, b => a * b;
    /// `a / b`.
    slot_true_divide, thread, a, b => a / nonzero(thread, b, "float division by zero")?;
    /// `a // b`.
    slot_floor_divide, thread, a, b => floor_divmod(a, nonzero(thread, b, "float floor division by zero")?).0;
    /// `a % b`.
    slot_remainder, thread, a, b => remainder(a, nonzero(thread, b, "float modulo by zero")?);
}

fn nonzero(thread: &Thread, divisor: f64, message: &str) -> Result<f64> {
    if divisor == 0.0 {
        return Err(by_zero(thread, message));
    }
    Ok(divisor)
}

#[cold]
fn by_zero(thread: &Thread, message: &str) -> Raised {
    thread.raise(Builtin::ZeroDivisionError, format_args!("{message}"))
}

/// `divmod(a, b)`.
pub(crate) fn slot_divmod(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = floats!(thread, a, b);
    let (quotient, rest) = floor_divmod(a, nonzero(thread, b, "float divmod()")?);
    let pair = [Float::new(thread, quotient)?, Float::new(thread, rest)?];
    Ok(Tuple::from_array(thread, pair)?.into_object())
}

/// The remainder with the divisor's sign, for a divisor other than zero.
pub fn remainder(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest == 0.0 {
        return 0f64.copysign(b);
    }
    if (b < 0.0) != (rest < 0.0) {
        rest + b
    } else {
        rest
    }
}

/// Quotient rounded down and remainder, for a divisor other than zero.
pub fn floor_divmod(a: f64, b: f64) -> (f64, f64) {
    let mut rest = a % b;
    // The dividend less its remainder is nearly a multiple: the quotient is nearly whole.
    let mut quotient = (a - rest) / b;
    if rest == 0.0 {
        rest = 0f64.copysign(b);
    } else if (b < 0.0) != (rest < 0.0) {
        rest += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0f64.copysign(a / b), rest);
    }
    let mut whole = quotient.floor();
    if quotient - whole > 0.5 {
        whole += 1.0;
    }
    (whole, rest)
}

/// `a ** b`; a complex result for a negative base and a fractional exponent.
pub(crate) fn slot_power(thread: &Thread, a: &Object, b: &Object, modulus: &Object) -> Result<Ref> {
    if !modulus.is_exactly(Builtin::NoneType) {
        let text = format_args!("pow() 3rd argument not allowed unless all arguments are integers");
        return Err(thread.type_error(text));
    }
    let (a, b) = floats!(thread, a, b);
    if a < 0.0 && a.is_finite() && b.is_finite() && b != b.floor() {
        return complex::power(thread, (a, 0.0), (b, 0.0));
    }
    Float::new(thread, power(thread, a, b)?)
}

/// `a ** b` for real results.
pub fn power(thread: &Thread, a: f64, b: f64) -> Result<f64> {
    if a == 0.0 && b < 0.0 && b.is_finite() {
        return Err(by_zero(thread, "0.0 cannot be raised to a negative power"));
    }
    let result = a.powf(b);
    if result.is_infinite() && a.is_finite() && b.is_finite() {
        return Err(out_of_range(thread));
    }
    Ok(result)
}

#[cold]
fn out_of_range(thread: &Thread) -> Raised {
    const ERANGE: isize = 34;
    let args = (|| {
        let text = crate::Str::new(thread, "Numerical result out of range")?;
        Ok([Int::new(thread, ERANGE)?, text.into_object()])
    })();
    match args {
        Ok(args) => crate::exception::raise_with(thread, Builtin::OverflowError, &args),
        Err(raised) => raised,
    }
}

/// `-a`.
pub(crate) fn slot_negative(thread: &Thread, a: &Object) -> Result<Ref> {
    Float::new(thread, -value(a))
}

/// `abs(a)`.
pub(crate) fn slot_absolute(thread: &Thread, a: &Object) -> Result<Ref> {
    Float::new(thread, value(a).abs())
}

/// `+a`, and what `__float__` and `conjugate` answer: an exact float of the same value.
pub(crate) fn slot_positive(thread: &Thread, a: &Object) -> Result<Ref> {
    if a.is_exactly(Builtin::Float) {
        return Ok(a.to_ref());
    }
    Float::new(thread, value(a))
}

/// `bool(a)`.
pub(crate) fn slot_bool(_: &Thread, a: &Object) -> Result<bool> {
    Ok(value(a) != 0.0)
}

/// `int(a)`.
pub(crate) fn slot_int(thread: &Thread, a: &Object) -> Result<Ref> {
    Int::from_f64(thread, value(a))
}

/// The value of a float; 0 for anything else.
pub(crate) fn value(object: &Object) -> f64 {
    Float::of(object).map_or(0.0, Float::value)
}

/// The six comparisons; exact against ints of any size.
pub(crate) fn slot_compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let x = value(a);
    let ordering = match (Float::of(b), Int::of(b)) {
        (Some(b), _) => x.partial_cmp(&b.value()),
        (None, Some(b)) => compare_int(x, b),
        _ => return Ok(thread.heap().not_implemented()),
    };
    let answer = match ordering {
        Some(ordering) => op.holds(ordering),
        None => op == CompareOp::Ne,
    };
    Ok(thread.heap().bool(answer))
}

/// Compares a float with an int exactly; `None` for NaN.
pub fn compare_int(x: f64, y: &Int) -> Option<Ordering> {
    if let Some(y) = y.as_compact() {
        return x.partial_cmp(&(y as f64));
    }
    if x.is_nan() {
        return None;
    }
    let sign = if x > 0.0 { 1 } else { -i32::from(x < 0.0) };
    if sign != y.sign() || x.is_infinite() {
        let far = if x.is_infinite() { sign * 2 } else { sign };
        return Some(far.cmp(&y.sign()));
    }
    let magnitude = compare_magnitudes(x.abs(), y);
    Some(if sign < 0 {
        magnitude.reverse()
    } else {
        magnitude
    })
}

/// Compares a positive float with the magnitude of an int of two digits or more.
fn compare_magnitudes(x: f64, y: &Int) -> Ordering {
    let (mantissa, exponent) = int::convert::decompose(x);
    let bits = 64 - mantissa.leading_zeros() as i64 + exponent;
    match bits.cmp(&(int::bits::bit_length(y) as i64)) {
        Ordering::Equal => {}
        unequal => return unequal,
    }
    // Equal lengths: compare the whole part digit by digit, then a fraction decides.
    let digits = y.digits();
    for (i, &digit) in digits.iter().enumerate().rev() {
        let own = whole_digit(mantissa, exponent, i);
        if own != digit {
            return own.cmp(&digit);
        }
    }
    let fraction = exponent < 0 && exponent > -64 && mantissa & ((1 << -exponent) - 1) != 0;
    if fraction {
        Ordering::Greater
    } else {
        Ordering::Equal
    }
}

/// Digit `i` of the whole part of `mantissa * 2^exponent`.
fn whole_digit(mantissa: u64, exponent: i64, i: usize) -> u32 {
    let shift = exponent - i as i64 * int::SHIFT as i64;
    let wide = mantissa as u128;
    let moved = match shift {
        s if s >= int::SHIFT as i64 || s <= -64 => 0,
        s if s >= 0 => wide << s,
        s => wide >> -s,
    };
    moved as u32 & int::MASK
}

/// `hash(a)`.
pub(crate) fn slot_hash(_: &Thread, a: &Object) -> Result<isize> {
    Ok(hash_f64(value(a), a.id()))
}

/// Hash of a float as 3.13: the value modulo 2^61 - 1; NaN by identity.
pub fn hash_f64(value: f64, identity: usize) -> isize {
    if value.is_nan() {
        return hash_of_address(identity);
    }
    if value.is_infinite() {
        return if value > 0.0 { 314159 } else { -314159 };
    }
    let (mantissa, exponent) = int::convert::decompose(value.abs());
    let bits = int::arith::HASH_BITS as i64;
    // Multiplying by a power of two modulo 2^61 - 1 rotates the 61 bits.
    let turn = exponent.rem_euclid(bits) as u32;
    let rotated = (mantissa << turn & int::arith::HASH_MODULUS)
        | mantissa.checked_shr(bits as u32 - turn).unwrap_or(0);
    let hash = (rotated % int::arith::HASH_MODULUS) as isize;
    let hash = if value < 0.0 { -hash } else { hash };
    if hash == -1 { -2 } else { hash }
}

/// As `object.__hash__`.
fn hash_of_address(address: usize) -> isize {
    let hash = address.rotate_right(4) as isize;
    if hash == -1 { -2 } else { hash }
}
