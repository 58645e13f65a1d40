//! `_collections`: the native half of `collections`.
//!
//! What these types keep in memory is laid out in `types` (`deque`, `dict`).

mod counting;
mod defaultdict;
mod deque;
mod deque_iterator;
mod ordered;
mod ordered_parts;
mod tuplegetter;

use object::MethodDef;
use types::module::ModuleSpec;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_collections",
    doc: Some(
        "High performance data structures.\n- deque:        ordered collection accessible from endpoints only\n- defaultdict:  dict subclass with a default value factory\n- OrderedDict:  dict subclass whose order can be changed\n",
    ),
    functions: &[MethodDef::fast("_count_elements", counting::count_elements).doc(
        "_count_elements($module, mapping, iterable, /)\n--\n\nCount elements in the iterable, updating the mapping",
    )],
    types: &[
        &deque::DEQUE,
        &defaultdict::DEFAULTDICT,
        &ordered::ORDEREDDICT,
        &deque_iterator::FORWARD,
        &deque_iterator::REVERSE,
        &tuplegetter::TUPLEGETTER,
    ],
    unnamed: &[],
    init: None,
};
