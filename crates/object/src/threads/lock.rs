//! The lock of an interpreter: whoever holds it may touch the heap, and nobody else.
//!
//! A thread that waits longer than an interval without anybody having got the lock asks the holder to let go; the holder does
//! so at its next safe point and waits until another thread has had its turn. When the interpreter ends, the lock is closed:
//! threads that come for it afterwards wait for ever, and what they have on their stacks is never looked at again.

use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// 3.13's `sys.getswitchinterval()` in microseconds.
const INTERVAL_MICROS: u64 = 5_000;

struct State {
    held: bool,
    /// How many threads wait for it.
    waiting: usize,
    /// How often it was taken.
    turns: u64,
    closed: bool,
}

/// See the file's head.
pub(super) struct Lock {
    state: Mutex<State>,
    /// It was let go of, or closed.
    free: Condvar,
    /// It was taken.
    taken: Condvar,
    interval: AtomicU64,
}

impl Lock {
    /// A lock that its maker holds.
    pub(super) fn held() -> Lock {
        Lock {
            state: Mutex::new(State {
                held: true,
                waiting: 0,
                turns: 0,
                closed: false,
            }),
            free: Condvar::new(),
            taken: Condvar::new(),
            interval: AtomicU64::new(INTERVAL_MICROS),
        }
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes the lock; `ask` is called whenever an interval passes in which nobody got it.
    pub(super) fn take(&self, ask: impl Fn()) {
        let mut state = self.state();
        state.waiting += 1;
        while state.held && !state.closed {
            let turn = state.turns;
            let interval = Duration::from_micros(self.interval.load(Ordering::Relaxed).max(1));
            let (next, waited) = self
                .free
                .wait_timeout(state, interval)
                .unwrap_or_else(PoisonError::into_inner);
            state = next;
            if waited.timed_out() && state.held && state.turns == turn && !state.closed {
                ask();
            }
        }
        state.waiting -= 1;
        if state.closed {
            drop(state);
            wait_for_ever();
        }
        state.held = true;
        state.turns += 1;
        drop(state);
        self.taken.notify_all();
    }

    /// Lets go of it.
    pub(super) fn release(&self) {
        self.state().held = false;
        self.free.notify_one();
    }

    /// Whether anybody waits for it.
    pub(super) fn is_wanted(&self) -> bool {
        self.state().waiting > 0
    }

    /// Lets go of it and waits until another thread has taken it, if any wants it.
    pub(super) fn give_way(&self) {
        let mut state = self.state();
        state.held = false;
        let turn = state.turns;
        self.free.notify_one();
        while state.turns == turn && state.waiting > 0 && !state.closed {
            state = self
                .taken
                .wait(state)
                .unwrap_or_else(PoisonError::into_inner);
        }
    }

    /// Nobody but the holder gets any further from now on.
    pub(super) fn close(&self) {
        self.state().closed = true;
        self.free.notify_all();
    }

    /// How long a waiting thread waits before it asks, in microseconds.
    pub(super) fn interval(&self) -> u64 {
        self.interval.load(Ordering::Relaxed)
    }

    pub(super) fn set_interval(&self, micros: u64) {
        self.interval.store(micros, Ordering::Relaxed);
    }
}

/// What becomes of a thread whose interpreter has ended.
fn wait_for_ever() -> ! {
    loop {
        std::thread::park();
    }
}
