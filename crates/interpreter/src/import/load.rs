//! Making a module: native, from source, a namespace package, or `__main__`.

use super::find::{Found, Place, find};
use super::{modules, not_found};
use crate::start::state;
use crate::{call, run};
use compiler::Mode;
use object::{Object, Ref, Result, Thread};
use types::module::Module;
use types::{Dict, List, Str, names};

/// Loads a module that isn't in `sys.modules`.
pub fn load(thread: &Thread, full: &str, path: Option<&Object>) -> Result<Ref> {
    if let Some(module) = (state(thread).library.native)(thread, full)? {
        modules(thread)?.set_text(thread, full, &module)?;
        return Ok(module);
    }
    let tail = full.rsplit('.').next().unwrap_or(full);
    match find(thread, tail, path)? {
        Place::Module(found) => from_source(thread, full, &found),
        Place::Namespace(directories) => namespace(thread, full, &directories),
        Place::Nowhere => Err(not_found(thread, full, "")),
    }
}

/// The module's dictionary.
fn namespace_of(_: &Thread, module: &Module) -> Result<Ref<Dict>> {
    Ok(module.dict())
}

fn text(thread: &Thread, text: &str) -> Result<Ref> {
    Ok(Str::new(thread, text)?.into_object())
}

fn path_list(thread: &Thread, directories: &[String]) -> Result<Ref> {
    let list = List::new(thread)?;
    for directory in directories {
        list.push(thread, text(thread, directory)?)?;
    }
    Ok(list.into_object())
}

fn parent_of(full: &str, is_package: bool) -> &str {
    match is_package {
        true => full,
        false => full.rfind('.').map_or("", |dot| &full[..dot]),
    }
}

/// `__spec__`: a plain namespace with the attributes of `importlib.machinery.ModuleSpec`.
fn make_spec(thread: &Thread, full: &str, file: Option<&str>, path: Option<&Ref>) -> Result<Ref> {
    let heap = thread.heap();
    let origin = file.map_or_else(|| Ok(heap.none()), |f| text(thread, f))?;
    let fields = [
        ("name", text(thread, full)?),
        ("loader", heap.none()),
        ("origin", origin),
        ("loader_state", heap.none()),
        (
            "submodule_search_locations",
            path.cloned().unwrap_or_else(|| heap.none()),
        ),
        ("cached", heap.none()),
        ("parent", text(thread, parent_of(full, path.is_some()))?),
        ("has_location", heap.bool(file.is_some())),
        ("_initializing", heap.bool(true)),
    ];
    let dict = Dict::new(thread)?;
    for (name, value) in &fields {
        dict.set_text(thread, name, value)?;
    }
    types::namespace::new(thread, &dict)
}

/// A fresh module with what every imported module has.
fn fresh(
    thread: &Thread,
    full: &str,
    file: Option<&str>,
    path: Option<Ref>,
) -> Result<Ref<Module>> {
    let module = Module::new(thread, full)?;
    let dict = namespace_of(thread, &module)?;
    let names = names(thread);
    let spec = make_spec(thread, full, file, path.as_ref())?;
    dict.set(
        thread,
        names.__package__().as_object(),
        &*text(thread, parent_of(full, path.is_some()))?,
    )?;
    dict.set(
        thread,
        names.__loader__().as_object(),
        &thread.heap().none(),
    )?;
    dict.set(thread, names.__spec__().as_object(), &spec)?;
    if let Some(path) = path {
        dict.set(thread, names.__path__().as_object(), &path)?;
    }
    if let Some(file) = file {
        dict.set(thread, names.__file__().as_object(), &*text(thread, file)?)?;
        dict.set_text(thread, "__cached__", &thread.heap().none())?;
    }
    Ok(module)
}

fn from_source(thread: &Thread, full: &str, found: &Found) -> Result<Ref> {
    let path = match &found.package {
        Some(directory) => Some(path_list(thread, std::slice::from_ref(directory))?),
        None => None,
    };
    let module = fresh(thread, full, Some(&found.file), path)?;
    let all = modules(thread)?;
    all.set_text(thread, full, module.as_object())?;
    if let Err(raised) = execute(thread, &module, found) {
        let pending = thread.take_pending();
        let name = text(thread, full)?;
        drop(all.remove(thread, &name)?);
        return match pending {
            Some(pending) => Err(thread.set_pending(pending)),
            None => Err(raised),
        };
    }
    finished(thread, &module)?;
    // A module may have put something else in its place.
    match all.get_text(thread, full)? {
        Some(module) => Ok(module),
        None => Err(thread.raise(object::Builtin::KeyError, format_args!("{full}"))),
    }
}

fn execute(thread: &Thread, module: &Module, found: &Found) -> Result<()> {
    let filename = Str::new(thread, &found.file)?;
    let source = found.source.to_utf8(thread)?;
    let code = run::compile_as(thread, source, &filename, Mode::Exec, 0, 0, found.library)?;
    let globals = namespace_of(thread, module)?;
    run::add_builtins(thread, &globals)?;
    call::run_code(thread, &code, &globals, globals.as_object(), None).map(drop)
}

fn finished(thread: &Thread, module: &Module) -> Result<()> {
    let spec = namespace_of(thread, module)?.get_str(thread, names(thread).__spec__())?;
    if let Some(spec) = spec.filter(|s| !s.is(&thread.heap().none())) {
        let name = types::str::intern_static(thread, "_initializing")?;
        types::protocol::setattr_name(thread, &spec, &name, Some(&thread.heap().bool(false)))?;
    }
    Ok(())
}

fn namespace(thread: &Thread, full: &str, directories: &[String]) -> Result<Ref> {
    let path = path_list(thread, directories)?;
    let module = fresh(thread, full, None, Some(path))?;
    finished(thread, &module)?;
    modules(thread)?.set_text(thread, full, module.as_object())?;
    Ok(module.into_object())
}

/// Makes `__main__` and runs source in it.
pub fn load_main(thread: &Thread, source: &str, filename: &str, is_file: bool) -> Result<()> {
    let module = Module::new(thread, "__main__")?;
    let dict = namespace_of(thread, &module)?;
    let none = thread.heap().none();
    dict.set_text(thread, "__annotations__", Dict::new(thread)?.as_object())?;
    let builtins = modules(thread)?
        .get_text(thread, "builtins")?
        .unwrap_or_else(|| none.clone());
    dict.set(thread, names(thread).__builtins__().as_object(), &builtins)?;
    if is_file {
        dict.set(
            thread,
            names(thread).__file__().as_object(),
            &*text(thread, filename)?,
        )?;
        dict.set_text(thread, "__cached__", &none)?;
    }
    modules(thread)?.set_text(thread, "__main__", module.as_object())?;
    drop(module);
    let code = {
        let filename = Str::new(thread, filename)?;
        run::compile_as(thread, source, &filename, Mode::Exec, 0, 0, false)?
    };
    call::run_code(thread, &code, &dict, dict.as_object(), None).map(drop)
}
