//! The exception tree: layouts, types, and how exceptions are raised and chained.
//!
//! - `layout.rs`: the fields of `BaseException` and of the types that add some.
//! - `base.rs`: behaviour of `BaseException`, inherited by all.
//! - `tree.rs`: the declaration of every type. Types with behaviour of their own: `stop.rs` (StopIteration, SystemExit),
//!   `named.rs` (AttributeError, NameError, ImportError, KeyError), `os_error.rs`, `syntax.rs`, `unicode.rs`, `group.rs`.
//! - `raise.rs`: making an exception pending, with its context.
//!
//! Invariant: a pending exception is always an instance, never a type with an argument still to be applied.

#[forbid(unsafe_code)]
mod base;
mod layout;
#[forbid(unsafe_code)]
mod named;
#[forbid(unsafe_code)]
mod raise;
#[forbid(unsafe_code)]
mod stop;
#[forbid(unsafe_code)]
mod tree;

pub use base::{args, cause, context, set_args, set_cause, set_context, set_traceback, traceback};
pub use layout::{BASE_EXCEPTION_LAYOUT, BaseException};
pub use raise::{
    key_error, new_instance, no_memory, raise, raise_attribute_error, raise_instance,
    raise_name_error, raise_with,
};
pub use stop::{stop_iteration_value, system_exit_code};
pub use tree::SPECS;

use object::{Result, Thread};

/// Preallocates what raising needs when memory is used up.
pub fn prepare(thread: &Thread) -> Result<()> {
    raise::preallocate(thread)
}
