//! Methods that cut text apart and put it together: split, splitlines, strip, join.

use super::layout::{Str, Unit};
use super::unicode::{is_line_break, is_space};
use super::{join_refs, search, spec::this};
use crate::list::List;
use crate::protocol::{Signature, as_isize, check_arity, is_true, to_list};
use crate::same_width;
use crate::tuple::Tuple;
use crate::with_units;
use object::{Args, Builtin, Object, Ref, Result, Thread};

/// 3.13 makes room for this many parts before it lets the list grow.
const PREALLOCATED: usize = 12;

/// The list that the parts go to.
struct Parts<'a> {
    thread: &'a Thread,
    text: &'a Str,
    list: Ref<List>,
}

impl<'a> Parts<'a> {
    fn new(thread: &'a Thread, text: &'a Str, expected: usize) -> Result<Parts<'a>> {
        let list = List::with_room(thread, expected.saturating_add(1).min(PREALLOCATED))?;
        Ok(Parts { thread, text, list })
    }

    fn push(&mut self, from: usize, to: usize) -> Result<()> {
        let part = self.text.substring(self.thread, from, to)?;
        self.list.push(self.thread, part.into_object())
    }

    /// What is left when no more cuts are wanted: a copy even of the whole text.
    fn push_rest(&mut self, from: usize) -> Result<()> {
        if from > 0 {
            return self.push(from, self.text.len());
        }
        let copy = Str::from_units(self.thread, self.text.data())?;
        self.list.push(self.thread, copy.into_object())
    }

    fn reverse(self) -> Ref {
        let n = self.list.len();
        for i in 0..n / 2 {
            self.list.swap(i, n - 1 - i);
        }
        self.list.into_object()
    }
}

/// Separator and largest number of cuts.
fn split_args<'a>(
    thread: &Thread,
    args: &Args<'a>,
    function: &'static str,
) -> Result<(Option<&'a Str>, isize)> {
    let signature = Signature {
        function,
        names: ["sep", "maxsplit"],
        required: 0,
        positional: 2,
    };
    let bound = signature.bind(thread, args)?;
    let most = match bound.get(1) {
        Some(most) => as_isize(thread, most, Builtin::OverflowError)?,
        None => -1,
    };
    match bound.get(0) {
        Some(sep) if !sep.is_exactly(Builtin::NoneType) => match sep.downcast::<Str>() {
            Some(sep) => Ok((Some(sep), most)),
            None => {
                Err(thread.type_error(format_args!("must be str or None, not {}", sep.ty().name())))
            }
        },
        _ => Ok((None, most)),
    }
}

/// The largest number of cuts that the length allows, when none is given: what decides on the list's first room.
fn limit(text: &Str, by: Option<&Str>, most: isize) -> usize {
    let len = text.len() as isize;
    match (usize::try_from(most), by) {
        (Ok(most), _) => most,
        (Err(_), None) => ((len - 1) / 2 + 1) as usize,
        (Err(_), Some(by)) => text.len() / by.len().max(1) + 1,
    }
}

pub(super) fn split(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let text = this(thread, object)?;
    let (by, most) = split_args(thread, &args, "split")?;
    let most = limit(text, by, most);
    match by {
        None => with_units!(text.data(), units => split_space(thread, text, units, most)),
        Some(by) if by.is_empty() => Err(thread.value_error(format_args!("empty separator"))),
        Some(by) => split_by(thread, text, by, most),
    }
}

fn split_space<U: Unit>(thread: &Thread, text: &Str, units: &[U], most: usize) -> Result<Ref> {
    let mut parts = Parts::new(thread, text, most)?;
    let skip = |from: usize| {
        units[from..]
            .iter()
            .position(|&u| !is_space(u.into()))
            .map(|n| from + n)
    };
    let mut at = skip(0);
    while let Some(start) = at {
        if parts.list.len() == most {
            parts.push_rest(start)?;
            break;
        }
        let end = units[start..]
            .iter()
            .position(|&u| is_space(u.into()))
            .map_or(units.len(), |n| start + n);
        parts.push(start, end)?;
        at = skip(end);
    }
    Ok(parts.list.into_object())
}

/// The whole text alone, where it is too short or too narrow to hold the separator: a list with room for just that.
fn uncut(thread: &Thread, text: &Str, by: &Str) -> Result<Option<Ref>> {
    if text.len() >= by.len() && text.kind() >= by.kind() {
        return Ok(None);
    }
    let whole = text.substring(thread, 0, text.len())?.into_object();
    Ok(Some(List::from_slice(thread, &[whole])?.into_object()))
}

fn split_by(thread: &Thread, text: &Str, by: &Str, most: usize) -> Result<Ref> {
    if let Some(whole) = uncut(thread, text, by)? {
        return Ok(whole);
    }
    let mut parts = Parts::new(thread, text, most)?;
    let mut from = 0;
    same_width!(thread, text, by, |h, n| {
        let mut left = most;
        while left > 0 && let Some(step) = search::find(&h[from..], n) {
            parts.push(from, from + step)?;
            from += step + n.len();
            left -= 1;
        }
    }, else ());
    parts.push(from, text.len())?;
    Ok(parts.list.into_object())
}

pub(super) fn rsplit(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let text = this(thread, object)?;
    let (by, most) = split_args(thread, &args, "rsplit")?;
    let most = limit(text, by, most);
    match by {
        None => with_units!(text.data(), units => rsplit_space(thread, text, units, most)),
        Some(by) if by.is_empty() => Err(thread.value_error(format_args!("empty separator"))),
        Some(by) => rsplit_by(thread, text, by, most),
    }
}

fn rsplit_space<U: Unit>(thread: &Thread, text: &Str, units: &[U], most: usize) -> Result<Ref> {
    let mut parts = Parts::new(thread, text, most)?;
    let skip = |to: usize| {
        units[..to]
            .iter()
            .rposition(|&u| !is_space(u.into()))
            .map(|n| n + 1)
    };
    let mut at = skip(units.len());
    while let Some(end) = at {
        if parts.list.len() == most {
            parts.push(0, end)?;
            break;
        }
        let start = units[..end]
            .iter()
            .rposition(|&u| is_space(u.into()))
            .map_or(0, |n| n + 1);
        parts.push(start, end)?;
        at = skip(start);
    }
    Ok(parts.reverse())
}

fn rsplit_by(thread: &Thread, text: &Str, by: &Str, most: usize) -> Result<Ref> {
    if let Some(whole) = uncut(thread, text, by)? {
        return Ok(whole);
    }
    let mut parts = Parts::new(thread, text, most)?;
    let mut to = text.len();
    same_width!(thread, text, by, |h, n| {
        let mut left = most;
        while left > 0 && let Some(at) = search::rfind(&h[..to], n) {
            parts.push(at + n.len(), to)?;
            to = at;
            left -= 1;
        }
    }, else ());
    parts.push(0, to)?;
    Ok(parts.reverse())
}

pub(super) fn splitlines(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let text = this(thread, object)?;
    let signature = Signature {
        function: "splitlines",
        names: ["keepends"],
        required: 0,
        positional: 1,
    };
    let keep = match signature.bind(thread, &args)?.get(0) {
        Some(keep) => is_true(thread, keep)?,
        None => false,
    };
    let list = List::new(thread)?;
    let mut parts = Parts { thread, text, list };
    with_units!(text.data(), units => {
        let mut from = 0;
        while from < units.len() {
            let end = units[from..].iter().position(|&u| is_line_break(u.into())).map_or(units.len(), |n| from + n);
            let mut next = (end + 1).min(units.len());
            if end + 1 < units.len() && text.char_at(end) == 13 && text.char_at(end + 1) == 10 {
                next += 1;
            }
            parts.push(from, if keep { next } else { end })?;
            from = next;
        }
    });
    Ok(parts.list.into_object())
}

/// What is stripped: white space, or the characters of a text.
fn strip(
    thread: &Thread,
    object: &Object,
    args: &[Ref],
    name: &str,
    left: bool,
    right: bool,
) -> Result<Ref> {
    check_arity(thread, name, args.len(), 0, 1)?;
    let text = this(thread, object)?;
    let chars = match args.first() {
        Some(chars) if !chars.is_exactly(Builtin::NoneType) => match chars.downcast::<Str>() {
            Some(chars) => Some(chars),
            None => return Err(thread.type_error(format_args!("{name} arg must be None or str"))),
        },
        _ => None,
    };
    let goes = |point: u32| match chars {
        None => is_space(point),
        Some(chars) => chars.code_points().any(|p| p == point),
    };
    let (mut from, mut to) = (0, text.len());
    with_units!(text.data(), units => {
        if left {
            from = units.iter().position(|&u| !goes(u.into())).unwrap_or(to);
        }
        if right {
            to = units[from..].iter().rposition(|&u| !goes(u.into())).map_or(from, |n| from + n + 1);
        }
    });
    Ok(text.substring(thread, from, to)?.into_object())
}

pub(super) fn strip_both(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    strip(thread, object, args, "strip", true, true)
}

pub(super) fn lstrip(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    strip(thread, object, args, "lstrip", true, false)
}

pub(super) fn rstrip(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    strip(thread, object, args, "rstrip", false, true)
}

pub(super) fn join(thread: &Thread, object: &Object, iterable: &Object) -> Result<Ref> {
    let separator = this(thread, object)?;
    if let Some(list) = iterable.downcast::<List>() {
        // Joining runs no Python code, so the list stays as it is.
        return Ok(join_refs(thread, separator, list.peek())?.into_object());
    }
    if let Some(tuple) = iterable.downcast::<Tuple>() {
        return Ok(join_refs(thread, separator, tuple.items())?.into_object());
    }
    let iterator = crate::protocol::iter_or(thread, iterable, "can only join an iterable")?;
    let list = to_list(thread, &iterator)?;
    Ok(join_refs(thread, separator, list.peek())?.into_object())
}

/// One character to pad with.
pub(super) fn fill_char(thread: &Thread, object: Option<&Object>) -> Result<u32> {
    let Some(object) = object else {
        return Ok(u32::from(b' '));
    };
    match object.downcast::<Str>() {
        Some(text) if text.len() == 1 => Ok(text.char_at(0)),
        Some(_) => Err(thread.type_error(format_args!(
            "The fill character must be exactly one character long"
        ))),
        None => Err(thread.type_error(format_args!(
            "The fill character must be a unicode character, not {}",
            object.ty().name()
        ))),
    }
}
