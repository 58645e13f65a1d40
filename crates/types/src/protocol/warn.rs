//! Warnings from native code: handed to the `warnings` module, which is imported when the default filters would show one.

use crate::str::Str;
use object::{Builtin, Object, Raised, Result, Thread};
use std::fmt;

/// Warns as `PyErr_WarnFormat` with stack level 1; raises when a filter turns the warning into an error.
pub fn warn(thread: &Thread, category: Builtin, message: fmt::Arguments<'_>) -> Result<()> {
    warn_of(thread, category, message, None)
}

/// The same, and says which object the warning is about: tracing tells where that was made.
pub fn warn_of(
    thread: &Thread,
    category: Builtin,
    message: fmt::Arguments<'_>,
    source: Option<&Object>,
) -> Result<()> {
    if crate::state(thread).apart.get() {
        return Ok(());
    }
    let modules = crate::state(thread).modules.get();
    let Some(modules) = modules.and_then(|m| m.downcast_into::<crate::Dict>().ok()) else {
        return Ok(());
    };
    let warnings = match modules.get_text(thread, "warnings")? {
        Some(warnings) => warnings,
        None if !shown_by_default(thread, category)? && !has_filters(thread, &modules)? => {
            return Ok(());
        }
        None => match crate::runtime::import_module(thread, "warnings") {
            Ok(warnings) => warnings,
            Err(raised) if thread.pending_is(Builtin::MemoryError) => return Err(raised),
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
    let told = match source {
        None => super::call(thread, &warn, &[text, category]),
        Some(source) => {
            let level = crate::Int::new(thread, 1)?;
            super::call(thread, &warn, &[text, category, level, source.to_ref()])
        }
    };
    told.map(drop)
        .map_err(|raised| without_frames(thread, raised))
}

/// A warning that became an error starts where it was given: the frames of `warnings` don't belong to it.
fn without_frames(thread: &Thread, raised: Raised) -> Raised {
    if let Some(error) = thread.pending().filter(|e| e.isinstance(Builtin::Warning)) {
        crate::exception::set_traceback(&error, None);
    }
    raised
}

/// Whether filters were given on the command line.
fn has_filters(thread: &Thread, modules: &crate::Dict) -> Result<bool> {
    let sys = modules.get_text(thread, "sys")?;
    let Some(sys) = sys
        .as_ref()
        .and_then(|sys| sys.downcast::<crate::module::Module>())
    else {
        return Ok(false);
    };
    match sys.dict().get_text(thread, "warnoptions")? {
        Some(options) => super::is_true(thread, &options),
        None => Ok(false),
    }
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
