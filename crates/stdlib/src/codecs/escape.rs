//! `escape_encode` and `escape_decode`: bytes as the inside of a literal.

use super::{errors, pair, source};
use object::{Buf, Builtin, Object, Ref, Result, Thread};
use types::{Bytes, protocol};

/// `escape_encode(data, errors)`.
pub(super) fn encode(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "escape_encode", args.len(), 1, 2)?;
    let Some(bytes) = args[0].downcast::<Bytes>() else {
        return Err(thread.type_error(format_args!(
            "escape_encode() argument 1 must be bytes, not {}",
            types::protocol::type_text(&args[0])
        )));
    };
    let mut out = Buf::new(thread.heap());
    for &byte in bytes.as_slice() {
        match byte {
            b'\\' | b'\'' => out.extend(&[b'\\', byte])?,
            b'\t' => out.extend(b"\\t")?,
            b'\n' => out.extend(b"\\n")?,
            b'\r' => out.extend(b"\\r")?,
            0x20..0x7F => out.push(byte)?,
            _ => {
                const HEX: &[u8; 16] = b"0123456789abcdef";
                let (high, low) = (HEX[usize::from(byte >> 4)], HEX[usize::from(byte & 15)]);
                out.extend(&[b'\\', b'x', high, low])?;
            }
        }
    }
    pair(thread, Bytes::new(thread, &out)?.into_object(), bytes.len())
}

/// `escape_decode(data, errors)`.
pub(super) fn decode(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "escape_decode", args.len(), 1, 2)?;
    let bytes = source(thread, "escape_decode", args)?;
    let errors = errors(thread, "escape_decode", args)?;
    let made = decoded(thread, &bytes, errors)?;
    pair(thread, made.into_object(), bytes.len())
}

/// The bytes that bytes with escapes spell.
pub(crate) fn unescape(thread: &Thread, bytes: &[u8]) -> Result<Ref<Bytes>> {
    decoded(thread, bytes, None)
}

fn decoded(thread: &Thread, bytes: &[u8], errors: Option<&types::Str>) -> Result<Ref<Bytes>> {
    let mut out = Buf::new(thread.heap());
    let (mut at, mut odd) = (0, None);
    while let Some(&byte) = bytes.get(at) {
        if byte != b'\\' {
            out.push(byte)?;
            at += 1;
            continue;
        }
        let Some(&next) = bytes.get(at + 1) else {
            return Err(thread.value_error(format_args!("Trailing \\ in string")));
        };
        at += 2;
        match next {
            b'\n' => {}
            b'\\' | b'\'' | b'"' => out.push(next)?,
            b'a' => out.push(7)?,
            b'b' => out.push(8)?,
            b't' => out.push(9)?,
            b'n' => out.push(10)?,
            b'v' => out.push(11)?,
            b'f' => out.push(12)?,
            b'r' => out.push(13)?,
            b'0'..=b'7' => {
                let rest = &bytes[at - 1..];
                let digits = rest.iter().take(3).take_while(|b| matches!(b, b'0'..=b'7'));
                let n = digits.clone().count();
                let value = digits.fold(0_u32, |all, b| all << 3 | u32::from(b - b'0'));
                if value > 0xFF {
                    odd = odd.or(Some(at - 1));
                }
                out.push(value as u8)?;
                at += n - 1;
            }
            b'x' => at = hex(thread, bytes, at, errors, &mut out)?,
            other => {
                odd = odd.or(Some(at - 1));
                out.extend(&[b'\\', other])?;
            }
        }
    }
    if let Some(odd) = odd {
        warn(thread, &bytes[odd..])?;
    }
    Bytes::new(thread, &out)
}

/// Says that an escape means nothing.
#[cold]
fn warn(thread: &Thread, escape: &[u8]) -> Result<()> {
    let category = Builtin::DeprecationWarning;
    match escape {
        [a @ b'4'..=b'7', b, c, ..] => {
            let [a, b, c] = [*a, *b, *c].map(char::from);
            let text = format_args!("invalid octal escape sequence '\\{a}{b}{c}'");
            protocol::warn(thread, category, text)
        }
        [other, ..] => {
            let text = format_args!("invalid escape sequence '\\{}'", char::from(*other));
            protocol::warn(thread, category, text)
        }
        [] => Ok(()),
    }
}

/// Two hexadecimal digits; where to go on.
fn hex(
    thread: &Thread,
    bytes: &[u8],
    at: usize,
    errors: Option<&types::Str>,
    out: &mut Buf<'_, u8>,
) -> Result<usize> {
    let digit = |at: usize| bytes.get(at).and_then(|&b| char::from(b).to_digit(16));
    if let (Some(high), Some(low)) = (digit(at), digit(at + 1)) {
        out.push((high * 16 + low) as u8)?;
        return Ok(at + 2);
    }
    match errors.and_then(types::Str::as_ascii) {
        None | Some("strict") => {
            return Err(
                thread.value_error(format_args!("invalid \\x escape at position {}", at - 2))
            );
        }
        Some("replace") => out.push(b'?')?,
        Some("ignore") => {}
        Some(other) => {
            return Err(thread.value_error(format_args!(
                "decoding error; unknown error handling code: {other}"
            )));
        }
    }
    Ok(at + usize::from(digit(at).is_some()))
}
