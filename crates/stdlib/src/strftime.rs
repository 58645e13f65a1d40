//! `strftime`: directives of broken-down time in the C locale, with the flags and widths that the GNU library knows.
//!
//! A directive is `%`, any of the flags `_ - 0 ^ #`, a width, `E` or `O` (which mean nothing here), and a letter. What isn't one is
//! text. What is not here: broken-down time itself (`time.rs`) and zones (`zone.rs`).

use crate::datetime::calendar::is_leap;
use crate::zone::Offset;
use object::{Result, Thread};
use types::Str;
use types::str::Builder;

/// Broken-down time: year, month, day, hour, minute, second, weekday (Monday 0), day of year.
pub type Broken = [i64; 8];

pub const DAYS: [&str; 7] = [
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
];
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// What there is to tell.
pub struct Told<'a> {
    pub time: &'a Broken,
    pub zone: &'a Offset,
    pub has_offset: bool,
    /// Seconds since 1970.
    pub second: &'a dyn Fn() -> Result<i64>,
}

/// How a directive's text is made.
#[derive(Default)]
struct Manner {
    pad: Option<char>,
    upper: bool,
    swap: bool,
    width: usize,
}

/// The text of a directive before it is padded.
enum Text {
    /// A number with at least so many digits, filled with zeros or spaces.
    Number(i64, usize, char),
    /// Text; whether the flag `#` makes it small, not big.
    Word(String, bool),
}

/// No width is taken for more than this.
const WIDEST: usize = 1023;

/// The text of a format.
pub fn text<'t>(thread: &'t Thread, format: &Str, told: &Told<'_>) -> Result<Builder<'t>> {
    let mut out = Builder::new(thread);
    let at = |index: usize| match index < format.len() {
        true => char::from_u32(format.char_at(index)),
        false => None,
    };
    let mut index = 0;
    while index < format.len() {
        let start = index;
        index += 1;
        if at(start) != Some('%') {
            out.push_point(format.char_at(start))?;
            continue;
        }
        let mut manner = Manner::default();
        while let Some(flag @ ('_' | '-' | '0' | '^' | '#')) = at(index) {
            match flag {
                '^' => manner.upper = true,
                '#' => manner.swap = true,
                pad => manner.pad = Some(pad),
            }
            index += 1;
        }
        while let Some(digit) = at(index).and_then(|c| c.to_digit(10)) {
            manner.width = (manner.width * 10 + digit as usize).min(WIDEST);
            index += 1;
        }
        if let Some('E' | 'O') = at(index) {
            index += 1;
        }
        match at(index)
            .map(|letter| directive(letter, told))
            .transpose()?
        {
            Some(Some(text)) => push(&mut out, &manner, text)?,
            _ => out.push_range(format, start, (index + 1).min(format.len()))?,
        }
        index += 1;
    }
    Ok(out)
}

fn push(out: &mut Builder<'_>, manner: &Manner, text: Text) -> Result<()> {
    let (text, pad, width) = match text {
        Text::Number(value, digits, fill) => {
            let pad = match manner.pad.unwrap_or(fill) {
                '_' => ' ',
                other => other,
            };
            let sign = if value < 0 { "-" } else { "" };
            let digits = match pad {
                '-' => 0,
                _ => digits.max(manner.width).saturating_sub(sign.len()),
            };
            let number = value.unsigned_abs();
            let text = match pad {
                ' ' => format!("{sign}{number:>digits$}"),
                _ => format!("{sign}{number:0digits$}"),
            };
            (text, ' ', 0)
        }
        Text::Word(text, small) => {
            let text = match (manner.swap, manner.upper) {
                (true, _) if small => text.to_lowercase(),
                (true, _) | (_, true) => text.to_uppercase(),
                _ => text,
            };
            let pad = if manner.pad == Some('0') { '0' } else { ' ' };
            (text, pad, manner.width)
        }
    };
    let missing = width.saturating_sub(text.chars().count());
    out.push_repeated(u32::from(pad), missing)?;
    out.push_str(&text)
}

/// ISO 8601's year and week: those of the week's Thursday.
fn iso_week(year: i64, yday: i64, weekday: i64) -> (i64, i64) {
    let length = |year| 365 + i64::from(is_leap(year));
    let thursday = yday - 1 - weekday + 3;
    if thursday < 0 {
        return (year - 1, (thursday + length(year - 1)) / 7 + 1);
    }
    match thursday >= length(year) {
        true => (year + 1, (thursday - length(year)) / 7 + 1),
        false => (year, thursday / 7 + 1),
    }
}

/// The text of `asctime`.
pub fn as_text(t: &Broken) -> String {
    format!(
        "{} {} {:2} {:02}:{:02}:{:02} {}",
        &DAYS[t[6] as usize][..3],
        &MONTHS[t[1] as usize - 1][..3],
        t[2],
        t[3],
        t[4],
        t[5],
        t[0]
    )
}

/// One directive; `None` for a letter that is none.
fn directive(letter: char, told: &Told<'_>) -> Result<Option<Text>> {
    let [year, month, day, hour, minute, second, weekday, yday] = *told.time;
    let two = |value| Text::Number(value, 2, '0');
    let spaced = |value| Text::Number(value, 2, '_');
    let plain = |value| Text::Number(value, 1, '0');
    let word = |text: &str| Text::Word(text.to_owned(), false);
    let made = |text: String| Text::Word(text, false);
    let twelve = if hour % 12 == 0 { 12 } else { hour % 12 };
    let half = if hour < 12 { "AM" } else { "PM" };
    let sunday = (weekday + 1) % 7;
    let clock = || format!("{hour:02}:{minute:02}:{second:02}");
    Ok(Some(match letter {
        'Y' => plain(year),
        'y' => two(year.rem_euclid(100)),
        'C' => plain(year.div_euclid(100)),
        'G' => plain(iso_week(year, yday, weekday).0),
        'g' => two(iso_week(year, yday, weekday).0.rem_euclid(100)),
        'V' => two(iso_week(year, yday, weekday).1),
        'm' => two(month),
        'd' => two(day),
        'e' => spaced(day),
        'H' => two(hour),
        'I' => two(twelve),
        'k' => spaced(hour),
        'l' => spaced(twelve),
        'M' => two(minute),
        'S' => two(second),
        's' => plain((told.second)()?),
        'j' => Text::Number(yday, 3, '0'),
        'p' => Text::Word(half.to_owned(), true),
        'P' => made(half.to_lowercase()),
        'a' => word(&DAYS[weekday as usize][..3]),
        'A' => word(DAYS[weekday as usize]),
        'b' | 'h' => word(&MONTHS[month as usize - 1][..3]),
        'B' => word(MONTHS[month as usize - 1]),
        'w' => plain(sunday),
        'u' => plain(weekday + 1),
        'U' => two((yday + 6 - sunday) / 7),
        'W' => two((yday + 6 - weekday) / 7),
        'c' => made(as_text(told.time)),
        'x' | 'D' => made(format!("{month:02}/{day:02}/{:02}", year.rem_euclid(100))),
        'X' | 'T' => made(clock()),
        'r' => made(format!("{twelve:02}:{minute:02}:{second:02} {half}")),
        'R' => made(format!("{hour:02}:{minute:02}")),
        'F' => made(format!("{year}-{month:02}-{day:02}")),
        'Z' => Text::Word(told.zone.name.clone(), true),
        'z' if !told.has_offset => word(""),
        'z' => made(offset(told.zone.seconds)),
        'n' => word("\n"),
        't' => word("\t"),
        '%' => word("%"),
        _ => return Ok(None),
    }))
}

fn offset(seconds: i64) -> String {
    let sign = if seconds < 0 { '-' } else { '+' };
    let minutes = seconds.abs() / 60;
    format!("{sign}{:02}{:02}", minutes / 60, minutes % 60)
}
