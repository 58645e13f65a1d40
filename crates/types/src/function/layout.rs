//! The layout of `function`.
//!
//! ```text
//!   0 header     16 globals   24 builtins  32 name     40 qualname  48 code      56 defaults   64 kwdefaults
//!  72 closure    80 doc       88 dict      96 weak list 104 module  112 annotations 120 type params
//! 128 reserved  136 version
//! ```
//! 144 bytes and a GC head, as 3.13.

use crate::code::Code;
use crate::dict::Dict;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Layout, LayoutInfo, Object, Slot};
use std::cell::Cell;
use std::mem::offset_of;

/// A function. See the file's head.
#[repr(C)]
pub struct Function {
    header: Object,
    pub globals: Slot<Dict>,
    pub builtins: Slot<Dict>,
    pub name: Slot<Str>,
    pub qualname: Slot<Str>,
    pub code: Slot<Code>,
    pub defaults: Slot<Tuple>,
    pub kwdefaults: Slot<Dict>,
    pub closure: Slot<Tuple>,
    pub doc: Slot,
    pub dict: Slot,
    weaklist: Cell<*mut Object>,
    pub module: Slot,
    pub annotations: Slot,
    pub type_params: Slot,
    reserved: Cell<usize>,
    pub version: Cell<u32>,
}

const _: () = assert!(size_of::<Function>() == 144);
const _: () = assert!(offset_of!(Function, dict) == 88 && offset_of!(Function, weaklist) == 96);

macro_rules! offsets {
    ($ty:ident: $($field:ident),*) => { &[$(offset_of!($ty, $field) as u16),*] };
}

/// The layout of `function`.
pub static FUNCTION_LAYOUT: LayoutInfo = LayoutInfo {
    fields: offsets!(Function: code, globals, builtins, module, defaults, kwdefaults, doc, name, dict, closure,
        annotations, type_params, qualname),
    clear: Some(clear),
    release: Some(|object, _| clear(object)),
    ..LayoutInfo::new("function", size_of::<Function>())
};

// SAFETY: starts with the header; zero is valid (all slots empty); every owned field is described.
unsafe impl Layout for Function {
    const INFO: &'static LayoutInfo = &FUNCTION_LAYOUT;
}

/// What breaks a cycle: everything but the code. Whoever still sees the function finds it without a name.
fn clear(object: &Object) {
    let Some(it) = object.downcast::<Function>() else {
        return;
    };
    it.version.set(0);
    it.globals.set(None);
    it.builtins.set(None);
    it.module.set(None);
    it.defaults.set(None);
    it.kwdefaults.set(None);
    it.doc.set(None);
    it.dict.set(None);
    it.closure.set(None);
    it.annotations.set(None);
    it.type_params.set(None);
    for name in [&it.name, &it.qualname] {
        name.set(Some(crate::str::empty(object.thread())));
    }
}

impl Function {
    /// The function as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }
}
