//! Numbers from text and back.

use super::nat::{DIGITS, POWERS};
use super::number::condition::*;
use super::number::{Cx, Kind, Num, Number};
use super::words::Words;
use object::{Buf, Result, Thread};
use types::Str;
use types::str::unicode;

/// Beyond all exponents, with room to add some.
const FAR: i128 = 4_000_000_000_000_000_000;

/// The ASCII form of text that may hold digits of any script. With `lenient` spaces around it and underscores are dropped. What can't be
/// in a number makes it empty.
pub(super) fn ascii<'t>(thread: &'t Thread, text: &Str, lenient: bool) -> Result<Buf<'t, u8>> {
    let mut out = Buf::new(thread.heap());
    let is_space = |point: u32| unicode_space(point);
    let len = text.len();
    let (mut from, mut to) = (0, len);
    if lenient {
        while from < to && is_space(text.char_at(from)) {
            from += 1;
        }
        while from < to && is_space(text.char_at(to - 1)) {
            to -= 1;
        }
    }
    for at in from..to {
        let point = text.char_at(at);
        match u8::try_from(point).ok().filter(u8::is_ascii) {
            Some(b'_') if lenient => {}
            Some(byte) => out.push(byte)?,
            None => match unicode::decimal(point) {
                Some(digit) => out.push(b'0' + digit)?,
                None => {
                    out.truncate(0);
                    break;
                }
            },
        }
    }
    Ok(out)
}

fn unicode_space(point: u32) -> bool {
    matches!(point, 9..=13 | 0x1c..=0x20 | 0x85 | 0xa0 | 0x1680 | 0x2000..=0x200a | 0x2028 | 0x2029 | 0x202f | 0x205f | 0x3000)
}

impl<'t> Cx<'t> {
    /// The number that text stands for, rounded.
    pub fn parse(&self, text: &[u8]) -> Result<Number<'t>> {
        let (negative, body) = match text {
            [b'-', rest @ ..] => (true, rest),
            [b'+', rest @ ..] => (false, rest),
            rest => (false, rest),
        };
        let number = match body.first() {
            Some(b'0'..=b'9' | b'.') => self.parse_finite(body, negative)?,
            Some(_) => self.parse_special(body, negative)?,
            None => None,
        };
        match number {
            Some(number) => self.finish(number),
            None => Ok(self.invalid(CONVERSION_SYNTAX)),
        }
    }

    fn parse_special(&self, body: &[u8], negative: bool) -> Result<Option<Number<'t>>> {
        if body.eq_ignore_ascii_case(b"inf") || body.eq_ignore_ascii_case(b"infinity") {
            return Ok(Some(self.infinity(negative)));
        }
        let starts = |with: &[u8]| {
            body.get(..with.len())
                .is_some_and(|start| start.eq_ignore_ascii_case(with))
        };
        let (kind, payload) = if starts(b"nan") {
            (Kind::Quiet, &body[3..])
        } else if starts(b"snan") {
            (Kind::Signaling, &body[4..])
        } else {
            return Ok(None);
        };
        if !payload.iter().all(u8::is_ascii_digit) {
            return Ok(None);
        }
        let payload = without_zeros(payload);
        if payload.len() as i64 > self.prec - i64::from(self.clamp) {
            return Ok(None);
        }
        let mut nan = Number::special(self.heap, kind, negative);
        nan.words = self.coefficient(payload.len(), payload.iter().copied())?;
        Ok(Some(nan))
    }

    fn parse_finite(&self, body: &[u8], negative: bool) -> Result<Option<Number<'t>>> {
        let mark = body.iter().position(|b| matches!(b, b'e' | b'E'));
        let (digits, exponent) = match mark {
            Some(at) => (&body[..at], Some(&body[at + 1..])),
            None => (body, None),
        };
        let point = digits.iter().position(|&b| b == b'.');
        let (whole, fraction) = match point {
            Some(at) => (&digits[..at], &digits[at + 1..]),
            None => (digits, &[][..]),
        };
        let both = || whole.iter().chain(fraction).copied();
        if !both().all(|b| b.is_ascii_digit()) || whole.len() + fraction.len() == 0 {
            return Ok(None);
        }
        let exponent = match exponent {
            Some(text) => match parse_exponent(text) {
                Some(exponent) => exponent,
                None => return Ok(None),
            },
            None => 0,
        };
        let zeros = both().take_while(|&b| b == b'0').count();
        let len = whole.len() + fraction.len() - zeros;
        let words = self.coefficient(len, both().skip(zeros))?;
        let exp = (exponent - fraction.len() as i128).clamp(-FAR, FAR) as i64;
        Ok(Some(Number::finite(negative, words, exp)))
    }

    /// A coefficient from digits without zeros in front.
    fn coefficient(&self, len: usize, digits: impl Iterator<Item = u8>) -> Result<Words<'t>> {
        let mut words = Words::zeros(self.heap, len.div_ceil(DIGITS))?;
        for (at, byte) in digits.enumerate() {
            let slot = &mut words[(len - 1 - at) / DIGITS];
            *slot = *slot * 10 + u64::from(byte - b'0');
        }
        Ok(words)
    }
}

fn without_zeros(digits: &[u8]) -> &[u8] {
    let zeros = digits.iter().take_while(|&&b| b == b'0').count();
    &digits[zeros..]
}

fn parse_exponent(text: &[u8]) -> Option<i128> {
    let (negative, digits) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_digit) {
        return None;
    }
    let value = digits
        .iter()
        .fold(0_i128, |acc, b| (acc * 10 + i128::from(b - b'0')).min(FAR));
    Some(if negative { -value } else { value })
}

/// Appends the digits of a coefficient; one zero for zero.
pub(super) fn push_digits(out: &mut Buf<'_, u8>, words: &[u64]) -> Result<()> {
    let Some((top, rest)) = words.split_last() else {
        return out.push(b'0');
    };
    push_word(out, *top, super::nat::word_digits(*top))?;
    for &word in rest.iter().rev() {
        push_word(out, word, DIGITS)?;
    }
    Ok(())
}

fn push_word(out: &mut Buf<'_, u8>, word: u64, digits: usize) -> Result<()> {
    let mut room = [b'0'; DIGITS];
    for (i, slot) in room[..digits].iter_mut().rev().enumerate() {
        *slot = b'0' + (word / POWERS[i] % 10) as u8;
    }
    out.extend(&room[..digits])
}

/// How text shows exponents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// With an exponent when it is positive or the number is small.
    Scientific,
    /// The same with exponents that three divides.
    Engineering,
    /// Always with an exponent; a zero has its point so many digits behind the first.
    Exponent(Option<i64>),
    /// Never.
    Fixed,
}

/// Appends the text of a number, sign included.
pub(super) fn push(out: &mut Buf<'_, u8>, x: Num<'_>, shape: Shape, capitals: bool) -> Result<()> {
    if x.negative {
        out.push(b'-')?;
    }
    match x.kind {
        Kind::Infinite => return out.extend(b"Infinity"),
        Kind::Quiet => out.extend(b"NaN")?,
        Kind::Signaling => out.extend(b"sNaN")?,
        Kind::Finite => return push_finite(out, x, shape, capitals),
    }
    match x.words.is_empty() {
        true => Ok(()),
        false => push_digits(out, x.words),
    }
}

fn push_finite(out: &mut Buf<'_, u8>, x: Num<'_>, shape: Shape, capitals: bool) -> Result<()> {
    let digits = x.digits();
    // Where the point stands, counted from the first digit.
    let place = match shape {
        Shape::Fixed => x.exp + digits,
        Shape::Exponent(Some(zero)) => zero,
        Shape::Exponent(None) => 1,
        _ if x.exp <= 0 && x.exp + digits > -6 => x.exp + digits,
        // Zeros show as 0, 0.0 or 0.00.
        Shape::Engineering if x.words.is_empty() => match x.exp.rem_euclid(3) {
            0 => 1,
            1 => -1,
            _ => 0,
        },
        Shape::Engineering => (x.exp + digits - 1).rem_euclid(3) + 1,
        Shape::Scientific => 1,
    };
    let start = out.len();
    if place <= 0 {
        out.extend(b"0.")?;
        let zeros = out.len() + place.unsigned_abs() as usize;
        out.resize(zeros, b'0')?;
        push_digits(out, x.words)?;
    } else {
        push_digits(out, x.words)?;
        let end = start + place as usize;
        if place >= digits {
            out.resize(end, b'0')?;
        } else {
            out.push(b'0')?;
            let len = out.len();
            out.copy_within(end..len - 1, end + 1);
            out[end] = b'.';
        }
    }
    let exponent = x.exp + digits - place;
    if exponent != 0 || matches!(shape, Shape::Exponent(_)) {
        use std::fmt::Write;
        let mark = if capitals { 'E' } else { 'e' };
        if write!(out, "{mark}{exponent:+}").is_err() {
            return Err(object::Raised);
        }
    }
    Ok(())
}
