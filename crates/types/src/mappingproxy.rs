//! `mappingproxy`: a mapping that can only be read; `type.__dict__` is one.

use crate::layouts::Proxy;
use crate::protocol::{self, Operator, Signature};
use crate::state::names;
use crate::str::Str;
use object::{
    Args, Builtin, CompareOp, Layout, MethodDef, NumberSlots, Object, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec,
};

/// A proxy of a mapping.
pub fn new(thread: &Thread, mapping: &Object) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::MappingProxy);
    make(thread, ty, mapping)
}

fn make(thread: &Thread, ty: &Type, mapping: &Object) -> Result<Ref> {
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(proxy) = fresh.downcast::<Proxy>() {
        proxy.mapping.set(Some(mapping.to_ref()));
    }
    fresh.track();
    Ok(fresh)
}

static SIGNATURE: Signature<1> = Signature {
    function: "mappingproxy",
    names: ["mapping"],
    required: 1,
    positional: 1,
};

fn new_proxy(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(mapping) = bound.get(0) else {
        return Err(thread.system_error(format_args!("no argument")));
    };
    let sequence = mapping
        .ty()
        .flags()
        .has(TypeFlags::LIST_SUBCLASS.with(TypeFlags::TUPLE_SUBCLASS));
    if mapping.ty().number().subscript.is_none() || sequence {
        return Err(thread.type_error(format_args!(
            "mappingproxy() argument must be a mapping, not {}",
            mapping.ty().name()
        )));
    }
    make(thread, ty, mapping)
}

fn mapping(thread: &Thread, it: &Object) -> Result<Ref> {
    match it.downcast::<Proxy>().and_then(|p| p.mapping.get()) {
        Some(mapping) => Ok(mapping),
        None => Err(thread.system_error(format_args!("proxy without mapping"))),
    }
}

/// The mapping behind a proxy, any other object itself.
fn unwrap(it: &Object) -> Ref {
    match it.downcast::<Proxy>().and_then(|p| p.mapping.get()) {
        Some(mapping) => mapping,
        None => it.to_ref(),
    }
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    protocol::binary(thread, &unwrap(a), &unwrap(b), Operator::Or)
}

fn inplace_or(thread: &Thread, a: &Object, _b: &Object) -> Result<Ref> {
    Err(thread.type_error(format_args!(
        "'|=' is not supported by {}; use '|' instead",
        a.ty().name()
    )))
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    protocol::richcompare(thread, &*mapping(thread, a)?, b, op)
}

fn forward(thread: &Thread, it: &Object, name: &Str) -> Result<Ref> {
    protocol::call_method_unbound(thread, &*mapping(thread, it)?, name, &[])
}

fn get(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "get", args.len(), 1, 2)?;
    let none = thread.heap().none();
    let args = [args[0].clone(), args.get(1).unwrap_or(&none).clone()];
    protocol::call_method_unbound(thread, &*mapping(thread, it)?, names(thread).get(), &args)
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let inner = protocol::repr(thread, &*mapping(thread, it)?)?;
    Ok(Str::format(thread, format_args!("mappingproxy({inner})"))?.into_object())
}

fn reversed(thread: &Thread, it: &Object) -> Result<Ref> {
    forward(thread, it, names(thread).__reversed__())
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::MAPPING),
    slots: TypeSlots {
        repr: Some(repr),
        str: Some(|t, it| protocol::to_str(t, &*mapping(t, it)?).map(Ref::into_object)),
        hash: Some(|t, it| protocol::hash(t, &*mapping(t, it)?)),
        richcompare: Some(compare),
        iter: Some(|t, it| protocol::iter(t, &*mapping(t, it)?)),
        new: Some(new_proxy),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(or),
        inplace_or: Some(inplace_or),
        length: Some(|t, it| protocol::len(t, &*mapping(t, it)?)),
        subscript: Some(|t, it, key| protocol::getitem(t, &*mapping(t, it)?, key)),
        contains: Some(|t, it, key| protocol::contains(t, &*mapping(t, it)?, key)),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::fast("get", get)
            .doc("get($self, key, default=None, /)\n--\n\nThe value of a key, or the default."),
        MethodDef::no_args("keys", |t, it| forward(t, it, names(t).keys()))
            .doc("The mapping's keys."),
        MethodDef::no_args("values", |t, it| forward(t, it, names(t).values()))
            .doc("The mapping's values."),
        MethodDef::no_args("items", |t, it| forward(t, it, names(t).items()))
            .doc("The mapping's pairs."),
        MethodDef::no_args("copy", |t, it| forward(t, it, names(t).copy()))
            .doc("A shallow copy of the mapping."),
        MethodDef::one("__class_getitem__", crate::generic_alias::new)
            .class()
            .doc("See PEP 585"),
        MethodDef::no_args("__reversed__", reversed).doc("The keys in reverse order."),
    ],
    doc: Some("mappingproxy(mapping)\n--\n\nRead-only proxy of a mapping."),
    ..TypeSpec::new("mappingproxy", Builtin::MappingProxy, Proxy::INFO)
};
