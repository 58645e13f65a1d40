//! The audit of a heap's own books: every invariant, by its number.
//!
//! It trusts nothing that it has not compared: free lists are walked with a bound and a bitmap of what was
//! seen, lists with both links, counters against what was found. It changes nothing.
//!
//! Not here: the statements themselves, which stand in the file of their layer; what blocks mean.

use crate::arena::NONE;
use crate::block::{self, FreeBlock};
use crate::class::{
    ARENA_SIZE, POOL_SIZE, POOLS_PER_ARENA, SHELVES, capacity, class_size, first_offset, shelf_kind,
};
use crate::fill::is_filled;
use crate::heap::Allocator;
use crate::pool::Pool;
use crate::walk::LiveBits;

/// What an audit saw.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct BookReport {
    pub arenas: usize,
    pub used_pools: usize,
    pub live_blocks: usize,
    pub free_blocks: usize,
    pub large_blocks: usize,
    pub charged: usize,
}

macro_rules! must {
    ($holds:expr, $($why:tt)+) => { if !$holds { return Err(format!($($why)+)); } };
}

impl Allocator {
    /// Checks A1 … A12. An error names the invariant and the place.
    pub fn check(&self) -> Result<BookReport, String> {
        let mut report = BookReport {
            charged: self.charged(),
            ..BookReport::default()
        };
        let mut live = [0u64; SHELVES];
        self.check_map(&mut report)?;
        for number in 0..self.map.high() {
            if self.map.arenas()[number].is_mapped() {
                self.check_arena(number, &mut live, &mut report)?;
            }
        }
        self.check_order()?;
        for (index, &live) in live.iter().enumerate() {
            self.check_shelf(index, live)?;
        }
        self.check_large(&mut report)?;
        self.check_meter(&report)?;
        self.check_damage()?;
        Ok(report)
    }

    /// A6.
    fn check_map(&self, report: &mut BookReport) -> Result<(), String> {
        let table = self.map.arenas();
        for (number, arena) in table[..self.map.high()].iter().enumerate() {
            if arena.is_mapped() {
                report.arenas += 1;
                continue;
            }
            let tags = &self.map.tags()[number * POOLS_PER_ARENA..][..POOLS_PER_ARENA];
            must!(
                tags.iter().all(|tag| tag.get() == 0),
                "A6: arena {number} isn't mapped but has used pools"
            );
        }
        let now = self.arenas.now.get();
        must!(
            report.arenas == now,
            "A6: {} arenas are mapped, {now} are counted",
            report.arenas
        );
        let past = table
            .get(self.map.high())
            .is_some_and(|arena| arena.is_mapped());
        must!(!past, "A6: an arena past the highest is mapped");
        Ok(())
    }

    /// A4, A12 for one arena; A1 – A3 and A11 for its pools.
    fn check_arena(
        &self,
        number: usize,
        live: &mut [u64],
        report: &mut BookReport,
    ) -> Result<(), String> {
        let arena = &self.map.arenas()[number];
        let mut used = 0;
        for index in number * POOLS_PER_ARENA..(number + 1) * POOLS_PER_ARENA {
            let Some(pool) = self.used_pool(index) else {
                continue;
            };
            used += 1;
            let at = index % POOLS_PER_ARENA;
            self.check_pool(pool, index, report)
                .map_err(|(rule, why)| format!("{rule}: arena {number} pool {at}: {why}"))?;
            live[pool.shelf_index()] += u64::from(pool.count.get());
        }
        report.used_pools += used;
        let free = self.free_pools(number)?;
        let (carved, available) = (arena.carved.get() as usize, arena.available.get() as usize);
        let stated = free + POOLS_PER_ARENA.saturating_sub(carved);
        must!(
            available == stated && available == POOLS_PER_ARENA - used,
            "A4: arena {number} says {available} pools are available; {free} are listed, {carved} carved, {used} used"
        );
        let total = self.arena_books(number).map_or(0, |books| books.total());
        must!(
            total == ARENA_SIZE as u64,
            "A12: the books of arena {number} sum to {total}"
        );
        Ok(())
    }

    /// Length of an arena's list of free pools, each of its own, carved, unused and there once.
    fn free_pools(&self, number: usize) -> Result<usize, String> {
        let arena = &self.map.arenas()[number];
        let mut seen = 0u64;
        let mut at = arena.free.get();
        while let Some(pool) = at {
            let index = self
                .pool_index(pool)
                .unwrap_or(0)
                .wrapping_sub(number * POOLS_PER_ARENA);
            let sound = index < (arena.carved.get() as usize).min(POOLS_PER_ARENA)
                && self.pool_tag(number * POOLS_PER_ARENA + index).is_none()
                && seen >> index & 1 == 0;
            must!(
                sound,
                "A4: arena {number}: the list of free pools leads to {:x}",
                pool.addr()
            );
            seen |= 1 << index;
            at = pool.next.get();
        }
        Ok(seen.count_ones() as usize)
    }

    /// The number of what a list says is a pool; None when no pool can start there.
    fn pool_index(&self, pool: Pool) -> Option<usize> {
        let offset = pool.addr().wrapping_sub(self.map.base().addr().get());
        (offset < self.used_span() && offset.is_multiple_of(POOL_SIZE))
            .then_some(offset / POOL_SIZE)
    }

    /// A1, A2, A3, A11 for a used pool.
    fn check_pool(
        &self,
        pool: Pool,
        index: usize,
        report: &mut BookReport,
    ) -> Result<(), (&'static str, String)> {
        let tag = self.map.tags()[index].get() as usize;
        let shelf = pool.shelf_index();
        let arena = pool.arena.get();
        if shelf >= SHELVES || tag != shelf + 1 || arena as usize != index / POOLS_PER_ARENA {
            return Err(("A1", format!("tag {tag}, shelf {shelf}, arena {arena}")));
        }
        let free = free_list(pool).map_err(|why| ("A3", why))?;
        let (live, virgin) = (pool.count.get() as usize, pool.virgin_blocks());
        if live == 0 || live + free.count() + virgin != capacity(pool.class()) {
            let why = format!(
                "{live} live + {} free + {virgin} virgin of {}",
                free.count(),
                capacity(pool.class())
            );
            return Err(("A2", why));
        }
        if self.damage.is_some() {
            free_is_filled(pool, &free).map_err(|why| ("A11", why))?;
        }
        report.live_blocks += live;
        report.free_blocks += free.count();
        Ok(())
    }

    /// A5.
    fn check_order(&self) -> Result<(), String> {
        let table = self.map.arenas();
        let mut listed = 0;
        for n in 0..=POOLS_PER_ARENA {
            let mut at = self.order.head(n);
            must!(
                self.order.is_filled(n) == (at != NONE),
                "A5: list {n} and its bit differ"
            );
            let mut before = NONE;
            while at != NONE {
                listed += 1;
                let sound = table.get(at as usize).is_some_and(|arena| {
                    arena.is_mapped()
                        && arena.available.get() as usize == n
                        && arena.prev.get() == before
                });
                must!(
                    sound && n > 0 && listed <= table.len(),
                    "A5: list {n} leads to arena {at}"
                );
                before = at;
                at = table[at as usize].next.get();
            }
        }
        let high = &table[..self.map.high()];
        let expected = high
            .iter()
            .filter(|arena| arena.available.get() > 0)
            .count();
        must!(
            listed == expected,
            "A5: {listed} arenas are listed, {expected} have available pools"
        );
        Ok(())
    }

    /// A9, A10.
    fn check_shelf(&self, index: usize, live: u64) -> Result<(), String> {
        let shelf = &self.shelves[index];
        let mine = |pool: &Pool| pool.shelf_index() == index;
        let expected = self
            .used_pools()
            .filter(mine)
            .filter(|pool| !pool.is_full())
            .count();
        let (mut listed, mut full) = (0, 0);
        let (mut at, mut before) = (shelf.head.get(), None);
        while let Some(next) = at {
            let known = self
                .pool_index(next)
                .and_then(|index| self.used_pool(index));
            let Some(pool) = known.filter(mine).filter(|pool| pool.prev.get() == before) else {
                return Err(format!("A9: shelf {index} leads to {:x}", next.addr()));
            };
            full += usize::from(pool.is_full());
            must!(
                !pool.is_full() || before.is_none(),
                "A9: shelf {index} lists a full pool behind another"
            );
            listed += 1;
            must!(listed - full <= expected, "A9: shelf {index} has a cycle");
            before = at;
            at = pool.next.get();
        }
        must!(
            listed - full == expected,
            "A9: shelf {index} lists {} of {expected} pools",
            listed - full
        );
        let counted = shelf.live();
        must!(
            counted == live,
            "A10: shelf {index} counts {counted} live blocks, its pools {live}"
        );
        must!(
            shelf.peak_live() >= live && shelf.peak.get() <= shelf.requests.get(),
            "A10: shelf {index}: peak"
        );
        Ok(())
    }

    /// A7.
    fn check_large(&self, report: &mut BookReport) -> Result<(), String> {
        let list = &self.large;
        let mut charged = 0;
        let mut before = std::ptr::null_mut();
        for large in list.iter() {
            let sound = large.is_sound() && large.prev.get() == before;
            must!(
                sound,
                "A7: a large header at {:p} is broken",
                &raw const *large
            );
            charged += large.charge();
            report.large_blocks += 1;
            must!(
                report.large_blocks <= list.count.get(),
                "A7: more large blocks than are counted"
            );
            before = (&raw const *large).cast_mut();
        }
        let (count, bytes) = (list.count.get(), list.bytes.get());
        must!(
            report.large_blocks == count && charged == bytes,
            "A7: {} large blocks of {charged} bytes, counted {count} of {bytes}",
            report.large_blocks
        );
        Ok(())
    }

    /// A8.
    fn check_meter(&self, report: &BookReport) -> Result<(), String> {
        let found = report.arenas * ARENA_SIZE + self.large.bytes.get();
        must!(
            found == report.charged,
            "A8: {} bytes are charged, {found} are there",
            report.charged
        );
        must!(
            self.meter.peak.get() >= found,
            "A8: more is charged than the peak"
        );
        Ok(())
    }

    /// A11, what was found before.
    fn check_damage(&self) -> Result<(), String> {
        match self.damage.as_ref().and_then(|damage| damage.first.get()) {
            None => Ok(()),
            Some(finding) => Err(format!("A11: {finding:x?}")),
        }
    }

    /// The kind of the pools on a shelf: what a message about a shelf number means.
    pub fn shelf_label(shelf: usize) -> String {
        format!(
            "{:?} {}",
            shelf_kind(shelf),
            class_size(crate::class::shelf_class(shelf))
        )
    }
}

/// The free list of a pool as bits, or where it goes wrong.
fn free_list(pool: Pool) -> Result<LiveBits, String> {
    let class = pool.class();
    let (size, first, carved) = (
        class_size(class),
        first_offset(class),
        pool.virgin.get() as usize,
    );
    let mut seen = LiveBits::none();
    let mut at: *mut FreeBlock = pool.free.get();
    while !at.is_null() {
        let offset = at.addr().wrapping_sub(pool.addr());
        if offset < first
            || offset >= carved.min(POOL_SIZE)
            || !(offset - first).is_multiple_of(size)
        {
            return Err(format!("the free list leads to {at:p}"));
        }
        let block = (offset - first) / size;
        if seen.contains(block) {
            return Err(format!("block {block} is free twice"));
        }
        seen.set(block);
        // SAFETY: it starts a carved block of this used pool, as was just seen.
        at = unsafe { block::link(at) };
    }
    Ok(seen)
}

fn free_is_filled(pool: Pool, free: &LiveBits) -> Result<(), String> {
    let size = class_size(pool.class());
    let mut broken = None;
    free.for_each(|block| {
        if !is_filled(pool.block(block), size) {
            broken = Some(block);
        }
    });
    broken.map_or(Ok(()), |block| {
        Err(format!("block {block} was written after it was freed"))
    })
}
