//! The importer: `sys.modules`, native modules, files on `sys.path`, the embedded library.
//!
//! It does in native code what `importlib._bootstrap` does: packages, relative names, `from` lists, circular imports. No compiled
//! files are written. `importlib` itself is loaded only when a program imports it. Finding: `find.rs`; running a module's
//! source: `load.rs`; `from m import *` and messages: `names.rs`.

mod early;
mod find;
mod finders;
mod load;
mod names;
mod pending;
mod spec;

pub use find::{Found, Library, embedded_code};
pub use load::{Main, load_main, run_module};
pub use names::{cannot_import, import_star};
pub(crate) use pending::Pending;

use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::runtime::ImportRequest;
use types::{Dict, List, Str, Tuple, names as known, protocol, state};

/// `sys.modules`.
pub fn modules(thread: &Thread) -> Result<Ref<Dict>> {
    match state(thread).modules.get().map(Ref::downcast_into::<Dict>) {
        Some(Ok(modules)) => Ok(modules),
        _ => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("unable to get sys.modules"),
        )),
    }
}

/// A module of the library by its whole name.
pub fn by_name(thread: &Thread, full: &str) -> Result<Ref> {
    import_dotted(thread, full)
}

/// Hook: `__import__`.
pub fn import(thread: &Thread, request: &ImportRequest<'_>) -> Result<Ref> {
    if request.level < 0 {
        return Err(thread.value_error(format_args!("level must be >= 0")));
    }
    let name = request.name.to_string();
    let full = match request.level {
        0 if name.is_empty() => return Err(thread.value_error(format_args!("Empty module name"))),
        0 => name.clone(),
        level => resolve(thread, &name, request.globals, level as usize)?,
    };
    // A name that isn't known is looked for among the frozen modules, by its UTF-8.
    if request.level == 0 && !name.is_ascii() && find_loaded(thread, &full)?.is_none() {
        request.name.to_utf8(thread)?;
    }
    let module = import_dotted(thread, &full)?;
    match request.fromlist.filter(|f| !f.is(&thread.heap().none())) {
        Some(list) if protocol::is_true(thread, list)? => {
            handle_fromlist(thread, &module, &full, list)?;
            Ok(module)
        }
        _ => outermost(thread, &name, &full, request.level, module),
    }
}

/// Without a `from` list the outermost package of the name is the result.
fn outermost(thread: &Thread, name: &str, full: &str, level: isize, module: Ref) -> Result<Ref> {
    let Some(dot) = name.find('.') else {
        return Ok(module);
    };
    let cut = match level {
        0 => dot,
        _ => full.len() - name.len() + dot,
    };
    find_loaded(thread, &full[..cut])?.ok_or_else(|| not_found(thread, &full[..cut], ""))
}

fn text_of(object: Option<Ref>) -> Option<String> {
    object
        .as_deref()
        .and_then(Object::downcast::<Str>)
        .map(|text| text.to_string())
}

/// The absolute name of a relative import.
fn resolve(thread: &Thread, name: &str, globals: Option<&Object>, level: usize) -> Result<String> {
    let package = match globals.and_then(Object::downcast::<Dict>) {
        Some(globals) => package_of(thread, globals)?,
        None => {
            return Err(thread.raise(Builtin::KeyError, format_args!("'__name__' not in globals")));
        }
    };
    if package.is_empty() {
        return Err(thread.raise(
            Builtin::ImportError,
            format_args!("attempted relative import with no known parent package"),
        ));
    }
    let mut base = package.as_str();
    for _ in 1..level {
        match base.rfind('.') {
            Some(dot) => base = &base[..dot],
            None => {
                return Err(thread.raise(
                    Builtin::ImportError,
                    format_args!("attempted relative import beyond top-level package"),
                ));
            }
        }
    }
    Ok(if name.is_empty() {
        base.to_string()
    } else {
        format!("{base}.{name}")
    })
}

fn package_of(thread: &Thread, globals: &Dict) -> Result<String> {
    if let Some(package) = text_of(globals.get_str(thread, known(thread).__package__())?) {
        return Ok(package);
    }
    let Some(name) = text_of(globals.get_str(thread, known(thread).__name__())?) else {
        return Err(thread.raise(Builtin::KeyError, format_args!("'__name__' not in globals")));
    };
    if globals.get_str(thread, known(thread).__path__())?.is_some() {
        return Ok(name);
    }
    Ok(name
        .rfind('.')
        .map_or(String::new(), |dot| name[..dot].to_string()))
}

/// A module of `sys.modules`; `None` there stops the import.
pub fn find_loaded(thread: &Thread, full: &str) -> Result<Option<Ref>> {
    let found = modules(thread)?.get_text(thread, full)?;
    if found.as_ref().is_some_and(|f| f.is(&thread.heap().none())) {
        return Err(not_found(
            thread,
            full,
            &format!("import of {full} halted; None in sys.modules"),
        ));
    }
    Ok(found)
}

/// Imports every part of a dotted name; the last one is the result.
fn import_dotted(thread: &Thread, full: &str) -> Result<Ref> {
    pending::wait_for(thread, full)?;
    if let Some(found) = find_loaded(thread, full)? {
        return Ok(found);
    }
    if state(thread).apart.get() {
        return Err(thread.raise(
            Builtin::ImportError,
            format_args!("sys.meta_path is None, Python is likely shutting down"),
        ));
    }
    let _depth = thread.enter(" while importing a module")?;
    let Some(dot) = full.rfind('.').filter(|&dot| dot > 0) else {
        return load::load(thread, full, None);
    };
    let (parent_name, child) = (&full[..dot], &full[dot + 1..]);
    let parent = import_dotted(thread, parent_name)?;
    pending::wait_for(thread, full)?;
    if let Some(found) = find_loaded(thread, full)? {
        return Ok(found);
    }
    let Some(path) = protocol::getattr_opt(thread, &parent, known(thread).__path__())? else {
        let (shown, parent) = (shown(thread, full)?, shown(thread, parent_name)?);
        let message = format!("No module named {shown}; {parent} is not a package");
        return Err(not_found(thread, full, &message));
    };
    let module = load::load(thread, full, Some(&path))?;
    let name = types::str::intern_static(thread, child)?;
    protocol::setattr_name(thread, &parent, &name, Some(&module))?;
    Ok(module)
}

/// Submodules named in a `from` list that aren't attributes yet.
fn handle_fromlist(thread: &Thread, module: &Object, full: &str, list: &Object) -> Result<()> {
    if protocol::getattr_opt(thread, module, known(thread).__path__())?.is_none() {
        return Ok(());
    }
    let names: Vec<Ref> = match (list.downcast::<Tuple>(), list.downcast::<List>()) {
        (Some(tuple), _) => tuple.items().to_vec(),
        (_, Some(list)) => (0..list.len()).filter_map(|i| list.get(i)).collect(),
        _ => protocol::to_tuple(thread, list)?.items().to_vec(),
    };
    for name in names {
        let Some(name) = name.downcast::<Str>() else {
            return Err(thread.type_error(format_args!(
                "Item in ``from list'' must be str, not {}",
                name.ty().name()
            )));
        };
        if name.eq_str("*") {
            if let Some(all) = protocol::getattr_opt(thread, module, known(thread).__all__())? {
                let all = protocol::to_tuple(thread, &all)?;
                let star = |n: &Ref| n.downcast::<Str>().is_some_and(|n| n.eq_str("*"));
                if !all.items().iter().any(star) {
                    handle_fromlist(thread, module, full, all.as_object())?;
                }
            }
            continue;
        }
        if protocol::getattr_opt(thread, module, name)?.is_none() {
            import_submodule(thread, full, name)?;
        }
    }
    Ok(())
}

/// A submodule that isn't there is no error yet: the name may come from elsewhere.
fn import_submodule(thread: &Thread, package: &str, name: &Str) -> Result<()> {
    let full = format!("{package}.{name}");
    match import_dotted(thread, &full) {
        Ok(_) => Ok(()),
        Err(Raised) if thread.pending_is(Builtin::ModuleNotFoundError) => {
            let Some(pending) = thread.take_pending() else {
                return Ok(());
            };
            let missing = text_of(protocol::getattr_opt(
                thread,
                &pending,
                known(thread).name(),
            )?);
            if missing.as_deref() == Some(&full) {
                return Ok(());
            }
            Err(thread.set_pending(pending))
        }
        Err(raised) => Err(raised),
    }
}

/// A name in quotes, as `repr` shows it.
fn shown(thread: &Thread, name: &str) -> Result<Ref<types::Str>> {
    protocol::repr(thread, types::Str::new(thread, name)?.as_object())
}

/// `ModuleNotFoundError` with its name.
pub fn not_found(thread: &Thread, full: &str, message: &str) -> Raised {
    let default = match shown(thread, full) {
        Ok(shown) if message.is_empty() => format!("No module named {shown}"),
        Ok(_) => String::new(),
        Err(raised) => return raised,
    };
    let message = if message.is_empty() {
        &default
    } else {
        message
    };
    names::import_error(
        thread,
        Builtin::ModuleNotFoundError,
        message,
        &[("name", full)],
    )
}
