//! The layouts of what stands in a type's dictionary for native behaviour.
//!
//! ```text
//!   0 header  16 type  24 name  32 qualified name (made on demand)  40 declaration  48 reserved (methods, wrappers)
//! ```
//! 56 bytes for method and wrapper descriptors, 48 for computed attributes and members, as in 3.13. The declaration of a
//! `__slots__` member is its offset in the instance, told from a pointer by the low bit.

use crate::str::Str;
use crate::typeobj::slotdefs::SlotDef;
use object::{GetSetDef, Layout, LayoutInfo, MemberDef, MethodDef, Object, Ref, Slot, Type};
use std::cell::Cell;

/// What all descriptors share.
#[repr(C)]
pub struct Descriptor {
    header: Object,
    pub class: Slot<Type>,
    pub name: Slot<Str>,
    pub qualname: Slot,
}

/// A method or class method of a built-in type.
#[repr(C)]
pub struct MethodDescriptor {
    pub base: Descriptor,
    pub def: Cell<Option<&'static MethodDef>>,
    reserved: Cell<usize>,
}

/// A computed attribute.
#[repr(C)]
pub struct GetSetDescriptor {
    pub base: Descriptor,
    pub def: Cell<Option<&'static GetSetDef>>,
}

/// A field.
#[repr(C)]
pub struct MemberDescriptor {
    pub base: Descriptor,
    word: Cell<usize>,
}

/// A slot shown as a method.
#[repr(C)]
pub struct WrapperDescriptor {
    pub base: Descriptor,
    pub def: Cell<Option<&'static SlotDef>>,
    reserved: Cell<usize>,
}

/// A wrapper bound to an object. `0 header  16 wrapper  24 object`
#[repr(C)]
pub struct MethodWrapper {
    header: Object,
    pub wrapper: Slot<WrapperDescriptor>,
    pub it: Slot,
}

const _: () = assert!(size_of::<Descriptor>() == 40);
const _: () = assert!(size_of::<MethodDescriptor>() == 56);
const _: () = assert!(size_of::<GetSetDescriptor>() == 48);
const _: () = assert!(size_of::<MemberDescriptor>() == 48);
const _: () = assert!(size_of::<WrapperDescriptor>() == 56);
const _: () = assert!(size_of::<MethodWrapper>() == 32);

static DESCRIPTOR_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[16, 24, 32],
    ..LayoutInfo::new("descriptor", 40)
};

const fn extending(name: &'static str, size: usize) -> LayoutInfo {
    LayoutInfo {
        base: Some(&DESCRIPTOR_LAYOUT),
        // 3.13 shows no names.
        shown: Some(|descriptor, visit| {
            if let Some(descriptor) = descriptor.downcast::<Descriptor>() {
                visit(descriptor.class().as_object());
            }
        }),
        ..LayoutInfo::new(name, size)
    }
}

pub static METHOD_LAYOUT: LayoutInfo = extending("method_descriptor", 56);
pub static GETSET_LAYOUT: LayoutInfo = extending("getset_descriptor", 48);
pub static MEMBER_LAYOUT: LayoutInfo = extending("member_descriptor", 48);
pub static WRAPPER_LAYOUT: LayoutInfo = extending("wrapper_descriptor", 56);
pub static METHOD_WRAPPER_LAYOUT: LayoutInfo = LayoutInfo {
    fields: &[16, 24],
    ..LayoutInfo::new("method-wrapper", 32)
};

// SAFETY: headers first, zero is empty, the fields are described.
unsafe impl Layout for Descriptor {
    const INFO: &'static LayoutInfo = &DESCRIPTOR_LAYOUT;
}
// SAFETY: as above.
unsafe impl Layout for MethodDescriptor {
    const INFO: &'static LayoutInfo = &METHOD_LAYOUT;
}
// SAFETY: as above.
unsafe impl Layout for GetSetDescriptor {
    const INFO: &'static LayoutInfo = &GETSET_LAYOUT;
}
// SAFETY: as above.
unsafe impl Layout for MemberDescriptor {
    const INFO: &'static LayoutInfo = &MEMBER_LAYOUT;
}
// SAFETY: as above.
unsafe impl Layout for WrapperDescriptor {
    const INFO: &'static LayoutInfo = &WRAPPER_LAYOUT;
}
// SAFETY: as above.
unsafe impl Layout for MethodWrapper {
    const INFO: &'static LayoutInfo = &METHOD_WRAPPER_LAYOUT;
}

impl Descriptor {
    /// The descriptor as any object.
    pub fn as_object(&self) -> &Object {
        &self.header
    }

    /// The type that it belongs to.
    #[inline(always)]
    pub fn class(&self) -> &Type {
        // SAFETY: set when the descriptor is made and never changed.
        unsafe { self.class.borrow().unwrap_unchecked() }
    }

    /// Its name.
    pub fn name(&self) -> &Str {
        // SAFETY: as above.
        unsafe { self.name.borrow().unwrap_unchecked() }
    }
}

impl MethodWrapper {
    /// The wrapper and the object that it is bound to.
    pub fn parts(&self) -> (&WrapperDescriptor, &Object) {
        // SAFETY: both are set when the object is made and never changed.
        unsafe {
            (
                self.wrapper.borrow().unwrap_unchecked(),
                self.it.borrow().unwrap_unchecked(),
            )
        }
    }
}

/// Which field a member descriptor shows.
#[derive(Clone, Copy)]
pub enum Field {
    Declared(&'static MemberDef),
    /// A `__slots__` member at this offset.
    Slot(usize),
}

impl MemberDescriptor {
    /// The field.
    #[inline(always)]
    pub fn field(&self) -> Field {
        let word = self.word.get();
        if word & 1 != 0 {
            return Field::Slot(word >> 1);
        }
        // SAFETY: a word without the low bit was made from a static reference by `set_field`.
        Field::Declared(unsafe { &*(word as *const MemberDef) })
    }

    /// Sets the field.
    pub fn set_field(&self, field: Field) {
        self.word.set(match field {
            Field::Declared(def) => def as *const MemberDef as usize,
            Field::Slot(offset) => offset << 1 | 1,
        });
    }

    /// Copies a slot member's address for inline caches: `None` for other kinds.
    pub fn slot_offset(&self) -> Option<usize> {
        match self.field() {
            Field::Slot(offset) => Some(offset),
            Field::Declared(_) => None,
        }
    }
}

/// Fills the shared fields of a fresh descriptor.
pub fn init(base: &Descriptor, class: &Type, name: Ref<Str>) {
    base.class.set(Some(Ref::new(class)));
    base.name.set(Some(name));
}
