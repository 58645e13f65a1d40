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

use crate::pool::{Header, Pool, PoolId, no_header};
use crate::reservation::Reservation;
use std::cell::Cell;
use std::ptr::NonNull;

/// One cache line: the address of a shelf is a shift away.
#[repr(C, align(64))]
pub(crate) struct Shelf {
    pub hot: Cell<NonNull<Header>>,
    /// Requests served since the heap began.
    pub requests: Cell<u64>,
    /// Bytes that those asked for.
    pub requested: Cell<u64>,
    /// Blocks freed since the heap began.
    pub frees: Cell<u64>,
    /// Most live blocks before the last free. A peak ends with a free, so only frees look.
    pub peak: Cell<u64>,
    pub head: Cell<PoolId>,
}

const _: () = assert!(size_of::<Shelf>() == 64);

impl Shelf {
    pub fn new() -> Shelf {
        Shelf {
            hot: Cell::new(no_header()),
            requests: Cell::new(0),
            requested: Cell::new(0),
            frees: Cell::new(0),
            peak: Cell::new(0),
            head: Cell::new(PoolId::NONE),
        }
    }

    /// Shows the fast path the first pool, or nothing.
    pub fn show(&self, map: &Reservation, fast: bool) {
        let head = self.head.get();
        self.hot.set(if fast && !head.is_none() {
            map.header(head)
        } else {
            no_header()
        });
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

    /// The first pool.
    pub fn first<'a>(&self, map: &'a Reservation) -> Option<Pool<'a>> {
        map.listed(self.head.get())
    }

    /// Puts a used pool first that is not listed. A full first pool leaves: only the first may be full. The
    /// caller shows the new head.
    pub fn push(&self, map: &Reservation, pool: Pool) {
        if let Some(full) = self.first(map).filter(Pool::is_full) {
            self.unlink(map, full);
        }
        let first = self.first(map);
        pool.header.prev.set(PoolId::NONE);
        pool.header.next.set(self.head.get());
        if let Some(first) = first {
            first.header.prev.set(pool.id);
        }
        self.head.set(pool.id);
    }

    /// Takes a listed pool off. The caller shows the new head.
    pub fn unlink(&self, map: &Reservation, pool: Pool) {
        let (next, prev) = (pool.header.next.get(), pool.header.prev.get());
        if let Some(next) = map.listed(next) {
            next.header.prev.set(prev);
        }
        match map.listed(prev) {
            Some(prev) => prev.header.next.set(next),
            None => self.head.set(next),
        }
    }
}
