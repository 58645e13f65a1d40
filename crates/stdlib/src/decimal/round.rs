//! The end of each operation: the result is fitted to the context's precision and range.

use super::nat::Lost;
use super::number::condition::*;
use super::number::{Cx, Kind, Num, Number, Rounding};
use super::words::Words;
use object::Result;

impl<'t> Cx<'t> {
    /// Rounds a result and notes what that meant.
    pub fn finish(&self, mut number: Number<'t>) -> Result<Number<'t>> {
        match number.kind {
            Kind::Finite => {
                self.check_exponent(&mut number)?;
                self.check_digits(&mut number)?;
            }
            Kind::Infinite => {}
            Kind::Quiet | Kind::Signaling => self.fit_payload(&mut number),
        }
        Ok(number)
    }

    /// A copy, rounded.
    pub fn finish_copy(&self, number: Num<'_>) -> Result<Number<'t>> {
        self.finish(number.copied(self.heap)?)
    }

    /// The low digits of a payload that has too many.
    fn fit_payload(&self, number: &mut Number<'t>) {
        let room = self.prec - i64::from(self.clamp);
        let digits = super::nat::digits(&number.words) as i64;
        if digits <= room {
            return;
        }
        keep_low_digits(&mut number.words, room);
    }

    fn check_exponent(&self, number: &mut Number<'t>) -> Result<()> {
        if number.kind != Kind::Finite {
            return Ok(());
        }
        let adjusted = number.num().adjusted();
        if adjusted > self.emax {
            return self.overflow(number);
        }
        if self.clamp && number.exp > self.etop() {
            let shift = number.exp - self.etop();
            number.append_zeros(shift)?;
            number.exp -= shift;
            self.signal(CLAMPED);
            if !number.words.is_empty() && adjusted < self.emin {
                self.signal(SUBNORMAL);
            }
        } else if adjusted < self.emin {
            self.underflow(number)?;
        }
        Ok(())
    }

    fn overflow(&self, number: &mut Number<'t>) -> Result<()> {
        if number.words.is_empty() {
            number.exp = match self.clamp {
                true => self.etop(),
                false => self.emax,
            };
            self.signal(CLAMPED);
            return Ok(());
        }
        let greatest = match self.rounding {
            Rounding::Down | Rounding::O5Up => true,
            Rounding::Ceiling => number.negative,
            Rounding::Floor => !number.negative,
            _ => false,
        };
        if greatest {
            let outside = number.words.is_outside();
            *number = self.greatest(number.negative)?;
            let words = std::mem::replace(&mut number.words, Words::new(self.heap));
            number.words = words.outside_if(outside)?;
        } else {
            number.words.truncate(0);
            (number.kind, number.exp) = (Kind::Infinite, 0);
        }
        self.signal(OVERFLOW | INEXACT | ROUNDED);
        Ok(())
    }

    /// The finite number of greatest magnitude.
    pub fn greatest(&self, negative: bool) -> Result<Number<'t>> {
        let words = self.nines(self.prec)?;
        Ok(Number::finite(negative, words, self.etop()))
    }

    /// A coefficient of so many nines.
    pub fn nines(&self, n: i64) -> Result<Words<'t>> {
        let mut words = Words::power_of_ten(self.heap, n as usize)?;
        super::nat::decrement(&mut words);
        words.trim();
        Ok(words)
    }

    fn underflow(&self, number: &mut Number<'t>) -> Result<()> {
        let etiny = self.etiny();
        if number.words.is_empty() {
            if number.exp < etiny {
                number.exp = etiny;
                self.signal(CLAMPED);
            }
            return Ok(());
        }
        self.signal(SUBNORMAL);
        if number.exp < etiny {
            let lost = number.drop_digits(etiny - number.exp);
            number.exp = etiny;
            self.signal(ROUNDED);
            if self.round(number, lost)? {
                self.signal(INEXACT | UNDERFLOW);
                if number.words.is_empty() {
                    self.signal(CLAMPED);
                }
            }
        }
        Ok(())
    }

    /// Rounds to the precision.
    fn check_digits(&self, number: &mut Number<'t>) -> Result<()> {
        if number.kind != Kind::Finite {
            return Ok(());
        }
        let excess = number.num().digits() - self.prec;
        if excess > 0 {
            let lost = number.drop_digits(excess);
            number.exp += excess;
            self.signal(ROUNDED);
            if self.round(number, lost)? {
                self.signal(INEXACT);
            }
        }
        Ok(())
    }

    /// Applies the rounding to a coefficient that lost digits; tells whether they were anything but zeros.
    fn round(&self, number: &mut Number<'t>, lost: Lost) -> Result<bool> {
        let last = number.words.first().map_or(0, |w| w % 10);
        if self.rounding.increments(lost, last, number.negative) {
            number.increment()?;
            if number.num().digits() > self.prec {
                number.drop_digits(1);
                number.exp += 1;
                self.check_exponent(number)?;
            }
        }
        Ok(lost.any())
    }

    /// Rounds a coefficient that lost digits, whatever its length becomes; tells whether they were anything but zeros.
    pub fn round_excess(&self, number: &mut Number<'t>, lost: Lost) -> Result<bool> {
        let last = number.words.first().map_or(0, |w| w % 10);
        if self.rounding.increments(lost, last, number.negative) {
            number.increment()?;
        }
        Ok(lost.any())
    }

    /// What a NaN among the operands means for the result: the first signaling one, or else the first.
    pub fn of_nans(&self, operands: &[Num<'_>]) -> Result<Option<Number<'t>>> {
        let signaling = operands.iter().find(|n| n.is_signaling());
        let Some(nan) = signaling.or_else(|| operands.iter().find(|n| n.is_nan())) else {
            return Ok(None);
        };
        if nan.is_signaling() {
            self.signal(INVALID_OPERATION);
        }
        let mut quiet = nan.copied(self.heap)?;
        quiet.kind = Kind::Quiet;
        quiet.exp = 0;
        Ok(Some(self.finish(quiet)?))
    }
}

/// Forgets all digits but the lowest.
pub(super) fn keep_low_digits(words: &mut Words<'_>, digits: i64) {
    let digits = digits.max(0) as usize;
    let (whole, part) = (digits / super::nat::DIGITS, digits % super::nat::DIGITS);
    if whole < words.len() {
        words.truncate(whole + 1);
        words[whole] %= super::nat::POWERS[part];
    }
    words.trim();
}
