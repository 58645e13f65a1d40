//! `set` and `frozenset`.
//!
//! - `layout.rs`: the object and its table; `table.rs`: find, add, remove, grow;
//! - `algebra.rs`: union, intersection, difference, comparison;
//! - `spec.rs`, `methods.rs`, `iterator/`: what programs see.

#[forbid(unsafe_code)]
mod algebra;
mod iterator;
mod layout;
#[forbid(unsafe_code)]
mod methods;
#[forbid(unsafe_code)]
mod spec;
#[forbid(unsafe_code)]
mod table;

pub use layout::{SET_LAYOUT, Set};
pub use table::Added;

use object::{Builtin, Object, Ref, Result, Thread, TypeSpec};

/// The types of this folder.
pub static SPECS: &[&TypeSpec] = &[&spec::SET, &spec::FROZENSET, &iterator::SET_ITERATOR];

/// An empty `set`.
pub fn empty(thread: &Thread) -> Result<Ref> {
    Ok(Set::alloc(thread, thread.heap().builtin(Builtin::Set))?.into_object())
}

/// An empty `frozenset`; fill it with `add` before anybody else sees it.
pub fn empty_frozen(thread: &Thread) -> Result<Ref> {
    Ok(Set::alloc(thread, thread.heap().builtin(Builtin::FrozenSet))?.into_object())
}

/// `set(iterable)`.
pub fn from_iterable(thread: &Thread, iterable: &Object) -> Result<Ref> {
    let set = Set::alloc(thread, thread.heap().builtin(Builtin::Set))?;
    set.update(thread, iterable)?;
    Ok(set.into_object())
}

/// `set.add` on a set (or a frozenset that is being made).
pub fn add(thread: &Thread, set: &Object, item: &Object) -> Result<()> {
    let hash = crate::hash(thread, item)?;
    spec::this(thread, set)?.add_hashed(thread, item.to_ref(), hash)?;
    Ok(())
}

/// The same with a handle that is given away.
pub fn add_owned(thread: &Thread, set: &Object, item: Ref) -> Result<()> {
    let hash = crate::hash(thread, &item)?;
    spec::this(thread, set)?.add_hashed(thread, item, hash)?;
    Ok(())
}

/// `set.discard`.
pub fn discard(thread: &Thread, set: &Object, item: &Object) -> Result<()> {
    let hash = crate::hash(thread, item)?;
    drop(spec::this(thread, set)?.discard_hashed(thread, item, hash)?);
    Ok(())
}

/// `set.update`.
pub fn update(thread: &Thread, set: &Object, iterable: &Object) -> Result<()> {
    spec::this(thread, set)?.update(thread, iterable)
}

/// `set.difference_update`.
pub fn difference_update(thread: &Thread, set: &Object, iterable: &Object) -> Result<()> {
    spec::this(thread, set)?.difference_update(thread, iterable)
}

/// `set.symmetric_difference_update`.
pub fn symmetric_difference_update(thread: &Thread, set: &Object, iterable: &Object) -> Result<()> {
    spec::this(thread, set)?.symmetric_difference_update(thread, iterable)
}

/// `set.intersection`.
pub fn intersection(thread: &Thread, set: &Object, iterable: &Object) -> Result<Ref> {
    Ok(spec::this(thread, set)?
        .intersection(thread, iterable)?
        .into_object())
}

/// `item in set`.
pub fn contains(thread: &Thread, set: &Object, item: &Object) -> Result<bool> {
    spec::this(thread, set)?.contains(thread, item)
}

/// Whether the object is a set or frozenset, derived classes included.
pub fn is_any_set(object: &Object) -> bool {
    object.downcast::<Set>().is_some()
}

/// The length of an exact set or frozenset, `None` for anything else.
pub fn exact_len(object: &Object) -> Option<usize> {
    match object.builtin() {
        Builtin::Set | Builtin::FrozenSet => object.downcast::<Set>().map(Set::len),
        _ => None,
    }
}

/// As `next_item`, with the item's hash.
pub(crate) fn next_hashed(set: &Object, pos: &mut usize) -> Option<(Ref, isize)> {
    set.downcast::<Set>()?.next(pos)
}

/// Iteration without Python: `pos` starts at 0. Survives changes (it then may skip).
pub fn next_item(set: &Object, pos: &mut usize) -> Option<Ref> {
    set.downcast::<Set>()?.next(pos).map(|(key, _)| key)
}
