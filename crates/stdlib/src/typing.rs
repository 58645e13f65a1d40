//! `_typing`: the native half of `typing` under its names.
//!
//! The types themselves stand in the `types` room, where the interpreter reaches them too.

use object::{MethodDef, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::typing;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_typing",
    doc: Some("Primitives and accelerators for the typing module.\n"),
    functions: &[MethodDef::one("_idfunc", |_, _, value| Ok(value.to_ref()))
        .doc("_idfunc($module, x, /)\n--\n\n")],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

/// They have been there since the start: no generation shows them as new, and they don't refer to the module.
fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for spec in [
        &typing::TYPEVAR,
        &typing::TYPEVARTUPLE,
        &typing::PARAMSPEC,
        &typing::PARAMSPEC_ARGS,
        &typing::PARAMSPEC_KWARGS,
        &typing::GENERIC,
        &typing::ALIAS,
    ] {
        let ty = types::type_of(thread, spec)?;
        module.add(thread, types::typeobj::short_name(ty), ty.as_object())?;
    }
    module.add(thread, "NoDefault", &*typing::no_default(thread)?)
}
