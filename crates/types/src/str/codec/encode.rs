//! Encoding.

use super::{Codec, Handler, ask_handler, encode_error, escape};
use crate::bytes::Bytes;
use crate::str::layout::{Data, Str};
use crate::str::{is_surrogate, push_wtf8};
use object::{Buf, Ref, Result, Thread};
use std::ops::Range;

/// Encodes a text. `errors` names the handler; it is looked at only when there is an error.
pub fn encode_text(
    thread: &Thread,
    text: &Str,
    codec: Codec,
    errors: Option<&Str>,
) -> Result<Ref<Bytes>> {
    let plain = match (codec, text.data()) {
        (Codec::Utf8, _) if text.first_surrogate().is_none() => match text.cached_utf8() {
            Some(known) => Some(known),
            None => return Bytes::new(thread, &text.wtf8_buf(thread)?),
        },
        (Codec::Ascii, _) => text.as_ascii().map(str::as_bytes),
        (Codec::Latin1, Data::One(units)) => Some(units),
        _ => None,
    };
    if let Some(bytes) = plain {
        return Bytes::new(thread, bytes);
    }
    if codec == Codec::UnicodeEscape || codec == Codec::RawUnicodeEscape {
        return escape::encode(thread, text, codec == Codec::RawUnicodeEscape);
    }
    let mut encoder = Encoder {
        thread,
        text,
        codec,
        errors,
        out: Buf::new(thread.heap()),
    };
    encoder.run()?;
    Bytes::new(thread, &encoder.out)
}

struct Encoder<'a> {
    thread: &'a Thread,
    text: &'a Str,
    codec: Codec,
    errors: Option<&'a Str>,
    out: Buf<'a, u8>,
}

impl Encoder<'_> {
    fn run(&mut self) -> Result<()> {
        match self.codec {
            Codec::Utf8Sig => self.out.extend(b"\xEF\xBB\xBF")?,
            Codec::Wide(_, None) => self.put(0xFEFF)?,
            _ => {}
        }
        let mut at = 0;
        while at < self.text.len() {
            let point = self.text.char_at(at);
            if self.fits(point) {
                self.put(point)?;
                at += 1;
                continue;
            }
            let run = (at..self.text.len())
                .take_while(|&i| !self.fits(self.text.char_at(i)))
                .count();
            let run = if matches!(self.codec, Codec::Wide(..)) {
                1
            } else {
                run
            };
            at = self.handle(at..at + run)?;
        }
        Ok(())
    }

    fn fits(&self, point: u32) -> bool {
        match self.codec {
            Codec::Ascii => point < 0x80,
            Codec::Latin1 => point < 0x100,
            _ => !is_surrogate(point),
        }
    }

    /// Appends a character, surrogates included.
    fn put(&mut self, point: u32) -> Result<()> {
        match self.codec {
            Codec::Ascii | Codec::Latin1 => self.out.push(point as u8),
            Codec::Wide(4, order) => self.put_unit(&point.to_le_bytes(), order),
            Codec::Wide(_, order) if point >= 0x10000 => {
                let high = 0xD800 + ((point - 0x10000) >> 10) as u16;
                let low = 0xDC00 + (point & 0x3FF) as u16;
                self.put_unit(&high.to_le_bytes(), order)?;
                self.put_unit(&low.to_le_bytes(), order)
            }
            Codec::Wide(_, order) => self.put_unit(&(point as u16).to_le_bytes(), order),
            _ => push_wtf8(&mut self.out, point),
        }
    }

    fn put_unit(&mut self, little: &[u8], big: Option<bool>) -> Result<()> {
        if big != Some(true) {
            return self.out.extend(little);
        }
        little
            .iter()
            .rev()
            .try_for_each(|&byte| self.out.push(byte))
    }

    fn put_ascii(&mut self, text: std::fmt::Arguments<'_>) -> Result<()> {
        let mut buffer = Buf::new(self.thread.heap());
        if std::fmt::Write::write_fmt(&mut buffer, text).is_err() {
            return Err(self.thread.no_memory());
        }
        buffer
            .iter()
            .try_for_each(|&byte| self.put(u32::from(byte)))
    }

    /// What the handler puts in place of characters that can't be encoded.
    /// Tells where to go on.
    fn handle(&mut self, range: Range<usize>) -> Result<usize> {
        let handler = Handler::find(self.errors);
        if handler == Handler::Registered {
            return self.ask(range);
        }
        for at in range.clone() {
            let point = self.text.char_at(at);
            match handler {
                Handler::Ignore => {}
                Handler::Replace => self.put(u32::from(b'?'))?,
                Handler::XmlCharRefReplace => self.put_ascii(format_args!("&#{point};"))?,
                Handler::NameReplace if let Some(name) = name_of(point) => {
                    self.put_ascii(format_args!("\\N{{{name}}}"))?;
                }
                Handler::BackslashReplace | Handler::NameReplace => match point {
                    0..0x100 => self.put_ascii(format_args!("\\x{point:02x}"))?,
                    0x100..0x10000 => self.put_ascii(format_args!("\\u{point:04x}"))?,
                    _ => self.put_ascii(format_args!("\\U{point:08x}"))?,
                },
                Handler::SurrogateEscape
                    if (0xDC80..0xDD00).contains(&point) && self.raw_bytes() =>
                {
                    self.out.push((point - 0xDC00) as u8)?;
                }
                Handler::SurrogatePass if is_surrogate(point) && self.passes_surrogates() => {
                    self.put(point)?
                }
                _ => return Err(self.error(at..range.end)),
            }
        }
        Ok(range.end)
    }

    /// A program's handler says what stands for the characters: bytes as they are, or text that can be encoded.
    fn ask(&mut self, range: Range<usize>) -> Result<usize> {
        let raised = self.error(range.clone());
        let (instead, next) = ask_handler(self.thread, self.errors, raised, self.text.len())?;
        if let Some(bytes) = instead.downcast::<Bytes>() {
            self.out.extend(bytes.as_slice())?;
        } else if let Some(text) = instead.downcast::<Str>() {
            for point in text.code_points() {
                if !self.fits(point) {
                    return Err(self.error(range));
                }
                self.put(point)?;
            }
        }
        Ok(next)
    }

    /// Whether single bytes can stand in the output.
    fn raw_bytes(&self) -> bool {
        !matches!(self.codec, Codec::Wide(..))
    }

    fn passes_surrogates(&self) -> bool {
        !matches!(self.codec, Codec::Ascii | Codec::Latin1)
    }

    fn error(&self, range: Range<usize>) -> object::Raised {
        let reason = match self.codec {
            Codec::Ascii => "ordinal not in range(128)",
            Codec::Latin1 => "ordinal not in range(256)",
            _ => "surrogates not allowed",
        };
        encode_error(self.thread, self.codec.name(), self.text, range, reason)
    }
}

fn name_of(point: u32) -> Option<unicode_names2::Name> {
    char::from_u32(point).and_then(unicode_names2::name)
}
