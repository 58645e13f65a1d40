//! See DESIGN: the `collector` room.
