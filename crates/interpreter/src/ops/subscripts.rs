//! Subscription and slices.

use crate::machine::{At, Dest, Flow, Operand};
use object::{Ref, Result};
use types::protocol;

/// `a := b[c]`.
pub fn subscr<A: Operand, B: Operand, D: Dest>(at: At) -> Flow {
    let (container, key) = (A::own(&at, at.b()), B::own(&at, at.c()));
    let value = protocol::getitem(at.thread(), &container, &key)?;
    drop(container);
    drop(key);
    D::put(&at, at.a(), value);
    at.next(1)
}

/// `a[b] = c`.
pub fn store_subscr<A: Operand, B: Operand, C: Operand>(at: At) -> Flow {
    let (container, key, value) = (
        A::own(&at, at.a()),
        B::own(&at, at.b()),
        C::own(&at, at.c()),
    );
    protocol::setitem(at.thread(), &container, &key, Some(&value))?;
    drop(value);
    drop(container);
    drop(key);
    at.next(1)
}

/// `del a[b]`.
pub fn delete_subscr(at: At) -> Flow {
    let (container, key) = (at.take(at.a()), at.take(at.b()));
    protocol::setitem(at.thread(), &container, &key, None)?;
    at.next(0)
}

fn make_slice(at: &At, start: Ref, stop: Ref, step: Ref) -> Result<Ref> {
    types::slice::Slice::new(at.thread(), start, stop, step)
}

pub fn binary_slice(at: At) -> Flow {
    let container = at.take(at.a());
    let (start, stop) = (at.take(at.a() + 1), at.take(at.a() + 2));
    let slice = make_slice(&at, start, stop, at.vm.none())?;
    let value = protocol::getitem(at.thread(), &container, &slice)?;
    drop(slice);
    drop(container);
    at.put(at.a(), value);
    at.next(0)
}

pub fn store_slice(at: At) -> Flow {
    let (value, container) = (at.take(at.a()), at.take(at.a() + 1));
    let (start, stop) = (at.take(at.a() + 2), at.take(at.a() + 3));
    let slice = make_slice(&at, start, stop, at.vm.none())?;
    protocol::setitem(at.thread(), &container, &slice, Some(&value))?;
    drop(slice);
    drop(value);
    drop(container);
    at.next(0)
}

pub fn build_slice(at: At) -> Flow {
    let (start, stop) = (at.take(at.a()), at.take(at.a() + 1));
    let step = if at.b() == 3 {
        at.take(at.a() + 2)
    } else {
        at.vm.none()
    };
    at.put(at.a(), make_slice(&at, start, stop, step)?);
    at.next(0)
}
