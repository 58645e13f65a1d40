//! `list.sort`: stable, adaptive merge sort with the same comparisons in the same order as 3.13 makes them.
//!
//! - `runs.rs`: finding runs, making short ones longer, which runs are merged when (powersort);
//! - `merge.rs`: merging two neighbours, galloping;
//! - `compare.rs`: how two keys are compared; `layout.rs`: what is moved.
//!
//! While the sort runs the list is empty, so that Python code called by a comparison can't disturb it; if it changed the
//! list all the same, `ValueError` says so in the end.

#[forbid(unsafe_code)]
mod compare;
mod layout;
#[forbid(unsafe_code)]
mod merge;
#[forbid(unsafe_code)]
mod runs;

#[cfg(test)]
mod tests;

use super::{Detached, List};
use crate::protocol::Signature;
use layout::{Entry, Item, Keyed, rearrange};
use object::{Args, Buf, Builtin, Object, Ref, Result, Thread};

/// The arguments of `list.sort` and `sorted`: key function and direction.
pub fn arguments<'a>(thread: &Thread, args: &Args<'a>) -> Result<(Option<&'a Object>, bool)> {
    const SIGNATURE: Signature<2> = Signature {
        function: "sort",
        names: ["key", "reverse"],
        required: 0,
        positional: 0,
    };
    if !args.positional().is_empty() {
        return Err(thread.type_error(format_args!("sort() takes no positional arguments")));
    }
    let bound = SIGNATURE.bind(thread, args)?;
    let reverse = match bound.get(1) {
        Some(flag) => crate::is_true(thread, flag)?,
        None => false,
    };
    Ok((
        bound.get(0).filter(|k| !k.is_exactly(Builtin::NoneType)),
        reverse,
    ))
}

/// Sorts in place: stable, by `key` if there is one, descending with `reverse`.
pub fn sort(thread: &Thread, list: &List, key: Option<&Object>, reverse: bool) -> Result<()> {
    let mut items = list.detach();
    list.mark_sorting();
    let outcome = match key {
        None => by_items(thread, &mut items, reverse),
        Some(key) => by_keys(thread, &mut items, key, reverse),
    };
    let outcome = match outcome {
        Ok(()) if list.allocated() != -1 => {
            Err(thread.value_error(format_args!("list modified during sort")))
        }
        outcome => outcome,
    };
    // What the list was given in the meantime goes last.
    drop(list.reattach(items));
    outcome
}

fn by_items(thread: &Thread, items: &mut Detached<'_>, reverse: bool) -> Result<()> {
    arrange(thread, Item::all(items.as_mut_slice()), reverse)
}

fn by_keys(thread: &Thread, items: &mut Detached<'_>, key: &Object, reverse: bool) -> Result<()> {
    let items = items.as_mut_slice();
    // 3.13 keeps the keys of a short list on its stack, and no places.
    let told = 8 * items.len() * usize::from(items.len() >= merge::STACK / 2);
    let mut entries = Buf::with_told(thread.heap(), items.len(), told)?;
    if let Err(raised) = compute_keys(thread, items, key, &mut entries) {
        for entry in entries.iter().rev() {
            entry.drop_key();
        }
        return Err(raised);
    }
    let outcome = arrange(thread, &mut entries, reverse);
    rearrange(items, &mut entries);
    // 3.13 drops the keys in the order in which they were sorted, before a reversed list is turned round.
    if reverse {
        entries.reverse();
    }
    for entry in entries.iter() {
        entry.drop_key();
    }
    outcome
}

fn compute_keys(
    thread: &Thread,
    items: &[Ref],
    key: &Object,
    entries: &mut Buf<'_, Keyed>,
) -> Result<()> {
    for (place, item) in items.iter().enumerate() {
        let Ok(place) = u32::try_from(place) else {
            return Err(thread.no_memory());
        };
        let key = crate::call_one(thread, key, item)?;
        entries.push(Keyed::new(place, key))?;
    }
    Ok(())
}

/// Sorts the entries. When a comparison raises they are some permutation of what they were.
fn arrange<E: Entry>(thread: &Thread, entries: &mut [E], reverse: bool) -> Result<()> {
    if entries.len() < 2 {
        return Ok(());
    }
    let kind = compare::choose(entries.iter().map(Entry::key));
    // Reversing before and after keeps equal items in their order.
    if reverse {
        entries.reverse();
    }
    let outcome = dispatch(thread, kind, entries);
    if reverse {
        entries.reverse();
    }
    outcome
}

/// One copy of the sort for each way to compare, so that the comparison is inlined.
fn dispatch<E: Entry>(thread: &Thread, kind: compare::Kind, entries: &mut [E]) -> Result<()> {
    use compare::{Kind, less};
    macro_rules! run {
        ($kind:expr) => {
            runs::sort(thread, entries, |a: &E, b: &E| {
                less(thread, $kind, a.key(), b.key())
            })
        };
    }
    match kind {
        Kind::Text => run!(Kind::Text),
        Kind::Word => run!(Kind::Word),
        Kind::Float => run!(Kind::Float),
        other => run!(other),
    }
}
