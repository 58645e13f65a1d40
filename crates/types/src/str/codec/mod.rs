//! Text to bytes and back: UTF-8, ASCII, Latin-1, UTF-16 and UTF-32, with 3.13's error handlers.
//!
//! - this file: names of codecs, the two entry points, exceptions;
//! - `encode.rs`, `decode.rs`: the codecs themselves, and what each handler does on an error;
//! - `escape.rs`: `unicode_escape` and `raw_unicode_escape`.
//!
//! - `registered.rs`: codecs and error handlers that a program registered.

mod decode;
mod encode;
mod escape;
mod registered;

pub use decode::{Decoded, decode_bytes};
pub use encode::encode_text;
pub use registered::ask_handler;

use super::Str;
use crate::bytes::Bytes;
use crate::exception::raise_with;
use crate::int::Int;
use crate::protocol::Signature;
use object::{Args, Builtin, Object, Raised, Ref, Result, Thread};
use std::ops::Range;

/// A codec.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Codec {
    Utf8,
    /// UTF-8 with a byte order mark.
    Utf8Sig,
    Ascii,
    Latin1,
    /// UTF-16 and UTF-32: bytes of a unit, and whether the order is fixed (then `Some(big)`).
    Wide(usize, Option<bool>),
    UnicodeEscape,
    RawUnicodeEscape,
}

impl Codec {
    /// The codec of a name: case, hyphens, underscores and spaces make no difference.
    pub fn named(name: &str) -> Option<Codec> {
        let mut plain = [0; 24];
        let mut len = 0;
        for byte in name.bytes() {
            let byte = match byte {
                b'_' | b' ' => b'-',
                byte => byte.to_ascii_lowercase(),
            };
            *plain.get_mut(len)? = byte;
            len += 1;
        }
        Some(match &plain[..len] {
            b"utf-8" | b"utf8" | b"u8" | b"utf" | b"cp65001" | b"utf8-ucs2" | b"utf8-ucs4" => {
                Codec::Utf8
            }
            b"utf-8-sig" | b"utf8-sig" => Codec::Utf8Sig,
            b"ascii" | b"us-ascii" | b"646" | b"ansi-x3.4-1968" | b"iso646-us" | b"iso-ir-6"
            | b"cp367" | b"us" | b"ansi-x3-4-1968" | b"csascii" | b"ibm367"
            | b"iso-646.irv-1991" => Codec::Ascii,
            b"latin-1" | b"latin1" | b"iso-8859-1" | b"iso8859-1" | b"l1" | b"8859" | b"cp819"
            | b"latin" | b"iso8859" | b"ibm819" | b"csisolatin1" | b"iso-ir-100" => Codec::Latin1,
            b"utf-16" | b"utf16" | b"u16" => Codec::Wide(2, None),
            b"utf-16-le" | b"utf-16le" | b"utf16le" | b"unicodelittleunmarked" => {
                Codec::Wide(2, Some(false))
            }
            b"utf-16-be" | b"utf-16be" | b"utf16be" | b"unicodebigunmarked" => {
                Codec::Wide(2, Some(true))
            }
            b"utf-32" | b"utf32" | b"u32" => Codec::Wide(4, None),
            b"utf-32-le" | b"utf-32le" | b"utf32le" => Codec::Wide(4, Some(false)),
            b"utf-32-be" | b"utf-32be" | b"utf32be" => Codec::Wide(4, Some(true)),
            b"unicode-escape" | b"unicodeescape" => Codec::UnicodeEscape,
            b"raw-unicode-escape" | b"rawunicodeescape" => Codec::RawUnicodeEscape,
            _ => return None,
        })
    }

    /// The name that exceptions carry.
    pub fn name(self) -> &'static str {
        match self {
            Codec::Utf8 | Codec::Utf8Sig => "utf-8",
            Codec::Ascii => "ascii",
            Codec::Latin1 => "latin-1",
            Codec::Wide(2, None) => "utf-16",
            Codec::Wide(2, Some(false)) => "utf-16-le",
            Codec::Wide(2, Some(true)) => "utf-16-be",
            Codec::Wide(_, None) => "utf-32",
            Codec::Wide(_, Some(false)) => "utf-32-le",
            Codec::Wide(_, Some(true)) => "utf-32-be",
            Codec::UnicodeEscape => "unicodeescape",
            Codec::RawUnicodeEscape => "rawunicodeescape",
        }
    }

    /// The codec that an argument asks for, UTF-8 without one; nothing for one that isn't built in.
    pub fn find(thread: &Thread, name: Option<&Str>) -> Result<Option<Codec>> {
        let Some(name) = name else {
            return Ok(Some(Codec::Utf8));
        };
        if name.code_points().any(|p| p == 0) {
            return Err(thread.value_error(format_args!("embedded null character")));
        }
        Ok(name.as_ascii().and_then(Codec::named))
    }
}

/// What to do where a text can't be encoded or bytes can't be decoded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Handler {
    Strict,
    Ignore,
    Replace,
    SurrogateEscape,
    SurrogatePass,
    BackslashReplace,
    XmlCharRefReplace,
    NameReplace,
    /// Any other: asked by its name, see [`ask_handler`].
    Registered,
}

impl Handler {
    /// The handler that an argument asks for. Looked up only when there is an error, as in 3.13.
    pub fn find(name: Option<&Str>) -> Handler {
        let Some(name) = name else {
            return Handler::Strict;
        };
        match name.as_ascii() {
            Some("strict") => Handler::Strict,
            Some("ignore") => Handler::Ignore,
            Some("replace") => Handler::Replace,
            Some("surrogateescape") => Handler::SurrogateEscape,
            Some("surrogatepass") => Handler::SurrogatePass,
            Some("backslashreplace") => Handler::BackslashReplace,
            Some("xmlcharrefreplace") => Handler::XmlCharRefReplace,
            Some("namereplace") => Handler::NameReplace,
            _ => Handler::Registered,
        }
    }
}

/// Encodes a text; UTF-8 and strict by default.
pub fn encode(
    thread: &Thread,
    text: &Str,
    encoding: Option<&Str>,
    errors: Option<&Str>,
) -> Result<Ref<Bytes>> {
    match Codec::find(thread, encoding)? {
        Some(codec) => encode_text(thread, text, codec, errors),
        None => {
            let made =
                registered::convert(thread, "_text_encode", text.as_object(), encoding, errors)?;
            made.downcast_into::<Bytes>()
                .map_err(|other| registered::wrong(thread, encoding, "encoder", "bytes", &other))
        }
    }
}

/// Decodes bytes; UTF-8 and strict by default.
pub fn decode(
    thread: &Thread,
    bytes: &[u8],
    encoding: Option<&Str>,
    errors: Option<&Str>,
) -> Result<Ref<Str>> {
    match Codec::find(thread, encoding)? {
        Some(codec) => Ok(decode_bytes(thread, bytes, codec, errors, true)?.text),
        None => {
            let bytes = Bytes::new(thread, bytes)?;
            let made =
                registered::convert(thread, "_text_decode", bytes.as_object(), encoding, errors)?;
            made.downcast_into::<Str>()
                .map_err(|other| registered::wrong(thread, encoding, "decoder", "str", &other))
        }
    }
}

/// The arguments `(encoding, errors)` of `encode` and `decode`.
pub fn codec_args<'a>(
    thread: &Thread,
    args: &Args<'a>,
    function: &'static str,
) -> Result<(Option<&'a Str>, Option<&'a Str>)> {
    let signature = Signature {
        function,
        names: ["encoding", "errors"],
        required: 0,
        positional: 2,
    };
    let bound = signature.bind(thread, args)?;
    let name = |object: Option<&'a Object>, name: &str| match object {
        None => Ok(None),
        Some(object) => match object.downcast::<Str>() {
            Some(text) => Ok(Some(text)),
            None => Err(thread.type_error(format_args!(
                "{function}() argument '{name}' must be str, not {}",
                crate::protocol::type_text(object)
            ))),
        },
    };
    Ok((
        name(bound.get(0), "encoding")?,
        name(bound.get(1), "errors")?,
    ))
}

/// `str.encode`.
pub(super) fn encode_method(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (encoding, errors) = codec_args(thread, &args, "encode")?;
    let text = super::spec::this(thread, object)?;
    Ok(encode(thread, text, encoding, errors)?.into_object())
}

/// Raises `UnicodeEncodeError(encoding, text, start, end, reason)`.
pub fn encode_error(
    thread: &Thread,
    encoding: &str,
    text: &Str,
    range: Range<usize>,
    reason: &str,
) -> Raised {
    raise(
        thread,
        Builtin::UnicodeEncodeError,
        encoding,
        text.as_object().to_ref(),
        range,
        reason,
    )
}

/// Raises `UnicodeDecodeError(encoding, bytes, start, end, reason)`.
pub fn decode_error(
    thread: &Thread,
    encoding: &str,
    bytes: &[u8],
    range: Range<usize>,
    reason: &str,
) -> Raised {
    match Bytes::new(thread, bytes) {
        Ok(bytes) => raise(
            thread,
            Builtin::UnicodeDecodeError,
            encoding,
            bytes.into_object(),
            range,
            reason,
        ),
        Err(raised) => raised,
    }
}

fn raise(
    thread: &Thread,
    kind: Builtin,
    encoding: &str,
    object: Ref,
    range: Range<usize>,
    reason: &str,
) -> Raised {
    let args = || -> Result<_> {
        Ok([
            Str::new(thread, encoding)?.into_object(),
            object,
            Int::from_usize(thread, range.start)?,
            Int::from_usize(thread, range.end)?,
            Str::new(thread, reason)?.into_object(),
        ])
    };
    match args() {
        Ok(args) => raise_with(thread, kind, &args),
        Err(raised) => raised,
    }
}
