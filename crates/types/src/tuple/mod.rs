//! `tuple`. (Skeleton.)
use object::{Items, Layout, LayoutInfo, Object, Ref, Result, Thread};
use std::cell::Cell;
/// ```text
/// 0 header  16 length  24 items
/// ```
#[repr(C)]
pub struct Tuple {
    header: Object,
    pub(crate) length: Cell<usize>,
}
pub static TUPLE_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 8,
    items: Some(Items {
        at: 24,
        len: 16,
        indirect: false,
    }),
    ..LayoutInfo::new("tuple", 24)
};
// SAFETY: header first.
unsafe impl Layout for Tuple {
    const INFO: &'static LayoutInfo = &TUPLE_LAYOUT;
}
impl Tuple {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    /// New tuple of copies of the handles (tracked as 3.13 tracks it; empty is the shared one).
    pub fn from_slice(_thread: &Thread, _items: &[Ref]) -> Result<Ref<Tuple>> {
        crate::stub("Tuple::from_slice")
    }
    /// New tuple that takes the handles over.
    pub fn from_array<const N: usize>(_thread: &Thread, _items: [Ref; N]) -> Result<Ref<Tuple>> {
        crate::stub("Tuple::from_array")
    }
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// The items (a tuple never changes once others see it).
    #[inline(always)]
    pub fn items(&self) -> &[Ref] {
        crate::stub("Tuple::items")
    }
}
