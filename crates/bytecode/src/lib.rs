//! See DESIGN: the `bytecode` room.
#![forbid(unsafe_code)]
