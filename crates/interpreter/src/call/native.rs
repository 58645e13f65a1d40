//! The entries for native code: calling a Python function, running a code object.

use super::enter::{Caller, place_after, place_slice, push, start};
use crate::machine::dispatch::run;
use crate::machine::{Flow, Step, Vm};
use crate::safepoint::safe_point;
use crate::unwind::unwind;
use bytecode::flags;
use object::{Args, Object, Raised, Ref, Result, Thread};
use types::Dict;
use types::code::Code;
use types::function::Function;

/// Hook: runs a Python function in a run loop of its own.
pub fn call_function(thread: &Thread, function: &Object, args: Args<'_>) -> Result<Ref> {
    let _depth = thread.enter("")?;
    let Some(function) = function.downcast::<Function>() else {
        return Err(thread.system_error(format_args!("not a function")));
    };
    let vm = Vm::of(thread);
    let window = place_slice(vm, args.values())?;
    let before = vm.top.get();
    let flow = start(vm, Ref::new(function), window, args.names(), Caller::NATIVE);
    finish(vm, flow, before)
}

/// Hook: the same for a function, and perhaps first arguments, that the caller gives to the frame.
pub fn call_giving(
    thread: &Thread,
    function: Ref,
    given: &mut [Option<Ref>],
    args: Args<'_>,
) -> Result<Ref> {
    let _depth = thread.enter("")?;
    let Ok(function) = function.downcast_into::<Function>() else {
        return Err(thread.system_error(format_args!("not a function")));
    };
    let vm = Vm::of(thread);
    let window = place_after(vm, given, args.values())?;
    let before = vm.top.get();
    let flow = start(vm, function, window, args.names(), Caller::NATIVE);
    finish(vm, flow, before)
}

/// Runs from the first instruction of a frame that was entered from native code. `before` is the record below it.
pub fn finish(vm: &Vm, flow: Flow, before: *const types::frame::Record) -> Result<Ref> {
    let step = match flow {
        Ok(step) => step,
        // The frame is there, but what raised was its first safe point.
        Err(Raised) if vm.top.get() != before => unwind(vm, true),
        Err(Raised) => return Err(Raised),
    };
    run(vm, step);
    vm.result.take().ok_or(Raised)
}

/// Runs module or `exec` code: a function over it, with a mapping for its locals.
pub fn run_code(
    thread: &Thread,
    code: &Code,
    globals: &Dict,
    locals: &Object,
    closure: Option<&types::Tuple>,
) -> Result<Ref> {
    let function = Function::new(thread, Ref::new(code), globals, None)?;
    function.closure.set(closure.map(Ref::new));
    // 3.13's function for a run has no docstring: the first constant isn't held once more.
    function.doc.set(Some(thread.heap().none()));
    run_body(thread, function, code, locals)
}

/// Runs the body of a class: its function, with the namespace for locals.
pub fn run_function_with(
    thread: &Thread,
    function: &Function,
    code: &Code,
    locals: &Object,
) -> Result<Ref> {
    run_body(thread, Ref::new(function), code, locals)
}

fn run_body(thread: &Thread, function: Ref<Function>, code: &Code, locals: &Object) -> Result<Ref> {
    let _depth = thread.enter("")?;
    let vm = Vm::of(thread);
    let base = vm.free();
    vm.make_room(base, code.window.get() as usize)?;
    super::bind::blank(base, code.nlocalsplus.get() as usize);
    let before = vm.top.get();
    push(vm, function, Ref::new(code), base, Caller::NATIVE)?;
    if code.flags.get() & flags::OPTIMIZED == 0 {
        vm.record().saved.locals.set(Some(locals.to_ref()));
    }
    let entered = match vm.interrupted() && super::enter::checks_at_start(vm, code) {
        true => safe_point(vm),
        false => Ok(()),
    };
    let first = Step {
        pc: code.words(),
        base,
    };
    finish(vm, entered.map(|()| first), before)
}
