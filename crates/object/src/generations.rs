//! The three generations and the permanent one: circular lists through the GC heads, their counts and thresholds.
//!
//! A head in a list has a non-null `next` (O3). The count of generation 0 is allocations minus deallocations of
//! collected objects since its last collection, never below zero; those of 1 and 2 count collections of the generation below.
//! Allocation only raises the breaker flag; the collector runs at the next safe point. What a collection does is
//! the business of the `collector` room.

use crate::{GcHead, Object};
use std::cell::Cell;

/// One list of tracked objects with its count and threshold. Aligned like a block, because heads lend low address bits.
#[repr(C, align(16))]
pub struct Generation {
    head: GcHead,
    pub count: Cell<i32>,
    pub threshold: Cell<i32>,
}

/// What `gc.get_stats` and the x-ray tell of a generation.
#[derive(Default)]
pub struct Stats {
    pub collections: Cell<u64>,
    pub collected: Cell<u64>,
    pub uncollectable: Cell<u64>,
    /// Tracked objects looked at, over all passes.
    pub examined: Cell<u64>,
    /// Bytes charged before minus after, over all passes that freed any.
    pub freed_bytes: Cell<u64>,
    /// Nanoseconds spent in passes of this generation.
    pub nanoseconds: Cell<u64>,
}

/// The lists. Must not move once an object is in one: it lives inside the boxed heap.
pub struct Generations {
    pub young: Generation,
    pub middle: Generation,
    pub old: Generation,
    /// Objects that `gc.freeze` set aside.
    pub permanent: Generation,
}

/// Everything else the collector keeps between passes.
pub struct GcState {
    pub lists: Generations,
    /// Tracked objects in all lists together.
    pub tracked: Cell<usize>,
    pub enabled: Cell<bool>,
    pub collecting: Cell<bool>,
    /// `gc.set_debug` flags.
    pub debug: Cell<u32>,
    /// Objects that survived the last full pass; with `long_lived_pending` the 25 % rule of 3.13.
    pub long_lived_total: Cell<isize>,
    pub long_lived_pending: Cell<isize>,
    pub stats: [Stats; 3],
    /// `gc.garbage` and `gc.callbacks`, lists set by the module.
    pub garbage: crate::Slot,
    pub callbacks: crate::Slot,
    /// What every safe point does beside, and how many have.
    pub stress: Cell<Option<Stress>>,
    pub stress_turn: Cell<u64>,
}

/// What the stress mode does at every safe point.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stress {
    /// Frees garbage.
    Collect,
    /// Looks for garbage and leaves it.
    Look,
}

/// A moment, told by the passes over each generation before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Age([u64; 3]);

impl Generation {
    /// A list of its own, for the collector's passes. Call [`Generation::reset`] once it stands where it stays, and never move it
    /// afterwards: its nodes point to its head.
    pub const fn new(threshold: i32) -> Generation {
        Generation {
            head: GcHead {
                next: Cell::new(std::ptr::null_mut()),
                prev: Cell::new(0),
            },
            count: Cell::new(0),
            threshold: Cell::new(threshold),
        }
    }

    /// The list's own head: where a walk starts and ends.
    #[inline(always)]
    pub fn head(&self) -> *mut GcHead {
        &self.head as *const GcHead as *mut GcHead
    }

    /// Makes the list empty. Must be called once at its final address.
    pub fn reset(&self) {
        self.head.next.set(self.head());
        self.head.prev.set(self.head() as usize);
    }

    /// Whether no object is in the list.
    pub fn is_empty(&self) -> bool {
        self.head.next.get() == self.head()
    }

    /// Appends an untracked head.
    ///
    /// # Safety
    /// `node` is the head of a live object and in no list.
    #[inline(always)]
    pub unsafe fn append(&self, node: *mut GcHead) {
        // SAFETY: list heads are valid while their objects live; the caller vouches for `node`.
        unsafe {
            let last = self.head.prev();
            (*last).next.set(node);
            (*node).set_prev(last);
            (*node).next.set(self.head());
            self.head.prev.set(node as usize);
        }
    }

    /// Moves all of `from` to the end of `self`, leaving `from` empty.
    pub fn merge(&self, from: &Generation) {
        if from.is_empty() {
            return;
        }
        // SAFETY: both are well-formed circular lists; their nodes are live.
        unsafe {
            let (last, first, end) = (self.head.prev(), from.head.next.get(), from.head.prev());
            (*last).next.set(first);
            (*first).set_prev(last);
            (*end).next.set(self.head());
            self.head.prev.set(end as usize);
        }
        from.reset();
    }

    /// Visits every object in list order. `f` must not change the list.
    #[inline]
    pub fn for_each(&self, f: &mut impl FnMut(&Object)) {
        let mut at = self.head.next.get();
        while at != self.head() {
            // SAFETY: nodes of a list are heads of live objects.
            unsafe {
                f(&*GcHead::object(at));
                at = (*at).next.get();
            }
        }
    }

    /// Number of objects in the list, by walking it.
    pub fn len(&self) -> usize {
        let mut n = 0;
        self.for_each(&mut |_| n += 1);
        n
    }
}

impl GcHead {
    /// Takes the head out of its list.
    ///
    /// # Safety
    /// The head is in a list.
    #[inline(always)]
    pub unsafe fn unlink(this: *mut GcHead) {
        // SAFETY: neighbours in a list are valid.
        unsafe {
            let (prev, next) = ((*this).prev(), (*this).next.get());
            (*prev).next.set(next);
            (*next).set_prev(prev);
            (*this).next.set(std::ptr::null_mut());
            (*this).prev.set((*this).prev.get() & GcHead::FINALIZED);
        }
    }
}

impl GcHead {
    /// Takes the head out of its list; all state bits stay.
    ///
    /// # Safety
    /// The head is in a list.
    pub unsafe fn unlink_keeping_bits(this: *mut GcHead) {
        // SAFETY: as for `unlink`.
        unsafe {
            let bits = (*this).prev.get() & GcHead::BITS;
            GcHead::unlink(this);
            (*this).prev.set(bits);
        }
    }
}

impl Generations {
    /// The three collected generations, youngest first.
    pub fn collected(&self) -> [&Generation; 3] {
        [&self.young, &self.middle, &self.old]
    }
}

impl GcState {
    /// Runs what makes or frees a block that generation 0 is not to count. No Python code may run in it.
    pub fn uncounted<R>(&self, act: impl FnOnce() -> R) -> R {
        let count = &self.lists.young.count;
        // Far below any threshold, and a count below zero isn't lowered.
        let before = count.replace(i32::MIN / 2);
        let outcome = act();
        count.set(before);
        outcome
    }

    /// Runs what makes objects that start-up would have made: generation 0 neither counts nor holds them.
    pub(crate) fn as_if_old<R>(&self, make: impl FnOnce() -> R) -> R {
        let lists = &self.lists;
        let count = lists.young.count.get();
        let waiting = Generation::new(0);
        waiting.reset();
        waiting.merge(&lists.young);
        // Far below any threshold, so that nothing is collected meanwhile.
        lists.young.count.set(i32::MIN / 2);
        let made = make();
        match lists.permanent.is_empty() {
            true => lists.old.merge(&lists.young),
            false => lists.permanent.merge(&lists.young),
        }
        lists.young.merge(&waiting);
        lists.young.count.set(count);
        made
    }

    /// Now.
    #[inline(always)]
    pub fn age(&self) -> Age {
        Age([0, 1, 2].map(|g| self.stats[g].collections.get()))
    }

    pub(crate) fn new() -> GcState {
        GcState {
            lists: Generations {
                young: Generation::new(2000),
                middle: Generation::new(10),
                old: Generation::new(10),
                permanent: Generation::new(0),
            },
            tracked: Cell::new(0),
            enabled: Cell::new(true),
            collecting: Cell::new(false),
            debug: Cell::new(0),
            long_lived_total: Cell::new(0),
            long_lived_pending: Cell::new(0),
            stats: Default::default(),
            garbage: crate::Slot::empty(),
            callbacks: crate::Slot::empty(),
            stress: Cell::new(None),
            stress_turn: Cell::new(0),
        }
    }

    pub(crate) fn reset_lists(&self) {
        for list in self.lists.collected() {
            list.reset();
        }
        self.lists.permanent.reset();
    }
}

impl Object {
    /// Puts the object into generation 0. Does nothing when it is tracked already or has no GC head.
    #[inline(always)]
    pub fn track(&self) {
        if let Some(head) = self.gc_head()
            && head.next.get().is_null()
        {
            let gc = &self.heap().gc;
            gc.tracked.set(gc.tracked.get() + 1);
            // SAFETY: the head belongs to this live object and is in no list.
            unsafe { gc.lists.young.append(self.gc_head_ptr()) };
        }
    }

    /// Tracks what 3.13 has tracked since then, while it wasn't whole yet: it is as old as the passes since have made it.
    #[inline(always)]
    pub fn track_as_of(&self, made: Age) {
        let gc = &self.heap().gc;
        match gc.age() == made {
            true => self.track(),
            false => self.track_older(gc, made),
        }
    }

    #[cold]
    fn track_older(&self, gc: &GcState, made: Age) {
        if self.is_tracked() || self.gc_head().is_none() {
            return;
        }
        gc.tracked.set(gc.tracked.get() + 1);
        let now = gc.age();
        let [_, middle, full] = [0, 1, 2].map(|g| now.0[g] != made.0[g]);
        let list = match middle || full {
            true => &gc.lists.old,
            false => &gc.lists.middle,
        };
        // SAFETY: the head belongs to this live object and is in no list.
        unsafe { list.append(self.gc_head_ptr()) };
        if full {
            gc.long_lived_total.set(gc.long_lived_total.get() + 1);
        } else if middle {
            gc.long_lived_pending.set(gc.long_lived_pending.get() + 1);
        }
    }

    /// Takes the object out of its generation, if it is in one.
    #[inline(always)]
    pub fn untrack(&self) {
        if self.is_tracked() {
            let gc = &self.heap().gc;
            gc.tracked.set(gc.tracked.get() - 1);
            // SAFETY: a tracked head is in a list.
            unsafe { GcHead::unlink(self.gc_head_ptr()) };
        }
    }

    /// Whether `__del__` has run already (`gc.is_finalized`).
    #[inline]
    pub fn is_finalized(&self) -> bool {
        self.gc_head().is_some_and(|h| h.has(GcHead::FINALIZED))
    }
}
