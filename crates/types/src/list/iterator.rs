//! `list_iterator` and `list_reverseiterator`.

use super::List;
use super::spec::this;
use crate::int::Int;
use crate::iterators::{INDEXED, Indexed, builtin_iter, from_builtins, new_indexed};
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
};

pub(super) static LIST_ITERATOR: TypeSpec =
    declaration("list_iterator", Builtin::ListIterator, next);
pub(super) static LIST_REVERSE_ITERATOR: TypeSpec = declaration(
    "list_reverseiterator",
    Builtin::ListReverseIterator,
    next_reversed,
);

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("__length_hint__", length_hint).doc(
        "__length_hint__($self, /)\n--\n\nPrivate method returning an estimate of len(list(it)).",
    ),
    MethodDef::no_args("__reduce__", reduce)
        .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
    MethodDef::one("__setstate__", setstate)
        .doc("__setstate__($self, object, /)\n--\n\nSet state information for unpickling."),
];

const fn declaration(
    name: &'static str,
    id: Builtin,
    next: fn(&Thread, &Object) -> IterResult,
) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
        slots: TypeSlots {
            iter: Some(|_, it| Ok(it.to_ref())),
            iternext: Some(next),
            ..TypeSlots::EMPTY
        },
        methods: METHODS,
        ..TypeSpec::new(name, id, &INDEXED)
    }
}

pub(super) fn new(thread: &Thread, list: &Object) -> Result<Ref> {
    this(thread, list)?;
    new_indexed(thread, Builtin::ListIterator, list, 0)
}

pub(super) fn reversed(thread: &Thread, list: &Object) -> Result<Ref> {
    let last = this(thread, list)?.len() as isize - 1;
    new_indexed(thread, Builtin::ListReverseIterator, list, last)
}

/// The iterator and its list, `None` when it is exhausted.
fn source(object: &Object) -> Option<(&Indexed, Ref<List>)> {
    let it = object.downcast::<Indexed>()?;
    Some((it, it.source.get()?.downcast_into::<List>().ok()?))
}

fn next(_: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Indexed>() else {
        return Ok(None);
    };
    let index = it.index.get();
    let item = it.look(|source| source.downcast::<List>()?.get(index as usize));
    match item {
        Some(_) => it.index.set(index + 1),
        None => it.source.set(None),
    }
    Ok(item)
}

fn next_reversed(_: &Thread, object: &Object) -> IterResult {
    let Some((it, list)) = source(object) else {
        return Ok(None);
    };
    let index = it.index.get();
    if index < 0 {
        // Unlike the forward iterator it doesn't let go of the list at its end.
        return Ok(None);
    }
    let item = list.get(index as usize);
    match item {
        Some(_) => it.index.set(index - 1),
        // It does where the list has become too short meanwhile.
        None => {
            it.index.set(-1);
            it.source.set(None);
        }
    }
    Ok(item)
}

fn is_reverse(object: &Object) -> bool {
    object.is_exactly(Builtin::ListReverseIterator)
}

fn length_hint(thread: &Thread, object: &Object) -> Result<Ref> {
    let left = source(object).map_or(0, |(it, list)| {
        let (index, length) = (it.index.get(), list.len() as isize);
        match is_reverse(object) {
            false => length - index,
            true if index < length => index + 1,
            true => 0,
        }
    });
    Int::new(thread, left.max(0))
}

/// As 3.13 pickles it: a forward iterator through `iter`, a reverse one through `reversed`; an exhausted one as
/// the iterator of an empty list.
fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let maker = match is_reverse(object) {
        true => from_builtins(thread, "reversed")?,
        false => builtin_iter(thread)?,
    };
    let left = source(object).filter(|(it, _)| it.index.get() >= 0);
    let Some((it, list)) = left else {
        let empty = List::new(thread)?.into_object();
        let args = Tuple::from_array(thread, [empty])?.into_object();
        return Ok(Tuple::from_array(thread, [maker, args])?.into_object());
    };
    let args = Tuple::from_array(thread, [list.into_object()])?.into_object();
    let index = Int::new(thread, it.index.get())?;
    Ok(Tuple::from_array(thread, [maker, args, index])?.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let index = crate::as_isize(thread, state, Builtin::OverflowError)?;
    if let Some((it, list)) = source(object) {
        let length = list.len() as isize;
        it.index.set(match is_reverse(object) {
            true => index.clamp(-1, (length - 1).max(-1)),
            false => index.clamp(0, length),
        });
    }
    Ok(thread.heap().none())
}
