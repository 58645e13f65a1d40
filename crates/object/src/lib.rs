//! See DESIGN: the `object` room.
