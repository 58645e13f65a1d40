//! `object`: what every type inherits.

use crate::int::Int;
use crate::protocol::{self, hash_address};
use crate::state::{names, state};
use crate::str::Str;
use crate::typeobj::{self, generic_getattr, generic_setattr};
use object::{
    Args, Builtin, CompareOp, GetSetDef, Layout, MethodDef, Object, Raised, Ref, Result, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec,
};

#[path = "object_pickle.rs"]
mod pickle;

/// A function of the `builtins` module.
pub fn builtin(thread: &Thread, name: &str) -> Result<Ref> {
    let builtins = state(thread).builtins.get();
    if let Some(dict) = builtins.as_ref().and_then(|b| b.downcast::<crate::Dict>())
        && let Some(found) = dict.get_text(thread, name)?
    {
        return Ok(found);
    }
    Err(thread.raise(
        Builtin::AttributeError,
        format_args!("module 'builtins' has no attribute '{name}'"),
    ))
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    if !args.is_empty() {
        if !typeobj::is_new_of(ty, Builtin::Object) {
            return Err(thread.type_error(format_args!(
                "object.__new__() takes exactly one argument (the type to instantiate)"
            )));
        }
        if has_default_init(ty) {
            return Err(takes_no_arguments(thread, ty));
        }
    }
    typeobj::new_instance(thread, ty)
}

fn has_default_init(ty: &Type) -> bool {
    type Init = for<'a> fn(&Thread, &Object, Args<'a>) -> Result<()>;
    ty.slots()
        .init
        .is_some_and(|slot| std::ptr::fn_addr_eq(slot, init as Init))
}

fn takes_no_arguments(thread: &Thread, ty: &Type) -> Raised {
    thread.type_error(format_args!("{}() takes no arguments", ty.name()))
}

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    if args.is_empty() {
        return Ok(());
    }
    let ty = it.ty();
    if !has_default_init(ty) {
        return Err(thread.type_error(format_args!(
            "object.__init__() takes exactly one argument (the instance to initialize)"
        )));
    }
    if typeobj::is_new_of(ty, Builtin::Object) {
        return Err(thread.type_error(format_args!(
            "{}.__init__() takes exactly one argument (the instance to initialize)",
            ty.name()
        )));
    }
    Ok(())
}

/// `<module.Class object at 0x…>`
pub fn default_repr(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = it.ty();
    let known = names(thread);
    let module = typeobj::module_of(thread, ty)?;
    let text = match module.as_ref().and_then(|m| m.downcast::<Str>()) {
        Some(module) if !module.eq_str("builtins") => {
            let qualname = protocol::getattr_name(thread, ty.as_object(), known.__qualname__())?;
            match qualname.downcast::<Str>() {
                Some(name) => Str::format(
                    thread,
                    format_args!("<{module}.{name} object at {:#x}>", it.id()),
                ),
                None => plain_repr(thread, it),
            }
        }
        _ => plain_repr(thread, it),
    };
    text.map(Ref::into_object)
}

fn plain_repr(thread: &Thread, it: &Object) -> Result<Ref<Str>> {
    Str::format(
        thread,
        format_args!("<{} object at {:#x}>", it.ty().name(), it.id()),
    )
}

pub(crate) fn str(thread: &Thread, it: &Object) -> Result<Ref> {
    match it.ty().slots().repr {
        Some(repr) => repr(thread, it),
        None => default_repr(thread, it),
    }
}

fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    match op {
        CompareOp::Eq if a.is(b) => Ok(heap.bool(true)),
        CompareOp::Ne => {
            let Some(slot) = a.ty().slots().richcompare else {
                return Ok(heap.not_implemented());
            };
            let equal = slot(thread, a, b, CompareOp::Eq)?;
            if equal.is_exactly(Builtin::NotImplemented) {
                return Ok(equal);
            }
            Ok(heap.bool(!protocol::is_true(thread, &equal)?))
        }
        _ => Ok(heap.not_implemented()),
    }
}

/// Size by layout: basicsize and items. What `object.__sizeof__` answers.
pub fn size_by_layout(it: &Object) -> usize {
    let ty = it.ty();
    let mut size = ty.basicsize();
    if ty.itemsize() > 0 {
        size += ty.itemsize() * typeobj::layout::item_count(it);
    }
    size
}

/// `object.__sizeof__`
pub fn default_sizeof(thread: &Thread, it: &Object) -> Result<Ref> {
    Int::from_usize(thread, size_by_layout(it))
}

fn format(thread: &Thread, it: &Object, spec: &Object) -> Result<Ref> {
    let Some(spec) = spec.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "__format__() argument must be str, not {}",
            protocol::type_text(spec)
        )));
    };
    if !spec.is_empty() {
        return Err(thread.type_error(format_args!(
            "unsupported format string passed to {}.__format__",
            it.ty().name()
        )));
    }
    protocol::to_str(thread, it).map(Ref::into_object)
}

fn dir(thread: &Thread, it: &Object) -> Result<Ref> {
    let known = names(thread);
    let dict = match protocol::getattr_opt(thread, it, known.__dict__())? {
        Some(found) => match found.downcast::<crate::Dict>() {
            Some(dict) => dict.copy(thread)?,
            None => crate::Dict::new(thread)?,
        },
        None => crate::Dict::new(thread)?,
    };
    if let Some(class) = protocol::getattr_opt(thread, it, known.__class__())? {
        typeobj::merge_class_dicts(thread, &dict, &class)?;
    }
    dict.key_list(thread).map(Ref::into_object)
}

fn get_class(_thread: &Thread, it: &Object) -> Result<Ref> {
    Ok(Ref::new(it.ty()).into_object())
}

fn set_class(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let Some(value) = value else {
        return Err(thread.type_error(format_args!("can't delete __class__ attribute")));
    };
    let Some(class) = value.downcast::<Type>() else {
        return Err(thread.type_error(format_args!(
            "__class__ must be set to a class, not '{}' object",
            value.ty().name()
        )));
    };
    typeobj::set_class(thread, it, class)
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(default_repr),
        hash: Some(|_, it| Ok(hash_address(it))),
        str: Some(str),
        getattro: Some(generic_getattr),
        setattro: Some(generic_setattr),
        richcompare: Some(compare),
        init: Some(init),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("__reduce_ex__", pickle::reduce_ex)
            .doc("__reduce_ex__($self, protocol, /)\n--\n\nParts from which pickle makes the object again."),
        MethodDef::no_args("__reduce__", pickle::reduce)
            .doc("__reduce__($self, /)\n--\n\nParts from which pickle makes the object again."),
        MethodDef::no_args("__getstate__", pickle::getstate)
            .doc("__getstate__($self, /)\n--\n\nThe state that pickle stores."),
        MethodDef::one("__subclasshook__", |thread, _, _| {
            Ok(thread.heap().not_implemented())
        })
        .class()
        .doc("__subclasshook__($type, object, /)\n--\n\nLets an abstract class decide what counts as its subclass."),
        MethodDef::no_args("__init_subclass__", |thread, _| Ok(thread.heap().none()))
            .class()
            .doc("__init_subclass__($type, /)\n--\n\nCalled when a class is subclassed."),
        MethodDef::one("__format__", format)
            .doc("__format__($self, format_spec, /)\n--\n\nThe object as text, in the given format."),
        MethodDef::no_args("__sizeof__", default_sizeof)
            .doc("__sizeof__($self, /)\n--\n\nSize of the object in memory, in bytes."),
        MethodDef::no_args("__dir__", dir)
            .doc("__dir__($self, /)\n--\n\nNames of the attributes."),
    ],
    getsets: &[GetSetDef {
        name: "__class__",
        get: get_class,
        set: Some(set_class),
        doc: Some("the object's class"),
    }],
    doc: Some("object()\n--\n\nThe base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n"),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("object", Builtin::Object, Object::INFO)
};
