//! Shifts and bitwise operators; negative values behave as endless two's complement.

use super::arith::{from_signed, ints, narrow};
use super::layout::{Fresh, MASK, SHIFT};
use super::{Int, magnitude};
use object::{Builtin, Object, Raised, Ref, Result, Thread};

/// Digits that an int may have at most, as in 3.13.
const MAX_DIGITS: u64 = (isize::MAX as u64 - 24) / 4;

#[cold]
fn negative_shift(thread: &Thread) -> Raised {
    thread.value_error(format_args!("negative shift count"))
}

#[cold]
fn too_many_digits(thread: &Thread) -> Raised {
    let text = format_args!("too many digits in integer");
    thread.raise(Builtin::OverflowError, text)
}

/// `a << b`.
pub(crate) fn slot_lshift(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    if b.is_negative() {
        return Err(negative_shift(thread));
    }
    if a.is_zero() {
        return Int::new(thread, 0);
    }
    match b.as_usize() {
        Some(bits) if (bits as u64 / SHIFT as u64) < MAX_DIGITS => {
            shift_left(thread, a, bits as u64)
        }
        _ => Err(too_many_digits(thread)),
    }
}

/// `a << bits`.
pub fn shift_left(thread: &Thread, a: &Int, bits: u64) -> Result<Ref> {
    if let Some(value) = a.as_compact()
        && bits <= 31
    {
        return Int::new(thread, value << bits);
    }
    let digits = a.digits();
    let (skip, bits) = ((bits / SHIFT as u64) as usize, (bits % SHIFT as u64) as u32);
    let Some(count) = digits.len().checked_add(skip + 1) else {
        return Err(thread.no_memory());
    };
    let mut fresh = Fresh::new(thread, count)?;
    let room = &mut fresh.digits()[skip..];
    let top = magnitude::shift_left_bits(digits, bits, room);
    room[digits.len()] = top;
    Ok(fresh.finish(thread, a.is_negative()))
}

/// `a >> b`.
pub(crate) fn slot_rshift(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (a, b) = ints!(thread, a, b);
    if b.is_negative() {
        return Err(negative_shift(thread));
    }
    match b.as_usize() {
        Some(bits) => shift_right(thread, a, bits as u64),
        None => Int::new(thread, if a.is_negative() { -1 } else { 0 }),
    }
}

/// Whether one of the lowest `bits` bits is set.
pub(crate) fn has_low_bits(digits: &[u32], bits: u64) -> bool {
    let (whole, rest) = ((bits / SHIFT as u64) as usize, (bits % SHIFT as u64) as u32);
    if whole >= digits.len() {
        return !digits.is_empty();
    }
    digits[..whole].iter().any(|&d| d != 0) || digits[whole] & ((1 << rest) - 1) != 0
}

/// `a >> bits`, rounded towards minus infinity.
pub fn shift_right(thread: &Thread, a: &Int, bits: u64) -> Result<Ref> {
    if let Some(value) = a.as_compact() {
        return Int::new(thread, value >> bits.min(63));
    }
    let digits = a.digits();
    let (skip, rest) = ((bits / SHIFT as u64) as usize, (bits % SHIFT as u64) as u32);
    if skip >= digits.len() {
        return Int::new(thread, if a.is_negative() { -1 } else { 0 });
    }
    let kept = &digits[skip..];
    let round = a.is_negative() && has_low_bits(digits, bits);
    let mut fresh = Fresh::new(thread, kept.len() + usize::from(round))?;
    let room = fresh.digits();
    magnitude::shift_right_bits(kept, rest, &mut room[..kept.len()]);
    if round {
        increment(room);
    }
    Ok(fresh.finish(thread, a.is_negative()))
}

fn increment(digits: &mut [u32]) {
    for digit in digits {
        *digit += 1;
        if *digit <= MASK {
            return;
        }
        *digit = 0;
    }
}

/// `~a`.
pub(crate) fn slot_invert(thread: &Thread, a: &Object) -> Result<Ref> {
    let Some(a) = Int::of(a) else {
        return Ok(thread.heap().not_implemented());
    };
    if let Some(value) = a.as_compact() {
        return Int::new(thread, !value);
    }
    let digits = a.digits();
    let mut fresh = Fresh::new(thread, digits.len() + 1)?;
    if a.is_negative() {
        magnitude::subtract(digits, &[1], fresh.digits());
    } else {
        magnitude::add(digits, &[1], fresh.digits());
    }
    Ok(fresh.finish(thread, !a.is_negative()))
}

/// A value's digits in endless two's complement, one after another.
struct Complement<'a> {
    digits: &'a [u32],
    negative: bool,
    carry: u32,
    at: usize,
}

impl<'a> Complement<'a> {
    fn new(a: &'a Int) -> Complement<'a> {
        Complement {
            digits: a.digits(),
            negative: a.is_negative(),
            carry: 1,
            at: 0,
        }
    }

    #[inline]
    fn next(&mut self) -> u32 {
        let digit = self.digits.get(self.at).copied().unwrap_or(0);
        self.at += 1;
        if !self.negative {
            return digit;
        }
        let flipped = (digit ^ MASK) + self.carry;
        self.carry = flipped >> SHIFT;
        flipped & MASK
    }
}

fn bitwise(thread: &Thread, a: &Int, b: &Int, op: fn(u32, u32) -> u32) -> Result<Ref> {
    let negative = op(a.is_negative().into(), b.is_negative().into()) != 0;
    let mut fresh = Fresh::new(thread, a.digits().len().max(b.digits().len()) + 1)?;
    let (mut x, mut y) = (Complement::new(a), Complement::new(b));
    let mut carry = 1;
    for slot in fresh.digits() {
        let digit = op(x.next(), y.next());
        *slot = digit;
        if negative {
            let flipped = (digit ^ MASK) + carry;
            carry = flipped >> SHIFT;
            *slot = flipped & MASK;
        }
    }
    Ok(fresh.finish(thread, negative))
}

macro_rules! bitwise_slots {
    ($($(#[$doc:meta])* $slot:ident, $name:ident, $op:tt;)*) => { $(
        $(#[$doc])*
        pub(crate) fn $slot(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
            let (a, b) = ints!(thread, a, b);
            $name(thread, a, b)
        }
        $(#[$doc])*
        pub fn $name(thread: &Thread, a: &Int, b: &Int) -> Result<Ref> {
            if a.is_compact() && b.is_compact() {
                return Int::new(thread, a.compact_value() $op b.compact_value());
            }
            if let (Some(x), Some(y)) = (narrow(a), narrow(b)) {
                return from_signed(thread, x $op y);
            }
            bitwise(thread, a, b, |x, y| x $op y)
        }
    )* };
}

bitwise_slots! {
    /// `a & b`.
    slot_and, and, &;
    /// `a | b`.
    slot_or, or, |;
    /// `a ^ b`.
    slot_xor, xor, ^;
}

/// Bits of the magnitude.
pub fn bit_length(a: &Int) -> u64 {
    magnitude::bit_length(a.digits())
}

/// Ones in the magnitude.
pub fn bit_count(a: &Int) -> u64 {
    a.digits().iter().map(|d| d.count_ones() as u64).sum()
}
