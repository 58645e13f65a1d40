//! The operations on a dictionary's table: find, insert, resize, remove, clear, copy, with 3.13's sizes.
//!
//! Comparing keys may run Python code that changes the dictionary. `find` therefore checks after every such comparison that the
//! table and the entry are still the same and starts again otherwise; everything else works without Python code
//! and drops what it removed last.

use super::Dict;
pub(super) use super::layout::exact_str;
use super::layout::{DUMMY, EMPTY, GENERAL, Keys, SPLIT, UNICODE, usable_fraction};
use super::layout::{Probe, str_hash};
use crate::int::Int;
use crate::list::List;
use crate::str::Str;
use crate::tuple::may_be_tracked;
use object::{Builtin, InlineValues, Object, Ref, Result, Thread};

/// log2 of the smallest table.
pub(in crate::dict) const LOG2_MIN: u8 = 3;

/// The table size for this many index slots: the smallest power of two above what 3.13 computes.
pub(super) fn log2_keysize(minimum: usize) -> u8 {
    let least = (minimum | 8) - 1;
    (usize::BITS - (least | 7).leading_zeros()) as u8
}

/// The table size for this many entries.
pub(super) fn log2_for_entries(n: usize) -> u8 {
    log2_keysize(n.saturating_mul(3).saturating_add(1) / 2)
}

/// The hash of a key; a string knows its own.
#[inline(always)]
pub(super) fn hash_key(thread: &Thread, key: &Object) -> Result<isize> {
    match exact_str(key) {
        Some(text) => Ok(text.hash(thread)),
        None => crate::hash(thread, key),
    }
}

impl Dict {
    /// The entry of a key, `EMPTY` if absent. In a split dictionary an entry may be without a value.
    #[inline]
    pub(super) fn find(&self, thread: &Thread, key: &Object, hash: isize) -> Result<isize> {
        let keys = self.keys();
        if keys.is_unicode()
            && let Some(text) = exact_str(key)
        {
            return Ok(keys.find_str(text, hash));
        }
        self.find_by_comparing(thread, key, hash)
    }

    #[inline(never)]
    fn find_by_comparing(&self, thread: &Thread, key: &Object, hash: isize) -> Result<isize> {
        'again: loop {
            let keys = self.keys();
            let mut probe = Probe::new(keys.log2_size(), hash);
            loop {
                let index = keys.index(probe.slot);
                if index >= 0 {
                    match self.same_key(thread, keys, index as usize, key, hash)? {
                        Some(true) => return Ok(index),
                        Some(false) => {}
                        None => continue 'again,
                    }
                } else if index == EMPTY {
                    return Ok(EMPTY);
                }
                probe.advance();
            }
        }
    }

    /// Whether an entry has this key; `None` when the comparison changed the table.
    #[inline(always)]
    fn same_key(
        &self,
        thread: &Thread,
        keys: Keys,
        index: usize,
        key: &Object,
        hash: isize,
    ) -> Result<Option<bool>> {
        let slot = &keys.pair::<'_>(index).key;
        if slot.is(key) {
            return Ok(Some(true));
        }
        if keys.hash_at(index) != hash {
            return Ok(Some(false));
        }
        let Some(stored) = slot.get() else {
            return Ok(Some(false));
        };
        if let (Some(a), Some(b)) = (exact_str(&stored), exact_str(key)) {
            return Ok(Some(a.equals(b)));
        }
        if let (Some(a), Some(b)) = (Int::wide_of(&stored), Int::wide_of(key)) {
            return Ok(Some(a == b));
        }
        let (before, log2_size, kind) = (stored.as_ptr(), keys.log2_size(), keys.kind());
        let equal = crate::equal(thread, &stored, key);
        drop(stored);
        let equal = equal?;
        let same = self.keys() == keys
            && keys.log2_size() == log2_size
            && keys.kind() == kind
            && index < keys.nentries()
            && keys.pair::<'_>(index).key.peek() == Some(before);
        Ok(same.then_some(equal))
    }

    /// A handle on an entry's value.
    #[inline(always)]
    pub(super) fn value_at(&self, index: isize) -> Option<Ref> {
        if index < 0 {
            return None;
        }
        self.value_slot(self.keys(), index as usize).get()
    }

    /// Lookup with a known hash.
    #[inline]
    pub fn get_hashed(&self, thread: &Thread, key: &Object, hash: isize) -> Result<Option<Ref>> {
        let index = self.find(thread, key, hash)?;
        Ok(self.value_at(index))
    }

    /// The collector must know the dictionary once it holds anything that can be part of a cycle.
    #[inline(always)]
    pub(super) fn maintain_tracking(&self, key: &Object, value: &Object) {
        if !self.as_object().is_tracked() && (may_be_tracked(value) || may_be_tracked(key)) {
            self.as_object().track();
        }
    }

    /// Stores, replacing what was there. Both handles are taken over.
    pub(super) fn insert(&self, thread: &Thread, key: Ref, hash: isize, value: Ref) -> Result<()> {
        let (index, key) = match self.prepare(thread, key, hash)? {
            Place::Entry(index, key) => (index, key),
            Place::New(key) => return self.insert_new(thread, key, hash, value),
        };
        self.maintain_tracking(&key, &value);
        let slot = self.value_slot(self.keys(), index);
        let old = slot.replace(Some(value));
        if old.is_none() {
            self.value_added(index);
        }
        drop(old);
        Ok(())
    }

    /// Finds the place of a key, making an entry in shared keys when they have room.
    #[inline]
    pub(super) fn prepare(&self, thread: &Thread, key: Ref, hash: isize) -> Result<Place> {
        self.admit(thread, &key)?;
        if self.is_split()
            && let Some(text) = exact_str(&key)
        {
            return Ok(match add_shared(self.keys(), text, hash) {
                Some(index) => Place::Entry(index, key),
                None => Place::New(key),
            });
        }
        match self.find(thread, &key, hash)? {
            EMPTY => Ok(Place::New(key)),
            index => Ok(Place::Entry(index as usize, key)),
        }
    }

    /// Makes the table one that can have this key.
    pub(super) fn admit(&self, thread: &Thread, key: &Object) -> Result<()> {
        match self.keys().is_unicode() && exact_str(key).is_none() {
            true => self.make_general(thread),
            false => Ok(()),
        }
    }

    /// A table of strings becomes a general one, because another key comes.
    fn make_general(&self, thread: &Thread) -> Result<()> {
        if self.keys().is_shared_empty() {
            return Ok(());
        }
        self.resize(thread, log2_keysize(self.len() * 3), false)
    }

    /// A value appeared in a split dictionary's entry.
    #[inline]
    pub(super) fn value_added(&self, index: usize) {
        if let Some(values) = self.values() {
            add_to_order(values, index);
        }
        self.used.set(self.used.get() + 1);
    }

    /// Adds an entry for a key that isn't there to the dictionary's own (combined) table.
    #[inline]
    pub(super) fn insert_new(
        &self,
        thread: &Thread,
        key: Ref,
        hash: isize,
        value: Ref,
    ) -> Result<()> {
        let unicode = exact_str(&key).is_some();
        if self.keys().is_shared_empty() {
            let kind = if unicode { UNICODE } else { GENERAL };
            let fresh = Keys::alloc(thread, LOG2_MIN, kind)?;
            self.replace_keys(fresh);
        } else if self.is_split() || self.keys().head().usable.get() <= 0 {
            self.resize(thread, log2_keysize(self.len() * 3), unicode)?;
        }
        self.maintain_tracking(&key, &value);
        self.keys().push(key, hash, Some(value));
        self.used.set(self.used.get() + 1);
        Ok(())
    }

    /// Moves the entries into a fresh combined table of this size. `unicode` false asks for a general one.
    pub(super) fn resize(&self, thread: &Thread, log2_size: u8, unicode: bool) -> Result<()> {
        let old = self.keys();
        let kind = if unicode && old.is_unicode() {
            UNICODE
        } else {
            GENERAL
        };
        let fresh = Keys::alloc(thread, log2_size, kind)?;
        if usable_fraction(fresh.size()) < self.len() {
            fresh.free(thread.heap());
            return Err(thread.system_error(format_args!(
                "a dictionary was to be resized below its length"
            )));
        }
        let Some(values) = self.values() else {
            fresh.take_entries(old);
            self.replace_keys(fresh);
            old.free(thread.heap());
            return Ok(());
        };
        take_split_entries(fresh, old, values);
        self.replace_keys(fresh);
        self.detach_values();
        if values.embedded.get() != 0 {
            values.valid.set(0);
        } else {
            Dict::forget_values(values, thread.heap());
        }
        old.release(thread.heap());
        Ok(())
    }

    /// Removes an entry that has a value; hands out key (unless shared) and value.
    pub(super) fn remove_entry(&self, hash: isize, index: usize) -> (Option<Ref>, Option<Ref>) {
        let keys = self.keys();
        self.used.set(self.used.get() - 1);
        if let Some(values) = self.values() {
            let value = values.values()[index].take();
            remove_from_order(values, index);
            return (None, value);
        }
        keys.head().version.set(0);
        keys.set_index(keys.slot_of(hash, index as isize), DUMMY);
        if keys.kind() == GENERAL {
            keys.set_stored_hash(index, 0);
        }
        let pair = keys.pair::<'_>(index);
        (pair.key.take(), pair.value.take())
    }

    /// `self[key] = value` with a known hash.
    pub fn set_hashed(
        &self,
        thread: &Thread,
        key: &Object,
        hash: isize,
        value: &Object,
    ) -> Result<()> {
        self.insert(thread, key.to_ref(), hash, value.to_ref())
    }

    /// Removes a key with a known hash; `None` if absent.
    pub fn remove_hashed(&self, thread: &Thread, key: &Object, hash: isize) -> Result<Option<Ref>> {
        let index = self.find(thread, key, hash)?;
        if index < 0 || self.value_slot(self.keys(), index as usize).is_none() {
            return Ok(None);
        }
        let (key, value) = self.remove_entry(hash, index as usize);
        drop(key);
        Ok(value)
    }

    /// Removes and hands out the entry added last, `None` when empty.
    pub(super) fn pop_last(&self, thread: &Thread) -> Result<Option<(Ref, Ref)>> {
        if self.is_empty() {
            return Ok(None);
        }
        if self.is_split() {
            self.resize(thread, self.keys().log2_size(), true)?;
        }
        let keys = self.keys();
        keys.head().version.set(0);
        let Some(index) = (0..keys.nentries())
            .rev()
            .find(|&i| !keys.pair::<'_>(i).value.is_none())
        else {
            return Ok(None);
        };
        let hash = keys.hash_at(index);
        let removed = self.remove_entry(hash, index);
        // The deleted index stays in the table, so no room comes back; only the entry's place does.
        keys.head().nentries.set(index as isize);
        match removed {
            (Some(key), Some(value)) => Ok(Some((key, value))),
            _ => Ok(None),
        }
    }

    /// Removes everything; what was there is dropped when the dictionary is empty already.
    pub fn clear(&self) {
        let heap = self.as_object().heap();
        if self.is_unborn() {
            return;
        }
        let Some(values) = self.values() else {
            let old = self.replace_keys(Keys::empty());
            self.used.set(0);
            old.release(heap);
            return;
        };
        self.used.set(0);
        let count = self.keys().nentries();
        if values.embedded.get() != 0 {
            clear_embedded(values, count);
            return;
        }
        self.detach_values();
        let old = self.replace_keys(Keys::empty());
        Dict::free_values(values, count, heap);
        old.release(heap);
    }

    /// The keys in a list that has room for them alone.
    pub fn key_list(&self, thread: &Thread) -> Result<Ref<List>> {
        let list = List::with_room(thread, self.len())?;
        let mut at = 0;
        while let Some((key, _)) = self.next(&mut at) {
            list.push(thread, key)?;
        }
        Ok(list)
    }

    /// `dict.copy()` of the table: always an exact dictionary.
    pub fn copy(&self, thread: &Thread) -> Result<Ref<Dict>> {
        if self.is_empty() {
            return Dict::new(thread);
        }
        let keys = self.keys();
        let copy = if let Some(values) = self.values() {
            let fresh = Dict::copy_values(thread, values)?;
            keys.retain();
            match Dict::with_keys(thread, keys) {
                Ok(copy) => {
                    copy.attach_values(fresh);
                    copy
                }
                Err(raised) => {
                    Dict::free_values(fresh, keys.nentries(), thread.heap());
                    return Err(raised);
                }
            }
        } else if self.len() >= keys.nentries() * 2 / 3 {
            Dict::with_keys(thread, keys.duplicate(thread)?)?
        } else {
            let copy = Dict::new(thread)?;
            copy.merge_dict(thread, self, super::update::Twice::Replaced)?;
            return Ok(copy);
        };
        copy.used.set(self.len());
        if self.as_object().is_tracked() {
            copy.as_object().track();
        }
        Ok(copy)
    }

    /// Iteration without Python: `pos` starts at 0; entries in insertion order. Survives changes (it then may skip).
    #[inline]
    pub fn next(&self, pos: &mut usize) -> Option<(Ref, Ref)> {
        self.next_hashed(pos).map(|(key, _, value)| (key, value))
    }

    /// The next entry's index in the keys, in iteration order.
    #[inline]
    fn next_index(&self, pos: &mut usize) -> Option<usize> {
        let keys = self.keys();
        if let Some(values) = self.values() {
            let index = values.order()[..self.len()].get(*pos)?.get() as usize;
            *pos += 1;
            return Some(index);
        }
        while *pos < keys.nentries() {
            let index = *pos;
            *pos += 1;
            if !keys.pair::<'_>(index).value.is_none() {
                return Some(index);
            }
        }
        None
    }

    /// The next key in iteration order.
    #[inline]
    pub(crate) fn next_key(&self, pos: &mut usize) -> Option<Ref> {
        let index = self.next_index(pos)?;
        self.keys().pair::<'_>(index).key.get()
    }

    /// The next value in iteration order.
    #[inline]
    pub(crate) fn next_value(&self, pos: &mut usize) -> Option<Ref> {
        let index = self.next_index(pos)?;
        self.value_slot(self.keys(), index).get()
    }

    /// The same with the key's hash.
    #[inline]
    pub(crate) fn next_hashed(&self, pos: &mut usize) -> Option<(Ref, isize, Ref)> {
        let keys = self.keys();
        if let Some(values) = self.values() {
            if *pos >= self.len() {
                return None;
            }
            let index = values.order()[*pos].get() as usize;
            *pos += 1;
            let key = keys.pair::<'_>(index).key.get()?;
            let hash = str_hash(&key);
            return Some((key, hash, values.values()[index].get()?));
        }
        while *pos < keys.nentries() {
            let index = *pos;
            *pos += 1;
            let pair = keys.pair::<'_>(index);
            if let Some(value) = pair.value.get() {
                return Some((pair.key.get()?, keys.hash_at(index), value));
            }
        }
        None
    }

    /// Positions that iteration may stop at: entries in insertion order, gaps included.
    pub(super) fn positions(&self) -> usize {
        match self.values() {
            Some(_) => self.len(),
            None => self.keys().nentries(),
        }
    }

    /// Key and value at a position of the iteration order; `None` for a gap.
    pub(super) fn entry_at(&self, pos: usize) -> Option<(Ref, Ref)> {
        if pos >= self.positions() {
            return None;
        }
        let index = match self.values() {
            Some(values) => values.order()[pos].get() as usize,
            None => pos,
        };
        let value = self.value_slot(self.keys(), index).get()?;
        Some((self.keys().pair::<'_>(index).key.get()?, value))
    }

    /// The collector's question: leaves the list of tracked objects when no key or value can be part of a cycle.
    pub fn maybe_untrack(&self) {
        if !self.as_object().is_exactly(Builtin::Dict) || !self.as_object().is_tracked() {
            return;
        }
        let mut atomic = true;
        super::visit_referents(self, &mut |target| atomic &= !may_be_tracked(target));
        if let Some(values) = self.values() {
            for slot in values.values() {
                atomic &= slot.get().is_none_or(|value| !may_be_tracked(&value));
            }
        }
        if atomic {
            self.as_object().untrack();
        }
    }
}

/// Where a key belongs.
pub(super) enum Place {
    /// It has an entry (in a split dictionary perhaps without a value).
    Entry(usize, Ref),
    /// It needs one in the dictionary's own table.
    New(Ref),
}

/// The entry of a key in shared keys, made if need be; `None` when there is no room.
#[inline]
pub(super) fn add_shared(keys: Keys, key: &Str, hash: isize) -> Option<usize> {
    match keys.find_str(key, hash) {
        EMPTY if keys.head().usable.get() > 0 => {
            Some(keys.push(key.as_object().to_ref(), hash, None))
        }
        EMPTY => None,
        index => Some(index as usize),
    }
}

/// The value at an index came last.
#[inline]
pub(super) fn add_to_order(values: &InlineValues, index: usize) {
    let size = values.size.get();
    values.order()[size as usize].set(index as u8);
    values.size.set(size + 1);
}

/// The value at an index is gone.
pub(super) fn remove_from_order(values: &InlineValues, index: usize) {
    let size = values.size.get() as usize;
    let order = &values.order()[..size];
    if let Some(at) = order.iter().position(|o| o.get() as usize == index) {
        for i in at..size - 1 {
            order[i].set(order[i + 1].get());
        }
        values.size.set(size as u8 - 1);
    }
}

/// Empties the values of an instance, which keeps them; dropped in order of index.
fn clear_embedded(values: &InlineValues, count: usize) {
    values.size.set(0);
    let slots = values.values();
    let taken: [Option<Ref>; 32] = std::array::from_fn(|i| match slots.get(i) {
        Some(slot) if i < count => slot.take(),
        _ => None,
    });
    for value in taken {
        drop(value);
    }
}

/// Moves the values of a split dictionary into a fresh combined table, in insertion order.
fn take_split_entries(fresh: Keys, keys: Keys, values: &InlineValues) {
    debug_assert!(keys.kind() == SPLIT);
    for at in 0..values.size.get() as usize {
        let index = values.order()[at].get() as usize;
        if let Some(value) = values.values()[index].take()
            && let Some(key) = keys.pair::<'_>(index).key.get()
        {
            let hash = str_hash(&key);
            fresh.push(key, hash, Some(value));
        }
    }
    values.size.set(0);
}
