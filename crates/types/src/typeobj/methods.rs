//! `type` itself: calling it, its attributes by name, its methods.

use super::attrs::{TYPE_ATTRIBUTES, TYPE_FIELDS};
use super::layout::{dealloc_type, dict_of, mro_of};
use super::lookup::lookup;
use super::{bases, cannot_create, generic, update};
use crate::dict::Dict;
use crate::exception::raise_attribute_error;
use crate::int::Int;
use crate::list::List;
use crate::protocol;
use crate::state::names;
use crate::str::Str;
use object::{
    Args, Builtin, Layout, MethodDef, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};

/// The well-known type of this folder.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Type> {
    match it.downcast::<Type>() {
        Some(ty) => Ok(ty),
        None => Err(thread.system_error(format_args!("not a type"))),
    }
}

/// Calling a type: `type(x)`, otherwise `__new__` and then `__init__` of what that made.
pub fn type_call(thread: &Thread, it: &Object, args: Args<'_>) -> Result<Ref> {
    let ty = this(thread, it)?;
    if ty.builtin() == Builtin::Type {
        if let ([only], true) = (args.values(), args.names().is_empty()) {
            return Ok(Ref::new(only.ty()).into_object());
        }
        if args.positional().len() != 3 {
            return Err(thread.type_error(format_args!("type() takes 1 or 3 arguments")));
        }
    }
    let Some(new) = ty.slots().new else {
        return Err(cannot_create(thread, ty));
    };
    if ty.builtin() == Builtin::Dict {
        return crate::dict::construct(thread, args);
    }
    let _deeper = thread.enter(" while calling a Python object")?;
    let made = new(thread, ty, args)?;
    let class = made.ty();
    if !class.is_subtype(ty) {
        return Ok(made);
    }
    if let Some(init) = class.slots().init {
        init(thread, &made, args)?;
    }
    Ok(made)
}

/// Whether a call of the class goes the way of `type`: no metaclass has a `__call__` of its own.
#[inline]
pub fn is_called_as_type(class: &Type) -> bool {
    let metatype = class.as_object().ty();
    let own: fn(&Thread, &Object, Args<'_>) -> Result<Ref> = type_call;
    metatype.builtin() == Builtin::Type
        || metatype
            .slots()
            .call
            .is_some_and(|call| std::ptr::fn_addr_eq(call, own))
}

/// Attributes of types: data descriptors of the metaclass, then the type's own mro, then the metaclass's other attributes.
pub fn type_getattro(thread: &Thread, it: &Object, name: &Object) -> Result<Ref> {
    match find(thread, it, name)? {
        Some(found) => Ok(found),
        None => Err(generic::no_attribute(thread, it, name)),
    }
}

/// Whether a `getattro` slot is the one of types.
pub fn is_type_getattro(slot: object::Binary) -> bool {
    std::ptr::fn_addr_eq(slot, type_getattro as object::Binary)
}

/// The same with `None` for a missing attribute, also when a descriptor says so by raising.
pub fn type_find(thread: &Thread, it: &Object, name: &Object) -> Result<Option<Ref>> {
    match find(thread, it, name) {
        Ok(found) => Ok(found),
        Err(_) => {
            thread.swallow(Builtin::AttributeError)?;
            Ok(None)
        }
    }
}

fn find(thread: &Thread, it: &Object, name: &Object) -> Result<Option<Ref>> {
    let ty = this(thread, it)?;
    let text = generic::name_of(thread, name)?;
    let metatype = it.ty();
    let meta = lookup(thread, metatype, text);
    let mut meta_get = None;
    if let Some(found) = &meta {
        let slots = found.ty().slots();
        meta_get = slots.descr_get;
        if let Some(get) = meta_get
            && slots.descr_set.is_some()
        {
            return get(thread, found, Some(it), Some(metatype.as_object())).map(Some);
        }
    }
    if let Some(found) = lookup(thread, ty, text) {
        return match found.ty().slots().descr_get {
            Some(get) => get(thread, &found, None, Some(it)).map(Some),
            None => Ok(Some(found)),
        };
    }
    match (meta, meta_get) {
        (Some(found), Some(get)) => {
            get(thread, &found, Some(it), Some(metatype.as_object())).map(Some)
        }
        (found, _) => Ok(found),
    }
}

/// Setting or deleting an attribute of a type; slots follow `__dunder__` names.
pub fn type_setattro(
    thread: &Thread,
    it: &Object,
    name: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let ty = this(thread, it)?;
    if ty.flags().has(TypeFlags::IMMUTABLE) {
        let text = protocol::to_str(thread, name)?;
        return Err(thread.type_error(format_args!(
            "cannot set '{text}' attribute of immutable type '{}'",
            ty.name()
        )));
    }
    let text = generic::name_of(thread, name)?;
    let text = match name.is_exactly(Builtin::Str) {
        true => crate::str::intern(thread, Ref::new(text))?,
        false => Ref::new(text),
    };
    if let Some(found) = lookup(thread, it.ty(), &text)
        && let Some(set) = found.ty().slots().descr_set
    {
        return set(thread, &found, it, value);
    }
    let Some(dict) = dict_of(ty) else {
        return Err(thread.system_error(format_args!("type without dictionary")));
    };
    super::modified(ty);
    let old = dict.get_str(thread, &text)?;
    match value {
        Some(value) => dict.set(thread, text.as_object(), value)?,
        None => {
            if dict.remove(thread, text.as_object())?.is_none() {
                return Err(raise_attribute_error(
                    thread,
                    it,
                    name,
                    format_args!("type object '{}' has no attribute '{text}'", ty.name()),
                ));
            }
        }
    }
    // The old value may run code when it goes, so caches and slots are right before that.
    super::modified(ty);
    if update::is_dunder(&text) {
        update::name_changed(thread, ty, &text);
    }
    drop(old);
    Ok(())
}

fn init(thread: &Thread, _it: &Object, args: Args<'_>) -> Result<()> {
    let given = args.positional().len();
    if !args.names().is_empty() && given == 1 {
        return Err(thread.type_error(format_args!("type.__init__() takes no keyword arguments")));
    }
    if given != 1 && given != 3 {
        return Err(thread.type_error(format_args!("type.__init__() takes 1 or 3 arguments")));
    }
    Ok(())
}

fn repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    let module = super::module_of(thread, ty)?;
    let qualname = protocol::getattr_name(thread, it, names(thread).__qualname__())?;
    let (module, qualname) = (
        module.as_ref().and_then(|m| m.downcast::<Str>()),
        qualname.downcast::<Str>(),
    );
    match (module, qualname) {
        (Some(module), Some(qualname)) if !module.eq_str("builtins") => {
            Str::format(thread, format_args!("<class '{module}.{qualname}'>"))
        }
        (_, Some(qualname)) if !ty.is_heap_type() => {
            Str::format(thread, format_args!("<class '{qualname}'>"))
        }
        _ => Str::format(thread, format_args!("<class '{}'>", ty.name())),
    }
    .map(Ref::into_object)
}

fn mro_method(thread: &Thread, it: &Object) -> Result<Ref> {
    let mro = super::mro::c3(thread, this(thread, it)?)?;
    protocol::to_list(thread, mro.as_object()).map(Ref::into_object)
}

fn subclasses(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    bases::complete_subclasses(thread, ty)?;
    let list = List::new(thread)?;
    let mut pos = 0;
    while let Some(class) = bases::next_subclass(ty, &mut pos) {
        list.push(thread, class.into_object())?;
    }
    Ok(list.into_object())
}

fn prepare(thread: &Thread, _it: &Object, _args: Args<'_>) -> Result<Ref> {
    Ok(Dict::new(thread)?.into_object())
}

fn instance_check(thread: &Thread, it: &Object, instance: &Object) -> Result<Ref> {
    let answer = protocol::recursive_isinstance(thread, instance, it)?;
    Ok(thread.heap().bool(answer))
}

fn subclass_check(thread: &Thread, it: &Object, class: &Object) -> Result<Ref> {
    let answer = protocol::recursive_issubclass(thread, class, it)?;
    Ok(thread.heap().bool(answer))
}

/// Adds the names of a class and its bases, the bases' own entries winning nothing: only the keys matter.
pub fn merge_class_dicts(thread: &Thread, into: &Dict, class: &Object) -> Result<()> {
    let known = names(thread);
    if let Some(ty) = class.downcast::<Type>() {
        // A type's own mro is what recursion over its bases would visit.
        if let Some(mro) = mro_of(ty) {
            for class in mro.items() {
                if let Some(dict) = class.downcast::<Type>().and_then(dict_of) {
                    into.merge(thread, dict.as_object())?;
                }
            }
            return Ok(());
        }
    }
    let _deeper = thread.enter(" in dir()")?;
    if let Some(dict) = protocol::getattr_opt(thread, class, known.__dict__())? {
        into.merge(thread, &dict)?;
    }
    let Some(bases) = protocol::getattr_opt(thread, class, known.__bases__())? else {
        return Ok(());
    };
    if let Some(bases) = bases.downcast::<crate::Tuple>() {
        for base in bases.items() {
            merge_class_dicts(thread, into, base)?;
        }
    }
    Ok(())
}

fn dir(thread: &Thread, it: &Object) -> Result<Ref> {
    let dict = Dict::new(thread)?;
    merge_class_dicts(thread, &dict, it)?;
    dict.key_list(thread).map(Ref::into_object)
}

/// A heap type counts its members and the keys that its instances share; a built-in type its 416 bytes.
fn sizeof(thread: &Thread, it: &Object) -> Result<usize> {
    let ty = this(thread, it)?;
    let Some(heap_type) = ty.as_heap_type() else {
        return Ok(size_of::<Type>());
    };
    let keys = match heap_type.shared_keys.get().is_null() {
        true => 0,
        false => crate::dict::shared_keys_bytes(heap_type),
    };
    Ok(size_of::<object::HeapType>() + keys)
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    crate::union::or(thread, a, b)
}

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::TYPE_SUBCLASS)
        .with(TypeFlags::HAVE_VECTORCALL)
        .with(TypeFlags::ITEMS_AT_END),
    slots: TypeSlots {
        repr: Some(repr),
        call: Some(type_call),
        getattro: Some(type_getattro),
        setattro: Some(type_setattro),
        init: Some(init),
        new: Some(super::type_new),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(or),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("mro", mro_method)
            .doc("mro($self, /)\n--\n\nThe method resolution order, computed anew."),
        MethodDef::no_args("__subclasses__", subclasses)
            .doc("__subclasses__($self, /)\n--\n\nThe direct subclasses that are alive."),
        MethodDef::keywords("__prepare__", prepare).class().doc(
            "__prepare__($cls, name, bases, /, **kwds)\n--\n\nThe namespace for a class body.",
        ),
        MethodDef::one("__instancecheck__", instance_check)
            .doc("__instancecheck__($self, instance, /)\n--\n\nWhether an object is an instance."),
        MethodDef::one("__subclasscheck__", subclass_check)
            .doc("__subclasscheck__($self, subclass, /)\n--\n\nWhether a class is a subclass."),
        MethodDef::no_args("__dir__", dir).doc("__dir__($self, /)\n--\n\nNames of the attributes."),
        MethodDef::no_args("__sizeof__", |thread, it| {
            Int::from_usize(thread, sizeof(thread, it)?)
        })
        .doc("__sizeof__($self, /)\n--\n\nSize of the type object in memory."),
    ],
    members: TYPE_FIELDS,
    getsets: TYPE_ATTRIBUTES,
    // Where 3.13's struct has them; the fields themselves are found by the type room alone.
    dict_offset: 264,
    weaklist_offset: 368,
    doc: Some("type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type"),
    dealloc: dealloc_type,
    ..TypeSpec::new("type", Builtin::Type, Type::INFO)
};
