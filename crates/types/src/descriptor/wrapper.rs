//! `wrapper_descriptor` (a slot of a built-in type shown as a method) and `method-wrapper` (the same bound to an object).

use super::layout::{
    METHOD_WRAPPER_LAYOUT, MethodWrapper, WRAPPER_LAYOUT, WrapperDescriptor, init,
};
use super::{FIELDS, QUALNAME, expect, field, getset, make, reduce, repr_as};
use crate::protocol::hash_address;
use crate::str::Str;
use crate::typeobj::slotdefs::SlotDef;
use crate::typeobj::wrappers;
use object::{
    Args, Builtin, CompareOp, GetSetDef, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};

/// The wrapper of a slot that `class` fills itself.
pub fn new_wrapper(
    thread: &Thread,
    class: &Type,
    def: &'static SlotDef,
    name: Ref<Str>,
) -> Result<Ref> {
    let made = make::<WrapperDescriptor>(thread, Builtin::WrapperDescriptor)?;
    init(&made.base, class, name);
    made.def.set(Some(def));
    made.object().track();
    Ok(made.into_object())
}

fn definition<'a>(
    thread: &Thread,
    it: &'a Object,
) -> Result<(&'a WrapperDescriptor, &'static SlotDef)> {
    let this = expect::<WrapperDescriptor>(thread, it)?;
    match this.def.get() {
        Some(def) => Ok((this, def)),
        None => Err(thread.system_error(format_args!("wrapper without declaration"))),
    }
}

fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let (this, def) = definition(thread, it)?;
    let class = this.base.class();
    let Some(first) = args.positional().first() else {
        return Err(thread.type_error(format_args!(
            "descriptor '{}' of '{}' object needs an argument",
            def.name,
            class.name()
        )));
    };
    if !first.ty().is_subtype(class) {
        return Err(thread.type_error(format_args!(
            "descriptor '{}' requires a '{}' object but received a '{}'",
            def.name,
            class.name(),
            first.ty().name()
        )));
    }
    let rest = Args::new(&args.values()[1..], args.names());
    let _deeper = thread.enter(" while calling a Python object")?;
    let exception = class.flags().has(TypeFlags::BASE_EXC_SUBCLASS) && def.name == "__init__";
    let cut = if exception { &[] } else { rest.positional() };
    let _cut = thread.heap().hold_values(cut, 0)?;
    wrappers::call(thread, class, def, first, rest)
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
    let (this, _) = definition(thread, it)?;
    super::check(thread, &this.base, instance)?;
    let bound = make::<MethodWrapper>(thread, Builtin::MethodWrapper)?;
    bound.wrapper.set(Some(Ref::new(this)));
    bound.it.set(Some(instance.to_ref()));
    bound.object().track();
    Ok(bound.into_object())
}

const DOC: GetSetDef = getset("__doc__", |thread, it| {
    let (_, def) = definition(thread, it)?;
    super::doc_object(thread, def.name, Some(def.doc))
});

const SIGNATURE: GetSetDef = getset("__text_signature__", |thread, it| {
    let (_, def) = definition(thread, it)?;
    super::signature_object(thread, def.name, Some(def.doc))
});

/// `wrapper_descriptor`
pub static WRAPPER: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::METHOD_DESCRIPTOR),
    slots: TypeSlots {
        repr: Some(|thread, it| repr_as(thread, it, "slot wrapper")),
        call: Some(call),
        descr_get: Some(get),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    members: FIELDS,
    getsets: &[DOC, QUALNAME, SIGNATURE],
    ..TypeSpec::new(
        "wrapper_descriptor",
        Builtin::WrapperDescriptor,
        &WRAPPER_LAYOUT,
    )
};

fn parts<'a>(thread: &Thread, it: &'a Object) -> Result<(&'a WrapperDescriptor, &'a Object)> {
    Ok(expect::<MethodWrapper>(thread, it)?.parts())
}

fn bound_call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let (wrapper, target) = parts(thread, it)?;
    let (_, def) = definition(thread, wrapper.base.as_object())?;
    let _deeper = thread.enter(" while calling a Python object")?;
    wrappers::call(thread, wrapper.base.class(), def, target, args)
}

fn bound_repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let (wrapper, target) = parts(thread, it)?;
    Str::format(
        thread,
        format_args!(
            "<method-wrapper '{}' of {} object at {:#x}>",
            wrapper.base.name(),
            target.ty().name(),
            target.id()
        ),
    )
    .map(Ref::into_object)
}

fn bound_hash(thread: &Thread, it: &Object) -> Result<isize> {
    let (wrapper, target) = parts(thread, it)?;
    let hash = hash_address(target) ^ hash_address(wrapper.base.as_object());
    Ok(if hash == -1 { -2 } else { hash })
}

fn bound_compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let (Some(a), Some(b)) = (a.downcast::<MethodWrapper>(), b.downcast::<MethodWrapper>()) else {
        return Ok(heap.not_implemented());
    };
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(heap.not_implemented());
    }
    let (a, b) = (a.parts(), b.parts());
    let same = std::ptr::eq(a.0, b.0) && a.1.is(b.1);
    Ok(heap.bool(same == (op == CompareOp::Eq)))
}

const fn of_wrapper(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    getset(name, get)
}

fn wrapper_attribute(thread: &Thread, it: &Object, attribute: &GetSetDef) -> Result<Ref> {
    let (wrapper, _) = parts(thread, it)?;
    (attribute.get)(thread, wrapper.base.as_object())
}

fn bound_reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    let (wrapper, target) = parts(thread, it)?;
    let getattr = crate::object::builtin(thread, "getattr")?;
    let name = Ref::new(wrapper.base.name()).into_object();
    let args = crate::Tuple::from_array(thread, [target.to_ref(), name])?.into_object();
    Ok(crate::Tuple::from_array(thread, [getattr, args])?.into_object())
}

/// `method-wrapper`
pub static METHOD_WRAPPER: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(bound_repr),
        hash: Some(bound_hash),
        call: Some(bound_call),
        richcompare: Some(bound_compare),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", bound_reduce)],
    members: &[field("__self__", 24)],
    getsets: &[
        of_wrapper("__objclass__", |t, it| {
            Ok(Ref::new(parts(t, it)?.0.base.class()).into_object())
        }),
        of_wrapper("__name__", |t, it| {
            Ok(Ref::new(parts(t, it)?.0.base.name()).into_object())
        }),
        of_wrapper("__qualname__", |t, it| wrapper_attribute(t, it, &QUALNAME)),
        of_wrapper("__doc__", |t, it| wrapper_attribute(t, it, &DOC)),
        of_wrapper("__text_signature__", |t, it| {
            wrapper_attribute(t, it, &SIGNATURE)
        }),
    ],
    ..TypeSpec::new(
        "method-wrapper",
        Builtin::MethodWrapper,
        &METHOD_WRAPPER_LAYOUT,
    )
};
