//! Names that live in mappings: locals of module and class bodies, globals, builtins.

use super::cells::lookup;
use crate::machine::{At, Flow};
use object::{Builtin, IterResult, Object, Raised, Ref, Result};
use types::exception::raise_name_error;
use types::{Dict, Str, names, protocol};

fn exact_dict(object: &Object) -> Option<&Dict> {
    if object.is_exactly(Builtin::Dict) {
        object.downcast::<Dict>()
    } else {
        None
    }
}

fn no_locals(at: &At, what: &str, name: &Str) -> Raised {
    at.thread()
        .system_error(format_args!("no locals {what} '{name}'"))
}

fn undefined(at: &At, name: &Str) -> Raised {
    raise_name_error(
        at.thread(),
        Builtin::NameError,
        name.as_object(),
        format_args!("name '{name}' is not defined"),
    )
}

/// Globals, then builtins.
pub fn global(at: &At, name: &Str) -> Result<Ref> {
    let record = at.vm.record();
    for dict in [record.globals(), record.builtins()].into_iter().flatten() {
        let found = match exact_dict(dict.as_object()) {
            Some(dict) => dict.get_str(at.thread(), name)?,
            None => lookup(at, dict.as_object(), name.as_object())?,
        };
        if let Some(value) = found {
            return Ok(value);
        }
    }
    Err(undefined(at, name))
}

fn in_mapping(at: &At, mapping: &Object, name: &Str) -> IterResult {
    match exact_dict(mapping) {
        Some(dict) => dict.get_str(at.thread(), name),
        None => lookup(at, mapping, name.as_object()),
    }
}

pub fn load_name(at: At) -> Flow {
    let name = at.name(at.c());
    let Some(locals) = at.vm.record().saved.locals.get() else {
        return Err(no_locals(&at, "when loading", &name));
    };
    let value = match in_mapping(&at, &locals, &name)? {
        Some(value) => value,
        None => global(&at, &name)?,
    };
    at.put(at.a(), value);
    at.next(2)
}

pub fn store_name(at: At) -> Flow {
    let name = at.name(at.c());
    let value = at.take(at.a());
    let Some(locals) = at.vm.record().saved.locals.get() else {
        return Err(no_locals(&at, "found when storing", &name));
    };
    match exact_dict(&locals) {
        Some(dict) => dict.set(at.thread(), name.as_object(), &value)?,
        None => protocol::setitem(at.thread(), &locals, name.as_object(), Some(&value))?,
    }
    at.next(1)
}

pub fn delete_name(at: At) -> Flow {
    let name = at.name(at.c());
    let Some(locals) = at.vm.record().saved.locals.get() else {
        return Err(no_locals(&at, "when deleting", &name));
    };
    if protocol::setitem(at.thread(), &locals, name.as_object(), None).is_err() {
        at.thread().swallow(Builtin::KeyError)?;
        return Err(undefined(&at, &name));
    }
    at.next(0)
}

pub fn load_global(at: At) -> Flow {
    at.put(at.a(), global(&at, &at.name(at.c()))?);
    at.next(3)
}

pub fn load_global_call(at: At) -> Flow {
    at.put(at.a(), global(&at, &at.name(at.c()))?);
    at.put_nullable(at.a() + 1, None);
    at.next(3)
}

pub fn store_global(at: At) -> Flow {
    let value = at.take(at.a());
    if let Some(globals) = at.vm.record().globals() {
        globals.set(at.thread(), at.name(at.c()).as_object(), &value)?;
    }
    at.next(1)
}

pub fn delete_global(at: At) -> Flow {
    let name = at.name(at.c());
    let removed = match at.vm.record().globals() {
        Some(globals) => globals.remove(at.thread(), name.as_object())?,
        None => None,
    };
    match removed {
        Some(_) => at.next(0),
        None => Err(undefined(&at, &name)),
    }
}

pub fn load_from_dict_or_globals(at: At) -> Flow {
    let name = at.name(at.c());
    let mapping = at.take(at.a());
    let found = in_mapping(&at, &mapping, &name)?;
    drop(mapping);
    let value = match found {
        Some(value) => value,
        None => global(&at, &name)?,
    };
    at.put(at.a(), value);
    at.next(0)
}

pub fn load_locals(at: At) -> Flow {
    match at.vm.record().saved.locals.get() {
        Some(locals) => at.put(at.a(), locals),
        None => return Err(at.thread().system_error(format_args!("no locals"))),
    }
    at.next(0)
}

pub fn setup_annotations(at: At) -> Flow {
    let thread = at.thread();
    let name = names(thread).__annotations__();
    let Some(locals) = at.vm.record().saved.locals.get() else {
        return Err(no_locals(
            &at,
            "found when setting up annotations for",
            name,
        ));
    };
    if in_mapping(&at, &locals, name)?.is_none() {
        let fresh = Dict::new(thread)?;
        protocol::setitem(thread, &locals, name.as_object(), Some(fresh.as_object()))?;
    }
    at.next(0)
}

pub fn load_build_class(at: At) -> Flow {
    let name = names(at.thread()).__build_class__();
    let found = match at.vm.record().builtins() {
        Some(builtins) => in_mapping(&at, builtins.as_object(), name)?,
        None => None,
    };
    match found {
        Some(value) => at.put(at.a(), value),
        None => {
            return Err(at.thread().raise(
                Builtin::NameError,
                format_args!("__build_class__ not found"),
            ));
        }
    }
    at.next(0)
}

pub fn load_assertion_error(at: At) -> Flow {
    let ty = at.vm.heap().builtin(Builtin::AssertionError);
    at.put(at.a(), ty.as_object().to_ref());
    at.next(0)
}
