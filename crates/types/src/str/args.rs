//! Arguments of text methods, and texts of different widths brought to one.

use super::layout::{Data, Str, Unit};
use crate::protocol::as_isize_clamped;
use object::{Buf, Builtin, Object, Result, Thread};
use std::ops::{Deref, Range};

/// An argument that must be a `str`: `find() argument 1 must be str, not int`.
#[inline]
pub fn text_arg<'a>(
    thread: &Thread,
    object: &'a Object,
    function: &str,
    place: usize,
) -> Result<&'a Str> {
    object.downcast::<Str>().ok_or_else(|| {
        thread.type_error(format_args!(
            "{function}() argument {place} must be str, not {}",
            crate::protocol::type_text(object)
        ))
    })
}

/// An argument that must be a `str` and is the only one: `removeprefix() argument must be str, not int`.
pub fn only_text_arg<'a>(thread: &Thread, object: &'a Object, function: &str) -> Result<&'a Str> {
    object.downcast::<Str>().ok_or_else(|| {
        thread.type_error(format_args!(
            "{function}() argument must be str, not {}",
            crate::protocol::type_text(object)
        ))
    })
}

/// An index as slices take it: `None` is the default, anything else must have `__index__`.
pub fn slice_bound(thread: &Thread, object: Option<&Object>, default: isize) -> Result<isize> {
    match object {
        None => Ok(default),
        Some(object) if object.is_exactly(Builtin::NoneType) => Ok(default),
        Some(object) if object.is_exactly(Builtin::Int) || object.ty().number().index.is_some() => {
            as_isize_clamped(thread, object)
        }
        Some(_) => Err(thread.type_error(format_args!(
            "slice indices must be integers or None or have an __index__ method"
        ))),
    }
}

/// Optional `start` and `end` arguments as given, `0` and the far end by default.
pub fn bounds(
    thread: &Thread,
    start: Option<&Object>,
    end: Option<&Object>,
) -> Result<(isize, isize)> {
    Ok((
        slice_bound(thread, start, 0)?,
        slice_bound(thread, end, isize::MAX)?,
    ))
}

/// Bounds brought into a length: negative ones count from the end. The start may lie behind the end or the length.
pub fn clip((start, end): (isize, isize), len: usize) -> (usize, usize) {
    let wrap = |i: isize| {
        if i < 0 {
            (i + len as isize).max(0) as usize
        } else {
            i as usize
        }
    };
    (wrap(start), wrap(end).min(len))
}

/// The same as a range, `None` when the start lies behind the end (then not even an empty text is found).
pub fn clip_range(given: (isize, isize), len: usize) -> Option<Range<usize>> {
    let (start, end) = clip(given, len);
    (start <= end).then_some(start..end)
}

/// A text in units of a wanted width: borrowed when it has them, widened otherwise.
pub struct Widened<'a, T: Unit> {
    borrowed: Option<&'a [T]>,
    owned: Buf<'a, T>,
}

impl<'a, T: Unit> Widened<'a, T> {
    /// The text in the wanted width; `None` when it is wider.
    pub fn new(thread: &'a Thread, text: &'a Str) -> Result<Option<Widened<'a, T>>> {
        let owned = Buf::new(thread.heap());
        if let Some(same) = T::of(text.data()) {
            return Ok(Some(Widened {
                borrowed: Some(same),
                owned,
            }));
        }
        let mut widened = Widened {
            borrowed: None,
            owned,
        };
        widened.owned.reserve(text.len())?;
        for point in text.code_points() {
            match T::narrow(point) {
                Some(unit) => widened.owned.push(unit)?,
                None => return Ok(None),
            }
        }
        Ok(Some(widened))
    }
}

impl<T: Unit> Deref for Widened<'_, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        self.borrowed.unwrap_or(&self.owned)
    }
}

/// Runs the body with a text's units and a second text's units in the same width, or answers `$none` when the second has a
/// character that the first can't have.
#[macro_export]
macro_rules! same_width {
    ($thread:expr, $hay:expr, $needle:expr, |$h:ident, $n:ident| $body:expr, else $none:expr) => {
        match $hay.data() {
            $crate::str::Data::One($h) => match $needle.data() {
                $crate::str::Data::One($n) => $body,
                _ => $none,
            },
            $crate::str::Data::Two($h) => {
                match $crate::str::args::Widened::<u16>::new($thread, $needle)? {
                    Some(n) => {
                        let $n: &[u16] = &n;
                        $body
                    }
                    None => $none,
                }
            }
            $crate::str::Data::Four($h) => {
                match $crate::str::args::Widened::<u32>::new($thread, $needle)? {
                    Some(n) => {
                        let $n: &[u32] = &n;
                        $body
                    }
                    None => $none,
                }
            }
        }
    };
}

/// Whether the code points of a text at `at` are those of another.
pub fn matches_at(text: &Str, at: usize, other: &Str) -> bool {
    let Some(end) = at.checked_add(other.len()).filter(|&end| end <= text.len()) else {
        return false;
    };
    match (text.data(), other.data()) {
        (Data::One(a), Data::One(b)) => a[at..end] == *b,
        (Data::Two(a), Data::Two(b)) => a[at..end] == *b,
        (Data::Four(a), Data::Four(b)) => a[at..end] == *b,
        _ => (0..other.len()).all(|i| text.char_at(at + i) == other.char_at(i)),
    }
}

/// A slice brought into a length: `count` places from `start` on, `step` apart.
#[derive(Clone, Copy, Debug)]
pub struct Slice {
    pub start: usize,
    pub step: isize,
    pub count: usize,
}

impl Slice {
    /// The slice that a subscript asks for; `None` when it isn't a slice.
    #[inline]
    pub fn of(thread: &Thread, key: &Object, len: usize) -> Result<Option<Slice>> {
        if !key.is_exactly(Builtin::Slice) {
            return Ok(None);
        }
        let it = crate::slice::slice_indices(thread, key, len)?;
        Ok(Some(Slice {
            start: it.start.max(0) as usize,
            step: it.step,
            count: it.count,
        }))
    }

    /// The places, in order.
    pub fn indices(self) -> impl Iterator<Item = usize> {
        (0..self.count).map(move |i| (self.start as isize + i as isize * self.step) as usize)
    }
}
