//! The `bytecode` room: the one instruction table, code as data, exception and position tables, the disassembler.
//!
//! Everything here is plain data that both the compiler and the interpreter read. What an instruction *does* is said in
//! `table.rs`, row by row; how it is done lives in the interpreter. No heap, no objects.
#![forbid(unsafe_code)]

mod code;
mod disasm;
mod instr;
mod lines;
mod op;
pub mod packed;
mod specialised;
mod table;
mod verify;

pub use code::{CodeData, Const, Handler, LocalKind, flags};
pub use disasm::{disassemble, show};
pub use instr::{
    BinaryOperator, COMPARE_JUMP_IF_TRUE, CompareOperator, FunctionAttribute, Instr, Intrinsic1,
    Intrinsic2,
};
pub use lines::{Position, PositionTable};
pub use op::{ALL, Effect, Info, Op, Operand};
pub use verify::verify;
