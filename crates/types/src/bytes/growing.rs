//! A `bytes` object in the making: a field of a declared layout, for streams that are written piece by piece.
//!
//! ```text
//!   0 the object, as long as there is room   8 bytes written   16 room                                                        24
//! ```
//! Invariant: nobody else knows the object until `finish` hands it out, cut to what was written; while there is one, `room` is its length.

use super::layout::{BASICSIZE, Bytes};
use object::native::Field;
use object::{Heap, Ref, Result, Slot, Thread, Visit};
use std::cell::Cell;

/// See the file's head.
#[repr(C)]
pub struct Growing {
    bytes: Slot<Bytes>,
    len: Cell<usize>,
    room: Cell<usize>,
}

impl Growing {
    /// Starts again with an object of so many bytes.
    pub fn start(&self, thread: &Thread, room: usize) -> Result<()> {
        let fresh = Bytes::blank(thread, room)?;
        self.bytes.set(Some(fresh));
        self.len.set(0);
        self.room.set(room);
        Ok(())
    }

    /// Whether there is an object.
    pub fn is_started(&self) -> bool {
        !self.bytes.is_none()
    }

    /// Forgets what was written.
    pub fn rewind(&self) {
        self.len.set(0);
    }

    /// How many bytes were written.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether none were.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes fit.
    pub fn room(&self) -> usize {
        self.room.get()
    }

    /// Appends bytes. Room grows to one and a half of what is needed.
    #[inline]
    pub fn push(&self, thread: &Thread, bytes: &[u8]) -> Result<()> {
        let len = self.len();
        self.reserve(thread, bytes.len())?;
        if let Some(at) = self.bytes.peek() {
            // SAFETY: the object has room for them and nobody else knows it, so it isn't where they come from.
            unsafe {
                let to = at.as_ref().start().add(len);
                to.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            }
            self.len.set(len + bytes.len());
        }
        Ok(())
    }

    /// Makes room for so many more bytes.
    #[inline]
    pub fn reserve(&self, thread: &Thread, more: usize) -> Result<()> {
        if more > self.room().wrapping_sub(self.len()) || self.bytes.is_none() {
            self.grow(thread, more)?;
        }
        Ok(())
    }

    #[cold]
    #[inline(never)]
    fn grow(&self, thread: &Thread, more: usize) -> Result<()> {
        if self.bytes.is_none() {
            return Err(thread.system_error(format_args!("bytes for nobody")));
        }
        let len = self.len();
        if len >= isize::MAX as usize / 2 - more.min(isize::MAX as usize / 2) {
            return Err(thread.no_memory());
        }
        self.resize(thread, (len + more) / 2 * 3)
    }

    /// Makes the object so long.
    fn resize(&self, thread: &Thread, room: usize) -> Result<()> {
        let Some(bytes) = self.bytes.take() else {
            return Ok(());
        };
        let at = bytes.into_raw();
        // SAFETY: the only reference is ours, and nothing points into the object. On failure it is as before.
        unsafe {
            match thread
                .heap()
                .realloc_object(at.cast(), BASICSIZE.saturating_add(room))
            {
                Ok(moved) => {
                    let bytes = Ref::<Bytes>::from_raw(moved.cast());
                    bytes.cut(room);
                    self.bytes.set(Some(bytes));
                    self.room.set(room);
                    Ok(())
                }
                Err(raised) => {
                    self.bytes.set(Some(Ref::from_raw(at)));
                    Err(raised)
                }
            }
        }
    }

    /// Writes over bytes that were written before.
    pub fn patch(&self, at: usize, bytes: &[u8]) {
        let inside = at
            .checked_add(bytes.len())
            .is_some_and(|end| end <= self.len());
        if let Some(there) = self.bytes.peek().filter(|_| inside) {
            // SAFETY: inside what was written; nobody else knows the object.
            unsafe {
                let to = there.as_ref().start().add(at);
                to.copy_from_nonoverlapping(bytes.as_ptr(), bytes.len());
            }
        }
    }

    /// Moves the last bytes, from `from` on, down to `to`.
    pub fn close_gap(&self, to: usize, from: usize) {
        let len = self.len();
        if to > from || from > len {
            return;
        }
        if let Some(there) = self.bytes.peek() {
            // SAFETY: both ranges are inside what was written.
            unsafe {
                let start = there.as_ref().start();
                std::ptr::copy(start.add(from), start.add(to), len - from);
            }
            self.len.set(to + len - from);
        }
    }

    /// Hands out what was written.
    pub fn finish(&self, thread: &Thread) -> Result<Ref<Bytes>> {
        let (len, room) = (self.len(), self.room());
        if len != room {
            self.resize(thread, len)?;
        }
        // The next one is made as large.
        self.room.set(room);
        match self.bytes.take() {
            Some(bytes) => Ok(bytes),
            None => Err(thread.system_error(format_args!("bytes were handed out twice"))),
        }
    }

    /// Bytes that the object takes, header included.
    pub fn sizeof(&self) -> usize {
        match self.is_started() {
            true => BASICSIZE + self.room(),
            false => 0,
        }
    }
}

// SAFETY: zero is no object; the one reference is named as hidden: 3.13's traversals don't show `bytes` in the making.
unsafe impl Field for Growing {
    fn hidden(&self, visit: Visit) {
        self.bytes.visit(visit);
    }
    fn release(&self, _heap: &Heap) {
        self.len.set(0);
        self.bytes.set(None);
    }
}

impl Bytes {
    /// New, of so many bytes that aren't set to anything in particular and that nobody may read before they are written.
    fn blank(thread: &Thread, len: usize) -> Result<Ref<Bytes>> {
        let at = Bytes::allocate(thread, len)?;
        // SAFETY: the only reference to a fresh object.
        Ok(unsafe { Ref::from_raw(at) })
    }
}
