//! Floats taken apart: rounding to ints, mantissa and exponent, neighbours, closeness.

use super::range;
use object::{Args, Builtin, Object, Raised, Ref, Result, Thread};
use types::float::as_f64;
use types::int::convert;
use types::protocol::Signature;
use types::{Float, Int, Str, Tuple, state::names};

/// Through the special method, otherwise by rounding the float.
fn rounded(thread: &Thread, x: &Object, name: &Str, round: fn(f64) -> f64) -> Result<Ref> {
    if let Some(value) = Float::exact_of(x) {
        return Int::from_f64(thread, round(value));
    }
    if let Some(result) = types::call_special(thread, x, name, &[])? {
        return Ok(result);
    }
    Int::from_f64(thread, round(as_f64(thread, x)?))
}

pub(super) fn ceil(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    rounded(thread, x, names(thread).__ceil__(), f64::ceil)
}

pub(super) fn floor(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    rounded(thread, x, names(thread).__floor__(), f64::floor)
}

pub(super) fn trunc(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    if let Some(value) = Float::exact_of(x) {
        return Int::from_f64(thread, value);
    }
    match types::call_special(thread, x, names(thread).__trunc__(), &[])? {
        Some(result) => Ok(result),
        None => Err(thread.type_error(format_args!(
            "type {} doesn't define __trunc__ method",
            x.ty().name()
        ))),
    }
}

fn pair(thread: &Thread, a: Ref, b: Ref) -> Result<Ref> {
    Ok(Tuple::from_array(thread, [a, b])?.into_object())
}

pub(super) fn frexp(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    let x = as_f64(thread, x)?;
    if x == 0.0 || !x.is_finite() {
        return pair(thread, Float::new(thread, x)?, Int::new(thread, 0)?);
    }
    let (mantissa, exponent) = convert::decompose(x.abs());
    let size = 64 - mantissa.leading_zeros() as i64;
    let fraction = convert::ldexp(mantissa as f64, -size).copysign(x);
    let exponent = Int::new(thread, (size + exponent) as isize)?;
    pair(thread, Float::new(thread, fraction)?, exponent)
}

pub(super) fn ldexp(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "ldexp", args.len(), 2, 2)?;
    let x = as_f64(thread, &args[0])?;
    let Some(exponent) = Int::of(&args[1]) else {
        let text = format_args!("Expected an int as second argument to ldexp.");
        return Err(thread.type_error(text));
    };
    let far = if exponent.is_negative() {
        i64::MIN
    } else {
        i64::MAX
    };
    let exponent = exponent.as_isize().map_or(far, |e| e as i64);
    let result = convert::ldexp(x, exponent);
    if result.is_infinite() && x.is_finite() {
        return Err(range(thread));
    }
    Float::new(thread, result)
}

pub(super) fn modf(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    let x = as_f64(thread, x)?;
    let (fraction, whole) = if x.is_infinite() {
        (0f64.copysign(x), x)
    } else {
        ((x - x.trunc()).copysign(x), x.trunc())
    };
    pair(
        thread,
        Float::new(thread, fraction)?,
        Float::new(thread, whole)?,
    )
}

macro_rules! tests {
    ($($name:ident: $test:expr;)*) => { $(
        pub(super) fn $name(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
            let test: fn(f64) -> bool = $test;
            Ok(thread.heap().bool(test(as_f64(thread, x)?)))
        }
    )* };
}

tests! {
    isfinite: f64::is_finite;
    isinf: f64::is_infinite;
    isnan: f64::is_nan;
}

pub(super) fn isclose(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "isclose",
        names: ["a", "b", "rel_tol", "abs_tol"],
        required: 2,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let float =
        |index: usize, default: f64| bound.get(index).map_or(Ok(default), |x| as_f64(thread, x));
    let (a, b) = (float(0, 0.0)?, float(1, 0.0)?);
    let (relative, absolute) = (float(2, 1e-9)?, float(3, 0.0)?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(thread.value_error(format_args!("tolerances must be non-negative")));
    }
    let close = if a == b {
        true
    } else if a.is_infinite() || b.is_infinite() {
        false
    } else {
        let distance = (b - a).abs();
        distance <= (relative * b).abs() || distance <= (relative * a).abs() || distance <= absolute
    };
    Ok(thread.heap().bool(close))
}

/// Floats as numbers in order: neighbours differ by one.
fn to_order(x: f64) -> i64 {
    let bits = x.to_bits() as i64;
    if bits < 0 {
        i64::MIN.wrapping_sub(bits)
    } else {
        bits
    }
}

fn from_order(order: i64) -> f64 {
    let bits = if order < 0 {
        i64::MIN.wrapping_sub(order)
    } else {
        order
    };
    f64::from_bits(bits as u64)
}

pub(super) fn nextafter(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "nextafter",
        names: ["", "", "steps"],
        required: 2,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let float = |index: usize| bound.get(index).map_or(Ok(0.0), |x| as_f64(thread, x));
    let (x, y) = (float(0)?, float(1)?);
    let steps = match bound.get(2) {
        None => 1,
        Some(none) if none.is_exactly(Builtin::NoneType) => 1,
        Some(steps) => steps_of(thread, steps)?,
    };
    if steps == 0 {
        return Float::new(thread, x);
    }
    if x.is_nan() || y.is_nan() {
        return Float::new(thread, if x.is_nan() { x } else { y });
    }
    if x == y {
        return Float::new(thread, y);
    }
    let (from, to) = (to_order(x), to_order(y));
    let distance = (to as i128 - from as i128).unsigned_abs();
    if steps as u128 >= distance {
        return Float::new(thread, y);
    }
    let moved = if to > from {
        from + steps as i64
    } else {
        from - steps as i64
    };
    // Zero keeps the sign of the side that it was reached from.
    let result = if moved == 0 {
        0f64.copysign(x)
    } else {
        from_order(moved)
    };
    Float::new(thread, result)
}

#[cold]
fn negative_steps(thread: &Thread) -> Raised {
    thread.value_error(format_args!("steps must be a non-negative integer"))
}

fn steps_of(thread: &Thread, steps: &Object) -> Result<u64> {
    let steps = types::index(thread, steps)?;
    if steps.is_negative() {
        return Err(negative_steps(thread));
    }
    Ok(steps.as_usize().map_or(u64::MAX, |steps| steps as u64))
}

pub(super) fn ulp(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    let x = as_f64(thread, x)?.abs();
    if !x.is_finite() {
        return Float::new(thread, x);
    }
    let above = f64::from_bits(x.to_bits() + 1);
    let distance = if above.is_infinite() {
        x - f64::from_bits(x.to_bits() - 1)
    } else {
        above - x
    };
    Float::new(thread, distance)
}
