//! `_pickle`: objects into a stream of bytes and back.
//!
//! - `pickler.rs`: `Pickler`; `output.rs` writes its frames; `save.rs` takes objects apart, with `atoms.rs`, `containers.rs`, `globals.rs`
//!   and `reduce.rs`;
//! - `unpickler.rs`: `Unpickler`; `input.rs` reads for it; `load.rs` runs the opcodes, with `load_text.rs`, `load_objects.rs` and
//!   `load_containers.rs`;
//! - `memo.rs`: what `memo` shows of either; `names.rs`: modules and their attributes by name;
//!   `opcodes.rs`: the stream's alphabet; `state.rs`: what the module keeps.

mod atoms;
mod containers;
mod globals;
mod input;
mod load;
mod load_containers;
mod load_objects;
mod load_text;
mod memo;
mod names;
mod opcodes;
mod output;
mod pickler;
mod reduce;
mod save;
mod state;
mod unpickler;

use object::MethodDef;
use types::module::ModuleSpec;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_pickle",
    doc: Some("Optimized C implementation for the Python pickle module."),
    functions: &[
        MethodDef::keywords("dump", pickler::dump).doc(
            "dump($module, /, obj, file, protocol=None, *, fix_imports=True,\n     buffer_callback=None)\n--\n\nWrites the pickle of an object to an open file, as ``Pickler(file, protocol).dump(obj)`` does.\n\nThe protocols are 0 to 5, of which 4 is the default; a negative one means the highest. With fix_imports and a protocol\nbelow 3 names are those of Python 2. A buffer_callback, for protocol 5, is given the buffers; those for which it answers\nsomething false stay outside of the stream.",
        ),
        MethodDef::keywords("dumps", pickler::dumps).doc(
            "dumps($module, /, obj, protocol=None, *, fix_imports=True,\n      buffer_callback=None)\n--\n\nThe pickle of an object, as bytes. See dump for the arguments.",
        ),
        MethodDef::keywords("load", unpickler::load).doc(
            "load($module, /, file, *, fix_imports=True, encoding='ASCII',\n     errors='strict', buffers=())\n--\n\nReads a pickle from an open file, as ``Unpickler(file).load()`` does, and makes its object.\n\nThe file has the methods read and readline. What follows the pickle stays unread. With fix_imports names of Python 2\nare understood; encoding and errors say how its strings are decoded, 'bytes' that they aren't. The buffers that stayed\noutside of the stream come from buffers.",
        ),
        MethodDef::keywords("loads", unpickler::loads).doc(
            "loads($module, data, /, *, fix_imports=True, encoding='ASCII',\n      errors='strict', buffers=())\n--\n\nMakes the object of a pickle in bytes. See load for the arguments.",
        ),
    ],
    types: &[],
    unnamed: &[
        &pickler::PICKLER,
        &unpickler::UNPICKLER,
        &unpickler::PDATA,
        &memo::PICKLER_MEMO,
        &memo::UNPICKLER_MEMO,
    ],
    init: Some(state::fill),
};
