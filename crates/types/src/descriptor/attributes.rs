//! `getset_descriptor` (computed attributes) and `member_descriptor` (fields, `__slots__`).

use super::layout::{
    Field, GETSET_LAYOUT, GetSetDescriptor, MEMBER_LAYOUT, MemberDescriptor, init,
};
use super::{Descriptor, FIELDS, QUALNAME, expect, getset, make, reduce, repr_as};
use crate::exception::raise_attribute_error;
use crate::float::Float;
use crate::int::Int;
use crate::protocol;
use crate::str::Str;
use crate::typeobj::layout::{member_slot, member_value, set_member_value};
use object::{
    Builtin, GetSetDef, MemberDef, MemberKind, MethodDef, Object, Raised, Ref, Result, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec,
};

/// A computed attribute of a built-in type (or `__dict__`, `__weakref__` of a class).
pub fn new_getset(thread: &Thread, class: &Type, def: &'static GetSetDef) -> Result<Ref> {
    let made = make::<GetSetDescriptor>(thread, Builtin::GetSetDescriptor)?;
    init(
        &made.base,
        class,
        crate::str::intern_static(thread, def.name)?,
    );
    made.def.set(Some(def));
    made.object().track();
    Ok(made.into_object())
}

/// A field of a built-in layout.
pub fn new_member(thread: &Thread, class: &Type, def: &'static MemberDef) -> Result<Ref> {
    let name = crate::str::intern_static(thread, def.name)?;
    member(thread, class, name, Field::Declared(def))
}

/// A `__slots__` member.
pub fn new_slot_member(
    thread: &Thread,
    class: &Type,
    name: Ref<Str>,
    offset: usize,
) -> Result<Ref> {
    member(thread, class, name, Field::Slot(offset))
}

fn member(thread: &Thread, class: &Type, name: Ref<Str>, field: Field) -> Result<Ref> {
    let made = make::<MemberDescriptor>(thread, Builtin::MemberDescriptor)?;
    init(&made.base, class, name);
    made.set_field(field);
    made.object().track();
    Ok(made.into_object())
}

fn definition<'a>(
    thread: &Thread,
    it: &'a Object,
) -> Result<(&'a GetSetDescriptor, &'static GetSetDef)> {
    let this = expect::<GetSetDescriptor>(thread, it)?;
    match this.def.get() {
        Some(def) => Ok((this, def)),
        None => Err(thread.system_error(format_args!("attribute without declaration"))),
    }
}

fn get_computed(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Result<Ref> {
    let Some(instance) = instance else {
        return Ok(it.to_ref());
    };
    let (this, def) = definition(thread, it)?;
    super::check(thread, &this.base, instance)?;
    (def.get)(thread, instance)
}

fn set_computed(
    thread: &Thread,
    it: &Object,
    instance: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let (this, def) = definition(thread, it)?;
    super::check(thread, &this.base, instance)?;
    match def.set {
        Some(set) => set(thread, instance, value),
        None => Err(not_writable(thread, &this.base)),
    }
}

#[cold]
fn not_writable(thread: &Thread, base: &Descriptor) -> Raised {
    thread.raise(
        Builtin::AttributeError,
        format_args!(
            "attribute '{}' of '{}' objects is not writable",
            base.name(),
            base.class().name()
        ),
    )
}

const COMPUTED_DOC: GetSetDef = getset("__doc__", |thread, it| {
    let (_, def) = definition(thread, it)?;
    match def.doc {
        Some(doc) => Ok(Str::new(thread, doc)?.into_object()),
        None => Ok(thread.heap().none()),
    }
});

/// `getset_descriptor`
pub static GETSET: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(|thread, it| repr_as(thread, it, "attribute")),
        descr_get: Some(get_computed),
        descr_set: Some(set_computed),
        ..TypeSlots::EMPTY
    },
    members: FIELDS,
    getsets: &[COMPUTED_DOC, QUALNAME],
    ..TypeSpec::new(
        "getset_descriptor",
        Builtin::GetSetDescriptor,
        &GETSET_LAYOUT,
    )
};

fn get_member(
    thread: &Thread,
    it: &Object,
    instance: Option<&Object>,
    _owner: Option<&Object>,
) -> Result<Ref> {
    let Some(instance) = instance else {
        return Ok(it.to_ref());
    };
    let this = expect::<MemberDescriptor>(thread, it)?;
    super::check(thread, &this.base, instance)?;
    let (kind, offset) = match this.field() {
        Field::Slot(offset) => (MemberKind::ObjectEx, offset),
        Field::Declared(def) => (def.kind, def.offset),
    };
    match kind {
        MemberKind::Object => {
            let value = member_slot(instance, offset).get();
            Ok(value.unwrap_or_else(|| thread.heap().none()))
        }
        MemberKind::ObjectEx => match member_slot(instance, offset).get() {
            Some(value) => Ok(value),
            None => Err(empty(thread, this, instance)),
        },
        MemberKind::I32 => Int::new(thread, member_value::<i32>(instance, offset) as isize),
        MemberKind::U32 => Int::from_usize(thread, member_value::<u32>(instance, offset) as usize),
        MemberKind::Size => Int::new(thread, member_value::<isize>(instance, offset)),
        MemberKind::Bool => Ok(thread
            .heap()
            .bool(member_value::<u8>(instance, offset) != 0)),
        MemberKind::F64 => Float::new(thread, member_value::<f64>(instance, offset)),
        MemberKind::Computed(read) => read(thread, instance),
    }
}

#[cold]
fn empty(thread: &Thread, this: &MemberDescriptor, instance: &Object) -> Raised {
    let name = this.base.name();
    match crate::typeobj::full_name(thread, instance.ty()) {
        Err(raised) => raised,
        Ok(class) => raise_attribute_error(
            thread,
            instance,
            name.as_object(),
            format_args!("'{class}' object has no attribute '{name}'"),
        ),
    }
}

fn set_member(
    thread: &Thread,
    it: &Object,
    instance: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let this = expect::<MemberDescriptor>(thread, it)?;
    super::check(thread, &this.base, instance)?;
    let (kind, offset) = match this.field() {
        Field::Slot(offset) => (MemberKind::ObjectEx, offset),
        Field::Declared(def) if def.readonly => {
            return Err(thread.raise(Builtin::AttributeError, format_args!("readonly attribute")));
        }
        Field::Declared(def) => (def.kind, def.offset),
    };
    match (kind, value) {
        (MemberKind::Object, value) => member_slot(instance, offset).set(value.map(Object::to_ref)),
        (MemberKind::ObjectEx, Some(value)) => {
            member_slot(instance, offset).set(Some(value.to_ref()));
        }
        (MemberKind::ObjectEx, None) => {
            if member_slot(instance, offset).take().is_none() {
                let name = this.base.name();
                return Err(thread.raise(Builtin::AttributeError, format_args!("{name}")));
            }
        }
        (_, None) => {
            return Err(thread.type_error(format_args!("can't delete numeric/char attribute")));
        }
        (kind, Some(value)) => return set_plain(thread, instance, kind, offset, value),
    }
    Ok(())
}

fn set_plain(
    thread: &Thread,
    it: &Object,
    kind: MemberKind,
    offset: usize,
    value: &Object,
) -> Result<()> {
    match kind {
        MemberKind::Bool => {
            if !value.is_exactly(Builtin::Bool) {
                return Err(thread.type_error(format_args!("attribute value type must be bool")));
            }
            let truth = value.is(&thread.heap().bool(true));
            set_member_value(it, offset, u8::from(truth));
        }
        MemberKind::F64 => set_member_value(it, offset, crate::float::as_f64(thread, value)?),
        MemberKind::Size => {
            let n = protocol::as_isize(thread, value, Builtin::OverflowError)?;
            set_member_value(it, offset, n);
        }
        _ => {
            let n = protocol::as_isize(thread, value, Builtin::OverflowError)?;
            set_member_value(it, offset, n as u32);
        }
    }
    Ok(())
}

const MEMBER_DOC: GetSetDef = getset("__doc__", |thread, it| {
    let this = expect::<MemberDescriptor>(thread, it)?;
    match this.field() {
        Field::Declared(MemberDef { doc: Some(doc), .. }) => {
            Ok(Str::new(thread, doc)?.into_object())
        }
        _ => Ok(thread.heap().none()),
    }
});

/// `member_descriptor`
pub static MEMBER: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC,
    slots: TypeSlots {
        repr: Some(|thread, it| repr_as(thread, it, "member")),
        descr_get: Some(get_member),
        descr_set: Some(set_member),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    members: FIELDS,
    getsets: &[MEMBER_DOC, QUALNAME],
    ..TypeSpec::new(
        "member_descriptor",
        Builtin::MemberDescriptor,
        &MEMBER_LAYOUT,
    )
};
