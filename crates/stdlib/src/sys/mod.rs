//! `sys`: the interpreter's own facts and switches.
//!
//! - `functions.rs`: what reads and sets them. `memory.rs`: sizes, counts, interned strings, the allocator's statistics.
//! - `info.rs`: the named tuples (`version_info`, `flags`, `float_info` …). `hooks.rs`: `excepthook` and its kin.
//! - `start.rs`: filling the module at start-up. `report/`: how an exception is written out.

mod functions;
mod hooks;
mod info;
mod memory;
mod names;
pub mod report;
mod start;

pub use hooks::{
    INTERRUPTED, flush_after_main, flush_streams, handle_uncaught, unraisable, unraisable_of,
};
pub use start::{Options, encode_streams, start};

use object::{MethodDef, Ref, Result, Slot, Thread};
use types::Dict;
use types::module::{Module, ModuleSpec};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "sys",
    doc: Some(
        "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
    ),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: None,
};

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::one("addaudithook", functions::ignore_one)
        .doc("addaudithook($module, /, hook)\n--\n\nAdds an audit hook; no events are raised."),
    MethodDef::fast("audit", functions::audit).doc("audit($module, event, /, *args)\n--\n\nPasses the event to the hooks."),
    MethodDef::keywords("breakpointhook", functions::breakpointhook)
        .doc("breakpointhook($module, /, *args, **kwargs)\n--\n\nThe default of breakpoint(): pdb, or what PYTHONBREAKPOINT names."),
    MethodDef::no_args("_clear_internal_caches", functions::ignore)
        .doc("_clear_internal_caches($module, /)\n--\n\nClears internal caches."),
    MethodDef::no_args("_clear_type_cache", functions::ignore)
        .doc("_clear_type_cache($module, /)\n--\n\nClears the type cache."),
    MethodDef::no_args("_current_frames", functions::current_frames)
        .doc("_current_frames($module, /)\n--\n\nEach thread's current frame by the thread's id."),
    MethodDef::no_args("_current_exceptions", functions::current_exceptions)
        .doc("_current_exceptions($module, /)\n--\n\nEach thread's handled exception by the thread's id."),
    MethodDef::one("displayhook", hooks::displayhook)
        .doc("displayhook($module, object, /)\n--\n\nWrite an object's repr to sys.stdout and save it in builtins._."),
    MethodDef::no_args("exception", functions::exception)
        .doc("exception($module, /)\n--\n\nThe exception being handled, or None."),
    MethodDef::no_args("exc_info", functions::exc_info)
        .doc("exc_info($module, /)\n--\n\nType, value and traceback of the exception being handled."),
    MethodDef::fast("excepthook", hooks::excepthook)
        .doc("excepthook($module, exctype, value, traceback, /)\n--\n\nWrite an exception to sys.stderr."),
    MethodDef::fast("exit", functions::exit).doc("exit($module, status=None, /)\n--\n\nExit by raising SystemExit(status)."),
    MethodDef::no_args("getdefaultencoding", functions::utf8)
        .doc("getdefaultencoding($module, /)\n--\n\nThe default string encoding."),
    MethodDef::no_args("getallocatedblocks", memory::getallocatedblocks)
        .doc("getallocatedblocks($module, /)\n--\n\nHow many memory blocks are allocated."),
    MethodDef::keywords("getunicodeinternedsize", memory::getunicodeinternedsize)
        .doc("getunicodeinternedsize($module, /, *, _only_immortal=False)\n--\n\nHow many strings are interned."),
    MethodDef::no_args("getfilesystemencoding", functions::utf8)
        .doc("getfilesystemencoding($module, /)\n--\n\nThe encoding of file names."),
    MethodDef::no_args("getfilesystemencodeerrors", functions::surrogateescape)
        .doc("getfilesystemencodeerrors($module, /)\n--\n\nThe error handler of file names."),
    MethodDef::one("getrefcount", memory::getrefcount)
        .doc("getrefcount($module, object, /)\n--\n\nThe reference count, the argument's own reference included."),
    MethodDef::no_args("getrecursionlimit", functions::getrecursionlimit)
        .doc("getrecursionlimit($module, /)\n--\n\nHow many Python calls may be nested."),
    MethodDef::keywords("getsizeof", memory::getsizeof).varargs()
        .doc("getsizeof(object [, default]) -> int\n\nThe object's size in bytes."),
    MethodDef::fast("_getframe", functions::getframe)
        .doc("_getframe($module, depth=0, /)\n--\n\nA frame of the call stack."),
    MethodDef::keywords("_getframemodulename", functions::getframemodulename)
        .doc("_getframemodulename($module, /, depth=0)\n--\n\nThe module name of a frame of the call stack."),
    MethodDef::one("intern", memory::intern).doc("intern($module, string, /)\n--\n\nThe interned string of the same text."),
    MethodDef::one("_is_interned", memory::is_interned)
        .doc("_is_interned($module, string, /)\n--\n\nWhether the string is interned."),
    MethodDef::no_args("is_finalizing", functions::is_finalizing)
        .doc("is_finalizing($module, /)\n--\n\nWhether the interpreter is shutting down."),
    MethodDef::one("setswitchinterval", functions::setswitchinterval)
        .doc("setswitchinterval($module, interval, /)\n--\n\nSet the thread switching interval in seconds."),
    MethodDef::no_args("getswitchinterval", functions::getswitchinterval)
        .doc("getswitchinterval($module, /)\n--\n\nThe thread switching interval in seconds."),
    MethodDef::one("setprofile", functions::setprofile)
        .doc("setprofile($module, function, /)\n--\n\nSet the profiling function: only None is supported."),
    MethodDef::no_args("getprofile", functions::ignore)
        .doc("getprofile($module, /)\n--\n\nThe profiling function."),
    MethodDef::one("setrecursionlimit", functions::setrecursionlimit)
        .doc("setrecursionlimit($module, limit, /)\n--\n\nSet how many Python calls may be nested."),
    MethodDef::one("settrace", functions::settrace)
        .doc("settrace($module, function, /)\n--\n\nSet the tracing function: only None is supported."),
    MethodDef::no_args("gettrace", functions::ignore).doc("gettrace($module, /)\n--\n\nThe tracing function."),
    MethodDef::fast("call_tracing", functions::call_tracing)
        .doc("call_tracing($module, func, args, /)\n--\n\nCall func(*args) with tracing enabled."),
    MethodDef::no_args("_debugmallocstats", memory::debugmallocstats)
        .doc("_debugmallocstats($module, /)\n--\n\nWrite the allocator's statistics to stderr."),
    MethodDef::keywords("set_coroutine_origin_tracking_depth", functions::set_origin_depth)
        .doc("set_coroutine_origin_tracking_depth($module, /, depth)\n--\n\nFrames that a coroutine remembers of its origin."),
    MethodDef::no_args("get_coroutine_origin_tracking_depth", functions::get_origin_depth)
        .doc("get_coroutine_origin_tracking_depth($module, /)\n--\n\nFrames that a coroutine remembers of its origin."),
    MethodDef::keywords("set_asyncgen_hooks", functions::set_asyncgen_hooks).varargs()
        .doc("set_asyncgen_hooks([firstiter] [, finalizer])\n\nSet hooks for async generators."),
    MethodDef::no_args("get_asyncgen_hooks", functions::get_asyncgen_hooks)
        .doc("get_asyncgen_hooks($module, /)\n--\n\nThe hooks for async generators."),
    MethodDef::one("unraisablehook", hooks::unraisablehook)
        .doc("unraisablehook($module, unraisable, /)\n--\n\nWrite an exception that could not be raised to sys.stderr."),
    MethodDef::no_args("get_int_max_str_digits", functions::get_int_max_str_digits)
        .doc("get_int_max_str_digits($module, /)\n--\n\nHow many digits int and str conversion may have."),
    MethodDef::keywords("set_int_max_str_digits", functions::set_int_max_str_digits)
        .doc("set_int_max_str_digits($module, /, maxdigits)\n--\n\nSet how many digits int and str conversion may have."),
    MethodDef::no_args("_get_cpu_count_config", functions::minus_one)
        .doc("_get_cpu_count_config($module, /)\n--\n\n-1: nothing is configured."),
    MethodDef::no_args("_is_gil_enabled", functions::yes)
        .doc("_is_gil_enabled($module, /)\n--\n\nWhether one lock guards the interpreter."),
];

/// What the module keeps for a heap beside its dictionary.
#[derive(Default)]
pub(crate) struct State {
    pub module: Slot<Module>,
    pub finalizing: std::cell::Cell<bool>,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.module, visit);
    }
}

/// The module's dictionary, once it is there.
pub fn dict(thread: &Thread) -> Option<Ref<Dict>> {
    let module = types::room::<State>(thread).module.get()?;
    Some(module.dict())
}

/// An attribute of the module as programs left it; `None` when it was deleted.
pub fn attribute(thread: &Thread, name: &str) -> Result<Option<Ref>> {
    match dict(thread) {
        Some(dict) => dict.get_text(thread, name),
        None => Ok(None),
    }
}

/// From now on the interpreter shuts down.
pub(crate) fn is_ending(thread: &Thread) -> bool {
    types::room::<State>(thread).finalizing.get()
}

/// From now on `sys.is_finalizing()` says so.
pub fn set_finalizing(thread: &Thread) {
    types::room::<State>(thread).finalizing.set(true);
}
