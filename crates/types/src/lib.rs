//! See DESIGN: the `types` room.
