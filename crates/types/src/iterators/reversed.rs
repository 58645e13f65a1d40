//! `reversed` of a sequence that has no `__reversed__`.

use super::layout::{INDEXED, Indexed};
use crate::int::Int;
use crate::protocol::{
    as_isize, call, check_arity, is_sequence, len, lookup_special, no_keywords_of,
};
use crate::state::names;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

pub(super) static REVERSED: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__length_hint__", length_hint),
        MethodDef::no_args("__reduce__", reduce),
        MethodDef::one("__setstate__", setstate),
    ],
    doc: Some("reversed(sequence, /)\n--\n\nThe items of a sequence, last first."),
    ..TypeSpec::new("reversed", Builtin::Reversed, &INDEXED)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    no_keywords_of(thread, ty, "reversed", &args)?;
    let given = args.positional();
    check_arity(thread, "reversed", given.len(), 1, 1)?;
    let sequence = &given[0];
    let refuse = || {
        Err(thread.type_error(format_args!(
            "'{}' object is not reversible",
            sequence.ty().name()
        )))
    };
    match lookup_special(thread, sequence, names(thread).__reversed__())? {
        Some(method) if method.is_exactly(Builtin::NoneType) => return refuse(),
        Some(method) => return call(thread, &method, &[]),
        None => {}
    }
    if !is_sequence(sequence) {
        return refuse();
    }
    let length = len(thread, sequence)?;
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(it) = fresh.downcast::<Indexed>() {
        it.index.set(length as isize - 1);
        it.source.set(Some(sequence.clone()));
    }
    fresh.track();
    Ok(fresh)
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(None);
    };
    let Some(sequence) = it.source.get() else {
        return Ok(None);
    };
    let index = it.index.get();
    if index >= 0
        && let Some(item) = sequence.ty().number().item
    {
        match item(thread, &sequence, index) {
            Ok(item) => {
                it.index.set(index - 1);
                return Ok(Some(item));
            }
            Err(raised) => {
                if !thread.pending_is(Builtin::IndexError)
                    && !thread.pending_is(Builtin::StopIteration)
                {
                    return Err(raised);
                }
                drop(thread.take_pending());
            }
        }
    }
    it.index.set(-1);
    it.source.set(None);
    Ok(None)
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Indexed>() else {
        return Int::new(thread, 0);
    };
    let Some(sequence) = it.source.get() else {
        return Int::new(thread, 0);
    };
    let position = it.index.get() + 1;
    let length = len(thread, &sequence)? as isize;
    Int::new(thread, if length < position { 0 } else { position })
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(thread.heap().none());
    };
    let ty = object.ty().as_object().to_ref();
    match it.source.get() {
        Some(sequence) => {
            let args = Tuple::from_array(thread, [sequence])?.into_object();
            let index = Int::new(thread, it.index.get())?;
            Ok(Tuple::from_array(thread, [ty, args, index])?.into_object())
        }
        None => {
            let args = Tuple::from_array(thread, [thread.heap().empty_tuple()])?.into_object();
            Ok(Tuple::from_array(thread, [ty, args])?.into_object())
        }
    }
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let index = as_isize(thread, state, Builtin::OverflowError)?;
    if let Some(it) = object.downcast::<Indexed>()
        && let Some(sequence) = it.source.get()
    {
        let last = len(thread, &sequence)? as isize - 1;
        it.index.set(index.clamp(-1, last.max(-1)));
    }
    Ok(thread.heap().none())
}
