//! `from m import *`, and what is said when a name can't be imported.

use crate::machine::At;
use object::{Args, Builtin, Object, Raised, Ref, Result, Thread};
use types::{Dict, Str, exception, names, protocol};

/// Copies the public names of a module into the running frame's locals.
pub fn import_star(at: &At, module: &Object) -> Result<()> {
    let thread = at.thread();
    let Some(locals) = at.vm.record().saved.locals.get() else {
        return Err(thread.system_error(format_args!("no locals found during 'import *'")));
    };
    let all = protocol::getattr_opt(thread, module, names(thread).__all__())?;
    let listed = all.is_some();
    let source = match all {
        Some(all) => all,
        None => match protocol::getattr_opt(thread, module, names(thread).__dict__())? {
            Some(dict) => protocol::to_list(thread, &dict)?.into_object(),
            None => {
                return Err(thread.raise(
                    Builtin::ImportError,
                    format_args!("from-import-* object has no __dict__ and no __all__"),
                ));
            }
        },
    };
    protocol::for_each(thread, &source, |name| {
        let Some(text) = name.downcast::<Str>() else {
            return Err(wrong_name(thread, module, &name, listed));
        };
        if !listed && !text.is_empty() && text.char_at(0) == u32::from('_') {
            return Ok(());
        }
        let value = protocol::getattr(thread, module, &name)?;
        match locals.downcast::<Dict>() {
            Some(dict) if locals.is_exactly(Builtin::Dict) => dict.set(thread, &name, &value),
            _ => protocol::setitem(thread, &locals, &name, Some(&value)),
        }
    })
}

fn wrong_name(thread: &Thread, module: &Object, name: &Object, listed: bool) -> Raised {
    let module = match protocol::getattr_opt(thread, module, names(thread).__name__()) {
        Ok(name) => name.and_then(|n| n.downcast_into::<Str>().ok()),
        Err(raised) => return raised,
    };
    let module = module.map_or_else(|| "?".to_string(), |m| m.to_string());
    let kind = name.ty().name();
    match listed {
        true => thread.type_error(format_args!(
            "Item in {module}.__all__ must be str, not {kind}"
        )),
        false => thread.type_error(format_args!(
            "Key in {module}.__dict__ must be str, not {kind}"
        )),
    }
}

/// An `ImportError` with keyword attributes.
pub fn import_error(
    thread: &Thread,
    kind: Builtin,
    message: &str,
    fields: &[(&str, &str)],
) -> Raised {
    let made = (|| {
        let mut values = vec![Str::new(thread, message)?.into_object()];
        let mut keys: Vec<Ref> = Vec::new();
        for (key, value) in fields {
            values.push(Str::new(thread, value)?.into_object());
            keys.push(types::str::intern_static(thread, key)?.into_object());
        }
        protocol::call_args(
            thread,
            thread.heap().builtin(kind).as_object(),
            Args::new(&values, &keys),
        )
    })();
    match made {
        Ok(error) => exception::raise_instance(thread, error),
        Err(raised) => raised,
    }
}

fn text(thread: &Thread, module: &Object, name: &Str) -> Option<String> {
    match protocol::getattr_opt(thread, module, name) {
        Ok(value) => value
            .as_deref()
            .and_then(Object::downcast::<Str>)
            .map(|t| t.to_string()),
        Err(Raised) => {
            drop(thread.take_pending());
            None
        }
    }
}

/// Whether the module's own import is still going on.
fn is_initializing(thread: &Thread, module: &Object) -> bool {
    let answer = (|| {
        let Some(spec) = protocol::getattr_opt(thread, module, names(thread).__spec__())? else {
            return Ok(false);
        };
        let name = types::str::intern_static(thread, "_initializing")?;
        match protocol::getattr_opt(thread, &spec, &name)? {
            Some(value) => protocol::is_true(thread, &value),
            None => Ok(false),
        }
    })();
    answer.unwrap_or_else(|Raised| {
        drop(thread.take_pending());
        false
    })
}

/// `cannot import name 'x' from 'm' (file)`.
pub fn cannot_import(thread: &Thread, module: &Object, name: &Str) -> Raised {
    let known = names(thread);
    let package = text(thread, module, known.__name__());
    let file = text(thread, module, known.__file__());
    if file.is_none() {
        // 3.13 raises a `SystemError` for the missing file, and forgets it.
        let args = thread.heap().may_hold_call(1, 0);
        drop(thread.heap().may_hold_objects::<1>());
        drop(args);
    }
    let shown = package.as_deref().unwrap_or("<unknown module name>");
    let place = file.as_deref().unwrap_or("unknown location");
    let message = match is_initializing(thread, module) {
        true => format!(
            "cannot import name '{name}' from partially initialized module '{shown}' (most likely due to a circular import) ({place})"
        ),
        false => format!("cannot import name '{name}' from '{shown}' ({place})"),
    };
    // The message shows the name as `repr` does, which is a safe point.
    collector::collect_if_due(thread);
    let wanted = name.to_string();
    let mut fields = vec![("name", shown), ("name_from", wanted.as_str())];
    if let Some(file) = &file {
        fields.push(("path", file));
    }
    import_error(thread, Builtin::ImportError, &message, &fields)
}
