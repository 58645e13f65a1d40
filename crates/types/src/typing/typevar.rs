//! `TypeVar`.
//!
//! ```text
//!   -24 dictionary  0 header  16 name  24 bound  32 its function  40 constraints  48 their function  56 default  64 its function
//!   72 covariant  73 contravariant  74 inferred  75 …                                                                       80
//! ```

use super::{Variance, computed, field, this};
use crate::protocol;
use crate::state::type_of;
use crate::str::Str;
use crate::tuple::Tuple;
use object::native::{HiddenSlot, make};
use object::{
    Args, Builtin, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Slot, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;

native_layout! {
    /// See the file's head.
    pub struct TypeVar: TYPEVAR_LAYOUT, "TypeVar" {
        name: HiddenSlot,
        bound: Slot,
        evaluate_bound: Slot,
        constraints: Slot,
        evaluate_constraints: Slot,
        default: Slot,
        pub(super) evaluate_default: Slot,
        covariant: Cell<bool>,
        contravariant: Cell<bool>,
        infer_variance: Cell<bool>,
    }
}

const _: () = assert!(size_of::<TypeVar>() == 80);

/// What native types with attributes of their own share.
pub(super) const FLAGS: TypeFlags = TypeFlags::OF_MODULE_GC
    .with(TypeFlags::MANAGED_DICT)
    .with(TypeFlags::MANAGED_WEAKREF);

/// The type.
pub static TYPEVAR: TypeSpec = TypeSpec {
    flags: FLAGS,
    slots: TypeSlots {
        repr: Some(|thread, it| {
            let it = this::<TypeVar>(thread, it)?;
            it.variance().shown(thread, it.name.get())
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
            super::ask(thread, "_typevar_subst", &[it, arg])
        })
        .doc("__typing_subst__($self, arg, /)\n--\n\n"),
        MethodDef::fast("__typing_prepare_subst__", prepare)
            .doc("__typing_prepare_subst__($self, alias, args, /)\n--\n\n"),
        MethodDef::no_args("__reduce__", |thread, it| {
            Ok(this::<TypeVar>(thread, it)?
                .name
                .get()
                .unwrap_or_else(|| thread.heap().none()))
        })
        .doc("__reduce__($self, /)\n--\n\n"),
        MethodDef::no_args("has_default", |thread, it| {
            let it = this::<TypeVar>(thread, it)?;
            super::has_default(thread, &it.default, &it.evaluate_default)
        })
        .doc("has_default($self, /)\n--\n\n"),
        MethodDef::one("__mro_entries__", |thread, it, _| {
            super::refuse_base(thread, it)
        })
        .doc("__mro_entries__($self, object, /)\n--\n\n"),
    ],
    members: &[
        field("__name__", offset_of!(TypeVar, name), MemberKind::Object),
        field(
            "__covariant__",
            offset_of!(TypeVar, covariant),
            MemberKind::Bool,
        ),
        field(
            "__contravariant__",
            offset_of!(TypeVar, contravariant),
            MemberKind::Bool,
        ),
        field(
            "__infer_variance__",
            offset_of!(TypeVar, infer_variance),
            MemberKind::Bool,
        ),
    ],
    getsets: &[
        computed("__bound__", bound, None),
        computed("__constraints__", constraints, None),
        computed("__default__", default, None),
    ],
    dict_offset: -1,
    weaklist_offset: -32,
    doc: Some(
        "Type variable.\n\nWritten in brackets (`def f[T]`, `class C[T: int]`, `type A[T = str]`) or made by hand: TypeVar('T').",
    ),
    dealloc: object::dealloc_managed,
    ..TypeSpec::new("typing.TypeVar", Builtin::Other, &TYPEVAR_LAYOUT)
};

impl TypeVar {
    fn variance(&self) -> Variance {
        Variance {
            co: self.covariant.get(),
            contra: self.contravariant.get(),
            inferred: self.infer_variance.get(),
        }
    }
}

fn alloc(thread: &Thread, name: Ref, variance: Variance) -> Result<Ref<TypeVar>> {
    let fresh = make::<TypeVar>(thread.heap(), type_of(thread, &TYPEVAR)?)?;
    fresh.name.set(Some(name));
    fresh.covariant.set(variance.co);
    fresh.contravariant.set(variance.contra);
    fresh.infer_variance.set(variance.inferred);
    Ok(fresh)
}

/// What `T`, `T: bound` or `T: (a, b)` in brackets makes, with the functions of its bound or of its constraints.
pub fn from_name(
    thread: &Thread,
    name: Ref,
    evaluate_bound: Option<Ref>,
    evaluate_constraints: Option<Ref>,
) -> Result<Ref> {
    let inferred = Variance {
        inferred: true,
        ..Variance::default()
    };
    let fresh = alloc(thread, name, inferred)?;
    fresh.evaluate_bound.set(evaluate_bound);
    fresh.evaluate_constraints.set(evaluate_constraints);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// The keywords of `TypeVar()`, in its order.
const KEYWORDS: [&str; 6] = [
    "name",
    "bound",
    "default",
    "covariant",
    "contravariant",
    "infer_variance",
];

/// The arguments by keyword; the name may be the first by position, which are constraints otherwise.
fn bind<'a>(thread: &Thread, args: &Args<'a>) -> Result<[Option<&'a Object>; 6]> {
    let mut bound = [None; 6];
    bound[0] = args.positional().first().map(|name| &**name);
    let mut misplaced = None;
    for (key, value) in args.keywords() {
        let key = key.downcast::<Str>();
        let place = KEYWORDS
            .iter()
            .position(|known| key.is_some_and(|key| key.eq_str(known)));
        match place {
            Some(index) if bound[index].is_none() => bound[index] = Some(value),
            Some(_) => misplaced = misplaced.or(Some(None)),
            None => misplaced = misplaced.or(Some(key)),
        }
    }
    match (bound[0], misplaced) {
        (None, _) => Err(thread.type_error(format_args!(
            "typevar() missing required argument 'name' (pos 1)"
        ))),
        (_, Some(Some(key))) => Err(thread.type_error(format_args!(
            "typevar() got an unexpected keyword argument '{key}'"
        ))),
        (_, Some(None)) => {
            Err(thread.type_error(format_args!("invalid keyword argument for typevar()")))
        }
        _ => Ok(bound),
    }
}

fn new(thread: &Thread, _ty: &Type, args: Args<'_>) -> Result<Ref> {
    let [name, bound, default, co, contra, inferred] = bind(thread, &args)?;
    let constraints = args.positional().get(1..).unwrap_or(&[]);
    let constraints = Tuple::from_slice(thread, constraints)?;
    let name = super::name_given(thread, "typevar", name)?;
    let variance = Variance::given(thread, [co, contra, inferred])?;
    variance.check(thread)?;
    let bound = match bound.filter(|bound| !super::is_none(bound)) {
        Some(bound) => Some(super::checked(thread, bound, "Bound must be a type.")?),
        None => None,
    };
    if constraints.len() == 1 {
        return Err(thread.type_error(format_args!("A single constraint is not allowed")));
    }
    if !constraints.is_empty() && bound.is_some() {
        return Err(thread.type_error(format_args!(
            "Constraints cannot be combined with bound=..."
        )));
    }
    let default = match default {
        Some(default) => default.to_ref(),
        None => super::no_default(thread)?,
    };
    let fresh = alloc(thread, name, variance)?;
    fresh.bound.set(bound);
    if !constraints.is_empty() {
        fresh.constraints.set(Some(constraints.into_object()));
    }
    fresh.default.set(Some(default));
    fresh.as_object().track();
    super::place(thread, fresh.as_object())?;
    Ok(fresh.into_object())
}

fn bound(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = this::<TypeVar>(thread, it)?;
    let bound = super::evaluated(thread, &it.bound, &it.evaluate_bound)?;
    Ok(bound.unwrap_or_else(|| thread.heap().none()))
}

fn constraints(thread: &Thread, it: &Object) -> Result<Ref> {
    let it = this::<TypeVar>(thread, it)?;
    let constraints = super::evaluated(thread, &it.constraints, &it.evaluate_constraints)?;
    Ok(constraints.unwrap_or_else(|| thread.heap().empty_tuple()))
}

fn default(thread: &Thread, it: &Object) -> Result<Ref> {
    let own = this::<TypeVar>(thread, it)?;
    super::default_of(thread, &own.default, &own.evaluate_default)
}

/// The arguments of an alias as they are, or with the default behind them where this parameter's is the first that is missing.
fn prepare(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    let (alias, args) = super::alias_and_args(thread, args)?;
    let (index, given) = super::position(thread, it, alias, args)?;
    if index < given {
        return Ok(args.to_ref());
    }
    if index == given {
        let default = default(thread, it)?;
        if !default.is(&*super::no_default(thread)?) {
            let more = Tuple::from_array(thread, [default])?;
            return protocol::binary(thread, args, more.as_object(), protocol::Operator::Add);
        }
    }
    let shown = protocol::to_str(thread, alias)?;
    Err(thread.type_error(format_args!(
        "Too few arguments for {shown}; actual {given}, expected at least {}",
        index + 1
    )))
}
