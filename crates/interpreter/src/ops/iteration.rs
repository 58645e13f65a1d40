//! Iterators, and the two instructions that run generators without leaving the dispatch.

use crate::generators;
use crate::machine::{At, Flow, Operand};
use object::{Builtin, Raised, Ref, Resumed};
use types::frame::Return;
use types::generator::{Generator, State};
use types::{names, protocol};

pub fn get_iter<A: Operand>(at: At) -> Flow {
    let iterable = A::own(&at, at.b());
    let iterator = protocol::iter(at.thread(), &iterable)?;
    drop(iterable);
    at.put(at.a(), iterator);
    at.next(0)
}

/// A generator that can be entered now.
pub fn ready<'v>(at: &At<'v>, index: usize) -> Option<&'v Generator> {
    let object = at.borrow(index);
    if !object.is_exactly(Builtin::Generator) && !object.is_exactly(Builtin::Coroutine) {
        return None;
    }
    let generator = object.downcast::<Generator>()?;
    (generator.state.get() < State::Executing).then_some(generator)
}

/// Stores the next item where the instruction says.
fn deliver(at: &At, item: Ref) {
    let index = at.b();
    if index < at.vm.code().nlocalsplus.get() as usize {
        at.store(index, item);
    } else {
        at.put(index, item);
    }
}

/// `FOR_ITER` and `FOR_ITER_TO_LOCAL`.
pub fn for_iter(at: At) -> Flow {
    let object = at.borrow(at.a());
    if object.is_exactly(Builtin::Generator)
        && let Some(generator) = ready(&at, at.a())
    {
        let none = at.vm.none();
        return generators::enter(at.vm, generator, none, Return::Exhausted);
    }
    from_native(at)
}

/// The next item of an iterator that is asked through its type's slot.
#[inline(always)]
pub fn from_native(at: At) -> Flow {
    let object = at.borrow(at.a());
    // The register owns the iterator; nobody else can take it out while the frame runs.
    match protocol::next(at.thread(), object)? {
        Some(item) => {
            deliver(&at, item);
            at.next(1)
        }
        None => Ok(exhausted(at)),
    }
}

/// Drops the iterator and leaves the loop.
pub fn exhausted(at: At) -> crate::machine::Step {
    drop(at.take(at.a()));
    at.jump_c(1)
}

/// What a generator's `yield` means to the instruction that resumed it.
pub fn yielded(at: At, value: Ref) -> crate::machine::Step {
    deliver(&at, value);
    at.step(1)
}

/// `yield from` has its result.
pub fn delegated(at: At, value: Ref) -> crate::machine::Step {
    at.put(at.b(), value);
    at.jump_c(1)
}

/// Sends to the sub-iterator.
pub fn send(at: At) -> Flow {
    let value = at.take(at.b());
    if let Some(generator) = ready(&at, at.a()) {
        let fresh = generator.state.get() == State::Created;
        if !fresh || value.is(&at.vm.none()) {
            return generators::enter(at.vm, generator, value, Return::Delegated);
        }
    }
    let thread = at.thread();
    let target = at.borrow(at.a()).to_ref();
    let result = match target.downcast::<Generator>() {
        Some(generator) if !target.is_exactly(Builtin::AsyncGenerator) => {
            types::generator::send(thread, generator, value)
        }
        _ if value.is(&at.vm.none()) && target.ty().slots().iternext.is_some() => {
            drop(value);
            next_result(&at, &target)
        }
        _ => {
            let method = protocol::getattr_name(thread, &target, names(thread).send());
            let result = method.and_then(|m| protocol::call(thread, &m, &[value]));
            match result {
                Ok(value) => Ok(Resumed::Yielded(value)),
                Err(_) => stop_value(&at),
            }
        }
    };
    drop(target);
    match result? {
        Resumed::Yielded(value) => {
            at.put(at.b(), value);
            at.next(1)
        }
        Resumed::Returned(value) => Ok(delegated(at, value)),
    }
}

fn next_result(at: &At, target: &object::Object) -> object::Result<Resumed> {
    let Some(slot) = target.ty().slots().iternext else {
        return Err(Raised);
    };
    match slot(at.thread(), target) {
        Ok(Some(value)) => Ok(Resumed::Yielded(value)),
        Ok(None) => Ok(Resumed::Returned(at.vm.none())),
        Err(_) => stop_value(at),
    }
}

/// The value of a pending `StopIteration`.
fn stop_value(at: &At) -> object::Result<Resumed> {
    let thread = at.thread();
    if !thread.pending_is(Builtin::StopIteration) {
        return Err(Raised);
    }
    let stop = thread.take_pending();
    let value = stop.and_then(|stop| types::exception::stop_iteration_value(&stop));
    Ok(Resumed::Returned(value.unwrap_or_else(|| at.vm.none())))
}

/// Drops the sub-iterator; its result takes its place.
pub fn end_send(at: At) -> Flow {
    let value = at.take_nullable(at.b());
    let target = at.take_nullable(at.a());
    at.put_nullable(at.a(), value);
    drop(target);
    at.next(0)
}

/// An exception was thrown in while a sub-iterator ran: its `StopIteration` is the result.
pub fn cleanup_throw(at: At) -> Flow {
    let first = at.a();
    let exception = at.take(first + 2);
    let (target, sent) = (at.take_nullable(first), at.take_nullable(first + 1));
    if exception.isinstance(Builtin::StopIteration) {
        let value =
            types::exception::stop_iteration_value(&exception).unwrap_or_else(|| at.vm.none());
        at.put_nullable(first, None);
        at.put(first + 1, value);
        drop(target);
        drop(sent);
        drop(exception);
        return at.next(0);
    }
    drop(target);
    drop(sent);
    let _ = at.thread().set_pending(exception);
    Ok(crate::unwind::unwind(at.vm, false))
}

pub fn get_yield_from_iter(at: At) -> Flow {
    let iterable = at.take(at.a());
    if iterable.is_exactly(Builtin::Coroutine) {
        const COROUTINE_LIKE: u32 =
            bytecode::flags::COROUTINE | bytecode::flags::ITERABLE_COROUTINE;
        if at.vm.code().flags.get() & COROUTINE_LIKE == 0 {
            return Err(at.thread().type_error(format_args!(
                "cannot 'yield from' a coroutine object in a non-coroutine generator"
            )));
        }
        at.put(at.a(), iterable);
        return at.next(0);
    }
    if iterable.is_exactly(Builtin::Generator) {
        at.put(at.a(), iterable);
        return at.next(0);
    }
    let iterator = protocol::iter(at.thread(), &iterable)?;
    drop(iterable);
    at.put(at.a(), iterator);
    at.next(0)
}
