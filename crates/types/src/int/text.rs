//! Text of ints: decimal, and digits in the bases that are powers of two.

use super::layout::SHIFT;
use super::{Int, big, magnitude};
use crate::str::{Builder, Fresh, Str};
use object::{Buf, Builtin, Object, Raised, Ref, Result, Thread};

/// Decimal digits that one step of the conversion makes.
const STEP: usize = 9;
const STEP_VALUE: u32 = 1_000_000_000;
/// Digits from which the library converts faster than the quadratic loop.
const LIBRARY_DIGITS: usize = 60;

/// `repr(int)`.
pub(crate) fn slot_repr(thread: &Thread, object: &Object) -> Result<Ref> {
    match Int::of(object) {
        Some(int) => Ok(to_str(thread, int)?.into_object()),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// 3.13 asks for signals after each digit that becomes decimal text, and where it asks it collects what is due.
pub fn ask_for_signals(thread: &Thread, int: &Int) {
    if !int.is_zero() {
        collector::collect_if_due(thread);
    }
}

/// The decimal text as a `str`.
pub fn to_str(thread: &Thread, int: &Int) -> Result<Ref<Str>> {
    ask_for_signals(thread, int);
    if let Some(value) = int.as_isize() {
        let mut room = itoa::Buffer::new();
        let text = room.format(value).as_bytes();
        let mut fresh = Fresh::ascii(thread, text.len())?;
        fresh.push_units(text);
        return Ok(fresh.finish_own(thread));
    }
    let text = decimal(thread, int)?;
    Str::new(thread, ascii(&text))
}

/// Bytes that are known to be ASCII as text.
pub(crate) fn ascii(bytes: &[u8]) -> &str {
    std::str::from_utf8(bytes).unwrap_or("")
}

#[cold]
fn over_limit(thread: &Thread, limit: usize) -> Raised {
    thread.value_error(format_args!(
        "Exceeds the limit ({limit} digits) for integer string conversion; \
         use sys.set_int_max_str_digits() to increase the limit"
    ))
}

/// The decimal text, sign included, within the limit of `sys.set_int_max_str_digits`.
pub fn decimal<'t>(thread: &'t Thread, int: &Int) -> Result<Buf<'t, u8>> {
    let digits = int.digits();
    let limit = crate::state(thread).int_max_str_digits.get();
    // 3 decimal digits take less than 10 bits, so this many bits are certainly too many.
    let hopeless = magnitude::bit_length(digits) / 10 * 3 > limit as u64 + 3;
    if limit > 0 && hopeless && digits.len() > 40 {
        return Err(over_limit(thread, limit));
    }
    ask_for_signals(thread, int);
    let mut text = Buf::new(thread.heap());
    if int.is_negative() {
        text.push(b'-')?;
    }
    let sign = text.len();
    if digits.len() > LIBRARY_DIGITS {
        let _charge = big::Charge::digits(thread, digits.len(), 8)?;
        text.extend(big::unsigned(digits).to_str_radix(10).as_bytes())?;
    } else {
        push_decimal(&mut text, digits)?;
    }
    if limit > 0 && text.len() - sign > limit {
        return Err(over_limit(thread, limit));
    }
    Ok(text)
}

fn push_decimal(text: &mut Buf<'_, u8>, digits: &[u32]) -> Result<()> {
    let mut rest = Buf::new(text.heap());
    rest.extend(digits)?;
    let mut steps = Buf::new(text.heap());
    let mut len = rest.len();
    while len > 0 {
        steps.push(divide_in_place(&mut rest[..len], STEP_VALUE))?;
        while len > 0 && rest[len - 1] == 0 {
            len -= 1;
        }
    }
    let mut room = itoa::Buffer::new();
    let top = steps.pop().unwrap_or(0);
    text.extend(room.format(top).as_bytes())?;
    while let Some(step) = steps.pop() {
        let part = room.format(step);
        for _ in part.len()..STEP {
            text.push(b'0')?;
        }
        text.extend(part.as_bytes())?;
    }
    Ok(())
}

fn divide_in_place(digits: &mut [u32], divisor: u32) -> u32 {
    let mut rest = 0u64;
    for digit in digits.iter_mut().rev() {
        let part = rest << SHIFT | *digit as u64;
        *digit = (part / divisor as u64) as u32;
        rest = part % divisor as u64;
    }
    rest as u32
}

/// The digits of the magnitude in base 2, 8 or 16 (lower case), without sign or prefix.
pub fn power_of_two_digits<'t>(thread: &'t Thread, int: &Int, base: u32) -> Result<Buf<'t, u8>> {
    let step = base.trailing_zeros();
    let digits = int.digits();
    let count = (magnitude::bit_length(digits).div_ceil(step as u64) as usize).max(1);
    let mut text = Buf::filled(thread.heap(), b'0', count)?;
    let (mut pool, mut pooled, mut at) = (0u64, 0, 0);
    for slot in text.iter_mut().rev() {
        if pooled < step {
            pool |= (digits.get(at).copied().unwrap_or(0) as u64) << pooled;
            pooled += SHIFT;
            at += 1;
        }
        *slot = b"0123456789abcdef"[(pool as u32 & (base - 1)) as usize];
        pool >>= step;
        pooled -= step;
    }
    Ok(text)
}

/// `bin()`, `oct()`, `hex()`: sign, prefix, digits.
pub fn prefixed(thread: &Thread, int: &Int, base: u32) -> Result<Ref<Str>> {
    let prefix = match base {
        2 => "0b",
        8 => "0o",
        _ => "0x",
    };
    let mut text = Buf::new(thread.heap());
    if int.is_negative() {
        text.push(b'-')?;
    }
    text.extend(prefix.as_bytes())?;
    text.extend(&power_of_two_digits(thread, int, base)?)?;
    Str::new(thread, ascii(&text))
}

impl Int {
    /// Appends decimal text.
    pub fn write_decimal(&self, thread: &Thread, out: &mut Builder<'_>) -> Result<()> {
        if let Some(value) = self.as_isize() {
            ask_for_signals(thread, self);
            return out.push_str(itoa::Buffer::new().format(value));
        }
        out.push_str(ascii(&decimal(thread, self)?))
    }
}

/// `bin(object)`, `oct(object)`, `hex(object)`.
pub fn prefixed_index(thread: &Thread, object: &Object, base: u32) -> Result<Ref<Str>> {
    debug_assert!(thread.heap().try_builtin(Builtin::Int).is_some());
    let int = crate::index(thread, object)?;
    prefixed(thread, &int, base)
}
