//! `complex`.
use object::{Ref, Result, Thread};
/// `a ** b` of complex numbers given as pairs.
pub fn power(thread: &Thread, _a: (f64, f64), _b: (f64, f64)) -> Result<Ref> {
    let _ = thread;
    crate::stub("complex::power")
}
