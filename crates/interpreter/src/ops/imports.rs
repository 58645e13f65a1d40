//! `import` and `from ... import`.

use crate::machine::{At, Flow};
use object::{Builtin, Object, Ref, Result};
use types::runtime::{ImportRequest, runtime};

use types::{Dict, Str, names, protocol};

/// Calls `__import__` of the builtins: the importer directly while it is the original one.
fn import(at: &At, name: &Str, fromlist: &Object, level: &Object) -> Result<Ref> {
    let thread = at.thread();
    let record = at.vm.record();
    let function = match record.builtins() {
        Some(builtins) => builtins.get_str(thread, names(thread).__import__())?,
        None => None,
    };
    let Some(function) = function else {
        return Err(thread.raise(Builtin::ImportError, format_args!("__import__ not found")));
    };
    let globals = record.globals().map(Ref::into_object);
    let locals = record.saved.locals.get();
    if function.is_exactly(Builtin::BuiltinFunction) {
        let request = ImportRequest {
            name,
            globals: globals.as_deref(),
            locals: locals.as_deref(),
            fromlist: Some(fromlist),
            level: protocol::as_isize(thread, level, Builtin::OverflowError)?,
        };
        return (runtime(thread).import)(thread, &request);
    }
    let none = at.vm.none();
    let args = [
        Ref::new(name).into_object(),
        globals.unwrap_or_else(|| none.clone()),
        locals.unwrap_or(none),
        fromlist.to_ref(),
        level.to_ref(),
    ];
    protocol::call(thread, &function, &args)
}

pub fn import_name(at: At) -> Flow {
    let (level, fromlist) = (at.take(at.a()), at.take(at.a() + 1));
    let module = import(&at, &at.name(at.c()), &fromlist, &level)?;
    drop(fromlist);
    drop(level);
    at.put(at.a(), module);
    at.next(0)
}

pub fn import_from(at: At) -> Flow {
    let module = at.borrow(at.b()).to_ref();
    let name = at.name(at.c());
    let thread = at.thread();
    let value = match protocol::getattr_opt(thread, &module, &name)? {
        Some(value) => value,
        None => submodule(&at, &module, &name)?,
    };
    at.put(at.a(), value);
    at.next(0)
}

/// A submodule that is in `sys.modules` but not yet an attribute of its package (circular imports).
fn submodule(at: &At, module: &Object, name: &Str) -> Result<Ref> {
    let thread = at.thread();
    let package = protocol::getattr_opt(thread, module, names(thread).__name__())?;
    if let Some(package) = package.as_ref().and_then(|p| p.downcast::<Str>()) {
        let full = Str::format(thread, format_args!("{package}.{name}"))?;
        let modules = types::state(thread).modules.get();
        if let Some(modules) = modules.as_ref().and_then(|m| m.downcast::<Dict>())
            && let Some(found) = modules.get_str(thread, &full)?
        {
            return Ok(found);
        }
    }
    Err(crate::import::cannot_import(thread, module, name))
}
