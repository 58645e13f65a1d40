//! `str` as a sequence: concatenation, repetition, subscripts.

use super::args::Slice;
use super::layout::{Fresh, Str};
use super::{concat, empty, from_point, spec::this};
use crate::protocol::as_isize;
use crate::with_units;
use object::{Builtin, Object, Ref, Result, Thread};

pub(super) fn add(thread: &Thread, left: &Object, right: &Object) -> Result<Ref> {
    let text = this(thread, left)?;
    match right.downcast::<Str>() {
        Some(right) => Ok(concat(thread, text, right)?.into_object()),
        None => Err(thread.type_error(format_args!(
            "can only concatenate str (not \"{}\") to str",
            right.ty().name()
        ))),
    }
}

pub(super) fn repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let text = this(thread, object)?;
    let times = usize::try_from(times).unwrap_or(0);
    if times == 0 || text.is_empty() {
        return Ok(empty(thread).into_object());
    }
    if times == 1 {
        return Ok(text.substring(thread, 0, text.len())?.into_object());
    }
    let Some(len) = text
        .len()
        .checked_mul(times)
        .filter(|&n| n <= isize::MAX as usize)
    else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("repeated string is too long"),
        ));
    };
    let mut fresh = Fresh::new(thread, len, text.max_class())?;
    fresh.push_times(text, times);
    Ok(fresh.finish(thread).into_object())
}

/// The character at an index that is already counted from the start.
#[inline]
pub(super) fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    let text = this(thread, object)?;
    match usize::try_from(index) {
        Ok(at) if at < text.len() => Ok(from_point(thread, text.char_at(at))?.into_object()),
        _ => Err(thread.raise(
            Builtin::IndexError,
            format_args!("string index out of range"),
        )),
    }
}

pub(super) fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    if key.is_exactly(Builtin::Int) || key.ty().number().index.is_some() {
        let index = as_isize(thread, key, Builtin::IndexError)?;
        let len = this(thread, object)?.len() as isize;
        return item(thread, object, if index < 0 { index + len } else { index });
    }
    let text = this(thread, object)?;
    match Slice::of(thread, key, text.len())? {
        Some(slice) => Ok(slice_of(thread, text, slice)?.into_object()),
        None => Err(thread.type_error(format_args!(
            "string indices must be integers, not '{}'",
            key.ty().name()
        ))),
    }
}

fn slice_of(thread: &Thread, text: &Str, slice: Slice) -> Result<Ref<Str>> {
    if slice.count == 0 {
        return Ok(empty(thread));
    }
    if slice.step == 1 {
        return text.substring(thread, slice.start, slice.start + slice.count);
    }
    with_units!(text.data(), units => {
        let max = slice.indices().fold(0, |max: u32, i| max.max(units[i].into()));
        let mut fresh = Fresh::new(thread, slice.count, max)?;
        slice.indices().for_each(|i| fresh.push_units(&units[i..=i]));
        Ok(fresh.finish_own(thread))
    })
}
