//! `str.format`: literal text and replacement fields, nested one level deep in specifications.

use super::{format_complex, format_float, format_int, format_str};
use crate::complex::Complex;
use crate::dict::Dict;
use crate::float::Float;
use crate::int::Int;
use crate::protocol::{ascii, getattr, getitem, repr, to_str};
use crate::str::unicode::decimal;
use crate::str::{Builder, Str, empty};
use object::{Args, Builtin, Object, Ref, Result, Thread};
use std::cell::Cell;

/// Where the values of fields come from.
enum Values<'a> {
    Call(Args<'a>),
    Mapping(&'a Object),
}

/// How fields without a number are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbering {
    Unknown,
    Automatic(usize),
    Manual,
}

struct Formatter<'a> {
    thread: &'a Thread,
    values: Values<'a>,
    numbering: Cell<Numbering>,
}

/// `str.format`.
pub fn format_method(thread: &Thread, format: &Str, args: Args<'_>) -> Result<Ref<Str>> {
    run(thread, format, Values::Call(args))
}

/// `str.format_map`.
pub fn format_map(thread: &Thread, format: &Str, mapping: &Object) -> Result<Ref<Str>> {
    run(thread, format, Values::Mapping(mapping))
}

fn run(thread: &Thread, format: &Str, values: Values<'_>) -> Result<Ref<Str>> {
    let formatter = Formatter {
        thread,
        values,
        numbering: Cell::new(Numbering::Unknown),
    };
    formatter.expand(format, 0, format.len(), 2)
}

const OPEN: u32 = b'{' as u32;
const CLOSE: u32 = b'}' as u32;
const BRACKET: u32 = b'[' as u32;
const UNBRACKET: u32 = b']' as u32;
const DOT: u32 = b'.' as u32;
const COLON: u32 = b':' as u32;
const BANG: u32 = b'!' as u32;

/// A field: its name, conversion and specification as places in the text.
struct Field {
    name: (usize, usize),
    conversion: Option<u32>,
    spec: (usize, usize),
    nested: bool,
    end: usize,
}

impl Formatter<'_> {
    fn error(&self, text: &str) -> object::Raised {
        self.thread.value_error(format_args!("{text}"))
    }

    /// The text `from..to` with its fields replaced.
    fn expand(&self, text: &Str, from: usize, to: usize, depth: usize) -> Result<Ref<Str>> {
        if depth == 0 {
            return Err(self.error("Max string recursion exceeded"));
        }
        let mut out = Builder::with_capacity(self.thread, to - from)?;
        let mut at = from;
        while at < to {
            let literal = (at..to)
                .take_while(|&i| !matches!(text.char_at(i), OPEN | CLOSE))
                .count();
            if literal == text.len() {
                return Ok(Ref::new(text));
            }
            out.push_range(text, at, at + literal)?;
            at += literal;
            if at == to {
                break;
            }
            let brace = text.char_at(at);
            if at + 1 < to && text.char_at(at + 1) == brace {
                out.push_point(brace)?;
                at += 2;
            } else if brace == CLOSE {
                return Err(self.error("Single '}' encountered in format string"));
            } else if at + 1 == to {
                return Err(self.error("Single '{' encountered in format string"));
            } else {
                let field = self.parse(text, at + 1, to)?;
                let last = field.end == to;
                self.put(&mut out, text, &field, depth, last)?;
                at = field.end;
            }
        }
        out.finish()
    }

    fn parse(&self, text: &Str, start: usize, to: usize) -> Result<Field> {
        let mut at = start;
        let mut bracket = false;
        while at < to {
            match text.char_at(at) {
                OPEN if !bracket => return Err(self.error("unexpected '{' in field name")),
                BRACKET => bracket = true,
                UNBRACKET => bracket = false,
                CLOSE | COLON | BANG if !bracket => break,
                _ => {}
            }
            at += 1;
        }
        if at == to {
            return Err(self.error("expected '}' before end of string"));
        }
        let mut field = Field {
            name: (start, at),
            conversion: None,
            spec: (at, at),
            nested: false,
            end: at + 1,
        };
        if text.char_at(at) == CLOSE {
            return Ok(field);
        }
        if text.char_at(at) == BANG {
            at += 1;
            if at == to {
                return Err(self.error("end of string while looking for conversion specifier"));
            }
            field.conversion = Some(text.char_at(at));
            at += 1;
            if at < to {
                match text.char_at(at) {
                    CLOSE => {
                        field.end = at + 1;
                        return Ok(field);
                    }
                    COLON => {}
                    _ => return Err(self.error("expected ':' after conversion specifier")),
                }
            }
        }
        self.parse_spec(text, at + 1, to, field)
    }

    fn parse_spec(&self, text: &Str, start: usize, to: usize, mut field: Field) -> Result<Field> {
        let mut open = 1;
        for at in start..to {
            match text.char_at(at) {
                OPEN => {
                    field.nested = true;
                    open += 1;
                }
                CLOSE => {
                    open -= 1;
                    if open == 0 {
                        field.spec = (start, at);
                        field.end = at + 1;
                        return Ok(field);
                    }
                }
                _ => {}
            }
        }
        Err(self.error("unmatched '{' in format spec"))
    }

    /// Appends a field's value. The last piece of a text may be the result itself.
    fn put(
        &self,
        out: &mut Builder<'_>,
        text: &Str,
        field: &Field,
        depth: usize,
        last: bool,
    ) -> Result<()> {
        let thread = self.thread;
        let mut value = self.value(text, field.name)?;
        if let Some(conversion) = field.conversion {
            value = self.convert(&value, conversion)?.into_object();
        }
        let (from, to) = field.spec;
        if from == to
            && let Some(plain) = value
                .downcast::<Str>()
                .filter(|_| value.is_exactly(Builtin::Str))
        {
            return match last {
                true => out.push_last(plain),
                false => out.push(plain),
            };
        }
        let spec = match field.nested {
            true => self.expand(text, from, to, depth - 1)?,
            false if from == to => empty(thread),
            false => text.substring(thread, from, to)?,
        };
        // Numbers are written straight into the text; like texts they aren't asked for their `__format__`.
        let number = [Builtin::Int, Builtin::Float, Builtin::Complex]
            .iter()
            .any(|&n| value.is_exactly(n));
        let made = match number || value.is_exactly(Builtin::Str) {
            true => format_exact(thread, &value, &spec)?,
            false => crate::protocol::format(thread, &value, &spec)?,
        };
        match last && !number {
            true => out.push_last(&made),
            false => out.push(&made),
        }
    }

    fn convert(&self, value: &Object, conversion: u32) -> Result<Ref<Str>> {
        match u8::try_from(conversion).unwrap_or(0) {
            b'r' => repr(self.thread, value),
            b's' => to_str(self.thread, value),
            b'a' => ascii(self.thread, value),
            byte if (33..127).contains(&byte) => Err(self.thread.value_error(format_args!(
                "Unknown conversion specifier {}",
                char::from(byte)
            ))),
            _ => Err(self.thread.value_error(format_args!(
                "Unknown conversion specifier \\x{conversion:x}"
            ))),
        }
    }

    /// The value that a field's name leads to.
    fn value(&self, text: &Str, (from, to): (usize, usize)) -> Result<Ref> {
        let first = (from..to)
            .take_while(|&i| !matches!(text.char_at(i), DOT | BRACKET))
            .count();
        let mut at = from + first;
        let mut value = self.first(text, from, at)?;
        while at < to {
            let start = at + 1;
            if text.char_at(at) == DOT {
                at = start
                    + (start..to)
                        .take_while(|&i| !matches!(text.char_at(i), DOT | BRACKET))
                        .count();
                let name = self.part(text, start, at)?;
                value = getattr(self.thread, &value, name.as_object())?;
                continue;
            }
            if text.char_at(at) != BRACKET {
                return Err(self.error("Only '.' or '[' may follow ']' in format field specifier"));
            }
            let end = start
                + (start..to)
                    .take_while(|&i| text.char_at(i) != UNBRACKET)
                    .count();
            if end == to {
                return Err(self.error("Missing ']' in format string"));
            }
            let name = self.part(text, start, end)?;
            let key = match self.number(text, start, end)? {
                Some(index) => Int::from_usize(self.thread, index)?,
                None => name.into_object(),
            };
            value = getitem(self.thread, &value, &key)?;
            at = end + 1;
        }
        Ok(value)
    }

    fn part(&self, text: &Str, from: usize, to: usize) -> Result<Ref<Str>> {
        if from == to {
            return Err(self.error("Empty attribute in format string"));
        }
        text.substring(self.thread, from, to)
    }

    /// The number that a name is, if it consists of digits.
    fn number(&self, text: &Str, from: usize, to: usize) -> Result<Option<usize>> {
        let mut value = None;
        for at in from..to {
            let Some(digit) = decimal(text.char_at(at)) else {
                return Ok(None);
            };
            let grown = value
                .unwrap_or(0usize)
                .checked_mul(10)
                .and_then(|v| v.checked_add(usize::from(digit)));
            match grown.filter(|&v| v <= isize::MAX as usize) {
                Some(grown) => value = Some(grown),
                None => return Err(self.error("Too many decimal digits in format string")),
            }
        }
        Ok(value)
    }

    /// The argument that the first part of a name is.
    fn first(&self, text: &Str, from: usize, to: usize) -> Result<Ref> {
        let index = match self.number(text, from, to)? {
            Some(index) => {
                if matches!(self.numbering.get(), Numbering::Automatic(_)) {
                    return Err(self.error(
                        "cannot switch from automatic field numbering to manual field specification",
                    ));
                }
                self.numbering.set(Numbering::Manual);
                index
            }
            None if from < to => return self.named(text, from, to),
            None => {
                let next = match self.numbering.get() {
                    Numbering::Manual => {
                        return Err(self.error(
                            "cannot switch from manual field specification to automatic field numbering",
                        ));
                    }
                    Numbering::Automatic(next) => next,
                    Numbering::Unknown => 0,
                };
                self.numbering.set(Numbering::Automatic(next + 1));
                next
            }
        };
        match &self.values {
            Values::Mapping(_) => Err(self.error("Format string contains positional fields")),
            Values::Call(args) => match args.positional().get(index) {
                Some(value) => Ok(value.clone()),
                None => Err(self.thread.raise(
                    Builtin::IndexError,
                    format_args!(
                        "Replacement index {index} out of range for positional args tuple"
                    ),
                )),
            },
        }
    }

    fn named(&self, text: &Str, from: usize, to: usize) -> Result<Ref> {
        let name = text.substring(self.thread, from, to)?;
        match &self.values {
            Values::Mapping(mapping) => match mapping
                .downcast::<Dict>()
                .filter(|_| mapping.is_exactly(Builtin::Dict))
            {
                Some(dict) => match dict.get(self.thread, name.as_object())? {
                    Some(value) => Ok(value),
                    None => Err(crate::exception::key_error(self.thread, name.as_object())),
                },
                None => getitem(self.thread, mapping, name.as_object()),
            },
            Values::Call(args) => {
                let found = args
                    .keywords()
                    .find(|(key, _)| key.downcast::<Str>().is_some_and(|k| k.equals(&name)));
                match found {
                    Some((_, value)) => Ok(value.clone()),
                    None => Err(crate::exception::key_error(self.thread, name.as_object())),
                }
            }
        }
    }
}

/// `format(value, spec)` of an exact `str`, `int`, `float` or `complex`, whose `__format__` need not be looked up.
pub fn format_exact(thread: &Thread, value: &Object, spec: &Str) -> Result<Ref<Str>> {
    if spec.is_empty() && !value.is_exactly(Builtin::Str) {
        // That is `str`, a safe point.
        collector::collect_if_due(thread);
    }
    if let Some(text) = value.downcast::<Str>() {
        return if spec.is_empty() {
            Ok(Ref::new(text))
        } else {
            format_str(thread, text, spec)
        };
    }
    if let Some(float) = value.downcast::<Float>() {
        return format_float(thread, float.value(), spec);
    }
    match value.downcast::<Complex>() {
        Some(complex) => {
            let (real, imag) = complex.pair();
            format_complex(thread, real, imag, spec)
        }
        None => format_int(thread, value, spec),
    }
}
