//! What an ordered dictionary does with its entries: the dictionary and the list of keys change together.
//!
//! The type is declared in the `stdlib` room.

use super::hash_key;
use super::layout::{Dict, OrderedDict};
use object::{Object, Ref, Result, Thread};

impl OrderedDict {
    /// Makes a zeroed instance an empty dictionary.
    pub fn start(&self) {
        self.dict().init();
    }

    /// The number of the entry that has this key and a value.
    fn index(&self, thread: &Thread, key: &Object, hash: isize) -> Result<Option<usize>> {
        let dict: &Dict = self.dict();
        let index = dict.find(thread, key, hash)?;
        Ok(dict.value_at(index).map(|_| index as usize))
    }

    /// `self[key] = value`; a new key goes to the end.
    pub fn set(&self, thread: &Thread, key: &Object, value: &Object) -> Result<()> {
        let hash = hash_key(thread, key)?;
        self.dict()
            .insert(thread, key.to_ref(), hash, value.to_ref())?;
        // The new entry of the list holds the key while its place is looked up.
        let _listed = key.to_ref();
        match self.index(thread, key, hash)? {
            Some(index) => match self.dict().entry_at(index) {
                Some((stored, _)) => self.add(thread.heap(), index, stored, hash),
                None => Ok(()),
            },
            None => Ok(()),
        }
    }

    /// Removes a key with its value; `None` if absent.
    pub fn take(&self, thread: &Thread, key: &Object) -> Result<Option<Ref>> {
        let hash = hash_key(thread, key)?;
        let Some(index) = self.index(thread, key, hash)? else {
            return Ok(None);
        };
        // The list lets go of the key before the table is asked.
        drop(self.remove(thread.heap(), index)?);
        self.dict().remove_hashed(thread, key, hash)
    }

    /// As `take`, for `pop`: whether the key is there is looked up first.
    pub fn pop(&self, thread: &Thread, key: &Object) -> Result<Option<Ref>> {
        let hash = hash_key(thread, key)?;
        match self.index(thread, key, hash)? {
            Some(_) => self.take(thread, key),
            None => Ok(None),
        }
    }

    /// Removes the entry at one end.
    pub fn take_end(&self, thread: &Thread, last: bool) -> Result<Option<(Ref, Ref)>> {
        let Some((key, _, _)) = self.end(last).and_then(|place| self.at(place, last)) else {
            return Ok(None);
        };
        Ok(self.take(thread, &key)?.map(|value| (key, value)))
    }

    /// Moves a key to one end; false if absent.
    pub fn move_key(&self, thread: &Thread, key: &Object, last: bool) -> Result<bool> {
        let hash = hash_key(thread, key)?;
        let Some(index) = self.index(thread, key, hash)? else {
            return Ok(false);
        };
        let Some(place) = self.place_of(thread.heap(), index)? else {
            return Ok(false);
        };
        if self.end(last) != Some(place) {
            self.move_to(place, last);
        }
        Ok(true)
    }

    /// The key at one end.
    pub fn end_key(&self, last: bool) -> Option<Ref> {
        let (key, _, _) = self.at(self.end(last)?, last)?;
        Some(key)
    }

    /// The key after this one in a direction; the outer `None`: there is no such key.
    pub fn key_after(
        &self,
        thread: &Thread,
        key: &Object,
        backwards: bool,
    ) -> Result<Option<Option<Ref>>> {
        let hash = hash_key(thread, key)?;
        let Some(index) = self.index(thread, key, hash)? else {
            return Ok(None);
        };
        let Some(place) = self.place_of(thread.heap(), index)? else {
            return Ok(None);
        };
        let next = self.at(place, backwards).and_then(|(_, _, next)| next);
        Ok(Some(
            next.and_then(|next| self.at(next, backwards))
                .map(|(key, _, _)| key),
        ))
    }

    /// Calls `f` with each key in order, without an iterator; `false`: the keys changed meanwhile.
    pub fn each_key(&self, mut f: impl FnMut(Ref) -> Result<()>) -> Result<bool> {
        let state = self.state();
        let mut at = self.end(false);
        while let Some((key, _, next)) = at.and_then(|place| self.at(place, false)) {
            f(key)?;
            if self.state() != state {
                return Ok(false);
            }
            at = next;
        }
        Ok(true)
    }

    /// Whether both have equal keys in the same order; `None`: one of them changed meanwhile.
    pub fn same_order(&self, thread: &Thread, other: &OrderedDict) -> Result<Option<bool>> {
        let states = (self.state(), other.state());
        let (mut left, mut right) = (self.end(false), other.end(false));
        loop {
            let a = left.and_then(|place| self.at(place, false));
            let b = right.and_then(|place| other.at(place, false));
            let (Some((a, _, after_a)), Some((b, _, after_b))) = (&a, &b) else {
                return Ok(Some(a.is_none() && b.is_none()));
            };
            if !crate::protocol::equal(thread, a, b)? {
                return Ok(Some(false));
            }
            if states != (self.state(), other.state()) {
                return Ok(None);
            }
            (left, right) = (*after_a, *after_b);
        }
    }

    /// Empties it.
    pub fn empty(&self, thread: &Thread) {
        self.dict().clear();
        self.clear_nodes(thread.heap());
    }
}
