//! The four operations, remainders and what is made of them.

use super::big;
use super::nat;
use super::number::condition::*;
use super::number::{Cx, Num, Number, Rounding};
use super::words::{OWN, Words};
use object::Result;
use std::cmp::Ordering;

impl<'t> Cx<'t> {
    /// `+x`.
    pub fn plus(&self, x: Num<'_>) -> Result<Number<'t>> {
        self.signed(x, x.negative)
    }

    /// `-x`.
    pub fn minus(&self, x: Num<'_>) -> Result<Number<'t>> {
        self.signed(x, !x.negative)
    }

    /// `abs(x)`.
    pub fn abs(&self, x: Num<'_>) -> Result<Number<'t>> {
        self.signed(x, false)
    }

    /// With a sign, rounded; a zero has one only when rounding goes down.
    fn signed(&self, x: Num<'_>, negative: bool) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(nan);
        }
        let negative = match x.is_zero() {
            true => negative && self.rounding == Rounding::Floor,
            false => negative,
        };
        self.finish_copy(Num { negative, ..x })
    }

    pub fn add(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if a.is_special() || b.is_special() {
            return self.add_special(a, b);
        }
        let sum = self.add_exact(a, b)?;
        self.finish(sum)
    }

    pub fn subtract(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        match b.is_nan() {
            true => self.add(a, b),
            false => self.add(a, b.negated()),
        }
    }

    fn add_special(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        if a.is_infinite() && b.is_infinite() && a.negative != b.negative {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        Ok(self.infinity(if a.is_infinite() {
            a.negative
        } else {
            b.negative
        }))
    }

    /// The sum of finite numbers before it is rounded. What is too small to matter but for its sign and for not being zero is replaced by
    /// something just small enough, so that no long run of zeros is made.
    fn add_exact(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        let (big, mut small) = if a.exp >= b.exp { (a, b) } else { (b, a) };
        let aligned;
        let mut high = big.words;
        if big.exp != small.exp && !big.words.is_empty() {
            let digits = big.digits();
            let floor = big.exp - 1
                + if digits > self.prec {
                    0
                } else {
                    digits - self.prec - 1
                };
            if small.adjusted() < floor {
                let tiny: &[u64] = if small.words.is_empty() { &[] } else { &[1] };
                small = Num::finite(small.negative, tiny, floor);
            }
            aligned = big::shift_left(self.heap, big.words, (big.exp - small.exp) as usize)?;
            high = &aligned;
        }
        if big.negative == small.negative {
            let words = big::add(self.heap, high, small.words)?;
            return Ok(Number::finite(big.negative, words, small.exp));
        }
        let (negative, words) = match nat::compare(high, small.words) {
            Ordering::Greater => (big.negative, big::subtract(self.heap, high, small.words)?),
            Ordering::Less => (small.negative, big::subtract(self.heap, small.words, high)?),
            Ordering::Equal => (self.rounding == Rounding::Floor, Words::new(self.heap)),
        };
        Ok(Number::finite(negative, words, small.exp))
    }

    pub fn multiply(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        let product = self.product(a, b)?;
        self.finish(product)
    }

    /// The product before it is rounded.
    fn product(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        let negative = a.negative != b.negative;
        if a.is_special() || b.is_special() {
            if let Some(nan) = self.of_nans(&[a, b])? {
                return Ok(nan);
            }
            return Ok(match a.is_zero() || b.is_zero() {
                true => self.invalid(INVALID_OPERATION),
                false => self.infinity(negative),
            });
        }
        let words = big::multiply(self.heap, a.words, b.words)?;
        // A zero has a word in 3.13.
        let room = a.words.len().max(1) + b.words.len().max(1);
        let words = words.outside_if(room > OWN)?;
        Ok(Number::finite(negative, words, a.exp + b.exp))
    }

    /// `a * b + c` with one rounding.
    pub fn fma(&self, a: Num<'_>, b: Num<'_>, c: Num<'_>) -> Result<Number<'t>> {
        let before = self.status.replace(0);
        let product = self.product(a, b)?;
        let invalid = self.status.get() != 0;
        self.signal(before);
        if invalid {
            return Ok(product);
        }
        // The sum takes the product's place.
        let mut sum = self.add(product.num(), c)?;
        sum.words = sum.words.outside_if(product.words.is_outside())?;
        Ok(sum)
    }

    pub fn divide(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        let negative = a.negative != b.negative;
        if a.is_special() || b.is_special() {
            return self.divide_special(a, b);
        }
        if b.words.is_empty() {
            return Ok(self.by_zero(a, negative));
        }
        let ideal = a.exp - b.exp;
        if a.words.is_empty() {
            return self.finish(Number::small(self.heap, negative, 0, ideal));
        }
        let shift = b.digits() - a.digits() + self.prec + 1;
        let (moved_a, moved_b);
        let (mut x, mut y) = (a.words, b.words);
        if shift > 0 {
            moved_a = big::shift_left(self.heap, x, shift as usize)?;
            x = &moved_a;
        } else if shift < 0 {
            moved_b = big::shift_left(self.heap, y, shift.unsigned_abs() as usize)?;
            y = &moved_b;
        }
        let (mut quotient, rest) = big::divide(self.heap, x, y)?;
        let mut exp = ideal - shift;
        if !rest.is_empty() {
            if let Some(low) = quotient.first_mut().filter(|low| low.is_multiple_of(5)) {
                *low += 1;
            }
        } else if ideal > exp {
            let drop = (ideal - exp).min(nat::trailing_zeros(&quotient) as i64);
            nat::shift_right_in_place(&mut quotient, drop as usize);
            quotient.trim();
            exp += drop;
        }
        self.finish(Number::finite(negative, quotient, exp))
    }

    fn by_zero(&self, a: Num<'_>, negative: bool) -> Number<'t> {
        if a.is_zero() {
            return self.invalid(DIVISION_UNDEFINED);
        }
        self.signal(DIVISION_BY_ZERO);
        self.infinity(negative)
    }

    fn divide_special(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        let negative = a.negative != b.negative;
        if a.is_infinite() {
            return Ok(match b.is_infinite() {
                true => self.invalid(INVALID_OPERATION),
                false => self.infinity(negative),
            });
        }
        self.signal(CLAMPED);
        Ok(Number::small(self.heap, negative, 0, self.etiny()))
    }

    /// Quotient towards zero and remainder of finite numbers, `b` not zero, not rounded; `None` when the quotient has more digits than the
    /// precision.
    fn divide_whole(&self, a: Num<'_>, b: Num<'_>) -> Result<Option<(Number<'t>, Number<'t>)>> {
        let negative = a.negative != b.negative;
        let ideal = a.exp.min(b.exp);
        let difference = a.adjusted() - b.adjusted();
        if a.words.is_empty() || difference < 0 {
            let mut rest = a.copied(self.heap)?;
            rest.append_zeros(a.exp - ideal)?;
            rest.exp = ideal;
            return Ok(Some((Number::small(self.heap, negative, 0, 0), rest)));
        }
        if difference > self.prec {
            return Ok(None);
        }
        let (moved_a, moved_b);
        let (mut x, mut y) = (a.words, b.words);
        if a.exp > ideal {
            moved_a = big::shift_left(self.heap, x, (a.exp - ideal) as usize)?;
            x = &moved_a;
        } else if b.exp > ideal {
            moved_b = big::shift_left(self.heap, y, (b.exp - ideal) as usize)?;
            y = &moved_b;
        }
        let (quotient, rest) = big::divide(self.heap, x, y)?;
        if nat::digits(&quotient) as i64 > self.prec {
            return Ok(None);
        }
        Ok(Some((
            Number::finite(negative, quotient, 0),
            Number::finite(a.negative, rest.shrunk().outside_if(y.len() > OWN)?, ideal),
        )))
    }

    /// `a // b`.
    pub fn divide_int(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        let negative = a.negative != b.negative;
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        if a.is_infinite() {
            return Ok(match b.is_infinite() {
                true => self.invalid(INVALID_OPERATION),
                false => self.infinity(negative),
            });
        }
        if b.is_infinite() {
            return Ok(Number::small(self.heap, negative, 0, 0));
        }
        if b.is_zero() {
            return Ok(self.by_zero(a, negative));
        }
        match self.divide_whole(a, b)? {
            Some((quotient, _)) => self.finish(quotient),
            None => Ok(self.invalid(DIVISION_IMPOSSIBLE)),
        }
    }

    /// `a % b`, with the sign of `a`.
    pub fn remainder(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            return Ok(nan);
        }
        if a.is_infinite() {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        if b.is_infinite() {
            return self.finish_copy(a);
        }
        if b.is_zero() {
            return Ok(self.invalid(match a.is_zero() {
                true => DIVISION_UNDEFINED,
                false => INVALID_OPERATION,
            }));
        }
        match self.divide_whole(a, b)? {
            Some((_, rest)) => self.finish(rest),
            None => Ok(self.invalid(DIVISION_IMPOSSIBLE)),
        }
    }

    /// Both at once.
    pub fn divmod(&self, a: Num<'_>, b: Num<'_>) -> Result<(Number<'t>, Number<'t>)> {
        if let Some(nan) = self.of_nans(&[a, b])? {
            let copy = nan.num().copied(self.heap)?;
            return Ok((nan, copy));
        }
        let negative = a.negative != b.negative;
        if a.is_infinite() {
            let rest = self.invalid(INVALID_OPERATION);
            return Ok(match b.is_infinite() {
                true => (self.invalid(INVALID_OPERATION), rest),
                false => (self.infinity(negative), rest),
            });
        }
        if b.is_infinite() {
            return Ok((
                Number::small(self.heap, negative, 0, 0),
                self.finish_copy(a)?,
            ));
        }
        if b.is_zero() {
            if a.is_zero() {
                return Ok((
                    self.invalid(DIVISION_UNDEFINED),
                    self.invalid(DIVISION_UNDEFINED),
                ));
            }
            self.signal(DIVISION_BY_ZERO);
            return Ok((self.infinity(negative), self.invalid(INVALID_OPERATION)));
        }
        match self.divide_whole(a, b)? {
            Some((quotient, rest)) => Ok((self.finish(quotient)?, self.finish(rest)?)),
            None => Ok((
                self.invalid(DIVISION_IMPOSSIBLE),
                self.invalid(DIVISION_IMPOSSIBLE),
            )),
        }
    }

    /// The remainder of least magnitude.
    pub fn remainder_near(&self, a: Num<'_>, b: Num<'_>) -> Result<Number<'t>> {
        if a.is_special() || b.is_special() || b.is_zero() {
            return self.remainder(a, b);
        }
        let Some((mut quotient, rest)) = self.divide_whole(a, b)? else {
            return Ok(self.invalid(DIVISION_IMPOSSIBLE));
        };
        let twice = big::add(self.heap, &rest.words, &rest.words)?;
        let twice = Number::finite(false, twice, rest.exp);
        let order = compare_finite(self, twice.num(), b.absolute())?;
        let odd = quotient.words.first().is_some_and(|w| w % 2 == 1);
        if order.is_lt() || (order.is_eq() && !odd) {
            return self.finish(rest);
        }
        quotient.increment()?;
        if quotient.num().digits() > self.prec {
            return Ok(self.invalid(DIVISION_IMPOSSIBLE));
        }
        let exact = Cx::widest(self.heap);
        let other = Num {
            negative: !a.negative,
            ..b
        };
        let mut result = exact.add_exact(rest.num(), other)?;
        if result.words.is_empty() {
            result.negative = a.negative;
        }
        self.finish(result)
    }
}

/// Compares finite numbers or infinities by value.
pub(super) fn compare(cx: &Cx<'_>, a: Num<'_>, b: Num<'_>) -> Result<Ordering> {
    let sign = |x: Num<'_>| match (x.is_zero(), x.negative) {
        (true, _) => 0,
        (_, true) => -1,
        (_, false) => 1,
    };
    let (x, y) = (sign(a), sign(b));
    if x != y || x == 0 {
        return Ok(x.cmp(&y));
    }
    let order = match (a.is_infinite(), b.is_infinite()) {
        (false, false) => compare_finite(cx, a, b)?,
        (x, y) => x.cmp(&y),
    };
    Ok(if x < 0 { order.reverse() } else { order })
}

/// Compares magnitudes of finite numbers by value.
pub(super) fn compare_finite(cx: &Cx<'_>, a: Num<'_>, b: Num<'_>) -> Result<Ordering> {
    if a.words.is_empty() || b.words.is_empty() {
        return Ok(a.words.len().cmp(&b.words.len()));
    }
    match a.adjusted().cmp(&b.adjusted()) {
        Ordering::Equal => {}
        order => return Ok(order),
    }
    // Equal exponents of the first digits: the one with fewer digits is filled up.
    match a.exp.cmp(&b.exp) {
        Ordering::Equal => Ok(nat::compare(a.words, b.words)),
        Ordering::Greater => {
            let moved = big::shift_left(cx.heap, a.words, (a.exp - b.exp) as usize)?;
            Ok(nat::compare(&moved, b.words))
        }
        Ordering::Less => {
            let moved = big::shift_left(cx.heap, b.words, (b.exp - a.exp) as usize)?;
            Ok(nat::compare(a.words, &moved))
        }
    }
}
