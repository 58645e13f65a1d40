//! `iterator`: `iter()` of an object that only has `__getitem__`.

use super::layout::{INDEXED, Indexed};
use crate::int::Int;
use crate::protocol::{as_isize, len};
use crate::state::state;
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
};

pub(super) static SEQUENCE_ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__length_hint__", length_hint),
        MethodDef::no_args("__reduce__", reduce),
        MethodDef::one("__setstate__", setstate),
    ],
    ..TypeSpec::new("iterator", Builtin::SequenceIterator, &INDEXED)
};

/// The iterator of `sequence`.
pub fn new_sequence_iterator(thread: &Thread, sequence: &Object) -> Result<Ref> {
    new_indexed(thread, Builtin::SequenceIterator, sequence, 0)
}

/// An iterator of the `Indexed` layout.
pub(crate) fn new_indexed(
    thread: &Thread,
    kind: Builtin,
    source: &Object,
    index: isize,
) -> Result<Ref> {
    let fresh = thread.heap().alloc(thread.heap().builtin(kind), 0)?;
    if let Some(it) = fresh.downcast::<Indexed>() {
        it.source.set(Some(source.to_ref()));
        it.index.set(index);
    }
    fresh.track();
    Ok(fresh)
}

/// The `iter` function, for `__reduce__`.
pub fn builtin_iter(thread: &Thread) -> Result<Ref> {
    from_builtins(thread, "iter")
}

/// What the builtins module has under a name, as `_PyEval_GetBuiltin`.
pub fn from_builtins(thread: &Thread, name: &str) -> Result<Ref> {
    let builtins = state(thread).builtins.get();
    let dict = builtins.as_ref().and_then(|b| b.downcast::<crate::Dict>());
    match dict {
        Some(dict) => match dict.get_text(thread, name)? {
            Some(found) => Ok(found),
            None => Err(thread.raise(Builtin::AttributeError, format_args!("{name}"))),
        },
        None => Err(thread.raise(Builtin::RuntimeError, format_args!("lost builtins module"))),
    }
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(None);
    };
    let Some(sequence) = it.source.get() else {
        return Ok(None);
    };
    let index = it.index.get();
    if index == isize::MAX {
        return Err(thread.raise(Builtin::OverflowError, format_args!("iter index too large")));
    }
    let item = match sequence.ty().number().item {
        Some(item) => item(thread, &sequence, index),
        None => Err(thread.type_error(format_args!(
            "'{}' object is not subscriptable",
            sequence.ty().name()
        ))),
    };
    match item {
        Ok(item) => {
            it.index.set(index + 1);
            Ok(Some(item))
        }
        Err(raised) => {
            if !thread.pending_is(Builtin::IndexError) && !thread.pending_is(Builtin::StopIteration)
            {
                return Err(raised);
            }
            drop(thread.take_pending());
            it.source.set(None);
            Ok(None)
        }
    }
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Indexed>() else {
        return Int::new(thread, 0);
    };
    let Some(sequence) = it.source.get() else {
        return Int::new(thread, 0);
    };
    if sequence.ty().number().length.is_none() {
        return Ok(thread.heap().not_implemented());
    }
    let left = len(thread, &sequence)? as isize - it.index.get();
    Int::new(thread, left.max(0))
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let iter = builtin_iter(thread)?;
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(thread.heap().none());
    };
    match it.source.get() {
        Some(sequence) => {
            let args = Tuple::from_array(thread, [sequence])?.into_object();
            let index = Int::new(thread, it.index.get())?;
            Ok(Tuple::from_array(thread, [iter, args, index])?.into_object())
        }
        None => {
            let args = Tuple::from_array(thread, [thread.heap().empty_tuple()])?.into_object();
            Ok(Tuple::from_array(thread, [iter, args])?.into_object())
        }
    }
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let index = as_isize(thread, state, Builtin::OverflowError)?;
    if let Some(it) = object.downcast::<Indexed>()
        && !it.source.is_none()
    {
        it.index.set(index.max(0));
    }
    Ok(thread.heap().none())
}
