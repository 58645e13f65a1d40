//! The declaration of `int`.

use super::{INT_LAYOUT, Int, arith, bits, division, methods, new, power, text};
use crate::float::Float;
use object::{Builtin, NumberSlots, Object, Ref, Result, Thread, TypeFlags, TypeSlots, TypeSpec};

pub static SPECS: &[&TypeSpec] = &[&SPEC];

/// `int`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE
        .with(TypeFlags::LONG_SUBCLASS)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        repr: Some(text::slot_repr),
        hash: Some(arith::slot_hash),
        getattro: Some(crate::typeobj::generic_getattr),
        richcompare: Some(arith::slot_compare),
        new: Some(new::slot_new),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        add: Some(arith::slot_add),
        subtract: Some(arith::slot_subtract),
        multiply: Some(arith::slot_multiply),
        remainder: Some(division::slot_remainder),
        divmod: Some(division::slot_divmod),
        power: Some(power::slot_power),
        negative: Some(arith::slot_negative),
        positive: Some(arith::slot_positive),
        absolute: Some(arith::slot_absolute),
        bool: Some(arith::slot_bool),
        invert: Some(bits::slot_invert),
        lshift: Some(bits::slot_lshift),
        rshift: Some(bits::slot_rshift),
        and: Some(bits::slot_and),
        xor: Some(bits::slot_xor),
        or: Some(bits::slot_or),
        int: Some(arith::slot_positive),
        float: Some(float),
        floor_divide: Some(division::slot_floor_divide),
        true_divide: Some(division::slot_true_divide),
        index: Some(arith::slot_positive),
        ..NumberSlots::EMPTY
    },
    methods: methods::METHODS,
    getsets: methods::GETSETS,
    doc: Some(
        "int([x]) -> integer\nint(x, base=10) -> integer\n\nA whole number of any size: from a number, cut towards zero, or from text in a base\n\
         between 2 and 36 (0: the text's prefix decides). Without an argument it is 0.",
    ),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("int", Builtin::Int, &INT_LAYOUT)
};

fn sizeof(_: &Thread, this: &Object) -> Result<usize> {
    Ok(Int::of(this).map_or(0, Int::byte_size))
}

fn float(thread: &Thread, this: &Object) -> Result<Ref> {
    match Int::of(this) {
        Some(int) => Float::new(thread, int.to_f64(thread)?),
        None => Ok(thread.heap().not_implemented()),
    }
}
