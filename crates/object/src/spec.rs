//! How a built-in type or module is declared: plain, static descriptions from which the `types` room makes objects.
//!
//! A declaration says what there is; the order of entries is the order of the type's dictionary.

use crate::{
    Args, Builtin, LayoutInfo, NumberSlots, Object, Ref, Result, Thread, TypeFlags, TypeSlots,
};

/// A built-in type.
pub struct TypeSpec {
    /// The name as CPython's `tp_name`: `"list"`, `"collections.deque"` (module before the last dot).
    pub name: &'static str,
    /// Its id, or `Other`.
    pub builtin: Builtin,
    pub base: Builtin,
    /// A base without an id, in place of `base`.
    pub parent: Option<&'static TypeSpec>,
    pub layout: &'static LayoutInfo,
    /// CPython's `tp_flags` bits for it; `HAVE_GC`, `BASETYPE` and the like are taken from here.
    pub flags: TypeFlags,
    pub slots: TypeSlots,
    pub number: NumberSlots,
    /// Its instances keep the tuple that 3.13 packs the arguments of a call into; they make it themselves.
    pub keeps_arguments: bool,
    /// Its instances keep the dictionary of a call's keywords; they make it themselves.
    pub keeps_keywords: bool,
    /// Who calls an instance leaves it to the instance to pack the arguments.
    pub packs_calls: bool,
    pub methods: &'static [MethodDef],
    pub members: &'static [MemberDef],
    pub getsets: &'static [GetSetDef],
    /// Offset of the instance dictionary field in the layout, 0 for none.
    pub dict_offset: isize,
    /// Offset of the weak reference list in the layout, 0 for none.
    pub weaklist_offset: isize,
    /// CPython's `tp_doc`, text signature included (`"list(iterable=(), /)\n--\n\n…"`).
    pub doc: Option<&'static str>,
    /// `dealloc_leaf`, `dealloc_layout`, or the type's own.
    pub dealloc: unsafe fn(&Thread, std::ptr::NonNull<Object>),
}

impl TypeSpec {
    /// A type with nothing of its own, deriving from `object`: extend with struct update syntax.
    pub const fn new(
        name: &'static str,
        builtin: Builtin,
        layout: &'static LayoutInfo,
    ) -> TypeSpec {
        TypeSpec {
            name,
            builtin,
            base: Builtin::Object,
            parent: None,
            layout,
            flags: TypeFlags::DEFAULT,
            slots: TypeSlots::EMPTY,
            number: NumberSlots::EMPTY,
            methods: &[],
            members: &[],
            getsets: &[],
            keeps_arguments: false,
            keeps_keywords: false,
            packs_calls: false,
            dict_offset: 0,
            weaklist_offset: 0,
            doc: None,
            dealloc: crate::dealloc_layout,
        }
    }
}

/// The native code of a method or function, by how it takes its arguments.
#[derive(Clone, Copy)]
pub enum MethodBody {
    /// No argument but self.
    NoArgs(fn(&Thread, &Object) -> Result<Ref>),
    /// Exactly one.
    One(fn(&Thread, &Object, &Object) -> Result<Ref>),
    /// Positional ones; the function checks their number.
    Fast(fn(&Thread, &Object, &[Ref]) -> Result<Ref>),
    /// Positional ones and keywords.
    Keywords(for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>),
}

/// What the method is bound to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Binding {
    /// The instance (or, for a module's function, the module).
    Instance,
    Class,
    Static,
}

/// A method of a built-in type or a function of a native module.
#[derive(Clone, Copy)]
pub struct MethodDef {
    pub name: &'static str,
    pub body: MethodBody,
    pub binding: Binding,
    /// In 3.13 its arguments become a tuple for the time of the call: seen in what generation 0 counts.
    pub packs: bool,
    /// It makes the dictionary of keywords itself.
    pub gathers: bool,
    /// It packs its arguments itself, also those that stand in a tuple.
    pub collects: bool,
    /// In 3.13 that tuple is how it is called: seen in the text for keywords.
    pub varargs: bool,
    /// CPython's docstring with its text signature (`"append($self, object, /)\n--\n\nAppend …"`), own words after it.
    pub doc: Option<&'static str>,
}

impl MethodDef {
    /// A method without arguments.
    pub const fn no_args(name: &'static str, f: fn(&Thread, &Object) -> Result<Ref>) -> MethodDef {
        MethodDef::with(name, MethodBody::NoArgs(f))
    }

    /// A method with one argument.
    pub const fn one(
        name: &'static str,
        f: fn(&Thread, &Object, &Object) -> Result<Ref>,
    ) -> MethodDef {
        MethodDef::with(name, MethodBody::One(f))
    }

    /// A method with positional arguments.
    pub const fn fast(
        name: &'static str,
        f: fn(&Thread, &Object, &[Ref]) -> Result<Ref>,
    ) -> MethodDef {
        MethodDef::with(name, MethodBody::Fast(f))
    }

    /// A method with positional and keyword arguments.
    pub const fn keywords(
        name: &'static str,
        f: for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>,
    ) -> MethodDef {
        MethodDef::with(name, MethodBody::Keywords(f))
    }

    const fn with(name: &'static str, body: MethodBody) -> MethodDef {
        MethodDef {
            name,
            body,
            binding: Binding::Instance,
            packs: false,
            gathers: false,
            collects: false,
            varargs: false,
            doc: None,
        }
    }

    /// The same as a class method.
    pub const fn class(self) -> MethodDef {
        MethodDef {
            binding: Binding::Class,
            ..self
        }
    }

    /// The same as a static method.
    pub const fn static_(self) -> MethodDef {
        MethodDef {
            binding: Binding::Static,
            ..self
        }
    }

    /// The same for a function that packs its arguments into a tuple.
    pub const fn packs(self) -> MethodDef {
        MethodDef {
            packs: true,
            ..self
        }
    }

    /// The same for a function that is given its arguments one by one and packs them whatever they came in.
    pub const fn collects(self) -> MethodDef {
        MethodDef {
            packs: true,
            collects: true,
            ..self
        }
    }

    /// The same for a function that makes the dictionary of its keywords itself.
    pub const fn gathers(self) -> MethodDef {
        MethodDef {
            gathers: true,
            ..self
        }
    }

    /// The same for a function whose arguments are a tuple in 3.13.
    pub const fn varargs(self) -> MethodDef {
        MethodDef {
            packs: true,
            varargs: true,
            ..self
        }
    }

    /// The same with a docstring.
    pub const fn doc(self, doc: &'static str) -> MethodDef {
        MethodDef {
            doc: Some(doc),
            ..self
        }
    }
}

/// How a member field is read and written.
#[derive(Clone, Copy, Debug)]
pub enum MemberKind {
    /// A `Slot`; empty reads as `None`.
    Object,
    /// A `Slot`; empty raises `AttributeError` (`__slots__`).
    ObjectEx,
    I32,
    U32,
    /// Signed word.
    Size,
    Bool,
    F64,
    /// A field in 3.13 that stands in another form here; never written.
    Computed(fn(&Thread, &Object) -> Result<Ref>),
}

/// A field of a layout shown as an attribute.
#[derive(Clone, Copy)]
pub struct MemberDef {
    pub name: &'static str,
    pub kind: MemberKind,
    pub offset: usize,
    pub readonly: bool,
    pub doc: Option<&'static str>,
}

impl MemberDef {
    /// `__vectorcalloffset__`, which shows where 3.13 keeps how instances are called.
    pub const fn vectorcall(offset: usize) -> MemberDef {
        MemberDef {
            name: "__vectorcalloffset__",
            kind: MemberKind::Size,
            offset,
            readonly: true,
            doc: None,
        }
    }

    /// A member of 3.13 whose value is worked out when it is read.
    pub const fn computed(
        name: &'static str,
        read: fn(&Thread, &Object) -> Result<Ref>,
    ) -> MemberDef {
        MemberDef {
            name,
            kind: MemberKind::Computed(read),
            offset: 0,
            readonly: true,
            doc: None,
        }
    }
}

/// A computed attribute.
#[derive(Clone, Copy)]
pub struct GetSetDef {
    pub name: &'static str,
    pub get: fn(&Thread, &Object) -> Result<Ref>,
    /// `None` deletes.
    pub set: Option<fn(&Thread, &Object, Option<&Object>) -> Result<()>>,
    pub doc: Option<&'static str>,
}
