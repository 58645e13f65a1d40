//! Formats of `struct`: from text to the codes that say where each item stands.

use super::error;
use object::{Buf, Result, Thread};

/// One code of a format: a run of equal items, or a string of bytes.
#[derive(Clone, Copy)]
pub(super) struct Code {
    pub kind: u8,
    /// Bytes from the start of the whole.
    pub offset: usize,
    /// Bytes of an item.
    pub size: usize,
    pub repeat: usize,
}

/// The kind of `f` in the machine's own order, where 3.13 stores an infinity for what is too large.
pub(super) const NATIVE_FLOAT: u8 = b'F';

/// How items are stored.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    /// The machine's own sizes, aligned.
    Native,
    /// Sizes of their own, not aligned.
    Standard,
}

/// Bytes and alignment of an item.
fn item(kind: u8, order: Order) -> Option<(usize, usize)> {
    let native = order == Order::Native;
    let size = match kind {
        b'x' | b'c' | b'b' | b'B' | b'?' | b's' | b'p' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' => {
            if native {
                8
            } else {
                4
            }
        }
        b'q' | b'Q' | b'd' => 8,
        b'n' | b'N' | b'P' if native => 8,
        _ => return None,
    };
    Some((size, if native { size } else { 1 }))
}

/// A parsed format.
pub(super) struct Format<'t> {
    pub codes: Buf<'t, Code>,
    /// Bytes of the whole.
    pub size: usize,
    /// Values to be packed.
    pub count: usize,
    pub big_endian: bool,
}

/// Reads a format.
pub(super) fn parse<'t>(thread: &'t Thread, text: &[u8]) -> Result<Format<'t>> {
    if text.contains(&0) {
        return Err(error(thread, format_args!("embedded null character")));
    }
    let (order, big_endian, skip) = match text.first() {
        Some(b'<') => (Order::Standard, false, 1),
        Some(b'>' | b'!') => (Order::Standard, true, 1),
        Some(b'=') => (Order::Standard, false, 1),
        Some(b'@') => (Order::Native, false, 1),
        _ => (Order::Native, false, 0),
    };
    let mut format = Format {
        codes: Buf::new(thread.heap()),
        size: 0,
        count: 0,
        big_endian,
    };
    let mut rest = text[skip..].iter().copied().peekable();
    while let Some(byte) = rest.next() {
        if byte.is_ascii_whitespace() || byte == 0x0B {
            continue;
        }
        let (mut kind, mut repeat) = (byte, 1_usize);
        if byte.is_ascii_digit() {
            repeat = usize::from(byte - b'0');
            loop {
                match rest.next() {
                    None => {
                        return Err(error(
                            thread,
                            format_args!("repeat count given without format specifier"),
                        ));
                    }
                    Some(digit) if digit.is_ascii_digit() => {
                        repeat = repeat
                            .checked_mul(10)
                            .and_then(|n| n.checked_add(usize::from(digit - b'0')))
                            .filter(|&n| isize::try_from(n).is_ok())
                            .ok_or_else(|| too_long(thread))?;
                    }
                    Some(other) => {
                        kind = other;
                        break;
                    }
                }
            }
        }
        let Some((size, align)) = item(kind, order) else {
            return Err(error(thread, format_args!("bad char in struct format")));
        };
        let kind = match (kind, order) {
            (b'f', Order::Native) => NATIVE_FLOAT,
            _ => kind,
        };
        format.add(thread, kind, size, align, repeat)?;
    }
    Ok(format)
}

fn too_long(thread: &Thread) -> object::Raised {
    error(thread, format_args!("total struct size too long"))
}

impl Format<'_> {
    fn add(
        &mut self,
        thread: &Thread,
        kind: u8,
        size: usize,
        align: usize,
        repeat: usize,
    ) -> Result<()> {
        let offset = self.size.next_multiple_of(align);
        let end = size
            .checked_mul(repeat)
            .and_then(|bytes| bytes.checked_add(offset))
            .filter(|&n| isize::try_from(n).is_ok());
        self.size = end.ok_or_else(|| too_long(thread))?;
        let code = match kind {
            b'x' => return Ok(()),
            b's' | b'p' => Code {
                kind,
                offset,
                size: repeat,
                repeat: 1,
            },
            _ => Code {
                kind,
                offset,
                size,
                repeat,
            },
        };
        if code.repeat == 0 {
            return Ok(());
        }
        self.count += code.repeat;
        self.codes.push(code)
    }
}
