//! Unwinding: from the instruction that raised to the handler that the tables name, frame by frame.
//!
//! Nothing is paid while nothing raises: the handler, the live temporaries and the line come from tables that are looked at
//! only here. All operands that the raising instruction consumed are gone already.

use crate::call::pop_frame;
use crate::machine::{Step, Vm};
use object::{Builtin, Object, Ref, Slot, Thread};
use types::frame::{self, Record, Return};
use types::traceback::Traceback;
use types::{Int, exception};

/// Frames whose end is worth a look at what the stacks hold.
const SHALLOW: usize = 1000;

/// Goes to the handler of the pending exception. `here` says whether the innermost frame gets a traceback entry (a re-raise has one).
pub fn unwind(vm: &Vm, here: bool) -> Step {
    unwind_from(vm, here, None)
}

/// As `unwind`, for an exception of which a handler had noted the word where it came up: there the innermost frame stands from now on,
/// for lines and for further handlers.
pub fn unwind_from(vm: &Vm, here: bool, mut noted: Option<u32>) -> Step {
    if vm.heap().allocator.faults() > 0 && vm.thread().pending_is(Builtin::MemoryError) {
        vm.heap().allocator.tell_fault();
    }
    let mut trace = here;
    let mut depth = 0;
    loop {
        let record = vm.record();
        if trace {
            add_entry(vm.thread(), record);
        }
        trace = true;
        let place = noted.take();
        if let Some(step) = handler(vm, record, place) {
            if depth > SHALLOW {
                vm.shrink();
            }
            return step;
        }
        depth += 1;
        let kind = record.kind.get();
        drop_temporaries(vm, record, 0);
        if let Some(place) = place {
            let words = vm.code().words();
            record.saved.pc.set(words.wrapping_add(place as usize));
        }
        pop_frame(vm);
        if kind == Return::Leave {
            if depth > SHALLOW {
                vm.shrink();
            }
            return Step::LEAVE;
        }
        if matches!(kind, Return::Init | Return::InitHeld) {
            drop_instance(record);
        }
    }
}

/// The instance whose `__init__` failed.
fn drop_instance(record: &Record) {
    // SAFETY: the caller's register that holds the instance until the call is complete.
    if let Some(slot) = unsafe { record.dest.get().as_ref() } {
        slot.set(None);
    }
}

fn register(record: &Record, index: usize) -> &Slot {
    // SAFETY: the index is inside the frame's window.
    unsafe { &*record.saved.base.get().add(index) }
}

/// Drops the live temporaries from the top down to `keep`.
fn drop_temporaries(vm: &Vm, record: &Record, keep: usize) {
    let code = vm.code();
    let word = record.saved.word() as usize;
    let live = code.tables().unwind_depth(word);
    let first = code.nlocalsplus.get() as usize;
    for index in (keep..live).rev() {
        register(record, first + index).set(None);
    }
}

/// The handler of the innermost frame, its registers set up.
fn handler(vm: &Vm, record: &Record, noted: Option<u32>) -> Option<Step> {
    let code = vm.code();
    if !code.is_unpacked() || record.saved.is_entering() {
        return None;
    }
    let word = record.saved.word();
    let handler = code.tables().handler_at(word)?;
    drop_temporaries(vm, record, handler.depth as usize);
    let thread = vm.thread();
    let mut at = code.nlocalsplus.get() as usize + handler.depth as usize;
    let mut exception = thread
        .take_pending()
        .unwrap_or_else(|| thread.heap().none());
    if handler.lasti {
        let place = Int::new(thread, noted.unwrap_or(word) as isize).unwrap_or_else(|_| {
            exception = give_way(thread, exception.clone());
            thread.heap().none()
        });
        put(record, at, place);
        at += 1;
    }
    put(record, at, exception);
    Some(Step {
        pc: code.words().wrapping_add(handler.target as usize),
        base: record.saved.base.get(),
    })
}

fn put(record: &Record, index: usize, value: Ref) {
    std::mem::forget(register(record, index).replace(Some(value)));
}

/// Puts an entry for the frame in front of the pending exception's traceback.
fn add_entry(thread: &Thread, record: &Record) {
    let Some(mut exception) = thread.take_pending() else {
        return;
    };
    if extend(thread, record, &exception).is_err() {
        exception = give_way(thread, exception);
    }
    let _ = thread.set_pending(exception);
}

/// Without memory for what belongs to an exception the `MemoryError` that is pending now takes its place, and has it as its
/// context. A `MemoryError` itself goes on without.
fn give_way(thread: &Thread, exception: Ref) -> Ref {
    let Some(lack) = thread.take_pending() else {
        return exception;
    };
    let is_lack = exception.ty().is_subtype(lack.ty());
    if is_lack {
        return exception;
    }
    exception::set_context(&lack, Some(exception));
    lack
}

fn extend(thread: &Thread, record: &Record, exception: &Object) -> object::Result<()> {
    let frame = frame::object_for(thread, &record.saved)?;
    let word = record.saved.word();
    let next = exception::traceback(exception);
    let line = match record.saved.is_entering() {
        true => frame.line_number() as i32,
        false => -1,
    };
    let entry = Traceback::make(thread, next, frame.as_object(), word as i32 * 2, line)?;
    exception::set_traceback(exception, Some(entry));
    Ok(())
}
