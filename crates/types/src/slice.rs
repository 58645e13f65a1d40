//! The `slice` types.
