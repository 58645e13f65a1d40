//! The `property` types.
