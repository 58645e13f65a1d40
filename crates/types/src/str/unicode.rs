//! What Unicode says of a character.

/// `str.isprintable` of one character.
pub fn is_printable(point: u32) -> bool {
    !super::is_surrogate(point)
}
