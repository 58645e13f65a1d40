//! Text of floats: shortest digits that read back the same, and exact digits correctly rounded.
//!
//! The digits come from the standard library's formatter, whose exact mode rounds ties of the true binary value to even
//! and never guesses. A double has at most 767 significant and 1074 fractional digits; beyond those zeros are added here, so that
//! no precision is too large for the formatter.

use object::{Buf, Result, Thread};
use std::fmt::Write;

const SIGNIFICANT: usize = 780;
const FRACTION: usize = 1090;

/// How a float is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Style {
    /// `e`: one digit, point, `precision` digits, exponent.
    Exponent,
    /// `f`: `precision` digits behind the point.
    Fixed,
    /// `g`: `precision` significant digits, trailing zeros left out.
    General,
    /// Shortest digits that read back as the same value.
    Repr,
}

/// What may be added to the digits.
#[derive(Clone, Copy, Default)]
pub struct Extras {
    /// `#`: the point stays, and `g` keeps its zeros.
    pub alternate: bool,
    /// A text without point and exponent gets `.0`.
    pub dot_zero: bool,
}

/// Appends formatted text; the only way that it fails is memory.
fn write(out: &mut Buf<'_, u8>, thread: &Thread, args: std::fmt::Arguments<'_>) -> Result<()> {
    match out.write_fmt(args) {
        Ok(()) => Ok(()),
        Err(_) if thread.is_pending() => Err(object::Raised),
        Err(_) => Err(thread.no_memory()),
    }
}

/// Significant digits without point, and the exponent of the first one.
struct Scientific<'t> {
    digits: Buf<'t, u8>,
    exponent: i32,
}

/// `precision` digits behind the first one, or the shortest text.
fn scientific<'t>(
    thread: &'t Thread,
    value: f64,
    precision: Option<usize>,
) -> Result<Scientific<'t>> {
    let mut text = Buf::with_capacity(thread.heap(), 32)?;
    match precision {
        Some(precision) => {
            let exact = precision.min(SIGNIFICANT);
            write(&mut text, thread, format_args!("{value:.exact$e}"))?;
        }
        None => write(&mut text, thread, format_args!("{value:e}"))?,
    }
    let at = text.iter().position(|&b| b == b'e').unwrap_or(text.len());
    let exponent = crate::int::text::ascii(text.get(at + 1..).unwrap_or_default())
        .parse()
        .unwrap_or(0);
    let mut digits = Buf::with_capacity(thread.heap(), at)?;
    for &byte in text[..at].iter().filter(|&&b| b != b'.') {
        digits.push(byte)?;
    }
    match precision {
        Some(precision) => digits.resize(precision.saturating_add(1).max(digits.len()), b'0')?,
        None if is_tie(value, digits.len() as i64 - exponent as i64) => {
            return scientific(thread, value, Some(digits.len() - 1));
        }
        None => {}
    }
    Ok(Scientific { digits, exponent })
}

/// The shortest text that reads back as a value, without memory of the heap.
pub struct Shortest {
    bytes: [u8; 32],
    len: usize,
}

impl Write for Shortest {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        let room = self.bytes.get_mut(self.len..self.len + text.len());
        room.ok_or(std::fmt::Error)?
            .copy_from_slice(text.as_bytes());
        self.len += text.len();
        Ok(())
    }
}

impl Shortest {
    /// As `repr` shows it; `None` where that takes more thought.
    pub fn of(value: f64) -> Option<Shortest> {
        let empty = || Shortest {
            bytes: [0; 32],
            len: 0,
        };
        if !value.is_finite() {
            return None;
        }
        let mut text = empty();
        write!(text, "{:e}", value.abs()).ok()?;
        let at = text.bytes().iter().position(|&byte| byte == b'e')?;
        let exponent = crate::int::text::ascii(&text.bytes()[at + 1..])
            .parse::<i32>()
            .ok()?;
        let mut digits = empty();
        let digit = text.bytes()[..at].iter().filter(|&&byte| byte != b'.');
        digit.for_each(|&digit| digits.push(digit));
        if is_tie(value, digits.len as i64 - i64::from(exponent)) {
            return None;
        }
        let mut out = empty();
        if value.is_sign_negative() {
            out.push(b'-');
        }
        out.place(digits.bytes(), exponent);
        Some(out)
    }

    fn push(&mut self, byte: u8) {
        if let Some(place) = self.bytes.get_mut(self.len) {
            *place = byte;
            self.len += 1;
        }
    }

    fn push_all(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|&byte| self.push(byte));
    }

    /// Appends digits, of which the first has this exponent: 25 characters at most.
    fn place(&mut self, digits: &[u8], exponent: i32) {
        let (whole, rest) = match exponent {
            0..16 => digits.split_at(digits.len().min(exponent as usize + 1)),
            -4..0 => (&b"0"[..], digits),
            _ => digits.split_at(1),
        };
        self.push_all(whole);
        if (0..16).contains(&exponent) {
            (whole.len()..exponent as usize + 1).for_each(|_| self.push(b'0'));
        }
        if (-4..16).contains(&exponent) {
            self.push(b'.');
            (exponent..-1).for_each(|_| self.push(b'0'));
            return self.push_all(if rest.is_empty() { b"0" } else { rest });
        }
        if !rest.is_empty() {
            self.push(b'.');
            self.push_all(rest);
        }
        let sign = if exponent < 0 { '-' } else { '+' };
        // There is room: see above.
        let _ = write!(self, "e{sign}{:02}", exponent.unsigned_abs());
    }

    /// The text.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes[..self.len]
    }
}

/// Whether the shortest text stands half-way between its neighbours: 3.13 takes the even one, the formatter the upper one.
/// A value with `n` binary places has exactly `n` decimal places, the last of them a 5; `places` is one more than were kept.
fn is_tie(value: f64, places: i64) -> bool {
    let (mantissa, exponent) = crate::int::convert::decompose(value.abs());
    value.is_finite() && places > 0 && -(exponent + mantissa.trailing_zeros() as i64) == places
}

fn push_exponent(
    out: &mut Buf<'_, u8>,
    thread: &Thread,
    digits: &[u8],
    exponent: i32,
    point: bool,
) -> Result<()> {
    out.push(digits.first().copied().unwrap_or(b'0'))?;
    if digits.len() > 1 || point {
        out.push(b'.')?;
        out.extend(digits.get(1..).unwrap_or_default())?;
    }
    let sign = if exponent < 0 { '-' } else { '+' };
    write(
        out,
        thread,
        format_args!("e{sign}{:02}", exponent.unsigned_abs()),
    )
}

/// Digits with the point behind the digit of weight one.
fn push_placed(out: &mut Buf<'_, u8>, digits: &[u8], exponent: i32, extras: Extras) -> Result<()> {
    if exponent < 0 {
        out.extend(b"0.")?;
        out.resize(out.len() + exponent.unsigned_abs() as usize - 1, b'0')?;
        return out.extend(digits);
    }
    let whole = exponent as usize + 1;
    if digits.len() > whole {
        out.extend(&digits[..whole])?;
        out.push(b'.')?;
        return out.extend(&digits[whole..]);
    }
    out.extend(digits)?;
    out.resize(out.len() + whole - digits.len(), b'0')?;
    match (extras.dot_zero, extras.alternate) {
        (true, _) => out.extend(b".0"),
        (false, true) => out.push(b'.'),
        (false, false) => Ok(()),
    }
}

fn trim_zeros(digits: &[u8]) -> &[u8] {
    let kept = digits.iter().rposition(|&b| b != b'0').map_or(1, |n| n + 1);
    &digits[..kept.min(digits.len())]
}

/// Appends the text of a float's magnitude: `value` is finite and not negative.
pub fn write_magnitude(
    out: &mut Buf<'_, u8>,
    thread: &Thread,
    value: f64,
    style: Style,
    precision: usize,
    extras: Extras,
) -> Result<()> {
    match style {
        Style::Exponent => {
            let it = scientific(thread, value, Some(precision))?;
            push_exponent(out, thread, &it.digits, it.exponent, extras.alternate)
        }
        Style::Fixed => {
            if !super::fixed::write(out, value, precision)? {
                let exact = precision.min(FRACTION);
                write(out, thread, format_args!("{value:.exact$}"))?;
                out.resize(out.len() + (precision - exact), b'0')?;
            }
            if precision == 0 && extras.alternate {
                out.push(b'.')
            } else {
                Ok(())
            }
        }
        Style::General => {
            let precision = precision.max(1);
            let it = scientific(thread, value, Some(precision - 1))?;
            let digits = if extras.alternate {
                &*it.digits
            } else {
                trim_zeros(&it.digits)
            };
            // With `.0` to be added, one digit less fits in front of the point.
            let most = precision as i64 - i64::from(extras.dot_zero);
            if it.exponent < -4 || i64::from(it.exponent) >= most {
                return push_exponent(out, thread, digits, it.exponent, extras.alternate);
            }
            push_placed(out, digits, it.exponent, extras)
        }
        Style::Repr => {
            let it = scientific(thread, value, None)?;
            if !(-4..16).contains(&it.exponent) {
                return push_exponent(out, thread, &it.digits, it.exponent, extras.alternate);
            }
            push_placed(out, &it.digits, it.exponent, extras)
        }
    }
}

/// Appends the text of any float without its sign, `inf` and `nan` included.
pub fn write_unsigned(
    out: &mut Buf<'_, u8>,
    thread: &Thread,
    value: f64,
    style: Style,
    precision: usize,
    extras: Extras,
) -> Result<()> {
    if value.is_nan() {
        return out.extend(b"nan");
    }
    if value.is_infinite() {
        return out.extend(b"inf");
    }
    write_magnitude(out, thread, value.abs(), style, precision, extras)
}
