//! `cmp_to_key`: keys that compare by a function.

use object::native::make;
use object::{
    Args, Builtin, CompareOp, GetSetDef, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use types::protocol::{self, Signature};
use types::{Int, type_of};

native_layout! {
    /// A function, and what it compares (nothing in the maker of keys).
    pub struct KeyWrapper: KEY_WRAPPER_LAYOUT, "key wrapper" { compare: Slot, value: Slot }
}

const _: () = assert!(size_of::<KeyWrapper>() == 32);

pub(super) static KEY_WRAPPER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        getattro: Some(types::typeobj::generic_getattr),
        richcompare: Some(richcompare),
        call: Some(call),
        ..TypeSlots::EMPTY
    },
    getsets: &[GetSetDef {
        name: "__text_signature__",
        get: |thread, _| Ok(types::Str::new(thread, "(obj)")?.into_object()),
        set: None,
        doc: None,
    }],
    members: &[MemberDef {
        name: "obj",
        kind: MemberKind::Object,
        offset: 24,
        readonly: false,
        doc: Some("Value wrapped by a key function."),
    }],
    ..TypeSpec::new("functools.KeyWrapper", Builtin::Other, &KEY_WRAPPER_LAYOUT)
};

fn wrap(thread: &Thread, compare: Ref, value: Option<Ref>) -> Result<Ref> {
    let key = make::<KeyWrapper>(thread.heap(), type_of(thread, &KEY_WRAPPER)?)?;
    key.compare.set(Some(compare));
    key.value.set(value);
    key.as_object().track();
    Ok(key.into_object())
}

/// `cmp_to_key(mycmp)`.
pub(super) fn cmp_to_key(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "cmp_to_key",
        names: ["mycmp"],
        required: 1,
        positional: 1,
    };
    match SIGNATURE.bind(thread, &args)?.get(0) {
        Some(compare) => wrap(thread, compare.to_ref(), None),
        None => Ok(thread.heap().none()),
    }
}

fn call(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "K",
        names: ["obj"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let compare = object
        .downcast::<KeyWrapper>()
        .and_then(|k| k.compare.get());
    match (compare, bound.get(0)) {
        (Some(compare), Some(value)) => wrap(thread, compare, Some(value.to_ref())),
        _ => Ok(thread.heap().none()),
    }
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<KeyWrapper>(), b.downcast::<KeyWrapper>()) else {
        return Err(thread.type_error(format_args!("other argument must be K instance")));
    };
    let (Some(compare), Some(x), Some(y)) =
        (left.compare.get(), left.value.get(), right.value.get())
    else {
        return Err(thread.raise(Builtin::AttributeError, format_args!("object")));
    };
    let order = protocol::call_all_given(thread, compare, [x, y], &[])?;
    let zero = Int::new(thread, 0)?;
    protocol::richcompare(thread, &order, &zero, op)
}
