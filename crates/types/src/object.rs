//! The `object` types.
