//! The `singletons` types.
