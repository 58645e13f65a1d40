//! A growable vector whose memory comes from the counted heap: what native code uses instead of `Vec`.

use crate::{Heap, Raised, Result};
use std::ops::{Deref, DerefMut};
use std::ptr::NonNull;

/// A vector of plain values in heap memory. Growing can raise `MemoryError`; dropping gives the memory back.
pub struct Buf<'h, T: Copy> {
    heap: &'h Heap,
    start: NonNull<T>,
    len: usize,
    capacity: usize,
}

impl<'h, T: Copy> Buf<'h, T> {
    /// An empty vector; takes no memory yet.
    pub fn new(heap: &'h Heap) -> Buf<'h, T> {
        const { assert!(align_of::<T>() <= 16 && size_of::<T>() > 0) };
        Buf {
            heap,
            start: NonNull::dangling(),
            len: 0,
            capacity: 0,
        }
    }

    /// An empty vector with room for `capacity` values.
    pub fn with_capacity(heap: &'h Heap, capacity: usize) -> Result<Buf<'h, T>> {
        let mut fresh = Buf::new(heap);
        fresh.reserve(capacity)?;
        Ok(fresh)
    }

    /// As `with_capacity`; a watcher is told of so many bytes, of none for memory that 3.13 has on its stack. It may not grow.
    pub fn with_told(heap: &'h Heap, capacity: usize, told: usize) -> Result<Buf<'h, T>> {
        let mut fresh = Buf::new(heap);
        heap.unheard(|| fresh.reserve(capacity))?;
        if told > 0 {
            heap.came(fresh.start.cast(), told);
        }
        Ok(fresh)
    }

    /// A vector of `len` copies of a value.
    pub fn filled(heap: &'h Heap, value: T, len: usize) -> Result<Buf<'h, T>> {
        let mut fresh = Buf::with_capacity(heap, len)?;
        for _ in 0..len {
            fresh.push(value)?;
        }
        Ok(fresh)
    }

    /// A vector of `len` zeros.
    pub fn filled_with_zeros(heap: &'h Heap, len: usize) -> Result<Buf<'h, T>>
    where
        T: From<u8>,
    {
        let mut fresh = Buf::with_capacity(heap, len)?;
        fresh.resize(len, T::from(0))?;
        Ok(fresh)
    }

    /// How many values fit.
    pub fn capacity(&self) -> usize {
        self.capacity
    }

    /// Makes room for `more` values.
    pub fn reserve(&mut self, more: usize) -> Result<()> {
        let Some(needed) = self.len.checked_add(more) else {
            return Err(self.overflow());
        };
        if needed <= self.capacity {
            return Ok(());
        }
        let capacity = needed.max(self.capacity + self.capacity / 2).max(8);
        let Some(bytes) = capacity
            .checked_mul(size_of::<T>())
            .filter(|&b| b < isize::MAX as usize)
        else {
            return Err(self.overflow());
        };
        let block = if self.capacity == 0 {
            self.heap.alloc_buffer(bytes)?
        } else {
            // SAFETY: the block came from this heap's buffers.
            unsafe { self.heap.realloc_buffer(self.start.cast(), bytes)? }
        };
        self.start = block.cast();
        self.capacity = capacity;
        Ok(())
    }

    #[cold]
    fn overflow(&self) -> Raised {
        self.heap.thread().no_memory()
    }

    /// Appends a value.
    #[inline]
    pub fn push(&mut self, value: T) -> Result<()> {
        if self.len == self.capacity {
            self.reserve(1)?;
        }
        // SAFETY: there is room for one more.
        unsafe { self.start.as_ptr().add(self.len).write(value) };
        self.len += 1;
        Ok(())
    }

    /// Appends all values of a slice.
    pub fn extend(&mut self, values: &[T]) -> Result<()> {
        self.reserve(values.len())?;
        // SAFETY: there is room, and the slice can't overlap memory that we own exclusively.
        unsafe {
            let end = self.start.as_ptr().add(self.len);
            std::ptr::copy_nonoverlapping(values.as_ptr(), end, values.len());
        }
        self.len += values.len();
        Ok(())
    }

    /// Makes the vector `len` values long: copies of `value` are added, or values forgotten.
    pub fn resize(&mut self, len: usize, value: T) -> Result<()> {
        self.truncate(len);
        self.reserve(len - self.len)?;
        // SAFETY: there is room up to `len`; writing through a slice of what may be uninitialised is all that is done with it.
        let fresh = unsafe {
            let start = self
                .start
                .as_ptr()
                .add(self.len)
                .cast::<std::mem::MaybeUninit<T>>();
            std::slice::from_raw_parts_mut(start, len - self.len)
        };
        fresh.fill(std::mem::MaybeUninit::new(value));
        self.len = len;
        Ok(())
    }

    /// Removes and returns the last value.
    pub fn pop(&mut self) -> Option<T> {
        self.len = self.len.checked_sub(1)?;
        // SAFETY: the value was initialised.
        Some(unsafe { self.start.as_ptr().add(self.len).read() })
    }

    /// Forgets all values beyond `len`.
    pub fn truncate(&mut self, len: usize) {
        self.len = self.len.min(len);
    }

    /// The heap that the memory comes from.
    pub fn heap(&self) -> &'h Heap {
        self.heap
    }
}

impl<T: Copy> Deref for Buf<'_, T> {
    type Target = [T];
    fn deref(&self) -> &[T] {
        // SAFETY: `len` values are initialised; a dangling start has length 0.
        unsafe { std::slice::from_raw_parts(self.start.as_ptr(), self.len) }
    }
}

impl<T: Copy> DerefMut for Buf<'_, T> {
    fn deref_mut(&mut self) -> &mut [T] {
        // SAFETY: as above, and the borrow is exclusive.
        unsafe { std::slice::from_raw_parts_mut(self.start.as_ptr(), self.len) }
    }
}

impl<T: Copy> Drop for Buf<'_, T> {
    fn drop(&mut self) {
        if self.capacity != 0 {
            // SAFETY: the block came from this heap's buffers and nobody else uses it.
            unsafe { self.heap.free_buffer(self.start.cast()) };
        }
    }
}

impl std::fmt::Write for Buf<'_, u8> {
    fn write_str(&mut self, text: &str) -> std::fmt::Result {
        self.extend(text.as_bytes())
            .map_err(|Raised| std::fmt::Error)
    }
}
