//! What 3.13 has imported before a program's first line, and Pellucid loads when it is first asked for.
//!
//! A program must not see that they came late: whoever loads them calls their objects old, so that they count nowhere, they come in an order in
//! which they can be loaded, and classes that one of them derives from another's stand before the program's own.
//!
//! ```text
//!  abc.ABC                          ◄── os.PathLike
//!  _collections_abc.MutableMapping  ◄── os._Environ
//! ```
//!
//! `os` isn't brought in with the modules above it, which most programs need without it, but when somebody asks those two for their subclasses.

use super::modules;
use object::{Object, Ref, Result, Thread, Type};
use types::state;

/// What 3.13 has imported before a program's first line: `sys.modules` of an empty program. In order of their names.
const FROM_THE_START: &[&str] = &[
    "_abc",
    "_codecs",
    "_collections_abc",
    "_frozen_importlib",
    "_frozen_importlib_external",
    "_imp",
    "_io",
    "_signal",
    "_sitebuiltins",
    "_stat",
    "_thread",
    "_warnings",
    "_weakref",
    "abc",
    "codecs",
    "encodings",
    "encodings.aliases",
    "encodings.utf_8",
    "encodings.utf_8_sig",
    "genericpath",
    "io",
    "linecache",
    "marshal",
    "os",
    "os.path",
    "posix",
    "posixpath",
    "site",
    "stat",
    "time",
    "zipimport",
];

/// A module, a class of it, and the class of `os` that derives from it.
const BASES: [(&str, &str, &str); 2] = [
    ("abc", "ABC", "PathLike"),
    ("_collections_abc", "MutableMapping", "_Environ"),
];

/// Modules that import `os` in a circle: they can be loaded in its course only.
const OF_OS: &[&str] = &["genericpath", "posixpath", "os.path"];

pub fn is_early(full: &str) -> bool {
    FROM_THE_START.binary_search(&full).is_ok()
}

/// Names under which importlib has two modules as its own.
pub const ALIASES: [(&str, &str); 2] = [
    ("importlib._bootstrap", "_frozen_importlib"),
    (
        "importlib._bootstrap_external",
        "_frozen_importlib_external",
    ),
];

/// Loads one of them with `work`; runs while what is made is old.
pub fn load(thread: &Thread, full: &str, work: impl FnOnce() -> Result<Ref>) -> Result<Ref> {
    if OF_OS.contains(&full) && modules(thread)?.get_text(thread, "os")?.is_none() {
        types::runtime::import_module(thread, "os")?;
        if let Some(there) = modules(thread)?.get_text(thread, full)? {
            return Ok(there);
        }
    }
    let module = work()?;
    for (at, &(name, class, derived)) in BASES.iter().enumerate() {
        if full == name {
            expect(thread, at, &module, class)?;
        } else if full == "os" {
            come_first(thread, at, &module, name, class, derived)?;
        }
    }
    Ok(module)
}

/// The module has been loaded, `os` hasn't.
fn expect(thread: &Thread, at: usize, module: &Object, class: &str) -> Result<()> {
    if modules(thread)?.get_text(thread, "os")?.is_none() {
        let class = types::getattr_text(thread, module, class)?;
        state(thread).subclassed_late[at].set(class.id());
        if let Some(class) = class.downcast::<Type>() {
            types::typeobj::open_subclasses(thread, class)?;
        }
    }
    Ok(())
}

/// `os` has been loaded: its class stands before those that the program has derived meanwhile.
fn come_first(
    thread: &Thread,
    at: usize,
    os: &Object,
    module: &str,
    class: &str,
    derived: &str,
) -> Result<()> {
    state(thread).subclassed_late[at].set(0);
    let Some(module) = modules(thread)?.get_text(thread, module)? else {
        return Ok(());
    };
    let base = types::getattr_text(thread, &module, class)?;
    let derived = types::getattr_text(thread, os, derived)?;
    match (base.downcast::<Type>(), derived.downcast::<Type>()) {
        (Some(base), Some(derived)) => types::typeobj::first_subclass(thread, base, derived),
        _ => Ok(()),
    }
}
