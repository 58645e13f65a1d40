//! Functions of floats that the C library computes.

use super::{checked, domain, range};
use object::{Builtin, Object, Ref, Result, Thread};
use types::Float;
use types::float::{as_f64, libm};

macro_rules! functions {
    ($($name:ident: $f:expr, $overflows:literal;)*) => { $(
        pub(super) fn $name(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
            let x = as_f64(thread, x)?;
            let f: fn(f64) -> f64 = $f;
            checked(thread, f(x), x.is_finite(), x.is_nan(), $overflows)
        }
    )* };
}

functions! {
    acos: f64::acos, false;
    acosh: |x| libm::acosh(x), false;
    asin: f64::asin, false;
    asinh: |x| libm::asinh(x), false;
    atan: f64::atan, false;
    atanh: |x| libm::atanh(x), false;
    cbrt: f64::cbrt, false;
    cos: f64::cos, false;
    cosh: f64::cosh, true;
    exp: f64::exp, true;
    exp2: f64::exp2, true;
    expm1: f64::exp_m1, true;
    fabs: f64::abs, false;
    sin: f64::sin, false;
    sinh: f64::sinh, true;
    sqrt: f64::sqrt, false;
    tan: f64::tan, false;
    tanh: f64::tanh, false;
}

/// The two float arguments of a function.
fn two(thread: &Thread, name: &str, args: &[Ref]) -> Result<(f64, f64)> {
    types::check_arity(thread, name, args.len(), 2, 2)?;
    Ok((as_f64(thread, &args[0])?, as_f64(thread, &args[1])?))
}

pub(super) fn atan2(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let (y, x) = two(thread, "atan2", args)?;
    Float::new(thread, y.atan2(x))
}

pub(super) fn copysign(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let (x, y) = two(thread, "copysign", args)?;
    Float::new(thread, x.copysign(y))
}

pub(super) fn degrees(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    Float::new(thread, as_f64(thread, x)? * (180.0 / std::f64::consts::PI))
}

pub(super) fn radians(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    Float::new(thread, as_f64(thread, x)? * (std::f64::consts::PI / 180.0))
}

pub(super) fn fmod(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let (x, y) = two(thread, "fmod", args)?;
    let result = x % y;
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(thread));
    }
    Float::new(thread, result)
}

pub(super) fn remainder(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let (x, y) = two(thread, "remainder", args)?;
    let result = libm::remainder(x, y);
    if result.is_nan() && !x.is_nan() && !y.is_nan() {
        return Err(domain(thread));
    }
    Float::new(thread, result)
}

pub(super) fn pow(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    let (x, y) = two(thread, "pow", args)?;
    let result = x.powf(y);
    if x.is_finite() && y.is_finite() {
        if result.is_nan() || (result.is_infinite() && x == 0.0) {
            return Err(domain(thread));
        }
        if result.is_infinite() {
            return Err(range(thread));
        }
    }
    Float::new(thread, result)
}

pub(super) fn fma(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "fma", args.len(), 3, 3)?;
    let x = as_f64(thread, &args[0])?;
    let y = as_f64(thread, &args[1])?;
    let z = as_f64(thread, &args[2])?;
    let result = x.mul_add(y, z);
    if result.is_nan() && !x.is_nan() && !y.is_nan() && !z.is_nan() {
        return Err(thread.value_error(format_args!("invalid operation in fma")));
    }
    if result.is_infinite() && x.is_finite() && y.is_finite() && z.is_finite() {
        let text = format_args!("overflow in fma");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    Float::new(thread, result)
}
