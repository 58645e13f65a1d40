//! Decimal digits and white space outside ASCII, for numbers given as text.
//!
//! Unicode 15.1, the version of 3.13: every run of ten decimal digits starts with its zero.

use crate::str::Str;
use object::{Buf, Result, Thread};

/// The zeros of all runs of decimal digits beyond ASCII.
const ZEROS: &[u32] = &[
    0x660, 0x6f0, 0x7c0, 0x966, 0x9e6, 0xa66, 0xae6, 0xb66, 0xbe6, 0xc66, 0xce6, 0xd66, 0xde6,
    0xe50, 0xed0, 0xf20, 0x1040, 0x1090, 0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50,
    0x1bb0, 0x1c40, 0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10,
    0x104a0, 0x10d30, 0x11066, 0x110f0, 0x11136, 0x111d0, 0x112f0, 0x11450, 0x114d0, 0x11650,
    0x116c0, 0x11730, 0x118e0, 0x11950, 0x11c50, 0x11d50, 0x11da0, 0x11f50, 0x16a60, 0x16ac0,
    0x16b50, 0x1d7ce, 0x1d7d8, 0x1d7e2, 0x1d7ec, 0x1d7f6, 0x1e140, 0x1e2f0, 0x1e4f0, 0x1e950,
    0x1fbf0,
];

/// The value of a decimal digit.
pub fn decimal_value(point: u32) -> Option<u32> {
    if point < 128 {
        return point.checked_sub(48).filter(|&d| d < 10);
    }
    let run = ZEROS
        .partition_point(|&zero| zero <= point)
        .checked_sub(1)?;
    Some(point - ZEROS[run]).filter(|&d| d < 10)
}

/// White space as `str.isspace` knows it.
fn is_space(point: u32) -> bool {
    matches!(
        point,
        0x9 | 0xa
            | 0xb
            | 0xc
            | 0xd
            | 0x1c
            | 0x1d
            | 0x1e
            | 0x1f
            | 0x20
            | 0x85
            | 0xa0
            | 0x1680
            | 0x2000
            | 0x2001
            | 0x2002
            | 0x2003
            | 0x2004
            | 0x2005
            | 0x2006
            | 0x2007
            | 0x2008
            | 0x2009
            | 0x200a
            | 0x2028
            | 0x2029
            | 0x202f
            | 0x205f
            | 0x3000
    )
}

/// The text with digits and spaces brought to ASCII and everything else outside ASCII as `?`; ASCII text as it is.
pub fn to_ascii<'t>(thread: &'t Thread, text: &Str) -> Result<Buf<'t, u8>> {
    let mut out = Buf::with_capacity(thread.heap(), text.len())?;
    if let Some(ascii) = text.as_ascii() {
        out.extend(ascii.as_bytes())?;
        return Ok(out);
    }
    for point in text.code_points() {
        let byte = match decimal_value(point) {
            _ if point > 127 && is_space(point) => b' ',
            Some(digit) => b'0' + digit as u8,
            None if point < 128 => point as u8,
            None => b'?',
        };
        out.push(byte)?;
    }
    Ok(out)
}
