//! An interpreter in a heap: installing the hooks, the state of the room.

use crate::import::Library;
use crate::machine::Vm;
use crate::{call, class, frames, generators, import, run, watch};
use object::{Heap, Result, Thread};
use std::cell::Cell;
use std::ptr::NonNull;
use types::runtime::{RuntimeHooks, set_runtime};

/// What an interpreter starts with.
pub struct Options {
    pub library: Library,
    /// Seed of string hashes; zeros for none.
    pub hash_seed: [u64; 2],
    /// `-O`: 1 drops assertions, 2 docstrings too.
    pub optimize: u8,
}

/// The room's state of one heap.
pub struct State {
    pub library: Library,
    pub optimize: i32,
    /// What threads import.
    pub(crate) pending: import::Pending,
    /// The machine of a thread that has ended.
    pub(crate) spare_machine: Cell<Option<NonNull<Vm>>>,
}

/// The state of the thread's heap.
pub fn state(thread: &Thread) -> &State {
    // SAFETY: `install` ran before any code did; the state lives as long as the heap's interpreter.
    unsafe { &*thread.heap().interpreter_state.get().cast::<State>() }
}

/// Makes types and singletons, then installs the interpreter. Modules are the next step, which the room above does.
pub fn boot(heap: &Heap, options: Options) -> Result<()> {
    types::boot::boot(heap, options.hash_seed)?;
    install(heap, options)
}

/// Installs the interpreter in a heap that has its types.
pub fn install(heap: &Heap, options: Options) -> Result<()> {
    let thread = heap.thread();
    let state = Box::into_raw(Box::new(State {
        library: options.library,
        optimize: options.optimize.into(),
        pending: Default::default(),
        spare_machine: Cell::new(None),
    }));
    heap.interpreter_state.set(state.cast());
    if Vm::install(thread).is_none() {
        return Err(thread.no_memory());
    }
    let mut hooks = thread.hooks();
    hooks.call_function = call::call_function;
    hooks.call_giving = call::call_giving;
    hooks.resume = generators::resume;
    hooks.frames = watch::frames;
    hooks.visit_roots = watch::visit_roots;
    thread.set_hooks(hooks);
    types::super_::set_frame_hook(thread, frames::super_arguments);
    set_runtime(
        thread,
        RuntimeHooks {
            frame: frames::frame,
            globals: frames::globals,
            module: frames::module,
            locals: frames::locals,
            compile: run::compile,
            run: run::run,
            import: import::import,
            build_class: class::build_class,
            within: generators::within,
            collect,
        },
    );
    Ok(())
}

/// Hook: a collection that the program asked for.
fn collect(thread: &Thread, generation: usize) -> Result<usize> {
    Ok(collector::collect(thread, generation, collector::Reason::Manual) as usize)
}

/// Frees what `install` made. The last thing before the heap goes.
pub fn remove(heap: &Heap) {
    crate::signals::unlisten(heap.thread());
    Vm::remove(heap.thread());
    let state = heap
        .interpreter_state
        .replace(std::ptr::null_mut())
        .cast::<State>();
    if !state.is_null() {
        // SAFETY: made by `install`, removed once.
        let state = unsafe { Box::from_raw(state) };
        if let Some(vm) = state.spare_machine.take() {
            // SAFETY: no thread has it.
            unsafe { Vm::discard(vm) };
        }
    }
}
