//! How one instruction leads to the next.
//!
//! A handler is written once, as a function from [`At`] to [`Exit`], and inlined into a wrapper. In release builds a wrapper
//! ends in a tail jump through the table; where debug assertions are on (LLVM then makes no sibling calls) it returns the
//! next place to a trampoline. A fast path makes no call: what needs one leaves by `Slow`, before any side effect, or by
//! `Drop`, after all of them. While a slow path or a finalizer runs, the record knows the instruction.

use super::at::{At, Base, Pc};
use super::table::TABLE;
use super::vm::Vm;
use object::{Builtin, Object, Raised, Result};
use std::ptr::NonNull;

/// Where to go on; a null `pc` ends the run loop.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Step {
    pub pc: Pc,
    pub base: Base,
}

impl Step {
    /// Ends the run loop.
    pub const LEAVE: Step = Step {
        pc: std::ptr::null(),
        base: std::ptr::null(),
    };
}

/// What a slow path comes to: a place, or a pending exception.
pub type Flow = Result<Step>;

/// A slow path.
pub type SlowPath = for<'v> fn(At<'v>) -> Flow;

/// How a handler ends.
pub enum Exit {
    /// Done.
    Next(Step),
    /// Nothing is done yet: this function does it.
    Slow(SlowPath),
    /// Done but for an object whose count has fallen to zero.
    Drop(Step, NonNull<Object>),
}

/// An entry of the table.
pub type Handler = unsafe fn(&Vm, Pc, Base) -> Step;

/// Whether handlers leave by tail jumps.
pub const TAIL: bool = cfg!(not(debug_assertions));

/// # Safety
/// `step` is a place in running code, or the end.
#[inline(always)]
unsafe fn go(vm: &Vm, step: Step) -> Step {
    if !TAIL {
        return step;
    }
    // SAFETY: compiled code holds only opcodes of the table.
    unsafe {
        let op = *step.pc as u16 as usize;
        TABLE.get_unchecked(op)(vm, step.pc, step.base)
    }
}

/// Turns a handler's exit into the way on.
///
/// # Safety
/// `at` is the instruction that ended so.
#[inline(always)]
pub unsafe fn finish(at: At, exit: Exit) -> Step {
    // SAFETY: a handler's next place is an instruction of running code.
    unsafe {
        match exit {
            Exit::Next(step) => go(at.vm, step),
            Exit::Slow(path) => run_slow(at.vm, at.pc, at.base, path),
            Exit::Drop(step, object) => {
                // In another frame now: there the record knows only where it goes on.
                let here = if step.base == at.base { at.pc } else { step.pc };
                run_drop(at.vm, step.pc, step.base, object, here)
            }
        }
    }
}

/// Goes on unless the run loop is over.
///
/// # Safety
/// `step` is a place in running code, or the end.
#[inline(always)]
pub unsafe fn go_on(vm: &Vm, step: Step) -> Step {
    if step.pc.is_null() {
        return step;
    }
    // SAFETY: the caller's promise.
    unsafe { go(vm, step) }
}

/// Runs a slow path while the record knows the instruction; an exception unwinds.
#[inline(always)]
pub fn settle<'v>(at: At<'v>, path: impl FnOnce(At<'v>) -> Flow) -> Step {
    let vm = at.vm;
    vm.record().saved.pc.set(at.pc);
    match path(at) {
        Ok(step) => step,
        Err(Raised) => crate::unwind::unwind(vm, true),
    }
}

/// # Safety
/// As for `finish`.
#[inline(never)]
pub unsafe fn run_slow(vm: &Vm, pc: Pc, base: Base, path: SlowPath) -> Step {
    // SAFETY: the place is that of the instruction which asked for the slow path.
    unsafe { go_on(vm, slow_step(vm, pc, base, path)) }
}

/// Runs a slow path. A function of its own: what it keeps on the native stack would stop the tail jump after it.
///
/// # Safety
/// As for `finish`.
#[inline(never)]
unsafe fn slow_step(vm: &Vm, pc: Pc, base: Base, path: SlowPath) -> Step {
    // SAFETY: as above.
    settle(unsafe { At::new(vm, pc, base) }, path)
}

/// Drops what an instruction let go, which belongs to `here`, and goes on.
///
/// # Safety
/// The object's count is zero; the step is a place in running code.
#[inline(never)]
unsafe fn run_drop(vm: &Vm, pc: Pc, base: Base, object: NonNull<Object>, here: Pc) -> Step {
    vm.record().saved.pc.set(here);
    // SAFETY: the caller's promise.
    unsafe {
        // Numbers own nothing: no look at the type's deallocator.
        match object.as_ref().tag() {
            tag if tag == Builtin::Int as u32 => vm.heap().free_object(object),
            tag if tag == Builtin::Float as u32 => vm.heap().keep_or_free(object),
            _ => Object::dealloc(object),
        }
        go(vm, Step { pc, base })
    }
}

/// Runs from a place until the frame that native code waits for is left.
pub fn run(vm: &Vm, mut step: Step) {
    while !step.pc.is_null() {
        // SAFETY: compiled code holds only opcodes of the table; with tail jumps this returns only at the end.
        unsafe {
            let op = *step.pc as u16 as usize;
            step = TABLE.get_unchecked(op)(vm, step.pc, step.base);
        }
        if TAIL {
            debug_assert!(step.pc.is_null());
        }
    }
}

/// A table entry from a handler that has a fast path.
#[macro_export]
macro_rules! fast {
    ($f:expr) => {{
        unsafe fn handler(
            vm: &$crate::machine::Vm,
            pc: $crate::machine::at::Pc,
            base: $crate::machine::at::Base,
        ) -> $crate::machine::Step {
            // SAFETY: the dispatch enters a handler at its instruction.
            unsafe {
                let at = $crate::machine::At::new(vm, pc, base);
                $crate::machine::dispatch::finish(at, $f(at))
            }
        }
        handler as $crate::machine::dispatch::Handler
    }};
}

/// A table entry from a handler that is all slow path. The path has a function of its own for the reason that
/// [`slow_step`] has one; the entry jumps on from its own place, so that each instruction's successor is predicted by itself.
#[macro_export]
macro_rules! slow {
    ($f:expr) => {{
        #[inline(never)]
        unsafe fn path(
            vm: &$crate::machine::Vm,
            pc: $crate::machine::at::Pc,
            base: $crate::machine::at::Base,
        ) -> $crate::machine::Step {
            // SAFETY: the dispatch enters a handler at its instruction.
            let at = unsafe { $crate::machine::At::new(vm, pc, base) };
            $crate::machine::dispatch::settle(at, |at| $f(at))
        }
        unsafe fn handler(
            vm: &$crate::machine::Vm,
            pc: $crate::machine::at::Pc,
            base: $crate::machine::at::Base,
        ) -> $crate::machine::Step {
            // SAFETY: as above; the path leads to an instruction of running code or to the end.
            unsafe { $crate::machine::dispatch::go_on(vm, path(vm, pc, base)) }
        }
        handler as $crate::machine::dispatch::Handler
    }};
}
