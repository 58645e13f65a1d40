//! See DESIGN: the `stdlib` room.
#![forbid(unsafe_code)]
