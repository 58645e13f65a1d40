//! `with`.

use crate::machine::{At, Flow};
use object::{Object, Ref, Result};
use types::{Str, exception, names, protocol};

fn special(at: &At, manager: &Ref, name: &Str) -> Result<Option<Ref>> {
    protocol::lookup_special(at.thread(), manager, name)
}

fn enter(at: At, enter: &Str, exit: &Str, what: &str) -> Flow {
    let manager = at.take(at.a());
    let thread = at.thread();
    let kind = manager.ty().name();
    let Some(entry) = special(&at, &manager, enter)? else {
        return Err(thread.type_error(format_args!(
            "'{kind}' object does not support the {what} protocol"
        )));
    };
    let Some(leave) = special(&at, &manager, exit)? else {
        return Err(thread.type_error(format_args!(
            "'{kind}' object does not support the {what} protocol (missed {exit} method)"
        )));
    };
    drop(manager);
    let result = protocol::call(thread, &entry, &[])?;
    drop(entry);
    at.put(at.a(), leave);
    at.put(at.a() + 1, result);
    at.next(0)
}

pub fn before_with(at: At) -> Flow {
    let names = names(at.thread());
    enter(at, names.__enter__(), names.__exit__(), "context manager")
}

pub fn before_async_with(at: At) -> Flow {
    let names = names(at.thread());
    enter(
        at,
        names.__aenter__(),
        names.__aexit__(),
        "asynchronous context manager",
    )
}

pub fn with_except_start(at: At) -> Flow {
    // The registers hold method and exception during the call: the arguments count neither once more.
    let (leave, raised) = (at.borrow(at.a()).to_ref(), at.borrow(at.b()));
    let traceback = exception::traceback(raised).unwrap_or_else(|| at.vm.none());
    let args: [&Object; 3] = [raised.ty().as_object(), raised, &traceback];
    let result = protocol::call(at.thread(), &leave, Ref::borrowed(&args))?;
    drop(leave);
    at.put(at.c(), result);
    at.next(0)
}
