//! `property`: an attribute computed by functions of the class.
//!
//! The docstring is the one given, or else the getter's; then copies made with `getter()` take it from the new getter.

use crate::layouts::Property;
use crate::protocol::{self, Signature};
use crate::state::names;
use crate::str::Str;
use crate::typeobj;
use object::{
    Args, Builtin, GetSetDef, Layout, MemberDef, MemberKind, MethodDef, Object, Raised, Ref,
    Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// The getter, for inline caches.
#[inline]
pub fn getter(property: &Object) -> Option<Ref> {
    property.downcast::<Property>()?.get.get()
}

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Property> {
    match it.downcast::<Property>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("not a property"))),
    }
}

fn new(thread: &Thread, ty: &Type, _args: Args<'_>) -> Result<Ref> {
    let fresh = thread.heap().alloc(ty, 0)?;
    fresh.track();
    Ok(fresh)
}

static SIGNATURE: Signature<4> = Signature {
    function: "property",
    names: ["fget", "fset", "fdel", "doc"],
    required: 0,
    positional: 4,
};

fn init(thread: &Thread, it: &Object, args: Args<'_>) -> Result<()> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let this = this(thread, it)?;
    let some = |index: usize| {
        bound
            .get(index)
            .filter(|value| !value.is_exactly(Builtin::NoneType))
            .map(Object::to_ref)
    };
    this.get.set(some(0));
    this.set.set(some(1));
    this.delete.set(some(2));
    this.doc.set(None);
    this.name.set(None);
    this.getter_doc.set(0);
    let doc = match (bound.get(3), some(0)) {
        (Some(doc), _) if !doc.is_exactly(Builtin::NoneType) => Some(doc.to_ref()),
        (_, Some(getter)) => {
            let found = protocol::getattr_opt(thread, &getter, names(thread).__doc__())?;
            let found = found.filter(|d| !d.is_exactly(Builtin::NoneType));
            this.getter_doc.set(usize::from(found.is_some()));
            found
        }
        _ => None,
    };
    store_doc(thread, it, this, doc)
}

/// A subclass keeps the docstring in the instance's dictionary, so that its own class docstring doesn't hide it.
fn store_doc(thread: &Thread, it: &Object, this: &Property, doc: Option<Ref>) -> Result<()> {
    if it.is_exactly(Builtin::Property) {
        this.doc.set(doc);
        return Ok(());
    }
    if this.getter_doc.get() == 0 {
        // Copies made with `getter()` and its kin find it here.
        this.doc.set(doc.clone());
    }
    let doc = doc.unwrap_or_else(|| thread.heap().none());
    let stored = protocol::setattr_name(thread, it, names(thread).__doc__(), Some(&doc));
    if stored.is_err() {
        if this.getter_doc.get() != 0 {
            return Err(Raised);
        }
        // A subclass without a dictionary and without a settable __doc__ simply has none of its own.
        thread.swallow(Builtin::AttributeError)?;
    }
    Ok(())
}

/// The name for messages: the one given by the class, or else the getter's.
fn name_of(thread: &Thread, this: &Property) -> Result<Option<Ref>> {
    if let Some(name) = this.name.get() {
        return Ok(Some(name));
    }
    match this.get.get() {
        Some(getter) => protocol::getattr_opt(thread, &getter, names(thread).__name__()),
        None => Ok(None),
    }
}

#[cold]
fn refuse(thread: &Thread, this: &Property, owner: &Type, what: &str) -> Raised {
    let described = name_of(thread, this).and_then(|name| {
        let qualname =
            protocol::getattr_name(thread, owner.as_object(), names(thread).__qualname__())?;
        let owner = protocol::repr(thread, &qualname)?;
        match name {
            Some(name) => {
                let name = protocol::repr(thread, &name)?;
                Str::format(
                    thread,
                    format_args!("property {name} of {owner} object has no {what}"),
                )
            }
            None => Str::format(
                thread,
                format_args!("property of {owner} object has no {what}"),
            ),
        }
    });
    match described {
        Ok(text) => thread.raise(Builtin::AttributeError, format_args!("{text}")),
        Err(raised) => raised,
    }
}

fn get(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Result<Ref> {
    let Some(instance) = instance.filter(|i| !i.is_exactly(Builtin::NoneType)) else {
        return Ok(it.to_ref());
    };
    let this = this(thread, it)?;
    match this.get.get() {
        Some(getter) => protocol::call_one_given(thread, getter, instance),
        None => Err(refuse(thread, this, instance.ty(), "getter")),
    }
}

fn pair<'a>(values: &'a [&'a Object; 2]) -> Args<'a> {
    Args::positional_only(Ref::borrowed(values))
}

fn set(thread: &Thread, it: &Object, instance: &Object, value: Option<&Object>) -> Result<()> {
    let this = this(thread, it)?;
    match value {
        Some(value) => match this.set.get() {
            Some(setter) => protocol::call_given(thread, setter, pair(&[instance, value])),
            None => Err(refuse(thread, this, instance.ty(), "setter")),
        },
        None => match this.delete.get() {
            Some(deleter) => protocol::call_one_given(thread, deleter, instance),
            None => Err(refuse(thread, this, instance.ty(), "deleter")),
        },
    }
    .map(drop)
}

/// A copy with one function replaced.
fn copy(thread: &Thread, it: &Object, which: usize, function: &Object) -> Result<Ref> {
    let this = this(thread, it)?;
    let none = || thread.heap().none();
    let part = |slot: &object::Slot| slot.get().unwrap_or_else(none);
    let mut parts = [part(&this.get), part(&this.set), part(&this.delete), none()];
    if !function.is_exactly(Builtin::NoneType) {
        parts[which] = function.to_ref();
    }
    if this.getter_doc.get() == 0 || parts[0].is_exactly(Builtin::NoneType) {
        parts[3] = part(&this.doc);
    }
    let fresh = protocol::call(thread, it.ty().as_object(), &parts)?;
    if let Some(copy) = fresh.downcast::<Property>() {
        copy.name.set(this.name.get());
    }
    Ok(fresh)
}

fn set_name(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    if args.len() != 2 {
        return Err(thread.type_error(format_args!(
            "__set_name__() takes 2 positional arguments but {} were given",
            args.len()
        )));
    }
    this(thread, it)?.name.set(Some(args[1].clone()));
    Ok(thread.heap().none())
}

fn get_name(thread: &Thread, it: &Object) -> Result<Ref> {
    match name_of(thread, this(thread, it)?)? {
        Some(name) => Ok(name),
        None => Err(typeobj::no_attribute(
            thread,
            it,
            names(thread).__name__().as_object(),
        )),
    }
}

fn put_name(thread: &Thread, it: &Object, value: Option<&Object>) -> Result<()> {
    this(thread, it)?.name.set(value.map(Object::to_ref));
    Ok(())
}

fn is_abstract(thread: &Thread, it: &Object) -> Result<Ref> {
    let this = this(thread, it)?;
    for slot in [&this.get, &this.set, &this.delete] {
        if let Some(function) = slot.get()
            && typeobj::is_abstract(thread, &function)?
        {
            return Ok(thread.heap().bool(true));
        }
    }
    Ok(thread.heap().bool(false))
}

const fn field(name: &'static str, offset: usize, readonly: bool) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly,
        doc: None,
    }
}

/// The well-known type of this file.
pub static SPECS: &[&TypeSpec] = &[&SPEC];

static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        getattro: Some(typeobj::generic_getattr),
        descr_get: Some(get),
        descr_set: Some(set),
        init: Some(init),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("getter", |t, it, f| copy(t, it, 0, f))
            .doc("Descriptor to obtain a copy of the property with a different getter."),
        MethodDef::one("setter", |t, it, f| copy(t, it, 1, f))
            .doc("Descriptor to obtain a copy of the property with a different setter."),
        MethodDef::one("deleter", |t, it, f| copy(t, it, 2, f))
            .doc("Descriptor to obtain a copy of the property with a different deleter."),
        MethodDef::fast("__set_name__", set_name).varargs().doc(
            "__set_name__($self, owner, name, /)\n--\n\nTakes the name that the class gives it.",
        ),
    ],
    members: &[
        field("fget", 16, true),
        field("fset", 24, true),
        field("fdel", 32, true),
        field("__doc__", 40, false),
    ],
    getsets: &[
        GetSetDef {
            name: "__name__",
            get: get_name,
            set: Some(put_name),
            doc: None,
        },
        GetSetDef {
            name: "__isabstractmethod__",
            get: is_abstract,
            set: None,
            doc: None,
        },
    ],
    doc: Some(
        "property(fget=None, fset=None, fdel=None, doc=None)\n--\n\nAn attribute that functions get, set and delete.",
    ),
    ..TypeSpec::new("property", Builtin::Property, Property::INFO)
};
