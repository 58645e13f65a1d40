//! Subscripts of a memory view: items, slices of the first dimension, tuples of indices; and assignment to them.

use super::items::pack;
use super::layout::MemoryView;
use super::{format_text, this, to_buf, value_at, view_of};
use crate::protocol::as_isize;
use crate::str::args::Slice;
use crate::tuple::Tuple;
use object::{Builtin, Object, Raised, Ref, Result, Thread};

/// What isn't there in CPython either.
#[cold]
pub(super) fn no_subviews(thread: &Thread, text: &str) -> Raised {
    thread.raise(Builtin::NotImplementedError, format_args!("{text}"))
}

#[cold]
fn bad_key(thread: &Thread) -> Raised {
    thread.type_error(format_args!("memoryview: invalid slice key"))
}

/// The place of an item of a one-dimensional view.
fn place_of(thread: &Thread, view: &MemoryView, index: isize) -> Result<isize> {
    dimension_place(thread, view, 0, index)
}

fn dimension_place(
    thread: &Thread,
    view: &MemoryView,
    dimension: usize,
    index: isize,
) -> Result<isize> {
    let n = view.shape()[dimension].get();
    let at = if index < 0 { index + n } else { index };
    if !(0..n).contains(&at) {
        return Err(thread.raise(
            Builtin::IndexError,
            format_args!("index out of bounds on dimension {}", dimension + 1),
        ));
    }
    Ok(at * view.strides()[dimension].get())
}

/// The item at an index of the first dimension.
pub(super) fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    let view = this(thread, object)?;
    match view.ndim() {
        0 => Err(thread.type_error(format_args!("invalid indexing of 0-dim memory"))),
        1 => value_at(thread, view, place_of(thread, view, index)?)?.object(thread),
        _ => Err(no_subviews(
            thread,
            "multi-dimensional sub-views are not implemented",
        )),
    }
}

/// Whether every item of a tuple key has an index.
fn is_multi_index(key: &Tuple) -> bool {
    key.items()
        .iter()
        .all(|item| item.ty().number().index.is_some())
}

/// The place that a tuple of indices leads to.
fn multi_place(thread: &Thread, view: &MemoryView, key: &Tuple) -> Result<isize> {
    let (given, ndim) = (key.len(), view.ndim());
    if given < ndim {
        return Err(no_subviews(thread, "sub-views are not implemented"));
    }
    if given > ndim {
        return Err(thread.type_error(format_args!(
            "cannot index {ndim}-dimension view with {given}-element tuple"
        )));
    }
    let mut place = 0;
    for (dimension, index) in key.items().iter().enumerate() {
        let index = as_isize(thread, index, Builtin::IndexError)?;
        place += dimension_place(thread, view, dimension, index)?;
    }
    Ok(place)
}

/// `view[slice]`: another view on the same buffer.
fn sliced(thread: &Thread, view: &MemoryView, key: &Object) -> Result<Option<Ref<MemoryView>>> {
    let len = view.shape().first().map_or(0, |n| n.get()) as usize;
    let Some(slice) = Slice::of(thread, key, len)? else {
        return Ok(None);
    };
    let fresh = view.again(thread, view.ndim())?;
    fresh.select(slice.start, slice.step, slice.count);
    Ok(Some(fresh))
}

pub(super) fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let view = this(thread, object)?;
    let multi = key.downcast::<Tuple>();
    if view.ndim() == 0 {
        if multi.is_some_and(Tuple::is_empty) {
            return value_at(thread, view, 0)?.object(thread);
        }
        if key.is_exactly(Builtin::Ellipsis) {
            return Ok(object.to_ref());
        }
        return Err(thread.type_error(format_args!("invalid indexing of 0-dim memory")));
    }
    if key.ty().number().index.is_some() {
        let index = as_isize(thread, key, Builtin::IndexError)?;
        return item(thread, object, index);
    }
    if let Some(fresh) = sliced(thread, view, key)? {
        return Ok(fresh.into_object());
    }
    match multi {
        Some(key) if is_multi_index(key) => {
            value_at(thread, view, multi_place(thread, view, key)?)?.object(thread)
        }
        Some(key) if key.items().iter().all(|k| k.is_exactly(Builtin::Slice)) => Err(no_subviews(
            thread,
            "multi-dimensional slicing is not implemented",
        )),
        _ => Err(bad_key(thread)),
    }
}

fn put(thread: &Thread, object: &Object, place: isize, value: &Object) -> Result<()> {
    let view = this(thread, object)?;
    let bytes = pack(thread, view.kind(), format_text(&view.format()), value)?;
    // Packing may have run Python code that released the view.
    let view = this(thread, object)?;
    view.write(place, &bytes[..view.itemsize().min(8)]);
    Ok(())
}

pub(super) fn set_subscript(
    thread: &Thread,
    object: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let view = this(thread, object)?;
    if view.readonly() {
        return Err(thread.type_error(format_args!("cannot modify read-only memory")));
    }
    let Some(value) = value else {
        return Err(thread.type_error(format_args!("cannot delete memory")));
    };
    let multi = key.downcast::<Tuple>();
    if view.ndim() == 0 {
        if key.is_exactly(Builtin::Ellipsis) || multi.is_some_and(Tuple::is_empty) {
            return put(thread, object, 0, value);
        }
        return Err(thread.type_error(format_args!("invalid indexing of 0-dim memory")));
    }
    if key.ty().number().index.is_some() {
        if view.ndim() > 1 {
            return Err(no_subviews(thread, "sub-views are not implemented"));
        }
        let index = as_isize(thread, key, Builtin::IndexError)?;
        let place = place_of(thread, this(thread, object)?, index)?;
        return put(thread, object, place, value);
    }
    if key.is_exactly(Builtin::Slice) {
        if view.ndim() > 1 {
            return Err(no_subviews(
                thread,
                "memoryview slice assignments are currently restricted to ndim = 1",
            ));
        }
        return assign_slice(thread, view, key, value);
    }
    match multi {
        Some(key) if is_multi_index(key) => {
            let place = multi_place(thread, view, key)?;
            put(thread, object, place, value)
        }
        Some(key) if key.items().iter().all(|k| k.is_exactly(Builtin::Slice)) => Err(no_subviews(
            thread,
            "multi-dimensional slicing is not implemented",
        )),
        _ => Err(bad_key(thread)),
    }
}

fn assign_slice(thread: &Thread, view: &MemoryView, key: &Object, value: &Object) -> Result<()> {
    if value.ty().slots().buffer.is_none() {
        return Err(thread.type_error(format_args!(
            "a bytes-like object is required, not '{}'",
            value.ty().name()
        )));
    }
    let source = view_of(thread, value)?;
    let Some(target) = sliced(thread, view, key)? else {
        return Err(bad_key(thread));
    };
    let same = source.ndim() == 1
        && source.kind() == target.kind()
        && source.itemsize() == target.itemsize()
        && source.shape()[0].get() == target.shape()[0].get();
    if same {
        // A copy first: the two may be windows on the same bytes.
        let bytes = to_buf(thread, &source, true)?;
        let stride = target.strides()[0].get();
        for (i, item) in bytes.chunks(target.itemsize()).enumerate() {
            target.write(i as isize * stride, item);
        }
    }
    source.detach();
    target.detach();
    if same {
        return Ok(());
    }
    Err(thread.value_error(format_args!(
        "memoryview assignment: lvalue and rvalue have different structures"
    )))
}
