//! How the C library keeps the memory behind large blocks, and behind what the process itself allocates.
//!
//! Left alone, glibc raises the size from which a request is a mapping of its own each time such a mapping is freed; a
//! program that frees one big block keeps megabytes from then on that no count shows. Here that size is fixed.
//!
//! Not here: the blocks (`large`).

use std::sync::Once;

/// From this size on a request is a mapping of its own, given back when it is freed.
const MAPPED: libc::c_int = 1 << 20;
/// Free bytes at the end of the library's heap that are given back.
const TRIMMED: libc::c_int = 512 << 10;

/// Fixes the library's thresholds for the process. Before the first thread is started it also keeps the library to one heap;
/// later calls do nothing.
pub fn prepare() {
    static ONCE: Once = Once::new();
    // SAFETY: each parameter takes an int, and no other code of the process sets them.
    ONCE.call_once(|| unsafe {
        libc::mallopt(libc::M_ARENA_MAX, 1);
        libc::mallopt(libc::M_MMAP_THRESHOLD, MAPPED);
        libc::mallopt(libc::M_TRIM_THRESHOLD, TRIMMED);
    });
}

/// Gives pages that the library holds free back to the system. For after a burst of native allocation, such as a large
/// compilation.
pub fn give_back() {
    // SAFETY: the call takes the library's own locks and touches free memory only.
    unsafe { libc::malloc_trim(0) };
}
