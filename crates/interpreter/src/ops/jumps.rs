//! Jumps. A taken jump backwards is a safe point.

use super::compare::operator;
use crate::machine::{At, Exit, Flow, K, L, Operand, T};
use crate::safepoint::safe_point;
use bytecode::COMPARE_JUMP_IF_TRUE;
use object::{Builtin, Object, Ref, Result};
use std::ptr::NonNull;
use types::{Int, List, Str, protocol};

/// Takes the jump in operand c, or goes on.
pub fn branch(at: At, cache: usize, taken: bool) -> Flow {
    if !taken {
        return at.next(cache);
    }
    if is_backward(&at) && at.vm.interrupted() {
        safe_point(at.vm)?;
    }
    Ok(at.jump_c(cache))
}

#[inline(always)]
pub fn is_backward(at: &At) -> bool {
    (at.word() as i64) < 0
}

/// Whether a fast path must leave for the safe point.
#[inline(always)]
pub fn must_stop(at: &At) -> bool {
    is_backward(at) && at.vm.interrupted()
}

#[inline(always)]
fn wide_offset(at: &At) -> isize {
    at.wide() as i32 as isize
}

#[inline(always)]
pub fn jump(at: At) -> Exit {
    Exit::Next(at.jump(0, wide_offset(&at)))
}

#[inline(always)]
pub fn jump_backward(at: At) -> Exit {
    if at.vm.interrupted() {
        return Exit::Slow(|at| {
            safe_point(at.vm)?;
            Ok(at.jump(0, wide_offset(&at)))
        });
    }
    Exit::Next(at.jump(0, wide_offset(&at)))
}

/// The truth of values that know it without running code: three by identity, ints, strings and lists by what they hold.
#[inline(always)]
fn quick_truth(at: &At, object: NonNull<Object>) -> Option<bool> {
    let singletons = &at.vm.heap().singletons;
    let address = Some(object);
    if address == singletons.true_.get() {
        return Some(true);
    }
    if address == singletons.false_.get() || address == singletons.none.get() {
        return Some(false);
    }
    // SAFETY: the register owns the object until the instruction lets go of it.
    let object = unsafe { object.as_ref() };
    if let Some(value) = Int::compact_of(object) {
        return Some(value != 0);
    }
    // SAFETY: exact lists and strings are built on their layouts.
    unsafe {
        if object.is_exactly(Builtin::List) {
            return Some(!object.cast_unchecked::<List>().is_empty());
        }
        if object.is_exactly(Builtin::Str) {
            return Some(object.cast_unchecked::<Str>().len() != 0);
        }
    }
    None
}

/// Jumps when the operand's truth is `WANT`.
#[inline(always)]
pub fn if_truth<A: Operand, const WANT: bool>(at: At) -> Exit {
    match quick_truth(&at, A::peek(&at, at.a())) {
        Some(truth) if !must_stop(&at) => {
            let step = if truth == WANT {
                at.jump_c(1)
            } else {
                at.step(1)
            };
            if A::TEMP {
                return super::then_drop(step, at.take_nullable(at.a()));
            }
            Exit::Next(step)
        }
        _ => Exit::Slow(if_truth_slow::<A, WANT>),
    }
}

fn if_truth_slow<A: Operand, const WANT: bool>(at: At) -> Flow {
    let operand = A::own(&at, at.a());
    let truth = protocol::is_true(at.thread(), &operand)?;
    drop(operand);
    branch(at, 1, truth == WANT)
}

/// `and`, `or`: jumps and keeps the operand when its truth is `WANT`, drops it otherwise.
#[inline(always)]
pub fn if_truth_keep<const WANT: bool>(at: At) -> Exit {
    match quick_truth(&at, T::peek(&at, at.a())) {
        Some(truth) if !must_stop(&at) => match truth == WANT {
            true => Exit::Next(at.jump_c(1)),
            false => super::then_drop(at.step(1), at.take_nullable(at.a())),
        },
        _ => Exit::Slow(if_truth_keep_slow::<WANT>),
    }
}

fn if_truth_keep_slow<const WANT: bool>(at: At) -> Flow {
    let operand = at.take(at.a());
    // A copy of the operand is asked.
    let asked = operand.clone();
    let truth = protocol::is_true(at.thread(), &asked)?;
    drop(asked);
    if truth == WANT {
        at.put(at.a(), operand);
    } else {
        drop(operand);
    }
    branch(at, 1, truth == WANT)
}

/// Jumps when the operand is (or is not) None.
#[inline(always)]
pub fn if_none<A: Operand, const WANT: bool>(at: At) -> Exit {
    if must_stop(&at) {
        return Exit::Slow(if_none_slow::<A, WANT>);
    }
    let object = A::peek(&at, at.a());
    let taken = (Some(object) == at.vm.heap().singletons.none.get()) == WANT;
    let step = if taken { at.jump_c(0) } else { at.step(0) };
    if A::TEMP {
        return super::then_drop(step, at.take_nullable(at.a()));
    }
    Exit::Next(step)
}

fn if_none_slow<A: Operand, const WANT: bool>(at: At) -> Flow {
    let operand = A::own(&at, at.a());
    let taken = operand.is(&at.vm.none()) == WANT;
    drop(operand);
    branch(at, 0, taken)
}

fn pair<A: Operand, B: Operand>(at: &At) -> (Ref, Ref) {
    (A::own(at, at.a()), B::own(at, at.b()))
}

/// Compares and jumps.
pub fn compare_jump<A: Operand, B: Operand>(at: At) -> Flow {
    let (left, right) = pair::<A, B>(&at);
    let thread = at.thread();
    let cache = at.cache(0);
    let result = protocol::richcompare(thread, &left, &right, operator(cache))?;
    drop(left);
    drop(right);
    let truth = protocol::is_true(thread, &result)?;
    branch(at, 1, truth == (cache & COMPARE_JUMP_IF_TRUE != 0))
}

/// Jumps when a is b, or is not.
pub fn if_is<A: Operand, B: Operand, const WANT: bool>(at: At) -> Flow {
    let (left, right) = pair::<A, B>(&at);
    let taken = left.is(&right) == WANT;
    drop(left);
    drop(right);
    branch(at, 0, taken)
}

/// Jumps when a in b, or not in.
pub fn if_in<A: Operand, B: Operand, const WANT: bool>(at: At) -> Flow {
    let (item, container) = pair::<A, B>(&at);
    let found: Result<bool> = protocol::contains(at.thread(), &container, &item);
    let found = found?;
    drop(item);
    drop(container);
    branch(at, 1, found == WANT)
}

const _: () = assert!(!L::TEMP && T::TEMP && !K::TEMP);
