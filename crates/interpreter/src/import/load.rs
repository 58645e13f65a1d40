//! Making a module: native, from source, a namespace package, or `__main__`.

use super::find::{Found, Place, find};
use super::{early, finders, modules, not_found, pending, spec};
use crate::start::state;
use crate::{call, run};
use compiler::Mode;
use object::{Object, Ref, Result, Thread};
use std::cell::RefCell;
use types::float::Float;
use types::module::Module;
use types::{Dict, List, Str, Tuple, names};

/// Loads a module that isn't in `sys.modules`.
pub fn load(thread: &Thread, full: &str, path: Option<&Object>) -> Result<Ref> {
    let _importing = pending::begin(thread, full);
    match early::is_early(full) {
        true => thread
            .heap()
            .as_if_old(|| early::load(thread, full, || load_now(thread, full, path))),
        false => load_now(thread, full, path),
    }
}

fn load_now(thread: &Thread, full: &str, path: Option<&Object>) -> Result<Ref> {
    if let Some((_, original)) = early::ALIASES.iter().find(|(alias, _)| *alias == full) {
        let module = super::by_name(thread, original)?;
        modules(thread)?.set_text(thread, full, &module)?;
        return Ok(module);
    }
    if let Some(others) = finders::others(thread)? {
        return finders::ask(thread, &others, full, path);
    }
    match native(thread, full)? {
        Some(module) => Ok(module),
        None => along(thread, full, path),
    }
}

/// A native module.
pub(super) fn native(thread: &Thread, full: &str) -> Result<Option<Ref>> {
    let Some(module) = (state(thread).library.native)(thread, full)? else {
        return Ok(None);
    };
    modules(thread)?.set_text(thread, full, &module)?;
    spec::describe_native(thread, full, &module)?;
    Ok(Some(module))
}

/// A module from a file, or a namespace package.
pub(super) fn along(thread: &Thread, full: &str, path: Option<&Object>) -> Result<Ref> {
    let tail = full.rsplit('.').next().unwrap_or(full);
    match find(thread, full, tail, path)? {
        Place::Module(found) => from_source(thread, full, &found),
        Place::Spec(spec) => finders::load(thread, &spec),
        Place::Nowhere => Err(not_found(thread, full, "")),
    }
}

/// The module's dictionary.
fn namespace_of(_: &Thread, module: &Module) -> Result<Ref<Dict>> {
    Ok(module.dict())
}

pub(super) fn text(thread: &Thread, text: &str) -> Result<Ref> {
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
    let spec = spec::of_module(thread, full, file, path.as_ref())?;
    dict.set(
        thread,
        names.__package__().as_object(),
        &*text(thread, parent_of(full, path.is_some()))?,
    )?;
    dict.set(
        thread,
        names.__loader__().as_object(),
        &*spec::loader_of(thread, &spec)?,
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
    let code = found.code(thread)?;
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

/// What `__main__` is made from.
pub struct Main<'a> {
    pub filename: &'a str,
    /// It was read from a file, so it has `__file__`.
    pub is_file: bool,
    /// For `-m`: the module's full name and its package.
    pub module: Option<(&'a str, &'a str)>,
}

/// Makes `__main__` and runs source in it.
pub fn load_main(thread: &Thread, source: &str, main: &Main<'_>) -> Result<()> {
    let dict = make_main(thread, main)?;
    let held = RefCell::new(Vec::new());
    let code = {
        let filename = Str::new(thread, main.filename)?;
        let optimize = state(thread).optimize;
        let tree = Some(&held);
        run::compile_as(
            thread,
            source,
            &filename,
            Mode::Exec,
            0,
            optimize,
            false,
            tree,
        )?
    };
    let _tree = types::code::tree::keep(thread, held.into_inner());
    call::run_code(thread, &code, &dict, dict.as_object(), None).map(drop)
}

/// The module in `sys.modules` and its dictionary, in 3.13's order of names.
fn make_main(thread: &Thread, main: &Main<'_>) -> Result<Ref<Dict>> {
    let module = Module::new(thread, "__main__")?;
    let dict = namespace_of(thread, &module)?;
    let (names, none) = (names(thread), thread.heap().none());
    dict.set_text(thread, "__annotations__", Dict::new(thread)?.as_object())?;
    let builtins = modules(thread)?
        .get_text(thread, "builtins")?
        .unwrap_or_else(|| none.clone());
    dict.set(thread, names.__builtins__().as_object(), &builtins)?;
    if main.is_file {
        let file = text(thread, main.filename)?;
        dict.set(thread, names.__file__().as_object(), &file)?;
        dict.set_text(thread, "__cached__", &none)?;
    }
    modules(thread)?.set_text(thread, "__main__", module.as_object())?;
    spec::start(thread)?;
    if let Some((full, package)) = main.module {
        let spec = spec::of_module(thread, full, Some(main.filename), None)?;
        let loader = spec::loader_of(thread, &spec)?;
        dict.set(thread, names.__loader__().as_object(), &loader)?;
        dict.set(thread, names.__spec__().as_object(), &spec)?;
        dict.set(
            thread,
            names.__package__().as_object(),
            &*text(thread, package)?,
        )?;
    } else {
        let file = main.is_file.then_some(main.filename);
        let loader = spec::loader_of_main(thread, file)?;
        dict.set(thread, names.__loader__().as_object(), &loader)?;
    }
    crate::site::start(thread)?;
    leave_for_reuse(thread)?;
    collector::begin_program(&thread.heap().gc);
    Ok(dict)
}

/// What 3.13's start-up (its `site` module, mostly) has dropped and left for reuse when a program begins: a slice, floats,
/// lists, dictionaries and, by their lengths, tuples: what `sys._debugmallocstats` says in a program that was compiled before.
fn leave_for_reuse(thread: &Thread) -> Result<()> {
    const FLOATS: usize = 5;
    const LISTS: usize = 11;
    const DICTS: usize = 12;
    // Those of them that hold a name or a few leave their tables of keys too.
    const TABLES: usize = 5;
    const TUPLES: [usize; 19] = [5, 1, 4, 1, 0, 2, 5, 2, 3, 5, 2, 8, 2, 1, 1, 2, 2, 2, 1];
    let none = thread.heap().none();
    let mut all = Vec::new();
    let slice = types::slice::Slice::new(thread, none.clone(), none.clone(), none.clone())?;
    all.push(slice.into_object());
    for _ in 0..FLOATS {
        all.push(Float::new(thread, 0.5)?.into_object());
    }
    for _ in 0..LISTS {
        all.push(List::new(thread)?.into_object());
    }
    for number in 0..DICTS {
        let dict = Dict::new(thread)?;
        if number < TABLES {
            dict.set(thread, names(thread).__name__().as_object(), &none)?;
        }
        all.push(dict.into_object());
    }
    for (length, &count) in (1..).zip(&TUPLES) {
        let items = vec![none.clone(); length];
        for _ in 0..count {
            all.push(Tuple::from_slice(thread, &items)?.into_object());
        }
    }
    Ok(())
}

/// Runs a module as `__main__`, as `-m` does: a package's `__main__` submodule stands for the package. `ready` is told the file
/// before it runs, for `sys.argv[0]`.
pub fn run_module(thread: &Thread, name: &str, ready: &dyn Fn(&str) -> Result<()>) -> Result<()> {
    let (mut full, mut path) = (name.to_owned(), None);
    if let Some((parent, _)) = name.rsplit_once('.') {
        path = Some(package_path(thread, parent)?);
    }
    loop {
        let tail = full.rsplit('.').next().unwrap_or(&full).to_owned();
        let found = match find(thread, &full, &tail, path.as_deref())? {
            Place::Module(found) => found,
            _ => return Err(no_module(thread, &full)),
        };
        if found.package.is_some() {
            path = Some(package_path(thread, &full)?);
            full.push_str(".__main__");
            continue;
        }
        ready(&found.file)?;
        let package = full.rsplit_once('.').map_or("", |(package, _)| package);
        let main = Main {
            filename: &found.file,
            is_file: true,
            module: Some((&full, package)),
        };
        let dict = make_main(thread, &main)?;
        let code = found.code(thread)?;
        return call::run_code(thread, &code, &dict, dict.as_object(), None).map(drop);
    }
}

fn no_module(thread: &Thread, full: &str) -> object::Raised {
    not_found(thread, full, "")
}

/// Imports a package and hands out its `__path__`.
fn package_path(thread: &Thread, package: &str) -> Result<Ref> {
    let mut done = String::new();
    let mut path = None;
    for part in package.split('.') {
        if !done.is_empty() {
            done.push('.');
        }
        done.push_str(part);
        let module = match super::find_loaded(thread, &done)? {
            Some(module) => module,
            None => load(thread, &done, path.as_deref())?,
        };
        path = Some(types::protocol::getattr_name(
            thread,
            &module,
            names(thread).__path__(),
        )?);
    }
    path.ok_or_else(|| not_found(thread, package, ""))
}
