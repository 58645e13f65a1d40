//! Layout of `set_iterator`.
//!
//! ```text
//!   16 set (null when exhausted)  24 expected length (-1 after an error)  32 place  40 items left
//! ```

use crate::set::Set;
use object::{Layout, LayoutInfo, Object, Slot};
use std::cell::Cell;

/// See the file's head.
#[repr(C)]
pub struct SetIterator {
    header: Object,
    pub(super) set: Slot<Set>,
    pub(super) used: Cell<isize>,
    pub(super) place: Cell<usize>,
    pub(super) left: Cell<isize>,
}

pub(super) static SET_ITERATOR_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[16],
    ..LayoutInfo::new("set iterator", 48)
};

const _: () = assert!(size_of::<SetIterator>() == 48);

// SAFETY: header first; zero is an exhausted iterator; the only reference is described.
unsafe impl Layout for SetIterator {
    const INFO: &'static LayoutInfo = &SET_ITERATOR_LAYOUT;
}
