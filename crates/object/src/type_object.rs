//! The type object.
//!
//! ```text
//!     0  header            16  number of member entries
//!    24  name (pointer, length)            40  basicsize      48  itemsize
//!    56  flags             64  instance tag · version         72  heap
//!    80  layout            88  deallocator 96  base  104  bases  112  mro  120  dict  128  subclasses
//!   136  weak reference list               144  dict offset   152  weak list offset
//!   160  number slots (pointer)            168  slots (16 words)
//!   296  declaration       304 … reserved up to 416
//!   ---- heap types only (928 in all, then 40 bytes for each member) ----
//!   416  number slots (inline)  800  name  808  qualname  816  slots  824  module  832  shared keys  840 …
//! ```
//! Sizes are CPython 3.13's (`type.__basicsize__` 928, `sys.getsizeof(int)` 416); the order is Pellucid's own.
//! A built-in type has no GC head and is immortal; a heap type is collected and counted by its instances (O4). Most types of
//! native modules are heap types too, made from their declarations when the module is imported.
//! How types are made ready, how attributes are found and how slots follow `__dunder__` methods: `types` room.

use crate::header::{FLAG_GC, FLAG_HEAP_TYPE, FLAG_INLINE, FLAG_PREHEADER, Tag};
use crate::layout::LayoutInfo;
use crate::{Builtin, Heap, Layout, NumberSlots, Object, Slot, Thread, TypeSlots, TypeSpec};
use std::cell::{Cell, UnsafeCell};
use std::ptr::NonNull;

/// CPython's `tp_flags`.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct TypeFlags(pub u64);

impl TypeFlags {
    pub const STATIC_BUILTIN: TypeFlags = TypeFlags(1 << 1);
    pub const INLINE_VALUES: TypeFlags = TypeFlags(1 << 2);
    pub const MANAGED_WEAKREF: TypeFlags = TypeFlags(1 << 3);
    pub const MANAGED_DICT: TypeFlags = TypeFlags(1 << 4);
    pub const SEQUENCE: TypeFlags = TypeFlags(1 << 5);
    pub const MAPPING: TypeFlags = TypeFlags(1 << 6);
    pub const DISALLOW_INSTANTIATION: TypeFlags = TypeFlags(1 << 7);
    pub const IMMUTABLE: TypeFlags = TypeFlags(1 << 8);
    pub const HEAP: TypeFlags = TypeFlags(1 << 9);
    pub const BASETYPE: TypeFlags = TypeFlags(1 << 10);
    pub const HAVE_VECTORCALL: TypeFlags = TypeFlags(1 << 11);
    pub const READY: TypeFlags = TypeFlags(1 << 12);
    pub const READYING: TypeFlags = TypeFlags(1 << 13);
    pub const HAVE_GC: TypeFlags = TypeFlags(1 << 14);
    pub const METHOD_DESCRIPTOR: TypeFlags = TypeFlags(1 << 17);
    pub const VALID_VERSION: TypeFlags = TypeFlags(1 << 19);
    pub const ABSTRACT: TypeFlags = TypeFlags(1 << 20);
    pub const MATCH_SELF: TypeFlags = TypeFlags(1 << 22);
    pub const ITEMS_AT_END: TypeFlags = TypeFlags(1 << 23);
    pub const LONG_SUBCLASS: TypeFlags = TypeFlags(1 << 24);
    pub const LIST_SUBCLASS: TypeFlags = TypeFlags(1 << 25);
    pub const TUPLE_SUBCLASS: TypeFlags = TypeFlags(1 << 26);
    pub const BYTES_SUBCLASS: TypeFlags = TypeFlags(1 << 27);
    pub const UNICODE_SUBCLASS: TypeFlags = TypeFlags(1 << 28);
    pub const DICT_SUBCLASS: TypeFlags = TypeFlags(1 << 29);
    pub const BASE_EXC_SUBCLASS: TypeFlags = TypeFlags(1 << 30);
    pub const TYPE_SUBCLASS: TypeFlags = TypeFlags(1 << 31);
    pub const DEFAULT: TypeFlags = TypeFlags(0);
    /// What most types of native modules are: made with their module, closed to changes.
    pub const OF_MODULE: TypeFlags = TypeFlags::HEAP.with(TypeFlags::IMMUTABLE);
    /// The same, known to the collector.
    pub const OF_MODULE_GC: TypeFlags = TypeFlags::OF_MODULE.with(TypeFlags::HAVE_GC);

    /// The union of two sets.
    pub const fn with(self, other: TypeFlags) -> TypeFlags {
        TypeFlags(self.0 | other.0)
    }

    /// The set without the other's bits.
    pub const fn without(self, other: TypeFlags) -> TypeFlags {
        TypeFlags(self.0 & !other.0)
    }

    /// Whether any of the other's bits is set.
    #[inline(always)]
    pub const fn has(self, other: TypeFlags) -> bool {
        self.0 & other.0 != 0
    }
}

/// A type. See the file's head for the layout.
#[repr(C)]
pub struct Type {
    header: Object,
    member_count: Cell<isize>,
    name: Cell<(*const u8, usize)>,
    basicsize: Cell<usize>,
    itemsize: Cell<usize>,
    flags: Cell<TypeFlags>,
    tag: Cell<Tag>,
    version: Cell<u32>,
    heap: Cell<*const Heap>,
    layout: Cell<Option<&'static LayoutInfo>>,
    dealloc: Cell<Option<unsafe fn(&Thread, NonNull<Object>)>>,
    base: Slot<Type>,
    bases: Slot,
    mro: Slot,
    dict: Slot,
    subclasses: Slot,
    weaklist: Cell<*mut Object>,
    dict_offset: Cell<isize>,
    weaklist_offset: Cell<isize>,
    number: Cell<*const NumberSlots>,
    slots: UnsafeCell<TypeSlots>,
    spec: Cell<Option<&'static TypeSpec>>,
    /// Words for the `types` room: method cache, abstract methods, watchers.
    pub extra: [Cell<usize>; 14],
}

/// The tail that only heap types have, then `member_count` entries.
#[repr(C)]
pub struct HeapType {
    pub ty: Type,
    number: UnsafeCell<NumberSlots>,
    pub name: Slot,
    pub qualname: Slot,
    /// `__slots__` as given, or null.
    pub slots: Slot,
    pub module: Slot,
    /// Keys that the inline values of all instances share; owned, null for none.
    pub shared_keys: Cell<*mut u8>,
    /// Words for the `types` and `interpreter` rooms: caches of `__getitem__` and `__init__`.
    pub extra: [Cell<usize>; 11],
}

/// A `__slots__` member of a heap type: 40 bytes as CPython's `PyMemberDef`.
#[repr(C)]
pub struct Member {
    /// Offset in the instance.
    pub offset: Cell<usize>,
    /// The mangled name, borrowed from the type's dictionary entry.
    pub name: Cell<*const Object>,
    reserved: [Cell<usize>; 3],
}

const _: () = assert!(size_of::<Type>() == 416);
const _: () = assert!(size_of::<NumberSlots>() == 48 * 8);
const _: () = assert!(size_of::<HeapType>() == 928);
const _: () = assert!(size_of::<Member>() == 40);

/// The layout of types; heap types are told apart by their flag.
pub static TYPE_LAYOUT: LayoutInfo = LayoutInfo {
    itemsize: size_of::<Member>(),
    traverse: Some(traverse_type),
    clear: Some(clear_type),
    release: Some(release_type),
    hidden: Some(hidden_in_type),
    ..LayoutInfo::new("type", size_of::<HeapType>())
};

// SAFETY: the struct starts with the header; TYPE_LAYOUT's functions handle all its references.
unsafe impl Layout for Type {
    const INFO: &'static LayoutInfo = &TYPE_LAYOUT;
}

fn traverse_type(object: &Object, visit: crate::Visit) {
    let Some(ty) = object.downcast::<Type>() else {
        return;
    };
    let Some(heap_type) = ty.as_heap_type() else {
        return;
    };
    let mut one = |slot: Option<NonNull<Object>>| {
        if let Some(target) = slot {
            // SAFETY: an owned reference is alive while its holder is.
            visit(unsafe { target.as_ref() });
        }
    };
    one(ty.dict.peek());
    one(ty.mro.peek());
    one(ty.bases.peek());
    one(ty.base.peek().map(NonNull::cast));
    one(heap_type.module.peek());
}

/// Names, subclasses and shared keys; of a built-in type, everything.
fn hidden_in_type(object: &Object, first: &mut dyn FnMut(*const u8) -> bool, visit: crate::Visit) {
    let Some(ty) = object.downcast::<Type>() else {
        return;
    };
    let mut one = |slot: Option<NonNull<Object>>| {
        if let Some(target) = slot {
            // SAFETY: an owned reference is alive while its holder is.
            visit(unsafe { target.as_ref() });
        }
    };
    one(ty.subclasses.peek());
    match ty.as_heap_type() {
        Some(heap_type) => {
            one(heap_type.name.peek());
            one(heap_type.qualname.peek());
            one(heap_type.slots.peek());
            (ty.thread().hooks().visit_shared_keys)(object, first, visit);
        }
        None => {
            one(ty.dict.peek());
            one(ty.mro.peek());
            one(ty.bases.peek());
            one(ty.base.peek().map(NonNull::cast));
        }
    }
}

fn clear_type(object: &Object) {
    let Some(ty) = object.downcast::<Type>() else {
        return;
    };
    ty.bump_version();
    if let Some(heap_type) = ty.as_heap_type() {
        // The dictionary is emptied by its own `clear`; the mro goes so that the cycle through it is broken.
        heap_type.module.set(None);
        ty.mro.set(None);
    }
}

fn release_type(object: &Object, heap: &Heap) {
    let Some(ty) = object.downcast::<Type>() else {
        return;
    };
    if let Some(heap_type) = ty.as_heap_type() {
        let keys = heap_type.shared_keys.replace(std::ptr::null_mut());
        if !keys.is_null() {
            (heap.thread().hooks().release_keys)(heap, keys);
        }
        for slot in [
            &heap_type.name,
            &heap_type.qualname,
            &heap_type.slots,
            &heap_type.module,
        ] {
            slot.set(None);
        }
    }
    for slot in [&ty.dict, &ty.bases, &ty.mro, &ty.subclasses] {
        slot.set(None);
    }
    ty.base.set(None);
}

impl Type {
    /// The type as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The heap that the type and all its instances live in.
    #[inline(always)]
    pub fn heap(&self) -> &Heap {
        // SAFETY: set when the type is made; a heap outlives everything in it.
        unsafe { &*self.heap.get() }
    }

    /// The running thread of that heap.
    #[inline(always)]
    pub fn thread(&self) -> &Thread {
        self.heap().thread()
    }

    /// The tag that fresh instances get.
    #[inline(always)]
    pub fn tag(&self) -> Tag {
        self.tag.get()
    }

    /// The id of a well-known type, `Other` for all others.
    #[inline]
    pub fn builtin(&self) -> Builtin {
        let id = self.tag.get() as u16;
        match id {
            0 => Builtin::Other,
            n => Builtin::ALL[n as usize - 1],
        }
    }

    /// CPython's `tp_name`: with the module for built-in types outside `builtins`, the bare name for heap types.
    pub fn name(&self) -> &str {
        let (start, len) = self.name.get();
        if start.is_null() {
            return "?";
        }
        // SAFETY: set from a `str` that lives as long as the type (a static, or the UTF-8 of its name object).
        unsafe { std::str::from_utf8_unchecked(std::slice::from_raw_parts(start, len)) }
    }

    /// Sets the name.
    ///
    /// # Safety
    /// The text stays where it is as long as the type lives or until the next call.
    pub unsafe fn set_name(&self, name: &str) {
        self.name.set((name.as_ptr(), name.len()));
    }

    /// Bytes of an instance without its items, presize and inline values.
    #[inline(always)]
    pub fn basicsize(&self) -> usize {
        self.basicsize.get()
    }

    /// Sets the size of instances; only while the type is being made.
    pub fn set_basicsize(&self, to: usize) {
        self.basicsize.set(to);
    }

    /// Bytes of each item, 0 for fixed-size instances.
    #[inline(always)]
    pub fn itemsize(&self) -> usize {
        self.itemsize.get()
    }

    /// Sets the item size; only while the type is being made.
    pub fn set_itemsize(&self, to: usize) {
        self.itemsize.set(to);
    }

    /// `tp_flags`.
    #[inline(always)]
    pub fn flags(&self) -> TypeFlags {
        self.flags.get()
    }

    /// Sets the flags and, from them, the tag of future instances. Block-shaping flags only while the type is made.
    pub fn set_flags(&self, flags: TypeFlags, id: Builtin) {
        self.flags.set(flags);
        let mut tag = id as Tag;
        let pairs = [
            (TypeFlags::HAVE_GC, FLAG_GC),
            (
                TypeFlags::MANAGED_DICT.with(TypeFlags::MANAGED_WEAKREF),
                FLAG_PREHEADER,
            ),
            (TypeFlags::INLINE_VALUES, FLAG_INLINE),
            (TypeFlags::HEAP, FLAG_HEAP_TYPE),
        ];
        for (flag, bit) in pairs {
            if flags.has(flag) {
                tag |= bit;
            }
        }
        self.tag.set(tag);
    }

    /// The layout that the type is built on.
    #[inline(always)]
    pub fn layout(&self) -> &'static LayoutInfo {
        self.layout.get().unwrap_or(&crate::OBJECT_LAYOUT)
    }

    /// Whether the type is built on this layout or one that extends it.
    #[inline(always)]
    pub fn has_layout(&self, info: &'static LayoutInfo) -> bool {
        let own = self.layout();
        std::ptr::eq(own, info) || own.extends(info)
    }

    /// Sets layout and deallocator; only while the type is being made.
    ///
    /// # Safety
    /// `basicsize` covers the layout, and the deallocator handles every instance of the type.
    pub unsafe fn set_layout(
        &self,
        layout: &'static LayoutInfo,
        dealloc: unsafe fn(&Thread, NonNull<Object>),
    ) {
        self.layout.set(Some(layout));
        self.dealloc.set(Some(dealloc));
    }

    /// What frees an instance.
    #[inline(always)]
    pub fn deallocator(&self) -> unsafe fn(&Thread, NonNull<Object>) {
        self.dealloc.get().unwrap_or(crate::dealloc_layout)
    }

    /// The general slots. Don't keep the borrow across a call: a heap type's slots may change.
    #[inline(always)]
    pub fn slots(&self) -> &TypeSlots {
        // SAFETY: plain function pointers, replaced as a whole only between uses.
        unsafe { &*self.slots.get() }
    }

    /// Replaces the general slots.
    pub fn set_slots(&self, slots: TypeSlots) {
        // SAFETY: no borrow of the slots lives across calls.
        unsafe { *self.slots.get() = slots };
    }

    /// The operator slots, with the same caution.
    #[inline(always)]
    pub fn number(&self) -> &NumberSlots {
        let number = self.number.get();
        if number.is_null() {
            return const { &NumberSlots::EMPTY };
        }
        // SAFETY: points into the heap type itself or to a table that lives as long as the heap.
        unsafe { &*number }
    }

    /// Replaces the operator slots of a heap type; for built-in types use [`Type::share_number`].
    pub fn set_number(&self, slots: NumberSlots) {
        if let Some(heap_type) = self.as_heap_type() {
            // SAFETY: no borrow of the slots lives across calls.
            unsafe { *heap_type.number.get() = slots };
            self.number.set(heap_type.number.get());
        }
    }

    /// Points the type at a table of operator slots.
    ///
    /// # Safety
    /// The table lives as long as the heap.
    pub unsafe fn share_number(&self, table: *const NumberSlots) {
        self.number.set(table);
    }

    /// The first base: the one whose layout is extended.
    pub fn base_slot(&self) -> &Slot<Type> {
        &self.base
    }

    /// The tuple of bases.
    pub fn bases_slot(&self) -> &Slot {
        &self.bases
    }

    /// The tuple of the method resolution order.
    pub fn mro_slot(&self) -> &Slot {
        &self.mro
    }

    /// The type's dictionary.
    pub fn dict_slot(&self) -> &Slot {
        &self.dict
    }

    /// What the `types` room keeps of direct subclasses.
    pub fn subclasses_slot(&self) -> &Slot {
        &self.subclasses
    }

    /// Where the type's own weak references start.
    pub fn weaklist(&self) -> &Cell<*mut Object> {
        &self.weaklist
    }

    /// `__dictoffset__`: -1 for managed, 0 for none.
    #[inline(always)]
    pub fn dict_offset(&self) -> isize {
        self.dict_offset.get()
    }

    /// `__weakrefoffset__`: -32 for managed, 0 for none.
    #[inline(always)]
    pub fn weaklist_offset(&self) -> isize {
        self.weaklist_offset.get()
    }

    /// Sets both offsets; only while the type is being made.
    pub fn set_offsets(&self, dict: isize, weaklist: isize) {
        self.dict_offset.set(dict);
        self.weaklist_offset.set(weaklist);
    }

    /// Head of the keys that the inline values of instances share; `None` without any.
    #[inline(always)]
    pub fn shared_keys_head(&self) -> Option<&crate::KeysHead> {
        let keys = self
            .as_heap_type()?
            .shared_keys
            .get()
            .cast::<crate::KeysHead>();
        // SAFETY: shared keys start with their head and live as long as the type.
        unsafe { keys.as_ref() }
    }

    /// What the type was declared with, for built-in types.
    pub fn spec(&self) -> Option<&'static TypeSpec> {
        self.spec.get()
    }

    /// Remembers the declaration.
    pub fn set_spec(&self, spec: &'static TypeSpec) {
        self.spec.set(Some(spec));
    }

    /// Changes whenever the type or one of its bases changes; 0 means "none assigned". Inline caches guard on it.
    #[inline(always)]
    pub fn version(&self) -> u32 {
        self.version.get()
    }

    /// A valid version, assigning one if needed.
    #[inline]
    pub fn ensure_version(&self) -> u32 {
        if self.version.get() == 0 {
            self.version.set(self.heap().next_type_version());
        }
        self.version.get()
    }

    /// Invalidates the version of this type alone. The `types` room does so for all subtypes.
    pub fn bump_version(&self) {
        self.version.set(0);
    }

    /// Whether the type was made by a class statement or by calling a metaclass, not from a declaration.
    #[inline(always)]
    pub fn is_class(&self) -> bool {
        self.is_heap_type() && self.spec.get().is_none()
    }

    /// Whether the type was made at run time, by a program or with its module: collected, counted by its instances.
    #[inline(always)]
    pub fn is_heap_type(&self) -> bool {
        self.flags.get().has(TypeFlags::HEAP)
    }

    /// The tail of a heap type.
    #[inline(always)]
    pub fn as_heap_type(&self) -> Option<&HeapType> {
        if !self.is_heap_type() {
            return None;
        }
        // SAFETY: heap types are allocated with their tail.
        Some(unsafe { &*(self as *const Type).cast::<HeapType>() })
    }

    /// The `__slots__` members that this type itself declares.
    #[inline]
    pub fn members(&self) -> &[Member] {
        let Some(heap_type) = self.as_heap_type() else {
            return &[];
        };
        let first = (heap_type as *const HeapType)
            .wrapping_add(1)
            .cast::<Member>();
        // SAFETY: `member_count` entries follow the tail in the same block. With a metaclass that adds fields
        // they follow at the metaclass's basicsize instead.
        unsafe {
            let extra = self.header.ty().basicsize() - size_of::<HeapType>();
            std::slice::from_raw_parts(
                first.cast::<u8>().add(extra).cast::<Member>(),
                self.member_count.get() as usize,
            )
        }
    }

    /// Whether `other` is in this type's method resolution order (or chain of bases before there is one).
    #[inline]
    pub fn is_subtype(&self, other: &Type) -> bool {
        if std::ptr::eq(self, other) {
            return true;
        }
        if let Some(mro) = self.mro.peek() {
            // SAFETY: the mro is a tuple whose layout describes its items; it is not replaced while we look.
            let mro = unsafe { mro.as_ref() };
            let words = crate::traverse::items_of(mro, mro.ty().layout());
            return words.contains(&Some(other.header.as_ptr()));
        }
        let mut at = self.base.peek();
        while let Some(base) = at {
            if base == NonNull::from(other) {
                return true;
            }
            // SAFETY: bases are kept alive by the types that derive from them.
            at = unsafe { base.as_ref() }.base.peek();
        }
        false
    }

    /// Writes the fields that every fresh type needs.
    ///
    /// # Safety
    /// `self` is freshly allocated zeroed memory with a written header.
    pub(crate) unsafe fn init(&self, heap: &Heap, members: usize) {
        self.heap.set(heap);
        self.member_count.set(members as isize);
        self.layout.set(Some(&crate::OBJECT_LAYOUT));
        self.dealloc.set(Some(crate::dealloc_layout));
    }
}
