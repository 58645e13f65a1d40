//! Methods that cut bytes apart and put them together.

use super::args::{Flavor, data, view, view_opt};
use super::layout::Bytes;
use crate::list::List;
use crate::protocol::{Signature, as_isize, check_arity, is_true, to_list};
use crate::str::search;
use crate::tuple::Tuple;
use object::{Args, Buf, Builtin, Object, Ref, Result, Thread};

/// 3.13 makes room for this many parts before it lets the list grow.
const PREALLOCATED: usize = 12;

/// ASCII white space, as C's `isspace`.
pub fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | 9..=13)
}

fn split_args<'a>(
    thread: &Thread,
    args: &Args<'a>,
    function: &'static str,
) -> Result<(Option<&'a Object>, usize)> {
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
    let sep = bound
        .get(0)
        .filter(|sep| !sep.is_exactly(Builtin::NoneType));
    Ok((sep, usize::try_from(most).unwrap_or(usize::MAX)))
}

/// Where the parts are, in order.
type Cuts<'t> = Buf<'t, (usize, usize)>;

fn finish<F: Flavor>(
    thread: &Thread,
    object: &Object,
    cuts: &Cuts<'_>,
    most: usize,
) -> Result<Ref> {
    let list = List::with_room(thread, most.saturating_add(1).min(PREALLOCATED))?;
    for &(from, to) in &**cuts {
        list.push(thread, F::part(thread, object, from, to)?)?;
    }
    Ok(list.into_object())
}

pub fn split<F: Flavor>(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (sep, most) = split_args(thread, &args, "split")?;
    let mut cuts = Buf::new(thread.heap());
    match sep {
        None => cut_space(data(object), most, &mut cuts)?,
        Some(sep) => {
            let sep = view(thread, sep)?;
            if sep.bytes().is_empty() {
                return Err(thread.value_error(format_args!("empty separator")));
            }
            let bytes = data(object);
            let mut from = 0;
            while cuts.len() < most
                && let Some(step) = search::find(&bytes[from..], sep.bytes())
            {
                cuts.push((from, from + step))?;
                from += step + sep.bytes().len();
            }
            cuts.push((from, bytes.len()))?;
        }
    }
    finish::<F>(thread, object, &cuts, most)
}

fn cut_space(bytes: &[u8], most: usize, cuts: &mut Cuts<'_>) -> Result<()> {
    let skip = |from: usize| {
        bytes[from..]
            .iter()
            .position(|&b| !is_space(b))
            .map(|n| from + n)
    };
    let mut at = skip(0);
    while let Some(start) = at {
        if cuts.len() == most {
            return cuts.push((start, bytes.len()));
        }
        let end = bytes[start..]
            .iter()
            .position(|&b| is_space(b))
            .map_or(bytes.len(), |n| start + n);
        cuts.push((start, end))?;
        at = skip(end);
    }
    Ok(())
}

pub fn rsplit<F: Flavor>(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (sep, most) = split_args(thread, &args, "rsplit")?;
    let mut cuts = Buf::new(thread.heap());
    match sep {
        None => rcut_space(data(object), most, &mut cuts)?,
        Some(sep) => {
            let sep = view(thread, sep)?;
            if sep.bytes().is_empty() {
                return Err(thread.value_error(format_args!("empty separator")));
            }
            let bytes = data(object);
            let mut to = bytes.len();
            while cuts.len() < most
                && let Some(at) = search::rfind(&bytes[..to], sep.bytes())
            {
                cuts.push((at + sep.bytes().len(), to))?;
                to = at;
            }
            cuts.push((0, to))?;
        }
    }
    cuts.reverse();
    finish::<F>(thread, object, &cuts, most)
}

fn rcut_space(bytes: &[u8], most: usize, cuts: &mut Cuts<'_>) -> Result<()> {
    let skip = |to: usize| {
        bytes[..to]
            .iter()
            .rposition(|&b| !is_space(b))
            .map(|n| n + 1)
    };
    let mut at = skip(bytes.len());
    while let Some(end) = at {
        if cuts.len() == most {
            return cuts.push((0, end));
        }
        let start = bytes[..end]
            .iter()
            .rposition(|&b| is_space(b))
            .map_or(0, |n| n + 1);
        cuts.push((start, end))?;
        at = skip(start);
    }
    Ok(())
}

pub fn splitlines<F: Flavor>(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
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
    let mut from = 0;
    while from < data(object).len() {
        let bytes = data(object);
        let line = bytes[from..].iter().position(|&b| b == b'\n' || b == b'\r');
        let end = line.map_or(bytes.len(), |n| from + n);
        let mut next = (end + 1).min(bytes.len());
        if bytes[end..].starts_with(b"\r\n") {
            next += 1;
        }
        list.push(
            thread,
            F::part(thread, object, from, if keep { next } else { end })?,
        )?;
        from = next;
    }
    Ok(list.into_object())
}

fn strip<F: Flavor>(
    thread: &Thread,
    object: &Object,
    args: &[Ref],
    name: &str,
    left: bool,
    right: bool,
) -> Result<Ref> {
    check_arity(thread, name, args.len(), 0, 1)?;
    let set = match args.first() {
        Some(set) if !set.is_exactly(Builtin::NoneType) => Some(view(thread, set)?),
        _ => None,
    };
    let bytes = data(object);
    let goes = |byte: u8| match &set {
        None => is_space(byte),
        Some(set) => set.bytes().contains(&byte),
    };
    let (mut from, mut to) = (0, bytes.len());
    if left {
        from = bytes.iter().position(|&b| !goes(b)).unwrap_or(to);
    }
    if right {
        to = bytes[from..]
            .iter()
            .rposition(|&b| !goes(b))
            .map_or(from, |n| from + n + 1);
    }
    F::part(thread, object, from, to)
}

pub fn strip_both<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    strip::<F>(thread, object, args, "strip", true, true)
}

pub fn lstrip<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    strip::<F>(thread, object, args, "lstrip", true, false)
}

pub fn rstrip<F: Flavor>(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    strip::<F>(thread, object, args, "rstrip", false, true)
}

pub fn join<F: Flavor>(thread: &Thread, object: &Object, iterable: &Object) -> Result<Ref> {
    if let Some(tuple) = iterable.downcast::<Tuple>() {
        return join_items::<F>(thread, object, tuple.items().len(), |i| {
            tuple.items().get(i).cloned()
        });
    }
    if let Some(list) = iterable.downcast::<List>() {
        return join_items::<F>(thread, object, list.len(), |i| list.get(i));
    }
    let iterator = crate::protocol::iter_or(thread, iterable, "can only join an iterable")?;
    let list = to_list(thread, &iterator)?;
    join_items::<F>(thread, object, list.len(), |i| list.get(i))
}

fn join_items<F: Flavor>(
    thread: &Thread,
    object: &Object,
    n: usize,
    item: impl Fn(usize) -> Option<Ref>,
) -> Result<Ref> {
    if n == 1
        && F::NAME == "bytes"
        && let Some(only) = item(0).filter(|i| i.is_exactly(Builtin::Bytes))
    {
        return Ok(only);
    }
    let mut len = data(object).len() * n;
    for i in 0..n {
        len += item(i)
            .and_then(|it| it.downcast::<Bytes>().map(Bytes::len))
            .unwrap_or(0);
    }
    let mut out = Buf::with_capacity(thread.heap(), len)?;
    for i in 0..n {
        let Some(item) = item(i) else { break };
        if i > 0 {
            out.extend(data(object))?;
        }
        match view_opt(thread, &item)? {
            Some(view) => out.extend(view.bytes())?,
            None => {
                return Err(thread.type_error(format_args!(
                    "sequence item {i}: expected a bytes-like object, {} found",
                    item.ty().name()
                )));
            }
        }
    }
    F::make_own(thread, &out)
}
