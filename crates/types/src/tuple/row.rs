//! What `tuple` and `list` have in common: searching, comparing, showing and slicing a row of references.
//!
//! Every comparison may run Python code that changes a list, so its items are taken one by one as counted handles and the
//! length is read again each time.

use super::Tuple;
use crate::list::List;
use crate::slice::{Indices, unpack};
use crate::str::{Builder, Str};
use object::{Builtin, CompareOp, Object, Ref, Result, Thread};
use std::ops::Deref;

/// A row of references.
pub(crate) trait Row {
    /// How an item is held while it is looked at: counted, where the row can change meanwhile.
    type Item<'a>: Deref<Target = Object>
    where
        Self: 'a;
    fn count(&self) -> usize;
    /// A handle on an item; `None` past the end.
    fn at(&self, index: usize) -> Option<Self::Item<'_>>;
    /// `repr` of an item as the row holds it.
    fn shown(thread: &Thread, item: Self::Item<'_>) -> Result<Ref<Str>>;
}

impl Row for Tuple {
    type Item<'a> = &'a Object;
    #[inline(always)]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline(always)]
    fn at(&self, index: usize) -> Option<&Object> {
        self.items().get(index).map(|item| &**item)
    }
    fn shown(thread: &Thread, item: &Object) -> Result<Ref<Str>> {
        crate::repr(thread, item)
    }
}

impl Row for List {
    type Item<'a> = Ref;
    #[inline(always)]
    fn count(&self) -> usize {
        self.len()
    }
    #[inline(always)]
    fn at(&self, index: usize) -> Option<Ref> {
        self.get(index)
    }
    fn shown(thread: &Thread, item: Ref) -> Result<Ref<Str>> {
        crate::repr_given(thread, item)
    }
}

/// The first item at or after `from` (and before `to`) that equals the value.
pub(crate) fn position(
    thread: &Thread,
    row: &impl Row,
    value: &Object,
    from: usize,
    to: usize,
) -> Result<Option<usize>> {
    let mut index = from;
    while index < to {
        let Some(item) = row.at(index) else { break };
        if crate::equal(thread, &item, value)? {
            return Ok(Some(index));
        }
        index += 1;
    }
    Ok(None)
}

/// How many items equal the value.
pub(crate) fn occurrences(thread: &Thread, row: &impl Row, value: &Object) -> Result<usize> {
    let (mut index, mut n) = (0, 0);
    while let Some(item) = row.at(index) {
        n += usize::from(crate::equal(thread, &item, value)?);
        index += 1;
    }
    Ok(n)
}

/// Lexicographic comparison by the first pair of items that differ, then by length.
pub(crate) fn compare(thread: &Thread, a: &impl Row, b: &impl Row, op: CompareOp) -> Result<Ref> {
    let mut index = 0;
    while let (Some(left), Some(right)) = (a.at(index), b.at(index)) {
        if !crate::equal(thread, &left, &right)? {
            // The comparison may have shortened one of them to where there is nothing to tell them apart.
            if index >= a.count() || index >= b.count() {
                break;
            }
            return match op {
                CompareOp::Eq => Ok(thread.heap().bool(false)),
                CompareOp::Ne => Ok(thread.heap().bool(true)),
                _ => crate::richcompare(thread, &left, &right, op),
            };
        }
        index += 1;
    }
    Ok(thread.heap().bool(op.holds(a.count().cmp(&b.count()))))
}

/// `open item, item close`; a row that contains itself shows as `open...close` inside.
pub(crate) fn repr<R: Row>(
    thread: &Thread,
    object: &Object,
    row: &R,
    [open, close]: [&str; 2],
    lone_comma: bool,
) -> Result<Ref> {
    let mut out = Builder::new(thread);
    out.push_str(open)?;
    if row.count() != 0 {
        let shown = crate::guard::once(thread, object, || {
            let mut index = 0;
            while let Some(item) = row.at(index) {
                if index > 0 {
                    out.push_str(", ")?;
                }
                let text = R::shown(thread, item)?;
                out.push(&text)?;
                index += 1;
            }
            if lone_comma && index == 1 {
                out.push_str(",")?;
            }
            Ok(())
        })?;
        if shown.is_none() {
            out.push_str("...")?;
        }
    }
    out.push_str(close)?;
    Ok(out.finish()?.into_object())
}

/// A slice before the length is known: start, stop, step, clamped to machine words.
#[derive(Clone, Copy)]
pub(crate) struct RawSpan(isize, isize, isize);

/// The items that a slice names: `start`, `start + step`, … , `count` of them.
#[derive(Clone, Copy)]
pub(crate) struct Span {
    pub start: usize,
    pub step: isize,
    pub count: usize,
}

impl RawSpan {
    /// Reads a slice object; may run `__index__`.
    pub fn of(thread: &Thread, slice: &Object) -> Result<RawSpan> {
        let (start, stop, step) = unpack(thread, slice)?;
        Ok(RawSpan(start, stop, step))
    }

    /// The span in a row of this length.
    pub fn adjust(self, len: usize) -> Span {
        let span = Indices::adjust(self.0, self.1, self.2, len);
        Span {
            start: span.start.max(0) as usize,
            step: span.step,
            count: span.count,
        }
    }
}

impl Span {
    /// The index of the n-th item.
    #[inline(always)]
    pub fn index(&self, n: usize) -> usize {
        self.start
            .wrapping_add_signed(self.step.wrapping_mul(n as isize))
    }
}

/// A slice bound, or a `start`/`stop` argument of `index` (which can't be `None`).
pub(crate) fn slice_index(thread: &Thread, value: &Object, none_allowed: bool) -> Result<isize> {
    if value.ty().number().index.is_none() {
        let none = if none_allowed { "None or " } else { "" };
        return Err(thread.type_error(format_args!(
            "slice indices must be integers or {none}have an __index__ method"
        )));
    }
    crate::as_isize_clamped(thread, value)
}

/// The arguments of `index(value, start=0, stop=sys.maxsize)`; the bounds count from the end when negative.
pub(crate) fn index_args<'a>(
    thread: &Thread,
    args: &'a [Ref],
    length: impl Fn() -> usize,
) -> Result<(&'a Object, usize, usize)> {
    crate::check_arity(thread, "index", args.len(), 1, 3)?;
    let start = args
        .get(1)
        .map_or(Ok(0), |v| slice_index(thread, v, false))?;
    let stop = args
        .get(2)
        .map_or(Ok(isize::MAX), |v| slice_index(thread, v, false))?;
    let from_end = |at: isize| match at < 0 {
        true => at.saturating_add(length() as isize).max(0) as usize,
        false => at as usize,
    };
    Ok((&args[0], from_end(start), from_end(stop)))
}

/// A subscript as a position in a row: negative ones count from the end. `None` when it isn't an index.
pub(crate) fn subscript_index(thread: &Thread, key: &Object) -> Result<Option<isize>> {
    if key.ty().number().index.is_none() {
        return Ok(None);
    }
    crate::as_isize(thread, key, Builtin::IndexError).map(Some)
}
