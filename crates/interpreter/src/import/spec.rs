//! `__spec__` of modules: instances of `ModuleSpec`, a class of the library's `_frozen_importlib`.
//!
//! The class is loaded before a program begins, as in 3.13; the native modules that were there before get theirs then.

use super::{load, modules};
use object::{Object, Ref, Result, Thread, Type};
use types::module::Module;
use types::{Dict, List, Str, names, protocol};

const LIBRARY: &str = "_frozen_importlib";

/// An attribute of the library's module, which is loaded if needed. `None` while it is being loaded.
fn of_library(thread: &Thread, name: &str) -> Result<Option<Ref>> {
    let all = modules(thread)?;
    let module = match all.get_text(thread, LIBRARY)? {
        Some(module) => module,
        None => {
            let module = load::load(thread, LIBRARY, None)?;
            super::finders::start(thread)?;
            describe_loaded(thread, &all)?;
            module
        }
    };
    match module.downcast::<Module>() {
        Some(module) => module.dict().get_text(thread, name),
        None => Ok(None),
    }
}

/// Loads the class, and the finders with it.
pub(super) fn start(thread: &Thread) -> Result<()> {
    of_library(thread, "ModuleSpec").map(drop)
}

/// Gives those native modules a spec that were made before there was any.
fn describe_loaded(thread: &Thread, all: &Dict) -> Result<()> {
    let copy = all.copy(thread)?;
    let mut position = 0;
    while let Some((name, module)) = copy.next(&mut position) {
        if let Some(name) = name.downcast::<Str>() {
            describe(thread, &name.to_string(), &module, false)?;
        }
    }
    Ok(())
}

/// The spec of a module from source, with its loader.
pub(super) fn of_module(
    thread: &Thread,
    full: &str,
    file: Option<&str>,
    path: Option<&Ref>,
) -> Result<Ref> {
    let none = thread.heap().none();
    if full == LIBRARY {
        return Ok(none);
    }
    let Some(class) = of_library(thread, "ModuleSpec")? else {
        return Ok(none);
    };
    let origin = file.map_or_else(|| Ok(none.clone()), |f| load::text(thread, f))?;
    let loader = match file {
        Some(file) => loader(thread, full, file)?,
        None => none,
    };
    let spec = make(thread, full, &class, loader, origin)?;
    if let Some(path) = path {
        set(thread, &spec, "submodule_search_locations", path)?;
    }
    set(
        thread,
        &spec,
        "_set_fileattr",
        &thread.heap().bool(file.is_some()),
    )?;
    set(thread, &spec, "_initializing", &thread.heap().bool(true))?;
    Ok(spec)
}

/// Sets the spec of a native module that was just imported.
pub(super) fn describe_native(thread: &Thread, full: &str, module: &Object) -> Result<()> {
    describe(thread, full, module, true)
}

/// Sets the spec of a native module that has none; of one that was imported, it says that this is done.
fn describe(thread: &Thread, full: &str, module: &Object, imported: bool) -> Result<()> {
    let Some(module) = module.downcast::<Module>().filter(|m| m.spec.get() != 0) else {
        return Ok(());
    };
    let dict = module.dict();
    let known = names(thread);
    let unset = |found: Option<Ref>| found.is_none_or(|spec| spec.is(&thread.heap().none()));
    if !unset(dict.get_str(thread, known.__spec__())?) {
        return Ok(());
    }
    let (Some(class), Some(loader)) = (
        of_library(thread, "ModuleSpec")?,
        of_library(thread, "BuiltinImporter")?,
    ) else {
        return Ok(());
    };
    // The library itself may have needed this very module.
    if !unset(dict.get_str(thread, known.__spec__())?) {
        return Ok(());
    }
    let origin = load::text(thread, "built-in")?;
    let spec = make(thread, full, &class, loader.clone(), origin)?;
    if imported {
        set(thread, &spec, "_initializing", &thread.heap().bool(false))?;
    }
    dict.set(thread, known.__loader__().as_object(), &loader)?;
    dict.set(thread, known.__spec__().as_object(), &spec)?;
    dict.set(
        thread,
        known.__package__().as_object(),
        &*load::text(thread, "")?,
    )
}

/// What a module's spec names as its loader.
pub(super) fn loader_of(thread: &Thread, spec: &Object) -> Result<Ref> {
    let name = types::str::intern_static(thread, "loader")?;
    let loader = protocol::getattr_opt(thread, spec, &name)?;
    Ok(loader.unwrap_or_else(|| thread.heap().none()))
}

/// The loader of `__main__`: of its file, or that of native modules.
pub(super) fn loader_of_main(thread: &Thread, file: Option<&str>) -> Result<Ref> {
    match file {
        Some(file) => loader(thread, "__main__", file),
        None => {
            let found = of_library(thread, "BuiltinImporter")?;
            Ok(found.unwrap_or_else(|| thread.heap().none()))
        }
    }
}

/// A loader of a module's file.
fn loader(thread: &Thread, full: &str, file: &str) -> Result<Ref> {
    let class = of_library(thread, "SourceFileLoader")?;
    let Some(class) = class.as_deref().and_then(Object::downcast::<Type>) else {
        return Ok(thread.heap().none());
    };
    let loader = types::typeobj::new_instance(thread, class)?;
    set(thread, &loader, "name", &*load::text(thread, full)?)?;
    set(thread, &loader, "path", &*load::text(thread, file)?)?;
    Ok(loader)
}

/// A spec with the attributes that `ModuleSpec.__init__` sets, in its order.
fn make(thread: &Thread, full: &str, class: &Object, loader: Ref, origin: Ref) -> Result<Ref> {
    let heap = thread.heap();
    let Some(class) = class.downcast::<Type>() else {
        return Ok(heap.none());
    };
    let spec = types::typeobj::new_instance(thread, class)?;
    for (name, value) in [
        ("name", load::text(thread, full)?),
        ("loader", loader),
        ("origin", origin),
        ("loader_state", heap.none()),
        ("submodule_search_locations", heap.none()),
        (
            "_uninitialized_submodules",
            List::new(thread)?.into_object(),
        ),
        ("_set_fileattr", heap.bool(false)),
        ("_cached", heap.none()),
    ] {
        set(thread, &spec, name, &value)?;
    }
    Ok(spec)
}

fn set(thread: &Thread, spec: &Object, name: &'static str, value: &Object) -> Result<()> {
    let name = types::str::intern_static(thread, name)?;
    protocol::setattr_name(thread, spec, &name, Some(value))
}
