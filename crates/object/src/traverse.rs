//! Which references an object holds: the contract of CPython's `tp_traverse`, computed from descriptions.
//!
//! [`visit_references`] names exactly the counted references that the object holds, each as often as it holds it. The collector's
//! subtraction and the audit's recount both rest on that; the collector may inline the common shapes.

use crate::header::{FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_PREHEADER};
use crate::{LayoutInfo, Object, TypeShown, instance};
use std::ptr::NonNull;

/// What to do with each reference.
pub type Visit<'a> = &'a mut dyn FnMut(&Object);

/// Visits every reference that the object holds, in 3.13's order: members, inline values and dictionary, its heap type, then the
/// layout, sequences from their end. The order decides in which order the collector's lists hold what a pass reaches.
pub fn visit_references(object: &Object, visit: Visit) {
    visit_of_type(object, true, visit);
    let mut at = Some(object.ty().layout());
    while let Some(info) = at {
        visit_layout(object, info, visit);
        at = info.base;
    }
    if dict_is_last(object) {
        instance::visit_dict(object, object.ty(), visit);
    }
}

/// Whether the dictionary comes after all else: native types with a managed one show it last, classes first.
#[inline]
pub fn dict_is_last(object: &Object) -> bool {
    object.tag() & (FLAG_PREHEADER | FLAG_INLINE) == FLAG_PREHEADER && !object.ty().is_class()
}

/// Visits what 3.13's `tp_traverse` shows a program: see [`LayoutInfo::shown`].
pub fn visit_shown(object: &Object, visit: Visit) {
    let place = object.ty().layout().type_shown;
    visit_of_type(object, place == TypeShown::First, visit);
    let mut at = Some(object.ty().layout());
    while let Some(info) = at {
        if let Some(shown) = info.shown {
            shown(object, visit);
            break;
        }
        visit_layout(object, info, visit);
        at = info.base;
    }
    if dict_is_last(object) {
        instance::visit_dict(object, object.ty(), visit);
    }
    if place == TypeShown::Last && object.tag() & FLAG_HEAP_TYPE != 0 {
        visit(object.ty().as_object());
    }
}

/// The part of what an object holds that its type says, not its layout.
fn visit_of_type(object: &Object, itself: bool, visit: Visit) {
    let ty = object.ty();
    let tag = object.tag();
    if tag & FLAG_HEAP_TYPE != 0 {
        instance::visit_members(object, ty, visit);
    }
    let managed = tag & (FLAG_PREHEADER | FLAG_INLINE) != 0 && !dict_is_last(object);
    if managed || ty.dict_offset() > 0 {
        instance::visit_dict(object, ty, visit);
    }
    if itself && tag & FLAG_HEAP_TYPE != 0 {
        visit(ty.as_object());
    }
}

/// Visits the counted references that a traversal doesn't show: for a count of all. `first` tells whether a shared part is new.
pub fn visit_hidden(object: &Object, first: &mut dyn FnMut(*const u8) -> bool, visit: Visit) {
    let mut at = Some(object.ty().layout());
    while let Some(info) = at {
        if let Some(hidden) = info.hidden {
            hidden(object, first, visit);
        }
        at = info.base;
    }
}

/// Visits the references of one layout, not of its base.
pub fn visit_layout(object: &Object, info: &LayoutInfo, visit: Visit) {
    for &offset in info.fields {
        // SAFETY: the layout says that an owned, nullable reference stands there.
        if let Some(target) = unsafe { read(object, offset) } {
            visit(target);
        }
    }
    for target in items_of(object, info).iter().rev().flatten() {
        // SAFETY: an owned reference is alive while its holder is.
        visit(unsafe { target.as_ref() });
    }
    if let Some(traverse) = info.traverse {
        traverse(object, visit);
    }
}

/// The run of nullable references that the layout describes.
#[inline]
pub fn items_of<'a>(object: &'a Object, info: &LayoutInfo) -> &'a [Option<NonNull<Object>>] {
    let Some(items) = info.items else { return &[] };
    let base = object as *const Object as *const u8;
    // SAFETY: the layout says where the length and the run stand; a null run has length 0.
    unsafe {
        let len = base
            .add(items.len as usize)
            .cast::<isize>()
            .read()
            .unsigned_abs();
        let mut first = base
            .add(items.at as usize)
            .cast::<Option<NonNull<Object>>>();
        if items.indirect {
            first = first.cast::<*const Option<NonNull<Object>>>().read();
        }
        if first.is_null() || len == 0 {
            return &[];
        }
        std::slice::from_raw_parts(first, len)
    }
}

/// Reads a nullable owned reference.
///
/// # Safety
/// A reference field stands at `offset`.
#[inline(always)]
pub unsafe fn read(object: &Object, offset: u16) -> Option<&Object> {
    // SAFETY: the caller's promise; the holder keeps the target alive.
    unsafe {
        let field = (object as *const Object as *const u8).add(offset as usize);
        field
            .cast::<Option<NonNull<Object>>>()
            .read()
            .map(|p| &*p.as_ptr())
    }
}

/// Empties the `fields` of the object's own layout (not of its base): the usual `clear`.
pub fn clear_references(object: &Object) {
    clear_fields(object, object.ty().layout());
}

/// Empties the fields that this layout describes, in order, each before its old value is dropped.
pub fn clear_fields(object: &Object, info: &LayoutInfo) {
    for &offset in info.fields {
        // SAFETY: the layout says that a slot stands there.
        let slot = unsafe {
            &*(object as *const Object as *const u8)
                .add(offset as usize)
                .cast::<crate::Slot>()
        };
        slot.set(None);
    }
}
