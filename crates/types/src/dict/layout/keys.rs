//! The keys of a dictionary: head, index table, entries, in one buffer.
//!
//! ```text
//!    0  KeysHead: refs · log2 size · log2 index bytes · kind · version · usable · nentries
//!   32  index table: 2^log2size entries of 1, 2, 4 or 8 bytes; -1 empty, -2 deleted, else the number of an entry
//!       entries: { key, value } (16 bytes) for UNICODE and SPLIT, { hash, key, value } (24) for GENERAL
//! ```
//! Two thirds of the index table can be used. Probing is 3.13's, because with whom a key is compared can be observed.
//! [`Keys`] is a plain address: it is valid while a dictionary or type holds its reference, which the callers in this
//! folder and in `dict` re-establish after anything that may run Python code.

use crate::dict::table::LOG2_MIN;
use crate::str::Str;
use object::{Heap, KeysHead, Layout, LayoutInfo, Ref, Result, Slot, Thread};
use std::cell::UnsafeCell;
use std::ptr::NonNull;

pub(in crate::dict) const GENERAL: u8 = 0;
pub(in crate::dict) const UNICODE: u8 = 1;
pub(in crate::dict) const SPLIT: u8 = 2;
/// No entry.
pub(in crate::dict) const EMPTY: isize = -1;
/// An entry that was deleted.
pub(in crate::dict) const DUMMY: isize = -2;

/// Key and value of an entry, in either kind of table.
#[repr(C)]
pub(in crate::dict) struct Pair {
    pub key: Slot,
    pub value: Slot,
}

/// The address of a table of keys.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Keys(NonNull<KeysHead>);

/// The keys of all empty dictionaries: one slot, nothing usable. Never written to.
#[repr(C)]
struct EmptyKeys {
    head: KeysHead,
    indices: [i8; 8],
}

struct Shared(UnsafeCell<EmptyKeys>);
// SAFETY: every function that writes to keys leaves the shared empty ones alone, so all threads only read.
unsafe impl Sync for Shared {}

static EMPTY_KEYS: Shared = Shared(UnsafeCell::new(EmptyKeys {
    head: KeysHead::new(0, 3, UNICODE, 0),
    indices: [-1; 8],
}));

/// A width of index entries.
trait Width: Copy {
    fn get(self) -> isize;
}
macro_rules! widths { ($($int:ty)*) => { $(impl Width for $int {
    #[inline(always)]
    fn get(self) -> isize { self as isize }
})* } }
widths!(i8 i16 i32 i64);

/// Where probing goes: the slots of the index table in the order in which a hash tries them.
#[derive(Clone, Copy)]
pub(in crate::dict) struct Probe {
    mask: usize,
    perturb: usize,
    pub slot: usize,
}

impl Probe {
    #[inline(always)]
    pub fn new(log2_size: u8, hash: isize) -> Probe {
        let mask = (1usize << log2_size) - 1;
        Probe {
            mask,
            perturb: hash as usize,
            slot: hash as usize & mask,
        }
    }

    #[inline(always)]
    pub fn advance(&mut self) {
        self.perturb >>= 5;
        self.slot = (self
            .slot
            .wrapping_mul(5)
            .wrapping_add(self.perturb)
            .wrapping_add(1))
            & self.mask;
    }
}

/// Entries that a table of this size can hold.
pub(in crate::dict) const fn usable_fraction(size: usize) -> usize {
    (size << 1) / 3
}

const fn log2_index_bytes(log2_size: u8) -> u8 {
    match log2_size {
        0..8 => log2_size,
        8..16 => log2_size + 1,
        16..32 => log2_size + 2,
        _ => log2_size + 3,
    }
}

impl Keys {
    /// The shared empty keys.
    #[inline(always)]
    pub fn empty() -> Keys {
        // SAFETY: the address of a static.
        Keys(unsafe { NonNull::new_unchecked(EMPTY_KEYS.0.get().cast()) })
    }

    #[inline(always)]
    pub(super) fn from_ptr(at: NonNull<KeysHead>) -> Keys {
        Keys(at)
    }

    /// The keys at an address handed out by `as_ptr`; null is none.
    pub(in crate::dict) fn from_raw(at: *mut u8) -> Option<Keys> {
        NonNull::new(at.cast()).map(Keys)
    }

    /// The address.
    #[inline(always)]
    pub(in crate::dict) fn as_ptr(self) -> *mut KeysHead {
        self.0.as_ptr()
    }

    #[inline(always)]
    pub(in crate::dict) fn is_shared_empty(self) -> bool {
        self == Keys::empty()
    }

    /// The head.
    #[inline(always)]
    pub(in crate::dict) fn head<'k>(self) -> &'k KeysHead {
        // SAFETY: see the file's head on validity.
        unsafe { self.0.as_ref() }
    }

    /// Allocates a table, one reference, no entry.
    pub(in crate::dict) fn alloc(thread: &Thread, log2_size: u8, kind: u8) -> Result<Keys> {
        if log2_size > 56 {
            return Err(thread.no_memory());
        }
        let index_bytes = 1usize << log2_index_bytes(log2_size);
        let usable = usable_fraction(1 << log2_size);
        let bytes = 32 + index_bytes + usable * if kind == GENERAL { 24 } else { 16 };
        let small = log2_size == LOG2_MIN && kind != GENERAL;
        let kept = match small {
            true => thread.heap().reuse_table(),
            false => None,
        };
        let block = match kept {
            Some(kept) => kept,
            None => thread.heap().alloc_buffer(bytes)?,
        };
        // SAFETY: the block has as many bytes; zero entries are empty, index bytes of all ones are EMPTY.
        unsafe {
            let at = block.as_ptr();
            at.cast::<KeysHead>().write(KeysHead::new(
                log2_size,
                log2_index_bytes(log2_size),
                kind,
                usable as isize,
            ));
            at.add(32).write_bytes(0xff, index_bytes);
            at.add(32 + index_bytes)
                .write_bytes(0, bytes - 32 - index_bytes);
        }
        Ok(Keys(block.cast()))
    }

    /// A copy of the whole table, one reference, every key and value counted.
    pub(in crate::dict) fn duplicate(self, thread: &Thread) -> Result<Keys> {
        let bytes = self.bytes();
        let block = thread.heap().alloc_buffer(bytes)?;
        // SAFETY: both blocks have as many bytes; the copied references are counted right away.
        unsafe {
            std::ptr::copy_nonoverlapping(self.0.as_ptr().cast::<u8>(), block.as_ptr(), bytes);
        }
        let copy = Keys(block.cast());
        copy.head().refs.set(1);
        for index in 0..copy.nentries() {
            let pair = copy.pair(index);
            for slot in [&pair.key, &pair.value] {
                if let Some(target) = slot.peek() {
                    // SAFETY: the original keeps it alive.
                    unsafe { target.as_ref() }.incref();
                }
            }
        }
        Ok(copy)
    }

    /// Bytes of the table: what `sys.getsizeof` adds.
    pub(in crate::dict) fn bytes(self) -> usize {
        let head = self.head();
        let entry = if head.kind.get() == GENERAL { 24 } else { 16 };
        32 + (1usize << head.log2_index_bytes.get()) + usable_fraction(self.size()) * entry
    }

    /// Slots of the index table.
    #[inline(always)]
    pub(in crate::dict) fn size(self) -> usize {
        1 << self.head().log2_size.get()
    }

    #[inline(always)]
    pub(in crate::dict) fn log2_size(self) -> u8 {
        self.head().log2_size.get()
    }

    #[inline(always)]
    pub(in crate::dict) fn kind(self) -> u8 {
        self.head().kind.get()
    }

    /// Whether all keys are exact strings.
    #[inline(always)]
    pub(in crate::dict) fn is_unicode(self) -> bool {
        self.kind() != GENERAL
    }

    /// Entries ever made, deleted ones included.
    #[inline(always)]
    pub(in crate::dict) fn nentries(self) -> usize {
        self.head().nentries.get() as usize
    }

    pub(in crate::dict) fn refs(self) -> isize {
        self.head().refs.get()
    }

    /// One more user of shared keys.
    pub(in crate::dict) fn retain(self) {
        if !self.is_shared_empty() {
            self.head().refs.set(self.refs() + 1);
        }
    }

    /// Gives a reference back. With the last one the entries are dropped in order, key before value, then the table.
    pub(in crate::dict) fn release(self, heap: &Heap) {
        if self.is_shared_empty() {
            return;
        }
        let refs = self.refs() - 1;
        self.head().refs.set(refs);
        if refs != 0 {
            return;
        }
        for index in 0..self.nentries() {
            let pair = self.pair::<'_>(index);
            pair.key.set(None);
            pair.value.set(None);
        }
        self.free(heap);
    }

    /// Frees the table alone: its references have been moved elsewhere.
    pub(in crate::dict) fn free(self, heap: &Heap) {
        if self.is_shared_empty() {
            return;
        }
        let head = self.head();
        let small = head.log2_size.get() == LOG2_MIN && head.kind.get() != GENERAL;
        // SAFETY: allocated by `alloc` or `duplicate` from this heap's buffers; the caller gives it up.
        unsafe {
            if !small || !heap.keep_table(self.0.cast()) {
                heap.free_buffer(self.0.cast());
            }
        }
    }

    #[inline(always)]
    fn indices(self) -> *mut u8 {
        self.0.as_ptr().cast::<u8>().wrapping_add(32)
    }

    #[inline(always)]
    fn entries(self) -> *mut u8 {
        self.indices()
            .wrapping_add(1 << self.head().log2_index_bytes.get())
    }

    /// What the index table says at a slot.
    #[inline(always)]
    pub(in crate::dict) fn index(self, slot: usize) -> isize {
        debug_assert!(slot < self.size());
        let at = self.indices();
        // SAFETY: the slot is in the table, whose width follows from its size.
        unsafe {
            match self.log2_size() {
                0..8 => *at.cast::<i8>().add(slot) as isize,
                8..16 => *at.cast::<i16>().add(slot) as isize,
                16..32 => *at.cast::<i32>().add(slot) as isize,
                _ => *at.cast::<isize>().add(slot),
            }
        }
    }

    /// Writes the index table.
    #[inline(always)]
    pub(in crate::dict) fn set_index(self, slot: usize, index: isize) {
        debug_assert!(slot < self.size() && !self.is_shared_empty());
        let at = self.indices();
        // SAFETY: as above.
        unsafe {
            match self.log2_size() {
                0..8 => *at.cast::<i8>().add(slot) = index as i8,
                8..16 => *at.cast::<i16>().add(slot) = index as i16,
                16..32 => *at.cast::<i32>().add(slot) = index as i32,
                _ => *at.cast::<isize>().add(slot) = index,
            }
        }
    }

    /// Key and value of an entry.
    #[inline(always)]
    pub(in crate::dict) fn pair<'k>(self, index: usize) -> &'k Pair {
        debug_assert!(index < usable_fraction(self.size()));
        let at = match self.kind() {
            GENERAL => self.entries().wrapping_add(index * 24 + 8),
            _ => self.entries().wrapping_add(index * 16),
        };
        // SAFETY: the entry is in the table.
        unsafe { &*at.cast::<Pair>() }
    }

    /// Where the value of an entry of a table of strings stands: bytes from the start of the keys.
    pub(in crate::dict) fn value_place(self, index: usize) -> usize {
        debug_assert!(self.is_unicode());
        (&raw const self.pair::<'_>(index).value).addr() - self.as_ptr().addr()
    }

    /// The value at such a place.
    #[inline(always)]
    pub(in crate::dict) fn value_in_place(self, place: usize) -> Option<NonNull<object::Object>> {
        debug_assert!(place.is_multiple_of(8) && place <= self.value_place(self.nentries() - 1));
        // SAFETY: the place was worked out for these keys, whose entries don't move.
        unsafe { &*self.as_ptr().byte_add(place).cast::<Slot>() }.peek()
    }

    /// The stored hash of an entry of a general table.
    #[inline(always)]
    pub(in crate::dict) fn stored_hash(self, index: usize) -> isize {
        debug_assert!(self.kind() == GENERAL && index < usable_fraction(self.size()));
        // SAFETY: the entry is in the table and starts with its hash.
        unsafe { *self.entries().wrapping_add(index * 24).cast::<isize>() }
    }

    pub(in crate::dict) fn set_stored_hash(self, index: usize, hash: isize) {
        debug_assert!(self.kind() == GENERAL && index < usable_fraction(self.size()));
        // SAFETY: as above.
        unsafe { *self.entries().wrapping_add(index * 24).cast::<isize>() = hash };
    }

    /// The key of an entry of a table of strings.
    #[inline(always)]
    pub(in crate::dict) fn str_key<'k>(self, index: usize) -> Option<&'k Str> {
        debug_assert!(self.is_unicode());
        // SAFETY: such tables hold exact strings only, alive while the entry is there.
        self.pair::<'k>(index)
            .key
            .peek()
            .map(|key| unsafe { key.cast::<Str>().as_ref() })
    }

    /// The hash of an entry's key.
    #[inline(always)]
    pub(in crate::dict) fn hash_at(self, index: usize) -> isize {
        match self.kind() {
            GENERAL => self.stored_hash(index),
            _ => self.str_key(index).map_or(0, |key| key.stored_hash()),
        }
    }

    /// The entry of a string in a table of strings, `EMPTY` if absent. Runs no Python code.
    #[inline]
    pub(in crate::dict) fn find_str(self, key: &Str, hash: isize) -> isize {
        match self.log2_size() {
            0..8 => self.find_str_in::<i8>(key, hash),
            8..16 => self.find_str_in::<i16>(key, hash),
            16..32 => self.find_str_in::<i32>(key, hash),
            _ => self.find_str_in::<i64>(key, hash),
        }
    }

    #[inline(always)]
    fn find_str_in<W: Width>(self, key: &Str, hash: isize) -> isize {
        debug_assert!(self.is_unicode());
        let (indices, entries) = (self.indices().cast::<W>(), self.entries().cast::<Pair>());
        let mut probe = Probe::new(self.log2_size(), hash);
        loop {
            // SAFETY: a probe stays inside the table; an index that isn't negative names an entry with a key.
            let index = unsafe { (*indices.add(probe.slot)).get() };
            if index >= 0 {
                // SAFETY: as above.
                let stored = unsafe { &(*entries.add(index as usize)).key };
                if stored.is(key.as_object()) {
                    return index;
                }
                // SAFETY: an indexed entry has a key, and keys of this kind are strings.
                let stored = unsafe { stored.peek().unwrap_unchecked().cast::<Str>().as_ref() };
                if stored.stored_hash() == hash && stored.equals(key) {
                    return index;
                }
            } else if index == EMPTY {
                return EMPTY;
            }
            probe.advance();
        }
    }

    /// The slot of the index table that names this entry.
    pub(in crate::dict) fn slot_of(self, hash: isize, index: isize) -> usize {
        let mut probe = Probe::new(self.log2_size(), hash);
        while self.index(probe.slot) != index {
            probe.advance();
        }
        probe.slot
    }

    /// The first free slot of the index table for this hash.
    #[inline]
    pub(in crate::dict) fn free_slot(self, hash: isize) -> usize {
        let mut probe = Probe::new(self.log2_size(), hash);
        while self.index(probe.slot) >= 0 {
            probe.advance();
        }
        probe.slot
    }

    /// Adds an entry: there is room for one more, and the key is not in the table.
    #[inline]
    pub(in crate::dict) fn push(self, key: Ref, hash: isize, value: Option<Ref>) -> usize {
        let head = self.head();
        debug_assert!(head.usable.get() > 0);
        let index = self.nentries();
        self.set_index(self.free_slot(hash), index as isize);
        if head.kind.get() == GENERAL {
            self.set_stored_hash(index, hash);
        }
        let pair = self.pair::<'_>(index);
        pair.key.set(Some(key));
        pair.value.set(value);
        head.version.set(0);
        head.usable.set(head.usable.get() - 1);
        head.nentries.set(index as isize + 1);
        index
    }

    /// Moves the entries of another table that are in use here, in order. This table is fresh and has the room.
    pub(in crate::dict) fn take_entries(self, from: Keys) {
        for old in 0..from.nentries() {
            let pair = from.pair::<'_>(old);
            if let Some(value) = pair.value.take()
                && let Some(key) = pair.key.take()
            {
                let hash = match from.kind() {
                    GENERAL => from.stored_hash(old),
                    _ => str_hash(&key),
                };
                self.push(key, hash, Some(value));
            }
        }
    }
}

/// The known hash of an exact string.
#[inline(always)]
pub(in crate::dict) fn str_hash(key: &Ref) -> isize {
    debug_assert!(std::ptr::eq(
        key.ty().layout(),
        Str::INFO as *const LayoutInfo
    ));
    // SAFETY: the keys of a table of strings are strings.
    unsafe { key.cast_unchecked::<Str>() }.stored_hash()
}
