//! The declaration of `dict`, and its slots.

use super::{DICT_LAYOUT, Dict, iterator, methods};
use crate::state::names;
use crate::str::Builder;
use object::{
    Args, Builtin, CompareOp, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

/// `dict`.
pub static DICT: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::DICT_SUBCLASS)
        .with(TypeFlags::MAPPING)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        repr: Some(repr),
        hash: Some(crate::unhashable),
        richcompare: Some(richcompare),
        iter: Some(|thread, object| {
            iterator::new(thread, this(thread, object)?, Builtin::DictKeyIterator)
        }),
        init: Some(init),
        new: Some(new),
        sizeof: Some(|thread, object| Ok(this(thread, object)?.sizeof())),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(or),
        inplace_or: Some(|thread, object, other| {
            this(thread, object)?.update_from(thread, other)?;
            Ok(object.to_ref())
        }),
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        contains: Some(|thread, object, key| this(thread, object)?.contains(thread, key)),
        subscript: Some(subscript),
        ass_subscript: Some(ass_subscript),
        ..NumberSlots::EMPTY
    },
    methods: methods::METHODS,
    doc: Some(
        "dict() -> new empty dictionary\ndict(mapping) -> new dictionary with the mapping's items\ndict(iterable) -> new dictionary with the pairs of the iterable\ndict(**kwargs) -> new dictionary with the given names and values",
    ),
    dealloc: super::layout::dealloc,
    ..TypeSpec::new("dict", Builtin::Dict, &DICT_LAYOUT)
};

/// The receiver, ready for use.
#[inline(always)]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Dict> {
    match object.downcast::<Dict>() {
        Some(dict) => Ok(dict),
        None => Err(thread.type_error(format_args!("expected dict, got {}", object.ty().name()))),
    }
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    if ty.builtin() == Builtin::Dict {
        return Ok(Dict::new_fresh(thread)?.into_object());
    }
    let fresh = crate::typeobj::new_instance(thread, ty)?;
    this(thread, &fresh)?.init();
    Ok(fresh)
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let dict = this(thread, object)?;
    let given = args.positional();
    crate::check_arity(thread, "dict", given.len(), 0, 1)?;
    if let Some(source) = given.first() {
        dict.update_from(thread, source)?;
    }
    dict.update_from_keywords(thread, &args)
}

/// `dict(...)`: no `__init__` runs, and the keywords are stored as they stand in the call.
pub fn construct(thread: &Thread, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    crate::check_arity(thread, "dict", given.len(), 0, 1)?;
    let _deeper = thread.enter(" while calling a Python object")?;
    let dict = Dict::new_fresh(thread)?;
    if let Some(source) = given.first() {
        dict.update_from(thread, source)?;
    }
    for (name, value) in args.keywords() {
        dict.set(thread, name, value)?;
    }
    Ok(dict.into_object())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let dict = this(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_str("{")?;
    if !dict.is_empty() {
        let shown = crate::guard::once(thread, object, || {
            let mut pos = 0;
            let mut first = true;
            while let Some((key, value)) = dict.next(&mut pos) {
                if !first {
                    out.push_str(", ")?;
                }
                first = false;
                out.push(&*crate::repr(thread, &key)?)?;
                out.push_str(": ")?;
                out.push(&*crate::repr(thread, &value)?)?;
            }
            Ok(())
        })?;
        if shown.is_none() {
            out.push_str("...")?;
        }
    }
    out.push_str("}")?;
    Ok(out.finish()?.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    match (a.downcast::<Dict>(), b.downcast::<Dict>(), op) {
        (Some(a), Some(b), CompareOp::Eq) => Ok(heap.bool(equals(thread, a, b)?)),
        (Some(a), Some(b), CompareOp::Ne) => Ok(heap.bool(!equals(thread, a, b)?)),
        _ => Ok(heap.not_implemented()),
    }
}

fn equals(thread: &Thread, a: &Dict, b: &Dict) -> Result<bool> {
    if a.len() != b.len() {
        return Ok(false);
    }
    let mut pos = 0;
    while let Some((key, hash, value)) = a.next_hashed(&mut pos) {
        match b.get_hashed(thread, &key, hash)? {
            Some(other) if crate::equal(thread, &value, &other)? => {}
            _ => return Ok(false),
        }
    }
    Ok(true)
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let (Some(left), Some(_)) = (a.downcast::<Dict>(), b.downcast::<Dict>()) else {
        return Ok(thread.heap().not_implemented());
    };
    let both = left.copy(thread)?;
    both.update_from(thread, b)?;
    Ok(both.into_object())
}

pub(super) fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let dict = this(thread, object)?;
    let hash = super::hash_key(thread, key)?;
    let index = dict.find(thread, key, hash)?;
    match dict.value_at(index) {
        Some(value) => Ok(value),
        None => missing(thread, object, key),
    }
}

#[cold]
fn missing(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    if !object.is_exactly(Builtin::Dict) {
        let name = names(thread).__missing__();
        if let Some(value) = crate::call_special(thread, object, name, Ref::borrowed(&[key]))? {
            return Ok(value);
        }
    }
    Err(crate::exception::key_error(thread, key))
}

fn ass_subscript(
    thread: &Thread,
    object: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let dict = this(thread, object)?;
    match value {
        Some(value) => dict.set(thread, key, value),
        None => match dict.remove(thread, key)? {
            Some(_) => Ok(()),
            None => Err(crate::exception::key_error(thread, key)),
        },
    }
}
