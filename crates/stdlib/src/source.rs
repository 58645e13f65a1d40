//! Source text from bytes: byte order mark, encoding cookie (PEP 263), UTF-8 otherwise.

use object::{Builtin, Raised, Ref, Result, Thread};
use types::{Int, Str, Tuple, exception};

/// Decodes the program's file: what is wrong with it is said in the words of 3.13's tokenizer, which reads files itself.
pub fn decode_program(thread: &Thread, bytes: &[u8], name: &str) -> Result<Ref<Str>> {
    let (body, marked) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    let declared = cookie(body);
    let problem = |what: String| thread.raise(Builtin::SyntaxError, format_args!("{what}"));
    match declared {
        Some(other) if marked && !is_utf8(other) => {
            return Err(problem(format!("encoding problem: {other} with BOM")));
        }
        Some(other) if !is_utf8(other) && !is_ascii(other) && !is_latin1(other) => {
            return Err(problem(format!("encoding problem: {other}")));
        }
        _ => {}
    }
    if let Some(at) = body.iter().position(|&b| b == 0) {
        return Err(null_byte(thread, body, at, name));
    }
    if declared.is_none()
        && let Err(wrong) = std::str::from_utf8(body)
    {
        let at = wrong.valid_up_to();
        let (byte, line) = (body[at], line_of(body, at));
        return Err(problem(format!(
            "Non-UTF-8 code starting with '\\x{byte:02x}' in file {name} on line {line}, but no encoding declared; \
             see https://peps.python.org/pep-0263/ for details"
        )));
    }
    decode(thread, bytes)
}

/// The number of the line, from 1, in which a byte stands.
fn line_of(bytes: &[u8], at: usize) -> usize {
    1 + bytes[..at].iter().filter(|&&b| b == b'\n').count()
}

fn null_byte(thread: &Thread, bytes: &[u8], at: usize, name: &str) -> Raised {
    let start = bytes[..at]
        .iter()
        .rposition(|&b| b == b'\n')
        .map_or(0, |n| n + 1);
    let raised = (|| {
        let text = Str::new(thread, &String::from_utf8_lossy(&bytes[start..at]))?;
        let place = [
            Str::new(thread, name)?.into_object(),
            Int::from_usize(thread, line_of(bytes, at))?,
            thread.heap().none(),
            text.into_object(),
        ];
        let message = Str::new(thread, "source code cannot contain null bytes")?;
        let place = Tuple::from_slice(thread, &place)?;
        let args = [message.into_object(), place.into_object()];
        Ok(exception::raise_with(thread, Builtin::SyntaxError, &args))
    })();
    raised.unwrap_or_else(|raised| raised)
}

/// Decodes source bytes.
pub fn decode(thread: &Thread, bytes: &[u8]) -> Result<Ref<Str>> {
    if bytes.contains(&0) {
        return Err(thread.raise(
            Builtin::SyntaxError,
            format_args!("source code string cannot contain null bytes"),
        ));
    }
    let (body, marked) = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => (rest, true),
        None => (bytes, false),
    };
    match cookie(body) {
        Some(name) if is_latin1(name) && !marked => latin1(thread, body),
        Some(name) if !is_utf8(name) && !is_ascii(name) => Err(thread.raise(
            Builtin::SyntaxError,
            format_args!("unknown encoding: {name}"),
        )),
        _ => match std::str::from_utf8(body) {
            Ok(text) => Str::new(thread, text),
            Err(e) => Err(thread.raise(
                Builtin::SyntaxError,
                format_args!(
                    "(unicode error) 'utf-8' codec can't decode byte 0x{:02x} in position {}: {}",
                    body[e.valid_up_to()],
                    e.valid_up_to(),
                    reason(body, e.valid_up_to(), e.error_len())
                ),
            )),
        },
    }
}

fn reason(bytes: &[u8], at: usize, len: Option<usize>) -> &'static str {
    match (bytes[at], len) {
        (_, None) => "unexpected end of data",
        (0x80..=0xc1 | 0xf5..=0xff, _) => "invalid start byte",
        _ => "invalid continuation byte",
    }
}

/// The encoding named in a comment on one of the first two lines.
fn cookie(bytes: &[u8]) -> Option<&str> {
    for line in bytes.split(|&b| b == b'\n').take(2) {
        let text = line.trim_ascii_start();
        if let Some(comment) = text.strip_prefix(b"#") {
            if let Some(found) = named(comment) {
                return Some(found);
            }
        } else if !text.is_empty() {
            return None;
        }
    }
    None
}

/// `coding[:=]\s*([-\w.]+)`.
fn named(comment: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(comment).ok()?;
    let after = &text[text.find("coding")? + 6..];
    let after = after
        .strip_prefix([':', '='])?
        .trim_start_matches([' ', '\t']);
    let end = after
        .find(|c: char| !(c.is_ascii_alphanumeric() || "-_.".contains(c)))
        .unwrap_or(after.len());
    (end > 0).then(|| &after[..end])
}

fn same(name: &str, known: &[&str]) -> bool {
    let plain = |c: &char| !matches!(c, '-' | '_');
    known.iter().any(|k| {
        name.chars()
            .filter(plain)
            .map(|c| c.to_ascii_lowercase())
            .eq(k.chars())
    })
}

fn is_utf8(name: &str) -> bool {
    same(name, &["utf8", "utf8sig", "u8"])
}

fn is_ascii(name: &str) -> bool {
    same(name, &["ascii", "usascii"])
}

fn is_latin1(name: &str) -> bool {
    same(name, &["latin1", "iso88591", "l1"])
}

fn latin1(thread: &Thread, bytes: &[u8]) -> Result<Ref<Str>> {
    let mut out = types::str::Builder::new(thread);
    for &byte in bytes {
        out.push_point(u32::from(byte))?;
    }
    out.finish()
}
