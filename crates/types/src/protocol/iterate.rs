//! Iteration from native code.

use super::{as_isize, call_special};
use crate::int::Int;
use crate::list::List;
use crate::state::names;
use crate::tuple::{Tuple, Unfinished};
use object::{Builtin, IterResult, Object, Ref, Result, Thread};

/// `iter(object)`.
pub fn iter(thread: &Thread, object: &Object) -> Result<Ref> {
    let ty = object.ty();
    if let Some(slot) = ty.slots().iter {
        let it = slot(thread, object)?;
        if it.ty().slots().iternext.is_none() {
            return Err(thread.type_error(format_args!(
                "iter() returned non-iterator of type '{}'",
                it.ty().name()
            )));
        }
        return Ok(it);
    }
    if is_sequence(object) {
        return crate::iterators::new_sequence_iterator(thread, object);
    }
    Err(thread.type_error(format_args!("'{}' object is not iterable", ty.name())))
}

/// Whether indexing by number is defined (`PySequence_Check`).
pub fn is_sequence(object: &Object) -> bool {
    !object.ty().flags().has(object::TypeFlags::DICT_SUBCLASS)
        && object.ty().number().item.is_some()
}

/// The next item, `None` at the end; a `StopIteration` raised by the iterator counts as the end.
#[inline]
pub fn next(thread: &Thread, iterator: &Object) -> IterResult {
    let Some(slot) = iterator.ty().slots().iternext else {
        return Err(thread.type_error(format_args!(
            "'{}' object is not an iterator",
            iterator.ty().name()
        )));
    };
    match slot(thread, iterator) {
        Err(_) => {
            thread.swallow(Builtin::StopIteration)?;
            Ok(None)
        }
        item => item,
    }
}

/// Calls `f` with every item of an iterable.
pub fn for_each(
    thread: &Thread,
    iterable: &Object,
    mut f: impl FnMut(Ref) -> Result<()>,
) -> Result<()> {
    let iterator = iter(thread, iterable)?;
    while let Some(item) = next(thread, &iterator)? {
        f(item)?;
    }
    Ok(())
}

/// An iterator of the object, or a `TypeError` with this text whichever `TypeError` came on the way.
pub fn iter_or(thread: &Thread, object: &Object, text: &str) -> Result<Ref> {
    iter(thread, object).or_else(|_| {
        thread.swallow(Builtin::TypeError)?;
        Err(thread.type_error(format_args!("{text}")))
    })
}

/// `operator.length_hint(object, default)`.
pub fn length_hint(thread: &Thread, object: &Object, default: usize) -> Result<usize> {
    if let Some(length) = object.ty().number().length {
        match length(thread, object) {
            Ok(length) => return Ok(length),
            Err(_) => thread.swallow(Builtin::TypeError)?,
        }
    }
    let hint = match call_special(thread, object, names(thread).__length_hint__(), &[]) {
        Ok(None) => return Ok(default),
        Ok(Some(hint)) => hint,
        Err(_) => {
            thread.swallow(Builtin::TypeError)?;
            return Ok(default);
        }
    };
    if hint.is_exactly(Builtin::NotImplemented) {
        return Ok(default);
    }
    if hint.downcast::<Int>().is_none() {
        return Err(thread.type_error(format_args!(
            "__length_hint__ must be an integer, not {}",
            hint.ty().name()
        )));
    }
    match as_isize(thread, &hint, Builtin::OverflowError)? {
        n if n < 0 => Err(thread.value_error(format_args!("__length_hint__() should return >= 0"))),
        n => Ok(n as usize),
    }
}

/// A new list of an iterable's items.
pub fn to_list(thread: &Thread, iterable: &Object) -> Result<Ref<List>> {
    let list = List::new(thread)?;
    list.extend(thread, iterable)?;
    Ok(list)
}

/// The items of an iterable: a list or tuple as it is, whatever else as a new list.
pub enum Row {
    List(Ref<List>),
    Tuple(Ref<Tuple>),
}

impl Row {
    /// The items, as long as nothing changes the list.
    pub fn peek(&self) -> &[Ref] {
        match self {
            Row::List(list) => list.peek(),
            Row::Tuple(tuple) => tuple.items(),
        }
    }
}

/// What 3.13 gets quick access to items by (`PySequence_Fast`).
pub fn items_of(thread: &Thread, iterable: Ref) -> Result<Row> {
    if iterable.downcast::<List>().is_some()
        && let Ok(list) = iterable.to_ref().downcast_into::<List>()
    {
        return Ok(Row::List(list));
    }
    if iterable.downcast::<Tuple>().is_some()
        && let Ok(tuple) = iterable.to_ref().downcast_into::<Tuple>()
    {
        return Ok(Row::Tuple(tuple));
    }
    // The list asks the iterator for its length, not the iterable.
    let iterator = iter(thread, &iterable)?;
    Ok(Row::List(to_list(thread, &iterator)?))
}

/// `tuple(iterable)`; an exact tuple is itself.
pub fn to_tuple(thread: &Thread, iterable: &Object) -> Result<Ref<Tuple>> {
    if iterable.is_exactly(Builtin::Tuple)
        && let Ok(same) = iterable.to_ref().downcast_into::<Tuple>()
    {
        return Ok(same);
    }
    if let Some(list) = iterable
        .downcast::<List>()
        .filter(|_| iterable.is_exactly(Builtin::List))
    {
        return list.to_tuple(thread);
    }
    let iterator = iter(thread, iterable)?;
    let room = length_hint(thread, iterable, 10)?;
    let mut row = Unfinished::of(thread, room)?;
    let mut len = 0;
    while let Some(item) = next(thread, &iterator)? {
        if len == row.len() {
            let more = len + 10;
            row = row.resized(thread, more + (more >> 2))?;
        }
        row.put(len, item);
        len += 1;
    }
    match len {
        0 => Ok(Tuple::empty(thread)),
        _ => Ok(row.resized(thread, len)?.finish()),
    }
}
