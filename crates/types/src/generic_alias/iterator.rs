//! `generic_alias_iterator`: yields its alias once, unpacked, as `*list[int]` wants it.
//!
//! ```text
//! 0 header  16 alias (null: exhausted)   24 bytes
//! ```

use crate::iterators::builtin_iter;
use crate::tuple::Tuple;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, native, native_layout,
};

native_layout! {
    /// See the file's head.
    struct Once: ONCE_LAYOUT, "generic alias iterator" { alias: Slot }
}

const _: () = assert!(size_of::<Once>() == 24);

static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    ..TypeSpec::new("generic_alias_iterator", Builtin::Other, &ONCE_LAYOUT)
};

/// An iterator over an alias.
pub(super) fn new(thread: &Thread, alias: &Object) -> Result<Ref> {
    let ty = crate::type_of(thread, &ITERATOR)?;
    let fresh = native::make::<Once>(thread.heap(), ty)?;
    fresh.alias.set(Some(alias.to_ref()));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(alias) = object.downcast::<Once>().and_then(|it| it.alias.take()) else {
        // 3.13 raises the end, where other iterators only say that they have no more.
        drop(thread.heap().hold_objects::<1>()?);
        return Ok(None);
    };
    super::starred(thread, &alias).map(Some)
}

/// `(iter, (alias,))`, or an iterator over nothing.
fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    // Looking `iter` up may run code that exhausts the iterator: its state is read after it.
    let iter = builtin_iter(thread)?;
    let left = object.downcast::<Once>().and_then(|it| it.alias.get());
    let source = left.unwrap_or_else(|| thread.heap().empty_tuple());
    let args = Tuple::from_array(thread, [source])?.into_object();
    Ok(Tuple::from_array(thread, [iter, args])?.into_object())
}
