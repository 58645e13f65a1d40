//! A seat: what belongs to one Python thread alone, while the thread doesn't run, and what others know of it.
//!
//! Only the holder of the interpreter's lock looks at a seat, but for its parker, which its own thread sleeps on without the lock.

use super::parker::Parker;
use crate::thread::Handled;
use crate::{GcHead, Ref, Slot, Thread};
use std::cell::Cell;
use std::ffi::c_void;
use std::ptr::NonNull;

/// References that a Python thread holds by its own, for the rooms above.
#[derive(Default)]
pub struct Belongings {
    /// The running context of `contextvars`.
    pub context: Slot,
    /// `sys.set_asyncgen_hooks`.
    pub firstiter: Slot,
    pub finalizer: Slot,
    /// What the thread's end clears: `_thread._local` objects with values for it.
    pub locals: Slot,
}

impl Belongings {
    pub(super) fn each(&self) -> [&Slot; 4] {
        [
            &self.context,
            &self.firstiter,
            &self.finalizer,
            &self.locals,
        ]
    }
}

/// The fields of `Thread` that belong to one Python thread, while it doesn't run.
#[derive(Default)]
pub(super) struct Own {
    pub(super) pending: Slot,
    pub(super) handled: Slot,
    pub(super) top_handled: Cell<Option<NonNull<Handled>>>,
    pub(super) depth: Cell<u32>,
    pub(super) native_left: Cell<i32>,
    pub(super) trash: Cell<Option<NonNull<GcHead>>>,
    pub(super) emptying_trash: Cell<bool>,
    pub(super) guards: Cell<Option<NonNull<c_void>>>,
    pub(super) origin_depth: Cell<usize>,
    pub(super) interpreter: Cell<Option<NonNull<c_void>>>,
    pub(super) belongings: Belongings,
}

fn swap(a: &Slot, b: &Slot) {
    let held = a.take();
    a.set(b.replace(held));
}

fn swap_pointer<T>(a: &Cell<*mut T>, b: &Cell<Option<NonNull<T>>>) {
    let held = b.replace(NonNull::new(a.get()));
    a.set(held.map_or(std::ptr::null_mut(), NonNull::as_ptr));
}

impl Own {
    /// What stands in the thread and what stands here change places.
    pub(super) fn exchange(&self, thread: &Thread) {
        swap(&thread.pending, &self.pending);
        swap(&thread.base_handled.value, &self.handled);
        thread.top_handled.swap(&self.top_handled);
        thread.depth.swap(&self.depth);
        thread.native_left.swap(&self.native_left);
        swap_pointer(&thread.trash, &self.trash);
        thread.emptying_trash.swap(&self.emptying_trash);
        thread.guards.swap(&self.guards);
        thread.origin_depth.swap(&self.origin_depth);
        swap_pointer(&thread.interpreter, &self.interpreter);
        let pairs = thread.own.each().into_iter().zip(self.belongings.each());
        pairs.for_each(|(a, b)| swap(a, b));
    }
}

/// One Python thread.
pub(super) struct Seat {
    pub(super) next: Cell<Option<NonNull<Seat>>>,
    pub(super) ident: usize,
    /// The system's number of it, 0 for the main thread's and until it runs.
    pub(super) native: Cell<u64>,
    pub(super) own: Own,
    /// Reasons to stop (bits of [`breaker`]) that are for this thread alone and came while another ran.
    pub(super) reasons: Cell<u32>,
    pub(super) parker: Parker,
    /// What it waits for, 0 for nothing, since when, and whether that has come.
    pub(super) waits_for: Cell<usize>,
    pub(super) since: Cell<u64>,
    pub(super) woken: Cell<bool>,
    /// What a thread that doesn't run yet is to do.
    pub(super) task: Slot,
}

impl Seat {
    pub(super) fn new(ident: usize) -> Seat {
        Seat {
            next: Cell::new(None),
            ident,
            native: Cell::new(0),
            own: Own::default(),
            reasons: Cell::new(0),
            parker: Parker::new(),
            waits_for: Cell::new(0),
            since: Cell::new(0),
            woken: Cell::new(false),
            task: Slot::empty(),
        }
    }
}

/// What is known of a thread, whether it runs or not.
pub struct Seen<'a> {
    pub ident: usize,
    /// The interpreter's own state of it; null when it has none yet.
    pub interpreter: *mut c_void,
    /// The top of its stack of handled exceptions and its bottom.
    pub(super) top_handled: Option<NonNull<Handled>>,
    pub(super) base_handled: &'a Slot,
}

impl Seen<'_> {
    /// The exception that the thread handles: the innermost non-empty entry of its stack.
    pub fn handled_exception(&self) -> Option<Ref> {
        let mut at = self.top_handled;
        while let Some(entry) = at {
            // SAFETY: whoever pushes an entry keeps it alive until it is popped.
            let entry = unsafe { entry.as_ref() };
            if let Some(value) = entry.value.get() {
                return Some(value);
            }
            at = entry.previous.get();
        }
        self.base_handled.get()
    }
}
