//! `_thread`: locks for a library that runs on one thread. New threads are refused.
//!
//! With one thread a lock that is held can only be waited for in vain: waiting without a timeout raises instead of hanging.

use object::native::make;
use object::{
    Args, Builtin, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
    native_layout,
};
use std::cell::Cell;
use std::time::Duration;
use types::module::{Module, ModuleSpec};
use types::{Float, Int, Signature, Str, Tuple, check_arity, is_true};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_thread",
    doc: Some(
        "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    ),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::fast("start_new_thread", start_new_thread),
    MethodDef::keywords("start_joinable_thread", |thread, _, _| {
        Err(no_threads(thread))
    }),
    MethodDef::no_args("daemon_threads_allowed", |thread, _| {
        Ok(thread.heap().bool(true))
    }),
    MethodDef::no_args("allocate_lock", |thread, _| new_lock(thread)),
    MethodDef::no_args("get_ident", |thread, _| {
        Int::from_usize(thread, crate::sys::thread_id(thread))
    }),
    MethodDef::no_args("_get_main_thread_ident", |thread, _| {
        Int::from_usize(thread, crate::sys::thread_id(thread))
    }),
    MethodDef::no_args("get_native_id", |thread, _| {
        Int::from_usize(thread, std::process::id() as usize)
    }),
    MethodDef::no_args("_count", |thread, _| Int::new(thread, 0)),
    MethodDef::fast("stack_size", |thread, _, _| Int::new(thread, 0)),
    MethodDef::no_args("exit", |thread, _| {
        Err(thread.raise(Builtin::SystemExit, format_args!("")))
    }),
    MethodDef::fast("interrupt_main", |thread, _, _| {
        Err(thread.raise(Builtin::KeyboardInterrupt, format_args!("")))
    }),
    MethodDef::no_args("_shutdown", |thread, _| Ok(thread.heap().none())),
    MethodDef::one("_make_thread_handle", |thread, _, ident| {
        let ident = types::as_isize(thread, ident, Builtin::OverflowError)?;
        let handle = make::<Lock>(thread.heap(), types::type_of(thread, &HANDLE)?)?;
        handle.count.set(ident as usize);
        Ok(handle.into_object())
    }),
    MethodDef::one("_excepthook", excepthook),
    MethodDef::one("_is_main_interpreter", |thread, _, _| {
        Ok(thread.heap().bool(true))
    }),
    MethodDef::one("set_name", |thread, _, _| Ok(thread.heap().none())),
];

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let error = thread.heap().builtin(Builtin::RuntimeError);
    module.add(thread, "error", error.as_object())?;
    let lock = types::type_of(thread, &LOCK)?;
    module.add(thread, "LockType", lock.as_object())?;
    module.add(thread, "lock", lock.as_object())?;
    let rlock = types::type_of(thread, &RLOCK)?;
    module.add(thread, "RLock", rlock.as_object())?;
    let local = types::type_of(thread, &LOCAL)?;
    module.add(thread, "_local", local.as_object())?;
    let namespace = types::type_of(thread, &HANDLE)?;
    module.add(thread, "_ThreadHandle", namespace.as_object())?;
    let hook_args = crate::structseq::prepared(thread, &EXCEPT_HOOK_ARGS)?;
    module.add(thread, "_ExceptHookArgs", hook_args.as_object())?;
    for (alias, name) in [
        ("allocate", "allocate_lock"),
        ("exit_thread", "exit"),
        ("start_new", "start_new_thread"),
    ] {
        if let Some(function) = module.dict().get_text(thread, name)? {
            module.add(thread, alias, &function)?;
        }
    }
    let most = Float::new(thread, 9_223_372_036.0)?;
    module.add(thread, "TIMEOUT_MAX", &most)
}

fn no_threads(thread: &Thread) -> object::Raised {
    thread.raise(
        Builtin::RuntimeError,
        format_args!("can't start new thread"),
    )
}

fn start_new_thread(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "start_new_thread", args.len(), 2, 3)?;
    if !types::is_callable(&args[0]) {
        return Err(thread.type_error(format_args!("first arg must be callable")));
    }
    if args[1].downcast::<Tuple>().is_none() {
        return Err(thread.type_error(format_args!("2nd arg must be a tuple")));
    }
    Err(no_threads(thread))
}

native_layout! {
    /// A lock; for the re-entrant kind `count` is how often it is held.
    pub struct Lock: LOCK_LAYOUT, "lock" {
        weaklist: Cell<usize>,
        count: Cell<usize>,
    }
}

native_layout! {
    /// Values of their own for each thread: with one thread, a dictionary.
    pub struct Local: LOCAL_LAYOUT, "_local" {
        dict: object::Slot,
        weaklist: Cell<usize>,
    }
}

static LOCK: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(show_lock),
        new: Some(|thread, ty, _| new_of(thread, ty)),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("acquire_lock", acquire),
        MethodDef::keywords("acquire", acquire)
            .doc("acquire($self, /, blocking=True, timeout=-1)\n--\n\nLock the lock."),
        MethodDef::no_args("release_lock", release),
        MethodDef::no_args("release", release).doc("release($self, /)\n--\n\nRelease the lock."),
        MethodDef::no_args("locked_lock", locked),
        MethodDef::no_args("locked", locked)
            .doc("locked($self, /)\n--\n\nReturn whether the lock is in the locked state."),
        MethodDef::no_args("__enter__", |thread, it| {
            acquire(thread, it, Args::default())
        }),
        MethodDef::fast("__exit__", |thread, it, _| release(thread, it)),
        MethodDef::no_args("_at_fork_reinit", reset),
    ],
    weaklist_offset: 16,
    doc: Some("A lock object is a synchronization primitive."),
    ..TypeSpec::new("_thread.lock", Builtin::Other, &LOCK_LAYOUT)
};

static RLOCK: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(show_rlock),
        new: Some(|thread, ty, _| new_of(thread, ty)),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("acquire", acquire_again)
            .doc("acquire($self, /, blocking=True, timeout=-1)\n--\n\nLock the lock."),
        MethodDef::no_args("release", release_again)
            .doc("release($self, /)\n--\n\nRelease the lock."),
        MethodDef::no_args("_is_owned", locked),
        MethodDef::no_args("_recursion_count", |thread, it| {
            Int::from_usize(thread, lock(thread, it)?.count.get())
        }),
        MethodDef::one("_acquire_restore", |thread, it, state| {
            let count = state
                .downcast::<Tuple>()
                .and_then(|t| t.items().first().cloned());
            let count = match count {
                Some(count) => types::as_isize(thread, &count, Builtin::OverflowError)?,
                None => 1,
            };
            lock(thread, it)?.count.set(count.max(0) as usize);
            Ok(thread.heap().none())
        }),
        MethodDef::no_args("_release_save", |thread, it| {
            let count = lock(thread, it)?.count.replace(0);
            let owner = Int::from_usize(thread, crate::sys::thread_id(thread))?;
            let count = Int::from_usize(thread, count)?;
            Ok(Tuple::from_array(thread, [count, owner])?.into_object())
        }),
        MethodDef::no_args("__enter__", |thread, it| {
            acquire_again(thread, it, Args::default())
        }),
        MethodDef::fast("__exit__", |thread, it, _| release_again(thread, it)),
        MethodDef::no_args("_at_fork_reinit", reset),
    ],
    weaklist_offset: 16,
    ..TypeSpec::new("_thread.RLock", Builtin::Other, &LOCK_LAYOUT)
};

static LOCAL: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        new: Some(|thread, ty, _| {
            let fresh = make::<Local>(thread.heap(), ty)?.into_object();
            fresh.track();
            Ok(fresh)
        }),
        ..TypeSlots::EMPTY
    },
    dict_offset: 16,
    weaklist_offset: 24,
    doc: Some("Thread-local data"),
    ..TypeSpec::new("_thread._local", Builtin::Other, &LOCAL_LAYOUT)
};

/// What `threading.excepthook` gets.
static EXCEPT_HOOK_ARGS: TypeSpec = crate::structseq::module_spec(
    "_thread._ExceptHookArgs",
    "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    &[
        crate::structseq::field(0, "exc_type", "Exception type"),
        crate::structseq::field(1, "exc_value", "Exception value"),
        crate::structseq::field(2, "exc_traceback", "Exception traceback"),
        crate::structseq::field(3, "thread", "Thread"),
    ],
);

/// Reports a thread's exception as `sys.excepthook` does.
fn excepthook(thread: &Thread, _module: &Object, args: &Object) -> Result<Ref> {
    let Some(hook) = crate::sys::attribute(thread, "__excepthook__")? else {
        return Ok(thread.heap().none());
    };
    let parts = types::to_tuple(thread, args)?;
    match parts.items() {
        [kind, value, traceback, ..] => types::call(
            thread,
            &hook,
            &[kind.clone(), value.clone(), traceback.clone()],
        ),
        _ => Err(thread.type_error(format_args!(
            "_thread._excepthook argument type must be ExceptHookArgs"
        ))),
    }
}

/// A thread's handle, on a lock's layout: `count` is its number, `weaklist` whether it is done.
static HANDLE: TypeSpec = TypeSpec {
    slots: TypeSlots {
        new: Some(|thread, ty, _| new_of(thread, ty)),
        ..TypeSlots::EMPTY
    },
    getsets: &[object::GetSetDef {
        name: "ident",
        get: |thread, handle| {
            let ident = handle.downcast::<Lock>().map_or(0, |h| h.count.get());
            Int::from_usize(thread, ident)
        },
        set: None,
        doc: None,
    }],
    methods: &[
        MethodDef::no_args("is_done", |thread, handle| {
            let done = handle
                .downcast::<Lock>()
                .is_none_or(|h| h.weaklist.get() != 0);
            Ok(thread.heap().bool(done))
        }),
        MethodDef::no_args("_set_done", |thread, handle| {
            if let Some(handle) = handle.downcast::<Lock>() {
                handle.weaklist.set(1);
            }
            Ok(thread.heap().none())
        }),
        MethodDef::fast("join", |thread, _, _| Ok(thread.heap().none())),
    ],
    ..TypeSpec::new("_thread._ThreadHandle", Builtin::Other, &LOCK_LAYOUT)
};

fn new_of(thread: &Thread, ty: &Type) -> Result<Ref> {
    Ok(make::<Lock>(thread.heap(), ty)?.into_object())
}

fn new_lock(thread: &Thread) -> Result<Ref> {
    new_of(thread, types::type_of(thread, &LOCK)?)
}

fn lock<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Lock> {
    match object.downcast::<Lock>() {
        Some(lock) => Ok(lock),
        None => Err(thread.type_error(format_args!("a lock is required"))),
    }
}

/// Checks the arguments of `acquire`: whether to wait, and for how long (`None`: for ever).
fn waiting(thread: &Thread, args: &Args<'_>) -> Result<(bool, Option<f64>)> {
    const SIGNATURE: Signature<2> = Signature {
        function: "acquire",
        names: ["blocking", "timeout"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, args)?;
    let blocking = match bound.get(0) {
        Some(blocking) => is_true(thread, blocking)?,
        None => true,
    };
    let timeout = match bound.get(1) {
        Some(timeout) => types::float::as_f64(thread, timeout)?,
        None => -1.0,
    };
    if !blocking && timeout != -1.0 {
        return Err(thread.value_error(format_args!(
            "can't specify a timeout for a non-blocking call"
        )));
    }
    if timeout < 0.0 && timeout != -1.0 {
        return Err(thread.value_error(format_args!("timeout value must be a non-negative number")));
    }
    Ok((blocking, (timeout >= 0.0).then_some(timeout)))
}

fn acquire(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (blocking, timeout) = waiting(thread, &args)?;
    let lock = lock(thread, object)?;
    if lock.count.get() == 0 {
        lock.count.set(1);
        return Ok(thread.heap().bool(true));
    }
    match timeout {
        _ if !blocking => {}
        Some(seconds) => {
            std::thread::sleep(Duration::try_from_secs_f64(seconds).unwrap_or_default());
        }
        None => {
            return Err(thread.raise(
                Builtin::RuntimeError,
                format_args!("deadlock: the only thread waits for a lock that it holds"),
            ));
        }
    }
    Ok(thread.heap().bool(false))
}

fn release(thread: &Thread, object: &Object) -> Result<Ref> {
    match lock(thread, object)?.count.replace(0) {
        0 => Err(thread.raise(Builtin::RuntimeError, format_args!("release unlocked lock"))),
        _ => Ok(thread.heap().none()),
    }
}

fn locked(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(lock(thread, object)?.count.get() > 0))
}

fn reset(thread: &Thread, object: &Object) -> Result<Ref> {
    lock(thread, object)?.count.set(0);
    Ok(thread.heap().none())
}

fn acquire_again(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    waiting(thread, &args)?;
    let count = &lock(thread, object)?.count;
    count.set(count.get() + 1);
    Ok(thread.heap().bool(true))
}

fn release_again(thread: &Thread, object: &Object) -> Result<Ref> {
    let count = &lock(thread, object)?.count;
    match count.get() {
        0 => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("cannot release un-acquired lock"),
        )),
        n => {
            count.set(n - 1);
            Ok(thread.heap().none())
        }
    }
}

fn show_lock(thread: &Thread, object: &Object) -> Result<Ref> {
    let state = match lock(thread, object)?.count.get() {
        0 => "unlocked",
        _ => "locked",
    };
    let text = Str::format(
        thread,
        format_args!(
            "<{state} {} object at {:#x}>",
            object.ty().name(),
            object.id()
        ),
    )?;
    Ok(text.into_object())
}

fn show_rlock(thread: &Thread, object: &Object) -> Result<Ref> {
    let count = lock(thread, object)?.count.get();
    let (state, owner) = match count {
        0 => ("unlocked", 0),
        _ => ("locked", crate::sys::thread_id(thread)),
    };
    let text = Str::format(
        thread,
        format_args!(
            "<{state} {} object owner={owner} count={count} at {:#x}>",
            object.ty().name(),
            object.id()
        ),
    )?;
    Ok(text.into_object())
}
