//! How objects are taken apart for `pickle` and `copy`: `__reduce_ex__`, `__reduce__`, `__getstate__`.
//!
//! What can be written in Python stands in `copyreg`, which is imported when it is needed.

use crate::protocol;
use crate::state::names;
use crate::str::Str;
use crate::{Dict, Tuple};
use object::{Builtin, Object, Ref, Result, Thread, TypeFlags};

fn copyreg(thread: &Thread, name: &str) -> Result<Ref> {
    let modules = crate::state::state(thread).modules.get();
    let loaded = match modules.as_ref().and_then(|m| m.downcast::<Dict>()) {
        Some(modules) => modules.get_text(thread, "copyreg")?,
        None => None,
    };
    let module = match loaded {
        Some(module) => module,
        None => crate::runtime::import_module(thread, "copyreg")?,
    };
    protocol::getattr_text(thread, &module, name)
}

/// `object.__reduce_ex__`: a `__reduce__` that the class overrides comes first.
pub fn reduce_ex(thread: &Thread, it: &Object, version: &Object) -> Result<Ref> {
    let version = protocol::as_isize(thread, version, Builtin::OverflowError)?;
    let known = names(thread);
    // 3.13 takes the bound method before it knows whose it is.
    drop(thread.heap().hold_objects::<1>()?);
    let own = crate::typeobj::lookup(thread, it.ty(), known.__reduce__());
    let default = crate::typeobj::lookup(
        thread,
        thread.heap().builtin(Builtin::Object),
        known.__reduce__(),
    );
    if let (Some(own), Some(default)) = (own, default)
        && !own.is(&default)
    {
        let method = protocol::getattr_name(thread, it, known.__reduce__())?;
        return protocol::call(thread, &method, &[]);
    }
    parts(thread, it, version)
}

/// `object.__reduce__`
pub fn reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    parts(thread, it, 0)
}

fn parts(thread: &Thread, it: &Object, version: isize) -> Result<Ref> {
    if version >= 2 {
        return new_object_parts(thread, it);
    }
    let old = copyreg(thread, "_reduce_ex")?;
    let version = crate::Int::new(thread, version)?;
    protocol::call(thread, &old, &[it.to_ref(), version])
}

/// Arguments for `__new__`, positional and by keyword, as the class asks for them.
fn new_arguments(thread: &Thread, it: &Object) -> Result<(Option<Ref>, Option<Ref>)> {
    let known = names(thread);
    if let Some(method) = protocol::lookup_special(thread, it, known.__getnewargs_ex__())? {
        let both = protocol::call(thread, &method, &[])?;
        let Some(pair) = both.downcast::<Tuple>() else {
            return Err(thread.type_error(format_args!(
                "__getnewargs_ex__ should return a tuple, not '{}'",
                both.ty().name()
            )));
        };
        let [args, kwargs] = pair.items() else {
            return Err(thread.value_error(format_args!(
                "__getnewargs_ex__ should return a tuple of length 2, not {}",
                pair.len()
            )));
        };
        if args.downcast::<Tuple>().is_none() {
            return Err(thread.type_error(format_args!(
                "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '{}'",
                args.ty().name()
            )));
        }
        if kwargs.downcast::<Dict>().is_none() {
            return Err(thread.type_error(format_args!(
                "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '{}'",
                kwargs.ty().name()
            )));
        }
        return Ok((Some(args.clone()), Some(kwargs.clone())));
    }
    if let Some(method) = protocol::lookup_special(thread, it, known.__getnewargs__())? {
        let args = protocol::call(thread, &method, &[])?;
        if args.downcast::<Tuple>().is_none() {
            return Err(thread.type_error(format_args!(
                "__getnewargs__ should return a tuple, not '{}'",
                args.ty().name()
            )));
        }
        return Ok((Some(args), None));
    }
    Ok((None, None))
}

fn new_object_parts(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = it.ty();
    if ty.slots().new.is_none() {
        return Err(thread.type_error(format_args!("cannot pickle '{}' object", ty.name())));
    }
    let (args, kwargs) = new_arguments(thread, it)?;
    let required = args.is_none()
        && !ty
            .flags()
            .has(TypeFlags::LIST_SUBCLASS.with(TypeFlags::DICT_SUBCLASS));
    let kwargs = kwargs.filter(|k| k.downcast::<Dict>().is_some_and(|d| !d.is_empty()));
    let class = Ref::new(ty).into_object();
    let (function, arguments) = match kwargs {
        Some(kwargs) => {
            let args = args.unwrap_or_else(|| thread.heap().empty_tuple());
            let all = Tuple::from_array(thread, [class, args, kwargs])?;
            (copyreg(thread, "__newobj_ex__")?, all)
        }
        None => {
            let function = copyreg(thread, "__newobj__")?;
            let args = args.as_ref().and_then(|args| args.downcast::<Tuple>());
            let args = args.map_or(&[][..], Tuple::items);
            let all = std::iter::once(class).chain(args.iter().cloned());
            (function, Tuple::from_iter(thread, 1 + args.len(), all)?)
        }
    };
    let state = state_of(thread, it, required)?;
    let none = thread.heap().none();
    let listitems = match ty.flags().has(TypeFlags::LIST_SUBCLASS) {
        true => protocol::iter(thread, it)?,
        false => none.clone(),
    };
    let dictitems = match ty.flags().has(TypeFlags::DICT_SUBCLASS) {
        true => {
            let items = protocol::call_method_unbound(thread, it, names(thread).items(), &[])?;
            protocol::iter(thread, &items)?
        }
        false => none,
    };
    let parts = [
        function,
        arguments.into_object(),
        state,
        listitems,
        dictitems,
    ];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

/// `__getstate__()`, without calling it when it is `object`'s own.
fn state_of(thread: &Thread, it: &Object, required: bool) -> Result<Ref> {
    let known = names(thread);
    let method = protocol::getattr_name(thread, it, known.__getstate__())?;
    let plain = thread.heap().builtin(Builtin::Object);
    let plain = crate::typeobj::lookup(thread, plain, known.__getstate__());
    let plain = plain.as_deref().and_then(crate::descriptor::declaration);
    if let Some((def, Some(bound))) = crate::builtin_function::parts(&method)
        && plain.is_some_and(|plain| std::ptr::eq(plain, def))
        && bound.is(it)
    {
        return default_state(thread, it, required);
    }
    protocol::call(thread, &method, &[])
}

/// `object.__getstate__`
pub fn getstate(thread: &Thread, it: &Object) -> Result<Ref> {
    default_state(thread, it, false)
}

fn default_state(thread: &Thread, it: &Object, required: bool) -> Result<Ref> {
    let ty = it.ty();
    if required && ty.itemsize() != 0 {
        return Err(thread.type_error(format_args!("cannot pickle {} objects", ty.name())));
    }
    let state = match crate::typeobj::instance_dict_is_empty(it) {
        false => crate::typeobj::get_instance_dict(thread, it)?,
        true => thread.heap().none(),
    };
    let slots = slot_names(thread, it)?;
    if required {
        check_size(thread, it, slots.len())?;
    }
    if slots.is_empty() {
        return Ok(state);
    }
    let values = Dict::new(thread)?;
    for index in 0..slots.len() {
        let Some(name) = slots.get(index) else { break };
        let Some(name) = name.downcast::<Str>() else {
            continue;
        };
        if let Some(value) = protocol::getattr_opt(thread, it, name)? {
            values.set(thread, name.as_object(), &value)?;
        }
    }
    if values.is_empty() {
        return Ok(state);
    }
    Ok(Tuple::from_array(thread, [state, values.into_object()])?.into_object())
}

fn slot_names(thread: &Thread, it: &Object) -> Result<Ref<crate::List>> {
    let cached = Str::new(thread, "__slotnames__")?;
    let class = it.ty();
    let mut found = crate::typeobj::own(thread, class, &cached);
    if found
        .as_ref()
        .is_none_or(|f| f.is_exactly(Builtin::NoneType))
    {
        let function = copyreg(thread, "_slotnames")?;
        let class = Ref::new(class).into_object();
        found = Some(protocol::call(thread, &function, &[class])?);
    }
    match found.map(Ref::downcast_into::<crate::List>) {
        Some(Ok(list)) => Ok(list),
        _ => crate::List::new(thread),
    }
}

/// An object with fields beyond its dictionary and `__slots__` can't be rebuilt from them.
fn check_size(thread: &Thread, it: &Object, slots: usize) -> Result<()> {
    let ty = it.ty();
    let mut basic = size_of::<Object>();
    if ty.dict_offset() > 0 {
        basic += 8;
    }
    if ty.weaklist_offset() > 0 {
        basic += 8;
    }
    if ty.basicsize() > basic + slots * 8 {
        return Err(thread.type_error(format_args!("cannot pickle '{}' object", ty.name())));
    }
    Ok(())
}
