//! A field for words that are written once: a few stand in the object, more stand in counted memory.
//!
//! ```text
//!   0 length   8 room   16 address of a buffer, or null   24 words of the object's own …
//! ```
//! Invariant: the words are filled in at most once and don't change afterwards, so a borrow of the object may show them.

use crate::native::Field;
use crate::{Heap, Result};
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

/// Words that are written once: up to `N` of them in place.
#[repr(C)]
pub struct OnceWords<const N: usize> {
    len: Cell<usize>,
    room: Cell<usize>,
    start: Cell<*mut u64>,
    own: UnsafeCell<[u64; N]>,
}

impl<const N: usize> OnceWords<N> {
    /// The words; none before they are filled in.
    #[inline]
    pub fn get(&self) -> &[u64] {
        let start = match self.start.get().is_null() {
            true => self.own.get().cast::<u64>().cast_const(),
            false => self.start.get().cast_const(),
        };
        // SAFETY: `len` words were written by `fill`, which writes once; nothing changes them until `release`.
        unsafe { std::slice::from_raw_parts(start, self.len.get()) }
    }

    /// Fills in the words. With `outside` they stand in memory of their own even where the object has room. Does nothing when they
    /// are there already.
    pub fn fill(&self, heap: &Heap, words: &[u64], outside: bool) -> Result<()> {
        if self.len.get() != 0 || self.room.get() != 0 || !self.start.get().is_null() {
            return Ok(());
        }
        if words.len() <= N && !outside {
            // SAFETY: no word has been shown yet (the length is 0), and there is room for `N`.
            unsafe {
                std::ptr::copy_nonoverlapping(words.as_ptr(), self.own.get().cast(), words.len());
            }
            self.room.set(N);
        } else {
            let room = words.len().max(N);
            let Some(bytes) = room
                .checked_mul(size_of::<u64>())
                .filter(|&bytes| bytes <= isize::MAX as usize)
            else {
                return Err(heap.thread().no_memory());
            };
            let block = heap.alloc_buffer(bytes)?.cast::<u64>();
            // SAFETY: the fresh block has room for the words.
            unsafe {
                std::ptr::copy_nonoverlapping(words.as_ptr(), block.as_ptr(), words.len());
            }
            self.start.set(block.as_ptr());
            self.room.set(room);
        }
        self.len.set(words.len());
        Ok(())
    }

    /// How many words of memory outside the object there are.
    pub fn outside(&self) -> usize {
        match self.start.get().is_null() {
            true => 0,
            false => self.room.get(),
        }
    }
}

// SAFETY: zero is empty; the buffer is named and given back; words refer to nothing.
unsafe impl<const N: usize> Field for OnceWords<N> {
    fn release(&self, heap: &Heap) {
        self.len.set(0);
        if let Some(start) = NonNull::new(self.start.replace(std::ptr::null_mut())) {
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
