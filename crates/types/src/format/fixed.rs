//! Decimal places of a float by integer arithmetic, where everything fits 128 bits: exact, and much faster than the general way.
//!
//! ```text
//! value = mantissa · 2^exponent          mantissa < 2^53
//! value · 10^places = (mantissa · 10^places) · 2^exponent        places ≤ 22: the product is below 2^127
//! ```
//!
//! What the shift drops decides the rounding: half to even of the true value. Not here: longer texts (`digits`).

use object::{Buf, Result};

/// Up to here `10^places` is a double without rounding, too.
const MOST_PLACES: usize = 22;

/// `value · 10^places`, rounded half to even. `None` when it doesn't fit. The value is finite and not negative.
pub fn scaled(value: f64, places: usize) -> Option<u128> {
    if places > MOST_PLACES {
        return None;
    }
    let (mantissa, exponent) = crate::int::convert::decompose(value);
    let product = u128::from(mantissa) * 10u128.pow(places as u32);
    if exponent >= 0 {
        let room = i64::from(product.leading_zeros());
        return (exponent <= room).then(|| product << exponent);
    }
    let Some(shift) = u32::try_from(-exponent).ok().filter(|&n| n < 128) else {
        // Below half of the last place.
        return Some(0);
    };
    let (whole, half) = (product >> shift, 1u128 << (shift - 1));
    let rest = product & ((1u128 << shift) - 1);
    let up = rest > half || rest == half && whole & 1 == 1;
    Some(whole + u128::from(up))
}

/// Appends the value with this many decimal places. False, and nothing appended, when it doesn't fit.
pub fn write(out: &mut Buf<'_, u8>, value: f64, places: usize) -> Result<bool> {
    let Some(mut left) = scaled(value, places) else {
        return Ok(false);
    };
    let mut text = [b'0'; 48];
    let mut at = text.len();
    let mut put = |digit: u8| {
        at -= 1;
        text[at] = digit;
    };
    // The point is written when the places are through; one digit stands in front of it in any case.
    let mut written = 0;
    while written <= places || left != 0 {
        if written == places && places != 0 {
            put(b'.');
        }
        let digit = match u64::try_from(left) {
            Ok(small) => {
                left = u128::from(small / 10);
                small % 10
            }
            Err(_) => {
                let digit = (left % 10) as u64;
                left /= 10;
                digit
            }
        };
        put(b'0' + digit as u8);
        written += 1;
    }
    out.extend(&text[at..])?;
    Ok(true)
}

/// The double nearest to the value rounded to this many decimal places. `None` when that isn't two exact doubles' quotient.
pub fn rounded(value: f64, places: usize) -> Option<f64> {
    let whole = u64::try_from(scaled(value, places)?)
        .ok()
        .filter(|&n| n <= 1 << 53)?;
    Some(whole as f64 / 10f64.powi(places as i32))
}
