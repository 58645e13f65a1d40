//! `None`, `Ellipsis`, `NotImplemented`: types with one immortal instance each, and the start-up of all shared small values.

use crate::str::Str;
use object::{
    Args, Builtin, CompareOp, MethodDef, NumberSlots, OBJECT_LAYOUT, Object, Ref, Result, Thread,
    Type, TypeSlots, TypeSpec,
};
use std::cell::Cell;
use std::ptr::NonNull;

pub static SPECS: &[&TypeSpec] = &[&NONE, &ELLIPSIS, &NOT_IMPLEMENTED];

static REDUCE: &[MethodDef] = &[MethodDef::no_args("__reduce__", reduce)];

/// `type(None)`.
pub static NONE: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(|_, _| Ok(NONE_HASH)),
        richcompare: Some(compare_none),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        bool: Some(|_, _| Ok(false)),
        ..NumberSlots::EMPTY
    },
    doc: Some("NoneType()\n--\n\nThe type of None."),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("NoneType", Builtin::NoneType, &OBJECT_LAYOUT)
};

/// 3.13's hash of `None`.
const NONE_HASH: isize = 0xFCA86420;

/// `type(...)`.
pub static ELLIPSIS: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(repr),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: REDUCE,
    doc: Some("ellipsis()\n--\n\nThe type of Ellipsis."),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("ellipsis", Builtin::Ellipsis, &OBJECT_LAYOUT)
};

/// `type(NotImplemented)`.
pub static NOT_IMPLEMENTED: TypeSpec = TypeSpec {
    slots: TypeSlots {
        repr: Some(repr),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        bool: Some(not_implemented_truth),
        ..NumberSlots::EMPTY
    },
    methods: REDUCE,
    doc: Some("NotImplementedType()\n--\n\nThe type of NotImplemented."),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new(
        "NotImplementedType",
        Builtin::NotImplemented,
        &OBJECT_LAYOUT,
    )
};

/// Makes `None`, `Ellipsis`, `NotImplemented`, `False`, `True` and the ints -5 ..= 256.
pub fn init_singletons(thread: &Thread) -> Result<()> {
    let heap = thread.heap();
    let single = &heap.singletons;
    let values: [(&Cell<Option<NonNull<Object>>>, Builtin); 3] = [
        (&single.none, Builtin::NoneType),
        (&single.ellipsis, Builtin::Ellipsis),
        (&single.not_implemented, Builtin::NotImplemented),
    ];
    for (slot, which) in values {
        let value = heap.alloc(heap.builtin(which), 0)?;
        value.make_immortal();
        slot.set(Some(value.into_raw()));
    }
    crate::bool::make_singletons(thread)?;
    for (slot, value) in single.small_ints.iter().zip(-5..) {
        slot.set(Some(crate::int::make_shared(thread, value)?.into_raw()));
    }
    Ok(())
}

/// The instance of the singleton type and its name.
fn instance(thread: &Thread, which: Builtin) -> (Ref, &'static str) {
    let heap = thread.heap();
    match which {
        Builtin::Ellipsis => (heap.ellipsis(), "Ellipsis"),
        Builtin::NotImplemented => (heap.not_implemented(), "NotImplemented"),
        _ => (heap.none(), "None"),
    }
}

/// A text of its own each time, as in 3.13.
fn name(thread: &Thread, this: &Object) -> Result<Ref<Str>> {
    Str::new(thread, instance(thread, this.builtin()).1)
}

fn repr(thread: &Thread, this: &Object) -> Result<Ref> {
    Ok(name(thread, this)?.into_object())
}

fn reduce(thread: &Thread, this: &Object) -> Result<Ref> {
    repr(thread, this)
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    if !args.is_empty() {
        let name = match ty.builtin() {
            Builtin::Ellipsis => "EllipsisType",
            _ => ty.name(),
        };
        return Err(thread.type_error(format_args!("{name} takes no arguments")));
    }
    Ok(instance(thread, ty.builtin()).0)
}

fn compare_none(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    // Only its own kind is known to be equal; everything else is asked.
    match op {
        CompareOp::Eq if a.is(b) => Ok(thread.heap().bool(true)),
        CompareOp::Ne if a.is(b) => Ok(thread.heap().bool(false)),
        _ => Ok(thread.heap().not_implemented()),
    }
}

fn not_implemented_truth(thread: &Thread, _: &Object) -> Result<bool> {
    let text = format_args!("NotImplemented should not be used in a boolean context");
    crate::warn(thread, Builtin::DeprecationWarning, text)?;
    Ok(true)
}
