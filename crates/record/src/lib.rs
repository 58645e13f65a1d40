//! See DESIGN: the `record` room.
#![forbid(unsafe_code)]
