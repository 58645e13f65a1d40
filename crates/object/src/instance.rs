//! What instances of heap types have beyond their layout: `__slots__` members, a managed dictionary, inline values.
//!
//! ```text
//!   -24   managed dict, null until somebody asks for it        (FLAG_PREHEADER)
//!     0   header … fields of the layout … members (`__slots__`)
//!    +basicsize   inline values                                (FLAG_INLINE)
//!         capacity u8 · size u8 · embedded u8 · valid u8 · pad
//!         value[0] … value[capacity-1]       nullable references
//!         insertion order, one byte each, rounded up to a word
//! ```
//! The keys of inline values are the type's shared keys, which the `types` room owns. While `valid` is set the values
//! belong to the instance; when the dictionary has taken them over it is cleared.

use crate::header::{FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_PREHEADER};
use crate::{Heap, Object, Slot, Type, Visit};
use std::cell::Cell;

/// Header of a values array, inline in an instance or in a buffer of its own (then `embedded` is 0).
#[repr(C)]
pub struct InlineValues {
    pub capacity: Cell<u8>,
    pub size: Cell<u8>,
    pub embedded: Cell<u8>,
    pub valid: Cell<u8>,
    pad: [u8; 4],
}

const _: () = assert!(size_of::<InlineValues>() == 8);

/// Head of a dictionary's keys, shared or not: 3.13's `PyDictKeysObject`. Index table and entries follow; they are the
/// business of the `types` room. Known here because the room in an instance depends on its type's shared keys.
#[repr(C)]
pub struct KeysHead {
    /// Dictionaries and the type that use these keys.
    pub refs: Cell<isize>,
    pub log2_size: Cell<u8>,
    pub log2_index_bytes: Cell<u8>,
    /// 0 general, 1 all `str`, 2 shared (all `str`, values elsewhere).
    pub kind: Cell<u8>,
    pad: u8,
    /// Changes with the set of keys; 0 until somebody asks.
    pub version: Cell<u32>,
    /// Entries that can still be added.
    pub usable: Cell<isize>,
    pub nentries: Cell<isize>,
}

const _: () = assert!(size_of::<KeysHead>() == 32);

impl KeysHead {
    /// The head of keys whose entries are all unused.
    pub const fn new(log2_size: u8, log2_index_bytes: u8, kind: u8, usable: isize) -> KeysHead {
        KeysHead {
            refs: Cell::new(1),
            log2_size: Cell::new(log2_size),
            log2_index_bytes: Cell::new(log2_index_bytes),
            kind: Cell::new(kind),
            pad: 0,
            version: Cell::new(0),
            usable: Cell::new(usable),
            nentries: Cell::new(0),
        }
    }

    /// Values that an instance made now may have to hold.
    #[inline(always)]
    pub fn room(&self) -> usize {
        (self.nentries.get() + self.usable.get()) as usize
    }

    /// What 3.13 does for each instance it makes: room that nobody has used so far shrinks by one, down to one.
    #[inline(always)]
    pub fn instance_made(&self) {
        let usable = self.usable.get();
        if usable > 1 {
            self.usable.set(usable - 1);
        }
    }
}

impl InlineValues {
    /// Bytes of a values array of this capacity, order bytes included.
    pub const fn bytes(capacity: usize) -> usize {
        size_of::<InlineValues>() + capacity * size_of::<Slot>() + capacity.next_multiple_of(8)
    }

    /// The nullable values.
    #[inline(always)]
    pub fn values(&self) -> &[Slot] {
        let first = (self as *const InlineValues).wrapping_add(1).cast::<Slot>();
        // SAFETY: `capacity` slots follow the header.
        unsafe { std::slice::from_raw_parts(first, self.capacity.get() as usize) }
    }

    /// Insertion order: the first `size` bytes name indices into the values.
    #[inline(always)]
    pub fn order(&self) -> &[Cell<u8>] {
        let slots = self.capacity.get() as usize;
        let first = (self as *const InlineValues)
            .wrapping_add(1)
            .cast::<Slot>()
            .wrapping_add(slots)
            .cast::<Cell<u8>>();
        // SAFETY: the order bytes follow the values.
        unsafe { std::slice::from_raw_parts(first, slots) }
    }
}

impl Object {
    /// The inline values of an instance whose type has them.
    #[inline(always)]
    pub fn inline_values(&self) -> Option<&InlineValues> {
        if self.tag() & FLAG_INLINE == 0 {
            return None;
        }
        let at = (self as *const Object as *const u8).wrapping_add(self.ty().basicsize());
        // SAFETY: O2: the flag says that a values array follows the body.
        Some(unsafe { &*at.cast::<InlineValues>() })
    }

    /// The managed dictionary word of an instance whose type has one.
    #[inline(always)]
    pub fn managed_dict(&self) -> Option<&Slot> {
        if self.tag() & FLAG_PREHEADER == 0 {
            return None;
        }
        let at = (self as *const Object as *const Slot).wrapping_sub(3);
        // SAFETY: O2: the flag says that the managed words stand in front.
        Some(unsafe { &*at })
    }

    /// The slot at a byte offset: a `__slots__` member or a dictionary at a fixed offset.
    ///
    /// # Safety
    /// A `Slot` stands at that offset.
    #[inline(always)]
    pub unsafe fn slot_at(&self, offset: usize) -> &Slot {
        // SAFETY: the caller's promise.
        unsafe {
            &*(self as *const Object as *const u8)
                .add(offset)
                .cast::<Slot>()
        }
    }
}

/// Whether the object is an instance of a heap type built on `object`'s layout and without `__slots__`, its bases' included:
/// beyond its attributes, its weak references and its type it has nothing.
#[inline(always)]
pub fn is_plain_instance(object: &Object) -> bool {
    let ty = object.ty();
    let plain = object.tag() & FLAG_HEAP_TYPE != 0 && ty.basicsize() == size_of::<Object>();
    debug_assert!(!plain || ty.layout().release.is_none() && ty.layout().traverse.is_none());
    plain
}

/// Visits the `__slots__` members of every heap type in the chain of bases.
pub(crate) fn visit_members(object: &Object, ty: &Type, visit: Visit) {
    for_each_member(object, ty, &mut |slot| {
        if let Some(target) = slot.peek() {
            // SAFETY: the slot keeps its target alive while the visit runs.
            visit(unsafe { target.as_ref() });
        }
    });
}

/// Empties the members, derived types first, as `subtype_dealloc` and `subtype_clear` do.
pub(crate) fn clear_members(object: &Object, ty: &Type) {
    for_each_member(object, ty, &mut |slot| slot.set(None));
}

#[inline(always)]
fn for_each_member(object: &Object, ty: &Type, f: &mut impl FnMut(&Slot)) {
    let mut at = Some(ty);
    while let Some(ty) = at {
        for member in ty.members() {
            let offset = member.offset.get();
            if offset != 0 {
                // SAFETY: the type declared a member slot at that offset of its instances.
                f(unsafe { object.slot_at(offset) });
            }
        }
        // SAFETY: a type's base is only replaced by `__bases__` assignment, never while an instance is traversed.
        at = unsafe { ty.base_slot().borrow() };
    }
}

/// Visits the inline values (while they belong to the instance) and the managed dictionary.
pub(crate) fn visit_dict(object: &Object, _ty: &Type, visit: Visit) {
    if let Some(inline) = object.inline_values().filter(|v| v.valid.get() != 0) {
        for slot in inline.values() {
            if let Some(target) = slot.peek() {
                // SAFETY: the slot keeps its target alive while the visit runs.
                visit(unsafe { target.as_ref() });
            }
        }
    }
    if let Some(target) = object.managed_dict().and_then(Slot::peek) {
        // SAFETY: as above.
        visit(unsafe { target.as_ref() });
    }
}

/// Drops the instance's attributes: the dictionary when there is one (it may outlive the instance and takes the inline
/// values with it), the inline values otherwise.
pub(crate) fn clear_dict(object: &Object, heap: &Heap) {
    let Some(dict) = object.managed_dict() else {
        return;
    };
    if !dict.is_none() {
        (heap.thread().hooks().clear_managed_dict)(object);
    } else if let Some(inline) = object.inline_values().filter(|v| v.valid.get() != 0) {
        inline.valid.set(0);
        for slot in inline.values() {
            slot.set(None);
        }
    }
}
