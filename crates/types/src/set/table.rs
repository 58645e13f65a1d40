//! The operations on a set's table: find, add, remove, grow, merge, in 3.13's order of places.
//!
//! Probing looks at ten neighbours (where they fit) before it jumps. Comparing items may run Python code that changes the set:
//! after every such comparison the table and the place are checked, and the search starts again if they differ.

use super::layout::{Entry, Set};
use crate::dict::Dict;
use crate::int::Int;
use object::{Builtin, Object, Ref, Result, Thread};

/// Neighbours looked at after the first place.
const LINEAR_PROBES: usize = 9;

/// Places in the order in which a hash tries them.
struct Probe {
    mask: usize,
    perturb: usize,
    base: usize,
    left: usize,
    pub place: usize,
}

impl Probe {
    #[inline(always)]
    fn new(mask: usize, hash: isize) -> Probe {
        let base = hash as usize & mask;
        let mut probe = Probe {
            mask,
            perturb: hash as usize,
            base,
            left: 0,
            place: base,
        };
        probe.enter();
        probe
    }

    #[inline(always)]
    fn enter(&mut self) {
        self.place = self.base;
        self.left = if self.base + LINEAR_PROBES <= self.mask {
            LINEAR_PROBES
        } else {
            0
        };
    }

    #[inline(always)]
    fn advance(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.place += 1;
            return;
        }
        self.perturb >>= 5;
        self.base = self
            .base
            .wrapping_mul(5)
            .wrapping_add(1)
            .wrapping_add(self.perturb)
            & self.mask;
        self.enter();
    }
}

#[inline(always)]
fn is_free(entry: &Entry) -> bool {
    entry.hash.get() == 0 && entry.key.is_none()
}

/// What is known without asking the types: the same object, two plain strings, two plain short ints.
#[inline(always)]
fn at_once(stored: &Object, key: &Object) -> Option<bool> {
    if std::ptr::eq(stored, key) {
        return Some(true);
    }
    if let (Some(a), Some(b)) = (Int::wide_of(stored), Int::wide_of(key)) {
        return Some(a == b);
    }
    if !stored.is_exactly(Builtin::Str) || !key.is_exactly(Builtin::Str) {
        return None;
    }
    let (a, b) = (
        stored.downcast::<crate::Str>()?,
        key.downcast::<crate::Str>()?,
    );
    Some(a.equals(b))
}

/// The item at a place and whether it equals; `None`: the set was changed by the comparison.
#[inline(always)]
fn same(thread: &Thread, set: &Set, place: usize, key: &Object) -> Result<Option<bool>> {
    match set.look(place, |stored| at_once(stored, key)) {
        None => return Ok(Some(false)),
        Some(Some(answer)) => return Ok(Some(answer)),
        Some(None) => {}
    }
    let Some(stored) = set.entries()[place].key.get() else {
        return Ok(Some(false));
    };
    let (before, table) = (stored.as_ptr(), set.table_id());
    let equal = crate::equal(thread, &stored, key);
    drop(stored);
    let equal = equal?;
    let unchanged = set.table_id() == table && set.entries()[place].key.peek() == Some(before);
    Ok(unchanged.then_some(equal))
}

/// What became of a key that was to be added at once. The handles are the caller's.
pub enum Added {
    New,
    Present(Ref),
    /// Nothing is done yet.
    Unknown(Ref),
}

impl Set {
    /// The place of an item.
    pub(super) fn find(&self, thread: &Thread, key: &Object, hash: isize) -> Result<Option<usize>> {
        'again: loop {
            let mut probe = Probe::new(self.mask.get(), hash);
            loop {
                let entry = &self.entries()[probe.place];
                if is_free(entry) {
                    return Ok(None);
                }
                if entry.hash.get() == hash {
                    match same(thread, self, probe.place, key)? {
                        Some(true) => return Ok(Some(probe.place)),
                        Some(false) => {}
                        None => continue 'again,
                    }
                }
                probe.advance();
            }
        }
    }

    /// Adds an item; false if it is there already. A deleted place on the way is used again (the last one seen).
    #[inline]
    pub(super) fn add_hashed(&self, thread: &Thread, key: Ref, hash: isize) -> Result<bool> {
        match self.add_at_once(key, hash) {
            None => Ok(true),
            Some(key) => self.add_probing(thread, key, hash),
        }
    }

    /// As `add_hashed` for an item that its owner holds until it is added: it counts once more while others are compared with it.
    #[inline]
    pub(super) fn add_counted(&self, thread: &Thread, key: Ref, hash: isize) -> Result<bool> {
        match self.add_at_once(key, hash) {
            None => Ok(true),
            Some(key) => {
                let _held = key.clone();
                self.add_probing(thread, key, hash)
            }
        }
    }

    /// Adds a key whose first place is free, if the table needn't grow for it; otherwise hands it back.
    #[inline(always)]
    fn add_at_once(&self, key: Ref, hash: isize) -> Option<Ref> {
        let mask = self.mask.get();
        let fill = self.fill.get() + 1;
        let entry = &self.entries()[hash as usize & mask];
        if !is_free(entry) || fill * 5 >= mask * 3 {
            return Some(key);
        }
        entry.hash.set(hash);
        entry.key.fill(key);
        self.fill.set(fill);
        self.used.set(self.used.get() + 1);
        None
    }

    /// Adds a plain short int when that takes no comparison but with another one at its first place, and no memory.
    #[inline(always)]
    pub fn add_hot(&self, key: Ref) -> Added {
        let Some(value) = Int::wide_of(&key) else {
            return Added::Unknown(key);
        };
        let hash = crate::int::hash_of_wide(value);
        match self.add_at_once(key, hash) {
            None => Added::New,
            Some(key) => {
                let place = hash as usize & self.mask.get();
                match self.look(place, |stored| Int::wide_of(stored) == Some(value)) {
                    Some(true) => Added::Present(key),
                    _ => Added::Unknown(key),
                }
            }
        }
    }

    #[inline(never)]
    fn add_probing(&self, thread: &Thread, key: Ref, hash: isize) -> Result<bool> {
        let (place, deleted) = 'again: loop {
            let mut probe = Probe::new(self.mask.get(), hash);
            let mut deleted = None;
            loop {
                let entry = &self.entries()[probe.place];
                if is_free(entry) {
                    break 'again (probe.place, deleted);
                }
                if entry.hash.get() == hash {
                    match same(thread, self, probe.place, &key)? {
                        Some(true) => return Ok(false),
                        Some(false) => {}
                        None => continue 'again,
                    }
                } else if entry.hash.get() == -1 {
                    deleted = Some(probe.place);
                }
                probe.advance();
            }
        };
        let entry = &self.entries()[deleted.unwrap_or(place)];
        entry.hash.set(hash);
        entry.key.fill(key);
        self.used.set(self.used.get() + 1);
        if deleted.is_none() {
            self.fill.set(self.fill.get() + 1);
            if self.fill.get() * 5 >= self.mask.get() * 3 {
                self.grow(self.growth())?;
            }
        }
        Ok(true)
    }

    /// What a full table asks for: four times the items, twice for large sets.
    fn growth(&self) -> usize {
        let used = self.used.get();
        if used > 50_000 { used * 2 } else { used * 4 }
    }

    /// A table of the smallest power of two above `minimum`, without deleted places.
    pub(super) fn grow(&self, minimum: usize) -> Result<()> {
        let mut size = super::layout::MIN_SIZE;
        while size <= minimum {
            size <<= 1;
        }
        if size == super::layout::MIN_SIZE
            && self.outer_bytes() == 0
            && self.fill.get() == self.used.get()
        {
            return Ok(());
        }
        self.renew(size)?
            .drain(|key, hash| self.add_clean(key, hash));
        Ok(())
    }

    /// Adds an item that isn't there to a table without deleted places and with room.
    fn add_clean(&self, key: Ref, hash: isize) {
        let entries = self.entries();
        let mut probe = Probe::new(self.mask.get(), hash);
        while !entries[probe.place].key.is_none() {
            probe.advance();
        }
        let entry = &entries[probe.place];
        entry.hash.set(hash);
        entry.key.fill(key);
        self.fill.set(self.fill.get() + 1);
        self.used.set(self.used.get() + 1);
    }

    /// Whether an item with this hash is there.
    pub(super) fn contains_hashed(
        &self,
        thread: &Thread,
        key: &Object,
        hash: isize,
    ) -> Result<bool> {
        Ok(self.find(thread, key, hash)?.is_some())
    }

    /// Removes an item; hands it out, `None` if it isn't there.
    pub(super) fn discard_hashed(
        &self,
        thread: &Thread,
        key: &Object,
        hash: isize,
    ) -> Result<Option<Ref>> {
        match self.find(thread, key, hash)? {
            Some(place) => Ok(self.remove_at(place)),
            None => Ok(None),
        }
    }

    pub(super) fn remove_at(&self, place: usize) -> Option<Ref> {
        let entry = &self.entries()[place];
        let key = entry.key.take()?;
        entry.hash.set(-1);
        self.used.set(self.used.get() - 1);
        Some(key)
    }

    /// The next item at or after a place, with its hash.
    #[inline]
    pub(super) fn next(&self, place: &mut usize) -> Option<(Ref, isize)> {
        while let Some(entry) = self.entries().get(*place) {
            *place += 1;
            if let Some(key) = entry.key.get() {
                return Some((key, entry.hash.get()));
            }
        }
        None
    }

    /// One large table at the start rather than several on the way.
    pub(super) fn make_room(&self, more: usize) -> Result<()> {
        if (self.fill.get() + more) * 5 >= self.mask.get() * 3 {
            self.grow((self.used.get() + more) * 2)?;
        }
        Ok(())
    }

    /// Adds all items of another set.
    pub(super) fn merge(&self, thread: &Thread, other: &Set) -> Result<()> {
        if std::ptr::eq(self, other) || other.is_empty() {
            return Ok(());
        }
        self.make_room(other.len())?;
        if self.fill.get() == 0 {
            self.copy_items(other);
            return Ok(());
        }
        let mut place = 0;
        while let Some((key, hash)) = other.next(&mut place) {
            self.add_hashed(thread, key, hash)?;
        }
        Ok(())
    }

    /// The items of another set into a free table with room for them: place by place when the tables are alike.
    fn copy_items(&self, other: &Set) {
        let alike = self.mask.get() == other.mask.get() && other.fill.get() == other.used.get();
        for (to, from) in self.entries().iter().zip(other.entries()) {
            if !alike {
                break;
            }
            to.hash.set(from.hash.get());
            to.key.set(from.key.get());
        }
        if alike {
            self.fill.set(other.fill.get());
            self.used.set(other.used.get());
            return;
        }
        let mut place = 0;
        while let Some((key, hash)) = other.next(&mut place) {
            self.add_clean(key, hash);
        }
    }

    /// Adds the keys of a dictionary, whose hashes are known.
    pub(super) fn merge_keys(&self, thread: &Thread, dict: &Dict) -> Result<()> {
        self.make_room(dict.len())?;
        let mut pos = 0;
        while let Some((key, hash, _)) = dict.next_hashed(&mut pos) {
            self.add_hashed(thread, key, hash)?;
        }
        Ok(())
    }

    /// After many removals: a quarter of deleted places is too much.
    pub(super) fn tidy(&self) -> Result<()> {
        if self.fill.get() - self.used.get() > self.mask.get() / 4 {
            self.grow(self.growth())?;
        }
        Ok(())
    }

    /// `frozenset.__hash__`: the items' hashes mixed without regard to their order.
    pub(super) fn mixed_hash(&self) -> isize {
        let known = self.hash.get();
        if known != -1 {
            return known;
        }
        let shuffle = |h: u64| ((h ^ 89_869_747) ^ (h << 16)).wrapping_mul(3_644_798_167);
        let mut hash = 0u64;
        for entry in self.entries() {
            if !entry.key.is_none() {
                hash ^= shuffle(entry.hash.get() as u64);
            }
        }
        hash ^= (self.len() as u64 + 1).wrapping_mul(1_927_868_237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        let hash = if hash == u64::MAX {
            590_923_713
        } else {
            hash as isize
        };
        self.hash.set(hash);
        hash
    }
}
