//! Logarithms: of floats, and of ints too large for a float.

use super::{checked, domain};
use object::{Object, Ref, Result, Thread};
use types::float::as_f64;
use types::{Float, Int, Operator};

/// The logarithm of a number object by a function on floats.
fn logarithm(thread: &Thread, x: &Object, log: fn(f64) -> f64) -> Result<Ref> {
    if let Some(int) = Int::of(x) {
        if int.sign() <= 0 {
            return Err(domain(thread));
        }
        let result = match int.to_f64_opt() {
            Some(x) => log(x),
            None => {
                let (fraction, exponent) = int.frexp();
                log(fraction) + log(2.0) * exponent as f64
            }
        };
        return Float::new(thread, result);
    }
    let x = as_f64(thread, x)?;
    if x.is_finite() && x <= 0.0 {
        return Err(domain(thread));
    }
    checked(thread, log(x), x.is_finite(), x.is_nan(), false)
}

pub(super) fn log(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "log", args.len(), 1, 2)?;
    let result = logarithm(thread, &args[0], f64::ln)?;
    let Some(base) = args.get(1) else {
        return Ok(result);
    };
    let base = logarithm(thread, base, f64::ln)?;
    types::binary(thread, &result, &base, Operator::TrueDivide)
}

pub(super) fn log2(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    logarithm(thread, x, f64::log2)
}

pub(super) fn log10(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    logarithm(thread, x, f64::log10)
}

pub(super) fn log1p(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    let x = as_f64(thread, x)?;
    let result = if x == 0.0 { x } else { x.ln_1p() };
    checked(thread, result, x.is_finite(), x.is_nan(), false)
}
