//! Warnings from native code: handed to the `warnings` module when the program has one.

use crate::str::Str;
use object::{Builtin, Result, Thread};
use std::fmt;

/// Warns as `PyErr_WarnFormat` with stack level 1; raises when a filter turns the warning into an error. A program that never
/// imported `warnings` isn't told.
pub fn warn(thread: &Thread, category: Builtin, message: fmt::Arguments<'_>) -> Result<()> {
    let modules = crate::state(thread).modules.get();
    let Some(modules) = modules.and_then(|m| m.downcast_into::<crate::Dict>().ok()) else {
        return Ok(());
    };
    let Some(warnings) = modules.get_text(thread, "warnings")? else {
        return Ok(());
    };
    let text = Str::format(thread, message)?.into_object();
    let category = thread.heap().builtin(category).as_object().to_ref();
    let warn = super::getattr_text(thread, &warnings, "warn")?;
    super::call(thread, &warn, &[text, category]).map(drop)
}
