//! Resizing a block: in place where it can stay, else a new block and a copy.
//!
//! A pool block stays while it keeps more than three quarters of its bytes, as in CPython. A shrinking block
//! stays where it is when there is no room to move it, so only a planned fault fails a shrink.
//!
//! Not here: what the C library does with a large block (`large`).

use crate::class::{Kind, SMALL_LIMIT, class_of, class_size, shelf_class, shelf_kind};
use crate::heap::Allocator;
use crate::large::{Large, charge_of};
use std::ptr::NonNull;

impl Allocator {
    /// Resizes a block, in place where it can stay. The old block is intact on None.
    ///
    /// A pool block stays while it keeps more than three quarters of its bytes. A shrinking block stays where
    /// it is when there is no room to move it, so only a planned fault fails a shrink.
    ///
    /// # Safety
    /// `ptr` came from this heap and is live; after Some, only the new pointer is used.
    pub unsafe fn realloc(
        &self,
        ptr: NonNull<u8>,
        kind: Kind,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the caller gives a live block.
        let Some(shelf) = (unsafe { self.shelf_at(ptr) }) else {
            // SAFETY: outside the span it is a large block.
            return unsafe { self.realloc_large(ptr, kind, new_size) };
        };
        let old = class_size(shelf_class(shelf));
        let same = shelf_kind(shelf) == kind;
        if same
            && new_size <= old
            && (new_size * 4 > old * 3 || class_of(new_size.max(1)) == shelf_class(shelf))
        {
            return Some(ptr);
        }
        let faults = self.faults.fired();
        match self.alloc(kind, new_size) {
            // SAFETY: two live blocks, each as long as what is copied; the old one is the caller's to give up.
            Some(new) => unsafe {
                ptr.copy_to_nonoverlapping(new, old.min(new_size));
                self.free(ptr);
                Some(new)
            },
            None if same && new_size <= old && faults == self.faults.fired() => Some(ptr),
            None => None,
        }
    }

    /// # Safety
    /// `ptr` is a live large block of this heap.
    #[cold]
    unsafe fn realloc_large(
        &self,
        ptr: NonNull<u8>,
        kind: Kind,
        new_size: usize,
    ) -> Option<NonNull<u8>> {
        // SAFETY: the caller gives a live large block.
        let (old_size, old) = unsafe { (Large::of(ptr).size.get(), Large::of(ptr).charge()) };
        if new_size <= SMALL_LIMIT {
            let faults = self.faults.fired();
            if let Some(new) = self.alloc(kind, new_size) {
                // SAFETY: two live blocks, each as long as what is copied.
                unsafe {
                    ptr.copy_to_nonoverlapping(new, old_size.min(new_size));
                    self.free(ptr);
                }
                return Some(new);
            }
            if faults != self.faults.fired() {
                return None;
            }
        } else if !self.admit() {
            return None;
        }
        let charge = charge_of(new_size)?;
        if !self.make_room(charge, old) {
            return None;
        }
        // SAFETY: the caller gives a live large block.
        let new = unsafe { self.large.realloc(ptr, kind, new_size)? };
        self.meter.discharge(old);
        self.meter.charge(charge);
        Some(new)
    }
}
