//! Exceptions that name what was missing: `KeyError`, `AttributeError`, `NameError`, `ImportError`.

use super::base;
use super::layout::{FourFields, OneField, TwoFields};
use crate::dict::Dict;
use crate::protocol::{repr, to_str};
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Args, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread, TypeSlots,
};

pub(super) const KEY_SLOTS: TypeSlots = TypeSlots {
    str: Some(key_str),
    init: Some(base::init),
    ..TypeSlots::EMPTY
};
pub(super) const ATTRIBUTE_SLOTS: TypeSlots = TypeSlots {
    init: Some(init_attribute),
    str: Some(base::str),
    ..TypeSlots::EMPTY
};
pub(super) const NAME_SLOTS: TypeSlots = TypeSlots {
    init: Some(init_name),
    str: Some(base::str),
    ..TypeSlots::EMPTY
};
/// What `UnboundLocalError` and `ModuleNotFoundError` show of their own: `__init__`.
pub(super) const NAME_INIT: TypeSlots = TypeSlots {
    init: Some(init_name),
    ..TypeSlots::EMPTY
};
pub(super) const IMPORT_INIT: TypeSlots = TypeSlots {
    init: Some(init_import),
    ..TypeSlots::EMPTY
};
pub(super) const IMPORT_SLOTS: TypeSlots = TypeSlots {
    init: Some(init_import),
    str: Some(import_str),
    ..TypeSlots::EMPTY
};

pub(super) const ATTRIBUTE_MEMBERS: &[MemberDef] = &[field("name", 80), field("obj", 72)];
pub(super) const NAME_MEMBERS: &[MemberDef] = &[field("name", 72)];
pub(super) const IMPORT_MEMBERS: &[MemberDef] = &[
    field("msg", 72),
    field("name", 80),
    field("path", 88),
    field("name_from", 96),
];

const fn field(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: false,
        doc: None,
    }
}

fn key_str(thread: &Thread, object: &Object) -> Result<Ref> {
    match super::args(object) {
        // A lone key is shown quoted, so that `KeyError('')` can be read.
        Some(args) if args.len() == 1 => Ok(repr(thread, &args.items()[0])?.into_object()),
        _ => base::str(thread, object),
    }
}

/// Stores positional arguments as `args` and the keywords in the named slots.
fn init_with(
    thread: &Thread,
    object: &Object,
    args: &Args<'_>,
    slots: &[(&str, &Slot)],
) -> Result<()> {
    base::init_args(thread, object, args)?;
    for (_, slot) in slots {
        slot.set(None);
    }
    for (name, value) in args.keywords() {
        let text = name.downcast::<Str>();
        match slots
            .iter()
            .find(|(known, _)| text.is_some_and(|t| t.eq_str(known)))
        {
            Some((_, slot)) => slot.set(Some(value.clone())),
            None => {
                let name = to_str(thread, name)?;
                return Err(thread.type_error(format_args!(
                    "{}() got an unexpected keyword argument '{name}'",
                    builtin_name(object)
                )));
            }
        }
    }
    Ok(())
}

/// The name of the built-in type that `object` is based on, as its own `__init__` says it.
fn builtin_name(object: &Object) -> &str {
    let ty = object.ty();
    if ty.is_heap_type() {
        return match () {
            () if object.isinstance(object::Builtin::ImportError) => "ImportError",
            () if object.isinstance(object::Builtin::AttributeError) => "AttributeError",
            () => "NameError",
        };
    }
    ty.name()
}

fn init_attribute(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    match object.downcast::<TwoFields>() {
        Some(e) => init_with(
            thread,
            object,
            &args,
            &[("name", &e.fields[1]), ("obj", &e.fields[0])],
        ),
        None => Ok(()),
    }
}

fn init_name(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    match object.downcast::<OneField>() {
        Some(e) => init_with(thread, object, &args, &[("name", &e.fields[0])]),
        None => Ok(()),
    }
}

fn init_import(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let Some(e) = object.downcast::<FourFields>() else {
        return Ok(());
    };
    let slots = [
        ("name", &e.fields[1]),
        ("path", &e.fields[2]),
        ("name_from", &e.fields[3]),
    ];
    init_with(thread, object, &args, &slots)?;
    e.fields[0].set(match args.positional() {
        [message] => Some(message.clone()),
        _ => None,
    });
    Ok(())
}

fn import_str(thread: &Thread, object: &Object) -> Result<Ref> {
    let message = object
        .downcast::<FourFields>()
        .and_then(|e| e.fields[0].get());
    match message {
        Some(message) if message.is_exactly(object::Builtin::Str) => Ok(message),
        _ => base::str(thread, object),
    }
}

pub(super) const ATTRIBUTE_METHODS: &[MethodDef] = &[
    MethodDef::no_args("__getstate__", attribute_state),
    MethodDef::no_args("__reduce__", reduce_attribute),
];

pub(super) const IMPORT_METHODS: &[MethodDef] = &[MethodDef::no_args("__reduce__", reduce_import)];

/// A copy of the instance dictionary, or a new one.
fn dict_copy(thread: &Thread, object: &Object) -> Result<Ref<Dict>> {
    let dict = base::base(thread, object)?.dict.get();
    match dict.as_ref().and_then(|d| d.downcast::<Dict>()) {
        Some(dict) => dict.copy(thread),
        None => Dict::new(thread),
    }
}

/// The name is kept, the object isn't: it could be anything. `args` goes along for the sake of subclasses.
fn attribute_state(thread: &Thread, object: &Object) -> Result<Ref> {
    let state = dict_copy(thread, object)?;
    if let Some(name) = object
        .downcast::<TwoFields>()
        .and_then(|e| e.fields[1].get())
    {
        state.set_text(thread, "name", &name)?;
    }
    if let Some(args) = super::args(object) {
        state.set_text(thread, "args", args.as_object())?;
    }
    Ok(state.into_object())
}

fn reduce_attribute(thread: &Thread, object: &Object) -> Result<Ref> {
    let state = attribute_state(thread, object)?;
    let ty = object.ty().as_object().to_ref();
    let args = super::args(object).unwrap_or_else(|| Tuple::empty(thread));
    Ok(Tuple::from_array(thread, [ty, args.into_object(), state])?.into_object())
}

fn reduce_import(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(e) = object.downcast::<FourFields>() else {
        return base::reduce(thread, object);
    };
    let named = [("name", 1), ("path", 2), ("name_from", 3)];
    if named.iter().all(|(_, i)| e.fields[*i].is_none()) {
        return base::reduce(thread, object);
    }
    let state = dict_copy(thread, object)?;
    for (name, i) in named {
        if let Some(value) = e.fields[i].get() {
            state.set_text(thread, name, &value)?;
        }
    }
    let ty = object.ty().as_object().to_ref();
    let args = super::args(object).unwrap_or_else(|| Tuple::empty(thread));
    let parts = [ty, args.into_object(), state.into_object()];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}
