//! `itemgetter`, `attrgetter`, `methodcaller`: callables that remember what to ask of their argument.
//!
//! ```text
//! itemgetter    0 header  16 count  24 item or tuple of items  32 index (-1: none)  40 (call)                 48 bytes
//! attrgetter    0 header  16 count  24 tuple of names          32 (call)                                      40 bytes
//! methodcaller  0 header  16 name  24 args  32 keywords  40 reserved  48 their names  56 (call)             64 bytes
//! ```
//! A name with dots is kept as a tuple of its parts.

use object::native::HiddenSlot;
use object::{
    Args, Builtin, GetSetDef, MemberDef, MethodDef, Object, Ref, Result, Slot, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, native,
};
use std::cell::Cell;
use types::dict::Dict;
use types::protocol::ReprGuard;
use types::str::{Builder, intern};
use types::tuple::Unfinished;
use types::typeobj::Forwarded;
use types::{Int, Str, Tuple};

object::native_layout! {
    /// See the file's head.
    pub struct ItemGetter: ITEM_LAYOUT, "itemgetter" { count: Cell<usize>, item: Slot, index: Cell<isize>, call: Cell<usize> }
}

object::native_layout! {
    /// See the file's head.
    pub struct AttrGetter: ATTR_LAYOUT, "attrgetter" { count: Cell<usize>, names: Slot<Tuple>, call: Cell<usize> } type Last
}

object::native_layout! {
    /// See the file's head. The names are those of the keywords.
    pub struct MethodCaller: METHOD_LAYOUT, "methodcaller" {
        name: Slot<Str>, args: Slot<Tuple>, keywords: Slot<Dict>, reserved: Cell<usize>, names: HiddenSlot, call: Cell<usize>
    } type Last
}

const _: () = assert!(size_of::<ItemGetter>() == 48);
const _: () = assert!(size_of::<AttrGetter>() == 40);
const _: () = assert!(size_of::<MethodCaller>() == 64);

const fn slots(
    new: for<'a> fn(&Thread, &Type, Args<'a>) -> Result<Ref>,
    call: for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>,
    repr: fn(&Thread, &Object) -> Result<Ref>,
) -> TypeSlots {
    TypeSlots {
        repr: Some(repr),
        call: Some(call),
        getattro: Some(types::typeobj::generic_getattr),
        new: Some(new),
        ..TypeSlots::EMPTY
    }
}

/// How all of them are called.
const SIGNATURE: &[GetSetDef] = &[GetSetDef {
    name: "__text_signature__",
    get: |thread, _| Ok(Str::new(thread, "(obj, /)")?.into_object()),
    set: None,
    doc: None,
}];

pub(super) static ITEM: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::HAVE_VECTORCALL),
    slots: slots(item_new, item_call, item_repr),
    methods: &[MethodDef::no_args("__reduce__", item_reduce)],
    members: &[MemberDef::vectorcall(std::mem::offset_of!(
        ItemGetter, call
    ))],
    getsets: SIGNATURE,
    keeps_arguments: true,
    doc: Some(
        "itemgetter(item, /, *items)\n--\n\nFetches items: itemgetter(2)(r) is r[2], itemgetter(2, 5)(r) is (r[2], r[5]).",
    ),
    ..TypeSpec::new("operator.itemgetter", Builtin::Other, &ITEM_LAYOUT)
};

pub(super) static ATTR: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::HAVE_VECTORCALL),
    slots: slots(attr_new, attr_call, attr_repr),
    methods: &[MethodDef::no_args("__reduce__", attr_reduce)],
    members: &[MemberDef::vectorcall(std::mem::offset_of!(
        AttrGetter, call
    ))],
    getsets: SIGNATURE,
    doc: Some(
        "attrgetter(attr, /, *attrs)\n--\n\nFetches attributes: attrgetter('a.b', 'c')(r) is (r.a.b, r.c).",
    ),
    ..TypeSpec::new("operator.attrgetter", Builtin::Other, &ATTR_LAYOUT)
};

pub(super) static METHOD: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::HAVE_VECTORCALL),
    slots: slots(method_new, method_call, method_repr),
    methods: &[MethodDef::no_args("__reduce__", method_reduce)],
    members: &[MemberDef::vectorcall(std::mem::offset_of!(
        MethodCaller,
        call
    ))],
    getsets: SIGNATURE,
    keeps_arguments: true,
    doc: Some(
        "methodcaller(name, /, *args, **kwargs)\n--\n\nCalls a method: methodcaller('f', 1)(r) is r.f(1).",
    ),
    ..TypeSpec::new("operator.methodcaller", Builtin::Other, &METHOD_LAYOUT)
};

fn layout<'a, T: object::Layout>(thread: &Thread, object: &'a Object) -> Result<&'a T> {
    match object.downcast::<T>() {
        Some(layout) => Ok(layout),
        None => Err(thread.system_error(format_args!("{} expected", T::INFO.name))),
    }
}

fn filled<T: object::Layout>(thread: &Thread, slot: &Slot<T>) -> Result<Ref<T>> {
    match slot.get() {
        Some(value) => Ok(value),
        None => Err(thread.system_error(format_args!("a cleared getter was used"))),
    }
}

/// The one argument of a getter's call.
fn subject<'a>(thread: &Thread, name: &str, args: Args<'a>) -> Result<&'a Object> {
    types::no_keywords(thread, name, &args)?;
    types::check_arity(thread, name, args.values().len(), 1, 1)?;
    Ok(&args.values()[0])
}

/// Appends `(a, b)`'s items as arguments, the parenthesis left open.
fn open(thread: &Thread, name: &str, items: &[Ref]) -> Result<Ref<Str>> {
    let mut out = Builder::new(thread);
    out.push_str(name)?;
    out.push_str("(")?;
    for (i, item) in items.iter().enumerate() {
        if i > 0 {
            out.push_str(", ")?;
        }
        types::push_repr(thread, &mut out, item)?;
    }
    out.finish()
}

fn close(thread: &Thread, text: &Str) -> Result<Ref> {
    Ok(Str::format(thread, format_args!("{text})"))?.into_object())
}

/// `(type, args)`.
fn reduced(thread: &Thread, object: &Object, args: Ref<Tuple>) -> Result<Ref> {
    let class = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [class, args.into_object()])?.into_object())
}

fn item_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    types::no_keywords(thread, "itemgetter", &args)?;
    let items = args.positional();
    if items.len() < 2 {
        types::check_arity(thread, "itemgetter", items.len(), 1, 1)?;
    }
    let args = Tuple::of_args(thread, &args)?;
    let fresh = native::make::<ItemGetter>(thread.heap(), ty)?;
    let item = match items {
        [only] => only.clone(),
        _ => args.into_object(),
    };
    let index = match items {
        [only] => Int::compact_of(only).filter(|&i| i >= 0).unwrap_or(-1),
        _ => -1,
    };
    fresh.count.set(items.len());
    fresh.item.set(Some(item));
    fresh.index.set(index);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn item_call(thread: &Thread, this: &Object, args: Args<'_>) -> Result<Ref> {
    let it: &ItemGetter = layout(thread, this)?;
    let subject = subject(thread, "itemgetter", args)?;
    if it.count.get() == 1 {
        let quick = usize::try_from(it.index.get()).ok();
        if let Some(index) = quick
            && subject.is_exactly(Builtin::Tuple)
            && let Some(item) = subject
                .downcast::<Tuple>()
                .and_then(|t| t.items().get(index))
        {
            return Ok(item.clone());
        }
        let key = filled(thread, &it.item)?;
        // A sequence asks a key that isn't a number for its index: the getter's own reference is the only one then.
        let key = match key.isinstance(Builtin::Int) || !is_sequence(subject) {
            false if types::typeobj::forwards(key.ty(), Forwarded::Index) => {
                types::index_given(thread, key)?.into_object()
            }
            _ => key,
        };
        return types::getitem(thread, subject, &key);
    }
    let keys = filled(thread, &it.item)?;
    let keys = keys.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let found = Unfinished::of(thread, keys.len())?;
    for (index, key) in keys.iter().enumerate() {
        found.put(index, types::getitem(thread, subject, key)?);
    }
    Ok(found.finish().into_object())
}

/// The built-in sequences that an index is looked up in.
fn is_sequence(subject: &Object) -> bool {
    use Builtin::*;
    let kinds = [List, Tuple, Str, Bytes, ByteArray, Range];
    kinds.iter().any(|&kind| subject.is_exactly(kind))
}

/// The arguments that the getter was made with.
fn item_args(thread: &Thread, this: &Object) -> Result<Ref<Tuple>> {
    let it: &ItemGetter = layout(thread, this)?;
    let item = filled(thread, &it.item)?;
    if it.count.get() == 1 {
        return Tuple::from_array(thread, [item]);
    }
    types::to_tuple(thread, &item)
}

/// What is shown of a getter inside itself.
fn again(thread: &Thread, this: &Object) -> Result<Ref> {
    Ok(Str::format(thread, format_args!("{}(...)", this.ty().name()))?.into_object())
}

fn item_repr(thread: &Thread, this: &Object) -> Result<Ref> {
    let Some(_guard) = ReprGuard::enter(thread, this)? else {
        return again(thread, this);
    };
    let it: &ItemGetter = layout(thread, this)?;
    if it.count.get() == 1 {
        let item = filled(thread, &it.item)?;
        return close(thread, &*open(thread, this.ty().name(), &[item])?);
    }
    let args = item_args(thread, this)?;
    close(thread, &*open(thread, this.ty().name(), args.items())?)
}

fn item_reduce(thread: &Thread, this: &Object) -> Result<Ref> {
    reduced(thread, this, item_args(thread, this)?)
}

/// A name as it is kept: interned, or a tuple of interned parts where it has dots.
fn kept_name(thread: &Thread, name: &Ref) -> Result<Ref> {
    let Some(text) = name.downcast::<Str>() else {
        return Err(thread.type_error(format_args!("attribute name must be a string")));
    };
    let dot = u32::from(b'.');
    if !text.code_points().any(|c| c == dot) {
        return Ok(intern(thread, Ref::new(text))?.into_object());
    }
    let parts = Unfinished::of(thread, text.code_points().filter(|&c| c == dot).count() + 1)?;
    let (mut from, mut index) = (0, 0);
    for at in 0..=text.len() {
        if at < text.len() && text.char_at(at) != dot {
            continue;
        }
        let mut part = Builder::new(thread);
        part.push_range(text, from, at)?;
        parts.put(index, intern(thread, part.finish()?)?.into_object());
        (from, index) = (at + 1, index + 1);
    }
    Ok(parts.finish().into_object())
}

fn attr_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    types::no_keywords(thread, "attrgetter", &args)?;
    let given = args.positional();
    if given.len() < 2 {
        types::check_arity(thread, "attrgetter", given.len(), 1, 1)?;
    }
    let names = Unfinished::of(thread, given.len())?;
    for (index, name) in given.iter().enumerate() {
        names.put(index, kept_name(thread, name)?);
    }
    let fresh = native::make::<AttrGetter>(thread.heap(), ty)?;
    fresh.count.set(given.len());
    fresh.names.set(Some(names.finish()));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// The attribute behind a kept name.
fn dotted(thread: &Thread, subject: &Object, name: &Object) -> Result<Ref> {
    let Some(parts) = name.downcast::<Tuple>() else {
        return types::getattr(thread, subject, name);
    };
    let mut value = subject.to_ref();
    for part in parts.items() {
        value = types::getattr(thread, &value, part)?;
    }
    Ok(value)
}

fn attr_call(thread: &Thread, this: &Object, args: Args<'_>) -> Result<Ref> {
    let it: &AttrGetter = layout(thread, this)?;
    let subject = subject(thread, "attrgetter", args)?;
    let names = filled(thread, &it.names)?;
    if let [name] = names.items() {
        return dotted(thread, subject, name);
    }
    let found = Unfinished::of(thread, names.len())?;
    for (index, name) in names.items().iter().enumerate() {
        found.put(index, dotted(thread, subject, name)?);
    }
    Ok(found.finish().into_object())
}

/// The names as they were given.
/// The names as they were given.
fn attr_args(thread: &Thread, this: &Object) -> Result<Ref<Tuple>> {
    let it: &AttrGetter = layout(thread, this)?;
    let names = filled(thread, &it.names)?;
    let given = Unfinished::of(thread, names.len())?;
    for (index, name) in names.items().iter().enumerate() {
        given.put(index, joined(thread, name)?);
    }
    Ok(given.finish())
}

/// A kept name with its dots.
fn joined(thread: &Thread, name: &Ref) -> Result<Ref> {
    let Some(parts) = name.downcast::<Tuple>() else {
        return Ok(name.clone());
    };
    let mut joined = Builder::new(thread);
    for (i, part) in parts.items().iter().enumerate() {
        if i > 0 {
            joined.push_str(".")?;
        }
        if let Some(part) = part.downcast::<Str>() {
            joined.push(part)?;
        }
    }
    Ok(joined.finish()?.into_object())
}

fn attr_repr(thread: &Thread, this: &Object) -> Result<Ref> {
    let Some(_guard) = ReprGuard::enter(thread, this)? else {
        return again(thread, this);
    };
    let it: &AttrGetter = layout(thread, this)?;
    if let [only] = filled(thread, &it.names)?.items() {
        let only = joined(thread, only)?;
        return close(thread, &*open(thread, this.ty().name(), &[only])?);
    }
    let args = attr_args(thread, this)?;
    close(thread, &*open(thread, this.ty().name(), args.items())?)
}

fn attr_reduce(thread: &Thread, this: &Object) -> Result<Ref> {
    reduced(thread, this, attr_args(thread, this)?)
}

fn method_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    let Some(name) = given.first() else {
        let text = format_args!("methodcaller needs at least one argument, the method name");
        return Err(thread.type_error(text));
    };
    let Some(name) = name.downcast::<Str>() else {
        return Err(thread.type_error(format_args!("method name must be a string")));
    };
    let given = Tuple::from_slice(thread, given)?;
    let mut keywords = None;
    if !args.names().is_empty() {
        let all = keywords.insert(Dict::new(thread)?);
        for (name, value) in args.keywords() {
            all.set(thread, name, value)?;
        }
    }
    let name = intern(thread, Ref::new(name))?;
    let fresh = native::make::<MethodCaller>(thread.heap(), ty)?;
    fresh.name.set(Some(name));
    fresh.args.set(Some(given));
    fresh.keywords.set(keywords);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn method_call(thread: &Thread, this: &Object, args: Args<'_>) -> Result<Ref> {
    let it: &MethodCaller = layout(thread, this)?;
    let subject = subject(thread, "methodcaller", args)?;
    let name = filled(thread, &it.name)?;
    let args = filled(thread, &it.args)?;
    let Some(keywords) = it.keywords.get() else {
        return types::protocol::call_method_unbound(thread, subject, &name, &args.items()[1..]);
    };
    let (names, mut values) = with_keywords(thread, it, &args, &keywords)?;
    let (method, unbound) = types::typeobj::find_method(thread, subject, &name)?;
    if unbound {
        values.insert(0, subject.to_ref());
    }
    types::call_args(thread, &method, Args::new(&values, names.items()))
}

/// All arguments of the calls and the names of those given by keyword: the names are kept from the first call on.
fn with_keywords(
    thread: &Thread,
    it: &MethodCaller,
    args: &Tuple,
    keywords: &Dict,
) -> Result<(Ref<Tuple>, Vec<Ref>)> {
    let mut values = args.items()[1..].to_vec();
    let mut names = Vec::new();
    let mut at = 0;
    while let Some((name, value)) = keywords.next(&mut at) {
        names.push(name);
        values.push(value);
    }
    let known = it.names.get().and_then(|n| n.downcast_into::<Tuple>().ok());
    let names = match known {
        Some(names) => names,
        None => Tuple::from_slice(thread, &names)?,
    };
    it.names.set(Some(names.clone().into_object()));
    Ok((names, values))
}

fn method_repr(thread: &Thread, this: &Object) -> Result<Ref> {
    let Some(_guard) = ReprGuard::enter(thread, this)? else {
        return again(thread, this);
    };
    let it: &MethodCaller = layout(thread, this)?;
    let args = filled(thread, &it.args)?;
    // 3.13 gathers the texts of all arguments but the name in a tuple.
    let keywords = it.keywords.get().map_or(0, |k| k.len());
    let _texts = thread.heap().hold_call(args.len() - 1 + keywords, 0)?;
    let text = open(thread, this.ty().name(), args.items())?;
    let Some(keywords) = it.keywords.get() else {
        return close(thread, &text);
    };
    let mut out = Builder::new(thread);
    out.push(&text)?;
    let mut at = 0;
    while let Some((name, value)) = keywords.next(&mut at) {
        out.push_str(", ")?;
        if let Some(name) = name.downcast::<Str>() {
            out.push(name)?;
        }
        out.push_str("=")?;
        types::push_repr(thread, &mut out, &value)?;
    }
    close(thread, &*out.finish()?)
}

fn method_reduce(thread: &Thread, this: &Object) -> Result<Ref> {
    let it: &MethodCaller = layout(thread, this)?;
    let args = filled(thread, &it.args)?;
    let Some(keywords) = it.keywords.get() else {
        return reduced(thread, this, args);
    };
    // With keywords only a partial of the class can carry them.
    let partial = types::runtime::import_module(thread, "functools")?;
    let partial = types::getattr_text(thread, &partial, "partial")?;
    let mut values = vec![this.ty().as_object().to_ref(), args.items()[0].clone()];
    let (names, all) = with_keywords(thread, it, &args, &keywords)?;
    values.extend_from_slice(&all[args.len() - 1..]);
    let made = types::call_args(thread, &partial, Args::new(&values, names.items()))?;
    let rest = Tuple::from_slice(thread, &args.items()[1..])?;
    Ok(Tuple::from_array(thread, [made, rest.into_object()])?.into_object())
}
