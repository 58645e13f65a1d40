//! Modules that threads are importing: another thread that wants one waits until it is whole.
//!
//! Threads that would wait for each other don't: as in 3.13, the one that comes last gets the module as far as it is. A thread
//! that keeps the interpreter's lock doesn't wait either.

use crate::start::state;
use object::{Result, Thread, Waited};
use std::cell::RefCell;

/// The threads' numbers with the modules that they import, and with the one that each waits for.
#[derive(Default)]
pub struct Pending {
    imports: RefCell<Vec<(usize, String)>>,
    waits: RefCell<Vec<(usize, String)>>,
}

impl Pending {
    /// The thread that imports a module.
    fn importer(&self, name: &str) -> Option<usize> {
        let imports = self.imports.borrow();
        imports
            .iter()
            .find(|entry| entry.1 == name)
            .map(|entry| entry.0)
    }

    /// Whether the thread waits for what another one imports, and so on, until it comes to `goal`.
    fn leads_to(&self, mut thread: usize, goal: usize) -> bool {
        let waits = self.waits.borrow();
        // More steps than threads that wait would lead in a circle.
        for _ in 0..=waits.len() {
            if thread == goal {
                return true;
            }
            let next = waits.iter().find(|entry| entry.0 == thread);
            match next.and_then(|entry| self.importer(&entry.1)) {
                Some(next) => thread = next,
                None => return false,
            }
        }
        false
    }

    fn key(&self) -> usize {
        std::ptr::from_ref(self) as usize
    }
}

/// A module being imported, until this is dropped.
pub struct Importing<'t> {
    thread: &'t Thread,
    name: &'t str,
}

/// Notes that the running thread imports a module.
pub fn begin<'t>(thread: &'t Thread, name: &'t str) -> Importing<'t> {
    let entry = (thread.ident(), name.to_owned());
    state(thread).pending.imports.borrow_mut().push(entry);
    Importing { thread, name }
}

impl Drop for Importing<'_> {
    fn drop(&mut self) {
        let pending = &state(self.thread).pending;
        let ident = self.thread.ident();
        let mut imports = pending.imports.borrow_mut();
        if let Some(at) = imports
            .iter()
            .rposition(|e| e.0 == ident && e.1 == self.name)
        {
            imports.remove(at);
        }
        drop(imports);
        if !pending.waits.borrow().is_empty() {
            self.thread.wake(pending.key(), true);
        }
    }
}

/// Waits while another thread imports the module.
pub fn wait_for(thread: &Thread, name: &str) -> Result<()> {
    if thread.keeps_lock() {
        return Ok(());
    }
    let (pending, ident) = (&state(thread).pending, thread.ident());
    while let Some(importer) = pending.importer(name) {
        if importer == ident || pending.leads_to(importer, ident) {
            break;
        }
        pending.waits.borrow_mut().push((ident, name.to_owned()));
        let waited = thread.wait(pending.key(), None);
        pending.waits.borrow_mut().retain(|entry| entry.0 != ident);
        if waited == Waited::Interrupted {
            thread.heed()?;
        }
    }
    Ok(())
}
