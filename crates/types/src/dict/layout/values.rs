//! Values arrays in buffers of their own: what a split dictionary owns when no instance embeds its values.

use object::{Heap, InlineValues, Result};
use std::ptr::NonNull;

/// A fresh array with room for `capacity` values.
pub(super) fn new<'v>(heap: &Heap, capacity: usize) -> Result<&'v InlineValues> {
    let bytes = InlineValues::bytes(capacity);
    let block = heap.alloc_buffer(bytes)?;
    // SAFETY: the block has as many bytes; all-zero is an array without values.
    unsafe {
        block.as_ptr().write_bytes(0, bytes);
        let values = &*block.as_ptr().cast::<InlineValues>();
        values.capacity.set(capacity as u8);
        values.valid.set(1);
        Ok(values)
    }
}

/// A copy: every value counted, the order kept.
pub(super) fn copy<'v>(heap: &Heap, from: &InlineValues) -> Result<&'v InlineValues> {
    let fresh = new(heap, from.capacity.get() as usize)?;
    for (to, from) in fresh.values().iter().zip(from.values()) {
        to.set(from.get());
    }
    for (to, from) in fresh.order().iter().zip(from.order()) {
        to.set(from.get());
    }
    fresh.size.set(from.size.get());
    Ok(fresh)
}

/// Drops the first `count` values in order of index, then frees the array.
pub(super) fn release(values: &InlineValues, count: usize, heap: &Heap) {
    debug_assert!(values.embedded.get() == 0);
    for slot in values.values().iter().take(count) {
        slot.set(None);
    }
    forget(values, heap);
}

/// Frees an array that holds no value any more.
pub(super) fn forget(values: &InlineValues, heap: &Heap) {
    debug_assert!(values.embedded.get() == 0);
    // SAFETY: made by `new` from this heap's buffers; the caller gives it up.
    unsafe { heap.free_buffer(NonNull::from(values).cast()) };
}
