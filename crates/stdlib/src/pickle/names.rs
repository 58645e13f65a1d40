//! Modules, and what their dotted names lead to.

use object::{Builtin, Object, Ref, Result, Thread};
use types::{Dict, Int, List, Str, protocol, runtime};

/// The module of this name, as the running code's `__import__` finds it.
pub(super) fn import(thread: &Thread, name: &Object) -> Result<Ref> {
    let globals = match (runtime::runtime(thread).globals)(thread)? {
        Some(globals) => globals,
        None => Dict::new(thread)?.into_object(),
    };
    let known = types::names(thread).__builtins__();
    let builtins = match globals.downcast::<Dict>() {
        Some(all) => all.get_str(thread, known)?,
        None => None,
    };
    let builtins = match builtins {
        Some(builtins) => builtins,
        None => match types::state(thread).builtins.get() {
            Some(builtins) => builtins,
            None => return Err(thread.system_error(format_args!("lost builtins"))),
        },
    };
    let known = types::names(thread).__import__();
    let function = match builtins.downcast::<Dict>() {
        Some(all) => match all.get_str(thread, known)? {
            Some(function) => function,
            None => return Err(key_error(thread, known.as_object())),
        },
        None => protocol::getattr_name(thread, &builtins, known)?,
    };
    let from = List::new(thread)?.into_object();
    let args = [
        name.to_ref(),
        globals.clone(),
        globals,
        from,
        Int::new(thread, 0)?,
    ];
    drop(protocol::call(thread, &function, &args)?);
    let modules = types::state(thread).modules.get();
    let found = match modules {
        None => None,
        Some(modules) => match modules.downcast::<Dict>() {
            Some(all) => all.get(thread, name)?,
            None => Some(protocol::getitem(thread, &modules, name)?),
        },
    };
    found.ok_or_else(|| key_error(thread, name))
}

/// Raises `KeyError(key)`.
#[cold]
pub(super) fn key_error(thread: &Thread, key: &Object) -> object::Raised {
    let class = thread.heap().builtin(Builtin::KeyError).as_object();
    match protocol::call_one(thread, class, key) {
        Ok(exception) => types::exception::raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

/// The parts of a dotted name. What is local to a function can't be found by its name.
pub(super) fn parts(thread: &Thread, name: &Str, of: Option<&Object>) -> Result<Ref<List>> {
    let parts = List::new(thread)?;
    let mut from = 0;
    for at in 0..=name.len() {
        if at < name.len() && name.char_at(at) != u32::from('.') {
            continue;
        }
        parts.push(thread, name.substring(thread, from, at)?.into_object())?;
        from = at + 1;
    }
    let local = |part: &Ref| {
        part.downcast::<Str>()
            .is_some_and(|part| part.eq_str("<locals>"))
    };
    if parts.peek().iter().any(local) {
        let shown = protocol::repr(thread, name.as_object())?;
        return Err(match of {
            None => attribute_error(thread, format_args!("Can't get local object {shown}")),
            Some(of) => {
                let of = protocol::repr(thread, of)?;
                attribute_error(
                    thread,
                    format_args!("Can't get local attribute {shown} on {of}"),
                )
            }
        });
    }
    Ok(parts)
}

#[cold]
pub(super) fn attribute_error(thread: &Thread, message: std::fmt::Arguments<'_>) -> object::Raised {
    thread.raise(Builtin::AttributeError, message)
}

/// What the parts of a name lead to.
pub(super) fn follow(thread: &Thread, module: &Object, parts: &List) -> Result<Option<Ref>> {
    let mut at = module.to_ref();
    let mut index = 0;
    while let Some(part) = parts.get(index) {
        let Some(name) = part.downcast::<Str>() else {
            return Ok(None);
        };
        match protocol::getattr_opt(thread, &at, name)? {
            Some(next) => at = next,
            None => return Ok(None),
        }
        index += 1;
    }
    Ok(Some(at))
}

/// The name of the module where an object is found under a name.
pub(super) fn module_of(thread: &Thread, object: &Object, parts: &List) -> Result<Ref> {
    let known = types::names(thread);
    if let Some(name) = protocol::getattr_opt(thread, object, known.__module__())?
        && !name.is_exactly(Builtin::NoneType)
    {
        return Ok(name);
    }
    let Some(modules) = types::state(thread).modules.get() else {
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("unable to get sys.modules"),
        ));
    };
    match modules.downcast::<Dict>() {
        Some(all) => {
            let mut at = 0;
            while let Some((name, module)) = all.next(&mut at) {
                if holds(thread, &name, &module, object, parts)? {
                    return Ok(name);
                }
            }
        }
        None => {
            let names = protocol::iter(thread, &modules)?;
            while let Some(name) = protocol::next(thread, &names)? {
                let module = protocol::getitem(thread, &modules, &name)?;
                if holds(thread, &name, &module, object, parts)? {
                    return Ok(name);
                }
            }
        }
    }
    Ok(Ref::new(known.__main__()).into_object())
}

fn holds(
    thread: &Thread,
    name: &Object,
    module: &Object,
    object: &Object,
    parts: &List,
) -> Result<bool> {
    let main = |name: &Str| name.eq_str("__main__");
    if module.is_exactly(Builtin::NoneType) || name.downcast::<Str>().is_some_and(main) {
        return Ok(false);
    }
    Ok(follow(thread, module, parts)?.is_some_and(|found| found.is(object)))
}
