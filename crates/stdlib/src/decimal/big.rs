//! Products, quotients and square roots of coefficients of any length.
//!
//! Short ones go word by word (`nat.rs`), long products by transforms (`transform.rs`), long quotients by halves (Burnikel and
//! Ziegler), so that all stay close to the cost of a product.

use super::nat::{self, BASE, DIGITS};
use super::transform;
use super::words::Words;
use object::{Buf, Heap, Result};
use std::cmp::Ordering;

/// Words of the shorter factor from which transforms win.
const TRANSFORM: usize = 96;
/// Words of the divisor from which division by halves wins.
const HALVES: usize = 160;

/// `a * b`.
pub(super) fn multiply<'t>(heap: &'t Heap, a: &[u64], b: &[u64]) -> Result<Words<'t>> {
    let mut out = Words::zeros(heap, a.len() + b.len())?;
    multiply_into(heap, a, b, &mut out)?;
    out.trim();
    Ok(out)
}

/// `out = a * b`; `out` has `a.len() + b.len()` words, all zero.
fn multiply_into(heap: &Heap, a: &[u64], b: &[u64], out: &mut [u64]) -> Result<()> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    if short.len() < TRANSFORM {
        nat::multiply(short, long, out);
        return Ok(());
    }
    if long.len() <= 2 * short.len() {
        return transform::multiply(heap, long, short, out);
    }
    let mut part = Buf::filled(heap, 0_u64, 2 * short.len())?;
    for (at, piece) in long.chunks(short.len()).enumerate() {
        let part = &mut part[..piece.len() + short.len()];
        part.fill(0);
        multiply_into(heap, piece, short, part)?;
        nat::add_in_place(&mut out[at * short.len()..], part);
    }
    Ok(())
}

/// Quotient and remainder; `b` isn't zero.
pub(super) fn divide<'t>(heap: &'t Heap, a: &[u64], b: &[u64]) -> Result<(Words<'t>, Words<'t>)> {
    if nat::compare(a, b) == Ordering::Less {
        return Ok((Words::new(heap), Words::of(heap, a)?));
    }
    if let &[divisor] = b {
        let mut quotient = Words::of(heap, a)?;
        let rest = nat::divide_small(&mut quotient, divisor);
        quotient.trim();
        let mut remainder = Words::of(heap, &[rest])?;
        remainder.trim();
        return Ok((quotient, remainder));
    }
    // Both are scaled so that the divisor's top word is at least half the base.
    let factor = BASE / (b[b.len() - 1] + 1);
    let mut divisor = Words::of(heap, b)?;
    nat::multiply_small(&mut divisor, factor, 0);
    let mut rest = Words::zeros(heap, a.len() + 1)?;
    rest[..a.len()].copy_from_slice(a);
    let carry = nat::multiply_small(&mut rest[..a.len()], factor, 0);
    rest[a.len()] = carry;
    let mut quotient = Words::zeros(heap, a.len() + 1 - b.len())?;
    if b.len() < HALVES || quotient.len() < HALVES {
        nat::divide_normalised(&mut rest, &divisor, &mut quotient);
    } else {
        divide_long(heap, &mut rest, &divisor, &mut quotient)?;
    }
    rest.truncate(b.len());
    nat::divide_small(&mut rest, factor);
    quotient.trim();
    rest.trim();
    Ok((quotient, rest))
}

/// As `nat::divide_normalised`, in blocks as long as the divisor.
fn divide_long(heap: &Heap, a: &mut [u64], b: &[u64], quotient: &mut [u64]) -> Result<()> {
    let n = b.len();
    // Blocks are halved until they are short, so the divisor is filled up from below.
    let mut unit = n;
    let mut halvings = 0;
    while unit >= HALVES {
        unit = unit.div_ceil(2);
        halvings += 1;
    }
    let padded = unit << halvings;
    let pad = padded - n;
    let mut divisor = Buf::filled(heap, 0_u64, padded)?;
    divisor[pad..].copy_from_slice(b);
    let blocks = (a.len() + pad).div_ceil(padded) + 1;
    let mut row = Buf::filled(heap, 0_u64, blocks * padded)?;
    row[pad..pad + a.len()].copy_from_slice(a);
    let mut part = Buf::filled(heap, 0_u64, padded)?;
    for at in (0..blocks - 1).rev() {
        let window = &mut row[at * padded..(at + 2) * padded];
        two_by_one(heap, window, &divisor, &mut part)?;
        let from = at * padded;
        for (i, &word) in part.iter().enumerate() {
            match quotient.get_mut(from + i) {
                Some(slot) => *slot = word,
                None => debug_assert_eq!(word, 0),
            }
        }
    }
    a.fill(0);
    a[..n].copy_from_slice(&row[pad..padded]);
    Ok(())
}

/// `a` of `2n` words by `b` of `n`, with the top half of `a` below `b`: the remainder stays in the low half of `a`.
fn two_by_one(heap: &Heap, a: &mut [u64], b: &[u64], quotient: &mut [u64]) -> Result<()> {
    let n = b.len();
    if n < HALVES || n % 2 == 1 {
        nat::divide_normalised(a, b, quotient);
        return Ok(());
    }
    let half = n / 2;
    let (low, high) = quotient.split_at_mut(half);
    three_by_two(heap, &mut a[half..], b, high)?;
    three_by_two(heap, &mut a[..3 * half], b, low)
}

/// `a` of `3h` words by `b` of `2h`: quotient of `h` words, the remainder in the low `2h` words of `a`.
fn three_by_two(heap: &Heap, a: &mut [u64], b: &[u64], quotient: &mut [u64]) -> Result<()> {
    let half = quotient.len();
    let (b_low, b_high) = b.split_at(half);
    if nat::compare(nat::trim(&a[2 * half..]), nat::trim(b_high)) == Ordering::Less {
        two_by_one(heap, &mut a[half..], b_high, quotient)?;
        a[2 * half..].fill(0);
    } else {
        // The quotient's greatest value: what remains of the top is `a - b * (base^h - 1)`.
        quotient.fill(BASE - 1);
        nat::subtract_in_place(&mut a[2 * half..], b_high);
        if nat::add_in_place(&mut a[half..2 * half], b_high) {
            nat::increment(&mut a[2 * half..]);
        }
    }
    let mut product = Buf::filled(heap, 0_u64, 2 * half)?;
    let (x, y) = (nat::trim(quotient), nat::trim(b_low));
    multiply_into(heap, x, y, &mut product[..x.len() + y.len()])?;
    let mut below = nat::subtract_in_place(a, &product);
    while below {
        nat::decrement(quotient);
        below = !nat::add_in_place(a, b);
    }
    Ok(())
}

/// The whole part of the square root.
pub(super) fn square_root<'t>(heap: &'t Heap, n: &[u64]) -> Result<Words<'t>> {
    if n.len() <= 2 {
        let wide = n
            .iter()
            .rev()
            .fold(0_u128, |acc, &w| acc * u128::from(BASE) + u128::from(w));
        return Ok(Words::of_wide(heap, wide.isqrt()));
    }
    // The root of the upper part gives half the words; one step of Newton's method from above gives the rest.
    let shift = ((n.len() - 1) / 4).max(1);
    let mut guess = square_root(heap, &n[2 * shift..])?;
    if nat::increment(&mut guess) {
        guess.push(1)?;
    }
    let mut start = Words::zeros(heap, shift + guess.len())?;
    start[shift..].copy_from_slice(&guess);
    newton_root(heap, n, start)
}

/// Newton's method from a start that isn't below the root.
fn newton_root<'t>(heap: &'t Heap, n: &[u64], start: Words<'t>) -> Result<Words<'t>> {
    let mut root = start;
    loop {
        let (mut next, _) = divide(heap, n, &root)?;
        let len = next.len().max(root.len());
        next.resize(len + 1)?;
        nat::add_in_place(&mut next, &root);
        nat::divide_small(&mut next, 2);
        next.trim();
        if nat::compare(&next, &root) != Ordering::Less {
            return Ok(root);
        }
        root = next;
    }
}

/// `a + b`.
pub(super) fn add<'t>(heap: &'t Heap, a: &[u64], b: &[u64]) -> Result<Words<'t>> {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let mut sum = Words::of(heap, long)?;
    if nat::add_in_place(&mut sum, short) {
        sum.push(1)?;
    }
    Ok(sum)
}

/// `a - b` for `a >= b`.
pub(super) fn subtract<'t>(heap: &'t Heap, a: &[u64], b: &[u64]) -> Result<Words<'t>> {
    let mut rest = Words::of(heap, a)?;
    nat::subtract_in_place(&mut rest, b);
    rest.trim();
    Ok(rest)
}

/// `a * 10^n`.
pub(super) fn shift_left<'t>(heap: &'t Heap, a: &[u64], n: usize) -> Result<Words<'t>> {
    if a.is_empty() || n == 0 {
        return Words::of(heap, a);
    }
    let digits = nat::digits(a).saturating_add(n);
    let mut out = Words::zeros(heap, digits.div_ceil(DIGITS))?;
    nat::shift_left(a, n, &mut out);
    Ok(out)
}
