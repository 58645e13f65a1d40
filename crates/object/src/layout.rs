//! What a built-in layout consists of: the one description from which traversal, clearing, freeing and the audit work.
//!
//! A layout is a `#[repr(C)]` struct whose first field is the [`Object`] header and for which all-zero bytes after the
//! header are a valid empty value. Its [`LayoutInfo`] says where its owned references stand. A type (built-in or heap)
//! is built on exactly one layout; layouts form chains (`bool` on `int`, `OSError` on `BaseException`).
//! Instance dictionaries, `__slots__` members and inline values belong to the type, not to the layout: see `instance.rs`.

use crate::{Heap, Object, Visit};

/// A struct that can stand at an object's address.
///
/// # Safety
/// `Self` is `#[repr(C)]`, starts with an [`Object`], is valid when all bytes after the header are zero, has no drop
/// glue of its own, and `INFO` describes it truly.
pub unsafe trait Layout: 'static {
    /// The layout's description.
    const INFO: &'static LayoutInfo;
}

/// Where a layout's owned references and buffers are, and what to do with them.
pub struct LayoutInfo {
    /// For messages and reports.
    pub name: &'static str,
    /// Bytes of the fixed part, header included: CPython's `tp_basicsize`.
    pub basicsize: usize,
    /// Bytes of each item of a variable part, or 0: CPython's `tp_itemsize`.
    pub itemsize: usize,
    /// The layout that this one extends; its fields come first and are handled by it.
    pub base: Option<&'static LayoutInfo>,
    /// Byte offsets of this layout's own [`Slot`](crate::Slot) fields, in the order in which they are dropped.
    pub fields: &'static [u16],
    /// A contiguous run of nullable references, behind a pointer or inline.
    pub items: Option<Items>,
    /// References that `fields` and `items` can't express.
    pub traverse: Option<fn(&Object, Visit)>,
    /// What 3.13's `tp_traverse` shows a program of this layout and its bases, where that isn't what the object holds: the
    /// collector always follows `fields`, `items` and `traverse`.
    pub shown: Option<fn(&Object, Visit)>,
    /// Where 3.13's `tp_traverse` shows the heap type that instances refer to.
    pub type_shown: TypeShown,
    /// Drops what the collector must break cycles with (CPython's `tp_clear`). `None`: nothing is cleared, the type
    /// can't be the last link of a cycle (tuples). Use [`clear_references`](crate::clear_references) for the common case.
    pub clear: Option<fn(&Object)>,
    /// Releases everything this layout owns beyond `fields` and `items`: buffers, custom references. Called after the
    /// object has left its lists, before its memory is freed. Runs before `fields` are dropped.
    pub release: Option<fn(&Object, &Heap)>,
    /// Stops tracking the object when nothing it holds can be part of a cycle (tuples, dicts). The collector calls it for
    /// objects that survive a pass; `Untrack` says which passes.
    pub untrack: Option<Untrack>,
    /// Counted references that a traversal doesn't show, because 3.13's doesn't, for the audit: see [`Hidden`].
    pub hidden: Option<Hidden>,
    /// The weak references of a dying object are cleared before its finalizer runs (generators), not after it.
    pub weak_first: bool,
    /// Names every buffer block that the object owns alone, for the audit and the census.
    pub buffers: Option<fn(&Object, &mut dyn FnMut(*const u8))>,
}

/// Names an object's hidden references, each as often as it is held. Those of a part that several objects share are named once
/// for all of them: the second argument tells whether nobody named the part with this address before.
pub type Hidden = fn(&Object, &mut dyn FnMut(*const u8) -> bool, Visit);

/// When a program is shown an instance's heap type, as against the instance's contents.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum TypeShown {
    First,
    Last,
    Never,
}

/// A run of references.
#[derive(Clone, Copy)]
pub struct Items {
    /// Offset of the first reference, or of the pointer to it when `indirect`.
    pub at: u16,
    /// Offset of the length word (an `isize`, its absolute value counts).
    pub len: u16,
    /// The run stands in a buffer of its own.
    pub indirect: bool,
}

/// When survivors of a layout are asked whether they still need tracking.
#[derive(Clone, Copy)]
pub enum Untrack {
    /// After every pass (tuples).
    EveryPass(fn(&Object)),
    /// After full passes only, so that building a large dict isn't quadratic.
    FullPass(fn(&Object)),
}

impl LayoutInfo {
    /// A layout with no references: extend it with struct update syntax.
    pub const fn new(name: &'static str, basicsize: usize) -> LayoutInfo {
        LayoutInfo {
            name,
            basicsize,
            itemsize: 0,
            base: None,
            fields: &[],
            items: None,
            traverse: None,
            shown: None,
            type_shown: TypeShown::First,
            clear: None,
            release: None,
            untrack: None,
            hidden: None,
            weak_first: false,
            buffers: None,
        }
    }

    /// Another layout with room behind its fields: for types that take more in 3.13 than their contents here.
    pub const fn with_room(
        base: &'static LayoutInfo,
        name: &'static str,
        basicsize: usize,
    ) -> LayoutInfo {
        assert!(basicsize >= base.basicsize);
        LayoutInfo {
            base: Some(base),
            itemsize: base.itemsize,
            ..LayoutInfo::new(name, basicsize)
        }
    }

    /// Whether `self` is `other` or extends it.
    #[inline]
    pub fn extends(&'static self, other: &'static LayoutInfo) -> bool {
        let mut at = Some(self);
        while let Some(info) = at {
            if std::ptr::eq(info, other) {
                return true;
            }
            at = info.base;
        }
        false
    }
}

/// The layout of `object` itself: a header and nothing more.
pub static OBJECT_LAYOUT: LayoutInfo = LayoutInfo::new("object", size_of::<Object>());

// SAFETY: an object is its header.
unsafe impl Layout for Object {
    const INFO: &'static LayoutInfo = &OBJECT_LAYOUT;
}
