//! `float`: IEEE 754 doubles.
//!
//! - `layout.rs`: the object and the inline paths that the interpreter uses
//! - `arith.rs`: operators, comparison, hash; `round.rs`: `round()`; `hex.rs`: hexadecimal text; `parse.rs`: text and `float()`
//! - `libm.rs`: functions of the platform's C library
//! - `methods.rs`, `spec.rs`: what a program sees
//!
//! Not here: text of floats and `__format__` (`format`).

#[forbid(unsafe_code)]
pub mod arith;
#[forbid(unsafe_code)]
mod hex;
mod layout;
pub mod libm;
#[forbid(unsafe_code)]
pub mod methods;
#[forbid(unsafe_code)]
pub mod parse;
#[forbid(unsafe_code)]
pub mod round;
#[forbid(unsafe_code)]
mod spec;

pub use arith::{floor_divmod, hash_f64, power, remainder};
pub use layout::{FLOAT_LAYOUT, Float};
pub use parse::as_f64;
pub use spec::{SPEC, SPECS, text};
