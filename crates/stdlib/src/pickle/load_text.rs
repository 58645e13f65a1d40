//! Reading numbers, bytes and text.

use super::load::Loader;
use object::{Builtin, Object, Ref, Result};
use types::bytearray::ByteArray;
use types::str::Data;
use types::str::codec::{self, Codec};
use types::{Bytes, Float, Int, Str, protocol};

/// Bytes of a number's digits that a message shows.
const SHOWN: usize = 200;
/// No allocation of so many bytes succeeds: there aren't as many addresses.
const TOO_LARGE: usize = 1 << 47;

impl Loader<'_> {
    #[inline]
    pub(super) fn load_small_int(&self) -> Result<()> {
        let value = self.it.take_one(self.thread)?;
        self.push(Int::new(self.thread, isize::from(value))?)
    }

    pub(super) fn load_binary_int<const N: usize>(&self) -> Result<()> {
        let value = self.number::<N>()?;
        let value = match N {
            4 => value as u32 as i32 as isize,
            _ => value as isize,
        };
        self.push(Int::new(self.thread, value)?)
    }

    pub(super) fn load_binary_float(&self) -> Result<()> {
        let bytes = self.it.take_some::<8>(self.thread)?;
        self.push(Float::new(self.thread, f64::from_be_bytes(bytes))?)
    }

    /// A line of text that has something on it; `check` is asked before it is read as a number.
    pub(super) fn line_number_after(
        &self,
        base: u32,
        check: impl FnOnce() -> Result<()>,
    ) -> Result<Ref> {
        let line = self.it.take_line(self.thread)?;
        if line.len() < 2 {
            return Err(self.state.truncated(self.thread));
        }
        let line = Bytes::new(self.thread, line)?;
        check()?;
        self.parse_int(line.as_slice(), base)
    }

    /// The number on a line.
    pub(super) fn line_number(&self, base: u32) -> Result<Ref> {
        self.line_number_after(base, || Ok(()))
    }

    /// As C reads a number: up to a zero, and a message shows no more than some of it.
    fn parse_int(&self, line: &[u8], base: u32) -> Result<Ref> {
        let text = line.split(|&byte| byte == 0).next().unwrap_or(&[]);
        if text.is_ascii() {
            let number = Str::from_ascii(self.thread, text)?;
            match types::int::parse::parse(self.thread, &number, base) {
                Ok(number) => return Ok(number),
                Err(raised) if !self.is_no_number()? => return Err(raised),
                Err(_) => drop(self.thread.take_pending()),
            }
        }
        let shown = self.utf8(&text[..text.len().min(SHOWN)])?;
        let shown = protocol::repr(self.thread, shown.as_object())?;
        let shown = shown.substring(self.thread, 0, shown.len().min(SHOWN))?;
        let base = told_base(text, base);
        Err(self.thread.value_error(format_args!(
            "invalid literal for int() with base {base}: {shown}"
        )))
    }

    /// Whether what is pending says that a text isn't a number.
    #[cold]
    fn is_no_number(&self) -> Result<bool> {
        let Some(pending) = self.thread.pending() else {
            return Ok(false);
        };
        if !pending.isinstance(Builtin::ValueError) {
            return Ok(false);
        }
        let text = protocol::to_str(self.thread, &pending)?;
        let text = text.as_ascii().unwrap_or("invalid");
        Ok(text.starts_with("invalid"))
    }

    fn utf8(&self, bytes: &[u8]) -> Result<Ref<Str>> {
        codec::decode(self.thread, bytes, None, None)
    }

    pub(super) fn load_int(&self) -> Result<()> {
        let line = self.it.take_line(self.thread)?;
        if line.len() < 2 {
            return Err(self.state.truncated(self.thread));
        }
        match c_long(line) {
            Some(value @ (0 | 1)) if line.len() == 3 => {
                self.push(self.thread.heap().bool(value == 1))
            }
            Some(value) => self.push(Int::new(self.thread, value as isize)?),
            None => {
                let line = Bytes::new(self.thread, line)?;
                match self.parse_int(line.as_slice(), 0) {
                    Ok(value) => self.push(value),
                    Err(_) => {
                        drop(self.thread.take_pending());
                        Err(self
                            .thread
                            .value_error(format_args!("could not convert string to int")))
                    }
                }
            }
        }
    }

    pub(super) fn load_long(&self) -> Result<()> {
        let line = self.it.take_line(self.thread)?;
        if line.len() < 2 {
            return Err(self.state.truncated(self.thread));
        }
        let end = match line[line.len() - 2] {
            b'L' => line.len() - 2,
            _ => line.len(),
        };
        let line = Bytes::new(self.thread, &line[..end])?;
        let value = self.parse_int(line.as_slice(), 0)?;
        self.push(value)
    }

    pub(super) fn load_counted_long<const N: usize>(&self) -> Result<()> {
        let length = self.number::<N>()?;
        if length > i32::MAX as u64 {
            let text = format_args!("LONG pickle has negative byte count");
            return Err(self.state.unpickling(self.thread, text));
        }
        let bytes = self.it.take(self.thread, length as usize)?;
        let value = match bytes {
            [] => Int::new(self.thread, 0)?,
            _ if bytes.len() <= 8 => {
                let negative = bytes.last().is_some_and(|top| top & 0x80 != 0);
                let mut wide = [if negative { 0xFF } else { 0 }; 8];
                wide[..bytes.len()].copy_from_slice(bytes);
                Int::new(self.thread, i64::from_le_bytes(wide) as isize)?
            }
            _ => types::int::octets::from_little(self.thread, bytes, true)?,
        };
        self.push(value)
    }

    pub(super) fn load_float(&self) -> Result<()> {
        let line = self.it.take_line(self.thread)?;
        if line.len() < 2 {
            return Err(self.state.truncated(self.thread));
        }
        let line = Bytes::new(self.thread, line)?;
        let text = line
            .as_slice()
            .split(|&byte| byte == 0)
            .next()
            .unwrap_or(&[]);
        let len = float_len(text);
        let value = std::str::from_utf8(&text[..len])
            .ok()
            .filter(|text| !text.is_empty())
            .and_then(|text| text.parse::<f64>().ok());
        let Some(value) = value else {
            let shown = self.shown_float(text)?;
            return Err(self
                .thread
                .value_error(format_args!("could not convert string to float: '{shown}'")));
        };
        let named = text[..len].iter().any(|b| matches!(b, b'n' | b'N'));
        if value.is_infinite() && !named {
            let shown = self.shown_float(text)?;
            return Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("value too large to convert to float: '{shown}'"),
            ));
        }
        match text.get(len) {
            None | Some(b'\n') => self.push(Float::new(self.thread, value)?),
            Some(_) => Err(self
                .thread
                .value_error(format_args!("could not convert string to float"))),
        }
    }

    fn shown_float(&self, text: &[u8]) -> Result<Ref<Str>> {
        let replace = Str::new(self.thread, "replace")?;
        let shown = &text[..text.len().min(SHOWN)];
        codec::decode(self.thread, shown, None, Some(&replace))
    }

    /// Text of Python 2: bytes where the encoding is called so.
    fn push_old_text(&self, bytes: Ref<Bytes>) -> Result<()> {
        let thread = self.thread;
        let name = |field: &object::native::ByteField| {
            let len = field.len().saturating_sub(1);
            field.with(thread.heap(), |text| {
                let text = std::str::from_utf8(&text[..len]).unwrap_or("");
                Str::new(thread, text)
            })
        };
        let encoding = name(&self.it.encoding)?;
        if encoding.eq_str("bytes") {
            return self.push(bytes.into_object());
        }
        let errors = name(&self.it.errors)?;
        let text = codec::decode(thread, bytes.as_slice(), Some(&encoding), Some(&errors))?;
        self.push(text.into_object())
    }

    pub(super) fn load_string(&self) -> Result<()> {
        let line = self.it.take_line(self.thread)?;
        let line = &line[..line.len() - 1];
        let inside = match line {
            [b'\'', inside @ .., b'\''] | [b'"', inside @ .., b'"'] => inside,
            _ => {
                let text = format_args!("the STRING opcode argument must be quoted");
                return Err(self.state.unpickling(self.thread, text));
            }
        };
        let inside = Bytes::new(self.thread, inside)?;
        let bytes = crate::codecs::escape::unescape(self.thread, inside.as_slice())?;
        self.push_old_text(bytes)
    }

    pub(super) fn load_binary_string(&self, bytes: usize) -> Result<()> {
        let length = self.length(bytes, "BINSTRING")?;
        let bytes = self.it.take(self.thread, length)?;
        let bytes = Bytes::new(self.thread, bytes)?;
        self.push_old_text(bytes)
    }

    pub(super) fn load_unicode(&self) -> Result<()> {
        let line = self.it.take_line(self.thread)?;
        let line = &line[..line.len() - 1];
        if !line.contains(&b'\\') {
            let text = Str::from_units(self.thread, Data::One(line))?;
            return self.push(text.into_object());
        }
        let line = Bytes::new(self.thread, line)?;
        let codec = Codec::RawUnicodeEscape;
        let text = codec::decode_bytes(self.thread, line.as_slice(), codec, None, true)?;
        self.push(text.text.into_object())
    }

    #[inline]
    pub(super) fn load_text(&self, bytes: usize) -> Result<()> {
        let length = self.length(bytes, "BINUNICODE")?;
        let bytes = self.it.take(self.thread, length)?;
        if bytes.is_ascii() {
            return self.push(Str::from_ascii(self.thread, bytes)?.into_object());
        }
        if let Ok(text) = std::str::from_utf8(bytes) {
            return self.push(Str::new(self.thread, text)?.into_object());
        }
        let bytes = Bytes::new(self.thread, bytes)?;
        let pass = Str::new(self.thread, "surrogatepass")?;
        let text = codec::decode(self.thread, bytes.as_slice(), None, Some(&pass))?;
        self.push(text.into_object())
    }

    /// Says before anything is allocated that so many bytes can't come.
    fn check_length(&self, length: usize) -> Result<()> {
        if !self.it.lacks(length) {
            return Ok(());
        }
        match length >= TOO_LARGE {
            true => Err(self.thread.no_memory()),
            false => Err(self.state.truncated(self.thread)),
        }
    }

    pub(super) fn load_bytes(&self, bytes: usize) -> Result<()> {
        let length = self.length(bytes, "BINBYTES")?;
        if length > isize::MAX as usize - types::bytes::BASICSIZE {
            return Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("byte string is too large"),
            ));
        }
        self.check_length(length)?;
        let value = Bytes::filled(self.thread, length, |room| {
            self.it.take_into(self.thread, room)
        })?;
        self.push(value.into_object())
    }

    pub(super) fn load_bytearray(&self) -> Result<()> {
        let length = self.length(8, "BYTEARRAY8")?;
        self.check_length(length)?;
        let value = ByteArray::new(self.thread, &[])?;
        value.resize(self.thread, length)?;
        // Nobody else knows the array yet, whatever the file runs.
        value.edit(|room| self.it.take_into(self.thread, room))?;
        self.push(value.as_object().to_ref())
    }

    pub(super) fn load_next_buffer(&self) -> Result<()> {
        let Some(buffers) = self.it.buffers.get() else {
            let text = format_args!(
                "pickle stream refers to out-of-band data but no *buffers* argument was given"
            );
            return Err(self.state.unpickling(self.thread, text));
        };
        match protocol::next(self.thread, &buffers)? {
            Some(buffer) => self.push(buffer),
            None => Err(self
                .state
                .unpickling(self.thread, format_args!("not enough out-of-band buffers"))),
        }
    }

    pub(super) fn load_readonly_buffer(&self) -> Result<()> {
        let Some(buffer) = self.peek() else {
            return Err(self.underflow());
        };
        let view = types::memoryview::view_of(self.thread, &buffer)?;
        if !view.readonly() {
            view.set_readonly();
            let view: &Object = view.as_object();
            let top = self.stack.items.len() - 1;
            self.stack.items.replace(top, view.to_ref());
        }
        Ok(())
    }
}

/// The base of a number as a message names it: that which the number's start tells. None is told where it starts as an old octal one.
fn told_base(text: &[u8], base: u32) -> u32 {
    let start = text.iter().position(|byte| !byte.is_ascii_whitespace());
    let rest = &text[start.unwrap_or(0)..];
    let rest = match rest {
        [b'-' | b'+', rest @ ..] => rest,
        rest => rest,
    };
    match (base, rest) {
        (1.., _) => base,
        (_, [b'0', b'x' | b'X', ..]) => 16,
        (_, [b'0', b'o' | b'O', ..]) => 8,
        (_, [b'0', b'b' | b'B', ..]) => 2,
        (_, [b'0', ..]) => 0,
        _ => 10,
    }
}

/// A number as C's `strtol` reads it, in the base that its start tells, up to the end of the line. None where more follows, or it is too
/// large.
fn c_long(line: &[u8]) -> Option<i64> {
    let text = line.split(|&byte| byte == 0).next().unwrap_or(&[]);
    let ends = text.len() < line.len();
    let space = |b: &u8| matches!(b, b' ' | b'\t'..=b'\r');
    let start = text.iter().position(|b| !space(b)).unwrap_or(0);
    let (negative, rest) = match &text[start..] {
        [b'-', rest @ ..] => (true, rest),
        [b'+', rest @ ..] => (false, rest),
        rest => (false, rest),
    };
    let (base, digits) = match rest {
        [b'0', b'x' | b'X', digits @ ..] if digits.first().is_some_and(u8::is_ascii_hexdigit) => {
            (16, digits)
        }
        [b'0', ..] => (8, rest),
        _ => (10, rest),
    };
    let count = digits
        .iter()
        .take_while(|&&b| char::from(b).is_digit(base))
        .count();
    let end = &digits[count..];
    if text.is_empty() && ends {
        return Some(0);
    }
    if count == 0 || !(end.is_empty() && ends || end.first() == Some(&b'\n')) {
        return None;
    }
    digits[..count].iter().try_fold(0_i64, |all, &b| {
        let digit = i64::from(char::from(b).to_digit(base)?);
        let all = all.checked_mul(i64::from(base))?;
        match negative {
            true => all.checked_sub(digit),
            false => all.checked_add(digit),
        }
    })
}

/// How much of a text is a number as C's `strtod` reads it, without spaces in front.
fn float_len(text: &[u8]) -> usize {
    let sign = usize::from(matches!(text.first(), Some(b'-' | b'+')));
    let rest = &text[sign..];
    for name in ["infinity", "inf", "nan"] {
        if rest.len() >= name.len() && rest[..name.len()].eq_ignore_ascii_case(name.as_bytes()) {
            return sign + name.len();
        }
    }
    let digits = |from: usize| {
        rest[from.min(rest.len())..]
            .iter()
            .take_while(|b| b.is_ascii_digit())
            .count()
    };
    let whole = digits(0);
    let mut len = whole;
    let mut any = whole;
    if rest.get(len) == Some(&b'.') {
        let fraction = digits(len + 1);
        any += fraction;
        len += 1 + fraction;
    }
    if any == 0 {
        return 0;
    }
    if matches!(rest.get(len), Some(b'e' | b'E')) {
        let sign = usize::from(matches!(rest.get(len + 1), Some(b'-' | b'+')));
        let exponent = digits(len + 1 + sign);
        if exponent > 0 {
            len += 1 + sign + exponent;
        }
    }
    sign + len
}
