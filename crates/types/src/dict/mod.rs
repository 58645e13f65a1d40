//! `dict`, its views and iterators, the keys that instances share. (Skeleton.)
use crate::str::Str;
use object::{Heap, Layout, LayoutInfo, Object, Ref, Result, Slot, Thread, Type};
use std::cell::Cell;
/// ```text
/// 0 header  16 used  24 version  32 keys  40 values (null unless split)
/// ```
#[repr(C)]
pub struct Dict {
    header: Object,
    pub(crate) used: Cell<usize>,
    pub(crate) version: Cell<u64>,
    pub(crate) keys: Cell<*mut u8>,
    pub(crate) values: Cell<*mut u8>,
}
pub static DICT_LAYOUT: LayoutInfo = LayoutInfo::new("dict", 48);
// SAFETY: header first.
unsafe impl Layout for Dict {
    const INFO: &'static LayoutInfo = &DICT_LAYOUT;
}
impl Dict {
    pub fn as_object(&self) -> &Object {
        &self.header
    }
    /// Empty, shares the empty keys; tracked lazily as 3.13 does.
    pub fn new(_thread: &Thread) -> Result<Ref<Dict>> {
        crate::stub("Dict::new")
    }
    /// With room for n entries.
    pub fn with_capacity(_thread: &Thread, _n: usize) -> Result<Ref<Dict>> {
        crate::stub("Dict::with_capacity")
    }
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    /// Lookup (may run `__hash__`/`__eq__`).
    pub fn get(&self, _thread: &Thread, _key: &Object) -> Result<Option<Ref>> {
        crate::stub("Dict::get")
    }
    /// Lookup by string key: never raises when all keys are strings.
    pub fn get_str(&self, _thread: &Thread, _key: &Str) -> Result<Option<Ref>> {
        crate::stub("Dict::get_str")
    }
    /// Lookup by text (interns nothing).
    pub fn get_text(&self, _thread: &Thread, _key: &str) -> Result<Option<Ref>> {
        crate::stub("Dict::get_text")
    }
    pub fn set(&self, _thread: &Thread, _key: &Object, _value: &Object) -> Result<()> {
        crate::stub("Dict::set")
    }
    /// Stores under an interned name made from the text.
    pub fn set_text(&self, _thread: &Thread, _key: &str, _value: &Object) -> Result<()> {
        crate::stub("Dict::set_text")
    }
    /// Removes; None if absent (no KeyError).
    pub fn remove(&self, _thread: &Thread, _key: &Object) -> Result<Option<Ref>> {
        crate::stub("Dict::remove")
    }
    /// setdefault.
    pub fn set_default(&self, _thread: &Thread, _key: &Object, _value: &Object) -> Result<Ref> {
        crate::stub("Dict::set_default")
    }
    /// Iteration without Python: `pos` starts at 0; entries in insertion order. Safe against changes (it then may skip).
    pub fn next(&self, _pos: &mut usize) -> Option<(Ref, Ref)> {
        crate::stub("Dict::next")
    }
    pub fn clear(&self) {
        crate::stub("Dict::clear")
    }
    pub fn copy(&self, _thread: &Thread) -> Result<Ref<Dict>> {
        crate::stub("Dict::copy")
    }
    /// `update` with a mapping or pairs; `overwrite` false keeps existing, as PyDict_Merge.
    pub fn merge(&self, _thread: &Thread, _other: &Object, _overwrite: bool) -> Result<()> {
        crate::stub("Dict::merge")
    }
    /// A number that changes with the set of keys (for inline caches), 0 if none can be assigned.
    pub fn keys_version(&self, _thread: &Thread) -> u32 {
        crate::stub("Dict::keys_version")
    }
}
/// Instance attributes of an object with a managed dict: inline values first, the dict if materialised.
pub fn instance_get(_thread: &Thread, _object: &Object, _name: &Str) -> Result<Option<Ref>> {
    crate::stub("instance_get")
}
/// Stores (None deletes; Ok(false) when a deleted name wasn't there).
pub fn instance_set(
    _thread: &Thread,
    _object: &Object,
    _name: &Str,
    _value: Option<&Object>,
) -> Result<bool> {
    crate::stub("instance_set")
}
/// `obj.__dict__`: materialises the dict of an object with managed dict; it shares the inline values as in 3.13.
pub fn instance_dict(_thread: &Thread, _object: &Object) -> Result<Ref<Dict>> {
    crate::stub("instance_dict")
}
/// Replaces `obj.__dict__` (None resets).
pub fn instance_set_dict(
    _thread: &Thread,
    _object: &Object,
    _dict: Option<Ref<Dict>>,
) -> Result<()> {
    crate::stub("instance_set_dict")
}
/// Hook: the object dies or is cleared while it has a dict: detach inline values (copied into the dict if it survives), drop it.
pub fn clear_managed_dict(_object: &Object) {
    crate::stub("clear_managed_dict")
}
/// Shared keys for a new heap type with inline values (3.13's `_PyDict_NewKeysForClass`); sets `shared_keys` and `inline_capacity`.
pub fn make_shared_keys(_thread: &Thread, _ty: &Type) -> Result<()> {
    crate::stub("make_shared_keys")
}
/// Hook: gives back a heap type's shared keys.
pub fn release_keys(_heap: &Heap, _keys: *mut u8) {
    crate::stub("release_keys")
}
/// A dictionary at a fixed slot (modules, functions, exceptions): made on first use.
pub fn dict_in_slot(_thread: &Thread, _slot: &Slot) -> Result<Ref<Dict>> {
    crate::stub("dict_in_slot")
}
