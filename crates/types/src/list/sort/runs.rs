//! Runs: stretches that are in order already, found from left to right, and the order in which they are merged.
//!
//! A run that is shorter than `minrun` is made longer by binary insertion. Pending runs are merged by powersort: each border
//! between two runs has a power, its depth in the ideal binary tree of merges, and a border of higher power is merged first.

use super::merge::Merger;
use object::{Buf, Result, Thread};

/// Below this a stretch is sorted by binary insertion alone.
const MAX_MINRUN: usize = 64;

/// Most runs that wait: their powers rise, and none is beyond the bits of a length and one.
const MOST_PENDING: usize = 66;

/// A pending run; `power` belongs to the border with the next one.
#[derive(Clone, Copy)]
struct Run {
    start: usize,
    len: usize,
    power: u32,
}

/// Sorts the entries; `less` says whether its first argument goes strictly before the second. When it raises, the
/// entries are some permutation of what they were.
pub(super) fn sort<E: Copy>(
    thread: &Thread,
    entries: &mut [E],
    less: impl Fn(&E, &E) -> Result<bool>,
) -> Result<()> {
    let total = entries.len();
    let minrun = minrun(total);
    let mut pending: Buf<'_, Run> = Buf::with_told(thread.heap(), MOST_PENDING, 0)?;
    let mut merger = Merger::new(thread, &less, total);
    let mut start = 0;
    while start < total {
        let mut len = count_run(&mut entries[start..], &less)?;
        let wanted = minrun.min(total - start);
        if len < wanted {
            binary_insertion(&mut entries[start..start + wanted], len, &less)?;
            len = wanted;
        }
        if let Some(&top) = pending.last() {
            let power = power(top.start, top.len, len, total);
            while pending.len() > 1 && pending[pending.len() - 2].power > power {
                let at = pending.len() - 2;
                merge_at(&mut merger, entries, &mut pending, at)?;
            }
            if let Some(top) = pending.last_mut() {
                top.power = power;
            }
        }
        pending.push(Run {
            start,
            len,
            power: 0,
        })?;
        start += len;
    }
    while pending.len() > 1 {
        let mut at = pending.len() - 2;
        if at > 0 && pending[at - 1].len < pending[at + 1].len {
            at -= 1;
        }
        merge_at(&mut merger, entries, &mut pending, at)?;
    }
    Ok(())
}

/// A length between 32 and 64 such that the number of runs of that length is a power of two or just below.
fn minrun(mut n: usize) -> usize {
    let mut bits_lost = 0;
    while n >= MAX_MINRUN {
        bits_lost |= n & 1;
        n >>= 1;
    }
    n + bits_lost
}

/// Depth of the border between two neighbouring runs in the tree of merges: the first bit in which the middles of the two,
/// as fractions of the whole, differ.
fn power(start: usize, left: usize, right: usize, total: usize) -> u32 {
    let (mut a, mut depth) = (2 * start + left, 0);
    let mut b = a + left + right;
    loop {
        depth += 1;
        if a >= total {
            a -= total;
            b -= total;
        } else if b >= total {
            return depth;
        }
        a <<= 1;
        b <<= 1;
    }
}

fn merge_at<E: Copy, L: Fn(&E, &E) -> Result<bool>>(
    merger: &mut Merger<'_, E, L>,
    entries: &mut [E],
    pending: &mut Buf<'_, Run>,
    at: usize,
) -> Result<()> {
    let (left, right) = (pending[at], pending[at + 1]);
    // The border that remains is the right run's.
    pending[at].len = left.len + right.len;
    pending[at].power = right.power;
    for i in at + 1..pending.len() - 1 {
        pending[i] = pending[i + 1];
    }
    pending.truncate(pending.len() - 1);
    merger.merge(&mut entries[left.start..right.start + right.len], left.len)
}

/// The length of the run at the start, which is ascending when this returns: a descending one is reversed. Equal neighbours
/// inside a descending run are reversed twice, so that they keep their order.
fn count_run<E: Copy>(entries: &mut [E], less: &impl Fn(&E, &E) -> Result<bool>) -> Result<usize> {
    let total = entries.len();
    let mut n = ascending(entries, 1, less)?;
    if n == total {
        return Ok(n);
    }
    // entries[n] goes before entries[n - 1].
    if n > 1 {
        if less(&entries[0], &entries[n - 1])? {
            return Ok(n);
        }
        entries[..n].reverse();
    }
    n += 1;
    let mut equals = 0;
    while n < total {
        if less(&entries[n], &entries[n - 1])? {
            reverse_tail(&mut entries[..n], &mut equals);
        } else if less(&entries[n - 1], &entries[n])? {
            break;
        } else {
            equals += 1;
        }
        n += 1;
    }
    reverse_tail(&mut entries[..n], &mut equals);
    entries[..n].reverse();
    ascending(entries, n, less)
}

/// How far entries from `n` on don't go before their left neighbour.
fn ascending<E>(
    entries: &[E],
    mut n: usize,
    less: &impl Fn(&E, &E) -> Result<bool>,
) -> Result<usize> {
    while n < entries.len() && !less(&entries[n], &entries[n - 1])? {
        n += 1;
    }
    Ok(n)
}

/// Reverses the last entry with the `equals` equal ones before it.
fn reverse_tail<E>(entries: &mut [E], equals: &mut usize) {
    if *equals > 0 {
        let from = entries.len() - (*equals + 1);
        entries[from..].reverse();
        *equals = 0;
    }
}

/// Inserts the entries from `sorted` on into those before, each at the right end of its equals.
fn binary_insertion<E: Copy>(
    entries: &mut [E],
    sorted: usize,
    less: &impl Fn(&E, &E) -> Result<bool>,
) -> Result<()> {
    for next in sorted..entries.len() {
        let pivot = entries[next];
        let (mut low, mut high) = (0, next);
        while low < high {
            let middle = (low + high) / 2;
            if less(&pivot, &entries[middle])? {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        entries.copy_within(low..next, low + 1);
        entries[low] = pivot;
    }
    Ok(())
}
