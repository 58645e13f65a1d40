//! The `weakref` types.
