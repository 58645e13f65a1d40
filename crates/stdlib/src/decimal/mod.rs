//! `_decimal`: General Decimal Arithmetic of any precision, as 3.13's native half of `decimal` has it.
//!
//! Numbers, without Python:
//! - `nat.rs` arithmetic on words of base 10^19; `words.rs` where they stand while they are computed; `transform.rs` and `big.rs` long
//!   products, quotients, roots; `fixed.rs` fixed-point series.
//! - `number.rs` numbers, contexts and conditions; `round.rs` the end of each operation; `arithmetic.rs`, `compare.rs`, `power.rs`,
//!   `transcendental.rs` the operations; `text.rs`, `format.rs` text.
//!
//! And with it: `state.rs` (exceptions, names, the templates), `arguments.rs`, `convert.rs` (other types' values), `instance.rs` and
//! `methods.rs` (the type `Decimal`), `context.rs` and `context_methods.rs` (`Context`), `signal_dict.rs`, `manager.rs`.

mod arguments;
mod arithmetic;
mod big;
mod compare;
mod context;
mod context_methods;
mod convert;
mod fixed;
mod format;
mod instance;
mod manager;
mod methods;
mod nat;
mod number;
mod operators;
mod power;
mod round;
mod signal_dict;
mod state;
#[cfg(test)]
mod tests;
mod text;
mod transcendental;
mod transform;
mod words;

use object::MethodDef;
use types::module::ModuleSpec;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_decimal",
    doc: Some("C decimal arithmetic module"),
    functions: &[
        MethodDef::no_args("getcontext", |thread, _| {
            Ok(context::current(thread)?.into_object())
        })
        .doc("getcontext($module, /)\n--\n\nGet the current default context.\n\n"),
        MethodDef::one("setcontext", |thread, _, value| {
            context::set_current(thread, value)?;
            Ok(thread.heap().none())
        })
        .doc("setcontext($module, context, /)\n--\n\nSet a new default context.\n\n"),
        MethodDef::keywords("localcontext", manager::localcontext).doc(
            "localcontext($module, /, ctx=None, **kwargs)\n--\n\nA context manager that sets the default context to a copy of ctx\nwhen it is entered and puts the earlier one back when it is left.\nWithout ctx it is a copy of the current context.\n\n",
        ),
    ],
    types: &[&instance::DECIMAL, &context::CONTEXT],
    unnamed: &[&manager::MANAGER, &signal_dict::MIXIN],
    init: Some(state::fill),
};
