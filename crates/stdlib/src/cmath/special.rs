//! What functions of complex numbers answer where a part isn't finite: the C standard's tables, as 3.13 has them.
//!
//! A row for each kind of real part, in it a cell for each kind of imaginary part: minus infinity, negative, minus zero, zero, positive,
//! infinity, NaN. A cell has a letter for each part of the answer; `!!` is a domain error, `..` isn't special.

use super::Outcome;
use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};

/// Seven rows of seven cells.
pub type Table = [&'static str; 7];

fn kind(x: f64) -> usize {
    match (x.is_nan(), x.is_infinite(), x == 0.0, x.is_sign_negative()) {
        (true, ..) => 6,
        (_, true, _, true) => 0,
        (_, true, _, false) => 5,
        (_, _, true, true) => 2,
        (_, _, true, false) => 3,
        (_, _, _, true) => 1,
        _ => 4,
    }
}

fn value(letter: u8) -> Option<f64> {
    Some(match letter {
        b'i' => f64::INFINITY,
        b'I' => f64::NEG_INFINITY,
        b'n' => f64::NAN,
        b'0' => 0.0,
        b'o' => -0.0,
        b'1' => 1.0,
        b'u' => -1.0,
        b'p' => PI,
        b'P' => -PI,
        b'h' => FRAC_PI_2,
        b'H' => -FRAC_PI_2,
        b'q' => FRAC_PI_4,
        b'Q' => -FRAC_PI_4,
        b't' => 3.0 * FRAC_PI_4,
        b'T' => -3.0 * FRAC_PI_4,
        _ => return None,
    })
}

/// The answer for these parts, or that there is none; `None` where both are finite.
pub fn special(table: &Table, re: f64, im: f64) -> Option<Outcome> {
    if re.is_finite() && im.is_finite() {
        return None;
    }
    let at = 3 * kind(im);
    let cell = table[kind(re)].as_bytes().get(at..at + 2);
    Some(match cell {
        Some(&[re, im]) => match (value(re), value(im)) {
            (Some(re), Some(im)) => Ok((re, im)),
            _ => Err(super::Trouble::Domain),
        },
        _ => Err(super::Trouble::Domain),
    })
}

pub const ACOS: Table = [
    "ti pi pi pI pI tI ni",
    "hi .. .. .. .. hI nn",
    "hi .. .. .. .. hI hn",
    "hi .. .. .. .. hI hn",
    "hi .. .. .. .. hI nn",
    "qi 0i 0i 0I 0I qI ni",
    "ni nn nn nn nn nI nn",
];

pub const ACOSH: Table = [
    "iT iP iP ip ip it in",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ io io i0 i0 iq in",
    "in nn nn nn nn in nn",
];

pub const ASINH: Table = [
    "IQ Io Io I0 I0 Iq In",
    "IH .. .. .. .. Ih nn",
    "IH .. .. .. .. Ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ io io i0 i0 iq in",
    "in nn no n0 nn in nn",
];

pub const ATANH: Table = [
    "oH oH oH oh oh oh on",
    "oH .. .. .. .. oh nn",
    "oH .. .. .. .. oh on",
    "0H .. .. .. .. 0h 0n",
    "0H .. .. .. .. 0h nn",
    "0H 0H 0H 0h 0h 0h 0n",
    "0H nn nn nn nn 0h nn",
];

pub const COSH: Table = [
    "!! ii i0 io iI !! in",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! n0",
    "!! .. .. .. .. !! n0",
    "!! .. .. .. .. !! nn",
    "!! iI io i0 ii !! in",
    "nn nn n0 n0 nn nn nn",
];

pub const EXP: Table = [
    "00 0o 0o 00 00 00 00",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! iI io i0 ii !! in",
    "nn nn no n0 nn nn nn",
];

pub const LOG: Table = [
    "iT iP iP ip ip it in",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iH .. .. .. .. ih nn",
    "iQ io io i0 i0 iq in",
    "in nn nn nn nn in nn",
];

pub const SINH: Table = [
    "!! II Io I0 Ii !! in",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! 0n",
    "!! .. .. .. .. !! 0n",
    "!! .. .. .. .. !! nn",
    "!! iI io i0 ii !! in",
    "nn nn no n0 nn nn nn",
];

pub const SQRT: Table = [
    "iI 0I 0I 0i 0i ii ni",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI .. .. .. .. ii nn",
    "iI io io i0 i0 ii in",
    "iI nn nn nn nn ii nn",
];

pub const TANH: Table = [
    "u0 uo uo u0 u0 u0 u0",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "!! .. .. .. .. !! nn",
    "10 1o 1o 10 10 10 10",
    "nn nn no n0 nn nn nn",
];

pub const RECT: Table = [
    "!! Ii I0 Io II !! in",
    "!! .. .. .. .. !! nn",
    "00 .. .. .. .. 00 00",
    "00 .. .. .. .. 00 00",
    "!! .. .. .. .. !! nn",
    "!! iI io i0 ii !! in",
    "nn nn n0 n0 nn nn nn",
];
