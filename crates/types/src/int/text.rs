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
    let _scratch = match thread.heap().is_watched() {
        true => Some(scratch(thread, int)?),
        false => None,
    };
    if let Some(value) = int.as_isize() {
        ask_for_signals(thread, int);
        return whole(thread, itoa::Buffer::new().format(value).as_bytes());
    }
    if int.digits().len() <= LIBRARY_DIGITS {
        ask_for_signals(thread, int);
        return whole(thread, Short::of(int).bytes());
    }
    let text = decimal(thread, int)?;
    whole(thread, &text)
}

fn whole(thread: &Thread, text: &[u8]) -> Result<Ref<Str>> {
    let mut fresh = Fresh::ascii(thread, text.len())?;
    fresh.push_units(text);
    Ok(fresh.finish_own(thread))
}

/// The int in which 3.13 works out the decimal digits.
#[cold]
fn scratch<'t>(thread: &'t Thread, int: &Int) -> Result<Buf<'t, u8>> {
    const MORE: usize = 99;
    let len = int.digits().len().max(1);
    Buf::with_capacity(thread.heap(), 24 + 4 * (1 + len + len / MORE))
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
    let sign = usize::from(int.is_negative());
    if digits.len() > LIBRARY_DIGITS {
        let _charge = big::Charge::digits(thread, digits.len(), 8)?;
        text.extend(&b"-"[..sign])?;
        text.extend(big::unsigned(digits).to_str_radix(10).as_bytes())?;
    } else {
        text.extend(Short::of(int).bytes())?;
    }
    if limit > 0 && text.len() - sign > limit {
        return Err(over_limit(thread, limit));
    }
    Ok(text)
}

/// Characters that the longest of the ints takes which the library isn't asked for.
const SHORT: usize = 1 + LIBRARY_DIGITS * SHIFT as usize * 30103 / 100_000 + 1;

/// The decimal text of an int of `LIBRARY_DIGITS` digits at most, sign included: less than any limit.
struct Short {
    room: [u8; SHORT],
    start: usize,
}

impl Short {
    fn of(int: &Int) -> Short {
        let mut text = Short {
            room: [b'0'; SHORT],
            start: SHORT,
        };
        let mut rest = [0; LIBRARY_DIGITS];
        let mut len = int.digits().len().min(LIBRARY_DIGITS);
        rest[..len].copy_from_slice(&int.digits()[..len]);
        let mut room = itoa::Buffer::new();
        loop {
            let step = divide_in_place(&mut rest[..len], STEP_VALUE);
            while len > 0 && rest[len - 1] == 0 {
                len -= 1;
            }
            let part = room.format(step);
            text.push(part.as_bytes());
            if len == 0 {
                break;
            }
            // The zeros that a full step has in front are there already.
            text.start = text.start.saturating_sub(STEP - part.len());
        }
        if int.is_negative() {
            text.push(b"-");
        }
        text
    }

    /// Writes in front of what is there.
    fn push(&mut self, part: &[u8]) {
        let end = self.start;
        self.start = end.saturating_sub(part.len());
        if let Some(room) = self.room.get_mut(end - part.len().min(end)..end)
            && room.len() == part.len()
        {
            room.copy_from_slice(part);
        }
    }

    fn bytes(&self) -> &[u8] {
        &self.room[self.start..]
    }
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
