//! A block that nobody has: its first word is the link to the next one of its pool's free list.
//!
//! Not here: blocks that somebody has. They are bytes.

/// A block on a free list. What lies behind the link means nothing.
#[repr(C)]
pub(crate) struct FreeBlock {
    pub next: *mut FreeBlock,
}

/// The link of a free block.
///
/// # Safety
/// `block` is on a free list.
#[inline(always)]
pub(crate) unsafe fn link(block: *mut FreeBlock) -> *mut FreeBlock {
    #[cfg(all(feature = "asan", target_arch = "x86_64"))]
    // SAFETY: the caller's block is mapped and its first word is a link.
    unsafe {
        let next;
        std::arch::asm!("mov {}, [{}]", out(reg) next, in(reg) block, options(nostack, readonly, preserves_flags));
        next
    }
    #[cfg(not(all(feature = "asan", target_arch = "x86_64")))]
    // SAFETY: as above.
    unsafe {
        (*block).next
    }
}
