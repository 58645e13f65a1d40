//! The exception tree. (Skeleton.)
use crate::tuple::Tuple;
use object::{Builtin, Object, Raised, Ref, Result, Thread, Type};
use std::fmt;
/// Hook: makes an exception of a built-in type with a message pending (context chained as `_PyErr_SetObject`).
pub fn raise(_thread: &Thread, _kind: Builtin, _message: fmt::Arguments<'_>) -> Raised {
    crate::stub("raise")
}
/// Hook: the preallocated MemoryError.
pub fn no_memory(_thread: &Thread) -> Raised {
    crate::stub("no_memory")
}
/// Raises `kind(*args)`.
pub fn raise_with(_thread: &Thread, _kind: Builtin, _args: &[Ref]) -> Raised {
    crate::stub("raise_with")
}
/// Raises `KeyError(key)`.
pub fn key_error(_thread: &Thread, _key: &Object) -> Raised {
    crate::stub("key_error")
}
/// Makes an existing instance pending, chaining `__context__` to the handled exception.
pub fn raise_instance(_thread: &Thread, _exception: Ref) -> Raised {
    crate::stub("raise_instance")
}
/// A fresh instance `kind(*args)`.
pub fn new_instance(_thread: &Thread, _kind: &Type, _args: &[Ref]) -> Result<Ref> {
    crate::stub("new_instance")
}
/// The value carried by a StopIteration instance.
pub fn stop_iteration_value(_exception: &Object) -> Option<Ref> {
    crate::stub("stop_iteration_value")
}
/// `e.args`.
pub fn args(_exception: &Object) -> Option<Ref<Tuple>> {
    crate::stub("exception::args")
}
/// Traceback slot access: get/set `__traceback__`, `__context__`, `__cause__`.
pub fn traceback(_exception: &Object) -> Option<Ref> {
    crate::stub("traceback")
}
pub fn set_traceback(_exception: &Object, _tb: Option<Ref>) {
    crate::stub("set_traceback")
}
pub fn context(_exception: &Object) -> Option<Ref> {
    crate::stub("context")
}
pub fn set_context(_exception: &Object, _context: Option<Ref>) {
    crate::stub("set_context")
}
pub fn cause(_exception: &Object) -> Option<Ref> {
    crate::stub("cause")
}
pub fn set_cause(_exception: &Object, _cause: Option<Ref>) {
    crate::stub("set_cause")
}
