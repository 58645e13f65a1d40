//! Methods that look for bytes: find, count, startswith, replace, partition and their kin.

use super::args::{Flavor, What, data, view, what};
use crate::int::Int;
use crate::protocol::{as_isize, check_arity};
use crate::str::args::{bounds, clip_range};
use crate::str::search;
use crate::tuple::Tuple;
use object::{Buf, Builtin, Object, Ref, Result, Thread};
use std::ops::Range;

/// Arguments `(sub[, start[, end]])`: what is looked for, and where in the bytes as they are afterwards.
fn search_args<'a>(
    thread: &Thread,
    object: &Object,
    args: &'a [Ref],
    name: &str,
) -> Result<(What<'a>, Option<Range<usize>>)> {
    check_arity(thread, name, args.len(), 1, 3)?;
    let given = bounds(thread, args.get(1).map(|r| &**r), args.get(2).map(|r| &**r))?;
    let sub = what(thread, &args[0])?;
    Ok((sub, clip_range(given, data(object).len())))
}

fn position(
    thread: &Thread,
    object: &Object,
    args: &[Ref],
    name: &str,
    last: bool,
) -> Result<Option<usize>> {
    let (sub, range) = search_args(thread, object, args, name)?;
    let Some(range) = range else { return Ok(None) };
    let hay = &data(object)[range.clone()];
    let at = if last {
        search::rfind(hay, sub.bytes())
    } else {
        search::find(hay, sub.bytes())
    };
    Ok(at.map(|at| at + range.start))
}

fn or_minus_one(thread: &Thread, at: Option<usize>) -> Result<Ref> {
    Int::new(thread, at.map_or(-1, |at| at as isize))
}

fn or_error(thread: &Thread, at: Option<usize>) -> Result<Ref> {
    match at {
        Some(at) => Int::from_usize(thread, at),
        None => Err(thread.value_error(format_args!("subsection not found"))),
    }
}

pub fn find(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    or_minus_one(thread, position(thread, object, args, "find", false)?)
}

pub fn rfind(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    or_minus_one(thread, position(thread, object, args, "rfind", true)?)
}

pub fn index(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    or_error(thread, position(thread, object, args, "index", false)?)
}

pub fn rindex(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    or_error(thread, position(thread, object, args, "rindex", true)?)
}

pub fn count(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let (sub, range) = search_args(thread, object, args, "count")?;
    let n = range.map_or(0, |range| {
        search::count(&data(object)[range], sub.bytes(), usize::MAX)
    });
    Int::from_usize(thread, n)
}

/// `item in bytes`.
pub fn contains(thread: &Thread, object: &Object, item: &Object) -> Result<bool> {
    if item.downcast::<Int>().is_some() || item.ty().number().index.is_some() {
        let byte = super::args::byte_value(thread, item)?;
        return Ok(search::find_unit(data(object), byte).is_some());
    }
    let sub = view(thread, item)?;
    Ok(search::find(data(object), sub.bytes()).is_some())
}

fn affix(thread: &Thread, object: &Object, args: &[Ref], name: &str, at_end: bool) -> Result<Ref> {
    check_arity(thread, name, args.len(), 1, 3)?;
    let given = bounds(thread, args.get(1).map(|r| &**r), args.get(2).map(|r| &**r))?;
    let test = |what: &Object| -> Result<bool> {
        let what = view(thread, what)?;
        let bytes = data(object);
        let within = clip_range(given, bytes.len()).map(|range| &bytes[range]);
        Ok(within.is_some_and(|within| match at_end {
            true => within.ends_with(what.bytes()),
            false => within.starts_with(what.bytes()),
        }))
    };
    if let Some(choices) = args[0].downcast::<Tuple>() {
        for choice in choices.items() {
            if test(choice)? {
                return Ok(thread.heap().bool(true));
            }
        }
        return Ok(thread.heap().bool(false));
    }
    match test(&args[0]) {
        Ok(answer) => Ok(thread.heap().bool(answer)),
        Err(_) => {
            thread.swallow(Builtin::TypeError)?;
            Err(thread.type_error(format_args!(
                "{name} first arg must be bytes or a tuple of bytes, not {}",
                args[0].ty().name()
            )))
        }
    }
}

pub fn startswith(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    affix(thread, object, args, "startswith", false)
}

pub fn endswith(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    affix(thread, object, args, "endswith", true)
}

pub fn removeprefix<F: Flavor>(thread: &Thread, object: &Object, prefix: &Object) -> Result<Ref> {
    let prefix = view(thread, prefix)?;
    let from = if data(object).starts_with(prefix.bytes()) {
        prefix.bytes().len()
    } else {
        0
    };
    F::part(thread, object, from, data(object).len())
}

pub fn removesuffix<F: Flavor>(thread: &Thread, object: &Object, suffix: &Object) -> Result<Ref> {
    let suffix = view(thread, suffix)?;
    let len = data(object).len();
    let cut = if data(object).ends_with(suffix.bytes()) {
        suffix.bytes().len()
    } else {
        0
    };
    F::part(thread, object, 0, len - cut)
}

fn parts<F: Flavor>(thread: &Thread, object: &Object, by: &Object, last: bool) -> Result<Ref> {
    let sep = view(thread, by)?;
    if sep.bytes().is_empty() {
        return Err(thread.value_error(format_args!("empty separator")));
    }
    let bytes = data(object);
    let at = if last {
        search::rfind(bytes, sep.bytes())
    } else {
        search::find(bytes, sep.bytes())
    };
    let items = match at {
        Some(at) => {
            let head = F::make(thread, &bytes[..at])?;
            let middle = match F::NAME {
                "bytes" => by.to_ref(),
                _ => F::make(thread, sep.bytes())?,
            };
            [
                head,
                middle,
                F::make(thread, &data(object)[at + sep.bytes().len()..])?,
            ]
        }
        None => {
            let whole = F::part(thread, object, 0, bytes.len())?;
            let (a, b) = (F::make(thread, &[])?, F::make(thread, &[])?);
            if last { [a, b, whole] } else { [whole, a, b] }
        }
    };
    Ok(Tuple::from_array(thread, items)?.into_object())
}

pub fn partition<F: Flavor>(thread: &Thread, object: &Object, by: &Object) -> Result<Ref> {
    parts::<F>(thread, object, by, false)
}

pub fn rpartition<F: Flavor>(thread: &Thread, object: &Object, by: &Object) -> Result<Ref> {
    parts::<F>(thread, object, by, true)
}

pub fn replace<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "replace", args.len(), 2, 3)?;
    let old = view(thread, &args[0])?;
    let new = view(thread, &args[1])?;
    let count = match args.get(2) {
        Some(count) => as_isize(thread, count, Builtin::OverflowError)?,
        None => -1,
    };
    let most = usize::try_from(count).unwrap_or(usize::MAX);
    let (old, new, bytes) = (old.bytes(), new.bytes(), data(object));
    let n = if most == 0 {
        0
    } else {
        search::count(bytes, old, most)
    };
    if n == 0 || old == new {
        return F::part(thread, object, 0, bytes.len());
    }
    let Some(grown) = new
        .len()
        .checked_mul(n)
        .filter(|n| n + bytes.len() < isize::MAX as usize)
    else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("replace bytes is too long"),
        ));
    };
    let mut out = Buf::with_capacity(thread.heap(), bytes.len() + grown - old.len() * n)?;
    let mut from = 0;
    for i in 0..n {
        let at = match old.is_empty() {
            true => from + usize::from(i > 0),
            false => from + search::find(&bytes[from..], old).unwrap_or(0),
        };
        out.extend(&bytes[from..at])?;
        out.extend(new)?;
        from = at + old.len();
    }
    out.extend(&bytes[from..])?;
    F::make_own(thread, &out)
}
