//! The two stacks of a thread: registers and records, each one reservation of addresses that the system fills when touched.
//!
//! ```text
//! registers  | window of frame 0 | window of frame 1 … (a callee's window starts at its arguments) | free …
//! records    | bottom, no code   | record 0 | record 1 | …
//! ```
//! Not here: what is pushed and popped (`call`, `unwind`).

use std::ptr::NonNull;

/// A reservation of addresses, zero until written, given back when dropped.
pub struct Region {
    start: NonNull<u8>,
    bytes: usize,
}

impl Region {
    /// Reserves up to `bytes`, or less when the system doesn't grant that much.
    pub fn new(mut bytes: usize) -> Option<Region> {
        while bytes >= 1 << 20 {
            // SAFETY: an anonymous mapping at an address of the system's choice touches nothing that exists.
            let start = unsafe {
                libc::mmap(
                    std::ptr::null_mut(),
                    bytes,
                    libc::PROT_READ | libc::PROT_WRITE,
                    libc::MAP_PRIVATE | libc::MAP_ANONYMOUS | libc::MAP_NORESERVE,
                    -1,
                    0,
                )
            };
            if start != libc::MAP_FAILED {
                return NonNull::new(start.cast()).map(|start| Region { start, bytes });
            }
            bytes /= 2;
        }
        None
    }

    /// The first byte.
    pub fn start(&self) -> *mut u8 {
        self.start.as_ptr()
    }

    /// Gives the pages from `from` up to `to` back to the system. They are zero when they are used again.
    pub fn forget(&self, from: *const u8, to: *const u8) {
        let (from, to) = (
            (from as usize).next_multiple_of(4096),
            to as usize / 4096 * 4096,
        );
        let inside = from >= self.start() as usize && to <= self.end() as usize;
        if inside && from < to {
            // SAFETY: whole pages of our own mapping, which the caller doesn't use.
            unsafe { libc::madvise(from as *mut libc::c_void, to - from, libc::MADV_DONTNEED) };
        }
    }

    /// The byte after the last.
    pub fn end(&self) -> *mut u8 {
        self.start.as_ptr().wrapping_add(self.bytes)
    }
}

impl Drop for Region {
    fn drop(&mut self) {
        // SAFETY: the mapping is ours and nobody uses it any more.
        unsafe { libc::munmap(self.start.as_ptr().cast(), self.bytes) };
    }
}
