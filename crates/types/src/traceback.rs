//! The `traceback` types.
