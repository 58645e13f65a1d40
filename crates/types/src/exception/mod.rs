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
#[forbid(unsafe_code)]
mod group;
mod layout;
#[forbid(unsafe_code)]
mod named;
#[forbid(unsafe_code)]
mod os_error;
#[forbid(unsafe_code)]
mod raise;
#[forbid(unsafe_code)]
mod stop;
#[forbid(unsafe_code)]
mod syntax;
#[forbid(unsafe_code)]
mod tree;
#[forbid(unsafe_code)]
mod unicode;

pub use base::{
    args, cause, context, set_args, set_cause, set_cause_explicitly, set_context, set_traceback,
    suppress_context, traceback,
};
pub use group::{exceptions as group_members, match_star, projection};
pub use layout::{BASE_EXCEPTION_LAYOUT, BaseException};
pub use os_error::{errno_of, raise_os_error};
pub use raise::{
    key_error, new_instance, no_memory, not_an_exception, raise, raise_attribute_error,
    raise_instance, raise_name_error, raise_with,
};
pub use stop::{stop_iteration_value, system_exit_code};
pub use syntax::{new_syntax_error, syntax_field};
pub use tree::SPECS;

use object::{Result, Thread};

/// The end of start-up: what raising needs when memory is used up, and `ExceptionGroup`.
pub fn prepare(thread: &Thread) -> Result<()> {
    raise::preallocate(thread)?;
    group::make_exception_group(thread)
}
