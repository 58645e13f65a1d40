//! `_io`: files, buffers, text streams.
//!
//! - `system.rs`: system calls on descriptors, tried again when a signal interrupts.
//! - `text.rs`, `text_type.rs`: `TextIOWrapper`, with a short cut for the standard streams; `codec.rs`: what it encodes itself.

mod codec;
pub mod system;
pub mod text;
mod text_type;

use object::{Builtin, Object, Raised, Ref, Result, Thread};
use text::{TextStream, newline};
use types::{Str, as_isize, is_true, names};

/// Raises `io.UnsupportedOperation`.
pub fn unsupported(thread: &Thread, message: &str) -> Raised {
    thread.raise(Builtin::OSError, format_args!("{message}"))
}

/// Whether a stream object says that it is closed.
fn is_closed(thread: &Thread, stream: &Object) -> Result<bool> {
    let closed = types::getattr_text(thread, stream, "closed")?;
    is_true(thread, &closed)
}

/// Where a stream object stands.
fn tell(thread: &Thread, stream: &Object) -> Result<isize> {
    let name = types::str::intern_static(thread, "tell")?;
    let position = types::call_method(thread, stream, &name, &[])?;
    as_isize(thread, &position, Builtin::OverflowError)
}

/// Gives a standard stream the binary stream below it.
fn materialise(thread: &Thread, stream: &TextStream) -> Result<Ref> {
    let _ = stream;
    Err(unsupported(thread, "buffer"))
}

/// Sets the encoding of a text stream by its name.
fn set_encoding(thread: &Thread, stream: &TextStream, encoding: &Object) -> Result<()> {
    let Some(name) = encoding.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "encoding must be str or None, not {}",
            encoding.ty().name()
        )));
    };
    let codec = codec::of(name.as_ascii().unwrap_or(""));
    stream.codec.set(codec);
    stream.encoding.set(Some(encoding.to_ref()));
    let _ = names(thread);
    Ok(())
}

/// The `newline` argument.
fn newline_argument(thread: &Thread, value: &Object) -> Result<u8> {
    if value.is_exactly(Builtin::NoneType) {
        return Ok(newline::UNIVERSAL);
    }
    let Some(text) = value.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "newline must be str or None, not {}",
            value.ty().name()
        )));
    };
    match text.as_ascii() {
        Some("") => Ok(newline::KEEP),
        Some("\n") => Ok(newline::LF),
        Some("\r") => Ok(newline::CR),
        Some("\r\n") => Ok(newline::CRLF),
        _ => Err(thread.value_error(format_args!("illegal newline value: {text}"))),
    }
}
