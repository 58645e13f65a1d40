//! Attributes, identity, classes, length.

use object::{Builtin, Object, Ref, Result, Thread};
use types::int::Int;
use types::list::List;
use types::runtime::runtime;
use types::{Dict, Str, check_arity, names};

/// The name as given, which must be a `str`.
fn name_argument<'a>(thread: &Thread, name: &'a Object) -> Result<&'a Str> {
    match name.downcast::<Str>() {
        Some(name) => Ok(name),
        None => Err(thread.type_error(format_args!(
            "attribute name must be string, not '{}'",
            name.ty().name()
        ))),
    }
}

pub(super) fn getattr(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "getattr", args.len(), 2, 3)?;
    let name = name_argument(thread, &args[1])?;
    match args.get(2) {
        // With a default a missing attribute makes no exception.
        Some(default) => {
            Ok(types::getattr_opt(thread, &args[0], name)?.unwrap_or_else(|| default.clone()))
        }
        None => types::getattr_name(thread, &args[0], name),
    }
}

pub(super) fn hasattr(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "hasattr", args.len(), 2, 2)?;
    let name = name_argument(thread, &args[1])?;
    let found = types::getattr_opt(thread, &args[0], name)?.is_some();
    Ok(thread.heap().bool(found))
}

pub(super) fn setattr(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "setattr", args.len(), 3, 3)?;
    let name = name_argument(thread, &args[1])?;
    types::setattr_name(thread, &args[0], name, Some(&args[2]))?;
    Ok(thread.heap().none())
}

pub(super) fn delattr(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "delattr", args.len(), 2, 2)?;
    let name = name_argument(thread, &args[1])?;
    types::setattr_name(thread, &args[0], name, None)?;
    Ok(thread.heap().none())
}

pub(super) fn callable(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(types::is_callable(object)))
}

pub(super) fn id(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    Int::from_usize(thread, object.id())
}

pub(super) fn hash(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    Int::new(thread, types::hash(thread, object)?)
}

pub(super) fn len(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    Int::from_usize(thread, types::len(thread, object)?)
}

pub(super) fn isinstance(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "isinstance", args.len(), 2, 2)?;
    let answer = types::isinstance(thread, &args[0], &args[1])?;
    Ok(thread.heap().bool(answer))
}

pub(super) fn issubclass(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "issubclass", args.len(), 2, 2)?;
    let answer = types::issubclass(thread, &args[0], &args[1])?;
    Ok(thread.heap().bool(answer))
}

pub(super) fn dir(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "dir", args.len(), 0, 1)?;
    let entries = match args.first() {
        Some(object) => attribute_names(thread, object)?,
        None => local_names(thread)?,
    };
    types::list::sort(thread, &entries, None, false)?;
    Ok(entries.into_object())
}

fn attribute_names(thread: &Thread, object: &Object) -> Result<Ref<List>> {
    match types::call_special(thread, object, names(thread).__dir__(), &[])? {
        Some(entries) => types::to_list(thread, &entries),
        None => Err(thread.type_error(format_args!("object does not provide __dir__"))),
    }
}

fn local_names(thread: &Thread) -> Result<Ref<List>> {
    let locals = current_locals(thread)?;
    if locals.is_exactly(Builtin::Dict)
        && let Some(dict) = locals.downcast::<Dict>()
    {
        return dict.key_list(thread);
    }
    let keys = types::call_method(thread, &locals, names(thread).keys(), &[])?;
    types::to_list(thread, &keys)
}

/// `locals()`, or `SystemError` where no Python frame runs.
pub(super) fn current_locals(thread: &Thread) -> Result<Ref> {
    match (runtime(thread).locals)(thread)? {
        Some(locals) => Ok(locals),
        None => Err(thread.system_error(format_args!("frame does not exist"))),
    }
}

pub(super) fn vars(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "vars", args.len(), 0, 1)?;
    let Some(object) = args.first() else {
        return current_locals(thread);
    };
    match types::getattr_opt(thread, object, names(thread).__dict__())? {
        Some(dict) => Ok(dict),
        None => {
            Err(thread.type_error(format_args!("vars() argument must have __dict__ attribute")))
        }
    }
}

/// Whether an object is a dictionary.
pub(super) fn as_dict(object: &Object) -> Option<&Dict> {
    object.downcast::<Dict>()
}
