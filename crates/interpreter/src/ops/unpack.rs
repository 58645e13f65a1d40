//! Unpacking assignments.

use crate::machine::{At, Flow, Operand};
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::{List, Tuple, protocol};

/// Whether the instruction hasn't run: cache word 0 says so. 3.13 takes the items of tuples and lists by an iterator the first
/// time that an instruction runs, and without one from then on.
#[inline(always)]
pub fn is_first(at: &At) -> bool {
    at.cache(0) == 0
}

#[inline(always)]
fn take_turn(at: &At, source: &Object) -> Result<()> {
    if is_first(at) {
        at.set_cache(0, 1);
        if source.is_exactly(Builtin::Tuple) || source.is_exactly(Builtin::List) {
            touch_iterator(at.thread())?;
        }
    }
    Ok(())
}

/// What making an iterator and dropping it does.
#[cold]
fn touch_iterator(thread: &Thread) -> Result<()> {
    thread.heap().hold_objects::<1>().map(drop)
}

/// Exactly `count` items, handed to `place` by index. Nothing is placed when the number is wrong.
fn exactly(
    at: &At,
    source: &Object,
    count: usize,
    mut place: impl FnMut(usize, Ref),
) -> Result<()> {
    let thread = at.thread();
    if source.is_exactly(Builtin::Tuple)
        && let Some(tuple) = source.downcast::<Tuple>()
    {
        check(thread, tuple.len(), count)?;
        (0..count).for_each(|i| place(i, tuple.items()[i].clone()));
        return Ok(());
    }
    if source.is_exactly(Builtin::List)
        && let Some(list) = source.downcast::<List>()
    {
        check(thread, list.len(), count)?;
        (0..count).for_each(|i| place(i, list.get(i).unwrap_or_else(|| at.vm.none())));
        return Ok(());
    }
    let iterator = iterator(thread, source)?;
    let mut items = Vec::with_capacity(count.min(64));
    while items.len() < count {
        match protocol::next(thread, &iterator)? {
            Some(item) => items.push(item),
            None => return Err(too_few(thread, items.len(), count)),
        }
    }
    if protocol::next(thread, &iterator)?.is_some() {
        return Err(too_many(thread, count));
    }
    items
        .into_iter()
        .enumerate()
        .for_each(|(i, item)| place(i, item));
    Ok(())
}

fn iterator(thread: &Thread, source: &Object) -> Result<Ref> {
    let ty = source.ty();
    if ty.slots().iter.is_none() && !protocol::is_sequence(source) {
        return Err(thread.type_error(format_args!(
            "cannot unpack non-iterable {} object",
            ty.name()
        )));
    }
    protocol::iter(thread, source)
}

fn check(thread: &Thread, have: usize, want: usize) -> Result<()> {
    if have != want {
        touch_iterator(thread)?;
    }
    match have.cmp(&want) {
        std::cmp::Ordering::Less => Err(too_few(thread, have, want)),
        std::cmp::Ordering::Equal => Ok(()),
        std::cmp::Ordering::Greater => Err(too_many(thread, want)),
    }
}

fn too_few(thread: &Thread, have: usize, want: usize) -> Raised {
    thread.value_error(format_args!(
        "not enough values to unpack (expected {want}, got {have})"
    ))
}

fn too_many(thread: &Thread, want: usize) -> Raised {
    thread.value_error(format_args!("too many values to unpack (expected {want})"))
}

/// The items of an exact tuple or list with exactly this many.
#[inline(always)]
fn items(source: &Object, count: usize) -> Option<&[Ref]> {
    let items = if source.is_exactly(Builtin::Tuple) {
        source.downcast::<Tuple>()?.items()
    } else if source.is_exactly(Builtin::List) {
        source.downcast::<List>()?.peek()
    } else {
        return None;
    };
    (items.len() == count).then_some(items)
}

/// Counts the items into a run of temporaries, first item last.
#[inline(always)]
fn spread(at: &At, source: &Object, first: usize, count: usize) -> bool {
    let Some(items) = items(source, count) else {
        return false;
    };
    for (i, item) in items.iter().enumerate() {
        at.put(first + count - 1 - i, item.clone());
    }
    true
}

pub fn sequence<A: Operand>(at: At) -> Flow {
    let source = A::own(&at, at.a());
    take_turn(&at, &source)?;
    let (first, count) = (at.b(), at.c());
    if !spread(&at, &source, first, count) {
        exactly(&at, &source, count, |i, item| {
            at.put(first + count - 1 - i, item)
        })?;
    }
    drop(source);
    at.next(1)
}

pub fn pair<A: Operand>(at: At) -> Flow {
    let source = A::own(&at, at.a());
    take_turn(&at, &source)?;
    let (first, second) = match items(&source, 2) {
        Some([first, second]) => (Some(first.clone()), Some(second.clone())),
        _ => {
            let mut items = [None, None];
            exactly(&at, &source, 2, |i, item| items[i] = Some(item))?;
            let [first, second] = items;
            (first, second)
        }
    };
    drop(source);
    at.slot(at.b()).set(first);
    at.slot(at.c()).set(second);
    at.next(1)
}

pub fn locals<A: Operand>(at: At) -> Flow {
    let source = A::own(&at, at.a());
    take_turn(&at, &source)?;
    let count = at.b();
    let mut taken = [None, None, None, None];
    match items(&source, count) {
        Some(items) => {
            for (place, item) in taken.iter_mut().zip(items) {
                *place = Some(item.clone());
            }
        }
        None => exactly(&at, &source, count, |i, item| taken[i & 3] = Some(item))?,
    }
    drop(source);
    let places = at.cache(1);
    for (i, item) in taken.into_iter().take(count).enumerate() {
        at.slot((places >> (16 * i)) as u16 as usize).set(item);
    }
    at.next(2)
}

/// `x, *y, z = a`.
pub fn extended(at: At) -> Flow {
    let source = at.take(at.a());
    let (before, after) = (at.c() & 0xff, at.c() >> 8);
    let thread = at.thread();
    let iterator = iterator(thread, &source)?;
    let mut head = Vec::with_capacity(before);
    while head.len() < before {
        match protocol::next(thread, &iterator)? {
            Some(item) => head.push(item),
            None => return Err(too_few_extended(thread, head.len(), before + after)),
        }
    }
    let list = protocol::to_list(thread, &iterator)?;
    if list.len() < after {
        return Err(too_few_extended(
            thread,
            before + list.len(),
            before + after,
        ));
    }
    // The list keeps the room that it was made with.
    let cut = |_| list.delete(list.len().checked_sub(1)?);
    let mut tail: Vec<Ref> = (0..after).filter_map(cut).collect();
    drop(source);
    let (first, total) = (at.b(), before + after + 1);
    let middle = list.into_object();
    let all = head
        .into_iter()
        .chain([middle])
        .chain(std::iter::from_fn(|| tail.pop()));
    for (i, item) in all.enumerate() {
        at.put(first + total - 1 - i, item);
    }
    at.next(0)
}

fn too_few_extended(thread: &Thread, have: usize, want: usize) -> Raised {
    thread.value_error(format_args!(
        "not enough values to unpack (expected at least {want}, got {have})"
    ))
}
