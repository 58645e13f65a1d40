//! Who is being shown right now: `repr` of a container that contains itself stops there (`[...]`).
//!
//! The list holds addresses only, each with the thread that shows it; a guard takes its own off when it goes. Its length is bounded by the native depth.

use crate::state::state;
use object::{Object, Result, Thread};

/// An object being shown, until the guard is dropped.
pub struct ReprGuard<'t> {
    thread: &'t Thread,
    entry: (usize, usize),
}

impl<'t> ReprGuard<'t> {
    /// `None` when the object is being shown already.
    pub fn enter(thread: &'t Thread, object: &Object) -> Result<Option<ReprGuard<'t>>> {
        crate::guard::remember_showing(thread)?;
        let mut shown = state(thread).shown.borrow_mut();
        let entry = (thread.ident(), object.id());
        if shown.contains(&entry) {
            return Ok(None);
        }
        if shown.try_reserve(1).is_err() {
            drop(shown);
            return Err(thread.no_memory());
        }
        shown.push(entry);
        Ok(Some(ReprGuard { thread, entry }))
    }
}

impl Drop for ReprGuard<'_> {
    fn drop(&mut self) {
        let mut shown = state(self.thread).shown.borrow_mut();
        if let Some(at) = shown.iter().rposition(|&e| e == self.entry) {
            shown.remove(at);
        }
    }
}
