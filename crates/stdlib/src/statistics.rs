//! `_statistics`: the inverse of the normal distribution's cumulative function, the one part of `statistics` that is native.
//!
//! Wichura's approximation AS241: quotients of polynomials for the middle, for the tails and for what is far out in them.

use object::{MethodDef, Object, Ref, Result, Thread};
use types::Float;
use types::float::as_f64;
use types::module::ModuleSpec;
use types::protocol;

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_statistics",
    doc: Some("Accelerators for the statistics module.\n"),
    functions: &[MethodDef::fast("_normal_dist_inv_cdf", inverse)
        .doc("_normal_dist_inv_cdf($module, p, mu, sigma, /)\n--\n\n")],
    types: &[],
    unnamed: &[],
    init: None,
};

/// Coefficients of numerator and denominator, those of the highest power first.
type Quotient = ([f64; 8], [f64; 8]);

const MIDDLE: Quotient = (
    [
        2509.0809287301227,
        33430.57558358813,
        67265.7709270087,
        45921.95393154987,
        13731.69376550946,
        1971.5909503065513,
        133.14166789178438,
        3.3871328727963665,
    ],
    [
        5226.495278852854,
        28729.085735721943,
        39307.89580009271,
        21213.794301586597,
        5394.196021424751,
        687.1870074920579,
        42.31333070160091,
        1.0,
    ],
);

const TAIL: Quotient = (
    [
        0.0007745450142783414,
        0.022723844989269184,
        0.2417807251774506,
        1.2704582524523684,
        3.6478483247632045,
        5.769497221460691,
        4.630337846156546,
        1.4234371107496835,
    ],
    [
        1.0507500716444169e-09,
        0.0005475938084995345,
        0.015198666563616457,
        0.14810397642748008,
        0.6897673349851,
        1.6763848301838038,
        2.053191626637759,
        1.0,
    ],
);

const FAR: Quotient = (
    [
        2.0103343992922881e-07,
        2.7115555687434876e-05,
        0.0012426609473880784,
        0.026532189526576124,
        0.29656057182850487,
        1.7848265399172913,
        5.463784911164114,
        6.657904643501103,
    ],
    [
        2.0442631033899397e-15,
        1.421511758316446e-07,
        1.8463183175100548e-05,
        0.0007868691311456133,
        0.014875361290850615,
        0.1369298809227358,
        0.599832206555888,
        1.0,
    ],
);

fn polynomial(coefficients: &[f64; 8], x: f64) -> f64 {
    coefficients.iter().fold(0.0, |all, each| all * x + each)
}

fn quotient((above, below): &Quotient, x: f64) -> f64 {
    polynomial(above, x) / polynomial(below, x)
}

fn inverse(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "_normal_dist_inv_cdf", args.len(), 3, 3)?;
    let [p, mu, sigma] = [0, 1, 2].map(|at| as_f64(thread, &args[at]));
    let (p, mu, sigma) = (p?, mu?, sigma?);
    let q = p - 0.5;
    if q.abs() <= 0.425 {
        let r = 0.180625 - q * q;
        let above = polynomial(&MIDDLE.0, r) * q;
        let x = above / polynomial(&MIDDLE.1, r);
        return Float::new(thread, mu + x * sigma);
    }
    let r = if q <= 0.0 { p } else { 1.0 - p };
    if r <= 0.0 || r >= 1.0 {
        let text = format_args!("inv_cdf undefined for these parameters");
        return Err(thread.value_error(text));
    }
    let r = (-r.ln()).sqrt();
    let x = match r <= 5.0 {
        true => quotient(&TAIL, r - 1.6),
        false => quotient(&FAR, r - 5.0),
    };
    let x = if q < 0.0 { -x } else { x };
    Float::new(thread, mu + x * sigma)
}
