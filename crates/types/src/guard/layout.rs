//! The chain of objects whose text is being made. The only file of this folder with `unsafe`.
//!
//! An entry lives in the native frame of `once`, which takes it out of the chain before it returns; the head is the
//! Python thread's own. So every entry in the chain is alive.

use object::{Object, Result, Thread};
use std::ptr::NonNull;

/// One object whose text is being made.
struct Entry {
    object: usize,
    previous: Option<NonNull<Entry>>,
}

/// Takes its entry out of the chain when it goes, whatever happens.
struct Entered<'t>(&'t Thread, Option<NonNull<Entry>>);

impl Drop for Entered<'_> {
    fn drop(&mut self) {
        self.0.guards.set(self.1.map(NonNull::cast));
    }
}

/// Runs `body` unless the object is already in the chain: then `None`.
pub fn once<T>(
    thread: &Thread,
    object: &Object,
    body: impl FnOnce() -> Result<T>,
) -> Result<Option<T>> {
    super::remember_showing(thread)?;
    let chain = &thread.guards;
    let previous: Option<NonNull<Entry>> = chain.get().map(NonNull::cast);
    let mut at = previous;
    while let Some(entry) = at {
        // SAFETY: entries in the chain are alive (see the file's head).
        let entry = unsafe { entry.as_ref() };
        if entry.object == object.id() {
            return Ok(None);
        }
        at = entry.previous;
    }
    let entry = Entry {
        object: object.id(),
        previous,
    };
    chain.set(Some(NonNull::from(&entry).cast()));
    let _entered = Entered(thread, previous);
    body().map(Some)
}
