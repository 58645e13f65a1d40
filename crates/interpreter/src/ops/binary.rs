//! Operators.

use crate::machine::{At, Dest, Flow, Operand};
use types::protocol::{self, Operator};

/// A binary operator on any operands.
pub fn binary<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    let number = at.cache(0) as u8;
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
