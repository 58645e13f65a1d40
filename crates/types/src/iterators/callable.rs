//! `callable_iterator`: `iter(callable, sentinel)`.

use super::layout::{PAIR, Pair};
use crate::protocol::{call_given, equal};
use crate::tuple::Tuple;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSlots,
    TypeSpec,
};

pub(super) static CALLABLE_ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    ..TypeSpec::new("callable_iterator", Builtin::CallableIterator, &PAIR)
};

/// `iter(callable, sentinel)`.
pub fn new_callable_iterator(thread: &Thread, callable: &Object, sentinel: &Object) -> Result<Ref> {
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::CallableIterator), 0)?;
    if let Some(it) = fresh.downcast::<Pair>() {
        it.first.set(Some(callable.to_ref()));
        it.second.set(Some(sentinel.to_ref()));
    }
    fresh.track();
    Ok(fresh)
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Pair>() else {
        return Ok(None);
    };
    let Some(callable) = it.first.get() else {
        return Ok(None);
    };
    match call_given(thread, callable, Args::default()) {
        Ok(value) => {
            let Some(sentinel) = it.second.get() else {
                return Ok(None);
            };
            if !equal(thread, &sentinel, &value)? {
                return Ok(Some(value));
            }
        }
        Err(_) => thread.swallow(Builtin::StopIteration)?,
    }
    it.first.set(None);
    it.second.set(None);
    Ok(None)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let iter = super::sequence::builtin_iter(thread)?;
    let pair = object
        .downcast::<Pair>()
        .and_then(|it| Some((it.first.get()?, it.second.get()?)));
    let args = match pair {
        Some((callable, sentinel)) => Tuple::from_array(thread, [callable, sentinel])?,
        None => Tuple::from_array(thread, [thread.heap().empty_tuple()])?,
    };
    Ok(Tuple::from_array(thread, [iter, args.into_object()])?.into_object())
}
