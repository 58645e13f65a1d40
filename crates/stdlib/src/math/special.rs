//! Error functions, and the gamma function by Lanczos' approximation with 13 terms, whose coefficients and order of
//! operations decide the last bits.

use super::{domain, range};
use object::{Object, Ref, Result, Thread};
use std::f64::consts::PI;
use types::Float;
use types::float::{as_f64, libm};

const G: f64 = 6.024_680_040_776_73;
const G_MINUS_HALF: f64 = 5.524_680_040_776_73;
const LOG_PI: f64 = 1.144729885849400174143427351353058711647;

const NUMERATOR: [f64; 13] = [
    23_531_376_880.410_76,
    42_919_803_642.649_1,
    35_711_959_237.355_67,
    17_921_034_426.037_21,
    6_039_542_586.352_028,
    1_439_720_407.311_721_6,
    248_874_557.862_054_17,
    31_426_415.585_400_194,
    2_876_370.628_935_372_5,
    186_056.265_395_223_48,
    8_071.672_002_365_816,
    210.824_277_751_579_36,
    2.506_628_274_631_000_2,
];

const DENOMINATOR: [f64; 13] = [
    0.0,
    39916800.0,
    120543840.0,
    150917976.0,
    105258076.0,
    45995730.0,
    13339535.0,
    2637558.0,
    357423.0,
    32670.0,
    1925.0,
    66.0,
    1.0,
];

/// A rational function in `x`, evaluated in `1/x` for large ones so that nothing overflows.
fn lanczos_sum(x: f64) -> f64 {
    let (mut top, mut bottom) = (0.0, 0.0);
    if x < 5.0 {
        for i in (0..NUMERATOR.len()).rev() {
            top = top * x + NUMERATOR[i];
            bottom = bottom * x + DENOMINATOR[i];
        }
    } else {
        for i in 0..NUMERATOR.len() {
            top = top / x + NUMERATOR[i];
            bottom = bottom / x + DENOMINATOR[i];
        }
    }
    top / bottom
}

/// `sin(pi * x)`, exact at halves.
fn sin_pi(x: f64) -> f64 {
    let y = x.abs() % 2.0;
    let sine = match (2.0 * y).round() as i32 {
        0 => (PI * y).sin(),
        1 => (PI * (y - 0.5)).cos(),
        2 => (PI * (1.0 - y)).sin(),
        3 => -(PI * (y - 1.5)).cos(),
        _ => (PI * (y - 2.0)).sin(),
    };
    1f64.copysign(x) * sine
}

fn factorial_below(x: f64) -> f64 {
    (2..x as u32).fold(1.0, |product, factor| product * factor as f64)
}

/// Gamma of a finite argument beyond the special cases; infinite on overflow.
fn general_gamma(x: f64) -> f64 {
    let size = x.abs();
    if size > 200.0 {
        return if x < 0.0 {
            0.0 / sin_pi(x)
        } else {
            f64::INFINITY
        };
    }
    let y = size + G_MINUS_HALF;
    // What rounding took from y, to first order.
    let lost = if size > G_MINUS_HALF {
        (y - size) - G_MINUS_HALF
    } else {
        (y - G_MINUS_HALF) - size
    };
    let correction = lost * G / y;
    let half_power = |r: f64, divide: bool| {
        let apply = |r: f64, p: f64| if divide { r / p } else { r * p };
        if size < 140.0 {
            return apply(r, y.powf(size - 0.5));
        }
        let root = y.powf(size / 2.0 - 0.25);
        apply(apply(r, root), root)
    };
    if x < 0.0 {
        let mut r = -PI / sin_pi(size) / size * y.exp() / lanczos_sum(size);
        r -= correction * r;
        return half_power(r, true);
    }
    let mut r = lanczos_sum(size) / y.exp();
    r += correction * r;
    half_power(r, false)
}

pub(super) fn gamma(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    let x = as_f64(thread, x)?;
    if x.is_nan() || x == f64::INFINITY {
        return Float::new(thread, x);
    }
    if x == f64::NEG_INFINITY || x == 0.0 || (x < 0.0 && x == x.floor()) {
        return Err(domain(thread));
    }
    let result = if x == x.floor() && x <= 23.0 {
        factorial_below(x)
    } else if x.abs() < 1e-20 {
        1.0 / x
    } else {
        general_gamma(x)
    };
    if result.is_infinite() {
        return Err(range(thread));
    }
    Float::new(thread, result)
}

pub(super) fn lgamma(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    let x = as_f64(thread, x)?;
    if !x.is_finite() {
        return Float::new(thread, x.abs());
    }
    if x == x.floor() && x <= 2.0 {
        if x <= 0.0 {
            return Err(domain(thread));
        }
        return Float::new(thread, 0.0);
    }
    let size = x.abs();
    if size < 1e-20 {
        return Float::new(thread, -size.ln());
    }
    let mut r = lanczos_sum(size).ln() - G;
    r += (size - 0.5) * ((size + G - 0.5).ln() - 1.0);
    if x < 0.0 {
        r = LOG_PI - sin_pi(size).abs().ln() - size.ln() - r;
    }
    if r.is_infinite() {
        return Err(range(thread));
    }
    Float::new(thread, r)
}

pub(super) fn erf(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    Float::new(thread, libm::erf(as_f64(thread, x)?))
}

pub(super) fn erfc(thread: &Thread, _: &Object, x: &Object) -> Result<Ref> {
    Float::new(thread, libm::erfc(as_f64(thread, x)?))
}
