//! See DESIGN: the `allocator` room.
