//! The `mappingproxy` types.
