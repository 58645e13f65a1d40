//! Under AddressSanitizer with the feature `asan`: blocks that are not live are poisoned, so that a use after a
//! free in a pool is reported as one of the C library's would be.
//!
//! The link in a free block stays where it is; `block` reads it by an instruction that the sanitizer doesn't see.
//! Without the feature everything here is nothing. With debug fill, which reads freed blocks, so is it.
//!
//! Not here: large blocks, which the sanitizer's own `malloc` watches.

use std::ptr::NonNull;

/// Whether blocks can be poisoned in this build.
pub const AVAILABLE: bool = cfg!(feature = "asan");

#[cfg(feature = "asan")]
unsafe extern "C" {
    fn __asan_poison_memory_region(start: *const libc::c_void, bytes: usize);
    fn __asan_unpoison_memory_region(start: *const libc::c_void, bytes: usize);
}

/// Nobody may touch these bytes until they are uncovered.
#[inline]
pub(crate) fn cover(start: NonNull<u8>, bytes: usize) {
    #[cfg(feature = "asan")]
    // SAFETY: only the sanitizer's own notes about these addresses change.
    unsafe {
        __asan_poison_memory_region(start.as_ptr().cast(), bytes)
    };
    let _ = (start, bytes);
}

#[inline]
pub(crate) fn uncover(start: NonNull<u8>, bytes: usize) {
    #[cfg(feature = "asan")]
    // SAFETY: as above.
    unsafe {
        __asan_unpoison_memory_region(start.as_ptr().cast(), bytes)
    };
    let _ = (start, bytes);
}
