//! A thread's beginning and its end.

use super::Bell;
use super::lock::Lock;
use super::seat::Seat;
use crate::thread::{Raised, Result};
use crate::{Heap, Ref, Thread};
use std::ffi::c_void;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::ptr::NonNull;
use std::sync::Arc;

/// What a thread takes from the heap: the pages that any thread touches of its stacks.
const SEAT_BYTES: usize = 64 << 10;

/// Native stack of a thread: 3.13's limit of nested native calls must fit. Only what is used takes memory.
const STACK_BYTES: usize = 1 << 30;

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

impl Thread {
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
