//! Items of `struct`: between bytes and Python values.

use super::error;
use super::format::{Code, NATIVE_FLOAT};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::bytes::Bytes;
use types::{Float, Int, bytearray, protocol};

fn is_signed(kind: u8) -> bool {
    matches!(kind, b'b' | b'h' | b'i' | b'l' | b'q' | b'n')
}

/// The bytes of a whole number as they stand in memory, in this machine's order.
fn in_order(bytes: &[u8], big_endian: bool) -> [u8; 8] {
    let mut all = [0; 8];
    all[..bytes.len()].copy_from_slice(bytes);
    if big_endian {
        all[..bytes.len()].reverse();
    }
    all
}

/// The Python value of one item.
pub(super) fn unpack(thread: &Thread, code: Code, bytes: &[u8], big: bool) -> Result<Ref> {
    match code.kind {
        b's' | b'c' => return Ok(Bytes::new(thread, bytes)?.into_object()),
        b'p' => {
            let (len, rest) = bytes.split_first().unwrap_or((&0, &[]));
            let len = usize::from(*len).min(rest.len());
            return Ok(Bytes::new(thread, &rest[..len])?.into_object());
        }
        _ => {}
    }
    let all = in_order(bytes, big);
    let word = u64::from_le_bytes(all);
    match code.kind {
        b'?' => Ok(thread.heap().bool(word != 0)),
        b'e' => Float::new(thread, types::memoryview::from_half(word as u16)),
        b'f' | NATIVE_FLOAT => Float::new(thread, f32::from_bits(word as u32).into()),
        b'd' => Float::new(thread, f64::from_bits(word)),
        kind if is_signed(kind) => {
            let unused = 64 - 8 * code.size as u32;
            Int::new(thread, ((word << unused) as i64 >> unused) as isize)
        }
        _ => Int::from_usize(thread, word as usize),
    }
}

/// Writes one item.
pub(super) fn pack(
    thread: &Thread,
    code: Code,
    value: &Object,
    big: bool,
    to: &mut [u8],
) -> Result<()> {
    let word = match code.kind {
        b's' | b'p' => return string(thread, code.kind, value, to),
        b'c' => match value.downcast::<Bytes>().map(Bytes::as_slice) {
            Some([one]) => u64::from(*one),
            _ => {
                return Err(error(
                    thread,
                    format_args!("char format requires a bytes object of length 1"),
                ));
            }
        },
        b'?' => u64::from(protocol::is_true(thread, value)?),
        b'e' | b'f' | b'd' | NATIVE_FLOAT => float(thread, code.kind, value)?,
        _ => whole(thread, code, value)?,
    };
    let bytes = &mut word.to_le_bytes()[..code.size];
    if big {
        bytes.reverse();
    }
    to[..code.size].copy_from_slice(bytes);
    Ok(())
}

fn string(thread: &Thread, kind: u8, value: &Object, to: &mut [u8]) -> Result<()> {
    let bytes = match (
        value.downcast::<Bytes>(),
        value.downcast::<bytearray::ByteArray>(),
    ) {
        (Some(bytes), _) => bytes.as_slice(),
        (_, Some(array)) => array.peek(),
        _ => {
            return Err(error(
                thread,
                format_args!("argument for '{}' must be a bytes object", char::from(kind)),
            ));
        }
    };
    let room = match kind {
        b's' => to,
        _ => {
            let Some((len, rest)) = to.split_first_mut() else {
                return Ok(());
            };
            *len = bytes.len().min(rest.len()).min(255) as u8;
            rest
        }
    };
    let n = bytes.len().min(room.len());
    room[..n].copy_from_slice(&bytes[..n]);
    Ok(())
}

fn float(thread: &Thread, kind: u8, value: &Object) -> Result<u64> {
    let Ok(value) = types::float::as_f64(thread, value) else {
        drop(thread.take_pending());
        return Err(error(
            thread,
            format_args!("required argument is not a float"),
        ));
    };
    let (word, lost) = match kind {
        b'd' => (value.to_bits(), false),
        NATIVE_FLOAT => ((value as f32).to_bits().into(), false),
        b'f' => {
            let narrow = value as f32;
            (
                narrow.to_bits().into(),
                narrow.is_infinite() && value.is_finite(),
            )
        }
        _ => {
            let half = types::memoryview::to_half(value);
            (half.into(), half & 0x7FFF == 0x7C00 && value.is_finite())
        }
    };
    match lost {
        false => Ok(word),
        true => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("float too large to pack with {} format", char::from(kind)),
        )),
    }
}

fn whole(thread: &Thread, code: Code, value: &Object) -> Result<u64> {
    if value.ty().number().index.is_none() {
        return Err(error(
            thread,
            format_args!("required argument is not an integer"),
        ));
    }
    let int = protocol::index(thread, value)?;
    let wide = match (int.as_isize(), int.as_usize()) {
        (Some(word), _) => Some(word as i128),
        (_, Some(word)) => Some(word as i128),
        _ => None,
    };
    if code.kind == b'P' {
        return match wide {
            Some(word) => Ok(word as u64),
            None => Err(error(thread, format_args!("int too large to convert"))),
        };
    }
    let bits = 8 * code.size as u32;
    let (low, high) = match is_signed(code.kind) {
        true => (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1),
        false => (0, (1_i128 << bits) - 1),
    };
    match wide.filter(|word| (low..=high).contains(word)) {
        Some(word) => Ok(word as u64),
        None => Err(out_of_range(thread, code.kind, low, high)),
    }
}

fn out_of_range(thread: &Thread, kind: u8, low: i128, high: i128) -> Raised {
    error(
        thread,
        format_args!(
            "'{}' format requires {low} <= number <= {high}",
            char::from(kind)
        ),
    )
}
