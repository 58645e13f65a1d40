//! `sys.meta_path` and `sys.path_hooks`: what a program puts there is asked in its turn.
//!
//! ```text
//!  sys.meta_path    [BuiltinImporter, FrozenImporter, PathFinder]        start-up's three: native code does what they would
//!  sys.path_hooks   [zipimporter, path_hook_for_FileFinder]
//! ```
//!
//! While both lists hold what start-up put there, nobody is asked. A finder of the program's gives a spec, and importlib's own code loads it.
//! Entries of `sys.path` that aren't directories go to the hooks, and all entries do once the program has changed the hooks.

use super::{load, modules, not_found};
use object::{Object, Ref, Result, Thread};
use types::module::Module;
use types::{List, Str, protocol};

/// The library's module of finders.
const LIBRARY: &str = "_frozen_importlib";

const FINDERS: [&str; 3] = ["BuiltinImporter", "FrozenImporter", "PathFinder"];
const HOOKS: [&str; 2] = ["zipimporter", "path_hook_for_FileFinder"];

/// Puts start-up's finders and hooks into the lists of `sys`, once.
pub(super) fn start(thread: &Thread) -> Result<()> {
    for (name, entries) in [("meta_path", &FINDERS[..]), ("path_hooks", &HOOKS[..])] {
        let Some(list) = of_sys(thread, name)? else {
            continue;
        };
        if let Some(list) = list.downcast::<List>().filter(|list| list.is_empty()) {
            for entry in entries {
                if let Some(value) = of_library(thread, entry)? {
                    list.push(thread, value)?;
                }
            }
        }
    }
    Ok(())
}

fn of_sys(thread: &Thread, name: &str) -> Result<Option<Ref>> {
    let sys = modules(thread)?.get_text(thread, "sys")?;
    match sys.as_deref().and_then(Object::downcast::<Module>) {
        Some(sys) => sys.dict().get_text(thread, name),
        None => Ok(None),
    }
}

fn of_library(thread: &Thread, name: &str) -> Result<Option<Ref>> {
    let library = modules(thread)?.get_text(thread, LIBRARY)?;
    match library.as_deref().and_then(Object::downcast::<Module>) {
        Some(library) => library.dict().get_text(thread, name),
        None => Ok(None),
    }
}

/// Whether a list of `sys` holds these of the library and nothing else.
fn is_as_started(thread: &Thread, list: &List, entries: &[&str]) -> Result<bool> {
    if list.len() != entries.len() {
        return Ok(false);
    }
    for (at, name) in entries.iter().enumerate() {
        let (there, own) = (list.get(at), of_library(thread, name)?);
        let same = there.zip(own).is_some_and(|(there, own)| there.is(&own));
        if !same {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The finders, if they aren't those of the start.
pub(super) fn others(thread: &Thread) -> Result<Option<Ref<List>>> {
    let Some(found) = of_sys(thread, "meta_path")? else {
        return Ok(None);
    };
    match found.downcast::<List>() {
        // Before the library's module is there.
        Some(list) if list.is_empty() && of_library(thread, FINDERS[2])?.is_none() => Ok(None),
        Some(list) if is_as_started(thread, list, &FINDERS)? => Ok(None),
        _ => protocol::to_list(thread, &found).map(Some),
    }
}

/// Asks one finder after the other. Start-up's own do in native code what they would do in theirs.
pub(super) fn ask(
    thread: &Thread,
    finders: &List,
    full: &str,
    path: Option<&Object>,
) -> Result<Ref> {
    let own: Vec<Option<Ref>> = FINDERS
        .iter()
        .map(|name| of_library(thread, name))
        .collect::<Result<_>>()?;
    let is_own = |finder: &Object, at: usize| own[at].as_ref().is_some_and(|own| own.is(finder));
    let mut at = 0;
    while let Some(finder) = list_item(finders, &mut at) {
        if is_own(&finder, 0) {
            if let Some(module) = load::native(thread, full)? {
                return Ok(module);
            }
        } else if is_own(&finder, 2) {
            match load::along(thread, full, path) {
                Err(raised) if !is_missing(thread, full)? => return Err(raised),
                Err(_) => drop(thread.take_pending()),
                found => return found,
            }
        } else if !is_own(&finder, 1)
            && let Some(spec) = spec_of(thread, &finder, full, path)?
        {
            return load(thread, &spec);
        }
    }
    Err(not_found(thread, full, ""))
}

fn list_item(list: &List, at: &mut usize) -> Option<Ref> {
    let item = list.get(*at);
    *at += 1;
    item
}

/// Whether the pending error says that this very module wasn't found.
fn is_missing(thread: &Thread, full: &str) -> Result<bool> {
    if !thread.pending_is(object::Builtin::ModuleNotFoundError) {
        return Ok(false);
    }
    let Some(pending) = thread.take_pending() else {
        return Ok(false);
    };
    let name = types::names(thread).name();
    let missing = protocol::getattr_opt(thread, &pending, name)?;
    let same = missing
        .as_deref()
        .and_then(Object::downcast::<Str>)
        .is_some_and(|missing| missing.eq_str(full));
    let _ = thread.set_pending(pending);
    Ok(same)
}

/// What a finder knows of a module: `finder.find_spec(full, path, None)`. A finder without the method knows nothing.
fn spec_of(
    thread: &Thread,
    finder: &Object,
    full: &str,
    path: Option<&Object>,
) -> Result<Option<Ref>> {
    let name = types::str::intern_static(thread, "find_spec")?;
    let Some(find) = protocol::getattr_opt(thread, finder, &name)? else {
        return Ok(None);
    };
    let none = thread.heap().none();
    let full = Str::new(thread, full)?.into_object();
    let path = path.map_or_else(|| none.clone(), Ref::new);
    let spec = protocol::call(thread, &find, &[full, path, none.clone()])?;
    Ok((!spec.is(&none)).then_some(spec))
}

/// Whether the program has changed the hooks.
pub(super) fn hooked(thread: &Thread) -> Result<bool> {
    match of_sys(thread, "path_hooks")? {
        Some(hooks) => match hooks.downcast::<List>() {
            Some(list) if list.is_empty() && of_library(thread, HOOKS[0])?.is_none() => Ok(false),
            Some(list) => Ok(!is_as_started(thread, list, &HOOKS)?),
            None => Ok(true),
        },
        None => Ok(false),
    }
}

/// What importlib's own `PathFinder` says of a module along a path (`sys.path` for `None`).
pub(super) fn on_path(thread: &Thread, full: &str, path: Option<&Object>) -> Result<Option<Ref>> {
    match of_library(thread, FINDERS[2])? {
        Some(finder) => spec_of(thread, &finder, full, path),
        None => Ok(None),
    }
}

/// What the hooks' finder for an entry of the path says of a module. A part of a namespace package isn't one.
pub(super) fn at_entry(thread: &Thread, full: &str, entry: &str) -> Result<Option<Ref>> {
    let path = List::new(thread)?;
    path.push(thread, Str::new(thread, entry)?.into_object())?;
    let Some(spec) = on_path(thread, full, Some(path.as_object()))? else {
        return Ok(None);
    };
    let loader = types::getattr_text(thread, &spec, "loader")?;
    Ok((!loader.is(&thread.heap().none())).then_some(spec))
}

/// Makes and runs the module of a spec.
pub(super) fn load(thread: &Thread, spec: &Object) -> Result<Ref> {
    let library = super::by_name(thread, LIBRARY)?;
    let load = types::getattr_text(thread, &library, "_load_unlocked")?;
    protocol::call(thread, &load, &[Ref::new(spec)])
}
