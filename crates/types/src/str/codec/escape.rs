//! `unicode_escape` and `raw_unicode_escape`: text as the inside of a literal.

use super::Codec;
use super::decode::Decoder;
use crate::bytes::Bytes;
use crate::str::layout::Str;
use object::{Buf, Ref, Result, Thread};
use std::fmt::Write;

/// The text with characters beyond ASCII (raw: beyond Latin-1) as escapes.
pub(super) fn encode(thread: &Thread, text: &Str, raw: bool) -> Result<Ref<Bytes>> {
    let mut out = Buf::with_capacity(thread.heap(), text.len())?;
    for point in text.code_points() {
        let done = match point {
            0x100..0x10000 => write!(out, "\\u{point:04x}"),
            0x10000.. => write!(out, "\\U{point:08x}"),
            _ if raw => out.push(point as u8).map_err(|_| std::fmt::Error),
            0x09 => out.write_str("\\t"),
            0x0A => out.write_str("\\n"),
            0x0D => out.write_str("\\r"),
            0x5C => out.write_str("\\\\"),
            0x20..0x7F => out.push(point as u8).map_err(|_| std::fmt::Error),
            _ => write!(out, "\\x{point:02x}"),
        };
        if done.is_err() {
            return Err(thread.no_memory());
        }
    }
    Bytes::new(thread, &out)
}

/// The text that bytes with escapes spell.
pub(super) fn decode(
    thread: &Thread,
    bytes: &[u8],
    raw: bool,
    errors: Option<&Str>,
) -> Result<Ref<Str>> {
    let codec = if raw {
        Codec::RawUnicodeEscape
    } else {
        Codec::UnicodeEscape
    };
    let mut decoder = Decoder::new(thread, bytes, codec, errors, true);
    while let Some(&byte) = bytes.get(decoder.at) {
        match bytes.get(decoder.at + 1) {
            _ if byte != b'\\' => decoder.take(1, u32::from(byte))?,
            None if raw => decoder.take(1, u32::from(byte))?,
            None => decoder.handle(1, "\\ at end of string")?,
            Some(b'u') => decoder.hex(4, "truncated \\uXXXX escape")?,
            Some(b'U') => decoder.hex(8, "truncated \\UXXXXXXXX escape")?,
            Some(&next) if raw => {
                decoder.take(2, u32::from(byte))?;
                decoder.out.push_point(u32::from(next))?;
            }
            Some(b'x') => decoder.hex(2, "truncated \\xXX escape")?,
            Some(b'N') => decoder.name()?,
            Some(&next) => decoder.simple(next)?,
        }
    }
    decoder.out.finish()
}

impl Decoder<'_> {
    /// Appends a character for the next `len` bytes.
    fn take(&mut self, len: usize, point: u32) -> Result<()> {
        self.at += len;
        self.out.push_point(point)
    }

    /// An escape of `digits` hexadecimal digits.
    fn hex(&mut self, digits: usize, reason: &str) -> Result<()> {
        let rest = &self.bytes[self.at + 2..];
        let good = rest
            .iter()
            .take(digits)
            .take_while(|b| b.is_ascii_hexdigit())
            .count();
        if good < digits {
            return self.handle(2 + good, reason);
        }
        let value = rest[..digits].iter().fold(0u32, |all, &b| {
            all << 4 | char::from(b).to_digit(16).unwrap_or(0)
        });
        if value > 0x10_FFFF {
            let raw = self.codec == Codec::RawUnicodeEscape;
            let reason = if raw {
                "\\Uxxxxxxxx out of range"
            } else {
                "illegal Unicode character"
            };
            return self.handle(2 + digits, reason);
        }
        self.take(2 + digits, value)
    }

    /// `\N{NAME}`.
    fn name(&mut self) -> Result<()> {
        let rest = &self.bytes[self.at + 2..];
        let name = match rest.iter().position(|&b| b == b'}') {
            Some(end) if end > 1 && rest[0] == b'{' => &rest[1..end],
            _ => {
                let end = if rest.first() == Some(&b'{') {
                    rest.len()
                } else {
                    0
                };
                return self.handle(2 + end, "malformed \\N character escape");
            }
        };
        let len = name.len() + 4;
        let found = std::str::from_utf8(name)
            .ok()
            .and_then(unicode_names2::character);
        match found {
            Some(c) => self.take(len, u32::from(c)),
            None => self.handle(len, "unknown Unicode character name"),
        }
    }

    /// A one-character or octal escape; an unknown one stays as it is.
    fn simple(&mut self, next: u8) -> Result<()> {
        let point = match next {
            b'\n' => {
                self.at += 2;
                return Ok(());
            }
            b'\\' | b'\'' | b'"' => u32::from(next),
            b'a' => 7,
            b'b' => 8,
            b't' => 9,
            b'n' => 10,
            b'v' => 11,
            b'f' => 12,
            b'r' => 13,
            b'0'..=b'7' => {
                let rest = &self.bytes[self.at + 1..];
                let digits = rest
                    .iter()
                    .take(3)
                    .take_while(|b| matches!(b, b'0'..=b'7'))
                    .count();
                let value = rest[..digits]
                    .iter()
                    .fold(0, |all, &b| all << 3 | u32::from(b - b'0'));
                return self.take(1 + digits, value);
            }
            _ => {
                self.take(1, u32::from(b'\\'))?;
                return self.take(1, u32::from(next));
            }
        };
        self.take(2, point)
    }
}
