//! The memory of sets: a table of entries, the first eight inside the object. The only file of this folder with `unsafe`.
//!
//! ```text
//!    0  header
//!   16  fill: entries used or deleted    24  used    32  mask: table size - 1
//!   40  table ─► the inner one, or a buffer of larger size      48  hash (frozenset; -1 unknown)
//!   56  finger: where `pop` goes on       64  inner table: 8 × { key, hash }
//!  192  weak references
//! ```
//! An entry is free (no key, hash 0), deleted (no key, hash -1) or in use. Invariant: at most three fifths of the table are
//! not free, so that probing ends.

use object::{Builtin, Heap, Layout, LayoutInfo, Object, Ref, Result, Slot, Thread, Type, Visit};
use std::cell::Cell;

/// Entries of the inner table.
pub(super) const MIN_SIZE: usize = 8;

/// A place in the table.
#[repr(C)]
pub(super) struct Entry {
    pub key: Slot,
    pub hash: Cell<isize>,
}

/// `set` and `frozenset`. See the file's head.
#[repr(C)]
pub struct Set {
    header: Object,
    pub(super) fill: Cell<usize>,
    pub(super) used: Cell<usize>,
    pub(super) mask: Cell<usize>,
    /// Null for the inner table.
    table: Cell<*mut Entry>,
    pub(super) hash: Cell<isize>,
    pub(super) finger: Cell<usize>,
    inner: [Entry; MIN_SIZE],
    weaklist: Cell<*mut Object>,
}

/// Layout of `set`, `frozenset` and classes derived from them.
pub static SET_LAYOUT: LayoutInfo = LayoutInfo {
    traverse: Some(traverse),
    clear: Some(|object| as_set(object).clear()),
    release: Some(|object, _| as_set(object).clear()),
    buffers: Some(|object, each| {
        let table = as_set(object).table.get();
        if !table.is_null() {
            each(table.cast());
        }
    }),
    ..LayoutInfo::new("set", 200)
};

/// Where the weak references of a set start.
pub(super) const WEAKLIST: isize = std::mem::offset_of!(Set, weaklist) as isize;

const _: () = assert!(size_of::<Set>() == 200 && size_of::<Entry>() == 16 && WEAKLIST == 192);

// SAFETY: header first; zero is a set of one free place; SET_LAYOUT's functions handle all references.
unsafe impl Layout for Set {
    const INFO: &'static LayoutInfo = &SET_LAYOUT;
}

fn as_set(object: &Object) -> &Set {
    // SAFETY: called for objects built on this layout only, from the functions of SET_LAYOUT.
    unsafe { object.cast_unchecked::<Set>() }
}

/// Frees an exact set or frozenset: keys in order of place, then the table.
///
/// # Safety
/// As for every deallocator: the count is zero.
pub(super) unsafe fn dealloc(thread: &Thread, object: std::ptr::NonNull<Object>) {
    // SAFETY: exact sets are collected and have no finalizer; one with weak references goes the long way.
    unsafe {
        if !as_set(object.as_ref()).weaklist.get().is_null() {
            return object::dealloc_layout(thread, object);
        }
        object::dealloc_collected(thread, object, None, |heap: &Heap, it: &Object| {
            let set = as_set(it);
            drop_keys(set.entries(), set.used.get());
            if let Some(table) = std::ptr::NonNull::new(set.table.get()) {
                set.mask.set(MIN_SIZE - 1);
                set.table.set(std::ptr::null_mut());
                heap.free_buffer(table.cast());
            }
        });
    }
}

fn traverse(object: &Object, visit: Visit) {
    for entry in as_set(object).entries() {
        if let Some(key) = entry.key.peek() {
            // SAFETY: the entry keeps its key alive; visits change nothing.
            visit(unsafe { key.as_ref() });
        }
    }
}

/// A table that has left its set. Dropping it drops the keys in order of place, then the memory.
pub(super) struct Detached<'h> {
    heap: &'h Heap,
    /// Null: the entries are in `inner`.
    table: *mut Entry,
    size: usize,
    /// Keys that are still there.
    left: usize,
    inner: [Entry; MIN_SIZE],
}

/// Drops the keys of a table in order of place, until none is left.
#[inline(always)]
fn drop_keys(entries: &[Entry], mut left: usize) {
    for entry in entries {
        if left == 0 {
            break;
        }
        if let Some(key) = entry.key.take() {
            left -= 1;
            drop(key);
        }
    }
}

impl Detached<'_> {
    /// Hands the keys out with their hashes, in order of place.
    #[inline(always)]
    pub fn drain(mut self, mut take: impl FnMut(Ref, isize)) {
        let left = std::mem::take(&mut self.left);
        for entry in self.entries() {
            if let Some(key) = entry.key.take() {
                take(key, entry.hash.get());
            }
        }
        debug_assert!(left <= self.size);
    }

    fn entries(&self) -> &[Entry] {
        if self.table.is_null() {
            return &self.inner[..self.size];
        }
        // SAFETY: the buffer holds `size` entries and belongs to this value.
        unsafe { std::slice::from_raw_parts(self.table, self.size) }
    }
}

impl Drop for Detached<'_> {
    fn drop(&mut self) {
        drop_keys(self.entries(), self.left);
        if let Some(table) = std::ptr::NonNull::new(self.table) {
            // SAFETY: the buffer belongs to this value.
            unsafe { self.heap.free_buffer(table.cast()) };
        }
    }
}

/// A free inner table.
#[expect(
    clippy::declare_interior_mutable_const,
    reason = "each use is a table of its own"
)]
const FREE: [Entry; MIN_SIZE] = [const {
    Entry {
        key: Slot::empty(),
        hash: Cell::new(0),
    }
}; MIN_SIZE];

impl Set {
    /// The set as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.used.get()
    }

    /// Whether there is no item.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// An empty set of a type built on this layout, tracked.
    pub(super) fn alloc(thread: &Thread, ty: &Type) -> Result<Ref<Set>> {
        debug_assert!(ty.has_layout(&SET_LAYOUT));
        let object = match ty.builtin() {
            Builtin::Set | Builtin::FrozenSet => {
                let fresh = thread.heap().alloc(ty, 0)?;
                fresh.track();
                fresh
            }
            _ => crate::typeobj::new_instance(thread, ty)?,
        };
        // SAFETY: the type is built on the set layout.
        let set = unsafe { Ref::<Set>::from_raw(object.into_raw().cast()) };
        set.mask.set(MIN_SIZE - 1);
        set.hash.set(-1);
        Ok(set)
    }

    /// The table: valid until the set changes.
    #[inline(always)]
    pub(super) fn entries(&self) -> &[Entry] {
        let table = self.table.get();
        let first = if table.is_null() {
            self.inner.as_ptr()
        } else {
            table
        };
        // SAFETY: the table in force has `mask + 1` entries.
        unsafe { std::slice::from_raw_parts(first, self.mask.get() + 1) }
    }

    /// Where the table is: to notice that it was replaced.
    #[inline(always)]
    pub(super) fn table_id(&self) -> (usize, usize) {
        (self.table.get() as usize, self.mask.get())
    }

    /// Bytes of a table outside the object.
    pub(super) fn outer_bytes(&self) -> usize {
        match self.table.get().is_null() {
            true => 0,
            false => (self.mask.get() + 1) * size_of::<Entry>(),
        }
    }

    /// Replaces the table by a free one of this size and hands the old one out with its keys. `fill` and `used` become 0.
    pub(super) fn renew(&self, size: usize) -> Result<Detached<'_>> {
        let heap = self.header.heap();
        let fresh = if size <= MIN_SIZE {
            std::ptr::null_mut()
        } else {
            let Some(bytes) = size
                .checked_mul(size_of::<Entry>())
                .filter(|&b| b < isize::MAX as usize)
            else {
                return Err(heap.thread().no_memory());
            };
            let block = heap.alloc_buffer(bytes)?;
            // SAFETY: the block has as many bytes; all-zero entries are free.
            unsafe { block.as_ptr().write_bytes(0, bytes) };
            block.as_ptr().cast()
        };
        let old_size = self.mask.get() + 1;
        let table = self.table.replace(fresh);
        let inner = match table.is_null() {
            true => self.take_inner(),
            false => FREE,
        };
        self.mask.set(size.max(MIN_SIZE) - 1);
        self.fill.set(0);
        Ok(Detached {
            heap,
            table,
            size: old_size,
            left: self.used.replace(0),
            inner,
        })
    }

    /// The inner table, which is free afterwards.
    fn take_inner(&self) -> [Entry; MIN_SIZE] {
        let place = self.inner.as_ptr().cast_mut().cast::<[Entry; MIN_SIZE]>();
        // SAFETY: every byte of the table lies in a cell of this set, nobody borrows it, and the keys move with their entries.
        unsafe { place.replace(FREE) }
    }

    /// Looks at a key without counting it. `look` runs no code and drops nothing.
    #[inline(always)]
    pub(super) fn look<R>(&self, place: usize, look: impl FnOnce(&Object) -> R) -> Option<R> {
        // SAFETY: nothing changes the entry while `look` runs.
        unsafe { self.entries()[place].key.borrow() }.map(look)
    }

    /// Empties the set, then drops what was in it.
    pub fn clear(&self) {
        // The inner table needs no memory.
        if let Ok(old) = self.renew(MIN_SIZE) {
            drop(old);
        }
    }

    /// Exchanges the contents of two sets.
    pub(super) fn swap(&self, other: &Set) {
        self.fill.swap(&other.fill);
        self.used.swap(&other.used);
        self.mask.swap(&other.mask);
        self.table.swap(&other.table);
        for (a, b) in self.inner.iter().zip(&other.inner) {
            a.hash.swap(&b.hash);
            let key = a.key.take();
            a.key.set(b.key.replace(key));
        }
    }
}
