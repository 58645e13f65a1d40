//! Items of a memory view: between bytes and Python values, for the native single-character formats.

use crate::bytes::Bytes;
use crate::float::{Float, as_f64};
use crate::int::Int;
use crate::protocol::{index, is_true};
use object::{Builtin, Object, Raised, Ref, Result, Thread};

/// Bytes of an item of a format; `None` when it isn't a native one.
pub fn size_of_kind(kind: u8) -> Option<usize> {
    Some(match kind {
        b'c' | b'b' | b'B' | b'?' => 1,
        b'h' | b'H' | b'e' => 2,
        b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'n' | b'N' | b'P' | b'd' => 8,
        _ => return None,
    })
}

/// An item's value, without an object.
#[derive(Clone, Copy, Debug)]
pub enum Value {
    Int(i128),
    Float(f64),
    Bool(bool),
    Char(u8),
}

impl Value {
    /// The value that bytes spell in a format.
    pub fn read(kind: u8, b: &[u8; 8]) -> Option<Value> {
        let [b0, b1, b2, b3, ..] = *b;
        let (two, four) = ([b0, b1], [b0, b1, b2, b3]);
        Some(match kind {
            b'c' => Value::Char(b0),
            b'?' => Value::Bool(b0 != 0),
            b'b' => Value::Int((b0 as i8).into()),
            b'B' => Value::Int(b0.into()),
            b'h' => Value::Int(i16::from_ne_bytes(two).into()),
            b'H' => Value::Int(u16::from_ne_bytes(two).into()),
            b'i' => Value::Int(i32::from_ne_bytes(four).into()),
            b'I' => Value::Int(u32::from_ne_bytes(four).into()),
            b'l' | b'q' | b'n' => Value::Int(i64::from_ne_bytes(*b).into()),
            b'L' | b'Q' | b'N' | b'P' => Value::Int(u64::from_ne_bytes(*b).into()),
            b'e' => Value::Float(from_half(u16::from_ne_bytes(two))),
            b'f' => Value::Float(f32::from_ne_bytes(four).into()),
            b'd' => Value::Float(f64::from_ne_bytes(*b)),
            _ => return None,
        })
    }

    /// The Python object.
    pub fn object(self, thread: &Thread) -> Result<Ref> {
        match self {
            Value::Int(value) => match isize::try_from(value) {
                Ok(word) => Int::new(thread, word),
                Err(_) => Int::from_i128(thread, value),
            },
            Value::Float(value) => Float::new(thread, value),
            Value::Bool(value) => Ok(thread.heap().bool(value)),
            Value::Char(byte) => Ok(Bytes::new(thread, &[byte])?.into_object()),
        }
    }

    /// `==` of the Python values.
    pub fn equals(self, other: Value) -> bool {
        match (self, other) {
            (Value::Char(a), Value::Char(b)) => a == b,
            (Value::Char(_), _) | (_, Value::Char(_)) => false,
            (Value::Float(a), Value::Float(b)) => a == b,
            (Value::Float(a), other) => {
                a.trunc() == a && a.abs() < 1e30 && Some(a as i128) == other.whole()
            }
            (this, Value::Float(_)) => other.equals(this),
            (a, b) => a.whole() == b.whole(),
        }
    }

    fn whole(self) -> Option<i128> {
        match self {
            Value::Int(value) => Some(value),
            Value::Bool(value) => Some(value.into()),
            _ => None,
        }
    }
}

fn invalid_type(thread: &Thread, format: &str) -> Raised {
    thread.type_error(format_args!(
        "memoryview: invalid type for format '{format}'"
    ))
}

fn invalid_value(thread: &Thread, format: &str) -> Raised {
    thread.value_error(format_args!(
        "memoryview: invalid value for format '{format}'"
    ))
}

/// Smallest and largest value of an integer format.
fn range_of(kind: u8) -> (i128, i128) {
    match kind {
        b'b' => (i8::MIN.into(), i8::MAX.into()),
        b'B' => (0, u8::MAX.into()),
        b'h' => (i16::MIN.into(), i16::MAX.into()),
        b'H' => (0, u16::MAX.into()),
        b'i' => (i32::MIN.into(), i32::MAX.into()),
        b'I' => (0, u32::MAX.into()),
        b'l' | b'q' | b'n' => (i64::MIN.into(), i64::MAX.into()),
        _ => (0, u64::MAX.into()),
    }
}

/// The bytes of a Python value in a format; as many as the format's size count. `format` is its text for messages.
pub fn pack(thread: &Thread, kind: u8, format: &str, value: &Object) -> Result<[u8; 8]> {
    match kind {
        b'?' => Ok([u8::from(is_true(thread, value)?), 0, 0, 0, 0, 0, 0, 0]),
        b'c' => match value.downcast::<Bytes>() {
            None => Err(invalid_type(thread, format)),
            Some(bytes) => match bytes.as_slice() {
                [one] => Ok([*one, 0, 0, 0, 0, 0, 0, 0]),
                _ => Err(invalid_value(thread, format)),
            },
        },
        b'e' | b'f' | b'd' => {
            let value = fix(thread, as_f64(thread, value), format)?;
            Ok(match kind {
                b'd' => value.to_ne_bytes(),
                b'f' => widen(&(value as f32).to_ne_bytes()),
                _ => widen(&to_half(value).to_ne_bytes()),
            })
        }
        _ => {
            let int = fix(thread, index(thread, value), format)?;
            let (low, high) = range_of(kind);
            match wide_value(&int).filter(|v| (low..=high).contains(v)) {
                Some(value) => Ok((value as u64).to_ne_bytes()),
                None => Err(invalid_value(thread, format)),
            }
        }
    }
}

/// A conversion's `TypeError` in this room's words.
fn fix<T>(thread: &Thread, made: Result<T>, format: &str) -> Result<T> {
    match made {
        Ok(value) => Ok(value),
        Err(raised) => {
            if !thread.pending_is(Builtin::TypeError) {
                return Err(raised);
            }
            drop(thread.take_pending());
            Err(invalid_type(thread, format))
        }
    }
}

fn wide_value(int: &Int) -> Option<i128> {
    if let Some(word) = int.as_isize() {
        return Some(word as i128);
    }
    int.as_usize().map(|word| word as i128)
}

fn widen(bytes: &[u8]) -> [u8; 8] {
    let mut all = [0; 8];
    all[..bytes.len()].copy_from_slice(bytes);
    all
}

/// A half-precision value as a double.
pub fn from_half(bits: u16) -> f64 {
    let sign = if bits & 0x8000 != 0 { -1.0 } else { 1.0 };
    let (exponent, fraction) = (i32::from(bits >> 10 & 31), f64::from(bits & 0x3FF));
    sign * match exponent {
        0 => fraction * 2f64.powi(-24),
        31 if fraction == 0.0 => f64::INFINITY,
        31 => f64::NAN,
        _ => (1024.0 + fraction) * 2f64.powi(exponent - 25),
    }
}

/// The nearest half-precision value, ties to even; too large ones become infinite.
pub fn to_half(value: f64) -> u16 {
    let sign = if value.is_sign_negative() { 0x8000 } else { 0 };
    let size = value.abs();
    if size.is_nan() {
        return sign | 0x7E00;
    }
    if size >= 65520.0 {
        return sign | 0x7C00;
    }
    let exponent = (size.to_bits() >> 52) as i32 - 1023;
    let exponent = exponent.max(-14);
    let scaled = (size * 2f64.powi(10 - exponent)).round_ties_even() as u16;
    // A fraction that rounds up to the next power of two carries into the exponent by itself.
    sign | (((exponent + 14) as u16) << 10) + scaled
}
