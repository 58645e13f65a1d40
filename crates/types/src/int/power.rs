//! `pow`: exact powers, modular powers and inverses. A power whose size alone would break the heap's limit raises
//! `MemoryError` before anything is computed.

use super::layout::SHIFT;
use super::{Int, big, bits, long, magnitude};
use crate::float::Float;
use object::{Builtin, Object, Ref, Result, Thread};

/// `pow(a, b, modulus)`; the modulus is `None` when there is none.
pub(crate) fn slot_power(thread: &Thread, a: &Object, b: &Object, modulus: &Object) -> Result<Ref> {
    let (Some(a), Some(b)) = (Int::of(a), Int::of(b)) else {
        return Ok(thread.heap().not_implemented());
    };
    if modulus.is_exactly(Builtin::NoneType) {
        return power(thread, a, b);
    }
    match Int::of(modulus) {
        Some(modulus) => power_modulo(thread, a, b, modulus),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// `a ** b`; a float for negative exponents.
pub fn power(thread: &Thread, a: &Int, b: &Int) -> Result<Ref> {
    if b.is_negative() {
        let (x, y) = (a.to_f64(thread)?, b.to_f64(thread)?);
        return Float::new(thread, crate::float::power(thread, x, y)?);
    }
    if let (Some(base), Some(exponent)) = (a.as_compact(), b.as_compact())
        && let Some(small) = u32::try_from(exponent)
            .ok()
            .and_then(|e| base.checked_pow(e))
    {
        if asks_for_signals(base, exponent, small) {
            collector::collect_if_due(thread);
        }
        return Int::new(thread, small);
    }
    let odd = b.digits().first().is_some_and(|d| d & 1 == 1);
    if let &[1] = a.digits() {
        return Int::new(thread, if a.is_negative() && odd { -1 } else { 1 });
    }
    if a.is_zero() || b.is_zero() {
        return Int::new(thread, b.is_zero().into());
    }
    let negative = a.is_negative() && odd;
    collector::collect_if_due(thread);
    large_power(thread, a, b, negative)
}

/// Whether one of 3.13's products on the way, which squares for every bit of the exponent, has a factor of several digits.
fn asks_for_signals(base: isize, exponent: isize, power: isize) -> bool {
    const DIGIT: usize = 1 << SHIFT;
    let last_by_base = exponent > 1 && exponent % 2 == 1;
    power.unsigned_abs() >= DIGIT * DIGIT
        || last_by_base && power.unsigned_abs() / base.unsigned_abs().max(1) >= DIGIT
}

fn large_power(thread: &Thread, a: &Int, b: &Int, negative: bool) -> Result<Ref> {
    let length = magnitude::bit_length(a.digits());
    let Some((exponent, size)) = b
        .as_usize()
        .and_then(|e| Some((e, (length - 1).checked_mul(e as u64)?)))
        .filter(|&(e, _)| u32::try_from(e).is_ok())
    else {
        return Err(thread.no_memory());
    };
    if a.digits().len() == 1 && a.digits()[0].is_power_of_two() {
        let one = Int::new(thread, if negative { -1 } else { 1 })?;
        return match Int::of(&one) {
            Some(one) => bits::shift_left(thread, one, size),
            None => Ok(one),
        };
    }
    let digits = usize::try_from((size + exponent as u64) / SHIFT as u64 + 1).unwrap_or(usize::MAX);
    let _charge = big::Charge::digits(thread, digits, 5)?;
    let base = big::unsigned(a.digits());
    let product = long::power(thread, &base, exponent as u32, size + exponent as u64)?;
    big::to_int(thread, negative, &product)
}

/// `pow(a, b, modulus)` with 3.13's signs: the result has the sign of the modulus.
pub fn power_modulo(thread: &Thread, a: &Int, b: &Int, modulus: &Int) -> Result<Ref> {
    if modulus.is_zero() {
        return Err(thread.value_error(format_args!("pow() 3rd argument cannot be 0")));
    }
    let positive = super::arith::slot_absolute(thread, modulus.as_object())?;
    let Some(m) = Int::of(&positive) else {
        return Ok(positive);
    };
    let base = super::division::remainder(thread, a, m)?;
    let Some(base) = Int::of(&base) else {
        return Ok(base);
    };
    let small = (base.as_compact(), b.as_compact(), m.as_compact());
    let answer = match small {
        (Some(x), Some(e), Some(m)) if e >= 0 => {
            Int::new(thread, small_power(x as u64, e as u64, m as u64) as isize)?
        }
        _ => library_power(thread, base, b, m)?,
    };
    match Int::of(&answer) {
        Some(value) if modulus.is_negative() && !value.is_zero() => {
            super::arith::add(thread, value, modulus)
        }
        _ => Ok(answer),
    }
}

fn small_power(mut base: u64, mut exponent: u64, modulus: u64) -> u64 {
    let mut result = 1 % modulus;
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % modulus;
        }
        base = base * base % modulus;
        exponent >>= 1;
    }
    result
}

fn library_power(thread: &Thread, base: &Int, exponent: &Int, modulus: &Int) -> Result<Ref> {
    let digits = modulus.digits().len() + exponent.digits().len();
    let _charge = big::Charge::digits(thread, digits, 24)?;
    let m = big::unsigned(modulus.digits());
    let mut x = big::unsigned(base.digits());
    if exponent.is_negative() {
        match x.modinv(&m) {
            Some(inverse) => x = inverse,
            None => {
                let text = format_args!("base is not invertible for the given modulus");
                return Err(thread.value_error(text));
            }
        }
    }
    let answer = long::power_modulo(thread, x, &big::unsigned(exponent.digits()), &m)?;
    big::to_int(thread, false, &answer)
}
