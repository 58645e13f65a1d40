//! Operators.

use crate::machine::{At, Dest, Flow, Operand};
use object::{Builtin, Ref, Result};
use types::Str;
use types::protocol::{self, Operator};

/// A binary operator on any operands.
pub fn binary<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    let number = at.cache(0) as u8;
    if let Some(longer) = grow_text::<A, B, D>(&at, number) {
        D::put(&at, at.a(), longer?);
        return at.next(1);
    }
    let (left, right) = (A::own(&at, at.b()), B::own(&at, at.c()));
    let thread = at.thread();
    let result = match number {
        0..13 => protocol::binary(thread, &left, &right, operator(number)),
        _ => protocol::inplace(thread, &left, &right, operator(number.wrapping_sub(13))),
    }?;
    drop(left);
    drop(right);
    D::put(&at, at.a(), result);
    at.next(1)
}

/// `text + more` and `text += more` where nobody else can see `text` afterwards: a temporary, or a local that is also the
/// destination, with one reference. It grows where it stands, so that a loop that builds a text isn't quadratic.
#[inline]
fn grow_text<A: Operand, B: Operand, D: Dest>(at: &At, number: u8) -> Option<Result<Ref>> {
    let replaced = A::LOCAL && D::LOCAL && at.a() == at.b();
    if !matches!(operator(number % 13), Operator::Add) || !(A::TEMP || replaced) {
        return None;
    }
    let (left, right) = (A::borrow(at, at.b()), B::borrow(at, at.c()));
    let texts = left.is_exactly(Builtin::Str) && right.is_exactly(Builtin::Str);
    if !texts || left.refcount() != 1 || left.is(right) {
        return None;
    }
    let left = if A::TEMP {
        at.take(at.b())
    } else {
        at.slot(at.b()).take()?
    };
    let right = B::own(at, at.c());
    let (left, more) = (left.downcast_into::<Str>().ok()?, right.downcast::<Str>()?);
    Some(types::str::append(at.thread(), left, more).map(Ref::into_object))
}

fn operator(number: u8) -> Operator {
    Operator::from_u8(number).unwrap_or(Operator::Add)
}

macro_rules! unary {
    ($($(#[$doc:meta])* $name:ident = $f:expr;)*) => { $(
        $(#[$doc])*
        pub fn $name<A: Operand>(at: At) -> Flow {
            let operand = A::own(&at, at.b());
            let result = $f(at.thread(), &operand)?;
            drop(operand);
            at.put(at.a(), result);
            at.next(1)
        }
    )* };
}

unary! {
    negative = protocol::negative;
    invert = protocol::invert;
    not = |thread: &object::Thread, o: &object::Object| Ok(thread.heap().bool(!protocol::is_true(thread, o)?));
    to_bool = |thread: &object::Thread, o: &object::Object| Ok(thread.heap().bool(protocol::is_true(thread, o)?));
}
