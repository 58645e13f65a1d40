//! Searching in code units: one set of functions for text of any width and for bytes.
//!
//! Bytes go to `memchr`'s routines. For wider units short needles are looked for by their first unit, long ones with the
//! two-way algorithm (Crochemore and Perrin), so that no search is quadratic. Searching from the end is the same search on reversed
//! views.

use super::layout::Unit;
use std::any::TypeId;

/// A slice of units seen as bytes when the units are bytes.
#[inline(always)]
fn bytes<T: Unit>(units: &[T]) -> Option<&[u8]> {
    (TypeId::of::<T>() == TypeId::of::<u8>()).then(|| super::layout::as_bytes(units))
}

/// First position of a unit.
#[inline]
pub fn find_unit<T: Unit>(hay: &[T], unit: T) -> Option<usize> {
    match bytes(hay) {
        Some(hay) => memchr::memchr(unit.into() as u8, hay),
        None => hay.iter().position(|&u| u == unit),
    }
}

/// Last position of a unit.
#[inline]
pub fn rfind_unit<T: Unit>(hay: &[T], unit: T) -> Option<usize> {
    match bytes(hay) {
        Some(hay) => memchr::memrchr(unit.into() as u8, hay),
        None => hay.iter().rposition(|&u| u == unit),
    }
}

/// First position of a needle; an empty one is found at 0.
#[inline]
pub fn find<T: Unit>(hay: &[T], needle: &[T]) -> Option<usize> {
    match needle {
        [] => Some(0),
        [one] => find_unit(hay, *one),
        _ if needle.len() > hay.len() => None,
        _ => match (bytes(hay), bytes(needle)) {
            (Some(hay), Some(needle)) if hay.len() < 64 => short(hay, needle),
            (Some(hay), Some(needle)) => memchr::memmem::find(hay, needle),
            _ if needle.len() < 8 => short(hay, needle),
            _ => Pattern::new(needle.len(), |i| needle[i]).find(hay.len(), |i| hay[i]),
        },
    }
}

/// Last position of a needle; an empty one is found at the end.
pub fn rfind<T: Unit>(hay: &[T], needle: &[T]) -> Option<usize> {
    let (n, m) = (hay.len(), needle.len());
    match needle {
        [] => Some(n),
        [one] => rfind_unit(hay, *one),
        _ if m > n => None,
        _ => match (bytes(hay), bytes(needle)) {
            (Some(hay), Some(needle)) => memchr::memmem::rfind(hay, needle),
            _ => {
                let found = Pattern::new(m, |i| needle[m - 1 - i]).find(n, |i| hay[n - 1 - i]);
                found.map(|at| n - at - m)
            }
        },
    }
}

/// For short texts: look for the first unit, then compare.
#[inline]
fn short<T: Unit>(hay: &[T], needle: &[T]) -> Option<usize> {
    let last = hay.len() - needle.len();
    let mut from = 0;
    while let Some(step) = find_unit(&hay[from..=last], needle[0]) {
        let at = from + step;
        if hay[at..at + needle.len()] == *needle {
            return Some(at);
        }
        from = at + 1;
        if from > last {
            break;
        }
    }
    None
}

/// How often a needle occurs without overlapping, up to `most` times.
pub fn count<T: Unit>(hay: &[T], needle: &[T], most: usize) -> usize {
    if needle.is_empty() {
        return most.min(hay.len() + 1);
    }
    if let ([one], Some(hay)) = (needle, bytes(hay)) {
        return memchr::memchr_iter((*one).into() as u8, hay)
            .take(most)
            .count();
    }
    let (mut n, mut from) = (0, 0);
    while n < most
        && let Some(step) = find(&hay[from..], needle)
    {
        n += 1;
        from += step + needle.len();
    }
    n
}

/// A needle prepared for two-way search: where it is split, and its period.
struct Pattern<T, N: Fn(usize) -> T> {
    needle: N,
    len: usize,
    split: usize,
    period: usize,
    /// The whole needle repeats with the period: then what matched before need not be compared again.
    periodic: bool,
}

impl<T: Unit, N: Fn(usize) -> T> Pattern<T, N> {
    fn new(len: usize, needle: N) -> Pattern<T, N> {
        let (a, period_a) = maximal_suffix(len, &needle, false);
        let (b, period_b) = maximal_suffix(len, &needle, true);
        let (split, period) = if a > b { (a, period_a) } else { (b, period_b) };
        let periodic = split + period <= len && (0..split).all(|i| needle(i) == needle(i + period));
        let period = if periodic {
            period
        } else {
            split.max(len - split) + 1
        };
        Pattern {
            needle,
            len,
            split,
            period,
            periodic,
        }
    }

    fn find(&self, n: usize, hay: impl Fn(usize) -> T) -> Option<usize> {
        let (mut at, mut known) = (0, 0);
        while at + self.len <= n {
            let start = self.split.max(known);
            let right = (start..self.len).find(|&i| (self.needle)(i) != hay(at + i));
            if let Some(i) = right {
                at += i - self.split + 1;
                known = 0;
                continue;
            }
            if (known..self.split)
                .rev()
                .all(|i| (self.needle)(i) == hay(at + i))
            {
                return Some(at);
            }
            at += self.period;
            known = if self.periodic {
                self.len - self.period
            } else {
                0
            };
        }
        None
    }
}

/// Start and period of the largest suffix in the alphabet's order, or in the reversed one.
fn maximal_suffix<T: Unit>(
    len: usize,
    needle: &impl Fn(usize) -> T,
    reversed: bool,
) -> (usize, usize) {
    let (mut start, mut rival, mut offset, mut period) = (0, 1, 0, 1);
    while rival + offset < len {
        let (a, b) = (needle(rival + offset), needle(start + offset));
        if a == b {
            if offset + 1 == period {
                rival += period;
                offset = 0;
            } else {
                offset += 1;
            }
        } else if (a < b) != reversed {
            rival += offset + 1;
            offset = 0;
            period = rival - start;
        } else {
            start = rival;
            rival = start + 1;
            offset = 0;
            period = 1;
        }
    }
    (start, period)
}
