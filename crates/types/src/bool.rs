//! The `bool` types.
