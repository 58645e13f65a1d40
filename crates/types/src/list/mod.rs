//! `list`: a growable row of references.
//!
//! Layout, growth and construction in `layout.rs`; declaration and slots in `spec.rs`, methods in `methods.rs`, iterators in
//! `iterator.rs`, sorting in `sort/`.

#[forbid(unsafe_code)]
mod iterator;
mod layout;
#[forbid(unsafe_code)]
mod methods;
mod sort;
#[forbid(unsafe_code)]
mod spec;

pub use layout::{Detached, LIST_LAYOUT, List};
pub use sort::{arguments as sort_arguments, sort};

use crate::dict::{self, Dict};
use crate::tuple::Tuple;
use object::{Builtin, Object, Ref, Result, Thread, TypeSpec};

/// The types of this folder.
pub static SPECS: &[&TypeSpec] = &[
    &spec::LIST,
    &iterator::LIST_ITERATOR,
    &iterator::LIST_REVERSE_ITERATOR,
];

impl List {
    /// Replaces an item, dropping the old one; false past the end.
    pub fn set(&self, index: usize, item: Ref) -> bool {
        self.replace(index, item).is_ok()
    }

    /// A new tuple of the items.
    pub fn to_tuple(&self, thread: &Thread) -> Result<Ref<Tuple>> {
        Tuple::from_slice(thread, self.peek())
    }

    /// `extend` with any iterable: 3.13's growth and length hints.
    pub fn extend(&self, thread: &Thread, iterable: &Object) -> Result<()> {
        // By itself a list grows once, whatever its class iterates over.
        if (iterable.is_exactly(Builtin::List) || iterable.is(self.as_object()))
            && let Some(list) = iterable.downcast::<List>()
        {
            return self.extend_from_slice(list.peek());
        }
        if iterable.is_exactly(Builtin::Tuple)
            && let Some(tuple) = iterable.downcast::<Tuple>()
        {
            return self.extend_from_slice(tuple.items());
        }
        if let Some((dict, part)) = dict::plain_source(iterable) {
            return self.extend_from_dict(thread, &dict, part);
        }
        if let Some(length) = crate::set::exact_len(iterable) {
            return self.extend_from_set(thread, iterable, length);
        }
        self.extend_by_iteration(thread, iterable)
    }

    /// Room for all entries at once, though there be none, then the entries; no Python code runs.
    fn extend_from_dict(&self, thread: &Thread, dict: &Dict, part: dict::Part) -> Result<()> {
        self.reserve(dict.len())?;
        let mut pos = 0;
        while let Some((key, value)) = dict.next(&mut pos) {
            self.push(thread, part.of(thread, key, value)?)?;
        }
        Ok(())
    }

    fn extend_from_set(&self, thread: &Thread, set: &Object, length: usize) -> Result<()> {
        self.reserve(length)?;
        let mut pos = 0;
        while let Some(item) = crate::set::next_item(set, &mut pos) {
            self.push(thread, item)?;
        }
        Ok(())
    }

    fn extend_by_iteration(&self, thread: &Thread, iterable: &Object) -> Result<()> {
        let iterator = crate::iter(thread, iterable)?;
        let hint = crate::length_hint(thread, iterable, 8)?;
        if self.has_buffer() {
            // A hint beyond all sizes says nothing.
            if self.len().saturating_add(hint) <= isize::MAX as usize {
                self.reserve(hint)?;
            }
        } else if hint > 0 {
            self.reserve_exact(hint)?;
        }
        while let Some(item) = crate::next(thread, &iterator)? {
            self.push(thread, item)?;
        }
        if (self.len() as isize) < self.allocated() {
            self.shrink()?;
        }
        Ok(())
    }
}
