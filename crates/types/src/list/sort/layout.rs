//! What is moved while sorting: plain copies of references that the detached items own. The only file here with `unsafe`.
//!
//! Invariant: the array being sorted is at any time, temporary places aside, a permutation of the detached items (and, with
//! a key function, of their keys), so writing it back changes no count.

use crate::list::Detached;
use object::{Object, Ref};
use std::ptr::NonNull;

/// Something that can be sorted.
pub(super) trait Entry: Copy {
    /// What is compared.
    fn key(&self) -> &Object;
}

/// An item that is its own key.
#[derive(Clone, Copy)]
pub(super) struct Item(NonNull<Object>);

impl Item {
    pub fn new(item: &Ref) -> Item {
        Item(item.as_ptr())
    }
}

impl Entry for Item {
    #[inline(always)]
    fn key(&self) -> &Object {
        // SAFETY: the detached items outlive the sort.
        unsafe { self.0.as_ref() }
    }
}

/// An item with its key.
#[derive(Clone, Copy)]
pub(super) struct Keyed {
    key: NonNull<Object>,
    item: NonNull<Object>,
}

impl Keyed {
    /// Takes the key over: `drop_key` gives it back.
    pub fn new(item: &Ref, key: Ref) -> Keyed {
        Keyed {
            key: key.into_raw(),
            item: item.as_ptr(),
        }
    }

    /// Gives the key back. Once for each key, when nothing is compared any more.
    pub fn drop_key(self) {
        // SAFETY: the reference was taken over in `new`; the sort calls this once for each entry.
        drop(unsafe { Ref::from_raw(self.key) });
    }
}

impl Entry for Keyed {
    #[inline(always)]
    fn key(&self) -> &Object {
        // SAFETY: the entry owns its key until `drop_key`.
        unsafe { self.key.as_ref() }
    }
}

/// The item of an entry.
pub(super) trait HasItem {
    fn item(&self) -> NonNull<Object>;
}

impl HasItem for Item {
    fn item(&self) -> NonNull<Object> {
        self.0
    }
}

impl HasItem for Keyed {
    fn item(&self) -> NonNull<Object> {
        self.item
    }
}

/// Puts the detached items into the order of the entries, which are a permutation of them.
pub(super) fn rearrange<E: HasItem>(items: &mut Detached<'_>, order: &[E]) {
    let slots = items.as_mut_slice();
    debug_assert_eq!(slots.len(), order.len());
    for (slot, entry) in slots.iter_mut().zip(order) {
        // SAFETY: a permutation: every reference is written exactly once, so each stays owned once.
        unsafe { std::ptr::write(slot, Ref::from_raw(entry.item())) };
    }
}
