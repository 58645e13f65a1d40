//! The `generator` types.
