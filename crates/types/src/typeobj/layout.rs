//! The raw side of type objects: slot tables seen as words, names that point into string objects, dictionary fields.
//!
//! ```text
//!   Behaviour = TypeSlots (16 words) · NumberSlots (48 words): slot n is word n, null when empty
//! ```
//! Invariant: a word is only copied from a word of the same index, so each keeps the function type of its slot.
//! Everything else about types is safe code and stands in the sibling files.

use crate::dict::Dict;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Layout, LayoutInfo, NumberSlots, Object, Ref, Result, Slot, Thread, Type, TypeSlots};
use std::ptr::NonNull;

/// Words in the two slot tables together.
pub const SLOTS: usize = 64;

/// All slots of a type by value.
#[derive(Clone, Copy)]
#[repr(C)]
pub struct Behaviour {
    pub slots: TypeSlots,
    pub number: NumberSlots,
}

const _: () = assert!(size_of::<Behaviour>() == SLOTS * 8);

impl Behaviour {
    /// A copy of the type's slots.
    pub fn of(ty: &Type) -> Behaviour {
        Behaviour {
            slots: *ty.slots(),
            number: *ty.number(),
        }
    }

    /// Writes the slots into a heap type.
    pub fn store(&self, ty: &Type) {
        ty.set_slots(self.slots);
        ty.set_number(self.number);
    }

    fn words(&self) -> &[*const (); SLOTS] {
        // SAFETY: both tables are `repr(C)` sequences of one-word options of function pointers.
        unsafe { &*(self as *const Behaviour).cast() }
    }

    /// Whether the slot is filled.
    pub fn has(&self, slot: u8) -> bool {
        !self.words()[slot as usize].is_null()
    }

    /// Whether the slot holds the same function in both.
    pub fn same(&self, other: &Behaviour, slot: u8) -> bool {
        std::ptr::eq(self.words()[slot as usize], other.words()[slot as usize])
    }

    /// Takes one slot over, empty or not.
    pub fn copy_slot(&mut self, from: &Behaviour, slot: u8) {
        let word = from.words()[slot as usize];
        // SAFETY: as in `words`; the word comes from the same slot, so its function type is right.
        unsafe {
            (self as *mut Behaviour)
                .cast::<*const ()>()
                .add(slot as usize)
                .write(word)
        };
    }

    /// Empties one slot.
    pub fn clear_slot(&mut self, slot: u8) {
        // SAFETY: null is `None` in every slot.
        unsafe {
            (self as *mut Behaviour)
                .cast::<*const ()>()
                .add(slot as usize)
                .write(std::ptr::null())
        };
    }
}

/// Makes a type point to a table of operator slots that lives as long as the heap.
pub fn share_number(ty: &Type, table: &'static NumberSlots) {
    // SAFETY: a static table outlives every heap.
    unsafe { ty.share_number(table) };
}

/// Makes a type use its base's operator slots; the base is a built-in type and lives as long as the heap.
pub fn share_number_of(ty: &Type, base: &Type) {
    debug_assert!(!base.is_heap_type());
    // SAFETY: tables of built-in types live as long as the heap.
    unsafe { ty.share_number(base.number()) };
}

/// Gives a type merged operator slots that the heap's state keeps.
pub fn share_merged(thread: &Thread, ty: &Type, merged: NumberSlots) {
    let table = Box::new(merged);
    // SAFETY: the boxed table is kept by the state for the life of the heap and never moves.
    unsafe { ty.share_number(&*table) };
    crate::state(thread).tables.borrow_mut().push(table);
}

/// Points a built-in type's name to its declaration's.
pub fn set_static_name(ty: &Type, name: &'static str) {
    // SAFETY: static text.
    unsafe { ty.set_name(name) };
}

/// Points a heap type's name to the UTF-8 of its name object, which it owns.
pub fn set_heap_name(thread: &Thread, ty: &Type, name: &Str) -> Result<()> {
    let text = name.to_utf8(thread)?;
    // SAFETY: the type owns the name object from here on, which keeps its UTF-8; replacing the name sets this again.
    unsafe { ty.set_name(text) };
    if let Some(heap_type) = ty.as_heap_type() {
        heap_type.name.set(Some(Ref::new(name).into_object()));
    }
    Ok(())
}

/// The field at an instance's fixed dictionary offset.
pub fn dict_field<'a>(object: &'a Object, ty: &Type) -> Option<&'a Slot> {
    let offset = ty.dict_offset();
    if offset <= 0 || std::ptr::eq(ty.layout(), Type::INFO) {
        return None;
    }
    // SAFETY: the type was declared with a dictionary slot at that offset of its instances.
    Some(unsafe { object.slot_at(offset as usize) })
}

/// A slot at an offset that a member declaration names.
///
/// The offset comes from a `MemberDef` or `Member` of a type that the object is an instance of (the caller checked).
pub fn member_slot(object: &Object, offset: usize) -> &Slot {
    debug_assert!(offset >= 16);
    // SAFETY: members of kind object stand at slots of the layout or of the type's `__slots__` area.
    unsafe { object.slot_at(offset) }
}

/// Reads a plain field that a member declaration names.
pub fn member_value<T: Copy>(object: &Object, offset: usize) -> T {
    // SAFETY: the declaration's kind says what stands there; the caller checked the object's type.
    unsafe {
        (object as *const Object)
            .cast::<u8>()
            .add(offset)
            .cast::<T>()
            .read_unaligned()
    }
}

/// Writes a plain field that a member declaration names.
pub fn set_member_value<T: Copy>(object: &Object, offset: usize, value: T) {
    // SAFETY: as in `member_value`; fields of layouts are cells.
    unsafe {
        (object as *const Object)
            .cast_mut()
            .cast::<u8>()
            .add(offset)
            .cast::<T>()
            .write_unaligned(value);
    }
}

/// Sets a type's layout and deallocator.
///
/// The caller made `basicsize` cover the layout and chose the deallocator for how the type's instances are built.
pub fn set_layout(ty: &Type, layout: &'static LayoutInfo, dealloc: Dealloc) {
    // SAFETY: see above.
    unsafe { ty.set_layout(layout, dealloc) };
}

/// A deallocator.
pub type Dealloc = unsafe fn(&Thread, NonNull<Object>);

/// The type's own dictionary, borrowed: it stays the same object for the life of the type.
#[inline(always)]
pub fn dict_of(ty: &Type) -> Option<&Dict> {
    // SAFETY: the dictionary of a type is set once when it is made and only dropped with it.
    unsafe { ty.dict_slot().peek().map(|d| d.cast::<Dict>().as_ref()) }
}

/// The items of the type's mro, counted so that a change during a walk doesn't matter.
#[inline(always)]
pub fn mro_of(ty: &Type) -> Option<Ref<Tuple>> {
    ty.mro_slot().get()?.downcast_into::<Tuple>().ok()
}

/// The tuple of bases.
pub fn bases_of(ty: &Type) -> Option<Ref<Tuple>> {
    ty.bases_slot().get()?.downcast_into::<Tuple>().ok()
}

/// The first base.
#[inline(always)]
pub fn base_of(ty: &Type) -> Option<&Type> {
    // SAFETY: a base lives as long as what derives from it; `__bases__` assignment keeps the old one alive until it is done.
    unsafe { ty.base_slot().peek().map(|b| b.as_ref()) }
}

/// Replaces an object's type and settles the counts of both.
pub fn change_type(object: &Object, to: &Type) {
    let old = object.ty().as_object().as_ptr();
    if to.is_heap_type() {
        to.as_object().incref();
    }
    let counted = object.ty().is_heap_type();
    // SAFETY: the caller checked that the layouts agree; counts are settled around it.
    unsafe {
        object.set_type(to);
        if counted {
            Object::decref(old);
        }
    }
}

/// Deallocates a type: it leaves the lists of its bases first.
///
/// # Safety
/// As for every deallocator: the count is zero.
pub unsafe fn dealloc_type(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: the caller's promise goes on.
    unsafe {
        if let Some(ty) = object.as_ref().downcast::<Type>() {
            super::bases::leave_bases(thread, ty);
        }
        object::dealloc_layout(thread, object);
    }
}

/// The same for instances of metaclasses.
///
/// # Safety
/// As above.
pub unsafe fn dealloc_metaclass_instance(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: the caller's promise goes on.
    unsafe {
        if let Some(ty) = object.as_ref().downcast::<Type>() {
            super::bases::leave_bases(thread, ty);
        }
        object::dealloc_instance(thread, object);
    }
}

/// The module's dictionary field, and any other typed slot, read without counting.
#[inline(always)]
pub fn peek<T: Layout>(slot: &Slot<T>) -> Option<&T> {
    // SAFETY: only for slots that are set once and keep their value as long as their holder lives.
    unsafe { slot.borrow() }
}

/// Counted elsewhere, live pointers seen as the arguments of a call.
///
/// The caller took the pointers from borrows that outlive the call.
pub fn with_window<R>(window: &[NonNull<Object>], body: impl FnOnce(&[Ref]) -> R) -> R {
    // SAFETY: see above.
    body(unsafe { Ref::slice_from_raw(window.as_ptr(), window.len()) })
}

/// The number of items of a variable-size object: the word after the header, as `ob_size`.
pub fn item_count(object: &Object) -> usize {
    if object.ty().basicsize() < 24 {
        return 0;
    }
    member_value::<isize>(object, 16).unsigned_abs()
}
