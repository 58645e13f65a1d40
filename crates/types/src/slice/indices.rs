//! Which indices a slice selects: in machine words for sequences, in ints for `slice.indices` and `range`.

use super::Slice;
use crate::int::{Int, arith};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use std::cmp::Ordering;

/// A slice applied to a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Indices {
    pub start: isize,
    pub stop: isize,
    pub step: isize,
    /// How many items are selected.
    pub count: usize,
}

impl Indices {
    /// Clamps to a sequence of `len` items, as `PySlice_AdjustIndices`.
    pub fn adjust(start: isize, stop: isize, step: isize, len: usize) -> Indices {
        let len = len as isize;
        let clamp = |index: isize| {
            let index = if index < 0 {
                index.saturating_add(len)
            } else {
                index
            };
            match step < 0 {
                true => index.clamp(-1, len - 1),
                false => index.clamp(0, len),
            }
        };
        let (start, stop) = (clamp(start), clamp(stop));
        let count = if step < 0 && stop < start {
            (start - stop - 1) as usize / step.unsigned_abs() + 1
        } else if step > 0 && start < stop {
            (stop - start - 1) as usize / step as usize + 1
        } else {
            0
        };
        Indices {
            start,
            stop,
            step,
            count,
        }
    }
}

#[cold]
fn not_an_index(thread: &Thread) -> Raised {
    let text = format_args!("slice indices must be integers or None or have an __index__ method");
    thread.type_error(text)
}

#[cold]
fn zero_step(thread: &Thread) -> Raised {
    thread.value_error(format_args!("slice step cannot be zero"))
}

/// A part as a word, clamped; `None` when the part is `None`.
fn part(thread: &Thread, object: &Object) -> Result<Option<isize>> {
    if let Some(value) = Int::compact_of(object) {
        return Ok(Some(value));
    }
    if object.is_exactly(Builtin::NoneType) {
        return Ok(None);
    }
    if object.ty().number().index.is_none() {
        return Err(not_an_index(thread));
    }
    crate::as_isize_clamped(thread, object).map(Some)
}

/// Start, stop and step before the length is known, as `PySlice_Unpack`: 3.13 reads the step first.
pub fn unpack(thread: &Thread, slice: &Object) -> Result<(isize, isize, isize)> {
    let Some(slice) = slice.downcast::<Slice>() else {
        return Err(not_an_index(thread));
    };
    let none = thread.heap().none();
    let [start, stop, step] = slice.peek(&none);
    let step = match part(thread, step)? {
        Some(0) => return Err(zero_step(thread)),
        // So that the step can be negated.
        step => step.unwrap_or(1).max(-isize::MAX),
    };
    let (first, last) = match step < 0 {
        true => (isize::MAX, isize::MIN),
        false => (0, isize::MAX),
    };
    let start = part(thread, start)?.unwrap_or(first);
    let stop = part(thread, stop)?.unwrap_or(last);
    Ok((start, stop, step))
}

/// The bounds of a slice without a step on a sequence of `len` items, clamped, when both are `None` or small ints, so that
/// reading them runs no code.
#[inline]
pub fn plain_bounds(start: &Object, stop: &Object, len: usize) -> Option<(usize, usize)> {
    let bound = |part: &Object, missing: usize| {
        if part.is_exactly(Builtin::NoneType) {
            return Some(missing);
        }
        let index = Int::compact_of(part)?;
        let index = if index < 0 {
            index + len as isize
        } else {
            index
        };
        Some(index.clamp(0, len as isize) as usize)
    };
    let from = bound(start, 0)?;
    Some((from, bound(stop, len)?.max(from)))
}

/// A slice applied to a sequence of `len` items. Reading the parts may run Python code: take `len` afterwards where
/// the sequence can change, with [`unpack`] and [`Indices::adjust`].
pub fn slice_indices(thread: &Thread, slice: &Object, len: usize) -> Result<Indices> {
    let (start, stop, step) = unpack(thread, slice)?;
    Ok(Indices::adjust(start, stop, step, len))
}

/// A part as an int; `None` when the part is `None`.
fn long_part(thread: &Thread, object: &Object) -> Result<Option<Ref>> {
    if object.is_exactly(Builtin::NoneType) {
        return Ok(None);
    }
    if object.ty().number().index.is_none() {
        return Err(not_an_index(thread));
    }
    let int = crate::index(thread, object)?;
    arith::exact(thread, &int).map(Some)
}

fn order(a: &Object, b: &Object) -> Ordering {
    match (Int::of(a), Int::of(b)) {
        (Some(a), Some(b)) => arith::compare(a, b),
        _ => Ordering::Equal,
    }
}

/// Start, stop and step as ints for a sequence of any length.
pub fn long_indices(thread: &Thread, slice: &Object, length: Ref) -> Result<[Ref; 3]> {
    let Some(slice) = slice.downcast::<Slice>() else {
        return Err(not_an_index(thread));
    };
    let none = thread.heap().none();
    let [start, stop, step] = slice.peek(&none);
    let zero = Int::new(thread, 0)?;
    let step = match long_part(thread, step)? {
        Some(step) => step,
        None => Int::new(thread, 1)?,
    };
    let sign = Int::of(&step).map_or(0, Int::sign);
    if sign == 0 {
        return Err(zero_step(thread));
    }
    // The range that indices are clamped to.
    let (lower, upper) = if sign < 0 {
        let minus_one = Int::new(thread, -1)?;
        let upper = arith::slot_add(thread, &length, &minus_one)?;
        (minus_one, upper)
    } else {
        (zero.clone(), length.clone())
    };
    let clamp = |part: Ref| -> Result<Ref> {
        if order(&part, &zero) == Ordering::Less {
            let moved = arith::slot_add(thread, &part, &length)?;
            let low = order(&moved, &lower) == Ordering::Less;
            return Ok(if low { lower.clone() } else { moved });
        }
        let high = order(&part, &upper) == Ordering::Greater;
        Ok(if high { upper.clone() } else { part })
    };
    let (first, last) = if sign < 0 {
        (&upper, &lower)
    } else {
        (&lower, &upper)
    };
    let start = match long_part(thread, start)? {
        Some(start) => clamp(start)?,
        None => first.clone(),
    };
    let stop = match long_part(thread, stop)? {
        Some(stop) => clamp(stop)?,
        None => last.clone(),
    };
    Ok([start, stop, step])
}
