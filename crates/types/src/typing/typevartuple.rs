//! `TypeVarTuple`.
//!
//! ```text
//!   -24 dictionary  0 header  16 name  24 default  32 its function                                                             40
//! ```

use super::{computed, field, this};
use crate::protocol::{self, Signature};
use crate::state::type_of;
use crate::tuple::Tuple;
use object::native::{HiddenSlot, make};
use object::{
    Args, Builtin, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeSlots,
    TypeSpec, native_layout,
};
use std::mem::offset_of;

native_layout! {
    /// See the file's head.
    pub struct TypeVarTuple: TYPEVARTUPLE_LAYOUT, "TypeVarTuple" {
        name: HiddenSlot,
        default: Slot,
        pub(super) evaluate_default: Slot,
    }
}

const _: () = assert!(size_of::<TypeVarTuple>() == 40);

/// The type.
pub static TYPEVARTUPLE: TypeSpec = TypeSpec {
    flags: super::typevar::FLAGS,
    slots: TypeSlots {
        repr: Some(name),
        iter: Some(iter),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("__typing_subst__", |thread, _, _| {
            Err(thread.type_error(format_args!(
                "Substitution of bare TypeVarTuple is not supported"
            )))
        })
        .doc("__typing_subst__($self, arg, /)\n--\n\n"),
        MethodDef::fast("__typing_prepare_subst__", |thread, it, args| {
            let (alias, args) = super::alias_and_args(thread, args)?;
            super::ask(thread, "_typevartuple_prepare_subst", &[it, alias, args])
        })
        .doc("__typing_prepare_subst__($self, alias, args, /)\n--\n\n"),
        MethodDef::no_args("__reduce__", name).doc("__reduce__($self, /)\n--\n\n"),
        MethodDef::no_args("has_default", |thread, it| {
            let it = this::<TypeVarTuple>(thread, it)?;
            super::has_default(thread, &it.default, &it.evaluate_default)
        })
        .doc("has_default($self, /)\n--\n\n"),
        MethodDef::one("__mro_entries__", |thread, it, _| {
            super::refuse_base(thread, it)
        })
        .doc("__mro_entries__($self, object, /)\n--\n\n"),
    ],
    members: &[field(
        "__name__",
        offset_of!(TypeVarTuple, name),
        MemberKind::Object,
    )],
    getsets: &[computed(
        "__default__",
        |thread, it| {
            let it = this::<TypeVarTuple>(thread, it)?;
            super::default_of(thread, &it.default, &it.evaluate_default)
        },
        Some("The default value for this TypeVarTuple."),
    )],
    dict_offset: -1,
    weaklist_offset: -32,
    doc: Some(
        "Type variable tuple: stands for any number of types.\n\nWritten with a star in brackets (`def f[*Ts]`) or made by hand: TypeVarTuple('Ts').",
    ),
    dealloc: object::dealloc_managed,
    ..TypeSpec::new("typing.TypeVarTuple", Builtin::Other, &TYPEVARTUPLE_LAYOUT)
};

static SIGNATURE: Signature<2> = Signature {
    function: "typevartuple",
    names: ["name", "default"],
    required: 1,
    positional: 1,
};

/// What `*Ts` in brackets makes.
pub fn from_name(thread: &Thread, name: Ref) -> Result<Ref> {
    Ok(alloc(thread, name, None)?.into_object())
}

fn alloc(thread: &Thread, name: Ref, default: Option<Ref>) -> Result<Ref<TypeVarTuple>> {
    let fresh = make::<TypeVarTuple>(thread.heap(), type_of(thread, &TYPEVARTUPLE)?)?;
    fresh.name.set(Some(name));
    fresh.default.set(default);
    fresh.as_object().track();
    Ok(fresh)
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    let bound = SIGNATURE.bind(thread, &args)?;
    let name = super::name_given(thread, "typevartuple", bound.get(0))?;
    let default = match bound.get(1) {
        Some(default) => default.to_ref(),
        None => super::no_default(thread)?,
    };
    let fresh = alloc(thread, name, Some(default))?;
    super::place(thread, fresh.as_object())?;
    Ok(fresh.into_object())
}

fn name(thread: &Thread, it: &Object) -> Result<Ref> {
    match this::<TypeVarTuple>(thread, it)?.name.get() {
        Some(name) => Ok(name),
        None => Err(thread.system_error(format_args!("a type parameter without a name"))),
    }
}

/// An iterator over one thing: the unpacked tuple.
fn iter(thread: &Thread, it: &Object) -> Result<Ref> {
    let unpacked = super::unpacked(thread, it)?;
    let only = Tuple::from_array(thread, [unpacked])?;
    protocol::iter(thread, only.as_object())
}
