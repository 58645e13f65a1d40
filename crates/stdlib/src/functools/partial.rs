//! `partial`: a callable with some of its arguments given.

use object::native::make;
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::{Builder, Str};
use types::typeobj::DICT_ATTRIBUTE;
use types::{Dict, Tuple, protocol};

native_layout! {
    /// The callable and what is given.
    pub struct Partial: PARTIAL_LAYOUT, "partial" {
        func: Slot,
        args: Slot<Tuple>,
        keywords: Slot<Dict>,
        dict: Slot,
        weaklist: Cell<usize>,
        vectorcall: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Partial>() == 64);

const fn member(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: Some(doc),
    }
}

/// `functools.partial`.
pub(super) static PARTIAL: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::HAVE_VECTORCALL),
    slots: TypeSlots {
        repr: Some(repr),
        call: Some(call),
        getattro: Some(types::typeobj::generic_getattr),
        setattro: Some(types::typeobj::generic_setattr),
        new: Some(new),
        descr_get: Some(get),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__reduce__", reduce),
        MethodDef::one("__setstate__", setstate),
        MethodDef::one("__class_getitem__", types::generic_alias::new)
            .class()
            .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    ],
    members: &[
        member("func", 16, "function object to use in future partial calls"),
        member("args", 24, "tuple of arguments to future partial calls"),
        member(
            "keywords",
            32,
            "dictionary of keyword arguments to future partial calls",
        ),
        MemberDef::vectorcall(std::mem::offset_of!(Partial, vectorcall)),
    ],
    getsets: &[DICT_ATTRIBUTE],
    dict_offset: 40,
    weaklist_offset: 48,
    keeps_keywords: true,
    doc: Some(
        "partial(func, /, *args, **keywords)\n--\n\nCreate a new function with partial application of the given arguments\nand keywords.",
    ),
    ..TypeSpec::new("functools.partial", Builtin::Other, &PARTIAL_LAYOUT)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Partial> {
    match object.downcast::<Partial>() {
        Some(partial) => Ok(partial),
        None => {
            Err(thread.type_error(format_args!("expected partial, got {}", object.ty().name())))
        }
    }
}

/// The three parts; a partial that the collector has cleared has none.
fn parts(thread: &Thread, object: &Object) -> Result<(Ref, Ref<Tuple>, Ref<Dict>)> {
    let partial = this(thread, object)?;
    match (
        partial.func.get(),
        partial.args.get(),
        partial.keywords.get(),
    ) {
        (Some(func), Some(args), Some(keywords)) => Ok((func, args, keywords)),
        _ => Err(thread.system_error(format_args!("an empty partial"))),
    }
}

/// The arguments given by name, as a dictionary, which the caller makes.
fn by_name(thread: &Thread, args: &Args<'_>) -> Result<Option<Ref<Dict>>> {
    if args.names().is_empty() {
        return Ok(None);
    }
    let named = Dict::new(thread)?;
    for (name, value) in args.keywords() {
        named.set(thread, name, value)?;
    }
    Ok(Some(named))
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    let Some((func, rest)) = given.split_first() else {
        return Err(thread.type_error(format_args!("type 'partial' takes at least one argument")));
    };
    if !protocol::is_callable(func) {
        return Err(thread.type_error(format_args!("the first argument must be callable")));
    }
    let named = by_name(thread, &args)?;
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => make::<Partial>(thread.heap(), ty)?.into_object(),
    };
    fresh.track();
    // A partial of a plain partial becomes one of its function.
    let inner = func
        .downcast::<Partial>()
        .filter(|p| !func.ty().is_class() && p.dict.is_none());
    let (func, all, keywords) = match inner {
        None => {
            let all = Tuple::from_slice(thread, rest)?;
            let keywords = named.map_or_else(|| Dict::new(thread), Ok)?;
            (func.clone(), all, keywords)
        }
        Some(_) => {
            let (inner_func, inner_args, inner_keywords) = parts(thread, func)?;
            let total = inner_args.len() + rest.len();
            let both = inner_args.items().iter().chain(rest).cloned();
            let both = Tuple::from_iter(thread, total, both)?;
            let keywords = inner_keywords.copy(thread)?;
            if let Some(named) = named {
                keywords.merge(thread, named.as_object())?;
            }
            (inner_func, both, keywords)
        }
    };
    let partial = this(thread, &fresh)?;
    partial.func.set(Some(func));
    partial.args.set(Some(all));
    partial.keywords.set(Some(keywords));
    Ok(fresh)
}

/// Calls the function: the given arguments, then those of the call; the call's keywords win.
/// In a class it is an attribute like any other; 3.13 warns that 3.14 binds it.
fn get(
    thread: &Thread,
    object: &Object,
    instance: Option<&Object>,
    _: Option<&Object>,
) -> Result<Ref> {
    if instance.is_some_and(|instance| !instance.is_exactly(Builtin::NoneType)) {
        let text = format_args!(
            "functools.partial will be a method descriptor in future Python versions; wrap it in staticmethod() if you want to preserve the \
             old behavior"
        );
        types::warn(thread, Builtin::FutureWarning, text)?;
    }
    Ok(object.to_ref())
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (func, own, keywords) = parts(thread, object)?;
    if keywords.is_empty() && !protocol::takes_tuple(&func, &args) {
        if own.is_empty() {
            return protocol::call_given(thread, func, args);
        }
        return with_joined(own.items(), args.values(), |all| {
            protocol::call_given(thread, func, Args::new(all, args.names()))
        });
    }
    let given = args.positional();
    let heap = thread.heap();
    let _packed = heap.hold_values(args.values(), args.names().len())?;
    let merged = match keywords.is_empty() {
        true => None,
        false => Some(merge(thread, &keywords, &args)?),
    };
    let joined = own.items().iter().chain(given).cloned();
    let joined = match own.is_empty() || given.is_empty() {
        true => None,
        false => Some(Tuple::from_iter(thread, own.len() + given.len(), joined)?),
    };
    let _joined = joined;
    let Some(merged) = merged else {
        return with_joined(own.items(), args.values(), |all| {
            protocol::call_packed_given(thread, func, Args::new(all, args.names()))
        });
    };
    let mut values: Vec<Ref> = own.items().iter().chain(given).cloned().collect();
    let mut names = Vec::new();
    let mut pos = 0;
    while let Some((name, value)) = merged.next(&mut pos) {
        names.push(name);
        values.push(value);
    }
    protocol::call_packed_given(thread, func, Args::new(&values, &names).spread())
}

/// The keywords of a partial and those of a call, which win.
fn merge(thread: &Thread, keywords: &Dict, args: &Args<'_>) -> Result<Ref<Dict>> {
    let merged = keywords.copy(thread)?;
    for (name, value) in args.keywords() {
        merged.set(thread, name, value)?;
    }
    Ok(merged)
}

/// Runs `body` with both rows after each other.
fn with_joined(
    first: &[Ref],
    second: &[Ref],
    body: impl FnOnce(&[Ref]) -> Result<Ref>,
) -> Result<Ref> {
    // 3.13 joins them on the stack, uncounted.
    if let ([a], [b]) = (first, second) {
        return body(Ref::borrowed(&[&**a, &**b]));
    }
    let all: Vec<&Object> = first.iter().chain(second).map(|value| &**value).collect();
    body(Ref::borrowed(&all))
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let (func, args, keywords) = parts(thread, object)?;
    let dict = this(thread, object)?
        .dict
        .get()
        .unwrap_or_else(|| thread.heap().none());
    let only = Tuple::from_array(thread, [func.clone()])?.into_object();
    let state = [func, args.into_object(), keywords.into_object(), dict];
    let state = Tuple::from_array(thread, state)?.into_object();
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, only, state])?.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let invalid = || Err(thread.type_error(format_args!("invalid partial state")));
    let Some([func, args, keywords, dict]) = state.downcast::<Tuple>().map(Tuple::items) else {
        return invalid();
    };
    let no_keywords = keywords.is_exactly(Builtin::NoneType);
    if !protocol::is_callable(func) || args.downcast::<Tuple>().is_none() {
        return invalid();
    }
    let keywords = match keywords.downcast::<Dict>() {
        Some(dict) if keywords.is_exactly(Builtin::Dict) => Ref::new(dict),
        Some(dict) => dict.copy(thread)?,
        None if no_keywords => Dict::new(thread)?,
        None => return invalid(),
    };
    let args = protocol::to_tuple(thread, args)?;
    let partial = this(thread, object)?;
    partial.func.set(Some(func.clone()));
    partial.args.set(Some(args));
    partial.keywords.set(Some(keywords));
    partial
        .dict
        .set(Some(dict.clone()).filter(|d| !d.is_exactly(Builtin::NoneType)));
    Ok(thread.heap().none())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let text = types::guard::once(thread, object, || {
        let (func, args, keywords) = parts(thread, object)?;
        let mut out = Builder::new(thread);
        let module = types::typeobj::module_of(thread, object.ty())?;
        if let Some(module) = module {
            out.push(&*protocol::to_str(thread, &module)?)?;
            out.push_str(".")?;
        }
        out.push_str(types::typeobj::short_name(object.ty()))?;
        out.push_str("(")?;
        out.push(&*protocol::repr(thread, &func)?)?;
        for item in args.items() {
            out.push_str(", ")?;
            out.push(&*protocol::repr(thread, item)?)?;
        }
        let mut pos = 0;
        while let Some((name, value)) = keywords.next(&mut pos) {
            out.push_str(", ")?;
            out.push(&*protocol::to_str(thread, &name)?)?;
            out.push_str("=")?;
            out.push(&*protocol::repr(thread, &value)?)?;
        }
        out.push_str(")")?;
        out.finish()
    })?;
    match text {
        Some(text) => Ok(text.into_object()),
        None => Ok(Str::new(thread, "...")?.into_object()),
    }
}
