//! The `builtin_function` types.
use object::{MethodDef, Object, Ref, Result, Thread};
/// The bare name of a builtin function object. (Skeleton.)
pub fn name_of(_function: &Object) -> Option<&'static str> {
    crate::stub("builtin_function::name_of")
}
/// A builtin function bound to `self_` (the module for module functions), `__module__` as given. (Skeleton.)
pub fn new(
    _thread: &Thread,
    _def: &'static MethodDef,
    _self: Option<&Object>,
    _module: Option<&Object>,
) -> Result<Ref> {
    crate::stub("builtin_function::new")
}
