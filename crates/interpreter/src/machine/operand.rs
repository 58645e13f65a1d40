//! Operands by kind: a local is borrowed, a temporary consumed, a constant borrowed. Destinations by kind.

use super::at::At;
use object::{Object, Ref};
use std::ptr::NonNull;

/// A kind of source operand.
pub trait Operand {
    /// Whether the instruction consumes it.
    const TEMP: bool;
    /// Whether it is a local, whose register may be emptied when it is also the destination.
    const LOCAL: bool = false;
    /// The object, borrowed.
    fn peek(at: &At, field: usize) -> NonNull<Object>;
    /// An owned handle: what a temporary owned, one more for the others. While it lives the count is what 3.13 shows.
    fn own(at: &At, field: usize) -> Ref;
    /// The object, borrowed for the instruction.
    #[inline(always)]
    fn borrow<'v>(at: &At<'v>, field: usize) -> &'v Object {
        // SAFETY: the register or the constant keeps it as long as nothing runs that could change it.
        unsafe { &*Self::peek(at, field).as_ptr() }
    }
}

/// A local.
pub struct L;
/// A temporary.
pub struct T;
/// A constant.
pub struct K;

impl Operand for L {
    const TEMP: bool = false;
    const LOCAL: bool = true;
    #[inline(always)]
    fn peek(at: &At, field: usize) -> NonNull<Object> {
        at.peek(field)
    }
    #[inline(always)]
    fn own(at: &At, field: usize) -> Ref {
        at.borrow(field).to_ref()
    }
}

impl Operand for T {
    const TEMP: bool = true;
    #[inline(always)]
    fn peek(at: &At, field: usize) -> NonNull<Object> {
        at.peek(field)
    }
    #[inline(always)]
    fn own(at: &At, field: usize) -> Ref {
        at.take(field)
    }
}

impl Operand for K {
    const TEMP: bool = false;
    #[inline(always)]
    fn peek(at: &At, field: usize) -> NonNull<Object> {
        at.vm.constant(field)
    }
    #[inline(always)]
    fn own(at: &At, field: usize) -> Ref {
        at.constant(field).to_ref()
    }
}

/// A kind of destination.
pub trait Dest {
    /// Whether it is a local, whose old value is dropped.
    const LOCAL: bool;
    fn put(at: &At, field: usize, value: Ref);
}

/// A dead temporary.
pub struct ToTemp;
/// A local.
pub struct ToLocal;

impl Dest for ToTemp {
    const LOCAL: bool = false;
    #[inline(always)]
    fn put(at: &At, field: usize, value: Ref) {
        at.put(field, value);
    }
}

impl Dest for ToLocal {
    const LOCAL: bool = true;
    #[inline(always)]
    fn put(at: &At, field: usize, value: Ref) {
        at.store(field, value);
    }
}
