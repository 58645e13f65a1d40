//! Text to bytes and back.

use super::Str;
use crate::exception::raise_with;
use crate::int::Int;
use object::{Builtin, Raised, Result, Thread};
use std::ops::Range;

/// Raises `UnicodeEncodeError(encoding, text, start, end, reason)`.
pub fn encode_error(
    thread: &Thread,
    encoding: &str,
    text: &Str,
    range: Range<usize>,
    reason: &str,
) -> Raised {
    let args = || -> Result<_> {
        Ok([
            Str::new(thread, encoding)?.into_object(),
            text.as_object().to_ref(),
            Int::from_usize(thread, range.start)?,
            Int::from_usize(thread, range.end)?,
            Str::new(thread, reason)?.into_object(),
        ])
    };
    match args() {
        Ok(args) => raise_with(thread, Builtin::UnicodeEncodeError, &args),
        Err(raised) => raised,
    }
}
