//! `int`: 30-bit digits. (Skeleton.)
use object::{Layout, LayoutInfo, Object, Ref, Result, Thread};
use std::cell::Cell;
/// ```text
/// 0 header  16 tag: digit count << 3 | sign (0 positive, 1 zero, 2 negative)  24 digits, u32 each, 30 bits used, least first
/// ```
#[repr(C)]
pub struct Int {
    header: Object,
    pub(crate) tag: Cell<usize>,
    pub(crate) digit0: Cell<u32>,
}
pub static INT_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 4,
    ..LayoutInfo::new("int", 24)
};
// SAFETY: header first.
unsafe impl Layout for Int {
    const INFO: &'static LayoutInfo = &INT_LAYOUT;
}
impl Int {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    /// From a machine word; -5..=256 are the shared ones.
    #[inline]
    pub fn new(_thread: &Thread, _value: isize) -> Result<Ref> {
        crate::stub("Int::new")
    }
    pub fn from_usize(_thread: &Thread, _value: usize) -> Result<Ref> {
        crate::stub("Int::from_usize")
    }
    pub fn from_i128(_thread: &Thread, _value: i128) -> Result<Ref> {
        crate::stub("Int::from_i128")
    }
    /// From magnitude digits (base 2^32, least first).
    pub fn from_u32_digits(_thread: &Thread, _negative: bool, _digits: &[u32]) -> Result<Ref> {
        crate::stub("Int::from_u32_digits")
    }
    /// Truncated value of a finite float; OverflowError/ValueError for inf/nan.
    pub fn from_f64(_thread: &Thread, _value: f64) -> Result<Ref> {
        crate::stub("Int::from_f64")
    }
    /// The value if it fits a machine word.
    #[inline(always)]
    pub fn as_isize(&self) -> Option<isize> {
        crate::stub("Int::as_isize")
    }
    /// The value as a float, OverflowError when too large.
    pub fn to_f64(&self, _thread: &Thread) -> Result<f64> {
        crate::stub("Int::to_f64")
    }
    /// -1, 0, 1.
    pub fn sign(&self) -> i32 {
        crate::stub("Int::sign")
    }
    /// Appends decimal text.
    pub fn write_decimal(
        &self,
        _thread: &Thread,
        _out: &mut crate::str::Builder<'_>,
    ) -> Result<()> {
        crate::stub("Int::write_decimal")
    }
}
/// `int(text, base)`: full syntax with underscores, prefixes, whitespace, ValueError text.
pub fn parse(_thread: &Thread, _text: &crate::str::Str, _base: u32) -> Result<Ref> {
    crate::stub("int::parse")
}
