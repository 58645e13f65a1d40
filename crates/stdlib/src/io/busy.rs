//! One thread at a time in a stream: others wait, and the same thread may not come in twice.
//!
//! A stream's call may let other threads run while it waits for the system, and what stands in the stream's buffers is in
//! between then.

use super::text::TextStream;
use object::{Builtin, Object, Result, Thread, Waited};
use std::cell::Cell;

/// A thread in a stream.
pub(super) struct Inside<'a> {
    thread: &'a Thread,
    owner: &'a Cell<usize>,
}

/// Enters a stream. `owner` is the number of the thread that is in it, 0 for none.
#[inline]
pub(super) fn enter<'a>(
    thread: &'a Thread,
    owner: &'a Cell<usize>,
    stream: &Object,
) -> Result<Inside<'a>> {
    if owner.get() != 0 {
        wait(thread, owner, stream)?;
    }
    owner.set(thread.ident());
    Ok(Inside { thread, owner })
}

#[cold]
fn wait(thread: &Thread, owner: &Cell<usize>, stream: &Object) -> Result<()> {
    if owner.get() == thread.ident() {
        let shown = match stream
            .downcast::<TextStream>()
            .and_then(|text| text.name.get())
        {
            // In 3.13 it is the buffer below that writes.
            Some(name) => format!(
                "<_io.BufferedWriter name={}>",
                &*types::repr(thread, &name)?
            ),
            None => types::repr(thread, stream)?.to_string(),
        };
        return Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("reentrant call inside {shown}"),
        ));
    }
    // Threads that are frozen in a stream at the interpreter's end never leave it.
    while owner.get() != 0 && !crate::sys::is_ending(thread) {
        if thread.wait(std::ptr::from_ref(owner) as usize, None) == Waited::Interrupted {
            thread.heed()?;
        }
    }
    Ok(())
}

impl Drop for Inside<'_> {
    #[inline]
    fn drop(&mut self) {
        self.owner.set(0);
        if self.thread.thread_count() > 1 {
            let key = std::ptr::from_ref(self.owner) as usize;
            self.thread.wake(key, false);
        }
    }
}
