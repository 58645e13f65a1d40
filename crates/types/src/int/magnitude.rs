//! Arithmetic on magnitudes: slices of 30-bit digits, least significant first. No objects, no signs, no allocation.
//!
//! The caller provides room for the result; its high digits may come out zero. Large products and quotients are not here but in
//! `big.rs`.

use super::layout::{MASK, SHIFT};
use std::cmp::Ordering;

/// Digits without high zeros.
pub(crate) fn trim(digits: &[u32]) -> &[u32] {
    let used = digits
        .iter()
        .rposition(|&d| d != 0)
        .map_or(0, |top| top + 1);
    &digits[..used]
}

/// Compares two trimmed magnitudes.
pub(crate) fn compare(a: &[u32], b: &[u32]) -> Ordering {
    a.len()
        .cmp(&b.len())
        .then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

/// `out = a + b`; `out` has one digit more than the longer operand.
pub(crate) fn add(a: &[u32], b: &[u32], out: &mut [u32]) {
    let (a, b) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut carry = 0;
    for i in 0..b.len() {
        carry += a[i] + b[i];
        out[i] = carry & MASK;
        carry >>= SHIFT;
    }
    for i in b.len()..a.len() {
        carry += a[i];
        out[i] = carry & MASK;
        carry >>= SHIFT;
    }
    out[a.len()] = carry;
}

/// `out = a - b` for `a >= b`; `out` is as long as `a`.
pub(crate) fn subtract(a: &[u32], b: &[u32], out: &mut [u32]) {
    let mut borrow = 0u32;
    for (i, &digit) in a.iter().enumerate() {
        let lower = b.get(i).copied().unwrap_or(0);
        let difference = digit.wrapping_sub(lower).wrapping_sub(borrow);
        out[i] = difference & MASK;
        borrow = difference >> SHIFT & 1;
    }
    debug_assert_eq!(borrow, 0);
}

/// `out = a * b`, digit by digit; `out` has `a.len() + b.len()` digits, all zero.
pub(crate) fn multiply(a: &[u32], b: &[u32], out: &mut [u32]) {
    for (i, &x) in a.iter().enumerate() {
        if x == 0 {
            continue;
        }
        let mut carry = 0u64;
        let row = &mut out[i..i + b.len() + 1];
        for (slot, &y) in row.iter_mut().zip(b) {
            carry += *slot as u64 + x as u64 * y as u64;
            *slot = carry as u32 & MASK;
            carry >>= SHIFT;
        }
        row[b.len()] = carry as u32;
    }
}

/// `digits = digits * factor + plus`; returns what is carried out of the top.
pub(crate) fn multiply_small(digits: &mut [u32], factor: u32, plus: u32) -> u32 {
    let mut carry = plus as u64;
    for digit in digits {
        carry += *digit as u64 * factor as u64;
        *digit = carry as u32 & MASK;
        carry >>= SHIFT;
    }
    carry as u32
}

/// `out = a / divisor`, returning the remainder; `out` is as long as `a`.
pub(crate) fn divide_small(a: &[u32], divisor: u32, out: &mut [u32]) -> u32 {
    let mut rest = 0u64;
    for i in (0..a.len()).rev() {
        let part = rest << SHIFT | a[i] as u64;
        out[i] = (part / divisor as u64) as u32;
        rest = part % divisor as u64;
    }
    rest as u32
}

/// `a % divisor`.
pub(crate) fn remainder_small(a: &[u32], divisor: u32) -> u32 {
    let mut rest = 0u64;
    for &digit in a.iter().rev() {
        rest = (rest << SHIFT | digit as u64) % divisor as u64;
    }
    rest as u32
}

/// Divides in place (Knuth's algorithm D). `a` holds the dividend, shifted left so that the top bit of `b`'s top digit
/// is set, and one digit more; it becomes the remainder, shifted alike. `quotient` has `a.len() - b.len()` digits.
pub(crate) fn divide_normalised(a: &mut [u32], b: &[u32], quotient: &mut [u32]) {
    let n = b.len();
    let top = b[n - 1] as u64;
    let second = b[n - 2] as u64;
    for j in (0..quotient.len()).rev() {
        let high = (a[j + n] as u64) << SHIFT | a[j + n - 1] as u64;
        let mut guess = high / top;
        let mut rest = high % top;
        while guess > MASK as u64 || guess * second > (rest << SHIFT | a[j + n - 2] as u64) {
            guess -= 1;
            rest += top;
            if rest > MASK as u64 {
                break;
            }
        }
        if subtract_product(&mut a[j..=j + n], b, guess as u32) {
            guess -= 1;
            add_back(&mut a[j..=j + n], b);
        }
        quotient[j] = guess as u32;
    }
}

/// `a -= b * factor`; true when it went below zero.
fn subtract_product(a: &mut [u32], b: &[u32], factor: u32) -> bool {
    let mut borrow = 0i64;
    for (digit, &y) in a.iter_mut().zip(b) {
        let value = *digit as i64 + borrow - factor as i64 * y as i64;
        *digit = value as u32 & MASK;
        borrow = value >> SHIFT;
    }
    let value = a[b.len()] as i64 + borrow;
    a[b.len()] = value as u32 & MASK;
    value < 0
}

fn add_back(a: &mut [u32], b: &[u32]) {
    let mut carry = 0;
    for (digit, &y) in a.iter_mut().zip(b) {
        carry += *digit + y;
        *digit = carry & MASK;
        carry >>= SHIFT;
    }
    a[b.len()] = (a[b.len()] + carry) & MASK;
}

/// `out = a << bits` for `bits < 30`; returns what is shifted out of the top.
pub(crate) fn shift_left_bits(a: &[u32], bits: u32, out: &mut [u32]) -> u32 {
    let mut carry = 0u64;
    for (slot, &digit) in out.iter_mut().zip(a) {
        carry |= (digit as u64) << bits;
        *slot = carry as u32 & MASK;
        carry >>= SHIFT;
    }
    carry as u32
}

/// `out = a >> bits` for `bits < 30`.
pub(crate) fn shift_right_bits(a: &[u32], bits: u32, out: &mut [u32]) {
    let mut carry = 0u64;
    for i in (0..a.len()).rev() {
        let part = carry << SHIFT | a[i] as u64;
        out[i] = (part >> bits) as u32;
        carry = part & ((1u64 << bits) - 1);
    }
}

/// Bits of a trimmed magnitude.
pub(crate) fn bit_length(digits: &[u32]) -> u64 {
    match digits.last() {
        Some(&top) => (digits.len() as u64 - 1) * SHIFT as u64 + (32 - top.leading_zeros()) as u64,
        None => 0,
    }
}
