//! The `complex` types.
