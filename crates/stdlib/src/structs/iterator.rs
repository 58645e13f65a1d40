//! What `iter_unpack` gives: tuples of one struct after the other. It holds a memory view, so that the buffer stays.

use super::{Struct, error, this as struct_of, values};
use object::native::make;
use object::{
    Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::{Int, protocol};

native_layout! {
    /// A place in a buffer. The row of words is room of 3.13's description of the buffer.
    pub struct Walk: WALK, "unpack_iterator" {
        own: Slot<Struct>,
        view: Slot,
        room: [Cell<usize>; 9],
        index: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Walk>() == 112);

pub(super) static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        getattro: Some(types::typeobj::generic_getattr),
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__length_hint__", |thread, object| {
        Int::from_usize(thread, left(thread, this(thread, object)?)?)
    })],
    ..TypeSpec::new("_struct.unpack_iterator", Builtin::Other, &WALK)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Walk> {
    match object.downcast::<Walk>() {
        Some(walk) => Ok(walk),
        None => Err(thread.type_error(format_args!(
            "expected unpack_iterator, got {}",
            object.ty().name()
        ))),
    }
}

/// `struct.iter_unpack(buffer)`.
pub(super) fn new(thread: &Thread, own: &Object, buffer: &Object) -> Result<Ref> {
    let own = struct_of(thread, own)?;
    let size = own.bytes();
    if size == 0 {
        return Err(error(
            thread,
            format_args!("cannot iteratively unpack with a struct of length 0"),
        ));
    }
    let len = protocol::buffer(thread, buffer, false)?.len;
    if !len.is_multiple_of(size) {
        return Err(error(
            thread,
            format_args!("iterative unpacking requires a buffer of a multiple of {size} bytes"),
        ));
    }
    let class = thread.heap().builtin(Builtin::MemoryView).as_object();
    let view = protocol::call_one(thread, class, buffer)?;
    let walk = make::<Walk>(thread.heap(), types::type_of(thread, &ITERATOR)?)?;
    walk.own.set(Some(Ref::new(own)));
    walk.view.set(Some(view));
    walk.as_object().track();
    Ok(walk.into_object())
}

fn left(thread: &Thread, walk: &Walk) -> Result<usize> {
    let (Some(own), Some(view)) = (walk.own.get(), walk.view.get()) else {
        return Ok(0);
    };
    let len = protocol::buffer(thread, &view, false)?.len;
    Ok(len.saturating_sub(walk.index.get()) / own.bytes().max(1))
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let walk = this(thread, object)?;
    let (Some(own), Some(view)) = (walk.own.get(), walk.view.get()) else {
        return Ok(None);
    };
    let buffer = protocol::buffer(thread, &view, false)?;
    let at = walk.index.get();
    if at + own.bytes() > buffer.len {
        drop(buffer);
        walk.own.set(None);
        walk.view.set(None);
        return Ok(None);
    }
    walk.index.set(at + own.bytes());
    values(thread, &own, &buffer, at).map(Some)
}
