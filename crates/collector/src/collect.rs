//! One pass, as the list of its phases; which generation an automatic pass takes; freezing.

use crate::reach::Found;
use crate::{clear, debug, finalize, mark, reach, stress, untrack, validate, weakrefs};
use object::{GcState, Generation, Thread, breaker};
use std::time::Instant;

/// Why a pass runs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reason {
    /// The program called `gc.collect`.
    Manual,
    /// Generation 0 went over its threshold.
    Allocation,
    /// The interpreter is going away: no callbacks.
    Shutdown,
}

/// A full pass over at least this many tracked objects marks from the roots first. Below, the plain algorithm is as fast and
/// leaves the lists in exactly 3.13's order.
pub const FULL_MARK_THRESHOLD: usize = 50_000;

/// Runs the pass that 3.13 would run at this safe point, if any.
pub fn collect_automatic(thread: &Thread) {
    let gc = &thread.heap().gc;
    if gc.collecting.get() || !gc.enabled.get() {
        return;
    }
    if let Some(generation) = choose(gc) {
        collect(thread, generation, Reason::Allocation);
    }
}

/// Runs the pass that waits, if one does: what an evaluation's safe point does of it, and in 3.13 also native code that asks for
/// signals (`repr`, `str`).
#[inline]
pub fn collect_if_due(thread: &Thread) {
    let reasons = breaker::COLLECT | breaker::STRESS;
    if thread.breaker.load(std::sync::atomic::Ordering::Relaxed) & reasons != 0 {
        collect_now(thread);
    }
}

#[cold]
fn collect_now(thread: &Thread) {
    if thread.take_interrupt(breaker::COLLECT) {
        collect_automatic(thread);
    }
    stress::collect_stressed(thread);
}

/// The oldest generation over its threshold. The oldest of all only when enough waits to be worth a full pass: a quarter of what
/// survived the last one.
fn choose(gc: &GcState) -> Option<usize> {
    let lists = gc.lists.collected();
    (0..3).rev().find(|&g| {
        lists[g].count.get() > lists[g].threshold.get()
            && (g < 2 || gc.long_lived_pending.get() >= gc.long_lived_total.get() / 4)
    })
}

/// Collects a generation (0, 1 or 2) and all younger ones. Returns the number of unreachable objects, those that can't be freed
/// included; 0 when a pass is running already.
pub fn collect(thread: &Thread, generation: usize, reason: Reason) -> usize {
    let gc = &thread.heap().gc;
    if gc.collecting.replace(true) {
        return 0;
    }
    let pending = thread.take_pending();
    if reason != Reason::Shutdown {
        (thread.hooks().gc_event)(thread, generation, None);
    }
    let started = Instant::now();
    let before = thread.heap().allocator.live_bytes();
    announce(thread, generation);
    let (collected, uncollectable) = pass(thread, generation);
    let freed = before.saturating_sub(thread.heap().allocator.live_bytes()) as u64;
    let total = &gc.stats[generation].freed_bytes;
    total.set(total.get() + freed);
    conclude(thread, generation, collected, uncollectable, started);
    if reason != Reason::Shutdown {
        (thread.hooks().gc_event)(thread, generation, Some((collected, uncollectable)));
    }
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
    gc.collecting.set(false);
    collected + uncollectable
}

/// The phases. Returns how many objects were collected and how many were found but kept.
fn pass(thread: &Thread, generation: usize) -> (usize, usize) {
    let gc = &thread.heap().gc;
    let lists = gc.lists.collected();
    settle_counts(gc, generation);
    let young = merge_younger(gc, generation);
    let old = lists[(generation + 1).min(2)];
    let full = generation == 2;

    // What can't be reached from outside the set.
    let unreachable = Generation::new(0);
    unreachable.reset();
    let unmarked = Generation::new(0);
    unmarked.reset();
    let marked_first = full && mark::move_unmarked(thread, young, &unmarked);
    let found = match marked_first {
        true => reach::deduce_unreachable(&unmarked, &unreachable),
        false => reach::deduce_unreachable(young, &unreachable),
    };
    young.merge(&unmarked);
    validate::between_phases(thread.heap(), young, &unreachable);

    // Survivors: stop tracking what can't be in a cycle, then grow older.
    let survivors = if marked_first {
        gc.tracked.get() - found.count
    } else {
        untrack::survivors(young, full)
    };
    promote(gc, generation, young, old, survivors);
    let stats = &gc.stats[generation];
    stats
        .examined
        .set(stats.examined.get() + (survivors + found.count) as u64);

    report_collectable(thread, &unreachable);
    let collected = dispose(thread, &unreachable, &found, old);
    if full {
        thread.heap().free_kept();
    }
    report_pending(thread);
    (collected, 0)
}

/// Garbage: weak references, finalizers, then breaking the cycles of what nobody brought back. What lives on goes to `old`.
/// Returns how many objects were collected.
pub(crate) fn dispose(
    thread: &Thread,
    unreachable: &Generation,
    found: &Found,
    old: &Generation,
) -> usize {
    let (mut collected, called) = match found.weak {
        true => weakrefs::clear_and_call(thread, unreachable, old),
        false => (0, false),
    };
    let finalized = (found.finalizers || called) && finalize::run(thread, unreachable);
    let dead = Generation::new(0);
    dead.reset();
    // 3.13 looks for resurrected objects in any case; where no code ran there are none and the order stays.
    match called || finalized {
        true => collected += finalize::keep_resurrected(unreachable, &dead, old),
        false => {
            dead.merge(unreachable);
            collected += found.count;
        }
    }
    clear::delete(thread, &dead, old);
    collected
}

/// Tells what clearing left pending.
pub(crate) fn report_pending(thread: &Thread) {
    if thread.is_pending() {
        (thread.hooks().unraisable)(thread, "in garbage collection", None);
    }
}

/// Counts this pass for the next older generation and starts those it takes anew.
fn settle_counts(gc: &GcState, generation: usize) {
    let lists = gc.lists.collected();
    if let Some(older) = lists.get(generation + 1) {
        older.count.set(older.count.get() + 1);
    }
    for list in &lists[..=generation] {
        list.count.set(0);
    }
}

/// Puts all younger generations, youngest first, behind the one that is collected.
fn merge_younger(gc: &GcState, generation: usize) -> &Generation {
    let lists = gc.lists.collected();
    for younger in &lists[..generation] {
        lists[generation].merge(younger);
    }
    lists[generation]
}

/// Moves the survivors to the next generation and keeps the books of the 25 % rule.
fn promote(
    gc: &GcState,
    generation: usize,
    young: &Generation,
    old: &Generation,
    survivors: usize,
) {
    if generation == 2 {
        gc.long_lived_pending.set(0);
        gc.long_lived_total.set(survivors as isize);
        return;
    }
    if generation == 1 {
        gc.long_lived_pending
            .set(gc.long_lived_pending.get() + survivors as isize);
    }
    old.merge(young);
}

fn announce(thread: &Thread, generation: usize) {
    let gc = &thread.heap().gc;
    if gc.debug.get() & debug::STATS == 0 {
        return;
    }
    let err = thread.hooks().write_stderr;
    let [a, b, c] = gc.lists.collected().map(Generation::len);
    err(
        thread,
        format_args!("gc: collecting generation {generation}...\n"),
    );
    err(
        thread,
        format_args!("gc: objects in each generation: {a} {b} {c}\n"),
    );
    let frozen = gc.lists.permanent.len();
    err(
        thread,
        format_args!("gc: objects in permanent generation: {frozen}\n"),
    );
}

fn report_collectable(thread: &Thread, unreachable: &Generation) {
    if thread.heap().gc.debug.get() & debug::COLLECTABLE == 0 {
        return;
    }
    let err = thread.hooks().write_stderr;
    unreachable.for_each(&mut |object| {
        let (name, at) = (object.ty().name(), object.id());
        err(thread, format_args!("gc: collectable <{name} {at:#x}>\n"));
    });
}

fn conclude(
    thread: &Thread,
    generation: usize,
    collected: usize,
    uncollectable: usize,
    started: Instant,
) {
    let gc = &thread.heap().gc;
    let seconds = started.elapsed();
    let stats = &gc.stats[generation];
    stats.collections.set(stats.collections.get() + 1);
    stats
        .collected
        .set(stats.collected.get() + collected as u64);
    stats
        .uncollectable
        .set(stats.uncollectable.get() + uncollectable as u64);
    stats
        .nanoseconds
        .set(stats.nanoseconds.get() + seconds.as_nanos() as u64);
    if gc.debug.get() & debug::STATS != 0 {
        let found = collected + uncollectable;
        (thread.hooks().write_stderr)(
            thread,
            format_args!(
                "gc: done, {found} unreachable, {uncollectable} uncollectable, {:.4}s elapsed\n",
                seconds.as_secs_f64()
            ),
        );
    }
}

/// The generations as 3.13's start-up leaves them to the program: it has gone over the first threshold three times, so all
/// that was made is in the middle one, and this much counts in the youngest.
pub fn begin_program(gc: &GcState) {
    const COUNTED: i32 = 1;
    const PASSES: i32 = 3;
    let lists = &gc.lists;
    lists.middle.merge(&lists.young);
    lists.young.count.set(COUNTED);
    lists.middle.count.set(PASSES);
    lists.old.count.set(0);
    let stats = &gc.stats[0];
    stats.collections.set(PASSES as u64);
}

/// `gc.freeze`: sets all tracked objects aside.
pub fn freeze(gc: &GcState) {
    for list in gc.lists.collected() {
        gc.lists.permanent.merge(list);
        list.count.set(0);
    }
}

/// `gc.unfreeze`: what was set aside becomes old again.
pub fn unfreeze(gc: &GcState) {
    gc.lists.old.merge(&gc.lists.permanent);
}
