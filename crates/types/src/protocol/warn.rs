//! Warnings from native code: handed to the `warnings` module, which is imported when the default filters would show one.

use crate::str::Str;
use object::{Builtin, Result, Thread};
use std::fmt;

/// Warns as `PyErr_WarnFormat` with stack level 1; raises when a filter turns the warning into an error.
pub fn warn(thread: &Thread, category: Builtin, message: fmt::Arguments<'_>) -> Result<()> {
    let modules = crate::state(thread).modules.get();
    let Some(modules) = modules.and_then(|m| m.downcast_into::<crate::Dict>().ok()) else {
        return Ok(());
    };
    let warnings = match modules.get_text(thread, "warnings")? {
        Some(warnings) => warnings,
        None if !shown_by_default(thread, category)? => return Ok(()),
        None => match crate::runtime::import_module(thread, "warnings") {
            Ok(warnings) => warnings,
            // A heap without a library has nobody to tell.
            Err(_) => {
                drop(thread.take_pending());
                return Ok(());
            }
        },
    };
    let text = Str::format(thread, message)?.into_object();
    let category = thread.heap().builtin(category).as_object().to_ref();
    let warn = super::getattr_text(thread, &warnings, "warn")?;
    super::call(thread, &warn, &[text, category]).map(drop)
}

/// Whether 3.13's filters show a warning of the category when nobody has set any: deprecations in the program itself alone.
fn shown_by_default(thread: &Thread, category: Builtin) -> Result<bool> {
    match category {
        Builtin::PendingDeprecationWarning
        | Builtin::ImportWarning
        | Builtin::ResourceWarning
        | Builtin::BytesWarning => Ok(false),
        Builtin::DeprecationWarning => {
            let globals = (crate::runtime::runtime(thread).globals)(thread)?;
            let name = match globals.as_ref().and_then(|g| g.downcast::<crate::Dict>()) {
                Some(globals) => globals.get_text(thread, "__name__")?,
                None => None,
            };
            let name = name.as_ref().and_then(|name| name.downcast::<Str>());
            Ok(name.is_some_and(|name| name.eq_str("__main__")))
        }
        _ => Ok(true),
    }
}
