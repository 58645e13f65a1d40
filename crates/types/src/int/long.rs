//! Computations that may take seconds: cut into parts between which a signal is heard, as 3.13 hears one between digits.
//!
//! The library's products can't be stopped. Above `PART_BITS` they are made of smaller ones by Karatsuba's method, and powers of
//! products; what isn't long goes to the library as it is.

use num_bigint::BigUint;
use object::{Result, Thread};

/// Bits of a factor up to which the library multiplies: some hundredths of a second.
const PART_BITS: u64 = 1 << 21;

/// `x * y`.
pub(super) fn product(thread: &Thread, x: &BigUint, y: &BigUint) -> Result<BigUint> {
    let (short, long) = if x.bits() < y.bits() { (x, y) } else { (y, x) };
    if short.bits() <= PART_BITS {
        return by_a_short(thread, short, long);
    }
    thread.heed()?;
    let half = long.bits().div_ceil(2);
    let (low, high) = split(long, half);
    if short.bits() <= half {
        let upper = product(thread, short, &high)?;
        return Ok((upper << half) + product(thread, short, &low)?);
    }
    let (small, large) = split(short, half);
    let upper = product(thread, &high, &large)?;
    let lower = product(thread, &low, &small)?;
    let middle = match std::ptr::eq(x, y) {
        true => {
            let sum = low + high;
            product(thread, &sum, &sum)?
        }
        false => product(thread, &(low + high), &(small + large))?,
    };
    let middle = middle - &upper - &lower;
    Ok((((upper << half) + middle) << half) + lower)
}

/// A product with one factor that the library takes, in pieces of the other.
fn by_a_short(thread: &Thread, short: &BigUint, long: &BigUint) -> Result<BigUint> {
    if long.bits() <= 8 * PART_BITS {
        return Ok(short * long);
    }
    thread.heed()?;
    let half = long.bits() / 2;
    let (low, high) = split(long, half);
    let upper = by_a_short(thread, short, &high)?;
    Ok((upper << half) + by_a_short(thread, short, &low)?)
}

/// The bits below `at`, and those from there.
fn split(value: &BigUint, at: u64) -> (BigUint, BigUint) {
    let high = value >> at;
    let low = value - (&high << at);
    (low, high)
}

/// `base ** exponent`, whose result has about `bits` bits.
pub(super) fn power(thread: &Thread, base: &BigUint, exponent: u32, bits: u64) -> Result<BigUint> {
    if bits <= PART_BITS {
        return Ok(base.pow(exponent));
    }
    let mut result = base.clone();
    for bit in (0..exponent.ilog2()).rev() {
        result = product(thread, &result, &result)?;
        if exponent >> bit & 1 == 1 {
            result = product(thread, &result, base)?;
        }
    }
    Ok(result)
}

/// `base ** exponent % modulus`.
pub(super) fn power_modulo(
    thread: &Thread,
    base: BigUint,
    exponent: &BigUint,
    modulus: &BigUint,
) -> Result<BigUint> {
    let words = modulus.bits() / 64 + 1;
    let steps = words.saturating_mul(words).saturating_mul(exponent.bits());
    if steps < 1 << 27 {
        return Ok(base.modpow(exponent, modulus));
    }
    let mut result = BigUint::from(1u32) % modulus;
    for bit in (0..exponent.bits()).rev() {
        thread.heed()?;
        result = product(thread, &result, &result)? % modulus;
        if exponent.bit(bit) {
            result = product(thread, &result, &base)? % modulus;
        }
    }
    Ok(result)
}
