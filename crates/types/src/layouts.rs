//! The layouts of the small types that hang on type objects: functions, bindings, proxies, aliases, modules.
//!
//! ```text
//!   builtin function   16 declaration  24 self  32 module  40 weak references  48 reserved                    56
//!   method             16 function  24 self  32 weak references  40 reserved                                  48
//!   static/classmethod 16 function  24 dict                                                                   32
//!   property           16 get  24 set  32 delete  40 doc  48 name  56 doc came from the getter                64
//!   super              16 type  24 object  32 type of object                                                  40
//!   module             16 dict  24 declaration  32 state  40 weak references  48 name                         56
//!   namespace          16 dict                                                                                24
//!   mappingproxy       16 mapping                                                                             24
//!   GenericAlias       16 origin  24 args  32 parameters  40 weak references  48 starred  56 reserved         64
//!   Union              16 args  24 parameters                                                                 32
//! ```
//! Sizes are 3.13's. The behaviour of each stands in the file of its name.

use crate::dict::Dict;
use object::{Layout, LayoutInfo, MethodDef, Object, Ref, Slot, Type, clear_references};
use std::cell::Cell;

macro_rules! layouts {
    ($($(#[$doc:meta])* $name:ident $text:literal $size:literal [$($owned:literal),*] { $($vis:vis $field:ident: $ty:ty,)* })*) => { $(
        $(#[$doc])*
        #[repr(C)]
        pub struct $name {
            header: Object,
            $($vis $field: $ty,)*
        }
        const _: () = assert!(size_of::<$name>() == $size);
        const _: () = {
            static INFO: LayoutInfo = LayoutInfo {
                fields: &[$($owned),*],
                clear: Some(clear_references),
                ..LayoutInfo::new($text, $size)
            };
            // SAFETY: the header comes first, all-zero fields are empty, every owned field is listed.
            unsafe impl Layout for $name {
                const INFO: &'static LayoutInfo = &INFO;
            }
        };
        impl $name {
            /// The same as any object.
            #[inline(always)]
            pub fn as_object(&self) -> &Object {
                &self.header
            }
        }
    )* };
}

layouts! {
    /// A native function.
    BuiltinFunction "builtin_function_or_method" 56 [24, 32] {
        pub def: Cell<Option<&'static MethodDef>>,
        pub self_: Slot,
        pub module: Slot,
        weak: Cell<usize>,
        reserved: Cell<usize>,
    }
    /// A bound method.
    Method "method" 48 [16, 24] {
        pub function: Slot,
        pub self_: Slot,
        weak: Cell<usize>,
        reserved: Cell<usize>,
    }
    /// `staticmethod` and `classmethod`.
    Binder "staticmethod" 32 [16, 24] {
        pub function: Slot,
        pub dict: Slot,
    }
    /// `property`.
    Property "property" 64 [16, 24, 32, 40, 48] {
        pub get: Slot,
        pub set: Slot,
        pub delete: Slot,
        pub doc: Slot,
        pub name: Slot,
        pub getter_doc: Cell<usize>,
    }
    /// `super`.
    Super "super" 40 [24, 16, 32] {
        pub class: Slot,
        pub it: Slot,
        pub its_type: Slot,
    }
    /// `types.SimpleNamespace`.
    Namespace "types.SimpleNamespace" 24 [16] {
        pub dict: Slot,
    }
    /// A read-only view of a mapping.
    Proxy "mappingproxy" 24 [16] {
        pub mapping: Slot,
    }
    /// `list[int]`.
    GenericAlias "types.GenericAlias" 64 [16, 24, 32] {
        pub origin: Slot,
        pub args: Slot,
        pub parameters: Slot,
        weak: Cell<usize>,
        pub starred: Cell<usize>,
        reserved: Cell<usize>,
    }
    /// `int | str`.
    Union "types.UnionType" 32 [16, 24] {
        pub args: Slot,
        pub parameters: Slot,
    }
}

/// A module.
#[repr(C)]
pub struct Module {
    header: Object,
    pub(crate) dict: Slot<Dict>,
    pub spec: Cell<usize>,
    pub state: Cell<usize>,
    weak: Cell<usize>,
    pub name: Slot,
}

const _: () = assert!(size_of::<Module>() == 56);

static MODULE_INFO: LayoutInfo = LayoutInfo {
    fields: &[16, 48],
    shown: Some(|module, visit| {
        if let Some(module) = module.downcast::<Module>() {
            visit(module.borrow_dict().as_object());
        }
    }),
    ..LayoutInfo::new("module", 56)
};

// SAFETY: header first, zero is empty, both owned fields are listed.
unsafe impl Layout for Module {
    const INFO: &'static LayoutInfo = &MODULE_INFO;
}

impl Module {
    /// The same as any object.
    #[inline(always)]
    pub fn as_object(&self) -> &Object {
        &self.header
    }
}

impl BuiltinFunction {
    /// What the function is bound to.
    #[inline(always)]
    pub fn bound(&self) -> Option<&Object> {
        // SAFETY: set when the object is made and never changed while it lives.
        unsafe { self.self_.borrow() }
    }
}

impl Method {
    /// Function and object, once the method is made.
    #[inline(always)]
    pub fn parts(&self) -> Option<(&Object, &Object)> {
        // SAFETY: both are set when the object is made and never changed while it lives.
        unsafe { Some((self.function.borrow()?, self.self_.borrow()?)) }
    }
}

impl Super {
    /// The starting class, once `__init__` ran.
    pub fn class(&self) -> Option<Ref<Type>> {
        self.class.get()?.downcast_into::<Type>().ok()
    }
}

impl Module {
    /// The module's dictionary, borrowed.
    #[inline(always)]
    pub fn borrow_dict(&self) -> &Dict {
        // SAFETY: as in `dict`.
        unsafe { self.dict.borrow().unwrap_unchecked() }
    }

    /// The module's dictionary: one object as long as the module lives.
    #[inline(always)]
    pub fn dict(&self) -> Ref<Dict> {
        // SAFETY: set before anybody sees the module; the collector's clear leaves it (the dict clears itself).
        unsafe { Ref::new(self.dict.borrow().unwrap_unchecked()) }
    }
}

/// Calls a function with the window `first, values…` on the stack for short calls; `None` when it is too long for that.
pub fn with_first<R>(
    first: &Object,
    values: &[Ref],
    body: impl FnOnce(&[Ref]) -> R,
) -> Result<R, LongCall> {
    const SHORT: usize = 8;
    if values.len() >= SHORT {
        return Err(LongCall);
    }
    let mut window = [first; SHORT];
    for (slot, value) in window[1..].iter_mut().zip(values) {
        *slot = value;
    }
    Ok(body(Ref::borrowed(&window[..=values.len()])))
}

/// The window doesn't fit on the stack.
pub struct LongCall;
