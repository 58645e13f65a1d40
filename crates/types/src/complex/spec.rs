//! The declaration of `complex`: text, methods, attributes.

use super::{COMPLEX_LAYOUT, Complex, arith, pair, parse};
use crate::float::Float;
use crate::str::{Builder, Str};
use crate::tuple::Tuple;
use object::{
    Builtin, MemberDef, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Thread, TypeFlags,
    TypeSlots, TypeSpec,
};

pub static SPECS: &[&TypeSpec] = &[&SPEC];

/// `complex`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(arith::slot_hash),
        getattro: Some(crate::typeobj::generic_getattr),
        richcompare: Some(arith::slot_compare),
        new: Some(parse::slot_new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        add: Some(arith::slot_add),
        subtract: Some(arith::slot_subtract),
        multiply: Some(arith::slot_multiply),
        power: Some(arith::slot_power),
        negative: Some(arith::slot_negative),
        positive: Some(arith::slot_positive),
        absolute: Some(arith::slot_absolute),
        bool: Some(arith::slot_bool),
        true_divide: Some(arith::slot_true_divide),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("conjugate", conjugate).doc(
            "conjugate($self, /)\n--\n\nThe number with the sign of its imaginary part turned.",
        ),
        MethodDef::no_args("__complex__", arith::slot_positive)
            .doc("__complex__($self, /)\n--\n\nThe number as an exact complex."),
        MethodDef::no_args("__getnewargs__", getnewargs).doc("__getnewargs__($self, /)\n--\n\n"),
        MethodDef::one("__format__", format).doc(
            "__format__($self, format_spec, /)\n--\n\nText as the format specification asks for.",
        ),
    ],
    members: &[
        member("real", 16, "the real part of a complex number"),
        member("imag", 24, "the imaginary part of a complex number"),
    ],
    doc: Some(
        "complex(real=0, imag=0)\n--\n\nA complex number: from a string, a number, or two parts.",
    ),
    dealloc: object::dealloc_leaf,
    ..TypeSpec::new("complex", Builtin::Complex, &COMPLEX_LAYOUT)
};

const fn member(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::F64,
        offset,
        readonly: true,
        doc: Some(doc),
    }
}

/// A part as `repr` shows it: without `.0` behind whole values.
fn part(thread: &Thread, value: f64) -> Result<Ref<Str>> {
    let mut out = Builder::new(thread);
    crate::format::write_float_repr(&mut out, value)?;
    let text = out.finish()?;
    match text.as_ascii().and_then(|ascii| ascii.strip_suffix(".0")) {
        Some(whole) => Str::new(thread, whole),
        None => Ok(text),
    }
}

fn repr(thread: &Thread, this: &Object) -> Result<Ref> {
    let (real, imag) = pair(this);
    let imag_text = part(thread, imag)?;
    let mut out = Builder::new(thread);
    if real == 0.0 && real.is_sign_positive() {
        out.push(&imag_text)?;
        out.push_str("j")?;
        return Ok(out.finish()?.into_object());
    }
    let real_text = part(thread, real)?;
    out.push_str("(")?;
    out.push(&real_text)?;
    if imag.is_nan() || imag.is_sign_positive() {
        out.push_str("+")?;
    }
    out.push(&imag_text)?;
    out.push_str("j)")?;
    Ok(out.finish()?.into_object())
}

fn conjugate(thread: &Thread, this: &Object) -> Result<Ref> {
    let (real, imag) = pair(this);
    Complex::new(thread, (real, -imag))
}

fn getnewargs(thread: &Thread, this: &Object) -> Result<Ref> {
    let (real, imag) = pair(this);
    let parts = [Float::new(thread, real)?, Float::new(thread, imag)?];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

fn format(thread: &Thread, this: &Object, spec: &Object) -> Result<Ref> {
    let Some(spec) = spec.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "__format__() argument must be str, not {}",
            crate::protocol::type_text(spec)
        )));
    };
    let (real, imag) = pair(this);
    Ok(crate::format::format_complex(thread, real, imag, spec)?.into_object())
}
