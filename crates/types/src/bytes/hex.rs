//! `hex`, `fromhex`, and the `repr` of bytes.

use super::args::{Flavor, as_c_int, data};
use crate::protocol::{Signature, len};
use crate::str::{Builder, Str};
use object::{Args, Buf, Object, Ref, Result, Thread};

const DIGITS: &[u8; 16] = b"0123456789abcdef";

const HEX: Signature<2> = Signature {
    function: "hex",
    names: ["sep", "bytes_per_sep"],
    required: 0,
    positional: 2,
};

/// `bytes.hex` and its kin.
pub fn hex(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (sep, group) = hex_args(thread, args)?;
    Ok(hex_text(thread, data(object), sep, group)?.into_object())
}

/// Separator and group size.
pub fn hex_args(thread: &Thread, args: Args<'_>) -> Result<(Option<u8>, i32)> {
    let bound = HEX.bind(thread, &args)?;
    let group = match bound.get(1) {
        Some(group) => as_c_int(thread, group)?,
        None => 1,
    };
    let Some(sep) = bound.get(0) else {
        return Ok((None, group));
    };
    if len(thread, sep)? != 1 {
        return Err(thread.value_error(format_args!("sep must be length 1.")));
    }
    if let Some(text) = sep.downcast::<Str>() {
        return match text.as_ascii() {
            Some(text) => Ok((text.as_bytes().first().copied(), group)),
            None => Err(thread.value_error(format_args!("sep must be ASCII."))),
        };
    }
    match data(sep).first() {
        Some(&byte) if byte < 128 => Ok((Some(byte), group)),
        Some(_) => Err(thread.value_error(format_args!("sep must be ASCII."))),
        None => Err(thread.type_error(format_args!("sep must be str or bytes."))),
    }
}

/// Two hexadecimal digits for each byte, a separator between groups (counted from the right unless `group` is negative).
pub fn hex_text(thread: &Thread, bytes: &[u8], sep: Option<u8>, group: i32) -> Result<Ref<Str>> {
    let size = group.unsigned_abs() as usize;
    let sep = sep.filter(|_| size > 0);
    let mut out = Buf::with_capacity(thread.heap(), bytes.len() * 3)?;
    for (i, byte) in bytes.iter().enumerate() {
        let before = if group < 0 { i } else { bytes.len() - i };
        if let Some(sep) = sep
            && i > 0
            && before % size == 0
        {
            out.push(sep)?;
        }
        out.push(DIGITS[usize::from(byte >> 4)])?;
        out.push(DIGITS[usize::from(byte & 15)])?;
    }
    Str::from_ascii(thread, &out)
}

/// The bytes that hexadecimal text spells; white space may stand between them.
pub fn from_hex<'t>(thread: &'t Thread, object: &Object) -> Result<Buf<'t, u8>> {
    let Some(text) = object.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "fromhex() argument must be str, not {}",
            crate::protocol::type_text(object)
        )));
    };
    let bad = |at: usize| {
        thread.value_error(format_args!(
            "non-hexadecimal number found in fromhex() arg at position {at}"
        ))
    };
    let mut out = Buf::with_capacity(thread.heap(), text.len() / 2)?;
    let digit = |at: usize| {
        char::from_u32(if at < text.len() { text.char_at(at) } else { 0 })
            .and_then(|c| c.to_digit(16))
    };
    let mut at = 0;
    while at < text.len() {
        let point = text.char_at(at);
        if u8::try_from(point).is_ok_and(super::split::is_space) {
            at += 1;
            continue;
        }
        let high = digit(at).ok_or_else(|| bad(at))?;
        let low = digit(at + 1).ok_or_else(|| bad(at + 1))?;
        out.push((high << 4 | low) as u8)?;
        at += 2;
    }
    Ok(out)
}

/// `fromhex` for exact types; subclasses are called with the bytes.
pub fn fromhex<F: Flavor>(thread: &Thread, class: &Object, text: &Object) -> Result<Ref> {
    let bytes = from_hex(thread, text)?;
    let made = F::make(thread, &bytes)?;
    if class.is(made.ty().as_object()) {
        return Ok(made);
    }
    crate::protocol::call_one(thread, class, &made)
}

/// Appends bytes as a literal shows them. `always` escapes the single quote whatever quotes are used.
pub fn write_repr(out: &mut Builder<'_>, bytes: &[u8], always: bool) -> Result<()> {
    let double = bytes.contains(&b'\'') && !bytes.contains(&b'"');
    let quote = if double { b'"' } else { b'\'' };
    out.push_str("b")?;
    out.push_point(u32::from(quote))?;
    for &byte in bytes {
        match byte {
            b'\\' => out.push_str("\\\\")?,
            b'\'' if !double || always => out.push_str("\\'")?,
            b'\t' => out.push_str("\\t")?,
            b'\n' => out.push_str("\\n")?,
            b'\r' => out.push_str("\\r")?,
            0x20..0x7F => out.push_point(u32::from(byte))?,
            _ => out.push_format(format_args!("\\x{byte:02x}"))?,
        }
    }
    out.push_point(u32::from(quote))
}
