//! The `collector` room: three generations, one file for each phase. It knows heads, counts and the traverse contract, never a type.
//!
//! A pass looks at the objects of one generation and all younger ones. An object is garbage when all references to it come from
//! garbage: its count minus the references found inside the set is zero, and nothing with a positive rest leads to it.
//! `collect.rs` reads as the list of phases. What a pass does and in which order is CPython 3.13's, because finalizers, weak
//! references and `gc` results show it; how it computes the set is free: a large full pass first marks what the roots reach
//! (`mark.rs`) and counts only what stayed unmarked.
//!
//! Invariants, checked in debug builds between phases (`validate.rs`):
//! - **C1** every list is circular and consistent in both directions.
//! - **C2** between passes no head carries the bits `COLLECTING` or `UNREACHABLE`.
//! - **C3** during subtraction no count falls below zero: an object is never visited more often than it is counted.
//! - **C4** what is handed to the finalizers is closed: no object outside refers to it.

mod clear;
mod collect;
mod finalize;
mod mark;
mod reach;
mod stress;
mod traverse;
mod untrack;
mod validate;
mod weakrefs;

pub use collect::{
    FULL_MARK_THRESHOLD, Reason, begin_program, collect, collect_automatic, collect_if_due, freeze,
    unfreeze,
};
pub use traverse::visit;
pub use validate::check_lists;

/// `gc.DEBUG_*`.
pub mod debug {
    pub const STATS: u32 = 1;
    pub const COLLECTABLE: u32 = 2;
    pub const UNCOLLECTABLE: u32 = 4;
    pub const SAVEALL: u32 = 32;
    pub const LEAK: u32 = COLLECTABLE | UNCOLLECTABLE | SAVEALL;
}
