//! Iterators of strings, and what all iterators over text and bytes share: an index and a source that goes at the end.

use super::layout::Str;
use super::{empty, from_point};
use crate::int::Int;
use crate::iterators::{INDEXED, Indexed, builtin_iter};
use crate::protocol::len;
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
};

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("__length_hint__", length_hint)
        .doc("Private method returning an estimate of len(list(it))."),
    MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
    MethodDef::one("__setstate__", setstate).doc("Set state information for unpickling."),
];

/// A built-in iterator type over an indexed source.
const fn spec(
    name: &'static str,
    id: Builtin,
    next: fn(&Thread, &Object) -> IterResult,
) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
        slots: TypeSlots {
            iter: Some(|_, it| Ok(it.to_ref())),
            iternext: Some(next),
            ..TypeSlots::EMPTY
        },
        methods: METHODS,
        ..TypeSpec::new(name, id, &INDEXED)
    }
}

/// The iterator of strings that may hold any character.
pub static STR_ITERATOR: TypeSpec = spec("str_iterator", Builtin::StrIterator, next);
/// The iterator of ASCII strings.
pub static STR_ASCII_ITERATOR: TypeSpec =
    spec("str_ascii_iterator", Builtin::StrAsciiIterator, next_ascii);
/// The iterator of `bytes`.
pub static BYTES_ITERATOR: TypeSpec = spec(
    "bytes_iterator",
    Builtin::BytesIterator,
    crate::bytes::next_byte,
);
/// The iterator of `bytearray`.
pub static BYTEARRAY_ITERATOR: TypeSpec = spec(
    "bytearray_iterator",
    Builtin::ByteArrayIterator,
    crate::bytearray::next_byte,
);

/// A new iterator of one of these types.
pub(crate) fn new_indexed(thread: &Thread, id: Builtin, source: &Object) -> Result<Ref> {
    let fresh = thread.heap().alloc(thread.heap().builtin(id), 0)?;
    if let Some(it) = fresh.downcast::<Indexed>() {
        it.source.set(Some(source.to_ref()));
    }
    fresh.track();
    Ok(fresh)
}

pub(super) fn iter(thread: &Thread, object: &Object) -> Result<Ref> {
    let ascii = object.downcast::<Str>().is_some_and(Str::is_ascii);
    let id = if ascii {
        Builtin::StrAsciiIterator
    } else {
        Builtin::StrIterator
    };
    new_indexed(thread, id, object)
}

/// The next index and its source, while there is one; the source goes when the index reaches `len`.
#[inline]
pub(crate) fn advance<T>(
    object: &Object,
    at: impl FnOnce(&Object, usize) -> Option<T>,
) -> Option<T> {
    let it = object.downcast::<Indexed>()?;
    let source = it.source.get()?;
    let index = it.index.get();
    let found = at(&source, index as usize);
    match found {
        Some(_) => it.index.set(index + 1),
        None => it.source.set(None),
    }
    found
}

fn char_of(source: &Object, index: usize) -> Option<u32> {
    let text = source.downcast::<Str>()?;
    (index < text.len()).then(|| text.char_at(index))
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    match advance(object, char_of) {
        Some(point) => Ok(Some(from_point(thread, point)?.into_object())),
        None => Ok(None),
    }
}

fn next_ascii(thread: &Thread, object: &Object) -> IterResult {
    let byte = advance(object, |source, index| {
        let text = source.downcast::<Str>()?.as_ascii()?;
        text.as_bytes().get(index).copied()
    });
    Ok(byte.map(|byte| super::latin1(thread, byte).into_object()))
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Indexed>() else {
        return Int::new(thread, 0);
    };
    let left = match it.source.get() {
        Some(source) => len(thread, &source)? as isize - it.index.get(),
        None => 0,
    };
    Int::new(thread, left.max(0))
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let iter = builtin_iter(thread)?;
    let state = object
        .downcast::<Indexed>()
        .map(|it| (it.source.get(), it.index.get()));
    if let Some((Some(source), index)) = state {
        let args = Tuple::from_array(thread, [source])?.into_object();
        let index = Int::new(thread, index)?;
        return Ok(Tuple::from_array(thread, [iter, args, index])?.into_object());
    }
    let nothing = match object.builtin() {
        Builtin::StrIterator | Builtin::StrAsciiIterator => empty(thread).into_object(),
        _ => thread.heap().empty_tuple(),
    };
    let args = Tuple::from_array(thread, [nothing])?.into_object();
    Ok(Tuple::from_array(thread, [iter, args])?.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let Some(index) = state.downcast::<Int>() else {
        return Err(thread.type_error(format_args!("an integer is required")));
    };
    let Some(index) = index.as_isize() else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C ssize_t"),
        ));
    };
    if let Some(it) = object.downcast::<Indexed>()
        && let Some(source) = it.source.get()
    {
        let most = len(thread, &source)? as isize;
        it.index.set(index.clamp(0, most));
    }
    Ok(thread.heap().none())
}
