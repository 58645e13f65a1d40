//! The `super_` types.
