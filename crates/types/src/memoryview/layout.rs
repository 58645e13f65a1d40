//! The memory of memory views: the only file of this folder that knows addresses.
//!
//! ```text
//! managedbuffer (112): 16 released  24 views on it  32 start  40 exporter  48 length  56 item size
//!                      64 read-only · format  72 what to call at the end   … 112
//! memoryview (144 + 8 for each of shape, stride, suboffset of each dimension):
//!   16  length (3 for each dimension)   24  managed buffer   32  hash (-1)   40  flags   48  exports
//!   56  start   64  bytes   72  item size   80  read-only · format (two characters)   88 … (room of CPython's other fields)
//!  136  weak references                144  shape …, strides …, suboffsets …
//! ```
//! One managed buffer holds the exporter's buffer for all views made from each other; it gives the buffer back when the last
//! view is released. Invariants: a view that isn't released counts once in its managed buffer's `views`; every index that is
//! read lies within the exporter's bytes, because shape, strides and start are only ever derived from those of a view for
//! which it holds.

use object::{BufferView, Layout, LayoutInfo, Object, Ref, Result, Slot, Thread, Type};
use std::cell::Cell;

/// See the file's head.
#[repr(C)]
pub struct ManagedBuffer {
    header: Object,
    released: Cell<bool>,
    views: Cell<usize>,
    start: Cell<*mut u8>,
    exporter: Slot,
    len: Cell<usize>,
    itemsize: Cell<usize>,
    readonly: Cell<bool>,
    format: Cell<u8>,
    end: Cell<Option<fn(&Object)>>,
    rest: [Cell<usize>; 4],
}

/// See the file's head.
#[repr(C)]
pub struct MemoryView {
    header: Object,
    length: Cell<usize>,
    buffer: Slot<ManagedBuffer>,
    hash: Cell<isize>,
    released: Cell<bool>,
    exports: Cell<usize>,
    start: Cell<*mut u8>,
    nbytes: Cell<usize>,
    itemsize: Cell<usize>,
    readonly: Cell<bool>,
    format: Cell<[u8; 2]>,
    rest: [Cell<usize>; 6],
    weaklist: Cell<*mut u8>,
}

const _: () = assert!(size_of::<ManagedBuffer>() == 112 && size_of::<MemoryView>() == 144);
pub const WEAKLIST: isize = std::mem::offset_of!(MemoryView, weaklist) as isize;
const _: () = assert!(WEAKLIST == 136);

pub static MANAGED_BUFFER_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[40],
    clear: Some(|object| {
        if let Some(buffer) = object.downcast::<ManagedBuffer>() {
            buffer.give_back();
        }
    }),
    release: Some(|object, _| {
        if let Some(buffer) = object.downcast::<ManagedBuffer>() {
            buffer.give_back();
        }
    }),
    ..LayoutInfo::new("managedbuffer", size_of::<ManagedBuffer>())
};

pub static MEMORYVIEW_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 8,
    fields: &[24],
    clear: Some(leave),
    release: Some(|object, _| leave(object)),
    ..LayoutInfo::new("memoryview", size_of::<MemoryView>())
};

// SAFETY: header first; zero bytes are a buffer of nothing.
unsafe impl Layout for ManagedBuffer {
    const INFO: &'static LayoutInfo = &MANAGED_BUFFER_LAYOUT;
}

// SAFETY: header first; zero bytes are a view without dimensions and without a buffer.
unsafe impl Layout for MemoryView {
    const INFO: &'static LayoutInfo = &MEMORYVIEW_LAYOUT;
}

/// A dying or cleared view leaves its managed buffer.
fn leave(object: &Object) {
    if let Some(view) = object.downcast::<MemoryView>() {
        view.detach();
        view.buffer.set(None);
    }
}

impl ManagedBuffer {
    /// A managed buffer of what an exporter handed out.
    pub fn new(thread: &Thread, ty: &Type, view: BufferView) -> Result<Ref<ManagedBuffer>> {
        let fresh = thread.heap().alloc(ty, 0)?;
        let Ok(fresh) = fresh.downcast_into::<ManagedBuffer>() else {
            return Err(thread.system_error(format_args!("not a managed buffer")));
        };
        fresh.start.set(view.start);
        fresh.len.set(view.len);
        fresh.itemsize.set(view.itemsize);
        fresh.readonly.set(view.readonly);
        fresh.format.set(view.format);
        fresh.end.set(view.release);
        fresh.exporter.set(Some(view.owner.clone()));
        // The managed buffer now stands for the view: what the view would do at its end is done by `give_back`.
        let mut view = view;
        view.release = None;
        drop(view);
        fresh.object().track();
        Ok(fresh)
    }

    /// Gives the buffer back to the exporter, once.
    fn give_back(&self) {
        if self.released.replace(true) {
            return;
        }
        let exporter = self.exporter.take();
        if let (Some(exporter), Some(end)) = (&exporter, self.end.get()) {
            end(exporter);
        }
        drop(exporter);
    }
}

impl MemoryView {
    /// The object.
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// A one-dimensional view on a whole managed buffer.
    pub fn new(thread: &Thread, ty: &Type, buffer: Ref<ManagedBuffer>) -> Result<Ref<MemoryView>> {
        let fresh = MemoryView::blank(thread, ty, buffer, 1)?;
        let (buffer, itemsize) = {
            let buffer = fresh.buffer.get();
            let size = buffer.as_ref().map_or(1, |b| b.itemsize.get().max(1));
            (buffer, size)
        };
        if let Some(buffer) = buffer {
            fresh.start.set(buffer.start.get());
            fresh.nbytes.set(buffer.len.get());
            fresh.itemsize.set(itemsize);
            fresh.readonly.set(buffer.readonly.get());
            fresh.format.set([buffer.format.get(), 0]);
            fresh.shape()[0].set((buffer.len.get() / itemsize) as isize);
            fresh.strides()[0].set(itemsize as isize);
        }
        Ok(fresh)
    }

    fn blank(
        thread: &Thread,
        ty: &Type,
        buffer: Ref<ManagedBuffer>,
        ndim: usize,
    ) -> Result<Ref<MemoryView>> {
        let fresh = thread.heap().alloc(ty, 3 * ndim)?;
        let Ok(fresh) = fresh.downcast_into::<MemoryView>() else {
            return Err(thread.system_error(format_args!("not a memory view")));
        };
        buffer.views.set(buffer.views.get() + 1);
        fresh.length.set(3 * ndim);
        fresh.buffer.set(Some(buffer));
        fresh.hash.set(-1);
        fresh.object().track();
        Ok(fresh)
    }

    /// Another view on the same items, with room for `ndim` dimensions (as many as there are: their shape is copied).
    pub fn again(&self, thread: &Thread, ndim: usize) -> Result<Ref<MemoryView>> {
        let Some(buffer) = self.buffer.get() else {
            return Err(thread.system_error(format_args!("a view without a buffer")));
        };
        let fresh = MemoryView::blank(thread, self.header.ty(), buffer, ndim)?;
        fresh.start.set(self.start.get());
        fresh.nbytes.set(self.nbytes.get());
        fresh.itemsize.set(self.itemsize.get());
        fresh.readonly.set(self.readonly.get());
        fresh.format.set(self.format.get());
        if ndim == self.ndim() {
            for i in 0..ndim {
                fresh.shape()[i].set(self.shape()[i].get());
                fresh.strides()[i].set(self.strides()[i].get());
            }
        }
        Ok(fresh)
    }

    /// How many dimensions.
    pub fn ndim(&self) -> usize {
        self.length.get() / 3
    }

    fn words(&self) -> &[Cell<isize>] {
        let first = (self as *const MemoryView).wrapping_add(1).cast();
        // SAFETY: `length` words follow the fixed part in the same block.
        unsafe { std::slice::from_raw_parts(first, self.length.get()) }
    }

    /// Items in each dimension.
    pub fn shape(&self) -> &[Cell<isize>] {
        &self.words()[..self.ndim()]
    }

    /// Bytes from one item to the next in each dimension.
    pub fn strides(&self) -> &[Cell<isize>] {
        &self.words()[self.ndim()..2 * self.ndim()]
    }

    /// Bytes of all items.
    pub fn nbytes(&self) -> usize {
        self.nbytes.get()
    }

    /// Bytes of one item.
    pub fn itemsize(&self) -> usize {
        self.itemsize.get()
    }

    /// Whether items may not be assigned.
    pub fn readonly(&self) -> bool {
        self.readonly.get()
    }

    /// Forbids assignment: for `toreadonly` on a fresh view.
    pub fn set_readonly(&self) {
        self.readonly.set(true);
    }

    /// The format: a character, perhaps after `@`.
    pub fn format(&self) -> [u8; 2] {
        self.format.get()
    }

    /// The format's type character.
    pub fn kind(&self) -> u8 {
        match self.format.get() {
            [b'@', kind] => kind,
            [kind, _] => kind,
        }
    }

    /// Sees the same bytes as items of another format: for a fresh view of contiguous bytes. The caller makes the shape fit.
    pub fn reformat(&self, format: [u8; 2], itemsize: usize) {
        self.format.set(format);
        self.itemsize.set(itemsize);
    }

    /// Narrows a fresh view to some of the items of its first dimension. Refused when they aren't all within it.
    pub fn select(&self, start: usize, step: isize, count: usize) {
        let (Some(shape), Some(stride)) = (self.shape().first(), self.strides().first()) else {
            return;
        };
        let last = start as isize + step * (count as isize - 1);
        let inside = |index: isize| (0..shape.get()).contains(&index);
        if count > 0 && !(inside(start as isize) && inside(last)) {
            return;
        }
        if count > 0 {
            let offset = start as isize * stride.get();
            self.start.set(self.start.get().wrapping_offset(offset));
        }
        shape.set(count as isize);
        stride.set(stride.get() * step);
        let items: isize = self.shape().iter().map(Cell::get).product();
        self.nbytes.set(items as usize * self.itemsize.get());
    }

    /// Whether the view was released.
    pub fn is_released(&self) -> bool {
        self.released.get() || self.buffer.peek().is_none()
    }

    /// Views on this view that others hold.
    pub fn exports(&self) -> usize {
        self.exports.get()
    }

    /// Leaves the managed buffer, once; the last view gives the buffer back.
    pub fn detach(&self) {
        if self.released.replace(true) {
            return;
        }
        if let Some(buffer) = self.buffer.get() {
            buffer.views.set(buffer.views.get().saturating_sub(1));
            if buffer.views.get() == 0 {
                buffer.give_back();
            }
        }
    }

    /// The exporter.
    pub fn exporter(&self) -> Option<Ref> {
        self.buffer.get().and_then(|buffer| buffer.exporter.get())
    }

    /// The stored hash, -1 when there is none yet.
    pub fn stored_hash(&self) -> isize {
        self.hash.get()
    }

    /// Stores the hash.
    pub fn store_hash(&self, hash: isize) {
        self.hash.set(hash);
    }

    /// A contiguous window on the view itself, which counts as an export of it.
    pub fn export(&self) -> BufferView {
        self.exports.set(self.exports.get() + 1);
        BufferView {
            owner: self.header.to_ref(),
            start: self.start.get(),
            len: self.nbytes.get(),
            readonly: self.readonly.get(),
            format: self.kind(),
            itemsize: self.itemsize.get(),
            release: Some(|object| {
                if let Some(view) = object.downcast::<MemoryView>() {
                    view.exports.set(view.exports.get().saturating_sub(1));
                }
            }),
        }
    }

    /// The place of an item, in bytes from the start; `None` outside.
    pub fn place(&self, indices: &[isize]) -> Option<isize> {
        let mut offset = 0;
        for (i, &index) in indices.iter().enumerate() {
            if !(0..self.shape().get(i)?.get()).contains(&index) {
                return None;
            }
            offset += index * self.strides()[i].get();
        }
        Some(offset)
    }

    /// Copies an item's bytes out. `offset` comes from `place` with an index for each dimension.
    pub fn read(&self, offset: isize, to: &mut [u8]) {
        let len = to.len().min(self.itemsize.get());
        if self.is_released() {
            return;
        }
        // SAFETY: the file's invariant: an item of the view lies within the exporter's bytes, which stay until release.
        unsafe {
            let from = self.start.get().offset(offset);
            std::ptr::copy(from, to.as_mut_ptr(), len);
        }
    }

    /// Copies an item's bytes in, if the view is writable.
    pub fn write(&self, offset: isize, from: &[u8]) {
        let len = from.len().min(self.itemsize.get());
        if self.is_released() || self.readonly.get() {
            return;
        }
        // SAFETY: as in `read`; the exporter said that its bytes may be written.
        unsafe {
            let to = self.start.get().offset(offset);
            std::ptr::copy(from.as_ptr(), to, len);
        }
    }
}
