//! `method_descriptor` and `classmethod_descriptor`.

use super::layout::{METHOD_LAYOUT, MethodDescriptor, init};
use super::{FIELDS, QUALNAME, base, expect, getset, make, owner_type, reduce, repr_as};
use crate::builtin_function;
use crate::str::Str;
use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Raised, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};

/// A method of a built-in type.
pub fn new_method(
    thread: &Thread,
    class: &Type,
    def: &'static MethodDef,
    name: Ref<Str>,
) -> Result<Ref> {
    fresh(thread, Builtin::MethodDescriptor, class, def, name)
}

/// A class method of a built-in type.
pub fn new_class_method(
    thread: &Thread,
    class: &Type,
    def: &'static MethodDef,
    name: Ref<Str>,
) -> Result<Ref> {
    fresh(thread, Builtin::ClassMethodDescriptor, class, def, name)
}

fn fresh(
    thread: &Thread,
    kind: Builtin,
    class: &Type,
    def: &'static MethodDef,
    name: Ref<Str>,
) -> Result<Ref> {
    let made = make::<MethodDescriptor>(thread, kind)?;
    init(&made.base, class, name);
    made.def.set(Some(def));
    made.object().track();
    Ok(made.into_object())
}

fn definition<'a>(
    thread: &Thread,
    it: &'a Object,
) -> Result<(&'a MethodDescriptor, &'static MethodDef)> {
    let this = expect::<MethodDescriptor>(thread, it)?;
    match this.def.get() {
        Some(def) => Ok((this, def)),
        None => Err(thread.system_error(format_args!("method without declaration"))),
    }
}

/// The declaration of a method descriptor, for inline caches.
#[inline]
pub fn declaration(method: &Object) -> Option<&'static MethodDef> {
    method.downcast::<MethodDescriptor>()?.def.get()
}

/// The declaration of a method descriptor that applies to the object.
pub fn method_for(method: &Object, it: &Object) -> Option<&'static MethodDef> {
    let this = method.downcast::<MethodDescriptor>()?;
    match it.ty().is_subtype(this.base.class()) {
        true => this.def.get(),
        false => None,
    }
}

/// Calls the method with the object as first argument.
fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let (this, def) = definition(thread, it)?;
    let Some(first) = args.positional().first() else {
        return Err(unbound(thread, this));
    };
    super::check(thread, &this.base, first)?;
    let rest = Args::new(&args.values()[1..], args.names());
    builtin_function::invoke(thread, def, first, rest, it)
}

#[cold]
fn unbound(thread: &Thread, this: &MethodDescriptor) -> Raised {
    // Naming the method asks for signals.
    collector::collect_if_due(thread);
    thread.type_error(format_args!(
        "unbound method {}.{}() needs an argument",
        crate::typeobj::short_name(this.base.class()),
        this.base.name()
    ))
}

fn get(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Result<Ref> {
    let Some(instance) = instance else {
        return Ok(it.to_ref());
    };
    let (this, def) = definition(thread, it)?;
    super::check(thread, &this.base, instance)?;
    builtin_function::new(thread, def, Some(instance), None)
}

fn class_get(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    owner: Option<&Object>,
) -> Result<Ref> {
    let (this, def) = definition(thread, it)?;
    let base = &this.base;
    let Some(ty) = owner_type(owner, instance) else {
        let Some(owner) = owner else {
            return Err(thread.type_error(format_args!(
                "descriptor '{}' for type '{}' needs either an object or a type",
                base.name(),
                base.class().name()
            )));
        };
        return Err(thread.type_error(format_args!(
            "descriptor '{}' for type '{}' needs a type, not a '{}' as arg 2",
            base.name(),
            base.class().name(),
            owner.ty().name()
        )));
    };
    if !ty.is_subtype(base.class()) {
        return Err(thread.type_error(format_args!(
            "descriptor '{}' requires a subtype of '{}' but received '{}'",
            base.name(),
            base.class().name(),
            ty.name()
        )));
    }
    builtin_function::new(thread, def, Some(ty.as_object()), None)
}

fn class_call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let (this, _) = definition(thread, it)?;
    let Some(first) = args.positional().first() else {
        return Err(thread.type_error(format_args!(
            "descriptor '{}' of '{}' object needs an argument",
            this.base.name(),
            this.base.class().name()
        )));
    };
    let bound = class_get(thread, it, None, Some(first))?;
    let rest = Args::new(&args.values()[1..], args.names());
    crate::protocol::call_args(thread, &bound, rest)
}

const DOC: GetSetDef = getset("__doc__", |thread, it| {
    let (_, def) = definition(thread, it)?;
    super::doc_object(thread, def.name, def.doc)
});

const SIGNATURE: GetSetDef = getset("__text_signature__", |thread, it| {
    let (_, def) = definition(thread, it)?;
    super::method_signature(thread, def)
});

const GETSETS: &[GetSetDef] = &[DOC, QUALNAME, SIGNATURE];

/// `method_descriptor`
pub static METHOD: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::HAVE_VECTORCALL)
        .with(TypeFlags::METHOD_DESCRIPTOR),
    slots: TypeSlots {
        repr: Some(|thread, it| repr_as(thread, it, "method")),
        call: Some(call),
        descr_get: Some(get),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    members: FIELDS,
    getsets: GETSETS,
    ..TypeSpec::new(
        "method_descriptor",
        Builtin::MethodDescriptor,
        &METHOD_LAYOUT,
    )
};

/// `classmethod_descriptor`
pub static CLASS_METHOD: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(|thread, it| {
            let _ = base(thread, it)?;
            repr_as(thread, it, "method")
        }),
        call: Some(class_call),
        descr_get: Some(class_get),
        ..TypeSlots::EMPTY
    },
    members: FIELDS,
    getsets: GETSETS,
    ..TypeSpec::new(
        "classmethod_descriptor",
        Builtin::ClassMethodDescriptor,
        &METHOD_LAYOUT,
    )
};
