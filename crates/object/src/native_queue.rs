//! References in a ring of words that grows and shrinks: a field of a declared layout (`native_layout!`).
//!
//! ```text
//!   0 next to fill   8 next to take   16 words   24 how many words there are   32 how many references stand in them
//! ```
//! Invariant: the references stand from `next to take` on, around the end; all other words are null. The ring doubles when it is
//! full and halves when less than a quarter of it is taken, down to 8 words: 3.13's `RingBuf`.

use crate::native::Field;
use crate::{Heap, Ref, Result, Slot, Visit};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// Words of the smallest ring.
const LEAST: usize = 8;

/// See the file's head.
pub struct RefQueue {
    put: Cell<usize>,
    get: Cell<usize>,
    words: Cell<*mut Slot>,
    capacity: Cell<usize>,
    len: Cell<usize>,
}

const _: () = assert!(size_of::<RefQueue>() == 40);

impl RefQueue {
    /// How many references there are.
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the smallest ring, where there is none yet.
    pub fn start(&self, heap: &Heap) -> Result<()> {
        match self.words.get().is_null() {
            true => self.resize(heap, LEAST),
            false => Ok(()),
        }
    }

    /// Adds a reference at the end.
    pub fn push(&self, heap: &Heap, item: Ref) -> Result<()> {
        if self.len() == self.capacity.get() {
            self.resize(heap, self.capacity.get() * 2)?;
        }
        let at = self.put.get();
        self.word(at).set(Some(item));
        self.put.set((at + 1) % self.capacity.get());
        self.len.set(self.len() + 1);
        Ok(())
    }

    /// Takes the first reference out.
    pub fn pop(&self, heap: &Heap) -> Option<Ref> {
        if self.is_empty() {
            return None;
        }
        if self.len() < self.capacity.get() / 4
            && self.resize(heap, self.capacity.get() / 2).is_err()
        {
            // The ring stays as it is; the item is handed out all the same.
            drop(heap.thread().take_pending());
        }
        let at = self.get.get();
        let item = self.word(at).take();
        self.get.set((at + 1) % self.capacity.get());
        self.len.set(self.len() - 1);
        item
    }

    fn word(&self, at: usize) -> &Slot {
        debug_assert!(at < self.capacity.get());
        // SAFETY: `at` is an index below the capacity; that many words are initialised.
        unsafe { &*self.words.get().add(at) }
    }

    /// Moves the references, first to last, to the start of a ring with so many words.
    fn resize(&self, heap: &Heap, wanted: usize) -> Result<()> {
        let capacity = wanted.max(LEAST);
        if capacity == self.capacity.get() {
            return Ok(());
        }
        let bytes = capacity.checked_mul(size_of::<Slot>());
        let Some(bytes) = bytes.filter(|&bytes| bytes <= isize::MAX as usize) else {
            return Err(heap.thread().no_memory());
        };
        let words = heap.alloc_buffer(bytes)?.cast::<Slot>();
        // SAFETY: the block has room for that many words; null is the empty slot.
        unsafe { words.as_ptr().write_bytes(0, capacity) };
        for index in 0..self.len() {
            let item = self
                .word((self.get.get() + index) % self.capacity.get())
                .take();
            // SAFETY: what there is fits into either ring.
            unsafe { (*words.as_ptr().add(index)).set(item) };
        }
        let old = self.words.replace(words.as_ptr());
        self.capacity.set(capacity);
        self.get.set(0);
        self.put.set(self.len() % capacity);
        if let Some(old) = NonNull::new(old) {
            // SAFETY: the block came from this heap's buffers, and all its words are null.
            unsafe { heap.free_buffer(old.cast()) };
        }
        Ok(())
    }

    /// Lets go of the ring before the first reference is dropped: who looks meanwhile finds nothing.
    fn fini(&self, heap: &Heap) {
        let (words, capacity) = (self.words.replace(null_mut()), self.capacity.replace(0));
        let (first, len) = (self.get.replace(0), self.len.replace(0));
        self.put.set(0);
        let Some(words) = NonNull::new(words) else {
            return;
        };
        for index in 0..len {
            // SAFETY: an index below the capacity of a ring that nobody else knows any more.
            drop(unsafe { (*words.as_ptr().add((first + index) % capacity)).take() });
        }
        // SAFETY: the block came from this heap's buffers, and all its words are null.
        unsafe { heap.free_buffer(words.cast()) };
    }
}

// SAFETY: zero is a queue without a ring; every reference is named, dropped and cleared, the buffer is named and given back.
unsafe impl Field for RefQueue {
    fn visit(&self, visit: Visit) {
        for index in 0..self.len() {
            if let Some(item) = self
                .word((self.get.get() + index) % self.capacity.get())
                .peek()
            {
                // SAFETY: an owned reference is alive while its holder is.
                visit(unsafe { item.as_ref() });
            }
        }
    }
    fn clear(&self) {
        if !self.is_empty()
            && let Some(first) = self.word(self.get.get()).get()
        {
            self.fini(first.heap());
        }
    }
    fn release(&self, heap: &Heap) {
        self.fini(heap);
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if !self.words.get().is_null() {
            f(self.words.get().cast());
        }
    }
}
