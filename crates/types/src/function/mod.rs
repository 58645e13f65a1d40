//! The `function` types.
