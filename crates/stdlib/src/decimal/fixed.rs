//! Fixed-point numbers for the transcendental functions: words of base 10^19, the lowest `places` of them behind the point.
//!
//! Each function says how far off its result can be, in units of the last word's last place.

use super::big;
use super::nat::{self, BASE};
use super::words::Words;
use object::{Heap, Result};
use std::cmp::Ordering;

/// Words of another number of places, cut off or filled up with zeros.
pub(super) fn rescale<'t>(heap: &'t Heap, x: &[u64], from: usize, to: usize) -> Result<Words<'t>> {
    if to <= from {
        return Words::of(heap, &x[(from - to).min(x.len())..]);
    }
    if x.is_empty() {
        return Ok(Words::new(heap));
    }
    let mut out = Words::zeros(heap, x.len() + to - from)?;
    out[to - from..].copy_from_slice(x);
    Ok(out)
}

/// One.
pub(super) fn one(heap: &Heap, places: usize) -> Result<Words<'_>> {
    rescale(heap, &[1], 0, places)
}

/// A product; off by less than 1.
pub(super) fn multiply<'t>(
    heap: &'t Heap,
    a: &[u64],
    b: &[u64],
    places: usize,
) -> Result<Words<'t>> {
    let product = big::multiply(heap, a, b)?;
    Words::of(heap, &product[places.min(product.len())..])
}

/// A quotient; off by less than 1.
pub(super) fn divide<'t>(heap: &'t Heap, a: &[u64], b: &[u64], places: usize) -> Result<Words<'t>> {
    let scaled = rescale(heap, a, 0, places)?;
    Ok(big::divide(heap, &scaled, b)?.0)
}

/// The area tangent of `1 / n` for a small `n`; off by less than the number of terms.
fn area_tangent(heap: &Heap, n: u64, places: usize) -> Result<Words<'_>> {
    let mut power = one(heap, places)?;
    nat::divide_small(&mut power, n);
    power.trim();
    let mut sum = Words::of(heap, &power)?;
    let mut odd = 3;
    while !power.is_empty() {
        nat::divide_small(&mut power, n * n);
        power.trim();
        let mut term = Words::of(heap, &power)?;
        nat::divide_small(&mut term, odd);
        nat::add_in_place(&mut sum, nat::trim(&term));
        odd += 2;
    }
    Ok(sum)
}

/// The first places of ten's natural logarithm: what most programs need.
pub(super) const LN_TEN: [u64; 14] = [
    2_876_982_198_867_465_436,
    7_732_628_846_163_366_222,
    9_852_839_350_530_896_537,
    6_808_437_998_948_262_331,
    1_689_482_907_208_325_554,
    675_666_628_736_909_878,
    2_486_334_095_254_650_828,
    8_298_341_967_784_042_286,
    5_248_023_599_720_508_959,
    3_279_009_675_726_096_773,
    1_101_488_628_772_976_033,
    1_799_145_468_436_420_760,
    3_025_850_929_940_456_840,
    2,
];

/// The natural logarithm of ten; off by less than 1.
pub(super) fn ln_ten(heap: &Heap, places: usize) -> Result<Words<'_>> {
    if let Some(skipped) = (LN_TEN.len() - 1).checked_sub(places) {
        return Words::of(heap, &LN_TEN[skipped..]);
    }
    ln_ten_by_series(heap, places)
}

/// The same, computed.
pub(super) fn ln_ten_by_series(heap: &Heap, places: usize) -> Result<Words<'_>> {
    let inner = places + 1;
    let mut sum = Words::zeros(heap, inner + 1)?;
    for (factor, n) in [(46, 31), (34, 49), (20, 161)] {
        let mut part = area_tangent(heap, n, inner)?;
        let carry = nat::multiply_small(&mut part, factor, 0);
        part.push(carry)?;
        nat::add_in_place(&mut sum, nat::trim(&part));
    }
    rescale(heap, &sum, inner, places)
}

/// `e^y` for `0 <= y < 3`; off by less than 4.
pub(super) fn exp<'t>(heap: &'t Heap, y: &[u64], places: usize) -> Result<Words<'t>> {
    // Halving the argument shortens the series, squaring the sum undoes it: about as many of one as of the other.
    let bits = 63 * places;
    let halvings = (bits.isqrt() + 2).min(4096);
    // Each squaring doubles what the result is off by.
    let inner = places + halvings / 63 + 2;
    let mut small = rescale(heap, y, places, inner)?;
    let mut left = halvings;
    while left > 0 {
        let step = left.min(31);
        nat::divide_small(&mut small, 1 << step);
        left -= step;
    }
    small.trim();
    let mut sum = one(heap, inner)?;
    let mut term = Words::of(heap, &sum)?;
    let mut n = 1;
    loop {
        term = multiply(heap, &term, &small, inner)?;
        nat::divide_small(&mut term, n);
        term.trim();
        if term.is_empty() {
            break;
        }
        nat::add_in_place(&mut sum, &term);
        n += 1;
    }
    for _ in 0..halvings {
        sum = multiply(heap, &sum, &sum, inner)?;
    }
    rescale(heap, &sum, inner, places)
}

/// The natural logarithm of a value from 1 to 4; off by less than 16.
pub(super) fn ln<'t>(heap: &'t Heap, x: &[u64], places: usize) -> Result<Words<'t>> {
    // A float gives the first digits, each step of Halley's method three times as many.
    let top = rescale(heap, x, places, 1)?;
    let value = top.get(1).copied().unwrap_or(0) as f64
        + top.first().copied().unwrap_or(0) as f64 / BASE as f64;
    let start = value.ln().max(0.0);
    let behind = (start.fract() * BASE as f64) as u64;
    let mut y = Words::of(heap, &[behind.min(BASE - 1), start as u64])?;
    y.trim();
    let mut at = 1;
    let mut steps = [0; 64];
    let mut count = 0;
    let mut wanted = places;
    while wanted > 2 {
        steps[count] = wanted;
        count += 1;
        wanted = wanted / 3 + 1;
    }
    steps[count] = 2;
    for &step in steps[..=count].iter().rev() {
        let start = rescale(heap, &y, at, step)?;
        let argument = rescale(heap, x, places, step)?;
        y = improve(heap, &argument, &start, step)?;
        at = step;
    }
    rescale(heap, &y, at, places)
}

/// One step: `y + 2 (x - e^y) / (x + e^y)`.
fn improve<'t>(heap: &'t Heap, x: &[u64], y: &[u64], places: usize) -> Result<Words<'t>> {
    let power = exp(heap, y, places)?;
    let order = nat::compare(x, &power);
    let difference = match order {
        Ordering::Less => big::subtract(heap, &power, x)?,
        _ => big::subtract(heap, x, &power)?,
    };
    let twice = big::add(heap, &difference, &difference)?;
    let sum = big::add(heap, x, &power)?;
    let change = divide(heap, &twice, &sum, places)?;
    match order {
        Ordering::Less if nat::compare(y, &change) == Ordering::Less => Ok(Words::new(heap)),
        Ordering::Less => big::subtract(heap, y, &change),
        _ => big::add(heap, y, &change),
    }
}
