//! Layouts of views and iterators.
//!
//! ```text
//! View (24):      16 dict
//! Walk (56):      16 dict (null when exhausted)  24 expected length (-1 after an error)  32 position
//!                 40 the pair to hand out again (iterators of items)  48 entries left
//! ```

use object::{Layout, LayoutInfo, Object, Slot};
use std::cell::Cell;

/// `dict_keys`, `dict_values`, `dict_items`.
#[repr(C)]
pub struct View {
    header: Object,
    pub(in crate::dict) dict: Slot<super::Dict>,
}

/// Layout of the views.
pub static VIEW: LayoutInfo = LayoutInfo {
    fields: &[16],
    ..LayoutInfo::new("dict view", 24)
};

/// The iterators over keys, values and items, either way.
#[repr(C)]
pub struct Walk {
    header: Object,
    pub(in crate::dict) dict: Slot<super::Dict>,
    pub(in crate::dict) used: Cell<isize>,
    pub(in crate::dict) pos: Cell<isize>,
    pub(in crate::dict) pair: Slot<crate::tuple::Tuple>,
    pub(in crate::dict) left: Cell<isize>,
}

/// Layout of the iterators.
pub static WALK: LayoutInfo = LayoutInfo {
    fields: &[16, 40],
    ..LayoutInfo::new("dict iterator", 56)
};

const _: () = assert!(size_of::<View>() == 24 && size_of::<Walk>() == 56);

// SAFETY: header first; zero is valid; VIEW describes the only reference.
unsafe impl Layout for View {
    const INFO: &'static LayoutInfo = &VIEW;
}

// SAFETY: header first; zero is an exhausted iterator; WALK describes both references.
unsafe impl Layout for Walk {
    const INFO: &'static LayoutInfo = &WALK;
}
