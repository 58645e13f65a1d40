//! The `interpreter` room: the machine that runs code, calls, generators, exceptions, imports, start-up and shutdown.
//!
//! In: code objects made from what the `compiler` room produced. Out: running programs. The frame, function and generator
//! objects themselves are in `types`; native modules are in `stdlib`, which sits above and is reached through
//! [`Library`].
//!
//! - `machine/`: state, stacks, dispatch. `ops/`: what instructions do. `special/`: their specialised forms.
//! - `call/`: frames come and go. `generators.rs`, `unwind.rs`, `safepoint.rs`.
//! - `run.rs`: compiling, `exec`, `eval`. `class.rs`: class statements. `frames.rs`: who asks for frames.
//! - `site.rs`: builtins that `site` makes in 3.13.
//! - `threads.rs`: Python threads: each with a machine of its own. `import/pending.rs`: modules that a thread is importing.
//! - `watch.rs`: what runs, for tracers and the collector. `import/`: the importer. `start.rs`: an interpreter from nothing to its end; `shutdown.rs`: the order of the end.

pub mod call;
pub mod class;
pub mod frames;
pub mod generators;
pub mod import;
pub mod machine;
pub mod ops;
pub mod run;
mod safepoint;
pub mod shutdown;
pub mod signals;
mod site;
pub mod special;
pub mod start;
mod suggest;
pub mod threads;
mod tree;
pub mod unwind;
pub mod watch;

pub use import::Library;
pub use start::{Options, boot, install};
pub use suggest::closest;
