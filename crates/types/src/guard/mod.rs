//! The guard that keeps the text of self-containing containers finite: `[...]`.
//!
//! Objects whose text is being made form a chain of entries on the native stack, innermost first; `once` looks an object up
//! in it. Nothing is allocated.

mod layout;

pub use layout::once;
