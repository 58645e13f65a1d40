//! The `stdlib` room: the native modules, and the pure-Python library that travels along.
//!
//! One folder or file for each module, each with a `MODULE` declaration; [`MODULES`] lists them. `start.rs` makes `builtins` and `sys`
//! and answers the importer; `structseq.rs` is the tuple with named fields that several modules show.
//!
//! What is not here: importing itself and running code (`interpreter`, reached through `types::runtime`).
#![forbid(unsafe_code)]

mod abc;
mod array;
pub mod atexit;
mod binascii;
mod bisect;
pub mod builtins;
mod carets;
mod cmath;
mod codecs;
pub mod collections;
pub(crate) mod contextvars;
mod csv;
pub(crate) mod datetime;
mod decimal;
mod errno;
pub mod errors;
mod faulthandler;
pub mod functools;
mod gc;
mod hashes;
mod heapq;
pub mod imp;
mod io;
pub mod itertools;
mod json;
pub mod library;
pub mod math;
pub mod modules;
pub mod operator;
pub mod paths;
mod pickle;
mod posix;
mod processes;
mod random;
mod resource;
pub mod signal;
pub mod source;
mod sre;
mod statistics;
mod strftime;
mod string;
mod structs;
pub mod structseq;
pub mod sys;
mod testing;
pub mod thread;
mod time;
pub mod tracemalloc;
mod typing;
mod unicodedata;
mod weakref;
mod zlib;
pub mod zone;
mod zone_rule;

use types::module::ModuleSpec;

/// Every native module.
pub static MODULES: &[&ModuleSpec] = &[
    &abc::MODULE,
    &builtins::MODULE,
    &carets::MODULE,
    &cmath::MODULE,
    &codecs::MODULE,
    &collections::MODULE,
    &functools::MODULE,
    &itertools::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &sys::MODULE,
    &array::MODULE,
    &atexit::MODULE,
    &contextvars::MODULE,
    &datetime::MODULE,
    &decimal::MODULE,
    &csv::MODULE,
    &errno::MODULE,
    &faulthandler::MODULE,
    &gc::MODULE,
    &unicodedata::MODULE,
    &binascii::MODULE,
    &bisect::MODULE,
    &hashes::MODULE_MD5,
    &hashes::MODULE_SHA1,
    &hashes::MODULE_SHA2,
    &hashes::MODULE_SHA3,
    &hashes::MODULE_BLAKE2,
    &hashes::openssl::MODULE,
    &heapq::MODULE,
    &imp::MODULE,
    &io::MODULE,
    &json::MODULE,
    &pickle::MODULE,
    &posix::MODULE,
    &processes::MODULE,
    &random::MODULE,
    &resource::MODULE,
    &signal::MODULE,
    &sre::MODULE,
    &statistics::MODULE,
    &string::MODULE,
    &testing::MODULE,
    &thread::MODULE,
    &thread::queue::MODULE,
    &structs::MODULE,
    &time::MODULE,
    &tracemalloc::MODULE,
    &typing::MODULE,
    &weakref::MODULE,
    &zlib::MODULE,
];
