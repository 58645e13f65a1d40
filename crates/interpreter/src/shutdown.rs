//! The end of an interpreter: modules go in 3.13's order, so that finalizers and weak reference callbacks run as there.
//!
//! 0. a collection, unless the program has disabled them; it also settles the order in which the next ones find what dies;
//! 1. names in `sys` that hold on to the program are set to `None`;
//! 2. every module of `sys.modules` becomes `None`: those that nobody else holds die here, with their globals; what isn't a module
//!    goes when that dictionary is emptied;
//! 3. `builtins` gets its first contents back: what the program has put there goes;
//!    a collection finds the modules whose globals are held by their own functions; `gc.garbage` is shown to who wants it;
//! 4. what still lives is emptied, newest import first: names with one underscore, then all others;
//! 5. `sys` and `builtins` are emptied last, then one more collection.
//!
//! `atexit` functions and flushing run before this: see the room above.

use crate::import::modules;
use object::{Builtin, Ref, Result, Thread, Type};
use types::module::Module;
use types::{Dict, List, Str};

/// Attributes of `sys` that are dropped first.
const SYS_DROPPED: [&str; 11] = [
    "path",
    "argv",
    "ps1",
    "ps2",
    "last_exc",
    "last_type",
    "last_value",
    "last_traceback",
    "path_hooks",
    "path_importer_cache",
    "meta_path",
];
/// Attributes of `sys` that get their first value back.
const SYS_RESTORED: [(&str, &str); 3] = [
    ("stdin", "__stdin__"),
    ("stdout", "__stdout__"),
    ("stderr", "__stderr__"),
];

/// Takes all modules apart. Errors are dropped: there is nobody left to tell.
pub fn finalize_modules(thread: &Thread) {
    if take_apart(thread).is_err() {
        drop(thread.take_pending());
    }
}

fn take_apart(thread: &Thread) -> Result<()> {
    if thread.heap().gc.enabled.get() {
        collector::collect(thread, 2, collector::Reason::Manual);
    }
    let Ok(all) = modules(thread) else {
        return Ok(());
    };
    let (sys, builtins) = (
        dict_of(thread, &all, "sys")?,
        dict_of(thread, &all, "builtins")?,
    );
    if warn_of_garbage(thread, sys.as_deref()).is_err() {
        (thread.hooks().unraisable)(thread, "in garbage collection", None);
    }
    types::state(thread).apart.set(true);
    if let Some(sys) = &sys {
        drop_special(thread, sys)?;
    }
    let alive = remove_all(thread, &all)?;
    all.clear();
    if let Some(builtins) = &builtins {
        restore(thread, builtins)?;
    }
    collector::collect(thread, 2, collector::Reason::Shutdown);
    list_garbage(thread);
    for reference in alive.iter().rev() {
        let module = reference
            .downcast::<object::WeakRef>()
            .and_then(|r| r.upgrade());
        let Some(dict) = module
            .as_ref()
            .and_then(|m| m.downcast::<Module>())
            .map(Module::dict)
        else {
            continue;
        };
        let spared = [&sys, &builtins]
            .into_iter()
            .flatten()
            .any(|d| d.as_object().is(dict.as_object()));
        if !spared {
            empty(thread, &dict)?;
        }
    }
    for dict in [sys, builtins].into_iter().flatten() {
        empty(thread, &dict)?;
    }
    collector::collect(thread, 2, collector::Reason::Shutdown);
    Ok(())
}

/// What `gc.garbage` still holds, unless everything found goes there.
fn garbage(thread: &Thread) -> Option<Ref<List>> {
    let gc = &thread.heap().gc;
    if gc.debug.get() & collector::debug::SAVEALL != 0 {
        return None;
    }
    let garbage = gc.garbage.get()?.downcast_into::<List>().ok()?;
    (garbage.len() > 0).then_some(garbage)
}

/// Whether the program wants garbage that is left to be listed.
fn is_listed(thread: &Thread) -> bool {
    thread.heap().gc.debug.get() & collector::debug::UNCOLLECTABLE != 0
}

/// Warns that garbage is left, if warnings were asked for: otherwise this one isn't shown. 3.13 warns a little later, without the
/// library's help.
fn warn_of_garbage(thread: &Thread, sys: Option<&Dict>) -> Result<()> {
    let (Some(garbage), Some(sys)) = (garbage(thread), sys) else {
        return Ok(());
    };
    let asked = sys.get_text(thread, "warnoptions")?;
    if !matches!(&asked, Some(asked) if types::is_true(thread, asked)?) {
        return Ok(());
    }
    let rest = match is_listed(thread) {
        true => "",
        false => "; use gc.set_debug(gc.DEBUG_UNCOLLECTABLE) to list them",
    };
    let count = garbage.len();
    let text = format_args!("gc: {count} uncollectable objects at shutdown{rest}");
    let text = Str::format(thread, text)?.into_object();
    let category = thread.heap().builtin(Builtin::ResourceWarning).as_object();
    let place = Str::new(thread, "gc")?.into_object();
    let line = types::Int::new(thread, 0)?;
    let warnings = types::runtime::import_module(thread, "warnings")?;
    let warn = types::getattr_text(thread, &warnings, "warn_explicit")?;
    let values = [text, category.to_ref(), place, line];
    types::call_args(thread, &warn, object::Args::new(&values, &[])).map(drop)
}

fn list_garbage(thread: &Thread) {
    let Some(garbage) = garbage(thread).filter(|_| is_listed(thread)) else {
        return;
    };
    match types::repr(thread, garbage.as_object()) {
        Ok(shown) => (thread.hooks().write_stderr)(thread, format_args!("      {shown}\n")),
        Err(_) => (thread.hooks().unraisable)(thread, "in garbage collection", None),
    }
}

fn restore(thread: &Thread, builtins: &Dict) -> Result<()> {
    let first = types::state(thread).first_builtins.get();
    let Some(first) = first.as_ref().and_then(|f| f.downcast::<Dict>()) else {
        return Ok(());
    };
    let _last = builtins.copy(thread)?;
    builtins.clear();
    builtins.merge(thread, first.as_object())
}

fn dict_of(thread: &Thread, all: &Dict, name: &str) -> Result<Option<Ref<Dict>>> {
    let module = all.get_text(thread, name)?;
    match module.as_ref().and_then(|m| m.downcast::<Module>()) {
        Some(module) => Ok(Some(module.dict())),
        None => Ok(None),
    }
}

fn drop_special(thread: &Thread, sys: &Dict) -> Result<()> {
    let none = thread.heap().none();
    for name in SYS_DROPPED {
        if sys.get_text(thread, name)?.is_some() {
            sys.set_text(thread, name, &none)?;
        }
    }
    for (name, original) in SYS_RESTORED {
        let value = sys
            .get_text(thread, original)?
            .unwrap_or_else(|| none.clone());
        sys.set_text(thread, name, &value)?;
    }
    Ok(())
}

/// Replaces every module by `None`, remembering each weakly.
fn remove_all(thread: &Thread, all: &Dict) -> Result<Vec<Ref>> {
    let weak: &Type = thread.heap().builtin(Builtin::WeakRef);
    let none = thread.heap().none();
    let mut alive = Vec::new();
    let mut at = 0;
    while let Some((name, module)) = all.next(&mut at) {
        // What isn't a module goes when the dictionary is emptied.
        if name.downcast::<Str>().is_none() || module.downcast::<Module>().is_none() {
            continue;
        }
        alive.push(object::WeakRef::make(thread, weak, &module, None)?.into_object());
        all.set(thread, &name, &none)?;
        drop(module);
    }
    Ok(alive)
}

/// Sets the names of a module to `None`: first those with one leading underscore, then all others but `__builtins__`.
pub fn empty(thread: &Thread, dict: &Dict) -> Result<()> {
    let none = thread.heap().none();
    for private in [true, false] {
        let mut at = 0;
        while let Some((name, value)) = dict.next(&mut at) {
            let Some(text) = name.downcast::<Str>() else {
                continue;
            };
            if value.is(&none) {
                continue;
            }
            let underscore = |i: usize| text.len() > i && text.char_at(i) == u32::from('_');
            let wanted = match private {
                true => underscore(0) && !underscore(1),
                false => !underscore(0) || !text.eq_str("__builtins__"),
            };
            drop(value);
            if wanted {
                dict.set(thread, &name, &none)?;
            }
        }
    }
    Ok(())
}
