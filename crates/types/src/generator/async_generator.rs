//! `async_generator` and the awaitables that its methods return.
//!
//! An awaitable drives the generator: what the generator awaits passes through, what it yields ends the await with
//! `StopIteration(value)`, its end raises `StopAsyncIteration`. Which of the two a suspension was, the generator's state tells.
//!
//! ```text
//! 0 header  16 generator  24 value to send, or arguments of throw (null: aclose)  32 state
//! ```

use super::layout::{GENERATOR_LAYOUT, Generator, State};
use super::resume::{send, throw};
use super::{
    CLASS_GETITEM, FLAGS, NAME, QUALNAME, SIZEOF, SLOTS, generator_of, get_code, get_frame,
    get_suspended, get_yield_from, read,
};
use crate::exception::raise_with;
use crate::protocol;
use object::native::{make, reuse};
use object::{
    Builtin, GetSetDef, IterResult, Keep, MemberDef, MethodDef, NumberSlots, Object, Raised, Ref,
    Result, Resumed, Slot, Thread, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;

native_layout! {
    /// See the file's head.
    struct Driver: DRIVER_LAYOUT, "async generator awaitable" {
        generator: Slot<Generator>,
        value: Slot,
        stage: Cell<u32>,
    }
}

const FRESH: u32 = 0;
const STARTED: u32 = 1;
const USED: u32 = 2;

pub(super) static ASYNC_GENERATOR: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: SLOTS,
    number: NumberSlots {
        aiter: Some(|_, it| Ok(it.to_ref())),
        anext: Some(|thread, it| driver(thread, it, Builtin::AsyncGeneratorASend, None)),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::one("asend", |thread, it, value| {
            driver(
                thread,
                it,
                Builtin::AsyncGeneratorASend,
                Some(value.to_ref()),
            )
        })
        .doc("asend(v) -> send 'v' in generator."),
        MethodDef::fast("athrow", |thread, it, args| {
            protocol::check_arity(thread, "athrow", args.len(), 1, 3)?;
            super::resume::warn_three(thread, "athrow", args)?;
            let args = crate::Tuple::from_slice(thread, args)?.into_object();
            driver(thread, it, Builtin::AsyncGeneratorAThrow, Some(args))
        })
        .doc("athrow(value)\nathrow(type[,value[,tb]])\n\nraise exception in generator."),
        MethodDef::no_args("aclose", |thread, it| {
            driver(thread, it, Builtin::AsyncGeneratorAThrow, None)
        })
        .doc("aclose() -> raise GeneratorExit inside generator."),
        SIZEOF,
        CLASS_GETITEM,
    ],
    members: &[MemberDef::computed("ag_running", |thread, it| {
        Ok(thread.heap().bool(generator_of(it)?.running_async.get()))
    })],
    getsets: &[
        NAME,
        QUALNAME,
        GetSetDef {
            doc: Some("object being awaited on, or None"),
            ..read("ag_await", get_yield_from)
        },
        read("ag_frame", get_frame),
        read("ag_code", get_code),
        read("ag_suspended", get_suspended),
    ],
    weaklist_offset: 16,
    ..TypeSpec::new(
        "async_generator",
        Builtin::AsyncGenerator,
        &GENERATOR_LAYOUT,
    )
};

const DRIVER_SLOTS: TypeSlots = TypeSlots {
    finalize: Some(finalize),
    iter: Some(|_, it| Ok(it.to_ref())),
    iternext: Some(|thread, it| step(thread, it, thread.heap().none()).map(Some) as IterResult),
    ..TypeSlots::EMPTY
};
const DRIVER_NUMBER: NumberSlots = NumberSlots {
    await_: Some(|_, it| Ok(it.to_ref())),
    ..NumberSlots::EMPTY
};
const DRIVER_METHODS: &[MethodDef] = &[
    MethodDef::one("send", |thread, it, value| step(thread, it, value.to_ref())),
    MethodDef::fast("throw", throw_into),
    MethodDef::no_args("close", close),
];

pub(super) static SEND: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: DRIVER_SLOTS,
    number: DRIVER_NUMBER,
    methods: DRIVER_METHODS,
    ..TypeSpec::new(
        "async_generator_asend",
        Builtin::AsyncGeneratorASend,
        &DRIVER_LAYOUT,
    )
};

pub(super) static THROW: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: DRIVER_SLOTS,
    number: DRIVER_NUMBER,
    methods: DRIVER_METHODS,
    ..TypeSpec::new(
        "async_generator_athrow",
        Builtin::AsyncGeneratorAThrow,
        &DRIVER_LAYOUT,
    )
};

fn driver(thread: &Thread, generator: &Object, kind: Builtin, value: Option<Ref>) -> Result<Ref> {
    let heap = thread.heap();
    let kept = match kind {
        Builtin::AsyncGeneratorASend => reuse::<Driver>(heap, Keep::ASYNC_SEND),
        _ => None,
    };
    let fresh = match kept {
        Some(kept) => kept,
        None => make::<Driver>(heap, heap.builtin(kind))?,
    };
    fresh.stage.set(FRESH);
    fresh
        .generator
        .set(Some(Ref::new(generator_of(generator)?)));
    fresh.value.set(value);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// An awaitable that nobody has awaited tells so.
fn finalize(thread: &Thread, it: &Object) {
    let Some(this) = it.downcast::<Driver>() else {
        return;
    };
    let Some(generator) = this.generator.get().filter(|_| this.stage.get() == FRESH) else {
        return;
    };
    let method = match (it.is_exactly(Builtin::AsyncGeneratorASend), &this.value) {
        (true, _) => "asend",
        (false, value) if value.is_none() => "aclose",
        (false, _) => "athrow",
    };
    super::unawaited::warn_method(thread, method, &generator);
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Driver> {
    it.downcast::<Driver>()
        .ok_or_else(|| thread.system_error(format_args!("not an async generator's awaitable")))
}

fn target(thread: &Thread, this: &Driver) -> Result<Ref<Generator>> {
    this.generator
        .get()
        .ok_or_else(|| thread.system_error(format_args!("the generator of this awaitable is gone")))
}

fn runtime_error(thread: &Thread, text: &str) -> Raised {
    thread.raise(Builtin::RuntimeError, format_args!("{text}"))
}

/// What a step of the generator means to the one who awaits.
fn unwrap(thread: &Thread, generator: &Generator, result: Result<Resumed>) -> Result<Ref> {
    match result {
        Ok(Resumed::Yielded(value)) if generator.state.get() == State::Suspended => {
            generator.running_async.set(false);
            thread.heap().touch_wrapped();
            Err(raise_with(thread, Builtin::StopIteration, &[value]))
        }
        Ok(Resumed::Yielded(value)) => Ok(value),
        Ok(Resumed::Returned(_)) => {
            generator.closed.set(true);
            generator.running_async.set(false);
            Err(raise_with(thread, Builtin::StopAsyncIteration, &[]))
        }
        Err(raised) => {
            if thread.pending_is(Builtin::StopAsyncIteration)
                || thread.pending_is(Builtin::GeneratorExit)
            {
                generator.closed.set(true);
            }
            generator.running_async.set(false);
            Err(raised)
        }
    }
}

fn step(thread: &Thread, it: &Object, value: Ref) -> Result<Ref> {
    let this = this(thread, it)?;
    let generator = target(thread, this)?;
    let result = match it.is_exactly(Builtin::AsyncGeneratorASend) {
        true => step_send(thread, this, &generator, value),
        false => step_throw(thread, this, &generator, value),
    };
    if result.is_err() {
        this.stage.set(USED);
    }
    result
}

fn step_send(thread: &Thread, this: &Driver, generator: &Generator, value: Ref) -> Result<Ref> {
    let mut value = value;
    match this.stage.get() {
        USED => {
            return Err(runtime_error(
                thread,
                "cannot reuse already awaited __anext__()/asend()",
            ));
        }
        FRESH => {
            if generator.running_async.get() {
                return Err(runtime_error(
                    thread,
                    "anext(): asynchronous generator is already running",
                ));
            }
            if value.is(&thread.heap().none())
                && let Some(own) = this.value.get()
            {
                value = own;
            }
            this.stage.set(STARTED);
            generator.running_async.set(true);
        }
        _ => {}
    }
    let result = send(thread, generator, value);
    unwrap(thread, generator, result)
}

fn step_throw(thread: &Thread, this: &Driver, generator: &Generator, value: Ref) -> Result<Ref> {
    let closing = this.value.is_none();
    if this.stage.get() == USED {
        return Err(runtime_error(
            thread,
            "cannot reuse already awaited aclose()/athrow()",
        ));
    }
    if generator.is_finished() {
        return Err(raise_with(thread, Builtin::StopIteration, &[]));
    }
    let result = if this.stage.get() == FRESH {
        begin_throw(thread, this, generator, &value, closing)?
    } else {
        send(thread, generator, value)
    };
    match closing {
        true => closed(thread, generator, result),
        false => unwrap(thread, generator, result),
    }
}

fn begin_throw(
    thread: &Thread,
    this: &Driver,
    generator: &Generator,
    value: &Object,
    closing: bool,
) -> Result<Result<Resumed>> {
    if generator.running_async.get() {
        let what = if closing { "aclose" } else { "athrow" };
        return Err(runtime_error(
            thread,
            &format!("{what}(): asynchronous generator is already running"),
        ));
    }
    if generator.closed.get() {
        return Err(raise_with(thread, Builtin::StopAsyncIteration, &[]));
    }
    if !value.is(&thread.heap().none()) {
        return Err(runtime_error(
            thread,
            "can't send non-None value to a just-started coroutine",
        ));
    }
    this.stage.set(STARTED);
    generator.running_async.set(true);
    let args = this.value.get();
    Ok(
        match args.as_ref().and_then(|a| a.downcast::<crate::Tuple>()) {
            Some(args) => throw(thread, generator, args.items(), false),
            None => {
                generator.closed.set(true);
                let exit = thread
                    .heap()
                    .builtin(Builtin::GeneratorExit)
                    .as_object()
                    .to_ref();
                throw(thread, generator, &[exit], false)
            }
        },
    )
}

fn throw_into(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "throw", args.len(), 1, 3)?;
    let this = this(thread, it)?;
    let generator = target(thread, this)?;
    let sends = it.is_exactly(Builtin::AsyncGeneratorASend);
    let result = throw_now(thread, this, &generator, args, sends);
    if result.is_err() {
        this.stage.set(USED);
    }
    result
}

fn throw_now(
    thread: &Thread,
    this: &Driver,
    generator: &Generator,
    args: &[Ref],
    sends: bool,
) -> Result<Ref> {
    let closing = !sends && this.value.is_none();
    if this.stage.get() == USED {
        let what = match sends {
            true => "cannot reuse already awaited __anext__()/asend()",
            false => "cannot reuse already awaited aclose()/athrow()",
        };
        return Err(runtime_error(thread, what));
    }
    if this.stage.get() == FRESH {
        if generator.running_async.get() {
            let what = match (sends, closing) {
                (true, _) => "anext",
                (false, true) => "aclose",
                (false, false) => "athrow",
            };
            return Err(runtime_error(
                thread,
                &format!("{what}(): asynchronous generator is already running"),
            ));
        }
        this.stage.set(STARTED);
        generator.running_async.set(true);
    }
    super::resume::warn_three(thread, "throw", args)?;
    let result = throw(thread, generator, args, true);
    match closing {
        true => closed(thread, generator, result),
        false => unwrap(thread, generator, result),
    }
}

/// What a step means to the one who closes: nothing may be yielded any more.
fn closed(thread: &Thread, generator: &Generator, result: Result<Resumed>) -> Result<Ref> {
    match result {
        Ok(Resumed::Yielded(_)) if generator.state.get() == State::Suspended => {
            generator.running_async.set(false);
            thread.heap().touch_wrapped();
            Err(runtime_error(
                thread,
                "async generator ignored GeneratorExit",
            ))
        }
        Ok(Resumed::Yielded(value)) => Ok(value),
        Ok(Resumed::Returned(_)) => {
            generator.running_async.set(false);
            Err(raise_with(thread, Builtin::StopIteration, &[]))
        }
        Err(raised) => {
            generator.running_async.set(false);
            Err(stop_quietly(thread, raised))
        }
    }
}

/// Whoever closes hears of the end by `StopIteration`.
fn stop_quietly(thread: &Thread, raised: Raised) -> Raised {
    if !thread.pending_is(Builtin::StopAsyncIteration) && !thread.pending_is(Builtin::GeneratorExit)
    {
        return raised;
    }
    drop(thread.take_pending());
    raise_with(thread, Builtin::StopIteration, &[])
}

/// `close()`: throws `GeneratorExit`, which has to end it.
fn close(thread: &Thread, it: &Object) -> Result<Ref> {
    if this(thread, it)?.stage.get() == USED {
        return Ok(thread.heap().none());
    }
    let exit = thread.heap().builtin(Builtin::GeneratorExit);
    match throw_into(thread, it, &[exit.as_object().to_ref()]) {
        Ok(_) => Err(runtime_error(thread, "coroutine ignored GeneratorExit")),
        Err(raised) => {
            let ends = [
                Builtin::StopIteration,
                Builtin::StopAsyncIteration,
                Builtin::GeneratorExit,
            ];
            if !ends.iter().any(|&end| thread.pending_is(end)) {
                return Err(raised);
            }
            drop(thread.take_pending());
            Ok(thread.heap().none())
        }
    }
}
