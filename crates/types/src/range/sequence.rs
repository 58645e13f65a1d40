//! Ranges as sequences: length, items, slices, containment, equality, hash.

use super::{Parts, Range, this};
use crate::int::{Int, arith, division};
use crate::tuple::Tuple;
use object::{Builtin, CompareOp, Object, Raised, Ref, Result, Thread};

pub(super) fn length(thread: &Thread, object: &Object) -> Result<usize> {
    let length = this(thread, object)?.length.get();
    match length.and_then(|length| length.as_isize()) {
        Some(length) => Ok(length as usize),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C ssize_t"),
        )),
    }
}

pub(super) fn bool(thread: &Thread, object: &Object) -> Result<bool> {
    let length = this(thread, object)?.length.get();
    Ok(length.is_some_and(|length| !length.is_zero()))
}

/// `start + index * step`.
pub(super) fn compute(thread: &Thread, parts: &Parts, index: &Object) -> Result<Ref> {
    let distance = arith::slot_multiply(thread, index, &parts.step)?;
    arith::slot_add(thread, &parts.start, &distance)
}

#[cold]
fn out_of_range(thread: &Thread) -> Raised {
    let text = format_args!("range object index out of range");
    thread.raise(Builtin::IndexError, text)
}

pub(super) fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    let index = Int::new(thread, index)?;
    item_at(thread, this(thread, object)?, &index, false)
}

/// The item at an index of any size; negative ones count from the end when `wrap` says so.
fn item_at(thread: &Thread, range: &Range, index: &Object, wrap: bool) -> Result<Ref> {
    let parts = range.parts(thread);
    let mut index = index.to_ref();
    if wrap && Int::of(&index).is_some_and(Int::is_negative) {
        index = arith::slot_add(thread, &index, &parts.length)?;
    }
    let inside = match (Int::of(&index), Int::of(&parts.length)) {
        (Some(i), Some(length)) => !i.is_negative() && arith::compare(i, length).is_lt(),
        _ => false,
    };
    if !inside {
        return Err(out_of_range(thread));
    }
    compute(thread, &parts, &index)
}

pub(super) fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let range = this(thread, object)?;
    if key.ty().number().index.is_some() {
        let index = crate::index(thread, key)?;
        return item_at(thread, range, index.as_object(), true);
    }
    if !key.is_exactly(Builtin::Slice) {
        return Err(thread.type_error(format_args!(
            "range indices must be integers or slices, not {}",
            key.ty().name()
        )));
    }
    let parts = range.parts(thread);
    let [start, stop, step] = crate::slice::long_indices(thread, key, parts.length.clone())?;
    let new_step = arith::slot_multiply(thread, &step, &parts.step)?;
    let new_start = compute(thread, &parts, &start)?;
    let new_stop = compute(thread, &parts, &stop)?;
    Range::make(thread, new_start, new_stop, new_step)
}

fn is_plain(object: &Object) -> bool {
    object.is_exactly(Builtin::Int) || object.is_exactly(Builtin::Bool)
}

/// Whether a plain int is in the range.
fn contains_int(thread: &Thread, range: &Range, value: &Object) -> Result<bool> {
    let Some(x) = Int::of(value) else {
        return Ok(false);
    };
    if let (Some(words), Some(x)) = (range.words(), x.as_isize()) {
        let inside = match words.step > 0 {
            true => words.start <= x && x < words.stop,
            false => words.stop < x && x <= words.start,
        };
        return Ok(inside && (x as i128 - words.start as i128) % words.step as i128 == 0);
    }
    let parts = range.parts(thread);
    let (Some(start), Some(stop), Some(step)) = (
        Int::of(&parts.start),
        Int::of(&parts.stop),
        Int::of(&parts.step),
    ) else {
        return Ok(false);
    };
    let inside = match step.is_negative() {
        false => arith::compare(start, x).is_le() && arith::compare(x, stop).is_lt(),
        true => arith::compare(stop, x).is_lt() && arith::compare(x, start).is_le(),
    };
    if !inside {
        return Ok(false);
    }
    let distance = arith::slot_subtract(thread, value, &parts.start)?;
    let rest = division::slot_remainder(thread, &distance, &parts.step)?;
    Ok(Int::of(&rest).is_some_and(Int::is_zero))
}

pub(super) fn contains(thread: &Thread, object: &Object, value: &Object) -> Result<bool> {
    if is_plain(value) {
        return contains_int(thread, this(thread, object)?, value);
    }
    Ok(search(thread, object, value)?.is_some())
}

/// Where an equal item stands, found by iterating.
fn search(thread: &Thread, object: &Object, value: &Object) -> Result<Option<usize>> {
    let iterator = crate::iter(thread, object)?;
    let mut at = 0;
    while let Some(item) = crate::next(thread, &iterator)? {
        if crate::equal(thread, &item, value)? {
            return Ok(Some(at));
        }
        at += 1;
    }
    Ok(None)
}

pub(super) fn count(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    if is_plain(value) {
        let found = contains_int(thread, this(thread, object)?, value)?;
        return Int::new(thread, found.into());
    }
    Int::from_usize(thread, crate::count(thread, object, value)?)
}

pub(super) fn index(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    if !is_plain(value) {
        return match search(thread, object, value)? {
            Some(at) => Int::from_usize(thread, at),
            None => Err(thread.value_error(format_args!("sequence.index(x): x not in sequence"))),
        };
    }
    let range = this(thread, object)?;
    if !contains_int(thread, range, value)? {
        let shown = crate::repr(thread, value)?;
        return Err(thread.value_error(format_args!("{shown} is not in range")));
    }
    let parts = range.parts(thread);
    let distance = arith::slot_subtract(thread, value, &parts.start)?;
    division::slot_floor_divide(thread, &distance, &parts.step)
}

fn same(a: &Object, b: &Object) -> bool {
    match (Int::of(a), Int::of(b)) {
        (Some(a), Some(b)) => arith::compare(a, b).is_eq(),
        _ => false,
    }
}

/// Equal as sequences of the same items.
fn equal(a: &Parts, b: &Parts) -> bool {
    if !same(&a.length, &b.length) {
        return false;
    }
    match Int::compact_of(&a.length) {
        Some(0) => true,
        Some(1) => same(&a.start, &b.start),
        _ => same(&a.start, &b.start) && same(&a.step, &b.step),
    }
}

pub(super) fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(x), Some(y)) = (a.downcast::<Range>(), b.downcast::<Range>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().not_implemented());
    }
    let equal = a.is(b) || equal(&x.parts(thread), &y.parts(thread));
    Ok(thread.heap().bool(equal == (op == CompareOp::Eq)))
}

/// The hash of (length, start, step), with `None` for what doesn't matter.
pub(super) fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let mut parts = this(thread, object)?.parts(thread);
    let none = thread.heap().none();
    match Int::compact_of(&parts.length) {
        Some(0) => (parts.start, parts.step) = (none.clone(), none),
        Some(1) => parts.step = none,
        _ => {}
    }
    let tuple = Tuple::from_array(thread, [parts.length, parts.start, parts.step])?;
    crate::hash(thread, tuple.as_object())
}
