//! Layouts of the types in `collections` that are built on `dict`; the types are declared in the `stdlib` room.
//!
//! ```text
//! DefaultDict (56):   0 dict  48 factory
//! ```

use super::{DICT_LAYOUT, Dict};
use object::{Layout, LayoutInfo, Object, Slot};

/// `collections.defaultdict`.
#[repr(C)]
pub struct DefaultDict {
    dict: Dict,
    pub factory: Slot,
}

/// Layout of `defaultdict`.
pub static DEFAULT_DICT: LayoutInfo = LayoutInfo {
    base: Some(&DICT_LAYOUT),
    fields: &[48],
    clear: Some(clear_factory),
    ..LayoutInfo::new("defaultdict", 56)
};

const _: () = assert!(size_of::<DefaultDict>() == 56);

// SAFETY: starts with a dictionary, so with a header; zero is valid; the one field is described, the rest by the base.
unsafe impl Layout for DefaultDict {
    const INFO: &'static LayoutInfo = &DEFAULT_DICT;
}

fn clear_factory(object: &Object) {
    if let Some(this) = object.downcast::<DefaultDict>() {
        this.factory.set(None);
    }
}

impl DefaultDict {
    /// The dictionary in it.
    pub fn dict(&self) -> &Dict {
        &self.dict
    }
}
