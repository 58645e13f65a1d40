//! `int` from text: prefixes, underscores, white space, any base, 3.13's limit on decimal digits and its messages.

use super::layout::{Fresh, SHIFT};
use super::{Int, big, magnitude, unicode};
use crate::str::Str;
use num_bigint::BigUint;
use object::{Buf, Object, Raised, Ref, Result, Thread};

/// Digits up to which the limit is never asked, as 3.13's threshold.
const LIMIT_THRESHOLD: usize = 640;
/// Decimal digits from which the library converts.
const LIBRARY_DIGITS: usize = 500;

/// `int(text, base)`: full syntax with underscores, prefixes, white space, ValueError text.
pub fn parse(thread: &Thread, text: &Str, base: u32) -> Result<Ref> {
    let parsed = match text.as_ascii() {
        Some(ascii) => parse_ascii(thread, ascii.as_bytes(), base)?,
        None => parse_ascii(thread, &unicode::to_ascii(thread, text)?, base)?,
    };
    match parsed {
        Some(int) => Ok(int),
        None => Err(invalid(thread, text.as_object(), base)),
    }
}

/// `int(bytes, base)`; `shown` is the object that a message shows.
pub fn parse_bytes(thread: &Thread, bytes: &[u8], shown: &Object, base: u32) -> Result<Ref> {
    match parse_ascii(thread, bytes, base)? {
        Some(int) => Ok(int),
        None => Err(invalid(thread, shown, base)),
    }
}

#[cold]
fn invalid(thread: &Thread, shown: &Object, base: u32) -> Raised {
    // 3.13 raises it for the digits first, and again with the text that it shows. Both show a text.
    collector::collect_if_due(thread);
    let args = thread.heap().may_hold_call(1, 0);
    drop(thread.heap().may_hold_objects::<1>());
    drop(args);
    let text = match crate::repr(thread, shown) {
        Ok(text) => text,
        Err(raised) => return raised,
    };
    // The message shows at most 200 characters of the repr.
    let shown = if text.len() <= 200 {
        Ok(text)
    } else {
        let mut cut = crate::str::Builder::new(thread);
        cut.push_range(&text, 0, 200).and_then(|()| cut.finish())
    };
    match shown {
        Ok(shown) => thread.value_error(format_args!(
            "invalid literal for int() with base {base}: {shown}"
        )),
        Err(raised) => raised,
    }
}

fn digit_value(byte: u8) -> u32 {
    (byte as char).to_digit(36).unwrap_or(99)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t'..=b'\r')
}

/// White space removed at both ends, as C's `isspace` sees it.
pub(crate) fn trim(mut text: &[u8]) -> &[u8] {
    while let [first, rest @ ..] = text
        && is_space(*first)
    {
        text = rest;
    }
    while let [rest @ .., last] = text
        && is_space(*last)
    {
        text = rest;
    }
    text
}

/// The int, or `None` when the text isn't one.
fn parse_ascii(thread: &Thread, text: &[u8], base: u32) -> Result<Option<Ref>> {
    let text = trim(text);
    let (negative, text) = match text {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        _ => (false, text),
    };
    let (base, text, only_zero) = strip_prefix(text, base);
    // Where somebody watches, an int is made as 3.13 makes it, also for a value that is shared.
    if !thread.heap().is_watched()
        && let Some(small) = parse_short(text, base)
    {
        if only_zero && small != 0 {
            return Ok(None);
        }
        return Int::new(thread, if negative { -small } else { small }).map(Some);
    }
    let Some(count) = count_digits(thread, text, base)? else {
        return Ok(None);
    };
    if only_zero && text.iter().any(|&byte| !matches!(byte, b'0' | b'_')) {
        return Ok(None);
    }
    let digits = text.iter().filter(|&&byte| byte != b'_');
    let digits = digits.map(|&byte| digit_value(byte) as u8);
    if base.is_power_of_two() {
        let step = base.trailing_zeros();
        return from_bits(thread, negative, digits.rev(), count, step).map(Some);
    }
    from_digits(thread, negative, digits, count, base).map(Some)
}

/// The base that counts, the text behind a prefix, and whether only zeros are allowed (base 0 and a leading zero).
fn strip_prefix(text: &[u8], base: u32) -> (u32, &[u8], bool) {
    let letter = match text {
        [b'0', letter, ..] => letter.to_ascii_lowercase(),
        _ => 0,
    };
    let prefixed = match letter {
        b'x' => 16,
        b'o' => 8,
        b'b' => 2,
        _ => 0,
    };
    if prefixed != 0 && (base == prefixed || base == 0) {
        let rest = &text[2..];
        let rest = match rest {
            [b'_', after @ ..] => after,
            _ => rest,
        };
        return (prefixed, rest, false);
    }
    if base == 0 {
        return (10, text, text.first() == Some(&b'0'));
    }
    (base, text, false)
}

/// Short texts of plain digits.
fn parse_short(text: &[u8], base: u32) -> Option<isize> {
    if text.is_empty() || text.len() > 12 {
        return None;
    }
    // 36^12 fits a word.
    text.iter().try_fold(0, |value, &byte| {
        let digit = digit_value(byte);
        (digit < base).then(|| value * base as isize + digit as isize)
    })
}

/// How many digits there are, underscores between them aside; `None` for bad syntax; raises when there are too many.
fn count_digits(thread: &Thread, text: &[u8], base: u32) -> Result<Option<usize>> {
    let mut count = 0;
    let mut underscore = true;
    let mut end = 0;
    // What isn't a number at all is told before its length.
    for &byte in text {
        if byte == b'_' {
            if underscore {
                return Ok(None);
            }
            underscore = true;
        } else if digit_value(byte) < base {
            count += 1;
            underscore = false;
        } else {
            break;
        }
        end += 1;
    }
    if underscore || end != text.len() {
        return Ok(None);
    }
    let limit = crate::state(thread).int_max_str_digits.get();
    if !base.is_power_of_two() && count > LIMIT_THRESHOLD && limit > 0 && count > limit {
        return Err(thread.value_error(format_args!(
            "Exceeds the limit ({limit} digits) for integer string conversion: value has {count} digits; \
             use sys.set_int_max_str_digits() to increase the limit"
        )));
    }
    Ok(Some(count))
}

/// So many digits of `step` bits each, least significant first.
fn from_bits(
    thread: &Thread,
    negative: bool,
    mut source: impl Iterator<Item = u8>,
    count: usize,
    step: u32,
) -> Result<Ref> {
    let bits = count as u64 * step as u64;
    let mut fresh = Fresh::new(thread, bits.div_ceil(SHIFT as u64) as usize)?;
    let (mut pool, mut pooled) = (0u64, 0);
    for slot in fresh.digits() {
        while pooled < SHIFT {
            let Some(digit) = source.next() else { break };
            pool |= u64::from(digit) << pooled;
            pooled += step;
        }
        *slot = pool as u32 & super::MASK;
        pool >>= SHIFT;
        pooled = pooled.saturating_sub(SHIFT);
    }
    Ok(fresh.finish(thread, negative))
}

/// So many digits of a base that is no power of two, most significant first.
fn from_digits(
    thread: &Thread,
    negative: bool,
    mut digits: impl Iterator<Item = u8>,
    count: usize,
    base: u32,
) -> Result<Ref> {
    if count > LIBRARY_DIGITS {
        // A digit takes less than six bits.
        let _charge = big::Charge::digits(thread, count / 5, 6)?;
        let mut room = Buf::with_capacity(thread.heap(), count)?;
        digits.try_for_each(|digit| room.push(digit))?;
        let value = BigUint::from_radix_be(&room, base).unwrap_or_default();
        return big::to_int(thread, negative, &value);
    }
    let each = f64::from(base).log2() / f64::from(SHIFT);
    let mut value = Fresh::new(thread, (count as f64 * each) as usize + 1)?;
    let room = value.digits();
    let mut used = 0;
    // As many digits at a time as fit one step.
    let step = (1..7)
        .take_while(|&n| base.pow(n) <= super::MASK)
        .last()
        .unwrap_or(1);
    loop {
        let (mut factor, mut part) = (1, 0);
        for digit in digits.by_ref().take(step as usize) {
            factor *= base;
            part = part * base + u32::from(digit);
        }
        if factor == 1 {
            break;
        }
        let carry = magnitude::multiply_small(&mut room[..used], factor, part);
        if carry != 0 {
            room[used] = carry;
            used += 1;
        }
    }
    Ok(value.finish(thread, negative))
}
