//! The `code` types.
