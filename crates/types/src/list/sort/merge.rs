//! Merging two neighbouring runs, one copied aside; galloping when one of them wins consistently.
//!
//! The smaller run is copied to temporary memory; the merge fills the gap it leaves, from the left (`merge_low`) or from the
//! right (`merge_high`). If a comparison raises, what is still aside is copied back into the gap: no entry is lost.

use object::{Buf, Result, Thread};

/// Wins in a row after which galloping is tried at first, and below which it is left.
const MIN_GALLOP: usize = 7;

/// Words that 3.13 has on its stack for merging, and for the keys of short lists.
pub(super) const STACK: usize = 256;

/// State that lasts over all merges of one sort.
pub(super) struct Merger<'t, E: Copy, L> {
    less: &'t L,
    thread: &'t Thread,
    aside: Buf<'t, E>,
    /// Entries that 3.13 has room for.
    room: usize,
    /// How consistently a run must win before galloping: lower while galloping pays.
    min_gallop: usize,
}

/// How a merge came to its end: what is aside belongs into the gap; with one entry left on a side it goes to the far end.
enum End {
    /// Copy what is left aside.
    CopyAside,
    /// One entry is left aside and belongs beyond all that is left of the other run.
    LastAside,
}

impl<'t, E: Copy, L: Fn(&E, &E) -> Result<bool>> Merger<'t, E, L> {
    pub fn new(thread: &'t Thread, less: &'t L, total: usize) -> Merger<'t, E, L> {
        Merger {
            less,
            thread,
            aside: Buf::new(thread.heap()),
            room: match Self::WORDS {
                1 => STACK,
                _ => total.div_ceil(2).min(STACK / 2),
            },
            min_gallop: MIN_GALLOP,
        }
    }

    /// Words that 3.13 takes for an entry: the key, and the item.
    const WORDS: usize = if size_of::<E>() > size_of::<usize>() {
        2
    } else {
        1
    };

    /// Makes room for the entries of the smaller run.
    fn make_room(&mut self, count: usize) -> Result<()> {
        if count <= self.aside.capacity() {
            self.aside.truncate(0);
            return Ok(());
        }
        let heap = self.thread.heap();
        self.aside = Buf::new(heap);
        let told = if count > self.room {
            8 * Self::WORDS * count
        } else {
            0
        };
        self.room = self.room.max(count);
        self.aside = Buf::with_told(heap, self.room, told)?;
        Ok(())
    }

    /// Merges the runs `..middle` and `middle..`.
    pub fn merge(&mut self, entries: &mut [E], middle: usize) -> Result<()> {
        // Entries of the left run that don't go after the right run's first are in place, and so at the other end.
        let skip = self.gallop_right(&entries[middle], &entries[..middle], 0)?;
        if skip == middle {
            return Ok(());
        }
        let right = &entries[middle..];
        let keep = self.gallop_left(&entries[middle - 1], right, right.len() - 1)?;
        if keep == 0 {
            return Ok(());
        }
        let entries = &mut entries[skip..middle + keep];
        let middle = middle - skip;
        self.make_room(middle.min(entries.len() - middle))?;
        if middle <= keep {
            self.aside.extend(&entries[..middle])?;
            self.merge_low(entries, middle)
        } else {
            self.aside.extend(&entries[middle..])?;
            self.merge_high(entries, middle)
        }
    }

    fn less(&self, a: &E, b: &E) -> Result<bool> {
        (self.less)(a, b)
    }

    /// Merges from the left; the left run is aside.
    fn merge_low(&mut self, entries: &mut [E], left: usize) -> Result<()> {
        let mut at = Low {
            to: 0,
            a: 0,
            b: left,
        };
        let outcome = self.run_low(entries, &mut at);
        let rest = self.aside.len() - at.a;
        match outcome {
            Ok(End::LastAside) => {
                let end = entries.len();
                entries.copy_within(at.b..end, at.to);
                entries[end - 1] = self.aside[at.a];
                Ok(())
            }
            other => {
                entries[at.to..at.to + rest].copy_from_slice(&self.aside[at.a..]);
                other.map(|_| ())
            }
        }
    }

    fn run_low(&mut self, entries: &mut [E], at: &mut Low) -> Result<End> {
        let (alen, end) = (self.aside.len(), entries.len());
        at.take_b(entries);
        if at.b == end {
            return Ok(End::CopyAside);
        }
        if alen - at.a == 1 {
            return Ok(End::LastAside);
        }
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            while a_wins < self.min_gallop && b_wins < self.min_gallop {
                if self.less(&entries[at.b], &self.aside[at.a])? {
                    at.take_b(entries);
                    (a_wins, b_wins) = (0, b_wins + 1);
                    if at.b == end {
                        return Ok(End::CopyAside);
                    }
                } else {
                    at.take_a(entries, &self.aside, 1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                    if alen - at.a == 1 {
                        return Ok(End::LastAside);
                    }
                }
            }
            if let Some(end) = self.gallop_low(entries, at)? {
                return Ok(end);
            }
        }
    }

    /// Gallops as long as it pays; `Some` when the merge has come to its end.
    fn gallop_low(&mut self, entries: &mut [E], at: &mut Low) -> Result<Option<End>> {
        let (alen, end) = (self.aside.len(), entries.len());
        self.min_gallop += 1;
        loop {
            self.min_gallop -= usize::from(self.min_gallop > 1);
            let a_wins = self.gallop_right(&entries[at.b], &self.aside[at.a..], 0)?;
            at.take_a(entries, &self.aside, a_wins);
            // All of them can only be taken when the comparison contradicts itself.
            match alen - at.a {
                1 if a_wins > 0 => return Ok(Some(End::LastAside)),
                0 => return Ok(Some(End::CopyAside)),
                _ => {}
            }
            at.take_b(entries);
            if at.b == end {
                return Ok(Some(End::CopyAside));
            }
            let b_wins = self.gallop_left(&self.aside[at.a], &entries[at.b..], 0)?;
            entries.copy_within(at.b..at.b + b_wins, at.to);
            at.to += b_wins;
            at.b += b_wins;
            if at.b == end {
                return Ok(Some(End::CopyAside));
            }
            at.take_a(entries, &self.aside, 1);
            if alen - at.a == 1 {
                return Ok(Some(End::LastAside));
            }
            if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                break;
            }
        }
        self.min_gallop += 1;
        Ok(None)
    }

    /// Merges from the right; the right run is aside.
    fn merge_high(&mut self, entries: &mut [E], left: usize) -> Result<()> {
        let mut at = High {
            to: entries.len(),
            a: left,
            b: self.aside.len(),
        };
        let outcome = self.run_high(entries, &mut at);
        match outcome {
            Ok(End::LastAside) => {
                entries.copy_within(0..at.a, at.to - at.a);
                entries[at.to - at.a - 1] = self.aside[0];
                Ok(())
            }
            other => {
                entries[at.to - at.b..at.to].copy_from_slice(&self.aside[..at.b]);
                other.map(|_| ())
            }
        }
    }

    fn run_high(&mut self, entries: &mut [E], at: &mut High) -> Result<End> {
        at.take_a(entries, 1);
        if at.a == 0 {
            return Ok(End::CopyAside);
        }
        if at.b == 1 {
            return Ok(End::LastAside);
        }
        loop {
            let (mut a_wins, mut b_wins) = (0, 0);
            while a_wins < self.min_gallop && b_wins < self.min_gallop {
                if self.less(&self.aside[at.b - 1], &entries[at.a - 1])? {
                    at.take_a(entries, 1);
                    (a_wins, b_wins) = (a_wins + 1, 0);
                    if at.a == 0 {
                        return Ok(End::CopyAside);
                    }
                } else {
                    at.take_b(entries, &self.aside, 1);
                    (a_wins, b_wins) = (0, b_wins + 1);
                    if at.b == 1 {
                        return Ok(End::LastAside);
                    }
                }
            }
            if let Some(end) = self.gallop_high(entries, at)? {
                return Ok(end);
            }
        }
    }

    fn gallop_high(&mut self, entries: &mut [E], at: &mut High) -> Result<Option<End>> {
        self.min_gallop += 1;
        loop {
            self.min_gallop -= usize::from(self.min_gallop > 1);
            let stay = self.gallop_right(&self.aside[at.b - 1], &entries[..at.a], at.a - 1)?;
            let a_wins = at.a - stay;
            at.take_a(entries, a_wins);
            if at.a == 0 {
                return Ok(Some(End::CopyAside));
            }
            at.take_b(entries, &self.aside, 1);
            if at.b == 1 {
                return Ok(Some(End::LastAside));
            }
            let stay = self.gallop_left(&entries[at.a - 1], &self.aside[..at.b], at.b - 1)?;
            let b_wins = at.b - stay;
            at.take_b(entries, &self.aside, b_wins);
            match at.b {
                1 if b_wins > 0 => return Ok(Some(End::LastAside)),
                0 => return Ok(Some(End::CopyAside)),
                _ => {}
            }
            at.take_a(entries, 1);
            if at.a == 0 {
                return Ok(Some(End::CopyAside));
            }
            if a_wins < MIN_GALLOP && b_wins < MIN_GALLOP {
                break;
            }
        }
        self.min_gallop += 1;
        Ok(None)
    }

    /// Where `key` belongs in a sorted run, left of its equals: looks near `hint` first, in steps that double.
    fn gallop_left(&self, key: &E, run: &[E], hint: usize) -> Result<usize> {
        let before = |at: usize| self.less(&run[at], key);
        search(run.len(), hint, before(hint)?, before)
    }

    /// Where `key` belongs in a sorted run, right of its equals.
    fn gallop_right(&self, key: &E, run: &[E], hint: usize) -> Result<usize> {
        let after = !self.less(key, &run[hint])?;
        search(run.len(), hint, after, |at| Ok(!self.less(key, &run[at])?))
    }
}

/// The number of entries for which `before` holds, given that they come first, looking from `hint` on outwards in doubling
/// steps and then by bisection. `at_hint` is `before(hint)`.
fn search(
    len: usize,
    hint: usize,
    at_hint: bool,
    before: impl Fn(usize) -> Result<bool>,
) -> Result<usize> {
    let (mut last, mut step) = (0, 1);
    let limit = if at_hint { len - hint } else { hint + 1 };
    while step < limit {
        let at = if at_hint { hint + step } else { hint - step };
        if before(at)? != at_hint {
            break;
        }
        last = step;
        step = step * 2 + 1;
    }
    let step = step.min(limit);
    let (mut low, mut high) = if at_hint {
        (hint + last + 1, hint + step)
    } else {
        (hint + 1 - step, hint - last)
    };
    while low < high {
        let middle = low + (high - low) / 2;
        if before(middle)? {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(high)
}

/// Positions of a merge from the left: the next place, the next aside, the next of the right run.
struct Low {
    to: usize,
    a: usize,
    b: usize,
}

impl Low {
    fn take_a<E: Copy>(&mut self, entries: &mut [E], aside: &[E], n: usize) {
        entries[self.to..self.to + n].copy_from_slice(&aside[self.a..self.a + n]);
        self.to += n;
        self.a += n;
    }

    fn take_b<E: Copy>(&mut self, entries: &mut [E]) {
        entries[self.to] = entries[self.b];
        self.to += 1;
        self.b += 1;
    }
}

/// Positions of a merge from the right, each one beyond: the next place, the rest of the left run, the rest aside.
struct High {
    to: usize,
    a: usize,
    b: usize,
}

impl High {
    fn take_a<E: Copy>(&mut self, entries: &mut [E], n: usize) {
        entries.copy_within(self.a - n..self.a, self.to - n);
        self.to -= n;
        self.a -= n;
    }

    fn take_b<E: Copy>(&mut self, entries: &mut [E], aside: &[E], n: usize) {
        entries[self.to - n..self.to].copy_from_slice(&aside[self.b - n..self.b]);
        self.to -= n;
        self.b -= n;
    }
}
