//! Calls.

use crate::str::Str;
use object::{Args, Object, Ref, Result, Thread};

/// Calls with positional arguments and keywords. The callee does its own recursion check.
#[inline]
pub fn call_args(thread: &Thread, callable: &Object, args: Args<'_>) -> Result<Ref> {
    match callable.ty().slots().call {
        Some(call) => call(thread, callable, args),
        None => Err(thread.type_error(format_args!(
            "'{}' object is not callable",
            callable.ty().name()
        ))),
    }
}

/// Calls with positional arguments.
#[inline]
pub fn call(thread: &Thread, callable: &Object, args: &[Ref]) -> Result<Ref> {
    call_args(thread, callable, Args::positional_only(args))
}

/// Calls with one argument.
pub fn call_one(thread: &Thread, callable: &Object, arg: &Object) -> Result<Ref> {
    call(thread, callable, &[arg.to_ref()])
}

/// `getattr(object, name)(*args)`.
pub fn call_method(thread: &Thread, object: &Object, name: &Str, args: &[Ref]) -> Result<Ref> {
    let method = super::getattr_name(thread, object, name)?;
    call(thread, &method, args)
}

/// `callable(object)`.
pub fn is_callable(object: &Object) -> bool {
    object.ty().slots().call.is_some()
}
