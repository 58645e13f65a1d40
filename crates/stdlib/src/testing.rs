//! `_testinternalcapi`: the few questions about memory that CPython's own tests ask of the interpreter, answered from the layout.
//!
//! What else that module has in 3.13 (its C interface under test) is not here: looking a name up raises `AttributeError`.

use object::{MethodDef, Object, Ref, Result, Thread};
use types::module::{Module, ModuleSpec};
use types::{Int, Str};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_testinternalcapi",
    doc: None,
    functions: &[
        MethodDef::one("has_inline_values", has_inline_values),
        MethodDef::no_args("pymem_getallocatorsname", allocator_name),
        MethodDef::no_args("get_recursion_depth", recursion_depth),
        MethodDef::one("suppress_immortalization", suppress_immortalization),
        MethodDef::no_args("get_immortalize_deferred", immortalize_deferred),
        MethodDef::no_args("get_optimizer", optimizer),
        MethodDef::one("set_optimizer", set_optimizer),
    ],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

/// The collector's head, the header, and what stands before an object with a managed dictionary: that and its weak references.
const SIZES: &[(&str, usize)] = &[
    ("SIZEOF_PYGC_HEAD", 16),
    ("SIZEOF_PYOBJECT", 16),
    ("SIZEOF_MANAGED_PRE_HEADER", 16),
];

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for (name, size) in SIZES {
        let size = Int::from_usize(thread, *size)?;
        module.add(thread, name, &size)?;
    }
    Ok(())
}

/// Whether the object's attributes stand in the object itself.
fn has_inline_values(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    let values = object.inline_values();
    let valid = values.is_some_and(|values| values.valid.get() != 0);
    Ok(thread.heap().bool(valid))
}

fn recursion_depth(thread: &Thread, _module: &Object) -> Result<Ref> {
    Int::from_usize(thread, thread.depth.get() as usize)
}

/// Small objects come from arenas.
fn allocator_name(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(Str::new(thread, "pymalloc")?.into_object())
}

/// Only a build without the GIL makes code immortal: there is nothing to suppress.
fn suppress_immortalization(thread: &Thread, _module: &Object, _on: &Object) -> Result<Ref> {
    Ok(thread.heap().none())
}

fn immortalize_deferred(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(false))
}

/// The default build has no second tier.
fn optimizer(thread: &Thread, _module: &Object) -> Result<Ref> {
    Ok(thread.heap().none())
}

fn set_optimizer(thread: &Thread, _module: &Object, _to: &Object) -> Result<Ref> {
    Ok(thread.heap().none())
}
