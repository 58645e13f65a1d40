//! The `stdlib` room: the native modules, and the pure-Python library that travels along.
//!
//! One folder or file for each module, each with a `MODULE` declaration; [`MODULES`] lists them. `start.rs` makes `builtins` and `sys`
//! and answers the importer; `structseq.rs` is the tuple with named fields that several modules show.
//!
//! What is not here: importing itself and running code (`interpreter`, reached through `types::runtime`).
#![forbid(unsafe_code)]

mod array;
pub mod atexit;
pub mod builtins;
pub mod collections;
mod errno;
pub mod errors;
pub mod functools;
mod gc;
pub mod io;
pub mod itertools;
pub mod library;
pub mod math;
pub mod modules;
pub mod operator;
pub mod paths;
mod posix;
pub mod signal;
pub mod source;
mod sre;
mod string;
pub mod structseq;
pub mod sys;
mod thread;
mod time;
mod weakref;

use types::module::ModuleSpec;

/// Every native module.
pub static MODULES: &[&ModuleSpec] = &[
    &builtins::MODULE,
    &collections::MODULE,
    &functools::MODULE,
    &itertools::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &sys::MODULE,
    &array::MODULE,
    &atexit::MODULE,
    &errno::MODULE,
    &gc::MODULE,
    &io::MODULE,
    &posix::MODULE,
    &signal::MODULE,
    &sre::MODULE,
    &string::MODULE,
    &thread::MODULE,
    &time::MODULE,
    &weakref::MODULE,
];
