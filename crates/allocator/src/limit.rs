//! The byte limit of a heap.
//!
//! A heap is charged for whole arenas and for large blocks with their headers. Whether a request fits depends
//! on the program's requests alone, so a limit is reached at the same request every time.
//!
//! **A8** charged = mapped arenas × 1 MiB + charges of large blocks ≤ peak.
//!
//! Not here: requests that fail on purpose (`faults`), what failing means to a program (`object`: a `MemoryError`).

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
