//! Watching allocations: somebody above may ask to be told of every block that comes and goes.
//!
//! The watcher runs no Python, allocates nothing from the heap that it watches, and is told of a block by the address where it
//! starts (the words in front of an object included). A block that moves or changes its size goes and comes.
//! With nobody watching this costs one load and one branch for each allocation.

use crate::Heap;
use std::ffi::c_void;
use std::ptr::NonNull;

/// What a watcher is called with.
#[derive(Clone, Copy)]
pub struct Watcher {
    /// A block of this many bytes, as asked for, has come.
    pub came: fn(state: *mut c_void, heap: &Heap, block: NonNull<u8>, bytes: usize),
    /// An object's block of this many bytes, kept in a free list, is in use again.
    pub again: fn(state: *mut c_void, heap: &Heap, block: NonNull<u8>, bytes: usize),
    /// A block is about to go.
    pub goes: fn(state: *mut c_void, heap: &Heap, block: NonNull<u8>),
    /// The watcher's own.
    pub state: *mut c_void,
}

impl Heap {
    /// Sets or removes the watcher. Its state must outlive its being set.
    pub fn watch(&self, watcher: Option<Watcher>) {
        self.watcher.set(watcher);
        self.watched.set(watcher.is_some());
    }

    /// Runs what makes a block that the watcher hears of by the caller, if at all: memory that 3.13 has on its stack.
    pub(crate) fn unheard<R>(&self, make: impl FnOnce() -> R) -> R {
        let heard = self.watched.replace(false);
        let made = make();
        self.watched.set(heard);
        made
    }

    /// Whether somebody watches.
    pub fn is_watched(&self) -> bool {
        self.watched.get()
    }

    #[cold]
    pub(crate) fn again(&self, block: NonNull<u8>, bytes: usize) {
        if let Some(watcher) = self.watcher.get() {
            (watcher.again)(watcher.state, self, block, bytes);
        }
    }

    #[inline(always)]
    pub(crate) fn came(&self, block: NonNull<u8>, bytes: usize) {
        if self.watched.get() {
            self.tell_came(block, bytes);
        }
    }

    #[inline(always)]
    pub(crate) fn goes(&self, block: NonNull<u8>) {
        if self.watched.get() {
            self.tell_goes(block);
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_came(&self, block: NonNull<u8>, bytes: usize) {
        if let Some(watcher) = self.watcher.get() {
            (watcher.came)(watcher.state, self, block, bytes);
        }
    }

    #[cold]
    #[inline(never)]
    fn tell_goes(&self, block: NonNull<u8>) {
        if let Some(watcher) = self.watcher.get() {
            (watcher.goes)(watcher.state, self, block);
        }
    }
}
