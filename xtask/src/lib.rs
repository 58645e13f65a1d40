//! The tasks as a library, so that their parts can be tested from `tests/`.
//!
//! Every task is `main(words) -> Result<bool, String>`: `Ok(true)` for a good end, `Ok(false)` for a finding (status 1),
//! `Err` for a task that couldn't be done (status 2).
#![forbid(unsafe_code)]

pub mod bench;
pub mod child;
pub mod conformance;
pub mod cpython;
pub mod fuzz;
pub mod handlers;
pub mod options;
pub mod order;
pub mod project;
pub mod stress;
pub mod tidy;
