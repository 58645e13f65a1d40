//! Reading strings: what stands between quotes, its escapes undone.

use super::error;
use object::{Ref, Result, Thread};
use types::Str;
use types::str::{Data, Unit, Writer};

/// The text behind the opening quote, which stands in front of `start`, and the place behind the closing one.
pub(super) fn scan<U: Unit>(
    thread: &Thread,
    document: &Str,
    units: &[U],
    start: usize,
    strict: bool,
) -> Result<(Ref<Str>, usize)> {
    let refuse = |message: &str, place: usize| error(thread, message, document, place as isize);
    // The text that was given may start behind the opening quote.
    let endless = || {
        error(
            thread,
            "Unterminated string starting at",
            document,
            start as isize - 1,
        )
    };
    let mut written = Writer::new(thread);
    let mut from = start;
    loop {
        let stop = from + run(&units[from..], strict);
        let found = units.get(stop).map_or(0, |&unit| unit.into());
        if stop < units.len() && found != QUOTE && found != BACKSLASH {
            return Err(refuse("Invalid control character at", stop));
        }
        if found == QUOTE && written.is_unborn() {
            return Ok((document.substring(thread, from, stop)?, stop + 1));
        }
        if found != QUOTE && found != BACKSLASH {
            return Err(endless());
        }
        if stop > from {
            written.push_range(document, from, stop)?;
        }
        if found == QUOTE {
            return Ok((written.finish()?, stop + 1));
        }
        let Some(&escape) = units.get(stop + 1) else {
            return Err(endless());
        };
        let (point, behind) = match unescape(escape.into()) {
            Escape::Point(point) => (point, stop + 2),
            Escape::Digits => match digits(units, stop + 2) {
                Ok(read) => read,
                Err(place) => return Err(refuse("Invalid \\uXXXX escape", place)),
            },
            Escape::Unknown => return Err(refuse("Invalid \\escape", stop)),
        };
        written.push_point(point)?;
        from = behind;
    }
}

const QUOTE: u32 = b'"' as u32;
const BACKSLASH: u32 = b'\\' as u32;

/// How many units at the front ask for nothing.
fn run<U: Unit>(units: &[U], strict: bool) -> usize {
    let least = if strict { 0x20 } else { 0 };
    let stops = |point: u32| point == QUOTE || point == BACKSLASH || point < least;
    let mut at = 0;
    if let Data::One(bytes) = U::data(units) {
        // Eight bytes at a time, as long as none of them stops.
        let rows = bytes.chunks_exact(8);
        at = 8 * rows
            .take_while(|row| !any_stops(row, u64::from(least)))
            .count();
    }
    let rest = &units[at..];
    at + rest
        .iter()
        .position(|&unit| stops(unit.into()))
        .unwrap_or(rest.len())
}

/// Whether one of eight bytes may be a quote, a backslash or smaller than `least`; never misses one.
#[inline(always)]
fn any_stops(row: &[u8], least: u64) -> bool {
    const ONES: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * ONES;
    let word = row.try_into().map_or(0, u64::from_le_bytes);
    let zero = |word: u64| word.wrapping_sub(ONES) & !word;
    let quotes = zero(word ^ ONES * QUOTE as u64);
    let backslashes = zero(word ^ ONES * BACKSLASH as u64);
    let small = word.wrapping_sub(ONES * least) & !word;
    (quotes | backslashes | small) & HIGH != 0
}

/// What stands behind a backslash.
enum Escape {
    Point(u32),
    /// Four hexadecimal digits follow.
    Digits,
    Unknown,
}

fn unescape(point: u32) -> Escape {
    let Ok(byte) = u8::try_from(point) else {
        return Escape::Unknown;
    };
    Escape::Point(u32::from(match byte {
        b'"' | b'\\' | b'/' => byte,
        b'b' => 8,
        b'f' => 12,
        b'n' => b'\n',
        b'r' => b'\r',
        b't' => b'\t',
        b'u' => return Escape::Digits,
        _ => return Escape::Unknown,
    }))
}

/// The code point that digits at a place name, with those of a second half behind it, and the place behind them; or the place of
/// the escape that has something else.
fn digits<U: Unit>(units: &[U], at: usize) -> Result<(u32, usize), usize> {
    // A character must follow, the closing quote at least.
    if at + 4 >= units.len() {
        return Err(at - 1);
    }
    let first = four(&units[at..at + 4]).ok_or(at - 1)?;
    let next = at + 4;
    let marked = |at: usize| {
        units.get(at).is_some_and(|&unit| unit.into() == BACKSLASH)
            && units
                .get(at + 1)
                .is_some_and(|&unit| unit.into() == u32::from(b'u'))
    };
    if !(0xD800..0xDC00).contains(&first) || next + 6 >= units.len() || !marked(next) {
        return Ok((first, next));
    }
    let second = four(&units[next + 2..next + 6]).ok_or(next + 1)?;
    match (0xDC00..0xE000).contains(&second) {
        true => Ok((
            0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00),
            next + 6,
        )),
        false => Ok((first, next)),
    }
}

fn four<U: Unit>(units: &[U]) -> Option<u32> {
    units.iter().try_fold(0, |value, &unit| {
        let digit = u8::try_from(unit.into()).ok()?;
        Some(value << 4 | char::from(digit).to_digit(16)?)
    })
}
