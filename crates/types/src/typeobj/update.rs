//! Slots that follow `__dunder__` attributes: when a class is made, and when one is set or deleted later.
//!
//! A slot is filled with the native function when every name that leads to it is found as the wrapper of that very slot on a
//! base; with the forwarding function when one of them is anything else; and is empty when none is found.

use super::bases;
use super::forward::FORWARD;
use super::layout::{Behaviour, SLOTS};
use super::lookup::lookup;
use super::slotdefs::{SLOT_DEFS, SlotDef, index};
use crate::builtin_function;
use crate::descriptor::WrapperDescriptor;
use crate::protocol::unhashable;
use crate::str::Str;
use object::{Builtin, NumberSlots, Object, Ref, Thread, Type, TypeSlots};
use std::mem::offset_of;

const HASH: u8 = index!(s hash);
const NEW: u8 = index!(s new);

/// Whether the name may stand for a slot: `__x__`.
pub fn is_dunder(name: &Str) -> bool {
    match name.as_ascii() {
        Some(text) => text.len() > 4 && text.starts_with("__") && text.ends_with("__"),
        None => false,
    }
}

/// The slots that a name stands for, as a set of bits.
fn slots_of(name: &Str) -> u64 {
    let Some(text) = name.as_ascii() else {
        return 0;
    };
    let mut set = 0;
    for def in SLOT_DEFS {
        if def.name == text {
            set |= 1u64 << def.slot;
        }
    }
    set
}

/// What one name says about its slot.
enum Says {
    Nothing,
    /// The function in the slot of this type.
    Native(Ref<Type>),
    Unhashable,
    Forward,
}

/// Recomputes the slots of the set.
fn recompute(thread: &Thread, ty: &Type, set: u64, into: &mut Behaviour) {
    for slot in 0..SLOTS as u8 {
        if set >> slot & 1 != 0 {
            recompute_one(thread, ty, slot, into);
        }
    }
}

fn recompute_one(thread: &Thread, ty: &Type, slot: u8, into: &mut Behaviour) {
    let mut native: Option<Behaviour> = None;
    let mut forward = false;
    for def in SLOT_DEFS.iter().filter(|d| d.slot == slot) {
        let Ok(name) = crate::str::intern_static(thread, def.name) else {
            continue;
        };
        let Some(found) = lookup(thread, ty, &name) else {
            continue;
        };
        match judge(ty, def, &found) {
            Says::Nothing => {}
            Says::Forward => forward = true,
            Says::Native(class) => offer(&mut native, &mut forward, Behaviour::of(&class), slot),
            Says::Unhashable => {
                let mut source = *into;
                source.slots.hash = Some(unhashable);
                offer(&mut native, &mut forward, source, slot);
            }
        }
    }
    match native {
        Some(source) if !forward => into.copy_slot(&source, slot),
        _ if forward => into.copy_slot(&FORWARD, slot),
        _ => into.clear_slot(slot),
    }
}

/// A native function is found for the slot; two different ones can only be served by looking up again.
fn offer(native: &mut Option<Behaviour>, forward: &mut bool, source: Behaviour, slot: u8) {
    match native {
        Some(known) if !known.same(&source, slot) => *forward = true,
        _ => *native = Some(source),
    }
}

fn judge(ty: &Type, def: &'static SlotDef, found: &Object) -> Says {
    if let Some(wrapper) = found.downcast::<WrapperDescriptor>()
        && let Some(wrapped) = wrapper.def.get()
    {
        let class = wrapper.base.class();
        let ours = ty.is_subtype(class);
        return match wrapped.name == def.name && ours {
            true if wrapped.slot == def.slot => Says::Native(Ref::new(class)),
            // The same name of another slot. The class has both (tuple's `__getitem__` takes any key, its items have numbers): as in 3.13 the one
            // that the name doesn't stand for looks the name up. It has the other alone (list's `__add__` is its concatenation): that serves.
            true if Behaviour::of(class).has(def.slot) => Says::Forward,
            true => Says::Nothing,
            false => Says::Forward,
        };
    }
    if def.slot == NEW
        && let Some((declared, Some(bound))) = builtin_function::parts(found)
        && std::ptr::eq(declared, &super::ready::NEW)
        && let Some(class) = bound.downcast::<Type>()
    {
        // As in 3.13 the type is made as its base is, whatever built-in type's `__new__` was put there: only that fits its layout.
        return Says::Native(ty.base_slot().get().unwrap_or_else(|| Ref::new(class)));
    }
    if def.slot == HASH && found.is_exactly(Builtin::NoneType) {
        return Says::Unhashable;
    }
    Says::Forward
}

/// Fills the slots of a new class. With one base the slots are the base's except for names in its own dictionary.
pub fn fill(thread: &Thread, ty: &Type, bases: &[Ref], base: &Type) {
    let mut slots = Behaviour::of(base);
    let mut set = 0;
    if bases.len() > 1 {
        for def in SLOT_DEFS {
            set |= 1u64 << def.slot;
        }
    } else if let Some(dict) = super::layout::dict_of(ty) {
        let mut pos = 0;
        while let Some((name, _)) = dict.next(&mut pos) {
            if let Some(name) = name.downcast::<Str>()
                && is_dunder(name)
            {
                set |= slots_of(name);
            }
        }
    }
    let by_number = [index!(n item), index!(n ass_item)];
    let filled = by_number.iter().filter(|&&slot| slots.has(slot));
    set |= filled.fold(0, |set, &slot| set | 1u64 << slot);
    recompute(thread, ty, set, &mut slots);
    inherit_unnamed(&mut slots, bases);
    slots.store(ty);
}

/// Slots without a name in Python come from the first base that has them.
fn inherit_unnamed(slots: &mut Behaviour, bases: &[Ref]) {
    for base in bases {
        if let Some(base) = base.downcast::<Type>() {
            slots.slots.sizeof = slots.slots.sizeof.or(base.slots().sizeof);
        }
    }
}

/// A `__dunder__` of the class was set or deleted: its slots and those of subclasses that don't define it follow.
pub fn name_changed(thread: &Thread, ty: &Type, name: &Str) {
    let set = slots_of(name);
    if set != 0 {
        update_tree(thread, ty, name, set);
    }
}

fn update_tree(thread: &Thread, ty: &Type, name: &Str, set: u64) {
    let mut slots = Behaviour::of(ty);
    recompute(thread, ty, set, &mut slots);
    slots.store(ty);
    let mut pos = 0;
    while let Some(subclass) = bases::next_subclass(ty, &mut pos) {
        if super::own(thread, &subclass, name).is_none() {
            update_tree(thread, &subclass, name, set);
        }
    }
}

/// The bases changed: every slot is computed anew, here and below.
pub fn bases_changed(thread: &Thread, ty: &Type) {
    let mut slots = Behaviour::of(ty);
    let mut set = 0;
    for def in SLOT_DEFS {
        set |= 1u64 << def.slot;
    }
    recompute(thread, ty, set, &mut slots);
    slots.store(ty);
    let mut pos = 0;
    while let Some(subclass) = bases::next_subclass(ty, &mut pos) {
        bases_changed(thread, &subclass);
    }
}
