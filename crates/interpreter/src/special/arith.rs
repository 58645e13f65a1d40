//! Arithmetic and comparisons on ints of at most two digits and on floats.
//!
//! An operand that is a temporary with count 1 becomes the result; so does the local that a result goes to. What dies besides
//! leaves through the exit; when two objects would die the generic instruction does the work.

use super::{forget, may_try, miss, same_family, try_specialise, unique};
use crate::machine::{At, Dest, Exit, Flow, Operand};
use crate::ops::jumps::{compare_jump, must_stop};
use crate::ops::{binary, compare};
use bytecode::{BinaryOperator, COMPARE_JUMP_IF_TRUE, Op};
use object::{Builtin, Object, Ref};
use std::ptr::NonNull;
use types::{Float, Int};

pub const ADD: u8 = BinaryOperator::Add as u8;
pub const SUB: u8 = BinaryOperator::Subtract as u8;
pub const MUL: u8 = BinaryOperator::Multiply as u8;
/// The operator stands in the cache word.
pub const ANY: u8 = 255;

/// A kind of number.
pub trait Number {
    type Value: Copy + PartialOrd;
    /// Both values when the operands are of this kind.
    fn read(a: &Object, b: &Object) -> Option<(Self::Value, Self::Value)>;
    /// The result, unless it is of another kind or an error.
    fn apply(op: u8, x: Self::Value, y: Self::Value) -> Option<Self::Value>;
    /// The shared object of a value that has one.
    fn shared(at: &At, value: Self::Value) -> Option<Ref>;
    /// Whether nobody else sees the object and it can hold any value of the kind.
    fn reusable(object: &Object) -> bool;
    fn overwrite(object: &Object, value: Self::Value);
    fn fresh(at: &At, value: Self::Value) -> Option<Ref>;
}

/// Ints of at most two digits.
pub struct Whole;
/// Floats; one of the operands may be an int of one digit.
pub struct Real;

impl Number for Whole {
    type Value = i64;
    #[inline(always)]
    fn read(a: &Object, b: &Object) -> Option<(i64, i64)> {
        Some((Int::wide_of(a)?, Int::wide_of(b)?))
    }
    #[inline(always)]
    fn apply(op: u8, x: i64, y: i64) -> Option<i64> {
        let value = match op {
            ADD => x + y,
            SUB => x - y,
            MUL => x.checked_mul(y)?,
            other => rare(other, x, y)?,
        };
        Int::fits_wide(value).then_some(value)
    }
    #[inline(always)]
    fn shared(at: &At, value: i64) -> Option<Ref> {
        at.vm.heap().small_int(value as isize)
    }
    #[inline(always)]
    fn reusable(object: &Object) -> bool {
        object.refcount() == 1 && Int::wide_of(object).is_some()
    }
    #[inline(always)]
    fn overwrite(object: &Object, value: i64) {
        // SAFETY: `read` saw an exact int.
        unsafe { object.cast_unchecked::<Int>() }.set_wide_in_place(value);
    }
    #[inline(always)]
    fn fresh(at: &At, value: i64) -> Option<Ref> {
        Int::new_hot(at.vm.heap(), value)
    }
}

/// The operators without an instruction of their own.
#[inline(always)]
fn rare(op: u8, x: i64, y: i64) -> Option<i64> {
    // In-place operators are 13 above the plain ones and mean the same for ints.
    let op = if op >= 13 { op - 13 } else { op };
    const AND: u8 = BinaryOperator::And as u8;
    const OR: u8 = BinaryOperator::Or as u8;
    const XOR: u8 = BinaryOperator::Xor as u8;
    const FLOOR: u8 = BinaryOperator::FloorDivide as u8;
    const REMAINDER: u8 = BinaryOperator::Remainder as u8;
    const LEFT: u8 = BinaryOperator::LeftShift as u8;
    const RIGHT: u8 = BinaryOperator::RightShift as u8;
    match op {
        AND => Some(x & y),
        OR => Some(x | y),
        XOR => Some(x ^ y),
        FLOOR | REMAINDER => {
            if y == 0 {
                return None;
            }
            let (quotient, rest) = (x / y, x % y);
            let down = rest != 0 && (rest ^ y) < 0;
            Some(match op {
                FLOOR => quotient - down as i64,
                _ => rest + if down { y } else { 0 },
            })
        }
        LEFT => (0..=30)
            .contains(&y)
            .then(|| x.checked_mul(1 << y))
            .flatten(),
        RIGHT => (y >= 0).then(|| x >> y.min(63)),
        ADD => Some(x + y),
        SUB => Some(x - y),
        MUL => x.checked_mul(y),
        _ => None,
    }
}

#[inline(always)]
fn real(object: &Object) -> Option<f64> {
    match Float::exact_of(object) {
        Some(value) => Some(value),
        None => Int::compact_of(object).map(|n| n as f64),
    }
}

impl Number for Real {
    type Value = f64;
    #[inline(always)]
    fn read(a: &Object, b: &Object) -> Option<(f64, f64)> {
        if !a.is_exactly(Builtin::Float) && !b.is_exactly(Builtin::Float) {
            return None;
        }
        Some((real(a)?, real(b)?))
    }
    #[inline(always)]
    fn apply(op: u8, x: f64, y: f64) -> Option<f64> {
        const DIVIDE: u8 = BinaryOperator::TrueDivide as u8;
        let op = if op >= 13 && op != ANY { op - 13 } else { op };
        match op {
            ADD => Some(x + y),
            SUB => Some(x - y),
            MUL => Some(x * y),
            DIVIDE if y != 0.0 => Some(x / y),
            _ => None,
        }
    }
    #[inline(always)]
    fn shared(_: &At, _: f64) -> Option<Ref> {
        None
    }
    #[inline(always)]
    fn reusable(object: &Object) -> bool {
        object.refcount() == 1 && object.is_exactly(Builtin::Float)
    }
    #[inline(always)]
    fn overwrite(object: &Object, value: f64) {
        // SAFETY: `reusable` saw an exact float.
        unsafe { object.cast_unchecked::<Float>() }.set_in_place(value);
    }
    #[inline(always)]
    fn fresh(at: &At, value: f64) -> Option<Ref> {
        Float::new_hot(at.vm.heap(), value)
    }
}

/// `<op>_<kind>_<operands>`.
#[inline(always)]
pub fn arith<N: Number, A: Operand, B: Operand, D: Dest, const OP: u8>(at: At) -> Exit {
    let (a, b) = (A::borrow(&at, at.b()), B::borrow(&at, at.c()));
    let Some((x, y)) = N::read(a, b) else {
        return Exit::Slow(missed::<A, B, D>);
    };
    let op = if OP == ANY { at.cache(0) as u8 } else { OP };
    let Some(value) = N::apply(op, x, y) else {
        return Exit::Slow(binary::binary::<A, B, D>);
    };
    let shared = N::shared(&at, value);
    let own = shared.is_none();
    if D::LOCAL && !A::TEMP && !B::TEMP && own && at.a() == at.b() && N::reusable(a) {
        N::overwrite(a, value);
        return Exit::Next(at.step(1));
    }
    if D::LOCAL && own && overwrite_local::<N>(&at, value) {
        return consume::<A, B>(at, a, b);
    }
    let reuse_a = A::TEMP && own && N::reusable(a);
    let reuse_b = B::TEMP && own && !reuse_a && N::reusable(b);
    let dying = (A::TEMP && !reuse_a && unique(a)) as u8
        + (B::TEMP && !reuse_b && unique(b)) as u8
        + old_dies::<D>(&at) as u8;
    if dying > 1 {
        // A shared int is immortal: letting go of the handle counts nothing.
        forget(shared);
        return Exit::Slow(binary::binary::<A, B, D>);
    }
    let result = match shared {
        Some(shared) => shared,
        None if reuse_a => at.take(at.b()),
        None if reuse_b => at.take(at.c()),
        None => match N::fresh(&at, value) {
            Some(fresh) => fresh,
            None => return Exit::Slow(binary::binary::<A, B, D>),
        },
    };
    if reuse_a || reuse_b {
        N::overwrite(&result, value);
    }
    let mut dead = None;
    if A::TEMP && !reuse_a {
        dead = let_go(a);
    }
    if B::TEMP && !reuse_b {
        dead = let_go(b).or(dead);
    }
    if D::LOCAL {
        let old = at.slot(at.a()).replace(Some(result));
        dead = old.and_then(release).or(dead);
    } else {
        at.put(at.a(), result);
    }
    exit(at.step(1), dead)
}

/// Writes the result into the object that the destination holds, when nobody else sees that.
#[inline(always)]
fn overwrite_local<N: Number>(at: &At, value: N::Value) -> bool {
    // SAFETY: the register owns the object.
    let old = at.slot(at.a()).peek().map(|old| unsafe { &*old.as_ptr() });
    match old.filter(|old| N::reusable(old)) {
        Some(old) => {
            N::overwrite(old, value);
            true
        }
        None => false,
    }
}

/// Lets go of the operands that were temporaries, where one may die by a slow path of its own.
#[inline(always)]
fn consume<A: Operand, B: Operand>(at: At, a: &Object, b: &Object) -> Exit {
    if A::TEMP && B::TEMP && unique(a) && unique(b) {
        return Exit::Slow(drop_both);
    }
    let mut dead = None;
    if A::TEMP {
        dead = let_go(a);
    }
    if B::TEMP {
        dead = let_go(b).or(dead);
    }
    exit(at.step(1), dead)
}

/// Both operands die; the result is stored already.
fn drop_both(at: At) -> Flow {
    drop(at.take(at.b()));
    drop(at.take(at.c()));
    at.next(1)
}

/// Whether storing to the destination kills what it held.
#[inline(always)]
fn old_dies<D: Dest>(at: &At) -> bool {
    // SAFETY: the register owns the object.
    D::LOCAL
        && at
            .slot(at.a())
            .peek()
            .is_some_and(|old| unique(unsafe { old.as_ref() }))
}

/// The operands are of another kind: after a few of these the instruction is the generic one again.
fn missed<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    miss(&at);
    binary::binary::<A, B, D>(at)
}

/// A generic operator looks at its operands, and may become a specialised one.
pub fn specialise<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    let (a, b) = (A::borrow(&at, at.b()), B::borrow(&at, at.c()));
    let op = at.cache(0) as u8;
    let plain = if op >= 13 { op - 13 } else { op };
    let whole = Whole::read(a, b).is_some();
    let real = Real::read(a, b).is_some();
    const DIVIDE: u8 = BinaryOperator::TrueDivide as u8;
    const POWER: u8 = BinaryOperator::Power as u8;
    let first = match plain {
        ADD if whole => Some(Op::ADD_INT_LL),
        SUB if whole => Some(Op::SUB_INT_LL),
        MUL if whole => Some(Op::MUL_INT_LL),
        DIVIDE | POWER if whole => None,
        _ if whole => Some(Op::BINARY_INT_LL),
        ADD if real => Some(Op::ADD_FLOAT_LL),
        SUB if real => Some(Op::SUB_FLOAT_LL),
        MUL if real => Some(Op::MUL_FLOAT_LL),
        DIVIDE if real => Some(Op::BINARY_FLOAT_LL),
        _ => None,
    };
    if let Some(first) = first.filter(|_| may_try(&at)) {
        try_specialise(&at, same_family(&at, Op::BINARY_LL, first));
    }
    binary::binary::<A, B, D>(at)
}

/// The truth of a comparison by its number.
#[inline(always)]
fn holds<V: PartialOrd>(op: u64, x: V, y: V) -> bool {
    match op as u8 {
        0 => x < y,
        1 => x <= y,
        2 => x == y,
        3 => x != y,
        4 => x > y,
        _ => x >= y,
    }
}

/// `COMPARE_INT_*`.
#[inline(always)]
pub fn compare_value<A: Operand, B: Operand>(at: At) -> Exit {
    let (a, b) = (A::borrow(&at, at.b()), B::borrow(&at, at.c()));
    let Some((x, y)) = Whole::read(a, b) else {
        return Exit::Slow(missed_compare::<A, B>);
    };
    if (A::TEMP && unique(a)) && (B::TEMP && unique(b)) {
        return Exit::Slow(compare::compare::<A, B>);
    }
    let result = at.vm.heap().bool(holds(at.cache(0), x, y));
    let mut dead = None;
    if A::TEMP {
        dead = let_go(a);
    }
    if B::TEMP {
        dead = let_go(b).or(dead);
    }
    at.put(at.a(), result);
    exit(at.step(1), dead)
}

fn missed_compare<A: Operand, B: Operand>(at: At) -> Flow {
    miss(&at);
    compare::compare::<A, B>(at)
}

/// A generic comparison for its value.
pub fn specialise_compare<A: Operand, B: Operand>(at: At) -> Flow {
    let (a, b) = (A::borrow(&at, at.b()), B::borrow(&at, at.c()));
    if Whole::read(a, b).is_some() && may_try(&at) {
        try_specialise(&at, same_family(&at, Op::COMPARE_LL, Op::COMPARE_INT_LL));
    }
    compare::compare::<A, B>(at)
}

/// `COMPARE_INT_JUMP_*`, `COMPARE_FLOAT_JUMP_*`.
#[inline(always)]
pub fn compare_branch<N: Number, A: Operand, B: Operand>(at: At) -> Exit {
    let (a, b) = (A::borrow(&at, at.a()), B::borrow(&at, at.b()));
    let Some((x, y)) = N::read(a, b) else {
        return Exit::Slow(missed_branch::<A, B>);
    };
    if must_stop(&at) || (A::TEMP && unique(a)) && (B::TEMP && unique(b)) {
        return Exit::Slow(compare_jump::<A, B>);
    }
    let cache = at.cache(0);
    let taken = holds(cache, x, y) == (cache & COMPARE_JUMP_IF_TRUE != 0);
    let mut dead = None;
    if A::TEMP {
        dead = let_go(a);
    }
    if B::TEMP {
        dead = let_go(b).or(dead);
    }
    exit(if taken { at.jump_c(1) } else { at.step(1) }, dead)
}

fn missed_branch<A: Operand, B: Operand>(at: At) -> Flow {
    miss(&at);
    compare_jump::<A, B>(at)
}

/// A generic compare-and-jump.
pub fn specialise_branch<A: Operand, B: Operand>(at: At) -> Flow {
    let (a, b) = (A::borrow(&at, at.a()), B::borrow(&at, at.b()));
    let first = if Whole::read(a, b).is_some() {
        Some(Op::COMPARE_INT_JUMP_LL)
    } else if Real::read(a, b).is_some() {
        Some(Op::COMPARE_FLOAT_JUMP_LL)
    } else {
        None
    };
    if let Some(first) = first.filter(|_| may_try(&at)) {
        try_specialise(&at, same_family(&at, Op::COMPARE_JUMP_LL, first));
    }
    compare_jump::<A, B>(at)
}

/// Gives back a reference; the object when it died.
#[inline(always)]
pub fn let_go(object: &Object) -> Option<NonNull<Object>> {
    let raw = object.as_ptr();
    // SAFETY: the consumed temporary's reference is given back, once.
    unsafe { Object::decref_to_zero(raw) }.then_some(raw)
}

/// The same for a handle.
#[inline(always)]
pub fn release(handle: Ref) -> Option<NonNull<Object>> {
    let raw = handle.into_raw();
    // SAFETY: the handle's reference is given back here.
    unsafe { Object::decref_to_zero(raw) }.then_some(raw)
}

/// On, or first to the end of an object.
#[inline(always)]
pub fn exit(step: crate::machine::Step, dead: Option<NonNull<Object>>) -> Exit {
    match dead {
        Some(object) => Exit::Drop(step, object),
        None => Exit::Next(step),
    }
}
