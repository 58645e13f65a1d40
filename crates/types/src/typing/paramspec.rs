//! `ParamSpec`, and what its `args` and `kwargs` are.
//!
//! ```text
//!   ParamSpec        -24 dictionary  0 header  16 name  24 bound  32 default  40 its function
//!                     48 covariant  49 contravariant  50 inferred  51 …                                                        56
//!   its two halves     0 header  16 origin                                                                                     24
//! ```

use super::{Variance, computed, field, this};
use crate::protocol::{self, Signature};
use crate::state::type_of;
use crate::str::{Builder, Str};
use object::native::{HiddenSlot, make};
use object::{
    Args, Builtin, CompareOp, MemberDef, MemberKind, MethodDef, NumberSlots, Object, Ref, Result,
    Slot, Thread, Type, TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;

native_layout! {
    /// See the file's head.
    pub struct ParamSpec: PARAMSPEC_LAYOUT, "ParamSpec" {
        name: HiddenSlot,
        bound: Slot,
        default: Slot,
        pub(super) evaluate_default: Slot,
        covariant: Cell<bool>,
        contravariant: Cell<bool>,
        infer_variance: Cell<bool>,
    }
}

native_layout! {
    /// `P.args` and `P.kwargs`.
    pub struct Half: HALF_LAYOUT, "ParamSpecArgs" {
        origin: Slot,
    } type Never
}

const _: () = assert!(size_of::<ParamSpec>() == 56 && size_of::<Half>() == 24);

/// The type.
pub static PARAMSPEC: TypeSpec = TypeSpec {
    flags: super::typevar::FLAGS,
    slots: TypeSlots {
        repr: Some(|thread, it| {
            let it = this::<ParamSpec>(thread, it)?;
            let variance = Variance {
                co: it.covariant.get(),
                contra: it.contravariant.get(),
                inferred: it.infer_variance.get(),
            };
            variance.shown(thread, it.name.get())
        }),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(super::or),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::one("__typing_subst__", |thread, it, arg| {
            super::ask(thread, "_paramspec_subst", &[it, arg])
        })
        .doc("__typing_subst__($self, arg, /)\n--\n\n"),
        MethodDef::fast("__typing_prepare_subst__", |thread, it, args| {
            let (alias, args) = super::alias_and_args(thread, args)?;
            super::ask(thread, "_paramspec_prepare_subst", &[it, alias, args])
        })
        .doc("__typing_prepare_subst__($self, alias, args, /)\n--\n\n"),
        MethodDef::no_args("has_default", |thread, it| {
            let it = this::<ParamSpec>(thread, it)?;
            super::has_default(thread, &it.default, &it.evaluate_default)
        })
        .doc("has_default($self, /)\n--\n\n"),
        MethodDef::no_args("__reduce__", |thread, it| {
            Ok(this::<ParamSpec>(thread, it)?
                .name
                .get()
                .unwrap_or_else(|| thread.heap().none()))
        })
        .doc("__reduce__($self, /)\n--\n\n"),
        MethodDef::one("__mro_entries__", |thread, it, _| {
            super::refuse_base(thread, it)
        })
        .doc("__mro_entries__($self, object, /)\n--\n\n"),
    ],
    members: &[
        field("__name__", offset_of!(ParamSpec, name), MemberKind::Object),
        field(
            "__bound__",
            offset_of!(ParamSpec, bound),
            MemberKind::Object,
        ),
        field(
            "__covariant__",
            offset_of!(ParamSpec, covariant),
            MemberKind::Bool,
        ),
        field(
            "__contravariant__",
            offset_of!(ParamSpec, contravariant),
            MemberKind::Bool,
        ),
        field(
            "__infer_variance__",
            offset_of!(ParamSpec, infer_variance),
            MemberKind::Bool,
        ),
    ],
    getsets: &[
        computed(
            "args",
            |thread, it| half(thread, &PARAMSPEC_ARGS, it.to_ref()),
            Some("Represents positional arguments."),
        ),
        computed(
            "kwargs",
            |thread, it| half(thread, &PARAMSPEC_KWARGS, it.to_ref()),
            Some("Represents keyword arguments."),
        ),
        computed(
            "__default__",
            |thread, it| {
                let it = this::<ParamSpec>(thread, it)?;
                super::default_of(thread, &it.default, &it.evaluate_default)
            },
            Some("The default value for this ParamSpec."),
        ),
    ],
    dict_offset: -1,
    weaklist_offset: -32,
    doc: Some(
        "Parameter specification variable: stands for the parameters of a callable.\n\nWritten with two stars in brackets (`def f[**P]`) or made by hand: ParamSpec('P').",
    ),
    dealloc: object::dealloc_managed,
    ..TypeSpec::new("typing.ParamSpec", Builtin::Other, &PARAMSPEC_LAYOUT)
};

static SIGNATURE: Signature<6> = Signature {
    function: "paramspec",
    names: [
        "name",
        "bound",
        "default",
        "covariant",
        "contravariant",
        "infer_variance",
    ],
    required: 1,
    positional: 1,
};

/// What `**P` in brackets makes.
pub fn from_name(thread: &Thread, name: Ref) -> Result<Ref> {
    let inferred = Variance {
        inferred: true,
        ..Variance::default()
    };
    Ok(alloc(thread, name, None, None, inferred)?.into_object())
}

fn alloc(
    thread: &Thread,
    name: Ref,
    bound: Option<Ref>,
    default: Option<Ref>,
    variance: Variance,
) -> Result<Ref<ParamSpec>> {
    let fresh = make::<ParamSpec>(thread.heap(), type_of(thread, &PARAMSPEC)?)?;
    fresh.name.set(Some(name));
    fresh.bound.set(bound);
    fresh.default.set(default);
    fresh.covariant.set(variance.co);
    fresh.contravariant.set(variance.contra);
    fresh.infer_variance.set(variance.inferred);
    fresh.as_object().track();
    Ok(fresh)
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = SIGNATURE.bind(thread, &args)?;
    let name = super::name_given(thread, "paramspec", given.get(0))?;
    let variance = Variance::given(thread, [given.get(3), given.get(4), given.get(5)])?;
    variance.check(thread)?;
    // Without a bound it is the type of `None`, as in 3.13.
    let none = thread.heap().none();
    let bound = super::checked(
        thread,
        given.get(1).unwrap_or(&none),
        "Bound must be a type.",
    )?;
    let default = match given.get(2) {
        Some(default) => default.to_ref(),
        None => super::no_default(thread)?,
    };
    let fresh = alloc(thread, name, Some(bound), Some(default), variance)?;
    super::place(thread, fresh.as_object())?;
    Ok(fresh.into_object())
}

const ORIGIN: &[MemberDef] = &[field(
    "__origin__",
    offset_of!(Half, origin),
    MemberKind::Object,
)];

const BASE: &[MethodDef] = &[MethodDef::one("__mro_entries__", |thread, it, _| {
    super::refuse_base(thread, it)
})
.doc("__mro_entries__($self, object, /)\n--\n\n")];

/// `type(P.args)`.
pub static PARAMSPEC_ARGS: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::MANAGED_WEAKREF),
    slots: TypeSlots {
        repr: Some(|thread, it| half_repr(thread, it, ".args")),
        richcompare: Some(compare),
        new: Some(|thread, _, args| half_new(thread, &PARAMSPEC_ARGS, "paramspecargs", args)),
        ..TypeSlots::EMPTY
    },
    methods: BASE,
    members: ORIGIN,
    weaklist_offset: -32,
    doc: Some("The positional arguments of a ParamSpec: P.args.__origin__ is P."),
    dealloc: object::dealloc_managed,
    ..TypeSpec::new("typing.ParamSpecArgs", Builtin::Other, &HALF_LAYOUT)
};

/// `type(P.kwargs)`.
pub static PARAMSPEC_KWARGS: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::MANAGED_WEAKREF),
    slots: TypeSlots {
        repr: Some(|thread, it| half_repr(thread, it, ".kwargs")),
        richcompare: Some(compare),
        new: Some(|thread, _, args| half_new(thread, &PARAMSPEC_KWARGS, "paramspeckwargs", args)),
        ..TypeSlots::EMPTY
    },
    methods: BASE,
    members: ORIGIN,
    weaklist_offset: -32,
    doc: Some("The keyword arguments of a ParamSpec: P.kwargs.__origin__ is P."),
    dealloc: object::dealloc_managed,
    ..TypeSpec::new("typing.ParamSpecKwargs", Builtin::Other, &HALF_LAYOUT)
};

fn half(thread: &Thread, spec: &'static TypeSpec, origin: Ref) -> Result<Ref> {
    let fresh = make::<Half>(thread.heap(), type_of(thread, spec)?)?;
    fresh.origin.set(Some(origin));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn half_new(
    thread: &Thread,
    spec: &'static TypeSpec,
    function: &'static str,
    args: Args<'_>,
) -> Result<Ref> {
    let signature = Signature {
        function,
        names: ["origin"],
        required: 1,
        positional: 1,
    };
    match signature.bind(thread, &args)?.get(0) {
        Some(origin) => half(thread, spec, origin.to_ref()),
        None => Err(thread.system_error(format_args!("{function}() without its argument"))),
    }
}

fn half_repr(thread: &Thread, it: &Object, end: &str) -> Result<Ref> {
    let origin = this::<Half>(thread, it)?.origin.get();
    let origin = origin.unwrap_or_else(|| thread.heap().none());
    let mut out = Builder::new(thread);
    let name = origin.downcast::<ParamSpec>().and_then(|p| p.name.get());
    match name.as_ref().and_then(|name| name.downcast::<Str>()) {
        Some(name) => out.push(name)?,
        None => protocol::push_repr(thread, &mut out, &origin)?,
    }
    out.push_str(end)?;
    Ok(out.finish()?.into_object())
}

/// Halves of one kind are equal when their origins are.
fn compare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let same_kind = std::ptr::eq(a.ty(), b.ty());
    if !same_kind || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(thread.heap().not_implemented());
    }
    let (Some(a), Some(b)) = (
        this::<Half>(thread, a)?.origin.get(),
        this::<Half>(thread, b)?.origin.get(),
    ) else {
        return Ok(thread.heap().not_implemented());
    };
    protocol::richcompare(thread, &a, &b, op)
}
