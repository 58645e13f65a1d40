//! The machine: its state, its stacks, how an instruction reaches its operands, and how one leads to the next.
//!
//! - `vm.rs`: the state of a thread's machine. `stack.rs`: where registers and records live.
//! - `at.rs`: a place in running code, the one door to registers, constants and cache words.
//! - `operand.rs`: operands by kind. `dispatch.rs`: exits, and the two ways in which handlers are chained.
//! - `table.rs`: the dispatch list.

pub mod at;
pub mod dispatch;
pub mod operand;
pub mod stack;
pub mod table;
pub mod vm;

pub use at::At;
pub use dispatch::{Exit, Flow, Step};
pub use operand::{Dest, K, L, Operand, T, ToLocal, ToTemp};
pub use vm::Vm;
