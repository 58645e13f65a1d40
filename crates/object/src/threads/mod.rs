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
//! - `lock.rs`: the interpreter's lock. `parker.rs`: where a thread sleeps. `seat.rs`: what is a thread's own. `start.rs`: its life.
//!
//! Not here: what a thread runs and what a Python lock is (the rooms above).

mod lock;
mod parker;
mod seat;
mod start;

pub use seat::{Belongings, Seen};
pub use start::{NewThread, NotStarted};

use crate::thread::breaker;
use crate::{Slot, Thread, Visit};
use lock::Lock;
use seat::Seat;
use std::cell::Cell;
use std::ptr::NonNull;
use std::sync::Arc;
use std::time::Instant;

/// How a wait ended.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Waited {
    Woken,
    TimedOut,
    /// A signal's handler ran on the waiting thread.
    Interrupted,
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

    /// The heap goes. True when there are threads in it still, which never go on.
    pub(crate) fn abandon(&self) -> bool {
        let left = self.count.get() > 1;
        if left {
            self.lock.close();
        }
        left
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

/// Where the heap's holder is asked to let go of the lock.
struct Bell(*const std::sync::atomic::AtomicU32);

impl Bell {
    fn ring(&self) {
        // SAFETY: a field of a heap that has threads, and so is there; an atomic may be changed by anybody.
        unsafe { &*self.0 }.fetch_or(breaker::YIELD, std::sync::atomic::Ordering::Relaxed);
    }
}

/// Goes on with the thread when it is dropped, whatever happened without the lock. Until then it looks at nothing of the heap.
struct Retake<'t> {
    thread: &'t Thread,
    seat: Option<NonNull<Seat>>,
    lock: Arc<Lock>,
    bell: Bell,
}

impl Drop for Retake<'_> {
    fn drop(&mut self) {
        self.lock.take(|| self.bell.ring());
        match self.seat {
            Some(seat) => self.thread.resume(seat),
            None => self.thread.resume_main(),
        }
    }
}

impl Thread {
    fn threads(&self) -> &Threads {
        self.heap().threads()
    }

    /// Puts the running thread's fields into its seat, until the answer is dropped.
    fn suspend(&self) -> Retake<'_> {
        let threads = self.threads();
        threads.seat().own.exchange(self);
        Retake {
            thread: self,
            seat: threads.running.get(),
            lock: threads.lock.clone(),
            bell: Bell(&raw const self.breaker),
        }
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
        let retake = self.suspend();
        retake.lock.release();
        let answer = call();
        drop(retake);
        answer
    }

    /// Lets another thread run that has waited for an interval. At safe points only.
    pub fn give_way(&self) {
        if self.keeps_lock() {
            return;
        }
        if !self.threads().lock.is_wanted() {
            return;
        }
        let retake = self.suspend();
        retake.lock.give_way();
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
                let retake = self.suspend();
                retake.lock.release();
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
}
