//! Running generators: their registers move to the data stack while they run and back when they yield.

use crate::call::next_record;
use crate::machine::dispatch::run;
use crate::machine::{At, Flow, Step, Vm};
use crate::ops::iteration;
use crate::safepoint::safe_point;
use crate::unwind::unwind;
use bytecode::flags;
use object::{Builtin, Object, Raised, Ref, Result, Resume, Resumed, Slot, Thread};
use types::exception;
use types::frame::{Owner, Record, Return};
use types::generator::{Generator, State, generator_of};

/// The instruction of the caller that resumed a generator.
pub fn caller<'v>(vm: &'v Vm) -> At<'v> {
    let saved = &vm.record().saved;
    // SAFETY: the record below a resumed generator stands at the instruction that resumed it.
    unsafe { At::new(vm, saved.pc.get(), saved.base.get()) }
}

#[cold]
fn too_deep(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::RecursionError,
        format_args!("maximum recursion depth exceeded"),
    )
}

/// Puts a suspended generator's frame on the stacks.
fn push(vm: &Vm, generator: &Generator, kind: Return) -> Result<()> {
    let thread = vm.thread();
    let base = vm.free();
    // SAFETY: the generator keeps both until they move to the record, which keeps them then.
    let (code, function) = unsafe {
        (
            generator.saved.code.borrow(),
            generator.saved.function.borrow(),
        )
    };
    let (Some(code), Some(function)) = (code, function) else {
        return Err(thread.system_error(format_args!("a generator without code")));
    };
    let depth = thread.depth.get();
    if depth >= thread.depth_limit.get() {
        return Err(too_deep(thread));
    }
    vm.make_room(base, code.window.get() as usize)?;
    let live = generator.saved.registers();
    move_registers(live.as_ptr(), base, live.len());
    let record = next_record(vm);
    generator.saved.move_to(&record.saved, Owner::Stack);
    record.saved.base.set(base);
    // What stands in the generator's registers is stale until it yields.
    generator.saved.base.set(std::ptr::null());
    record.consts.set(code.first_const());
    let globals = function.globals.peek();
    record
        .globals
        .set(globals.map_or(std::ptr::null(), |p| p.as_ptr()));
    let builtins = function.builtins.peek();
    record
        .builtins
        .set(builtins.map_or(std::ptr::null(), |p| p.as_ptr()));
    record.kind.set(kind);
    record.generator.set(generator);
    record.dying.set(false);
    generator.record.set(record);
    generator.state.set(State::Executing);
    generator.handled.previous.set(thread.top_handled.get());
    thread
        .top_handled
        .set(Some(std::ptr::NonNull::from(&generator.handled)));
    vm.top.set(record);
    thread.depth.set(depth + 1);
    Ok(())
}

/// Moves owned words; the old place is left stale.
fn move_registers(from: *const Slot, to: *const Slot, count: usize) {
    for index in 0..count {
        // SAFETY: both places have room for `count` registers: the generator has those of its code, the data stack was
        // checked. The volatile store keeps a few words from becoming a call of memcpy.
        unsafe {
            let word = from.add(index).cast::<usize>().read();
            to.add(index)
                .cast_mut()
                .cast::<usize>()
                .write_volatile(word);
        }
    }
}

/// Resumes a generator with a value, without leaving the dispatch.
pub fn enter(vm: &Vm, generator: &Generator, value: Ref, kind: Return) -> Flow {
    let state = generator.state.get();
    push(vm, generator, kind)?;
    let saved = &vm.record().saved;
    let base = saved.base.get();
    if state != State::Created {
        put_sent(vm, value);
    }
    if state != State::SuspendedYieldFrom && vm.interrupted() {
        safe_point(vm)?;
    }
    Ok(Step {
        pc: saved.pc.get().wrapping_add(1),
        base,
    })
}

/// Writes the value of the `yield` at which the generator goes on.
fn put_sent(vm: &Vm, value: Ref) {
    let saved = &vm.record().saved;
    let index = vm.code().nlocalsplus.get() + saved.depth.get();
    // SAFETY: the register of the `yield`'s value, dead until now.
    let slot = unsafe { &*saved.base.get().add(index as usize) };
    std::mem::forget(slot.replace(Some(value)));
}

/// Throws the pending exception into a suspended generator. Its `yield` has a value then too: unwinding drops it.
fn throw(vm: &Vm, generator: &Generator) -> Flow {
    let state = generator.state.get();
    let thread = vm.thread();
    hold_pending(thread, || push(vm, generator, Return::Leave))?;
    // What the generator itself handles is the context; what its caller handles is none.
    if !generator.handled.value.is_none()
        && let Some(thrown) = thread.take_pending()
    {
        let _ = exception::raise_instance(thread, thrown);
    }
    if state != State::Created {
        put_sent(vm, vm.none());
    }
    Ok(unwind(vm, true))
}

/// Hook: resumes a generator from native code.
pub fn resume(thread: &Thread, generator: &Object, with: Resume) -> Result<Resumed> {
    let _depth = thread.enter("")?;
    let vm = Vm::of(thread);
    let generator = generator_of(generator)?;
    let before = vm.top.get();
    let flow = match with {
        Resume::Send(value) => enter(vm, generator, value, Return::Leave),
        Resume::Throw => throw(vm, generator),
    };
    let step = match flow {
        Ok(step) => step,
        Err(Raised) if vm.top.get() != before => unwind(vm, true),
        Err(Raised) => return Err(Raised),
    };
    run(vm, step);
    let value = vm.result.take().ok_or(Raised)?;
    Ok(match vm.yielded.replace(false) {
        true => Resumed::Yielded(value),
        false => Resumed::Returned(value),
    })
}

/// Runs `f` with the pending exception put aside.
fn hold_pending(thread: &Thread, f: impl FnOnce() -> Result<()>) -> Result<()> {
    let pending = thread.take_pending();
    f()?;
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
    Ok(())
}

/// Hook: calls `f` as if the suspended generator called it: its frame stands below. It handles no exception meanwhile and counts
/// for no depth, as in 3.13.
pub fn within(thread: &Thread, generator: &Object, f: &mut dyn FnMut()) -> Result<()> {
    let vm = Vm::of(thread);
    let generator = generator_of(generator)?;
    let state = generator.state.get();
    let depth = thread.depth.get();
    push(vm, generator, Return::Leave)?;
    thread.depth.set(depth);
    thread.top_handled.set(generator.handled.previous.get());
    f();
    let record = vm.record();
    let live = vm.code().nlocalsplus.get() + record.saved.depth.get();
    put_back(record.saved.base.get(), record, generator, live as usize);
    generator.state.set(state);
    vm.top.set(vm.top.get().wrapping_sub(1));
    Ok(())
}

/// A frame's registers and contents move back into its generator.
fn put_back(base: *const Slot, record: &Record, generator: &Generator, live: usize) {
    move_registers(base, generator.registers(), live);
    record.saved.move_to(&generator.saved, Owner::Generator);
    generator.saved.base.set(generator.registers());
    generator.record.set(std::ptr::null());
    record.generator.set(std::ptr::null());
}

/// The generator of a frame that ends lets go of it.
pub fn detach(vm: &Vm, record: &Record) {
    // SAFETY: a generator that runs is kept by whoever resumed it.
    let Some(generator) = (unsafe { record.generator.get().as_ref() }) else {
        return;
    };
    generator.record.set(std::ptr::null());
    vm.thread()
        .top_handled
        .set(generator.handled.previous.get());
    generator.handled.value.set(None);
}

/// `RETURN_GENERATOR`: the frame moves into a new generator, which is what the call returns.
pub fn return_generator(at: At) -> Flow {
    let vm = at.vm;
    let record = vm.record();
    let code = vm.code();
    let kind = match code.flags.get() {
        f if f & flags::ASYNC_GENERATOR != 0 => Builtin::AsyncGenerator,
        f if f & flags::COROUTINE != 0 => Builtin::Coroutine,
        _ => Builtin::Generator,
    };
    let function = record.saved.function.get();
    let name = function.as_ref().and_then(|f| f.name.get());
    let qualname = function.as_ref().and_then(|f| f.qualname.get());
    drop(function);
    let generator = Generator::new(at.thread(), kind, code, name, qualname)?;
    move_registers(
        at.base,
        generator.registers(),
        code.nlocalsplus.get() as usize,
    );
    record.saved.depth.set(0);
    record.saved.pc.set(at.pc);
    record.saved.move_to(&generator.saved, Owner::Generator);
    generator.state.set(State::Created);
    generator.as_object().track();
    let (kind, resume, dest) = (record.kind.get(), record.resume.get(), record.dest.get());
    drop_record(vm);
    crate::call::deliver(vm, kind, resume, dest, generator.into_object())
}

/// Takes off a record whose contents have moved.
fn drop_record(vm: &Vm) {
    let thread = vm.thread();
    vm.top.set(vm.top.get().wrapping_sub(1));
    thread.depth.set(thread.depth.get().saturating_sub(1));
}

/// `YIELD_VALUE`: the frame moves back into its generator; the value goes to whoever resumed it.
pub fn yield_value(at: At) -> Flow {
    let vm = at.vm;
    let record = vm.record();
    // SAFETY: a generator that runs is kept by whoever resumed it.
    let Some(generator) = (unsafe { record.generator.get().as_ref() }) else {
        return Err(at
            .thread()
            .system_error(format_args!("yield outside of a generator")));
    };
    let value = at.take(at.a());
    record
        .saved
        .depth
        .set((at.a() - vm.code().nlocalsplus.get() as usize) as u32);
    record.saved.pc.set(at.pc);
    put_back(at.base, record, generator, at.a());
    generator.state.set(if at.b() == 0 {
        State::Suspended
    } else {
        State::SuspendedYieldFrom
    });
    at.thread()
        .top_handled
        .set(generator.handled.previous.get());
    let kind = record.kind.get();
    drop_record(vm);
    if kind == Return::Leave {
        vm.yielded.set(true);
        vm.result.set(Some(value));
        return Ok(Step::LEAVE);
    }
    Ok(iteration::yielded(caller(vm), value))
}
