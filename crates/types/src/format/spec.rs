//! The format mini-language: `[[fill]align][sign][z][#][0][width][grouping][.precision][type]`.

use crate::str::Str;
use crate::str::unicode::decimal;
use object::{Result, Thread};
use std::fmt;

/// A parsed specification.
#[derive(Clone, Copy, Debug)]
pub struct Spec {
    pub fill: u32,
    /// `<`, `>`, `=` or `^`.
    pub align: u8,
    pub align_given: bool,
    /// `+`, `-`, a space, or 0 for none.
    pub sign: u8,
    /// `z`: a result that is zero has no minus.
    pub positive_zero: bool,
    pub alternate: bool,
    pub width: usize,
    /// `,`, `_`, or 0 for none.
    pub grouping: u8,
    pub precision: Option<usize>,
    /// The type's character, or the default given to `parse` (0 for none).
    pub kind: u32,
}

struct Reader<'a> {
    text: &'a Str,
    at: usize,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<u32> {
        let at = self.at + ahead;
        (at < self.text.len()).then(|| self.text.char_at(at))
    }

    fn take(&mut self, wanted: u8) -> bool {
        let found = self.peek(0) == Some(u32::from(wanted));
        self.at += usize::from(found);
        found
    }

    /// A run of decimal digits; `None` when there is none.
    fn number(&mut self, thread: &Thread) -> Result<Option<usize>> {
        let mut value = None;
        while let Some(digit) = self.peek(0).and_then(decimal) {
            let grown = value
                .unwrap_or(0usize)
                .checked_mul(10)
                .and_then(|v| v.checked_add(usize::from(digit)));
            let Some(grown) = grown.filter(|&v| v <= isize::MAX as usize) else {
                return Err(
                    thread.value_error(format_args!("Too many decimal digits in format string"))
                );
            };
            value = Some(grown);
            self.at += 1;
        }
        Ok(value)
    }
}

fn alignment(point: Option<u32>) -> Option<u8> {
    let byte = u8::try_from(point?).ok()?;
    matches!(byte, b'<' | b'>' | b'=' | b'^').then_some(byte)
}

/// Whose format it is: the name in messages, and what holds when the specification doesn't say.
#[derive(Clone, Copy)]
pub struct Target<'a> {
    pub type_name: &'a str,
    pub kind: u8,
    pub align: u8,
}

impl Spec {
    /// Parses a specification.
    pub fn parse(thread: &Thread, text: &Str, target: Target<'_>) -> Result<Spec> {
        let mut spec = Spec {
            fill: u32::from(b' '),
            align: target.align,
            align_given: false,
            sign: 0,
            positive_zero: false,
            alternate: false,
            width: 0,
            grouping: 0,
            precision: None,
            kind: u32::from(target.kind),
        };
        let mut reader = Reader { text, at: 0 };
        spec.read_layout(&mut reader, target);
        spec.width = reader.number(thread)?.unwrap_or(0);
        spec.read_grouping(thread, &mut reader)?;
        if reader.take(b'.') {
            match reader.number(thread)? {
                Some(precision) => spec.precision = Some(precision),
                None => {
                    return Err(
                        thread.value_error(format_args!("Format specifier missing precision"))
                    );
                }
            }
        }
        if text.len() - reader.at > 1 {
            return Err(thread.value_error(format_args!(
                "Invalid format specifier '{text}' for object of type '{}'",
                target.type_name
            )));
        }
        if let Some(kind) = reader.peek(0) {
            spec.kind = kind;
        }
        spec.check_grouping(thread)?;
        Ok(spec)
    }

    fn read_layout(&mut self, reader: &mut Reader<'_>, target: Target<'_>) {
        let mut fill_given = false;
        if let Some(align) = alignment(reader.peek(1)) {
            self.fill = reader.peek(0).unwrap_or(self.fill);
            (self.align, self.align_given, fill_given) = (align, true, true);
            reader.at += 2;
        } else if let Some(align) = alignment(reader.peek(0)) {
            (self.align, self.align_given) = (align, true);
            reader.at += 1;
        }
        if let Some(sign) = reader.peek(0).and_then(|p| u8::try_from(p).ok())
            && matches!(sign, b'+' | b'-' | b' ')
        {
            self.sign = sign;
            reader.at += 1;
        }
        self.positive_zero = reader.take(b'z');
        self.alternate = reader.take(b'#');
        if !fill_given && reader.take(b'0') {
            self.fill = u32::from(b'0');
            if !self.align_given && target.align == b'>' {
                self.align = b'=';
            }
        }
    }

    fn read_grouping(&mut self, thread: &Thread, reader: &mut Reader<'_>) -> Result<()> {
        let comma = reader.take(b',');
        let underscore = reader.take(b'_');
        if underscore && (comma || reader.take(b',')) {
            return Err(thread.value_error(format_args!("Cannot specify both ',' and '_'.")));
        }
        self.grouping = match (comma, underscore) {
            (true, _) => b',',
            (_, true) => b'_',
            _ => 0,
        };
        Ok(())
    }

    fn check_grouping(&self, thread: &Thread) -> Result<()> {
        let allowed = match u8::try_from(self.kind).unwrap_or(1) {
            _ if self.grouping == 0 => true,
            0 | b'd' | b'e' | b'f' | b'g' | b'E' | b'G' | b'F' | b'%' => true,
            b'b' | b'o' | b'x' | b'X' => self.grouping == b'_',
            _ => false,
        };
        if allowed {
            return Ok(());
        }
        let (separator, kind) = (char::from(self.grouping), Shown(self.kind));
        Err(thread.value_error(format_args!("Cannot specify '{separator}' with '{kind}'.")))
    }

    /// The type's character when it is a plain one.
    pub fn byte(&self) -> u8 {
        u8::try_from(self.kind).unwrap_or(1)
    }

    /// Raises for a type's character that the object doesn't know.
    pub fn unknown(&self, thread: &Thread, type_name: &str) -> object::Raised {
        let kind = Shown(self.kind);
        thread.value_error(format_args!(
            "Unknown format code '{kind}' for object of type '{type_name}'"
        ))
    }

    /// Padding in front of and behind a text of this length. `=` counts as `>`: who knows about signs deals with it before.
    pub fn padding(&self, len: usize) -> (usize, usize) {
        let gap = self.width.saturating_sub(len);
        match self.align {
            b'<' => (0, gap),
            b'^' => (gap / 2, gap - gap / 2),
            _ => (gap, 0),
        }
    }
}

/// A character in a message: itself when it is plain ASCII, its number otherwise.
struct Shown(u32);

impl fmt::Display for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match u8::try_from(self.0) {
            Ok(byte @ 33..128) => write!(f, "{}", char::from(byte)),
            _ => write!(f, "\\x{:x}", self.0),
        }
    }
}
