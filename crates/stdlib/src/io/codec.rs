//! Encodings that text streams handle themselves: UTF-8, ASCII, Latin-1. Others go through the `codecs` module's objects.

use super::text::{TextStream, flag, newline};
use object::{Builtin, Raised, Ref, Result, Thread};
use types::str::Builder;
use types::{Bytes, Int, Str};

/// Values of a stream's `codec`. Up to `LATIN1` an ASCII character is the byte of the same number.
pub const UTF8: u8 = 0;
pub const ASCII: u8 = 1;
pub const LATIN1: u8 = 2;
pub const OTHER: u8 = 3;

/// The codec for an encoding's name.
pub fn of(name: &str) -> u8 {
    let plain: String = name
        .chars()
        .take(40)
        .filter(|c| !matches!(c, '-' | '_' | ' '))
        .map(|c| c.to_ascii_lowercase())
        .collect();
    match plain.as_str() {
        "utf8" | "u8" | "cp65001" | "utf" | "locale" => UTF8,
        "ascii" | "usascii" | "646" => ASCII,
        "latin1" | "iso88591" | "latin" | "l1" | "88591" => LATIN1,
        _ => OTHER,
    }
}

/// Replaces each `\n`.
pub fn replace_newlines(thread: &Thread, text: &Str, with: &str) -> Result<Ref<Str>> {
    let mut out = Builder::new(thread);
    for point in text.code_points() {
        match point {
            10 => out.push_str(with)?,
            point => out.push_point(point)?,
        }
    }
    out.finish()
}

/// The byte offset of character `n` of WTF-8 text; `None` when the text is shorter.
pub fn nth_char(text: &[u8], n: usize) -> Option<usize> {
    let mut left = n;
    for (i, byte) in text.iter().enumerate() {
        if byte & 0xc0 != 0x80 {
            if left == 0 {
                return Some(i);
            }
            left -= 1;
        }
    }
    (left == 0).then_some(text.len())
}

fn errors_are(stream: &TextStream, name: &str) -> bool {
    let errors = stream.errors.get();
    errors
        .as_ref()
        .and_then(|e| e.downcast::<Str>())
        .is_some_and(|e| e.eq_str(name))
}

/// Appends text to the stream's pending bytes.
pub fn encode_into(thread: &Thread, stream: &TextStream, text: &Str) -> Result<()> {
    let heap = thread.heap();
    let limit = match stream.codec.get() {
        UTF8 => 0x11_0000,
        ASCII => 0x80,
        LATIN1 => 0x100,
        _ => return encode_other(thread, stream, text),
    };
    let utf8 = limit == 0x11_0000;
    if utf8 && text.first_surrogate().is_none() {
        let bytes = text.wtf8_buf(thread)?;
        return stream.pending.append(heap, &bytes);
    }
    let mut piece = [0; 4];
    for (at, point) in text.code_points().enumerate() {
        match char::from_u32(point).filter(|_| point < limit) {
            Some(c) if utf8 => stream
                .pending
                .append(heap, c.encode_utf8(&mut piece).as_bytes())?,
            Some(_) => stream.pending.append(heap, &[point as u8])?,
            None => encode_odd(thread, stream, text, at, point)?,
        }
    }
    Ok(())
}

/// A character that the encoding hasn't: what the error handler says.
fn encode_odd(
    thread: &Thread,
    stream: &TextStream,
    text: &Str,
    at: usize,
    point: u32,
) -> Result<()> {
    let append = |bytes: &[u8]| stream.pending.append(thread.heap(), bytes);
    if errors_are(stream, "ignore") {
        return Ok(());
    }
    if errors_are(stream, "replace") {
        return append(b"?");
    }
    if errors_are(stream, "surrogateescape") && (0xdc80..0xdd00).contains(&point) {
        return append(&[(point - 0xdc00) as u8]);
    }
    if errors_are(stream, "backslashreplace") {
        let escape = match point {
            0..0x100 => format!("\\x{point:02x}"),
            0x100..0x1_0000 => format!("\\u{point:04x}"),
            _ => format!("\\U{point:08x}"),
        };
        return append(escape.as_bytes());
    }
    if errors_are(stream, "xmlcharrefreplace") {
        return append(format!("&#{point};").as_bytes());
    }
    let (name, reason) = match stream.codec.get() {
        UTF8 => ("utf-8", "surrogates not allowed"),
        ASCII => ("ascii", "ordinal not in range(128)"),
        _ => ("latin-1", "ordinal not in range(256)"),
    };
    let args = [
        Str::new(thread, name)?.into_object(),
        text.as_object().to_ref(),
        Int::from_usize(thread, at)?,
        Int::from_usize(thread, at + 1)?,
        Str::new(thread, reason)?.into_object(),
    ];
    Err(types::exception::raise_with(
        thread,
        Builtin::UnicodeEncodeError,
        &args,
    ))
}

fn encode_other(thread: &Thread, stream: &TextStream, text: &Str) -> Result<()> {
    let Some(encoder) = stream.encoder.get() else {
        return Err(super::unsupported(thread, "not writable"));
    };
    let name = types::str::intern_static(thread, "encode")?;
    let bytes = types::call_method(thread, &encoder, &name, &[text.as_object().to_ref()])?;
    match bytes.downcast::<Bytes>() {
        Some(bytes) => stream.pending.append(thread.heap(), bytes.as_slice()),
        None => Err(thread.type_error(format_args!(
            "encoder should return a bytes object, not '{}'",
            bytes.ty().name()
        ))),
    }
}

/// Decodes bytes into the stream's waiting text.
pub fn decode_into(thread: &Thread, stream: &TextStream, bytes: &[u8], last: bool) -> Result<()> {
    let heap = thread.heap();
    match stream.codec.get() {
        OTHER => decode_other(thread, stream, bytes, last),
        UTF8 if stream.partial.is_empty() => decode_utf8(thread, stream, bytes, last),
        UTF8 => {
            stream.partial.append(heap, bytes)?;
            let mut joined = object::Buf::new(heap);
            let copied = stream.partial.with(heap, |all| joined.extend(all));
            copied?;
            stream.partial.consume(usize::MAX);
            decode_utf8(thread, stream, &joined, last)
        }
        codec => {
            for &byte in bytes {
                match byte {
                    0x80.. if codec == ASCII => {
                        odd_byte(thread, stream, bytes, byte, "ordinal not in range(128)")?;
                    }
                    byte => {
                        let mut piece = [0; 2];
                        let text = char::from(byte).encode_utf8(&mut piece);
                        put_text(thread, stream, text.as_bytes())?;
                    }
                }
            }
            finish_text(thread, stream, last)
        }
    }
}

fn decode_utf8(thread: &Thread, stream: &TextStream, bytes: &[u8], last: bool) -> Result<()> {
    let mut rest = bytes;
    loop {
        match std::str::from_utf8(rest) {
            Ok(_) => {
                put_text(thread, stream, rest)?;
                break;
            }
            Err(e) => {
                let (good, odd) = rest.split_at(e.valid_up_to());
                put_text(thread, stream, good)?;
                let Some(len) = e.error_len() else {
                    if !last {
                        stream.partial.append(thread.heap(), odd)?;
                        break;
                    }
                    odd_byte(thread, stream, bytes, odd[0], "unexpected end of data")?;
                    rest = &odd[1..];
                    continue;
                };
                let reason = match odd[0] {
                    0x80..=0xc1 | 0xf5..=0xff => "invalid start byte",
                    _ => "invalid continuation byte",
                };
                odd_byte(thread, stream, bytes, odd[0], reason)?;
                // Bytes after the first of a bad sequence stand for themselves only when escaped.
                let skip = if errors_are(stream, "surrogateescape") {
                    1
                } else {
                    len
                };
                rest = &odd[skip..];
            }
        }
    }
    finish_text(thread, stream, last)
}

/// A byte that isn't text: what the error handler says.
fn odd_byte(
    thread: &Thread,
    stream: &TextStream,
    chunk: &[u8],
    byte: u8,
    reason: &str,
) -> Result<()> {
    if errors_are(stream, "ignore") {
        return Ok(());
    }
    if errors_are(stream, "replace") {
        return put_text(thread, stream, "\u{fffd}".as_bytes());
    }
    if errors_are(stream, "backslashreplace") {
        return put_text(thread, stream, format!("\\x{byte:02x}").as_bytes());
    }
    if errors_are(stream, "surrogateescape") {
        // U+DC80 … U+DCFF as WTF-8.
        let low = [0xed, 0xb0 | (byte >> 6), 0x80 | (byte & 0x3f)];
        return put_text(thread, stream, &low);
    }
    Err(decode_error(thread, stream, chunk, byte, reason))
}

fn decode_error(
    thread: &Thread,
    stream: &TextStream,
    chunk: &[u8],
    byte: u8,
    reason: &str,
) -> Raised {
    let make = || -> Result<Raised> {
        let at = chunk.iter().position(|&b| b == byte).unwrap_or(0);
        let name = if stream.codec.get() == ASCII {
            "ascii"
        } else {
            "utf-8"
        };
        let args = [
            Str::new(thread, name)?.into_object(),
            Bytes::new(thread, chunk)?.into_object(),
            Int::from_usize(thread, at)?,
            Int::from_usize(thread, at + 1)?,
            Str::new(thread, reason)?.into_object(),
        ];
        Ok(types::exception::raise_with(
            thread,
            Builtin::UnicodeDecodeError,
            &args,
        ))
    };
    make().unwrap_or_else(|raised| raised)
}

fn decode_other(thread: &Thread, stream: &TextStream, bytes: &[u8], last: bool) -> Result<()> {
    let Some(decoder) = stream.decoder.get() else {
        return Err(super::unsupported(thread, "not readable"));
    };
    let name = types::str::intern_static(thread, "decode")?;
    let bytes = Bytes::new(thread, bytes)?.into_object();
    let text = types::call_method(thread, &decoder, &name, &[bytes, thread.heap().bool(last)])?;
    match text.downcast::<Str>() {
        Some(text) => {
            let utf8 = text.wtf8_buf(thread)?;
            put_text(thread, stream, &utf8)?;
            finish_text(thread, stream, last)
        }
        None => Err(thread.type_error(format_args!(
            "decoder should return a string result, not '{}'",
            text.ty().name()
        ))),
    }
}

/// Appends decoded text, line ends noted and, in universal mode, translated.
fn put_text(thread: &Thread, stream: &TextStream, text: &[u8]) -> Result<()> {
    let heap = thread.heap();
    let mode = stream.newlines.get();
    if mode > newline::KEEP {
        return stream.decoded.append(heap, text);
    }
    let mut rest = text;
    if stream.has(flag::AFTER_CR) && !rest.is_empty() {
        stream.put(flag::AFTER_CR, false);
        let pair = rest[0] == b'\n';
        note(stream, if pair { 4 } else { 1 });
        match mode {
            newline::UNIVERSAL => stream.decoded.append(heap, b"\n")?,
            _ if pair => stream.decoded.append(heap, b"\n")?,
            _ => {}
        }
        if pair {
            rest = &rest[1..];
        }
    }
    while let Some(at) = rest.iter().position(|&b| b == b'\r' || b == b'\n') {
        if rest[at] == b'\n' {
            note(stream, 2);
            stream.decoded.append(heap, &rest[..=at])?;
            rest = &rest[at + 1..];
            continue;
        }
        stream.decoded.append(heap, &rest[..at])?;
        if mode == newline::KEEP {
            stream.decoded.append(heap, b"\r")?;
        }
        match rest.get(at + 1) {
            None => {
                stream.put(flag::AFTER_CR, true);
                return Ok(());
            }
            Some(b'\n') => {
                note(stream, 4);
                stream.decoded.append(heap, b"\n")?;
                rest = &rest[at + 2..];
            }
            Some(_) => {
                note(stream, 1);
                if mode == newline::UNIVERSAL {
                    stream.decoded.append(heap, b"\n")?;
                }
                rest = &rest[at + 1..];
            }
        }
    }
    stream.decoded.append(heap, rest)
}

/// At the end of the stream a `\r` that still waits for a `\n` is a line end of its own.
fn finish_text(thread: &Thread, stream: &TextStream, last: bool) -> Result<()> {
    if last && stream.has(flag::AFTER_CR) {
        stream.put(flag::AFTER_CR, false);
        note(stream, 1);
        if stream.newlines.get() == newline::UNIVERSAL {
            stream.decoded.append(thread.heap(), b"\n")?;
        }
    }
    Ok(())
}

fn note(stream: &TextStream, bit: u8) {
    stream.seen.set(stream.seen.get() | bit);
}

/// How many bytes of the current chunk the text handed out so far came from.
pub fn source_bytes(thread: &Thread, stream: &TextStream) -> Result<usize> {
    let heap = thread.heap();
    let at = stream.at.get();
    let done = stream.decoded.with(heap, |text| {
        text[..at].iter().filter(|b| **b & 0xc0 != 0x80).count()
    });
    let universal = stream.newlines.get() == newline::UNIVERSAL;
    let wide = stream.codec.get() == UTF8;
    Ok(stream.chunk.with(heap, |bytes| {
        let (mut chars, mut i) = (0, 0);
        while chars < done && i < bytes.len() {
            let pair = universal && bytes[i] == b'\r' && bytes.get(i + 1) == Some(&b'\n');
            i += match bytes[i] {
                _ if pair => 2,
                0xc2..=0xdf if wide => 2,
                0xe0..=0xef if wide => 3,
                0xf0..=0xf4 if wide => 4,
                _ => 1,
            };
            chars += 1;
        }
        i.min(bytes.len())
    }))
}
