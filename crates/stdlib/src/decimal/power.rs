//! Powers, also modulo a number; and the operations on digits that are 0 or 1.

use super::arithmetic::compare_finite;
use super::big;
use super::nat::{self, DIGITS, POWERS};
use super::number::condition::*;
use super::number::{Cx, MAX_EMAX, Num, Number, Rounding};
use super::words::{OWN, Words};
use object::Result;
use std::cmp::Ordering;

const ONE: [u64; 1] = [1];

/// Digits that powers of other than whole exponents are computed with beyond the precision.
const REAL_GUARD: i64 = 4 + 19;

impl<'t> Cx<'t> {
    pub fn power(&self, base: Num<'_>, exp: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[base, exp])? {
            return Ok(nan);
        }
        let whole = exp.is_integer();
        let negative = whole && base.negative && exp.is_odd();
        if base.is_zero() {
            return Ok(match (exp.is_zero(), exp.negative) {
                (true, _) => self.invalid(INVALID_OPERATION),
                (_, true) => self.infinity(negative),
                (_, false) => Number::small(self.heap, negative, 0, 0),
            });
        }
        if base.negative && (!whole || exp.is_infinite()) {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        if exp.is_infinite() {
            return self.power_infinite(base, exp, negative);
        }
        if base.is_infinite() {
            return Ok(match (exp.is_zero(), exp.negative) {
                (true, _) => Number::small(self.heap, negative, 1, 0),
                (_, true) => Number::small(self.heap, negative, 0, 0),
                (_, false) => self.infinity(negative),
            });
        }
        if exp.is_zero() {
            return Ok(Number::small(self.heap, negative, 1, 0));
        }
        if self.against_one(base)?.is_eq() {
            return self.power_of_one(base, exp, negative, whole);
        }
        if let Some(result) = self.power_out_of_range(base, exp, negative)? {
            return Ok(result);
        }
        match whole {
            true => self.power_whole(base, exp, negative),
            false => self.power_real(base, exp),
        }
    }

    /// How the magnitude compares with 1.
    fn against_one(&self, x: Num<'_>) -> Result<Ordering> {
        match x.is_infinite() {
            true => Ok(Ordering::Greater),
            false => compare_finite(self, x, Num::finite(false, &ONE, 0)),
        }
    }

    fn power_infinite(&self, base: Num<'_>, exp: Num<'_>, negative: bool) -> Result<Number<'t>> {
        match self.against_one(base)? {
            Ordering::Equal => self.padded_one(negative, self.prec - 1),
            order if order.is_lt() == exp.negative => Ok(self.infinity(negative)),
            _ => Ok(Number::small(self.heap, negative, 0, 0)),
        }
    }

    /// An inexact one.
    fn padded_one(&self, negative: bool, zeros: i64) -> Result<Number<'t>> {
        self.signal(INEXACT | ROUNDED);
        let words = Words::power_of_ten(self.heap, zeros as usize)?;
        Ok(Number::finite(negative, words, -zeros))
    }

    /// `1.00 ** 3` is `1.000000`.
    fn power_of_one(
        &self,
        base: Num<'_>,
        exp: Num<'_>,
        negative: bool,
        whole: bool,
    ) -> Result<Number<'t>> {
        if !whole {
            return self.padded_one(negative, self.prec - 1);
        }
        if exp.negative {
            return Ok(Number::small(self.heap, negative, 1, 0));
        }
        let limit = self.prec - 1;
        let zeros = match whole_value(exp) {
            Some(n) => i128::from(n) * -i128::from(base.exp),
            None if base.exp < 0 => i128::MAX,
            None => 0,
        };
        let zeros = match i64::try_from(zeros) {
            Ok(zeros) if zeros <= limit => zeros.max(0),
            _ => {
                self.signal(ROUNDED);
                limit
            }
        };
        let words = Words::power_of_ten(self.heap, zeros as usize)?;
        Ok(Number::finite(negative, words, -zeros))
    }

    /// A result that is certainly too great or too small.
    fn power_out_of_range(
        &self,
        base: Num<'_>,
        exp: Num<'_>,
        negative: bool,
    ) -> Result<Option<Number<'t>>> {
        let magnitude = |n: i64| n.unsigned_abs().checked_ilog10().map_or(0, i64::from);
        let adjusted = base.adjusted();
        // A lower bound for the exponent of the base's decimal logarithm.
        let bound = match adjusted {
            1.. => magnitude(adjusted),
            ..=-2 => magnitude(adjusted + 1),
            _ => {
                let difference =
                    Cx::widest(self.heap).subtract(base.absolute(), Num::finite(false, &ONE, 0))?;
                difference.num().adjusted() - 1
            }
        };
        let digits = |n: i64| magnitude(n) + 1;
        let grows = self.against_one(base)?.is_gt() != exp.negative;
        let limit = digits(if grows { self.emax } else { self.etiny() });
        if bound + exp.adjusted() <= limit {
            return Ok(None);
        }
        let at = if grows {
            3 * MAX_EMAX
        } else {
            self.etiny() - 1
        };
        let result = self.finish(Number::small(self.heap, negative, 1, at))?;
        Ok(Some(result))
    }

    fn power_whole(&self, base: Num<'_>, exp: Num<'_>, negative: bool) -> Result<Number<'t>> {
        let mut work = self.fresh();
        work.prec = self.prec.saturating_add(exp.digits() + exp.exp + 2);
        work.rounding = Rounding::HalfEven;
        work.clamp = false;
        let inverse;
        let mut start = base;
        if exp.negative {
            work.prec += 1;
            inverse = work.divide(Num::finite(false, &ONE, 0), base)?;
            if work.status.get() & ERRORS != 0 {
                self.signal(work.status.get());
                return Ok(inverse);
            }
            start = inverse.num();
        }
        let mut result = match whole_value(exp) {
            Some(n) => work.power_word(start, n, negative)?,
            None => work.power_long(start, exp, negative)?,
        };
        self.signal(work.status.get());
        if result.num().is_infinite() {
            // Rounding may want the greatest finite number instead.
            result = Number::small(self.heap, negative, 1, 3 * MAX_EMAX);
        }
        self.finish(result)
    }

    /// By squaring, from the exponent's top bit down.
    fn power_word(&self, base: Num<'_>, exp: u64, negative: bool) -> Result<Number<'t>> {
        let mut result = base.copied(self.heap)?;
        for bit in (0..exp.ilog2()).rev() {
            result = self.multiply(result.num(), result.num())?;
            if exp >> bit & 1 == 1 {
                result = self.multiply(result.num(), base)?;
            }
            if self.is_settled(&result) {
                break;
            }
        }
        result.negative = negative;
        Ok(result)
    }

    fn is_settled(&self, result: &Number<'_>) -> bool {
        result.num().is_special() || (result.words.is_empty() && self.status.get() & CLAMPED != 0)
    }

    /// By squaring, from the exponent's low bit up.
    fn power_long(&self, base: Num<'_>, exp: Num<'_>, negative: bool) -> Result<Number<'t>> {
        let mut left = exp.absolute().copied(self.heap)?;
        left.append_zeros(exp.exp)?;
        if exp.exp < 0 {
            left.drop_digits(exp.exp.saturating_neg());
        }
        let mut square = base.copied(self.heap)?;
        let mut result = self.small(1);
        while !left.words.is_empty() {
            if left.words[0] % 2 == 1 {
                result = self.multiply(result.num(), square.num())?;
                if self.is_settled(&result) {
                    break;
                }
            }
            square = self.multiply(square.num(), square.num())?;
            nat::divide_small(&mut left.words, 2);
            left.words.trim();
        }
        result.negative = negative;
        Ok(result)
    }

    /// `e ** (exp * ln(base))`, with some digits more: nearly always correctly rounded.
    fn power_real(&self, base: Num<'_>, exp: Num<'_>) -> Result<Number<'t>> {
        let work = Cx::working(self.heap, base.digits().max(self.prec) + REAL_GUARD);
        let logarithm = work.ln(base)?;
        let product = work.multiply(logarithm.num(), exp)?;
        let last = work.fresh();
        let mut result = last.exp(product.num())?;
        self.signal(last.status.get());
        if result.num().is_infinite() {
            result = Number::small(self.heap, false, 1, 3 * MAX_EMAX);
        } else if !result.words.is_empty() && self.against_one(result.num())?.is_eq() {
            let zeros = self.prec - 1;
            result = Number::finite(
                false,
                Words::power_of_ten(self.heap, zeros as usize)?,
                -zeros,
            );
        }
        result.words = result.words.shrunk();
        self.finish(result)
    }

    /// `base ** exp % modulus` of whole numbers.
    pub fn power_modulo(
        &self,
        base: Num<'_>,
        exp: Num<'_>,
        modulus: Num<'_>,
    ) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[base, exp, modulus])? {
            return Ok(nan);
        }
        let whole = base.is_integer() && exp.is_integer() && modulus.is_integer();
        if !whole
            || modulus.is_zero()
            || modulus.digits() + modulus.exp > self.prec
            || (exp.negative && !exp.is_zero())
        {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        let negative = base.negative && exp.is_odd();
        if exp.is_zero() {
            if base.is_zero() {
                return Ok(self.invalid(INVALID_OPERATION));
            }
            let one = u128::from(!self.against_one(modulus)?.is_eq());
            return Ok(Number::small(self.heap, negative, one, 0));
        }
        if base.is_zero() {
            return Ok(Number::small(self.heap, negative, 0, 0));
        }
        let modulus = self.whole_words(modulus)?;
        let mut square = self.power_of_ten_modulo(base, &modulus)?;
        let mut left = self.whole_words(exp)?;
        let mut result = big::divide(self.heap, &ONE, &modulus)?.1;
        while !left.is_empty() {
            if left[0] % 2 == 1 {
                result = self.product_modulo(&result, &square, &modulus)?;
            }
            square = self.product_modulo(&square, &square, &modulus)?;
            nat::divide_small(&mut left, 2);
            left.trim();
        }
        Ok(Number::finite(negative, result.shrunk(), 0))
    }

    /// The base modulo the modulus, without writing out its zeros.
    fn power_of_ten_modulo(&self, base: Num<'_>, modulus: &[u64]) -> Result<Words<'t>> {
        if base.exp <= 0 {
            let words = self.whole_words(base)?;
            return Ok(big::divide(self.heap, &words, modulus)?.1);
        }
        let mut result = big::divide(self.heap, base.words, modulus)?.1;
        let mut ten = big::divide(self.heap, &[10], modulus)?.1;
        let mut zeros = base.exp;
        while zeros > 0 {
            if zeros & 1 == 1 {
                result = self.product_modulo(&result, &ten, modulus)?;
            }
            ten = self.product_modulo(&ten, &ten, modulus)?;
            zeros >>= 1;
        }
        Ok(result)
    }

    fn product_modulo(&self, a: &[u64], b: &[u64], modulus: &[u64]) -> Result<Words<'t>> {
        let product = big::multiply(self.heap, a, b)?;
        Ok(big::divide(self.heap, &product, modulus)?.1)
    }

    /// The magnitude of a whole number, written out.
    pub fn whole_words(&self, x: Num<'_>) -> Result<Words<'t>> {
        let mut number = x.copied(self.heap)?;
        match x.exp >= 0 {
            true => number.append_zeros(x.exp)?,
            false => drop(number.drop_digits(x.exp.saturating_neg())),
        }
        Ok(number.words)
    }

    /// An operation on each digit of numbers whose digits are 0 or 1.
    pub fn logical(&self, a: Num<'_>, b: Num<'_>, op: fn(u64, u64) -> u64) -> Result<Number<'t>> {
        let len = a.words.len().max(b.words.len());
        if !is_logical(a) || !is_logical(b) {
            return self.not_logical(&[a, b], len);
        }
        let mut words = Words::zeros(self.heap, len)?;
        for (i, slot) in words.iter_mut().enumerate() {
            let word = |x: Num<'_>| x.words.get(i).copied().unwrap_or(0);
            let (x, y) = (word(a), word(b));
            *slot = POWERS[..DIGITS]
                .iter()
                .map(|p| op(x / p % 10, y / p % 10) * p)
                .sum();
        }
        super::round::keep_low_digits(&mut words, self.prec);
        Ok(Number::finite(false, words, 0))
    }

    /// The room for a result is there before 3.13 looks at digits.
    fn not_logical(&self, operands: &[Num<'_>], len: usize) -> Result<Number<'t>> {
        let mut nan = self.invalid(INVALID_OPERATION);
        let room = len > OWN && operands.iter().all(|&x| is_plain(x));
        nan.words = nan.words.outside_if(room)?;
        Ok(nan)
    }

    /// Ones where there are zeros, in all digits of the precision.
    pub fn logical_invert(&self, a: Num<'_>) -> Result<Number<'t>> {
        if !is_logical(a) {
            let len = (self.prec as usize).div_ceil(DIGITS).max(a.words.len());
            return self.not_logical(&[a], len);
        }
        let mut ones = self.nines(self.prec)?;
        nat::divide_small(&mut ones, 9);
        self.logical(a, Num::finite(false, &ones, 0), |x, y| x ^ y)
    }
}

/// Whether it may be one whose digits are 0 or 1.
fn is_plain(x: Num<'_>) -> bool {
    !x.is_special() && !x.negative && x.exp == 0
}

fn is_logical(x: Num<'_>) -> bool {
    let binary = |mut word: u64| {
        while word > 0 {
            if word % 10 > 1 {
                return false;
            }
            word /= 10;
        }
        true
    };
    is_plain(x) && x.words.iter().all(|&w| binary(w))
}

/// The magnitude of a whole number that fits a word.
fn whole_value(x: Num<'_>) -> Option<u64> {
    if x.words.is_empty() {
        return Some(0);
    }
    if x.adjusted() > 19 {
        return None;
    }
    let wide = x.words.iter().rev().take(3).fold(0_u128, |acc, &w| {
        acc.saturating_mul(u128::from(nat::BASE))
            .saturating_add(u128::from(w))
    });
    if x.exp >= 0 {
        return u64::try_from(wide * 10_u128.pow(x.exp as u32)).ok();
    }
    // A fraction of zeros only.
    let mut words = wide;
    if x.words.len() > 2 {
        return long_value(x);
    }
    for _ in 0..x.exp.unsigned_abs() {
        words /= 10;
    }
    u64::try_from(words).ok()
}

/// The same for a long coefficient that ends in zeros.
fn long_value(x: Num<'_>) -> Option<u64> {
    let from = x.exp.unsigned_abs() as usize;
    (from..x.digits() as usize)
        .rev()
        .try_fold(0_u64, |acc, place| {
            acc.checked_mul(10)?.checked_add(nat::digit(x.words, place))
        })
}
