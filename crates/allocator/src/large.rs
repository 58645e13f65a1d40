//! Large blocks: more than 512 bytes, from the C library, in one list so that they can be counted and walked.
//!
//! ```text
//!  ┌──────┬──────┬──────┬───────┬──────┬──────┬───────┐┬───────────────┬ ─ ─ ─ ┐
//!  │ prev │ next │ size │ magic │ kind │ mark │ spare ││ the block     │ slack
//!  └──────┴──────┴──────┴───────┴──────┴──────┴───────┘┴───────────────┴ ─ ─ ─ ┘
//!   8      8      8      4       1      1      2        size, up to 16   what the library adds
//! ```
//!
//! A block is charged with its header and its size rounded up to 16: a number that depends on the program
//! alone. What the library adds is reported as slack.
//!
//! **A7** The list's links agree both ways, every header has its magic and a kind, and the list is as long and
//! charged as counted.
//!
//! Not here: the limit (`limit`).

use crate::class::{ALIGNMENT, Kind};
use std::cell::Cell;
use std::ptr::{NonNull, null_mut};

/// Bytes in front of every large block.
pub const LARGE_HEADER: usize = 32;
const MAGIC: u32 = 0x1a26_eb10;
/// What the magic becomes when the block is freed.
const DEAD: u32 = 0xdead_b10c;

#[repr(C)]
pub(crate) struct Large {
    pub prev: Cell<*mut Large>,
    pub next: Cell<*mut Large>,
    /// Bytes asked for.
    pub size: Cell<usize>,
    magic: Cell<u32>,
    kind: Cell<u8>,
    /// The collector's: the side bitmaps of pools don't reach here.
    pub mark: Cell<u8>,
    pub spare: Cell<u16>,
}

const _: () = assert!(size_of::<Large>() == LARGE_HEADER);

impl Large {
    /// The header in front of a block.
    ///
    /// # Safety
    /// `block` is a live large block of this process.
    pub unsafe fn of<'a>(block: NonNull<u8>) -> &'a Large {
        // SAFETY: the header stands right in front of the block.
        unsafe { block.sub(LARGE_HEADER).cast().as_ref() }
    }

    pub fn block(&self) -> NonNull<u8> {
        let this = NonNull::from(self).cast::<u8>();
        // SAFETY: the block follows its header in the same allocation.
        unsafe { this.add(LARGE_HEADER) }
    }

    /// Bytes that may be used: the size up to the alignment.
    pub fn usable(&self) -> usize {
        rounded(self.size.get())
    }

    pub fn charge(&self) -> usize {
        LARGE_HEADER + self.usable()
    }

    /// Bytes that the library gave on top.
    pub fn slack(&self) -> usize {
        let this = (&raw const *self).cast_mut();
        // SAFETY: the header is what the library returned.
        let whole = unsafe { libc::malloc_usable_size(this.cast()) };
        whole.saturating_sub(self.charge())
    }

    /// None when the byte is no kind at all.
    pub fn kind(&self) -> Option<Kind> {
        Kind::ALL.get(self.kind.get() as usize).copied()
    }

    pub fn is_sound(&self) -> bool {
        self.magic.get() == MAGIC && self.kind().is_some()
    }

    #[cfg(test)]
    pub fn spoil(&self) {
        self.magic.set(0);
    }
}

fn rounded(size: usize) -> usize {
    // A size that was allocated can be rounded: `charge_of` refused the others.
    size.next_multiple_of(ALIGNMENT)
}

/// What a block of this size is charged; None when there is no such size.
pub(crate) fn charge_of(size: usize) -> Option<usize> {
    let charge = size
        .checked_next_multiple_of(ALIGNMENT)?
        .checked_add(LARGE_HEADER)?;
    (charge <= isize::MAX as usize).then_some(charge)
}

/// All large blocks of a heap, newest first.
pub(crate) struct LargeList {
    pub head: Cell<*mut Large>,
    pub count: Cell<usize>,
    /// Sum of the charges.
    pub bytes: Cell<usize>,
    pub peak_bytes: Cell<usize>,
    pub peak_count: Cell<usize>,
    /// Since the heap began, and the bytes they asked for.
    pub requests: Cell<u64>,
    pub requested: Cell<u64>,
}

impl LargeList {
    pub fn new() -> LargeList {
        LargeList {
            head: Cell::new(null_mut()),
            count: Cell::new(0),
            bytes: Cell::new(0),
            peak_bytes: Cell::new(0),
            peak_count: Cell::new(0),
            requests: Cell::new(0),
            requested: Cell::new(0),
        }
    }

    /// A new block; the caller has seen to the limit. None when the library has none.
    pub fn alloc(&self, kind: Kind, size: usize, zeroed: bool) -> Option<NonNull<u8>> {
        let bytes = charge_of(size)?;
        // SAFETY: a plain request for at least a header.
        let raw = unsafe {
            if zeroed {
                libc::calloc(1, bytes)
            } else {
                libc::malloc(bytes)
            }
        };
        let node = NonNull::new(raw.cast::<Large>())?;
        let first = self.head.get();
        let header = Large {
            prev: Cell::new(null_mut()),
            next: Cell::new(first),
            size: Cell::new(size),
            magic: Cell::new(MAGIC),
            kind: Cell::new(kind as u8),
            mark: Cell::new(0),
            spare: Cell::new(0),
        };
        // SAFETY: the library gave at least a header's bytes, aligned to 16.
        unsafe { node.write(header) };
        // SAFETY: the head of the list, if any, is a live header.
        if let Some(first) = unsafe { first.as_ref() } {
            first.prev.set(node.as_ptr());
        }
        self.head.set(node.as_ptr());
        self.count.set(self.count.get() + 1);
        self.peak_count
            .set(self.peak_count.get().max(self.count.get()));
        self.bytes.set(self.bytes.get() + bytes);
        self.tally(size);
        // SAFETY: the header was just written.
        Some(unsafe { node.as_ref() }.block())
    }

    /// Counts one request that was served.
    fn tally(&self, size: usize) {
        self.peak_bytes
            .set(self.peak_bytes.get().max(self.bytes.get()));
        self.requests.set(self.requests.get() + 1);
        self.requested
            .set(self.requested.get().wrapping_add(size as u64));
    }

    /// Resizes a block, moving it where the library must. The old block is intact on None.
    ///
    /// # Safety
    /// `block` is a live large block of this list.
    pub unsafe fn realloc(
        &self,
        block: NonNull<u8>,
        kind: Kind,
        size: usize,
    ) -> Option<NonNull<u8>> {
        let bytes = charge_of(size)?;
        // SAFETY: the caller gives a live block.
        let (old, raw) = unsafe {
            let header = Large::of(block);
            (header.charge(), (&raw const *header).cast_mut())
        };
        // SAFETY: raw is what the library returned for it; no reference to the header is held.
        let raw = unsafe { libc::realloc(raw.cast(), bytes) };
        let node = NonNull::new(raw.cast::<Large>())?;
        // SAFETY: the header moved with the block.
        let header = unsafe { node.as_ref() };
        header.size.set(size);
        header.kind.set(kind as u8);
        // SAFETY: its neighbours are live headers and still hold the old address.
        unsafe {
            match header.prev.get().as_ref() {
                Some(prev) => prev.next.set(node.as_ptr()),
                None => self.head.set(node.as_ptr()),
            }
            if let Some(next) = header.next.get().as_ref() {
                next.prev.set(node.as_ptr());
            }
        }
        self.bytes.set(self.bytes.get() - old + bytes);
        self.tally(size);
        Some(header.block())
    }

    /// Frees a block; returns its charge.
    ///
    /// # Safety
    /// `block` is a live large block of this list; nobody uses it afterwards.
    pub unsafe fn free(&self, block: NonNull<u8>) -> usize {
        // SAFETY: the caller gives a live block; its neighbours are live headers.
        unsafe {
            let header = Large::of(block);
            debug_assert!(header.is_sound(), "freeing what is no live block");
            let (prev, next) = (header.prev.get(), header.next.get());
            match prev.as_ref() {
                Some(prev) => prev.next.set(next),
                None => self.head.set(next),
            }
            if let Some(next) = next.as_ref() {
                next.prev.set(prev);
            }
            let charge = header.charge();
            header.magic.set(DEAD);
            self.count.set(self.count.get() - 1);
            self.bytes.set(self.bytes.get() - charge);
            libc::free((&raw const *header).cast_mut().cast());
            charge
        }
    }

    /// Every large block, newest first.
    pub fn iter(&self) -> impl Iterator<Item = &Large> {
        let mut at = self.head.get();
        std::iter::from_fn(move || {
            // SAFETY: the list links live headers, and the list is borrowed for as long as they are.
            let header = unsafe { at.as_ref() }?;
            at = header.next.get();
            Some(header)
        })
    }
}

impl Drop for LargeList {
    fn drop(&mut self) {
        let mut at = self.head.get();
        while !at.is_null() {
            // SAFETY: every node is what the library returned, freed once; the link is read before.
            unsafe {
                let next = (*at).next.get();
                libc::free(at.cast());
                at = next;
            }
        }
    }
}
