//! Sending, throwing, closing and finalizing; `yield from` delegation; the iterator that `coroutine.__await__` returns.

use super::{Generator, State, generator_of};
use crate::exception;
use crate::protocol;
use crate::runtime::runtime;
use crate::state::names;
use object::{
    Builtin, IterResult, Layout, LayoutInfo, MethodDef, Object, Raised, Ref, Result, Resume,
    Resumed, Slot, Thread, Type, TypeFlags, TypeSlots, TypeSpec, clear_references,
};
use std::mem::offset_of;

/// The sub-iterator of a suspended `yield from` or `await`.
pub fn yield_from(it: &Generator) -> Option<Ref> {
    if it.state.get() != State::SuspendedYieldFrom {
        return None;
    }
    it.saved.registers().last()?.get()
}

fn resume(thread: &Thread, it: &Generator, with: Resume) -> Result<Resumed> {
    (thread.hooks().resume)(thread, it.as_object(), with)
}

/// Checks that the generator can run now; `None` when it has finished already.
fn ready(thread: &Thread, it: &Generator, closing: bool) -> Result<Option<()>> {
    match it.state.get() {
        State::Executing => {
            Err(thread.value_error(format_args!("{} already executing", it.noun())))
        }
        State::Completed | State::Cleared => {
            if it.as_object().is_exactly(Builtin::Coroutine) && !closing {
                return Err(thread.raise(
                    Builtin::RuntimeError,
                    format_args!("cannot reuse already awaited coroutine"),
                ));
            }
            Ok(None)
        }
        _ => Ok(Some(())),
    }
}

/// `send(value)`: what the generator yields or returns.
pub fn send(thread: &Thread, it: &Generator, value: Ref) -> Result<Resumed> {
    if it.state.get() == State::Created && !value.is(&thread.heap().none()) {
        return Err(thread.type_error(format_args!(
            "can't send non-None value to a just-started {}",
            it.noun()
        )));
    }
    match ready(thread, it, false)? {
        None => Ok(Resumed::Returned(thread.heap().none())),
        Some(()) => resume(thread, it, Resume::Send(value)),
    }
}

/// Raises the pending exception inside; a finished generator raises it as it is.
fn raise_inside(thread: &Thread, it: &Generator, closing: bool) -> Result<Resumed> {
    let pending = thread.take_pending();
    let ready = ready(thread, it, closing)?;
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
    match ready {
        None => Err(Raised),
        Some(()) => resume(thread, it, Resume::Throw),
    }
}

/// What a method returns: the yielded value, or `StopIteration` with the returned one.
fn as_method(thread: &Thread, result: Result<Resumed>) -> Result<Ref> {
    match result? {
        Resumed::Yielded(value) => Ok(value),
        Resumed::Returned(value) if value.is(&thread.heap().none()) => {
            Err(exception::raise_with(thread, Builtin::StopIteration, &[]))
        }
        Resumed::Returned(value) => Err(exception::raise_with(
            thread,
            Builtin::StopIteration,
            &[value],
        )),
    }
}

pub(super) fn next(thread: &Thread, object: &Object) -> IterResult {
    match send(thread, generator_of(object)?, thread.heap().none())? {
        Resumed::Yielded(value) => Ok(Some(value)),
        Resumed::Returned(value) if value.is(&thread.heap().none()) => Ok(None),
        Resumed::Returned(value) => Err(exception::raise_with(
            thread,
            Builtin::StopIteration,
            &[value],
        )),
    }
}

pub(super) fn send_method(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let result = send(thread, generator_of(object)?, value.to_ref());
    as_method(thread, result)
}

pub(super) fn throw_method(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "throw", args.len(), 1, 3)?;
    warn_three(thread, "throw", args)?;
    let result = throw(thread, generator_of(object)?, args, true);
    as_method(thread, result)
}

/// The form with three arguments is deprecated.
pub(super) fn warn_three(thread: &Thread, name: &str, args: &[Ref]) -> Result<()> {
    if args.len() == 1 {
        return Ok(());
    }
    let text = format_args!(
        "the (type, exc, tb) signature of {name}() is deprecated, use the single-arg signature instead."
    );
    crate::warn(thread, Builtin::DeprecationWarning, text)
}

/// `throw(type or instance, value, traceback)`.
pub fn throw(
    thread: &Thread,
    it: &Generator,
    args: &[Ref],
    close_on_exit: bool,
) -> Result<Resumed> {
    if let Some(target) = yield_from(it) {
        let exit = is_generator_exit(thread, &args[0]);
        if exit && close_on_exit {
            let closed = while_executing(it, || close_iterator(thread, &target));
            drop(target);
            if closed.is_err() {
                return raise_inside(thread, it, false);
            }
        } else if let Some(result) = delegate(thread, it, &target, args, close_on_exit)? {
            // From here on only the frame holds it: it may go while the frame runs on.
            drop(target);
            return match result {
                Ok(value) => Ok(Resumed::Yielded(value)),
                Err(Raised) => resume(thread, it, Resume::Throw),
            };
        }
    }
    prepare(thread, args)?;
    raise_inside(thread, it, false)
}

fn while_executing<T>(it: &Generator, f: impl FnOnce() -> T) -> T {
    let state = it.state.replace(State::Executing);
    let result = f();
    it.state.set(state);
    result
}

fn is_generator_exit(thread: &Thread, what: &Object) -> bool {
    let exit = thread.heap().builtin(Builtin::GeneratorExit);
    match what.downcast::<Type>() {
        Some(class) => class.is_subtype(exit),
        None => what.ty().is_subtype(exit),
    }
}

/// Calls while the generator's frame stands on the stack.
fn linked(thread: &Thread, it: &Generator, mut f: impl FnMut() -> Result<Ref>) -> Result<Ref> {
    let mut result = Err(Raised);
    (runtime(thread).within)(thread, it.as_object(), &mut || result = f())?;
    result
}

/// Throws into the sub-iterator. `None` when it has no `throw`.
fn delegate(
    thread: &Thread,
    it: &Generator,
    target: &Object,
    args: &[Ref],
    close_on_exit: bool,
) -> Result<Option<Result<Ref>>> {
    let result = match target.downcast::<Generator>() {
        Some(inner) if !target.is_exactly(Builtin::AsyncGenerator) => {
            let _depth = thread.enter(" while calling a Python object")?;
            linked(thread, it, || {
                as_method(thread, throw(thread, inner, args, close_on_exit))
            })
        }
        _ => match protocol::getattr_opt(thread, target, names(thread).throw())? {
            Some(method) => while_executing(it, || protocol::call(thread, &method, args)),
            None => return Ok(None),
        },
    };
    Ok(Some(result))
}

/// Makes the thrown exception pending.
fn prepare(thread: &Thread, args: &[Ref]) -> Result<()> {
    let none = thread.heap().none();
    let base = thread.heap().builtin(Builtin::BaseException);
    let value = args.get(1).filter(|v| !v.is(&none));
    let traceback = args.get(2).filter(|v| !v.is(&none));
    if traceback.is_some_and(|t| !t.is_exactly(Builtin::Traceback)) {
        return Err(thread.type_error(format_args!(
            "throw() third argument must be a traceback object"
        )));
    }
    let what = &args[0];
    let class = what.downcast::<Type>();
    let instance = match class.filter(|class| class.is_subtype(base)) {
        Some(class) => match instance(thread, class, value) {
            Ok(instance) => instance,
            // That is what the generator sees then.
            Err(Raised) => return Ok(()),
        },
        None if what.ty().is_subtype(base) => {
            if value.is_some() {
                return Err(thread.type_error(format_args!(
                    "instance exception may not have a separate value"
                )));
            }
            what.clone()
        }
        None => {
            return Err(thread.type_error(format_args!(
                "exceptions must be classes or instances deriving from BaseException, not {}",
                what.ty().name()
            )));
        }
    };
    if let Some(traceback) = traceback {
        exception::set_traceback(&instance, Some(traceback.clone()));
    }
    let _ = thread.set_pending(instance);
    Ok(())
}

/// An instance of a class of exceptions: the value itself, or made of the value or tuple of values.
fn instance(thread: &Thread, class: &Type, value: Option<&Ref>) -> Result<Ref> {
    let args = match value {
        None => &[],
        Some(value) if value.ty().is_subtype(class) => return Ok(value.clone()),
        Some(value) => match value.downcast::<crate::Tuple>() {
            Some(items) => items.items(),
            None => std::slice::from_ref(value),
        },
    };
    let made = protocol::call(thread, class.as_object(), args)?;
    match made.isinstance(Builtin::BaseException) {
        true => Ok(made),
        false => Err(exception::not_an_exception(thread, class, &made)),
    }
}

/// Closes a sub-iterator: `close()` if it has one. A `close` that can't be looked up is reported.
fn close_iterator(thread: &Thread, target: &Object) -> Result<()> {
    if let Some(inner) = target.downcast::<Generator>()
        && !target.is_exactly(Builtin::AsyncGenerator)
    {
        return close(thread, inner).map(drop);
    }
    match protocol::getattr_opt(thread, target, names(thread).close()) {
        Ok(Some(method)) => protocol::call(thread, &method, &[]).map(drop),
        Ok(None) => Ok(()),
        Err(Raised) => {
            (thread.hooks().unraisable)(thread, "", Some(target));
            Ok(())
        }
    }
}

/// `close()`.
pub fn close(thread: &Thread, it: &Generator) -> Result<Ref> {
    let none = thread.heap().none();
    if it.state.get() == State::Created {
        // What it was given stays until it goes itself.
        it.state.set(State::Completed);
        return Ok(none);
    }
    if it.is_finished() {
        return Ok(none);
    }
    let inner = match yield_from(it) {
        Some(target) => while_executing(it, || close_iterator(thread, &target)),
        None => Ok(()),
    };
    if inner.is_ok() {
        if it.state.get() == State::Suspended && !is_guarded(it) {
            it.clear_locals();
            return Ok(none);
        }
        let _ = exception::raise_with(thread, Builtin::GeneratorExit, &[]);
    }
    match raise_inside(thread, it, true) {
        Ok(Resumed::Yielded(_)) => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("{} ignored GeneratorExit", it.noun()),
        )),
        Ok(Resumed::Returned(value)) => Ok(value),
        Err(_) => {
            thread.swallow(Builtin::GeneratorExit)?;
            Ok(none)
        }
    }
}

/// Whether code of the program's own would see an exception raised at the `yield`. All of a generator is guarded by the handler
/// that turns `StopIteration` into `RuntimeError`, which a `GeneratorExit` passes: 3.13 doesn't even raise one then.
fn is_guarded(it: &Generator) -> bool {
    let Some(code) = it.saved.code.get() else {
        return false;
    };
    let Some(handler) = code.tables().handler_at(it.saved.word()) else {
        return false;
    };
    let first = code.running(handler.target as usize);
    !first.is_some_and(|instr| {
        instr.op == bytecode::Op::CALL_INTRINSIC_1
            && instr.b == bytecode::Intrinsic1::StopIterationError as u16
    })
}

pub(super) fn close_method(thread: &Thread, object: &Object) -> Result<Ref> {
    close(thread, generator_of(object)?)
}

/// Closes and reports what goes wrong.
pub fn close_quietly(thread: &Thread, it: &Generator) {
    if close(thread, it).is_err() {
        (thread.hooks().unraisable)(thread, "", Some(it.as_object()));
    }
}

pub(super) fn finalize(thread: &Thread, object: &Object) {
    let Some(it) = object.downcast::<Generator>() else {
        return;
    };
    if it.is_finished() {
        return;
    }
    if it.state.get() == State::Created {
        if object.is_exactly(Builtin::Coroutine) {
            super::unawaited::warn_coroutine(thread, it);
        } else {
            // What it was given goes with it: a pass that finds it in a cycle finds all of the cycle.
            it.state.set(State::Completed);
        }
        return;
    }
    close_quietly(thread, it);
}

/// ```text
/// 0 header  16 coroutine
/// ```
#[repr(C)]
struct Wrapper {
    header: Object,
    coroutine: Slot<Generator>,
}

static WRAPPER_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[offset_of!(Wrapper, coroutine) as u16],
    clear: Some(clear_references),
    ..LayoutInfo::new("coroutine_wrapper", size_of::<Wrapper>())
};

// SAFETY: starts with the header; zero is a wrapper of nothing; the one owned field is described.
unsafe impl Layout for Wrapper {
    const INFO: &'static LayoutInfo = &WRAPPER_LAYOUT;
}

pub(super) static WRAPPER: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(|thread, it| next(thread, wrapped(thread, it)?.as_object())),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("send", |thread, it, value| send_method(thread, wrapped(thread, it)?.as_object(), value))
            .doc("send($self, object, /)\n--\n\nsend(arg) -> send 'arg' into coroutine,\nreturn next iterated value or raise StopIteration."),
        MethodDef::fast("throw", |thread, it, args| throw_method(thread, wrapped(thread, it)?.as_object(), args))
            .doc("throw(value)\nthrow(type[,value[,traceback]])\n\nRaise exception in coroutine, return next iterated value or raise\nStopIteration."),
        MethodDef::no_args("close", |thread, it| close_method(thread, wrapped(thread, it)?.as_object()))
            .doc("close($self, /)\n--\n\nclose() -> raise GeneratorExit inside coroutine."),
    ],
    ..TypeSpec::new("coroutine_wrapper", Builtin::CoroutineWrapper, &WRAPPER_LAYOUT)
};

fn wrapped(thread: &Thread, it: &Object) -> Result<Ref<Generator>> {
    it.downcast::<Wrapper>()
        .and_then(|w| w.coroutine.get())
        .ok_or_else(|| thread.system_error(format_args!("the coroutine of this wrapper is gone")))
}

pub(super) fn await_coroutine(thread: &Thread, coroutine: &Object) -> Result<Ref> {
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::CoroutineWrapper), 0)?;
    if let Some(wrapper) = fresh.downcast::<Wrapper>() {
        wrapper
            .coroutine
            .set(Some(Ref::new(generator_of(coroutine)?)));
        wrapper.header.track();
    }
    Ok(fresh)
}
