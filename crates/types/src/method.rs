//! The `method` types.
use object::{Object, Ref, Result, Thread};
/// A bound method. (Skeleton.)
pub fn new(_thread: &Thread, _function: &Object, _self: &Object) -> Result<Ref> {
    crate::stub("method::new")
}
