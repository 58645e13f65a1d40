//! The running Python thread: pending exception, handled exceptions, recursion limits, the breaker, and the hooks through which
//! lower rooms reach what upper rooms define.
//!
//! An interpreter has one `Thread`, whose fields are those of the Python thread that holds its lock: see `threads`.
//! A `Thread` is always used by shared reference: dropping any handle may run Python code on it, so nothing could hold it
//! exclusively. A failing operation returns [`Raised`] and leaves the exception here, never one without the other.

use crate::{Args, Builtin, Heap, Layout, Object, Ref, Slot};
use std::cell::Cell;
use std::ffi::c_void;
use std::fmt;
use std::sync::atomic::{AtomicU32, Ordering};

/// An exception is pending in the thread. Carries nothing, so that `Result<Ref>` is one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[must_use]
pub struct Raised;

/// The result of everything that can raise.
pub type Result<T, E = Raised> = std::result::Result<T, E>;

const _: () = assert!(size_of::<Result<Ref>>() == 8);

/// Reasons for the interpreter to leave its fast path at the next safe point.
pub mod breaker {
    /// Generation 0 is over its threshold.
    pub const COLLECT: u32 = 1;
    /// A signal (Ctrl-C) waits to be handled.
    pub const SIGNAL: u32 = 2;
    /// Somebody who watches wants to look at the heap at rest.
    pub const TRACE: u32 = 4;
    /// The embedder asked the program to stop: every thread of it.
    pub const STOP: u32 = 8;
    /// Another thread waits for the interpreter's lock.
    pub const YIELD: u32 = 16;
    /// This thread is to stop: another has been told.
    pub const STOPPED: u32 = 32;
    /// The stress mode is on: stays raised.
    pub const STRESS: u32 = 64;
}

/// What lower rooms call and upper rooms provide. The defaults serve heaps without Python.
#[derive(Clone, Copy)]
pub struct Hooks {
    /// Makes an exception of a built-in type with this message pending.
    pub raise: fn(&Thread, Builtin, fmt::Arguments<'_>) -> Raised,
    /// Makes a `MemoryError` pending without allocating.
    pub no_memory: fn(&Thread) -> Raised,
    /// Reports the pending exception through `sys.unraisablehook` and clears it. The text says where ("in").
    pub unraisable: fn(&Thread, &str, Option<&Object>),
    /// Drops a materialised managed dictionary of an object that goes away or is cleared.
    pub clear_managed_dict: fn(&Object),
    /// Gives back a heap type's shared keys.
    pub release_keys: fn(&Heap, *mut u8),
    /// Calls `gc.callbacks` before (`None`) or after a pass (what it collected and couldn't collect).
    pub gc_event: fn(&Thread, generation: usize, done: Option<(usize, usize)>),
    /// Appends an object to `gc.garbage`.
    pub gc_garbage: fn(&Thread, &Object),
    /// Names every counted reference that native state above holds for good, as often as it holds it: registers, modules, the
    /// method cache's names, native modules' state. The collector uses it as a filter only; the audit of a heap at rest relies on it.
    pub visit_roots: fn(&Thread, crate::Visit),
    /// The types' part of `LayoutInfo::hidden`: the keys that a heap type's instances share.
    pub visit_shared_keys: crate::Hidden,
    /// Names the code that runs, innermost frame first, at most so many: file and line of each. Runs no Python.
    pub frames: fn(&Thread, most: usize, &mut dyn FnMut(&str, u32)),
    /// Called at a safe point after somebody raised `breaker::TRACE`: the heap is at rest. Runs no Python.
    pub at_rest: fn(&Thread),
    /// Called at a safe point after a signal came: runs its handlers.
    pub signals: fn(&Thread) -> Result<()>,
    /// Writes to `sys.stderr`.
    pub write_stderr: fn(&Thread, fmt::Arguments<'_>),
    /// Runs a Python function object.
    pub call_function: fn(&Thread, &Object, Args<'_>) -> Result<Ref>,
    /// The same for a function that its caller gives away, and perhaps first arguments with it: the frame owns them, nobody else
    /// holds them for the call. None is left in the row.
    pub call_giving: fn(&Thread, Ref, &mut [Option<Ref>], Args<'_>) -> Result<Ref>,
    /// Goes on with a suspended generator until it yields, returns or raises.
    pub resume: fn(&Thread, &Object, Resume) -> Result<Resumed>,
}

/// What a suspended generator is resumed with.
pub enum Resume {
    /// The value of its `yield`.
    Send(Ref),
    /// The pending exception, raised at its `yield`.
    Throw,
}

/// What came of it.
pub enum Resumed {
    Yielded(Ref),
    Returned(Ref),
}

fn raise_nothing(_: &Thread, kind: Builtin, message: fmt::Arguments<'_>) -> Raised {
    if cfg!(debug_assertions) {
        eprintln!("{kind:?}: {message}");
    }
    Raised
}

impl Default for Hooks {
    fn default() -> Hooks {
        Hooks {
            raise: raise_nothing,
            no_memory: |_| Raised,
            unraisable: |_, _, _| {},
            clear_managed_dict: |object| {
                if let Some(dict) = object.managed_dict() {
                    dict.set(None);
                }
            },
            release_keys: |_, _| {},
            gc_event: |_, _, _| {},
            gc_garbage: |_, _| {},
            visit_roots: |_, _| {},
            visit_shared_keys: |_, _, _| {},
            frames: |_, _, _| {},
            at_rest: |_| {},
            signals: |thread| Err(thread.raise(Builtin::KeyboardInterrupt, format_args!(""))),
            write_stderr: |_, text| eprint!("{text}"),
            call_function: |_, _, _| Err(Raised),
            call_giving: |_, _, _, _| Err(Raised),
            resume: |_, _, _| Err(Raised),
        }
    }
}

/// Python frames that may be nested: 3.13's default `sys.getrecursionlimit`.
pub const RECURSION_LIMIT: u32 = 1000;
/// Native calls that may be nested: 3.13's `Py_C_RECURSION_LIMIT` on this platform.
pub const NATIVE_LIMIT: i32 = 10_000;
/// Native depth kept back for deallocation: 3.13's trashcan head room.
pub const TRASHCAN_HEADROOM: i32 = 50;

/// One entry of the stack of handled exceptions: a thread has one, each suspended or running generator another.
#[derive(Default)]
pub struct Handled {
    pub value: Slot,
    pub previous: Cell<Option<std::ptr::NonNull<Handled>>>,
}

/// The running Python thread of one interpreter.
pub struct Thread {
    pub(crate) heap: Cell<*const Heap>,
    pub(crate) pending: Slot,
    /// Bottom of the stack of handled exceptions.
    pub base_handled: Handled,
    /// Top of that stack; `None` means `base_handled`.
    pub top_handled: Cell<Option<std::ptr::NonNull<Handled>>>,
    /// Reasons to leave the fast path: bits of [`breaker`]. Atomic because a signal handler may set one.
    pub breaker: AtomicU32,
    /// Python frames in use, and how many may be.
    pub depth: Cell<u32>,
    pub depth_limit: Cell<u32>,
    /// Native calls still allowed.
    pub native_left: Cell<i32>,
    /// Objects whose deallocation waits for the native stack to unwind: chained through their GC heads.
    pub(crate) trash: Cell<*mut crate::GcHead>,
    pub(crate) emptying_trash: Cell<bool>,
    hooks: Cell<Hooks>,
    /// The interpreter's own per-thread state.
    pub interpreter: Cell<*mut c_void>,
    /// The types' chain of objects whose text is being made.
    pub guards: Cell<Option<std::ptr::NonNull<c_void>>>,
    /// How many frames a coroutine remembers of its origin.
    pub origin_depth: Cell<usize>,
    /// References that the Python thread holds for the rooms above.
    pub own: crate::threads::Belongings,
}

impl<T: Layout> Default for Slot<T> {
    fn default() -> Slot<T> {
        Slot::empty()
    }
}

impl Thread {
    pub(crate) fn new() -> Thread {
        Thread {
            heap: Cell::new(std::ptr::null()),
            pending: Slot::empty(),
            base_handled: Handled::default(),
            top_handled: Cell::new(None),
            breaker: AtomicU32::new(0),
            depth: Cell::new(0),
            depth_limit: Cell::new(RECURSION_LIMIT),
            native_left: Cell::new(NATIVE_LIMIT),
            trash: Cell::new(std::ptr::null_mut()),
            emptying_trash: Cell::new(false),
            hooks: Cell::new(Hooks::default()),
            interpreter: Cell::new(std::ptr::null_mut()),
            guards: Cell::new(None),
            origin_depth: Cell::new(0),
            own: Default::default(),
        }
    }

    /// The heap that this thread works on.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        // SAFETY: a thread is a field of its boxed heap, set before anybody gets a reference to it.
        unsafe { &*self.heap.get() }
    }

    /// The hooks in force.
    #[inline(always)]
    pub fn hooks(&self) -> Hooks {
        self.hooks.get()
    }

    /// Installs hooks: once, by the rooms that define them.
    pub fn set_hooks(&self, hooks: Hooks) {
        self.hooks.set(hooks);
    }

    /// Raises a built-in exception with a message.
    #[cold]
    #[inline(never)]
    pub fn raise(&self, kind: Builtin, message: fmt::Arguments<'_>) -> Raised {
        (self.hooks.get().raise)(self, kind, message)
    }

    /// Raises `TypeError`.
    #[cold]
    pub fn type_error(&self, message: fmt::Arguments<'_>) -> Raised {
        self.raise(Builtin::TypeError, message)
    }

    /// Raises `ValueError`.
    #[cold]
    pub fn value_error(&self, message: fmt::Arguments<'_>) -> Raised {
        self.raise(Builtin::ValueError, message)
    }

    /// Raises `SystemError`: an internal contract was broken.
    #[cold]
    pub fn system_error(&self, message: fmt::Arguments<'_>) -> Raised {
        self.raise(Builtin::SystemError, message)
    }

    /// Raises `MemoryError` without allocating.
    #[cold]
    #[inline(never)]
    pub fn no_memory(&self) -> Raised {
        (self.hooks.get().no_memory)(self)
    }

    /// Makes an exception instance pending, dropping one that already is.
    pub fn set_pending(&self, exception: Ref) -> Raised {
        self.pending.set(Some(exception));
        Raised
    }

    /// Takes the pending exception.
    pub fn take_pending(&self) -> Option<Ref> {
        self.pending.take()
    }

    /// A handle on the pending exception.
    pub fn pending(&self) -> Option<Ref> {
        self.pending.get()
    }

    /// Whether an exception is pending.
    #[inline(always)]
    pub fn is_pending(&self) -> bool {
        !self.pending.is_none()
    }

    /// Whether the pending exception is an instance of a built-in exception type.
    pub fn pending_is(&self, kind: Builtin) -> bool {
        self.pending.get().is_some_and(|e| e.isinstance(kind))
    }

    /// Clears the pending exception when it is of this kind; hands `Raised` on otherwise.
    pub fn swallow(&self, kind: Builtin) -> Result<()> {
        if self.pending_is(kind) {
            self.pending.set(None);
            return Ok(());
        }
        Err(Raised)
    }

    /// Where the handled exception of the running code is kept.
    pub fn handled(&self) -> &Handled {
        match self.top_handled.get() {
            // SAFETY: whoever pushes an entry keeps it alive until it is popped.
            Some(top) => unsafe { top.as_ref() },
            None => &self.base_handled,
        }
    }

    /// The exception being handled, `sys.exception()`: the innermost non-empty entry.
    pub fn handled_exception(&self) -> Option<Ref> {
        let mut at = self.handled();
        loop {
            if let Some(value) = at.value.get() {
                return Some(value);
            }
            // An entry without a previous one rests on the base entry.
            match at.previous.get() {
                // SAFETY: as in `handled`.
                Some(next) => at = unsafe { next.as_ref() },
                None if std::ptr::eq(at, &self.base_handled) => return None,
                None => at = &self.base_handled,
            }
        }
    }

    /// Adds a reason to leave the fast path.
    #[inline(always)]
    pub fn interrupt(&self, bit: u32) {
        self.breaker.fetch_or(bit, Ordering::Relaxed);
    }

    /// Removes a reason and tells whether it was set.
    #[inline]
    pub fn take_interrupt(&self, bit: u32) -> bool {
        self.breaker.fetch_and(!bit, Ordering::Relaxed) & bit != 0
    }

    /// Lets the handlers of signals that have come run. They run on the main thread only.
    pub fn heed_signals(&self) -> Result<()> {
        if !self.take_interrupt(breaker::SIGNAL) {
            return Ok(());
        }
        if !self.is_main() {
            self.leave_to_main(breaker::SIGNAL);
            return Ok(());
        }
        (self.hooks().signals)(self)
    }

    /// Hears a signal or a stop request in the middle of a long native computation. Nothing is collected.
    pub fn heed(&self) -> Result<()> {
        self.heed_signals()?;
        let stop = self.take_interrupt(breaker::STOP);
        if stop {
            self.leave_to_others(breaker::STOPPED);
        }
        if self.take_interrupt(breaker::STOPPED) || stop {
            return Err(self.raise(Builtin::SystemExit, format_args!("stopped")));
        }
        Ok(())
    }

    /// Enters a native call that may recurse. `place` completes the message, such as " while calling a Python object".
    #[inline]
    pub fn enter<'a>(&'a self, place: &str) -> Result<NativeCall<'a>> {
        let left = self.native_left.get();
        if left <= 0 {
            return Err(self.too_deep(place));
        }
        self.native_left.set(left - 1);
        Ok(NativeCall(self))
    }

    #[cold]
    #[inline(never)]
    fn too_deep(&self, place: &str) -> Raised {
        // The handler of the exception needs some room of its own.
        let left = self.native_left.get();
        self.native_left.set(left + TRASHCAN_HEADROOM);
        let raised = self.raise(
            Builtin::RecursionError,
            format_args!("maximum recursion depth exceeded{place}"),
        );
        self.native_left.set(left);
        raised
    }
}

/// A native call in progress; leaving it gives the depth back.
pub struct NativeCall<'a>(&'a Thread);

impl Drop for NativeCall<'_> {
    #[inline]
    fn drop(&mut self) {
        self.0.native_left.set(self.0.native_left.get() + 1);
    }
}
