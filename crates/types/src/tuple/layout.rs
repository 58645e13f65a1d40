//! The memory of tuples: a length and the items inline. The only file of this folder with `unsafe`.
//!
//! ```text
//!    0  header
//!   16  length
//!   24  items, one word each
//! ```
//! Invariant: once anybody but its maker sees a tuple, every item is set and none changes. While it is being made
//! (or after the collector broke a cycle through it) items are null and `items()` is not called.

use object::{
    Age, Builtin, Heap, Items, Keep, Layout, LayoutInfo, Object, Ref, Result, Slot, Thread, Type,
    Untrack,
};
use std::cell::Cell;
use std::ptr::NonNull;

/// See the file's head.
#[repr(C)]
pub struct Tuple {
    header: Object,
    pub(crate) length: Cell<usize>,
}

/// Layout of `tuple` and of every class derived from it.
pub static TUPLE_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: 8,
    items: Some(Items {
        at: 24,
        len: 16,
        indirect: false,
    }),
    release: Some(release),
    untrack: Some(Untrack::EveryPass(|object| {
        // SAFETY: only objects built on this layout have this function.
        unsafe { object.cast_unchecked::<Tuple>() }.maybe_untrack();
    })),
    ..LayoutInfo::new("tuple", 24)
};

const _: () = assert!(size_of::<Tuple>() == 24);

// SAFETY: header first; zero is the empty tuple; TUPLE_LAYOUT describes the items.
unsafe impl Layout for Tuple {
    const INFO: &'static LayoutInfo = &TUPLE_LAYOUT;
}

/// Drops the items, last to first.
fn release(object: &Object, _: &Heap) {
    // SAFETY: only objects built on this layout have this function.
    let tuple = unsafe { object.cast_unchecked::<Tuple>() };
    for slot in tuple.slots().iter().rev() {
        slot.set(None);
    }
}

/// Frees an exact tuple.
///
/// # Safety
/// As for every deallocator: the count is zero.
pub(super) unsafe fn dealloc(thread: &Thread, object: NonNull<Object>) {
    // SAFETY: exact tuples are collected and have neither finalizer nor weak references.
    unsafe {
        let len = object.cast::<Tuple>().as_ref().length.get();
        object::dealloc_collected(thread, object, Keep::tuple(len), |heap, it| {
            release(it, heap)
        });
    }
}

/// A tuple in the making: its items are still empty, nobody else sees it, the collector doesn't know it. 3.13's collector does:
/// passes that run meanwhile make it older. Dropping it unfinished gives back what was put in.
pub struct Unfinished {
    tuple: Ref<Tuple>,
    made: Age,
}

impl Unfinished {
    /// Room for `len` items, at least one, in an instance of `ty` (built on the tuple layout).
    #[inline]
    pub fn new(thread: &Thread, ty: &Type, len: usize) -> Result<Unfinished> {
        debug_assert!(ty.has_layout(&TUPLE_LAYOUT));
        if ty.builtin() == Builtin::Tuple
            && let Some(tuple) = Unfinished::kept(thread, len)
        {
            return Ok(tuple);
        }
        let object = thread.heap().alloc(ty, len)?;
        // SAFETY: the type is built on the tuple layout and the block holds `len` items, all null.
        let tuple = unsafe { Ref::<Tuple>::from_raw(object.into_raw().cast()) };
        tuple.length.set(len);
        let made = thread.heap().gc.age();
        Ok(Unfinished { tuple, made })
    }

    /// Room for any number of items in an exact tuple; none takes no memory.
    pub fn of(thread: &Thread, len: usize) -> Result<Unfinished> {
        match len {
            0 => Ok(Unfinished {
                tuple: Tuple::empty(thread),
                made: thread.heap().gc.age(),
            }),
            _ => Unfinished::new(thread, thread.heap().builtin(Builtin::Tuple), len),
        }
    }

    /// As `of`, and the collector knows it from now on, so it stands before what is made to be put into it: 3.13 tracks a tuple
    /// that native code fills when it is made. Until then `None` stands in each place, since anybody may find it.
    pub fn tracked(thread: &Thread, len: usize) -> Result<Unfinished> {
        let made = Unfinished::of(thread, len)?;
        for index in 0..len {
            made.put(index, thread.heap().none());
        }
        if len > 0 {
            made.tuple.header.track();
        }
        Ok(made)
    }

    /// The items that there is room for.
    pub fn len(&self) -> usize {
        self.tuple.len()
    }

    /// The same with room for another number of items, at least one. As if the block had been resized in place: what
    /// generation 0 counts doesn't change, and no free list sees the old block.
    pub fn resized(self, thread: &Thread, len: usize) -> Result<Unfinished> {
        let old = self.tuple.len();
        if len == old {
            return Ok(self);
        }
        if old == 0 {
            return Unfinished::of(thread, len);
        }
        let heap = thread.heap();
        let ty = heap.builtin(Builtin::Tuple);
        let object = heap.gc.uncounted(|| heap.alloc(ty, len))?;
        // SAFETY: exact tuples are built on the layout and the block holds `len` items, all null.
        let tuple = unsafe { Ref::<Tuple>::from_raw(object.into_raw().cast()) };
        tuple.length.set(len);
        for (to, from) in tuple.slots().iter().zip(self.tuple.slots()) {
            to.set(from.take());
        }
        for slot in self.tuple.slots() {
            slot.set(None);
        }
        let old = self.tuple.into_raw().cast();
        // SAFETY: the old tuple is untracked, empty, and known to nobody else.
        heap.gc.uncounted(|| unsafe { heap.free_object(old) });
        let made = heap.gc.age();
        Ok(Unfinished { tuple, made })
    }

    /// An exact tuple from those kept for reuse.
    #[inline(always)]
    fn kept(thread: &Thread, len: usize) -> Option<Unfinished> {
        let kept = thread
            .heap()
            .reuse(Keep::tuple(len)?, 16 + size_of::<Tuple>() + 8 * len)?;
        // SAFETY: kept tuples of this list have room for `len` items, which their deallocation has emptied.
        let tuple = unsafe { Ref::<Tuple>::from_raw(kept.cast()) };
        tuple.length.set(len);
        let made = thread.heap().gc.age();
        Some(Unfinished { tuple, made })
    }

    /// The tuple itself.
    pub(super) fn tuple(&self) -> &Tuple {
        &self.tuple
    }

    /// Puts an item into its place.
    #[inline(always)]
    pub fn put(&self, index: usize, item: Ref) {
        self.tuple.slots()[index].set(Some(item));
    }

    /// The same without tracking it: 3.13 leaves named tuples that native code makes to themselves.
    pub fn finish_untracked(self) -> Ref<Tuple> {
        debug_assert!(self.tuple.slots().iter().all(|s| !s.is_none()));
        self.tuple
    }

    /// Every item is in its place: the tuple is tracked and handed out.
    #[inline]
    pub fn finish(self) -> Ref<Tuple> {
        debug_assert!(self.tuple.slots().iter().all(|s| !s.is_none()));
        self.tuple.header.track_as_of(self.made);
        self.tuple
    }
}

impl Tuple {
    /// The tuple as any object.
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

    #[inline(always)]
    fn slots(&self) -> &[Slot] {
        let first = (self as *const Tuple).wrapping_add(1).cast::<Slot>();
        // SAFETY: `length` words follow the fixed part.
        unsafe { std::slice::from_raw_parts(first, self.length.get()) }
    }

    /// The items (a tuple never changes once others see it).
    #[inline(always)]
    pub fn items(&self) -> &[Ref] {
        let first = (self as *const Tuple).wrapping_add(1).cast::<Ref>();
        // SAFETY: every item of a finished tuple is set; a handle is the item's address.
        unsafe { std::slice::from_raw_parts(first, self.length.get()) }
    }

    /// Replaces an item of a tuple that nobody else holds: for iterators that reuse their result.
    /// Answers the item back when the tuple is shared.
    pub fn replace_unshared(&self, index: usize, item: Ref) -> Option<Ref> {
        if self.header.refcount() != 1 {
            return Some(item);
        }
        self.slots()[index].replace(Some(item))
    }

    /// A new tuple of at least one item, counted from a slice; tracked.
    pub(super) fn copied(thread: &Thread, items: &[Ref]) -> Result<Ref<Tuple>> {
        let heap = thread.heap();
        let ty = heap.builtin(Builtin::Tuple);
        // SAFETY: every word of the block after the head is written here: header, length, items.
        let tuple = unsafe {
            let bytes = size_of::<Tuple>() + size_of_val(items);
            let object = match Keep::tuple(items.len()).and_then(|k| heap.reuse(k, 16 + bytes)) {
                Some(kept) => kept,
                None => heap.alloc_sized(ty, bytes)?,
            };
            let tuple = Ref::<Tuple>::from_raw(object.cast());
            tuple.length.set(items.len());
            let first = object.as_ptr().cast::<Tuple>().add(1).cast::<Ref>();
            for (index, item) in items.iter().enumerate() {
                first.add(index).write(item.clone());
            }
            tuple
        };
        tuple.header.track();
        Ok(tuple)
    }

    /// The pair that an iterator keeps for its results, with new items, when nobody else holds it; otherwise they come back.
    #[inline(always)]
    pub(crate) fn refill(kept: &Slot, first: Ref, second: Ref) -> Result<Ref, (Ref, Ref)> {
        let Some(pair) = kept.peek() else {
            return Err((first, second));
        };
        // SAFETY: the slot keeps it alive.
        let pair = unsafe { pair.as_ref() };
        if pair.refcount() != 1 || !pair.is_exactly(Builtin::Tuple) {
            return Err((first, second));
        }
        // SAFETY: exact tuples are built on this layout.
        let slots = unsafe { pair.cast_unchecked::<Tuple>() }.slots();
        let [a, b] = slots else {
            return Err((first, second));
        };
        let old = (a.replace(Some(first)), b.replace(Some(second)));
        let result = pair.to_ref();
        if let Some(first) = old.0 {
            drop(first);
        }
        if let Some(second) = old.1 {
            drop(second);
        }
        if !result.is_tracked() {
            result.track();
        }
        Ok(result)
    }

    /// Replaces an item of a tuple that only an iterator, which reuses its result, knows.
    pub fn replace_item(&self, index: usize, item: Ref) -> Option<Ref> {
        debug_assert!(self.header.refcount() <= 2);
        self.slots()[index].replace(Some(item))
    }

    /// The empty tuple of a heap that has none yet. Never collected, so it is not tracked.
    pub(crate) fn make_empty(thread: &Thread) -> Result<()> {
        let heap = thread.heap();
        let fresh = heap.alloc(heap.builtin(Builtin::Tuple), 0)?;
        fresh.make_immortal();
        heap.singletons.empty_tuple.set(Some(fresh.into_raw()));
        Ok(())
    }

    /// The collector's question: leaves the list of tracked objects when no item can be part of a cycle.
    pub fn maybe_untrack(&self) {
        if !self.header.is_exactly(Builtin::Tuple) || !self.header.is_tracked() {
            return;
        }
        let all_atomic = self.slots().iter().all(|slot| {
            slot.peek().is_some_and(|item| {
                // SAFETY: the tuple keeps its items alive.
                !may_be_tracked(unsafe { item.as_ref() })
            })
        });
        if all_atomic {
            self.header.untrack();
        }
    }
}

/// Whether the collector may have to look at the object: collected, and not a tuple that was untracked for good.
#[inline]
pub fn may_be_tracked(object: &Object) -> bool {
    object.has_gc_head() && (!object.is_exactly(Builtin::Tuple) || object.is_tracked())
}
