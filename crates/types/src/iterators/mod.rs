//! Iterators that belong to no container: `enumerate`, `zip`, `map`, `filter`, `reversed`, and those of `iter()`.
//!
//! All are collected objects of 3.13's sizes. Each keeps its source until it is exhausted (those of `iter()` drop it then).

#[forbid(unsafe_code)]
mod callable;
#[forbid(unsafe_code)]
mod enumerate;
#[forbid(unsafe_code)]
mod filter;
mod layout;
#[forbid(unsafe_code)]
mod map;
#[forbid(unsafe_code)]
mod reversed;
#[forbid(unsafe_code)]
mod sequence;
#[forbid(unsafe_code)]
mod zip;

pub use callable::new_callable_iterator;
pub(crate) use layout::INDEXED;
pub use layout::Indexed;
pub(crate) use sequence::new_indexed;
pub use sequence::new_sequence_iterator;
pub use sequence::{builtin_iter, from_builtins};

use object::TypeSpec;

/// The types of this folder.
pub static SPECS: &[&TypeSpec] = &[
    &callable::CALLABLE_ITERATOR,
    &enumerate::ENUMERATE,
    &filter::FILTER,
    &map::MAP,
    &reversed::REVERSED,
    &sequence::SEQUENCE_ITERATOR,
    &zip::ZIP,
];
