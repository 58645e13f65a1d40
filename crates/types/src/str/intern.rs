//! The table of interned strings: one string for each content.
//!
//! Open addressing over a power of two of words, linear probing, in a buffer of the counted heap. A word is null, or a
//! string. The table holds no counts, as `sys.getrefcount` shows in 3.13: a mortal string takes itself out when it is
//! deallocated (the words behind it move up, so there are no tombstones); an immortal one stays.
//! One-character Latin-1 strings and the empty one are interned without standing here: they are singletons.
//!
//! Invariant: at most two thirds of the words are used, and a string is in the table exactly when its `interned` bits say so
//! (singletons excepted).

use super::Str;
use super::layout::Interned;
use crate::state::state;
use object::{Buf, Ref, Result, Thread};
use std::cell::{Cell, RefCell};
use std::ptr::NonNull;

type Word = Option<NonNull<Str>>;

/// The table of one heap.
#[derive(Default)]
pub struct Table {
    words: RefCell<Words>,
    used: Cell<usize>,
}

/// The words, which outlive any borrow of the heap that they come from.
#[derive(Default)]
struct Words(Option<Buf<'static, Word>>);

impl Table {
    /// How many strings are in the table.
    pub fn len(&self) -> usize {
        self.used.get()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Names the buffer that the table stands in, for the audit.
    pub fn buffers(&self, visit: &mut dyn FnMut(*const u8)) {
        if let Some(words) = &self.words.borrow().0 {
            visit(words.as_ptr().cast());
        }
    }

    /// Where a text is, or the free word where it would go. The table has a free word.
    fn find(words: &[Word], hash: isize, same: impl Fn(&Str) -> bool) -> usize {
        let mask = words.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(there) = words[at] {
            // SAFETY: strings take themselves out of the table before they are freed.
            let there = unsafe { there.as_ref() };
            if there.stored_hash() == hash && same(there) {
                break;
            }
            at = (at + 1) & mask;
        }
        at
    }

    /// Makes sure that one more string fits.
    fn make_room(&self, thread: &Thread) -> Result<()> {
        let mut words = self.words.borrow_mut();
        let size = words.0.as_ref().map_or(0, |w| w.len());
        if (self.used.get() + 1) * 3 <= size * 2 {
            return Ok(());
        }
        // SAFETY: the table is a part of the heap's state and goes with it: the heap outlives the buffer.
        let heap = unsafe { NonNull::from(thread.heap()).as_ref() };
        let mut larger = Buf::filled(heap, None, (size * 2).max(1024))?;
        for &word in words.0.iter().flat_map(|w| w.iter()) {
            if let Some(there) = word {
                // SAFETY: as in `find`.
                let hash = unsafe { there.as_ref() }.stored_hash();
                let at = Table::find(&larger, hash, |_| false);
                larger[at] = word;
            }
        }
        words.0 = Some(larger);
        Ok(())
    }

    fn get(&self, hash: isize, same: impl Fn(&Str) -> bool) -> Option<Ref<Str>> {
        let words = self.words.borrow();
        let words = words.0.as_ref()?;
        // SAFETY: as in `find`; the string is alive, so it can be counted.
        words[Table::find(words, hash, same)].map(|there| Ref::new(unsafe { there.as_ref() }))
    }

    fn insert(&self, text: &Str) {
        let mut words = self.words.borrow_mut();
        if let Some(words) = &mut words.0 {
            let at = Table::find(words, text.stored_hash(), |_| false);
            words[at] = Some(NonNull::from(text));
            self.used.set(self.used.get() + 1);
        }
    }

    /// Takes a string out and moves up those behind it that would not be found any more.
    fn remove(&self, text: &Str) {
        let mut words = self.words.borrow_mut();
        let Some(words) = &mut words.0 else { return };
        let mask = words.len() - 1;
        let mut hole = Table::find(words, text.stored_hash(), |there| std::ptr::eq(there, text));
        if words[hole].is_none() {
            return;
        }
        let mut at = hole;
        loop {
            at = (at + 1) & mask;
            let Some(there) = words[at] else { break };
            // SAFETY: as in `find`.
            let home = unsafe { there.as_ref() }.stored_hash() as usize & mask;
            if at.wrapping_sub(home) & mask >= at.wrapping_sub(hole) & mask {
                words[hole] = Some(there);
                hole = at;
            }
        }
        words[hole] = None;
        self.used.set(self.used.get() - 1);
    }
}

/// Interns (`sys.intern`): the table's string for this content. A new one stays mortal. Instances of subclasses are handed
/// back as they are.
pub fn intern(thread: &Thread, text: Ref<Str>) -> Result<Ref<Str>> {
    if text.interned() != Interned::No || !super::layout::is_exact(text.as_object().ty()) {
        return Ok(text);
    }
    if let Some(shared) = super::shared(thread, &text) {
        return Ok(shared);
    }
    let table = &state(thread).interned;
    let hash = text.hash(thread);
    if let Some(known) = table.get(hash, |there| there.equals(&text)) {
        return Ok(known);
    }
    table.make_room(thread)?;
    table.insert(&text);
    text.set_interned(Interned::Mortal);
    Ok(text)
}

/// Interns for the life of the heap: names in code, constants of modules.
pub fn intern_immortal(thread: &Thread, text: Ref<Str>) -> Result<Ref<Str>> {
    let text = intern(thread, text)?;
    if text.interned() == Interned::Mortal {
        text.set_interned(Interned::Immortal);
        text.as_object().make_immortal();
    }
    Ok(text)
}

/// Interns text for the life of the heap (immortal).
pub fn intern_static(thread: &Thread, text: &str) -> Result<Ref<Str>> {
    if text.is_ascii() && text.len() > 1 {
        let hash = super::hash::hash_bytes(state(thread).hash_seed.get(), text.as_bytes());
        let known = state(thread)
            .interned
            .get(hash, |there| there.as_ascii() == Some(text));
        if let Some(known) = known.filter(|k| k.interned() == Interned::Immortal) {
            return Ok(known);
        }
    }
    intern_immortal(thread, Str::new(thread, text)?)
}

/// A mortal string is being deallocated.
pub(super) fn forget(thread: &Thread, text: &Str) {
    state(thread).interned.remove(text);
    text.set_interned(Interned::No);
}
