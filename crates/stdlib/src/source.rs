//! Source text from bytes: byte order mark, encoding cookie (PEP 263), UTF-8 otherwise.

use object::{Builtin, Ref, Result, Thread};
use types::Str;

/// Decodes source bytes.
pub fn decode(thread: &Thread, bytes: &[u8]) -> Result<Ref<Str>> {
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
