//! `float`. (Skeleton.)
use object::{Layout, LayoutInfo, Object, Ref, Result, Thread};
use std::cell::Cell;
/// ```text
/// 0 header  16 value
/// ```
#[repr(C)]
pub struct Float {
    header: Object,
    pub value: Cell<f64>,
}
pub static FLOAT_LAYOUT: LayoutInfo = LayoutInfo::new("float", 24);
// SAFETY: header first.
unsafe impl Layout for Float {
    const INFO: &'static LayoutInfo = &FLOAT_LAYOUT;
}
impl Float {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    #[inline]
    pub fn new(_thread: &Thread, _value: f64) -> Result<Ref> {
        crate::stub("Float::new")
    }
}
/// `PyNumber_Float` semantics of an argument: float, `__float__`, `__index__`; TypeError otherwise ("must be real number, not X").
pub fn as_f64(_thread: &Thread, _object: &Object) -> Result<f64> {
    crate::stub("as_f64")
}
/// Hash of a float as 3.13 (modulo 2^61-1; NaN by identity).
pub fn hash_f64(_value: f64, _identity: usize) -> isize {
    crate::stub("hash_f64")
}
