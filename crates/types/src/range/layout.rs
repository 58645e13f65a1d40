//! The memory of `range` and its two iterators.
//!
//! ```text
//! range               0 header  16 start  24 stop  32 step  40 length      48 bytes: four exact ints
//! range_iterator      0 header  16 start  24 step  32 len                  40 bytes: machine words
//! longrange_iterator  0 header  16 start  24 step  32 len                  40 bytes: ints
//! ```
//! A range never changes. An iterator's start is its next item, its len what remains. None of them is collected: they
//! hold ints only.

use super::super::int::Int;
use object::{Builtin, Ref, Result, Slot, Thread, native};
use std::cell::Cell;

object::native_layout! {
    /// See the file's head.
    pub struct Range: RANGE_LAYOUT, "range" {
        pub(super) start: Slot<Int>, pub(super) stop: Slot<Int>, pub(super) step: Slot<Int>, pub(super) length: Slot<Int>
    }
}

object::native_layout! {
    /// See the file's head. The interpreter advances it in place.
    pub struct RangeIterator: RANGE_ITERATOR_LAYOUT, "range_iterator" {
        pub start: Cell<isize>, pub step: Cell<isize>, pub len: Cell<isize>
    }
}

object::native_layout! {
    /// See the file's head.
    pub struct LongRangeIterator: LONG_RANGE_ITERATOR_LAYOUT, "longrange_iterator" {
        pub(super) start: Slot<Int>, pub(super) step: Slot<Int>, pub(super) len: Slot<Int>
    }
}

const _: () = assert!(size_of::<Range>() == 48);
const _: () = assert!(size_of::<RangeIterator>() == 40);
const _: () = assert!(size_of::<LongRangeIterator>() == 40);

impl RangeIterator {
    /// A fresh iterator over `len` items.
    pub fn new(thread: &Thread, start: isize, step: isize, len: isize) -> Result<Ref> {
        let heap = thread.heap();
        let fresh = native::make::<RangeIterator>(heap, heap.builtin(Builtin::RangeIterator))?;
        fresh.start.set(start);
        fresh.step.set(step);
        fresh.len.set(len);
        Ok(fresh.into_object())
    }

    /// The next item.
    #[inline(always)]
    pub fn advance(&self) -> Option<isize> {
        let len = self.len.get();
        if len <= 0 {
            return None;
        }
        self.len.set(len - 1);
        let item = self.start.get();
        self.start.set(item.wrapping_add(self.step.get()));
        Some(item)
    }
}
