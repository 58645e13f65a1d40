//! The `union` types.
