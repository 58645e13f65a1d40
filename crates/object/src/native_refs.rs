//! References in rows of words that grow: fields of a declared layout (`native_layout!`).
//!
//! ```text
//!   RefStack:   0 how many references   8 words   16 how many words there are
//!   RefTable:   0 words   8 how many words there are   16 how many hold a reference
//!   WordStack:  0 words   8 how many numbers   16 how many words there are
//! ```
//! Invariant: each word of a block of references is null or owns one; those of a stack from its length on are null. A stack of references
//! grows by an eighth and six, a table to twice the place asked for, a stack of numbers to twice their number and twenty: as those of
//! 3.13's `_pickle` do.

use crate::native::Field;
use crate::{Heap, Object, Ref, Result, Slot, Visit};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// A block of words that are null or own a reference.
struct Words {
    start: Cell<*mut Slot>,
    room: Cell<usize>,
}

impl Words {
    #[inline(always)]
    fn word(&self, at: usize) -> Option<&Slot> {
        if at >= self.room.get() {
            return None;
        }
        // SAFETY: an index below the room; all words are initialised.
        Some(unsafe { &*self.start.get().add(at) })
    }

    /// Makes room for so many words, if that is more than before.
    #[cold]
    #[inline(never)]
    fn grow(&self, heap: &Heap, room: usize) -> Result<()> {
        let old = self.room.get();
        if room <= old {
            return Ok(());
        }
        let bytes = room.checked_mul(size_of::<Slot>());
        let Some(bytes) = bytes.filter(|&bytes| bytes <= isize::MAX as usize) else {
            return Err(heap.thread().no_memory());
        };
        let block = match NonNull::new(self.start.get()) {
            None => heap.alloc_buffer(bytes)?,
            // SAFETY: the block came from this heap's buffers.
            Some(block) => unsafe { heap.realloc_buffer(block.cast(), bytes)? },
        };
        let start = block.as_ptr().cast::<Slot>();
        // SAFETY: the block has room for that many words; null is the empty slot.
        unsafe { start.add(old).write_bytes(0, room - old) };
        self.start.set(start);
        self.room.set(room);
        Ok(())
    }

    fn visit(&self, visit: Visit) {
        for at in (0..self.room.get()).rev() {
            if let Some(target) = self.word(at).and_then(Slot::peek) {
                // SAFETY: an owned reference is alive while its holder is.
                visit(unsafe { target.cast::<Object>().as_ref() });
            }
        }
    }

    fn clear(&self) {
        for at in (0..self.room.get()).rev() {
            if let Some(word) = self.word(at) {
                word.set(None);
            }
        }
    }

    /// Lets go of the block before the first reference is dropped: who looks meanwhile finds nothing.
    /// `full`: a word may hold a reference.
    fn free(&self, heap: &Heap, full: bool) {
        let gone = Words {
            start: Cell::new(self.start.replace(null_mut())),
            room: Cell::new(self.room.replace(0)),
        };
        if full {
            gone.clear();
        }
        if let Some(start) = NonNull::new(gone.start.get()) {
            // SAFETY: the block came from this heap's buffers, and all its words are null.
            unsafe { heap.free_buffer(start.cast()) };
        }
    }
}

/// References, last in, first out. See the file's head.
#[repr(C)]
pub struct RefStack {
    len: Cell<usize>,
    words: Words,
}

impl RefStack {
    /// How many references there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes room for so many, if that is more than before.
    pub fn reserve(&self, heap: &Heap, room: usize) -> Result<()> {
        self.words.grow(heap, room)
    }

    /// Adds one.
    #[inline]
    pub fn push(&self, heap: &Heap, item: Ref) -> Result<()> {
        let at = self.len();
        let room = self.words.room.get();
        if at >= room {
            self.words.grow(heap, room + (room >> 3) + 6)?;
        }
        if let Some(word) = self.words.word(at) {
            debug_assert!(word.is_none());
            word.fill(item);
            self.len.set(at + 1);
        }
        Ok(())
    }

    /// Takes the last one.
    #[inline]
    pub fn pop(&self) -> Option<Ref> {
        let at = self.len().checked_sub(1)?;
        self.len.set(at);
        self.words.word(at)?.take()
    }

    /// A handle on one.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Ref> {
        match at < self.len() {
            true => self.words.word(at)?.get(),
            false => None,
        }
    }

    /// Takes one out and leaves a hole, which `truncate` removes.
    #[inline]
    pub fn take(&self, at: usize) -> Option<Ref> {
        match at < self.len() {
            true => self.words.word(at)?.take(),
            false => None,
        }
    }

    /// Puts another in the place of one; nothing happens past the end.
    pub fn replace(&self, at: usize, item: Ref) {
        if at < self.len()
            && let Some(word) = self.words.word(at)
        {
            word.set(Some(item));
        }
    }

    /// Drops all but the first so many, the last first.
    #[inline]
    pub fn truncate(&self, len: usize) {
        while self.len() > len {
            drop(self.pop());
        }
    }
}

// SAFETY: zero is a stack without a block; every reference is named and cleared, the block is named and given back.
unsafe impl Field for RefStack {
    fn visit(&self, visit: Visit) {
        self.words.visit(visit);
    }
    fn clear(&self) {
        self.truncate(0);
    }
    fn release(&self, heap: &Heap) {
        // Nothing stands above the length.
        self.truncate(0);
        self.words.free(heap, false);
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if !self.words.start.get().is_null() {
            f(self.words.start.get().cast());
        }
    }
}

/// References by small numbers. See the file's head.
#[repr(C)]
pub struct RefTable {
    words: Words,
    used: Cell<usize>,
}

impl RefTable {
    /// How many places there are.
    pub fn room(&self) -> usize {
        self.words.room.get()
    }

    /// How many of them held a reference, be it for a while.
    #[inline]
    pub fn used(&self) -> usize {
        self.used.get()
    }

    /// Corrects that number, where the references were put in by other means.
    pub fn set_used(&self, used: usize) {
        self.used.set(used);
    }

    /// Makes room for so many, if that is more than before.
    pub fn reserve(&self, heap: &Heap, room: usize) -> Result<()> {
        self.words.grow(heap, room)
    }

    /// What stands at a place.
    #[inline]
    pub fn get(&self, at: usize) -> Option<Ref> {
        self.words.word(at)?.get()
    }

    /// Puts a reference in a place.
    #[inline]
    pub fn put(&self, heap: &Heap, at: usize, item: Ref) -> Result<()> {
        if at >= self.room() {
            let Some(room) = at.checked_mul(2) else {
                return Err(heap.thread().no_memory());
            };
            self.words.grow(heap, room.max(at + 1))?;
        }
        if let Some(word) = self.words.word(at) {
            if word.is_none() {
                self.used.set(self.used.get() + 1);
            }
            word.set(Some(item));
        }
        Ok(())
    }

    /// Starts again with so many empty places. The number of those that were used stays, as in 3.13: what comes next without a number
    /// of its own comes behind them.
    pub fn renew(&self, heap: &Heap, room: usize) -> Result<()> {
        self.words.free(heap, true);
        self.words.grow(heap, room)
    }

    /// Gives everything back.
    pub fn free(&self, heap: &Heap) {
        self.used.set(0);
        self.words.free(heap, true);
    }
}

// SAFETY: zero is a table without a block; every reference is named and cleared, the block is named and given back.
unsafe impl Field for RefTable {
    fn visit(&self, visit: Visit) {
        self.words.visit(visit);
    }
    fn clear(&self) {
        self.used.set(0);
        self.words.clear();
    }
    fn release(&self, heap: &Heap) {
        self.free(heap);
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if !self.words.start.get().is_null() {
            f(self.words.start.get().cast());
        }
    }
}

/// Numbers, last in, first out. See the file's head.
#[repr(C)]
pub struct WordStack {
    start: Cell<*mut usize>,
    len: Cell<usize>,
    room: Cell<usize>,
}

impl WordStack {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many words there are.
    pub fn room(&self) -> usize {
        self.room.get()
    }

    /// Adds one.
    #[inline]
    pub fn push(&self, heap: &Heap, number: usize) -> Result<()> {
        let len = self.len();
        if len >= self.room() {
            self.grow(heap, len * 2 + 20)?;
        }
        // SAFETY: there is room for one more.
        unsafe { self.start.get().add(len).write(number) };
        self.len.set(len + 1);
        Ok(())
    }

    #[cold]
    fn grow(&self, heap: &Heap, room: usize) -> Result<()> {
        let Some(bytes) = room.checked_mul(size_of::<usize>()) else {
            return Err(heap.thread().no_memory());
        };
        let block = match NonNull::new(self.start.get()) {
            None => heap.alloc_buffer(bytes)?,
            // SAFETY: the block came from this heap's buffers.
            Some(block) => unsafe { heap.realloc_buffer(block.cast(), bytes)? },
        };
        self.start.set(block.as_ptr().cast());
        self.room.set(room);
        Ok(())
    }

    /// The last one.
    #[inline]
    pub fn last(&self) -> Option<usize> {
        let at = self.len().checked_sub(1)?;
        // SAFETY: below the length.
        Some(unsafe { self.start.get().add(at).read() })
    }

    /// Takes the last one.
    #[inline]
    pub fn pop(&self) -> Option<usize> {
        let last = self.last()?;
        self.len.set(self.len() - 1);
        Some(last)
    }

    /// Forgets all.
    pub fn clear(&self) {
        self.len.set(0);
    }
}

// SAFETY: zero is a stack without a block; the block is named and given back.
unsafe impl Field for WordStack {
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
