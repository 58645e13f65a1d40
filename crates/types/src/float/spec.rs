//! The declaration of `float`.

use super::{FLOAT_LAYOUT, arith, methods, parse};
use crate::str::{Builder, Str};
use object::{Builtin, NumberSlots, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec};

pub static SPECS: &[&TypeSpec] = &[&SPEC];

/// `float`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE.with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(arith::slot_hash),
        richcompare: Some(arith::slot_compare),
        new: Some(parse::slot_new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        add: Some(arith::slot_add),
        subtract: Some(arith::slot_subtract),
        multiply: Some(arith::slot_multiply),
        remainder: Some(arith::slot_remainder),
        divmod: Some(arith::slot_divmod),
        power: Some(arith::slot_power),
        negative: Some(arith::slot_negative),
        positive: Some(arith::slot_positive),
        absolute: Some(arith::slot_absolute),
        bool: Some(arith::slot_bool),
        int: Some(arith::slot_int),
        float: Some(arith::slot_positive),
        floor_divide: Some(arith::slot_floor_divide),
        true_divide: Some(arith::slot_true_divide),
        ..NumberSlots::EMPTY
    },
    methods: methods::METHODS,
    getsets: methods::GETSETS,
    doc: Some(
        "float(x=0, /)\n--\n\nA floating-point number: from a number, or from text that spells one.",
    ),
    dealloc: object::dealloc_kept_leaf,
    ..TypeSpec::new("float", Builtin::Float, &FLOAT_LAYOUT)
};

fn repr(thread: &Thread, this: &Object) -> Result<Ref> {
    Ok(text(thread, arith::value(this))?.into_object())
}

/// `repr` of a value.
pub fn text(thread: &Thread, value: f64) -> Result<Ref<Str>> {
    if let Some(short) = crate::format::Shortest::of(value) {
        return Str::from_ascii(thread, short.bytes());
    }
    let mut out = Builder::new(thread);
    crate::format::write_float_repr(&mut out, value)?;
    out.finish()
}
