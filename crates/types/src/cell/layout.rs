//! The layout of `cell`.

use object::{Layout, LayoutInfo, Object, Slot, clear_references};

/// A cell. See the folder's head.
#[repr(C)]
pub struct Cell {
    header: Object,
    pub content: Slot,
}

const _: () = assert!(size_of::<Cell>() == 24);

/// The layout of `cell`.
pub static CELL_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[std::mem::offset_of!(Cell, content) as u16],
    clear: Some(clear_references),
    ..LayoutInfo::new("cell", size_of::<Cell>())
};

// SAFETY: starts with the header; zero is the empty cell; the one owned field is described.
unsafe impl Layout for Cell {
    const INFO: &'static LayoutInfo = &CELL_LAYOUT;
}

impl Cell {
    /// The cell as any object.
    pub fn as_object(&self) -> &Object {
        &self.header
    }
}
