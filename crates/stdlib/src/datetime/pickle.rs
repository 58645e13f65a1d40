//! What a pickle calls the classes with: bytes, or text that was bytes in a pickle of Python 2.

use object::{Object, Result, Thread};
use types::{Bytes, Str};

/// The bytes of a state of so many, if the argument can be one: `sane` looks at one of them, the byte at a place.
pub fn state<const N: usize>(
    thread: &Thread,
    argument: &Object,
    what: &str,
    place: usize,
    sane: impl Fn(u32) -> bool,
) -> Result<Option<[u8; N]>> {
    if let Some(bytes) = argument.downcast::<Bytes>() {
        let state = <[u8; N]>::try_from(bytes.as_slice()).ok();
        return Ok(state.filter(|state| sane(state[place].into())));
    }
    let Some(text) = argument.downcast::<Str>() else {
        return Ok(None);
    };
    if text.len() != N || !sane(text.char_at(place)) {
        return Ok(None);
    }
    let mut state = [0; N];
    for (to, point) in state.iter_mut().zip(text.code_points()) {
        let Ok(byte) = u8::try_from(point) else {
            return Err(thread.value_error(format_args!(
                "Failed to encode latin1 string when unpickling a {what} object. pickle.load(data, encoding='latin1') is assumed."
            )));
        };
        *to = byte;
    }
    Ok(Some(state))
}

/// The bit in the first byte of a time, or in the month, that marks the fold.
pub const FOLD: u8 = 0x80;

/// Whether a byte is a month but for the fold's bit.
pub fn is_month(point: u32) -> bool {
    (1..=12).contains(&(point & 0x7f))
}
