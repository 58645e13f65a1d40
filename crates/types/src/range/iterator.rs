//! The iterators of ranges: machine words where they suffice, ints otherwise.

use super::layout::{
    LONG_RANGE_ITERATOR_LAYOUT, LongRangeIterator, RANGE_ITERATOR_LAYOUT, RangeIterator,
};
use super::{Parts, Range, Words, sequence, this};
use crate::int::{Int, arith};
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, native,
};

/// `range_iterator`.
pub(super) static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::DISALLOW_INSTANTIATION,
    slots: TypeSlots {
        iter: Some(itself),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__length_hint__", length_hint).doc("How many items are left."),
        MethodDef::no_args("__reduce__", reduce).doc("Return state information for pickling."),
        MethodDef::one("__setstate__", set_state).doc("Set state information for unpickling."),
    ],
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new(
        "range_iterator",
        Builtin::RangeIterator,
        &RANGE_ITERATOR_LAYOUT,
    )
};

/// `longrange_iterator`.
pub(super) static LONG_ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::DISALLOW_INSTANTIATION,
    slots: TypeSlots {
        iter: Some(itself),
        iternext: Some(long_next),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__length_hint__", long_length_hint).doc("How many items are left."),
        MethodDef::no_args("__reduce__", long_reduce).doc("Return state information for pickling."),
        MethodDef::one("__setstate__", long_set_state).doc("Set state information for unpickling."),
    ],
    ..TypeSpec::new(
        "longrange_iterator",
        Builtin::LongRangeIterator,
        &LONG_RANGE_ITERATOR_LAYOUT,
    )
};

fn itself(_: &Thread, object: &Object) -> Result<Ref> {
    Ok(object.to_ref())
}

/// An iterator in machine words if the items and the one past the last fit them.
fn short(thread: &Thread, words: Words) -> Option<Result<Ref>> {
    let length = isize::try_from(words.length()).ok()?;
    let past = match words.step > 0 {
        true => words.stop.checked_add(words.step - 1),
        false => words.stop.checked_add(words.step + 1),
    };
    if length > 0 {
        past?;
    }
    Some(RangeIterator::new(thread, words.start, words.step, length))
}

fn long(thread: &Thread, start: Ref, step: Ref, len: Ref) -> Result<Ref> {
    let heap = thread.heap();
    let ty = heap.builtin(Builtin::LongRangeIterator);
    let fresh = native::make::<LongRangeIterator>(heap, ty)?;
    fresh.start.set(start.downcast_into::<Int>().ok());
    fresh.step.set(step.downcast_into::<Int>().ok());
    fresh.len.set(len.downcast_into::<Int>().ok());
    Ok(fresh.into_object())
}

/// `iter(range)`.
pub(super) fn iter(thread: &Thread, object: &Object) -> Result<Ref> {
    let range = this(thread, object)?;
    if let Some(fast) = range.words().and_then(|words| short(thread, words)) {
        return fast;
    }
    let parts = range.parts(thread);
    long(thread, parts.start, parts.step, parts.length)
}

/// `reversed(range)`.
pub(super) fn reversed(thread: &Thread, object: &Object) -> Result<Ref> {
    let range = this(thread, object)?;
    if let Some(fast) = range
        .words()
        .and_then(|words| short_reversed(thread, words))
    {
        return fast;
    }
    let parts = range.parts(thread);
    let one = Int::new(thread, 1)?;
    let last = arith::slot_subtract(thread, &parts.length, &one)?;
    let start = sequence::compute(thread, &parts, &last)?;
    let step = arith::slot_negative(thread, &parts.step)?;
    long(thread, start, step, parts.length)
}

fn short_reversed(thread: &Thread, words: Words) -> Option<Result<Ref>> {
    let stop = words.start.checked_sub(words.step)?;
    let step = words.step.checked_neg()?;
    let length = words.length();
    let start = (stop as usize).wrapping_add(length.wrapping_mul(words.step as usize)) as isize;
    short(thread, Words { start, stop, step })
}

#[inline]
fn short_of<'a>(thread: &Thread, object: &'a Object) -> Result<&'a RangeIterator> {
    match object.downcast::<RangeIterator>() {
        Some(it) => Ok(it),
        None => Err(thread.type_error(format_args!("a range_iterator is required"))),
    }
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    match short_of(thread, object)?.advance() {
        Some(item) => Int::new(thread, item).map(Some),
        None => Ok(None),
    }
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    Int::new(thread, short_of(thread, object)?.len.get())
}

/// `(iter, (range,), None)`.
fn pickled(thread: &Thread, start: Ref, stop: Ref, step: Ref) -> Result<Ref> {
    let range = Range::make(thread, start, stop, step)?;
    let iter = crate::object::builtin(thread, "iter")?;
    let args = Tuple::from_array(thread, [range])?.into_object();
    let none = thread.heap().none();
    Ok(Tuple::from_array(thread, [iter, args, none])?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = short_of(thread, object)?;
    let (start, step, len) = (it.start.get(), it.step.get(), it.len.get());
    let stop = start as i128 + len as i128 * step as i128;
    let [start, step] = [Int::new(thread, start)?, Int::new(thread, step)?];
    pickled(thread, start, Int::from_i128(thread, stop)?, step)
}

fn set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let it = short_of(thread, object)?;
    let state = crate::as_isize(thread, state, Builtin::OverflowError)?.clamp(0, it.len.get());
    let moved = it
        .start
        .get()
        .wrapping_add(state.wrapping_mul(it.step.get()));
    it.start.set(moved);
    it.len.set(it.len.get() - state);
    Ok(thread.heap().none())
}

fn long_of<'a>(thread: &Thread, object: &'a Object) -> Result<(&'a LongRangeIterator, Parts)> {
    let Some(it) = object.downcast::<LongRangeIterator>() else {
        return Err(thread.type_error(format_args!("a longrange_iterator is required")));
    };
    let part = |slot: &Slot<Int>| {
        slot.get()
            .map_or_else(|| thread.heap().none(), Ref::into_object)
    };
    let parts = Parts {
        start: part(&it.start),
        stop: thread.heap().none(),
        step: part(&it.step),
        length: part(&it.len),
    };
    Ok((it, parts))
}

fn long_next(thread: &Thread, object: &Object) -> IterResult {
    let (it, parts) = long_of(thread, object)?;
    if Int::of(&parts.length).is_none_or(|len| len.sign() <= 0) {
        return Ok(None);
    }
    let one = Int::new(thread, 1)?;
    let next = arith::slot_add(thread, &parts.start, &parts.step)?;
    let left = arith::slot_subtract(thread, &parts.length, &one)?;
    it.start.set(next.downcast_into::<Int>().ok());
    it.len.set(left.downcast_into::<Int>().ok());
    Ok(Some(parts.start))
}

fn long_length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(long_of(thread, object)?.1.length)
}

fn long_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let (_, parts) = long_of(thread, object)?;
    let stop = sequence::compute(thread, &parts, &parts.length)?;
    pickled(thread, parts.start, stop, parts.step)
}

fn long_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let state = crate::index(thread, state)?;
    let (it, parts) = long_of(thread, object)?;
    if state.is_negative() {
        return Ok(thread.heap().none());
    }
    let beyond = Int::of(&parts.length).is_some_and(|len| arith::compare(&state, len).is_gt());
    let state = if beyond {
        parts.length.clone()
    } else {
        state.into_object()
    };
    let start = sequence::compute(thread, &parts, &state)?;
    let left = arith::slot_subtract(thread, &parts.length, &state)?;
    it.start.set(start.downcast_into::<Int>().ok());
    it.len.set(left.downcast_into::<Int>().ok());
    Ok(thread.heap().none())
}
