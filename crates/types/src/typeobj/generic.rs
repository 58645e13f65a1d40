//! `object.__getattribute__` and `object.__setattr__`: data descriptor, instance, other descriptor, class attribute.
//!
//! The instance part is the managed dictionary (`dict::instance_get`), a dictionary at a fixed offset, or nothing.

use super::layout::dict_field;
use super::lookup::{lookup, lookup_borrowed};
use crate::dict::{self, Dict};
use crate::exception::raise_attribute_error;
use crate::str::Str;
use object::{Builtin, Object, Raised, Ref, Result, Thread, Type, TypeFlags};

/// The name as a string, or `TypeError`.
pub fn name_of<'a>(thread: &Thread, name: &'a Object) -> Result<&'a Str> {
    match name.downcast::<Str>() {
        Some(name) => Ok(name),
        None => Err(thread.type_error(format_args!(
            "attribute name must be string, not '{}'",
            name.ty().name()
        ))),
    }
}

/// `object.__getattribute__` (`PyObject_GenericGetAttr`).
pub fn generic_getattr(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    match get(thread, it, name_of(thread, name)?)? {
        Some(value) => Ok(value),
        None => Err(no_attribute(thread, it, name)),
    }
}

/// The same without raising `AttributeError`: `None` when there is none, or when a descriptor raised it.
pub fn find(thread: &Thread, it: &Object, name: &Object) -> Result<Option<Ref>> {
    match get(thread, it, name_of(thread, name)?) {
        Ok(found) => Ok(found),
        Err(_) => {
            thread.swallow(Builtin::AttributeError)?;
            Ok(None)
        }
    }
}

#[inline]
fn get(thread: &Thread, it: &Object, name: &Str) -> Result<Option<Ref>> {
    let ty = it.ty();
    let Some(found) = lookup_borrowed(thread, ty, name) else {
        return in_instance(thread, it, ty, name);
    };
    let slots = found.ty().slots();
    let (getter, data) = (slots.descr_get, slots.descr_set.is_some());
    let found = found.to_ref();
    if let Some(getter) = getter
        && data
    {
        return getter(thread, &found, Some(it), Some(ty.as_object())).map(Some);
    }
    if let Some(value) = in_instance(thread, it, ty, name)? {
        return Ok(Some(value));
    }
    match getter {
        Some(getter) => getter(thread, &found, Some(it), Some(ty.as_object())).map(Some),
        None => Ok(Some(found)),
    }
}

/// The attribute in the instance's own dictionary or inline values.
#[inline]
pub fn in_instance(thread: &Thread, it: &Object, ty: &Type, name: &Str) -> Result<Option<Ref>> {
    match ty.dict_offset() {
        0 => Ok(None),
        offset if offset < 0 => dict::instance_get(thread, it, name),
        _ => match dict_field(it, ty).and_then(|slot| slot.get()) {
            Some(dict) => match dict.downcast::<Dict>() {
                Some(dict) => dict.get_str(thread, name),
                None => Ok(None),
            },
            None => Ok(None),
        },
    }
}

/// For calls: the attribute, and whether it is a plain function of the type still to be given the object as first argument.
pub fn find_method(thread: &Thread, it: &Object, name: &Str) -> Result<(Ref, bool)> {
    let ty = it.ty();
    let generic = ty.slots().getattro.is_none_or(is_generic);
    if !generic {
        return crate::protocol::getattr_name(thread, it, name).map(|found| (found, false));
    }
    let Some(found) = lookup(thread, ty, name) else {
        return match in_instance(thread, it, ty, name)? {
            Some(value) => Ok((value, false)),
            None => Err(no_attribute(thread, it, name.as_object())),
        };
    };
    let method = found.ty().flags().has(TypeFlags::METHOD_DESCRIPTOR);
    let slots = found.ty().slots();
    let getter = slots.descr_get;
    if let Some(getter) = getter
        && !method
        && slots.descr_set.is_some()
    {
        return getter(thread, &found, Some(it), Some(ty.as_object())).map(|v| (v, false));
    }
    if let Some(value) = in_instance(thread, it, ty, name)? {
        return Ok((value, false));
    }
    match getter {
        _ if method => Ok((found, true)),
        Some(getter) => getter(thread, &found, Some(it), Some(ty.as_object())).map(|v| (v, false)),
        None => Ok((found, false)),
    }
}

/// Whether a `getattro` slot is the generic one.
#[inline]
pub fn is_generic(slot: object::Binary) -> bool {
    std::ptr::fn_addr_eq(slot, generic_getattr as object::Binary)
}

/// Raises the `AttributeError` of a missing attribute.
#[cold]
pub fn no_attribute(thread: &Thread, it: &Object, name: &Object) -> Raised {
    match (name.downcast::<Str>(), it.downcast::<Type>()) {
        (Some(text), Some(ty)) => raise_attribute_error(
            thread,
            it,
            name,
            format_args!("type object '{}' has no attribute '{text}'", ty.name()),
        ),
        (Some(text), None) => raise_attribute_error(
            thread,
            it,
            name,
            format_args!("'{}' object has no attribute '{text}'", it.ty().name()),
        ),
        (None, _) => thread.type_error(format_args!("attribute name must be string")),
    }
}

/// `object.__setattr__`, or `__delattr__` when there is no value.
pub fn generic_setattr(
    thread: &Thread,
    it: &Object,
    name: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let text = name_of(thread, name)?;
    let interned;
    let text = match text.is_interned() || !name.is_exactly(Builtin::Str) {
        true => text,
        false => {
            interned = crate::str::intern(thread, Ref::new(text))?;
            &interned
        }
    };
    let ty = it.ty();
    let found = lookup_borrowed(thread, ty, text);
    if let Some(found) = found
        && let Some(set) = found.ty().slots().descr_set
    {
        let found = found.to_ref();
        return set(thread, &found, it, value);
    }
    let known = found.is_some();
    match ty.dict_offset() {
        offset if offset < 0 => match dict::instance_set(thread, it, text, value)? {
            true => Ok(()),
            false => Err(nothing_to_delete(thread, it, text)),
        },
        0 => Err(no_dict(thread, it, text, known)),
        _ => match dict_field(it, ty) {
            None => Err(no_dict(thread, it, text, known)),
            Some(slot) => set_in_field(thread, it, slot, text, value),
        },
    }
}

/// 3.13 tells this one without the object and the name.
#[cold]
fn nothing_to_delete(thread: &Thread, it: &Object, name: &Str) -> Raised {
    thread.raise(
        Builtin::AttributeError,
        format_args!("'{}' object has no attribute '{name}'", it.ty().name()),
    )
}

fn set_in_field(
    thread: &Thread,
    it: &Object,
    slot: &object::Slot,
    name: &Str,
    value: Option<&Object>,
) -> Result<()> {
    let Some(value) = value else {
        // As in 3.13 the dictionary is made, if there was none, before the name is looked for in it.
        let removed = dict::dict_in_slot(thread, slot)?.remove(thread, name.as_object())?;
        return match removed {
            Some(_) => Ok(()),
            None => Err(no_attribute(thread, it, name.as_object())),
        };
    };
    dict::dict_in_slot(thread, slot)?.set(thread, name.as_object(), value)
}

#[cold]
fn no_dict(thread: &Thread, it: &Object, name: &Str, known: bool) -> Raised {
    let ty = it.ty();
    if known {
        return raise_attribute_error(
            thread,
            it,
            name.as_object(),
            format_args!("'{}' object attribute '{name}' is read-only", ty.name()),
        );
    }
    let generic = ty
        .slots()
        .setattro
        .is_none_or(|slot| std::ptr::fn_addr_eq(slot, generic_setattr as SetAttr));
    let tail = if generic {
        " and no __dict__ for setting new attributes"
    } else {
        ""
    };
    raise_attribute_error(
        thread,
        it,
        name.as_object(),
        format_args!("'{}' object has no attribute '{name}'{tail}", ty.name()),
    )
}

type SetAttr = fn(&Thread, &Object, &Object, Option<&Object>) -> Result<()>;
