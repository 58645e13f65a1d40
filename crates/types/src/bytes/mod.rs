//! `bytes`. (Skeleton.)
use object::{Layout, LayoutInfo, Object, Ref, Result, Thread};
use std::cell::Cell;
/// ```text
/// 0 header 16 length 24 hash 32 data … 0-terminated
/// ```
#[repr(C)]
pub struct Bytes {
    header: Object,
    pub(crate) length: Cell<usize>,
    pub(crate) hash: Cell<isize>,
}
pub static BYTES_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 1,
    ..LayoutInfo::new("bytes", 33)
};
// SAFETY: header first.
unsafe impl Layout for Bytes {
    const INFO: &'static LayoutInfo = &BYTES_LAYOUT;
}
impl Bytes {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    pub fn new(_thread: &Thread, _bytes: &[u8]) -> Result<Ref<Bytes>> {
        crate::stub("Bytes::new")
    }
    pub fn as_slice(&self) -> &[u8] {
        crate::stub("Bytes::as_slice")
    }
}
