//! Comparisons that give numbers, the greater and the lesser of two, the order of representations, and a number's neighbours.

use super::arithmetic::compare;
use super::big;
use super::nat;
use super::number::condition::*;
use super::number::{Cx, Kind, Num, Number, Rounding};
use super::words::OWN;
use object::Result;
use std::cmp::Ordering;

impl<'t> Cx<'t> {
    fn of_order(&self, order: Ordering) -> Number<'t> {
        let (negative, one) = (order.is_lt(), u128::from(order.is_ne()));
        Number::small(self.heap, negative, one, 0)
    }

    /// -1, 0 or 1; a NaN when there is one.
    pub fn compare(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        match self.of_nans(&[a, b])? {
            Some(nan) => Ok(nan),
            None => Ok(self.of_order(compare(self, a, b)?)),
        }
    }

    /// The same; any NaN signals.
    pub fn compare_signal(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if a.is_nan() || b.is_nan() {
            self.signal(INVALID_OPERATION);
        }
        self.compare(a, b)
    }

    /// -1, 0 or 1 by representation.
    pub fn compare_total(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        Ok(self.of_order(total_order(self, a, b)?))
    }

    /// The same without signs.
    pub fn compare_total_mag(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        self.compare_total(a.absolute(), b.absolute())
    }

    /// The greater or the lesser of two, with or without their signs.
    pub fn extreme(
        &self,
        a: Num<'_>,
        b: Num<'_>,
        greater: bool,
        magnitude: bool,
    ) -> Result<Number<'t>> {
        let chosen = match (a.kind, b.kind) {
            (Kind::Quiet, k) if !b.is_nan() => {
                debug_assert!(k != Kind::Quiet);
                b
            }
            (_, Kind::Quiet) if !a.is_nan() => a,
            _ => {
                if let Some(nan) = self.of_nans(&[a, b])? {
                    return Ok(nan);
                }
                let mut order = match magnitude {
                    true => compare(self, a.absolute(), b.absolute())?,
                    false => compare(self, a, b)?,
                };
                if order.is_eq() {
                    order = numeric_order(self, a, b)?;
                }
                if order.is_gt() == greater && order.is_ne() {
                    a
                } else {
                    b
                }
            }
        };
        self.finish_copy(chosen)
    }

    /// The nearest number that is greater, or lesser with `down`.
    pub fn next(&self, x: Num<'_>, down: bool) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(nan);
        }
        if x.is_infinite() {
            return match x.negative != down {
                true => self.greatest(x.negative),
                false => Ok(self.infinity(x.negative)),
            };
        }
        let mut quiet = self.fresh();
        quiet.rounding = if down {
            Rounding::Floor
        } else {
            Rounding::Ceiling
        };
        let mut rounded = quiet.finish_copy(x)?;
        if quiet.status.get() & (INEXACT | ERRORS) != 0 {
            return Ok(rounded);
        }
        if rounded.words.is_empty() {
            rounded.negative = false;
        }
        let step = [1];
        let tiny = Num::finite(down, &step, self.etiny() - 1);
        let mut result = quiet.add(rounded.num(), tiny)?;
        result.words = result.words.outside_if(rounded.words.is_outside())?;
        Ok(result)
    }

    /// The neighbour of `a` in the direction of `b`.
    pub fn next_toward(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        let order = compare(self, a, b)?;
        if order.is_eq() {
            return Ok(Number {
                negative: b.negative,
                ..a.copied(self.heap)?
            });
        }
        let result = self.next(a, order.is_gt())?;
        let num = result.num();
        if num.is_infinite() {
            self.signal(OVERFLOW | ROUNDED | INEXACT);
        } else if num.adjusted() < self.emin {
            self.signal(UNDERFLOW | SUBNORMAL | ROUNDED | INEXACT);
            if num.is_zero() {
                self.signal(CLAMPED);
            }
        }
        Ok(result)
    }
}

/// Numbers of equal value (or magnitude) in the order that `max` and `min` want: by sign, then by exponent.
fn numeric_order(cx: &Cx<'_>, a: Num<'_>, b: Num<'_>) -> Result<Ordering> {
    if a.negative != b.negative {
        return Ok(b.negative.cmp(&a.negative));
    }
    let order = match (a.is_infinite(), b.is_infinite()) {
        (false, false) => a.exp.cmp(&b.exp),
        _ => compare(cx, a, b)?,
    };
    Ok(if a.negative { order.reverse() } else { order })
}

/// The order of representations.
pub(super) fn total_order(cx: &Cx<'_>, a: Num<'_>, b: Num<'_>) -> Result<Ordering> {
    if a.negative != b.negative {
        return Ok(b.negative.cmp(&a.negative));
    }
    let rank = |x: Num<'_>| match x.kind {
        Kind::Signaling => 1,
        Kind::Quiet => 2,
        _ => 0,
    };
    let order = match (rank(a), rank(b)) {
        (0, 0) => {
            let order = compare(cx, a.absolute(), b.absolute())?;
            match order {
                Ordering::Equal if !a.is_special() => a.exp.cmp(&b.exp),
                order => order,
            }
        }
        (x, y) if x == y => nat::compare(a.words, b.words),
        (x, y) => x.cmp(&y),
    };
    Ok(if a.negative { order.reverse() } else { order })
}

/// Whether two numbers have the same exponent, or are of the same special kind.
pub(super) fn same_quantum(a: Num<'_>, b: Num<'_>) -> bool {
    match a.is_special() || b.is_special() {
        true => (a.is_nan() && b.is_nan()) || (a.is_infinite() && b.is_infinite()),
        false => a.exp == b.exp,
    }
}

impl<'t> Cx<'t> {
    /// `a` with the exponent of `b`.
    pub fn quantize(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if a.is_special() || b.is_special() {
            if let Some(nan) = self.of_nans(&[a, b])? {
                return Ok(nan);
            }
            return match a.is_infinite() && b.is_infinite() {
                true => a.copied(self.heap),
                false => Ok(self.invalid(INVALID_OPERATION)),
            };
        }
        if b.exp > self.emax || b.exp < self.etiny() {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        if a.words.is_empty() {
            let zero = Number::small(self.heap, a.negative, 0, b.exp);
            return self.finish(zero);
        }
        let shift = a.exp - b.exp;
        if a.digits() + shift > self.prec {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        let mut result = a.copied(self.heap)?;
        result.exp = b.exp;
        if shift >= 0 {
            result.append_zeros(shift)?;
        } else {
            let lost = result.drop_digits(-shift);
            result.words = result.words.shrunk();
            self.signal(ROUNDED);
            if self.round_excess(&mut result, lost)? {
                self.signal(INEXACT);
            }
        }
        if result.num().digits() > self.prec || result.num().adjusted() > self.emax {
            self.status.set(self.status.get() & !(ROUNDED | INEXACT));
            let mut nan = self.invalid(INVALID_OPERATION);
            nan.words = nan.words.outside_if(result.words.is_outside())?;
            return Ok(nan);
        }
        let before = self.status.get();
        let result = self.finish(result)?;
        // Being subnormal doesn't make it an underflow.
        self.status.set(self.status.get() & !(UNDERFLOW & !before));
        Ok(result)
    }

    /// Without zeros at the end.
    pub fn normalize(&self, x: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(nan);
        }
        let mut rounded = self.finish_copy(x)?;
        if rounded.num().is_special() {
            return Ok(rounded);
        }
        if rounded.words.is_empty() {
            rounded.exp = 0;
            return Ok(rounded);
        }
        let most = if self.clamp { self.etop() } else { self.emax };
        let zeros = nat::trailing_zeros(&rounded.words) as i64;
        let drop = zeros.min(most - rounded.exp).max(0);
        rounded.drop_digits(drop);
        rounded.exp += drop;
        Ok(rounded)
    }

    /// Rounded to a whole number; `exact` notes what that meant.
    pub fn to_integral(&self, x: Num<'_>, exact: bool) -> Result<Number<'t>> {
        if x.is_special() {
            return match self.of_nans(&[x])? {
                Some(nan) => Ok(nan),
                None => x.copied(self.heap),
            };
        }
        let mut result = x.copied(self.heap)?;
        if x.exp >= 0 {
            return Ok(result);
        }
        if x.words.is_empty() {
            result.exp = 0;
            return Ok(result);
        }
        let lost = result.drop_digits(x.exp.saturating_neg());
        result.words = result.words.shrunk();
        result.exp = 0;
        let inexact = self.round_excess(&mut result, lost)?;
        if exact {
            self.signal(ROUNDED | if inexact { INEXACT } else { 0 });
        }
        Ok(result)
    }

    /// The exponent of the first digit.
    pub fn logb(&self, x: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(nan);
        }
        if x.is_infinite() {
            return Ok(self.infinity(false));
        }
        if x.is_zero() {
            self.signal(DIVISION_BY_ZERO);
            return Ok(self.infinity(true));
        }
        let at = x.adjusted();
        let number = Number::small(self.heap, at < 0, u128::from(at.unsigned_abs()), 0);
        self.finish(number)
    }

    /// `a * 10^b` for a whole `b` of moderate size.
    pub fn scaleb(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        let limit = 2 * (i128::from(self.emax) + i128::from(self.prec));
        let Some(by) = self.whole_exponent(b, limit) else {
            return Ok(self.invalid(INVALID_OPERATION));
        };
        if a.is_infinite() {
            return a.copied(self.heap);
        }
        let mut result = a.copied(self.heap)?;
        // The range of exponents is far exceeded long before this matters.
        let exp = i128::from(a.exp) + by;
        result.exp = exp.clamp(
            i128::from(4 * MIN_ETINY_ROOM),
            i128::from(-4 * MIN_ETINY_ROOM),
        ) as i64;
        self.finish(result)
    }

    /// A whole number with exponent 0 and magnitude up to a limit.
    pub fn whole_exponent(&self, b: Num<'_>, limit: i128) -> Option<i128> {
        if b.is_special() || b.exp != 0 || b.words.len() > 2 {
            return None;
        }
        let wide = b.words.iter().rev().fold(0_i128, |acc, &w| {
            acc.saturating_mul(i128::from(nat::BASE))
                .saturating_add(i128::from(w))
        });
        (wide <= limit).then_some(if b.negative { -wide } else { wide })
    }

    /// The digits moved by `b` places, within the precision.
    pub fn shift(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        let Some(by) = self.whole_exponent(b, i128::from(self.prec)) else {
            return Ok(self.invalid(INVALID_OPERATION));
        };
        let mut result = a.copied(self.heap)?;
        if a.is_infinite() {
            return Ok(result);
        }
        if by < 0 {
            super::round::keep_low_digits(&mut result.words, self.prec);
            result.drop_digits(by.unsigned_abs() as i64);
            return Ok(result);
        }
        super::round::keep_low_digits(&mut result.words, self.prec - by as i64);
        // 3.13 shifts first and cuts then.
        let room = (a.digits() + by as i64) as usize > OWN * nat::DIGITS;
        let outside = room || result.words.is_outside();
        result.append_zeros(by as i64)?;
        result.words = result.words.outside_if(outside)?;
        Ok(result)
    }

    /// The digits moved by `b` places; what leaves at one end comes in at the other.
    pub fn rotate(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        let Some(by) = self.whole_exponent(b, i128::from(self.prec)) else {
            return Ok(self.invalid(INVALID_OPERATION));
        };
        let mut low = a.copied(self.heap)?;
        if a.is_infinite() {
            return Ok(low);
        }
        let by = if by < 0 {
            by as i64 + self.prec
        } else {
            by as i64
        };
        super::round::keep_low_digits(&mut low.words, self.prec);
        let mut high = low.num().copied(self.heap)?;
        high.drop_digits(self.prec - by);
        super::round::keep_low_digits(&mut low.words, self.prec - by);
        low.append_zeros(by)?;
        low.words = big::add(self.heap, &low.words, &high.words)?;
        Ok(low)
    }
}

/// Room for exponents beyond the least.
const MIN_ETINY_ROOM: i64 = super::number::MIN_ETINY / 2;
