//! A row of machine values of one kind. The only file of this folder that knows addresses.
//!
//! ```text
//!   0  header  16  length  24  items  32  allocated (items)  40  kind  48  weak references  56  exports      (64 bytes)
//! ```
//! `items` is a buffer of `allocated` items, null when that is 0; the first `length` are in use. Kind is the type code, set once.
//! While `exports` isn't 0 neither block nor length changes.
//! Growth is 3.13's: a sixteenth more than asked for and 3 (at first) or 7 items; memory is given back when 16 or more items
//! go at once, or all.

use object::{Builtin, Heap, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// See the file's head.
#[repr(C)]
pub struct Array {
    header: Object,
    length: Cell<usize>,
    items: Cell<*mut u8>,
    allocated: Cell<usize>,
    kind: Cell<usize>,
    weaklist: Cell<*mut u8>,
    exports: Cell<usize>,
}

const _: () = assert!(size_of::<Array>() == 64);

/// Where the weak references hang.
pub const WEAKLIST: isize = std::mem::offset_of!(Array, weaklist) as isize;
const _: () = assert!(WEAKLIST == 48);

pub static ARRAY_LAYOUT: LayoutInfo = LayoutInfo {
    release: Some(release),
    buffers: Some(buffers),
    ..LayoutInfo::new("array", size_of::<Array>())
};

// SAFETY: header first; zero bytes are an empty array of no kind, whose items are taken as single bytes.
unsafe impl Layout for Array {
    const INFO: &'static LayoutInfo = &ARRAY_LAYOUT;
}

/// Bytes of an item of a type code.
pub fn item_bytes(kind: u8) -> usize {
    match kind {
        b'h' | b'H' => 2,
        b'u' | b'w' | b'i' | b'I' | b'f' => 4,
        b'l' | b'L' | b'q' | b'Q' | b'd' => 8,
        _ => 1,
    }
}

impl Array {
    /// The object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// A new array of `len` zero items, in a block without spare room. Tracked, as every array.
    pub fn new(thread: &Thread, ty: &Type, kind: u8, len: usize) -> Result<Ref<Array>> {
        let fresh = match ty.is_class() {
            true => crate::typeobj::new_instance(thread, ty)?,
            false => thread.heap().alloc(ty, 0)?,
        };
        let Ok(fresh) = fresh.downcast_into::<Array>() else {
            return Err(thread.system_error(format_args!("not built on array")));
        };
        fresh.kind.set(usize::from(kind));
        if len > 0 {
            fresh.reallocate(thread, len)?;
            fresh.length.set(len);
            fresh.edit(|bytes| bytes.fill(0));
        }
        fresh.as_object().track();
        Ok(fresh)
    }

    /// The type code.
    #[inline(always)]
    pub fn kind(&self) -> u8 {
        self.kind.get() as u8
    }

    /// Bytes of an item.
    #[inline(always)]
    pub fn item_bytes(&self) -> usize {
        item_bytes(self.kind())
    }

    /// How many items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many items fit.
    pub fn allocated(&self) -> usize {
        self.allocated.get()
    }

    /// The address of the first item; 0 when there is no block.
    pub fn address(&self) -> usize {
        self.items.get() as usize
    }

    /// The address of the first item, never null.
    pub fn start(&self) -> *mut u8 {
        NonNull::new(self.items.get())
            .unwrap_or(NonNull::dangling())
            .as_ptr()
    }

    /// The items' bytes, for reading. Nothing that may run Python code may happen while the slice lives.
    #[inline(always)]
    pub fn peek(&self) -> &[u8] {
        if self.len() == 0 {
            return &[];
        }
        // SAFETY: `length` items stand in the block, and nobody changes them while the caller looks.
        unsafe { std::slice::from_raw_parts(self.items.get(), self.len() * self.item_bytes()) }
    }

    /// Calls `f` with the items' bytes, to be changed in place.
    pub fn edit<R>(&self, f: impl FnOnce(&mut [u8]) -> R) -> R {
        if self.len() == 0 {
            return f(&mut []);
        }
        let bytes = self.len() * self.item_bytes();
        // SAFETY: as in `peek`; `f` gets no other way to the bytes, for it runs no Python code (it has no thread).
        f(unsafe { std::slice::from_raw_parts_mut(self.items.get(), bytes) })
    }

    /// An item's bytes, in front of zeros; `None` past the end.
    #[inline]
    pub fn get(&self, index: usize) -> Option<[u8; 8]> {
        if index >= self.len() {
            return None;
        }
        let size = self.item_bytes();
        let mut item = [0; 8];
        item[..size].copy_from_slice(&self.peek()[index * size..(index + 1) * size]);
        Some(item)
    }

    /// Replaces an item; false past the end.
    #[inline]
    pub fn put(&self, index: usize, item: [u8; 8]) -> bool {
        let size = self.item_bytes();
        index < self.len()
            && self.edit(|bytes| {
                bytes[index * size..(index + 1) * size].copy_from_slice(&item[..size]);
                true
            })
    }

    /// Whether somebody looks at the bytes.
    pub fn is_exported(&self) -> bool {
        self.exports.get() != 0
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
        match self.is_exported() {
            false => Ok(()),
            true => Err(thread.raise(
                Builtin::BufferError,
                format_args!("cannot resize an array that is exporting buffers"),
            )),
        }
    }

    /// Makes the array `len` items long. New items are zero.
    pub fn resize(&self, thread: &Thread, len: usize) -> Result<()> {
        let old = self.len();
        if len != old {
            self.check_resizable(thread)?;
        }
        let has_block = !self.items.get().is_null();
        if self.allocated() < len || old >= len.saturating_add(16) || !has_block {
            if len == 0 {
                self.length.set(0);
                self.free(thread.heap());
                return Ok(());
            }
            let spare = (len >> 4) + if old < 8 { 3 } else { 7 };
            self.reallocate(thread, len.saturating_add(spare))?;
        }
        self.length.set(len);
        if len > old {
            let from = old * self.item_bytes();
            self.edit(|bytes| bytes[from..].fill(0));
        }
        Ok(())
    }

    /// Gives the array a block of this many items with its first ones, as many as fit.
    fn reallocate(&self, thread: &Thread, items: usize) -> Result<()> {
        let bytes = items
            .checked_mul(self.item_bytes())
            .filter(|&n| n <= isize::MAX as usize);
        let Some(bytes) = bytes else {
            return Err(thread.no_memory());
        };
        let block = match NonNull::new(self.items.get()) {
            None => thread.heap().alloc_buffer(bytes)?,
            // SAFETY: the block is a buffer of this heap that the array alone owns.
            Some(old) => unsafe { thread.heap().realloc_buffer(old, bytes)? },
        };
        self.items.set(block.as_ptr());
        self.allocated.set(items);
        Ok(())
    }

    fn free(&self, heap: &Heap) {
        self.allocated.set(0);
        if let Some(block) = NonNull::new(self.items.replace(std::ptr::null_mut())) {
            // SAFETY: the block is a buffer of this heap that the array alone owned.
            unsafe { heap.free_buffer(block) };
        }
    }
}

fn release(object: &Object, heap: &Heap) {
    if let Some(array) = object.downcast::<Array>() {
        array.length.set(0);
        array.free(heap);
    }
}

fn buffers(object: &Object, visit: &mut dyn FnMut(*const u8)) {
    let block = object.downcast::<Array>().map(|array| array.items.get());
    if let Some(block) = block.filter(|b| !b.is_null()) {
        visit(block);
    }
}
