//! The functions themselves, each on one complex number: branch cuts as Kahan laid them, care where parts are very large or very small.
//!
//! Parts that aren't finite are `special.rs`'s.

use super::special::{self, special};
use super::{Outcome, Pair, Trouble};
use std::f64::consts::{E, LN_2, LN_10, PI};
use types::float::libm;

/// Twice such a number overflows when squared parts are added.
const LARGE: f64 = f64::MAX / 4.0;
/// Square root and logarithm of that.
const LARGE_ROOT: f64 = 6.703903964971298e+153;
const LARGE_LOG: f64 = 708.3964185322641;
/// Square root of the least normal number.
const SMALL_ROOT: f64 = 1.4916681462400413e-154;
/// Digits of a float, and how far small numbers are scaled for a square root: up, and half of it down.
const DIGITS: i32 = 53;
const UP: i64 = 53;
const DOWN: i64 = -27;

fn is_large((re, im): Pair) -> bool {
    re.abs() > LARGE || im.abs() > LARGE
}

/// Logarithm of the size of a large number.
fn large_log((re, im): Pair) -> f64 {
    (re / 2.0).hypot(im / 2.0).ln() + LN_2 * 2.0
}

/// Refuses what has become infinite.
fn finite((re, im): Pair) -> Outcome {
    match re.is_infinite() || im.is_infinite() {
        true => Err(Trouble::Range),
        false => Ok((re, im)),
    }
}

/// A function of iz, and what the answer is divided by i.
fn turned(f: fn(Pair) -> Outcome, (re, im): Pair) -> Outcome {
    let (x, y) = f((-im, re))?;
    Ok((y, -x))
}

pub fn acos(z: Pair) -> Outcome {
    if let Some(answer) = special(&special::ACOS, z.0, z.1) {
        return answer;
    }
    let (re, im) = z;
    if is_large(z) {
        let size = large_log(z);
        let y = match re < 0.0 {
            true => -size.copysign(im),
            false => size.copysign(-im),
        };
        return Ok((im.abs().atan2(re), y));
    }
    let (a, b) = (sqrt((1.0 - re, -im))?, sqrt((1.0 + re, im))?);
    Ok((2.0 * a.0.atan2(b.0), libm::asinh(b.0 * a.1 - b.1 * a.0)))
}

pub fn acosh(z: Pair) -> Outcome {
    if let Some(answer) = special(&special::ACOSH, z.0, z.1) {
        return answer;
    }
    let (re, im) = z;
    if is_large(z) {
        return Ok((large_log(z), im.atan2(re)));
    }
    let (a, b) = (sqrt((re - 1.0, im))?, sqrt((re + 1.0, im))?);
    Ok((libm::asinh(a.0 * b.0 + a.1 * b.1), 2.0 * a.1.atan2(b.0)))
}

pub fn asin(z: Pair) -> Outcome {
    turned(asinh, z)
}

pub fn asinh(z: Pair) -> Outcome {
    if let Some(answer) = special(&special::ASINH, z.0, z.1) {
        return answer;
    }
    let (re, im) = z;
    if is_large(z) {
        let size = large_log(z);
        let x = match im >= 0.0 {
            true => size.copysign(re),
            false => -size.copysign(-re),
        };
        return Ok((x, im.atan2(re.abs())));
    }
    let (a, b) = (sqrt((1.0 + im, -re))?, sqrt((1.0 - im, re))?);
    Ok((
        libm::asinh(a.0 * b.1 - b.0 * a.1),
        im.atan2(a.0 * b.0 - a.1 * b.1),
    ))
}

pub fn atan(z: Pair) -> Outcome {
    turned(atanh, z)
}

pub fn atanh(z: Pair) -> Outcome {
    if let Some(answer) = special(&special::ATANH, z.0, z.1) {
        return answer;
    }
    let (re, im) = z;
    if re.is_sign_negative() {
        let (x, y) = atanh((-re, -im))?;
        return Ok((-x, -y));
    }
    let size = im.abs();
    if re > LARGE_ROOT || size > LARGE_ROOT {
        // 1/z, and a quarter turn.
        let half = (re / 2.0).hypot(im / 2.0);
        return Ok((re / 4.0 / half / half, -(PI / 2.0).copysign(-im)));
    }
    if re == 1.0 && size < SMALL_ROOT {
        if size == 0.0 {
            return Err(Trouble::Domain);
        }
        let x = -(size.sqrt() / size.hypot(2.0).sqrt()).ln();
        return Ok((x, (2.0_f64.atan2(-size) / 2.0).copysign(im)));
    }
    let less = 1.0 - re;
    Ok((
        (4.0 * re / (less * less + size * size)).ln_1p() / 4.0,
        -(-2.0 * im).atan2(less * (1.0 + re) - size * size) / 2.0,
    ))
}

pub fn cos((re, im): Pair) -> Outcome {
    cosh((-im, re))
}

pub fn cosh((re, im): Pair) -> Outcome {
    if re.is_infinite() && im.is_finite() && im != 0.0 {
        let y = f64::INFINITY.copysign(im.sin());
        let y = if re > 0.0 { y } else { -y };
        return Ok((f64::INFINITY.copysign(im.cos()), y));
    }
    if let Some(answer) = special(&special::COSH, re, im) {
        return answer;
    }
    if re.abs() > LARGE_LOG {
        let less = re - 1.0_f64.copysign(re);
        return finite((im.cos() * less.cosh() * E, im.sin() * less.sinh() * E));
    }
    finite((im.cos() * re.cosh(), im.sin() * re.sinh()))
}

pub fn exp((re, im): Pair) -> Outcome {
    if re.is_infinite() && im.is_finite() && im != 0.0 {
        let size: f64 = if re > 0.0 { f64::INFINITY } else { 0.0 };
        return Ok((size.copysign(im.cos()), size.copysign(im.sin())));
    }
    if let Some(answer) = special(&special::EXP, re, im) {
        return answer;
    }
    if re > LARGE_LOG {
        let size = (re - 1.0).exp();
        return finite((size * im.cos() * E, size * im.sin() * E));
    }
    let size = re.exp();
    finite((size * im.cos(), size * im.sin()))
}

pub fn log(z: Pair) -> Outcome {
    if let Some(answer) = special(&special::LOG, z.0, z.1) {
        return answer;
    }
    let (re, im) = z;
    let (a, b) = (re.abs(), im.abs());
    let x = if is_large(z) {
        (a / 2.0).hypot(b / 2.0).ln() + LN_2
    } else if a < f64::MIN_POSITIVE && b < f64::MIN_POSITIVE {
        if a == 0.0 && b == 0.0 {
            return Err(Trouble::Domain);
        }
        let up = |x| types::int::convert::ldexp(x, i64::from(DIGITS));
        up(a).hypot(up(b)).ln() - f64::from(DIGITS) * LN_2
    } else {
        let size = a.hypot(b);
        match (0.71..=1.73).contains(&size) {
            true => {
                let (most, least) = if a > b { (a, b) } else { (b, a) };
                ((most - 1.0) * (most + 1.0) + least * least).ln_1p() / 2.0
            }
            false => size.ln(),
        }
    };
    Ok((x, im.atan2(re)))
}

pub fn log10(z: Pair) -> Outcome {
    let (x, y) = log(z)?;
    Ok((x / LN_10, y / LN_10))
}

pub fn sin(z: Pair) -> Outcome {
    turned(sinh, z)
}

pub fn sinh((re, im): Pair) -> Outcome {
    if re.is_infinite() && im.is_finite() && im != 0.0 {
        let x = f64::INFINITY.copysign(im.cos());
        let x = if re > 0.0 { x } else { -x };
        return Ok((x, f64::INFINITY.copysign(im.sin())));
    }
    if let Some(answer) = special(&special::SINH, re, im) {
        return answer;
    }
    if re.abs() > LARGE_LOG {
        let less = re - 1.0_f64.copysign(re);
        return finite((im.cos() * less.sinh() * E, im.sin() * less.cosh() * E));
    }
    finite((im.cos() * re.sinh(), im.sin() * re.cosh()))
}

pub fn sqrt((re, im): Pair) -> Outcome {
    if let Some(answer) = special(&special::SQRT, re, im) {
        return answer;
    }
    if re == 0.0 && im == 0.0 {
        return Ok((0.0, im));
    }
    let (mut a, b) = (re.abs(), im.abs());
    let least = f64::MIN_POSITIVE;
    let size = if a < least && b < least {
        let scale = types::int::convert::ldexp;
        a = scale(a, UP);
        scale((a + a.hypot(scale(b, UP))).sqrt(), DOWN)
    } else {
        a /= 8.0;
        2.0 * (a + a.hypot(b / 8.0)).sqrt()
    };
    let other = b / (2.0 * size);
    Ok(match re >= 0.0 {
        true => (size, other.copysign(im)),
        false => (other, size.copysign(im)),
    })
}

pub fn tan(z: Pair) -> Outcome {
    turned(tanh, z)
}

pub fn tanh((re, im): Pair) -> Outcome {
    if re.is_infinite() && im.is_finite() && im != 0.0 {
        let y = 0.0_f64.copysign(2.0 * im.sin() * im.cos());
        return Ok((1.0_f64.copysign(re), y));
    }
    if let Some(answer) = special(&special::TANH, re, im) {
        return answer;
    }
    if re.abs() > LARGE_LOG {
        let y = 4.0 * im.sin() * im.cos() * (-2.0 * re.abs()).exp();
        return Ok((1.0_f64.copysign(re), y));
    }
    let (tx, ty, cx) = (re.tanh(), im.tan(), 1.0 / re.cosh());
    let both = tx * ty;
    let under = 1.0 + both * both;
    Ok((tx * (1.0 + ty * ty) / under, ((ty / under) * cx) * cx))
}

/// The number with this size and this angle.
pub fn rect((r, phi): Pair) -> Outcome {
    if r.is_infinite() && phi.is_finite() && phi != 0.0 {
        let size = f64::INFINITY;
        let (x, y) = (size.copysign(phi.cos()), size.copysign(phi.sin()));
        return Ok(if r > 0.0 { (x, y) } else { (-x, -y) });
    }
    if let Some(answer) = special(&special::RECT, r, phi) {
        return answer;
    }
    if phi == 0.0 {
        return Ok((r, r * phi));
    }
    Ok((r * phi.cos(), r * phi.sin()))
}
