//! The guard that keeps the text of self-containing containers finite: `[...]`.
//!
//! Objects whose text is being made form a chain of entries on the native stack, innermost first; `once` looks an object up
//! in it. Nothing is allocated but what 3.13 makes once.

mod layout;

use object::{Result, Thread};

/// Makes what 3.13 keeps from the first time on that a container is shown: a dictionary of the thread with a list in it.
pub(crate) fn remember_showing(thread: &Thread) -> Result<()> {
    let slot = &crate::state::state(thread).shown_before;
    if slot.is_none() {
        let own = crate::Dict::new(thread)?;
        let shown = crate::List::new(thread)?;
        let name = crate::str::intern_static(thread, "Py_Repr")?;
        own.set(thread, name.as_object(), shown.as_object())?;
        slot.set(Some(own));
    }
    Ok(())
}

pub use layout::once;
