//! Text of objects: `repr`, `str`, `ascii`, `format`; and conversion to machine numbers.

use super::call_special;
use crate::bytes::Bytes;
use crate::int::Int;
use crate::state::names;
use crate::str::{Builder, Str};
use object::{Buf, BufferView, Builtin, Object, Ref, Result, Thread};

pub(super) fn expect_str(thread: &Thread, value: Ref, method: &str) -> Result<Ref<Str>> {
    value.downcast_into::<Str>().map_err(|other| {
        thread.type_error(format_args!(
            "{method} returned non-string (type {})",
            other.ty().name()
        ))
    })
}

/// `repr(object)`.
pub fn repr(thread: &Thread, object: &Object) -> Result<Ref<Str>> {
    collector::collect_if_due(thread);
    let Some(slot) = object.ty().slots().repr else {
        return Str::format(
            thread,
            format_args!("<{} object at {:#x}>", object.ty().name(), object.id()),
        );
    };
    let text = {
        let _deeper = thread.enter(" while getting the repr of an object")?;
        slot(thread, object)?
    };
    expect_str(thread, text, "__repr__")
}

/// `str(object)`.
pub fn to_str(thread: &Thread, object: &Object) -> Result<Ref<Str>> {
    collector::collect_if_due(thread);
    if object.is_exactly(Builtin::Str)
        && let Ok(text) = object.to_ref().downcast_into::<Str>()
    {
        return Ok(text);
    }
    let Some(slot) = object.ty().slots().str else {
        return repr(thread, object);
    };
    let text = {
        let _deeper = thread.enter(" while getting the str of an object")?;
        slot(thread, object)?
    };
    expect_str(thread, text, "__str__")
}

/// `ascii(object)`.
pub fn ascii(thread: &Thread, object: &Object) -> Result<Ref<Str>> {
    let text = repr(thread, object)?;
    if text.as_ascii().is_some() {
        return Ok(text);
    }
    let mut out = Builder::new(thread);
    for point in text.code_points() {
        match point {
            0..0x80 => out.push_point(point)?,
            0x80..0x100 => out.push_format(format_args!("\\x{point:02x}"))?,
            0x100..0x10000 => out.push_format(format_args!("\\u{point:04x}"))?,
            _ => out.push_format(format_args!("\\U{point:08x}"))?,
        }
    }
    out.finish()
}

/// `format(object, spec)`.
pub fn format(thread: &Thread, object: &Object, spec: &Str) -> Result<Ref<Str>> {
    if object.is_exactly(Builtin::Str)
        || object.is_exactly(Builtin::Int)
        || object.is_exactly(Builtin::Float)
        || object.is_exactly(Builtin::Complex)
    {
        // Only a text or an int that is asked for as it is needs no look at `__format__`, which binds it.
        let plain =
            spec.is_empty() && (object.is_exactly(Builtin::Str) || object.is_exactly(Builtin::Int));
        let _method = (!plain)
            .then(|| thread.heap().hold_objects::<1>())
            .transpose()?;
        return crate::format::format_exact(thread, object, spec);
    }
    let name = names(thread).__format__();
    match call_special(thread, object, name, &[Ref::new(spec).into_object()])? {
        Some(text) => text.downcast_into::<Str>().map_err(|other| {
            thread.type_error(format_args!(
                "__format__ must return a str, not {}",
                other.ty().name()
            ))
        }),
        None => Err(thread.type_error(format_args!(
            "Type {} doesn't define __format__",
            object.ty().name()
        ))),
    }
}

/// `operator.index(object)`: an `int` (or subclass instance).
pub fn index(thread: &Thread, object: &Object) -> Result<Ref<Int>> {
    if let Ok(int) = object.to_ref().downcast_into::<Int>() {
        return Ok(int);
    }
    let Some(slot) = object.ty().number().index else {
        return Err(thread.type_error(format_args!(
            "'{}' object cannot be interpreted as an integer",
            object.ty().name()
        )));
    };
    expect_int(thread, slot(thread, object)?)
}

/// What `__index__` returned, if it is an `int`.
pub(super) fn expect_int(thread: &Thread, answer: Ref) -> Result<Ref<Int>> {
    answer.downcast_into::<Int>().map_err(|other| {
        thread.type_error(format_args!(
            "__index__ returned non-int (type {})",
            other.ty().name()
        ))
    })
}

/// An index as a machine word; `kind` (`OverflowError`, `IndexError`) when it doesn't fit.
pub fn as_isize(thread: &Thread, object: &Object, kind: Builtin) -> Result<isize> {
    let int = index(thread, object)?;
    match int.as_isize() {
        Some(value) => Ok(value),
        None if kind == Builtin::OverflowError => Err(thread.raise(
            kind,
            format_args!("Python int too large to convert to C ssize_t"),
        )),
        None => Err(thread.raise(
            kind,
            format_args!(
                "cannot fit '{}' into an index-sized integer",
                object.ty().name()
            ),
        )),
    }
}

/// An index as a machine word; `OverflowError` with the text of repetitions and sizes when it doesn't fit.
pub fn as_size(thread: &Thread, object: &Object) -> Result<isize> {
    let int = index(thread, object)?;
    int.as_isize().ok_or_else(|| {
        let name = object.ty().name();
        let text = format_args!("cannot fit '{name}' into an index-sized integer");
        thread.raise(Builtin::OverflowError, text)
    })
}

/// As `as_size` for an argument that may be left out or `None`, with the text that it has then.
pub fn as_optional_size(thread: &Thread, given: Option<&Object>) -> Result<Option<isize>> {
    match given.filter(|object| !object.is_exactly(Builtin::NoneType)) {
        None => Ok(None),
        Some(object) if object.ty().number().index.is_some() => as_size(thread, object).map(Some),
        Some(object) => Err(thread.type_error(format_args!(
            "argument should be integer or None, not '{}'",
            object.ty().name()
        ))),
    }
}

/// An argument that 3.13 parses as a C `int` with a format string.
pub fn as_c_int(thread: &Thread, object: &Object) -> Result<i32> {
    let value = index(thread, object)?.as_isize();
    let text = match value {
        None => "Python int too large to convert to C long",
        Some(n) => match i32::try_from(n) {
            Ok(n) => return Ok(n),
            Err(_) if n > 0 => "signed integer is greater than maximum",
            Err(_) => "signed integer is less than minimum",
        },
    };
    Err(thread.raise(Builtin::OverflowError, format_args!("{text}")))
}

/// An index clamped to the machine word, for slices.
pub fn as_isize_clamped(thread: &Thread, object: &Object) -> Result<isize> {
    let int = index(thread, object)?;
    let far = if int.sign() < 0 {
        isize::MIN
    } else {
        isize::MAX
    };
    Ok(int.as_isize().unwrap_or(far))
}

/// The bytes of a view, copied.
pub fn copy_view<'t>(thread: &'t Thread, view: &BufferView) -> Result<Buf<'t, u8>> {
    let mut copy = Buf::filled(thread.heap(), 0, view.len)?;
    view.copy_out(0, &mut copy);
    Ok(copy)
}

/// The bytes of a view as a `bytes` object.
pub fn bytes_of(thread: &Thread, view: &BufferView) -> Result<Ref<Bytes>> {
    Bytes::new(thread, &copy_view(thread, view)?)
}

/// A view on a bytes-like object, or `TypeError` in the usual words.
pub fn buffer(thread: &Thread, object: &Object, writable: bool) -> Result<BufferView> {
    match object.ty().slots().buffer {
        Some(buffer) => buffer(thread, object, writable),
        None if writable => {
            Err(thread.type_error(format_args!("read-write bytes-like object expected")))
        }
        None => Err(thread.type_error(format_args!(
            "a bytes-like object is required, not '{}'",
            object.ty().name()
        ))),
    }
}

/// Appends `repr(object)`.
pub fn push_repr(thread: &Thread, out: &mut Builder<'_>, object: &Object) -> Result<()> {
    let text = repr(thread, object)?;
    out.push(&text)
}
