//! The `namespace` types.
