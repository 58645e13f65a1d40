//! The object header, the words that may stand in front of it, and how an address leads from one to another.
//!
//! ```text
//!   -32  managed weak reference list   \ only with FLAG_PREHEADER
//!   -24  managed dict                  /
//!   -16  GC head: next                 \ only with FLAG_GC
//!    -8  GC head: prev | bits          /
//!     0  count (u32) · tag (u32)       <- the object's address, `id()`
//!     8  type
//!    16  body: the layout's fields, then inline values for FLAG_INLINE
//! ```
//! The count is CPython 3.13's: 32 bits, immortal when the sign bit is set. The tag is Pellucid's own use of the upper
//! half of that word: a [`Builtin`](crate::Builtin) id (exact built-in types only, 0 for all others) and four flags
//! copied from the type, so that a guard or a deallocation reads one word. Invariant O2 ties tag and block together.
//! The list operations on heads live in `generations.rs`.

use crate::{Builtin, Heap, Layout, LayoutInfo, Ref, Thread, Type};
use std::cell::Cell;
use std::ptr::NonNull;

/// Count of an immortal object, as `sys.getrefcount` shows it in 3.13.
pub const IMMORTAL: u32 = u32::MAX;

/// Upper half of the count word: `Builtin` id in the low 16 bits, flags above.
pub type Tag = u32;
/// A GC head stands in front of the object.
pub const FLAG_GC: Tag = 1 << 16;
/// Managed dict and weak reference words stand in front of the GC head.
pub const FLAG_PREHEADER: Tag = 1 << 17;
/// Inline attribute values follow the body.
pub const FLAG_INLINE: Tag = 1 << 18;
/// The object's type is a heap type: the object holds a counted reference to it.
pub const FLAG_HEAP_TYPE: Tag = 1 << 19;
/// The object is dead and kept for reuse (`kept.rs`).
pub const FLAG_KEPT: Tag = 1 << 20;

/// Any Python object, seen through its header.
#[repr(C)]
pub struct Object {
    count: Cell<u32>,
    tag: Cell<Tag>,
    ty: Cell<NonNull<Type>>,
}

/// The two words in front of a collected object. `next` is null when the object is untracked.
#[repr(C)]
pub struct GcHead {
    pub next: Cell<*mut GcHead>,
    /// Address of the previous head with the state bits of [`GcHead`] in its low four bits.
    pub prev: Cell<usize>,
}

impl GcHead {
    /// `__del__` has run (or is not to run again): PEP 442.
    pub const FINALIZED: usize = 1;
    /// The object is part of the pass that runs; while it also has no place in a list yet, the upper bits of `prev`
    /// hold a count instead of an address. Never set between passes.
    pub const COLLECTING: usize = 2;
    /// The object stands in the list of those not reached so far. Never set between passes.
    pub const UNREACHABLE: usize = 4;
    /// Low bits of `prev` that are not address.
    pub const BITS: usize = 15;

    /// The object that this head belongs to.
    #[inline(always)]
    pub fn object(this: *mut GcHead) -> *mut Object {
        this.wrapping_add(1).cast()
    }

    /// The previous head, bits removed.
    #[inline(always)]
    pub fn prev(&self) -> *mut GcHead {
        (self.prev.get() & !Self::BITS) as *mut GcHead
    }

    /// Sets the address part of `prev`, keeping the bits.
    #[inline(always)]
    pub fn set_prev(&self, to: *mut GcHead) {
        self.prev.set((self.prev.get() & Self::BITS) | to as usize);
    }

    /// Whether a state bit is set.
    #[inline(always)]
    pub fn has(&self, bit: usize) -> bool {
        self.prev.get() & bit != 0
    }

    /// Sets or clears a state bit.
    #[inline(always)]
    pub fn put(&self, bit: usize, on: bool) {
        let old = self.prev.get();
        self.prev.set(if on { old | bit } else { old & !bit });
    }
}

const _: () = assert!(size_of::<Object>() == 16 && size_of::<GcHead>() == 16);

impl Object {
    /// Writes a fresh header with count 1.
    ///
    /// # Safety
    /// `at` is the object address in a block that is large enough and has the room in front that `tag` says.
    #[inline(always)]
    pub unsafe fn init(at: *mut Object, tag: Tag, ty: NonNull<Type>) {
        // SAFETY: the caller hands over exclusive use of the block.
        unsafe {
            at.write(Object {
                count: Cell::new(1),
                tag: Cell::new(tag),
                ty: Cell::new(ty),
            });
        }
    }

    /// The object's type.
    #[inline(always)]
    pub fn ty(&self) -> &Type {
        // SAFETY: an object's type lives at least as long as the object (heap types are counted, others are immortal).
        unsafe { self.ty.get().as_ref() }
    }

    /// The type pointer, for identity guards.
    #[inline(always)]
    pub fn ty_ptr(&self) -> NonNull<Type> {
        self.ty.get()
    }

    /// Replaces type pointer and tag without touching counts: for `__class__` assignment and start-up.
    ///
    /// # Safety
    /// The new type has the same layout, and the caller settles both types' counts.
    pub unsafe fn set_type(&self, ty: &Type) {
        self.ty.set(NonNull::from(ty));
        let block = self.tag.get() & (FLAG_GC | FLAG_PREHEADER | FLAG_INLINE);
        self.tag
            .set((ty.tag() & !(FLAG_GC | FLAG_PREHEADER | FLAG_INLINE)) | block);
    }

    /// The tag word: `Builtin` id and flags.
    #[inline(always)]
    pub fn tag(&self) -> Tag {
        self.tag.get()
    }

    /// Whether the object's exact type is this built-in.
    #[inline(always)]
    pub fn is_exactly(&self, which: Builtin) -> bool {
        self.tag.get() as u16 == which as u16
    }

    /// The built-in id of the exact type, `Builtin::Other` for all others.
    #[inline(always)]
    pub fn builtin(&self) -> Builtin {
        self.ty().builtin()
    }

    /// Whether the object is an instance of the built-in type or of a subtype of it (by method resolution order).
    #[inline]
    pub fn isinstance(&self, which: Builtin) -> bool {
        self.is_exactly(which) || self.ty().is_subtype(self.heap().builtin(which))
    }

    /// The address, `id()`.
    #[inline(always)]
    pub fn id(&self) -> usize {
        self as *const Object as usize
    }

    /// Identity.
    #[inline(always)]
    pub fn is(&self, other: &Object) -> bool {
        std::ptr::eq(self, other)
    }

    /// The raw address.
    #[inline(always)]
    pub fn as_ptr(&self) -> NonNull<Object> {
        NonNull::from(self)
    }

    /// The heap that the object lives in.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        self.ty().heap()
    }

    /// The running thread of the object's heap.
    #[inline(always)]
    pub fn thread(&self) -> &Thread {
        self.heap().thread()
    }

    /// The count as `sys.getrefcount` would show it without its own argument.
    #[inline(always)]
    pub fn refcount(&self) -> u32 {
        self.count.get()
    }

    /// Sets the count: for the collector, resurrection, and making objects immortal.
    #[inline(always)]
    pub fn set_refcount(&self, to: u32) {
        self.count.set(to);
    }

    /// Whether the count never changes.
    #[inline(always)]
    pub fn is_immortal(&self) -> bool {
        (self.count.get() as i32) < 0
    }

    /// Marks a dead object as kept for reuse.
    #[inline(always)]
    pub(crate) fn lay_aside(&self) {
        self.count.set(0);
        self.tag.set(self.tag.get() | FLAG_KEPT);
    }

    /// A kept object is used again: count 1, no mark.
    #[inline(always)]
    pub(crate) fn revive(&self) {
        self.count.set(1);
        self.tag.set(self.tag.get() & !FLAG_KEPT);
    }

    /// Makes the object immortal.
    pub fn make_immortal(&self) {
        self.count.set(IMMORTAL);
    }

    /// Adds one reference. The count saturates into immortality as in 3.13.
    #[inline(always)]
    pub fn incref(&self) {
        let count = self.count.get();
        if (count as i32) >= 0 {
            self.count.set(count + 1);
        }
    }

    /// Gives one reference back; at zero the object is deallocated.
    ///
    /// # Safety
    /// The caller owns the reference that it gives back, and does not use the object afterwards.
    #[inline(always)]
    pub unsafe fn decref(this: NonNull<Object>) {
        // SAFETY: the caller's reference keeps the object alive until here.
        let object = unsafe { this.as_ref() };
        let count = object.count.get();
        if (count as i32) >= 0 {
            object.count.set(count - 1);
            if count == 1 {
                // SAFETY: the last reference is gone.
                unsafe { Object::dealloc(this) };
            }
        }
    }

    /// Like [`Object::decref`] without the deallocation: true when the count fell to zero and the caller must
    /// call [`Object::dealloc`]. For handlers that leave by a tail call.
    ///
    /// # Safety
    /// As for `decref`.
    #[inline(always)]
    pub unsafe fn decref_to_zero(this: NonNull<Object>) -> bool {
        // SAFETY: the caller's reference keeps the object alive until here.
        let object = unsafe { this.as_ref() };
        let count = object.count.get();
        if (count as i32) >= 0 {
            object.count.set(count - 1);
            return count == 1;
        }
        false
    }

    /// Deallocates an object whose count is zero.
    ///
    /// # Safety
    /// The count is zero and nobody else deallocates it.
    #[inline(never)]
    pub unsafe fn dealloc(this: NonNull<Object>) {
        // SAFETY: the object's memory is whole until its type's deallocator frees it.
        unsafe {
            let ty = this.as_ref().ty();
            (ty.deallocator())(ty.heap().thread(), this);
        }
    }

    /// A new owned handle.
    #[inline(always)]
    pub fn to_ref(&self) -> Ref {
        self.incref();
        // SAFETY: the reference was just counted.
        unsafe { Ref::from_raw(NonNull::from(self)) }
    }

    /// The object as a layout, when its type is built on that layout.
    #[inline]
    pub fn downcast<T: Layout>(&self) -> Option<&T> {
        if self.ty().has_layout(T::INFO) {
            // SAFETY: the type's layout chain contains T's, so the block holds a T at this address.
            return Some(unsafe { self.cast_unchecked::<T>() });
        }
        None
    }

    /// Whether the object's type is built on the layout.
    #[inline]
    pub fn has_layout(&self, info: &'static LayoutInfo) -> bool {
        self.ty().has_layout(info)
    }

    /// The object as a layout, unchecked.
    ///
    /// # Safety
    /// The object's type is built on T's layout.
    #[inline(always)]
    pub unsafe fn cast_unchecked<T: Layout>(&self) -> &T {
        // SAFETY: the caller's promise.
        unsafe { &*(self as *const Object).cast::<T>() }
    }

    /// Whether a GC head stands in front.
    #[inline(always)]
    pub fn has_gc_head(&self) -> bool {
        self.tag.get() & FLAG_GC != 0
    }

    /// The GC head.
    #[inline(always)]
    pub fn gc_head(&self) -> Option<&GcHead> {
        if self.has_gc_head() {
            // SAFETY: O2: the flag says that a head stands in front.
            return Some(unsafe { &*self.gc_head_ptr() });
        }
        None
    }

    /// Address of the GC head; meaningful only with `FLAG_GC`.
    #[inline(always)]
    pub fn gc_head_ptr(&self) -> *mut GcHead {
        (self as *const Object as *mut GcHead).wrapping_sub(1)
    }

    /// Whether a collector list holds the object.
    #[inline(always)]
    pub fn is_tracked(&self) -> bool {
        self.gc_head().is_some_and(|h| !h.next.get().is_null())
    }

    /// Bytes in front of the header: 0, 16, 32 (what `sys.getsizeof` adds).
    #[inline(always)]
    pub fn presize(&self) -> usize {
        presize(self.tag.get())
    }

    /// The start of the block that holds the object.
    #[inline(always)]
    pub fn block(&self) -> NonNull<u8> {
        let start = (self as *const Object as *mut u8).wrapping_sub(self.presize());
        // SAFETY: an object's block never starts at null.
        unsafe { NonNull::new_unchecked(start) }
    }
}

/// Bytes in front of the header for these flags.
#[inline(always)]
pub fn presize(tag: Tag) -> usize {
    // FLAG_GC is bit 16 and FLAG_PREHEADER bit 17: each adds 16 bytes.
    ((tag >> 16) as usize & 1) * 16 + ((tag >> 17) as usize & 1) * 16
}
