//! What Unicode 15.1 says of a character: classes, digit values, case mappings. 3.13 knows that version, so a library that
//! follows a newer one would answer differently.
//!
//! `tables.bin` is written by `make.py` and read in place, all numbers little-endian:
//! ```text
//!  0  records · pages · expansions · code points to a page          (u32 each)
//! 16  records, 20 bytes:  0 classes (u16)  2 decimal  3 digit (255: none)  4 lower  8 upper  12 title  16 fold (i32)
//!     expansions          (u32)  code points of mappings to several characters
//!     index               (u16)  page of each run of code points
//!     pages               (u16)  record of each code point
//! ```
//! A mapping is the difference to the mapped code point, or `0x200000 | start << 2 | length` for an expansion.

static TABLES: &[u8] = include_bytes!("tables.bin");

const RECORD: usize = 20;
const RECORDS: usize = 16;
const EXPANSIONS: usize = RECORDS + word(0) * RECORD;
const INDEX: usize = EXPANSIONS + word(8) * 4;
const PAGE: usize = word(12);
const PAGES: usize = INDEX + 0x11_0000 / PAGE * 2;
const _: () = assert!(PAGES + word(4) * PAGE * 2 == TABLES.len());

const fn word(at: usize) -> usize {
    (half(at) as usize) | (half(at + 2) as usize) << 16
}

const fn half(at: usize) -> u16 {
    TABLES[at] as u16 | (TABLES[at + 1] as u16) << 8
}

/// A class of characters, as a bit of a record.
#[derive(Clone, Copy)]
#[repr(u16)]
pub enum Class {
    Alpha = 1,
    Decimal = 1 << 1,
    Digit = 1 << 2,
    Numeric = 1 << 3,
    Printable = 1 << 4,
    Space = 1 << 5,
    Lower = 1 << 6,
    Upper = 1 << 7,
    Title = 1 << 8,
    Cased = 1 << 9,
    CaseIgnorable = 1 << 10,
    IdStart = 1 << 11,
    IdContinue = 1 << 12,
}

/// Start of a code point's record.
#[inline]
fn record(point: u32) -> usize {
    let point = point as usize;
    if point >= 0x11_0000 {
        return RECORDS;
    }
    let page = half(INDEX + point / PAGE * 2) as usize;
    RECORDS + RECORD * half(PAGES + (page * PAGE + point % PAGE) * 2) as usize
}

/// Whether the character is of any of the classes.
#[inline]
pub fn is_any(point: u32, classes: u16) -> bool {
    half(record(point)) & classes != 0
}

/// Whether the character is of the class.
#[inline]
pub fn is(point: u32, class: Class) -> bool {
    is_any(point, class as u16)
}

/// `str.isprintable` of one character.
#[inline]
pub fn is_printable(point: u32) -> bool {
    is(point, Class::Printable)
}

/// `str.isspace` of one character.
#[inline]
pub fn is_space(point: u32) -> bool {
    match point {
        0..0x80 => matches!(point, 9..=13 | 28..=32),
        _ => is(point, Class::Space),
    }
}

/// Whether the character ends a line for `splitlines`.
#[inline]
pub fn is_line_break(point: u32) -> bool {
    matches!(point, 10..=13 | 28..=30 | 0x85 | 0x2028 | 0x2029)
}

/// The value of a decimal digit.
#[inline]
pub fn decimal(point: u32) -> Option<u8> {
    if point < 0x80 {
        return u8::try_from(point)
            .ok()
            .and_then(|b| b.is_ascii_digit().then(|| b - b'0'));
    }
    Some(TABLES[record(point) + 2]).filter(|&d| d != 255)
}

/// The value of a digit in the wider sense (superscripts and the like).
pub fn digit(point: u32) -> Option<u8> {
    Some(TABLES[record(point) + 3]).filter(|&d| d != 255)
}

/// Which of the four mappings.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Case {
    Lower,
    Upper,
    Title,
    Fold,
}

/// What a character is mapped to: up to three code points.
#[derive(Clone, Copy)]
pub struct Mapped {
    points: [u32; 3],
    len: usize,
}

impl Mapped {
    /// The code points.
    pub fn points(&self) -> &[u32] {
        &self.points[..self.len]
    }
}

/// The full mapping of a character, without looking at its neighbours.
#[inline]
pub fn map(point: u32, case: Case) -> Mapped {
    let value = word(record(point) + 4 + 4 * case as usize) as u32 as i32;
    if value < 0x20_0000 || value < 0 {
        let mapped = point.wrapping_add_signed(value);
        return Mapped {
            points: [mapped, 0, 0],
            len: 1,
        };
    }
    let (start, len) = ((value as usize & 0x1F_FFFF) >> 2, value as usize & 3);
    let mut points = [0; 3];
    for (i, slot) in points.iter_mut().enumerate().take(len) {
        *slot = word(EXPANSIONS + (start + i) * 4) as u32;
    }
    Mapped { points, len }
}
