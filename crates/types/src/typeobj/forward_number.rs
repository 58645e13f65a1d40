//! Operators, sequences and mappings defined in Python: see `forward.rs`.
//!
//! Binary operators: the left operand's method first, unless the right operand's type derives from the left's and brings
//! its own reflected method; each side is asked only if its type forwards this very slot.

use super::forward::{call_found, must_call, try_call};
use super::lookup;
use crate::int::Int;
use crate::protocol;
use crate::state::{Names, names};
use crate::str::Str;
use object::{Binary, Builtin, NumberSlots, Object, Ref, Result, Ternary, Thread, Type};

fn not_implemented(thread: &Thread) -> Result<Ref> {
    Ok(thread.heap().not_implemented())
}

fn declined(answer: &Result<Ref>) -> bool {
    matches!(answer, Ok(value) if value.is_exactly(Builtin::NotImplemented))
}

/// What an operator needs to know about itself.
struct Operator {
    forwards: fn(&Type) -> bool,
    name: fn(&Names) -> &Str,
    reflected: fn(&Names) -> &Str,
}

/// Whether the right operand's reflected method is another one than the left operand's.
fn overrides(thread: &Thread, left: &Object, right: &Object, name: &Str) -> bool {
    let Some(theirs) = lookup(thread, right.ty(), name) else {
        return false;
    };
    match lookup(thread, left.ty(), name) {
        Some(ours) => {
            !ours.is(&theirs) && !protocol::equal(thread, &ours, &theirs).unwrap_or(false)
        }
        None => true,
    }
}

fn operate(thread: &Thread, a: &Object, b: &Object, op: &Operator) -> Result<Ref> {
    let known = names(thread);
    let same = std::ptr::eq(a.ty(), b.ty());
    let mut ask_right = !same && (op.forwards)(b.ty());
    if (op.forwards)(a.ty()) {
        let reflected = (op.reflected)(known);
        if ask_right && b.ty().is_subtype(a.ty()) && overrides(thread, a, b, reflected) {
            if thread.is_pending() {
                return Err(object::Raised);
            }
            let answer = ask(thread, b, reflected, a);
            if !declined(&answer) {
                return answer;
            }
            ask_right = false;
        }
        let answer = ask(thread, a, (op.name)(known), b);
        if !declined(&answer) || same {
            return answer;
        }
    }
    if ask_right {
        return ask(thread, b, (op.reflected)(known), a);
    }
    not_implemented(thread)
}

/// Calls the method; a missing one declines.
fn ask(thread: &Thread, it: &Object, name: &Str, other: &Object) -> Result<Ref> {
    try_call(thread, it, name, &[other]).unwrap_or_else(|| not_implemented(thread))
}

macro_rules! binary {
    ($($slot:ident $name:ident $reflected:ident)*) => { $(
        fn $slot(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
            operate(thread, a, b, &Operator {
                forwards: |ty| ty.number().$slot.is_some_and(|f| std::ptr::fn_addr_eq(f, $slot as Binary)),
                name: |n| n.$name(),
                reflected: |n| n.$reflected(),
            })
        }
    )* };
}

binary! {
    add __add__ __radd__
    subtract __sub__ __rsub__
    multiply __mul__ __rmul__
    remainder __mod__ __rmod__
    divmod __divmod__ __rdivmod__
    lshift __lshift__ __rlshift__
    rshift __rshift__ __rrshift__
    and __and__ __rand__
    xor __xor__ __rxor__
    or __or__ __ror__
    floor_divide __floordiv__ __rfloordiv__
    true_divide __truediv__ __rtruediv__
    matrix_multiply __matmul__ __rmatmul__
}

fn forwards_power(ty: &Type) -> bool {
    ty.number()
        .power
        .is_some_and(|f| std::ptr::fn_addr_eq(f, power as Ternary))
}

fn power(thread: &Thread, a: &Object, b: &Object, modulus: &Object) -> Result<Ref> {
    if modulus.is_exactly(Builtin::NoneType) {
        return operate(
            thread,
            a,
            b,
            &Operator {
                forwards: forwards_power,
                name: |n| n.__pow__(),
                reflected: |n| n.__rpow__(),
            },
        );
    }
    // With a modulus only the left operand is asked; the slot may have been found on another operand's type.
    if forwards_power(a.ty()) {
        return must_call(thread, a, names(thread).__pow__(), &[b, modulus]);
    }
    not_implemented(thread)
}

fn inplace_power(thread: &Thread, a: &Object, b: &Object, _modulus: &Object) -> Result<Ref> {
    must_call(thread, a, names(thread).__ipow__(), &[b])
}

/// Whether `__index__` is looked up.
pub(super) fn forwards_index(ty: &Type) -> bool {
    ty.number()
        .index
        .is_some_and(|f| std::ptr::fn_addr_eq(f, index as object::Unary))
}

macro_rules! simple {
    ($($slot:ident $name:ident)*) => { $(
        fn $slot(thread: &Thread, it: &Object) -> Result<Ref> {
            must_call(thread, it, names(thread).$name(), &[])
        }
    )* };
}

simple! {
    negative __neg__ positive __pos__ absolute __abs__ invert __invert__ int __int__ float __float__ index __index__
    await_ __await__ aiter __aiter__ anext __anext__
}

macro_rules! inplace {
    ($($slot:ident $name:ident)*) => { $(
        fn $slot(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
            must_call(thread, a, names(thread).$name(), &[b])
        }
    )* };
}

inplace! {
    inplace_add __iadd__ inplace_subtract __isub__ inplace_multiply __imul__ inplace_remainder __imod__
    inplace_lshift __ilshift__ inplace_rshift __irshift__ inplace_and __iand__ inplace_xor __ixor__ inplace_or __ior__
    inplace_floor_divide __ifloordiv__ inplace_true_divide __itruediv__ inplace_matrix_multiply __imatmul__
    subscript __getitem__
}

fn truth(thread: &Thread, it: &Object) -> Result<bool> {
    let known = names(thread);
    if let Some(method) = lookup(thread, it.ty(), known.__bool__()) {
        let answer = call_found(thread, &method, it, &[])?;
        if answer.is_exactly(Builtin::Bool) {
            return Ok(answer.is(&thread.heap().bool(true)));
        }
        return Err(thread.type_error(format_args!(
            "__bool__ should return bool, returned {}",
            answer.ty().name()
        )));
    }
    if lookup(thread, it.ty(), known.__len__()).is_some() {
        return Ok(length(thread, it)? != 0);
    }
    Ok(true)
}

fn length(thread: &Thread, it: &Object) -> Result<usize> {
    let answer = must_call(thread, it, names(thread).__len__(), &[])?;
    let answer = protocol::index(thread, &answer)?;
    if answer.sign() < 0 {
        return Err(thread.value_error(format_args!("__len__() should return >= 0")));
    }
    match answer.as_isize() {
        Some(length) => Ok(length as usize),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!(
                "cannot fit '{}' into an index-sized integer",
                answer.as_object().ty().name()
            ),
        )),
    }
}

fn item(thread: &Thread, it: &Object, index: isize) -> Result<Ref> {
    let index = Int::new(thread, index)?;
    must_call(thread, it, names(thread).__getitem__(), &[&index])
}

fn ass_item(thread: &Thread, it: &Object, index: isize, value: Option<&Object>) -> Result<()> {
    let index = Int::new(thread, index)?;
    ass_subscript(thread, it, &index, value)
}

fn ass_subscript(thread: &Thread, it: &Object, key: &Object, value: Option<&Object>) -> Result<()> {
    let known = names(thread);
    match value {
        Some(value) => must_call(thread, it, known.__setitem__(), &[key, value]),
        None => must_call(thread, it, known.__delitem__(), &[key]),
    }
    .map(drop)
}

fn contains(thread: &Thread, it: &Object, value: &Object) -> Result<bool> {
    if let Some(method) = lookup(thread, it.ty(), names(thread).__contains__()) {
        if method.is_exactly(Builtin::NoneType) {
            return Err(thread.type_error(format_args!(
                "'{}' object is not a container",
                it.ty().name()
            )));
        }
        let answer = call_found(thread, &method, it, &[value])?;
        return protocol::is_true(thread, &answer);
    }
    protocol::search(thread, it, value)
}

/// The operator part of the forwarding table. Concatenation and repetition have no names of their own: `__add__` and
/// `__mul__` of a class go to the number slots.
pub(super) const NUMBER: NumberSlots = NumberSlots {
    add: Some(add),
    subtract: Some(subtract),
    multiply: Some(multiply),
    remainder: Some(remainder),
    divmod: Some(divmod),
    power: Some(power),
    negative: Some(negative),
    positive: Some(positive),
    absolute: Some(absolute),
    bool: Some(truth),
    invert: Some(invert),
    lshift: Some(lshift),
    rshift: Some(rshift),
    and: Some(and),
    xor: Some(xor),
    or: Some(or),
    int: Some(int),
    float: Some(float),
    inplace_add: Some(inplace_add),
    inplace_subtract: Some(inplace_subtract),
    inplace_multiply: Some(inplace_multiply),
    inplace_remainder: Some(inplace_remainder),
    inplace_power: Some(inplace_power),
    inplace_lshift: Some(inplace_lshift),
    inplace_rshift: Some(inplace_rshift),
    inplace_and: Some(inplace_and),
    inplace_xor: Some(inplace_xor),
    inplace_or: Some(inplace_or),
    floor_divide: Some(floor_divide),
    true_divide: Some(true_divide),
    inplace_floor_divide: Some(inplace_floor_divide),
    inplace_true_divide: Some(inplace_true_divide),
    index: Some(index),
    matrix_multiply: Some(matrix_multiply),
    inplace_matrix_multiply: Some(inplace_matrix_multiply),
    length: Some(length),
    item: Some(item),
    ass_item: Some(ass_item),
    contains: Some(contains),
    subscript: Some(subscript),
    ass_subscript: Some(ass_subscript),
    await_: Some(await_),
    aiter: Some(aiter),
    anext: Some(anext),
    ..NumberSlots::EMPTY
};
