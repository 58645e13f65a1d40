//! The threads of an interpreter: which there are, which one runs, how one goes on where another stopped.
//!
//! An interpreter has one [`Thread`](crate::Thread), and only the holder of the interpreter's lock touches it, the heap or any count. What
//! belongs to one Python thread alone stands in it while that thread runs; when the thread lets go of the lock, those
//! fields move to its own [`Seat`], and its next turn moves them back. So a reference to the `Thread` is good on every
//! thread's native stack, and running code never asks which thread it is.
//!
//! ```text
//! Heap ─ Thread   pending · handled · depth · native_left · trash · interpreter … of whoever holds the lock
//!      └ Threads  main ⇄ seat ⇄ seat …      the same fields of those that wait
//! ```
//! A seat stands at the head of a block of the heap, which is the thread's price: its stacks are the system's. It belongs to its
//! thread from start to end. An interpreter that never starts a thread never touches the lock.
//!
//! Not here: what a thread runs and what a Python lock is (the rooms above).

mod lock;
mod parker;

use crate::thread::{Handled, Raised, Result, breaker};
use crate::{GcHead, Heap, Ref, Slot, Thread, Visit};
use lock::Lock;
use parker::Parker;
use std::cell::Cell;
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::sync::Arc;
use std::time::Instant;

/// What a thread takes from the heap: the pages that any thread touches of its stacks.
const SEAT_BYTES: usize = 64 << 10;

/// Native stack of a thread: 3.13's limit of nested native calls must fit. Only what is used takes memory.
const STACK_BYTES: usize = 1 << 30;

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waited {
    Woken,
    TimedOut,
    /// A signal's handler ran on the waiting thread.
    Interrupted,
}

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
    fn each(&self) -> [&Slot; 4] {
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
struct Own {
    pending: Slot,
    handled: Slot,
    top_handled: Cell<Option<NonNull<Handled>>>,
    depth: Cell<u32>,
    native_left: Cell<i32>,
    trash: Cell<Option<NonNull<GcHead>>>,
    emptying_trash: Cell<bool>,
    guards: Cell<Option<NonNull<c_void>>>,
    origin_depth: Cell<usize>,
    interpreter: Cell<Option<NonNull<c_void>>>,
    belongings: Belongings,
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
    fn exchange(&self, thread: &Thread) {
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
pub struct Seat {
    next: Cell<Option<NonNull<Seat>>>,
    ident: usize,
    /// The system's number of it, 0 for the main thread's and until it runs.
    native: Cell<u64>,
    own: Own,
    /// Reasons to stop (bits of [`breaker`]) that are for this thread alone and came while another ran.
    reasons: Cell<u32>,
    parker: Parker,
    /// What it waits for, 0 for nothing, since when, and whether that has come.
    waits_for: Cell<usize>,
    since: Cell<u64>,
    woken: Cell<bool>,
    /// What a thread that doesn't run yet is to do.
    task: Slot,
}

impl Seat {
    fn new(ident: usize) -> Seat {
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
    top_handled: Option<NonNull<Handled>>,
    base_handled: &'a Slot,
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

/// See the file's head.
pub(crate) struct Threads {
    lock: Arc<Lock>,
    main: Seat,
    /// The thread that holds the lock; none for the main thread, whose seat is a field.
    running: Cell<Option<NonNull<Seat>>>,
    /// All seats but the main thread's, newest first.
    first: Cell<Option<NonNull<Seat>>>,
    count: Cell<usize>,
    /// While this isn't 0 the running thread keeps the lock.
    pinned: Cell<u32>,
    /// The last time at which somebody began to wait.
    clock: Cell<u64>,
}

impl Threads {
    pub(crate) fn new() -> Threads {
        Threads {
            lock: Arc::new(Lock::held()),
            main: Seat::new(0),
            running: Cell::new(None),
            first: Cell::new(None),
            count: Cell::new(1),
            pinned: Cell::new(0),
            clock: Cell::new(0),
        }
    }

    /// The seat of the thread that runs.
    fn seat(&self) -> &Seat {
        match self.running.get() {
            // SAFETY: a seat lives until its own thread gives it up, which is the last thing that it does with the lock.
            Some(seat) => unsafe { seat.as_ref() },
            None => &self.main,
        }
    }

    /// Every seat. The running thread's fields aren't in its own.
    fn seats(&self) -> impl Iterator<Item = &Seat> {
        let follow = |seat: &Cell<Option<NonNull<Seat>>>| {
            // SAFETY: seats in the list are alive, and only the lock's holder changes it.
            seat.get().map(|seat| unsafe { &*seat.as_ptr() })
        };
        std::iter::once(&self.main).chain(std::iter::successors(follow(&self.first), move |seat| {
            follow(&seat.next)
        }))
    }

    /// Takes a seat out of the list.
    fn unlink(&self, seat: NonNull<Seat>) {
        let mut at = &self.first;
        while let Some(here) = at.get() {
            // SAFETY: as in `seats`.
            let next = unsafe { &(*here.as_ptr()).next };
            if here == seat {
                at.set(next.get());
                self.count.set(self.count.get() - 1);
                return;
            }
            at = next;
        }
    }
}

/// A thread to start: what it needs and what it does.
pub struct NewThread {
    /// The interpreter's own state of it.
    pub interpreter: NonNull<c_void>,
    /// What `run` gets.
    pub task: Ref,
    pub run: fn(&Thread, Ref),
    /// Frees the interpreter's state: the last thing that happens on the thread.
    pub retire: fn(&Thread),
}

/// Why a thread couldn't be started; the interpreter's state is handed back.
pub enum NotStarted {
    /// There is no memory for it: `MemoryError` is pending.
    Raised(Raised),
    /// The system refuses.
    System(std::io::Error),
}

/// What the starting thread hands to the new one.
struct Handover {
    lock: Arc<Lock>,
    heap: NonNull<Heap>,
    seat: NonNull<Seat>,
    run: fn(&Thread, Ref),
    retire: fn(&Thread),
}

// SAFETY: the new thread follows the two pointers only while it holds the interpreter's lock, as everybody does. The heap outlives its
// threads: it isn't freed while there are any, and one that comes after the lock was closed never gets past it. The seat is the
// thread's own.
unsafe impl Send for Handover {}

/// Where the heap's holder is asked to let go of the lock.
struct Bell(*const std::sync::atomic::AtomicU32);

impl Bell {
    fn ring(&self) {
        // SAFETY: a field of a heap that has threads, and so is there; an atomic may be changed by anybody.
        unsafe { &*self.0 }.fetch_or(breaker::YIELD, std::sync::atomic::Ordering::Relaxed);
    }
}

impl Handover {
    /// The whole life of a thread.
    fn live(self) {
        // SAFETY: only the address of the atomic is taken before the lock is held.
        let bell = Bell(unsafe { &raw const (*self.heap.as_ptr()).thread().breaker });
        self.lock.take(|| bell.ring());
        // SAFETY: the lock is held; see `Send`.
        let (thread, seat) = unsafe { (self.heap.as_ref().thread(), self.seat.as_ref()) };
        thread.resume(self.seat);
        seat.native.set(system_number());
        if let Some(task) = seat.task.take() {
            // A bug that panics ends this thread, not the others: they need the lock.
            let _ = catch_unwind(AssertUnwindSafe(|| (self.run)(thread, task)));
        }
        let _ = catch_unwind(AssertUnwindSafe(|| thread.clear_own()));
        (self.retire)(thread);
        let threads = thread.heap().threads();
        threads.running.set(None);
        threads.unlink(self.seat);
        // SAFETY: the seat's block is from this heap, nobody has the seat any more and its slots are empty.
        unsafe { thread.heap().free_buffer(self.seat.cast()) };
        self.lock.release();
    }
}

fn system_number() -> u64 {
    // SAFETY: the call has no arguments and can't fail.
    unsafe { libc::syscall(libc::SYS_gettid) as u64 }
}

/// Goes on with the thread when it is dropped, whatever happened without the lock.
struct Retake<'t>(&'t Thread, Option<NonNull<Seat>>);

impl Drop for Retake<'_> {
    fn drop(&mut self) {
        let (thread, bell) = (self.0, Bell(&raw const self.0.breaker));
        let lock = thread.heap().threads().lock.clone();
        lock.take(|| bell.ring());
        match self.1 {
            Some(seat) => thread.resume(seat),
            None => thread.resume_main(),
        }
    }
}

impl Thread {
    fn threads(&self) -> &Threads {
        self.heap().threads()
    }

    /// Puts the running thread's fields into its seat.
    fn suspend(&self) -> Option<NonNull<Seat>> {
        let threads = self.threads();
        threads.seat().own.exchange(self);
        threads.running.get()
    }

    fn resume(&self, seat: NonNull<Seat>) {
        self.threads().running.set(Some(seat));
        self.resume_running();
    }

    fn resume_main(&self) {
        self.threads().running.set(None);
        self.resume_running();
    }

    fn resume_running(&self) {
        let seat = self.threads().seat();
        seat.own.exchange(self);
        let reasons = seat.reasons.replace(0);
        if reasons != 0 {
            self.interrupt(reasons);
        }
    }

    /// Whether there is nobody to let go of the lock for, or the thread must keep it.
    pub fn keeps_lock(&self) -> bool {
        let threads = self.threads();
        threads.count.get() == 1 || threads.pinned.get() != 0
    }

    /// Runs what may take long while others run Python: it can't reach the heap, because nothing of it may be sent to another thread.
    pub fn unlocked<R: Send>(&self, call: impl FnOnce() -> R + Send) -> R {
        if self.keeps_lock() {
            return call();
        }
        let lock = &self.threads().lock;
        let retake = Retake(self, self.suspend());
        lock.release();
        let answer = call();
        drop(retake);
        answer
    }

    /// Lets another thread run that has waited for an interval. At safe points only.
    pub fn give_way(&self) {
        if self.keeps_lock() {
            return;
        }
        let retake = Retake(self, self.suspend());
        match self.threads().lock.give_way() {
            true => drop(retake),
            false => {
                std::mem::forget(retake);
                self.threads().seat().own.exchange(self);
            }
        }
    }

    /// Runs `f` without giving the lock away: it keeps the interpreter in a state that no other thread may see.
    pub(crate) fn pinned<R>(&self, f: impl FnOnce() -> R) -> R {
        let pinned = &self.threads().pinned;
        pinned.set(pinned.get() + 1);
        let answer = f();
        pinned.set(pinned.get() - 1);
        answer
    }

    /// Sleeps until another thread [`wake`](Thread::wake)s those that wait for `key`, which isn't 0.
    pub fn wait(&self, key: usize, until: Option<Instant>) -> Waited {
        let threads = self.threads();
        let seat = threads.seat();
        threads.clock.set(threads.clock.get() + 1);
        seat.since.set(threads.clock.get());
        seat.woken.set(false);
        seat.parker.reset();
        seat.waits_for.set(key);
        let waited = match self.keeps_lock() {
            true => seat.parker.sleep(until),
            false => {
                let retake = Retake(self, self.suspend());
                threads.lock.release();
                let waited = seat.parker.sleep(until);
                drop(retake);
                waited
            }
        };
        seat.waits_for.set(0);
        match (seat.woken.replace(false), waited) {
            (true, _) => Waited::Woken,
            // Whoever is told to stop is woken too.
            (false, Waited::Woken) => Waited::Interrupted,
            (false, waited) => waited,
        }
    }

    /// Wakes the thread that has waited longest for `key`, or all that do.
    pub fn wake(&self, key: usize, all: bool) {
        let waiting = |seat: &&Seat| seat.waits_for.get() == key && !seat.woken.get();
        loop {
            let seats = self.threads().seats().filter(waiting);
            let Some(seat) = seats.min_by_key(|seat| seat.since.get()) else {
                return;
            };
            seat.woken.set(true);
            seat.parker.wake();
            if !all {
                return;
            }
        }
    }

    /// A number that no other live thread of this interpreter has.
    pub fn ident(&self) -> usize {
        match self.threads().running.get() {
            Some(seat) => seat.as_ptr() as usize,
            None => self.main_ident(),
        }
    }

    /// The main thread's.
    pub fn main_ident(&self) -> usize {
        std::ptr::from_ref(&self.threads().main) as usize
    }

    /// Whether the main thread runs.
    pub fn is_main(&self) -> bool {
        self.threads().running.get().is_none()
    }

    /// The system's number of the running thread; `None` for the main thread's.
    pub fn native_number(&self) -> Option<u64> {
        Some(self.threads().seat().native.get()).filter(|&number| number != 0)
    }

    /// How many threads there are, those included that haven't begun to run.
    pub fn thread_count(&self) -> usize {
        self.threads().count.get()
    }

    /// How long a waiting thread waits before it asks for its turn, in microseconds.
    pub fn switch_interval(&self) -> u64 {
        self.threads().lock.interval()
    }

    pub fn set_switch_interval(&self, micros: u64) {
        self.threads().lock.set_interval(micros);
    }

    /// Leaves reasons to stop for the main thread, which is not the one that runs.
    pub fn leave_to_main(&self, reasons: u32) {
        let kept = &self.threads().main.reasons;
        kept.set(kept.get() | reasons);
    }

    /// Leaves reasons to stop for every other thread.
    pub fn leave_to_others(&self, reasons: u32) {
        let threads = self.threads();
        let own = std::ptr::from_ref(threads.seat());
        for seat in threads.seats().filter(|&seat| !std::ptr::eq(seat, own)) {
            seat.reasons.set(seat.reasons.get() | reasons);
            seat.parker.wake();
        }
    }

    /// From now on no other thread runs, ever: the interpreter ends. True when there are such.
    pub fn freeze_others(&self) -> bool {
        let threads = self.threads();
        threads.lock.close();
        threads.pinned.set(threads.pinned.get() + 1);
        threads.count.get() > 1
    }

    /// Shows every thread: the running one first.
    pub fn each_thread(&self, f: &mut dyn FnMut(&Seen<'_>)) {
        f(&Seen {
            ident: self.ident(),
            interpreter: self.interpreter.get(),
            top_handled: self.top_handled.get(),
            base_handled: &self.base_handled.value,
        });
        let threads = self.threads();
        let running = std::ptr::from_ref(threads.seat());
        for seat in threads.seats().filter(|&seat| !std::ptr::eq(seat, running)) {
            let own = &seat.own;
            f(&Seen {
                ident: match std::ptr::eq(seat, &threads.main) {
                    true => self.main_ident(),
                    false => seat.ident,
                },
                interpreter: own
                    .interpreter
                    .get()
                    .map_or(std::ptr::null_mut(), NonNull::as_ptr),
                top_handled: own.top_handled.get(),
                base_handled: &own.handled,
            });
        }
    }

    /// Names the references that threads hold by themselves.
    pub fn visit_threads(&self, visit: Visit) {
        let mut see = |slot: &Slot| {
            if let Some(held) = slot.peek() {
                // SAFETY: an owned reference is alive while its holder is, and visits change nothing.
                visit(unsafe { held.as_ref() });
            }
        };
        see(&self.pending);
        see(&self.base_handled.value);
        self.own.each().into_iter().for_each(&mut see);
        for seat in self.threads().seats() {
            see(&seat.task);
            see(&seat.own.pending);
            see(&seat.own.handled);
            seat.own.belongings.each().into_iter().for_each(&mut see);
        }
    }

    /// Drops what the thread holds by itself: its end.
    fn clear_own(&self) {
        drop(self.take_pending());
        for slot in self.own.each() {
            drop(slot.take());
        }
        drop(self.base_handled.value.take());
    }

    /// Starts a thread. It runs as soon as it gets the lock.
    pub fn start_thread(&self, new: NewThread) -> Result<usize, NotStarted> {
        let heap = self.heap();
        let block = heap.alloc_buffer(SEAT_BYTES).map_err(NotStarted::Raised)?;
        let seat = block.cast::<Seat>();
        let fresh = Seat::new(seat.as_ptr() as usize);
        fresh.own.native_left.set(crate::thread::NATIVE_LIMIT);
        fresh.own.interpreter.set(Some(new.interpreter));
        fresh.task.set(Some(new.task));
        let threads = self.threads();
        fresh.next.set(threads.first.get());
        // SAFETY: the block is fresh, large enough and aligned for any word.
        unsafe { seat.write(fresh) };
        threads.first.set(Some(seat));
        threads.count.set(threads.count.get() + 1);
        let spawn = |stack: usize| {
            let handover = Handover {
                lock: threads.lock.clone(),
                heap: NonNull::from(heap),
                seat,
                run: new.run,
                retire: new.retire,
            };
            let builder = std::thread::Builder::new().stack_size(stack);
            builder.spawn(move || {
                let handover = handover;
                handover.live();
            })
        };
        match spawn(STACK_BYTES).or_else(|_| spawn(STACK_BYTES / 16)) {
            Ok(_) => Ok(seat.as_ptr() as usize),
            Err(error) => {
                threads.unlink(seat);
                // SAFETY: the seat was written above and no thread has it.
                unsafe {
                    drop(seat.as_ref().task.take());
                    heap.free_buffer(block);
                }
                Err(NotStarted::System(error))
            }
        }
    }
}

const _: () = assert!(size_of::<Seat>() < SEAT_BYTES && align_of::<Seat>() <= 16);
