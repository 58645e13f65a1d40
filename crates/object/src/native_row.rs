//! Layouts declared without `unsafe` whose instances end in a row of plain words (`native_layout! { …, row of u32 { … } }`).
//!
//! ```text
//!   0 header   16 number of words   24 fields …   basicsize words …
//! ```
//! Invariant: the number is set once, by [`make`], for a block with that much room; the words never change.

use crate::native::{Field, NativeLayout};
use crate::{Heap, Ref, Result, Type};
use std::cell::Cell;

/// The number of words of an instance's row: its first field.
pub struct RowLen(Cell<usize>);

// SAFETY: plain data: zero is valid, nothing is owned.
unsafe impl Field for RowLen {}

impl RowLen {
    /// How many words there are.
    #[inline]
    pub fn get(&self) -> usize {
        self.0.get()
    }
}

/// A word that a row may consist of.
///
/// # Safety
/// Every pattern of bits is a value; the alignment is at most a machine word's.
pub unsafe trait RowItem: Copy + 'static {}

// SAFETY: plain numbers.
unsafe impl RowItem for u32 {}
// SAFETY: plain numbers.
unsafe impl RowItem for isize {}

/// What `native_layout!` gives a struct with a row.
pub trait WithRow: NativeLayout {
    type Item: RowItem;
    /// The field with the row's length.
    fn row_len(&self) -> &RowLen;
}

/// A fresh instance with so many words, computed from their positions, its other fields zero; not tracked.
pub fn make<T: WithRow>(
    heap: &Heap,
    ty: &Type,
    len: usize,
    word: impl Fn(usize) -> T::Item,
) -> Result<Ref<T>> {
    let fits = ty.basicsize() == size_of::<T>() && ty.itemsize() == size_of::<T::Item>();
    let fresh = match heap.alloc(ty, len)?.downcast_into::<T>() {
        Ok(fresh) if fits => fresh,
        _ => {
            return Err(heap
                .thread()
                .system_error(format_args!("'{}' has no row of its own", ty.name())));
        }
    };
    let first = std::ptr::from_ref(&*fresh).wrapping_add(1).cast_mut();
    for index in 0..len {
        // SAFETY: the block was made with room for so many words behind the fields, which nobody else sees yet.
        unsafe { first.cast::<T::Item>().add(index).write(word(index)) };
    }
    fresh.row_len().0.set(len);
    Ok(fresh)
}

/// The words.
#[inline]
pub fn row<T: WithRow>(of: &T) -> &[T::Item] {
    let first = std::ptr::from_ref(of).wrapping_add(1).cast::<T::Item>();
    // SAFETY: `make` wrote so many words behind the fields; they don't change as long as the object lives.
    unsafe { std::slice::from_raw_parts(first, of.row_len().get()) }
}
