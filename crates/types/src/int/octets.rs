//! `int.to_bytes` and `int.from_bytes`.

use super::Int;
use super::layout::{Fresh, MASK, SHIFT};
use super::magnitude;
use crate::bytes::Bytes;
use crate::protocol::Signature;
use crate::str::Str;
use object::{Args, Buf, Builtin, Object, Raised, Ref, Result, Thread, Type};

/// Whether the order is little-endian; `big` when not given.
fn is_little(thread: &Thread, function: &str, order: Option<&Object>) -> Result<bool> {
    let Some(order) = order else { return Ok(false) };
    let Some(text) = order.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "{function}() argument 'byteorder' must be str, not {}",
            crate::protocol::type_text(order)
        )));
    };
    match text {
        text if text.eq_str("little") => Ok(true),
        text if text.eq_str("big") => Ok(false),
        _ => Err(thread.value_error(format_args!("byteorder must be either 'little' or 'big'"))),
    }
}

#[cold]
fn too_big(thread: &Thread) -> Raised {
    let text = format_args!("int too big to convert");
    thread.raise(Builtin::OverflowError, text)
}

/// `int.to_bytes(length=1, byteorder='big', *, signed=False)`.
pub(crate) fn to_bytes(thread: &Thread, this: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "to_bytes",
        names: ["length", "byteorder", "signed"],
        required: 0,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let length = match bound.get(0) {
        Some(length) => crate::as_isize(thread, length, Builtin::OverflowError)?,
        None => 1,
    };
    let little = is_little(thread, "to_bytes", bound.get(1))?;
    let signed = bound
        .get(2)
        .map_or(Ok(false), |s| crate::is_true(thread, s))?;
    let Ok(length) = usize::try_from(length) else {
        let text = format_args!("length argument must be non-negative");
        return Err(thread.value_error(text));
    };
    let Some(int) = Int::of(this) else {
        return Ok(thread.heap().not_implemented());
    };
    let mut room = Buf::filled(thread.heap(), 0, length)?;
    write_little(thread, int, signed, &mut room)?;
    if !little {
        room.reverse();
    }
    Ok(Bytes::filled(thread, room.len(), |out| {
        out.copy_from_slice(&room);
        Ok(())
    })?
    .into_object())
}

/// Writes the value as little-endian two's complement; raises when it doesn't fit.
pub fn write_little(thread: &Thread, int: &Int, signed: bool, room: &mut [u8]) -> Result<()> {
    if int.is_negative() && !signed {
        let text = format_args!("can't convert negative int to unsigned");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    let bits = magnitude::bit_length(int.digits());
    let capacity = room.len() as u64 * 8;
    // The most negative value has one bit more than the most positive one.
    let lowest = int.is_negative() && bits == capacity && is_power_of_two(int.digits());
    if bits > capacity || (signed && bits == capacity && bits != 0 && !lowest) {
        return Err(too_big(thread));
    }
    let (mut pool, mut pooled, mut at) = (0u64, 0, 0);
    let mut carry = u32::from(int.is_negative());
    for slot in room {
        if pooled < 8 {
            pool |= (int.digits().get(at).copied().unwrap_or(0) as u64) << pooled;
            pooled += SHIFT;
            at += 1;
        }
        let byte = pool as u8;
        pool >>= 8;
        pooled -= 8;
        *slot = byte;
        if int.is_negative() {
            let flipped = (byte ^ 0xff) as u32 + carry;
            *slot = flipped as u8;
            carry = flipped >> 8;
        }
    }
    Ok(())
}

fn is_power_of_two(digits: &[u32]) -> bool {
    match digits {
        [lower @ .., top] => top.is_power_of_two() && lower.iter().all(|&d| d == 0),
        [] => false,
    }
}

/// The value of little-endian bytes.
pub fn from_little(thread: &Thread, bytes: &[u8], signed: bool) -> Result<Ref> {
    let negative = signed && bytes.last().is_some_and(|top| top & 0x80 != 0);
    let count = (bytes.len() as u64 * 8).div_ceil(SHIFT as u64) as usize;
    let mut fresh = Fresh::new(thread, count)?;
    let (mut pool, mut pooled, mut carry) = (0u64, 0, u32::from(negative));
    let mut source = bytes.iter();
    for slot in fresh.digits() {
        while pooled < SHIFT {
            let Some(&byte) = source.next() else { break };
            let mut byte = byte as u32;
            if negative {
                byte = (byte ^ 0xff) + carry;
                carry = byte >> 8;
                byte &= 0xff;
            }
            pool |= (byte as u64) << pooled;
            pooled += 8;
        }
        *slot = pool as u32 & MASK;
        pool >>= SHIFT;
        pooled = pooled.saturating_sub(SHIFT);
    }
    Ok(fresh.finish(thread, negative))
}

/// `int.from_bytes(bytes, byteorder='big', *, signed=False)`.
pub(crate) fn from_bytes(thread: &Thread, class: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "from_bytes",
        names: ["bytes", "byteorder", "signed"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let little = is_little(thread, "from_bytes", bound.get(1))?;
    let signed = bound
        .get(2)
        .map_or(Ok(false), |s| crate::is_true(thread, s))?;
    let Some(source) = bound.get(0) else {
        return Ok(thread.heap().none());
    };
    let mut room = bytes_of(thread, source)?;
    if !little {
        room.reverse();
    }
    let int = from_little(thread, &room, signed)?;
    match class.downcast::<Type>() {
        Some(ty) if ty.builtin() != Builtin::Int => crate::call_one(thread, class, &int),
        _ => Ok(int),
    }
}

/// The bytes of an argument as `bytes(object)` takes them, numbers and text excluded.
fn bytes_of<'t>(thread: &'t Thread, source: &Object) -> Result<Buf<'t, u8>> {
    let mut room = Buf::new(thread.heap());
    if let Some(bytes) = source.downcast::<Bytes>() {
        room.extend(bytes.as_slice())?;
        return Ok(room);
    }
    let made = crate::call_special(thread, source, crate::names(thread).__bytes__(), &[])?;
    if let Some(made) = made {
        return match made.downcast::<Bytes>() {
            Some(bytes) => room.extend(bytes.as_slice()).map(|()| room),
            None => Err(thread.type_error(format_args!(
                "__bytes__ returned non-bytes (type {})",
                made.ty().name()
            ))),
        };
    }
    if let Some(buffer) = source.ty().slots().buffer {
        let view = buffer(thread, source, false)?;
        room.extend(view.bytes())?;
        return Ok(room);
    }
    if source.downcast::<Str>().is_some()
        || (source.ty().slots().iter.is_none() && !crate::is_sequence(source))
    {
        return Err(thread.type_error(format_args!(
            "cannot convert '{}' object to bytes",
            source.ty().name()
        )));
    }
    crate::for_each(thread, source, |item| {
        match crate::as_isize(thread, &item, Builtin::ValueError).map(u8::try_from)? {
            Ok(byte) => room.push(byte),
            Err(_) => Err(thread.value_error(format_args!("bytes must be in range(0, 256)"))),
        }
    })?;
    Ok(room)
}
