//! Attributes: `getattr`, `setattr`, special methods.

use crate::str::Str;
use crate::typeobj;
use object::{Builtin, Object, Ref, Result, Thread};

/// `getattr(object, name)`; the name is a `str`.
#[inline]
pub fn getattr(thread: &Thread, object: &Object, name: &Object) -> Result<Ref> {
    match object.ty().slots().getattro {
        Some(slot) => slot(thread, object, name),
        None => typeobj::generic_getattr(thread, object, name),
    }
}

/// `getattr` by known name.
#[inline]
pub fn getattr_name(thread: &Thread, object: &Object, name: &Str) -> Result<Ref> {
    getattr(thread, object, name.as_object())
}

/// `getattr` by text.
pub fn getattr_text(thread: &Thread, object: &Object, name: &str) -> Result<Ref> {
    let name = crate::str::intern_static(thread, name)?;
    getattr_name(thread, object, &name)
}

/// `getattr` that answers `None` instead of raising `AttributeError`; other errors stay.
pub fn getattr_opt(thread: &Thread, object: &Object, name: &Str) -> Result<Option<Ref>> {
    // The usual lookups can tell "absent" without making an exception only to drop it.
    match object.ty().slots().getattro {
        Some(slot) if typeobj::is_generic(slot) => {
            return typeobj::find(thread, object, name.as_object());
        }
        Some(slot) if typeobj::is_type_getattro(slot) => {
            return typeobj::type_find(thread, object, name.as_object());
        }
        Some(slot) if crate::module::is_getattro(slot) => {
            return match crate::module::find(thread, object, name.as_object()) {
                Ok(found) => Ok(found),
                Err(_) => {
                    thread.swallow(Builtin::AttributeError)?;
                    Ok(None)
                }
            };
        }
        _ => {}
    }
    match getattr_name(thread, object, name) {
        Ok(value) => Ok(Some(value)),
        Err(_) => {
            thread.swallow(Builtin::AttributeError)?;
            Ok(None)
        }
    }
}

/// `setattr`, or `delattr` when there is no value.
#[inline]
pub fn setattr(
    thread: &Thread,
    object: &Object,
    name: &Object,
    value: Option<&Object>,
) -> Result<()> {
    match object.ty().slots().setattro {
        Some(slot) => slot(thread, object, name, value),
        None => typeobj::generic_setattr(thread, object, name, value),
    }
}

/// `setattr` by known name.
pub fn setattr_name(
    thread: &Thread,
    object: &Object,
    name: &Str,
    value: Option<&Object>,
) -> Result<()> {
    setattr(thread, object, name.as_object(), value)
}

/// A special method as the interpreter looks it up: on the type, bound to the object; `None` if absent.
pub fn lookup_special(thread: &Thread, object: &Object, name: &Str) -> Result<Option<Ref>> {
    let Some(found) = typeobj::lookup(thread, object.ty(), name) else {
        return Ok(None);
    };
    match found.ty().slots().descr_get {
        Some(get) => get(thread, &found, Some(object), Some(object.ty().as_object())).map(Some),
        None => Ok(Some(found)),
    }
}

/// Calls a special method found on the type; `None` if absent.
pub fn call_special(
    thread: &Thread,
    object: &Object,
    name: &Str,
    args: &[Ref],
) -> Result<Option<Ref>> {
    match lookup_special(thread, object, name)? {
        Some(method) => super::call(thread, &method, args).map(Some),
        None => Ok(None),
    }
}
