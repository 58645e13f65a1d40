//! Moves between registers, and constants.

use super::then_drop;
use crate::machine::{At, Exit, Flow, Step};
use bytecode::Op;
use object::{Builtin, Raised};
use types::exception::raise_name_error;

#[inline(always)]
pub fn nop(at: At) -> Exit {
    Exit::Next(at.step(0))
}

/// The record still stands at this word, which no handler guards: without memory the caller hears of it.
pub fn unpack_code(at: At) -> Flow {
    let code = at.vm.code();
    code.unpack_words(at.vm.heap())?;
    Ok(Step {
        pc: code.words(),
        base: at.base,
    })
}

#[inline(always)]
pub fn load_fast(at: At) -> Exit {
    at.put(at.a(), at.borrow(at.b()).to_ref());
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn load_fast_check(at: At) -> Exit {
    if at.slot(at.b()).is_none() {
        return Exit::Slow(|at| Err(unbound(&at, at.b())));
    }
    load_fast(at)
}

#[inline(always)]
pub fn load_fast_and_clear(at: At) -> Exit {
    at.put_nullable(at.a(), at.slot(at.b()).take());
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn load_fast_call(at: At) -> Exit {
    at.put(at.a(), at.borrow(at.b()).to_ref());
    at.put_nullable(at.a() + 1, None);
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn check_fast(at: At) -> Exit {
    if at.slot(at.a()).is_none() {
        return Exit::Slow(|at| Err(unbound(&at, at.a())));
    }
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn load_const(at: At) -> Exit {
    at.put(at.a(), at.constant(at.wide() as usize).to_ref());
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn store_fast(at: At) -> Exit {
    let old = at.slot(at.a()).replace(at.take_nullable(at.b()));
    then_drop(at.step(0), old)
}

#[inline(always)]
pub fn store_fast_l(at: At) -> Exit {
    let old = at.slot(at.a()).replace(Some(at.borrow(at.b()).to_ref()));
    then_drop(at.step(0), old)
}

#[inline(always)]
pub fn store_fast_k(at: At) -> Exit {
    let old = at.slot(at.a()).replace(Some(at.constant(at.b()).to_ref()));
    then_drop(at.step(0), old)
}

#[inline(always)]
pub fn delete_fast(at: At) -> Exit {
    let old = at.slot(at.a()).take();
    if old.is_none() {
        return Exit::Slow(|at| Err(unbound(&at, at.a())));
    }
    then_drop(at.step(0), old)
}

#[inline(always)]
pub fn pop_top(at: At) -> Exit {
    then_drop(at.step(0), at.take_nullable(at.a()))
}

#[inline(always)]
pub fn copy(at: At) -> Exit {
    at.put(at.a(), at.borrow(at.b()).to_ref());
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn swap(at: At) -> Exit {
    let (a, b) = (at.take_nullable(at.a()), at.take_nullable(at.b()));
    at.put_nullable(at.a(), b);
    at.put_nullable(at.b(), a);
    Exit::Next(at.step(0))
}

#[inline(always)]
pub fn push_null(at: At) -> Exit {
    at.put_nullable(at.a(), None);
    Exit::Next(at.step(0))
}

/// `UnboundLocalError` for a register.
pub fn unbound(at: &At, index: usize) -> Raised {
    let Some(name) = at.vm.code().register_name(index) else {
        return at
            .thread()
            .system_error(format_args!("a register without a name is unbound"));
    };
    raise_name_error(
        at.thread(),
        Builtin::UnboundLocalError,
        name.as_object(),
        format_args!(
            "cannot access local variable '{}' where it is not associated with a value",
            *name
        ),
    )
}

/// `MAKE_CELL`.
pub fn make_cell(at: At) -> Flow {
    let content = at.slot(at.a()).take();
    let cell = types::cell::Cell::new(at.thread(), content)?;
    at.store(at.a(), cell.into_object());
    if at.vm.interrupted() && ends_prologue(&at) {
        crate::safepoint::safe_point(at.vm)?;
    }
    at.next(0)
}

/// Whether this makes the last of a function's cells, after which its code starts: that is a safe point. A comprehension that was
/// drawn into its function makes cells in the middle, where none is.
#[cold]
fn ends_prologue(at: &At) -> bool {
    let code = at.vm.code();
    let op = |word| code.running(word).map(|instr| instr.op);
    let here = (at.pc as usize).wrapping_sub(code.words() as usize) / 8;
    let before = (0..here).all(|word| matches!(op(word), Some(Op::MAKE_CELL | Op::COPY_FREE_VARS)));
    before && !matches!(op(here + 1), Some(Op::MAKE_CELL | Op::RETURN_GENERATOR))
}
