//! The memory of a `float`, and the only `unsafe` code of this folder.
//!
//! ```text
//! 0 header  16 value                                                   24 bytes
//! ```
//! The value never changes once somebody else sees the object.

use object::{Builtin, Keep, Layout, LayoutInfo, Object, Ref, Result, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// See the file's head.
#[repr(C)]
pub struct Float {
    header: Object,
    value: Cell<f64>,
}

pub static FLOAT_LAYOUT: LayoutInfo = LayoutInfo::new("float", 24);

const _: () = assert!(size_of::<Float>() == 24);

// SAFETY: header first; no references; all zero bytes are 0.0.
unsafe impl Layout for Float {
    const INFO: &'static LayoutInfo = &FLOAT_LAYOUT;
}

impl Float {
    /// The float as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The object as a `float`, instances of subtypes included.
    #[inline(always)]
    pub fn of(object: &Object) -> Option<&Float> {
        if object.is_exactly(Builtin::Float) {
            // SAFETY: exact floats are built on this layout.
            return Some(unsafe { object.cast_unchecked::<Float>() });
        }
        object.downcast::<Float>()
    }

    /// The value of an exact `float`: the interpreter's guard and read in one.
    #[inline(always)]
    pub fn exact_of(object: &Object) -> Option<f64> {
        if !object.is_exactly(Builtin::Float) {
            return None;
        }
        // SAFETY: exact floats are built on this layout.
        Some(unsafe { object.cast_unchecked::<Float>() }.value.get())
    }

    /// The value.
    #[inline(always)]
    pub fn value(&self) -> f64 {
        self.value.get()
    }

    /// Writes another value. Only for an exact `float` that nobody else can see (count 1, owned by the caller).
    #[inline(always)]
    pub fn set_in_place(&self, value: f64) {
        self.value.set(value);
    }

    /// A new exact float.
    #[inline(always)]
    pub fn new(thread: &Thread, value: f64) -> Result<Ref> {
        let heap = thread.heap();
        // SAFETY: `float` is built on this layout and its tag is its bare id; the field is written here.
        unsafe {
            let fresh = match heap.reuse(Keep::FLOAT, size_of::<Float>()) {
                Some(kept) => kept.cast::<Float>(),
                None => {
                    let ty = NonNull::from(heap.builtin(Builtin::Float));
                    heap.alloc_fixed::<Float>(ty, Builtin::Float as u32)?
                }
            };
            (&raw const fresh.as_ref().value)
                .cast_mut()
                .write(Cell::new(value));
            Ok(Ref::from_raw(fresh.cast()))
        }
    }

    /// A new exact float, without the allocator's slow path.
    #[inline(always)]
    pub fn new_hot(heap: &object::Heap, value: f64) -> Option<Ref> {
        // SAFETY: as in `new`.
        unsafe {
            let fresh = match heap.reuse(Keep::FLOAT, size_of::<Float>()) {
                Some(kept) => kept.cast::<Float>(),
                None => {
                    let ty = NonNull::from(heap.builtin(Builtin::Float));
                    heap.alloc_leaf_hot::<Float>(ty, Builtin::Float as u32)?
                }
            };
            fresh.as_ref().value.set(value);
            Some(Ref::from_raw(fresh.cast()))
        }
    }

    /// An instance of a subtype.
    pub(crate) fn new_of_type(thread: &Thread, ty: &Type, value: f64) -> Result<Ref> {
        let object = thread.heap().alloc(ty, 0)?;
        if let Some(float) = object.downcast::<Float>() {
            float.value.set(value);
        }
        object.track();
        Ok(object)
    }
}
