//! Behaviour of `BaseException`.

use super::layout::BaseException;
use crate::dict::{self, Dict};
use crate::list::List;
use crate::protocol::{repr as repr_of, to_str, to_tuple};
use crate::state::names;
use crate::str::{Builder, Str};
use crate::tuple::Tuple;
use crate::typeobj;
use object::{
    Args, Builtin, GetSetDef, Keep, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot,
    Thread, Type, TypeSlots, native,
};

pub(super) const SLOTS: TypeSlots = TypeSlots {
    repr: Some(repr),
    str: Some(str),
    getattro: Some(typeobj::generic_getattr),
    init: Some(init),
    new: Some(new),
    ..TypeSlots::EMPTY
};

pub(super) const METHODS: &[MethodDef] = &[
    MethodDef::no_args("__reduce__", reduce),
    MethodDef::one("__setstate__", setstate),
    MethodDef::one("with_traceback", with_traceback)
        .doc("with_traceback($self, object, /)\n--\n\nSet self.__traceback__ to the argument and return self."),
    MethodDef::one("add_note", add_note)
        .doc("add_note($self, object, /)\n--\n\nAdd a line of text that a traceback shows after the exception."),
];

pub(super) const MEMBERS: &[MemberDef] = &[MemberDef {
    name: "__suppress_context__",
    kind: MemberKind::Bool,
    offset: std::mem::offset_of!(BaseException, suppress_context),
    readonly: false,
    doc: None,
}];

pub(super) const GETSETS: &[GetSetDef] = &[
    getset("__dict__", get_dict, set_dict),
    getset("args", get_args, assign_args),
    getset("__traceback__", get_traceback, assign_traceback),
    getset("__context__", get_context, assign_context),
    getset("__cause__", get_cause, assign_cause),
];

const fn getset(
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

/// The common part of an exception; anything else is a contract broken by native code.
pub(super) fn base<'a>(thread: &Thread, object: &'a Object) -> Result<&'a BaseException> {
    match object.downcast::<BaseException>() {
        Some(base) => Ok(base),
        None => Err(thread.system_error(format_args!(
            "exception slot on a '{}' object",
            object.ty().name()
        ))),
    }
}

pub(super) fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    new_with(thread, ty, Tuple::of_args(thread, &args)?)
}

/// An exception with these `args`: the tuple is there first, as the call that makes an exception has it.
pub(super) fn new_with(thread: &Thread, ty: &Type, args: Ref<Tuple>) -> Result<Ref> {
    let fresh = match spare(thread, ty) {
        Some(spare) => spare,
        None => typeobj::new_instance(thread, ty)?,
    };
    base(thread, &fresh)?.args.set(Some(args.into_object()));
    Ok(fresh)
}

/// One of the `MemoryError`s that are there in any case.
fn spare(thread: &Thread, ty: &Type) -> Option<Ref> {
    if ty.builtin() != Builtin::MemoryError {
        return None;
    }
    let spare = native::reuse::<BaseException>(thread.heap(), Keep::MEMORY_ERROR)?;
    spare.suppress_context.set(false);
    spare.as_object().track();
    Some(spare.into_object())
}

pub(super) fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    if !args.names().is_empty() {
        return Err(thread.type_error(format_args!(
            "{}() takes no keyword arguments",
            object.ty().name()
        )));
    }
    init_args(thread, object, &args)
}

/// Stores the positional arguments as `args`.
pub(super) fn init_args(thread: &Thread, object: &Object, args: &Args<'_>) -> Result<()> {
    let this = base(thread, object)?;
    if let Some(tuple) = args.tuple() {
        this.args.set(Some(tuple.to_ref()));
        return Ok(());
    }
    // A call of the type has stored the same tuple already.
    let stored = this
        .args
        .get()
        .and_then(|a| a.downcast_into::<Tuple>().ok());
    let given = args.positional();
    let same = stored.is_some_and(|stored| {
        let items = stored.items();
        items.len() == given.len() && items.iter().zip(given).all(|(a, b)| a.is(b))
    });
    if !same {
        let tuple = Tuple::from_slice(thread, given)?;
        this.args.set(Some(tuple.into_object()));
    }
    Ok(())
}

/// `e.args`.
pub fn args(exception: &Object) -> Option<Ref<Tuple>> {
    let args = exception.downcast::<BaseException>()?.args.get()?;
    args.downcast_into::<Tuple>().ok()
}

/// Replaces `e.args`.
pub fn set_args(exception: &Object, args: Ref<Tuple>) {
    if let Some(base) = exception.downcast::<BaseException>() {
        base.args.set(Some(args.into_object()));
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let name = typeobj::short_name(object.ty());
    let mut out = Builder::new(thread);
    out.push_str(name)?;
    match args(object) {
        Some(args) if args.len() == 1 => {
            let inner = repr_of(thread, &args.items()[0])?;
            out.push_str("(")?;
            out.push(&inner)?;
            out.push_str(")")?;
        }
        Some(args) => out.push(&*repr_of(thread, args.as_object())?)?,
        None => out.push_str("()")?,
    }
    Ok(out.finish()?.into_object())
}

pub(super) fn str(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(args) = args(object) else {
        return Ok(thread.heap().empty_str());
    };
    match args.items() {
        [] => Ok(thread.heap().empty_str()),
        [only] => Ok(to_str(thread, only)?.into_object()),
        _ => Ok(to_str(thread, args.as_object())?.into_object()),
    }
}

pub(super) fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let args = base(thread, object)?.args.get();
    reduce_with(
        thread,
        object,
        args.unwrap_or_else(|| thread.heap().empty_tuple()),
    )
}

/// `(type, args)` or `(type, args, __dict__)`.
pub(super) fn reduce_with(thread: &Thread, object: &Object, args: Ref) -> Result<Ref> {
    let ty = object.ty().as_object().to_ref();
    match base(thread, object)?.dict.get() {
        Some(dict) => Ok(Tuple::from_array(thread, [ty, args, dict])?.into_object()),
        None => Ok(Tuple::from_array(thread, [ty, args])?.into_object()),
    }
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    if !state.is_exactly(Builtin::NoneType) {
        let Some(dict) = state.downcast::<Dict>() else {
            return Err(thread.type_error(format_args!("state is not a dictionary")));
        };
        let mut at = 0;
        while let Some((key, value)) = dict.next(&mut at) {
            crate::protocol::setattr(thread, object, &key, Some(&value))?;
        }
    }
    Ok(thread.heap().none())
}

fn with_traceback(thread: &Thread, object: &Object, traceback: &Object) -> Result<Ref> {
    assign_traceback(thread, object, Some(traceback))?;
    Ok(object.to_ref())
}

fn add_note(thread: &Thread, object: &Object, note: &Object) -> Result<Ref> {
    if note.downcast::<Str>().is_none() {
        return Err(thread.type_error(format_args!(
            "note must be a str, not '{}'",
            note.ty().name()
        )));
    }
    let name = names(thread).__notes__();
    let notes = match crate::protocol::getattr_opt(thread, object, name)? {
        Some(notes) => notes,
        None => {
            let fresh = List::new(thread)?.into_object();
            crate::protocol::setattr_name(thread, object, name, Some(&fresh))?;
            fresh
        }
    };
    match notes.downcast::<List>() {
        Some(list) => list.push(thread, note.to_ref())?,
        None => {
            return Err(thread.type_error(format_args!("Cannot add note: __notes__ is not a list")));
        }
    }
    Ok(thread.heap().none())
}

fn get_dict(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(dict::dict_in_slot(thread, &base(thread, object)?.dict)?.into_object())
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
    base(thread, object)?.dict.set(Some(value.to_ref()));
    Ok(())
}

fn get_args(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(base(thread, object)?
        .args
        .get()
        .unwrap_or_else(|| thread.heap().none()))
}

fn assign_args(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let Some(value) = value else {
        return Err(thread.type_error(format_args!("args may not be deleted")));
    };
    let tuple = to_tuple(thread, value)?;
    base(thread, object)?.args.set(Some(tuple.into_object()));
    Ok(())
}

fn or_none(thread: &Thread, slot: &Slot) -> Result<Ref> {
    Ok(slot.get().unwrap_or_else(|| thread.heap().none()))
}

fn get_traceback(thread: &Thread, object: &Object) -> Result<Ref> {
    or_none(thread, &base(thread, object)?.traceback)
}

fn assign_traceback(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let base = base(thread, object)?;
    match value {
        None => Err(thread.type_error(format_args!("__traceback__ may not be deleted"))),
        Some(value) if value.is_exactly(Builtin::NoneType) => {
            base.traceback.set(None);
            Ok(())
        }
        Some(value) if value.is_exactly(Builtin::Traceback) => {
            base.traceback.set(Some(value.to_ref()));
            Ok(())
        }
        Some(_) => {
            Err(thread.type_error(format_args!("__traceback__ must be a traceback or None")))
        }
    }
}

/// Checks and stores `__context__` or `__cause__`.
fn assign_linked(thread: &Thread, slot: &Slot, value: Option<&Object>, what: &str) -> Result<()> {
    match value {
        None => Err(thread.type_error(format_args!("__{what}__ may not be deleted"))),
        Some(value) if value.is_exactly(Builtin::NoneType) => {
            slot.set(None);
            Ok(())
        }
        Some(value) if value.downcast::<BaseException>().is_some() => {
            slot.set(Some(value.to_ref()));
            Ok(())
        }
        Some(_) => Err(thread.type_error(format_args!(
            "exception {what} must be None or derive from BaseException"
        ))),
    }
}

fn get_context(thread: &Thread, object: &Object) -> Result<Ref> {
    or_none(thread, &base(thread, object)?.context)
}

fn assign_context(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    assign_linked(thread, &base(thread, object)?.context, value, "context")
}

fn get_cause(thread: &Thread, object: &Object) -> Result<Ref> {
    or_none(thread, &base(thread, object)?.cause)
}

fn assign_cause(thread: &Thread, object: &Object, value: Option<&Object>) -> Result<()> {
    let base = base(thread, object)?;
    assign_linked(thread, &base.cause, value, "cause")?;
    base.suppress_context.set(true);
    Ok(())
}

macro_rules! links {
    ($($(#[$doc:meta])* $get:ident, $set:ident, $field:ident;)*) => { $(
        $(#[$doc])*
        pub fn $get(exception: &Object) -> Option<Ref> {
            exception.downcast::<BaseException>()?.$field.get()
        }
        /// Stores the same; does nothing for what isn't an exception.
        pub fn $set(exception: &Object, value: Option<Ref>) {
            if let Some(base) = exception.downcast::<BaseException>() {
                base.$field.set(value);
            }
        }
    )* };
}

links! {
    /// `__traceback__`, if any.
    traceback, set_traceback, traceback;
    /// `__context__`, if any.
    context, set_context, context;
    /// `__cause__`, if any. Storing it this way leaves `__suppress_context__` alone.
    cause, set_cause, cause;
}

/// Stores `__cause__` as `raise … from` does: the context is no longer shown.
pub fn set_cause_explicitly(exception: &Object, value: Option<Ref>) {
    if let Some(base) = exception.downcast::<BaseException>() {
        base.cause.set(value);
        base.suppress_context.set(true);
    }
}

/// `__suppress_context__`.
pub fn suppress_context(exception: &Object) -> bool {
    exception
        .downcast::<BaseException>()
        .is_some_and(|base| base.suppress_context.get())
}
