//! Python threads: each runs on an OS thread of its own with a machine of its own; they take turns under the interpreter's lock.
//!
//! The lock, the turns and what moves at a turn are in `object`'s `threads`. Here are a thread's beginning and end, and what is
//! asked about the others. A machine stays where it is from its thread's start to its end.

use crate::machine::Vm;
use crate::start::state;
use object::{Builtin, NewThread, NotStarted, Raised, Ref, Result, Seen, Thread};
use std::ptr::NonNull;
use types::frame::{self, Record};

/// Starts a thread that runs `run` with `task`; tells its identity.
pub fn start(thread: &Thread, task: Ref, run: fn(&Thread, Ref)) -> Result<usize> {
    let spare = &state(thread).spare_machine;
    let Some(vm) = spare.take().or_else(|| Vm::make(thread)) else {
        return Err(cannot_start(thread));
    };
    let new = NewThread {
        interpreter: vm.cast(),
        task,
        run,
        retire,
    };
    let why = match thread.start_thread(new) {
        Ok(ident) => return Ok(ident),
        Err(why) => why,
    };
    // SAFETY: the thread that would have had the machine doesn't exist.
    unsafe { Vm::discard(vm) };
    match why {
        NotStarted::Raised(raised) => Err(raised),
        NotStarted::System(_) => Err(cannot_start(thread)),
    }
}

/// The end of a thread: its machine waits for the next one, unless another does already.
fn retire(thread: &Thread) {
    let spare = &state(thread).spare_machine;
    match spare.take() {
        None => spare.set(Vm::leave(thread)),
        kept => {
            spare.set(kept);
            Vm::remove(thread);
        }
    }
}

fn cannot_start(thread: &Thread) -> Raised {
    let text = format_args!("can't start new thread");
    thread.raise(Builtin::RuntimeError, text)
}

/// Shows every thread's machine, the running thread's first, by the thread's identity.
pub fn each_machine(thread: &Thread, f: &mut dyn FnMut(usize, &Vm)) {
    thread.each_thread(&mut |seen: &Seen<'_>| {
        if let Some(vm) = NonNull::new(seen.interpreter.cast::<Vm>()) {
            // SAFETY: a thread's machine lives as long as the thread is there to be seen, and the lock is held.
            f(seen.ident, unsafe { vm.as_ref() });
        }
    });
}

/// The frame that each thread runs, by the thread's identity, newest thread first. Threads without one are left out.
pub fn current_frames(thread: &Thread) -> Result<Vec<(usize, Ref)>> {
    let mut found: Vec<(usize, NonNull<Record>)> = Vec::new();
    each_machine(thread, &mut |ident, vm| {
        if let Some(record) = vm.innermost() {
            found.push((ident, NonNull::from(record)));
        }
    });
    let mut frames = Vec::new();
    for (ident, record) in found {
        // SAFETY: making a frame object runs no Python code and gives no lock away, so the records stay.
        let saved = unsafe { &record.as_ref().saved };
        frames.push((ident, frame::object_for(thread, saved)?.into_object()));
    }
    Ok(frames)
}

/// The exception that each thread handles, by the thread's identity.
pub fn current_exceptions(thread: &Thread) -> Vec<(usize, Option<Ref>)> {
    let mut found = Vec::new();
    thread.each_thread(&mut |seen| found.push((seen.ident, seen.handled_exception())));
    found
}
