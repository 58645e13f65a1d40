//! `cmath`: functions of complex numbers.
//!
//! `functions.rs` computes them; `special.rs` answers where a part isn't finite. Errors are `math`'s two.

mod functions;
mod special;

use object::{Args, Builtin, MethodDef, Object, Raised, Ref, Result, Thread};
use types::complex::arith::divide;
use types::complex::from_object;
use types::complex::{Complex, Pair};
use types::float::as_f64;
use types::module::{Module, ModuleSpec};
use types::{Float, Signature, Tuple, protocol};

/// What a function answers.
type Outcome = std::result::Result<Pair, Trouble>;

/// Why it has no answer.
pub enum Trouble {
    Domain,
    Range,
}

macro_rules! functions {
    ($($name:ident, $doc:literal;)*) => {
        &[$(MethodDef::one(stringify!($name), |thread, _, z| {
            answer(thread, functions::$name(from_object(thread, z)?))
        }).doc(concat!(stringify!($name), "($module, z, /)\n--\n\n", $doc))),*]
    };
}

/// Those of one complex number that give another, up to `exp`.
const FIRST: &[MethodDef] = functions! {
    acos, "The arc cosine of a complex number.";
    acosh, "The inverse of the hyperbolic cosine.";
    asin, "The arc sine of a complex number.";
    asinh, "The inverse of the hyperbolic sine.";
    atan, "The arc tangent of a complex number.";
    atanh, "The inverse of the hyperbolic tangent.";
    cos, "The cosine of a complex number.";
    cosh, "The hyperbolic cosine.";
    exp, "e to the power z.";
};

/// Those behind `rect`.
const LAST: &[MethodDef] = functions! {
    sin, "The sine of a complex number.";
    sinh, "The hyperbolic sine.";
    sqrt, "The square root.";
    tan, "The tangent of a complex number.";
    tanh, "The hyperbolic tangent.";
};

const LOG10: &[MethodDef] = functions! { log10, "The logarithm to base 10."; };

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "cmath",
    doc: Some("Functions of complex numbers."),
    functions: &[
        FIRST[0], FIRST[1], FIRST[2], FIRST[3], FIRST[4], FIRST[5], FIRST[6], FIRST[7], FIRST[8],
        MethodDef::keywords("isclose", isclose).doc(
            "isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nWhether two complex numbers are close to each other.",
        ),
        MethodDef::one("isfinite", |thread, _, z| {
            truth(thread, z, |(x, y)| x.is_finite() && y.is_finite())
        })
        .doc("isfinite($module, z, /)\n--\n\nWhether both parts are neither infinite nor NaN."),
        MethodDef::one("isinf", |thread, _, z| {
            truth(thread, z, |(x, y)| x.is_infinite() || y.is_infinite())
        })
        .doc("isinf($module, z, /)\n--\n\nWhether a part is infinite."),
        MethodDef::one("isnan", |thread, _, z| {
            truth(thread, z, |(x, y)| x.is_nan() || y.is_nan())
        })
        .doc("isnan($module, z, /)\n--\n\nWhether a part is NaN."),
        MethodDef::fast("log", log).doc(
            "log($module, z, base=<unrepresentable>, /)\n--\n\nThe logarithm to a base, the natural one without it.",
        ),
        LOG10[0],
        MethodDef::one("phase", |thread, _, z| {
            let (re, im) = from_object(thread, z)?;
            let angle = im.atan2(re);
            // The C library says so where the angle is too small to be told.
            if angle == 0.0 && im != 0.0 && re.is_finite() {
                return Err(raise(thread, Trouble::Range));
            }
            Float::new(thread, angle)
        })
        .doc("phase($module, z, /)\n--\n\nThe angle of a complex number."),
        MethodDef::one("polar", polar)
            .doc("polar($module, z, /)\n--\n\nThe size and the angle of a complex number."),
        MethodDef::fast("rect", rect)
            .doc("rect($module, r, phi, /)\n--\n\nThe complex number with this size and angle."),
        LAST[0], LAST[1], LAST[2], LAST[3], LAST[4],
    ],
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    use std::f64::consts;
    let real = |value| Float::new(thread, value);
    let imaginary = |value| Complex::new(thread, (0.0, value));
    for (name, value) in [
        ("pi", real(consts::PI)?),
        ("e", real(consts::E)?),
        ("tau", real(consts::TAU)?),
        ("inf", real(f64::INFINITY)?),
        ("infj", imaginary(f64::INFINITY)?),
        ("nan", real(f64::NAN)?),
        ("nanj", imaginary(f64::NAN)?),
    ] {
        module.add(thread, name, &value)?;
    }
    Ok(())
}

#[cold]
fn raise(thread: &Thread, trouble: Trouble) -> Raised {
    match trouble {
        Trouble::Domain => thread.value_error(format_args!("math domain error")),
        Trouble::Range => thread.raise(Builtin::OverflowError, format_args!("math range error")),
    }
}

fn answer(thread: &Thread, outcome: Outcome) -> Result<Ref> {
    match outcome {
        Ok(value) => Complex::new(thread, value),
        Err(trouble) => Err(raise(thread, trouble)),
    }
}

fn truth(thread: &Thread, z: &Object, f: fn(Pair) -> bool) -> Result<Ref> {
    Ok(thread.heap().bool(f(from_object(thread, z)?)))
}

fn log(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "log", args.len(), 1, 2)?;
    let z = from_object(thread, &args[0])?;
    let base = match args.get(1) {
        Some(base) => Some(from_object(thread, base)?),
        None => None,
    };
    // A base of 0 has no logarithm, one of 1 none that divides; with a base, 0 has minus infinity.
    let outcome = match base {
        None => functions::log(z),
        Some(base) => functions::log(base).and_then(|below| {
            let zero = (f64::NEG_INFINITY, z.1.atan2(z.0));
            let above = functions::log(z).unwrap_or(zero);
            divide(above, below).ok_or(Trouble::Domain)
        }),
    };
    answer(thread, outcome)
}

/// The size: infinite where a part is, whatever the other.
fn size((re, im): Pair) -> std::result::Result<f64, Trouble> {
    let size = re.hypot(im);
    match size.is_infinite() && re.is_finite() && im.is_finite() {
        true => Err(Trouble::Range),
        false => Ok(size),
    }
}

fn polar(thread: &Thread, _: &Object, z: &Object) -> Result<Ref> {
    let (re, im) = from_object(thread, z)?;
    let size = size((re, im)).map_err(|trouble| raise(thread, trouble))?;
    let parts = [Float::new(thread, size)?, Float::new(thread, im.atan2(re))?];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

fn rect(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "rect", args.len(), 2, 2)?;
    let (r, phi) = (as_f64(thread, &args[0])?, as_f64(thread, &args[1])?);
    answer(thread, functions::rect((r, phi)))
}

fn isclose(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "isclose",
        names: ["a", "b", "rel_tol", "abs_tol"],
        required: 2,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let number = |at: usize| match bound.get(at) {
        Some(given) => from_object(thread, given),
        None => Ok((0.0, 0.0)),
    };
    let float = |at: usize, default: f64| match bound.get(at) {
        Some(given) => as_f64(thread, given),
        None => Ok(default),
    };
    let (a, b) = (number(0)?, number(1)?);
    let (relative, absolute) = (float(2, 1e-9)?, float(3, 0.0)?);
    if relative < 0.0 || absolute < 0.0 {
        return Err(thread.value_error(format_args!("tolerances must be non-negative")));
    }
    let infinite = |(x, y): Pair| x.is_infinite() || y.is_infinite();
    let length = |(x, y): Pair| x.hypot(y);
    let close = if a == b {
        true
    } else if infinite(a) || infinite(b) {
        false
    } else {
        let apart = length((a.0 - b.0, a.1 - b.1));
        apart <= relative * length(b) || apart <= relative * length(a) || apart <= absolute
    };
    Ok(thread.heap().bool(close))
}
