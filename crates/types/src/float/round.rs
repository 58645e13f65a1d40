//! `round(float)` and `round(float, ndigits)`: exact decimal rounding, half to even, as 3.13.

use super::Float;
use super::arith::value;
use crate::int::{Int, arith, bits, division};
use object::{Builtin, Object, Ref, Result, Thread};
use std::cmp::Ordering;

/// More decimal places than any float has.
const MOST_PLACES: isize = 323;
/// A power of ten beyond which every float rounds to zero.
const LEAST_PLACES: isize = -308;

/// `float.__round__(ndigits=None)`.
pub(super) fn round(thread: &Thread, this: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "__round__", args.len(), 0, 1)?;
    let x = value(this);
    let places = match args.first() {
        None => return Int::from_f64(thread, x.round_ties_even()),
        Some(none) if none.is_exactly(Builtin::NoneType) => {
            return Int::from_f64(thread, x.round_ties_even());
        }
        Some(places) => crate::as_isize_clamped(thread, places)?,
    };
    if !x.is_finite() || places > MOST_PLACES {
        return Float::new(thread, x);
    }
    if places < LEAST_PLACES {
        return Float::new(thread, 0f64.copysign(x));
    }
    let rounded = match places {
        0.. => to_places(x, places as usize),
        _ => to_power_of_ten(thread, x, places.unsigned_abs())?,
    };
    if rounded.is_infinite() {
        let text = format_args!("rounded value too large to represent");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    Float::new(thread, rounded)
}

/// Rounds to decimal places. The text has at most 309 + 323 digits.
pub fn to_places(x: f64, places: usize) -> f64 {
    if x.abs() >= 1e16 {
        // Whole already: no place behind the point changes it.
        return x;
    }
    if let Some(rounded) = crate::format::fixed::rounded(x.abs(), places) {
        return rounded.copysign(x);
    }
    format!("{x:.places$}").parse().unwrap_or(x)
}

/// Rounds to a multiple of `10 ** power`.
fn to_power_of_ten(thread: &Thread, x: f64, power: usize) -> Result<f64> {
    let (ten, power) = (Int::new(thread, 10)?, Int::from_usize(thread, power)?);
    let unit = crate::power(thread, &ten, &power, None)?;
    let whole = Int::from_f64(thread, x.abs().trunc())?;
    let (Some(unit), Some(int)) = (Int::of(&unit), Int::of(&whole)) else {
        return Ok(x);
    };
    let (quotient, rest) = division::floor_divmod(thread, int, unit)?;
    let (Some(quotient), Some(rest)) = (Int::of(&quotient), Int::of(&rest)) else {
        return Ok(x);
    };
    let twice = bits::shift_left(thread, rest, 1)?;
    let odd = quotient.digits().first().is_some_and(|d| d & 1 == 1);
    let up = match Int::of(&twice).map(|twice| arith::compare(twice, unit)) {
        Some(Ordering::Greater) => true,
        Some(Ordering::Equal) => odd || x.fract() != 0.0,
        _ => false,
    };
    let mut result = arith::subtract(thread, int, rest)?;
    if up && let Some(down) = Int::of(&result) {
        result = arith::add(thread, down, unit)?;
    }
    let rounded = Int::of(&result).and_then(Int::to_f64_opt);
    Ok(rounded.unwrap_or(f64::INFINITY).copysign(x))
}
