//! Functions of the platform's C mathematics that Rust's standard library doesn't offer or computes in its own way.
//! 3.13 calls the same library, so the results are the same to the last bit.

// SAFETY: the signatures are those of C's <math.h>, whose functions take and return plain doubles and touch no memory of ours.
unsafe extern "C" {
    pub safe fn acosh(x: f64) -> f64;
    pub safe fn asinh(x: f64) -> f64;
    pub safe fn atanh(x: f64) -> f64;
    pub safe fn erf(x: f64) -> f64;
    pub safe fn erfc(x: f64) -> f64;
    pub safe fn remainder(x: f64, y: f64) -> f64;
}
