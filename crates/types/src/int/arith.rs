//! Addition, subtraction, multiplication, signs, comparison, hash, truth.

use super::layout::{Fresh, SHIFT};
use super::{Int, big, magnitude};
use object::{Builtin, CompareOp, Object, Ref, Result, Thread};
use std::cmp::Ordering;

/// The modulus of numeric hashes, 2^61 - 1, in bits.
pub(crate) const HASH_BITS: u32 = 61;
/// The modulus of numeric hashes.
pub(crate) const HASH_MODULUS: u64 = (1 << HASH_BITS) - 1;

/// Both operands as ints, or `NotImplemented`.
macro_rules! ints {
    ($thread:expr, $a:expr, $b:expr) => {
        match ($crate::int::Int::of($a), $crate::int::Int::of($b)) {
            (Some(a), Some(b)) => (a, b),
            _ => return Ok($thread.heap().not_implemented()),
        }
    };
}
pub(crate) use ints;

/// `a + b`.
pub fn slot_add(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    add(thread, a, b)
}

/// `a - b`.
pub fn slot_subtract(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    subtract(thread, a, b)
}

/// `a * b`.
pub fn slot_multiply(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    multiply(thread, a, b)
}

/// `a + b`.
#[inline]
pub fn add(thread: &Thread, a: &Int, b: &Int) -> Result<Ref> {
    if a.is_compact() && b.is_compact() {
        return Int::new(thread, a.compact_value() + b.compact_value());
    }
    signed_sum(thread, a, b, b.is_negative())
}

/// `a - b`.
#[inline]
pub fn subtract(thread: &Thread, a: &Int, b: &Int) -> Result<Ref> {
    if a.is_compact() && b.is_compact() {
        return Int::new(thread, a.compact_value() - b.compact_value());
    }
    signed_sum(thread, a, b, !b.is_negative())
}

/// The magnitude of an int of at most two digits, which is what most ints that aren't compact have.
#[inline(always)]
fn two_digits(digits: &[u32]) -> Option<u128> {
    match *digits {
        [] => Some(0),
        [low] => Some(low as u128),
        [low, high] => Some(low as u128 | (high as u128) << SHIFT),
        _ => None,
    }
}

/// A fresh int from a value of any sign.
#[inline]
pub(super) fn from_signed(thread: &Thread, value: i128) -> Result<Ref> {
    match isize::try_from(value) {
        Ok(value) => Int::new(thread, value),
        Err(_) => super::convert::from_wide(thread, value < 0, value.unsigned_abs()),
    }
}

/// The value of an int of at most three digits.
#[inline(always)]
pub(super) fn narrow(int: &Int) -> Option<i128> {
    let magnitude = match *int.digits() {
        [low, middle, high] => {
            low as u128 | (middle as u128) << SHIFT | (high as u128) << (2 * SHIFT)
        }
        ref digits => two_digits(digits)?,
    } as i128;
    Some(if int.is_negative() {
        -magnitude
    } else {
        magnitude
    })
}

/// `a + (±|b|)`.
fn signed_sum(thread: &Thread, a: &Int, b: &Int, b_negative: bool) -> Result<Ref> {
    if let (Some(x), Some(y)) = (narrow(a), narrow(b)) {
        let same_sign = b.is_negative() == b_negative;
        return from_signed(thread, if same_sign { x + y } else { x - y });
    }
    let (x, y) = (a.digits(), b.digits());
    if a.is_negative() == b_negative {
        let mut sum = Fresh::new(thread, x.len().max(y.len()) + 1)?;
        magnitude::add(x, y, sum.digits());
        return Ok(sum.finish(thread, b_negative));
    }
    let (high, low, negative) = match magnitude::compare(x, y) {
        Ordering::Equal => return Int::new(thread, 0),
        Ordering::Greater => (x, y, a.is_negative()),
        Ordering::Less => (y, x, b_negative),
    };
    let mut difference = Fresh::new(thread, high.len())?;
    magnitude::subtract(high, low, difference.digits());
    Ok(difference.finish(thread, negative))
}

/// `a * b`.
#[inline]
pub fn multiply(thread: &Thread, a: &Int, b: &Int) -> Result<Ref> {
    if a.is_compact() && b.is_compact() {
        return Int::new(thread, a.compact_value() * b.compact_value());
    }
    if !a.is_zero() && !b.is_zero() {
        // As for signals: a product digit by digit asks for them.
        collector::collect_if_due(thread);
    }
    let negative = a.is_negative() != b.is_negative();
    if let (Some(x), Some(y)) = (two_digits(a.digits()), two_digits(b.digits())) {
        return super::convert::from_wide(thread, negative, x * y);
    }
    multiply_digits(thread, negative, a.digits(), b.digits())
}

/// The product of two magnitudes with a sign.
pub(crate) fn multiply_digits(
    thread: &Thread,
    negative: bool,
    a: &[u32],
    b: &[u32],
) -> Result<Ref> {
    if a.len().min(b.len()) > big::PRODUCT_DIGITS {
        return big::multiply(thread, negative, a, b);
    }
    let mut product = Fresh::new(thread, a.len() + b.len())?;
    magnitude::multiply(a, b, product.digits());
    Ok(product.finish(thread, negative))
}

/// `-a`.
pub fn slot_negative(thread: &Thread, a: &Object) -> Result<Ref> {
    match Int::of(a) {
        Some(a) => negate(thread, a),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// `-a`.
pub fn negate(thread: &Thread, a: &Int) -> Result<Ref> {
    match a.as_compact() {
        Some(value) => Int::new(thread, -value),
        None => Int::from_digits(thread, !a.is_negative(), a.digits()),
    }
}

/// `+a`, and what `__int__`, `__index__`, `__trunc__` … answer: an exact int of the same value.
pub fn slot_positive(thread: &Thread, a: &Object) -> Result<Ref> {
    match Int::of(a) {
        Some(a) => exact(thread, a),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// The int itself when it is exact, otherwise an exact one of its value.
pub fn exact(thread: &Thread, a: &Int) -> Result<Ref> {
    if a.as_object().is_exactly(Builtin::Int) {
        return Ok(a.as_object().to_ref());
    }
    match a.as_compact() {
        Some(value) => Int::new(thread, value),
        None => Int::from_digits(thread, a.is_negative(), a.digits()),
    }
}

/// `abs(a)`.
pub fn slot_absolute(thread: &Thread, a: &Object) -> Result<Ref> {
    match Int::of(a) {
        Some(a) if a.is_negative() => negate(thread, a),
        Some(a) => exact(thread, a),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// `bool(a)`.
pub fn slot_bool(_: &Thread, a: &Object) -> Result<bool> {
    Ok(Int::of(a).is_some_and(|a| !a.is_zero()))
}

/// Compares by value.
pub fn compare(a: &Int, b: &Int) -> Ordering {
    if a.is_compact() && b.is_compact() {
        return a.compact_value().cmp(&b.compact_value());
    }
    match a.sign().cmp(&b.sign()) {
        Ordering::Equal if a.is_negative() => magnitude::compare(b.digits(), a.digits()),
        Ordering::Equal => magnitude::compare(a.digits(), b.digits()),
        unequal => unequal,
    }
}

/// The six comparisons.
pub fn slot_compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (x, y) = ints!(thread, a, b);
    let ordering = if a.is(b) {
        Ordering::Equal
    } else {
        compare(x, y)
    };
    Ok(thread.heap().bool(op.holds(ordering)))
}

/// `hash(a)`: the value modulo 2^61 - 1 with its sign, -2 for -1.
pub fn slot_hash(_: &Thread, a: &Object) -> Result<isize> {
    Ok(Int::of(a).map_or(0, Int::hash))
}

/// The hash of an int of at most two digits: they are smaller than the modulus of numbers' hashes.
#[inline(always)]
pub fn hash_of_wide(value: i64) -> isize {
    if value == -1 { -2 } else { value as isize }
}

impl Int {
    /// The hash of the value.
    #[inline]
    pub fn hash(&self) -> isize {
        let hash = match self.as_compact() {
            Some(value) => value,
            None => self.wide_hash(),
        };
        if hash == -1 { -2 } else { hash }
    }

    fn wide_hash(&self) -> isize {
        let mut hash = 0u64;
        for &digit in self.digits().iter().rev() {
            hash = (hash << SHIFT & HASH_MODULUS) | hash >> (HASH_BITS - SHIFT);
            hash += digit as u64;
            if hash >= HASH_MODULUS {
                hash -= HASH_MODULUS;
            }
        }
        if self.is_negative() {
            -(hash as isize)
        } else {
            hash as isize
        }
    }
}
