//! The `iterators` types.
use object::{Object, Ref, Result, Thread};
/// `iter()` of an object with `__getitem__` only. (Skeleton.)
pub fn new_sequence_iterator(_thread: &Thread, _sequence: &Object) -> Result<Ref> {
    crate::stub("new_sequence_iterator")
}
