//! How the C library keeps the memory behind large blocks, and behind what the process itself allocates.
//!
//! The library's own rules for what it keeps are left alone, as CPython leaves them: a freed mapping raises the size from which a
//! request is a mapping, so that a program that makes and drops lists of one size doesn't ask the system for fresh pages each time
//! (`comprehensions`: 13,300 page faults with a fixed size of 1 MiB, 6,700 without).
//!
//! Not here: the blocks (`large`).

use std::sync::Once;

/// Keeps the library to one heap, when it is called before the first thread is started. Later calls do nothing.
pub fn prepare() {
    static ONCE: Once = Once::new();
    // SAFETY: the parameter takes an int, and no other code of the process sets it.
    ONCE.call_once(|| unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
    });
}

/// Gives pages that the library holds free back to the system. For after a burst of native allocation, such as a large
/// compilation.
pub fn give_back() {
    // SAFETY: the call takes the library's own locks and touches free memory only.
    unsafe { libc::malloc_trim(0) };
}
