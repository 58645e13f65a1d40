//! `weakref.ref`.

use crate::protocol::{check_arity, hash as hash_of, no_keywords, richcompare};
use crate::state::names;
use crate::str::Str;
use object::{
    Args, Builtin, CompareOp, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, WEAKREF_LAYOUT, WeakRef,
};

pub(super) static REFERENCE: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::HAVE_VECTORCALL),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        call: Some(call),
        richcompare: Some(compare),
        init: Some(init),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("__class_getitem__", crate::generic_alias::new)
            .class()
            .doc("See PEP 585"),
    ],
    members: &[MemberDef {
        name: "__callback__",
        kind: MemberKind::Object,
        offset: 24,
        readonly: true,
        doc: None,
    }],
    ..TypeSpec::new("weakref.ReferenceType", Builtin::WeakRef, &WEAKREF_LAYOUT)
};

pub(super) fn reference<'a>(thread: &Thread, object: &'a Object) -> Result<&'a WeakRef> {
    match object.downcast::<WeakRef>() {
        Some(reference) => Ok(reference),
        None => Err(thread.system_error(format_args!("not a weak reference"))),
    }
}

/// `weakref.ref(object, callback)`.
pub fn new_reference(thread: &Thread, object: &Object, callback: Option<&Object>) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::WeakRef);
    Ok(WeakRef::make(thread, ty, object, callback)?.into_object())
}

pub(super) fn some_callback(callback: Option<&Ref>) -> Option<&Object> {
    callback
        .map(|c| &**c)
        .filter(|c| !c.is_exactly(Builtin::NoneType))
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    // Keywords are left to `__init__`, which refuses them once the reference has been made.
    let given = args.positional();
    check_arity(thread, "__new__", given.len(), 1, 2)?;
    Ok(WeakRef::make(thread, ty, &given[0], some_callback(given.get(1)))?.into_object())
}

fn init(thread: &Thread, _object: &Object, args: Args<'_>) -> Result<()> {
    no_keywords(thread, "ref", &args)?;
    check_arity(thread, "__init__", args.positional().len(), 1, 2)
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    no_keywords(thread, "weakref", &args)?;
    check_arity(thread, "weakref", args.positional().len(), 0, 0)?;
    Ok(reference(thread, object)?
        .upgrade()
        .unwrap_or_else(|| thread.heap().none()))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(referent) = reference(thread, object)?.upgrade() else {
        return Ok(Str::format(
            thread,
            format_args!("<weakref at {:#x}; dead>", object.id()),
        )?
        .into_object());
    };
    let name = crate::protocol::lookup_special(thread, &referent, names(thread).__name__())?;
    let place = object.id();
    let kind = crate::typeobj::full_name(thread, referent.ty())?;
    let kind = &*kind;
    let text = match name.as_ref().and_then(|n| n.downcast::<Str>()) {
        Some(name) => Str::format(
            thread,
            format_args!(
                "<weakref at {place:#x}; to '{kind}' at {:#x} ({name})>",
                referent.id()
            ),
        )?,
        None => Str::format(
            thread,
            format_args!(
                "<weakref at {place:#x}; to '{kind}' at {:#x}>",
                referent.id()
            ),
        )?,
    };
    Ok(text.into_object())
}

fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let reference = reference(thread, object)?;
    if reference.hash.get() != -1 {
        return Ok(reference.hash.get());
    }
    let Some(referent) = reference.upgrade() else {
        return Err(thread.type_error(format_args!("weak object has gone away")));
    };
    let hash = hash_of(thread, &referent)?;
    reference.hash.set(hash);
    Ok(hash)
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<WeakRef>(), b.downcast::<WeakRef>()) else {
        return Ok(thread.heap().not_implemented());
    };
    let is_ref = |o: &Object| o.isinstance(Builtin::WeakRef);
    if !matches!(op, CompareOp::Eq | CompareOp::Ne) || !is_ref(a) || !is_ref(b) {
        return Ok(thread.heap().not_implemented());
    }
    match (left.upgrade(), right.upgrade()) {
        (Some(left), Some(right)) => richcompare(thread, &left, &right, op),
        _ => Ok(thread.heap().bool(a.is(b) == (op == CompareOp::Eq))),
    }
}
