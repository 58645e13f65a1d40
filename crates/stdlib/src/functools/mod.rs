//! `_functools`: the native half of `functools`.

mod key;
mod lru;
mod partial;
mod reduce;

use object::MethodDef;
use types::module::ModuleSpec;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_functools",
    doc: Some("Tools that operate on functions."),
    functions: &[
        MethodDef::keywords("cmp_to_key", key::cmp_to_key)
            .doc("cmp_to_key($module, /, mycmp)\n--\n\nConvert a cmp= function into a key= function."),
        MethodDef::fast("reduce", reduce::reduce).varargs().doc(
            "reduce($module, function, iterable, initial=<unrepresentable>, /)\n--\n\nApply a function of two arguments cumulatively to the items of an iterable, from left to right.\n\nThe initial value, if given, goes before the items.",
        ),
    ],
    types: &[&partial::PARTIAL, &lru::LRU_CACHE_WRAPPER],
    unnamed: &[&key::KEY_WRAPPER, &lru::LINK],
    init: Some(lru::start),
};
