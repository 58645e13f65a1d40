//! `set_iterator`: the items in order of place; notices a changed length.

mod layout;

use super::layout::Set;
use super::spec::this;
use crate::int::Int;
use crate::iterators::builtin_iter;
use crate::tuple::Tuple;
use layout::{SET_ITERATOR_LAYOUT, SetIterator};
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
};

pub(super) static SET_ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__length_hint__", |thread, object| {
            let left = position(object).filter(|(it, set)| it.used.get() == set.len() as isize);
            Int::new(thread, left.map_or(0, |(it, _)| it.left.get()))
        })
        .doc("__length_hint__($self, /)\n--\n\nPrivate method returning an estimate of len(list(it))."),
        MethodDef::no_args("__reduce__", reduce)
            .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
    ],
    ..TypeSpec::new("set_iterator", Builtin::SetIterator, &SET_ITERATOR_LAYOUT)
};

pub(super) fn new(thread: &Thread, object: &Object) -> Result<Ref> {
    let set = this(thread, object)?;
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::SetIterator), 0)?;
    if let Some(it) = fresh.downcast::<SetIterator>() {
        it.set.set(Some(Ref::new(set)));
        it.used.set(set.len() as isize);
        it.left.set(set.len() as isize);
    }
    fresh.track();
    Ok(fresh)
}

fn position(object: &Object) -> Option<(&SetIterator, Ref<Set>)> {
    let it = object.downcast::<SetIterator>()?;
    Some((it, it.set.get()?))
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some((it, set)) = position(object) else {
        return Ok(None);
    };
    if it.used.get() != set.len() as isize {
        it.used.set(-1);
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("Set changed size during iteration"),
        ));
    }
    let mut place = it.place.get();
    let item = set.next(&mut place);
    it.place.set(place);
    match item {
        Some((key, _)) => {
            it.left.set(it.left.get() - 1);
            Ok(Some(key))
        }
        None => {
            it.set.set(None);
            Ok(None)
        }
    }
}

/// Pickled as the iterator of a list of what is left; the iterator itself doesn't move.
fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let copy = thread.heap().alloc(object.ty(), 0)?;
    if let (Some((here, set)), Some(twin)) = (position(object), copy.downcast::<SetIterator>()) {
        twin.set.set(Some(set));
        twin.used.set(here.used.get());
        twin.place.set(here.place.get());
        twin.left.set(here.left.get());
    }
    copy.track();
    let rest = crate::to_list(thread, &copy)?.into_object();
    let args = Tuple::from_array(thread, [rest])?.into_object();
    Ok(Tuple::from_array(thread, [builtin_iter(thread)?, args])?.into_object())
}
