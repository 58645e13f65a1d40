//! `exp`, `ln`, `log10` and `sqrt`, correctly rounded (half to even, whatever the context says).
//!
//! A value is computed with some digits more than are wanted. If what it may be off by leaves the rounding open, it is computed again
//! with more.

use super::fixed;
use super::nat::{self, DIGITS};
use super::number::condition::*;
use super::number::{Cx, Num, Number, Rounding};
use super::words::Words;
use super::{arithmetic, big};
use object::Result;

/// A value of `words` with so many places behind the point, off by less than `OFF`, times a power of ten.
struct Approximate<'t> {
    words: Words<'t>,
    places: usize,
    scale: i64,
}

/// What an approximation may be off by, in units of its last digit: more than all that `fixed.rs` says.
const OFF: u64 = 1000;

impl<'t> Approximate<'t> {
    /// Whether rounding to `prec` digits comes out the same for all that the value may be.
    fn is_decided(&self, heap: &'t object::Heap, prec: i64) -> Result<bool> {
        let digits = nat::digits(&self.words) as i64;
        let excess = digits - prec;
        if excess < 5 {
            return Ok(false);
        }
        let mut rest = Words::of(heap, &self.words)?;
        super::round::keep_low_digits(&mut rest, excess);
        let half = {
            let mut half = Words::power_of_ten(heap, excess as usize - 1)?;
            nat::multiply_small(&mut half, 5, 0);
            half
        };
        let distance = match nat::compare(&rest, &half).is_lt() {
            true => big::subtract(heap, &half, &rest)?,
            false => big::subtract(heap, &rest, &half)?,
        };
        let near = |x: &[u64]| x.len() < 2 && x.first().is_none_or(|&w| w <= OFF);
        if near(&distance) {
            return Ok(false);
        }
        // Just above a power of ten it may have one digit less.
        let least = big::subtract(heap, &self.words, &Words::of_wide(heap, u128::from(OFF)))?;
        Ok(nat::digits(&least) as i64 == digits)
    }
}

impl<'t> Cx<'t> {
    /// Rounds what isn't exact.
    fn finish_inexact(&self, value: Approximate<'t>, negative: bool) -> Result<Number<'t>> {
        let mut words = value.words;
        if let Some(low) = words.first_mut().filter(|low| low.is_multiple_of(10)) {
            *low += 1;
        }
        let exp = value.scale - (value.places * DIGITS) as i64;
        self.signal(INEXACT | ROUNDED);
        let number = Number::finite(negative, words, exp);
        let mut rounded = self.half_even().finish_into(number, self)?;
        rounded.words = rounded.words.shrunk();
        Ok(rounded)
    }

    fn half_even(&self) -> Cx<'t> {
        let mut half_even = self.fresh();
        half_even.rounding = Rounding::HalfEven;
        half_even
    }

    /// Rounds here and notes the conditions there.
    fn finish_into(&self, number: Number<'t>, to: &Cx<'_>) -> Result<Number<'t>> {
        if !number.words.is_empty() && number.num().adjusted() < self.emin {
            // What was inexact before it became subnormal has underflowed, whatever is lost now.
            self.signal(UNDERFLOW);
        }
        let result = self.finish(number)?;
        to.signal(self.status.get());
        Ok(result)
    }

    /// One, with as many zeros as fit: what isn't exactly 1 but rounds to it.
    fn nearly_one(&self) -> Result<Number<'t>> {
        self.signal(INEXACT | ROUNDED);
        let words = Words::power_of_ten(self.heap, (self.prec - 1) as usize)?;
        self.half_even()
            .finish_into(Number::finite(false, words, -(self.prec - 1)), self)
    }

    /// Words behind the point that hold so many digits and some more.
    fn places(digits: i64) -> usize {
        (digits.max(1) as usize).div_ceil(DIGITS) + 1
    }

    pub fn exp(&self, x: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(nan);
        }
        if x.is_infinite() {
            return Ok(match x.negative {
                true => self.small(0),
                false => self.infinity(false),
            });
        }
        if x.is_zero() {
            return Ok(self.small(1));
        }
        if x.adjusted() < -self.prec - 1 {
            return self.nearly_one();
        }
        if x.adjusted() >= DIGITS as i64 {
            let exp = if x.negative {
                self.etiny() - 1
            } else {
                4 * self.emax.max(1)
            };
            let number = Number::small(self.heap, false, 1, exp);
            return self.half_even().finish_exact(number, self);
        }
        let mut places = Cx::places(self.prec + 6);
        loop {
            let value = self.exp_at(x, places)?;
            if value.is_decided(self.heap, self.prec)? {
                return self.finish_inexact(value, false);
            }
            places += places / 2 + 1;
        }
    }

    /// `e^x` for `|x| < 10^19`: `10^k * e^r` with `0 <= r < ln 10`.
    fn exp_at(&self, x: Num<'_>, places: usize) -> Result<Approximate<'t>> {
        let heap = self.heap;
        // The multiple of ln 10 has up to 19 digits.
        let inner = places + 2;
        let ten = fixed::ln_ten(heap, inner)?;
        let argument = to_fixed(self, x, inner)?;
        let (multiple, mut rest) = big::divide(heap, &argument, &ten)?;
        let mut scale = multiple.first().copied().unwrap_or(0) as i64;
        if x.negative {
            scale = -scale - 1;
            rest = big::subtract(heap, &ten, &rest)?;
        }
        let rest = fixed::rescale(heap, &rest, inner, places)?;
        Ok(Approximate {
            words: fixed::exp(heap, &rest, places)?,
            places,
            scale,
        })
    }

    pub fn ln(&self, x: Num<'_>) -> Result<Number<'t>> {
        if let Some(result) = self.logarithm_special(x)? {
            return Ok(result);
        }
        let one = [1];
        match arithmetic::compare_finite(self, x, Num::finite(false, &one, 0))?.is_eq() {
            true => Ok(self.small(0)),
            false => self.logarithm(x, false),
        }
    }

    pub fn log10(&self, x: Num<'_>) -> Result<Number<'t>> {
        if let Some(result) = self.logarithm_special(x)? {
            return Ok(result);
        }
        let zeros = nat::trailing_zeros(x.words) as i64;
        if zeros + 1 == x.digits() && nat::digit(x.words, zeros as usize) == 1 {
            let at = x.adjusted();
            let exact = Number::small(self.heap, at < 0, u128::from(at.unsigned_abs()), 0);
            return self.half_even().finish_exact(exact, self);
        }
        self.logarithm(x, true)
    }

    fn finish_exact(&self, number: Number<'t>, to: &Cx<'_>) -> Result<Number<'t>> {
        let result = self.finish(number)?;
        to.signal(self.status.get());
        Ok(result)
    }

    fn logarithm_special(&self, x: Num<'_>) -> Result<Option<Number<'t>>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(Some(nan));
        }
        if x.is_zero() {
            return Ok(Some(self.infinity(true)));
        }
        if x.negative {
            return Ok(Some(self.invalid(INVALID_OPERATION)));
        }
        if x.is_infinite() {
            return Ok(Some(self.infinity(false)));
        }
        Ok(None)
    }

    fn logarithm(&self, x: Num<'_>, decimal: bool) -> Result<Number<'t>> {
        // The mantissa is from about 0.316 to 3.16, so that nothing cancels but near 1.
        let mut scale = x.adjusted();
        let first = nat::digit(x.words, x.digits() as usize - 1);
        if first > 3
            || (first == 3 && x.digits() > 1 && nat::digit(x.words, x.digits() as usize - 2) >= 1)
        {
            scale += 1;
        }
        let mantissa = Num {
            exp: x.exp - scale,
            ..x
        };
        let one = [1];
        let difference = Cx::widest(self.heap).subtract(mantissa, Num::finite(false, &one, 0))?;
        let below = difference.negative;
        let lost = match scale {
            0 => -difference.num().adjusted(),
            _ => 0,
        };
        let mut places = Cx::places(self.prec + lost.max(0) + 6);
        loop {
            let words = self.ln_of_mantissa(mantissa, below, places)?;
            let (value, negative) = self.with_scale(words, below, scale, places, decimal)?;
            if value.is_decided(self.heap, self.prec)? {
                return self.finish_inexact(value, negative);
            }
            places += places / 2 + 1;
        }
    }

    /// The magnitude of the logarithm.
    fn ln_of_mantissa(&self, x: Num<'_>, below: bool, places: usize) -> Result<Words<'t>> {
        let heap = self.heap;
        let mut argument = to_fixed(self, x, places + 1)?;
        if below {
            let one = fixed::one(heap, places + 1)?;
            argument = fixed::divide(heap, &one, &argument, places + 1)?;
        }
        let words = fixed::ln(heap, &argument, places + 1)?;
        fixed::rescale(heap, &words, places + 1, places)
    }

    /// `scale * ln 10` and the mantissa's logarithm; divided by `ln 10` for decimal ones.
    fn with_scale(
        &self,
        mantissa: Words<'t>,
        below: bool,
        scale: i64,
        places: usize,
        decimal: bool,
    ) -> Result<(Approximate<'t>, bool)> {
        let heap = self.heap;
        let mut part = mantissa;
        let mut whole = Words::new(heap);
        if decimal {
            let ten = fixed::ln_ten(heap, places)?;
            part = fixed::divide(heap, &part, &ten, places)?;
            whole = fixed::rescale(heap, &[scale.unsigned_abs()], 0, places)?;
        } else if scale != 0 {
            let inner = places + 2;
            let ten = fixed::ln_ten(heap, inner)?;
            let product = big::multiply(heap, &ten, &[scale.unsigned_abs()])?;
            whole = fixed::rescale(heap, &product, inner, places)?;
        }
        whole.trim();
        let negative = if scale == 0 { below } else { scale < 0 };
        let words = match below == negative {
            true => big::add(heap, &whole, &part)?,
            false => big::subtract(heap, &whole, &part)?,
        };
        let value = Approximate {
            words,
            places,
            scale: 0,
        };
        Ok((value, negative))
    }

    pub fn sqrt(&self, x: Num<'_>) -> Result<Number<'t>> {
        if let Some(nan) = self.of_nans(&[x])? {
            return Ok(nan);
        }
        let ideal = x.exp.div_euclid(2);
        if x.is_zero() {
            return self.finish(Number::small(self.heap, x.negative, 0, ideal));
        }
        if x.negative {
            return Ok(self.invalid(INVALID_OPERATION));
        }
        if x.is_infinite() {
            return Ok(self.infinity(false));
        }
        let odd = x.exp.rem_euclid(2);
        // One digit more than wanted.
        let have = (x.digits() + odd + 1) / 2;
        let shift = self.prec + 1 - have;
        let mut radicand = x.copied(self.heap)?;
        let mut exact = true;
        if 2 * shift + odd >= 0 {
            radicand.append_zeros(2 * shift + odd)?;
        } else {
            exact = !radicand.drop_digits(-(2 * shift + odd)).any();
        }
        let mut root = big::square_root(self.heap, &radicand.words)?.shrunk();
        if exact {
            let square = big::multiply(self.heap, &root, &root)?;
            exact = nat::compare(&square, &radicand.words).is_eq();
        }
        let mut result = Number::finite(false, Words::new(self.heap), ideal);
        if exact {
            result.words = root;
            if shift >= 0 {
                result.drop_digits(shift);
            } else {
                result.append_zeros(-shift)?;
            }
        } else {
            if let Some(low) = root.first_mut().filter(|low| low.is_multiple_of(5)) {
                *low += 1;
            }
            result.words = root;
            result.exp = ideal - shift;
        }
        self.half_even().finish_exact(result, self)
    }
}

/// The magnitude of a finite number below 10^19 with so many places; what is cut off is less than 1.
fn to_fixed<'t>(cx: &Cx<'t>, x: Num<'_>, places: usize) -> Result<Words<'t>> {
    let mut number = x.copied(cx.heap)?;
    let shift = x.exp + (places * DIGITS) as i64;
    if shift >= 0 {
        number.append_zeros(shift)?;
    } else {
        number.drop_digits(-shift);
    }
    Ok(number.words)
}
