//! The `memoryview` types.
