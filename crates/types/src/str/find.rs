//! Methods that look for text: find, index, count, startswith, partition, replace and their kin.

use super::args::{bounds, clip_range, matches_at, only_text_arg, text_arg};
use super::layout::{Fresh, Str};
use super::{Builder, empty, search, spec::this};
use crate::int::Int;
use crate::protocol::{Signature, as_isize, check_arity};
use crate::same_width;
use crate::tuple::Tuple;
use crate::with_units;
use object::{Args, Buf, Builtin, Object, Ref, Result, Thread};
use std::ops::Range;

/// First position of a text within a range of another.
pub fn find_in(
    thread: &Thread,
    text: &Str,
    range: Range<usize>,
    what: &Str,
) -> Result<Option<usize>> {
    let start = range.start;
    let found = same_width!(thread, text, what, |h, n| search::find(&h[range], n), else None);
    Ok(found.map(|at| at + start))
}

/// Last position of a text within a range of another.
pub fn rfind_in(
    thread: &Thread,
    text: &Str,
    range: Range<usize>,
    what: &Str,
) -> Result<Option<usize>> {
    let start = range.start;
    let found = same_width!(thread, text, what, |h, n| search::rfind(&h[range], n), else None);
    Ok(found.map(|at| at + start))
}

/// `item in text`.
pub(super) fn contains(thread: &Thread, object: &Object, item: &Object) -> Result<bool> {
    let text = this(thread, object)?;
    let Some(what) = item.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "'in <string>' requires string as left operand, not {}",
            item.ty().name()
        )));
    };
    Ok(find_in(thread, text, 0..text.len(), what)?.is_some())
}

/// Arguments `(sub[, start[, end]])`: the text looked for, and where; no range when nothing can be found.
fn search_args<'a>(
    thread: &Thread,
    text: &Str,
    args: &'a [Ref],
    function: &str,
) -> Result<(&'a Str, Option<Range<usize>>)> {
    check_arity(thread, function, args.len(), 1, 3)?;
    let what = text_arg(thread, &args[0], function, 1)?;
    let given = bounds(thread, args.get(1).map(|r| &**r), args.get(2).map(|r| &**r))?;
    Ok((what, clip_range(given, text.len())))
}

fn position(
    thread: &Thread,
    object: &Object,
    args: &[Ref],
    name: &str,
    last: bool,
) -> Result<Option<usize>> {
    let text = this(thread, object)?;
    let (what, range) = search_args(thread, text, args, name)?;
    match range {
        None => Ok(None),
        Some(range) if last => rfind_in(thread, text, range, what),
        Some(range) => find_in(thread, text, range, what),
    }
}

fn position_or_minus_one(thread: &Thread, at: Option<usize>) -> Result<Ref> {
    Int::new(thread, at.map_or(-1, |at| at as isize))
}

fn position_or_error(thread: &Thread, at: Option<usize>) -> Result<Ref> {
    match at {
        Some(at) => Int::from_usize(thread, at),
        None => Err(thread.value_error(format_args!("substring not found"))),
    }
}

pub(super) fn find(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    position_or_minus_one(thread, position(thread, object, args, "find", false)?)
}

pub(super) fn rfind(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    position_or_minus_one(thread, position(thread, object, args, "rfind", true)?)
}

pub(super) fn index(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    position_or_error(thread, position(thread, object, args, "index", false)?)
}

pub(super) fn rindex(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    position_or_error(thread, position(thread, object, args, "rindex", true)?)
}

pub(super) fn count(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let text = this(thread, object)?;
    let (what, range) = search_args(thread, text, args, "count")?;
    let Some(range) = range else {
        return Int::new(thread, 0);
    };
    let n = same_width!(thread, text, what, |h, n| search::count(&h[range], n, usize::MAX), else 0);
    Int::from_usize(thread, n)
}

/// `startswith` and `endswith`: a text or a tuple of texts.
fn affix(thread: &Thread, object: &Object, args: &[Ref], name: &str, at_end: bool) -> Result<Ref> {
    check_arity(thread, name, args.len(), 1, 3)?;
    let text = this(thread, object)?;
    let given = bounds(thread, args.get(1).map(|r| &**r), args.get(2).map(|r| &**r))?;
    let range = clip_range(given, text.len());
    let test = |what: &Str| match &range {
        Some(range) if what.len() <= range.len() => matches_at(
            text,
            if at_end {
                range.end - what.len()
            } else {
                range.start
            },
            what,
        ),
        _ => false,
    };
    if let Some(choices) = args[0].downcast::<Tuple>() {
        for choice in choices.items() {
            let Some(what) = choice.downcast::<Str>() else {
                return Err(thread.type_error(format_args!(
                    "tuple for {name} must only contain str, not {}",
                    choice.ty().name()
                )));
            };
            if test(what) {
                return Ok(thread.heap().bool(true));
            }
        }
        return Ok(thread.heap().bool(false));
    }
    match args[0].downcast::<Str>() {
        Some(what) => Ok(thread.heap().bool(test(what))),
        None => Err(thread.type_error(format_args!(
            "{name} first arg must be str or a tuple of str, not {}",
            args[0].ty().name()
        ))),
    }
}

pub(super) fn startswith(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    affix(thread, object, args, "startswith", false)
}

pub(super) fn endswith(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    affix(thread, object, args, "endswith", true)
}

pub(super) fn removeprefix(thread: &Thread, object: &Object, prefix: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let prefix = only_text_arg(thread, prefix, "removeprefix")?;
    let from = if matches_at(text, 0, prefix) {
        prefix.len()
    } else {
        0
    };
    Ok(text.substring(thread, from, text.len())?.into_object())
}

pub(super) fn removesuffix(thread: &Thread, object: &Object, suffix: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let suffix = only_text_arg(thread, suffix, "removesuffix")?;
    let kept = text.len().wrapping_sub(suffix.len());
    let to = if kept <= text.len() && matches_at(text, kept, suffix) {
        kept
    } else {
        text.len()
    };
    Ok(text.substring(thread, 0, to)?.into_object())
}

fn separator<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Str> {
    match object.downcast::<Str>() {
        None => Err(thread.type_error(format_args!("must be str, not {}", object.ty().name()))),
        Some(text) if text.is_empty() => Err(thread.value_error(format_args!("empty separator"))),
        Some(text) => Ok(text),
    }
}

fn three_parts(thread: &Thread, text: &Str, by: &Str, at: usize) -> Result<Ref> {
    let head = text.substring(thread, 0, at)?.into_object();
    let tail = text
        .substring(thread, at + by.len(), text.len())?
        .into_object();
    let by = by.as_object().to_ref();
    Ok(Tuple::from_array(thread, [head, by, tail])?.into_object())
}

pub(super) fn partition(thread: &Thread, object: &Object, by: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let by = separator(thread, by)?;
    if let Some(at) = find_in(thread, text, 0..text.len(), by)? {
        return three_parts(thread, text, by, at);
    }
    let whole = text.substring(thread, 0, text.len())?.into_object();
    let none = || empty(thread).into_object();
    Ok(Tuple::from_array(thread, [whole, none(), none()])?.into_object())
}

pub(super) fn rpartition(thread: &Thread, object: &Object, by: &Object) -> Result<Ref> {
    let text = this(thread, object)?;
    let by = separator(thread, by)?;
    if let Some(at) = rfind_in(thread, text, 0..text.len(), by)? {
        return three_parts(thread, text, by, at);
    }
    let whole = text.substring(thread, 0, text.len())?.into_object();
    let none = || empty(thread).into_object();
    Ok(Tuple::from_array(thread, [none(), none(), whole])?.into_object())
}

const REPLACE: Signature<3> = Signature {
    function: "replace",
    names: ["", "", "count"],
    required: 2,
    positional: 3,
};

pub(super) fn replace_method(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let bound = REPLACE.bind(thread, &args)?;
    let [Some(old), Some(new), count] = bound.0 else {
        return Err(thread.system_error(format_args!("replace() without arguments")));
    };
    let old = text_arg(thread, old, "replace", 1)?;
    let new = text_arg(thread, new, "replace", 2)?;
    let count = match count {
        Some(count) => as_isize(thread, count, Builtin::OverflowError)?,
        None => -1,
    };
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    Ok(replace(thread, this(thread, object)?, old, new, most)?.into_object())
}

/// The text with up to `most` occurrences of `old` replaced.
pub fn replace(thread: &Thread, text: &Str, old: &Str, new: &Str, most: usize) -> Result<Ref<Str>> {
    let unchanged = || text.substring(thread, 0, text.len());
    if most == 0 || old.equals(new) {
        return unchanged();
    }
    let mut places = Buf::new(thread.heap());
    if old.is_empty() {
        for at in 0..=text.len().min(most - 1) {
            places.push(at)?;
        }
    } else {
        same_width!(thread, text, old, |h, n| {
            let mut from = 0;
            while places.len() < most && let Some(step) = search::find(&h[from..], n) {
                places.push(from + step)?;
                from += step + n.len();
            }
        }, else ());
    }
    if places.is_empty() {
        return unchanged();
    }
    // The only wide characters may be among those replaced: then the width has to be found out anew.
    if text.max_class() > new.max_class()
        && text.max_class() == old.max_class()
        && old.max_class() > 0x7F
    {
        return rebuild(thread, text, &places, old.len(), new);
    }
    let grown = new
        .len()
        .checked_mul(places.len())
        .and_then(|n| n.checked_add(text.len()));
    let Some(len) = grown
        .map(|n| n - old.len() * places.len())
        .filter(|&n| n < isize::MAX as usize)
    else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("replace string is too long"),
        ));
    };
    let mut fresh = Fresh::new(thread, len, text.max_class().max(new.max_class()))?;
    let mut from = 0;
    for &at in &*places {
        fresh.push_range(text, from, at);
        fresh.push(new);
        from = at + old.len();
    }
    fresh.push_range(text, from, text.len());
    Ok(fresh.finish_own(thread))
}

fn rebuild(
    thread: &Thread,
    text: &Str,
    places: &[usize],
    old: usize,
    new: &Str,
) -> Result<Ref<Str>> {
    let mut out = Builder::new(thread);
    let mut from = 0;
    for &at in places {
        out.push_range(text, from, at)?;
        out.push(new)?;
        from = at + old;
    }
    with_units!(text.data(), units => out.push_units(&units[from..]))?;
    out.finish_own()
}
