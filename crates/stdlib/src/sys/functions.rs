//! Functions that read and set the interpreter's facts.

use super::State;
use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::exception::raise_with;
use types::runtime::runtime;
use types::{Dict, Float, Int, Signature, Str, Tuple, check_arity};

pub(super) fn ignore(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(thread.heap().none())
}

pub(super) fn ignore_one(thread: &Thread, _module: &Object, _hook: &Object) -> Result<Ref> {
    Ok(thread.heap().none())
}

pub(super) fn yes(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(true))
}

pub(super) fn minus_one(thread: &Thread, _module: &Object) -> Result<Ref> {
    Int::new(thread, -1)
}

pub(super) fn utf8(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(types::str::intern_static(thread, "utf-8")?.into_object())
}

pub(super) fn surrogateescape(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(types::str::intern_static(thread, "surrogateescape")?.into_object())
}

pub(super) fn audit(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    if args.is_empty() {
        return Err(thread.type_error(format_args!(
            "audit() missing 1 required positional argument: 'event'"
        )));
    }
    Ok(thread.heap().none())
}

pub(super) fn breakpointhook(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let wanted = std::env::var("PYTHONBREAKPOINT").unwrap_or_default();
    if wanted == "0" {
        return Ok(thread.heap().none());
    }
    let (module, function) = match wanted.rsplit_once('.') {
        None if wanted.is_empty() => ("pdb", "set_trace"),
        None => ("builtins", wanted.as_str()),
        Some(parts) => parts,
    };
    let module = types::runtime::import_module(thread, module)?;
    let hook = types::getattr_text(thread, &module, function)?;
    types::call_args(thread, &hook, args)
}

/// A dictionary by the threads' numbers.
fn by_thread(thread: &Thread, values: Vec<(usize, Ref)>) -> Result<Ref> {
    let dict = Dict::new(thread)?;
    for (ident, value) in values {
        let ident = Int::from_usize(thread, ident)?;
        dict.set(thread, &ident, &value)?;
    }
    Ok(dict.into_object())
}

pub(super) fn current_frames(thread: &Thread, _module: &Object) -> Result<Ref> {
    by_thread(thread, interpreter::threads::current_frames(thread)?)
}

pub(super) fn current_exceptions(thread: &Thread, _module: &Object) -> Result<Ref> {
    let none = || thread.heap().none();
    let found = interpreter::threads::current_exceptions(thread);
    let values = found
        .into_iter()
        .map(|(ident, handled)| (ident, handled.unwrap_or_else(none)));
    by_thread(thread, values.collect())
}

fn handled(thread: &Thread) -> Option<Ref> {
    thread
        .handled_exception()
        .filter(|e| !e.is_exactly(Builtin::NoneType))
}

pub(super) fn exception(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(handled(thread).unwrap_or_else(|| thread.heap().none()))
}

pub(super) fn exc_info(thread: &Thread, _module: &Object) -> Result<Ref> {
    let none = || thread.heap().none();
    let parts = match handled(thread) {
        Some(e) => {
            let traceback = types::exception::traceback(&e).unwrap_or_else(none);
            [e.ty().as_object().to_ref(), e, traceback]
        }
        None => [none(), none(), none()],
    };
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

pub(super) fn exit(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "exit", args.len(), 0, 1)?;
    let args = match args.first() {
        Some(status) if status.is_exactly(Builtin::NoneType) => &[],
        Some(status) => match status.downcast::<Tuple>() {
            Some(tuple) => tuple.items(),
            None => args,
        },
        None => &[],
    };
    Err(raise_with(thread, Builtin::SystemExit, args))
}

pub(super) fn getrecursionlimit(thread: &Thread, _module: &Object) -> Result<Ref> {
    Int::from_usize(thread, thread.depth_limit.get() as usize)
}

/// An argument as a C `int`.
fn int(thread: &Thread, object: &Object) -> Result<i32> {
    let value = types::index(thread, object)?;
    match value.as_isize().and_then(|n| i32::try_from(n).ok()) {
        Some(value) => Ok(value),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C int"),
        )),
    }
}

pub(super) fn setrecursionlimit(thread: &Thread, _module: &Object, limit: &Object) -> Result<Ref> {
    let limit = int(thread, limit)?;
    if limit < 1 {
        return Err(thread.value_error(format_args!(
            "recursion limit must be greater or equal than 1"
        )));
    }
    let depth = thread.depth.get();
    if depth >= limit as u32 {
        return Err(thread.raise(
            Builtin::RecursionError,
            format_args!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the limit is too low"
            ),
        ));
    }
    thread.depth_limit.set(limit as u32);
    Ok(thread.heap().none())
}

pub(super) fn getframe(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "_getframe", args.len(), 0, 1)?;
    let depth = match args.first() {
        Some(depth) => int(thread, depth)?,
        None => 0,
    };
    match (runtime(thread).frame)(thread, depth.max(0) as usize)? {
        Some(frame) => Ok(frame),
        None => Err(thread.value_error(format_args!("call stack is not deep enough"))),
    }
}

pub(super) fn getframemodulename(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "_getframemodulename",
        names: ["depth"],
        required: 0,
        positional: 1,
    };
    let depth = match SIGNATURE.bind(thread, &args)?.get(0) {
        Some(depth) => int(thread, depth)?,
        None => 0,
    };
    let Some(frame) = (runtime(thread).frame)(thread, depth.max(0) as usize)? else {
        return Ok(thread.heap().none());
    };
    let globals = types::getattr_text(thread, &frame, "f_globals")?;
    let name = match globals.downcast::<Dict>() {
        Some(globals) => globals.get_text(thread, "__name__")?,
        None => None,
    };
    Ok(name.unwrap_or_else(|| thread.heap().none()))
}

pub(super) fn is_finalizing(thread: &Thread, _module: &Object) -> Result<Ref> {
    let finalizing = types::room::<State>(thread).finalizing.get();
    Ok(thread.heap().bool(finalizing))
}

pub(super) fn setswitchinterval(
    thread: &Thread,
    _module: &Object,
    interval: &Object,
) -> Result<Ref> {
    let interval = types::float::as_f64(thread, interval)?;
    // A negated comparison, so that NaN is refused too.
    if interval.is_nan() || interval <= 0.0 {
        return Err(thread.value_error(format_args!("switch interval must be strictly positive")));
    }
    thread.set_switch_interval((interval * 1e6) as u64);
    Ok(thread.heap().none())
}

pub(super) fn getswitchinterval(thread: &Thread, _module: &Object) -> Result<Ref> {
    Float::new(thread, thread.switch_interval() as f64 * 1e-6)
}

fn only_none(thread: &Thread, function: &Object, what: &str) -> Result<Ref> {
    if function.is_exactly(Builtin::NoneType) {
        return Ok(thread.heap().none());
    }
    Err(thread.raise(
        Builtin::NotImplementedError,
        format_args!("{what} is not supported by this interpreter"),
    ))
}

pub(super) fn settrace(thread: &Thread, _module: &Object, function: &Object) -> Result<Ref> {
    only_none(thread, function, "tracing")
}

pub(super) fn setprofile(thread: &Thread, _module: &Object, function: &Object) -> Result<Ref> {
    only_none(thread, function, "profiling")
}

pub(super) fn call_tracing(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "call_tracing", args.len(), 2, 2)?;
    match args[1].downcast::<Tuple>() {
        Some(tuple) => types::call(thread, &args[0], tuple.items()),
        None => Err(thread.type_error(format_args!(
            "call_tracing() argument 2 must be tuple, not {}",
            types::protocol::type_text(&args[1])
        ))),
    }
}

pub(super) fn set_origin_depth(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "set_coroutine_origin_tracking_depth",
        names: ["depth"],
        required: 1,
        positional: 1,
    };
    if let Some(depth) = SIGNATURE.bind(thread, &args)?.get(0) {
        let depth = int(thread, depth)?;
        if depth < 0 {
            return Err(thread.value_error(format_args!("depth must be >= 0")));
        }
        thread.origin_depth.set(depth as usize);
    }
    Ok(thread.heap().none())
}

pub(super) fn get_origin_depth(thread: &Thread, _module: &Object) -> Result<Ref> {
    Int::from_usize(thread, thread.origin_depth.get())
}

pub(super) fn set_asyncgen_hooks(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "set_asyncgen_hooks",
        names: ["firstiter", "finalizer"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let state = &thread.own;
    let hooks = [
        (bound.get(1), "finalizer", &state.finalizer),
        (bound.get(0), "firstiter", &state.firstiter),
    ];
    for (hook, name, _) in &hooks {
        if let Some(hook) = hook
            && !hook.is_exactly(Builtin::NoneType)
            && !types::is_callable(hook)
        {
            return Err(thread.type_error(format_args!(
                "callable {name} expected, got {}",
                hook.ty().name()
            )));
        }
    }
    for (hook, _, slot) in hooks {
        match hook {
            None => {}
            Some(hook) if hook.is_exactly(Builtin::NoneType) => slot.set(None),
            Some(hook) => slot.set(Some(hook.to_ref())),
        }
    }
    Ok(thread.heap().none())
}

pub(super) fn get_asyncgen_hooks(thread: &Thread, _module: &Object) -> Result<Ref> {
    let state = &thread.own;
    let none = || thread.heap().none();
    crate::structseq::make(
        thread,
        &super::info::ASYNCGEN_HOOKS,
        [
            state.firstiter.get().unwrap_or_else(none),
            state.finalizer.get().unwrap_or_else(none),
        ],
    )
}

pub(super) fn get_int_max_str_digits(thread: &Thread, _module: &Object) -> Result<Ref> {
    Int::from_usize(thread, types::state(thread).int_max_str_digits.get())
}

pub(super) fn set_int_max_str_digits(
    thread: &Thread,
    _module: &Object,
    args: Args<'_>,
) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "set_int_max_str_digits",
        names: ["maxdigits"],
        required: 1,
        positional: 1,
    };
    if let Some(digits) = SIGNATURE.bind(thread, &args)?.get(0) {
        let digits = int(thread, digits)?;
        if digits != 0 && digits < 640 {
            return Err(thread.value_error(format_args!("maxdigits must be 0 or larger than 640")));
        }
        types::state(thread).int_max_str_digits.set(digits as usize);
    }
    Ok(thread.heap().none())
}

/// A `str` argument or the message that 3.13 has for it.
pub(super) fn str_argument<'a>(
    thread: &Thread,
    function: &str,
    value: &'a Object,
) -> Result<&'a Str> {
    match value.downcast::<Str>() {
        Some(text) => Ok(text),
        None => Err(thread.type_error(format_args!(
            "{function}() argument must be str, not {}",
            types::protocol::type_text(value)
        ))),
    }
}
