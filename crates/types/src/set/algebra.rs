//! Union, intersection, difference and comparison of sets, with any iterables on the right side.
//!
//! Sets and exact dictionaries are read with their known hashes; everything else is iterated.

use super::layout::Set;
use crate::dict::Dict;
use object::{Builtin, Object, Ref, Result, Thread, Type};

/// The object as a set or frozenset (or derived).
#[inline]
pub(super) fn any_set(object: &Object) -> Option<&Set> {
    object.downcast::<Set>()
}

fn exact_dict(object: &Object) -> Option<&Dict> {
    object
        .is_exactly(Builtin::Dict)
        .then(|| object.downcast::<Dict>())
        .flatten()
}

/// `set` or `frozenset`, whichever the set's type is or derives from.
fn base_type<'t>(thread: &'t Thread, set: &Set) -> &'t Type {
    let heap = thread.heap();
    match set.as_object().isinstance(Builtin::Set) {
        true => heap.builtin(Builtin::Set),
        false => heap.builtin(Builtin::FrozenSet),
    }
}

/// An empty set of the base type of another.
fn like(thread: &Thread, set: &Set) -> Result<Ref<Set>> {
    Set::alloc(thread, base_type(thread, set))
}

/// A copy, of the base type.
pub(super) fn copy(thread: &Thread, set: &Set) -> Result<Ref<Set>> {
    let fresh = like(thread, set)?;
    fresh.merge(thread, set)?;
    Ok(fresh)
}

impl Set {
    /// Adds the items of any iterable.
    pub(super) fn update(&self, thread: &Thread, other: &Object) -> Result<()> {
        if let Some(set) = any_set(other) {
            return self.merge(thread, set);
        }
        if let Some(dict) = exact_dict(other) {
            return self.merge_keys(thread, dict);
        }
        crate::for_each(thread, other, |item| {
            let hash = crate::hash(thread, &item)?;
            self.add_counted(thread, item, hash).map(|_| ())
        })
    }

    /// The items that are also in `other`.
    pub(super) fn intersection(&self, thread: &Thread, other: &Object) -> Result<Ref<Set>> {
        if self.as_object().is(other) {
            return copy(thread, self);
        }
        let result = like(thread, self)?;
        if let Some(set) = any_set(other) {
            // The smaller one is walked.
            let (walked, asked) = if set.len() > self.len() {
                (self, set)
            } else {
                (set, self)
            };
            let mut place = 0;
            while let Some((key, hash)) = walked.next(&mut place) {
                if asked.contains_hashed(thread, &key, hash)? {
                    result.add_hashed(thread, key, hash)?;
                }
            }
            return Ok(result);
        }
        let iterator = crate::iter(thread, other)?;
        while let Some(item) = crate::next(thread, &iterator)? {
            let hash = crate::hash(thread, &item)?;
            if self.contains_hashed(thread, &item, hash)? {
                result.add_counted(thread, item, hash)?;
                if result.len() >= self.len() {
                    break;
                }
            }
        }
        Ok(result)
    }

    /// Removes the items of any iterable.
    pub(super) fn difference_update(&self, thread: &Thread, other: &Object) -> Result<()> {
        if self.as_object().is(other) {
            self.clear();
            return Ok(());
        }
        if let Some(set) = any_set(other) {
            let smaller = match set.len() >> 3 > self.len() {
                true => self.intersection(thread, other)?,
                false => Ref::new(set),
            };
            let mut place = 0;
            while let Some((key, hash)) = smaller.next(&mut place) {
                drop(self.discard_hashed(thread, &key, hash)?);
            }
        } else {
            crate::for_each(thread, other, |item| {
                let hash = crate::hash(thread, &item)?;
                self.discard_hashed(thread, &item, hash).map(drop)
            })?;
        }
        self.tidy()
    }

    /// The items that aren't in `other`.
    pub(super) fn difference(&self, thread: &Thread, other: &Object) -> Result<Ref<Set>> {
        let length = any_set(other)
            .map(Set::len)
            .or_else(|| exact_dict(other).map(Dict::len));
        let Some(length) = length.filter(|&n| self.len() >> 2 <= n) else {
            let result = copy(thread, self)?;
            result.difference_update(thread, other)?;
            return Ok(result);
        };
        debug_assert!(self.len() >> 2 <= length);
        let result = like(thread, self)?;
        let mut place = 0;
        while let Some((key, hash)) = self.next(&mut place) {
            let shared = match (any_set(other), exact_dict(other)) {
                (Some(set), _) => set.contains_hashed(thread, &key, hash)?,
                (None, Some(dict)) => dict.get_hashed(thread, &key, hash)?.is_some(),
                (None, None) => false,
            };
            if !shared {
                result.add_hashed(thread, key, hash)?;
            }
        }
        Ok(result)
    }

    /// Keeps what only one of the two has.
    pub(super) fn symmetric_difference_update(
        &self,
        thread: &Thread,
        other: &Object,
    ) -> Result<()> {
        if self.as_object().is(other) {
            self.clear();
            return Ok(());
        }
        if let Some(dict) = exact_dict(other) {
            let mut pos = 0;
            while let Some((key, hash, _)) = dict.next_hashed(&mut pos) {
                self.toggle(thread, key, hash)?;
            }
            return Ok(());
        }
        let set = match any_set(other) {
            Some(set) => Ref::new(set),
            None => {
                let gathered = like(thread, self)?;
                gathered.update(thread, other)?;
                gathered
            }
        };
        let mut place = 0;
        while let Some((key, hash)) = set.next(&mut place) {
            self.toggle(thread, key, hash)?;
        }
        Ok(())
    }

    fn toggle(&self, thread: &Thread, key: Ref, hash: isize) -> Result<()> {
        if self.discard_hashed(thread, &key, hash)?.is_none() {
            self.add_hashed(thread, key, hash)?;
        }
        Ok(())
    }

    /// What only one of the two has.
    pub(super) fn symmetric_difference(&self, thread: &Thread, other: &Object) -> Result<Ref<Set>> {
        let result = like(thread, self)?;
        result.update(thread, other)?;
        result.symmetric_difference_update(thread, self.as_object())?;
        Ok(result)
    }

    /// Whether every item is in the other set.
    pub(super) fn is_subset_of(&self, thread: &Thread, other: &Set) -> Result<bool> {
        if self.len() > other.len() {
            return Ok(false);
        }
        let mut place = 0;
        while let Some((key, hash)) = self.next(&mut place) {
            if !other.contains_hashed(thread, &key, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// `issubset` with any iterable.
    pub(super) fn is_subset(&self, thread: &Thread, other: &Object) -> Result<bool> {
        match any_set(other) {
            Some(set) => self.is_subset_of(thread, set),
            None => Ok(self.intersection(thread, other)?.len() == self.len()),
        }
    }

    /// `issuperset` with any iterable.
    pub(super) fn is_superset(&self, thread: &Thread, other: &Object) -> Result<bool> {
        if let Some(set) = any_set(other) {
            return set.is_subset_of(thread, self);
        }
        let iterator = crate::iter(thread, other)?;
        while let Some(item) = crate::next(thread, &iterator)? {
            let hash = crate::hash(thread, &item)?;
            if !self.contains_hashed(thread, &item, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether nothing is in both.
    pub(super) fn is_disjoint(&self, thread: &Thread, other: &Object) -> Result<bool> {
        if self.as_object().is(other) {
            return Ok(self.is_empty());
        }
        if super::exact_len(other).is_some()
            && let Some(set) = any_set(other)
        {
            let (walked, asked) = if set.len() > self.len() {
                (self, set)
            } else {
                (set, self)
            };
            let mut place = 0;
            while let Some((key, hash)) = walked.next(&mut place) {
                if asked.contains_hashed(thread, &key, hash)? {
                    return Ok(false);
                }
            }
            return Ok(true);
        }
        let iterator = crate::iter(thread, other)?;
        while let Some(item) = crate::next(thread, &iterator)? {
            let hash = crate::hash(thread, &item)?;
            if self.contains_hashed(thread, &item, hash)? {
                return Ok(false);
            }
        }
        Ok(true)
    }
}
