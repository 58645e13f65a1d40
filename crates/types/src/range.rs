//! The `range` types.
