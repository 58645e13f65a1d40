//! Layouts declared without `unsafe` whose instances may end in one more reference, and are smaller without it.
//!
//! ```text
//!   0 header   16 fields of the base …   fields of its own …   tail, where the mark says so
//! ```
//! The basic size covers the tail, as 3.13's does. An instance of the built-in type itself that has none is made in a smaller
//! block; one of a subclass always has the room. 3.13 doesn't show the tail to the collector: in a collected instance it is
//! among the hidden references.
//! Invariant: the mark is set by [`make`] alone, after the reference was written, and [`release`] takes it back.

use crate::native::{Field, NativeLayout};
use crate::{Heap, Object, Ref, Result, Slot, Type, Visit};
use std::cell::Cell;

/// Says whether an instance has its tail: one byte, a field of the base layout.
pub struct TailMark(Cell<u8>);

// SAFETY: plain data: zero is valid, nothing is owned.
unsafe impl Field for TailMark {}

/// What `tailed_layout!` gives a struct; it is implemented by nothing else.
pub trait WithTail: NativeLayout {
    /// The field with the mark.
    fn mark(&self) -> &TailMark;
}

/// The reference's place, in an instance that has one.
fn slot_of<T: WithTail>(of: &T) -> Option<&Slot> {
    let behind = std::ptr::from_ref(of).wrapping_add(1).cast::<Slot>();
    // SAFETY: `make` set the mark for a block with that much room, and wrote the reference.
    (of.mark().0.get() != 0).then(|| unsafe { &*behind })
}

/// A fresh instance, its fields zero, with a tail or without; not tracked.
pub fn make<T: WithTail>(heap: &Heap, ty: &Type, tail: Option<&Object>) -> Result<Ref<T>> {
    let whole = size_of::<T>() + size_of::<Slot>();
    let body = match ty.is_class() || tail.is_some() {
        true => ty.basicsize(),
        false => size_of::<T>(),
    };
    let fresh = match heap.alloc_bytes(ty, body)?.downcast_into::<T>() {
        Ok(fresh) if ty.basicsize() >= whole => fresh,
        _ => {
            return Err(heap
                .thread()
                .system_error(format_args!("'{}' has no tail", ty.name())));
        }
    };
    if let Some(tail) = tail {
        let behind = std::ptr::from_ref(&*fresh).wrapping_add(1).cast::<Slot>();
        // SAFETY: the block covers the basic size, and its zero bytes are an empty slot that nobody else sees yet.
        unsafe { (*behind).set(Some(tail.to_ref())) };
        fresh.mark().0.set(1);
    }
    Ok(fresh)
}

/// The reference.
pub fn tail<T: WithTail>(of: &T) -> Option<Ref> {
    slot_of(of)?.get()
}

/// Whether there is a tail.
#[inline]
pub fn has<T: WithTail>(of: &T) -> bool {
    of.mark().0.get() != 0
}

/// Puts another reference into the place of the one there; nothing happens where there is none.
pub fn replace<T: WithTail>(of: &T, tail: &Object) {
    if let Some(slot) = slot_of(of) {
        slot.set(Some(tail.to_ref()));
    }
}

/// Names the tail where this is one of the two that it is for: traversal of what isn't collected, hidden references of what is.
fn name<T: WithTail>(object: &Object, collected: bool, visit: Visit) {
    if object.has_gc_head() == collected
        && let Some(this) = object.downcast::<T>()
        && let Some(tail) = tail(this)
    {
        visit(&tail);
    }
}

/// `traverse` of a declared layout.
pub fn traverse<T: WithTail>(object: &Object, visit: Visit) {
    if let Some(this) = object.downcast::<T>() {
        this.each_field(&mut |field| field.visit(visit));
    }
    name::<T>(object, false, visit);
}

/// `hidden` of a declared layout.
pub fn hidden<T: WithTail>(
    object: &Object,
    _first: &mut dyn FnMut(*const u8) -> bool,
    visit: Visit,
) {
    if let Some(this) = object.downcast::<T>() {
        this.each_field(&mut |field| field.hidden(visit));
    }
    name::<T>(object, true, visit);
}

/// `release` of a declared layout.
pub fn release<T: WithTail>(object: &Object, heap: &Heap) {
    if let Some(this) = object.downcast::<T>() {
        if let Some(slot) = slot_of(this) {
            slot.set(None);
        }
        this.mark().0.set(0);
        this.each_dropped(&mut |field| field.release(heap));
    }
}

/// Declares a layout with a tail on another that `native_layout!` declared and that has the mark:
/// `tailed_layout! { /// doc \n pub struct Name: INFO, "name", on Base { more: Cell<u8> } }`.
#[macro_export]
macro_rules! tailed_layout {
    ($(#[$doc:meta])* $vis:vis struct $name:ident: $info:ident, $text:literal, on $base:ty
        { $($(#[$field_doc:meta])* $field_vis:vis $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$doc])*
        #[repr(C)]
        $vis struct $name { pub base: $base, $($(#[$field_doc])* $field_vis $field: $ty),* }
        $(#[$doc])*
        $vis static $info: $crate::LayoutInfo = $crate::LayoutInfo {
            base: Some(<$base as $crate::Layout>::INFO),
            traverse: Some($crate::native_tail::traverse::<$name>),
            hidden: Some($crate::native_tail::hidden::<$name>),
            release: Some($crate::native_tail::release::<$name>),
            ..$crate::LayoutInfo::new($text, size_of::<$name>() + size_of::<$crate::Slot>())
        };
        // SAFETY: starts with a layout; every further field is a `Field`, so zero is valid and all that is owned is described.
        unsafe impl $crate::Layout for $name {
            const INFO: &'static $crate::LayoutInfo = &$info;
        }
        impl $crate::native::NativeLayout for $name {
            fn each_field(&self, _f: &mut dyn FnMut(&dyn $crate::native::Field)) {
                $(_f(&self.$field);)*
            }
        }
        impl $crate::native_tail::WithTail for $name {
            fn mark(&self) -> &$crate::native_tail::TailMark {
                &self.base.mark
            }
        }
        impl $name {
            /// The same as any object.
            #[allow(dead_code)]
            $vis fn as_object(&self) -> &$crate::Object {
                self.base.as_object()
            }
        }
    };
}
