//! `tuple`: an immutable row of references.
//!
//! Layout and construction in `layout.rs`. There is one empty tuple in each heap; every other exact tuple is tracked when it is
//! made and leaves the collector's list at a collection that finds only atomic items in it.

#[forbid(unsafe_code)]
pub mod hidden;
#[forbid(unsafe_code)]
mod iterator;
mod layout;
#[forbid(unsafe_code)]
pub(crate) mod row;
#[forbid(unsafe_code)]
mod spec;

pub use layout::{TUPLE_LAYOUT, Tuple, Unfinished, may_be_tracked};

use object::{Args, Builtin, Ref, Result, Thread, TypeSpec};

/// The types of this folder.
pub static SPECS: &[&TypeSpec] = &[&spec::TUPLE, &iterator::TUPLE_ITERATOR];

impl Tuple {
    /// The shared empty tuple.
    #[inline]
    pub fn empty(thread: &Thread) -> Ref<Tuple> {
        match thread.heap().empty_tuple().downcast_into::<Tuple>() {
            Ok(tuple) => tuple,
            Err(_) => unreachable!("the singleton is a tuple"),
        }
    }

    /// A new tuple of copies of the handles; empty is the shared one.
    pub fn from_slice(thread: &Thread, items: &[Ref]) -> Result<Ref<Tuple>> {
        match items.is_empty() {
            true => Ok(Tuple::empty(thread)),
            false => Tuple::copied(thread, items),
        }
    }

    /// The positional arguments of a call: the tuple in which they stand already (`f(*args)`), or a new one.
    pub fn of_args(thread: &Thread, args: &Args<'_>) -> Result<Ref<Tuple>> {
        match args.tuple().and_then(|tuple| tuple.downcast::<Tuple>()) {
            Some(tuple) => Ok(Ref::new(tuple)),
            None => Tuple::from_slice(thread, args.positional()),
        }
    }

    /// A new tuple that takes the handles over.
    #[inline]
    pub fn from_array<const N: usize>(thread: &Thread, items: [Ref; N]) -> Result<Ref<Tuple>> {
        Tuple::from_iter(thread, N, items.into_iter())
    }

    /// A new tuple of exactly `len` handles, taken over. The iterator yields as many.
    #[inline]
    pub fn from_iter(
        thread: &Thread,
        len: usize,
        items: impl Iterator<Item = Ref>,
    ) -> Result<Ref<Tuple>> {
        if len == 0 {
            return Ok(Tuple::empty(thread));
        }
        let ty = thread.heap().builtin(Builtin::Tuple);
        let fresh = Unfinished::new(thread, ty, len)?;
        let mut filled = 0;
        for item in items.take(len) {
            fresh.put(filled, item);
            filled += 1;
        }
        if filled < len {
            return Err(thread.system_error(format_args!("a tuple was given too few items")));
        }
        Ok(fresh.finish())
    }
}

/// Makes the heap's empty tuple: once, when the type exists.
pub fn boot(thread: &Thread) -> Result<()> {
    Tuple::make_empty(thread)
}
