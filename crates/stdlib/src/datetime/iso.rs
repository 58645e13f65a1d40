//! Reading ISO 8601 texts, with the leniency of 3.13's reader: it says where a text ends, not how it must end.
//!
//! A date is `YYYY-MM-DD`, `YYYYMMDD`, or a week's date with `W`; a time is hours and as much more as there is, with colons or
//! without; a zone is `Z` or a signed time. Digits are ASCII's. What is not here: the checks whether a date or time exists.

use super::args::check_day;
use super::calendar::{Clock, Day, from_iso};
use super::kinds::utc;
use super::layout::Span;
use super::{kinds, timezone};
use object::{Object, Raised, Ref, Result, Thread};
use types::Str;

/// What can't be read.
pub struct Unreadable;

type Read<T> = std::result::Result<T, Unreadable>;

/// A text with an end that may lie before its own. Behind it there is a zero, as in C; what isn't ASCII is one letter, no digit.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    text: &'a Str,
    from: usize,
    end: usize,
}

const OTHER: u8 = 0xff;

impl<'a> Text<'a> {
    /// All of a text.
    pub fn of(text: &'a Str) -> Text<'a> {
        Text {
            text,
            from: 0,
            end: text.len(),
        }
    }

    pub fn len(&self) -> usize {
        self.end - self.from
    }

    /// The rest from a place on.
    pub fn after(self, at: usize) -> Text<'a> {
        Text {
            from: (self.from + at).min(self.end),
            ..self
        }
    }

    /// The part up to a place.
    pub fn until(self, at: usize) -> Text<'a> {
        Text {
            end: self.from + at,
            ..self
        }
    }

    /// The letter at a place; it may stand behind this part of the text.
    fn at(&self, index: usize) -> u8 {
        let index = self.from + index;
        match index < self.text.len() {
            true => u8::try_from(self.text.char_at(index)).map_or(OTHER, |byte| match byte {
                0..0x80 => byte,
                _ => OTHER,
            }),
            false => 0,
        }
    }

    fn digit(&self, index: usize) -> Option<i64> {
        let byte = self.at(index);
        byte.is_ascii_digit().then(|| i64::from(byte - b'0'))
    }

    /// The number of so many digits; moves behind it.
    fn number(&self, at: &mut usize, digits: usize) -> Read<i64> {
        let mut value = 0;
        for _ in 0..digits {
            value = value * 10 + self.digit(*at).ok_or(Unreadable)?;
            *at += 1;
        }
        Ok(value)
    }

    /// Whether a letter that no encoding has stands anywhere but at one place.
    pub fn has_surrogate_except(&self, place: usize) -> bool {
        (self.from..self.end)
            .filter(|&at| at != place)
            .any(|at| types::str::is_surrogate(self.text.char_at(at)))
    }
}

/// A day as it was read: it may lie just beyond the years. What stands behind it isn't looked at.
pub fn date(text: Text<'_>) -> Read<Day> {
    let mut at = 0;
    let year = text.number(&mut at, 4)?;
    let separated = text.at(at) == b'-';
    at += usize::from(separated);
    if text.at(at) == b'W' {
        return week_date(text, year, at + 1, separated);
    }
    let month = text.number(&mut at, 2)?;
    if separated {
        if text.at(at) != b'-' {
            return Err(Unreadable);
        }
        at += 1;
    }
    let day = text.number(&mut at, 2)?;
    Ok(Day::new(year, month, day))
}

fn week_date(text: Text<'_>, year: i64, mut at: usize, separated: bool) -> Read<Day> {
    let week = text.number(&mut at, 2)?;
    let mut weekday = 1;
    if at < text.len() {
        if separated {
            if text.at(at) != b'-' {
                return Err(Unreadable);
            }
            at += 1;
        }
        weekday = text.number(&mut at, 1)?;
    }
    match from_iso(year, week, weekday) {
        Ok(ordinal) => Ok(Day::of_ordinal(ordinal)),
        Err(_) => Err(Unreadable),
    }
}

/// Where the date ends in the text of a date and a time.
pub fn separator(text: Text<'_>) -> usize {
    let length = text.len();
    match (length, text.at(4), text.at(5)) {
        (7, ..) => 7,
        (_, b'-', b'W') if length > 8 && text.at(8) == b'-' => {
            // A weekday or a separator: two digits after it make it a separator.
            match length > 10 && text.digit(10).is_some() {
                true => 8,
                false => 10,
            }
        }
        (_, b'-', b'W') => 8,
        (_, b'-', _) => 10,
        (_, b'W', _) => {
            let digits = (7..length).take_while(|&at| text.digit(at).is_some());
            match 7 + digits.count() {
                few @ ..9 => few,
                even if even % 2 == 0 => 7,
                _ => 8,
            }
        }
        _ => 8,
    }
}

/// A time of day, and the offset of its zone if there is one.
pub fn time(text: Text<'_>) -> Read<(Clock, Option<Offset>)> {
    let zone = (0..text.len()).find(|&at| matches!(text.at(at), b'+' | b'-' | b'Z'));
    let (clock, more) = clock(text.until(zone.unwrap_or(text.len())))?;
    let Some(zone) = zone else {
        return if more {
            Err(Unreadable)
        } else {
            Ok((clock, None))
        };
    };
    let rest = text.after(zone + 1);
    if text.at(zone) == b'Z' {
        return match rest.at(0) {
            0 => Ok((clock, Some(Offset::default()))),
            _ => Err(Unreadable),
        };
    }
    let sign = if text.at(zone) == b'-' { -1 } else { 1 };
    match self::clock(rest)? {
        (offset, false) => {
            let offset = Offset {
                seconds: sign * offset.seconds(),
                micros: sign * offset.micro,
            };
            Ok((clock, Some(offset)))
        }
        (_, true) => Err(Unreadable),
    }
}

/// How far local time is ahead of universal time.
#[derive(Clone, Copy, Default)]
pub struct Offset {
    seconds: i64,
    micros: i64,
}

/// Hours and as much more as there is; whether anything follows.
fn clock(text: Text<'_>) -> Read<(Clock, bool)> {
    let mut parts = [0; 3];
    let mut at = 0;
    let mut colons = true;
    for (index, part) in parts.iter_mut().enumerate() {
        *part = text.number(&mut at, 2)?;
        let next = text.at(at);
        at += 1;
        if index == 0 {
            colons = next == b':';
        }
        if at >= text.len() {
            if next == OTHER {
                return Err(Unreadable);
            }
            return Ok((clock_of(parts, 0), next != 0));
        }
        match next {
            b':' if colons => {}
            b'.' | b',' => break,
            _ if !colons => at -= 1,
            _ => return Err(Unreadable),
        }
    }
    let digits = (text.len() - at).min(6);
    let fraction = text.number(&mut at, digits)?;
    let micro = fraction * 10_i64.pow(6 - digits as u32);
    while text.digit(at).is_some() {
        at += 1;
    }
    Ok((clock_of(parts, micro), text.at(at) != 0))
}

fn clock_of([hour, minute, second]: [i64; 3], micro: i64) -> Clock {
    Clock {
        hour,
        minute,
        second,
        micro,
    }
}

/// The zone of an offset that was read.
pub fn zone(thread: &Thread, offset: Option<Offset>) -> Result<Option<Ref>> {
    match offset {
        None => Ok(None),
        Some(offset) if offset.seconds == 0 => Ok(Some(utc(thread)?)),
        Some(offset) => {
            let total = i128::from(offset.seconds) * 1_000_000 + i128::from(offset.micros);
            let delta = kinds::duration(thread, Span::of_total(total))?;
            Ok(Some(timezone::of_offset(thread, &delta, None)?))
        }
    }
}

/// The text to read, or `TypeError`.
pub fn argument<'a>(thread: &Thread, value: &'a Object) -> Result<&'a Str> {
    value
        .downcast::<Str>()
        .ok_or_else(|| thread.type_error(format_args!("fromisoformat: argument must be str")))
}

/// The error for a text that can't be read.
#[cold]
pub fn invalid(thread: &Thread, text: &Object) -> Raised {
    match types::repr(thread, text) {
        Ok(shown) => thread.value_error(format_args!("Invalid isoformat string: {}", &*shown)),
        Err(raised) => raised,
    }
}

/// `date.fromisoformat`'s reading.
pub fn whole_date(thread: &Thread, text: &Str) -> Result<Day> {
    let read = match text.len() {
        7 | 8 | 10 => date(Text::of(text)),
        _ => Err(Unreadable),
    };
    match read {
        Ok(day) => check_day(thread, day),
        Err(Unreadable) => Err(invalid(thread, text.as_object())),
    }
}
