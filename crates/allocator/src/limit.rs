//! The byte limit of a heap, and faults on purpose.
//!
//! A heap is charged for whole arenas and for large blocks with their headers. Whether a request fits depends
//! on the program's requests alone, so a limit is reached at the same request every time.
//!
//! **A8** charged = mapped arenas × 1 MiB + charges of large blocks ≤ peak.
//!
//! Not here: what failing means to a program (`object`: a `MemoryError`).

use std::cell::Cell;

pub(crate) struct Meter {
    pub limit: Cell<usize>,
    pub charged: Cell<usize>,
    pub peak: Cell<usize>,
}

impl Meter {
    pub fn new(limit: Option<usize>) -> Meter {
        Meter {
            limit: Cell::new(limit.unwrap_or(usize::MAX)),
            charged: Cell::new(0),
            peak: Cell::new(0),
        }
    }

    /// Whether the charge may grow by this much after giving `back` bytes back.
    pub fn fits(&self, more: usize, back: usize) -> bool {
        let kept = self.charged.get() - back;
        more <= back
            || kept
                .checked_add(more)
                .is_some_and(|sum| sum <= self.limit.get())
    }

    pub fn charge(&self, bytes: usize) {
        let sum = self.charged.get() + bytes;
        self.charged.set(sum);
        self.peak.set(self.peak.get().max(sum));
    }

    pub fn discharge(&self, bytes: usize) {
        self.charged.set(self.charged.get() - bytes);
    }
}

/// Requests that fail because a test said so.
pub(crate) struct Faults {
    /// Requests until the fault, this one included; 0 when none is planned.
    countdown: Cell<u64>,
    /// Whether every request after the fault fails too.
    sticky: Cell<bool>,
    /// Faults so far.
    fired: Cell<u64>,
}

impl Faults {
    pub fn new() -> Faults {
        Faults {
            countdown: Cell::new(0),
            sticky: Cell::new(false),
            fired: Cell::new(0),
        }
    }

    pub fn plan(&self, n: Option<u64>, sticky: bool) {
        self.countdown.set(n.map_or(0, |n| n.max(1)));
        self.sticky.set(sticky);
    }

    pub fn is_planned(&self) -> bool {
        self.countdown.get() != 0
    }

    /// Requests until the fault.
    pub fn left(&self) -> u64 {
        self.countdown.get()
    }

    pub fn fired(&self) -> u64 {
        self.fired.get()
    }

    /// Counts one request; true when it must fail.
    pub fn strikes(&self) -> bool {
        match self.countdown.get() {
            0 => false,
            1 => {
                if !self.sticky.get() {
                    self.countdown.set(0);
                }
                self.fired.set(self.fired.get() + 1);
                true
            }
            n => {
                self.countdown.set(n - 1);
                false
            }
        }
    }
}
