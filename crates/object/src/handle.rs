//! Owned handles and owned fields: where counts are kept without anybody writing `incref`.
//!
//! A [`Ref`] owns one counted reference and gives it back when dropped, which may deallocate the object and, with it,
//! run Python code (a finalizer). A [`Slot`] is a field of an object that owns one reference or is null; it changes its
//! value first and drops the old one afterwards, so that whatever a finalizer sees is already consistent.
//! Borrowed access is `&Object`. Interpreter registers use raw pointers instead: see the `interpreter` room.

use crate::{Layout, Object};
use std::cell::Cell;
use std::fmt;
use std::marker::PhantomData;
use std::mem::ManuallyDrop;
use std::ops::Deref;
use std::ptr::NonNull;

/// An owned, counted reference to an object of layout `T` (any object by default). One word, never null.
#[repr(transparent)]
pub struct Ref<T: Layout = Object> {
    pointer: NonNull<T>,
    owns: PhantomData<T>,
}

impl<T: Layout> Ref<T> {
    /// Takes over a reference that is already counted.
    ///
    /// # Safety
    /// `pointer` is a live object of layout `T` and the caller gives up one reference to it.
    #[inline(always)]
    pub unsafe fn from_raw(pointer: NonNull<T>) -> Ref<T> {
        Ref {
            pointer,
            owns: PhantomData,
        }
    }

    /// Gives the counted reference to the caller.
    #[inline(always)]
    pub fn into_raw(self) -> NonNull<T> {
        ManuallyDrop::new(self).pointer
    }

    /// A new owned handle on a borrowed layout.
    #[inline(always)]
    pub fn new(borrowed: &T) -> Ref<T> {
        let pointer = NonNull::from(borrowed);
        // SAFETY: every layout starts with the object header (the contract of `Layout`).
        unsafe {
            pointer.cast::<Object>().as_ref().incref();
            Ref::from_raw(pointer)
        }
    }

    /// The same reference as any object.
    #[inline(always)]
    pub fn into_object(self) -> Ref {
        let pointer = self.into_raw().cast();
        // SAFETY: the same reference under the header's type.
        unsafe { Ref::from_raw(pointer) }
    }

    /// The object's header.
    #[inline(always)]
    pub fn object(&self) -> &Object {
        // SAFETY: every layout starts with the object header.
        unsafe { self.pointer.cast::<Object>().as_ref() }
    }
}

impl Ref<Object> {
    /// The same reference as a layout, or itself back when the object is of another layout.
    #[inline]
    pub fn downcast_into<T: Layout>(self) -> Result<Ref<T>, Ref> {
        if self.ty().has_layout(T::INFO) {
            let pointer = self.into_raw().cast();
            // SAFETY: the layout was just checked.
            return Ok(unsafe { Ref::from_raw(pointer) });
        }
        Err(self)
    }

    /// Borrowed objects seen as a slice of handles: arguments of a call without counting them.
    #[inline(always)]
    pub fn borrowed<'a>(objects: &'a [&'a Object]) -> &'a [Ref] {
        // SAFETY: a reference and a `Ref` are both one non-null word; the slice never drops its handles, and the
        // objects live as long as the borrow.
        unsafe { std::slice::from_raw_parts(objects.as_ptr().cast(), objects.len()) }
    }

    /// A slice of handles seen as a slice of borrowed pointers: for calls that take raw windows.
    ///
    /// # Safety
    /// Every word in the range is a live object, kept alive for the borrow.
    #[inline(always)]
    pub unsafe fn slice_from_raw<'a>(first: *const NonNull<Object>, len: usize) -> &'a [Ref] {
        // SAFETY: `Ref` is a transparent non-null pointer; the rest is the caller's promise.
        unsafe { std::slice::from_raw_parts(first.cast(), len) }
    }
}

impl<T: Layout> Deref for Ref<T> {
    type Target = T;
    #[inline(always)]
    fn deref(&self) -> &T {
        // SAFETY: the owned reference keeps the object alive.
        unsafe { self.pointer.as_ref() }
    }
}

impl<T: Layout> Clone for Ref<T> {
    #[inline(always)]
    fn clone(&self) -> Ref<T> {
        Ref::new(&**self)
    }
}

impl<T: Layout> Drop for Ref<T> {
    #[inline(always)]
    fn drop(&mut self) {
        // SAFETY: the handle owns one reference and is gone after this.
        unsafe { Object::decref(self.pointer.cast()) }
    }
}

impl<T: Layout> fmt::Debug for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "<{} at {:#x}>",
            self.object().ty().name(),
            self.object().id()
        )
    }
}

impl<T: Layout + fmt::Display> fmt::Display for Ref<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Layout> From<&T> for Ref<T> {
    fn from(borrowed: &T) -> Ref<T> {
        Ref::new(borrowed)
    }
}

/// A field that owns one reference or none. All zero bits are the empty slot.
#[repr(transparent)]
pub struct Slot<T: Layout = Object> {
    pointer: Cell<Option<NonNull<T>>>,
    owns: PhantomData<T>,
}

impl<T: Layout> Slot<T> {
    /// A slot holding a value.
    pub const fn empty() -> Slot<T> {
        Slot {
            pointer: Cell::new(None),
            owns: PhantomData,
        }
    }

    /// A counted handle on the value.
    #[inline(always)]
    pub fn get(&self) -> Option<Ref<T>> {
        // SAFETY: the slot keeps its value alive, at least until the handle is counted.
        self.pointer.get().map(|p| Ref::new(unsafe { p.as_ref() }))
    }

    /// The value's address without counting.
    #[inline(always)]
    pub fn peek(&self) -> Option<NonNull<T>> {
        self.pointer.get()
    }

    /// Borrows the value.
    ///
    /// # Safety
    /// The slot is not changed while the borrow lives: nothing in between may run Python code or drop a handle.
    #[inline(always)]
    pub unsafe fn borrow(&self) -> Option<&T> {
        // SAFETY: the slot keeps its value alive; the caller keeps the slot unchanged.
        self.pointer.get().map(|p| unsafe { p.as_ref() })
    }

    /// Whether the slot holds this object.
    #[inline(always)]
    pub fn is(&self, object: &Object) -> bool {
        self.pointer
            .get()
            .is_some_and(|p| p.cast() == object.as_ptr())
    }

    /// Whether the slot is empty.
    #[inline(always)]
    pub fn is_none(&self) -> bool {
        self.pointer.get().is_none()
    }

    /// Stores a value; the old one is dropped after the store.
    #[inline(always)]
    pub fn set(&self, value: Option<Ref<T>>) {
        if let Some(old) = self.replace(value) {
            drop(old);
        }
    }

    /// Stores a value in a slot that is empty: nothing to drop.
    #[inline(always)]
    pub fn fill(&self, value: Ref<T>) {
        debug_assert!(self.is_none());
        self.pointer.set(Some(value.into_raw()));
    }

    /// Stores a value and hands out the old one.
    #[inline(always)]
    pub fn replace(&self, value: Option<Ref<T>>) -> Option<Ref<T>> {
        let old = self.pointer.replace(value.map(Ref::into_raw));
        // SAFETY: the slot's reference moves to the handle.
        old.map(|p| unsafe { Ref::from_raw(p) })
    }

    /// Empties the slot and hands out the value.
    #[inline(always)]
    pub fn take(&self) -> Option<Ref<T>> {
        self.replace(None)
    }
}
