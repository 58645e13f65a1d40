//! `types.GenericAlias`: `list[int]`, and what it shares with unions: type parameters and their substitution.

mod iterator;
mod substitute;

pub use substitute::substitute;

use crate::layouts::GenericAlias;
use crate::list::List;
use crate::protocol;
use crate::state::names;
use crate::str::{Builder, Str};
use crate::tuple::{Tuple, Unfinished};
use crate::typeobj;
use object::{
    Args, Builtin, CompareOp, GetSetDef, Layout, MemberDef, MemberKind, MethodDef, NumberSlots,
    Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// `origin[args]`.
pub fn new(thread: &Thread, origin: &Object, args: &Object) -> Result<Ref> {
    let ty = thread.heap().builtin(Builtin::GenericAlias);
    make(thread, ty, origin, args, false)
}

fn make(thread: &Thread, ty: &Type, origin: &Object, args: &Object, starred: bool) -> Result<Ref> {
    let fresh = thread.heap().alloc(ty, 0)?;
    fresh.track();
    let args = match args.downcast::<Tuple>() {
        Some(_) => args.to_ref(),
        None => Tuple::from_array(thread, [args.to_ref()])?.into_object(),
    };
    if let Some(alias) = fresh.downcast::<GenericAlias>() {
        alias.origin.set(Some(origin.to_ref()));
        alias.args.set(Some(args));
        alias.starred.set(usize::from(starred));
    }
    Ok(fresh)
}

struct Parts {
    origin: Ref,
    args: Ref<Tuple>,
    starred: bool,
}

fn parts(thread: &Thread, it: &Object) -> Result<Parts> {
    let found = it.downcast::<GenericAlias>().and_then(|alias| {
        Some(Parts {
            origin: alias.origin.get()?,
            args: alias.args.get()?.downcast_into::<Tuple>().ok()?,
            starred: alias.starred.get() != 0,
        })
    });
    match found {
        Some(parts) => Ok(parts),
        None => Err(thread.system_error(format_args!("alias without origin"))),
    }
}

fn new_alias(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    protocol::no_keywords(thread, "GenericAlias", &args)?;
    let values = args.positional();
    protocol::check_arity(thread, "GenericAlias", values.len(), 2, 2)?;
    make(thread, ty, &values[0], &values[1], false)
}

/// Appends how a type is shown inside brackets: by its qualified name, without `builtins`.
pub fn push_item_repr(thread: &Thread, out: &mut Builder<'_>, item: &Object) -> Result<()> {
    if item.is_exactly(Builtin::Ellipsis) {
        return out.push_str("...");
    }
    if let Some(list) = item.downcast::<List>() {
        out.push_str("[")?;
        for index in 0..list.len() {
            let Some(item) = list.get(index) else { break };
            if index > 0 {
                out.push_str(", ")?;
            }
            push_item_repr(thread, out, &item)?;
        }
        return out.push_str("]");
    }
    let known = names(thread);
    let alias = protocol::getattr_opt(thread, item, known.__origin__())?.is_some()
        && protocol::getattr_opt(thread, item, known.__args__())?.is_some();
    if !alias
        && let Some(qualname) = protocol::getattr_opt(thread, item, known.__qualname__())?
        && let Some(module) = protocol::getattr_opt(thread, item, known.__module__())?
        && !module.is_exactly(Builtin::NoneType)
    {
        let module = protocol::to_str(thread, &module)?;
        if !module.eq_str("builtins") {
            out.push(&module)?;
            out.push_str(".")?;
        }
        return out.push(&*protocol::to_str(thread, &qualname)?);
    }
    out.push(&*protocol::repr(thread, item)?)
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let parts = parts(thread, it)?;
    let mut out = Builder::new(thread);
    if parts.starred {
        out.push_str("*")?;
    }
    push_item_repr(thread, &mut out, &parts.origin)?;
    out.push_str("[")?;
    for (index, item) in parts.args.items().iter().enumerate() {
        if index > 0 {
            out.push_str(", ")?;
        }
        push_item_repr(thread, &mut out, item)?;
    }
    out.push_str(if parts.args.is_empty() { "()]" } else { "]" })?;
    Ok(out.finish()?.into_object())
}

fn attribute(thread: &Thread, it: &Object, name: &str) -> Result<Option<Ref>> {
    let name = crate::str::intern_static(thread, name)?;
    protocol::getattr_opt(thread, it, &name)
}

fn add_new(found: &mut Vec<Ref>, item: &Object) {
    if !found.iter().any(|known| known.is(item)) {
        found.push(item.to_ref());
    }
}

fn add_all(found: &mut Vec<Ref>, items: &Tuple) {
    items.items().iter().for_each(|item| add_new(found, item));
}

fn collect(thread: &Thread, args: &[Ref], found: &mut Vec<Ref>) -> Result<()> {
    for arg in args {
        if arg.has_layout(Type::INFO) {
            continue;
        }
        // What stands in a list or a tuple is no parameter of the alias: 3.13 doesn't look there.
        if attribute(thread, arg, "__typing_subst__")?.is_some() {
            add_new(found, arg);
        } else if let Some(nested) = attribute(thread, arg, "__parameters__")?
            && let Some(nested) = nested.downcast::<Tuple>()
        {
            add_all(found, nested);
        }
    }
    Ok(())
}

/// The type parameters among arguments, each once. As in 3.13 there is a tuple with room for as many as there are arguments
/// before they are looked at, which then gets the right length.
pub fn parameters_of(thread: &Thread, args: &Tuple) -> Result<Ref<Tuple>> {
    let room = Unfinished::of(thread, args.len())?;
    let _deeper = thread.enter(" in generic alias")?;
    let mut found = Vec::new();
    collect(thread, args.items(), &mut found)?;
    if found.is_empty() {
        drop(room);
        return Ok(Tuple::empty(thread));
    }
    let tuple = room.resized(thread, found.len())?;
    for (index, item) in found.into_iter().enumerate() {
        tuple.put(index, item);
    }
    Ok(tuple.finish())
}

fn parameters(thread: &Thread, it: &Object) -> Result<Ref<Tuple>> {
    let alias = it.downcast::<GenericAlias>();
    if let Some(known) = alias.and_then(|a| a.parameters.get())
        && let Ok(known) = known.downcast_into::<Tuple>()
    {
        return Ok(known);
    }
    let fresh = parameters_of(thread, &parts(thread, it)?.args)?;
    if let Some(alias) = alias {
        alias.parameters.set(Some(fresh.clone().into_object()));
    }
    Ok(fresh)
}

fn getitem(thread: &Thread, it: &Object, key: &Object) -> Result<Ref> {
    let own = parts(thread, it)?;
    let parameters = parameters(thread, it)?;
    let fresh = substitute(thread, it, &own.args, &parameters, key)?;
    let ty = thread.heap().builtin(Builtin::GenericAlias);
    make(thread, ty, &own.origin, fresh.as_object(), own.starred)
}

fn call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let made = protocol::call_args(thread, &parts(thread, it)?.origin, args)?;
    let name = crate::str::intern_static(thread, "__orig_class__")?;
    if protocol::setattr_name(thread, &made, &name, Some(it)).is_err()
        && thread.swallow(Builtin::AttributeError).is_err()
    {
        thread.swallow(Builtin::TypeError)?;
    }
    Ok(made)
}

fn hash(thread: &Thread, it: &Object) -> Result<isize> {
    let own = parts(thread, it)?;
    let hash = protocol::hash(thread, &own.origin)? ^ protocol::hash(thread, own.args.as_object())?;
    Ok(if hash == -1 { -2 } else { hash })
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let wanted = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if !wanted || !a.has_layout(GenericAlias::INFO) || !b.has_layout(GenericAlias::INFO) {
        return Ok(heap.not_implemented());
    }
    let (a, b) = (parts(thread, a)?, parts(thread, b)?);
    let same = a.starred == b.starred
        && protocol::equal(thread, &a.origin, &b.origin)?
        && protocol::equal(thread, a.args.as_object(), b.args.as_object())?;
    Ok(heap.bool(same == (op == CompareOp::Eq)))
}

/// Attributes that belong to the alias itself; all others are the origin's.
const OWN: &[&str] = &[
    "__class__",
    "__origin__",
    "__args__",
    "__unpacked__",
    "__parameters__",
    "__typing_unpacked_tuple_args__",
    "__mro_entries__",
    "__reduce_ex__",
    "__reduce__",
    "__copy__",
    "__deepcopy__",
];

/// Attributes that are never taken from the origin.
const BLOCKED: &[&str] = &["__bases__", "__copy__", "__deepcopy__"];

fn getattro(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    let text = typeobj::name_of(thread, name)?;
    let listed = |list: &[&str]| list.iter().any(|n| text.eq_str(n));
    if !listed(OWN) && !listed(BLOCKED) {
        return protocol::getattr(thread, &parts(thread, it)?.origin, name);
    }
    typeobj::generic_getattr(thread, it, name)
}

/// Iterating gives the alias once, unpacked: `*list[int]`.
fn iter(thread: &Thread, it: &Object) -> Result<Ref> {
    iterator::new(thread, it)
}

/// The same alias, unpacked.
fn starred(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = parts(thread, it)?;
    let ty = thread.heap().builtin(Builtin::GenericAlias);
    make(thread, ty, &own.origin, own.args.as_object(), true)
}

fn mro_entries(thread: &Thread, it: &Object, _bases: &Object) -> Result<Ref> {
    Ok(Tuple::from_array(thread, [parts(thread, it)?.origin])?.into_object())
}

fn refuse_instance(thread: &Thread, _it: &Object, _arg: &Object) -> Result<Ref> {
    Err(thread.type_error(format_args!(
        "isinstance() argument 2 cannot be a parameterized generic"
    )))
}

fn refuse_subclass(thread: &Thread, _it: &Object, _arg: &Object) -> Result<Ref> {
    Err(thread.type_error(format_args!(
        "issubclass() argument 2 cannot be a parameterized generic"
    )))
}

fn reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = parts(thread, it)?;
    if own.starred {
        let ty = thread.heap().builtin(Builtin::GenericAlias);
        let plain = make(thread, ty, &own.origin, own.args.as_object(), false)?;
        let iterator = protocol::iter(thread, &plain)?;
        let next = crate::object::builtin(thread, "next")?;
        let args = Tuple::from_array(thread, [iterator])?.into_object();
        return Ok(Tuple::from_array(thread, [next, args])?.into_object());
    }
    let class = thread.heap().builtin(Builtin::GenericAlias);
    let args = Tuple::from_array(thread, [own.origin, own.args.into_object()])?.into_object();
    let parts = [Ref::new(class).into_object(), args];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

fn dir(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = parts(thread, it)?;
    let listing = crate::object::builtin(thread, "dir")?;
    let names = protocol::to_list(thread, &*protocol::call_one(thread, &listing, &own.origin)?)?;
    for name in OWN {
        let name = Str::new(thread, name)?.into_object();
        if !protocol::contains(thread, names.as_object(), &name)? {
            names.push(thread, name)?;
        }
    }
    Ok(names.into_object())
}

fn unpacked_args(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = parts(thread, it)?;
    let tuple = thread.heap().builtin(Builtin::Tuple).as_object();
    Ok(match own.starred && own.origin.is(tuple) {
        true => own.args.into_object(),
        false => thread.heap().none(),
    })
}

const fn field(name: &'static str, offset: usize, kind: MemberKind) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: None,
    }
}

const fn computed(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::HAVE_VECTORCALL),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        call: Some(call),
        getattro: Some(getattro),
        richcompare: Some(compare),
        iter: Some(iter),
        new: Some(new_alias),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(crate::union::or),
        subscript: Some(getitem),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::one("__mro_entries__", mro_entries),
        MethodDef::one("__instancecheck__", refuse_instance),
        MethodDef::one("__subclasscheck__", refuse_subclass),
        MethodDef::no_args("__reduce__", reduce),
        MethodDef::no_args("__dir__", dir),
    ],
    members: &[
        field("__origin__", 16, MemberKind::Object),
        field("__args__", 24, MemberKind::Object),
        field("__unpacked__", 48, MemberKind::Bool),
    ],
    getsets: &[
        computed("__parameters__", |thread, it| {
            parameters(thread, it).map(Ref::into_object)
        }),
        computed("__typing_unpacked_tuple_args__", unpacked_args),
    ],
    weaklist_offset: 40,
    doc: Some(
        "GenericAlias(origin, args, /)\n--\n\nRepresent a PEP 585 generic type\n\nE.g. for t = list[int], t.__origin__ is list and t.__args__ is (int,).",
    ),
    ..TypeSpec::new(
        "types.GenericAlias",
        Builtin::GenericAlias,
        GenericAlias::INFO,
    )
};
