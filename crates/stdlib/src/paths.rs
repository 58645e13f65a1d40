//! File names: `os.fspath`, and text to and from the bytes that the system takes (UTF-8, strays as surrogates).

use object::{Buf, Object, Ref, Result, Thread};
use types::{Bytes, Str, call_special};

/// `os.fspath`: a `str` or `bytes`.
pub fn fspath(thread: &Thread, object: &Object) -> Result<Ref> {
    if object.downcast::<Str>().is_some() || object.downcast::<Bytes>().is_some() {
        return Ok(object.to_ref());
    }
    let name = types::str::intern_static(thread, "__fspath__")?;
    match call_special(thread, object, &name, &[])? {
        Some(path) if path.downcast::<Str>().is_some() || path.downcast::<Bytes>().is_some() => {
            Ok(path)
        }
        Some(other) => Err(thread.type_error(format_args!(
            "expected {}.__fspath__() to return str or bytes, not {}",
            object.ty().name(),
            other.ty().name()
        ))),
        None => Err(thread.type_error(format_args!(
            "expected str, bytes or os.PathLike object, not {}",
            object.ty().name()
        ))),
    }
}

/// The path as text.
pub fn text(thread: &Thread, object: &Object) -> Result<Ref<Str>> {
    let path = fspath(thread, object)?;
    match path.downcast::<Bytes>() {
        Some(bytes) => decode(thread, bytes.as_slice()),
        None => path.downcast_into::<Str>().map_err(|other| {
            thread.type_error(format_args!("'{}' is not a path", other.ty().name()))
        }),
    }
}

/// Bytes of the system as text: what isn't UTF-8 becomes U+DC80 … U+DCFF.
pub fn decode(thread: &Thread, bytes: &[u8]) -> Result<Ref<Str>> {
    let mut out = types::str::Builder::new(thread);
    for chunk in bytes.utf8_chunks() {
        out.push_str(chunk.valid())?;
        for &byte in chunk.invalid() {
            out.push_point(0xdc00 + u32::from(byte))?;
        }
    }
    out.finish()
}

/// Text as bytes for the system; a surrogate that doesn't stand for a byte raises.
pub fn encode<'t>(thread: &'t Thread, text: &Str) -> Result<Buf<'t, u8>> {
    let mut out = Buf::with_capacity(thread.heap(), text.len())?;
    let mut piece = [0; 4];
    for point in text.code_points() {
        match char::from_u32(point) {
            Some(c) => out.extend(c.encode_utf8(&mut piece).as_bytes())?,
            None if (0xdc80..=0xdcff).contains(&point) => out.push((point - 0xdc00) as u8)?,
            // Any other surrogate: the strict codec says what is wrong and where.
            None => drop(text.to_utf8(thread)?),
        }
    }
    Ok(out)
}

/// The path as bytes for a system call; a NUL inside raises `ValueError`.
pub fn system<'t>(thread: &'t Thread, object: &Object) -> Result<Buf<'t, u8>> {
    let path = fspath(thread, object)?;
    let bytes = match path.downcast::<Bytes>() {
        Some(bytes) => {
            let mut copy = Buf::new(thread.heap());
            copy.extend(bytes.as_slice())?;
            copy
        }
        None => match path.downcast::<Str>() {
            Some(text) => encode(thread, text)?,
            None => Buf::new(thread.heap()),
        },
    };
    if bytes.contains(&0) {
        return Err(thread.value_error(format_args!("embedded null byte")));
    }
    Ok(bytes)
}
