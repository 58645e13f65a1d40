//! The traverse contract with the common shapes inlined: the same references in the same order as `object::visit_references`,
//! without a call through a pointer for each of them.

use object::{
    Builtin, FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_PREHEADER, LayoutInfo, Object, Slot, Type,
};
use std::ptr::NonNull;

/// Visits every reference that the object holds.
#[inline(always)]
pub fn visit(object: &Object, f: &mut impl FnMut(&Object)) {
    // Lists and tuples are nothing but their items.
    if object.is_exactly(Builtin::List) || object.is_exactly(Builtin::Tuple) {
        for &target in object::traverse::items_of(object, object.ty().layout())
            .iter()
            .rev()
            .flatten()
        {
            visit_target(target, f);
        }
        return;
    }
    let ty = object.ty();
    if object::is_plain_instance(object) {
        visit_attributes(object, f);
        f(ty.as_object());
        return;
    }
    let tag = object.tag();
    if tag & FLAG_HEAP_TYPE != 0 {
        visit_members(object, ty, f);
    }
    let late = object::traverse::dict_is_last(object);
    if tag & (FLAG_PREHEADER | FLAG_INLINE) != 0 && !late {
        visit_attributes(object, f);
    }
    if tag & FLAG_HEAP_TYPE != 0 {
        f(ty.as_object());
    }
    let mut at = Some(ty.layout());
    while let Some(info) = at {
        visit_layout(object, info, f);
        at = info.base;
    }
    if late {
        visit_attributes(object, f);
    }
}

#[inline(always)]
fn visit_layout(object: &Object, info: &'static LayoutInfo, f: &mut impl FnMut(&Object)) {
    for &offset in info.fields {
        // SAFETY: the layout says that a slot stands there.
        visit_slot(unsafe { object.slot_at(offset as usize) }, f);
    }
    if info.items.is_some() {
        for &target in object::traverse::items_of(object, info)
            .iter()
            .rev()
            .flatten()
        {
            visit_target(target, f);
        }
    }
    if let Some(traverse) = info.traverse {
        traverse(object, f);
    }
}

#[inline(always)]
fn visit_slot(slot: &Slot, f: &mut impl FnMut(&Object)) {
    if let Some(target) = slot.peek() {
        visit_target(target, f);
    }
}

#[inline(always)]
fn visit_target(target: NonNull<Object>, f: &mut impl FnMut(&Object)) {
    // SAFETY: an owned reference is alive while its holder is.
    f(unsafe { target.as_ref() });
}

#[inline(always)]
fn visit_members(object: &Object, ty: &Type, f: &mut impl FnMut(&Object)) {
    let mut at = Some(NonNull::from(ty));
    while let Some(current) = at {
        // SAFETY: a type keeps its base alive.
        let current = unsafe { current.as_ref() };
        for member in current.members() {
            let offset = member.offset.get();
            if offset != 0 {
                // SAFETY: the type declared a member slot at that offset of its instances.
                visit_slot(unsafe { object.slot_at(offset) }, f);
            }
        }
        at = if current.is_heap_type() {
            current.base_slot().peek()
        } else {
            None
        };
    }
}

#[inline(always)]
fn visit_attributes(object: &Object, f: &mut impl FnMut(&Object)) {
    if let Some(inline) = object.inline_values()
        && inline.valid.get() != 0
    {
        for slot in inline.values() {
            visit_slot(slot, f);
        }
        // As in 3.13 a dictionary that only shows these values isn't visited: it counts as referred to from outside.
        return;
    }
    if let Some(dict) = object.managed_dict() {
        visit_slot(dict, f);
    }
}
