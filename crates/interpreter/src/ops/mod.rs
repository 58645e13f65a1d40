//! What the instructions do, one file for each family.
//!
//! A handler takes its operands through [`At`](crate::machine::At). Fast handlers return an exit and call nothing; slow ones
//! hold owned handles of all operands while anything else may run, so that counts are 3.13's and a changed local can't
//! pull an operand away.

pub mod attributes;
pub mod awaiting;
pub mod binary;
pub mod build;
pub mod cells;
pub mod compare;
pub mod exceptions;
pub mod groups;
pub mod imports;
pub mod intrinsics;
pub mod iteration;
pub mod jumps;
pub mod matching;
pub mod moves;
pub mod names;
pub mod subscripts;
pub mod text;
pub mod unpack;
pub mod withs;

use crate::machine::{Exit, Step};
use object::{Object, Ref};

/// Ends a handler that let go of an object.
#[inline(always)]
pub fn then_drop(step: Step, old: Option<Ref>) -> Exit {
    if let Some(old) = old {
        let raw = old.into_raw();
        // SAFETY: the handle's reference is given back here; a dead object goes to the dispatch, which frees it.
        if unsafe { Object::decref_to_zero(raw) } {
            return Exit::Drop(step, raw);
        }
    }
    Exit::Next(step)
}
