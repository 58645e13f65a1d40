//! Decoding.

use super::{Codec, Handler, ask_handler, decode_error, escape};
use crate::str::layout::{Data, Str};
use crate::str::{Builder, is_surrogate};
use object::{Ref, Result, Thread};

/// A decoded text, and how many bytes it took.
pub struct Decoded {
    pub text: Ref<Str>,
    pub consumed: usize,
}

/// Decodes bytes. Without `last`, an incomplete character at the end is left for the next call.
pub fn decode_bytes(
    thread: &Thread,
    bytes: &[u8],
    codec: Codec,
    errors: Option<&Str>,
    last: bool,
) -> Result<Decoded> {
    let whole = |text| {
        Ok(Decoded {
            text,
            consumed: bytes.len(),
        })
    };
    match codec {
        Codec::Utf8 | Codec::Utf8Sig => {
            let skip = if codec == Codec::Utf8Sig && bytes.starts_with(b"\xEF\xBB\xBF") {
                3
            } else {
                0
            };
            if let Ok(text) = std::str::from_utf8(&bytes[skip..]) {
                return whole(Str::new(thread, text)?);
            }
            let mut decoder = Decoder::new(thread, bytes, codec, errors, last);
            decoder.at = skip;
            decoder.utf8()?;
            decoder.finish()
        }
        Codec::Latin1 => whole(Str::from_units(thread, Data::One(bytes))?),
        Codec::Ascii if bytes.is_ascii() => whole(Str::from_ascii(thread, bytes)?),
        Codec::UnicodeEscape | Codec::RawUnicodeEscape => whole(escape::decode(
            thread,
            bytes,
            codec == Codec::RawUnicodeEscape,
            errors,
        )?),
        Codec::Ascii => {
            let mut decoder = Decoder::new(thread, bytes, codec, errors, last);
            decoder.ascii()?;
            decoder.finish()
        }
        Codec::Wide(unit, order) => {
            let mut decoder = Decoder::new(thread, bytes, codec, errors, last);
            let big = order.unwrap_or_else(|| decoder.mark(unit));
            // From here on the order is settled, and exceptions name it.
            decoder.codec = Codec::Wide(unit, Some(big));
            if unit == 2 {
                decoder.utf16(big)?
            } else {
                decoder.utf32(big)?
            }
            decoder.finish()
        }
    }
}

pub(super) struct Decoder<'a> {
    pub thread: &'a Thread,
    pub bytes: &'a [u8],
    pub codec: Codec,
    pub errors: Option<&'a Str>,
    pub out: Builder<'a>,
    pub at: usize,
    last: bool,
}

impl<'a> Decoder<'a> {
    pub fn new(
        thread: &'a Thread,
        bytes: &'a [u8],
        codec: Codec,
        errors: Option<&'a Str>,
        last: bool,
    ) -> Decoder<'a> {
        Decoder {
            thread,
            bytes,
            codec,
            errors,
            out: Builder::new(thread),
            at: 0,
            last,
        }
    }

    fn finish(self) -> Result<Decoded> {
        Ok(Decoded {
            consumed: self.at,
            text: self.out.finish()?,
        })
    }

    fn utf8(&mut self) -> Result<()> {
        while self.at < self.bytes.len() {
            let rest = &self.bytes[self.at..];
            let error = match std::str::from_utf8(rest) {
                Ok(text) => {
                    self.at = self.bytes.len();
                    return self.out.push_str(text);
                }
                Err(error) => error,
            };
            let (good, bad) = rest.split_at(error.valid_up_to());
            self.out
                .push_str(std::str::from_utf8(good).unwrap_or_default())?;
            self.at += good.len();
            match error.error_len() {
                None if !self.last => return Ok(()),
                None => self.handle(bad.len(), "unexpected end of data")?,
                Some(_) if matches!(bad[0], 0..0xC2 | 0xF5..) => {
                    self.handle(1, "invalid start byte")?
                }
                Some(len) => self.handle(len, "invalid continuation byte")?,
            }
        }
        Ok(())
    }

    fn ascii(&mut self) -> Result<()> {
        while let Some(&byte) = self.bytes.get(self.at) {
            if byte < 128 {
                self.out.push_point(u32::from(byte))?;
                self.at += 1;
            } else {
                self.handle(1, "ordinal not in range(128)")?;
            }
        }
        Ok(())
    }

    /// Whether the order is big-endian as a byte order mark says, which is skipped.
    fn mark(&mut self, unit: usize) -> bool {
        let little: &[u8] = if unit == 2 {
            b"\xFF\xFE"
        } else {
            b"\xFF\xFE\0\0"
        };
        let big: &[u8] = if unit == 2 {
            b"\xFE\xFF"
        } else {
            b"\0\0\xFE\xFF"
        };
        let is_big = self.bytes.starts_with(big);
        if is_big || self.bytes.starts_with(little) {
            self.at = unit;
        }
        is_big
    }

    fn unit(&self, at: usize, size: usize, big: bool) -> Option<u32> {
        let bytes = self.bytes.get(at..at + size)?;
        let join = |all: u32, &byte: &u8| all << 8 | u32::from(byte);
        Some(match big {
            true => bytes.iter().fold(0, join),
            false => bytes.iter().rev().fold(0, join),
        })
    }

    fn utf16(&mut self, big: bool) -> Result<()> {
        while self.at < self.bytes.len() {
            let left = self.bytes.len() - self.at;
            let Some(first) = self.unit(self.at, 2, big) else {
                if !self.last {
                    return Ok(());
                }
                self.handle(left, "truncated data")?;
                continue;
            };
            if !is_surrogate(first) {
                self.out.push_point(first)?;
                self.at += 2;
                continue;
            }
            match self.unit(self.at + 2, 2, big) {
                Some(second) if first < 0xDC00 && (0xDC00..0xE000).contains(&second) => {
                    self.out
                        .push_point(0x10000 + ((first & 0x3FF) << 10) + (second & 0x3FF))?;
                    self.at += 4;
                }
                Some(_) if first < 0xDC00 => self.handle(2, "illegal UTF-16 surrogate")?,
                None if first < 0xDC00 && !self.last => return Ok(()),
                None if first < 0xDC00 => self.handle(left, "unexpected end of data")?,
                _ => self.handle(2, "illegal encoding")?,
            }
        }
        Ok(())
    }

    fn utf32(&mut self, big: bool) -> Result<()> {
        while self.at < self.bytes.len() {
            match self.unit(self.at, 4, big) {
                None if !self.last => return Ok(()),
                None => self.handle(self.bytes.len() - self.at, "truncated data")?,
                Some(point) if is_surrogate(point) => {
                    self.handle(
                        4,
                        "code point in surrogate code point range(0xd800, 0xe000)",
                    )?;
                }
                Some(point) if point > 0x10_FFFF => {
                    self.handle(4, "code point not in range(0x110000)")?;
                }
                Some(point) => {
                    self.out.push_point(point)?;
                    self.at += 4;
                }
            }
        }
        Ok(())
    }

    /// Lets the handler deal with the next `len` bytes, and moves on behind them.
    pub fn handle(&mut self, len: usize, reason: &str) -> Result<()> {
        let range = self.at..self.at + len;
        let bad = &self.bytes[range.clone()];
        match Handler::find(self.errors) {
            Handler::Ignore => {}
            Handler::Replace => self.out.push_point(0xFFFD)?,
            Handler::BackslashReplace => {
                for byte in bad {
                    self.out.push_format(format_args!("\\x{byte:02x}"))?;
                }
            }
            Handler::SurrogateEscape if bad[0] >= 0x80 => {
                let escaped = bad.iter().take(4).take_while(|&&b| b >= 0x80);
                let n = escaped.clone().count();
                for &byte in escaped {
                    self.out.push_point(0xDC00 + u32::from(byte))?;
                }
                self.at += n;
                return Ok(());
            }
            Handler::SurrogatePass if let Some((point, len)) = self.surrogate() => {
                self.out.push_point(point)?;
                self.at += len;
                return Ok(());
            }
            handler => {
                let raised =
                    decode_error(self.thread, self.codec.name(), self.bytes, range, reason);
                if handler != Handler::Registered {
                    return Err(raised);
                }
                let (instead, next) =
                    ask_handler(self.thread, self.errors, raised, self.bytes.len())?;
                if let Some(text) = instead.downcast::<Str>() {
                    self.out.push(text)?;
                }
                self.at = next;
                return Ok(());
            }
        }
        self.at = range.end;
        Ok(())
    }

    /// The surrogate that stands encoded at the current place, and its length.
    fn surrogate(&self) -> Option<(u32, usize)> {
        let (point, len) = match self.codec {
            Codec::Wide(unit, order) => {
                let big = order.unwrap_or(false);
                (self.unit(self.at, unit, big)?, unit)
            }
            Codec::Utf8 | Codec::Utf8Sig => match *self.bytes.get(self.at..self.at + 3)? {
                [0xED, b, c] if b & 0xC0 == 0x80 && c & 0xC0 == 0x80 => {
                    (0xD000 | u32::from(b & 0x3F) << 6 | u32::from(c & 0x3F), 3)
                }
                _ => return None,
            },
            _ => return None,
        };
        is_surrogate(point).then_some((point, len))
    }
}
