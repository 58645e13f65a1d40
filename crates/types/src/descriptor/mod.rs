//! What stands in a type's dictionary for native behaviour: methods, slots, computed attributes, fields.
//!
//! - `layout.rs`: the fields; - `methods.rs`: `method_descriptor`, `classmethod_descriptor`;
//! - `wrapper.rs`: `wrapper_descriptor` and `method-wrapper`; - `attributes.rs`: `getset_descriptor`, `member_descriptor`;
//! - `doc.rs`: how a declared docstring splits into text signature and text.
//!
//! Invariant: a descriptor only ever touches an object after it saw that the object's type derives from its own.

#[forbid(unsafe_code)]
mod attributes;
#[forbid(unsafe_code)]
mod doc;
mod layout;
#[forbid(unsafe_code)]
mod methods;
#[forbid(unsafe_code)]
mod wrapper;

pub use attributes::{new_getset, new_member, new_slot_member};
pub use doc::{doc_object, method_signature, signature_object};
pub use layout::{
    Descriptor, Field, GETSET_LAYOUT, GetSetDescriptor, MEMBER_LAYOUT, METHOD_LAYOUT,
    MemberDescriptor, MethodDescriptor, MethodWrapper, WRAPPER_LAYOUT, WrapperDescriptor,
};
pub use methods::{declaration, method_for, new_class_method, new_method};
pub use wrapper::new_wrapper;

use crate::state::names;
use crate::str::Str;
use object::{
    Builtin, GetSetDef, Layout, MemberDef, MemberKind, Object, Raised, Ref, Result, Thread, Type,
    TypeSpec,
};

/// The well-known types of this folder.
pub static SPECS: &[&TypeSpec] = &[
    &methods::METHOD,
    &methods::CLASS_METHOD,
    &wrapper::WRAPPER,
    &wrapper::METHOD_WRAPPER,
    &attributes::GETSET,
    &attributes::MEMBER,
];

/// A fresh descriptor object of a type of this folder.
fn make<T: Layout>(thread: &Thread, which: Builtin) -> Result<Ref<T>> {
    match thread
        .heap()
        .alloc(thread.heap().builtin(which), 0)?
        .downcast_into::<T>()
    {
        Ok(fresh) => Ok(fresh),
        Err(_) => Err(thread.system_error(format_args!("descriptor without its layout"))),
    }
}

/// The object as a layout of this folder.
fn expect<'a, T: Layout>(thread: &Thread, it: &'a Object) -> Result<&'a T> {
    match it.downcast::<T>() {
        Some(it) => Ok(it),
        None => Err(thread.system_error(format_args!("descriptor without its layout"))),
    }
}

fn base<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Descriptor> {
    expect::<Descriptor>(thread, it)
}

/// `<kind 'name' of 'type' objects>`
fn repr_as(thread: &Thread, it: &Object, kind: &str) -> Result<Ref> {
    let base = base(thread, it)?;
    Str::format(
        thread,
        format_args!(
            "<{kind} '{}' of '{}' objects>",
            base.name(),
            base.class().name()
        ),
    )
    .map(Ref::into_object)
}

/// Raises unless the object is an instance of the descriptor's type.
#[inline(always)]
fn check(thread: &Thread, base: &Descriptor, it: &Object) -> Result<()> {
    if it.ty().is_subtype(base.class()) {
        return Ok(());
    }
    Err(mismatch(thread, base, it))
}

#[cold]
fn mismatch(thread: &Thread, base: &Descriptor, it: &Object) -> Raised {
    thread.type_error(format_args!(
        "descriptor '{}' for '{}' objects doesn't apply to a '{}' object",
        base.name(),
        base.class().name(),
        it.ty().name()
    ))
}

const fn field(name: &'static str, offset: usize) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: None,
    }
}

/// `__objclass__` and `__name__` of every descriptor.
const FIELDS: &[MemberDef] = &[field("__objclass__", 16), field("__name__", 24)];

const QUALNAME: GetSetDef = getset("__qualname__", |thread, it| {
    let base = base(thread, it)?;
    if let Some(known) = base.qualname.get() {
        return Ok(known);
    }
    let class = crate::protocol::getattr_name(
        thread,
        base.class().as_object(),
        names(thread).__qualname__(),
    )?;
    let Ok(class) = class.downcast_into::<Str>() else {
        return Err(thread.type_error(format_args!(
            "<descriptor>.__objclass__.__qualname__ is not a unicode object"
        )));
    };
    let text = Str::format(thread, format_args!("{class}.{}", base.name()))?.into_object();
    base.qualname.set(Some(text.clone()));
    Ok(text)
});

const fn getset(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

/// `__reduce__`: found again by name on its type.
fn reduce(thread: &Thread, it: &Object) -> Result<Ref> {
    let base = base(thread, it)?;
    let getattr = crate::object::builtin(thread, "getattr")?;
    let class = Ref::new(base.class()).into_object();
    let args = crate::Tuple::from_array(thread, [class, Ref::new(base.name()).into_object()])?;
    Ok(crate::Tuple::from_array(thread, [getattr, args.into_object()])?.into_object())
}

/// The type that a class-level lookup is made for.
fn owner_type<'a>(owner: Option<&'a Object>, instance: Option<&'a Object>) -> Option<&'a Type> {
    match owner {
        Some(owner) => owner.downcast::<Type>(),
        None => instance.map(|i| i.ty()),
    }
}
