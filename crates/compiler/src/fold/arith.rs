//! Python's arithmetic on constants, with 3.13's limits on the size of a folded result.

use std::sync::Arc;

use bytecode::{BinaryOperator as B, Const};
use num_bigint::{BigInt, BigUint, Sign};

use crate::tree::UnaryOp;

/// Bits of a folded integer.
const MAX_INT_BITS: u64 = 128;
/// Items of a folded tuple, and in all tuples inside it.
const MAX_ITEMS: usize = 256;
const MAX_TOTAL_ITEMS: usize = 1024;
/// Length of a folded string.
const MAX_TEXT: usize = 4096;

/// An integer literal beyond 64 bits, as written (`0x...` too).
pub fn big_literal(token: &str) -> Const {
    let digits: String = token.chars().filter(|&ch| ch != '_').collect();
    let (radix, digits) = match digits.get(..2) {
        Some("0x" | "0X") => (16, &digits[2..]),
        Some("0o" | "0O") => (8, &digits[2..]),
        Some("0b" | "0B") => (2, &digits[2..]),
        _ => (10, &digits[..]),
    };
    from_big(BigInt::parse_bytes(digits.as_bytes(), radix).unwrap_or_default())
}

fn from_big(value: BigInt) -> Const {
    match i64::try_from(&value) {
        Ok(small) => Const::Int(small),
        Err(_) => {
            let (sign, digits) = value.to_u32_digits();
            Const::BigInt {
                negative: sign == Sign::Minus,
                digits: digits.into(),
            }
        }
    }
}

fn integer(value: &Const) -> Option<BigInt> {
    Some(match value {
        Const::Int(small) => BigInt::from(*small),
        Const::True => BigInt::from(1),
        Const::False => BigInt::from(0),
        Const::BigInt { negative, digits } => {
            let sign = if *negative { Sign::Minus } else { Sign::Plus };
            BigInt::from_biguint(sign, BigUint::new(digits.to_vec()))
        }
        _ => return None,
    })
}

/// The number as a float, when the conversion is exact (anything else is left to run time).
fn float(value: &Const) -> Option<f64> {
    match value {
        Const::Float(float) => Some(*float),
        Const::Int(small) if small.unsigned_abs() <= 1 << 53 => Some(*small as f64),
        Const::True => Some(1.0),
        Const::False => Some(0.0),
        _ => None,
    }
}

fn complex(value: &Const) -> Option<(f64, f64)> {
    match value {
        Const::Complex { real, imag } => Some((*real, *imag)),
        other => float(other).map(|real| (real, 0.0)),
    }
}

/// Whether a constant is true.
pub fn truth(value: &Const) -> bool {
    match value {
        Const::None | Const::False => false,
        Const::True | Const::Ellipsis | Const::BigInt { .. } | Const::Code(_) => true,
        Const::Int(small) => *small != 0,
        Const::Float(float) => *float != 0.0,
        Const::Complex { real, imag } => *real != 0.0 || *imag != 0.0,
        Const::Str(text) | Const::Bytes(text) => !text.is_empty(),
        Const::Tuple(items) | Const::FrozenSet(items) => !items.is_empty(),
    }
}

pub fn unary(op: UnaryOp, value: &Const) -> Option<Const> {
    match op {
        UnaryOp::Not => Some(if truth(value) {
            Const::False
        } else {
            Const::True
        }),
        UnaryOp::Invert => integer(value).map(|int| from_big(-int - 1)),
        UnaryOp::Plus | UnaryOp::Minus => {
            let minus = op == UnaryOp::Minus;
            match value {
                Const::Float(float) => Some(Const::Float(if minus { -float } else { *float })),
                Const::Complex { real, imag } if minus => Some(Const::Complex {
                    real: -real,
                    imag: -imag,
                }),
                Const::Complex { real, imag } => Some(Const::Complex {
                    real: *real,
                    imag: *imag,
                }),
                other => integer(other).map(|int| from_big(if minus { -int } else { int })),
            }
        }
    }
}

pub fn binary(left: &Const, op: B, right: &Const) -> Option<Const> {
    if let (Some(a), Some(b)) = (integer(left), integer(right)) {
        let bools = matches!(left, Const::True | Const::False)
            && matches!(right, Const::True | Const::False);
        return integers(&a, op, &b, bools);
    }
    if matches!(left, Const::Complex { .. }) || matches!(right, Const::Complex { .. }) {
        return complexes(complex(left)?, op, complex(right)?);
    }
    if let (Some(a), Some(b)) = (float(left), float(right)) {
        return floats(a, op, b);
    }
    match op {
        B::Add => concatenate(left, right),
        B::Multiply => match (integer(left), integer(right)) {
            (Some(count), None) => repeat(&count, right),
            (None, Some(count)) => repeat(&count, left),
            _ => None,
        },
        _ => None,
    }
}

/// An operand that is the result itself: a sequence taken once, or joined with an empty one.
pub fn unchanged(left: &Arc<Const>, op: B, right: &Arc<Const>) -> Option<Arc<Const>> {
    let is_row = |value: &Const| matches!(value, Const::Str(_) | Const::Bytes(_) | Const::Tuple(_));
    let is_one = |value: &Const| matches!(value, Const::Int(1) | Const::True);
    let alike = std::mem::discriminant(&**left) == std::mem::discriminant(&**right);
    match op {
        B::Multiply if is_row(left) && is_one(right) => Some(left),
        B::Multiply if is_row(right) && is_one(left) => Some(right),
        B::Add if is_row(left) && alike && !truth(right) => Some(left),
        B::Add if is_row(left) && alike && !truth(left) => Some(right),
        _ => None,
    }
    .filter(|value| binary(left, op, right).as_ref() == Some(&***value))
    .cloned()
}

fn integers(a: &BigInt, op: B, b: &BigInt, bools: bool) -> Option<Const> {
    let zero = BigInt::from(0);
    let both = *a != zero && *b != zero;
    let value = match op {
        B::Add => a + b,
        B::Subtract => a - b,
        B::Multiply if both && a.bits() + b.bits() > MAX_INT_BITS => return None,
        B::Multiply => a * b,
        B::FloorDivide | B::Remainder => floor_division(a, b)?.take(op),
        B::TrueDivide => return true_division(a, b),
        B::Power => return power(a, b),
        B::LeftShift => {
            let shift = u64::try_from(b).ok()?;
            if both && (shift > MAX_INT_BITS || a.bits() > MAX_INT_BITS - shift) {
                return None;
            }
            a << (if *a == zero { 0 } else { shift })
        }
        B::RightShift => match u64::try_from(b) {
            Ok(shift) => a >> shift.min(a.bits() + 1),
            Err(_) if *b < zero => return None,
            Err(_) => BigInt::from(if *a < zero { -1 } else { 0 }),
        },
        B::And => a & b,
        B::Or => a | b,
        B::Xor => a ^ b,
        _ => return None,
    };
    if bools && matches!(op, B::And | B::Or | B::Xor) {
        return Some(if value == zero {
            Const::False
        } else {
            Const::True
        });
    }
    Some(from_big(value))
}

struct Division {
    quotient: BigInt,
    remainder: BigInt,
}

impl Division {
    fn take(self, op: B) -> BigInt {
        if op == B::FloorDivide {
            self.quotient
        } else {
            self.remainder
        }
    }
}

fn floor_division(a: &BigInt, b: &BigInt) -> Option<Division> {
    let zero = BigInt::from(0);
    if *b == zero {
        return None;
    }
    let (mut quotient, mut remainder) = (a / b, a % b);
    if remainder != zero && (remainder < zero) != (*b < zero) {
        quotient -= 1;
        remainder += b;
    }
    Some(Division {
        quotient,
        remainder,
    })
}

fn true_division(a: &BigInt, b: &BigInt) -> Option<Const> {
    let exact = |value: &BigInt| {
        i64::try_from(value)
            .ok()
            .filter(|v| v.unsigned_abs() <= 1 << 53)
            .map(|v| v as f64)
    };
    let (a, b) = (exact(a)?, exact(b)?);
    (b != 0.0).then(|| Const::Float(a / b))
}

fn power(a: &BigInt, b: &BigInt) -> Option<Const> {
    let zero = BigInt::from(0);
    if *b < zero {
        let (base, exponent) = (i64::try_from(a).ok()? as f64, i64::try_from(b).ok()? as f64);
        return (base != 0.0).then(|| Const::Float(base.powf(exponent)));
    }
    let exponent = u32::try_from(b).ok();
    if *a != zero && *b != zero && exponent.is_none_or(|e| u64::from(e) > MAX_INT_BITS / a.bits()) {
        return None;
    }
    Some(from_big(a.pow(exponent.unwrap_or(1))))
}

fn floats(a: f64, op: B, b: f64) -> Option<Const> {
    let value = match op {
        B::Add => a + b,
        B::Subtract => a - b,
        B::Multiply => a * b,
        B::TrueDivide if b != 0.0 => a / b,
        B::Power => return float_power(a, b),
        B::FloorDivide | B::Remainder if b != 0.0 => {
            let (quotient, remainder) = float_division(a, b);
            if op == B::FloorDivide {
                quotient
            } else {
                remainder
            }
        }
        _ => return None,
    };
    Some(Const::Float(value))
}

/// A finite, real result only: errors and complex results are left to run time.
fn float_power(a: f64, b: f64) -> Option<Const> {
    let value = a.powf(b);
    let plain = a.is_finite()
        && b.is_finite()
        && (a > 0.0 || (a == 0.0 && b >= 0.0) || (a < 0.0 && b == b.trunc()));
    (plain && value.is_finite()).then_some(Const::Float(value))
}

/// Python's `divmod` of floats: the remainder has the divisor's sign.
fn float_division(a: f64, b: f64) -> (f64, f64) {
    let mut remainder = a % b;
    let mut quotient = (a - remainder) / b;
    if remainder == 0.0 {
        remainder = 0.0f64.copysign(b);
    } else if (b < 0.0) != (remainder < 0.0) {
        remainder += b;
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return (0.0f64.copysign(a / b), remainder);
    }
    let floor = quotient.floor();
    (
        if quotient - floor > 0.5 {
            floor + 1.0
        } else {
            floor
        },
        remainder,
    )
}

fn complexes(a: (f64, f64), op: B, b: (f64, f64)) -> Option<Const> {
    let (real, imag) = match op {
        B::Add => (a.0 + b.0, a.1 + b.1),
        B::Subtract => (a.0 - b.0, a.1 - b.1),
        B::Multiply => (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0),
        _ => return None,
    };
    Some(Const::Complex { real, imag })
}

fn concatenate(left: &Const, right: &Const) -> Option<Const> {
    Some(match (left, right) {
        (Const::Str(a), Const::Str(b)) => Const::Str(joined_text(a, b)),
        (Const::Bytes(a), Const::Bytes(b)) => Const::Bytes([&**a, b].concat().into()),
        (Const::Tuple(a), Const::Tuple(b)) => {
            Const::Tuple(a.iter().chain(b.iter()).cloned().collect())
        }
        _ => return None,
    })
}

/// Pieces of text stay as they are: WTF-8 pairs of surrogates that meet are two code points in Python too.
fn joined_text(a: &[u8], b: &[u8]) -> Box<[u8]> {
    [a, b].concat().into()
}

fn repeat(count: &BigInt, sequence: &Const) -> Option<Const> {
    let (length, limit) = match sequence {
        Const::Tuple(items) => (items.len(), MAX_ITEMS),
        Const::Str(text) => (String::from_utf8_lossy(text).chars().count(), MAX_TEXT),
        Const::Bytes(bytes) => (bytes.len(), MAX_TEXT),
        _ => return None,
    };
    let count = if length == 0 {
        0
    } else {
        usize::try_from(count)
            .ok()
            .filter(|&count| count <= limit / length)?
    };
    Some(match sequence {
        Const::Tuple(items) => {
            if count != 0 && total_items(sequence, MAX_TOTAL_ITEMS).is_none() {
                return None;
            }
            Const::Tuple(
                std::iter::repeat_n(items.iter().cloned(), count)
                    .flatten()
                    .collect(),
            )
        }
        Const::Str(text) => Const::Str(text.repeat(count).into()),
        Const::Bytes(bytes) => Const::Bytes(bytes.repeat(count).into()),
        _ => return None,
    })
}

/// What is left of `limit` after counting the items of nested tuples.
fn total_items(value: &Const, limit: usize) -> Option<usize> {
    let Const::Tuple(items) = value else {
        return Some(limit);
    };
    items
        .iter()
        .try_fold(limit.checked_sub(items.len())?, |left, item| {
            total_items(item, left)
        })
}

/// `value[index]` of a constant string, bytes or tuple with an integer.
pub fn item(value: &Arc<Const>, index: &Const) -> Option<Arc<Const>> {
    let index = i64::try_from(&integer(index)?).ok()?;
    let place = |length: usize| {
        let at = if index < 0 {
            index + length as i64
        } else {
            index
        };
        usize::try_from(at).ok().filter(|&at| at < length)
    };
    match &**value {
        Const::Tuple(items) => Some(items[place(items.len())?].clone()),
        Const::Bytes(bytes) => Some(Arc::new(Const::Int(i64::from(bytes[place(bytes.len())?])))),
        Const::Str(text) => {
            let text = std::str::from_utf8(text).ok()?;
            let ch = text.chars().nth(place(text.chars().count())?)?;
            Some(Arc::new(Const::Str(ch.to_string().into_bytes().into())))
        }
        _ => None,
    }
}

/// The members of a set display, each once.
pub fn distinct(items: &[Arc<Const>]) -> Box<[Arc<Const>]> {
    let mut out: Vec<Arc<Const>> = Vec::new();
    for item in items {
        if !out.iter().any(|seen| equal(seen, item)) {
            out.push(item.clone());
        }
    }
    out.into()
}

/// Python's `==` on constants.
fn equal(a: &Const, b: &Const) -> bool {
    if let (Some(a), Some(b)) = (integer(a), integer(b)) {
        return a == b;
    }
    match (complex(a), complex(b)) {
        (Some(a), Some(b)) => a == b,
        _ => a == b,
    }
}
