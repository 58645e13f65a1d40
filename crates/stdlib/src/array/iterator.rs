//! `array.arrayiterator`.

use super::{item, this as array_of};
use object::native::make;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::array::Array;
use types::{Int, Tuple};

native_layout! {
    /// A place in an array; the array is let go of at its end.
    pub struct Walk: WALK, "arrayiterator" {
        index: Cell<usize>,
        array: Slot<Array>,
        /// Room of 3.13's pointer to the reading function.
        reader: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Walk>() == 40);

pub(super) static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        getattro: Some(types::typeobj::generic_getattr),
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__reduce__", reduce)
            .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling."),
        MethodDef::one("__setstate__", setstate)
            .doc("__setstate__($self, state, /)\n--\n\nSet state information for unpickling."),
    ],
    ..TypeSpec::new("array.arrayiterator", Builtin::Other, &WALK)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Walk> {
    match object.downcast::<Walk>() {
        Some(walk) => Ok(walk),
        None => Err(thread.type_error(format_args!(
            "expected arrayiterator, got {}",
            object.ty().name()
        ))),
    }
}

/// `iter(array)`.
pub(super) fn new(thread: &Thread, array: &Object) -> Result<Ref> {
    let walk = make::<Walk>(thread.heap(), types::type_of(thread, &ITERATOR)?)?;
    walk.array.set(Some(Ref::new(array_of(thread, array)?)));
    walk.as_object().track();
    Ok(walk.into_object())
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let walk = this(thread, object)?;
    let Some(array) = walk.array.get() else {
        return Ok(None);
    };
    let index = walk.index.get();
    let value = item::get(thread, &array, index)?;
    match value {
        Some(_) => walk.index.set(index + 1),
        None => walk.array.set(None),
    }
    Ok(value)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let walk = this(thread, object)?;
    let maker = types::iterators::builtin_iter(thread)?;
    let Some(array) = walk.array.get() else {
        let nothing = Tuple::empty(thread).into_object();
        let args = Tuple::from_array(thread, [nothing])?.into_object();
        return Ok(Tuple::from_array(thread, [maker, args])?.into_object());
    };
    let args = Tuple::from_array(thread, [array.into_object()])?.into_object();
    let index = Int::from_usize(thread, walk.index.get())?;
    Ok(Tuple::from_array(thread, [maker, args, index])?.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    if state.downcast::<Int>().is_none() {
        return Err(thread.type_error(format_args!("an integer is required")));
    }
    let index = types::as_isize(thread, state, Builtin::OverflowError)?;
    let walk = this(thread, object)?;
    if let Some(array) = walk.array.get() {
        walk.index.set((index.max(0) as usize).min(array.len()));
    }
    Ok(thread.heap().none())
}
