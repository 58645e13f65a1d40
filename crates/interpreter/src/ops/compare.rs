//! Comparisons for their value, identity, containment.

use crate::machine::{At, Flow, Operand, T};
use object::{CompareOp, Object, Ref, Result};
use types::protocol;

const OPERATORS: [CompareOp; 6] = [
    CompareOp::Lt,
    CompareOp::Le,
    CompareOp::Eq,
    CompareOp::Ne,
    CompareOp::Gt,
    CompareOp::Ge,
];

/// The operator in a cache word.
#[inline(always)]
pub fn operator(cache: u64) -> CompareOp {
    OPERATORS[(cache as u8).min(5) as usize]
}

/// `a := b cmp c`.
pub fn compare<A: Operand, B: Operand>(at: At) -> Flow {
    let (left, right) = (A::own(&at, at.b()), B::own(&at, at.c()));
    let result = protocol::richcompare(at.thread(), &left, &right, operator(at.cache(0)))?;
    drop(left);
    drop(right);
    at.put(at.a(), result);
    at.next(1)
}

fn test(at: At, f: impl FnOnce(&Object, &Object) -> Result<bool>) -> Flow {
    let (left, right): (Ref, Ref) = (T::own(&at, at.b()), T::own(&at, at.c()));
    let result = f(&left, &right)?;
    drop(left);
    drop(right);
    at.put(at.a(), at.vm.heap().bool(result));
    at.next(1)
}

pub fn is(at: At) -> Flow {
    test(at, |a, b| Ok(a.is(b)))
}

pub fn is_not(at: At) -> Flow {
    test(at, |a, b| Ok(!a.is(b)))
}

pub fn contains(at: At) -> Flow {
    test(at, |a, b| protocol::contains(at.thread(), b, a))
}

pub fn contains_not(at: At) -> Flow {
    test(at, |a, b| Ok(!protocol::contains(at.thread(), b, a)?))
}
