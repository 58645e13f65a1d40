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
        let listed = self.remove(thread.heap(), index)?;
        let value = self.dict().remove_hashed(thread, key, hash)?;
        drop(listed);
        Ok(value)
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

    /// Empties it.
    pub fn empty(&self, thread: &Thread) {
        self.dict().clear();
        self.clear_nodes(thread.heap());
    }
}
