//! `int`: integers of any size, in 3.13's memory.
//!
//! - `layout.rs`: the object, its digits, the inline paths that the interpreter uses
//! - `magnitude.rs`: digit loops; `big.rs`: large values through a library, charged first
//! - `arith.rs`, `division.rs`, `bits.rs`, `power.rs`: the operators
//! - `convert.rs`: machine numbers; `text.rs`, `parse.rs`: text; `octets.rs`: bytes
//! - `new.rs`, `methods.rs`, `spec.rs`: what a program sees
//!
//! Not here: `__format__` (`format`), the choice of operand (`protocol`), `bool` (its own folder).

#[forbid(unsafe_code)]
pub mod arith;
#[forbid(unsafe_code)]
pub mod big;
#[forbid(unsafe_code)]
pub mod bits;
#[forbid(unsafe_code)]
pub mod convert;
#[forbid(unsafe_code)]
pub mod division;
mod layout;
#[forbid(unsafe_code)]
mod long;
#[forbid(unsafe_code)]
pub(crate) mod magnitude;
#[forbid(unsafe_code)]
mod methods;
#[forbid(unsafe_code)]
mod new;
#[forbid(unsafe_code)]
pub mod octets;
#[forbid(unsafe_code)]
pub mod parse;
#[forbid(unsafe_code)]
pub mod power;
#[forbid(unsafe_code)]
mod spec;
#[forbid(unsafe_code)]
pub mod text;
#[forbid(unsafe_code)]
pub mod unicode;

pub use arith::hash_of_wide;
pub use layout::{INT_LAYOUT, Int, MASK, SHIFT};
pub(crate) use layout::{make_bool, make_shared};
pub use new::to_int;
pub(crate) use parse::trim;
pub use parse::{parse, parse_bytes};
pub use spec::{SPEC, SPECS};
