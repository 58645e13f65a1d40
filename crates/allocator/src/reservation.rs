//! One range of addresses for all arenas of a heap, and the address map over it.
//!
//! ```text
//!  base                                                base + span
//!  │ arena 0 │ arena 1 │ … not mapped …               │ arena table │ pool tags │
//!  └─ 1 MiB each, readable only while mapped ─────────┴─ pages appear as they are touched
//! ```
//!
//! "Is it ours" is a subtraction and a comparison; "what is it" a byte load: the tag of pool `(a - base) / 16 KiB`.
//! The range is only reserved: it takes no memory and counts against no one's commit. Arenas are mapped from
//! the low end first.
//!
//! **A6** Mapped arenas lie below `high`, as many as counted; pool tags of other arenas are 0.
//!
//! Not here: what a tag means (`pool`, A1).

use crate::arena::Arena;
use crate::class::{ARENA_SIZE, POOL_SIZE, POOLS_PER_ARENA};
use crate::pool::Pool;
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// The base lies at a multiple of this: two arenas share a huge page.
const BASE_ALIGN: usize = 2 << 20;
/// Asked for first; halved until the system agrees (an address-space limit, a crowded process).
pub(crate) const RESERVE: usize = 64 << 30;
const LEAST: usize = 4 << 20;
/// Arenas from this number on ask for huge pages: below, the last half-used one would show in a small
/// program's memory; here it is at most 1 MiB in 64. They save the faults of a growing heap and most of the
/// address translation of a collection in random order.
const HUGE_FROM: usize = 64;

#[repr(C)]
pub(crate) struct Reservation {
    base: NonNull<u8>,
    /// Bytes of arenas; the tables follow.
    span: usize,
    /// Bytes mapped in all, tables included.
    length: usize,
    huge: bool,
    /// Arenas below this index have been mapped at some time.
    high: Cell<usize>,
    /// No arena below this index is free to map.
    low_free: Cell<usize>,
}

fn page_up(n: usize) -> usize {
    n.next_multiple_of(4096)
}

/// Where the tags of a span start, and where the tables end.
const fn tables(span: usize) -> (usize, usize) {
    let tags = span + span / ARENA_SIZE * size_of::<Arena>();
    (tags, tags + span / POOL_SIZE)
}

impl Reservation {
    /// Reserves up to `want` bytes of arenas, less where the system refuses.
    pub fn new(want: usize, huge: bool) -> Option<Reservation> {
        let mut span = want.max(ARENA_SIZE).next_multiple_of(ARENA_SIZE);
        loop {
            if let Some(made) = Reservation::with_span(span, huge) {
                return Some(made);
            }
            if span <= LEAST {
                return None;
            }
            span = (span / 2).next_multiple_of(ARENA_SIZE);
        }
    }

    fn with_span(span: usize, huge: bool) -> Option<Reservation> {
        let length = page_up(tables(span).1);
        let total = length + BASE_ALIGN;
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE;
        // SAFETY: a fresh anonymous mapping where the system likes; nothing else is touched.
        let raw = unsafe { libc::mmap(null_mut(), total, libc::PROT_NONE, flags, -1, 0) };
        if raw == libc::MAP_FAILED {
            return None;
        }
        let lead = raw.addr().next_multiple_of(BASE_ALIGN) - raw.addr();
        // SAFETY: the base lies inside the new mapping; the pages cut off before and after were never used.
        let base = unsafe {
            let base = raw.cast::<u8>().add(lead);
            if lead > 0 {
                libc::munmap(raw, lead);
            }
            libc::munmap(base.add(length).cast(), total - lead - length);
            base
        };
        let base = NonNull::new(base)?;
        let made = Reservation {
            base,
            span,
            length,
            huge,
            high: Cell::new(0),
            low_free: Cell::new(0),
        };
        // SAFETY: the tables are the tail of the mapping, page-aligned because span is.
        let rc = unsafe {
            libc::mprotect(
                base.add(span).as_ptr().cast(),
                length - span,
                libc::PROT_READ | libc::PROT_WRITE,
            )
        };
        (rc == 0).then_some(made)
    }

    #[inline]
    pub fn base(&self) -> NonNull<u8> {
        self.base
    }

    #[inline]
    pub fn span(&self) -> usize {
        self.span
    }

    /// Arenas that were mapped at some time have an index below this.
    #[inline]
    pub fn high(&self) -> usize {
        self.high.get()
    }

    /// Bytes of address space held, and bytes of the tables that have been touched (whole pages).
    pub fn footprint(&self) -> (usize, usize) {
        let (arenas, pools) = (self.high(), self.high() * POOLS_PER_ARENA);
        let touched = page_up(arenas * size_of::<Arena>()) + page_up(pools);
        (self.length, touched)
    }

    /// The arena table, a row for each arena of the span.
    pub fn arenas(&self) -> &[Arena] {
        // SAFETY: the table starts at base + span (page-aligned), is readable and writable for as long as self,
        // zero is a valid row, and rows change only through their cells.
        unsafe {
            std::slice::from_raw_parts(
                self.base.add(self.span).cast().as_ptr(),
                self.span / ARENA_SIZE,
            )
        }
    }

    /// Tags of all pools of the span: shelf + 1, or 0.
    #[inline]
    pub fn tags(&self) -> &[Cell<u8>] {
        // SAFETY: the tags follow the arena table in the same mapping; zero is valid; they are cells.
        unsafe {
            let at = self.base.add(tables(self.span).0);
            std::slice::from_raw_parts(at.cast().as_ptr(), self.span / POOL_SIZE)
        }
    }

    /// The pool with this number.
    ///
    /// # Safety
    /// Its arena is mapped, and stays so while the pool is used.
    pub unsafe fn pool(&self, index: usize) -> Pool {
        debug_assert!(index < self.high() * POOLS_PER_ARENA);
        // SAFETY: the caller's arena lies in the span.
        unsafe { Pool::at(self.base.add(index * POOL_SIZE)) }
    }

    /// The number of a pool.
    pub fn index_of(&self, pool: Pool) -> usize {
        (pool.addr() - self.base.addr().get()) / POOL_SIZE
    }

    /// Distance of an address from the base; past the span when it is not ours.
    #[inline]
    pub fn offset(&self, addr: usize) -> Option<usize> {
        let offset = addr.wrapping_sub(self.base.addr().get());
        (offset < self.span).then_some(offset)
    }

    fn arena_at(&self, index: usize) -> *mut libc::c_void {
        debug_assert!(index < self.span / ARENA_SIZE);
        // SAFETY: callers give an index inside the span.
        unsafe { self.base.add(index * ARENA_SIZE).as_ptr().cast() }
    }

    /// Makes the lowest unmapped arena readable and writable. Its bytes are zero.
    pub fn map_arena(&self) -> Option<u32> {
        let table = self.arenas();
        let index = (self.low_free.get()..table.len()).find(|&i| !table[i].is_mapped())?;
        self.low_free.set(index);
        if !self.open_pages(index) {
            return None;
        }
        table[index].open();
        self.low_free.set(index + 1);
        self.high.set(self.high.get().max(index + 1));
        Some(index as u32)
    }

    /// Makes an arena's pages accessible; from `HUGE_FROM` on a pair's at once, so that one huge page fits.
    fn open_pages(&self, index: usize) -> bool {
        let access = libc::PROT_READ | libc::PROT_WRITE;
        let pair = index & !1;
        let huge = self.huge && index >= HUGE_FROM && (pair + 2) * ARENA_SIZE <= self.span;
        let (first, bytes) = if huge {
            (pair, 2 * ARENA_SIZE)
        } else {
            (index, ARENA_SIZE)
        };
        // SAFETY: the arenas lie inside our mapping. The one asked for holds nothing while unmapped, and its
        // neighbour, mapped or not, loses nothing. Huge pages are a wish: a refusal changes nothing.
        unsafe {
            let rc = libc::mprotect(self.arena_at(first), bytes, access);
            if huge && rc == 0 {
                libc::madvise(self.arena_at(first), bytes, libc::MADV_HUGEPAGE);
            }
            rc == 0
        }
    }

    /// Gives an arena's memory back to the system; its addresses stay reserved.
    pub fn unmap_arena(&self, index: u32) {
        let index = index as usize;
        self.arenas()[index].close();
        self.low_free.set(self.low_free.get().min(index));
        let flags = libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE | libc::MAP_FIXED;
        let at = self.arena_at(index);
        // SAFETY: exactly this arena, which has no used pool, is replaced by a reservation. Where the system
        // can't split the mapping, dropping the pages gives the memory back too.
        unsafe {
            if libc::mmap(at, ARENA_SIZE, libc::PROT_NONE, flags, -1, 0) == libc::MAP_FAILED {
                libc::madvise(at, ARENA_SIZE, libc::MADV_DONTNEED);
            }
        }
    }
}

impl Drop for Reservation {
    fn drop(&mut self) {
        crate::poison::uncover(self.base, self.high() * ARENA_SIZE);
        // SAFETY: the mapping is ours and nothing in it is used after its heap.
        unsafe { libc::munmap(self.base.as_ptr().cast(), self.length) };
    }
}
