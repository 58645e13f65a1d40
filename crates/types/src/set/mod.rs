//! The `set` types.
