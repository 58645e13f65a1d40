//! The computed attributes of functions.

use super::{Function, function_of, store_optional};
use crate::code::Code;
use crate::dict::{Dict, dict_in_slot};
use crate::str::Str;
use crate::tuple::Tuple;
use bytecode::flags;
use object::{Builtin, GetSetDef, Object, Ref, Result, Slot, Thread};

const fn attribute(
    name: &'static str,
    get: fn(&Thread, &Object) -> Result<Ref>,
    set: fn(&Thread, &Object, Option<&Object>) -> Result<()>,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: Some(set),
        doc: None,
    }
}

/// In the order of 3.13's type dictionary.
pub(super) const GETSETS: &[GetSetDef] = &[
    attribute("__code__", get_code, set_code),
    attribute("__defaults__", get_defaults, set_defaults),
    attribute("__kwdefaults__", get_kwdefaults, set_kwdefaults),
    attribute("__annotations__", get_annotations, set_annotations),
    attribute("__dict__", get_dict, set_dict),
    attribute("__name__", get_name, set_name),
    attribute("__qualname__", get_qualname, set_qualname),
    attribute("__type_params__", get_type_params, set_type_params),
];

fn or_none<T: object::Layout>(thread: &Thread, slot: &Slot<T>) -> Ref {
    slot.get()
        .map_or_else(|| thread.heap().none(), Ref::into_object)
}

fn get_code(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(or_none(thread, &function_of(object)?.code))
}

fn set_code(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let it = function_of(object)?;
    let Some(code) = value.and_then(Object::downcast::<Code>) else {
        return Err(thread.type_error(format_args!("__code__ must be set to a code object")));
    };
    let have = it.closure.get().map_or(0, |c| c.len());
    let want = code.free_count();
    if want != have {
        let name = it.name.get();
        let name = name
            .as_deref()
            .map(|n| n as &dyn std::fmt::Display)
            .unwrap_or(&"?");
        return Err(thread.value_error(format_args!(
            "{name}() requires a code object with {have} free vars, not {want}"
        )));
    }
    const KINDS: u32 = flags::GENERATOR | flags::COROUTINE | flags::ASYNC_GENERATOR;
    let kind = |code: &Code| code.flags.get() & KINDS;
    if it.code.get().is_some_and(|old| kind(&old) != kind(code)) {
        crate::protocol::warn(
            thread,
            Builtin::DeprecationWarning,
            format_args!(
                "Assigning a code object of non-matching type is deprecated (e.g., from a generator to a plain function)"
            ),
        )?;
    }
    it.version.set(0);
    it.code.set(Some(Ref::new(code)));
    Ok(())
}

fn get_defaults(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(or_none(thread, &function_of(object)?.defaults))
}

fn set_defaults(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let it = function_of(object)?;
    it.version.set(0);
    store_optional::<Tuple>(
        thread,
        &it.defaults,
        value,
        "__defaults__ must be set to a tuple object",
    )
}

fn get_kwdefaults(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(or_none(thread, &function_of(object)?.kwdefaults))
}

fn set_kwdefaults(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let it = function_of(object)?;
    it.version.set(0);
    store_optional::<Dict>(
        thread,
        &it.kwdefaults,
        value,
        "__kwdefaults__ must be set to a dict object",
    )
}

/// The dictionary of annotations; a tuple of names and values, as code leaves it, is turned into one first.
fn annotations_of(thread: &Thread, it: &Function) -> Result<Ref> {
    let dict = match it.annotations.get() {
        None => Dict::new(thread)?,
        Some(pairs) => match pairs.downcast::<Tuple>() {
            None => return Ok(pairs),
            Some(pairs) => {
                let dict = Dict::new(thread)?;
                for pair in pairs.items().chunks_exact(2) {
                    dict.set(thread, &pair[0], &pair[1])?;
                }
                dict
            }
        },
    };
    let dict = dict.into_object();
    it.annotations.set(Some(dict.clone()));
    Ok(dict)
}

fn get_annotations(thread: &Thread, object: &Object) -> Result<Ref> {
    annotations_of(thread, function_of(object)?)
}

fn set_annotations(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let it = function_of(object)?;
    let value = value.filter(|v| !v.is(&thread.heap().none()));
    if value.is_some_and(|v| v.downcast::<Dict>().is_none()) {
        return Err(thread.type_error(format_args!("__annotations__ must be set to a dict object")));
    }
    it.annotations.set(value.map(Object::to_ref));
    Ok(())
}

fn get_dict(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(dict_in_slot(thread, &function_of(object)?.dict)?.into_object())
}

fn set_dict(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let Some(value) = value else {
        return Err(thread.type_error(format_args!("cannot delete __dict__")));
    };
    if value.downcast::<Dict>().is_none() {
        return Err(thread.type_error(format_args!(
            "__dict__ must be set to a dictionary, not a '{}'",
            value.ty().name()
        )));
    }
    function_of(object)?.dict.set(Some(value.to_ref()));
    Ok(())
}

fn store_text(thread: &Thread, slot: &Slot<Str>, value: Option<&Object>, what: &str) -> Result<()> {
    match value.and_then(Object::downcast::<Str>) {
        Some(text) => {
            slot.set(Some(Ref::new(text)));
            Ok(())
        }
        None => Err(thread.type_error(format_args!("{what} must be set to a string object"))),
    }
}

fn get_name(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(or_none(thread, &function_of(object)?.name))
}

fn set_name(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    store_text(thread, &function_of(object)?.name, value, "__name__")
}

fn get_qualname(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(or_none(thread, &function_of(object)?.qualname))
}

fn set_qualname(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    store_text(
        thread,
        &function_of(object)?.qualname,
        value,
        "__qualname__",
    )
}

fn get_type_params(thread: &Thread, object: &Object) -> Result<Ref> {
    let slot = &function_of(object)?.type_params;
    Ok(slot.get().unwrap_or_else(|| thread.heap().empty_tuple()))
}

fn set_type_params(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    match value.filter(|v| v.isinstance(Builtin::Tuple)) {
        Some(value) => {
            function_of(object)?.type_params.set(Some(value.to_ref()));
            Ok(())
        }
        None => Err(thread.type_error(format_args!("__type_params__ must be set to a tuple"))),
    }
}
