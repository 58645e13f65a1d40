//! The method cache: which object an attribute name leads to along a type's mro.
//!
//! ```text
//!   entry = type version (0: free) · name (counted) · found object (borrowed, null: known to be absent)
//! ```
//! Invariant: an entry's answer is right as long as some type has its version, because a version is given up before
//! the type or one of its bases changes and never given out twice. So a hit needs no look at the dictionaries.

use crate::str::Str;
use object::{Object, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// Entries, as in 3.13: a direct-mapped table.
const ENTRIES: usize = 4096;

struct Entry {
    version: Cell<u32>,
    name: Cell<Option<NonNull<Object>>>,
    value: Cell<Option<NonNull<Object>>>,
}

/// The cache of one heap.
pub struct MethodCache {
    entries: Box<[Entry; ENTRIES]>,
}

impl MethodCache {
    /// An empty cache.
    pub fn new() -> MethodCache {
        // SAFETY: all-zero entries are free ones: no version, no name, no value.
        let entries = unsafe { Box::<[Entry; ENTRIES]>::new_zeroed().assume_init() };
        MethodCache { entries }
    }

    #[inline(always)]
    fn entry(&self, version: u32, name: &Str) -> &Entry {
        let spread = name.as_object().id() >> 4;
        &self.entries[(version as usize ^ spread) % ENTRIES]
    }

    /// `None`: not cached. `Some(None)`: known to be absent.
    #[inline(always)]
    pub fn get<'t>(&self, ty: &'t Type, name: &Str) -> Option<Option<&'t Object>> {
        let version = ty.version();
        let entry = self.entry(version, name);
        if version == 0
            || entry.version.get() != version
            || entry.name.get() != Some(name.as_object().as_ptr())
        {
            return None;
        }
        // SAFETY: the version is valid, so a dictionary in the type's mro still holds the value.
        Some(entry.value.get().map(|v| unsafe { v.as_ref() }))
    }

    /// Remembers an answer under the type's current version.
    pub fn put(&self, version: u32, name: &Str, value: Option<&Object>) {
        let entry = self.entry(version, name);
        name.as_object().incref();
        let old = entry.name.replace(Some(name.as_object().as_ptr()));
        entry.value.set(value.map(Object::as_ptr));
        entry.version.set(version);
        if let Some(old) = old {
            // SAFETY: the entry counted its name.
            unsafe { Object::decref(old) };
        }
    }

    /// Names the names that it counts.
    pub fn visit(&self, visit: object::Visit) {
        for entry in self.entries.iter() {
            if let Some(name) = entry.name.get() {
                // SAFETY: the entry counts its name.
                visit(unsafe { name.as_ref() });
            }
        }
    }

    /// Forgets everything and gives the names back.
    pub fn clear(&self) {
        for entry in self.entries.iter() {
            entry.version.set(0);
            entry.value.set(None);
            if let Some(name) = entry.name.take() {
                // SAFETY: the entry counted its name.
                unsafe { Object::decref(name) };
            }
        }
    }
}

impl Default for MethodCache {
    fn default() -> MethodCache {
        MethodCache::new()
    }
}

/// Lengthens the borrow of something found in a dictionary of the type's mro to the borrow of the type.
///
/// Only for `lookup`, whose callers count the object or use it before Python code can run.
#[inline(always)]
pub(super) fn held_by<'t>(_ty: &'t Type, found: &Object) -> &'t Object {
    // SAFETY: the dictionary that it was found in keeps the object alive until Python code changes it.
    unsafe { &*(found as *const Object) }
}
