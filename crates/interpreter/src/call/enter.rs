//! Pushing a frame.
//!
//! The arguments of an inline call stand where the callee's first registers will be, so they are not copied. A call of `f(*args)`
//! or from native code copies them to the free end of the data stack.

use super::bind::{Window, bind};
use super::leave::pop_frame;
use crate::machine::at::{Base, Pc};
use crate::machine::{At, Flow, Step, Vm};
use crate::safepoint::safe_point;
use bytecode::Op;
use object::{Builtin, Raised, Ref, Result, Slot};
use types::code::Code;
use types::frame::{Owner, Record, Return};
use types::function::Function;

/// What a new record says about its caller.
pub struct Caller {
    pub kind: Return,
    pub resume: Pc,
    pub dest: *const Slot,
}

impl Caller {
    /// The result ends the run loop.
    pub const NATIVE: Caller = Caller {
        kind: Return::Leave,
        resume: std::ptr::null(),
        dest: std::ptr::null(),
    };
}

/// Enters the Python function in operand a, whose `total` arguments stand from register `first`.
pub fn enter_function(at: At, first: usize, total: usize, names: &[Ref], cache: usize) -> Flow {
    // SAFETY: the caller saw that the callable is exactly a function.
    let function: Ref<Function> = unsafe { Ref::from_raw(at.take(at.a()).into_raw().cast()) };
    let caller = Caller {
        kind: Return::Value,
        resume: at.step(cache).pc,
        dest: at.slot(at.a()),
    };
    let window = Window::new(at.slot(first), total);
    start(at.vm, function, window, names, caller)
}

/// Enters `__init__`; the instance waits in operand a, and is dropped when binding or the body fails.
pub fn enter_init(at: At, init: Ref<Function>, total: usize, names: &[Ref], kind: Return) -> Flow {
    let caller = Caller {
        kind,
        resume: at.step(3).pc,
        dest: at.slot(at.a()),
    };
    let window = Window::new(at.slot(at.a() + 1), total);
    let before = at.vm.top.get();
    let flow = start(at.vm, init, window, names, caller);
    if flow.is_err() && at.vm.top.get() == before {
        if kind == Return::InitHeld {
            at.vm.release_held();
        }
        drop(at.take(at.a()));
    }
    flow
}

/// Enters a function with arguments from elsewhere; the result lands in operand a. What is `held` goes once they are bound.
pub fn enter_with(
    at: At,
    function: Ref<Function>,
    values: Vec<Ref>,
    names: &[Ref],
    held: impl Sized,
) -> Flow {
    let caller = Caller {
        kind: Return::Value,
        resume: at.step(1).pc,
        dest: at.slot(at.a()),
    };
    let window = place(at.vm, values)?;
    start_holding(at.vm, function, window, names, caller, held)
}

/// Enters a function with one argument; the result lands in operand a of an instruction with three cache words.
pub fn enter_one(at: At, function: Ref<Function>, value: Ref) -> Flow {
    let caller = Caller {
        kind: Return::Value,
        resume: at.step(3).pc,
        dest: at.slot(at.a()),
    };
    let window = place_after(at.vm, &mut [Some(value)], &[])?;
    start(at.vm, function, window, &[], caller)
}

/// Moves arguments to the free end of the data stack.
pub fn place(vm: &Vm, values: Vec<Ref>) -> Result<Window> {
    let base = vm.free();
    vm.make_room(base, values.len())?;
    let window = Window::new(base, values.len());
    for (index, value) in values.into_iter().enumerate() {
        window.put(index, value);
    }
    Ok(window)
}

/// The same with arguments that stay with their owner.
pub fn place_slice(vm: &Vm, values: &[Ref]) -> Result<Window> {
    place_after(vm, &mut [], values)
}

/// The same after some that are given away.
#[inline]
pub fn place_after(vm: &Vm, given: &mut [Option<Ref>], values: &[Ref]) -> Result<Window> {
    let base = vm.free();
    let total = given.len() + values.len();
    vm.make_room(base, total)?;
    let window = Window::new(base, total);
    let given = given.iter_mut().filter_map(Option::take);
    for (index, value) in given.chain(values.iter().cloned()).enumerate() {
        window.put(index, value);
    }
    Ok(window)
}

#[cold]
fn overflow(vm: &Vm) -> Raised {
    vm.thread().raise(
        Builtin::RecursionError,
        format_args!("maximum recursion depth exceeded"),
    )
}

/// Binds the arguments and pushes the frame; on with its first instruction.
pub fn start(
    vm: &Vm,
    function: Ref<Function>,
    window: Window,
    names: &[Ref],
    caller: Caller,
) -> Flow {
    start_holding(vm, function, window, names, caller, ())
}

/// As `start`; what is `held` goes between the binding and the safe point.
#[inline(always)]
fn start_holding(
    vm: &Vm,
    function: Ref<Function>,
    window: Window,
    names: &[Ref],
    caller: Caller,
    held: impl Sized,
) -> Flow {
    let Some(code) = function.code.get() else {
        window.clear();
        return Err(vm
            .thread()
            .system_error(format_args!("a function without code")));
    };
    let size = code.window.get() as usize + window.count();
    if let Err(raised) = vm.make_room(window.base(), size) {
        window.clear();
        return Err(raised);
    }
    let base = window.base();
    bind(vm, &function, &code, window, names)?;
    drop(held);
    let checks = vm.interrupted() && checks_at_start(vm, &code);
    push(vm, function, code, base, caller)?;
    if checks {
        let saved = &vm.record().saved;
        saved.set_entering(true);
        safe_point(vm)?;
        saved.set_entering(false);
    }
    Ok(Step {
        pc: vm.record().saved.pc.get(),
        base,
    })
}

/// Whether a call is a safe point before its first instruction. Where cells are made first the last of them is it, and a call
/// that only makes a generator is none. Its words are made now if they aren't there yet; where they can't be, its start will say so.
#[cold]
pub fn checks_at_start(vm: &Vm, code: &Code) -> bool {
    if code.unpack_words(vm.heap()).is_err() {
        drop(vm.thread().take_pending());
    }
    let op = |word| code.running(word).map(|instr| instr.op);
    let first = usize::from(op(0) == Some(Op::COPY_FREE_VARS));
    !matches!(op(first), Some(Op::MAKE_CELL | Op::RETURN_GENERATOR))
}

/// Pushes a record over bound registers, or raises `RecursionError` and drops them.
pub fn push(
    vm: &Vm,
    function: Ref<Function>,
    code: Ref<Code>,
    base: Base,
    caller: Caller,
) -> Result<()> {
    let record = next_record(vm);
    let saved = &record.saved;
    saved.pc.set(code.words());
    saved.base.set(base);
    saved.owner.set(Owner::Stack);
    record.consts.set(code.first_const());
    record.globals.set(
        function
            .globals
            .peek()
            .map_or(std::ptr::null(), |p| p.as_ptr()),
    );
    record.builtins.set(
        function
            .builtins
            .peek()
            .map_or(std::ptr::null(), |p| p.as_ptr()),
    );
    saved.code.set(Some(code));
    saved.function.set(Some(function));
    record.kind.set(caller.kind);
    record.resume.set(caller.resume);
    record.dest.set(caller.dest);
    record.generator.set(std::ptr::null());
    record.dying.set(false);
    vm.top.set(record);
    count_depth(vm)
}

/// The free record above the top.
pub fn next_record(vm: &Vm) -> &Record {
    // SAFETY: `fits` has seen room for one more; records below the limit are zeroed or left empty by `pop_frame`.
    unsafe { &*vm.top.get().add(1) }
}

/// Counts the frame just pushed; beyond the limit it is popped again.
pub fn count_depth(vm: &Vm) -> Result<()> {
    let thread = vm.thread();
    let depth = thread.depth.get();
    thread.depth.set(depth + 1);
    if depth < thread.depth_limit.get() {
        return Ok(());
    }
    let raised = overflow(vm);
    pop_frame(vm);
    Err(raised)
}
