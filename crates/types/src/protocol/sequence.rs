//! Length, subscription, containment.

use super::{call_method, equal, for_each, iter_or, to_list};
use crate::dict::{Dict, Part};
use crate::list::List;
use crate::state::names;
use object::{Builtin, Object, Ref, Result, Thread, Type};

/// `len(object)`.
pub fn len(thread: &Thread, object: &Object) -> Result<usize> {
    match object.ty().number().length {
        Some(length) => length(thread, object),
        None => Err(thread.type_error(format_args!(
            "object of type '{}' has no len()",
            object.ty().name()
        ))),
    }
}

/// `object[key]`.
pub fn getitem(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let slots = object.ty().number();
    if let Some(slot) = slots.subscript {
        return slot(thread, object, key);
    }
    if let Some(slot) = slots.item {
        if key.ty().number().index.is_none() {
            return Err(thread.type_error(format_args!(
                "sequence index must be integer, not '{}'",
                key.ty().name()
            )));
        }
        let index = wrap_index(
            thread,
            object,
            super::as_isize(thread, key, Builtin::IndexError)?,
        )?;
        return slot(thread, object, index);
    }
    if object.downcast::<Type>().is_some() {
        return class_getitem(thread, object, key);
    }
    Err(thread.type_error(format_args!(
        "'{}' object is not subscriptable",
        object.ty().name()
    )))
}

fn wrap_index(thread: &Thread, object: &Object, index: isize) -> Result<isize> {
    match object.ty().number().length {
        Some(length) if index < 0 => Ok(index + length(thread, object)? as isize),
        _ => Ok(index),
    }
}

fn class_getitem(thread: &Thread, class: &Object, key: &Object) -> Result<Ref> {
    if std::ptr::eq(class, thread.heap().builtin(Builtin::Type).as_object()) {
        return crate::generic_alias::new(thread, class, key);
    }
    match super::getattr_opt(thread, class, names(thread).__class_getitem__())? {
        Some(method) if !method.is_exactly(Builtin::NoneType) => {
            super::call_one(thread, &method, key)
        }
        _ => Err(thread.type_error(format_args!(
            "type '{}' is not subscriptable",
            class
                .downcast::<Type>()
                .map_or("type", |t| crate::typeobj::short_name(t))
        ))),
    }
}

/// `object[key] = value`, or `del object[key]` without a value.
pub fn setitem(
    thread: &Thread,
    object: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let slots = object.ty().number();
    if let Some(slot) = slots.ass_subscript {
        return slot(thread, object, key, value);
    }
    if let Some(slot) = slots.ass_item {
        if key.ty().number().index.is_none() {
            return Err(thread.type_error(format_args!(
                "sequence index must be integer, not '{}'",
                key.ty().name()
            )));
        }
        let index = wrap_index(
            thread,
            object,
            super::as_isize(thread, key, Builtin::IndexError)?,
        )?;
        return slot(thread, object, index, value);
    }
    let name = object.ty().name();
    Err(match value {
        Some(_) => thread.type_error(format_args!(
            "'{name}' object does not support item assignment"
        )),
        // 3.13 has two texts, by whether the type could be a sequence and the key an index.
        None if key.ty().number().index.is_some() && sequence_like(object) => thread.type_error(
            format_args!("'{name}' object doesn't support item deletion"),
        ),
        None => thread.type_error(format_args!(
            "'{name}' object does not support item deletion"
        )),
    })
}

/// Whether the type has any sequence behaviour; heap types always may.
fn sequence_like(object: &Object) -> bool {
    let slots = object.ty().number();
    object.ty().is_heap_type()
        || slots.length.is_some()
        || slots.item.is_some()
        || slots.contains.is_some()
        || slots.concat.is_some()
}

/// `item in object`.
pub fn contains(thread: &Thread, object: &Object, item: &Object) -> Result<bool> {
    if let Some(slot) = object.ty().number().contains {
        return slot(thread, object, item);
    }
    search(thread, object, item)
}

/// Containment by iteration.
pub fn search(thread: &Thread, object: &Object, item: &Object) -> Result<bool> {
    let iterator = match super::iter(thread, object) {
        Ok(iterator) => iterator,
        Err(_) => {
            thread.swallow(Builtin::TypeError)?;
            return Err(thread.type_error(format_args!(
                "argument of type '{}' is not iterable",
                object.ty().name()
            )));
        }
    };
    while let Some(next) = super::next(thread, &iterator)? {
        if equal(thread, &next, item)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How often an iterable yields an equal item.
pub fn count(thread: &Thread, object: &Object, item: &Object) -> Result<usize> {
    let mut n = 0;
    for_each(thread, object, |next| {
        n += usize::from(equal(thread, &next, item)?);
        Ok(())
    })?;
    Ok(n)
}

/// The entries of a mapping, as it tells them, in a list.
pub fn mapping_items(thread: &Thread, mapping: &Object) -> Result<Ref<List>> {
    if let Some(dict) = mapping
        .downcast::<Dict>()
        .filter(|_| mapping.is_exactly(Builtin::Dict))
    {
        let items = List::with_room(thread, dict.len())?;
        let mut at = 0;
        while let Some((key, value)) = dict.next(&mut at) {
            items.push(thread, Part::Item.of(thread, key, value)?)?;
        }
        return Ok(items);
    }
    let made = call_method(thread, mapping, names(thread).items(), &[])?;
    let iterator = iter_or(
        thread,
        &made,
        &format!(
            "{}.items() returned a non-iterable (type {})",
            mapping.ty().name(),
            made.ty().name()
        ),
    )?;
    to_list(thread, &iterator)
}
