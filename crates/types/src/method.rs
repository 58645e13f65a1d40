//! Bound methods, `staticmethod`, `classmethod`, and calls that put an object before the arguments.

use crate::layouts::{Binder, Method, with_first};
use crate::protocol::{self, hash_address};
use crate::state::names;
use crate::str::Str;
use crate::typeobj::{self, generic_getattr};
use object::{
    Args, Binary, Buf, Builtin, CompareOp, GetSetDef, Layout, MemberDef, MemberKind, MethodDef,
    Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};
use std::ptr::NonNull;

/// A bound method.
pub fn new(thread: &Thread, function: &Object, it: &Object) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::Method);
    let Ok(fresh) = thread.heap().alloc(ty, 0)?.downcast_into::<Method>() else {
        return Err(thread.system_error(format_args!("method without its layout")));
    };
    fresh.function.set(Some(function.to_ref()));
    fresh.self_.set(Some(it.to_ref()));
    fresh.object().track();
    Ok(fresh.into_object())
}

/// Function and object of a bound method.
pub fn parts(method: &Object) -> Option<(&Object, &Object)> {
    method.downcast::<Method>()?.parts()
}

/// Calls with `it` before the other arguments, none of them counted.
#[inline]
pub fn call_with_self(
    thread: &Thread,
    callable: &Object,
    it: &Object,
    args: Args<'_>,
) -> Result<Ref> {
    let short = with_first(it, args.values(), |window| {
        protocol::call_args(thread, callable, Args::new(window, args.names()))
    });
    match short {
        Ok(answer) => answer,
        Err(_) => call_long(thread, callable, it, args),
    }
}

#[cold]
fn call_long(thread: &Thread, callable: &Object, it: &Object, args: Args<'_>) -> Result<Ref> {
    let mut window: Buf<'_, NonNull<Object>> =
        Buf::with_capacity(thread.heap(), args.values().len() + 1)?;
    window.push(it.as_ptr())?;
    for value in args.values() {
        window.push(value.as_ptr())?;
    }
    crate::typeobj::layout::with_window(&window, |window| {
        protocol::call_args(thread, callable, Args::new(window, args.names()))
    })
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<(&'a Object, &'a Object)> {
    match parts(it) {
        Some(parts) => Ok(parts),
        None => Err(thread.system_error(format_args!("method without function"))),
    }
}

fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let (function, bound) = this(thread, it)?;
    call_with_self(thread, function, bound, args)
}

fn getattro(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    let text = typeobj::name_of(thread, name)?;
    if let Some(found) = typeobj::lookup(thread, it.ty(), text) {
        return match found.ty().slots().descr_get {
            Some(get) => get(thread, &found, Some(it), Some(it.ty().as_object())),
            None => Ok(found),
        };
    }
    protocol::getattr(thread, this(thread, it)?.0, name)
}

fn new_method(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    protocol::no_keywords(thread, "method", &args)?;
    let args = args.positional();
    protocol::check_arity(thread, "method", args.len(), 2, 2)?;
    if !protocol::is_callable(&args[0]) {
        return Err(thread.type_error(format_args!("first argument must be callable")));
    }
    if args[1].is_exactly(Builtin::NoneType) {
        return Err(thread.type_error(format_args!("instance must not be None")));
    }
    new(thread, &args[0], &args[1])
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let (function, bound) = this(thread, it)?;
    let known = names(thread);
    let mut name = protocol::getattr_opt(thread, function, known.__qualname__())?;
    if name.is_none() {
        name = protocol::getattr_opt(thread, function, known.__name__())?;
    }
    let text = name.as_ref().and_then(|n| n.downcast::<Str>());
    let owner = protocol::repr(thread, bound)?;
    match text {
        Some(text) => Str::format(thread, format_args!("<bound method {text} of {owner}>")),
        None => Str::format(thread, format_args!("<bound method ? of {owner}>")),
    }
    .map(Ref::into_object)
}

fn hash(thread: &Thread, it: &Object) -> Result<isize> {
    let (function, bound) = this(thread, it)?;
    let hash = hash_address(bound) ^ protocol::hash(thread, function)?;
    Ok(if hash == -1 { -2 } else { hash })
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let wanted = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let (Some(a), Some(b)) = (parts(a).filter(|_| wanted), parts(b)) else {
        return Ok(heap.not_implemented());
    };
    let same = protocol::equal(thread, a.0, b.0)? && a.1.is(b.1);
    Ok(heap.bool(same == (op == CompareOp::Eq)))
}

fn reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    let (function, bound) = this(thread, it)?;
    let name = protocol::getattr_name(thread, function, names(thread).__name__())?;
    let getattr = crate::object::builtin(thread, "getattr")?;
    let args = crate::Tuple::from_array(thread, [bound.to_ref(), name])?.into_object();
    Ok(crate::Tuple::from_array(thread, [getattr, args])?.into_object())
}

const fn field(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: None,
    }
}

/// The well-known types of this file.
pub static SPECS: &[&TypeSpec] = &[&METHOD, &STATIC_METHOD, &CLASS_METHOD];

static METHOD: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::HAVE_VECTORCALL),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        call: Some(call),
        getattro: Some(getattro),
        richcompare: Some(compare),
        // A bound method stays bound as it is.
        descr_get: Some(|_, it, _, _| Ok(it.to_ref())),
        new: Some(new_method),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce).doc("__reduce__($self, /)\n--\n\n")],
    members: &[field("__func__", 16), field("__self__", 24)],
    getsets: &[GetSetDef {
        name: "__doc__",
        get: |thread, it| {
            let doc = names(thread).__doc__();
            let found = protocol::getattr_opt(thread, this(thread, it)?.0, doc)?;
            Ok(found.unwrap_or_else(|| thread.heap().none()))
        },
        set: None,
        doc: None,
    }],
    weaklist_offset: 32,
    doc: Some("method(function, instance, /)\n--\n\nCreate a bound instance method object."),
    ..TypeSpec::new("method", Builtin::Method, Method::INFO)
};

// ---- staticmethod and classmethod ----

fn make(thread: &Thread, ty: &Type) -> Result<Ref<Binder>> {
    match thread.heap().alloc(ty, 0)?.downcast_into::<Binder>() {
        Ok(fresh) => {
            fresh.function.set(Some(thread.heap().none()));
            fresh.object().track();
            Ok(fresh)
        }
        Err(_) => Err(thread.system_error(format_args!("staticmethod without its layout"))),
    }
}

/// `staticmethod(function)`
pub fn new_staticmethod(thread: &Thread, function: &Object) -> Result<Ref> {
    let fresh = make(thread, thread.heap().builtin(Builtin::StaticMethod))?;
    fresh.function.set(Some(function.to_ref()));
    Ok(fresh.into_object())
}

/// `classmethod(function)`
pub fn new_classmethod(thread: &Thread, function: &Object) -> Result<Ref> {
    let fresh = make(thread, thread.heap().builtin(Builtin::ClassMethod))?;
    fresh.function.set(Some(function.to_ref()));
    Ok(fresh.into_object())
}

fn wrapped(thread: &Thread, it: &Object) -> Result<Ref> {
    match it.downcast::<Binder>().and_then(|b| b.function.get()) {
        Some(function) => Ok(function),
        None => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("uninitialized {} object", it.ty().name()),
        )),
    }
}

fn init(thread: &Thread, it: &Object, args: Args<'_>, name: &str) -> Result<()> {
    protocol::no_keywords(thread, name, &args)?;
    protocol::check_arity(thread, name, args.positional().len(), 1, 1)?;
    let function = &args.positional()[0];
    if let Some(binder) = it.downcast::<Binder>() {
        binder.function.set(Some(function.clone()));
    }
    copy_attributes(thread, it, function)
}

/// Takes over the attributes that `functools.wraps` would, as far as the function has them.
fn copy_attributes(thread: &Thread, it: &Object, function: &Object) -> Result<()> {
    let known = names(thread);
    let wanted = [
        known.__module__(),
        known.__name__(),
        known.__qualname__(),
        known.__doc__(),
        known.__annotations__(),
    ];
    for name in wanted {
        if let Some(value) = protocol::getattr_opt(thread, function, name)? {
            protocol::setattr_name(thread, it, name, Some(&value))?;
        }
    }
    Ok(())
}

fn init_static(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    init(thread, it, args, "staticmethod")
}

fn init_class(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    init(thread, it, args, "classmethod")
}

fn new_binder(thread: &Thread, ty: &Type, _args: Args<'_>) -> Result<Ref> {
    make(thread, ty).map(Ref::into_object)
}

fn repr_static(thread: &Thread, it: &Object) -> Result<Ref> {
    repr_binder(thread, it, "staticmethod")
}

fn repr_class(thread: &Thread, it: &Object) -> Result<Ref> {
    repr_binder(thread, it, "classmethod")
}

fn repr_binder(thread: &Thread, it: &Object, kind: &str) -> Result<Ref> {
    let inner = protocol::repr(thread, &*wrapped(thread, it)?)?;
    Ok(Str::format(thread, format_args!("<{kind}({inner})>"))?.into_object())
}

fn bind_class(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    owner: Option<&Object>,
) -> Result<Ref> {
    let function = wrapped(thread, it)?;
    match owner.or_else(|| instance.map(|i| i.ty().as_object())) {
        Some(owner) => new(thread, &function, owner),
        None => new(thread, &function, &thread.heap().none()),
    }
}

fn is_abstract(thread: &Thread, it: &Object) -> Result<Ref> {
    let function = wrapped(thread, it)?;
    let answer = typeobj::is_abstract(thread, &function)?;
    Ok(thread.heap().bool(answer))
}

const ABSTRACT: GetSetDef = GetSetDef {
    name: "__isabstractmethod__",
    get: is_abstract,
    set: None,
    doc: None,
};

const BINDER_FLAGS: TypeFlags = TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE);

static STATIC_METHOD: TypeSpec = TypeSpec {
    flags: BINDER_FLAGS,
    slots: TypeSlots {
        repr: Some(repr_static),
        call: Some(|thread, it, args| {
            protocol::call_packed_given(thread, wrapped(thread, it)?, args)
        }),
        descr_get: Some(|thread, it, _, _| wrapped(thread, it)),
        init: Some(init_static),
        new: Some(new_binder),
        ..TypeSlots::EMPTY
    },
    members: &[field("__func__", 16), field("__wrapped__", 16)],
    getsets: &[ABSTRACT, typeobj::DICT_ATTRIBUTE],
    dict_offset: 24,
    doc: Some(
        "staticmethod(function, /)\n--\n\nTurns a function into one that a class hands out unbound.",
    ),
    ..TypeSpec::new("staticmethod", Builtin::StaticMethod, Binder::INFO)
};

static CLASS_METHOD: TypeSpec = TypeSpec {
    flags: BINDER_FLAGS,
    slots: TypeSlots {
        repr: Some(repr_class),
        descr_get: Some(bind_class),
        init: Some(init_class),
        new: Some(new_binder),
        ..TypeSlots::EMPTY
    },
    members: &[field("__func__", 16), field("__wrapped__", 16)],
    getsets: &[ABSTRACT, typeobj::DICT_ATTRIBUTE],
    dict_offset: 24,
    doc: Some(
        "classmethod(function, /)\n--\n\nTurns a function into one that receives the class first.",
    ),
    ..TypeSpec::new("classmethod", Builtin::ClassMethod, Binder::INFO)
};

/// Whether attribute access on this type is the generic one.
pub fn has_generic_getattr(ty: &Type) -> bool {
    ty.slots()
        .getattro
        .is_none_or(|slot| std::ptr::fn_addr_eq(slot, generic_getattr as Binary))
}
