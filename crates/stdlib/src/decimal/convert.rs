//! Values of other types as numbers, and numbers as values of other types.

use super::big;
use super::context::Context;
use super::instance::Decimal;
use super::nat::{self, BASE, DIGITS, POWERS};
use super::number::condition::*;
use super::number::{Cx, Kind, Num, Number, Rounding};
use super::text::{self, Shape};
use super::words::Words;
use object::{Buf, Builtin, Heap, Object, Raised, Ref, Result, Thread};
use types::{Float, Int, List, Str, Tuple, protocol};

/// An operand: a Decimal's number, or one made of an int.
pub(super) enum Operand<'a, 't> {
    Seen(&'a Decimal),
    Made(Number<'t>),
}

impl Operand<'_, '_> {
    pub fn num(&self) -> Num<'_> {
        match self {
            Operand::Seen(decimal) => decimal.num(),
            Operand::Made(number) => number.num(),
        }
    }
}

/// An operand of an operator; `None` for types that don't mix.
#[inline]
pub(super) fn operand<'a, 't>(
    thread: &'t Thread,
    value: &'a Object,
) -> Result<Option<Operand<'a, 't>>> {
    if let Some(decimal) = value.downcast::<Decimal>() {
        return Ok(Some(Operand::Seen(decimal)));
    }
    match value.downcast::<Int>() {
        Some(int) => Ok(Some(Operand::Made(from_int(thread, int)?))),
        None => Ok(None),
    }
}

/// An argument of a method; `TypeError` for types that don't mix.
pub(super) fn argument<'a, 't>(thread: &'t Thread, value: &'a Object) -> Result<Operand<'a, 't>> {
    match operand(thread, value)? {
        Some(operand) => Ok(operand),
        None => Err(unsupported(thread, value)),
    }
}

#[cold]
fn unsupported(thread: &Thread, value: &Object) -> Raised {
    thread.type_error(format_args!(
        "conversion from {} to Decimal is not supported",
        value.ty().name()
    ))
}

/// The number of an int.
pub(super) fn from_int<'t>(thread: &'t Thread, int: &Int) -> Result<Number<'t>> {
    let heap = thread.heap();
    let negative = int.is_negative();
    if let Some(value) = int.as_isize() {
        return Ok(Number::small(
            heap,
            negative,
            value.unsigned_abs() as u128,
            0,
        ));
    }
    let digits = int.digits();
    // 3.13's estimate: it decides when the coefficient stands outside.
    let room =
        (digits.len() as f64 * (30.0 * std::f64::consts::LOG10_2 / DIGITS as f64)) as usize + 1;
    let mut words = Words::zeros(heap, room)?;
    let mut used = 0;
    // Two digits of 30 bits at a time.
    let odd = digits.len() % 2;
    if odd == 1 {
        words[0] = u64::from(digits[digits.len() - 1]);
        used = 1;
    }
    for pair in digits[..digits.len() - odd].chunks_exact(2).rev() {
        let plus = u64::from(pair[1]) << 30 | u64::from(pair[0]);
        let carry = nat::multiply_small(&mut words[..used], 1 << 60, plus);
        if carry != 0 {
            words[used] = carry;
            used += 1;
        }
    }
    words.trim();
    Ok(Number::finite(negative, words, 0))
}

/// The number of a float, exactly.
pub(super) fn from_float<'t>(heap: &'t Heap, value: f64) -> Result<Number<'t>> {
    let negative = value.is_sign_negative();
    if value.is_nan() {
        return Ok(Number::special(heap, Kind::Quiet, negative));
    }
    if value.is_infinite() {
        return Ok(Number::special(heap, Kind::Infinite, negative));
    }
    if value == 0.0 {
        return Ok(Number::small(heap, negative, 0, 0));
    }
    let (mantissa, exponent) = types::int::convert::decompose(value.abs());
    let spare = mantissa.trailing_zeros();
    let (mantissa, exponent) = (mantissa >> spare, exponent + i64::from(spare));
    let (base, exp) = if exponent < 0 { (5, exponent) } else { (2, 0) };
    let mut factor = Words::of(heap, &[1])?;
    for _ in 0..exponent.unsigned_abs() {
        let carry = nat::multiply_small(&mut factor, base, 0);
        if carry != 0 {
            factor.push(carry)?;
        }
    }
    let words = big::multiply(heap, &factor, &[mantissa])?;
    Ok(Number::finite(negative, words, exp))
}

/// A finite value exactly as it is given, or a NaN: what `Decimal(...)` makes of values other than Decimals.
pub(super) fn exact<'t>(
    thread: &'t Thread,
    cx: &Cx<'t>,
    value: &Object,
    context: &Context,
) -> Result<Number<'t>> {
    if let Some(text) = value.downcast::<Str>() {
        let ascii = text::ascii(thread, text, true)?;
        let number = cx.parse(&ascii)?;
        return settle_exact(thread, cx, number, context);
    }
    if let Some(int) = value.downcast::<Int>() {
        return from_int(thread, int);
    }
    if value.downcast::<Tuple>().is_some() || value.downcast::<List>().is_some() {
        let text = tuple_text(thread, value)?;
        let number = cx.parse(&text)?;
        return settle_exact(thread, cx, number, context);
    }
    if let Some(float) = value.downcast::<Float>() {
        context.note(thread, FLOAT_OPERATION)?;
        return from_float(thread.heap(), float.value());
    }
    Err(unsupported(thread, value))
}

fn settle_exact<'t>(
    thread: &Thread,
    cx: &Cx<'t>,
    number: Number<'t>,
    context: &Context,
) -> Result<Number<'t>> {
    let mut number = number;
    if cx.status.get() & (INEXACT | ROUNDED | CLAMPED) != 0 {
        number = cx.invalid(INVALID_OPERATION);
    }
    context.note(thread, cx.status.get() & ERRORS)?;
    Ok(number)
}

/// A value as `Context.create_decimal` takes it: rounded, text without spaces and underscores.
pub(super) fn rounded<'t>(
    thread: &'t Thread,
    cx: &Cx<'t>,
    value: &Object,
    context: &Context,
) -> Result<Number<'t>> {
    if let Some(text) = value.downcast::<Str>() {
        return cx.parse(&text::ascii(thread, text, false)?);
    }
    if let Some(decimal) = value.downcast::<Decimal>() {
        let num = decimal.num();
        let room = cx.prec - i64::from(cx.clamp);
        if num.is_nan() && nat::digits(num.words) as i64 > room {
            return Ok(cx.invalid(CONVERSION_SYNTAX));
        }
        return cx.finish_copy(num);
    }
    if value.downcast::<Tuple>().is_some() || value.downcast::<List>().is_some() {
        let text = tuple_text(thread, value)?;
        return cx.parse(&text);
    }
    let wide = Cx::widest(thread.heap());
    let number = exact(thread, &wide, value, context)?;
    cx.finish(number)
}

/// The text that a tuple of sign, digits and exponent stands for.
fn tuple_text<'t>(thread: &'t Thread, value: &Object) -> Result<Buf<'t, u8>> {
    let parts = protocol::to_tuple(thread, value)?;
    let refuse = |text: &str| Err(thread.value_error(format_args!("{text}")));
    let [sign, digits, exponent] = parts.items() else {
        return refuse("argument must be a sequence of length 3");
    };
    let sign = match sign.downcast::<Int>().and_then(Int::as_isize) {
        Some(sign @ (0 | 1)) => sign,
        _ => return refuse("sign must be an integer with the value 0 or 1"),
    };
    let mut out = Buf::new(thread.heap());
    if sign == 1 {
        out.push(b'-')?;
    }
    let mut exp = 0;
    let mut infinite = false;
    let special = exponent.downcast::<Str>();
    if let Some(text) = special {
        match text.as_ascii() {
            Some("F") => {
                out.extend(b"Inf")?;
                infinite = true;
            }
            Some("n") => out.extend(b"NaN")?,
            Some("N") => out.extend(b"sNaN")?,
            _ => return refuse("string argument in the third position must be 'F', 'n' or 'N'"),
        }
    } else {
        if exponent.downcast::<Int>().is_none() {
            return refuse("exponent must be an integer");
        }
        exp = protocol::as_isize(thread, exponent, Builtin::OverflowError)?;
    }
    push_tuple_digits(thread, &mut out, digits, infinite, special.is_none())?;
    if special.is_none() {
        use std::fmt::Write;
        if write!(out, "E{exp}").is_err() {
            return Err(Raised);
        }
    }
    Ok(out)
}

fn push_tuple_digits(
    thread: &Thread,
    out: &mut Buf<'_, u8>,
    digits: &Object,
    infinite: bool,
    finite: bool,
) -> Result<()> {
    let refuse = || Err(thread.value_error(format_args!("coefficient must be a tuple of digits")));
    if digits.downcast::<Tuple>().is_none() && digits.downcast::<List>().is_none() {
        return refuse();
    }
    let digits = protocol::to_tuple(thread, digits)?;
    for digit in digits.items() {
        match digit.downcast::<Int>().and_then(Int::as_isize) {
            Some(digit @ 0..=9) => {
                // The digits of an infinity are looked at and dropped.
                if !infinite {
                    out.push(b'0' + digit as u8)?;
                }
            }
            _ => return refuse(),
        }
    }
    if digits.is_empty() && finite {
        out.push(b'0')?;
    }
    Ok(())
}

/// The int of a whole number's magnitude and sign.
pub(super) fn to_int(thread: &Thread, negative: bool, words: &[u64]) -> Result<Ref> {
    if let &[word] = words
        && let Ok(value) = isize::try_from(word)
    {
        return Int::new(thread, if negative { -value } else { value });
    }
    let mut digits = Buf::<u32>::with_capacity(thread.heap(), words.len() * 2 + 2)?;
    // Horner's scheme on digits of 64 bits, kept as two of 32.
    let mut wide = Buf::<u64>::with_capacity(thread.heap(), words.len() + 1)?;
    for &word in words.iter().rev() {
        let mut carry = word;
        for digit in wide.iter_mut() {
            let product = u128::from(*digit) * u128::from(BASE) + u128::from(carry);
            (*digit, carry) = (product as u64, (product >> 64) as u64);
        }
        if carry != 0 {
            wide.push(carry)?;
        }
    }
    for &digit in wide.iter() {
        digits.push(digit as u32)?;
        digits.push((digit >> 32) as u32)?;
    }
    Int::from_u32_digits(thread, negative, &digits)
}

/// The int that a finite number rounds to.
pub(super) fn round_to_int(thread: &Thread, x: Num<'_>, rounding: Rounding) -> Result<Ref> {
    match x.kind {
        Kind::Finite => {}
        Kind::Infinite => {
            let text = format_args!("cannot convert Infinity to integer");
            return Err(thread.raise(Builtin::OverflowError, text));
        }
        _ => return Err(thread.value_error(format_args!("cannot convert NaN to integer"))),
    }
    let mut cx = Cx::widest(thread.heap());
    cx.rounding = rounding;
    let mut whole = cx.to_integral(x, false)?;
    whole.append_zeros(whole.exp)?;
    to_int(thread, x.negative, &whole.words)
}

/// The nearest float.
pub(super) fn to_float(thread: &Thread, x: Num<'_>) -> Result<f64> {
    match x.kind {
        Kind::Signaling => {
            return Err(thread.value_error(format_args!("cannot convert signaling NaN to float")));
        }
        Kind::Quiet => return Ok(if x.negative { -f64::NAN } else { f64::NAN }),
        Kind::Infinite => {
            return Ok(if x.negative {
                f64::NEG_INFINITY
            } else {
                f64::INFINITY
            });
        }
        Kind::Finite => {}
    }
    let mut out = Buf::new(thread.heap());
    text::push(&mut out, x, Shape::Scientific, false)?;
    let text = std::str::from_utf8(&out).unwrap_or("");
    Ok(text.parse().unwrap_or(f64::NAN))
}

/// The prime that hashes of numbers are taken modulo.
const PRIME: u128 = (1 << 61) - 1;
/// The inverse of ten modulo it.
const TENTH: u128 = 2_075_258_708_292_324_556;

fn power_modulo(base: u128, mut exponent: u64) -> u128 {
    let (mut base, mut result) = (base, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = result * base % PRIME;
        }
        base = base * base % PRIME;
        exponent >>= 1;
    }
    result
}

/// The hash of what isn't a NaN: that of an int, float or fraction with the same value.
pub(super) fn hash(x: Num<'_>) -> isize {
    if x.is_infinite() {
        return if x.negative { -314_159 } else { 314_159 };
    }
    let unit = u128::from(BASE) % PRIME;
    let coefficient = x
        .words
        .iter()
        .rev()
        .fold(0, |acc, &word| (acc * unit + u128::from(word)) % PRIME);
    let scale = power_modulo(if x.exp < 0 { TENTH } else { 10 }, x.exp.unsigned_abs());
    let value = (coefficient * scale % PRIME) as isize;
    match if x.negative { -value } else { value } {
        -1 => -2,
        hash => hash,
    }
}

/// Numerator and denominator in lowest terms.
pub(super) fn ratio(thread: &Thread, x: Num<'_>) -> Result<Ref> {
    match x.kind {
        Kind::Finite => {}
        Kind::Infinite => {
            let text = format_args!("cannot convert Infinity to integer ratio");
            return Err(thread.raise(Builtin::OverflowError, text));
        }
        _ => {
            return Err(thread.value_error(format_args!("cannot convert NaN to integer ratio")));
        }
    }
    let heap = thread.heap();
    let mut number = x.copied(heap)?;
    if x.is_zero() {
        number.exp = 0;
    }
    let zeros = nat::trailing_zeros(&number.words) as i64;
    number.drop_digits(zeros);
    number.exp += zeros;
    if number.exp >= 0 {
        number.append_zeros(number.exp)?;
        let numerator = to_int(thread, x.negative, &number.words)?;
        return Ok(Tuple::from_array(thread, [numerator, Int::new(thread, 1)?])?.into_object());
    }
    // The coefficient doesn't end in a zero, so it may share twos or fives with the power of ten, not both.
    let mut scale = Words::power_of_ten(heap, number.exp.unsigned_abs() as usize)?;
    let low = number.words.first().copied().unwrap_or(0);
    let factor = if low.is_multiple_of(2) { 2 } else { 5 };
    for _ in 0..number.exp.unsigned_abs() {
        let low = number.words.first().copied().unwrap_or(1);
        if !low.is_multiple_of(factor) {
            break;
        }
        nat::divide_small(&mut number.words, factor);
        nat::divide_small(&mut scale, factor);
        number.words.trim();
        scale.trim();
    }
    let numerator = to_int(thread, x.negative, &number.words)?;
    let denominator = to_int(thread, false, &scale)?;
    Ok(Tuple::from_array(thread, [numerator, denominator])?.into_object())
}

/// The digits of a coefficient as a tuple of ints.
pub(super) fn digits_tuple(thread: &Thread, x: Num<'_>) -> Result<Ref> {
    let len = match x.kind {
        Kind::Finite => x.digits() as usize,
        Kind::Infinite => 1,
        _ => nat::digits(x.words),
    };
    let fresh = types::tuple::Unfinished::of(thread, len)?;
    for at in 0..len {
        let place = len - 1 - at;
        let word = x.words.get(place / DIGITS).copied().unwrap_or(0);
        fresh.put(
            at,
            Int::new(thread, (word / POWERS[place % DIGITS] % 10) as isize)?,
        );
    }
    Ok(fresh.finish().into_object())
}
