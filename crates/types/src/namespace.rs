//! `types.SimpleNamespace`: an object with nothing but attributes.

use crate::dict::Dict;
use crate::layouts::Namespace;
use crate::protocol;
use crate::str::{Builder, Str};
use crate::typeobj;
use object::{
    Args, Builtin, CompareOp, Layout, MemberDef, MemberKind, MethodDef, Object, Ref, Result,
    Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

fn dict(thread: &Thread, it: &Object) -> Result<Ref<Dict>> {
    match it.downcast::<Namespace>() {
        Some(this) => crate::dict::dict_in_slot(thread, &this.dict),
        None => Err(thread.system_error(format_args!("not a namespace"))),
    }
}

/// A namespace with the entries of a dictionary.
pub fn new(thread: &Thread, entries: &Dict) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::SimpleNamespace);
    let fresh = new_namespace(thread, ty, Args::default())?;
    dict(thread, &fresh)?.merge(thread, entries.as_object())?;
    Ok(fresh)
}

fn new_namespace(thread: &Thread, ty: &Type, _args: Args<'_>) -> Result<Ref> {
    let fresh = thread.heap().alloc(ty, 0)?;
    fresh.track();
    dict(thread, &fresh)?;
    Ok(fresh)
}

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    let given = args.positional();
    protocol::check_arity(thread, typeobj::short_name(it.ty()), given.len(), 0, 1)?;
    let own = dict(thread, it)?;
    if let [pairs] = given {
        let entries = match pairs.to_ref().downcast_into::<Dict>() {
            Ok(entries) => entries,
            Err(pairs) => {
                let ty = thread.heap().builtin(Builtin::Dict);
                let made = protocol::call(thread, ty.as_object(), &[pairs])?;
                match made.downcast_into::<Dict>() {
                    Ok(made) => made,
                    Err(_) => Dict::new(thread)?,
                }
            }
        };
        let mut pos = 0;
        while let Some((key, _)) = entries.next(&mut pos) {
            if key.downcast::<Str>().is_none() {
                return Err(thread.type_error(format_args!("keywords must be strings")));
            }
        }
        own.merge(thread, entries.as_object())?;
    }
    for (name, value) in args.keywords() {
        own.set(thread, name, value)?;
    }
    Ok(())
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let exact = it.is_exactly(Builtin::SimpleNamespace);
    let name = if exact { "namespace" } else { it.ty().name() };
    let Some(_guard) = protocol::ReprGuard::enter(thread, it)? else {
        return Ok(Str::format(thread, format_args!("{name}(...)"))?.into_object());
    };
    let own = dict(thread, it)?;
    // 3.13 gathers the pairs in a list and walks over a list of the keys.
    let _pairs = thread.heap().hold_list();
    let _keys = thread.heap().hold_list();
    let _iterator = thread.heap().hold_objects::<1>()?;
    let mut out = Builder::new(thread);
    out.push_str(name)?;
    out.push_str("(")?;
    let (mut pos, mut first) = (0, true);
    while let Some((key, value)) = own.next(&mut pos) {
        let Some(key) = key.downcast::<Str>().filter(|k| !k.is_empty()) else {
            continue;
        };
        if !std::mem::replace(&mut first, false) {
            out.push_str(", ")?;
        }
        out.push(key)?;
        out.push_str("=")?;
        protocol::push_repr_given(thread, &mut out, value)?;
    }
    // All pairs together are one text, which is asked for its `str`.
    collector::collect_if_due(thread);
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    if a.has_layout(Namespace::INFO) && b.has_layout(Namespace::INFO) {
        let (a, b) = (dict(thread, a)?, dict(thread, b)?);
        return protocol::richcompare(thread, a.as_object(), b.as_object(), op);
    }
    Ok(thread.heap().not_implemented())
}

fn reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    let class = Ref::new(it.ty()).into_object();
    let own = dict(thread, it)?.into_object();
    let parts = [class, thread.heap().empty_tuple(), own];
    Ok(crate::Tuple::from_array(thread, parts)?.into_object())
}

fn replace(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    if !args.positional().is_empty() {
        return Err(thread.type_error(format_args!(
            "__replace__() takes no positional arguments ({} given)",
            args.positional().len()
        )));
    }
    let fresh = protocol::call(thread, it.ty().as_object(), &[])?;
    let own = dict(thread, &fresh)?;
    own.merge(thread, dict(thread, it)?.as_object())?;
    for (name, value) in args.keywords() {
        own.set(thread, name, value)?;
    }
    Ok(fresh)
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        richcompare: Some(compare),
        init: Some(init),
        new: Some(new_namespace),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__reduce__", reduce)
            .doc("Parts from which pickle makes the object again."),
        MethodDef::keywords("__replace__", replace)
            .varargs()
            .doc("__replace__($self, /, **changes)\n--\n\nA copy with some attributes replaced."),
    ],
    members: &[MemberDef {
        name: "__dict__",
        kind: MemberKind::Object,
        offset: 16,
        readonly: true,
        doc: None,
    }],
    dict_offset: 16,
    doc: Some(
        "SimpleNamespace(mapping_or_iterable=(), /, **kwargs)\n--\n\nAn object with nothing but attributes.",
    ),
    ..TypeSpec::new(
        "types.SimpleNamespace",
        Builtin::SimpleNamespace,
        Namespace::INFO,
    )
};
