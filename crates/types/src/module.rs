//! `module`, and how native modules are declared. (Skeleton.)
use crate::dict::Dict;
use object::{Layout, LayoutInfo, MethodDef, Object, Ref, Result, Slot, Thread, TypeSpec};
/// ```text
/// 0 header  16 dict  24 declaration  32 (state)  40 weak references  48 name
/// ```
#[repr(C)]
pub struct Module {
    header: Object,
    pub(crate) dict: Slot<Dict>,
    pub(crate) rest: [std::cell::Cell<usize>; 4],
}
pub static MODULE_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[16],
    ..LayoutInfo::new("module", 56)
};
// SAFETY: header first.
unsafe impl Layout for Module {
    const INFO: &'static LayoutInfo = &MODULE_LAYOUT;
}
/// A native module's declaration.
pub struct ModuleSpec {
    pub name: &'static str,
    pub doc: Option<&'static str>,
    pub functions: &'static [MethodDef],
    /// Types added to the module under their short names.
    pub types: &'static [&'static TypeSpec],
    /// Further contents.
    pub init: Option<fn(&Thread, &Module) -> Result<()>>,
}
impl Module {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    pub fn new(_thread: &Thread, _name: &str) -> Result<Ref<Module>> {
        crate::stub("Module::new")
    }
    pub fn from_spec(_thread: &Thread, _spec: &'static ModuleSpec) -> Result<Ref<Module>> {
        crate::stub("Module::from_spec")
    }
    pub fn dict(&self) -> Ref<Dict> {
        crate::stub("Module::dict")
    }
    /// Adds or replaces an attribute.
    pub fn add(&self, _thread: &Thread, _name: &str, _value: &Object) -> Result<()> {
        crate::stub("Module::add")
    }
}
