//! A window on another object's bytes: a field of a declared layout (`native_layout!`).
//!
//! ```text
//!   0 exporter   8 start   16 length   24 item size   32 what to call at the end   40 read-only   41 format                    48
//! ```
//! Invariant: while there is an exporter its `length` bytes at `start` stay where they are; letting go of it calls what is to be called.

use crate::native::Field;
use crate::{BufferView, Heap, Object, Ref, Slot, Visit};
use std::cell::Cell;
use std::ptr::null_mut;

/// See the file's head.
#[repr(C)]
pub struct ViewField {
    exporter: Slot,
    start: Cell<*mut u8>,
    len: Cell<usize>,
    itemsize: Cell<usize>,
    end: Cell<Option<fn(&Object)>>,
    readonly: Cell<bool>,
    format: Cell<u8>,
}

impl ViewField {
    /// Looks at these bytes, and no longer at others.
    pub fn set(&self, mut view: BufferView) {
        self.close();
        self.start.set(view.start);
        self.len.set(view.len);
        self.itemsize.set(view.itemsize);
        self.readonly.set(view.readonly);
        self.format.set(view.format);
        // What the view would do at its end, `close` does.
        self.end.set(view.release.take());
        self.exporter.set(Some(view.owner.clone()));
    }

    /// Gives the bytes back to the exporter.
    pub fn close(&self) {
        self.len.set(0);
        self.start.set(null_mut());
        let end = self.end.take();
        if let Some(exporter) = self.exporter.take()
            && let Some(end) = end
        {
            end(&exporter);
        }
    }

    /// Whose bytes they are.
    pub fn exporter(&self) -> Option<Ref> {
        self.exporter.get()
    }

    /// How many bytes there are.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Whether they can't be changed through the view.
    pub fn is_readonly(&self) -> bool {
        self.readonly.get()
    }

    /// A byte.
    #[inline(always)]
    pub fn byte(&self, at: usize) -> Option<u8> {
        if at >= self.len() {
            return None;
        }
        // SAFETY: below the length; the exporter keeps the bytes in place.
        Some(unsafe { self.start.get().add(at).read() })
    }

    /// Some of the bytes. Don't keep the borrow while Python code runs: it could write to a mutable exporter.
    #[inline(always)]
    pub fn slice(&self, at: usize, len: usize) -> Option<&[u8]> {
        let end = at.checked_add(len)?;
        if end > self.len() {
            return None;
        }
        if len == 0 {
            return Some(&[]);
        }
        // SAFETY: inside the bytes, which the exporter keeps in place.
        Some(unsafe { std::slice::from_raw_parts(self.start.get().add(at), len) })
    }

    /// The same bytes as a view that others may keep, which counts for nothing here: `owner` is who answers for it.
    pub fn again(&self, owner: Ref, end: Option<fn(&Object)>) -> BufferView {
        BufferView {
            owner,
            start: self.start.get(),
            len: self.len(),
            readonly: self.readonly.get(),
            format: self.format.get(),
            itemsize: self.itemsize.get(),
            release: end,
        }
    }
}

// SAFETY: zero is no view; the one reference is named, and given back together with the bytes.
unsafe impl Field for ViewField {
    fn visit(&self, visit: Visit) {
        self.exporter.visit(visit);
    }
    fn clear(&self) {
        self.close();
    }
    fn release(&self, _heap: &Heap) {
        self.close();
    }
}

/// A view whose exporter a traversal doesn't name, because 3.13's doesn't.
#[repr(transparent)]
pub struct HiddenView(pub ViewField);

// SAFETY: as for the view; the one reference is named as hidden.
unsafe impl Field for HiddenView {
    fn hidden(&self, visit: Visit) {
        self.0.visit(visit);
    }
    fn clear(&self) {
        self.0.close();
    }
    fn release(&self, _heap: &Heap) {
        self.0.close();
    }
}
