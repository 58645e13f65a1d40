//! Between ints and machine numbers: words, wide words, floats, digits in base 2^32.

use super::Int;
use super::layout::{Fresh, MASK, SHIFT};
use super::magnitude;
use object::{Builtin, Raised, Ref, Result, Thread};

/// An int of this sign and magnitude.
#[cold]
#[inline(never)]
pub(crate) fn from_wide(thread: &Thread, negative: bool, magnitude: u128) -> Result<Ref> {
    let count = (128 - magnitude.leading_zeros()).div_ceil(SHIFT) as usize;
    let mut fresh = Fresh::new(thread, count)?;
    let mut rest = magnitude;
    for digit in fresh.digits() {
        *digit = rest as u32 & MASK;
        rest >>= SHIFT;
    }
    Ok(fresh.finish(thread, negative))
}

impl Int {
    /// From an unsigned machine word.
    pub fn from_usize(thread: &Thread, value: usize) -> Result<Ref> {
        match isize::try_from(value) {
            Ok(value) => Int::new(thread, value),
            Err(_) => from_wide(thread, false, value as u128),
        }
    }

    /// From a wide word.
    pub fn from_i128(thread: &Thread, value: i128) -> Result<Ref> {
        match isize::try_from(value) {
            Ok(value) => Int::new(thread, value),
            Err(_) => from_wide(thread, value < 0, value.unsigned_abs()),
        }
    }

    /// From magnitude digits (base 2^32, least first).
    pub fn from_u32_digits(thread: &Thread, negative: bool, digits: &[u32]) -> Result<Ref> {
        let used = digits
            .iter()
            .rposition(|&d| d != 0)
            .map_or(0, |top| top + 1);
        let digits = &digits[..used];
        let bits = match digits.last() {
            Some(top) => used * 32 - top.leading_zeros() as usize,
            None => 0,
        };
        let mut fresh = Fresh::new(thread, bits.div_ceil(SHIFT as usize))?;
        let (mut at, mut pool, mut pooled) = (0, 0u64, 0);
        for slot in fresh.digits() {
            if pooled < SHIFT {
                pool |= (digits.get(at).copied().unwrap_or(0) as u64) << pooled;
                pooled += 32;
                at += 1;
            }
            *slot = pool as u32 & MASK;
            pool >>= SHIFT;
            pooled -= SHIFT;
        }
        Ok(fresh.finish(thread, negative))
    }

    /// From magnitude digits of 30 bits.
    pub(crate) fn from_digits(thread: &Thread, negative: bool, digits: &[u32]) -> Result<Ref> {
        let digits = magnitude::trim(digits);
        let mut fresh = Fresh::new(thread, digits.len())?;
        fresh.digits().copy_from_slice(digits);
        Ok(fresh.finish(thread, negative))
    }

    /// Truncated value of a finite float; OverflowError/ValueError for inf/nan.
    pub fn from_f64(thread: &Thread, value: f64) -> Result<Ref> {
        if value.abs() < 9.0e18 {
            return Int::new(thread, value as isize);
        }
        if value.is_nan() {
            return Err(thread.value_error(format_args!("cannot convert float NaN to integer")));
        }
        if value.is_infinite() {
            let text = format_args!("cannot convert float infinity to integer");
            return Err(thread.raise(Builtin::OverflowError, text));
        }
        let bits = value.to_bits();
        let mantissa = (bits & ((1 << 52) - 1)) | 1 << 52;
        // The value is large, so the exponent of the integer mantissa is positive.
        let shift = (bits >> 52 & 0x7ff) as u32 - 1075;
        let mut fresh = Fresh::new(thread, (shift + 53).div_ceil(SHIFT) as usize)?;
        let digits = fresh.digits();
        let (skip, bits) = ((shift / SHIFT) as usize, shift % SHIFT);
        let mut rest = (mantissa as u128) << bits;
        for digit in &mut digits[skip..] {
            *digit = rest as u32 & MASK;
            rest >>= SHIFT;
        }
        Ok(fresh.finish(thread, value < 0.0))
    }

    /// The value if it fits a machine word.
    #[inline(always)]
    pub fn as_isize(&self) -> Option<isize> {
        match self.as_compact() {
            Some(value) => Some(value),
            None => self.wide_as_isize(),
        }
    }

    #[inline(never)]
    fn wide_as_isize(&self) -> Option<isize> {
        self.as_i128().and_then(|v| isize::try_from(v).ok())
    }

    /// The value if it has at most four digits (120 bits).
    pub(crate) fn as_i128(&self) -> Option<i128> {
        let digits = self.digits();
        if digits.len() > 4 {
            return None;
        }
        let wide = digits
            .iter()
            .rev()
            .fold(0i128, |acc, &d| acc << SHIFT | d as i128);
        Some(if self.is_negative() { -wide } else { wide })
    }

    /// The value if it fits an unsigned machine word.
    pub fn as_usize(&self) -> Option<usize> {
        self.as_i128().and_then(|v| usize::try_from(v).ok())
    }

    /// The value as a float, OverflowError when too large.
    #[inline]
    pub fn to_f64(&self, thread: &Thread) -> Result<f64> {
        if let Some(value) = self.as_compact() {
            return Ok(value as f64);
        }
        self.to_f64_opt().ok_or_else(|| too_large(thread))
    }

    /// The value as a float, correctly rounded, if it is in range.
    pub fn to_f64_opt(&self) -> Option<f64> {
        let (fraction, exponent) = self.frexp();
        if exponent > 1024 {
            return None;
        }
        Some(ldexp(fraction, exponent))
    }

    /// Fraction in [0.5, 1) with the value's sign and a binary exponent, rounded half to even at 53 bits; (0, 0) for zero.
    pub fn frexp(&self) -> (f64, i64) {
        let digits = self.digits();
        let bits = magnitude::bit_length(digits);
        if bits == 0 {
            return (0.0, 0);
        }
        let (mut top, exact) = top_bits(digits, bits, 64);
        let mut exponent = bits as i64;
        // 64 bits: 53 kept, 11 decide the rounding; the lowest also stands for everything below.
        if !exact {
            top |= 1;
        }
        let mut kept = top >> 11;
        let dropped = top & 0x7ff;
        if dropped > 0x400 || (dropped == 0x400 && kept & 1 == 1) {
            kept += 1;
            if kept == 1 << 53 {
                kept >>= 1;
                exponent += 1;
            }
        }
        let fraction = kept as f64 / (1u64 << 53) as f64;
        (
            if self.is_negative() {
                -fraction
            } else {
                fraction
            },
            exponent,
        )
    }
}

/// The highest `want` (at most 64) bits of a magnitude of `bits` bits, left-aligned to `want`; whether nothing was lost.
fn top_bits(digits: &[u32], bits: u64, want: u32) -> (u64, bool) {
    let mut pool = 0u128;
    let mut have = 0u32;
    let mut rest = digits.len();
    while rest > 0 && have < want + SHIFT {
        rest -= 1;
        pool = pool << SHIFT | digits[rest] as u128;
        have += SHIFT;
    }
    // Bits in the pool that belong to the value.
    let real = (bits - rest as u64 * SHIFT as u64) as u32;
    if real <= want {
        return ((pool << (want - real)) as u64, rest == 0);
    }
    let drop = real - want;
    let lost = pool & ((1u128 << drop) - 1);
    let exact = lost == 0 && digits[..rest].iter().all(|&d| d == 0);
    ((pool >> drop) as u64, exact)
}

/// `value * 2^exponent` with one rounding; infinite when too large.
pub fn ldexp(value: f64, exponent: i64) -> f64 {
    if value == 0.0 || !value.is_finite() {
        return value;
    }
    let (mantissa, own) = decompose(value.abs());
    let target = own + exponent.clamp(-10_000, 10_000);
    let size = 64 - mantissa.leading_zeros() as i64;
    if size + target > 1024 {
        return f64::INFINITY.copysign(value);
    }
    if target < -1074 {
        let drop = (-1074 - target).min(100) as u32;
        return f64::from_bits(round_shift(mantissa, drop)).copysign(value);
    }
    // Both factors and both products are exact: the result is a multiple of the smallest subnormal.
    let half = target / 2;
    (mantissa as f64 * power_of_two(half) * power_of_two(target - half)).copysign(value)
}

/// `2^exponent` for exponents of normal floats.
fn power_of_two(exponent: i64) -> f64 {
    f64::from_bits(((1023 + exponent) as u64) << 52)
}

/// Integer mantissa and exponent of a finite, positive float.
pub fn decompose(value: f64) -> (u64, i64) {
    let bits = value.to_bits();
    let exponent = (bits >> 52 & 0x7ff) as i64;
    let mantissa = bits & ((1 << 52) - 1);
    if exponent == 0 {
        return (mantissa, -1074);
    }
    (mantissa | 1 << 52, exponent - 1075)
}

/// `value >> drop`, rounded half to even.
fn round_shift(value: u64, drop: u32) -> u64 {
    let value = value as u128;
    let kept = (value >> drop) as u64;
    let lost = value & ((1u128 << drop) - 1);
    let half = 1u128 << (drop - 1);
    kept + u64::from(lost > half || (lost == half && kept & 1 == 1))
}

#[cold]
pub(crate) fn too_large(thread: &Thread) -> Raised {
    let text = format_args!("int too large to convert to float");
    thread.raise(Builtin::OverflowError, text)
}

/// `(wide + something below one if sticky) * 2^exponent` as the nearest float; infinite when too large.
pub fn round_wide(wide: u128, sticky: bool, exponent: i64) -> f64 {
    if wide == 0 {
        return 0.0;
    }
    let shift = wide.leading_zeros();
    // Left-align at 128 bits, keep 64, remember the rest in the lowest bit.
    let aligned = wide << shift;
    let mut top = (aligned >> 64) as u64;
    if sticky || aligned as u64 != 0 {
        top |= 1;
    }
    let exponent = exponent - shift as i64 + 64;
    let drop = (-1074 - exponent).clamp(11, 100) as u32;
    ldexp(round_shift(top, drop) as f64, exponent + drop as i64)
}
