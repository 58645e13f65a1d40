//! Layouts of the iterators, all with a header of 16 bytes and then:
//!
//! ```text
//! Indexed (sequence iterator, reversed; 32):  16 index (signed)  24 source
//! Pair (callable iterator, filter; 32):       16 first  24 second
//! Enumerate (56):                             16 index  24 iterator  32 result  40 big index  48 (one)
//! Zip (48):                                   16 (size)  24 iterators (tuple)  32 result  40 strict
//! Map (32):                                   16 iterators (tuple)  24 function
//! ```

use object::{Layout, LayoutInfo, Object, Slot, clear_references};
use std::cell::Cell;

macro_rules! iterator {
    ($(#[$doc:meta])* $name:ident, $info:ident, $text:literal, [$($field:ident: $ty:ty),*], [$($offset:literal),*], $size:literal) => {
        $(#[$doc])*
        #[repr(C)]
        pub struct $name { header: Object, $(pub(crate) $field: $ty),* }
        $(#[$doc])*
        pub static $info: LayoutInfo = LayoutInfo {
            fields: &[$($offset),*],
            clear: Some(clear_references),
            ..LayoutInfo::new($text, $size)
        };
        // SAFETY: header first; zero is valid; every reference is described.
        unsafe impl Layout for $name { const INFO: &'static LayoutInfo = &$info; }
        const _: () = assert!(size_of::<$name>() == $size);
    };
}

iterator! {
    /// A source walked by index; no source when exhausted.
    Indexed, INDEXED, "indexed iterator", [index: Cell<isize>, source: Slot], [24], 32
}
iterator! {
    /// Two references.
    Pair, PAIR, "iterator of two references", [first: Slot, second: Slot], [16, 24], 32
}
iterator! {
    /// `enumerate`.
    Enumerate, ENUMERATE_LAYOUT, "enumerate",
    [index: Cell<isize>, iterator: Slot, result: Slot, big_index: Slot, one: Cell<usize>], [24, 32, 40], 56
}
iterator! {
    /// `zip`.
    Zip, ZIP_LAYOUT, "zip", [size: Cell<usize>, iterators: Slot, result: Slot, strict: Cell<usize>], [24, 32], 48
}
iterator! {
    /// `map`.
    Map, MAP_LAYOUT, "map", [iterators: Slot, function: Slot], [16, 24], 32
}

impl Indexed {
    /// Where the walk stands.
    #[inline(always)]
    pub fn index(&self) -> isize {
        self.index.get()
    }

    /// Moves on.
    #[inline(always)]
    pub fn set_index(&self, to: isize) {
        self.index.set(to);
    }

    /// Looks at what is walked without counting it. `look` runs no code and doesn't end the iterator.
    #[inline(always)]
    pub fn look<R>(&self, look: impl FnOnce(&Object) -> Option<R>) -> Option<R> {
        let source = self.source.peek()?;
        // SAFETY: the iterator keeps its source as long as nobody ends it.
        look(unsafe { source.as_ref() })
    }

    /// What is walked, without counting; null when exhausted.
    #[inline(always)]
    pub fn source(&self) -> Option<std::ptr::NonNull<Object>> {
        self.source.peek()
    }
}
