//! The memory of lists: a length, a capacity and the items in a buffer. The only file of this folder with `unsafe`.
//!
//! ```text
//!    0  header
//!   16  length
//!   24  items ──► buffer of `allocated` words, the first `length` set (null when nothing is allocated)
//!   32  allocated (-1 while the list is being sorted)
//! ```
//! Growth is 3.13's: an eighth more plus six, rounded down to four; an exact size is rounded up to two.
//! Whatever leaves a list is dropped after the list is consistent again, because a finalizer may look at it.

use object::FLAG_GC;
use object::{Builtin, Heap, Items, Keep, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// See the file's head.
#[repr(C)]
pub struct List {
    header: Object,
    length: Cell<usize>,
    items: Cell<*mut Ref>,
    allocated: Cell<isize>,
}

/// Layout of `list` and of every class derived from it.
pub static LIST_LAYOUT: LayoutInfo = LayoutInfo {
    items: Some(Items {
        at: 24,
        len: 16,
        indirect: true,
    }),
    clear: Some(clear),
    release: Some(|object, _| clear(object)),
    buffers: Some(buffers),
    ..LayoutInfo::new("list", 40)
};

const _: () = assert!(size_of::<List>() == 40);

/// Bytes of an exact list's block: the collector's head and the layout.
const BLOCK: usize = 16 + size_of::<List>();

// SAFETY: header first; zero is the empty list; LIST_LAYOUT describes items and buffer.
unsafe impl Layout for List {
    const INFO: &'static LayoutInfo = &LIST_LAYOUT;
}

fn clear(object: &Object) {
    // SAFETY: only objects built on this layout have this function.
    unsafe { object.cast_unchecked::<List>() }.clear();
}

/// Frees an exact list: items last to first, then the buffer.
///
/// # Safety
/// As for every deallocator: the count is zero.
pub(super) unsafe fn dealloc(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: exact lists are collected and have neither finalizer nor weak references; nobody else sees this one, and
    // each item is read once while the length says that it isn't there any more.
    unsafe {
        object::dealloc_collected(thread, object, Some(Keep::LIST), |heap, it| {
            let list = it.cast_unchecked::<List>();
            let items = list.items.get();
            if items.is_null() {
                return;
            }
            let mut left = list.length.get();
            while left != 0 {
                left -= 1;
                list.length.set(left);
                drop(items.add(left).read());
            }
            list.items.set(null_mut());
            heap.free_buffer(NonNull::new_unchecked(items.cast()));
        });
    }
}

fn buffers(object: &Object, each: &mut dyn FnMut(*const u8)) {
    // SAFETY: as above.
    let items = unsafe { object.cast_unchecked::<List>() }.items.get();
    if !items.is_null() {
        each(items.cast());
    }
}

/// Items that have left a list, with a buffer. Dropping it drops them, last to first unless told otherwise, then the buffer.
pub struct Detached<'h> {
    heap: &'h Heap,
    items: *mut Ref,
    length: usize,
    allocated: isize,
    forward: bool,
}

impl<'h> Detached<'h> {
    /// Room for items that are about to leave.
    fn with_room(heap: &'h Heap, room: usize) -> Result<Detached<'h>> {
        let items = match room {
            0 => null_mut(),
            _ => heap.alloc_buffer(room * 8)?.as_ptr().cast(),
        };
        Ok(Detached {
            heap,
            items,
            length: 0,
            allocated: room as isize,
            forward: false,
        })
    }

    /// Takes an item over.
    fn push(&mut self, item: Ref) {
        debug_assert!((self.length as isize) < self.allocated);
        // SAFETY: there is room for one more item, not yet set.
        unsafe { self.items.add(self.length).write(item) };
        self.length += 1;
    }

    /// The items.
    pub fn as_mut_slice(&mut self) -> &mut [Ref] {
        if self.items.is_null() {
            return &mut [];
        }
        // SAFETY: the first `length` items are set and only this value knows the buffer.
        unsafe { std::slice::from_raw_parts_mut(self.items, self.length) }
    }
}

impl Drop for Detached<'_> {
    fn drop(&mut self) {
        if self.items.is_null() {
            return;
        }
        // SAFETY: the items are owned here; each is read once, then the buffer goes.
        unsafe {
            for n in 1..=self.length {
                let index = if self.forward { n - 1 } else { self.length - n };
                drop(self.items.add(index).read());
            }
            self.heap
                .free_buffer(NonNull::new_unchecked(self.items.cast()));
        }
    }
}

impl List {
    /// The list as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// Number of items.
    #[inline(always)]
    pub fn len(&self) -> usize {
        self.length.get()
    }

    /// Whether there is no item.
    #[inline(always)]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Items that fit without growing; -1 while the list is being sorted.
    #[inline(always)]
    pub fn allocated(&self) -> isize {
        self.allocated.get()
    }

    /// Whether there is a buffer at all.
    #[inline(always)]
    pub fn has_buffer(&self) -> bool {
        !self.items.get().is_null()
    }

    /// Empty, tracked.
    #[inline]
    pub fn new(thread: &Thread) -> Result<Ref<List>> {
        match thread.heap().reuse(Keep::LIST, BLOCK) {
            Some(kept) => Ok(List::begin(kept.cast())),
            None => List::new_fresh(thread),
        }
    }

    /// As `new`, but never a list kept for reuse: what a call of the type does.
    pub fn new_fresh(thread: &Thread) -> Result<Ref<List>> {
        let ty = thread.heap().builtin(Builtin::List);
        // SAFETY: the well-known type `list` is built on this layout; `begin` sets every field.
        let raw = unsafe {
            thread
                .heap()
                .alloc_fixed::<List>(NonNull::from(ty), Builtin::List as u32 | FLAG_GC)?
        };
        Ok(List::begin(raw))
    }

    /// Sets the fields of a list that has a header only.
    #[inline(always)]
    fn begin(raw: NonNull<List>) -> Ref<List> {
        // SAFETY: the callers own the block's only reference; it has a list's header and size.
        let list = unsafe {
            let list = Ref::<List>::from_raw(raw);
            list.length.set(0);
            list.items.set(null_mut());
            list.allocated.set(0);
            list
        };
        list.header.track();
        list
    }

    /// Empty, with room for exactly `room` items; tracked.
    #[inline]
    pub fn with_room(thread: &Thread, room: usize) -> Result<Ref<List>> {
        let list = List::new(thread)?;
        if room != 0 {
            list.reallocate(room)?;
        }
        Ok(list)
    }

    /// With room for exactly these items, as a list display allocates; tracked.
    #[inline]
    pub fn from_slice(thread: &Thread, items: &[Ref]) -> Result<Ref<List>> {
        let list = List::with_room(thread, items.len())?;
        list.fill_from_slice(thread, items)?;
        Ok(list)
    }

    /// Empty, an instance of `ty` (built on the list layout), tracked.
    pub fn new_of(thread: &Thread, ty: &Type) -> Result<Ref<List>> {
        debug_assert!(ty.has_layout(&LIST_LAYOUT));
        let object = crate::typeobj::new_instance(thread, ty)?;
        // SAFETY: the type is built on the list layout.
        Ok(unsafe { Ref::from_raw(object.into_raw().cast()) })
    }

    /// The items, for reading. Nothing that may run Python code or drop a handle may happen while the slice lives.
    #[inline(always)]
    pub fn peek(&self) -> &[Ref] {
        let items = self.items.get();
        if items.is_null() {
            return &[];
        }
        // SAFETY: the first `length` items are set.
        unsafe { std::slice::from_raw_parts(items, self.length.get()) }
    }

    /// A handle on an item, `None` past the end.
    #[inline(always)]
    pub fn get(&self, index: usize) -> Option<Ref> {
        self.peek().get(index).cloned()
    }

    /// Stores into an existing place and hands out the old item; the item back when there is no such place.
    #[inline]
    pub fn replace(&self, index: usize, item: Ref) -> Result<Ref, Ref> {
        if index >= self.length.get() {
            return Err(item);
        }
        // SAFETY: the place holds an item.
        Ok(unsafe { std::mem::replace(&mut *self.items.get().add(index), item) })
    }

    /// Exchanges two existing items.
    pub fn swap(&self, a: usize, b: usize) {
        debug_assert!(a < self.len() && b < self.len());
        // SAFETY: both places hold items.
        unsafe { std::ptr::swap(self.items.get().add(a), self.items.get().add(b)) };
    }

    /// Changes the room for a new length as 3.13 does and sets the length. Items beyond the old length are
    /// unset until the caller writes them; items beyond the new length must have been taken out before.
    fn resize(&self, length: usize) -> Result<()> {
        let allocated = self.allocated.get();
        if allocated >= length as isize && length as isize >= allocated >> 1 {
            self.length.set(length);
            return Ok(());
        }
        let mut room = (length + (length >> 3) + 6) & !3;
        // A jump beyond what the pattern would add gets what it asks for.
        if length > self.len() && length - self.len() > room - length {
            room = (length + 3) & !3;
        }
        if length == 0 {
            // 3.13 resizes the buffer to nothing, which leaves one: the next growth is that of a list with a buffer.
            if self.has_buffer() {
                self.reallocate(1)?;
                self.allocated.set(0);
            }
            self.length.set(0);
            return Ok(());
        }
        self.reallocate(room)?;
        self.length.set(length);
        Ok(())
    }

    /// Gives the buffer room for exactly this many items.
    fn reallocate(&self, room: usize) -> Result<()> {
        let heap = self.header.heap();
        let old = NonNull::new(self.items.get());
        let fresh = match (old, room) {
            (None, 0) => null_mut(),
            (Some(old), 0) => {
                // SAFETY: the buffer belongs to this list and holds no item any more.
                unsafe { heap.free_buffer(old.cast()) };
                null_mut()
            }
            (old, room) => {
                let Some(bytes) = room.checked_mul(8).filter(|&b| b < isize::MAX as usize) else {
                    return Err(heap.thread().no_memory());
                };
                match old {
                    None => heap.alloc_buffer(bytes)?,
                    // SAFETY: the buffer belongs to this list.
                    Some(old) => unsafe { heap.realloc_buffer(old.cast(), bytes)? },
                }
                .as_ptr()
                .cast()
            }
        };
        self.items.set(fresh);
        self.allocated.set(room as isize);
        Ok(())
    }

    /// Room for a known number of items in a list without a buffer.
    pub fn reserve_exact(&self, length: usize) -> Result<()> {
        debug_assert!(!self.has_buffer());
        self.reallocate((length + 1) & !1)
    }

    /// Room for `more` items after the present ones, growing as an extension by a hint does.
    pub fn reserve(&self, more: usize) -> Result<()> {
        let length = self.len();
        let Some(total) = length.checked_add(more) else {
            return Ok(());
        };
        self.resize(total)?;
        self.length.set(length);
        Ok(())
    }

    /// Gives back room beyond what the length asks for.
    pub fn shrink(&self) -> Result<()> {
        self.resize(self.len())
    }

    /// `append` with 3.13's growth.
    #[inline]
    pub fn push(&self, _: &Thread, item: Ref) -> Result<()> {
        let length = self.length.get();
        if (length as isize) < self.allocated.get() {
            self.length.set(length + 1);
        } else {
            self.resize(length + 1)?;
        }
        // SAFETY: there is room for one more item, not yet set.
        unsafe { self.items.get().add(length).write(item) };
        Ok(())
    }

    /// Whether `append` has room without growing.
    #[inline(always)]
    pub fn has_room(&self) -> bool {
        (self.length.get() as isize) < self.allocated.get()
    }

    /// The room that the first `append` makes, four items, in a list without a buffer. False when that takes more than a block from
    /// a free list. Calls nothing.
    #[inline(always)]
    pub fn begin_hot(&self, heap: &Heap) -> bool {
        const ROOM: usize = 4;
        if self.has_buffer() {
            return false;
        }
        let Some(block) = heap.alloc_buffer_hot(ROOM * size_of::<Ref>()) else {
            return false;
        };
        self.items.set(block.as_ptr().cast());
        self.allocated.set(ROOM as isize);
        true
    }

    /// `append` where `has_room` has been seen.
    #[inline(always)]
    pub fn push_hot(&self, item: Ref) {
        debug_assert!(self.has_room());
        let length = self.length.get();
        self.length.set(length + 1);
        // SAFETY: there is room for one more item, not yet set.
        unsafe { self.items.get().add(length).write(item) };
    }

    /// Inserts before `index`, clamped to the end.
    pub fn insert(&self, _: &Thread, index: usize, item: Ref) -> Result<()> {
        let length = self.len();
        self.resize(length + 1)?;
        let index = index.min(length);
        // SAFETY: there is room for `length + 1` items; the tail moves up by one.
        unsafe {
            let at = self.items.get().add(index);
            std::ptr::copy(at, at.add(1), length - index);
            at.write(item);
        }
        Ok(())
    }

    /// Takes an item out, closing the gap, and shrinks as 3.13 does. `None` past the end.
    pub fn take(&self, index: usize) -> Option<Ref> {
        let item = self.delete(index)?;
        self.shrink_quietly();
        Some(item)
    }

    /// Takes an item out as `del list[index]` does: the buffer keeps its size, whatever is left.
    pub fn delete(&self, index: usize) -> Option<Ref> {
        let length = self.len();
        if index >= length {
            return None;
        }
        // SAFETY: the place holds an item; the tail moves down over it.
        let item = unsafe {
            let at = self.items.get().add(index);
            let item = at.read();
            std::ptr::copy(at.add(1), at, length - index - 1);
            item
        };
        self.length.set(length - 1);
        Some(item)
    }

    /// Shrinking to a smaller buffer may fail for lack of memory: then the larger one stays.
    #[inline]
    fn shrink_quietly(&self) {
        match self.len() {
            0 => drop(self.detach()),
            _ => self.resize_quietly(),
        }
    }

    /// As `shrink_quietly`, but a list that became empty keeps a buffer: growing from it isn't growing from none.
    fn resize_quietly(&self) {
        let length = self.len();
        if self.resize(length).is_err() {
            self.header.thread().take_pending();
            self.length.set(length);
        }
    }

    /// Takes the last item out.
    #[inline]
    pub fn pop(&self) -> Option<Ref> {
        self.take(self.len().checked_sub(1)?)
    }

    /// Appends copies of the handles. `items` may be this list's own.
    pub fn extend_from_slice(&self, items: &[Ref]) -> Result<()> {
        if items.is_empty() {
            return Ok(());
        }
        let length = self.len();
        let own = std::ptr::eq(items.as_ptr(), self.items.get());
        if self.has_buffer() {
            self.resize(length + items.len())?;
        } else {
            self.reserve_exact(items.len())?;
            self.length.set(items.len());
        }
        let from = if own {
            self.items.get()
        } else {
            items.as_ptr().cast_mut()
        };
        for index in 0..items.len() {
            // SAFETY: `from` is either the given slice or this list's items after the move; the places are unset.
            unsafe {
                self.items
                    .get()
                    .add(length + index)
                    .write((*from.add(index)).clone())
            };
        }
        Ok(())
    }

    /// Appends copies of the handles where room for them was made before (`with_room`): the capacity stays.
    pub fn fill_from_slice(&self, thread: &Thread, items: &[Ref]) -> Result<()> {
        for item in items {
            self.push(thread, item.clone())?;
        }
        Ok(())
    }

    /// Opens or closes a gap so that `from..to` becomes copies of `with`'s handles (not from this list's buffer).
    /// Hands out what was there.
    pub fn splice(&self, from: usize, to: usize, with: &[Ref]) -> Result<Detached<'_>> {
        let length = self.len();
        debug_assert!(from <= to && to <= length);
        let mut removed = Detached::with_room(self.header.heap(), to - from)?;
        let after = length - (to - from) + with.len();
        if after > length {
            self.resize(after)?;
            self.length.set(length);
        }
        let items = self.items.get();
        // SAFETY: what leaves is read once; the tail moves within room for max(length, after) items; the gap is filled.
        unsafe {
            for index in from..to {
                removed.push(items.add(index).read());
            }
            if to < length {
                std::ptr::copy(items.add(to), items.add(from + with.len()), length - to);
            }
            for (index, item) in with.iter().enumerate() {
                items.add(from + index).write(item.clone());
            }
        }
        self.length.set(after);
        // Replacing nothing by nothing in an empty list gives back its room.
        if after < length || after == 0 {
            self.shrink_quietly();
        }
        Ok(removed)
    }

    /// Takes every `step`-th item out, `count` of them from `start` on, closing the gaps.
    pub fn take_strided(&self, start: usize, step: usize, count: usize) -> Result<Detached<'_>> {
        let length = self.len();
        debug_assert!(count > 0 && step > 0 && start + (count - 1) * step < length);
        let mut removed = Detached::with_room(self.header.heap(), count)?;
        removed.forward = true;
        let items = self.items.get();
        let mut to = start;
        for index in start..length {
            // SAFETY: each item is read once; those that stay move down over places already read.
            unsafe {
                if (index - start).is_multiple_of(step) && removed.length < count {
                    removed.push(items.add(index).read());
                } else {
                    std::ptr::copy(items.add(index), items.add(to), 1);
                    to += 1;
                }
            }
        }
        self.length.set(length - count);
        self.resize_quietly();
        Ok(removed)
    }

    /// Replaces the items at `count` indices; hands out what was there, to be dropped in that order.
    pub fn replace_many(
        &self,
        count: usize,
        index: impl Fn(usize) -> usize,
        with: &[Ref],
    ) -> Result<Detached<'_>> {
        let mut removed = Detached::with_room(self.header.heap(), count)?;
        removed.forward = true;
        for (n, item) in with.iter().take(count).enumerate() {
            match self.replace(index(n), item.clone()) {
                Ok(old) => removed.push(old),
                Err(unused) => drop(unused),
            }
        }
        Ok(removed)
    }

    /// Makes the present items follow each other `times` times in all.
    pub fn repeat_in_place(&self, times: usize) -> Result<()> {
        let length = self.len();
        let Some(total) = length.checked_mul(times) else {
            return Err(self.header.thread().no_memory());
        };
        self.resize(total)?;
        self.length.set(length);
        for index in length..total {
            // SAFETY: there is room for `total` items and the place is unset.
            unsafe {
                let items = self.items.get();
                let copy = (*items.add(index - length)).clone();
                items.add(index).write(copy);
            }
        }
        self.length.set(total);
        Ok(())
    }

    /// Reverses the order.
    pub fn reverse(&self) {
        let length = self.len();
        for index in 0..length / 2 {
            self.swap(index, length - 1 - index);
        }
    }

    /// Takes the items and the buffer out, leaving the list empty.
    pub fn detach(&self) -> Detached<'_> {
        Detached {
            heap: self.header.heap(),
            items: self.items.replace(null_mut()),
            length: self.length.replace(0),
            allocated: self.allocated.replace(0),
            forward: false,
        }
    }

    /// Empties the list, then drops what was in it, last to first.
    pub fn clear(&self) {
        // Without a buffer nothing changes: a list emptied by its own sort keeps its mark.
        if self.has_buffer() {
            drop(self.detach());
        }
    }

    /// Marks the emptied list as being sorted: any change shows in `allocated`.
    pub fn mark_sorting(&self) {
        self.allocated.set(-1);
    }

    /// Puts detached items back. What the list held in the meantime is handed out.
    pub fn reattach<'a>(&'a self, mut items: Detached<'a>) -> Detached<'a> {
        let interim = Detached {
            heap: self.header.heap(),
            items: self.items.replace(items.items),
            length: self.length.replace(items.length),
            allocated: self.allocated.replace(items.allocated),
            forward: false,
        };
        items.items = null_mut();
        interim
    }
}
