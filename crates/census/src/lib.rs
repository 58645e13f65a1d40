//! See DESIGN: the `census` room.
