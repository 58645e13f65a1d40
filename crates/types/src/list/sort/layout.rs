//! What is moved while sorting: plain copies of references that the detached items own. The only file here with `unsafe`.
//!
//! Invariant: the array being sorted is at any time, temporary places aside, a permutation of the detached items (and, with
//! a key function, of their keys), so writing it back changes no count.

use object::{Object, Ref};
use std::ptr::NonNull;

/// Something that can be sorted.
pub(super) trait Entry: Copy {
    /// What is compared.
    fn key(&self) -> &Object;
}

/// An item that is its own key.
#[derive(Clone, Copy)]
#[repr(transparent)]
pub(super) struct Item(NonNull<Object>);

impl Item {
    /// The detached items themselves: sorting these sorts them.
    pub fn all(items: &mut [Ref]) -> &mut [Item] {
        // SAFETY: a handle is the object's address, and so is an item. Whoever holds the items only exchanges them, so each
        // stays owned once.
        unsafe { std::slice::from_raw_parts_mut(items.as_mut_ptr().cast(), items.len()) }
    }
}

impl Entry for Item {
    #[inline(always)]
    fn key(&self) -> &Object {
        // SAFETY: the detached items outlive the sort.
        unsafe { self.0.as_ref() }
    }
}

/// A key with the place of its item: 12 bytes, so that sorting by keys takes no more memory than 3.13's two arrays.
#[derive(Clone, Copy)]
#[repr(C, packed(4))]
pub(super) struct Keyed {
    key: NonNull<Object>,
    place: u32,
}

const _: () = assert!(size_of::<Keyed>() == 12);

impl Keyed {
    /// Takes the key over: `drop_key` gives it back.
    pub fn new(place: u32, key: Ref) -> Keyed {
        Keyed {
            key: key.into_raw(),
            place,
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
        let key = self.key;
        // SAFETY: the entry owns its key until `drop_key`.
        unsafe { &*key.as_ptr() }
    }
}

/// Puts the detached items into the order of the entries, cycle by cycle. The entries' places are used up; their keys stay.
pub(super) fn rearrange(items: &mut [Ref], order: &mut [Keyed]) {
    let items = Item::all(items);
    debug_assert_eq!(items.len(), order.len());
    for start in 0..items.len() {
        let first = items[start];
        let mut hole = start;
        loop {
            let from = std::mem::replace(&mut order[hole].place, hole as u32) as usize;
            if from == start || from == hole {
                break;
            }
            items[hole] = items[from];
            hole = from;
        }
        items[hole] = first;
    }
}
