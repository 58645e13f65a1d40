//! `math`: functions of real numbers and of ints.
//!
//! - `real.rs`: functions of one or two floats through the C library; `special.rs`: gamma and error functions
//! - `log.rs`: logarithms, ints of any size included; `parts.rs`: taking floats apart, rounding, neighbours
//! - `sums.rs`: exact sums, norms, products; `whole.rs`: ints
//!
//! Errors are 3.13's two: "math domain error" and "math range error".

mod log;
mod parts;
mod real;
mod special;
mod sums;
mod whole;

use object::{Builtin, MethodDef, Object, Raised, Ref, Result, Thread};
use types::Float;
use types::module::{Module, ModuleSpec};

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "math",
    doc: Some("Functions of real numbers, as the C standard defines them, and of ints."),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(init),
};

/// A function of one argument with its text signature and a sentence.
const fn one(
    name: &'static str,
    f: fn(&Thread, &Object, &Object) -> Result<Ref>,
    doc: &'static str,
) -> MethodDef {
    MethodDef::one(name, f).doc(doc)
}

const fn fast(
    name: &'static str,
    f: fn(&Thread, &Object, &[Ref]) -> Result<Ref>,
    doc: &'static str,
) -> MethodDef {
    MethodDef::fast(name, f).doc(doc)
}

static FUNCTIONS: &[MethodDef] = &[
    one("acos", real::acos, "acos($module, x, /)\n--\n\nThe angle with this cosine, between 0 and pi."),
    one("acosh", real::acosh, "acosh($module, x, /)\n--\n\nInverse of the hyperbolic cosine."),
    one("asin", real::asin, "asin($module, x, /)\n--\n\nThe angle with this sine, between -pi/2 and pi/2."),
    one("asinh", real::asinh, "asinh($module, x, /)\n--\n\nInverse of the hyperbolic sine."),
    one("atan", real::atan, "atan($module, x, /)\n--\n\nThe angle with this tangent, between -pi/2 and pi/2."),
    fast("atan2", real::atan2, "atan2($module, y, x, /)\n--\n\nThe angle of the point (x, y)."),
    one("atanh", real::atanh, "atanh($module, x, /)\n--\n\nInverse of the hyperbolic tangent."),
    one("cbrt", real::cbrt, "cbrt($module, x, /)\n--\n\nThe cube root."),
    one("ceil", parts::ceil, "ceil($module, x, /)\n--\n\nThe least int that is not below x."),
    fast("copysign", real::copysign, "copysign($module, x, y, /)\n--\n\nThe size of x with the sign of y."),
    one("cos", real::cos, "cos($module, x, /)\n--\n\nThe cosine of an angle in radians."),
    one("cosh", real::cosh, "cosh($module, x, /)\n--\n\nThe hyperbolic cosine."),
    one("degrees", real::degrees, "degrees($module, x, /)\n--\n\nAn angle in radians as degrees."),
    fast("dist", sums::dist, "dist($module, p, q, /)\n--\n\nThe Euclidean distance of two points."),
    one("erf", special::erf, "erf($module, x, /)\n--\n\nThe error function."),
    one("erfc", special::erfc, "erfc($module, x, /)\n--\n\nOne less the error function."),
    one("exp", real::exp, "exp($module, x, /)\n--\n\ne to the power x."),
    one("exp2", real::exp2, "exp2($module, x, /)\n--\n\nTwo to the power x."),
    one("expm1", real::expm1, "expm1($module, x, /)\n--\n\nexp(x) - 1, exact near zero."),
    one("fabs", real::fabs, "fabs($module, x, /)\n--\n\nThe size of a float."),
    one("factorial", whole::factorial, "factorial($module, n, /)\n--\n\nThe product of 1 to n."),
    one("floor", parts::floor, "floor($module, x, /)\n--\n\nThe greatest int that is not above x."),
    fast("fma", real::fma, "fma($module, x, y, z, /)\n--\n\nx * y + z with a single rounding."),
    fast("fmod", real::fmod, "fmod($module, x, y, /)\n--\n\nThe remainder with the sign of x, as C computes it."),
    one("frexp", parts::frexp, "frexp($module, x, /)\n--\n\nFraction in [0.5, 1) and power of two."),
    one("fsum", sums::fsum, "fsum($module, seq, /)\n--\n\nThe sum rounded once."),
    one("gamma", special::gamma, "gamma($module, x, /)\n--\n\nThe gamma function."),
    fast("gcd", whole::gcd, "gcd($module, *integers)\n--\n\nThe greatest common divisor."),
    fast("hypot", sums::hypot, "hypot(*coordinates) -> value\n\nThe Euclidean distance from the origin."),
    MethodDef::keywords("isclose", parts::isclose).doc(
        "isclose($module, /, a, b, *, rel_tol=1e-09, abs_tol=0.0)\n--\n\nWhether two floats are close to each other.",
    ),
    one("isfinite", parts::isfinite, "isfinite($module, x, /)\n--\n\nWhether x is neither infinite nor NaN."),
    one("isinf", parts::isinf, "isinf($module, x, /)\n--\n\nWhether x is infinite."),
    one("isnan", parts::isnan, "isnan($module, x, /)\n--\n\nWhether x is NaN."),
    one("isqrt", whole::isqrt, "isqrt($module, n, /)\n--\n\nThe whole part of the square root."),
    fast("lcm", whole::lcm, "lcm($module, *integers)\n--\n\nThe least common multiple."),
    fast("ldexp", parts::ldexp, "ldexp($module, x, i, /)\n--\n\nx times two to the power i."),
    one("lgamma", special::lgamma, "lgamma($module, x, /)\n--\n\nThe logarithm of the size of the gamma function."),
    fast("log", log::log, "log(x, [base=math.e])\nThe logarithm of x to a base."),
    one("log1p", log::log1p, "log1p($module, x, /)\n--\n\nThe natural logarithm of 1 + x, exact near zero."),
    one("log10", log::log10, "log10($module, x, /)\n--\n\nThe logarithm to base 10."),
    one("log2", log::log2, "log2($module, x, /)\n--\n\nThe logarithm to base 2."),
    one("modf", parts::modf, "modf($module, x, /)\n--\n\nFraction and whole part, both with the sign of x."),
    fast("pow", real::pow, "pow($module, x, y, /)\n--\n\nx to the power y as floats."),
    one("radians", real::radians, "radians($module, x, /)\n--\n\nAn angle in degrees as radians."),
    fast("remainder", real::remainder, "remainder($module, x, y, /)\n--\n\nThe distance from x to the nearest multiple of y."),
    one("sin", real::sin, "sin($module, x, /)\n--\n\nThe sine of an angle in radians."),
    one("sinh", real::sinh, "sinh($module, x, /)\n--\n\nThe hyperbolic sine."),
    one("sqrt", real::sqrt, "sqrt($module, x, /)\n--\n\nThe square root."),
    one("tan", real::tan, "tan($module, x, /)\n--\n\nThe tangent of an angle in radians."),
    one("tanh", real::tanh, "tanh($module, x, /)\n--\n\nThe hyperbolic tangent."),
    fast("sumprod", sums::sumprod, "sumprod($module, p, q, /)\n--\n\nThe sum of the products of corresponding items."),
    one("trunc", parts::trunc, "trunc($module, x, /)\n--\n\nThe whole part, through __trunc__."),
    MethodDef::keywords("prod", sums::prod)
        .doc("prod($module, iterable, /, *, start=1)\n--\n\nThe product of the items and start."),
    fast("perm", whole::perm, "perm($module, n, k=None, /)\n--\n\nIn how many orders k of n things can be chosen."),
    fast("comb", whole::comb, "comb($module, n, k, /)\n--\n\nIn how many ways k of n things can be chosen."),
    MethodDef::keywords("nextafter", parts::nextafter).doc(
        "nextafter($module, x, y, /, *, steps=None)\n--\n\nThe float that is so many steps from x towards y.",
    ),
    one("ulp", parts::ulp, "ulp($module, x, /)\n--\n\nThe value of the lowest bit of x."),
];

fn init(thread: &Thread, module: &Module) -> Result<()> {
    use std::f64::consts;
    let constants = [
        ("pi", consts::PI),
        ("e", consts::E),
        ("tau", consts::TAU),
        ("inf", f64::INFINITY),
        ("nan", f64::NAN),
    ];
    for (name, value) in constants {
        module.add(thread, name, &*Float::new(thread, value)?)?;
    }
    Ok(())
}

#[cold]
fn domain(thread: &Thread) -> Raised {
    thread.value_error(format_args!("math domain error"))
}

#[cold]
fn range(thread: &Thread) -> Raised {
    thread.raise(Builtin::OverflowError, format_args!("math range error"))
}

/// A result with 3.13's rule for errors: NaN from a number is a domain error; infinity from a finite number is a range
/// error where the function can overflow and a domain error where it has a pole.
fn checked(thread: &Thread, result: f64, finite: bool, nan: bool, overflows: bool) -> Result<Ref> {
    if result.is_nan() && !nan {
        return Err(domain(thread));
    }
    if result.is_infinite() && finite {
        return Err(if overflows {
            range(thread)
        } else {
            domain(thread)
        });
    }
    Float::new(thread, result)
}
