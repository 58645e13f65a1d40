//! Arithmetic on slices of words of base 10^19, least first: no objects, no signs, no allocation.
//!
//! Operands have no zeros at the top unless said otherwise; zero has no words. The caller provides room for results. Large products and
//! quotients are in `big.rs`.

use std::cmp::Ordering;

/// Digits of a word.
pub(super) const DIGITS: usize = 19;
/// The base of words.
pub(super) const BASE: u64 = 10_000_000_000_000_000_000;
/// What turns division by the base into multiplications: `(2^128 - 1) / BASE - 2^64`.
const INVERSE: u64 = (u128::MAX / BASE as u128 - (1 << 64)) as u64;

/// Powers of ten that fit a word.
pub(super) const POWERS: [u64; 20] = {
    let mut powers = [1; 20];
    let mut i = 1;
    while i < 20 {
        powers[i] = powers[i - 1] * 10;
        i += 1;
    }
    powers
};

/// Quotient and remainder by the base; the value is less than `BASE << 64`.
#[inline(always)]
pub(super) fn split(value: u128) -> (u64, u64) {
    let (high, low) = ((value >> 64) as u64, value as u64);
    let guess = (u128::from(INVERSE) * u128::from(high)).wrapping_add(value);
    let mut quotient = ((guess >> 64) as u64).wrapping_add(1);
    let mut rest = low.wrapping_sub(quotient.wrapping_mul(BASE));
    if rest > guess as u64 {
        quotient = quotient.wrapping_sub(1);
        rest = rest.wrapping_add(BASE);
    }
    if rest >= BASE {
        quotient += 1;
        rest -= BASE;
    }
    (quotient, rest)
}

/// Words without zeros at the top.
pub(super) fn trim(words: &[u64]) -> &[u64] {
    let used = words.iter().rposition(|&w| w != 0).map_or(0, |top| top + 1);
    &words[..used]
}

/// Digits of a word; 1 for zero.
pub(super) fn word_digits(word: u64) -> usize {
    word.checked_ilog10().unwrap_or(0) as usize + 1
}

/// Digits of a number; 0 for zero.
pub(super) fn digits(words: &[u64]) -> usize {
    match words.last() {
        Some(&top) => (words.len() - 1) * DIGITS + word_digits(top),
        None => 0,
    }
}

/// Zeros at the end; 0 for zero.
pub(super) fn trailing_zeros(words: &[u64]) -> usize {
    let Some(at) = words.iter().position(|&w| w != 0) else {
        return 0;
    };
    let mut word = words[at];
    let mut zeros = at * DIGITS;
    while word.is_multiple_of(10) {
        word /= 10;
        zeros += 1;
    }
    zeros
}

/// A digit, counted from the least; 0 past the end.
pub(super) fn digit(words: &[u64], place: usize) -> u64 {
    match words.get(place / DIGITS) {
        Some(&word) => word / POWERS[place % DIGITS] % 10,
        None => 0,
    }
}

/// Compares two numbers.
pub(super) fn compare(a: &[u64], b: &[u64]) -> Ordering {
    a.len()
        .cmp(&b.len())
        .then_with(|| a.iter().rev().cmp(b.iter().rev()))
}

#[inline(always)]
fn add_words(a: u64, b: u64, carry: bool) -> (u64, bool) {
    let (sum, over) = a.overflowing_add(b + u64::from(carry));
    match over || sum >= BASE {
        true => (sum.wrapping_sub(BASE), true),
        false => (sum, false),
    }
}

#[inline(always)]
fn subtract_words(a: u64, b: u64, borrow: bool) -> (u64, bool) {
    let (rest, under) = a.overflowing_sub(b + u64::from(borrow));
    match under {
        true => (rest.wrapping_add(BASE), true),
        false => (rest, false),
    }
}

/// `a += b` for `b` not longer than `a`; tells whether something is carried out of the top.
pub(super) fn add_in_place(a: &mut [u64], b: &[u64]) -> bool {
    let (low, high) = a.split_at_mut(b.len());
    let mut carry = false;
    for (x, &y) in low.iter_mut().zip(b) {
        (*x, carry) = add_words(*x, y, carry);
    }
    carry && increment(high)
}

/// `a += 1`; tells whether something is carried out of the top.
pub(super) fn increment(a: &mut [u64]) -> bool {
    for x in a {
        *x += 1;
        if *x < BASE {
            return false;
        }
        *x = 0;
    }
    true
}

/// `a -= b` for `b` not longer than `a`; tells whether the result went below zero (and was taken modulo a power of the base).
pub(super) fn subtract_in_place(a: &mut [u64], b: &[u64]) -> bool {
    let (low, high) = a.split_at_mut(b.len());
    let mut borrow = false;
    for (x, &y) in low.iter_mut().zip(b) {
        (*x, borrow) = subtract_words(*x, y, borrow);
    }
    borrow && decrement(high)
}

/// `a -= 1`; tells whether it went below zero.
pub(super) fn decrement(a: &mut [u64]) -> bool {
    for x in a {
        if *x > 0 {
            *x -= 1;
            return false;
        }
        *x = BASE - 1;
    }
    true
}

/// `a = a * factor + plus`; what is carried out of the top.
pub(super) fn multiply_small(a: &mut [u64], factor: u64, plus: u64) -> u64 {
    let mut carry = plus;
    for x in a {
        (carry, *x) = split(u128::from(*x) * u128::from(factor) + u128::from(carry));
    }
    carry
}

/// `a = a / divisor`; the remainder.
pub(super) fn divide_small(a: &mut [u64], divisor: u64) -> u64 {
    let mut rest = 0_u64;
    if divisor < 1 << 32 {
        // The base is less than 2^64, so two steps of 32 bits do.
        return divide_tiny(a, divisor);
    }
    for x in a.iter_mut().rev() {
        let part = u128::from(rest) * u128::from(BASE) + u128::from(*x);
        *x = (part / u128::from(divisor)) as u64;
        rest = (part % u128::from(divisor)) as u64;
    }
    rest
}

/// The same for a divisor of 32 bits: halves of a word are 10^9 and 10^10.
fn divide_tiny(a: &mut [u64], divisor: u64) -> u64 {
    const HIGH: u64 = 10_000_000_000;
    const LOW: u64 = BASE / HIGH;
    let mut rest = 0;
    for x in a.iter_mut().rev() {
        // The remainder is below 2^32: times 10^9 it stays below 2^62.
        let high = rest * LOW + *x / HIGH;
        let low = (high % divisor) as u128 * u128::from(HIGH) + u128::from(*x % HIGH);
        let (quotient, left) = match u64::try_from(low) {
            Ok(low) => (low / divisor, low % divisor),
            Err(_) => (
                (low / u128::from(divisor)) as u64,
                (low % u128::from(divisor)) as u64,
            ),
        };
        *x = high / divisor * HIGH + quotient;
        rest = left;
    }
    rest
}

/// `out += a * factor` in the low `a.len()` words of `out`; what is carried beyond them.
#[inline]
fn add_product(out: &mut [u64], a: &[u64], factor: u64) -> u64 {
    let mut carry = 0;
    for (x, &y) in out.iter_mut().zip(a) {
        let wide = u128::from(y) * u128::from(factor) + u128::from(*x) + u128::from(carry);
        (carry, *x) = split(wide);
    }
    carry
}

/// `out = a * b`, word by word; `out` has `a.len() + b.len()` words, all zero.
pub(super) fn multiply(a: &[u64], b: &[u64], out: &mut [u64]) {
    for (i, &x) in a.iter().enumerate() {
        if x != 0 {
            out[i + b.len()] = add_product(&mut out[i..], b, x);
        }
    }
}

/// Divides in place (Knuth's algorithm D): `a` becomes the remainder. The top word of `b`, of two words or more, is at least half the
/// base; `a` has a word more than the dividend needs, so that its top `b.len()` words are less than `b`; the quotient has
/// `a.len() - b.len()` words.
pub(super) fn divide_normalised(a: &mut [u64], b: &[u64], quotient: &mut [u64]) {
    let n = b.len();
    let (top, second) = (u128::from(b[n - 1]), u128::from(b[n - 2]));
    let base = u128::from(BASE);
    for j in (0..quotient.len()).rev() {
        let high = u128::from(a[j + n]) * base + u128::from(a[j + n - 1]);
        let mut guess = high / top;
        let mut rest = high % top;
        while guess >= base || guess * second > rest * base + u128::from(a[j + n - 2]) {
            guess -= 1;
            rest += top;
            if rest >= base {
                break;
            }
        }
        if subtract_product(&mut a[j..=j + n], b, guess as u64) {
            guess -= 1;
            add_in_place(&mut a[j..j + n], b);
            a[j + n] = 0;
        }
        quotient[j] = guess as u64;
    }
}

/// `a -= b * factor` for `a` of one word more; true when it went below zero.
fn subtract_product(a: &mut [u64], b: &[u64], factor: u64) -> bool {
    let (mut carry, mut borrow) = (0, false);
    for (x, &y) in a.iter_mut().zip(b) {
        let (above, low) = split(u128::from(y) * u128::from(factor) + u128::from(carry));
        carry = above;
        (*x, borrow) = subtract_words(*x, low, borrow);
    }
    let top = &mut a[b.len()];
    (*top, borrow) = subtract_words(*top, carry, borrow);
    borrow
}

/// `out = a * 10^n`; `out` has room for the result, and its words beyond are set to zero.
pub(super) fn shift_left(a: &[u64], n: usize, out: &mut [u64]) {
    let (whole, part) = (n / DIGITS, n % DIGITS);
    out[..whole].fill(0);
    let mut carry = 0;
    let out = &mut out[whole..];
    for (slot, &word) in out.iter_mut().zip(a) {
        (carry, *slot) = split(u128::from(word) * u128::from(POWERS[part]) + u128::from(carry));
    }
    let used = a.len().min(out.len());
    let rest = &mut out[used..];
    rest.fill(0);
    if let Some(top) = rest.first_mut() {
        *top = carry;
    }
}

/// `a = a / 10^n` in place; tells what was lost. Words at the top become zero.
pub(super) fn shift_right_in_place(a: &mut [u64], n: usize) -> Lost {
    let (whole, part) = (n / DIGITS, n % DIGITS);
    if whole > a.len() || n == 0 {
        let any = n > 0 && a.iter().any(|&w| w != 0);
        if n > 0 {
            a.fill(0);
        }
        return Lost {
            first: 0,
            more: any,
        };
    }
    let lost = lost(a, n);
    let len = a.len();
    if part == 0 {
        a.copy_within(whole.., 0);
    } else {
        let (divisor, factor) = (POWERS[part], POWERS[DIGITS - part]);
        for i in whole..len {
            let above = a.get(i + 1).copied().unwrap_or(0);
            a[i - whole] = a[i] / divisor + above % divisor * factor;
        }
    }
    a[len - whole..].fill(0);
    lost
}

/// What a shift to the right loses: the first digit, and whether there is more than zeros behind it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) struct Lost {
    pub first: u64,
    pub more: bool,
}

impl Lost {
    /// Whether it was anything but zeros.
    pub fn any(self) -> bool {
        self.first != 0 || self.more
    }
}

/// What of the lowest `n` digits a shift would lose; `n` is at least 1 and at most a word beyond the number.
fn lost(a: &[u64], n: usize) -> Lost {
    let place = n - 1;
    let (whole, part) = (place / DIGITS, place % DIGITS);
    let below = a.get(whole).copied().unwrap_or(0) % POWERS[part] != 0;
    let more = below || a[..whole.min(a.len())].iter().any(|&w| w != 0);
    Lost {
        first: digit(a, place),
        more,
    }
}
