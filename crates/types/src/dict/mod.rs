//! `dict`, its views and iterators, the keys that instances share.
//!
//! - `layout/`: the object, tables of keys, values arrays; all `unsafe` of this folder.
//! - `table.rs`: find, insert, resize, remove, clear, copy.
//! - `update.rs`: merging, building from pairs, `fromkeys`.
//! - `ordered.rs`: what `OrderedDict` does with its entries.
//! - `instance.rs`: attributes of instances: inline values and the dictionary that shares them.
//! - `cache.rs`: what the interpreter's inline caches ask.
//! - `spec.rs`, `methods.rs`: what programs see of `dict`; `view.rs`, `iterator.rs`: views and iterators.

#[forbid(unsafe_code)]
mod cache;
#[forbid(unsafe_code)]
mod instance;
#[forbid(unsafe_code)]
mod iterator;
mod layout;
#[forbid(unsafe_code)]
mod methods;
#[forbid(unsafe_code)]
mod ordered;
#[forbid(unsafe_code)]
mod spec;
#[forbid(unsafe_code)]
mod table;
#[forbid(unsafe_code)]
mod update;
#[forbid(unsafe_code)]
mod view;

pub use cache::*;
pub use instance::*;
pub use iterator::refill_pair;
pub use layout::{
    DEFAULT_DICT, DICT_LAYOUT, DefaultDict, Dict, Keys, ORDERED_DICT, OrderedDict, VIEW, View,
    Walk, visit_referents, visit_shared_keys, visit_traversed,
};
pub use spec::construct;
pub use view::new_of as new_view;

/// Bytes of the smallest table of text keys: its head, eight indices, five entries.
pub const SMALL_TABLE: usize = 32 + 8 + 5 * 16;

use crate::str::Str;
use crate::tuple::Tuple;
use instance::add_version;
use object::{Builtin, Object, Ref, Result, Slot, Thread, TypeSpec};
use table::{exact_str, hash_key};

/// The types of this folder.
pub static SPECS: &[&TypeSpec] = &[
    &spec::DICT,
    &view::KEYS,
    &view::VALUES,
    &view::ITEMS,
    iterator::ITERATORS[0],
    iterator::ITERATORS[1],
    iterator::ITERATORS[2],
    iterator::ITERATORS[3],
    iterator::ITERATORS[4],
    iterator::ITERATORS[5],
];

/// What is taken of each entry.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    Key,
    Value,
    Item,
}

impl Part {
    /// That part of an entry.
    pub fn of(self, thread: &Thread, key: Ref, value: Ref) -> Result<Ref> {
        match self {
            Part::Key => Ok(key),
            Part::Value => Ok(value),
            Part::Item => Ok(Tuple::from_array(thread, [key, value])?.into_object()),
        }
    }
}

/// An exact dictionary, or a view, as a source that can be read without running Python code.
pub(crate) fn plain_source(object: &Object) -> Option<(Ref<Dict>, Part)> {
    if object.is_exactly(Builtin::Dict) {
        return Some((object.to_ref().downcast_into::<Dict>().ok()?, Part::Key));
    }
    let kind = object.builtin();
    let exact = matches!(
        kind,
        Builtin::DictKeys | Builtin::DictValues | Builtin::DictItems
    );
    view::parts(object)
        .filter(|_| exact)
        .map(|(part, dict)| (dict, part))
}

impl Dict {
    /// Empty, shares the empty keys; tracked when something that can be part of a cycle comes in.
    #[inline]
    pub fn new(thread: &Thread) -> Result<Ref<Dict>> {
        Dict::with_keys(thread, Keys::empty())
    }

    /// As `new`, but never a dictionary kept for reuse: what a call of the type does.
    pub fn new_fresh(thread: &Thread) -> Result<Ref<Dict>> {
        Dict::fresh_with_keys(thread, Keys::empty())
    }

    /// With room for `n` entries, as a display of that length makes it. `unicode`: only strings are expected.
    pub fn with_room(thread: &Thread, n: usize, unicode: bool) -> Result<Ref<Dict>> {
        // A table of eight comes with the first insertion; very large ones grow as they are filled.
        const LOG2_MOST: u8 = 17;
        if n <= layout::usable_fraction(8) {
            return Dict::new(thread);
        }
        let log2_size = if n > layout::usable_fraction(1 << LOG2_MOST) {
            LOG2_MOST
        } else {
            table::log2_for_entries(n)
        };
        let kind = if unicode {
            layout::UNICODE
        } else {
            layout::GENERAL
        };
        Dict::with_keys(thread, Keys::alloc(thread, log2_size, kind)?)
    }

    /// With room for `n` entries of any keys (3.13's `_PyDict_NewPresized`).
    pub fn with_capacity(thread: &Thread, n: usize) -> Result<Ref<Dict>> {
        Dict::with_room(thread, n, false)
    }

    /// Lookup (may run `__hash__`/`__eq__`).
    #[inline]
    pub fn get(&self, thread: &Thread, key: &Object) -> Result<Option<Ref>> {
        let hash = hash_key(thread, key)?;
        self.get_hashed(thread, key, hash)
    }

    /// Lookup by string key: never raises when all keys are strings.
    #[inline]
    pub fn get_str(&self, thread: &Thread, key: &Str) -> Result<Option<Ref>> {
        self.get_hashed(thread, key.as_object(), key.hash(thread))
    }

    /// Lookup by text.
    pub fn get_text(&self, thread: &Thread, key: &str) -> Result<Option<Ref>> {
        let key = Str::new(thread, key)?;
        self.get_str(thread, &key)
    }

    /// Whether there is such a key.
    pub fn contains(&self, thread: &Thread, key: &Object) -> Result<bool> {
        let hash = hash_key(thread, key)?;
        let index = self.find(thread, key, hash)?;
        Ok(index >= 0 && !self.value_slot(self.keys(), index as usize).is_none())
    }

    /// `self[key] = value`.
    #[inline]
    pub fn set(&self, thread: &Thread, key: &Object, value: &Object) -> Result<()> {
        // Both count before the key is asked for its hash.
        let (key, value) = (key.to_ref(), value.to_ref());
        let hash = hash_key(thread, &key)?;
        self.insert(thread, key, hash, value)
    }

    /// Whether its table is one of exact texts: no key can be anything else.
    pub fn has_only_texts(&self) -> bool {
        self.keys().is_unicode()
    }

    /// As `set`, by who gives up the key and the value: they count no more than they did.
    pub fn set_owned(&self, thread: &Thread, key: Ref, value: Ref) -> Result<()> {
        let hash = hash_key(thread, &key)?;
        self.insert(thread, key, hash, value)
    }

    /// Stores under an interned name made from the text.
    pub fn set_text(&self, thread: &Thread, key: &str, value: &Object) -> Result<()> {
        let key = crate::str::intern_static(thread, key)?;
        self.set(thread, key.as_object(), value)
    }

    /// Removes and hands out the value; `None` if absent (no `KeyError`).
    pub fn remove(&self, thread: &Thread, key: &Object) -> Result<Option<Ref>> {
        let hash = hash_key(thread, key)?;
        self.remove_hashed(thread, key, hash)
    }

    /// `setdefault`: the value that is there, or `value` stored now.
    pub fn set_default(&self, thread: &Thread, key: &Object, value: &Object) -> Result<Ref> {
        let hash = hash_key(thread, key)?;
        self.admit(thread, key)?;
        // The key counts no more than before while it is looked for, once.
        let index = self.find(thread, key, hash)?;
        if let Some(found) = self.value_at(index) {
            return Ok(found);
        }
        match index == layout::EMPTY && !self.is_split() {
            true => self.insert_new(thread, key.to_ref(), hash, value.to_ref())?,
            false => self.insert(thread, key.to_ref(), hash, value.to_ref())?,
        }
        Ok(value.to_ref())
    }

    /// Bytes of an instance without what stands in front: 3.13's `dict.__sizeof__`.
    pub fn sizeof(&self) -> usize {
        let mut size = self.as_object().ty().basicsize();
        if self.is_unborn() {
            return size;
        }
        let keys = self.keys();
        if self.is_split() {
            size += keys.head().room() * size_of::<Slot>();
        }
        // Shared keys count for the type; the shared empty ones for nobody.
        if keys.refs() == 1 && !keys.is_shared_empty() {
            size += keys.bytes();
        }
        size
    }
}

/// A dictionary at a fixed slot (modules, functions, exceptions): made on first use.
pub fn dict_in_slot(thread: &Thread, slot: &Slot) -> Result<Ref<Dict>> {
    if slot.is_none() {
        slot.set(Some(Dict::new(thread)?.into_object()));
    }
    match slot.get().map(Ref::downcast_into::<Dict>) {
        Some(Ok(dict)) => Ok(dict),
        _ => Err(thread.system_error(format_args!("a dictionary slot holds something else"))),
    }
}
