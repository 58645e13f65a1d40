//! Returning: a frame's registers are dropped, its record goes, the value goes where the caller wants it.

use super::super::generators;
use crate::machine::{At, Flow, Operand, Step, Vm};
use crate::ops::iteration;
use object::{Ref, Slot};
use types::frame::{self, Return};
use types::generator::State;

/// `RETURN_L`, `RETURN_T`.
pub fn return_operand<A: Operand>(at: At) -> Flow {
    let value = A::own(&at, at.a());
    return_value(at.vm, value)
}

/// `RETURN_K`.
pub fn return_constant(at: At) -> Flow {
    let value = at.constant(at.a()).to_ref();
    return_value(at.vm, value)
}

/// Leaves the innermost frame with a value.
pub fn return_value(vm: &Vm, value: Ref) -> Flow {
    let record = vm.record();
    let (kind, resume, dest) = (record.kind.get(), record.resume.get(), record.dest.get());
    pop_frame(vm);
    deliver(vm, kind, resume, dest, value)
}

/// Hands a value to the caller of a frame that is gone.
pub fn deliver(vm: &Vm, kind: Return, resume: *const u64, dest: *const Slot, value: Ref) -> Flow {
    if kind == Return::Leave {
        vm.yielded.set(false);
        vm.result.set(Some(value));
        return Ok(Step::LEAVE);
    }
    let base = vm.record().saved.base.get();
    match kind {
        Return::Value => {
            // SAFETY: a temporary of the caller's window, dead until now.
            std::mem::forget(unsafe { &*dest }.replace(Some(value)));
            Ok(Step { pc: resume, base })
        }
        Return::Init | Return::InitHeld => {
            if !value.is(&vm.none()) {
                let wrong = vm.thread().type_error(format_args!(
                    "__init__() should return None, not '{}'",
                    value.ty().name()
                ));
                // SAFETY: the instance that `Init` put there.
                unsafe { &*dest }.set(None);
                return Err(wrong);
            }
            // The general way of calling ends as calls of native functions do.
            if kind == Return::InitHeld && vm.interrupted() {
                crate::safepoint::safe_point(vm).inspect_err(|_| {
                    // SAFETY: as above.
                    unsafe { &*dest }.set(None);
                })?;
            }
            Ok(Step { pc: resume, base })
        }
        Return::Exhausted => {
            drop(value);
            Ok(iteration::exhausted(generators::caller(vm)))
        }
        Return::Delegated => Ok(iteration::delegated(generators::caller(vm), value)),
        Return::Leave => Ok(Step::LEAVE),
    }
}

/// Takes the innermost frame off: its frame object keeps the variables if somebody holds it, otherwise they are dropped in
/// order. Whatever runs meanwhile doesn't see the frame any more. The temporaries are gone already.
pub fn pop_frame(vm: &Vm) {
    let record = vm.record();
    let thread = vm.thread();
    let saved = &record.saved;
    record.dying.set(true);
    generators::detach(vm, record);
    // A generator shows its code for good, and a frame object may take the record's reference.
    let shown = match record.generator.get().is_null() {
        true => None,
        false => saved.code.get(),
    };
    let frame = match saved.frame.is_none() {
        true => None,
        false => frame::finish(thread, record),
    };
    let base = saved.base.get();
    let count = saved.code.get().map_or(0, |code| code.nlocalsplus.get());
    for index in 0..count as usize {
        // SAFETY: the window's first registers are its locals.
        unsafe { &*base.add(index) }.set(None);
    }
    if record.kind.get() == Return::InitHeld {
        vm.release_held();
    }
    saved.locals.set(None);
    saved.function.set(None);
    let code = saved.code.take();
    // SAFETY: a generator that runs is kept by whoever resumed it.
    if let Some(generator) = unsafe { record.generator.replace(std::ptr::null()).as_ref() } {
        generator.saved.code.set(shown);
        generator.state.set(State::Cleared);
    }
    record.dying.set(false);
    vm.top.set(vm.top.get().wrapping_sub(1));
    thread.depth.set(thread.depth.get().saturating_sub(1));
    // Last: finalizers and callbacks may run, and a record on the stack must have code.
    drop(frame);
    drop(code);
}
