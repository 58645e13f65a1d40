//! Calls of Python functions with exactly the arguments that they take, and the way back.
//!
//! Cache word 0: id of the code. Both ways are restartable: they leave before anything has changed, or with the same
//! instruction still to be done.

use super::{may_try, try_specialise, unique};
use crate::call;
use crate::machine::{At, Exit, Flow, Step};
use bytecode::{Op, flags};
use object::{Builtin, Object, Ref, Slot};
use std::ptr::NonNull;
use types::List;
use types::code::Code;
use types::frame::{Owner, Record, Return};
use types::function::Function;

/// `CALL_PY_EXACT`, `CALL_METHOD_PY_EXACT`.
#[inline(always)]
pub fn exact<const METHOD: bool>(at: At) -> Exit {
    let callable = at.borrow(at.a());
    let has_self = !at.slot(at.a() + 1).is_none();
    if !callable.is_exactly(Builtin::Function) || METHOD != has_self {
        return Exit::Slow(specialise);
    }
    // SAFETY: exact functions are built on this layout.
    let function = unsafe { callable.cast_unchecked::<Function>() };
    let Some(code) = function.code.peek() else {
        return Exit::Slow(call::call);
    };
    // SAFETY: the function keeps its code.
    let code: &Code = unsafe { &*code.as_ptr() };
    if code.id.get() != at.cache(0) {
        return Exit::Slow(specialise);
    }
    let vm = at.vm;
    let thread = at.thread();
    let base = at.slot(at.a() + if METHOD { 1 } else { 2 }) as *const Slot;
    let depth = thread.depth.get();
    if depth >= thread.depth_limit.get()
        || vm.interrupted()
        || !vm.fits(base, code.window.get() as usize)
    {
        return Exit::Slow(call::call);
    }
    vm.record().saved.pc.set(at.pc);
    // The callable's reference moves from its register.
    Exit::Next(enter(at, function, code, base, Return::Value))
}

/// Enters a function whose arguments stand in place. Its reference is the record's from now on.
#[inline(always)]
pub(super) fn enter(
    at: At,
    function: &Function,
    code: &Code,
    base: *const Slot,
    kind: Return,
) -> Step {
    let vm = at.vm;
    let (params, size) = (
        code.arg_count.get() as usize,
        code.nlocalsplus.get() as usize,
    );
    for index in params..size {
        // SAFETY: the window fits; the old words are stale. A volatile store keeps this from becoming a call of memset.
        unsafe { base.add(index).cast_mut().cast::<usize>().write_volatile(0) };
    }
    let thread = at.thread();
    thread.depth.set(thread.depth.get() + 1);
    code.as_object().incref();
    // SAFETY: `fits` has seen room for one more record; the place above the top is empty.
    let record: &Record = unsafe { &*vm.top.get().add(1) };
    fill(record, at, function, code, base);
    record.kind.set(kind);
    vm.top.set(record);
    Step {
        pc: code.words(),
        base,
    }
}

/// Writes the record of an exact call.
#[inline(always)]
fn fill(record: &Record, at: At, function: &Function, code: &Code, base: *const Slot) {
    let saved = &record.saved;
    // SAFETY: both have been counted for the record.
    unsafe {
        std::mem::forget(saved.code.replace(Some(Ref::from_raw(NonNull::from(code)))));
        std::mem::forget(
            saved
                .function
                .replace(Some(Ref::from_raw(NonNull::from(function)))),
        );
    }
    saved.pc.set(code.words());
    saved.base.set(base);
    saved.owner.set(Owner::Stack);
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
    record.consts.set(code.first_const());
    record.resume.set(at.step(3).pc);
    record.dest.set(at.slot(at.a()));
    record.generator.set(std::ptr::null());
    record.dying.set(false);
}

/// `CALL`, `CALL_METHOD` for the first time, or after a miss.
pub fn specialise(at: At) -> Flow {
    if may_try(&at) {
        remember(&at);
    }
    call::call(at)
}

pub(super) fn remember(at: &At) {
    let callable = at.borrow(at.a());
    let this = at.slot(at.a() + 1).peek();
    if let Some(function) = callable
        .downcast::<Function>()
        .filter(|_| callable.is_exactly(Builtin::Function))
    {
        let Some(code) = function.code.get() else {
            return;
        };
        if is_exact(&code, at.b() + this.is_some() as usize) {
            super::remember(at, 0, code.id.get());
            try_specialise(
                at,
                if this.is_some() {
                    Op::CALL_METHOD_PY_EXACT
                } else {
                    Op::CALL_PY_EXACT
                },
            );
        }
        return;
    }
    if callable.is_exactly(Builtin::MethodDescriptor)
        && at.b() == 1
        // SAFETY: the register owns the object.
        && this.is_some_and(|t| unsafe { t.as_ref() }.is_exactly(Builtin::List))
        && is_append(callable)
    {
        super::remember(at, 0, callable.id() as u64);
        return try_specialise(at, Op::CALL_METHOD_LIST_APPEND);
    }
    // SAFETY: the register owns the object.
    super::native::remember(at, callable, this.map(|t| unsafe { &*t.as_ptr() }));
}

/// Whether arguments of this number become the code's first registers as they stand.
pub(super) fn is_exact(code: &Code, given: usize) -> bool {
    const COLLECTS: u32 = flags::VARARGS | flags::VARKEYWORDS;
    let simple = code.flags.get() & COLLECTS == 0 && code.kw_only.get() == 0;
    simple && code.arg_count.get() as usize == given
}

fn is_append(callable: &Object) -> bool {
    let thread = callable.thread();
    let Ok(name) = types::str::intern_static(thread, "append") else {
        drop(thread.take_pending());
        return false;
    };
    let list = thread.heap().builtin(Builtin::List);
    types::typeobj::lookup(thread, list, &name).is_some_and(|found| found.is(callable))
}

/// `CALL_METHOD_LIST_APPEND`.
#[inline(always)]
pub fn list_append(at: At) -> Exit {
    let callable = at.borrow(at.a());
    let Some(this) = at.slot(at.a() + 1).peek() else {
        return Exit::Slow(specialise);
    };
    // SAFETY: the register owns the object.
    let this = unsafe { this.as_ref() };
    if callable.id() as u64 != at.cache(0)
        || !this.is_exactly(Builtin::List)
        || unique(this)
        || unique(callable)
    {
        return Exit::Slow(specialise);
    }
    // SAFETY: exact lists are built on this layout.
    let list = unsafe { this.cast_unchecked::<List>() };
    if !list.has_room() && !list.begin_hot(at.thread().heap()) {
        return Exit::Slow(list_append_slow);
    }
    list.push_hot(at.take(at.a() + 2));
    // Neither dies: both have other holders.
    let _ = super::arith::let_go(this);
    let _ = super::arith::let_go(callable);
    at.put(at.a(), at.vm.none());
    Exit::Next(at.step(3))
}

/// The same where the list has to grow.
fn list_append_slow(at: At) -> Flow {
    let callable = at.take(at.a());
    let (this, item) = (at.take(at.a() + 1), at.take(at.a() + 2));
    let pushed = match this.downcast::<List>() {
        Some(list) => list.push(at.thread(), item),
        None => Err(at
            .thread()
            .system_error(format_args!("a list that is none"))),
    };
    drop(callable);
    drop(this);
    pushed?;
    at.put(at.a(), at.vm.none());
    at.next(3)
}

/// Whether the innermost frame can be left without calling anything but the end of its locals.
#[inline(always)]
fn is_plain(record: &Record, none: bool) -> bool {
    (record.kind.get() == Return::Value || none && record.kind.get() == Return::Init)
        && record.saved.frame.is_none()
        && record.generator.get().is_null()
        && record.saved.locals.is_none()
}

/// `RETURN_*`: the locals are dropped in order, one instruction run for each that dies; then the frame goes.
#[inline(always)]
fn leave(
    at: At,
    keep: usize,
    none: bool,
    value: impl FnOnce() -> Ref,
    slow: crate::machine::dispatch::SlowPath,
) -> Exit {
    let vm = at.vm;
    let record = vm.record();
    let (Some(function), Some(code)) = (record.saved.function.peek(), record.saved.code.peek())
    else {
        return Exit::Slow(slow);
    };
    // SAFETY: the record owns both.
    let (function, code) = unsafe { (&*function.as_ptr(), &*code.as_ptr()) };
    if !is_plain(record, none) || unique(function.as_object()) || unique(code.as_object()) {
        return Exit::Slow(slow);
    }
    for index in 0..code.nlocalsplus.get() as usize {
        if index == keep {
            continue;
        }
        if let Some(local) = at.slot(index).take() {
            let raw = local.into_raw();
            // SAFETY: the local's reference is given back; a dead object goes to the dispatch, and this instruction runs again.
            if unsafe { Object::decref_to_zero(raw) } {
                // A finalizer sees the caller above itself, as in 3.13, whose frames are off the stack before their locals go.
                record.dying.set(true);
                return Exit::Drop(
                    Step {
                        pc: at.pc,
                        base: at.base,
                    },
                    raw,
                );
            }
        }
    }
    let value = value();
    let _ = super::arith::let_go(function.as_object());
    let _ = super::arith::let_go(code.as_object());
    std::mem::forget(record.saved.function.take());
    std::mem::forget(record.saved.code.take());
    let below = vm.top.get().wrapping_sub(1);
    vm.top.set(below);
    let thread = at.thread();
    thread.depth.set(thread.depth.get() - 1);
    // SAFETY: a frame whose value goes to a register has a caller; its register is dead until now, or holds the instance
    // that the frame has initialised: then the value is `None`, which needs no drop.
    unsafe {
        match record.kind.get() {
            Return::Init => std::mem::forget(value),
            _ => std::mem::forget((*record.dest.get()).replace(Some(value))),
        }
        Exit::Next(Step {
            pc: record.resume.get(),
            base: (*below).saved.base.get(),
        })
    }
}

#[inline(always)]
fn is_none(at: &At, value: &Object) -> bool {
    value.is(&at.vm.none())
}

/// `RETURN_L`.
#[inline(always)]
pub fn return_local(at: At) -> Exit {
    let index = at.a();
    leave(
        at,
        index,
        is_none(&at, at.borrow(index)),
        move || at.take_local(index),
        call::return_operand::<crate::machine::L>,
    )
}

/// `RETURN_T`.
#[inline(always)]
pub fn return_temp(at: At) -> Exit {
    leave(
        at,
        usize::MAX,
        is_none(&at, at.borrow(at.a())),
        move || at.take(at.a()),
        call::return_operand::<crate::machine::T>,
    )
}

/// `RETURN_K`.
#[inline(always)]
pub fn return_const(at: At) -> Exit {
    leave(
        at,
        usize::MAX,
        is_none(&at, at.constant(at.a())),
        move || at.constant(at.a()).to_ref(),
        call::return_constant,
    )
}
