//! Attributes of instances: inline values under the type's shared keys, and the dictionary made when somebody asks.
//!
//! While an instance's inline values are valid they are its attributes, and a dictionary that exists shares them. They stop being
//! valid when the dictionary outgrows the shared keys, when it is replaced, or when the instance goes; the references
//! then belong to the dictionary. Types with a managed dictionary but no inline values get a split one of their own.

use super::layout::{EMPTY, Keys, SPLIT};
use super::table::{add_shared, add_to_order, remove_from_order};
use super::{Dict, exact_str};
use crate::state::state;
use crate::str::Str;
use crate::tuple::may_be_tracked;
use object::{Heap, HeapType, InlineValues, Object, Raised, Ref, Result, Slot, Thread, Type};

/// Most names that instances share: 3.13's `SHARED_KEYS_MAX_SIZE`.
const SHARED_MOST: isize = 30;
/// log2 of the index table of shared keys.
const SHARED_LOG2_SIZE: u8 = 6;

/// A version for the keys, assigned on demand. Shared empty keys never change: all have the same.
pub(super) fn add_version(thread: &Thread, keys: Keys) -> u32 {
    if keys.is_shared_empty() {
        return 1;
    }
    let version = &keys.head().version;
    if version.get() == 0 && keys.is_unicode() {
        let next = state(thread).keys_versions.get();
        if next == u32::MAX {
            return 0;
        }
        state(thread).keys_versions.set(next + 1);
        version.set(next + 1);
    }
    version.get()
}

fn shared_keys(ty: &Type) -> Option<Keys> {
    Keys::from_raw(ty.as_heap_type()?.shared_keys.get())
}

fn valid_values(object: &Object) -> Option<&InlineValues> {
    object.inline_values().filter(|v| v.valid.get() != 0)
}

/// The managed dictionary, if it exists.
#[inline]
fn managed(object: &Object) -> Option<Ref<Dict>> {
    object.managed_dict()?.get()?.downcast_into::<Dict>().ok()
}

/// Instance attribute of an object with a managed dictionary: inline values first, the dictionary if there are none.
#[inline]
pub fn instance_get(thread: &Thread, object: &Object, name: &Str) -> Result<Option<Ref>> {
    if let Some(values) = valid_values(object)
        && let Some(keys) = shared_keys(object.ty())
        && exact_str(name.as_object()).is_some()
    {
        let index = keys.find_str(name, name.hash(thread));
        return Ok(match index {
            EMPTY => None,
            index => values.values().get(index as usize).and_then(Slot::get),
        });
    }
    match managed(object) {
        Some(dict) => dict.get_str(thread, name),
        // A name of another kind than `str`, or a dictionary that was deleted: looking makes one, as in 3.13.
        None if object.inline_values().is_some() => {
            instance_dict(thread, object)?.get_str(thread, name)
        }
        None => Ok(None),
    }
}

/// Stores (`None` deletes; `Ok(false)` when a deleted name wasn't there).
pub fn instance_set(
    thread: &Thread,
    object: &Object,
    name: &Str,
    value: Option<&Object>,
) -> Result<bool> {
    if let Some(values) = valid_values(object)
        && let Some(keys) = shared_keys(object.ty())
    {
        return set_inline(thread, object, values, keys, name, value);
    }
    // Even what deletes makes the dictionary in which it finds nothing.
    let dict = match managed(object) {
        Some(dict) => dict,
        None => instance_dict(thread, object)?,
    };
    store(thread, &dict, name, value)
}

fn store(thread: &Thread, dict: &Dict, name: &Str, value: Option<&Object>) -> Result<bool> {
    match value {
        Some(value) => dict.set(thread, name.as_object(), value).map(|()| true),
        None => dict
            .remove(thread, name.as_object())
            .map(|old| old.is_some()),
    }
}

fn set_inline(
    thread: &Thread,
    object: &Object,
    values: &InlineValues,
    keys: Keys,
    name: &Str,
    value: Option<&Object>,
) -> Result<bool> {
    let index = exact_str(name.as_object()).and_then(|n| add_shared(keys, n, n.hash(thread)));
    let Some(index) = index else {
        // The shared keys are full (or the name is odd): this instance goes its own way, with a dictionary.
        let dict = instance_dict(thread, object)?;
        return store(thread, &dict, name, value);
    };
    let slot = &values.values()[index];
    let old = slot.replace(value.map(Object::to_ref));
    let dict = managed(object);
    match (old.is_some(), value) {
        (false, None) => return Ok(false),
        (false, Some(_)) => add_to_order(values, index),
        (true, None) => remove_from_order(values, index),
        (true, Some(_)) => {}
    }
    if let Some(dict) = dict {
        // As in 3.13 this doesn't make the collector look at the dictionary: the instance shows it the values.
        dict.used.set(values.size.get() as usize);
    }
    drop(old);
    Ok(true)
}

/// Whether an object with a managed dictionary has no attributes of its own. Makes nothing.
pub fn has_no_attributes(object: &Object) -> bool {
    match (valid_values(object), managed(object)) {
        (Some(values), _) => values.size.get() == 0,
        (None, Some(dict)) => dict.is_empty(),
        (None, None) => true,
    }
}

/// `obj.__dict__`: makes the dictionary of an object with a managed one; it shares the inline values.
pub fn instance_dict(thread: &Thread, object: &Object) -> Result<Ref<Dict>> {
    if let Some(dict) = managed(object) {
        return Ok(dict);
    }
    let Some(place) = object.managed_dict() else {
        return Err(thread.system_error(format_args!("the object has no managed dictionary")));
    };
    let dict = match (shared_keys(object.ty()), valid_values(object)) {
        (None, _) => Dict::new(thread)?,
        (Some(keys), Some(values)) => share_values(thread, keys, values)?,
        (Some(keys), None) => own_values(thread, keys)?,
    };
    place.set(Some(dict.clone().into_object()));
    Ok(dict)
}

/// A split dictionary that shares an instance's inline values.
fn share_values(thread: &Thread, keys: Keys, values: &InlineValues) -> Result<Ref<Dict>> {
    keys.retain();
    let dict = Dict::with_keys(thread, keys)?;
    dict.attach_values(values);
    dict.used.set(values.size.get() as usize);
    let tracked = |slot: &Slot| slot.get().is_some_and(|value| may_be_tracked(&value));
    if values.values().iter().any(tracked) {
        dict.as_object().track();
    }
    Ok(dict)
}

/// A split dictionary with a values array of its own, for instances whose inline values are gone or were never there.
fn own_values(thread: &Thread, keys: Keys) -> Result<Ref<Dict>> {
    let room = keys.head().room();
    let values = Dict::new_values(thread, room)?;
    keys.retain();
    match Dict::with_keys(thread, keys) {
        Ok(dict) => {
            dict.attach_values(values);
            Ok(dict)
        }
        Err(raised) => {
            Dict::forget_values(values, thread.heap());
            Err(raised)
        }
    }
}

/// Makes the dictionary independent of the instance whose values it shares.
fn detach(thread: &Thread, object: &Object, dict: &Dict) -> Result<()> {
    let Some(inline) = object.inline_values().filter(|v| dict.shares(v)) else {
        return Ok(());
    };
    let own = Dict::copy_values(thread, inline)?;
    dict.attach_values(own);
    drop_inline(inline);
    Ok(())
}

/// Before an instance changes its class: its attributes leave the inline values, whose keys belong to the old class.
pub fn detach_inline_values(thread: &Thread, object: &Object) -> Result<()> {
    let dict = instance_dict(thread, object)?;
    detach(thread, object, &dict)
}

/// The instance gives its inline values up: they are dropped in order of index.
fn drop_inline(inline: &InlineValues) {
    if inline.valid.replace(0) != 0 {
        for slot in inline.values() {
            slot.set(None);
        }
    }
}

/// Replaces `obj.__dict__` (`None` deletes: the next use makes a new one).
pub fn instance_set_dict(thread: &Thread, object: &Object, dict: Option<Ref<Dict>>) -> Result<()> {
    let Some(place) = object.managed_dict() else {
        return Err(thread.system_error(format_args!("the object has no managed dictionary")));
    };
    match managed(object) {
        Some(old) => {
            detach(thread, object, &old)?;
            place.set(dict.map(Ref::into_object));
        }
        None => {
            place.set(dict.map(Ref::into_object));
            if let Some(inline) = object.inline_values() {
                drop_inline(inline);
            }
        }
    }
    Ok(())
}

/// Hook: the object dies or is cleared while it has a dictionary. If the dictionary lives on it takes the values along.
pub fn clear_managed_dict(object: &Object) {
    let thread = object.thread();
    let Some(dict) = managed(object) else { return };
    if dict.object().refcount() > 2 {
        if detach(thread, object, &dict) == Err(Raised) {
            // No memory for a copy of the values: the surviving dictionary is emptied rather than left dangling. The object isn't
            // shown: it is dying, and nobody may hold it again.
            (thread.hooks().unraisable)(thread, "", None);
            abandon(object, &dict);
        }
    } else {
        abandon_dying(object, &dict);
    }
    if let Some(place) = object.managed_dict() {
        place.set(None);
    }
}

/// Empties the dictionary and cuts it from the inline values.
fn abandon(object: &Object, dict: &Dict) {
    dict.clear();
    abandon_dying(object, dict);
}

/// Cuts a dictionary that nobody else holds from the inline values and drops those.
fn abandon_dying(object: &Object, dict: &Dict) {
    let Some(inline) = object.inline_values().filter(|v| dict.shares(v)) else {
        return;
    };
    dict.detach_values();
    dict.used.set(0);
    dict.replace_keys(Keys::empty()).release(object.heap());
    drop_inline(inline);
}

/// Shared keys for a new heap type: empty, and as large as they can be. Names enter in the order in which instances get them.
pub fn make_shared_keys(thread: &Thread, ty: &Type) -> Result<()> {
    let Some(heap_type) = ty.as_heap_type() else {
        return Ok(());
    };
    let keys = Keys::alloc(thread, SHARED_LOG2_SIZE, SPLIT)?;
    keys.head().usable.set(SHARED_MOST);
    heap_type.shared_keys.set(keys.as_ptr().cast());
    Ok(())
}

/// Hook: gives back a heap type's shared keys.
pub fn release_keys(heap: &Heap, keys: *mut u8) {
    if let Some(keys) = Keys::from_raw(keys) {
        keys.release(heap);
    }
}

/// Bytes of a heap type's shared keys, for its `__sizeof__`; 0 without any.
pub fn shared_keys_bytes(heap_type: &HeapType) -> usize {
    Keys::from_raw(heap_type.shared_keys.get()).map_or(0, Keys::bytes)
}
