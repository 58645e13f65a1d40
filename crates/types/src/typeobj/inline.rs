//! What the interpreter's inline caches ask: where an attribute of an instance was found, so that the next look needs only a
//! comparison of the type's version (and of the keys' version for dictionaries).

use super::generic::is_generic;
use super::layout::dict_of;
use super::lookup::{lookup, lookup_borrowed};
use crate::descriptor::{Field, MemberDescriptor};
use crate::str::Str;
use object::{Builtin, Object, Ref, Thread, Type, TypeFlags};

/// Where an attribute stands. Valid while the type keeps the version that [`Found`] names.
#[derive(Clone)]
pub enum Where {
    /// A `__slots__` member at this offset of the instance; empty means `AttributeError`.
    Slot(usize),
    /// In the instance: its inline values or dictionary. The class has nothing of that name, or nothing that matters.
    Instance,
    /// A plain function of the class: a call passes the object first. The instance must not have the name.
    Method(Ref),
    /// Another attribute of the class without `__get__`. The instance must not have the name.
    Class(Ref),
    /// A `property` or other data descriptor: call its `__get__`.
    Data(Ref),
    /// A descriptor that the instance may hide: call its `__get__` when the instance doesn't have the name.
    NonData(Ref),
    /// Attributes of this type go through `__getattribute__` or `__getattr__`.
    Custom,
}

/// An answer with the version that guards it; version 0 means that it can't be cached.
#[derive(Clone)]
pub struct Found {
    pub version: u32,
    pub place: Where,
}

/// Where loading this attribute from instances of the type leads.
pub fn locate(thread: &Thread, ty: &Type, name: &Str) -> Found {
    let generic = ty.slots().getattro.is_none_or(is_generic);
    if !generic {
        return Found {
            version: ty.version(),
            place: Where::Custom,
        };
    }
    let found = lookup(thread, ty, name);
    let place = match found {
        None => Where::Instance,
        Some(found) => classify(found),
    };
    Found {
        version: ty.version(),
        place,
    }
}

fn classify(found: Ref) -> Where {
    if let Some(member) = found.downcast::<MemberDescriptor>()
        && let Field::Slot(offset) = member.field()
    {
        return Where::Slot(offset);
    }
    let (slots, flags) = (found.ty().slots(), found.ty().flags());
    match (slots.descr_get.is_some(), slots.descr_set.is_some()) {
        (true, true) => Where::Data(found),
        (true, false) if flags.has(TypeFlags::METHOD_DESCRIPTOR) => Where::Method(found),
        (true, false) => Where::NonData(found),
        (false, _) => Where::Class(found),
    }
}

/// Where storing leads: a member slot, the instance, a data descriptor, or code of the class.
pub fn locate_store(thread: &Thread, ty: &Type, name: &Str) -> Found {
    type SetAttr = fn(&Thread, &Object, &Object, Option<&Object>) -> object::Result<()>;
    let generic = ty
        .slots()
        .setattro
        .is_none_or(|slot| std::ptr::fn_addr_eq(slot, super::generic_setattr as SetAttr));
    if !generic {
        return Found {
            version: ty.version(),
            place: Where::Custom,
        };
    }
    let place = match lookup_borrowed(thread, ty, name) {
        Some(found) if found.ty().slots().descr_set.is_some() => classify(found.to_ref()),
        _ => Where::Instance,
    };
    Found {
        version: ty.version(),
        place,
    }
}

/// What loading an attribute of a class itself leads to when no metaclass attribute interferes: the object and whether it
/// needs binding.
pub fn locate_on_class(thread: &Thread, class: &Type, name: &Str) -> Option<(u32, Ref, bool)> {
    if !class.as_object().is_exactly(Builtin::Type) || dict_of(class).is_none() {
        return None;
    }
    if lookup_borrowed(thread, class.as_object().ty(), name)
        .is_some_and(|meta| meta.ty().slots().descr_set.is_some())
    {
        return None;
    }
    let found = lookup(thread, class, name)?;
    let binds = found.ty().slots().descr_get.is_some();
    Some((class.version(), found, binds))
}

/// The type's version, assigned if need be; 0 when it can't have one.
pub fn version(ty: &Type) -> u32 {
    match super::lookup::assign_version(ty, 0) {
        true => ty.version(),
        false => 0,
    }
}
