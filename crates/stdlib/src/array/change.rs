//! What changes an array: assignment, append, insert, extend, remove and their kin.

use super::{bad_key, copy, item, this};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::array::Array;
use types::str::args::Slice;
use types::{List, protocol};

fn none(thread: &Thread) -> Result<Ref> {
    Ok(thread.heap().none())
}

/// Adds one item at the end.
pub(super) fn push(thread: &Thread, array: &Array, value: &Object) -> Result<()> {
    let bytes = item::pack_twice(thread, array.kind(), value)?;
    let at = array.len();
    array.resize(thread, at + 1)?;
    array.put(at, bytes);
    Ok(())
}

pub(super) fn append(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    push(thread, this(thread, object)?, value)?;
    none(thread)
}

pub(super) fn clear(thread: &Thread, object: &Object) -> Result<Ref> {
    this(thread, object)?.resize(thread, 0)?;
    none(thread)
}

/// Replaces the items `from..to` by others, given as bytes that aren't the array's own.
fn splice(thread: &Thread, array: &Array, from: usize, to: usize, with: &[u8]) -> Result<()> {
    let (size, len) = (array.item_bytes(), array.len());
    let count = with.len() / size;
    let new_len = len - (to - from) + count;
    if new_len != len {
        array.check_resizable(thread)?;
    }
    if new_len > len {
        array.resize(thread, new_len)?;
    }
    array.edit(|bytes| bytes.copy_within(to * size..len * size, (from + count) * size));
    if new_len < len {
        array.resize(thread, new_len)?;
    }
    array.edit(|bytes| bytes[from * size..from * size + with.len()].copy_from_slice(with));
    Ok(())
}

fn out_of_range(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::IndexError,
        format_args!("array assignment index out of range"),
    )
}

/// `array[index] = value`; the index is already counted from the start. No value deletes.
pub(super) fn set_item(
    thread: &Thread,
    object: &Object,
    index: isize,
    value: Option<&Object>,
) -> Result<()> {
    let array = this(thread, object)?;
    let in_range = usize::try_from(index).ok().filter(|&i| i < array.len());
    let Some(at) = in_range else {
        return Err(out_of_range(thread));
    };
    let Some(value) = value else {
        return splice(thread, array, at, at + 1, &[]);
    };
    let bytes = item::pack(thread, array.kind(), value)?;
    // Reading the value may have run Python code that made the array shorter.
    match array.put(at, bytes) {
        true => Ok(()),
        false => Err(out_of_range(thread)),
    }
}

pub(super) fn set_subscript(
    thread: &Thread,
    object: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let array = this(thread, object)?;
    if key.ty().number().index.is_some() {
        let index = protocol::as_isize(thread, key, Builtin::IndexError)?;
        let len = array.len() as isize;
        return set_item(
            thread,
            object,
            if index < 0 { index + len } else { index },
            value,
        );
    }
    let Some(slice) = Slice::of(thread, key, array.len())? else {
        return Err(bad_key(thread));
    };
    let source = match value {
        None => None,
        Some(value) => match value.downcast::<Array>() {
            Some(other) if other.kind() == array.kind() => Some(copy(thread, other)?),
            Some(_) => return Err(bad_argument(thread)),
            None => {
                return Err(thread.type_error(format_args!(
                    "can only assign array (not \"{}\") to array slice",
                    value.ty().name()
                )));
            }
        },
    };
    let bytes = source.as_deref().unwrap_or(&[]);
    if slice.step == 1 {
        return splice(thread, array, slice.start, slice.start + slice.count, bytes);
    }
    if value.is_none() {
        return delete_steps(thread, array, slice);
    }
    set_steps(thread, array, slice, bytes)
}

fn bad_argument(thread: &Thread) -> Raised {
    thread.type_error(format_args!("bad argument type for built-in operation"))
}

fn set_steps(thread: &Thread, array: &Array, slice: Slice, bytes: &[u8]) -> Result<()> {
    let size = array.item_bytes();
    let count = bytes.len() / size;
    if count == 0 {
        return delete_steps(thread, array, slice);
    }
    if count != slice.count {
        return Err(thread.value_error(format_args!(
            "attempt to assign array of size {count} to extended slice of size {}",
            slice.count
        )));
    }
    array.edit(|to| {
        for (at, from) in slice.indices().zip(bytes.chunks_exact(size)) {
            to[at * size..(at + 1) * size].copy_from_slice(from);
        }
    });
    Ok(())
}

fn delete_steps(thread: &Thread, array: &Array, slice: Slice) -> Result<()> {
    if slice.count == 0 {
        return Ok(());
    }
    array.check_resizable(thread)?;
    let (len, size) = (array.len(), array.item_bytes());
    let step = slice.step.unsigned_abs();
    let last = slice.start as isize + (slice.count as isize - 1) * slice.step;
    let first = slice.start.min(last.max(0) as usize);
    array.edit(|bytes| {
        let mut to = first;
        for from in first..len {
            let gone = (from - first).is_multiple_of(step) && (from - first) / step < slice.count;
            if !gone {
                bytes.copy_within(from * size..(from + 1) * size, to * size);
                to += 1;
            }
        }
    });
    array.resize(thread, len - slice.count)
}

pub(super) fn insert(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "insert", args.len(), 2, 2)?;
    let at = protocol::as_isize(thread, &args[0], Builtin::OverflowError)?;
    let array = this(thread, object)?;
    let bytes = item::pack_twice(thread, array.kind(), &args[1])?;
    let len = array.len() as isize;
    let at = match at < 0 {
        true => (at + len).max(0),
        false => at.min(len),
    } as usize;
    splice(thread, array, at, at, &bytes[..array.item_bytes()])?;
    none(thread)
}

pub(super) fn pop(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "pop", args.len(), 0, 1)?;
    let at = match args.first() {
        Some(at) => protocol::as_isize(thread, at, Builtin::OverflowError)?,
        None => -1,
    };
    let array = this(thread, object)?;
    if array.is_empty() {
        return Err(thread.raise(Builtin::IndexError, format_args!("pop from empty array")));
    }
    let at = match at < 0 {
        true => at + array.len() as isize,
        false => at,
    };
    let found = match usize::try_from(at) {
        Ok(at) => item::get(thread, array, at)?.map(|value| (at, value)),
        Err(_) => None,
    };
    let Some((at, value)) = found else {
        return Err(thread.raise(Builtin::IndexError, format_args!("pop index out of range")));
    };
    splice(thread, array, at, at + 1, &[])?;
    Ok(value)
}

pub(super) fn remove(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    match super::position(thread, array, value, 0, usize::MAX)? {
        Some(at) if at < array.len() => splice(thread, array, at, at + 1, &[])?,
        Some(_) => {}
        None => return Err(thread.value_error(format_args!("array.remove(x): x not in array"))),
    }
    none(thread)
}

pub(super) fn reverse(thread: &Thread, object: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    let size = array.item_bytes();
    array.edit(|bytes| {
        bytes.reverse();
        bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse);
    });
    none(thread)
}

pub(super) fn byteswap(thread: &Thread, object: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    let size = array.item_bytes();
    array.edit(|bytes| bytes.chunks_exact_mut(size).for_each(<[u8]>::reverse));
    none(thread)
}

/// Adds the items of another array of the same kind; it may be the array itself.
fn extend_by(thread: &Thread, array: &Array, other: &Array) -> Result<()> {
    if other.kind() != array.kind() {
        return Err(thread.type_error(format_args!("can only extend with array of same kind")));
    }
    let (old, more) = (array.peek().len(), other.peek().len());
    let Some(len) = array.len().checked_add(other.len()) else {
        return Err(thread.no_memory());
    };
    array.resize(thread, len)?;
    if std::ptr::eq(array, other) {
        array.edit(|bytes| bytes.copy_within(..more, old));
    } else {
        array.edit(|bytes| bytes[old..].copy_from_slice(other.peek()));
    }
    Ok(())
}

pub(super) fn extend(thread: &Thread, object: &Object, other: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    match other.downcast::<Array>() {
        Some(other) => extend_by(thread, array, other)?,
        None => protocol::for_each(thread, other, |value| push(thread, array, &value))?,
    }
    none(thread)
}

pub(super) fn fromlist(thread: &Thread, object: &Object, list: &Object) -> Result<Ref> {
    let Some(list) = list.downcast::<List>() else {
        return Err(thread.type_error(format_args!("arg must be list")));
    };
    let array = this(thread, object)?;
    let (old, count) = (array.len(), list.len());
    if count == 0 {
        return none(thread);
    }
    array.resize(thread, old + count)?;
    for index in 0..count {
        let done = match list.get(index) {
            Some(value) => item::pack(thread, array.kind(), &value),
            None => Err(changed(thread)),
        };
        let done = match done {
            Ok(bytes) if array.put(old + index, bytes) && list.len() == count => Ok(()),
            Ok(_) => Err(changed(thread)),
            Err(raised) => Err(raised),
        };
        if let Err(raised) = done {
            array.resize(thread, old)?;
            return Err(raised);
        }
    }
    none(thread)
}

fn changed(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::RuntimeError,
        format_args!("list changed size during iteration"),
    )
}

pub(super) fn inplace_concat(thread: &Thread, object: &Object, other: &Object) -> Result<Ref> {
    let Some(other) = other.downcast::<Array>() else {
        return Err(thread.type_error(format_args!(
            "can only extend array with array (not \"{}\")",
            other.ty().name()
        )));
    };
    extend_by(thread, this(thread, object)?, other)?;
    Ok(object.to_ref())
}

pub(super) fn inplace_repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let array = this(thread, object)?;
    let old = array.peek().len();
    if old > 0 {
        let times = usize::try_from(times).unwrap_or(0);
        let Some(len) = array.len().checked_mul(times) else {
            return Err(thread.no_memory());
        };
        array.resize(thread, len)?;
        array.edit(|bytes| {
            if bytes.len() > old {
                let (first, rest) = bytes.split_at_mut(old);
                rest.chunks_mut(old)
                    .for_each(|chunk| chunk.copy_from_slice(first));
            }
        });
    }
    Ok(object.to_ref())
}
