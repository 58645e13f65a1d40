//! Tuples with named fields, such as `sys.version_info`: a tuple type whose fields are members at the places of its items.

use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use types::str::Builder;
use types::tuple::{TUPLE_LAYOUT, Unfinished};
use types::{Int, Tuple, repr};

/// Where the items of a tuple start.
const ITEMS: usize = 24;

/// The field at an index.
pub const fn field(index: usize, name: &'static str, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset: ITEMS + index * size_of::<usize>(),
        readonly: true,
        doc: Some(doc),
    }
}

/// The declaration of a type that programs can't make instances of.
pub const fn spec(
    name: &'static str,
    doc: &'static str,
    members: &'static [MemberDef],
) -> TypeSpec {
    TypeSpec {
        base: Builtin::Tuple,
        flags: TypeFlags::HAVE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
        slots: TypeSlots {
            repr: Some(show),
            ..TypeSlots::EMPTY
        },
        methods: METHODS,
        members,
        doc: Some(doc),
        ..TypeSpec::new(name, Builtin::Other, &TUPLE_LAYOUT)
    }
}

/// The declaration of a type that programs can make instances of, from a sequence.
pub const fn open_spec(
    name: &'static str,
    doc: &'static str,
    members: &'static [MemberDef],
) -> TypeSpec {
    let base = spec(name, doc, members);
    TypeSpec {
        flags: TypeFlags::HEAP.with(TypeFlags::HAVE_GC),
        slots: TypeSlots {
            new: Some(new),
            ..base.slots
        },
        ..base
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let fields = ty.spec().map_or(0, |spec| spec.members.len());
    let name = ty.name();
    let Some(sequence) = args.values().first() else {
        return Err(thread.type_error(format_args!(
            "structseq() missing required argument 'sequence' (pos 1)"
        )));
    };
    if types::iter(thread, sequence).is_err() {
        drop(thread.take_pending());
        return Err(thread.type_error(format_args!("constructor requires a sequence")));
    }
    let items = types::to_tuple(thread, sequence)?;
    if items.len() < fields {
        return Err(thread.type_error(format_args!(
            "{name}() takes an at least {fields}-sequence ({}-sequence given)",
            items.len()
        )));
    }
    let fresh = Unfinished::new(thread, ty, fields)?;
    for (i, item) in items.items().iter().take(fields).enumerate() {
        fresh.put(i, item.clone());
    }
    Ok(fresh.finish().into_object())
}

const METHODS: &[MethodDef] = &[MethodDef::no_args("__reduce__", reduce)];

/// An instance with these items.
pub fn make<const N: usize>(
    thread: &Thread,
    spec: &'static TypeSpec,
    items: [Ref; N],
) -> Result<Ref> {
    let ty = prepared(thread, spec)?;
    let fresh = Unfinished::new(thread, ty, N)?;
    for (i, item) in items.into_iter().enumerate() {
        fresh.put(i, item);
    }
    Ok(fresh.finish().into_object())
}

/// The type, its counts of fields in its dictionary.
pub fn prepared<'t>(thread: &'t Thread, spec: &'static TypeSpec) -> Result<&'t Type> {
    let ty = types::type_of(thread, spec)?;
    if let Some(dict) = types::typeobj::dict_of(ty)
        && dict.get_text(thread, "n_fields")?.is_none()
    {
        let n = Int::from_usize(thread, spec.members.len())?;
        dict.set_text(thread, "n_sequence_fields", &n)?;
        dict.set_text(thread, "n_fields", &n)?;
        dict.set_text(thread, "n_unnamed_fields", &*Int::new(thread, 0)?)?;
        let mut names = Vec::with_capacity(spec.members.len());
        for member in spec.members {
            names.push(types::str::intern_static(thread, member.name)?.into_object());
        }
        let names = Tuple::from_slice(thread, &names)?;
        dict.set_text(thread, "__match_args__", names.as_object())?;
        types::typeobj::modified(ty);
    }
    Ok(ty)
}

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let ty = object.ty();
    let mut out = Builder::new(thread);
    out.push_str(ty.name())?;
    out.push_str("(")?;
    let members = ty.spec().map_or(&[][..], |spec| spec.members);
    let items = object.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    for (i, (member, item)) in members.iter().zip(items).enumerate() {
        if i > 0 {
            out.push_str(", ")?;
        }
        out.push_str(member.name)?;
        out.push_str("=")?;
        out.push(&*repr(thread, item)?)?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let items = object.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let plain = Tuple::from_slice(thread, items)?.into_object();
    let state = types::Dict::new(thread)?.into_object();
    let args = Tuple::from_array(thread, [plain, state])?.into_object();
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args])?.into_object())
}
