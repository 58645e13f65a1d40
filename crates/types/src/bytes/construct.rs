//! `bytes(...)`, and what `bytearray(...)` has in common with it: bytes from counts, texts, buffers and iterables.

use super::args::{data, view_opt};
use super::layout::Bytes;
use crate::int::Int;
use crate::protocol::{
    Signature, as_isize, call_special, index, index_given, items_of, iter, length_hint, next,
};
use crate::state::names;
use crate::str::{Str, codec};
use object::{Args, Buf, Builtin, Object, Ref, Result, Thread, Type};

/// What a constructor was given.
pub enum Source<'a> {
    Nothing,
    /// A text and how to encode it.
    Text(&'a Str, Option<&'a Str>, Option<&'a Str>),
    Object(&'a Object),
}

/// The arguments `(source, encoding, errors)` of `bytes` and `bytearray`.
pub fn source<'a>(thread: &Thread, args: &Args<'a>, function: &'static str) -> Result<Source<'a>> {
    let signature = Signature {
        function,
        names: ["source", "encoding", "errors"],
        required: 0,
        positional: 3,
    };
    let bound = signature.bind(thread, args)?;
    let name = |index: usize, name: &str| match bound.get(index) {
        None => Ok(None),
        Some(object) => match object.downcast::<Str>() {
            Some(text) => Ok(Some(text)),
            None => Err(thread.type_error(format_args!(
                "{function}() argument '{name}' must be str, not {}",
                crate::protocol::type_text(object)
            ))),
        },
    };
    let (encoding, errors) = (name(1, "encoding")?, name(2, "errors")?);
    let given = bound.get(0);
    match given.and_then(|object| object.downcast::<Str>()) {
        Some(_) if encoding.is_none() => {
            Err(thread.type_error(format_args!("string argument without an encoding")))
        }
        Some(text) => Ok(Source::Text(text, encoding, errors)),
        None if encoding.is_some() => {
            Err(thread.type_error(format_args!("encoding without a string argument")))
        }
        None if errors.is_some() => {
            Err(thread.type_error(format_args!("errors without a string argument")))
        }
        None => Ok(given.map_or(Source::Nothing, Source::Object)),
    }
}

/// The count that an integer gives, or `None` when the object isn't one.
pub fn count(thread: &Thread, object: &Object) -> Result<Option<usize>> {
    if object.ty().number().index.is_none() {
        return Ok(None);
    }
    match as_isize(thread, object, Builtin::OverflowError) {
        Ok(n) => match usize::try_from(n) {
            Ok(n) => Ok(Some(n)),
            Err(_) => Err(thread.value_error(format_args!("negative count"))),
        },
        Err(raised) if thread.pending_is(Builtin::OverflowError) => {
            drop(thread.take_pending());
            let _ = raised;
            Err(thread.raise(
                Builtin::OverflowError,
                format_args!(
                    "cannot fit '{}' into an index-sized integer",
                    object.ty().name()
                ),
            ))
        }
        Err(_) => {
            thread.swallow(Builtin::TypeError)?;
            Ok(None)
        }
    }
}

/// One item of an iterable as a byte, with the message of the type that is made.
pub fn item_value(thread: &Thread, item: &Object, plural: bool) -> Result<u8> {
    byte_of(thread, &*index(thread, item)?, plural)
}

fn byte_of(thread: &Thread, int: &Int, plural: bool) -> Result<u8> {
    match int.as_isize().and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => {
            let what = if plural { "bytes" } else { "byte" };
            Err(thread.value_error(format_args!("{what} must be in range(0, 256)")))
        }
    }
}

pub(super) fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let made = match source(thread, &args, "bytes")? {
        Source::Nothing => Bytes::new(thread, &[])?.into_object(),
        Source::Text(text, encoding, errors) => {
            codec::encode(thread, text, encoding, errors)?.into_object()
        }
        Source::Object(object) => from_argument(thread, object)?,
    };
    if ty.builtin() == Builtin::Bytes {
        return Ok(made);
    }
    Bytes::new_subclass(thread, ty, data(&made))
}

/// `bytes(object)`: `__bytes__`, then a count, then anything that `from_object` takes.
fn from_argument(thread: &Thread, object: &Object) -> Result<Ref> {
    if let Some(made) = call_special(thread, object, names(thread).__bytes__(), &[])? {
        if made.downcast::<Bytes>().is_none() {
            return Err(thread.type_error(format_args!(
                "__bytes__ returned non-bytes (type {})",
                made.ty().name()
            )));
        }
        return Ok(made);
    }
    if let Some(n) = count(thread, object)? {
        return Ok(Bytes::filled(thread, n, |_| Ok(()))?.into_object());
    }
    Ok(from_object(thread, object)?.into_object())
}

/// The bytes of a buffer or of an iterable of integers (`PyBytes_FromObject`).
pub fn from_object(thread: &Thread, object: &Object) -> Result<Ref<Bytes>> {
    if object.is_exactly(Builtin::Bytes)
        && let Ok(same) = object.to_ref().downcast_into::<Bytes>()
    {
        return Ok(same);
    }
    if let Some(view) = view_opt(thread, object)? {
        return match view.bytes() {
            [] => Bytes::new(thread, &[]),
            bytes => Bytes::unshared(thread, bytes),
        };
    }
    let out = match object.is_exactly(Builtin::List) || object.is_exactly(Builtin::Tuple) {
        true => from_row(thread, object)?,
        false => {
            let iterator = iterator_for(thread, object, "bytes")?;
            from_iterator(thread, object, &iterator)?
        }
    };
    match *out {
        [_] if object.is_exactly(Builtin::Tuple) => Bytes::unshared(thread, &out),
        _ => Bytes::new(thread, &out),
    }
}

/// Lists and tuples are read without an iterator.
fn from_row<'t>(thread: &'t Thread, object: &Object) -> Result<Buf<'t, u8>> {
    let items = items_of(thread, object.to_ref())?;
    let mut out = Buf::with_capacity(thread.heap(), items.peek().len())?;
    // Reading an item may run Python code that changes the list.
    while let Some(item) = items.peek().get(out.len()).cloned() {
        // A tuple's items aren't counted while they are asked.
        out.push(match object.is_exactly(Builtin::Tuple) {
            true => byte_of(thread, &*index_given(thread, item)?, true)?,
            false => item_value(thread, &item, true)?,
        })?;
    }
    Ok(out)
}

/// The iterator of what isn't text. A `TypeError` on the way means that the object can't be converted.
pub(crate) fn iterator_for(thread: &Thread, object: &Object, to: &str) -> Result<Ref> {
    if !object.isinstance(Builtin::Str) {
        match iter(thread, object) {
            Ok(iterator) => return Ok(iterator),
            Err(_) => thread.swallow(Builtin::TypeError)?,
        }
    }
    Err(thread.type_error(format_args!(
        "cannot convert '{}' object to {to}",
        object.ty().name()
    )))
}

fn from_iterator<'t>(
    thread: &'t Thread,
    object: &Object,
    iterator: &Object,
) -> Result<Buf<'t, u8>> {
    let hint = length_hint(thread, object, 64)?;
    let mut out = Buf::with_capacity(thread.heap(), hint)?;
    while let Some(item) = next(thread, iterator)? {
        out.push(item_value(thread, &item, true)?)?;
    }
    Ok(out)
}

/// `decode` of `bytes` and `bytearray`.
pub fn decode_method(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (encoding, errors) = codec::codec_args(thread, &args, "decode")?;
    // A copy, since an error handler may run Python code that changes a bytearray.
    if object.downcast::<Bytes>().is_some() {
        return Ok(codec::decode(thread, data(object), encoding, errors)?.into_object());
    }
    let copy = Bytes::new(thread, data(object))?;
    Ok(codec::decode(thread, copy.as_slice(), encoding, errors)?.into_object())
}
