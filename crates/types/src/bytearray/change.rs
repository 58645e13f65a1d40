//! What changes a `bytearray`: item assignment, append, insert, extend, remove and their kin.

use super::layout::ByteArray;
use super::{bad_key, this};
use crate::bytes::{byte_value, data, view, view_opt};
use crate::int::Int;
use crate::protocol::{as_isize, check_arity, iter, length_hint, next};
use crate::str::args::Slice;
use crate::str::search;
use object::{Buf, Builtin, Object, Ref, Result, Thread};

/// Adds one byte at the end.
pub(super) fn push(thread: &Thread, array: &ByteArray, byte: u8) -> Result<()> {
    let at = array.len();
    array.resize(thread, at + 1)?;
    array.put(at, byte);
    Ok(())
}

pub(super) fn append(thread: &Thread, object: &Object, item: &Object) -> Result<Ref> {
    let byte = byte_value(thread, item)?;
    push(thread, this(thread, object)?, byte)?;
    Ok(thread.heap().none())
}

pub(super) fn clear(thread: &Thread, object: &Object) -> Result<Ref> {
    this(thread, object)?.resize(thread, 0)?;
    Ok(thread.heap().none())
}

pub(super) fn reverse(thread: &Thread, object: &Object) -> Result<Ref> {
    this(thread, object)?.edit(<[u8]>::reverse);
    Ok(thread.heap().none())
}

fn out_of_range(thread: &Thread) -> object::Raised {
    thread.raise(
        Builtin::IndexError,
        format_args!("bytearray index out of range"),
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
    let byte = match value {
        Some(value) => Some(byte_value(thread, value)?),
        None => None,
    };
    // Reading the value may have run Python code that made the array shorter.
    let in_range = |array: &ByteArray| usize::try_from(index).ok().filter(|&i| i < array.len());
    let Some(at) = in_range(array) else {
        return Err(out_of_range(thread));
    };
    let Some(byte) = byte else {
        return array.splice(thread, at, at + 1, &[]);
    };
    match array.put(at, byte) {
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
        let index = as_isize(thread, key, Builtin::IndexError)?;
        let index = if index < 0 {
            index + array.len() as isize
        } else {
            index
        };
        return set_item(thread, object, index, value);
    }
    let Some(slice) = Slice::of(thread, key, array.len())? else {
        return Err(bad_key(thread, key));
    };
    let new = match value {
        None => Buf::new(thread.heap()),
        Some(value) => assigned(thread, value)?,
    };
    // Making the new bytes may have run Python code that changed the length.
    let slice = match slice.start + slice.count <= array.len() {
        true => slice,
        false => Slice::of(thread, key, array.len())?.unwrap_or(slice),
    };
    if slice.step == 1 {
        return array.splice(thread, slice.start, slice.start + slice.count, &new);
    }
    if value.is_none() {
        return delete_steps(thread, array, slice);
    }
    if new.len() != slice.count {
        return Err(thread.value_error(format_args!(
            "attempt to assign bytes of size {} to extended slice of size {}",
            new.len(),
            slice.count
        )));
    }
    array.edit(|bytes| {
        slice
            .indices()
            .zip(&*new)
            .for_each(|(i, &byte)| bytes[i] = byte)
    });
    Ok(())
}

/// The bytes to be assigned to a slice.
fn assigned<'t>(thread: &'t Thread, value: &Object) -> Result<Buf<'t, u8>> {
    let mut out = Buf::new(thread.heap());
    if let Some(view) = view_opt(thread, value)? {
        // 3.13 makes a bytearray of anything else, by a call.
        let other = value.downcast::<ByteArray>().is_none();
        let _held = other.then(|| thread.heap().hold_call(1, 0)).transpose()?;
        out.extend(view.bytes())?;
        return Ok(out);
    }
    let number = value.ty().number();
    let number = number.index.is_some() || number.int.is_some() || number.float.is_some();
    if number || value.isinstance(Builtin::Str) {
        return Err(thread.type_error(format_args!(
            "can assign only bytes, buffers, or iterables of ints in range(0, 256)"
        )));
    }
    let _held = thread.heap().hold_call(1, 0)?;
    let made = ByteArray::empty(thread, thread.heap().builtin(Builtin::ByteArray))?;
    super::fill(thread, &made, value)?;
    made.edit(|bytes| out.extend(bytes))?;
    Ok(out)
}

fn delete_steps(thread: &Thread, array: &ByteArray, slice: Slice) -> Result<()> {
    if slice.count == 0 {
        return Ok(());
    }
    array.check_resizable(thread)?;
    let len = array.len();
    array.edit(|bytes| {
        let step = slice.step.unsigned_abs();
        let last = slice.start as isize + (slice.count as isize - 1) * slice.step;
        let first = slice.start.min(last.max(0) as usize);
        let mut to = first;
        for from in first..len {
            let gone = (from - first).is_multiple_of(step) && (from - first) / step < slice.count;
            if !gone {
                bytes[to] = bytes[from];
                to += 1;
            }
        }
    });
    array.resize(thread, len - slice.count)
}

pub(super) fn insert(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "insert", args.len(), 2, 2)?;
    let at = as_isize(thread, &args[0], Builtin::OverflowError)?;
    let byte = byte_value(thread, &args[1])?;
    let array = this(thread, object)?;
    let len = array.len() as isize;
    let at = if at < 0 {
        (at + len).max(0)
    } else {
        at.min(len)
    } as usize;
    array.resize(thread, array.len() + 1)?;
    array.edit(|bytes| {
        bytes.copy_within(at..bytes.len() - 1, at + 1);
        bytes[at] = byte;
    });
    Ok(thread.heap().none())
}

pub(super) fn pop(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "pop", args.len(), 0, 1)?;
    let at = match args.first() {
        Some(at) => as_isize(thread, at, Builtin::OverflowError)?,
        None => -1,
    };
    let array = this(thread, object)?;
    if array.is_empty() {
        return Err(thread.raise(
            Builtin::IndexError,
            format_args!("pop from empty bytearray"),
        ));
    }
    let at = if at < 0 {
        at + array.len() as isize
    } else {
        at
    };
    let found = usize::try_from(at)
        .ok()
        .and_then(|i| array.peek().get(i).map(|&b| (i, b)));
    let Some((at, byte)) = found else {
        return Err(thread.raise(Builtin::IndexError, format_args!("pop index out of range")));
    };
    remove_at(thread, array, at)?;
    Int::from_usize(thread, usize::from(byte))
}

/// Removes one byte by moving those behind it, without touching the start.
fn remove_at(thread: &Thread, array: &ByteArray, at: usize) -> Result<()> {
    array.check_resizable(thread)?;
    let len = array.len();
    array.edit(|bytes| bytes.copy_within(at + 1.., at));
    array.resize(thread, len - 1)
}

pub(super) fn remove(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let byte = byte_value(thread, value)?;
    let array = this(thread, object)?;
    match search::find_unit(array.peek(), byte) {
        Some(at) => remove_at(thread, array, at)?,
        None => return Err(thread.value_error(format_args!("value not found in bytearray"))),
    }
    Ok(thread.heap().none())
}

pub(super) fn extend(thread: &Thread, object: &Object, iterable: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    if let Some(view) = view_opt(thread, iterable)? {
        extend_by(thread, array, view.bytes(), iterable.is(object))?;
        return Ok(thread.heap().none());
    }
    let iterator = match iter(thread, iterable) {
        Ok(iterator) => iterator,
        Err(raised) => {
            if !thread.pending_is(Builtin::TypeError) {
                return Err(raised);
            }
            drop(thread.take_pending());
            return Err(thread.type_error(format_args!(
                "can't extend bytearray with {}",
                iterable.ty().name()
            )));
        }
    };
    let mut new = Buf::with_capacity(thread.heap(), length_hint(thread, iterable, 32)?)?;
    while let Some(item) = next(thread, &iterator)? {
        let byte = crate::bytes::item_value(thread, &item, false);
        if byte.is_err()
            && iterable.isinstance(Builtin::Str)
            && thread.pending_is(Builtin::TypeError)
        {
            drop(thread.take_pending());
            return Err(
                thread.type_error(format_args!("expected iterable of integers; got: 'str'"))
            );
        }
        new.push(byte?)?;
    }
    array.splice(thread, array.len(), array.len(), &new)?;
    Ok(thread.heap().none())
}

/// Adds bytes at the end; they may be the array's own.
fn extend_by(thread: &Thread, array: &ByteArray, bytes: &[u8], own: bool) -> Result<()> {
    if !own {
        return array.splice(thread, array.len(), array.len(), bytes);
    }
    let mut copy = Buf::with_capacity(thread.heap(), bytes.len())?;
    copy.extend(bytes)?;
    // The view on the array itself must not count as an export.
    array.unexport();
    let done = array.splice(thread, array.len(), array.len(), &copy);
    array.export();
    done
}

pub(super) fn inplace_concat(thread: &Thread, object: &Object, other: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    if other.ty().slots().buffer.is_none() {
        return Err(thread.type_error(format_args!(
            "can't concat {} to {}",
            other.ty().name(),
            object.ty().name()
        )));
    }
    // The view on the right operand counts as an export: an array can't be added to itself, as in 3.13.
    let view = view(thread, other)?;
    array.splice(thread, array.len(), array.len(), view.bytes())?;
    Ok(object.to_ref())
}

pub(super) fn inplace_repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let array = this(thread, object)?;
    let (len, times) = (array.len(), usize::try_from(times).unwrap_or(0));
    let Some(total) = len.checked_mul(times).filter(|&n| n < isize::MAX as usize) else {
        return Err(thread.no_memory());
    };
    array.resize(thread, total)?;
    if times > 1 && len > 0 {
        array.edit(|bytes| {
            let (first, rest) = bytes.split_at_mut(len);
            rest.chunks_mut(len)
                .for_each(|chunk| chunk.copy_from_slice(first));
        });
    }
    debug_assert_eq!(data(object).len(), total);
    Ok(object.to_ref())
}
