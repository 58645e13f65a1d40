//! See DESIGN: the `interpreter` room.
