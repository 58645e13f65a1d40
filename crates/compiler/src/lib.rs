//! See DESIGN: the `compiler` room.
#![forbid(unsafe_code)]
