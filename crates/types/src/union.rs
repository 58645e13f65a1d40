//! `types.UnionType`: `int | str`.
//!
//! Members are flattened and each equal member is kept once, in order; one member alone is no union.

use crate::generic_alias::{parameters_of, push_item_repr, substitute};
use crate::layouts::{GenericAlias, Union};
use crate::protocol;
use crate::set;
use crate::str::Builder;
use crate::tuple::{Tuple, Unfinished};
use crate::typeobj;
use object::{
    Builtin, CompareOp, GetSetDef, Layout, MemberDef, MemberKind, NumberSlots, Object, Ref, Result,
    Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// The members of a union object.
pub fn members(it: &Object) -> Option<Ref<Tuple>> {
    let union = it.downcast::<Union>()?;
    union.args.get()?.downcast_into::<Tuple>().ok()
}

fn unionable(it: &Object) -> bool {
    it.is_exactly(Builtin::NoneType)
        || it.has_layout(Type::INFO)
        || it.has_layout(GenericAlias::INFO)
        || it.has_layout(Union::INFO)
        || it.has_layout(crate::typing::Alias::INFO)
}

/// `a | b` of types.
pub fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if !unionable(a) || !unionable(b) {
        return Ok(thread.heap().not_implemented());
    }
    with_side(thread, a, |first| {
        with_side(thread, b, |second| match merge(thread, first, second)? {
            Some(members) => from_members(thread, members),
            None => Ok(a.to_ref()),
        })
    })
}

/// Runs `body` with what a side stands for: the members of a union, the type of `None`, or itself.
fn with_side<R>(
    thread: &Thread,
    side: &Object,
    body: impl FnOnce(&[Ref]) -> Result<R>,
) -> Result<R> {
    if let Some(members) = members(side) {
        return body(members.items());
    }
    let none = thread.heap().builtin(Builtin::NoneType);
    body(&[match side.is_exactly(Builtin::NoneType) {
        true => none.as_object().to_ref(),
        false => side.to_ref(),
    }])
}

/// The first members and those of the second that aren't among them; `None` when there are none. One tuple, made when the
/// first new member turns up.
fn merge(thread: &Thread, first: &[Ref], second: &[Ref]) -> Result<Option<Ref<Tuple>>> {
    let mut all: Option<Unfinished> = None;
    let mut length = first.len();
    for (index, member) in second.iter().enumerate() {
        if is_among(thread, first, member)? {
            continue;
        }
        let all = match &all {
            Some(all) => all,
            None => {
                let most = first.len() + second.len() - index;
                let fresh = Unfinished::of(thread, most)?;
                for (index, member) in first.iter().enumerate() {
                    fresh.put(index, member.clone());
                }
                all.insert(fresh)
            }
        };
        all.put(length, member.clone());
        length += 1;
    }
    match all {
        Some(all) => Ok(Some(all.resized(thread, length)?.finish())),
        None => Ok(None),
    }
}

fn is_among(thread: &Thread, members: &[Ref], member: &Object) -> Result<bool> {
    for known in members {
        let plain = known.has_layout(Type::INFO) && member.has_layout(Type::INFO);
        let same = known.is(member)
            || !plain
                && known.has_layout(GenericAlias::INFO) == member.has_layout(GenericAlias::INFO)
                && protocol::equal(thread, known, member)?;
        if same {
            return Ok(true);
        }
    }
    Ok(false)
}

fn from_members(thread: &Thread, members: Ref<Tuple>) -> Result<Ref> {
    let fresh = thread
        .heap()
        .alloc(thread.heap().builtin(Builtin::Union), 0)?;
    if let Some(union) = fresh.downcast::<Union>() {
        union.args.set(Some(members.into_object()));
    }
    fresh.track();
    Ok(fresh)
}

fn args(thread: &Thread, it: &Object) -> Result<Ref<Tuple>> {
    match members(it) {
        Some(args) => Ok(args),
        None => Err(thread.system_error(format_args!("union without members"))),
    }
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let mut out = Builder::new(thread);
    for (index, member) in args(thread, it)?.items().iter().enumerate() {
        if index > 0 {
            out.push_str(" | ")?;
        }
        let none = thread.heap().builtin(Builtin::NoneType).as_object();
        match member.is(none) {
            true => out.push_str("None")?,
            false => push_item_repr(thread, &mut out, member)?,
        }
    }
    Ok(out.finish()?.into_object())
}

/// Independent of order, as a set's.
/// That of a frozen set of the members.
fn hash(thread: &Thread, it: &Object) -> Result<isize> {
    let members = set::empty_frozen(thread)?;
    set::update(thread, &members, args(thread, it)?.as_object())?;
    protocol::hash(thread, &members)
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let wanted = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let (Some(a), Some(b)) = (members(a).filter(|_| wanted), members(b)) else {
        return Ok(heap.not_implemented());
    };
    let a = set::from_iterable(thread, a.as_object())?;
    let b = set::from_iterable(thread, b.as_object())?;
    protocol::richcompare(thread, &a, &b, op)
}

fn parameters(thread: &Thread, it: &Object) -> Result<Ref<Tuple>> {
    let union = it.downcast::<Union>();
    if let Some(known) = union.and_then(|u| u.parameters.get())
        && let Ok(known) = known.downcast_into::<Tuple>()
    {
        return Ok(known);
    }
    let fresh = parameters_of(thread, &*args(thread, it)?)?;
    if let Some(union) = union {
        union.parameters.set(Some(fresh.clone().into_object()));
    }
    Ok(fresh)
}

fn getitem(thread: &Thread, it: &Object, key: &Object) -> Result<Ref> {
    let parameters = parameters(thread, it)?;
    let fresh = substitute(thread, it, &*args(thread, it)?, &parameters, key)?;
    let mut result: Option<Ref> = None;
    for member in fresh.items() {
        result = Some(match result {
            None => member.clone(),
            Some(so_far) => protocol::binary(thread, &so_far, member, protocol::Operator::Or)?,
        });
    }
    Ok(result.unwrap_or_else(|| thread.heap().none()))
}

fn getattro(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    let text = typeobj::name_of(thread, name)?;
    if text.eq_str("__module__") {
        return protocol::getattr(thread, it.ty().as_object(), name);
    }
    typeobj::generic_getattr(thread, it, name)
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        getattro: Some(getattro),
        richcompare: Some(compare),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(or),
        subscript: Some(getitem),
        ..NumberSlots::EMPTY
    },
    members: &[MemberDef {
        name: "__args__",
        kind: MemberKind::Object,
        offset: 16,
        readonly: true,
        doc: None,
    }],
    getsets: &[GetSetDef {
        name: "__parameters__",
        get: |thread, it| parameters(thread, it).map(Ref::into_object),
        set: None,
        doc: Some("Type variables in the types.UnionType."),
    }],
    doc: Some("Represent a PEP 604 union type\n\nE.g. for int | str"),
    ..TypeSpec::new("types.UnionType", Builtin::Union, Union::INFO)
};
