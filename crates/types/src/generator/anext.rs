//! `anext_awaitable`: what `anext(iterator, default)` returns.
//!
//! ```text
//! 0 header  16 awaitable  24 default   32 bytes
//! ```
//! It drives the awaitable and turns its `StopAsyncIteration` into the default.

use crate::exception::raise_with;
use crate::protocol;
use object::native::make;
use object::{
    Builtin, IterResult, MethodDef, NumberSlots, Object, Raised, Ref, Result, Slot, Thread,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};

native_layout! {
    /// See the file's head.
    struct Anext: ANEXT_LAYOUT, "anext awaitable" { wrapped: Slot, default: Slot }
}

const _: () = assert!(size_of::<Anext>() == 32);

static ANEXT: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        await_: Some(|_, it| Ok(it.to_ref())),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::fast("send", |thread, it, args| pass(thread, it, "send", args))
            .doc("send(arg) -> send 'arg' into the wrapped iterator,\nreturn next yielded value or raise StopIteration."),
        MethodDef::fast("throw", |thread, it, args| pass(thread, it, "throw", args))
            .doc("throw(value)\nthrow(typ[,val[,tb]])\n\nraise exception in the wrapped iterator, return next yielded value\nor raise StopIteration."),
        MethodDef::fast("close", |thread, it, args| pass(thread, it, "close", args))
            .doc("close() -> raise GeneratorExit inside generator."),
    ],
    ..TypeSpec::new("anext_awaitable", Builtin::Other, &ANEXT_LAYOUT)
};

/// An awaitable around another, with the value that stands for the end.
pub fn new_anext(thread: &Thread, wrapped: Ref, default: &Object) -> Result<Ref> {
    let ty = crate::type_of(thread, &ANEXT)?;
    let fresh = make::<Anext>(thread.heap(), ty)?;
    fresh.wrapped.set(Some(wrapped));
    fresh.default.set(Some(default.to_ref()));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Anext> {
    it.downcast::<Anext>()
        .ok_or_else(|| thread.system_error(format_args!("not an anext_awaitable")))
}

/// The iterator behind the wrapped awaitable.
fn iterator(thread: &Thread, this: &Anext) -> Result<Ref> {
    let Some(wrapped) = this.wrapped.get() else {
        return Err(thread.system_error(format_args!("the awaitable is gone")));
    };
    if super::is_iterable_coroutine(&wrapped) {
        return Ok(wrapped);
    }
    let Some(slot) = wrapped.ty().number().await_ else {
        return Err(thread.type_error(format_args!(
            "object {} can't be used in 'await' expression",
            wrapped.ty().name()
        )));
    };
    let iterator = slot(thread, &wrapped)?;
    if iterator.ty().slots().iternext.is_none() {
        return Err(thread.type_error(format_args!(
            "__await__() returned non-iterator of type '{}'",
            iterator.ty().name()
        )));
    }
    Ok(iterator)
}

/// The end of the iteration becomes the default.
fn ended(thread: &Thread, this: &Anext, raised: Raised) -> Raised {
    let Some(default) = this.default.get() else {
        return raised;
    };
    if !thread.pending_is(Builtin::StopAsyncIteration) {
        return raised;
    }
    drop(thread.take_pending());
    raise_with(thread, Builtin::StopIteration, &[default])
}

fn next(thread: &Thread, it: &Object) -> IterResult {
    let this = this(thread, it)?;
    let iterator = iterator(thread, this)?;
    match iterator.ty().slots().iternext {
        Some(slot) => slot(thread, &iterator).map_err(|raised| ended(thread, this, raised)),
        None => Ok(None),
    }
}

fn pass(thread: &Thread, it: &Object, method: &str, args: &[Ref]) -> Result<Ref> {
    let this = this(thread, it)?;
    let iterator = iterator(thread, this)?;
    protocol::getattr_text(thread, &iterator, method)
        .and_then(|method| protocol::call(thread, &method, args))
        .map_err(|raised| ended(thread, this, raised))
}
