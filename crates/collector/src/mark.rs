//! Marking from the roots before a large full pass: whatever a root reaches needs no counting.
//!
//! The marks are a filter, so they may miss something reachable (a handle in native code) but never mark garbage: a root is only
//! what is truly held from outside. What stays unmarked is counted exactly by `reach.rs`. When every tracked object is marked there is no
//! garbage and no list is walked at all.
//!
//! ```text
//! side table: one bit for each 32 bytes of arena space (1/256 of it: a collected block takes 32 at least); large objects: a byte in their block's header
//! queue: a stack of addresses in front of a ring of 32 that were prefetched, so that the header is there when it is read
//! runs: items of long lists and tuples that are marked but not explored, taken up a piece at a time: the stack stays short,
//!     and what was made in a row is met in a row instead of in the order of who refers to it
//! ```

use crate::FULL_MARK_THRESHOLD;
use crate::reach::first;
use crate::traverse::visit;
use crate::untrack::maybe_untrack;
use object::traverse::items_of;
use object::{Builtin, GcHead, Generation, Heap, Object, Thread};
use std::ptr::NonNull;

const RING: usize = 32;
/// Items of a list or tuple that are queued at once.
const PIECE: usize = 64;
/// Newly marked items in a row that make a run; fewer are queued one by one.
const SHORT: usize = 16;

/// Collected items `from..to` of a row: every one of them was marked when the run was made, and is explored by it alone.
struct Run {
    row: NonNull<Object>,
    from: usize,
    to: usize,
}

/// Moves the tracked objects of `old` that no root reaches to `rest`, in order. False when marking isn't worth it or
/// there is no memory for the marks: then the whole list is to be counted.
pub fn move_unmarked(thread: &Thread, old: &Generation, rest: &Generation) -> bool {
    try_move_unmarked(thread, old, rest).is_some()
}

fn try_move_unmarked(thread: &Thread, old: &Generation, rest: &Generation) -> Option<()> {
    let heap = thread.heap();
    if heap.gc.tracked.get() < FULL_MARK_THRESHOLD || !heap.gc.lists.permanent.is_empty() {
        return None;
    }
    let mut marker = Marker::new(heap)?;
    for which in object::Builtin::ALL {
        if let Some(ty) = heap.try_builtin(*which) {
            // A built-in type isn't collected itself, so its traversal names nothing.
            for slot in [ty.dict_slot(), ty.mro_slot(), ty.bases_slot()] {
                if let Some(held) = slot.peek() {
                    // SAFETY: the type keeps it alive.
                    marker.push(unsafe { held.as_ref() });
                }
            }
        }
    }
    (thread.hooks().visit_roots)(thread, &mut |root| marker.push(root));
    marker.run()?;
    if marker.tracked < heap.gc.tracked.get() {
        marker.take_unmarked(old, rest);
    }
    marker.finish();
    Some(())
}

#[derive(PartialEq)]
enum Mark {
    /// Not a collected object.
    Atom,
    /// Marked before.
    Seen,
    Fresh,
}

struct Marker<'h> {
    heap: &'h Heap,
    base: usize,
    span: usize,
    marks: Vec<u64>,
    stack: Vec<NonNull<Object>>,
    runs: Vec<Run>,
    ring: [Option<NonNull<Object>>; RING],
    at: usize,
    /// Tracked objects among the marked ones.
    tracked: usize,
    /// The queue could not grow: the marks are useless.
    failed: bool,
    large: Vec<NonNull<Object>>,
}

impl<'h> Marker<'h> {
    fn new(heap: &'h Heap) -> Option<Marker<'h>> {
        let span = heap.allocator.used_span();
        let words = span / 32 / 64 + 1;
        let mut marks = Vec::new();
        marks.try_reserve_exact(words).ok()?;
        marks.resize(words, 0);
        Some(Marker {
            heap,
            base: heap.allocator.base().as_ptr() as usize,
            span,
            marks,
            stack: Vec::new(),
            runs: Vec::new(),
            ring: [None; RING],
            at: 0,
            tracked: 0,
            failed: false,
            large: Vec::new(),
        })
    }

    /// Marks a reference's target, if it is a collected object not seen before, and queues it.
    #[inline(always)]
    fn push(&mut self, target: &Object) {
        if self.mark(target) == Mark::Fresh {
            prefetch(target);
            self.enqueue(target);
        }
    }

    #[inline(always)]
    fn mark(&mut self, target: &Object) -> Mark {
        let offset = target.id().wrapping_sub(self.base);
        if offset >= self.span {
            return self.mark_large(target);
        }
        if !self.heap.allocator.in_collected_pool(target.id()) {
            return Mark::Atom;
        }
        let (word, bit) = (offset >> 11, 1u64 << (offset >> 5 & 63));
        let marks = &mut self.marks[word];
        if *marks & bit != 0 {
            return Mark::Seen;
        }
        *marks |= bit;
        Mark::Fresh
    }

    #[inline(always)]
    fn enqueue(&mut self, target: &Object) {
        if self.stack.len() == self.stack.capacity() && self.stack.try_reserve(4096).is_err() {
            self.failed = true;
            return;
        }
        self.stack.push(NonNull::from(target));
    }

    #[cold]
    fn mark_large(&mut self, target: &Object) -> Mark {
        if !target.has_gc_head() {
            return Mark::Atom;
        }
        // SAFETY: outside the arenas' span a collected object's block is a large one.
        let mark = unsafe { self.heap.allocator.large_mark(target.block()) };
        if mark.replace(1) != 0 {
            return Mark::Seen;
        }
        if self.large.try_reserve(1).is_err() {
            mark.set(0);
            self.failed = true;
            return Mark::Seen;
        }
        self.large.push(NonNull::from(target));
        Mark::Fresh
    }

    fn is_atom(&self, target: &Object) -> bool {
        match target.id().wrapping_sub(self.base) < self.span {
            true => !self.heap.allocator.in_collected_pool(target.id()),
            false => !target.has_gc_head(),
        }
    }

    /// Marks what an object refers to; the object itself counts when it is tracked.
    #[inline(always)]
    fn explore(&mut self, object: &Object) {
        visit(object, &mut |target| self.push(target));
    }

    /// Explores until nothing is queued. `None` when the queue ran out of memory.
    fn run(&mut self) -> Option<()> {
        loop {
            let next = match self.stack.pop() {
                None => self.next_piece(),
                next => next,
            };
            if let Some(next) = next {
                prefetch_object(next);
            }
            let due = std::mem::replace(&mut self.ring[self.at], next);
            self.at = (self.at + 1) % RING;
            match due {
                Some(object) => self.visit_one(object),
                None if next.is_none() && self.ring.iter().all(Option::is_none) => break,
                None => {}
            }
        }
        if self.failed {
            self.reset_large();
            return None;
        }
        Some(())
    }

    #[inline(always)]
    fn visit_one(&mut self, object: NonNull<Object>) {
        // SAFETY: marked objects are alive: nothing is freed while marks are made.
        let object = unsafe { object.as_ref() };
        maybe_untrack(object, true);
        self.tracked += usize::from(object.is_tracked());
        let is_row = object.is_exactly(Builtin::List) || object.is_exactly(Builtin::Tuple);
        if is_row && items_of(object, object.ty().layout()).len() > PIECE {
            return self.mark_row(object);
        }
        self.explore(object);
    }

    /// Marks all items of a long row at once, and remembers those that nothing had marked before as runs.
    #[inline(never)]
    fn mark_row(&mut self, row: &Object) {
        let items = items_of(row, row.ty().layout());
        let mut from = 0;
        for (at, target) in items.iter().enumerate() {
            let Some(target) = target else { continue };
            // SAFETY: an owned reference is alive while its holder is.
            if self.mark(unsafe { target.as_ref() }) == Mark::Seen {
                self.add_run(row, from, at);
                from = at + 1;
            }
        }
        self.add_run(row, from, items.len());
    }

    fn add_run(&mut self, row: &Object, from: usize, to: usize) {
        if to - from < SHORT {
            return self.enqueue_items(row, from, to);
        }
        match self.runs.try_reserve(1) {
            Ok(()) => self.runs.push(Run {
                row: NonNull::from(row),
                from,
                to,
            }),
            Err(_) => self.failed = true,
        }
    }

    /// Queues the collected items `from..to`, all of them marked.
    fn enqueue_items(&mut self, row: &Object, from: usize, to: usize) {
        for target in items_of(row, row.ty().layout())[from..to]
            .iter()
            .rev()
            .flatten()
        {
            // SAFETY: an owned reference is alive while its holder is.
            let target = unsafe { target.as_ref() };
            if !self.is_atom(target) {
                prefetch(target);
                self.enqueue(target);
            }
        }
    }

    /// Queues the next piece of the last run.
    #[inline(never)]
    fn next_piece(&mut self) -> Option<NonNull<Object>> {
        while let Some(run) = self.runs.last_mut() {
            // SAFETY: marked objects are alive: nothing is freed while marks are made.
            let row = unsafe { run.row.as_ref() };
            let (from, to) = (run.from, run.to.min(run.from + PIECE));
            run.from = to;
            if to == run.to {
                self.runs.pop();
            }
            self.enqueue_items(row, from, to);
            if let Some(next) = self.stack.pop() {
                return Some(next);
            }
        }
        None
    }

    fn is_marked(&self, object: &Object) -> bool {
        let offset = object.id().wrapping_sub(self.base);
        if offset >= self.span {
            // SAFETY: as in `push_large`.
            return unsafe { self.heap.allocator.large_mark(object.block()) }.get() != 0;
        }
        self.marks[offset >> 11] & 1 << (offset >> 5 & 63) != 0
    }

    /// Moves the unmarked objects, in list order.
    fn take_unmarked(&self, from: &Generation, to: &Generation) {
        let mut at = first(from);
        while at != from.head() {
            // SAFETY: nodes of a list are heads of live objects; the next is read before this one moves.
            unsafe {
                let next = (*at).next.get();
                prefetch_head(next);
                if !self.is_marked(&*GcHead::object(at)) {
                    GcHead::unlink(at);
                    to.append(at);
                }
                at = next;
            }
        }
    }

    fn reset_large(&mut self) {
        for object in self.large.drain(..) {
            // SAFETY: as in `push_large`; nothing was freed since.
            unsafe {
                self.heap
                    .allocator
                    .large_mark(object.as_ref().block())
                    .set(0)
            };
        }
    }

    fn finish(mut self) {
        self.reset_large();
    }
}

#[inline(always)]
fn prefetch(object: &Object) {
    prefetch_address(object as *const Object as *const i8);
}

#[inline(always)]
fn prefetch_object(object: NonNull<Object>) {
    prefetch_address(object.as_ptr() as *const i8);
}

#[inline(always)]
fn prefetch_head(head: *mut GcHead) {
    prefetch_address(head as *const i8);
}

#[inline(always)]
fn prefetch_address(at: *const i8) {
    #[cfg(target_arch = "x86_64")]
    // SAFETY: a prefetch of any address is harmless.
    unsafe {
        std::arch::x86_64::_mm_prefetch::<{ std::arch::x86_64::_MM_HINT_T0 }>(at);
    }
    #[cfg(not(target_arch = "x86_64"))]
    let _ = at;
}
