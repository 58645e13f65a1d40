//! The `cell` types.
