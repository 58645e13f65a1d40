//! `_thread`: Python threads and what they wait for.
//!
//! - `start.rs`: starting a thread, its handle, its end, the end of all. `lock.rs`: `lock` and `RLock`. `local.rs`: `_local`.
//! - `queue.rs`: the module `_queue`. `report.rs`: what is said of a thread that failed.
//!
//! A lock is a word of an object that only the interpreter's lock guards; waiting for it is `object`'s `Thread::wait`.

mod local;
mod lock;
pub mod queue;
mod report;
mod start;

pub use start::shutdown;

use object::{Builtin, MethodDef, Object, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{Float, Int, check_arity};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_thread",
    doc: Some(
        "This module provides primitive operations to write multi-threaded programs.\nThe 'threading' module provides a more convenient interface.",
    ),
    functions: FUNCTIONS,
    types: &[&lock::LOCK, &lock::RLOCK, &local::LOCAL, &start::HANDLE],
    unnamed: &[],
    init: Some(fill),
};

/// 3.13's `threading.TIMEOUT_MAX`.
const LONGEST_SECONDS: f64 = 9_223_372_036.0;

/// The smallest size of a stack that may be asked for.
const SMALLEST_STACK: isize = 32 << 10;

/// What the module keeps for a heap.
#[derive(Default)]
struct State {
    /// Handles of threads that the end waits for.
    awaited: std::cell::RefCell<Vec<start::Shared>>,
    stack_size: std::cell::Cell<usize>,
}

impl types::Room for State {
    fn visit(&self, _: object::Visit) {}
}

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::fast("start_new_thread", start::start_new_thread)
        .varargs()
        .doc("start_new_thread($module, function, args, kwargs={}, /)\n--\n\nStart a new thread and return its identifier."),
    MethodDef::fast("start_new", start::start_new_thread)
        .varargs()
        .doc("start_new($module, function, args, kwargs={}, /)\n--\n\nAn obsolete synonym of start_new_thread()."),
    MethodDef::keywords("start_joinable_thread", start::start_joinable_thread)
        .doc("start_joinable_thread($module, /, function, handle=None, daemon=True)\n--\n\nStart a new thread whose end can be waited for, and return its handle."),
    MethodDef::no_args("daemon_threads_allowed", |thread, _| {
        Ok(thread.heap().bool(true))
    })
    .doc("daemon_threads_allowed($module, /)\n--\n\nReturn True if daemon threads are allowed in the current interpreter."),
    MethodDef::no_args("allocate_lock", |thread, _| lock::fresh(thread))
        .doc("allocate_lock($module, /)\n--\n\nCreate a new lock object."),
    MethodDef::no_args("allocate", |thread, _| lock::fresh(thread))
        .doc("allocate($module, /)\n--\n\nAn obsolete synonym of allocate_lock()."),
    MethodDef::no_args("exit_thread", leave)
        .doc("exit_thread($module, /)\n--\n\nAn obsolete synonym of exit()."),
    MethodDef::no_args("exit", leave)
        .doc("exit($module, /)\n--\n\nEnd the thread by raising SystemExit."),
    MethodDef::fast("interrupt_main", interrupt_main)
        .varargs()
        .doc("interrupt_main($module, signum=signal.SIGINT, /)\n--\n\nBehave as if a signal had come for the main thread."),
    MethodDef::no_args("get_ident", |thread, _| Int::from_usize(thread, thread.ident()))
        .doc("get_ident($module, /)\n--\n\nReturn a number that no other thread has meanwhile."),
    MethodDef::no_args("get_native_id", |thread, _| {
        let number = thread.native_number().unwrap_or(std::process::id().into());
        Int::from_usize(thread, number as usize)
    })
    .doc("get_native_id($module, /)\n--\n\nReturn the system's number of the thread."),
    MethodDef::no_args("_count", |thread, _| {
        Int::from_usize(thread, thread.thread_count() - 1)
    })
    .doc("_count($module, /)\n--\n\nReturn how many threads there are, the main thread excluded."),
    MethodDef::fast("stack_size", stack_size)
        .varargs()
        .doc("stack_size($module, size=0, /)\n--\n\nReturn the stack size asked for so far; size is for threads to come."),
    MethodDef::one("_excepthook", report::excepthook)
        .doc("_excepthook($module, (exc_type, exc_value, exc_traceback, thread), /)\n--\n\nHandle an exception that ended Thread.run()."),
    MethodDef::no_args("_is_main_interpreter", |thread, _| {
        Ok(thread.heap().bool(true))
    })
    .doc("_is_main_interpreter($module, /)\n--\n\nReturn True if the current interpreter is the main Python interpreter."),
    MethodDef::no_args("_shutdown", start::wait_for_all)
        .doc("_shutdown($module, /)\n--\n\nWait for all non-daemon threads but the calling one."),
    MethodDef::one("_make_thread_handle", start::make_handle)
        .doc("_make_thread_handle($module, ident, /)\n--\n\nA handle of the thread with that number."),
    MethodDef::no_args("_get_main_thread_ident", |thread, _| {
        Int::from_usize(thread, thread.main_ident())
    })
    .doc("_get_main_thread_ident($module, /)\n--\n\nThe main thread's number."),
];

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let error = thread.heap().builtin(Builtin::RuntimeError);
    module.add(thread, "error", error.as_object())?;
    let lock = types::type_of(thread, &lock::LOCK)?;
    module.add(thread, "LockType", lock.as_object())?;
    let hook_args = crate::structseq::prepared(thread, &report::EXCEPT_HOOK_ARGS)?;
    module.add(thread, "_ExceptHookArgs", hook_args.as_object())?;
    module.add(
        thread,
        "TIMEOUT_MAX",
        &*Float::new(thread, LONGEST_SECONDS)?,
    )
}

fn leave(thread: &Thread, _module: &Object) -> Result<Ref> {
    Err(thread.raise(Builtin::SystemExit, format_args!("")))
}

fn interrupt_main(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "interrupt_main", args.len(), 0, 1)?;
    let number = match args.first() {
        Some(number) => types::bytes::as_c_int(thread, number)?,
        None => 2,
    };
    if !(1..interpreter::signals::END).contains(&number) {
        return Err(thread.value_error(format_args!("signal number out of range")));
    }
    if crate::signal::has_handler(thread, number) {
        interpreter::signals::pretend(thread, number);
    }
    Ok(thread.heap().none())
}

/// What a program asks for is noted and checked; every thread has the room that 3.13's limits of nesting need.
fn stack_size(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "stack_size", args.len(), 0, 1)?;
    let asked = &types::room::<State>(thread).stack_size;
    let old = asked.get();
    if let Some(size) = args.first() {
        let size = types::as_isize(thread, size, Builtin::OverflowError)?;
        if size < 0 {
            return Err(thread.value_error(format_args!("size must be 0 or a positive value")));
        }
        if size != 0 && size < SMALLEST_STACK {
            return Err(thread.value_error(format_args!("size not valid: {size} bytes")));
        }
        asked.set(size as usize);
    }
    Int::from_usize(thread, old)
}
