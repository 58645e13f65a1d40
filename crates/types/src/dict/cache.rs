//! What the interpreter's inline caches ask of dictionaries: where a string key stands, and whether that is still so.
//!
//! A cache holds (version of the keys, index of the entry). As long as the version is the same, the entry at that index has
//! the same key; its value may have changed or gone.

use super::layout::{EMPTY, Keys};
use super::{Dict, add_version};
use crate::str::Str;
use object::{Object, Thread, Type};
use std::ptr::NonNull;

impl Dict {
    /// A number that changes with the set of keys, 0 if none can be assigned. Never 0 by chance.
    #[inline]
    pub fn keys_version(&self, thread: &Thread) -> u32 {
        add_version(thread, self.keys())
    }

    /// The version if one was assigned and no key has come or gone since, else 0.
    #[inline(always)]
    pub fn keys_version_now(&self) -> u32 {
        self.keys().head().version.get()
    }

    /// The entry of a string key in a combined dictionary of strings; `None` if absent or not such a dictionary.
    #[inline]
    pub fn index_of_str(&self, thread: &Thread, key: &Str) -> Option<usize> {
        let keys = self.keys();
        if !keys.is_unicode() || self.is_split() {
            return None;
        }
        match keys.find_str(key, key.hash(thread)) {
            EMPTY => None,
            index => Some(index as usize),
        }
    }

    /// Whether the dictionary is a combined one of strings: what `place_of_str` and `value_in_place` work on.
    #[inline(always)]
    pub fn is_plain(&self) -> bool {
        !self.is_split() && self.keys().is_unicode()
    }

    /// Where the value of a string key stands in a combined dictionary of strings, for [`Dict::value_in_place`]; `None` if it is absent.
    pub fn place_of_str(&self, thread: &Thread, key: &Str) -> Option<usize> {
        let index = self.index_of_str(thread, key)?;
        Some(self.keys().value_place(index))
    }

    /// The value at a place that a cache remembers; the version guard has been checked.
    #[inline(always)]
    pub fn value_in_place(&self, place: usize) -> Option<NonNull<Object>> {
        self.keys().value_in_place(place)
    }
}

/// The index of a name in the keys that a type's instances share; `None` if no instance ever had it.
pub fn shared_index(thread: &Thread, ty: &Type, name: &Str) -> Option<usize> {
    let keys = Keys::from_raw(ty.as_heap_type()?.shared_keys.get())?;
    match keys.find_str(name, name.hash(thread)) {
        EMPTY => None,
        index => Some(index as usize),
    }
}

/// The version of the keys that a type's instances share; 0 for none. It changes when a name is added.
pub fn shared_version(thread: &Thread, ty: &Type) -> u32 {
    let keys = ty
        .as_heap_type()
        .and_then(|h| Keys::from_raw(h.shared_keys.get()));
    keys.map_or(0, |keys| add_version(thread, keys))
}

/// As `shared_version`, 0 when none was assigned since the last change: a guard's read.
#[inline(always)]
pub fn shared_version_now(ty: &Type) -> u32 {
    let keys = ty
        .as_heap_type()
        .and_then(|h| Keys::from_raw(h.shared_keys.get()));
    keys.map_or(0, |keys| keys.head().version.get())
}
