//! The format mini-language, `%` formatting and `str.format`. (Skeleton.)
use crate::str::{Builder, Str};
use object::{Object, Ref, Result, Thread};
/// `int.__format__` for an int or bool.
pub fn format_int(_thread: &Thread, _value: &Object, _spec: &Str) -> Result<Ref<Str>> {
    crate::stub("format_int")
}
/// `float.__format__`.
pub fn format_float(_thread: &Thread, _value: f64, _spec: &Str) -> Result<Ref<Str>> {
    crate::stub("format_float")
}
/// `complex.__format__`.
pub fn format_complex(_thread: &Thread, _re: f64, _im: f64, _spec: &Str) -> Result<Ref<Str>> {
    crate::stub("format_complex")
}
/// `str.__format__`.
pub fn format_str(_thread: &Thread, _value: &Str, _spec: &Str) -> Result<Ref<Str>> {
    crate::stub("format_str")
}
/// Appends `repr` of a float.
pub fn write_float_repr(_out: &mut Builder<'_>, _value: f64) -> Result<()> {
    crate::stub("write_float_repr")
}

/// `text % value`.
pub fn percent_str(_thread: &Thread, _format: &Str, _value: &Object) -> Result<Ref<Str>> {
    crate::stub("percent_str")
}
/// `bytes % value`.
pub fn percent_bytes<'t>(
    _thread: &'t Thread,
    _format: &[u8],
    _value: &Object,
) -> Result<object::Buf<'t, u8>> {
    crate::stub("percent_bytes")
}
/// `str.format`.
pub fn format_method(_thread: &Thread, _format: &Str, _args: object::Args<'_>) -> Result<Ref<Str>> {
    crate::stub("format_method")
}
/// `str.format_map`.
pub fn format_map(_thread: &Thread, _format: &Str, _mapping: &Object) -> Result<Ref<Str>> {
    crate::stub("format_map")
}
