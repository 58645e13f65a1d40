//! `Generic`: the base of generic classes. It has no contents; `typing.py` does what its two class methods say.

use crate::state::type_of;
use crate::tuple::Tuple;
use object::{Builtin, MethodDef, OBJECT_LAYOUT, Object, Ref, Result, Thread, TypeFlags, TypeSpec};

/// The type.
pub static GENERIC: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP
        .with(TypeFlags::HAVE_GC)
        .with(TypeFlags::BASETYPE),
    methods: &[
        MethodDef::keywords("__class_getitem__", |thread, class, args| {
            super::ask_with(thread, "_generic_class_getitem", class, args)
        })
        .varargs()
        .class()
        .doc("Parameterizes a generic class."),
        MethodDef::keywords("__init_subclass__", |thread, class, args| {
            super::ask_with(thread, "_generic_init_subclass", class, args)
        })
        .varargs()
        .class()
        .doc("Function to initialize subclasses."),
    ],
    doc: Some(
        "Abstract base class for generic types.\n\nA class with parameters in brackets (`class C[T]`) derives from it; others name it as a base: class C(Generic[T]).",
    ),
    ..TypeSpec::new("typing.Generic", Builtin::Other, &OBJECT_LAYOUT)
};

/// `Generic[parameters]`: the base that `class C[T]` gets.
pub fn subscript(thread: &Thread, parameters: &Object) -> Result<Ref> {
    let Some(parameters) = parameters.downcast::<Tuple>() else {
        return Err(thread.system_error(format_args!("type parameters are a tuple")));
    };
    let spread = super::spread(thread, parameters)?;
    let generic = type_of(thread, &GENERIC)?;
    super::ask(
        thread,
        "_GenericAlias",
        &[generic.as_object(), spread.as_object()],
    )
}
