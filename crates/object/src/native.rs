//! Layouts declared without `unsafe`: what rooms that forbid it build their types on.
//!
//! [`native_layout!`](crate::native_layout) declares a struct whose fields are all [`Field`]s: kinds of field for which zero
//! bytes are a valid empty value and which know their own references and buffers. From that the description follows, so a
//! declaration can't be wrong. Two kinds hold more than a word: [`Bytes`](ByteField), growable bytes in counted memory, and
//! [`Owned`], one Rust value of fixed size.

use crate::{Heap, Layout, Object, Ref, Result, Slot, Visit};
use std::cell::Cell;
use std::ptr::NonNull;

/// A kind of field.
///
/// # Safety
/// All zero bytes are a valid value without drop glue; `visit` and `hidden` name every counted reference in it and `release` gives back all that it owns.
pub unsafe trait Field {
    /// Names the references.
    fn visit(&self, _visit: Visit) {}
    /// Names the references that a traversal doesn't show.
    fn hidden(&self, _visit: Visit) {}
    /// Drops the references: what breaks cycles.
    fn clear(&self) {}
    /// Gives back everything, references included.
    fn release(&self, _heap: &Heap) {
        self.clear();
    }
    /// Names the buffers.
    fn buffers(&self, _f: &mut dyn FnMut(*const u8)) {}
}

macro_rules! plain {
    ($($ty:ty),*) => { $(
        // SAFETY: plain data: zero is valid, nothing is owned.
        unsafe impl Field for Cell<$ty> {}
    )* };
}
plain!(
    u8, i8, u16, i16, u32, i32, u64, i64, usize, isize, f64, bool, u128
);

// SAFETY: zero is the empty slot; the one reference is named.
unsafe impl<T: Layout> Field for Slot<T> {
    fn visit(&self, visit: Visit) {
        if let Some(target) = self.peek() {
            // SAFETY: an owned reference is alive while its holder is, and a layout starts with the header.
            visit(unsafe { target.cast::<Object>().as_ref() });
        }
    }
    fn clear(&self) {
        self.set(None);
    }
}

// SAFETY: a row of fields is as good as its fields.
unsafe impl<T: Field, const N: usize> Field for [T; N] {
    fn visit(&self, visit: Visit) {
        self.iter().for_each(|field| field.visit(visit));
    }
    fn hidden(&self, visit: Visit) {
        self.iter().for_each(|field| field.hidden(visit));
    }
    fn clear(&self) {
        self.iter().for_each(Field::clear);
    }
    fn release(&self, heap: &Heap) {
        self.iter().for_each(|field| field.release(heap));
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        self.iter().for_each(|field| field.buffers(f));
    }
}

/// One Rust value of fixed size, set once. It may not hold memory that grows with user data, nor references.
pub struct Owned<T: 'static> {
    value: Cell<*mut T>,
}

impl<T: 'static> Owned<T> {
    /// Stores the value; false when there is one already.
    pub fn set(&self, value: T) -> bool {
        if !self.value.get().is_null() {
            return false;
        }
        self.value.set(Box::into_raw(Box::new(value)));
        true
    }

    /// The value. It stays where it is as long as its holder lives.
    pub fn get(&self) -> Option<&T> {
        // SAFETY: null or a box that only `release` frees, when nobody refers to the holder any more.
        unsafe { self.value.get().as_ref() }
    }
}

// SAFETY: null is empty; the box goes with the holder.
unsafe impl<T: 'static> Field for Owned<T> {
    fn release(&self, _heap: &Heap) {
        let value = self.value.replace(std::ptr::null_mut());
        if !value.is_null() {
            // SAFETY: made by `set`, freed once.
            drop(unsafe { Box::from_raw(value) });
        }
    }
}

/// A reference that a traversal doesn't name, because 3.13's doesn't: what it leads to counts as referred to from outside.
pub struct HiddenSlot(Slot);

impl HiddenSlot {
    /// The value.
    pub fn get(&self) -> Option<Ref> {
        self.0.get()
    }

    /// Replaces the value.
    pub fn set(&self, value: Option<Ref>) {
        self.0.set(value);
    }
}

// SAFETY: zero is the empty slot; the one reference is named as hidden.
unsafe impl Field for HiddenSlot {
    fn hidden(&self, visit: Visit) {
        self.0.visit(visit);
    }
    fn release(&self, _heap: &Heap) {
        self.0.set(None);
    }
}

/// Growable bytes in counted memory.
pub struct ByteField {
    start: Cell<*mut u8>,
    len: Cell<usize>,
    capacity: Cell<usize>,
}

impl ByteField {
    /// How many bytes there are.
    pub fn len(&self) -> usize {
        self.len.get()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How many bytes fit without growing.
    pub fn capacity(&self) -> usize {
        self.capacity.get()
    }

    /// Makes room for `needed` bytes in all.
    pub fn reserve(&self, heap: &Heap, needed: usize) -> Result<()> {
        if needed <= self.capacity.get() {
            return Ok(());
        }
        let wanted = needed
            .max(self.capacity.get() + self.capacity.get() / 8)
            .max(16);
        if wanted > isize::MAX as usize {
            return Err(heap.thread().no_memory());
        }
        let block = match NonNull::new(self.start.get()) {
            None => heap.alloc_buffer(wanted)?,
            // SAFETY: the block came from this heap's buffers.
            Some(old) => unsafe { heap.realloc_buffer(old, wanted)? },
        };
        self.start.set(block.as_ptr());
        self.capacity.set(wanted);
        Ok(())
    }

    /// Replaces bytes from `at` on, growing as needed; a gap before `at` is filled with zeros.
    pub fn write_at(&self, heap: &Heap, at: usize, bytes: &[u8]) -> Result<()> {
        let Some(end) = at.checked_add(bytes.len()) else {
            return Err(heap.thread().no_memory());
        };
        self.reserve(heap, end)?;
        let len = self.len.get();
        // SAFETY: there is room up to `end`; `bytes` is foreign memory or, handed out by `with`, memory that this field has let go of.
        unsafe {
            if at > len {
                std::ptr::write_bytes(self.start.get().add(len), 0, at - len);
            }
            std::ptr::copy(bytes.as_ptr(), self.start.get().add(at), bytes.len());
        }
        self.len.set(len.max(end));
        Ok(())
    }

    /// Appends bytes.
    pub fn append(&self, heap: &Heap, bytes: &[u8]) -> Result<()> {
        self.write_at(heap, self.len(), bytes)
    }

    /// Shortens to `len` bytes, or lengthens with zeros.
    pub fn resize(&self, heap: &Heap, len: usize) -> Result<()> {
        if len > self.len() {
            self.write_at(heap, len, &[])?;
        }
        self.len.set(len);
        Ok(())
    }

    /// Forgets the first `n` bytes.
    pub fn consume(&self, n: usize) {
        let len = self.len.get();
        let n = n.min(len);
        if n > 0 {
            // SAFETY: both ranges are inside the buffer.
            unsafe { std::ptr::copy(self.start.get().add(n), self.start.get(), len - n) };
            self.len.set(len - n);
        }
    }

    /// Shows the bytes. While `f` runs the field is empty; what is put into it meanwhile comes after them.
    pub fn with<R>(&self, heap: &Heap, f: impl FnOnce(&mut [u8]) -> R) -> R {
        let (start, len, capacity) = (
            self.start.replace(std::ptr::null_mut()),
            self.len.replace(0),
            self.capacity.replace(0),
        );
        let answer = match NonNull::new(start) {
            // SAFETY: the bytes are initialised and nobody else can reach them now.
            Some(start) => f(unsafe { std::slice::from_raw_parts_mut(start.as_ptr(), len) }),
            None => f(&mut []),
        };
        let late = (self.start.replace(start), self.len.replace(len));
        self.capacity.set(capacity);
        if let Some(block) = NonNull::new(late.0) {
            // SAFETY: what was put into the field meanwhile, and nobody else's any more.
            unsafe {
                let bytes = std::slice::from_raw_parts(block.as_ptr(), late.1);
                if self.append(heap, bytes).is_err() {
                    // There is no room for it and nobody to tell: it is lost.
                    drop(heap.thread().take_pending());
                }
                heap.free_buffer(block);
            }
        }
        answer
    }
}

// SAFETY: zero is empty; the buffer is named and given back.
unsafe impl Field for ByteField {
    fn release(&self, heap: &Heap) {
        self.len.set(0);
        self.capacity.set(0);
        if let Some(start) = NonNull::new(self.start.replace(std::ptr::null_mut())) {
            // SAFETY: the block came from this heap's buffers and nobody else uses it.
            unsafe { heap.free_buffer(start) };
        }
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if !self.start.get().is_null() {
            f(self.start.get());
        }
    }
}

/// A row of machine words in counted memory, its length fixed when it is filled, and 32 bits for the holder's own use.
pub struct WordField {
    start: Cell<*mut isize>,
    len: Cell<u32>,
    pub flag: Cell<u32>,
}

impl WordField {
    /// How many words there are.
    #[inline]
    pub fn len(&self) -> usize {
        self.len.get() as usize
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Makes the row: `len` words, computed from their positions. Only once.
    pub fn fill(&self, heap: &Heap, len: usize, word: impl Fn(usize) -> isize) -> Result<()> {
        let short = u32::try_from(len).map_err(|_| heap.thread().no_memory())?;
        if len == 0 || !self.is_empty() {
            return Ok(());
        }
        let start = heap.alloc_buffer(len * size_of::<isize>())?.cast::<isize>();
        for i in 0..len {
            // SAFETY: the block has room for `len` words.
            unsafe { start.add(i).write(word(i)) };
        }
        self.start.set(start.as_ptr());
        self.len.set(short);
        Ok(())
    }

    /// A word; 0 past the end.
    #[inline]
    pub fn get(&self, index: usize) -> isize {
        if index >= self.len() {
            return 0;
        }
        // SAFETY: inside the row, which is whole until `release`.
        unsafe { self.start.get().add(index).read() }
    }

    /// Replaces a word; nothing happens past the end.
    #[inline]
    pub fn set(&self, index: usize, word: isize) {
        if index < self.len() {
            // SAFETY: inside the row.
            unsafe { self.start.get().add(index).write(word) };
        }
    }
}

// SAFETY: zero is empty; the buffer is named and given back.
unsafe impl Field for WordField {
    fn release(&self, heap: &Heap) {
        self.len.set(0);
        if let Some(start) = NonNull::new(self.start.replace(std::ptr::null_mut())) {
            // SAFETY: the block came from this heap's buffers and nobody else uses it.
            unsafe { heap.free_buffer(start.cast()) };
        }
    }
    fn buffers(&self, f: &mut dyn FnMut(*const u8)) {
        if !self.start.get().is_null() {
            f(self.start.get().cast());
        }
    }
}

/// What `native_layout!` gives each struct: its fields in order.
pub trait NativeLayout: Layout {
    /// Names every field, in the order in which a traversal shows them.
    fn each_field(&self, f: &mut dyn FnMut(&dyn Field));
    /// Names every field, in the order in which they are dropped.
    fn each_dropped(&self, f: &mut dyn FnMut(&dyn Field)) {
        self.each_field(f);
    }
}

/// `traverse` of a declared layout.
pub fn traverse<T: NativeLayout>(object: &Object, visit: Visit) {
    if let Some(this) = object.downcast::<T>() {
        this.each_field(&mut |field| field.visit(visit));
    }
}

/// `hidden` of a declared layout.
pub fn hidden<T: NativeLayout>(
    object: &Object,
    _first: &mut dyn FnMut(*const u8) -> bool,
    visit: Visit,
) {
    if let Some(this) = object.downcast::<T>() {
        this.each_field(&mut |field| field.hidden(visit));
    }
}

/// `clear` of a declared layout.
pub fn clear<T: NativeLayout>(object: &Object) {
    if let Some(this) = object.downcast::<T>() {
        this.each_dropped(&mut |field| field.clear());
    }
}

/// `release` of a declared layout.
pub fn release<T: NativeLayout>(object: &Object, heap: &Heap) {
    if let Some(this) = object.downcast::<T>() {
        this.each_dropped(&mut |field| field.release(heap));
    }
}

/// `buffers` of a declared layout.
pub fn buffers<T: NativeLayout>(object: &Object, f: &mut dyn FnMut(*const u8)) {
    if let Some(this) = object.downcast::<T>() {
        this.each_field(&mut |field| field.buffers(f));
    }
}

/// An instance from those kept for reuse, its fields undefined but for what releasing them left; not tracked.
pub fn reuse<T: Layout>(heap: &Heap, keep: crate::Keep) -> Option<Ref<T>> {
    let kept = heap.reuse(keep, 16 + size_of::<T>())?;
    // SAFETY: the caller asks with the layout of the kept type; the other fields are empty, the chain's word is emptied here.
    unsafe {
        kept.as_ptr().add(1).cast::<usize>().write(0);
        let object = Ref::from_raw(kept);
        debug_assert!(object.has_layout(T::INFO));
        Some(Ref::from_raw(object.into_raw().cast()))
    }
}

/// A fresh instance of a type with this layout, zeroed, not tracked.
pub fn make<T: Layout>(heap: &Heap, ty: &crate::Type) -> Result<Ref<T>> {
    match heap.alloc(ty, 0)?.downcast_into::<T>() {
        Ok(fresh) => Ok(fresh),
        Err(other) => Err(heap.thread().system_error(format_args!(
            "'{}' is not built on the layout {}",
            other.ty().name(),
            T::INFO.name
        ))),
    }
}

/// Declares a layout: `native_layout! { /// doc \n pub struct Name: INFO, "name" { field: Slot, count: Cell<usize> } }`.
/// With `row of u32` behind the name, instances end in words of that kind: see `native_row.rs`. With `keeps cycles` behind
/// the fields the collector can't break a cycle here, as 3.13 can't at types without `tp_clear`. With `drops [b, a]` at the end
/// the references named there are dropped first, in that order, where it isn't the one in which the fields stand; `shows f` names what a program is shown of them ([`LayoutInfo::shown`](crate::LayoutInfo)),
/// and `type Last` or `type Never` in front of it where they are shown their heap type, which otherwise comes first.
#[macro_export]
macro_rules! native_layout {
    ($(#[$doc:meta])* $vis:vis struct $name:ident: $info:ident, $text:literal, row of $item:ty
        { $($fields:tt)* }) => {
        $crate::native_layout! {
            @layout [$(#[$doc])*] [$vis] $name $info $text [size_of::<$item>()]
            { row: $crate::native_row::RowLen, $($fields)* }
        }
        impl $crate::native_row::WithRow for $name {
            type Item = $item;
            fn row_len(&self) -> &$crate::native_row::RowLen {
                &self.row
            }
        }
    };
    ($(#[$doc:meta])* $vis:vis struct $name:ident: $info:ident, $text:literal
        { $($fields:tt)* } $(keeps $keeps:ident)? $(drops [$($first:ident),*])? $(type $place:ident)? $(shows $shown:path)?) => {
        $crate::native_layout! {
            @layout [$(#[$doc])*] [$vis] $name $info $text [0] { $($fields)* }
                $(keeps $keeps)? $([$($first)*])? $(type $place)? $(shows $shown)?
        }
    };
    (@clear $name:ident) => { Some($crate::native::clear::<$name>) };
    (@clear $name:ident cycles) => { None };
    (@layout [$(#[$doc:meta])*] [$vis:vis] $name:ident $info:ident $text:literal [$itemsize:expr]
        { $($(#[$field_doc:meta])* $field_vis:vis $field:ident: $ty:ty),* $(,)? }
        $(keeps $keeps:ident)? $([$($first:ident)*])? $(type $place:ident)? $(shows $shown:path)?) => {
        $(#[$doc])*
        #[repr(C)]
        $vis struct $name { header: $crate::Object, $($(#[$field_doc])* $field_vis $field: $ty),* }
        $(#[$doc])*
        $vis static $info: $crate::LayoutInfo = $crate::LayoutInfo {
            itemsize: $itemsize,
            traverse: Some($crate::native::traverse::<$name>),
            clear: $crate::native_layout!(@clear $name $($keeps)?),
            release: Some($crate::native::release::<$name>),
            hidden: Some($crate::native::hidden::<$name>),
            buffers: Some($crate::native::buffers::<$name>),
            $(shown: Some($shown),)?
            $(type_shown: $crate::TypeShown::$place,)?
            ..$crate::LayoutInfo::new($text, size_of::<$name>())
        };
        // SAFETY: starts with the header; every field is a `Field`, so zero is valid and all that is owned is described.
        unsafe impl $crate::Layout for $name {
            const INFO: &'static $crate::LayoutInfo = &$info;
        }
        impl $crate::native::NativeLayout for $name {
            fn each_field(&self, _f: &mut dyn FnMut(&dyn $crate::native::Field)) {
                $(_f(&self.$field);)*
            }
            $(
                fn each_dropped(&self, _f: &mut dyn FnMut(&dyn $crate::native::Field)) {
                    $(_f(&self.$first);)*
                    self.each_field(_f);
                }
            )?
        }
        impl $name {
            /// The same as any object.
            #[allow(dead_code)]
            $vis fn as_object(&self) -> &$crate::Object {
                &self.header
            }
        }
    };
}
