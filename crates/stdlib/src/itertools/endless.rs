//! `count`, `cycle`, `repeat`.
//!
//! ```text
//! count   0 header  16 next word  24 next number  32 step                  40 bytes
//! cycle   0 header  16 source  24 saved list  32 index  40 first pass      48 bytes
//! repeat  0 header  16 element  24 times left (-1: for ever)               32 bytes
//! ```
//! A count runs on its word while the step is 1; the greatest word means that the number counts.

use super::{
    iterator, or_none, pickle_warning, pickled, pull, reduce, set_state, state_items, this,
};
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeSlots,
    TypeSpec, native,
};
use std::cell::Cell;
use types::protocol::Signature;
use types::str::Builder;
use types::{Int, List, Operator, Tuple};

object::native_layout! {
    /// See the file's head.
    pub struct Count: COUNT_LAYOUT, "count" { word: Cell<isize>, number: Slot, step: Slot } keeps cycles
}
object::native_layout! {
    /// See the file's head.
    pub struct Cycle: CYCLE_LAYOUT, "cycle" { source: Slot, saved: Slot<List>, index: Cell<usize>, first_pass: Cell<usize> } keeps cycles
}
object::native_layout! {
    /// See the file's head.
    pub struct Repeat: REPEAT_LAYOUT, "repeat" { element: Slot, left: Cell<isize> } keeps cycles
}

const _: () = assert!(size_of::<Count>() == 40);
const _: () = assert!(size_of::<Cycle>() == 48);
const _: () = assert!(size_of::<Repeat>() == 32);

/// The same type with a `repr` of its own.
const fn shown(spec: TypeSpec, repr: fn(&Thread, &Object) -> Result<Ref>) -> TypeSpec {
    TypeSpec {
        slots: TypeSlots {
            repr: Some(repr),
            ..spec.slots
        },
        ..spec
    }
}

pub(super) static COUNT: TypeSpec = shown(
    iterator(
        "itertools.count",
        &COUNT_LAYOUT,
        count_new,
        count_next,
        &[reduce(count_reduce)],
        "count(start=0, step=1)\n--\n\nNumbers without end, from start on.",
    ),
    count_repr,
);

fn is_number(object: &Object) -> bool {
    let slots = object.ty().number();
    slots.index.is_some()
        || slots.int.is_some()
        || slots.float.is_some()
        || object.isinstance(Builtin::Complex)
}

fn count_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "count",
        names: ["start", "step"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let (start, step) = (bound.get(0), bound.get(1));
    if start.is_some_and(|x| !is_number(x)) || step.is_some_and(|x| !is_number(x)) {
        return Err(thread.type_error(format_args!("a number is required")));
    }
    let word = match start {
        Some(start) => Int::of(start).and_then(Int::as_isize),
        None => Some(0),
    };
    let by_one = step.is_none_or(|step| Int::of(step).and_then(Int::as_isize) == Some(1));
    let fresh = native::make::<Count>(thread.heap(), ty)?;
    match word.filter(|&word| by_one && word != isize::MAX) {
        Some(word) => fresh.word.set(word),
        None => {
            fresh.word.set(isize::MAX);
            let start = start.map_or_else(|| Int::new(thread, 0), |start| Ok(start.to_ref()))?;
            fresh.number.set(Some(start));
        }
    }
    let step = step.map_or_else(|| Int::new(thread, 1), |step| Ok(step.to_ref()))?;
    fresh.step.set(Some(step));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn count_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Count = this(thread, object)?;
    let word = it.word.get();
    if word != isize::MAX {
        it.word.set(word + 1);
        return Int::new(thread, word).map(Some);
    }
    let number = match it.number.get() {
        Some(number) => number,
        None => Int::new(thread, isize::MAX)?,
    };
    let next = types::binary(thread, &number, &or_none(thread, &it.step), Operator::Add)?;
    it.number.set(Some(next));
    Ok(Some(number))
}

/// The number to come, and the step unless it is the int 1.
fn count_parts(thread: &Thread, it: &Count) -> Result<(Ref, Option<Ref>)> {
    let word = it.word.get();
    if word != isize::MAX {
        return Ok((Int::new(thread, word)?, None));
    }
    let number = match it.number.get() {
        Some(number) => number,
        None => Int::new(thread, isize::MAX)?,
    };
    let step = or_none(thread, &it.step);
    Ok((number, Some(step)))
}

fn count_repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let (number, step) = count_parts(thread, this(thread, object)?)?;
    let mut out = Builder::new(thread);
    out.push_str(types::typeobj::short_name(object.ty()))?;
    out.push_str("(")?;
    types::push_repr_given(thread, &mut out, number)?;
    if let Some(step) = step
        && Int::of(&step).and_then(Int::as_isize) != Some(1)
    {
        out.push_str(", ")?;
        types::push_repr_given(thread, &mut out, step)?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn count_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    match count_parts(thread, this(thread, object)?)? {
        (number, Some(step)) => pickled(thread, object, &[number, step], None),
        (number, None) => pickled(thread, object, &[number], None),
    }
}

pub(super) static CYCLE: TypeSpec = iterator(
    "itertools.cycle",
    &CYCLE_LAYOUT,
    cycle_new,
    cycle_next,
    &[reduce(cycle_reduce), set_state(cycle_set_state)],
    "cycle(iterable, /)\n--\n\nThe items of an iterable, over and over.",
);

fn cycle_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let values = super::positional(thread, ty, "cycle", args, 1, 1)?;
    let source = types::iter(thread, &values[0])?;
    let fresh = native::make::<Cycle>(thread.heap(), ty)?;
    fresh.saved.set(Some(List::new(thread)?));
    fresh.source.set(Some(source));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn cycle_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Cycle = this(thread, object)?;
    let Some(saved) = it.saved.get() else {
        return Ok(None);
    };
    if let Some(source) = it.source.get() {
        if let Some(item) = pull(thread, &source)? {
            if it.first_pass.get() == 0 {
                saved.push(thread, item.clone())?;
            }
            return Ok(Some(item));
        }
        it.source.set(None);
    }
    let index = it.index.get();
    let Some(item) = saved.get(index) else {
        return Ok(None);
    };
    it.index.set(if index + 1 >= saved.len() {
        0
    } else {
        index + 1
    });
    Ok(Some(item))
}

fn cycle_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Cycle = this(thread, object)?;
    let saved = or_none(thread, &it.saved);
    let (source, first_pass) = match it.source.get() {
        Some(source) => (source, it.first_pass.get() != 0),
        None => {
            let source = types::iter(thread, &saved)?;
            if it.index.get() != 0 {
                let index = Int::from_usize(thread, it.index.get())?;
                let name = types::names(thread).__setstate__();
                types::call_method(thread, &source, name, &[index])?;
            }
            (source, true)
        }
    };
    let state = Tuple::from_array(thread, [saved, thread.heap().bool(first_pass)])?;
    pickled(thread, object, &[source], Some(state.into_object()))
}

fn cycle_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &Cycle = this(thread, object)?;
    let items = state_items(thread, state, 2)?;
    let Ok(saved) = items.items()[0].clone().downcast_into::<List>() else {
        return Err(thread.type_error(format_args!("state is not a tuple")));
    };
    it.first_pass
        .set(types::is_true(thread, &items.items()[1])?.into());
    it.saved.set(Some(saved));
    it.index.set(0);
    Ok(thread.heap().none())
}

pub(super) static REPEAT: TypeSpec = shown(
    iterator(
        "itertools.repeat",
        &REPEAT_LAYOUT,
        repeat_new,
        repeat_next,
        &[
            MethodDef::no_args("__length_hint__", repeat_length_hint)
                .doc("How many items are left."),
            reduce(repeat_reduce),
        ],
        "repeat(object [,times])\n\nThe same object, without end or so many times.",
    ),
    repeat_repr,
);

fn repeat_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "repeat",
        names: ["object", "times"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    // 3.13's parser of arguments holds what it converts.
    let times = match bound.get(1).map(Object::to_ref) {
        Some(times) => types::as_isize(thread, &times, Builtin::OverflowError)?.max(0),
        None => -1,
    };
    let fresh = native::make::<Repeat>(thread.heap(), ty)?;
    fresh.element.set(bound.get(0).map(Object::to_ref));
    fresh.left.set(times);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn repeat_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Repeat = this(thread, object)?;
    let left = it.left.get();
    if left == 0 {
        return Ok(None);
    }
    if left > 0 {
        it.left.set(left - 1);
    }
    Ok(it.element.get())
}

fn repeat_length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Repeat = this(thread, object)?;
    match it.left.get() {
        -1 => Err(thread.type_error(format_args!("len() of unsized object"))),
        left => Int::new(thread, left),
    }
}

fn repeat_repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Repeat = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_str(types::typeobj::short_name(object.ty()))?;
    out.push_str("(")?;
    types::push_repr_given(thread, &mut out, or_none(thread, &it.element))?;
    match it.left.get() {
        -1 => out.push_str(")")?,
        left => out.push_format(format_args!(", {left})"))?,
    }
    Ok(out.finish()?.into_object())
}

fn repeat_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Repeat = this(thread, object)?;
    let element = or_none(thread, &it.element);
    match it.left.get() {
        -1 => pickled(thread, object, &[element], None),
        left => pickled(thread, object, &[element, Int::new(thread, left)?], None),
    }
}
