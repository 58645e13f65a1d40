//! A shelf: the used pools of one kind and size class that have a block to give, and its counters.
//!
//! The first pool serves every request until it is full; a block freed in a full pool brings that pool back to
//! the front. A pool that fills up is only taken off when the next request finds it so: hence the one
//! exception in A9. `hot` is what the fast path looks at: the first pool, or a stand-in that sends every
//! request to the slow path (empty shelf, planned fault, debug fill).
//!
//! **A9** A shelf lists, by links that agree both ways, exactly the used pools with its kind and class that are
//! not full; only the first may be full.
//! **A10** requests - frees = live blocks of its pools ≤ peak.
//!
//! Not here: where pools come from (`arena`, `heap`).

use crate::pool::Pool;
use std::cell::Cell;

/// One cache line: the address of a shelf is a shift away.
#[repr(C, align(64))]
pub(crate) struct Shelf {
    pub hot: Cell<Pool>,
    /// Requests served since the heap began.
    pub requests: Cell<u64>,
    /// Bytes that those asked for.
    pub requested: Cell<u64>,
    /// Blocks freed since the heap began.
    pub frees: Cell<u64>,
    /// Most live blocks before the last free. A peak ends with a free, so only frees look.
    pub peak: Cell<u64>,
    pub head: Cell<Option<Pool>>,
}

const _: () = assert!(size_of::<Shelf>() == 64);

impl Shelf {
    pub fn new() -> Shelf {
        Shelf {
            hot: Cell::new(Pool::none()),
            requests: Cell::new(0),
            requested: Cell::new(0),
            frees: Cell::new(0),
            peak: Cell::new(0),
            head: Cell::new(None),
        }
    }

    /// Shows the fast path the first pool, or nothing.
    #[inline]
    pub fn show(&self, fast: bool) {
        self.hot
            .set(self.head.get().filter(|_| fast).unwrap_or(Pool::none()));
    }

    #[inline(always)]
    pub fn count_request(&self, size: usize) {
        self.requests.set(self.requests.get().wrapping_add(1));
        self.requested
            .set(self.requested.get().wrapping_add(size as u64));
    }

    #[inline(always)]
    pub fn count_free(&self) {
        let frees = self.frees.get();
        let live = self.requests.get().wrapping_sub(frees);
        if live > self.peak.get() {
            self.peak.set(live);
        }
        self.frees.set(frees.wrapping_add(1));
    }

    pub fn live(&self) -> u64 {
        self.requests.get().wrapping_sub(self.frees.get())
    }

    pub fn peak_live(&self) -> u64 {
        self.peak.get().max(self.live())
    }

    /// Puts a used pool first that is not listed. A full first pool leaves: only the first may be full. The
    /// caller shows the new head.
    pub fn push(&self, pool: Pool) {
        let first = self.head.get().and_then(|head| {
            if head.is_full() {
                head.next.get()
            } else {
                Some(head)
            }
        });
        pool.prev.set(None);
        pool.next.set(first);
        if let Some(first) = first {
            first.prev.set(Some(pool));
        }
        self.head.set(Some(pool));
    }

    /// Takes a listed pool off. The caller shows the new head.
    pub fn unlink(&self, pool: Pool) {
        let (next, prev) = (pool.next.get(), pool.prev.get());
        if let Some(next) = next {
            next.prev.set(prev);
        }
        match prev {
            Some(prev) => prev.next.set(next),
            None => self.head.set(next),
        }
    }
}
