//! The declaration of `str`.

use super::{STR_LAYOUT, Str, layout, repr};
use object::{
    Builtin, CompareOp, NumberSlots, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec,
};

/// `str`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE
        .with(TypeFlags::UNICODE_SUBCLASS)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        repr: Some(|thread, object| Ok(repr::repr(thread, this(thread, object)?)?.into_object())),
        hash: Some(|thread, object| Ok(this(thread, object)?.hash(thread))),
        richcompare: Some(richcompare),
        sizeof: Some(|thread, object| Ok(this(thread, object)?.size_in_memory())),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        ..NumberSlots::EMPTY
    },
    dealloc: layout::dealloc,
    ..TypeSpec::new("str", Builtin::Str, &STR_LAYOUT)
};

/// The receiver of a slot or method of `str`.
#[inline(always)]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Str> {
    match object.downcast::<Str>() {
        Some(text) => Ok(text),
        None => Err(not_a_string(thread, object)),
    }
}

#[cold]
fn not_a_string(thread: &Thread, object: &Object) -> object::Raised {
    thread.type_error(format_args!("expected str, got {}", object.ty().name()))
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    let (Some(a), Some(b)) = (a.downcast::<Str>(), b.downcast::<Str>()) else {
        return Ok(heap.not_implemented());
    };
    Ok(heap.bool(match op {
        CompareOp::Eq => a.equals(b),
        CompareOp::Ne => !a.equals(b),
        _ => op.holds(a.compare(b)),
    }))
}
