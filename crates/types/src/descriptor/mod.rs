//! The `descriptor` types.
