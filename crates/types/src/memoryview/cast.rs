//! `cast`: the same bytes as items of another format, or in another shape.

use super::items::size_of_kind;
use super::layout::MemoryView;
use super::{is_contiguous, this};
use crate::int::Int;
use crate::list::List;
use crate::protocol::Signature;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Args, Object, Ref, Result, Thread};

const CAST: Signature<2> = Signature {
    function: "cast",
    names: ["format", "shape"],
    required: 1,
    positional: 2,
};

/// Dimensions that a view may have.
const MOST: usize = 64;

pub(super) fn cast(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let bound = CAST.bind(thread, &args)?;
    let format = match bound.get(0).map(|f| (f, f.downcast::<Str>())) {
        Some((_, Some(text))) => text,
        other => {
            let name = other.map_or("None", |(f, _)| crate::protocol::type_text(f));
            return Err(thread.type_error(format_args!(
                "cast() argument 'format' must be str, not {name}"
            )));
        }
    };
    let view = this(thread, object)?;
    if !is_contiguous(view, true) {
        return Err(thread.type_error(format_args!(
            "memoryview: casts are restricted to C-contiguous views"
        )));
    }
    let shape = bound.get(1);
    if (shape.is_some() || view.ndim() != 1) && view.shape().iter().any(|n| n.get() == 0) {
        return Err(thread.type_error(format_args!(
            "memoryview: cannot cast view with zeros in shape or strides"
        )));
    }
    let dimensions = match shape {
        Some(shape) => dimensions(thread, shape)?,
        None => 1,
    };
    if view.ndim() != 1 && dimensions != 1 {
        return Err(thread.type_error(format_args!(
            "memoryview: cast must be 1D -> ND or ND -> 1D"
        )));
    }
    let fresh = view.again(thread, dimensions)?;
    reformat(thread, view, &fresh, format)?;
    match shape {
        Some(shape) => reshape(thread, &fresh, shape)?,
        None => {
            fresh.shape()[0].set((fresh.nbytes() / fresh.itemsize()) as isize);
            fresh.strides()[0].set(fresh.itemsize() as isize);
        }
    }
    Ok(fresh.into_object())
}

fn items_of(shape: &Object) -> Option<&[Ref]> {
    match (shape.downcast::<List>(), shape.downcast::<Tuple>()) {
        (Some(list), _) => Some(list.peek()),
        (_, Some(tuple)) => Some(tuple.items()),
        _ => None,
    }
}

fn dimensions(thread: &Thread, shape: &Object) -> Result<usize> {
    match items_of(shape) {
        None => Err(thread.type_error(format_args!("shape must be a list or a tuple"))),
        Some(items) if items.len() > MOST => Err(thread.value_error(format_args!(
            "memoryview: number of dimensions must not exceed {MOST}"
        ))),
        Some(items) => Ok(items.len()),
    }
}

/// A native format: one character, perhaps after `@`.
fn native(text: &Str) -> Option<[u8; 2]> {
    let bytes = text.as_ascii()?.as_bytes();
    match *bytes {
        [kind] if size_of_kind(kind).is_some() => Some([kind, 0]),
        [b'@', kind] if size_of_kind(kind).is_some() => Some([b'@', kind]),
        _ => None,
    }
}

fn reformat(thread: &Thread, view: &MemoryView, fresh: &MemoryView, format: &Str) -> Result<()> {
    let place = |which: &str| {
        thread.value_error(format_args!(
            "memoryview: {which} format must be a native single character format prefixed with an optional '@'"
        ))
    };
    let Some(format) = native(format) else {
        return Err(place("destination"));
    };
    if size_of_kind(view.kind()).is_none() {
        return Err(place("source"));
    }
    let kind = if format[0] == b'@' {
        format[1]
    } else {
        format[0]
    };
    let size = size_of_kind(kind).unwrap_or(1);
    let is_byte = |kind: u8| matches!(kind, b'b' | b'B' | b'c');
    if !is_byte(view.kind()) && !is_byte(kind) {
        return Err(thread.type_error(format_args!(
            "memoryview: cannot cast between two non-byte formats"
        )));
    }
    if !view.nbytes().is_multiple_of(size) {
        return Err(thread.type_error(format_args!(
            "memoryview: length is not a multiple of itemsize"
        )));
    }
    fresh.reformat(format, size);
    Ok(())
}

fn reshape(thread: &Thread, fresh: &MemoryView, shape: &Object) -> Result<()> {
    let mut bytes = fresh.itemsize();
    for (i, item) in items_of(shape).unwrap_or_default().iter().enumerate() {
        let Some(int) = item.downcast::<Int>() else {
            return Err(thread.type_error(format_args!(
                "memoryview.cast(): elements of shape must be integers"
            )));
        };
        let Some(n) = int.as_isize().filter(|&n| n > 0) else {
            return Err(thread.value_error(format_args!(
                "memoryview.cast(): elements of shape must be integers > 0"
            )));
        };
        let Some(product) = bytes
            .checked_mul(n as usize)
            .filter(|&b| b <= isize::MAX as usize)
        else {
            return Err(thread.value_error(format_args!(
                "memoryview.cast(): product(shape) > SSIZE_MAX"
            )));
        };
        bytes = product;
        fresh.shape()[i].set(n);
    }
    if bytes != fresh.nbytes() {
        return Err(thread.type_error(format_args!(
            "memoryview: product(shape) * itemsize != buffer size"
        )));
    }
    let mut stride = fresh.itemsize() as isize;
    for i in (0..fresh.ndim()).rev() {
        fresh.strides()[i].set(stride);
        stride *= fresh.shape()[i].get();
    }
    Ok(())
}
