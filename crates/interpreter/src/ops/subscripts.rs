//! Subscription and slices.

use crate::machine::{At, Dest, Flow, Operand};
use object::{Builtin, Heap, Object, Ref, Result};
use types::slice::plain_bounds;
use types::{List, Str, Tuple, protocol};

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
    drop(container);
    drop(key);
    at.next(0)
}

fn make_slice(at: &At, start: Ref, stop: Ref, step: Ref) -> Result<Ref> {
    types::slice::Slice::new(at.thread(), start, stop, step)
}

/// A part of an exact list, tuple or str between plain bounds: 3.13 makes a slice object for it that nobody sees.
fn part_of(at: &At, container: &Object, start: &Object, stop: &Object) -> Option<Result<Ref>> {
    let thread = at.thread();
    if container.is_exactly(Builtin::List) {
        let items = container.downcast::<List>()?.peek();
        let (from, to) = plain_bounds(start, stop, items.len())?;
        return Some(List::from_slice(thread, &items[from..to]).map(Ref::into_object));
    }
    if container.is_exactly(Builtin::Str) {
        let text = container.downcast::<Str>()?;
        let (from, to) = plain_bounds(start, stop, text.len()).filter(|(from, to)| from < to)?;
        return Some(text.substring(thread, from, to).map(Ref::into_object));
    }
    if container.is_exactly(Builtin::Tuple) {
        let tuple = container.downcast::<Tuple>()?;
        let (from, to) = plain_bounds(start, stop, tuple.len())?;
        if to - from == tuple.len() {
            return Some(Ok(container.to_ref()));
        }
        return Some(Tuple::from_slice(thread, &tuple.items()[from..to]).map(Ref::into_object));
    }
    None
}

/// Stores into a part of an exact list from another exact list or a tuple. 3.13's slice is there while the old items go.
fn store_part(
    heap: &Heap,
    container: &Object,
    start: &Object,
    stop: &Object,
    value: &Object,
) -> Option<Result<()>> {
    if !container.is_exactly(Builtin::List) || container.is(value) {
        return None;
    }
    let list = container.downcast::<List>()?;
    let items = if value.is_exactly(Builtin::List) {
        value.downcast::<List>()?.peek()
    } else if value.is_exactly(Builtin::Tuple) {
        value.downcast::<Tuple>()?.items()
    } else {
        return None;
    };
    let (from, to) = plain_bounds(start, stop, list.len())?;
    let slice = match heap.hold_slice() {
        Ok(slice) => slice,
        Err(raised) => return Some(Err(raised)),
    };
    let stored = list.splice(from, to, items).map(drop);
    drop(slice);
    Some(stored)
}

pub fn binary_slice(at: At) -> Flow {
    let container = at.take(at.a());
    let (start, stop) = (at.take(at.a() + 1), at.take(at.a() + 2));
    if let Some(part) = part_of(&at, &container, &start, &stop) {
        at.vm.heap().touch_slice();
        drop(container);
        at.put(at.a(), part?);
        return at.next(0);
    }
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
    if let Some(stored) = store_part(at.vm.heap(), &container, &start, &stop, &value) {
        drop(value);
        drop(container);
        stored?;
        return at.next(0);
    }
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
