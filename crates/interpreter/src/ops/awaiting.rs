//! `await`, `async for`, `async with`.

use crate::machine::{At, Flow};
use crate::unwind::unwind;
use object::{Builtin, Object, Ref, Result, Thread};
use types::generator::{Generator, is_iterable_coroutine, yield_from};

/// The iterator behind an awaitable, `None` when it has no `__await__`.
fn awaitable(thread: &Thread, object: &Ref) -> Result<Option<Ref>> {
    if is_coroutine(object) {
        return Ok(Some(object.clone()));
    }
    let Some(slot) = object.ty().number().await_ else {
        return Ok(None);
    };
    let iterator = slot(thread, object)?;
    if is_coroutine(&iterator) {
        return Err(thread.type_error(format_args!("__await__() returned a coroutine")));
    }
    if iterator.ty().slots().iternext.is_none() {
        return Err(thread.type_error(format_args!(
            "__await__() returned non-iterator of type '{}'",
            iterator.ty().name()
        )));
    }
    Ok(Some(iterator))
}

fn is_coroutine(object: &Object) -> bool {
    object.is_exactly(Builtin::Coroutine) || is_iterable_coroutine(object)
}

pub fn get_awaitable(at: At) -> Flow {
    let object = at.take(at.a());
    let thread = at.thread();
    let Some(iterator) = awaitable(thread, &object)? else {
        let kind = object.ty().name();
        return Err(match at.b() {
            1 => thread.type_error(format_args!(
                "'async with' received an object from __aenter__ that does not implement __await__: {kind}"
            )),
            2 => thread.type_error(format_args!(
                "'async with' received an object from __aexit__ that does not implement __await__: {kind}"
            )),
            _ => thread.type_error(format_args!("object {kind} can't be used in 'await' expression")),
        });
    };
    if let Some(coroutine) = iterator.downcast::<Generator>()
        && iterator.is_exactly(Builtin::Coroutine)
        && yield_from(coroutine).is_some()
    {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("coroutine is being awaited already"),
        ));
    }
    drop(object);
    at.put(at.a(), iterator);
    at.next(0)
}

pub fn get_aiter(at: At) -> Flow {
    let object = at.take(at.a());
    let thread = at.thread();
    let Some(slot) = object.ty().number().aiter else {
        return Err(thread.type_error(format_args!(
            "'async for' requires an object with __aiter__ method, got {}",
            object.ty().name()
        )));
    };
    let iterator = slot(thread, &object)?;
    drop(object);
    if iterator.ty().number().anext.is_none() {
        return Err(thread.type_error(format_args!(
            "'async for' received an object from __aiter__ that does not implement __anext__: {}",
            iterator.ty().name()
        )));
    }
    at.put(at.a(), iterator);
    at.next(0)
}

pub fn get_anext(at: At) -> Flow {
    let iterator = at.borrow(at.a()).to_ref();
    let thread = at.thread();
    let Some(slot) = iterator.ty().number().anext else {
        return Err(thread.type_error(format_args!(
            "'async for' requires an iterator with __anext__ method, got {}",
            iterator.ty().name()
        )));
    };
    let next = slot(thread, &iterator)?;
    let Some(waiting) = awaitable(thread, &next)? else {
        return Err(thread.type_error(format_args!(
            "'async for' received an invalid object from __anext__: {}",
            next.ty().name()
        )));
    };
    at.put(at.b(), waiting);
    at.next(0)
}

pub fn end_async_for(at: At) -> Flow {
    let (iterator, exception) = (at.take(at.a()), at.take(at.a() + 1));
    drop(iterator);
    if exception.isinstance(Builtin::StopAsyncIteration) {
        return at.next(0);
    }
    let _ = at.thread().set_pending(exception);
    Ok(unwind(at.vm, false))
}
