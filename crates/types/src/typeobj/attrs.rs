//! The computed attributes of types (`__name__`, `__bases__`, …) and the two that classes give their instances
//! (`__dict__`, `__weakref__`).

use super::layout::{self, dict_of};
use super::{bases, mro, update};
use crate::dict::{self, Dict};
use crate::exception::raise_attribute_error;
use crate::protocol;
use crate::state::names;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Builtin, GetSetDef, MemberDef, MemberKind, Object, Raised, Ref, Result, Thread, Type, TypeFlags,
};

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Type> {
    match it.downcast::<Type>() {
        Some(ty) => Ok(ty),
        None => Err(thread.system_error(format_args!("not a type"))),
    }
}

fn intern_text(thread: &Thread, text: &str) -> Result<Ref<Str>> {
    crate::str::intern(thread, Str::new(thread, text)?)
}

/// `type.__name__` without module.
pub fn short_name(ty: &Type) -> &str {
    let name = ty.name();
    match ty.is_class() {
        true => name,
        false => name.rsplit('.').next().unwrap_or(name),
    }
}

/// Raises unless the attribute may be set on the type and there is a value.
fn settable<'v>(
    thread: &Thread,
    ty: &Type,
    value: Option<&'v Object>,
    name: &str,
) -> Result<&'v Object> {
    if ty.flags().has(TypeFlags::IMMUTABLE) {
        return Err(thread.type_error(format_args!(
            "cannot set '{name}' attribute of immutable type '{}'",
            ty.name()
        )));
    }
    value.ok_or_else(|| {
        thread.type_error(format_args!(
            "cannot delete '{name}' attribute of immutable type '{}'",
            ty.name()
        ))
    })
}

fn get_name(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    match ty.as_heap_type().and_then(|h| h.name.get()) {
        Some(name) => Ok(name),
        // A built-in type has no name object: each question makes one.
        None => Ok(Str::new(thread, short_name(ty))?.into_object()),
    }
}

fn set_name(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let value = settable(thread, ty, value, "__name__")?;
    let Some(name) = value.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "can only assign string to {}.__name__, not '{}'",
            ty.name(),
            value.ty().name()
        )));
    };
    if name.code_points().any(|point| point == 0) {
        return Err(thread.value_error(format_args!("type name must not contain null characters")));
    }
    layout::set_heap_name(thread, ty, name)
}

fn get_qualname(thread: &Thread, it: &Object) -> Result<Ref> {
    match this(thread, it)?
        .as_heap_type()
        .and_then(|h| h.qualname.get())
    {
        Some(name) => Ok(name),
        None => get_name(thread, it),
    }
}

fn set_qualname(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let value = settable(thread, ty, value, "__qualname__")?;
    if value.downcast::<Str>().is_none() {
        return Err(thread.type_error(format_args!(
            "can only assign string to {}.__qualname__, not '{}'",
            ty.name(),
            value.ty().name()
        )));
    }
    if let Some(heap_type) = ty.as_heap_type() {
        heap_type.qualname.set(Some(value.to_ref()));
    }
    Ok(())
}

/// The module name of a type, if it has one.
pub fn module_of(thread: &Thread, ty: &Type) -> Result<Option<Ref>> {
    let known = names(thread);
    if ty.is_heap_type() {
        return match dict_of(ty) {
            Some(dict) => dict.get_str(thread, known.__module__()),
            None => Ok(None),
        };
    }
    let module = match ty.name().rfind('.') {
        Some(dot) => intern_text(thread, &ty.name()[..dot])?,
        None => Ref::new(known.builtins()),
    };
    Ok(Some(module.into_object()))
}

fn get_module(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    match module_of(thread, ty)? {
        Some(module) => Ok(module),
        None => Err(missing(thread, it, names(thread).__module__())),
    }
}

fn set_in_dict(thread: &Thread, ty: &Type, name: &Str, value: &Object) -> Result<()> {
    super::modified(ty);
    match dict_of(ty) {
        Some(dict) => dict.set(thread, name.as_object(), value),
        None => Ok(()),
    }
}

fn set_module(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let value = settable(thread, ty, value, "__module__")?;
    if let Some(dict) = dict_of(ty) {
        let line = names(thread).__firstlineno__();
        dict.remove(thread, line.as_object())?;
    }
    set_in_dict(thread, ty, names(thread).__module__(), value)
}

#[cold]
fn missing(thread: &Thread, it: &Object, name: &Str) -> Raised {
    raise_attribute_error(thread, it, name.as_object(), format_args!("{name}"))
}

fn get_abstract(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    let name = names(thread).__abstractmethods__();
    let found =
        match dict_of(ty).filter(|_| !it.is(thread.heap().builtin(Builtin::Type).as_object())) {
            Some(dict) => dict.get_str(thread, name)?,
            None => None,
        };
    found.ok_or_else(|| missing(thread, it, name))
}

fn set_abstract(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let name = names(thread).__abstractmethods__();
    let on = match value {
        Some(value) => {
            let on = protocol::is_true(thread, value)?;
            set_in_dict(thread, ty, name, value)?;
            on
        }
        None => {
            super::modified(ty);
            let removed = match dict_of(ty) {
                Some(dict) => dict.remove(thread, name.as_object())?,
                None => None,
            };
            if removed.is_none() {
                return Err(missing(thread, it, name));
            }
            false
        }
    };
    let flag = TypeFlags::ABSTRACT;
    let flags = ty.flags();
    ty.set_flags(
        if on {
            flags.with(flag)
        } else {
            flags.without(flag)
        },
        ty.builtin(),
    );
    Ok(())
}

fn get_bases(thread: &Thread, it: &Object) -> Result<Ref> {
    let bases = this(thread, it)?.bases_slot().get();
    Ok(bases.unwrap_or_else(|| thread.heap().none()))
}

fn get_mro(thread: &Thread, it: &Object) -> Result<Ref> {
    let mro = this(thread, it)?.mro_slot().get();
    Ok(mro.unwrap_or_else(|| thread.heap().none()))
}

fn set_bases(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let value = settable(thread, ty, value, "__bases__")?;
    let Some(fresh) = value.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!(
            "can only assign tuple to {}.__bases__, not {}",
            ty.name(),
            value.ty().name()
        )));
    };
    if fresh.is_empty() {
        return Err(thread.type_error(format_args!(
            "can only assign non-empty tuple to {}.__bases__, not ()",
            ty.name()
        )));
    }
    for base in fresh.items() {
        let Some(base) = base.downcast::<Type>() else {
            return Err(thread.type_error(format_args!(
                "{}.__bases__ must be tuple of classes, not '{}'",
                ty.name(),
                base.ty().name()
            )));
        };
        // A `mro` that is under way may have changed the bases already, and the order not yet.
        if base.is_subtype(ty) || is_based_on(base, ty) {
            return Err(
                thread.type_error(format_args!("a __bases__ item causes an inheritance cycle"))
            );
        }
    }
    let base = bases::best_base(thread, fresh.items())?;
    if let Some(old) = layout::base_of(ty) {
        bases::compatible(thread, &base, old, "__bases__")?;
    }
    replace_bases(thread, ty, fresh, &base)
}

/// Whether the type is in the chain of the first bases of another.
fn is_based_on(class: &Type, ty: &Type) -> bool {
    let mut class = Ref::new(class);
    loop {
        if std::ptr::eq(&*class, ty) {
            return true;
        }
        match class.base_slot().get() {
            Some(base) => class = base,
            None => return false,
        }
    }
}

/// Puts the new bases in place; puts the old ones back when some mro can't be computed with them.
fn replace_bases(thread: &Thread, ty: &Type, fresh: &Tuple, base: &Type) -> Result<()> {
    let old_bases = ty.bases_slot().replace(Some(Ref::new(fresh).into_object()));
    let old_base = ty.base_slot().replace(Some(Ref::new(base)));
    let undo = crate::List::new(thread)?;
    super::modified(ty);
    let outcome = new_mros(thread, ty, &undo);
    if !ty.bases_slot().is(fresh.as_object()) {
        // A `mro` has set them anew: that holds.
        return outcome;
    }
    if let Err(raised) = outcome {
        let pending = thread.take_pending();
        ty.bases_slot().set(old_bases);
        ty.base_slot().set(old_base);
        while let (Some(mro), Some(class)) = (undo.pop(), undo.pop()) {
            if let Some(class) = class.downcast::<Type>() {
                class.mro_slot().set(Some(mro));
            }
        }
        if let Some(pending) = pending {
            return Err(thread.set_pending(pending));
        }
        return Err(raised);
    }
    if let Some(Ok(old)) = old_bases.map(Ref::downcast_into::<Tuple>) {
        for base in old.items() {
            if let Some(base) = base.downcast::<Type>() {
                bases::leave(thread, base, ty);
            }
        }
    }
    for base in fresh.items() {
        if let Some(base) = base.downcast::<Type>() {
            bases::join(thread, base, ty)?;
        }
    }
    super::modified(ty);
    update::bases_changed(thread, ty);
    Ok(())
}

fn new_mros(thread: &Thread, ty: &Type, undo: &crate::List) -> Result<()> {
    let before = ty.mro_slot().peek();
    let fresh = mro::compute(thread, ty)?;
    if ty.mro_slot().peek() != before {
        // Computing it has changed it: that holds.
        return Ok(());
    }
    if let Some(old) = ty.mro_slot().replace(Some(fresh.into_object())) {
        undo.push(thread, Ref::new(ty).into_object())?;
        undo.push(thread, old)?;
    }
    super::modified(ty);
    let mut pos = 0;
    while let Some(subclass) = bases::next_subclass(ty, &mut pos) {
        new_mros(thread, &subclass, undo)?;
    }
    Ok(())
}

fn get_dict(thread: &Thread, it: &Object) -> Result<Ref> {
    match dict_of(this(thread, it)?) {
        Some(dict) => crate::mappingproxy::new(thread, dict.as_object()),
        None => Ok(thread.heap().none()),
    }
}

fn get_doc(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    if let Some(spec) = ty.spec()
        && spec.doc.is_some()
    {
        return crate::descriptor::doc_object(thread, spec.name, spec.doc);
    }
    let found = match dict_of(ty) {
        Some(dict) => dict.get_str(thread, names(thread).__doc__())?,
        None => None,
    };
    let Some(found) = found else {
        return Ok(thread.heap().none());
    };
    match found.ty().slots().descr_get {
        Some(get) => get(thread, &found, None, Some(it)),
        None => Ok(found),
    }
}

fn set_doc(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let value = settable(thread, ty, value, "__doc__")?;
    set_in_dict(thread, ty, names(thread).__doc__(), value)
}

fn get_signature(thread: &Thread, it: &Object) -> Result<Ref> {
    match this(thread, it)?.spec() {
        Some(spec) => crate::descriptor::signature_object(thread, spec.name, spec.doc),
        None => Ok(thread.heap().none()),
    }
}

fn get_annotations(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    let name = names(thread).__annotations__();
    let Some(own) = dict_of(ty).filter(|_| ty.is_heap_type()) else {
        return Err(raise_attribute_error(
            thread,
            it,
            name.as_object(),
            format_args!(
                "type object '{}' has no attribute '__annotations__'",
                ty.name()
            ),
        ));
    };
    if let Some(found) = own.get_str(thread, name)? {
        return match found.ty().slots().descr_get {
            Some(get) => get(thread, &found, None, Some(it)),
            None => Ok(found),
        };
    }
    let fresh = Dict::new(thread)?.into_object();
    own.set(thread, name.as_object(), &fresh)?;
    super::modified(ty);
    Ok(fresh)
}

fn set_annotations(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let name = names(thread).__annotations__();
    if ty.flags().has(TypeFlags::IMMUTABLE) {
        settable(thread, ty, value, "__annotations__")?;
    }
    if let Some(value) = value {
        return set_in_dict(thread, ty, name, value);
    }
    super::modified(ty);
    let removed = match dict_of(ty) {
        Some(dict) => dict.remove(thread, name.as_object())?,
        None => None,
    };
    match removed {
        Some(_) => Ok(()),
        None => Err(missing(thread, it, name)),
    }
}

fn get_type_params(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = this(thread, it)?;
    let found = match dict_of(ty).filter(|_| ty.is_heap_type()) {
        Some(dict) => dict.get_str(thread, names(thread).__type_params__())?,
        None => None,
    };
    Ok(found.unwrap_or_else(|| thread.heap().empty_tuple()))
}

fn set_type_params(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = this(thread, it)?;
    let value = settable(thread, ty, value, "__type_params__")?;
    set_in_dict(thread, ty, names(thread).__type_params__(), value)
}

const fn attribute(
    name: &'static str,
    get: fn(&Thread, &Object) -> Result<Ref>,
    set: Option<fn(&Thread, &Object, Option<&Object>) -> Result<()>>,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set,
        doc: None,
    }
}

const fn field(name: &'static str, kind: MemberKind, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind,
        offset,
        readonly: true,
        doc: None,
    }
}

/// The fields of `type` that are shown as they are: see the drawing in the object room's `type_object.rs`.
pub static TYPE_FIELDS: &[MemberDef] = &[
    field("__basicsize__", MemberKind::Size, 40),
    field("__itemsize__", MemberKind::Size, 48),
    field("__flags__", MemberKind::Size, 56),
    field("__weakrefoffset__", MemberKind::Size, 152),
    field("__base__", MemberKind::Object, 96),
    field("__dictoffset__", MemberKind::Size, 144),
];

/// The attributes of `type`, in the order of its dictionary.
pub static TYPE_ATTRIBUTES: &[GetSetDef] = &[
    attribute("__name__", get_name, Some(set_name)),
    attribute("__qualname__", get_qualname, Some(set_qualname)),
    attribute("__bases__", get_bases, Some(set_bases)),
    attribute("__mro__", get_mro, None),
    attribute("__module__", get_module, Some(set_module)),
    attribute("__abstractmethods__", get_abstract, Some(set_abstract)),
    attribute("__dict__", get_dict, None),
    attribute("__doc__", get_doc, Some(set_doc)),
    attribute("__text_signature__", get_signature, None),
    attribute("__annotations__", get_annotations, Some(set_annotations)),
    attribute("__type_params__", get_type_params, Some(set_type_params)),
];

/// Whether `__isabstractmethod__` of an object is true.
pub fn is_abstract(thread: &Thread, it: &Object) -> Result<bool> {
    let name = crate::str::intern_static(thread, "__isabstractmethod__")?;
    match protocol::getattr_opt(thread, it, &name)? {
        Some(value) => protocol::is_true(thread, &value),
        None => Ok(false),
    }
}

// ---- what classes give their instances ----

/// `__dict__` of instances of a class with a managed dictionary.
pub static INSTANCE_DICT: GetSetDef = GetSetDef {
    name: "__dict__",
    get: get_instance_dict,
    set: Some(set_instance_dict),
    doc: Some("dictionary for instance variables"),
};

/// `__dict__` of types with a dictionary field (functions, exceptions, modules).
pub const DICT_ATTRIBUTE: GetSetDef = GetSetDef {
    name: "__dict__",
    get: get_instance_dict,
    set: Some(set_instance_dict),
    doc: None,
};

/// `object.__dict__`
pub fn get_instance_dict(thread: &Thread, it: &Object) -> Result<Ref> {
    let ty = it.ty();
    if ty.dict_offset() < 0 {
        return Ok(dict::instance_dict(thread, it)?.into_object());
    }
    match layout::dict_field(it, ty) {
        Some(slot) => Ok(dict::dict_in_slot(thread, slot)?.into_object()),
        None => Err(missing_dict(thread, it)),
    }
}

/// Whether there is nothing in `object.__dict__`, or no such dictionary. It isn't made for this.
pub fn instance_dict_is_empty(it: &Object) -> bool {
    let ty = it.ty();
    if ty.dict_offset() < 0 {
        return dict::has_no_attributes(it);
    }
    layout::dict_field(it, ty)
        .and_then(|slot| slot.get())
        .is_none_or(|dict| dict.downcast::<Dict>().is_none_or(Dict::is_empty))
}

#[cold]
fn missing_dict(thread: &Thread, it: &Object) -> Raised {
    raise_attribute_error(
        thread,
        it,
        names(thread).__dict__().as_object(),
        format_args!("This object has no __dict__"),
    )
}

fn set_instance_dict(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    let ty = it.ty();
    let fresh = match value {
        None => None,
        Some(value) => match value.to_ref().downcast_into::<Dict>() {
            Ok(dict) => Some(dict),
            Err(other) => {
                return Err(thread.type_error(format_args!(
                    "__dict__ must be set to a dictionary, not a '{}'",
                    other.ty().name()
                )));
            }
        },
    };
    if ty.dict_offset() < 0 {
        return dict::instance_set_dict(thread, it, fresh);
    }
    let Some(slot) = layout::dict_field(it, ty) else {
        return Err(missing_dict(thread, it));
    };
    if fresh.is_none() {
        return Err(thread.type_error(format_args!("cannot delete __dict__")));
    }
    slot.set(fresh.map(Ref::into_object));
    Ok(())
}

/// `__weakref__` of instances.
pub static INSTANCE_WEAKREF: GetSetDef = GetSetDef {
    name: "__weakref__",
    get: |thread, it| {
        let mut first = None;
        object::weakref::for_each(it, &mut |reference| {
            if first.is_none() {
                first = Some(Ref::new(reference).into_object());
            }
        });
        Ok(first.unwrap_or_else(|| thread.heap().none()))
    },
    set: None,
    doc: Some("list of weak references to the object"),
};
