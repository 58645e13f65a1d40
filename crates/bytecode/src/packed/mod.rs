//! Code in few bytes: the tables that a code object keeps, and whole compilations for the embedded library.
//!
//! The bytes are made and read by the same build of the program, so the form has a version but no promises to others.
//! Reading bytes that aren't ours ends in [`Broken`] or in wrong answers, never in a panic.

mod bytes;
mod module;
mod places;
mod tables;
mod unpack;
mod words;

pub use bytes::Broken;
pub use module::{Module, Numbers, Packed, Record, Unit, pack};
pub use tables::{Shape, Tables};
pub use unpack::unpack;
pub use words::Words;
