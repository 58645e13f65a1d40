//! The end of an interpreter: modules go in 3.13's order, so that finalizers and weak reference callbacks run as there.
//!
//! 0. a collection, unless the program has disabled them; it also settles the order in which the next ones find what dies;
//! 1. names in `sys` that hold on to the program are set to `None`;
//! 2. every entry of `sys.modules` becomes `None`: modules that nobody else holds die here, with their globals;
//! 3. `builtins` gets its first contents back: what the program has put there goes;
//!    a collection finds the modules whose globals are held by their own functions;
//! 4. what still lives is emptied, newest import first: names with one underscore, then all others;
//! 5. `sys` and `builtins` are emptied last, then one more collection.
//!
//! `atexit` functions and flushing run before this: see the room above.

use crate::import::modules;
use object::{Builtin, Ref, Result, Thread, Type};
use types::module::Module;
use types::{Dict, Str};

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
    if let Some(sys) = &sys {
        drop_special(thread, sys)?;
    }
    let alive = remove_all(thread, &all)?;
    all.clear();
    if let Some(builtins) = &builtins {
        restore(thread, builtins)?;
    }
    collector::collect(thread, 2, collector::Reason::Shutdown);
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

fn restore(thread: &Thread, builtins: &Dict) -> Result<()> {
    let first = types::state(thread).first_builtins.get();
    let Some(first) = first.as_ref().and_then(|f| f.downcast::<Dict>()) else {
        return Ok(());
    };
    let _last = builtins.copy(thread)?;
    builtins.clear();
    builtins.merge(thread, first.as_object(), true)
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
        if name.downcast::<Str>().is_none() {
            continue;
        }
        if module.downcast::<Module>().is_some() {
            alive.push(object::WeakRef::make(thread, weak, &module, None)?.into_object());
        }
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
