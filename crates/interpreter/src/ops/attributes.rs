//! Attributes.

use crate::machine::{At, Flow, Operand};
use object::{Builtin, Object, Ref, Result, Thread};
use types::{Str, protocol, super_, typeobj};

/// `a := b.c`.
pub fn load_attr<A: Operand>(at: At) -> Flow {
    let owner = A::own(&at, at.b());
    let value = protocol::getattr_name(at.thread(), &owner, &at.name(at.c()))?;
    drop(owner);
    at.put(at.a(), value);
    at.next(3)
}

/// A method about to be called: the function with its self, or any other attribute.
pub enum Method {
    /// Found on the type, to be called with the object in front.
    Unbound(Ref),
    Value(Ref),
}

/// `object.name` for a call, without making a bound method where the type holds a function.
pub fn find_method(thread: &Thread, object: &Object, name: &Str) -> Result<Method> {
    typeobj::find_method(thread, object, name).map(sorted)
}

fn sorted(found: (Ref, bool)) -> Method {
    match found {
        (function, true) => Method::Unbound(function),
        (value, false) => Method::Value(value),
    }
}

/// `a := function, a+1 := b`, or `a := b.c, a+1 := null`.
pub fn load_method<A: Operand>(at: At) -> Flow {
    let owner = A::own(&at, at.b());
    let found = find_method(at.thread(), &owner, &at.name(at.c()))?;
    put_method(&at, owner, found);
    at.next(3)
}

fn put_method(at: &At, owner: Ref, found: Method) {
    match found {
        Method::Unbound(function) => {
            at.put(at.a(), function);
            at.put(at.a() + 1, owner);
        }
        Method::Value(value) => {
            drop(owner);
            at.put(at.a(), value);
            at.put_nullable(at.a() + 1, None);
        }
    }
}

/// `a.c = b`.
pub fn store_attr<A: Operand, B: Operand>(at: At) -> Flow {
    let (owner, value) = (A::own(&at, at.a()), B::own(&at, at.b()));
    protocol::setattr_name(at.thread(), &owner, &at.name(at.c()), Some(&value))?;
    drop(value);
    drop(owner);
    at.next(2)
}

pub fn delete_attr(at: At) -> Flow {
    let owner = at.take(at.a());
    protocol::setattr_name(at.thread(), &owner, &at.name(at.c()), None)?;
    at.next(0)
}

/// `super(class, self).name` without making the super object, when `super` is the built-in one.
fn super_attribute(at: &At, for_call: bool) -> Result<Method> {
    let thread = at.thread();
    let parts = at.run(at.a(), 3);
    let name = at.name(at.c());
    let (callable, class, this) = (&parts[0], &parts[1], &parts[2]);
    if callable.is(thread.heap().builtin(Builtin::Super).as_object()) {
        // 3.13 makes the object and binds the method the first time that the instruction runs.
        let first = at.cache(0) == 0;
        at.set_cache(0, 1);
        let _object = first
            .then(|| thread.heap().hold_objects::<1>())
            .transpose()?;
        return match for_call && !first {
            true => super_::lookup_method(thread, class, this, &name).map(sorted),
            false => super_::lookup(thread, class, this, &name).map(Method::Value),
        };
    }
    // The name was replaced: it is called as it stands in the source.
    let args = if at.b() & 1 == 1 { &parts[1..] } else { &[] };
    let object = protocol::call(thread, callable, args)?;
    Ok(Method::Value(protocol::getattr_name(
        thread, &object, &name,
    )?))
}

fn drop_parts(at: &At) {
    at.drop_run(at.a(), 3);
}

pub fn load_super_attr(at: At) -> Flow {
    let found = super_attribute(&at, false);
    match found {
        Ok(Method::Unbound(value) | Method::Value(value)) => {
            drop_parts(&at);
            at.put(at.a(), value);
            at.next(1)
        }
        Err(raised) => {
            drop_parts(&at);
            Err(raised)
        }
    }
}

pub fn load_super_method(at: At) -> Flow {
    let found = super_attribute(&at, true);
    let this = at.run(at.a() + 2, 1)[0].clone();
    drop_parts(&at);
    put_method(&at, this, found?);
    at.next(1)
}
