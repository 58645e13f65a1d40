//! The memory of `bytearray`: the only file of this folder that knows addresses.
//!
//! ```text
//!   0  header  16  length  24  allocated  32  block  40  start (within the block)  48  exports      (56 bytes)
//! ```
//! The bytes start at `start`, which moves forward when bytes are deleted at the front; a zero byte follows the last one.
//! Invariants: `block` is null exactly when `allocated` is 0; `start - block + length < allocated` otherwise; while `exports` isn't
//! 0 neither block nor length changes.
//! Growth is 3.13's: small steps over-allocate by an eighth, large ones are exact, and less than half use gives memory back.

use object::{Builtin, Heap, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// See the file's head.
#[repr(C)]
pub struct ByteArray {
    header: Object,
    length: Cell<usize>,
    allocated: Cell<usize>,
    block: Cell<*mut u8>,
    start: Cell<*mut u8>,
    exports: Cell<usize>,
}

const _: () = assert!(size_of::<ByteArray>() == 56);

pub static BYTEARRAY_LAYOUT: LayoutInfo = LayoutInfo {
    release: Some(release),
    buffers: Some(buffers),
    ..LayoutInfo::new("bytearray", size_of::<ByteArray>())
};

// SAFETY: header first; zero is the empty array.
unsafe impl Layout for ByteArray {
    const INFO: &'static LayoutInfo = &BYTEARRAY_LAYOUT;
}

impl ByteArray {
    /// The object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// How many bytes.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of the block (`__alloc__`).
    pub fn allocated(&self) -> usize {
        self.allocated.get()
    }

    /// The bytes, for reading. Nothing that may run Python code may happen while the slice lives.
    #[inline(always)]
    pub fn peek(&self) -> &[u8] {
        if self.len() == 0 {
            return &[];
        }
        // SAFETY: `length` bytes stand at `start`, and nobody changes them while the caller looks.
        unsafe { std::slice::from_raw_parts(self.start.get(), self.len()) }
    }

    /// The address of the first byte (dangling when there is no block).
    pub fn start(&self) -> *mut u8 {
        if self.block.get().is_null() {
            NonNull::dangling().as_ptr()
        } else {
            self.start.get()
        }
    }

    /// Calls `f` with the bytes, to be changed in place.
    pub fn edit<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        if self.len() == 0 {
            return f(&mut []);
        }
        // SAFETY: as in `peek`; `f` gets no other way to the bytes, for it runs no Python code (it has no thread).
        f(unsafe { std::slice::from_raw_parts_mut(self.start.get(), self.len()) })
    }

    /// Replaces one byte; false past the end.
    pub fn put(&self, index: usize, byte: u8) -> bool {
        self.edit(|bytes| match bytes.get_mut(index) {
            Some(at) => {
                *at = byte;
                true
            }
            None => false,
        })
    }

    /// An empty array of the exact type or of a subclass.
    pub fn empty(thread: &Thread, ty: &Type) -> Result<Ref<ByteArray>> {
        let fresh = match ty.builtin() {
            Builtin::ByteArray => thread.heap().alloc(ty, 0)?,
            _ => crate::typeobj::new_instance(thread, ty)?,
        };
        fresh
            .downcast_into::<ByteArray>()
            .map_err(|_| thread.system_error(format_args!("not built on bytearray")))
    }

    /// A new array with a copy of the bytes.
    pub fn new(thread: &Thread, bytes: &[u8]) -> Result<Ref<ByteArray>> {
        let fresh = ByteArray::empty(thread, thread.heap().builtin(Builtin::ByteArray))?;
        if !bytes.is_empty() {
            fresh.reallocate(thread.heap(), bytes.len() + 1)?;
            fresh.length.set(bytes.len());
            fresh.edit(|to| to.copy_from_slice(bytes));
            fresh.close();
        }
        Ok(fresh)
    }

    /// Counts one export.
    pub fn export(&self) {
        self.exports.set(self.exports.get() + 1);
    }

    /// Takes one export back.
    pub fn unexport(&self) {
        self.exports.set(self.exports.get().saturating_sub(1));
    }

    /// Raises `BufferError` while somebody looks at the bytes.
    pub fn check_resizable(&self, thread: &Thread) -> Result<()> {
        if self.exports.get() == 0 {
            return Ok(());
        }
        Err(thread.raise(
            Builtin::BufferError,
            format_args!("Existing exports of data: object cannot be re-sized"),
        ))
    }

    fn offset(&self) -> usize {
        self.start.get() as usize - self.block.get() as usize
    }

    /// Writes the closing zero.
    fn close(&self) {
        if self.allocated.get() > 0 {
            // SAFETY: the block is longer than offset and length.
            unsafe { self.start.get().add(self.length.get()).write(0) };
        }
    }

    /// Gives the array a block of this size that starts with its first bytes, as many as fit.
    fn reallocate(&self, heap: &Heap, size: usize) -> Result<()> {
        let (old, offset) = (self.block.get(), self.offset());
        let block = match NonNull::new(old) {
            None => heap.alloc_buffer(size)?,
            // SAFETY: the block is a buffer of this heap that the array alone owns.
            Some(old) if offset == 0 => unsafe { heap.realloc_buffer(old, size)? },
            Some(old) => {
                let block = heap.alloc_buffer(size)?;
                // SAFETY: both blocks are as long as what is copied; the old one is ours to free.
                unsafe {
                    let kept = self.length.get().min(size);
                    block.copy_from_nonoverlapping(old.add(offset), kept);
                    heap.free_buffer(old);
                }
                block
            }
        };
        self.block.set(block.as_ptr());
        self.start.set(block.as_ptr());
        self.allocated.set(size);
        Ok(())
    }

    /// Makes the array `len` bytes long. New bytes are not set to anything in particular.
    pub fn resize(&self, thread: &Thread, len: usize) -> Result<()> {
        if len == self.len() {
            return Ok(());
        }
        self.check_resizable(thread)?;
        if len >= isize::MAX as usize - 64 {
            return Err(thread.no_memory());
        }
        let allocated = self.allocated.get();
        if len + self.offset() < allocated {
            if len < allocated / 2 {
                self.reallocate(thread.heap(), len + 1)?;
            }
        } else if len as f64 <= allocated as f64 * 1.125 {
            let spare = (len >> 3) + if len < 9 { 3 } else { 6 };
            self.reallocate(thread.heap(), len + spare)?;
        } else {
            self.reallocate(thread.heap(), len + 1)?;
        }
        let old = self.length.replace(len);
        if len > old {
            // SAFETY: the block has room for `len` bytes and the closing zero.
            unsafe { std::ptr::write_bytes(self.start.get().add(old), 0, len - old) };
        }
        self.close();
        Ok(())
    }

    /// Replaces the bytes `from..to` by others (which are not this array's own).
    pub fn splice(&self, thread: &Thread, from: usize, to: usize, with: &[u8]) -> Result<()> {
        let (len, gone) = (self.len(), to - from);
        if with.len() < gone {
            self.check_resizable(thread)?;
            let shrink = gone - with.len();
            if from == 0 {
                // What is left moves forward by its start alone.
                self.start.set(self.start.get().wrapping_add(shrink));
                self.length.set(len - shrink);
                self.settle(thread, len - shrink)?;
            } else {
                self.edit(|bytes| bytes.copy_within(to.., from + with.len()));
                self.resize(thread, len - shrink)?;
            }
        } else if with.len() > gone {
            let more = with.len() - gone;
            self.resize(thread, len.saturating_add(more))?;
            self.edit(|bytes| bytes.copy_within(to..len, from + with.len()));
        }
        self.edit(|bytes| bytes[from..from + with.len()].copy_from_slice(with));
        Ok(())
    }

    /// After a cut at the front: gives memory back as `resize` would. The length is already the new one.
    fn settle(&self, thread: &Thread, len: usize) -> Result<()> {
        if len < self.allocated.get() / 2 {
            self.reallocate(thread.heap(), len + 1)?;
        }
        self.close();
        Ok(())
    }
}

fn release(object: &Object, heap: &Heap) {
    let Some(array) = object.downcast::<ByteArray>() else {
        return;
    };
    array.length.set(0);
    array.allocated.set(0);
    if let Some(block) = NonNull::new(array.block.replace(std::ptr::null_mut())) {
        // SAFETY: the block is a buffer of this heap that the array alone owned.
        unsafe { heap.free_buffer(block) };
    }
}

fn buffers(object: &Object, visit: &mut dyn FnMut(*const u8)) {
    let block = object
        .downcast::<ByteArray>()
        .map(|array| array.block.get());
    if let Some(block) = block.filter(|b| !b.is_null()) {
        visit(block);
    }
}
