//! Layouts of the iterators, all with a header of 16 bytes and then:
//!
//! ```text
//! Indexed (sequence iterator, reversed; 32):  16 index (signed)  24 source
//! Pair (callable iterator; 32):               16 first  24 second
//! Enumerate (56):                             16 index  24 iterator  32 result  40 big index  48 (one)
//! Zip (48):                                   16 (size)  24 iterators (tuple)  32 result  40 strict
//! Map (32):                                   16 iterators (tuple)  24 function
//! ```

use crate::{List, Tuple};
use object::{Builtin, Layout, LayoutInfo, Object, Ref, Slot};
use std::cell::Cell;

// None has a `clear`, as in 3.13: the collector can't break a cycle at an iterator.
macro_rules! iterator {
    ($(#[$doc:meta])* $name:ident, $info:ident, $text:literal, [$($field:ident: $ty:ty),*], [$($offset:literal),*], $size:literal) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name { header: Object, $(pub(crate) $field: $ty),* }
        $(#[$doc])*
        pub static $info: LayoutInfo = LayoutInfo {
            fields: &[$($offset),*],
            ..LayoutInfo::new($text, $size)
        };
        // SAFETY: header first; zero is valid; every reference is described.
        unsafe impl Layout for $name { const INFO: &'static LayoutInfo = &$info; }
        const _: () = assert!(size_of::<$name>() == $size);
    };
}

iterator! {
    /// A source walked by index; no source when exhausted.
    Indexed, INDEXED, "indexed iterator", [index: Cell<isize>, source: Slot], [24], 32
}
iterator! {
    /// Two references.
    Pair, PAIR, "iterator of two references", [first: Slot, second: Slot], [16, 24], 32
}
iterator! {
    /// `enumerate`.
    Enumerate, ENUMERATE_LAYOUT, "enumerate",
    [index: Cell<isize>, iterator: Slot, result: Slot, big_index: Slot, one: Cell<usize>], [24, 32, 40], 56
}
iterator! {
    /// `zip`.
    Zip, ZIP_LAYOUT, "zip", [size: Cell<usize>, iterators: Slot, result: Slot, strict: Cell<usize>], [24, 32], 48
}
iterator! {
    /// `map`.
    Map, MAP_LAYOUT, "map", [iterators: Slot, function: Slot], [16, 24], 32
}

/// The next item of an exact list or tuple iterator that isn't at its end: no code runs for it. `None` for everything else.
#[inline(always)]
pub(super) fn walk(iterator: &Object) -> Option<Ref> {
    let is_list = iterator.is_exactly(Builtin::ListIterator);
    if !is_list && !iterator.is_exactly(Builtin::TupleIterator) {
        return None;
    }
    // SAFETY: exact list and tuple iterators are built on this layout.
    let it = unsafe { iterator.cast_unchecked::<Indexed>() };
    let index = it.index.get();
    let item = it.look(|source| {
        // SAFETY: such an iterator's source is a list or a tuple, or of a class derived from it.
        let items = unsafe {
            match is_list {
                true => source.cast_unchecked::<List>().peek(),
                false => source.cast_unchecked::<Tuple>().items(),
            }
        };
        items.get(index as usize).cloned()
    })?;
    it.index.set(index + 1);
    Some(item)
}

impl Enumerate {
    /// The next item, where [`walk`] has it.
    #[inline(always)]
    pub(super) fn walk(&self) -> Option<Ref> {
        // SAFETY: nothing changes the slot before the item is taken.
        walk(unsafe { self.iterator.borrow()? })
    }
}

impl Zip {
    /// The next items of two iterators, where [`walk`] has both and the items of before don't die when they are replaced: what their
    /// end runs comes between the two in 3.13.
    #[inline(always)]
    pub(super) fn walk(&self) -> Option<(Ref, Ref)> {
        // SAFETY: both slots hold tuples, and nothing changes them before the items are taken: the handle dropped below is never
        // the last.
        let (iterators, before) = unsafe {
            (
                self.iterators.borrow()?.cast_unchecked::<Tuple>(),
                self.result.borrow()?.cast_unchecked::<Tuple>(),
            )
        };
        let [first, second] = iterators.items() else {
            return None;
        };
        if before.items().iter().any(|item| item.refcount() == 1) {
            return None;
        }
        let item = walk(first)?;
        match walk(second) {
            Some(other) => Some((item, other)),
            None => {
                // SAFETY: `walk` has just moved it.
                let it = unsafe { first.cast_unchecked::<Indexed>() };
                it.index.set(it.index.get() - 1);
                None
            }
        }
    }
}

impl Indexed {
    /// Where the walk stands.
    #[inline(always)]
    pub fn index(&self) -> isize {
        self.index.get()
    }

    /// Moves on.
    #[inline(always)]
    pub fn set_index(&self, to: isize) {
        self.index.set(to);
    }

    /// Looks at what is walked without counting it. `look` runs no code and doesn't end the iterator.
    #[inline(always)]
    pub fn look<R>(&self, look: impl FnOnce(&Object) -> Option<R>) -> Option<R> {
        let source = self.source.peek()?;
        // SAFETY: the iterator keeps its source as long as nobody ends it.
        look(unsafe { source.as_ref() })
    }

    /// What is walked, without counting; null when exhausted.
    #[inline(always)]
    pub fn source(&self) -> Option<std::ptr::NonNull<Object>> {
        self.source.peek()
    }
}
