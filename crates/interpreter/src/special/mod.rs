//! Specialised instructions: what a generic one becomes once it has seen its operands.

use crate::machine::dispatch::Handler;
use bytecode::Op;

/// Puts the specialised handlers into the table.
pub const fn install(_table: &mut [Handler; Op::COUNT]) {}
