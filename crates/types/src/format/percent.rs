//! `%` formatting of text and bytes: one engine, since both formats are code units and both results are made of them.

use super::digits::{Extras, Style, write_unsigned};
use crate::bytes::{Bytes, data, view_opt};
use crate::float::{Float, as_f64};
use crate::int::{Int, text, to_int};
use crate::protocol::{as_isize, ascii, call_special, getitem, repr, to_str};
use crate::state::names;
use crate::str::{Builder, Str, Unit};
use crate::tuple::Tuple;
use crate::with_units;
use object::{Buf, Builtin, Object, Ref, Result, Thread};

/// `text % value`.
pub fn percent_str(thread: &Thread, format: &Str, value: &Object) -> Result<Ref<Str>> {
    // Without a conversion the result is the format itself.
    let percent = |p: u32| p == u32::from(b'%');
    let plain = format.as_object().is_exactly(Builtin::Str) && !format.code_points().any(percent);
    with_units!(format.data(), units => Engine::new(thread, units, value, false).run())?
        .finish()
        .map(|made| match plain {
            true => Ref::new(format),
            false => made,
        })
}

/// `bytes % value`.
pub fn percent_bytes<'t>(thread: &'t Thread, format: &[u8], value: &Object) -> Result<Buf<'t, u8>> {
    let made = Engine::new(thread, format, value, true).run()?;
    let mut out = Buf::with_capacity(thread.heap(), made.len())?;
    out.extend(made.as_bytes().unwrap_or_default())?;
    Ok(out)
}

/// One conversion: flags, width, precision.
#[derive(Default)]
struct Conversion {
    left: bool,
    plus: bool,
    blank: bool,
    alternate: bool,
    zero: bool,
    width: usize,
    precision: Option<usize>,
}

/// A value to format: the caller's, or what a mapping had under a key.
enum Given<'a> {
    Borrowed(&'a Object),
    Looked(Ref),
}

impl std::ops::Deref for Given<'_> {
    type Target = Object;
    fn deref(&self) -> &Object {
        match self {
            Given::Borrowed(object) => object,
            Given::Looked(object) => object,
        }
    }
}

struct Engine<'a, U: Unit> {
    thread: &'a Thread,
    format: &'a [U],
    at: usize,
    /// The values: a tuple's items, or one value.
    value: Given<'a>,
    is_tuple: bool,
    next: usize,
    mapping: Option<&'a Object>,
    bytes: bool,
    out: Builder<'a>,
}

impl<'a, U: Unit> Engine<'a, U> {
    fn new(thread: &'a Thread, format: &'a [U], value: &'a Object, bytes: bool) -> Engine<'a, U> {
        let texts = [Builtin::Str, Builtin::Bytes, Builtin::ByteArray];
        let texts = if bytes { &texts[..] } else { &texts[..1] };
        let is_tuple = value.downcast::<Tuple>().is_some();
        let is_mapping = value.ty().number().subscript.is_some()
            && !is_tuple
            && !texts.iter().any(|&t| value.isinstance(t));
        Engine {
            thread,
            format,
            at: 0,
            value: Given::Borrowed(value),
            is_tuple,
            next: 0,
            mapping: is_mapping.then_some(value),
            bytes,
            out: Builder::new(thread),
        }
    }

    fn run(mut self) -> Result<Builder<'a>> {
        let percent = |u: &U| (*u).into() == u32::from(b'%');
        while self.at < self.format.len() {
            let rest = &self.format[self.at..];
            let literal = rest.iter().position(percent).unwrap_or(rest.len());
            self.out.push_units(&rest[..literal])?;
            self.at += literal;
            if self.at < self.format.len() {
                self.at += 1;
                self.convert()?;
            }
        }
        let given = if self.is_tuple { self.items().len() } else { 1 };
        if self.next < given && self.mapping.is_none() {
            let what = if self.bytes { "bytes" } else { "string" };
            return Err(self.thread.type_error(format_args!(
                "not all arguments converted during {what} formatting"
            )));
        }
        Ok(self.out)
    }

    fn items(&self) -> &[Ref] {
        self.value.downcast::<Tuple>().map_or(&[], Tuple::items)
    }

    fn argument(&mut self) -> Result<Given<'a>> {
        let found = match (&self.value, self.is_tuple) {
            (Given::Borrowed(tuple), true) => tuple
                .downcast::<Tuple>()
                .and_then(|tuple| tuple.items().get(self.next))
                .map(|item| Given::Borrowed(item)),
            (&Given::Borrowed(value), false) if self.next == 0 => Some(Given::Borrowed(value)),
            (Given::Looked(_), _) if self.next == 0 => {
                let none = self.mapping.map(Given::Borrowed);
                none.map(|taken| std::mem::replace(&mut self.value, taken))
            }
            _ => None,
        };
        self.next += 1;
        found.ok_or_else(|| {
            self.thread
                .type_error(format_args!("not enough arguments for format string"))
        })
    }

    fn peek(&self) -> u32 {
        self.format.get(self.at).map_or(0, |&u| u.into())
    }

    /// The next character of a conversion, which must be there.
    fn current(&self) -> Result<u32> {
        match self.format.get(self.at) {
            Some(&unit) => Ok(unit.into()),
            None => Err(self.thread.value_error(format_args!("incomplete format"))),
        }
    }

    fn convert(&mut self) -> Result<()> {
        if self.current()? == u32::from(b'%') {
            self.at += 1;
            return self.out.push_point(u32::from(b'%'));
        }
        let conversion = self.parse()?;
        let kind = self.current()?;
        self.at += 1;
        let value = self.argument()?;
        match u8::try_from(kind).unwrap_or(0) {
            byte @ (b's' | b'r' | b'a') => self.text(&value, byte, &conversion),
            b'b' if self.bytes => self.text(&value, b's', &conversion),
            byte @ (b'd' | b'i' | b'u' | b'o' | b'x' | b'X') => {
                self.integer(&value, byte, &conversion)
            }
            byte @ (b'e' | b'E' | b'f' | b'F' | b'g' | b'G') => {
                self.float(&value, byte, &conversion)
            }
            b'c' => self.character(&value, &conversion),
            _ => {
                let shown = char::from_u32(kind)
                    .filter(|_| (32..127).contains(&kind))
                    .unwrap_or('?');
                Err(self.thread.value_error(format_args!(
                    "unsupported format character '{shown}' (0x{kind:x}) at index {}",
                    self.at - 1
                )))
            }
        }
    }

    fn parse(&mut self) -> Result<Conversion> {
        if self.peek() == u32::from(b'(') {
            self.key()?;
        }
        let mut it = Conversion::default();
        loop {
            let flag = match u8::try_from(self.peek()).unwrap_or(0) {
                b'-' => &mut it.left,
                b'+' => &mut it.plus,
                b' ' => &mut it.blank,
                b'#' => &mut it.alternate,
                b'0' => &mut it.zero,
                _ => break,
            };
            *flag = true;
            self.at += 1;
        }
        if self.peek() == u32::from(b'*') {
            let width = self.star(Builtin::OverflowError)?;
            it.left |= width < 0;
            it.width = width.unsigned_abs();
        } else {
            it.width = self.digits(isize::MAX as usize, "width too big")?;
        }
        if self.peek() == u32::from(b'.') {
            self.at += 1;
            it.precision = Some(if self.peek() == u32::from(b'*') {
                self.star(Builtin::ValueError)?.max(0) as usize
            } else {
                let limit = i32::MAX as usize;
                self.digits(
                    limit,
                    if self.bytes {
                        "prec too big"
                    } else {
                        "precision too big"
                    },
                )?
            });
        }
        if matches!(u8::try_from(self.peek()), Ok(b'h' | b'l' | b'L')) {
            self.at += 1;
        }
        self.current()?;
        Ok(it)
    }

    /// `(key)`: the value for it becomes the only argument.
    fn key(&mut self) -> Result<()> {
        let Some(mapping) = self.mapping else {
            return Err(self
                .thread
                .type_error(format_args!("format requires a mapping")));
        };
        let start = self.at + 1;
        let (mut open, mut end) = (1, start);
        while open > 0 {
            match self.format.get(end).map(|&u| u.into()) {
                Some(40) => open += 1,
                Some(41) => open -= 1,
                Some(_) => {}
                None => {
                    return Err(self
                        .thread
                        .value_error(format_args!("incomplete format key")));
                }
            }
            end += 1;
        }
        self.at = end;
        let units = &self.format[start..end - 1];
        let mut key = Builder::new(self.thread);
        key.push_units(units)?;
        let key = match self.bytes {
            true => Bytes::new(self.thread, key.as_bytes().unwrap_or_default())?.into_object(),
            false => key.finish()?.into_object(),
        };
        self.value = Given::Looked(getitem(self.thread, mapping, &key)?);
        (self.is_tuple, self.next) = (false, 0);
        Ok(())
    }

    /// A width or precision taken from the arguments. `ValueError` stands for the narrower limit of a C int.
    fn star(&mut self, kind: Builtin) -> Result<isize> {
        self.at += 1;
        let value = self.argument()?;
        if value.downcast::<Int>().is_none() {
            return Err(self.thread.type_error(format_args!("* wants int")));
        }
        match kind {
            Builtin::OverflowError => as_isize(self.thread, &value, kind),
            _ => Ok(crate::bytes::as_c_int(self.thread, &value)? as isize),
        }
    }

    fn digits(&mut self, limit: usize, message: &str) -> Result<usize> {
        let mut value = 0usize;
        while let Ok(digit @ b'0'..=b'9') = u8::try_from(self.peek()) {
            let grown = value
                .checked_mul(10)
                .and_then(|v| v.checked_add(usize::from(digit - b'0')));
            match grown.filter(|&v| v <= limit) {
                Some(grown) => value = grown,
                None => return Err(self.thread.value_error(format_args!("{message}"))),
            }
            self.at += 1;
        }
        Ok(value)
    }

    fn text(&mut self, value: &Object, kind: u8, it: &Conversion) -> Result<()> {
        if self.bytes && kind == b's' {
            return self.raw_bytes(value, it);
        }
        // A text is taken as it is; `str` would be a safe point.
        let text = match kind {
            b's' => match value.downcast::<Str>() {
                Some(text) if value.is_exactly(Builtin::Str) => Ref::new(text),
                _ => to_str(self.thread, value)?,
            },
            b'r' if !self.bytes => repr(self.thread, value)?,
            _ => ascii(self.thread, value)?,
        };
        let len = it.precision.unwrap_or(usize::MAX).min(text.len());
        let gap = it.width.saturating_sub(len);
        self.spaces(if it.left { 0 } else { gap })?;
        let last = self.at == self.format.len() && gap == 0 && len == text.len();
        if last && !self.bytes && !value.is_exactly(Builtin::Int) {
            return self.out.push_last(&text);
        }
        self.out.push_range(&text, 0, len)?;
        self.spaces(if it.left { gap } else { 0 })
    }

    fn spaces(&mut self, n: usize) -> Result<()> {
        self.out.push_repeated(u32::from(b' '), n)
    }

    fn raw_bytes(&mut self, value: &Object, it: &Conversion) -> Result<()> {
        let made;
        let exact = value.is_exactly(Builtin::Bytes) || value.isinstance(Builtin::ByteArray);
        let view = if exact {
            view_opt(self.thread, value)?
        } else {
            match call_special(self.thread, value, names(self.thread).__bytes__(), &[])? {
                Some(bytes) if bytes.downcast::<Bytes>().is_some() => {
                    made = bytes;
                    view_opt(self.thread, &made)?
                }
                Some(other) => {
                    return Err(self.thread.type_error(format_args!(
                        "__bytes__ returned non-bytes (type {})",
                        other.ty().name()
                    )));
                }
                None => view_opt(self.thread, value)?,
            }
        };
        let Some(view) = view else {
            return Err(self.thread.type_error(format_args!(
                "%b requires a bytes-like object, or an object that implements __bytes__, not '{}'",
                value.ty().name()
            )));
        };
        let bytes = view.bytes();
        let len = it.precision.unwrap_or(usize::MAX).min(bytes.len());
        let gap = it.width.saturating_sub(len);
        self.spaces(if it.left { 0 } else { gap })?;
        self.out.push_units(&bytes[..len])?;
        self.spaces(if it.left { gap } else { 0 })
    }

    fn character(&mut self, value: &Object, it: &Conversion) -> Result<()> {
        let point = if self.bytes {
            self.single_byte(value)?
        } else {
            self.single_char(value)?
        };
        let gap = it.width.saturating_sub(1);
        self.spaces(if it.left { 0 } else { gap })?;
        self.out.push_point(point)?;
        self.spaces(if it.left { gap } else { 0 })
    }

    fn single_char(&self, value: &Object) -> Result<u32> {
        if let Some(text) = value.downcast::<Str>()
            && text.len() == 1
        {
            return Ok(text.char_at(0));
        }
        if value.ty().number().index.is_none() {
            return Err(self
                .thread
                .type_error(format_args!("%c requires int or char")));
        }
        let int = crate::protocol::index(self.thread, value)?;
        match int.as_isize() {
            Some(point @ 0..=0x10_FFFF) => Ok(point as u32),
            _ => Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("%c arg not in range(0x110000)"),
            )),
        }
    }

    fn single_byte(&self, value: &Object) -> Result<u32> {
        if let [one] = data(value) {
            return Ok(u32::from(*one));
        }
        if value.ty().number().index.is_none() {
            return Err(self.thread.type_error(format_args!(
                "%c requires an integer in range(256) or a single byte"
            )));
        }
        let int = crate::protocol::index(self.thread, value)?;
        match int.as_isize() {
            Some(byte @ 0..=255) => Ok(byte as u32),
            _ => Err(self.thread.raise(
                Builtin::OverflowError,
                format_args!("%c arg not in range(256)"),
            )),
        }
    }

    /// The int that a value is for a conversion.
    fn as_int(&self, value: &Object, kind: u8) -> Result<Ref<Int>> {
        let index_only = matches!(kind, b'o' | b'x' | b'X');
        let wrong = || {
            let what = if index_only {
                "an integer"
            } else {
                "a real number"
            };
            self.thread.type_error(format_args!(
                "%{} format: {what} is required, not {}",
                char::from(kind),
                value.ty().name()
            ))
        };
        if let Ok(int) = value.to_ref().downcast_into::<Int>() {
            return Ok(int);
        }
        let number = value.ty().number();
        if number.index.is_none() && number.int.is_none() && number.float.is_none() {
            return Err(wrong());
        }
        let made = match index_only {
            true => crate::protocol::index(self.thread, value),
            false => to_int(self.thread, value)
                .and_then(|int| int.downcast_into::<Int>().map_err(|_| wrong())),
        };
        match made {
            Ok(int) => Ok(int),
            Err(_) => {
                self.thread.swallow(Builtin::TypeError)?;
                Err(wrong())
            }
        }
    }

    fn integer(&mut self, value: &Object, kind: u8, it: &Conversion) -> Result<()> {
        let int = self.as_int(value, kind)?;
        let mut room = itoa::Buffer::new();
        let (made, mut prefix): (Buf<'_, u8>, &[u8]);
        let digits: &[u8] = match (kind, int.as_isize()) {
            (b'd' | b'i' | b'u', Some(word)) => {
                prefix = b"";
                text::ask_for_signals(self.thread, &int);
                room.format(word.unsigned_abs()).as_bytes()
            }
            (b'd' | b'i' | b'u', None) => {
                prefix = b"";
                made = text::decimal(self.thread, &int)?;
                made.strip_prefix(b"-").unwrap_or(&made)
            }
            _ => {
                let (base, with): (u32, &[u8]) = match kind {
                    b'o' => (8, b"0o"),
                    b'x' => (16, b"0x"),
                    _ => (16, b"0X"),
                };
                let mut digits = text::power_of_two_digits(self.thread, &int, base)?;
                if kind == b'X' {
                    digits.make_ascii_uppercase();
                }
                prefix = with;
                made = digits;
                &made
            }
        };
        if !it.alternate {
            prefix = b"";
        }
        let zeros = it.precision.unwrap_or(0).saturating_sub(digits.len());
        self.number(it, int.sign() < 0, prefix, zeros, digits)
    }

    fn float(&mut self, value: &Object, kind: u8, it: &Conversion) -> Result<()> {
        let value = match as_f64(self.thread, value) {
            Ok(value) => value,
            Err(raised) => {
                if !self.bytes
                    || !self.thread.pending_is(Builtin::TypeError)
                    || value.downcast::<Float>().is_some()
                {
                    return Err(raised);
                }
                drop(self.thread.take_pending());
                return Err(self.thread.type_error(format_args!(
                    "float argument required, not {}",
                    value.ty().name()
                )));
            }
        };
        let style = match kind.to_ascii_lowercase() {
            b'e' => Style::Exponent,
            b'f' => Style::Fixed,
            _ => Style::General,
        };
        let extras = Extras {
            alternate: it.alternate,
            dot_zero: false,
        };
        let mut text = Buf::with_capacity(self.thread.heap(), 24)?;
        write_unsigned(
            &mut text,
            self.thread,
            value,
            style,
            it.precision.unwrap_or(6),
            extras,
        )?;
        if kind.is_ascii_uppercase() {
            text.make_ascii_uppercase();
        }
        self.number(
            it,
            value.is_sign_negative() && !value.is_nan(),
            b"",
            0,
            &text,
        )
    }

    /// Sign, prefix, zeros and digits within the width.
    fn number(
        &mut self,
        it: &Conversion,
        negative: bool,
        prefix: &[u8],
        zeros: usize,
        digits: &[u8],
    ) -> Result<()> {
        let sign = match negative {
            true => Some(b'-'),
            false if it.plus => Some(b'+'),
            false if it.blank => Some(b' '),
            false => None,
        };
        let len = usize::from(sign.is_some()) + prefix.len() + zeros + digits.len();
        let gap = it.width.saturating_sub(len);
        let fill_zeros = it.zero && !it.left;
        if !it.left && !fill_zeros {
            self.spaces(gap)?;
        }
        if let Some(sign) = sign {
            self.out.push_point(u32::from(sign))?;
        }
        self.out.push_units(prefix)?;
        self.out
            .push_repeated(u32::from(b'0'), zeros + if fill_zeros { gap } else { 0 })?;
        self.out.push_units(digits)?;
        self.spaces(if it.left { gap } else { 0 })
    }
}
