//! The memory of dictionaries. This folder holds all `unsafe` of `dict`.
//!
//! ```text
//!    0  header
//!   16  used: entries in the dictionary
//!   24  version
//!   32  keys ──► head, index table, entries (`keys.rs`); the shared empty keys at first, null before `init`
//!   40  values ─► null (combined: values stand in the entries), or a values array (split: the keys are shared)
//! ```
//! A values array is either embedded in an instance, then the instance owns the values, or a buffer of the dictionary's own.
//! Invariants: a dictionary with values has keys of kind `SPLIT`, one without has not; `used` counts the values set.

mod derived;
mod keys;
mod ordered;
mod parts;
mod values;

pub use derived::{DEFAULT_DICT, DefaultDict};
pub use keys::Keys;
pub(super) use keys::{DUMMY, EMPTY, GENERAL, Probe, SPLIT, UNICODE, str_hash, usable_fraction};
pub use ordered::{ORDERED_DICT, OrderedDict};
pub use parts::{VIEW, View, WALK, Walk};

use crate::str::Str;
use object::FLAG_GC;
use object::{
    Builtin, Heap, InlineValues, Keep, KeysHead, Layout, LayoutInfo, Object, Ref, Result, Slot,
    Thread, Untrack, Visit,
};
use std::cell::Cell;
use std::ptr::NonNull;

/// See the file's head.
#[repr(C)]
pub struct Dict {
    header: Object,
    pub(super) used: Cell<usize>,
    version: Cell<u64>,
    keys: Cell<*mut KeysHead>,
    values: Cell<*mut InlineValues>,
}

/// Layout of `dict` and of every class derived from it.
pub static DICT_LAYOUT: LayoutInfo = LayoutInfo {
    traverse: Some(traverse),
    shown: Some(|object, visit| visit_referents(as_dict(object), visit)),
    clear: Some(|object| as_dict(object).clear()),
    release: Some(release),
    hidden: Some(hidden),
    buffers: Some(buffers),
    untrack: Some(Untrack::FullPass(|object| as_dict(object).maybe_untrack())),
    ..LayoutInfo::new("dict", 48)
};

const _: () = assert!(size_of::<Dict>() == 48);

// SAFETY: header first; zero is a dictionary before `init`, which every function here takes for an empty one.
unsafe impl Layout for Dict {
    const INFO: &'static LayoutInfo = &DICT_LAYOUT;
}

fn as_dict(object: &Object) -> &Dict {
    // SAFETY: called for objects built on this layout only, from the functions of DICT_LAYOUT.
    unsafe { object.cast_unchecked::<Dict>() }
}

/// The key as a string, when it is exactly one.
#[inline(always)]
pub(super) fn exact_str(key: &Object) -> Option<&Str> {
    if key.is_exactly(Builtin::Str) {
        // SAFETY: the id says that the object's type is `str` itself.
        return Some(unsafe { key.cast_unchecked::<Str>() });
    }
    None
}

fn traverse(object: &Object, visit: Visit) {
    let dict = as_dict(object);
    let Some(keys) = dict.try_keys() else { return };
    if let Some(values) = dict.values() {
        // Embedded values are the instance's references.
        if values.embedded.get() == 0 {
            visit_slots(values.values().iter(), visit);
        }
        if keys.refs() == 1 {
            visit_slots((0..keys.nentries()).map(|i| &keys.pair(i).key), visit);
        }
        return;
    }
    for index in 0..keys.nentries() {
        let pair = keys.pair(index);
        visit_slots([&pair.value, &pair.key].into_iter(), visit);
    }
}

fn visit_slots<'a>(slots: impl Iterator<Item = &'a Slot>, visit: Visit) {
    for slot in slots {
        if let Some(target) = slot.peek() {
            // SAFETY: the slot keeps its target alive; visits change nothing.
            visit(unsafe { target.as_ref() });
        }
    }
}

/// Keys that instances share with their type belong to none of them: see [`visit_keys_once`].
fn hidden(object: &Object, first: &mut dyn FnMut(*const u8) -> bool, visit: Visit) {
    let dict = as_dict(object);
    if let Some(keys) = dict.try_keys()
        && dict.values().is_some()
        && keys.refs() != 1
    {
        visit_keys_once(keys, first, visit);
    }
}

/// Hook: the keys that the instances of a type share.
pub fn visit_shared_keys(ty: &Object, first: &mut dyn FnMut(*const u8) -> bool, visit: Visit) {
    let heap_type = ty.downcast::<object::Type>().and_then(|t| t.as_heap_type());
    if let Some(keys) = heap_type.and_then(|h| Keys::from_raw(h.shared_keys.get())) {
        visit_keys_once(keys, first, visit);
    }
}

/// Names the keys of a shared table, unless somebody has named them already.
fn visit_keys_once(keys: Keys, first: &mut dyn FnMut(*const u8) -> bool, visit: Visit) {
    if first(keys.as_ptr().cast()) {
        visit_slots((0..keys.nentries()).map(|i| &keys.pair(i).key), visit);
    }
}

/// Visits what 3.13's `tp_traverse` visits: `gc.get_referents` doesn't show the keys of a table of strings.
pub fn visit_referents(dict: &Dict, visit: Visit) {
    match dict.try_keys() {
        Some(keys) if keys.is_unicode() => {
            let embedded = dict.values().is_some_and(|v| v.embedded.get() != 0);
            let n = if embedded { 0 } else { keys.nentries() };
            visit_slots((0..n).map(|i| dict.value_slot(keys, i)), visit);
        }
        _ => traverse(&dict.header, visit),
    }
}

/// What an object shows of its references where 3.13 calls `tp_traverse` on behalf of a program: for instances, all but a
/// dictionary that only shows their inline values.
pub fn visit_traversed(object: &Object, visit: Visit) {
    let values = object.inline_values().filter(|v| v.valid.get() != 0);
    let own = values.and_then(|_| object.managed_dict()?.peek());
    object::visit_shown(object, &mut |target| {
        if own != Some(target.as_ptr()) {
            visit(target);
        }
    });
}

/// Gives back keys and values of a dying dictionary, in 3.13's order.
fn release(object: &Object, heap: &Heap) {
    let dict = as_dict(object);
    let Some(keys) = dict.try_keys() else { return };
    let values = dict.detach_values();
    dict.keys.set(Keys::empty().as_ptr());
    if let Some(values) = values {
        let own = values.embedded.get() == 0;
        if own {
            values::release(values, keys.nentries(), heap);
        }
    }
    keys.release(heap);
}

/// Frees an exact dictionary.
///
/// # Safety
/// As for every deallocator: the count is zero.
pub(super) unsafe fn dealloc(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: exact dictionaries are collected and have neither finalizer nor weak references.
    unsafe {
        let keep = Some(Keep::DICT);
        object::dealloc_collected(thread, object, keep, |heap, it| release(it, heap));
    }
}

fn buffers(object: &Object, each: &mut dyn FnMut(*const u8)) {
    let dict = as_dict(object);
    if let Some(keys) = dict.try_keys()
        && keys.refs() == 1
        && !keys.is_shared_empty()
    {
        each(keys.as_ptr().cast());
    }
    if let Some(values) = dict.values()
        && values.embedded.get() == 0
    {
        each(std::ptr::from_ref(values).cast());
    }
}

impl Dict {
    /// The dictionary as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// Number of entries.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get()
    }

    /// Whether there is no entry.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// A new dictionary with these keys (the reference is taken over), nothing used, not tracked.
    #[inline]
    pub(super) fn with_keys(thread: &Thread, keys: Keys) -> Result<Ref<Dict>> {
        match thread.heap().reuse(Keep::DICT, 16 + size_of::<Dict>()) {
            Some(kept) => Ok(Dict::begin(kept.cast(), keys)),
            None => Dict::fresh_with_keys(thread, keys),
        }
    }

    /// Sets the fields of a dictionary that has a header only.
    #[inline(always)]
    fn begin(raw: NonNull<Dict>, keys: Keys) -> Ref<Dict> {
        // SAFETY: the callers own the block's only reference; it has a dictionary's header and size.
        let dict = unsafe { Ref::<Dict>::from_raw(raw) };
        dict.used.set(0);
        dict.version.set(0);
        dict.keys.set(keys.as_ptr());
        dict.values.set(std::ptr::null_mut());
        dict
    }

    /// As `with_keys`, but never a dictionary kept for reuse.
    pub(super) fn fresh_with_keys(thread: &Thread, keys: Keys) -> Result<Ref<Dict>> {
        let ty = thread.heap().builtin(Builtin::Dict);
        // SAFETY: the well-known type `dict` is built on this layout; `begin` sets every field.
        match unsafe {
            thread
                .heap()
                .alloc_fixed::<Dict>(NonNull::from(ty), Builtin::Dict as u32 | FLAG_GC)
        } {
            Ok(raw) => Ok(Dict::begin(raw, keys)),
            Err(raised) => {
                keys.release(thread.heap());
                Err(raised)
            }
        }
    }

    /// Makes a zeroed instance (of a derived class) an empty dictionary. Does nothing the second time.
    pub(super) fn init(&self) {
        if self.keys.get().is_null() {
            self.keys.set(Keys::empty().as_ptr());
        }
    }

    /// Whether `init` hasn't run yet.
    pub(super) fn is_unborn(&self) -> bool {
        self.keys.get().is_null()
    }

    #[inline(always)]
    fn try_keys(&self) -> Option<Keys> {
        NonNull::new(self.keys.get()).map(Keys::from_ptr)
    }

    /// The keys: valid until the dictionary changes.
    #[inline(always)]
    pub(super) fn keys(&self) -> Keys {
        debug_assert!(!self.keys.get().is_null());
        // SAFETY: `with_keys` or `init` has set them.
        Keys::from_ptr(unsafe { NonNull::new_unchecked(self.keys.get()) })
    }

    /// Replaces the keys and hands out the old ones with their reference.
    #[inline]
    pub(super) fn replace_keys(&self, keys: Keys) -> Keys {
        let old = self.keys();
        self.keys.set(keys.as_ptr());
        old
    }

    /// Whether the dictionary shares its keys with others.
    #[inline(always)]
    pub(super) fn is_split(&self) -> bool {
        !self.values.get().is_null()
    }

    /// The values array of a split dictionary: valid until the dictionary changes.
    #[inline(always)]
    pub(super) fn values(&self) -> Option<&InlineValues> {
        // SAFETY: the array belongs to the dictionary or to the instance that shares it; the instance detaches
        // it before it goes.
        unsafe { self.values.get().as_ref() }
    }

    /// Takes the values array away; the caller settles what becomes of it.
    pub(super) fn detach_values<'v>(&self) -> Option<&'v InlineValues> {
        // SAFETY: as above; the array isn't freed by this.
        unsafe { self.values.replace(std::ptr::null_mut()).as_ref() }
    }

    /// Makes the dictionary split. The array is an instance's own, or a buffer that the dictionary takes over.
    pub(super) fn attach_values(&self, values: &InlineValues) {
        self.values.set(std::ptr::from_ref(values).cast_mut());
    }

    /// Whether the values array is this one.
    pub(super) fn shares(&self, values: &InlineValues) -> bool {
        std::ptr::eq(self.values.get(), values)
    }

    /// Where the value of an entry stands. `keys` are the dictionary's own.
    #[inline(always)]
    pub(super) fn value_slot(&self, keys: Keys, index: usize) -> &Slot {
        match self.values() {
            None => &keys.pair::<'_>(index).value,
            Some(values) => &values.values()[index],
        }
    }

    /// A copy of a values array in a buffer.
    pub(super) fn copy_values<'v>(
        thread: &Thread,
        values: &InlineValues,
    ) -> Result<&'v InlineValues> {
        values::copy(thread.heap(), values)
    }

    /// A fresh values array in a buffer.
    pub(super) fn new_values<'v>(thread: &Thread, capacity: usize) -> Result<&'v InlineValues> {
        values::new(thread.heap(), capacity)
    }

    /// Drops the values of a buffer array in index order and frees it.
    pub(super) fn free_values(values: &InlineValues, count: usize, heap: &Heap) {
        values::release(values, count, heap);
    }

    /// Frees a buffer array whose values have been moved out.
    pub(super) fn forget_values(values: &InlineValues, heap: &Heap) {
        values::forget(values, heap);
    }
}
