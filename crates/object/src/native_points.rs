//! Code points in a block that grows: a field of a declared layout (`native_layout!`), for text in the making.
//!
//! ```text
//!   0 block   8 room, in points   16 length, in points
//! ```
//! Invariant: the first `length` points of the block are initialised; the block is null or has room for `room` points.

use crate::native::Field;
use crate::{Heap, Result};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// See the file's head.
pub struct PointField {
    start: Cell<*mut u32>,
    room: Cell<usize>,
    len: Cell<usize>,
}

impl PointField {
    /// How many points there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many fit.
    #[inline]
    pub fn room(&self) -> usize {
        self.room.get()
    }

    /// Forgets all but the first `len`.
    pub fn truncate(&self, len: usize) {
        self.len.set(len.min(self.len()));
    }

    /// Makes room for exactly so many, if that is more than before.
    pub fn grow(&self, heap: &Heap, room: usize) -> Result<()> {
        if room <= self.room() {
            return Ok(());
        }
        let bytes = room.checked_mul(size_of::<u32>());
        let Some(bytes) = bytes.filter(|&bytes| bytes <= isize::MAX as usize) else {
            return Err(heap.thread().no_memory());
        };
        let block = match NonNull::new(self.start.get()) {
            None => heap.alloc_buffer(bytes)?,
            // SAFETY: the block came from this heap's buffers.
            Some(old) => unsafe { heap.realloc_buffer(old.cast(), bytes)? },
        };
        self.start.set(block.as_ptr().cast());
        self.room.set(room);
        Ok(())
    }

    /// Adds a point where there is room; false where there is none.
    #[inline]
    pub fn push(&self, point: u32) -> bool {
        let at = self.len();
        if at >= self.room() {
            return false;
        }
        // SAFETY: inside the block, whose alignment is a pool block's.
        unsafe { self.start.get().add(at).write(point) };
        self.len.set(at + 1);
        true
    }

    /// Adds points where there is room for all; false, and nothing is added, where there isn't.
    #[inline]
    pub fn push_all<U: Copy + Into<u32>>(&self, units: &[U]) -> bool {
        let len = self.len();
        if units.len() > self.room() - len {
            return false;
        }
        for (index, &unit) in units.iter().enumerate() {
            // SAFETY: there is room for all of them.
            unsafe { self.start.get().add(len + index).write(unit.into()) };
        }
        self.len.set(len + units.len());
        true
    }

    /// Shows the points. `f` must not change the field; what it makes of them may run a collection, which doesn't either.
    pub fn with<R>(&self, f: impl FnOnce(&[u32]) -> R) -> R {
        let (start, room) = (self.start.replace(null_mut()), self.room.replace(0));
        let len = self.len.replace(0);
        let answer = match NonNull::new(start) {
            // SAFETY: the points are initialised, and nobody else can reach them now.
            Some(start) => f(unsafe { std::slice::from_raw_parts(start.as_ptr(), len) }),
            None => f(&[]),
        };
        debug_assert!(self.start.get().is_null());
        self.start.set(start);
        self.room.set(room);
        self.len.set(len);
        answer
    }
}

// SAFETY: zero is empty; the block is named and given back.
unsafe impl Field for PointField {
    fn release(&self, heap: &Heap) {
        self.len.set(0);
        self.room.set(0);
        if let Some(start) = NonNull::new(self.start.replace(null_mut())) {
            // SAFETY: the block came from this heap's buffers and nobody else uses it.
            unsafe { heap.free_buffer(start.cast()) };
        }
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if !self.start.get().is_null() {
            f(self.start.get().cast());
        }
    }
}
