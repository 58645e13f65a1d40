//! `list`: a growable row of references.
//!
//! Layout, growth and construction in `layout.rs`.

mod layout;

pub use layout::{Detached, LIST_LAYOUT, List};

use crate::tuple::Tuple;
use object::{Builtin, Object, Ref, Result, Thread};

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
        if iterable.is_exactly(Builtin::List)
            && let Some(list) = iterable.downcast::<List>()
        {
            return self.extend_from_slice(list.peek());
        }
        if iterable.is_exactly(Builtin::Tuple)
            && let Some(tuple) = iterable.downcast::<Tuple>()
        {
            return self.extend_from_slice(tuple.items());
        }
        self.extend_by_iteration(thread, iterable)
    }

    fn extend_by_iteration(&self, thread: &Thread, iterable: &Object) -> Result<()> {
        let iterator = crate::iter(thread, iterable)?;
        let hint = crate::length_hint(thread, iterable, 8)?;
        if self.has_buffer() {
            self.reserve(hint)?;
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

/// `sorted`/`list.sort`: stable, in place.
pub fn sort(_thread: &Thread, _list: &List, _key: Option<&Object>, _reverse: bool) -> Result<()> {
    crate::stub("list::sort")
}
