//! Native stack for recursion over the tree: grown on demand, so no source text can overflow it.

/// Left below this, a new segment is taken.
const RED_ZONE: usize = 256 * 1024;
const SEGMENT: usize = 4 * 1024 * 1024;

/// Runs `work` with enough stack for one more level of recursion.
pub fn grow<T>(work: impl FnOnce() -> T) -> T {
    stacker::maybe_grow(RED_ZONE, SEGMENT, work)
}

/// Runs `work` with stack enough to drop a tree as deep as a source of `length` bytes can make it.
pub fn for_source<T>(length: usize, work: impl FnOnce() -> T) -> T {
    let need = RED_ZONE + length.saturating_mul(256);
    stacker::maybe_grow(need, need + SEGMENT, work)
}
