//! The `types` room: the built-in types, one folder or file each, and the protocols that tie them together.
//!
//! In: the object room's headers, slots and declarations. Out: what a Python program calls `int`, `list`, `type` … and
//! the functions with which native code uses objects without knowing their types (`protocol`).
//! A type's folder always reads in one order: layout with its drawing (`layout.rs`, the only place with `unsafe`), the
//! declaration with its slots, traverse/clear/release, slot functions, methods.
//!
//! What is not here: frames being run, calls of Python functions (`interpreter`, reached through the hooks), modules other than
//! what the types themselves need (`stdlib`).

pub mod boot;
pub mod layouts;
pub mod protocol;
#[forbid(unsafe_code)]
pub mod runtime;
pub mod state;

// type objects and what hangs on them
pub mod builtin_function;
pub mod descriptor;
pub mod generic_alias;
pub mod mappingproxy;
pub mod method;
pub mod module;
pub mod namespace;
pub mod object;
pub mod property;
pub mod super_;
pub mod typeobj;
#[forbid(unsafe_code)]
pub mod typing;
pub mod union;

// text and bytes
pub mod bytearray;
pub mod bytes;
pub mod format;
pub mod memoryview;
pub mod str;

// numbers and small values
pub mod bool;
pub mod complex;
pub mod float;
pub mod int;
pub mod range;
pub mod singletons;
pub mod slice;

// containers
pub mod array;
pub mod deque;
pub mod dict;
pub mod guard;
pub mod list;
pub mod set;
pub mod tuple;

// control
pub mod cell;
pub mod code;
pub mod exception;
pub mod frame;
pub mod function;
pub mod generator;
pub mod iterators;
pub mod traceback;
pub mod weakref;

pub use bytes::Bytes;
pub use dict::Dict;
pub use float::Float;
pub use int::Int;
pub use list::List;
pub use protocol::*;
pub use state::{Names, Room, State, names, room, state, type_of, visit_slot};
pub use str::Str;
pub use tuple::Tuple;
