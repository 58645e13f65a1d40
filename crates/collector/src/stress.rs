//! The stress mode: a pass at every safe point that leaves no trace but what it frees.
//!
//! It looks at the newest objects, every second time at twice as many, every fourth at four times, and so on up to all: each safe
//! point costs about the logarithm of the heap. Counts, generations, their order, statistics and what is tracked stay as
//! they were, nobody is called back, and the passes that the program would see without it come when they would come. So a program's
//! output stays the same unless it shows when garbage dies; under [`Stress::Look`] garbage stays too and all is the same.

use crate::collect::{dispose, report_pending};
use crate::debug;
use crate::reach::{Found, deduce_unreachable};
use object::{GcHead, GcState, Generation, Stress, Thread};

/// How many objects the smallest pass looks at.
const NEWEST: usize = 32;

/// So many safe points have a pass each: all that most programs have. Then every so many-th, so that long programs end too.
const EACH: u64 = 1 << 20;
const SELDOM: u64 = 16;

/// Objects taken out of the generations, in order, and where those of each generation end: oldest first.
struct Taken {
    heads: Vec<*mut GcHead>,
    ends: [usize; 3],
}

/// Runs the pass of this safe point.
pub fn collect_stressed(thread: &Thread) {
    let gc = &thread.heap().gc;
    let Some(stress) = gc.stress.get() else {
        return;
    };
    if gc.collecting.replace(true) {
        return;
    }
    let pending = thread.take_pending();
    let count = gc.lists.young.count.get();
    let unreachable = Generation::new(0);
    unreachable.reset();
    if let Some(found) = look(
        gc,
        &unreachable,
        stress == Stress::Look || is_left_alone(gc),
    ) {
        dispose(thread, &unreachable, &found, &gc.lists.young);
        report_pending(thread);
    }
    // As if the garbage still waited.
    gc.lists.young.count.set(count);
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
    gc.collecting.set(false);
}

/// Whether the program wants garbage to stay until it asks.
fn is_left_alone(gc: &GcState) -> bool {
    !gc.enabled.get() || gc.lists.young.threshold.get() == 0 || gc.debug.get() & debug::SAVEALL != 0
}

/// Finds the garbage among the newest objects and puts all others back, or all with `keep`. `None` when there is none.
fn look(gc: &GcState, unreachable: &Generation, keep: bool) -> Option<Found> {
    let turn = gc.stress_turn.get().saturating_add(1);
    gc.stress_turn.set(turn);
    let turn = match turn.checked_sub(EACH) {
        None => turn,
        Some(late) if late % SELDOM == 0 => late / SELDOM,
        Some(_) => return None,
    };
    let most = NEWEST << turn.trailing_zeros().min(32);
    let base = Generation::new(0);
    base.reset();
    let taken = Taken::newest(gc, &base, most)?;
    let found = deduce_unreachable(&base, unreachable);
    taken.put_back(gc, keep);
    (found.count > 0 && !keep).then_some(found)
}

impl Taken {
    /// Moves up to `most` objects to `base`. `None` when there is no memory to remember them: then nothing has moved.
    fn newest(gc: &GcState, base: &Generation, most: usize) -> Option<Taken> {
        let mut heads = Vec::new();
        heads
            .try_reserve_exact(most.min(gc.tracked.get()) + 1)
            .ok()?;
        let mut ends = [0; 3];
        for (list, end) in gc.lists.collected().into_iter().zip(&mut ends) {
            let mut at = last(list);
            while at != list.head() && heads.len() < most {
                heads.push(at);
                // SAFETY: nodes of a list are heads of live objects.
                at = unsafe { (*at).prev() };
            }
            *end = heads.len();
        }
        heads.reverse();
        let [young, middle, old] = ends;
        for &head in &heads {
            // SAFETY: each was met once, in a list; nothing was freed since.
            unsafe {
                GcHead::unlink(head);
                base.append(head);
            }
        }
        Some(Taken {
            ends: [old - middle, old - young, old],
            heads,
        })
    }

    /// Each to the end of the generation it came from, in order: those found unreachable too if they are to be kept.
    fn put_back(&self, gc: &GcState, keep: bool) {
        let [young, middle, old] = gc.lists.collected();
        for (at, &head) in self.heads.iter().enumerate() {
            let list = match self.ends.iter().position(|&end| at < end) {
                Some(0) => old,
                Some(1) => middle,
                _ => young,
            };
            // SAFETY: no object has been freed since they were taken; each is in one of the pass's lists or, immortal, in the
            // permanent one.
            unsafe {
                if keep || !(*head).has(GcHead::UNREACHABLE) {
                    GcHead::unlink(head);
                    list.append(head);
                }
            }
        }
    }
}

fn last(list: &Generation) -> *mut GcHead {
    // SAFETY: a list's own head is valid as long as the list.
    unsafe { (*list.head()).prev() }
}
