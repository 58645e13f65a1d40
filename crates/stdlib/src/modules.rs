//! Start-up of the library in a heap, and what the importer asks of it.
//!
//! `start` makes `sys.modules` with `builtins` and `sys`; other native modules are made when first imported.

use crate::{MODULES, builtins, sys};
use object::{Object, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{Dict, state};

/// Makes the modules that every program has.
pub fn start(thread: &Thread, options: &sys::Options) -> Result<()> {
    let modules = Dict::new(thread)?;
    state(thread)
        .modules
        .set(Some(modules.clone().into_object()));
    crate::gc::start(thread)?;
    let builtins = Module::from_spec(thread, &builtins::MODULE)?;
    state(thread)
        .builtins
        .set(Some(builtins.dict().into_object()));
    state(thread)
        .first_builtins
        .set(Some(builtins.dict().copy(thread)?.into_object()));
    modules.set_text(thread, "sys", &thread.heap().none())?;
    modules.set_text(thread, "builtins", builtins.as_object())?;
    sys::start(thread, options, &modules)
}

/// The declaration of a native module.
pub fn find(name: &str) -> Option<&'static ModuleSpec> {
    MODULES.iter().copied().find(|spec| spec.name == name)
}

/// A native module, freshly made; `None` when there is no such.
pub fn make(thread: &Thread, name: &str) -> Result<Option<Ref>> {
    match find(name) {
        Some(spec) => Ok(Some(Module::from_spec(thread, spec)?.into_object())),
        None => Ok(None),
    }
}

/// A module of `sys.modules`.
pub fn loaded(thread: &Thread, name: &str) -> Result<Option<Ref>> {
    let modules = state(thread).modules.get();
    match modules.as_ref().and_then(|m| m.downcast::<Dict>()) {
        Some(modules) => modules.get_text(thread, name),
        None => Ok(None),
    }
}

/// Whether a value is of a module type: used by callers that got it from `sys.modules`, where anything may stand.
pub fn as_module(object: &Object) -> Option<&Module> {
    object.downcast::<Module>()
}
