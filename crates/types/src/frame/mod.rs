//! The `frame` types.
