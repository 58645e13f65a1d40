//! What a host may do to a running heap: set its limit, plan faults, give empty arenas back.
//!
//! Not here: what is counted (`limit`, `stats`).

use crate::class::{ARENA_SIZE, POOLS_PER_ARENA};
use crate::faults::Judge;
use crate::heap::Allocator;

impl Allocator {
    /// Bytes that may be charged from now on. Below what is charged, requests fail until enough is freed.
    pub fn set_limit(&self, limit: Option<usize>) {
        self.meter.limit.set(limit.unwrap_or(usize::MAX));
    }

    pub fn limit(&self) -> Option<usize> {
        Some(self.meter.limit.get()).filter(|&limit| limit != usize::MAX)
    }

    /// Arenas whole, and large blocks with their headers.
    pub fn charged(&self) -> usize {
        self.meter.charged.get()
    }

    /// The n-th request from now (1 is the next one) fails, once. None: no fault.
    pub fn fail_after(&self, n: Option<u64>) {
        self.faults.plan(n, false);
        self.show_all();
    }

    /// The n-th request from now fails, and every one after it until another call. None: no fault.
    pub fn fail_from(&self, n: Option<u64>) {
        self.faults.plan(n, true);
        self.show_all();
    }

    /// Who decides when a planned fault comes, and plans the next; None: it fails.
    pub fn judge_faults(&self, judge: Option<Judge>) {
        self.faults.judged_by(judge);
    }

    /// Planned faults that have happened.
    pub fn faults(&self) -> u64 {
        self.faults.fired()
    }

    /// The program is told that memory is lacking: if a planned fault has happened, it shows.
    pub fn tell_fault(&self) {
        self.faults.tell();
    }

    /// Whether a planned fault has shown.
    pub fn is_fault_told(&self) -> bool {
        self.faults.is_told()
    }

    /// Requests until the planned fault, that one included; 0 when none is planned.
    pub fn requests_to_fault(&self) -> u64 {
        self.faults.left()
    }

    /// Gives every arena without a used pool back to the system; returns the bytes.
    pub fn trim(&self) -> usize {
        let table = self.map.arenas();
        let mut freed = 0;
        while self.order.is_filled(POOLS_PER_ARENA) {
            let number = self.order.head(POOLS_PER_ARENA);
            self.order.remove(table, number);
            self.close_arena(number);
            freed += ARENA_SIZE;
        }
        freed
    }

    /// Whether `more` bytes may be charged once `back` are given back; an empty arena makes room.
    pub(crate) fn make_room(&self, more: usize, back: usize) -> bool {
        self.meter.fits(more, back) || (self.trim() > 0 && self.meter.fits(more, back))
    }

    pub(crate) fn show_all(&self) {
        let fast = self.is_fast();
        self.shelves.iter().for_each(|shelf| shelf.show(fast));
    }

    /// Counts a request against the planned fault; false when it must fail.
    pub(crate) fn admit(&self) -> bool {
        if !self.faults.is_planned() {
            return true;
        }
        let struck = self.faults.strikes();
        if !self.faults.is_planned() {
            self.show_all();
        }
        !struck
    }
}
