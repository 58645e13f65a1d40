//! Numbers by identity: a field of a declared layout (`native_layout!`), one word long.
//!
//! ```text
//!   head (32 bytes):  0 mask   8 how many entries   16 places   24 table
//!   table:            places of 16 bytes: the key (a counted reference or null), the number
//! ```
//! Open addressing over a power of two of places. The table quadruples when two thirds of it are taken, doubles above 50,000 entries: 3.13's
//! `PyMemoTable`. Invariant: a head whose field isn't null has a table; entries are never taken out one by one.

use crate::native::Field;
use crate::{Heap, Object, Ref, Result, Slot, Visit};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// Places of the smallest table.
const LEAST: usize = 8;
/// From so many entries on a table doubles only.
const LARGE: usize = 50_000;
/// Low bits of an address that tell nothing.
const ALIGNED: u32 = 3;

#[repr(C)]
struct Head {
    mask: Cell<usize>,
    used: Cell<usize>,
    room: Cell<usize>,
    table: Cell<*mut Entry>,
}

#[repr(C)]
struct Entry {
    key: Slot,
    value: Cell<usize>,
}

/// See the file's head.
#[repr(transparent)]
pub struct IdentityMap(Cell<*mut Head>);

impl Head {
    /// Bytes of a head and of one place.
    const BYTES: usize = size_of::<Head>();

    #[inline(always)]
    fn entry(&self, at: usize) -> &Entry {
        debug_assert!(at < self.room.get());
        // SAFETY: every index is masked or below the number of places; all entries are initialised.
        unsafe { &*self.table.get().add(at) }
    }

    /// The place of a key, or the free one where it would go. There is a free one.
    #[inline(always)]
    fn find(&self, key: NonNull<Object>) -> &Entry {
        let hash = key.as_ptr() as usize >> ALIGNED;
        let mask = self.mask.get();
        let (mut at, mut rest) = (hash & mask, hash);
        loop {
            let entry = self.entry(at & mask);
            match entry.key.peek() {
                Some(there) if there != key => {}
                _ => return entry,
            }
            at = at.wrapping_mul(5).wrapping_add(rest).wrapping_add(1);
            rest >>= 5;
        }
    }

    /// A table of so many empty places.
    fn table(heap: &Heap, room: usize) -> Result<*mut Entry> {
        let bytes = room.checked_mul(size_of::<Entry>());
        let Some(bytes) = bytes.filter(|&bytes| bytes <= isize::MAX as usize) else {
            return Err(heap.thread().no_memory());
        };
        let table = heap.alloc_buffer(bytes)?.as_ptr().cast::<Entry>();
        // SAFETY: the block has room for that many; zero is an empty place.
        unsafe { table.write_bytes(0, room) };
        Ok(table)
    }

    #[cold]
    #[inline(never)]
    fn grow(&self, heap: &Heap) -> Result<()> {
        let used = self.used.get();
        let wanted = used * if used > LARGE { 2 } else { 4 };
        let room = wanted.next_power_of_two().max(LEAST);
        let fresh = Head::table(heap, room)?;
        let (old, places) = (self.table.replace(fresh), self.room.replace(room));
        self.mask.set(room - 1);
        for at in 0..places {
            // SAFETY: an index below the number of the old table's places.
            let entry = unsafe { &*old.add(at) };
            if let Some(key) = entry.key.take() {
                let to = self.find(key.as_ptr());
                to.key.fill(key);
                to.value.set(entry.value.get());
            }
        }
        if let Some(old) = NonNull::new(old) {
            // SAFETY: the block came from this heap's buffers; its references have moved.
            unsafe { heap.free_buffer(old.cast()) };
        }
        Ok(())
    }

    fn clear(&self) {
        self.used.set(0);
        for at in 0..self.room.get() {
            let entry = self.entry(at);
            entry.value.set(0);
            entry.key.set(None);
        }
    }
}

impl IdentityMap {
    #[inline(always)]
    fn head(&self) -> Option<&Head> {
        // SAFETY: null or a head that only `free` gives back.
        unsafe { self.0.get().as_ref() }
    }

    /// Makes the smallest table where there is none.
    pub fn start(&self, heap: &Heap) -> Result<()> {
        if !self.0.get().is_null() {
            return Ok(());
        }
        let head = heap.alloc_buffer(Head::BYTES)?.cast::<Head>();
        let table = match Head::table(heap, LEAST) {
            Ok(table) => table,
            Err(raised) => {
                // SAFETY: just made, known to nobody.
                unsafe { heap.free_buffer(head.cast()) };
                return Err(raised);
            }
        };
        // SAFETY: the block has room for a head.
        unsafe {
            head.write(Head {
                mask: Cell::new(LEAST - 1),
                used: Cell::new(0),
                room: Cell::new(LEAST),
                table: Cell::new(table),
            });
        }
        self.0.set(head.as_ptr());
        Ok(())
    }

    /// How many entries there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.head().map_or(0, |head| head.used.get())
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Bytes of head and table.
    pub fn bytes(&self) -> usize {
        self.head()
            .map_or(0, |head| Head::BYTES + head.room.get() * size_of::<Entry>())
    }

    /// The number of an object.
    #[inline]
    pub fn get(&self, key: &Object) -> Option<usize> {
        let entry = self.head()?.find(key.as_ptr());
        (!entry.key.is_none()).then(|| entry.value.get())
    }

    /// Gives an object a number.
    #[inline]
    pub fn set(&self, heap: &Heap, key: Ref, value: usize) -> Result<()> {
        let Some(head) = self.head() else {
            self.start(heap)?;
            return self.set(heap, key, value);
        };
        let entry = head.find(key.as_ptr());
        entry.value.set(value);
        if !entry.key.is_none() {
            return Ok(());
        }
        entry.key.fill(key);
        head.used.set(head.used.get() + 1);
        match head.used.get() * 3 < head.room.get() * 2 {
            true => Ok(()),
            false => head.grow(heap),
        }
    }

    /// Forgets the entries; the table stays as large as it is.
    pub fn forget(&self) {
        if let Some(head) = self.head() {
            head.clear();
        }
    }

    /// The entry at a place: `None` past the end, no key where it is free.
    pub fn at(&self, place: usize) -> Option<(Option<Ref>, usize)> {
        let head = self.head()?;
        if place >= head.room.get() {
            return None;
        }
        let entry = head.entry(place);
        Some((entry.key.get(), entry.value.get()))
    }

    /// Changes contents with another.
    pub fn exchange(&self, other: &IdentityMap) {
        self.0.swap(&other.0);
    }

    /// Gives everything back. Who looks while the references are dropped finds nothing.
    pub fn free(&self, heap: &Heap) {
        let Some(at) = NonNull::new(self.0.replace(null_mut())) else {
            return;
        };
        // SAFETY: a head that nobody else knows any more; both blocks came from this heap's buffers.
        unsafe {
            let head = at.as_ref();
            head.clear();
            if let Some(table) = NonNull::new(head.table.get()) {
                heap.free_buffer(table.cast());
            }
            heap.free_buffer(at.cast());
        }
    }
}

// SAFETY: null is a map without a head; every reference is named and cleared, both blocks are named and given back.
unsafe impl Field for IdentityMap {
    fn visit(&self, visit: Visit) {
        let Some(head) = self.head() else { return };
        for at in (0..head.room.get()).rev() {
            if let Some(key) = head.entry(at).key.peek() {
                // SAFETY: an owned reference is alive while its holder is.
                visit(unsafe { key.as_ref() });
            }
        }
    }
    fn clear(&self) {
        self.forget();
    }
    fn release(&self, heap: &Heap) {
        self.free(heap);
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if let Some(head) = self.head() {
            f(self.0.get().cast());
            f(head.table.get().cast());
        }
    }
}
