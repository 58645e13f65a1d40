//! Formatting: the format mini-language, `str.format`, `%`, and the text of floats.
//!
//! - `spec.rs`: the mini-language; `number.rs`: what it makes of numbers and text;
//! - `digits.rs`: text of floats, shortest and exact; `fixed.rs`: decimal places where 128 bits are enough;
//! - `fields.rs`: `str.format` and `format_map`; `percent.rs`: `%` for text and bytes.
//!
//! Number formats of a locale are those of the C locale.

#[forbid(unsafe_code)]
pub mod digits;
#[forbid(unsafe_code)]
mod fields;
#[forbid(unsafe_code)]
pub mod fixed;
#[forbid(unsafe_code)]
mod number;
#[forbid(unsafe_code)]
mod percent;
#[forbid(unsafe_code)]
pub mod spec;

pub use digits::Shortest;
pub use fields::{format_exact, format_map, format_method};
pub use number::{format_complex, format_float, format_int, format_str, write_float_repr};
pub use percent::{percent_bytes, percent_str};
