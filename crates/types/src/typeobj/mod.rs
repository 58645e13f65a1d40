//! `type`: making types ready, attribute lookup, classes.
//!
//! - `slotdefs.rs`: which `__dunder__` stands for which slot; `wrappers.rs` calls slots from Python, `forward*.rs` Python from
//!   slots, `update.rs` keeps slots in step with attributes.
//! - `ready.rs`: built-in types from declarations; `class.rs`, `slots.rs`, `bases.rs`, `mro.rs`: classes made at run time.
//! - `lookup.rs`, `cache_layout.rs`: finding attributes; `generic.rs`: attributes of instances; `inline.rs`: what inline
//!   caches ask.
//! - `methods.rs`, `attrs.rs`: what a program sees of `type`. `layout.rs`: the raw side.
//!
//! Invariants: a type's dictionary is one object for the life of the type; every change of it by this folder invalidates the
//! versions of the type and its subtypes first; slots agree with the attributes that the mro shows.

#[forbid(unsafe_code)]
mod attrs;
#[forbid(unsafe_code)]
mod bases;
pub mod cache_layout;
#[forbid(unsafe_code)]
mod class;
#[forbid(unsafe_code)]
mod forward;
#[forbid(unsafe_code)]
mod forward_number;
#[forbid(unsafe_code)]
pub mod generic;
#[forbid(unsafe_code)]
pub mod inline;
pub mod layout;
#[forbid(unsafe_code)]
mod lookup;
#[forbid(unsafe_code)]
mod methods;
#[forbid(unsafe_code)]
mod mro;
#[forbid(unsafe_code)]
mod ready;
#[forbid(unsafe_code)]
pub mod slotdefs;
#[forbid(unsafe_code)]
mod slots;
#[forbid(unsafe_code)]
mod update;
#[forbid(unsafe_code)]
pub mod wrappers;

pub use attrs::{
    DICT_ATTRIBUTE, INSTANCE_DICT, INSTANCE_WEAKREF, get_instance_dict, instance_dict_is_empty,
    is_abstract, module_of, short_name,
};
pub use bases::{
    best_base, calculate_metaclass, first_subclass, next_subclass, open_subclasses, set_class,
};
pub use class::{new_class, type_new};
pub(crate) use forward::call_giving;
pub use forward::{Forwarded, forwards};
pub use generic::{
    find, find_method, generic_getattr, generic_setattr, in_instance, is_generic, name_of,
    no_attribute,
};
pub use inline::{Found, Where, locate, locate_on_class, locate_store};
pub use layout::{base_of, bases_of, mro_of};
pub use lookup::{find_in_mro, lookup, lookup_borrowed, modified, own};
pub use methods::{
    SPECS, is_called_as_type, is_type_getattro, merge_class_dicts, type_call, type_find,
    type_getattro, type_setattro,
};
pub use ready::{finish, link, make, make_raw};
pub use slots::mangle;

use crate::descriptor::WrapperDescriptor;
use crate::dict::Dict;
use crate::protocol;
use crate::state::names;
use crate::str::Str;
use object::{Builtin, Object, Raised, Ref, Result, Thread, Type, TypeFlags};

/// The type's dictionary. Whoever changes it calls [`modified`] before.
pub fn dict_of(ty: &Type) -> Option<Ref<Dict>> {
    layout::dict_of(ty).map(Ref::new)
}

/// `object.__new__` for a type: an instance with its layout and inline values, tracked.
pub fn new_instance(thread: &Thread, ty: &Type) -> Result<Ref> {
    if ty.flags().has(TypeFlags::ABSTRACT) {
        return Err(abstract_class(thread, ty));
    }
    let fresh = match ty.is_heap_type() {
        true => thread.heap().alloc_instance(ty, ty.basicsize())?,
        false => thread.heap().alloc(ty, 0)?,
    };
    fresh.track();
    Ok(fresh)
}

#[cold]
fn abstract_class(thread: &Thread, ty: &Type) -> Raised {
    match abstract_names(thread, ty) {
        Ok((names, plural)) => thread.type_error(format_args!(
            "Can't instantiate abstract class {} without an implementation for abstract method{} {names}",
            ty.name(),
            if plural { "s" } else { "" }
        )),
        Err(raised) => raised,
    }
}

/// The quoted names of the abstract methods in order, and whether there are several.
fn abstract_names(thread: &Thread, ty: &Type) -> Result<(Ref<Str>, bool)> {
    let found =
        protocol::getattr_name(thread, ty.as_object(), names(thread).__abstractmethods__())?;
    let sorted = protocol::to_list(thread, &found)?;
    crate::list::sort(thread, &sorted, None, false)?;
    let mut out = crate::str::Builder::new(thread);
    for index in 0..sorted.len() {
        let Some(name) = sorted.get(index) else { break };
        let text = protocol::to_str(thread, &name)?;
        out.push_str(if index == 0 { "'" } else { "', '" })?;
        out.push(&text)?;
    }
    if !sorted.is_empty() {
        out.push_str("'")?;
    }
    Ok((out.finish()?, sorted.len() > 1))
}

/// Whether the type creates its instances as the built-in type does.
pub fn is_new_of(ty: &Type, which: Builtin) -> bool {
    match (ty.slots().new, ty.heap().builtin(which).slots().new) {
        (Some(a), Some(b)) => std::ptr::fn_addr_eq(a, b),
        _ => false,
    }
}

/// `__name__` of the globals of the running Python frame: the module of a class made there.
fn current_module(thread: &Thread) -> Result<Option<Ref>> {
    let Some(globals) = (crate::runtime::runtime(thread).globals)(thread)? else {
        return Ok(None);
    };
    match globals.downcast::<Dict>() {
        Some(globals) => globals.get_str(thread, names(thread).__name__()),
        None => Ok(None),
    }
}

/// The name with the module before it, unless that is `builtins` or `__main__`: what messages and `repr` of references show.
pub fn full_name(thread: &Thread, ty: &Type) -> Result<Ref<Str>> {
    let Some(heap_type) = ty.as_heap_type() else {
        return Str::new(thread, ty.name());
    };
    let name = match heap_type.qualname.get().map(Ref::downcast_into::<Str>) {
        Some(Ok(name)) => name,
        _ => Str::new(thread, ty.name())?,
    };
    match module_of(thread, ty)?.map(Ref::downcast_into::<Str>) {
        Some(Ok(module)) if !module.eq_str("builtins") && !module.eq_str("__main__") => {
            Str::format(thread, format_args!("{}.{}", *module, *name))
        }
        _ => Ok(name),
    }
}

#[cold]
fn cannot_create(thread: &Thread, ty: &Type) -> Raised {
    thread.type_error(format_args!("cannot create '{}' instances", ty.name()))
}

/// Whether a found `__getattribute__` is `object`'s own.
fn descriptor_is_generic_getattr(method: &Object) -> bool {
    method
        .downcast::<WrapperDescriptor>()
        .is_some_and(|wrapper| {
            wrapper
                .def
                .get()
                .is_some_and(|d| d.name == "__getattribute__")
                && wrapper
                    .base
                    .class()
                    .slots()
                    .getattro
                    .is_some_and(is_generic)
        })
}

/// `object.__setattr__(it, …)` must not go around the `__setattr__` of a more derived native type.
fn check_setattr_wrapper(thread: &Thread, class: &Type, it: &Object, name: &str) -> Result<()> {
    let mut at = Some(it.ty());
    while let Some(ty) = at
        && ty.is_class()
    {
        at = base_of(ty);
    }
    let differs = match (at.and_then(|t| t.slots().setattro), class.slots().setattro) {
        (Some(a), Some(b)) => !std::ptr::fn_addr_eq(a, b),
        _ => false,
    };
    match at {
        Some(native) if differs => Err(thread.type_error(format_args!(
            "can't apply this {name} to {} object",
            native.name()
        ))),
        _ => Ok(()),
    }
}
