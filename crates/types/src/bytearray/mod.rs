//! The `bytearray` types.
