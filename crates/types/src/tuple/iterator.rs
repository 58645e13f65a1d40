//! `tuple_iterator`.

use super::Tuple;
use super::spec::this;
use crate::int::Int;
use crate::iterators::{INDEXED, Indexed, builtin_iter};
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
};

pub static TUPLE_ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__length_hint__", length_hint)
            .doc("__length_hint__($self, /)\n--\n\nPrivate method returning an estimate of len(list(it))."),
        MethodDef::no_args("__reduce__", reduce)
            .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
        MethodDef::one("__setstate__", setstate)
            .doc("__setstate__($self, object, /)\n--\n\nSet state information for unpickling."),
    ],
    ..TypeSpec::new("tuple_iterator", Builtin::TupleIterator, &INDEXED)
};

pub(super) fn new(thread: &Thread, tuple: &Object) -> Result<Ref> {
    this(thread, tuple)?;
    crate::iterators::new_indexed(thread, Builtin::TupleIterator, tuple, 0)
}

fn next(_: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(None);
    };
    let index = it.index.get();
    let item = it.look(|source| {
        let tuple = source.downcast::<Tuple>()?;
        tuple.items().get(index as usize).cloned()
    });
    match item {
        Some(_) => it.index.set(index + 1),
        None => it.source.set(None),
    }
    Ok(item)
}

fn source(object: &Object) -> Option<(&Indexed, Ref<Tuple>)> {
    let it = object.downcast::<Indexed>()?;
    Some((it, it.source.get()?.downcast_into::<Tuple>().ok()?))
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let left = source(object).map_or(0, |(it, tuple)| {
        tuple.len().saturating_sub(it.index.get() as usize)
    });
    Int::from_usize(thread, left)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let iter = builtin_iter(thread)?;
    let parts = match source(object) {
        Some((it, tuple)) => {
            let args = Tuple::from_array(thread, [tuple.into_object()])?.into_object();
            let index = Int::new(thread, it.index.get())?;
            Tuple::from_array(thread, [iter, args, index])?
        }
        None => {
            let args = Tuple::from_array(thread, [thread.heap().empty_tuple()])?.into_object();
            Tuple::from_array(thread, [iter, args])?
        }
    };
    Ok(parts.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let index = crate::as_isize(thread, state, Builtin::OverflowError)?;
    if let Some((it, tuple)) = source(object) {
        it.index.set(index.clamp(0, tuple.len() as isize));
    }
    Ok(thread.heap().none())
}
