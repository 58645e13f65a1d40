//! Unit tests that need to see inside.
