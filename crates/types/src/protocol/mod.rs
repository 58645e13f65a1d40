//! Using objects without knowing their types: attributes, calls, operators, sequences, arguments.
//!
//! These functions choose the slot and give CPython 3.13's message when there is none. They never look at a concrete layout
//! except as a short cut that can't be observed.

mod args;
mod attribute;
mod call;
mod compare;
mod convert;
mod given;
mod iterate;
mod number;
mod repr_guard;
mod sequence;
mod warn;

pub use args::{Bound, Signature, check_arity, no_keywords, no_keywords_of, type_text};
pub use attribute::*;
pub use call::*;
pub use compare::*;
pub use convert::*;
pub use given::{
    call_all_given, call_given, call_one_given, call_packed_given, index_given, push_repr_given,
    repr_given, str_given,
};
pub use iterate::*;
pub use number::*;
pub use repr_guard::ReprGuard;
pub use sequence::*;
pub use warn::{warn, warn_of};
