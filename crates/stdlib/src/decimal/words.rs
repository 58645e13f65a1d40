//! Coefficients in the making: words of base 10^19, least first, in place while they are few and in counted memory otherwise.
//!
//! Once in counted memory a coefficient stays there, even if it becomes short: 3.13's library does the same and `sys.getsizeof` shows it.

use super::nat::{self, DIGITS};
use object::{Buf, Heap, Result};
use std::ops::{Deref, DerefMut};

/// Words that have room in place.
pub(super) const OWN: usize = 4;

/// A row of words that grows.
pub(super) struct Words<'t> {
    heap: &'t Heap,
    own: [u64; OWN],
    len: usize,
    more: Option<Buf<'t, u64>>,
}

impl<'t> Words<'t> {
    /// No words.
    pub fn new(heap: &'t Heap) -> Words<'t> {
        Words {
            heap,
            own: [0; OWN],
            len: 0,
            more: None,
        }
    }

    /// So many zeros.
    pub fn zeros(heap: &'t Heap, len: usize) -> Result<Words<'t>> {
        let mut fresh = Words::new(heap);
        fresh.resize(len)?;
        Ok(fresh)
    }

    /// A copy.
    pub fn of(heap: &'t Heap, words: &[u64]) -> Result<Words<'t>> {
        let mut fresh = Words::new(heap);
        if words.len() <= OWN {
            fresh.own[..words.len()].copy_from_slice(words);
            fresh.len = words.len();
        } else {
            let mut more = Buf::with_capacity(heap, words.len())?;
            more.extend(words)?;
            fresh.more = Some(more);
        }
        Ok(fresh)
    }

    /// A value of at most 38 digits.
    pub fn of_wide(heap: &'t Heap, value: u128) -> Words<'t> {
        let base = u128::from(nat::BASE);
        let mut fresh = Words::new(heap);
        fresh.own[0] = (value % base) as u64;
        fresh.own[1] = (value / base % base) as u64;
        fresh.own[2] = (value / base / base) as u64;
        fresh.len = 3;
        fresh.trim();
        fresh
    }

    /// Ten to a power.
    pub fn power_of_ten(heap: &'t Heap, n: usize) -> Result<Words<'t>> {
        let mut fresh = Words::zeros(heap, n / DIGITS + 1)?;
        fresh[n / DIGITS] = nat::POWERS[n % DIGITS];
        Ok(fresh)
    }

    /// The heap that the memory comes from.
    pub fn heap(&self) -> &'t Heap {
        self.heap
    }

    /// Whether the words stand in counted memory.
    pub fn is_outside(&self) -> bool {
        self.more.is_some()
    }

    /// Makes it `len` words long; new ones are zero.
    pub fn resize(&mut self, len: usize) -> Result<()> {
        match &mut self.more {
            Some(more) => more.resize(len, 0),
            None if len <= OWN => {
                if len > self.len {
                    self.own[self.len..len].fill(0);
                }
                self.len = len;
                Ok(())
            }
            None => {
                let mut more = Buf::with_capacity(self.heap, len)?;
                more.extend(&self.own[..self.len])?;
                more.resize(len, 0)?;
                self.more = Some(more);
                Ok(())
            }
        }
    }

    /// Appends a word.
    pub fn push(&mut self, word: u64) -> Result<()> {
        let len = self.len();
        self.resize(len + 1)?;
        self[len] = word;
        Ok(())
    }

    /// Forgets all words beyond `len`.
    pub fn truncate(&mut self, len: usize) {
        match &mut self.more {
            Some(more) => more.truncate(len),
            None => self.len = self.len.min(len),
        }
    }

    /// Forgets zeros at the top.
    pub fn trim(&mut self) {
        let len = nat::trim(self).len();
        self.truncate(len);
    }

    /// The same in counted memory, if that is wanted.
    pub fn outside_if(mut self, outside: bool) -> Result<Words<'t>> {
        if outside && self.more.is_none() {
            let mut more = Buf::with_capacity(self.heap, OWN)?;
            more.extend(&self.own[..self.len])?;
            self.more = Some(more);
        }
        Ok(self)
    }

    /// The same in place, where there is room.
    pub fn shrunk(mut self) -> Words<'t> {
        if let Some(more) = self.more.take_if(|more| more.len() <= OWN) {
            self.own[..more.len()].copy_from_slice(&more);
            self.len = more.len();
        }
        self
    }
}

impl Deref for Words<'_> {
    type Target = [u64];
    fn deref(&self) -> &[u64] {
        match &self.more {
            Some(more) => more,
            None => &self.own[..self.len],
        }
    }
}

impl DerefMut for Words<'_> {
    fn deref_mut(&mut self) -> &mut [u64] {
        match &mut self.more {
            Some(more) => more,
            None => &mut self.own[..self.len],
        }
    }
}
