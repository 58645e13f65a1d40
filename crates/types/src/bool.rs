//! `bool`: the two instances `False` and `True` of a subtype of `int`, made once for each heap and immortal.

use crate::int::{INT_LAYOUT, bits};
use object::{
    Args, Builtin, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

pub static SPECS: &[&TypeSpec] = &[&SPEC];

/// `bool`.
pub static SPEC: TypeSpec = TypeSpec {
    base: Builtin::Int,
    flags: TypeFlags::LONG_SUBCLASS.with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        repr: Some(repr),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        invert: Some(invert),
        and: Some(and),
        xor: Some(xor),
        or: Some(or),
        ..NumberSlots::EMPTY
    },
    doc: Some(
        "bool(object=False, /)\n--\n\nThe truth of an object: True or False, the only two instances.",
    ),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("bool", Builtin::Bool, &INT_LAYOUT)
};

/// Makes `False` and `True`.
pub(crate) fn make_singletons(thread: &Thread) -> Result<()> {
    let single = &thread.heap().singletons;
    for (slot, value) in [(&single.false_, false), (&single.true_, true)] {
        slot.set(Some(crate::int::make_bool(thread, value)?.into_raw()));
    }
    Ok(())
}

fn new(thread: &Thread, _: &Type, args: Args<'_>) -> Result<Ref> {
    crate::no_keywords(thread, "bool", &args)?;
    let values = args.positional();
    crate::check_arity(thread, "bool", values.len(), 0, 1)?;
    let truth = values
        .first()
        .map_or(Ok(false), |x| crate::is_true(thread, x))?;
    Ok(thread.heap().bool(truth))
}

fn repr(thread: &Thread, this: &Object) -> Result<Ref> {
    let text = if is_true(thread, this) {
        "True"
    } else {
        "False"
    };
    Ok(crate::str::intern_static(thread, text)?.into_object())
}

#[inline(always)]
fn is_true(thread: &Thread, object: &Object) -> bool {
    object.is(&thread.heap().bool(true))
}

fn invert(thread: &Thread, this: &Object) -> Result<Ref> {
    let text = format_args!(
        "Bitwise inversion '~' on bool is deprecated and will be removed in Python 3.16. This returns the bitwise \
         inversion of the underlying int object and is usually not what you expect from negating a bool. Use the \
         'not' operator for boolean negation or ~int(x) if you really want the bitwise inversion of the underlying int."
    );
    crate::warn(thread, Builtin::DeprecationWarning, text)?;
    bits::slot_invert(thread, this)
}

macro_rules! logical {
    ($($name:ident, $slot:ident, $op:tt;)*) => { $(
        fn $name(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
            if a.is_exactly(Builtin::Bool) && b.is_exactly(Builtin::Bool) {
                return Ok(thread.heap().bool(is_true(thread, a) $op is_true(thread, b)));
            }
            bits::$slot(thread, a, b)
        }
    )* };
}

logical! {
    and, slot_and, &;
    or, slot_or, |;
    xor, slot_xor, ^;
}
