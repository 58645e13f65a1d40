//! Methods and attributes of `int`.

use super::{Int, arith, bits, octets};
use crate::str::Str;
use crate::tuple::Tuple;
use object::{GetSetDef, MethodDef, Object, Ref, Result, Thread};

pub(super) static METHODS: &[MethodDef] = &[
    MethodDef::no_args("conjugate", arith::slot_positive)
        .doc("conjugate($self, /)\n--\n\nThe int itself: its imaginary part is zero."),
    MethodDef::no_args("bit_length", bit_length).doc(
        "bit_length($self, /)\n--\n\nBits needed to write the magnitude in binary.",
    ),
    MethodDef::no_args("bit_count", bit_count)
        .doc("bit_count($self, /)\n--\n\nHow many bits of the magnitude are one."),
    MethodDef::keywords("to_bytes", octets::to_bytes).doc(
        "to_bytes($self, /, length=1, byteorder='big', *, signed=False)\n--\n\nThe value as bytes of a fixed length.",
    ),
    MethodDef::keywords("from_bytes", octets::from_bytes)
        .class()
        .doc("from_bytes($type, /, bytes, byteorder='big', *, signed=False)\n--\n\nThe int that the bytes stand for."),
    MethodDef::no_args("as_integer_ratio", as_integer_ratio).doc(
        "as_integer_ratio($self, /)\n--\n\nThe int and 1: numerator and denominator.",
    ),
    MethodDef::no_args("__trunc__", arith::slot_positive)
        .doc("__trunc__($self, /)\n--\n\nThe int itself."),
    MethodDef::no_args("__floor__", arith::slot_positive)
        .doc("__floor__($self, /)\n--\n\nThe int itself."),
    MethodDef::no_args("__ceil__", arith::slot_positive)
        .doc("__ceil__($self, /)\n--\n\nThe int itself."),
    MethodDef::fast("__round__", round).doc(
        "__round__($self, ndigits=<unrepresentable>, /)\n--\n\nRounds to a power of ten, half to even.",
    ),
    MethodDef::no_args("__getnewargs__", getnewargs).doc("__getnewargs__($self, /)\n--\n\n"),
    MethodDef::one("__format__", format)
        .doc("__format__($self, format_spec, /)\n--\n\nText as the format specification asks for."),
    MethodDef::no_args("__sizeof__", sizeof)
        .doc("__sizeof__($self, /)\n--\n\nSize in memory, in bytes."),
    MethodDef::no_args("is_integer", is_integer)
        .doc("is_integer($self, /)\n--\n\nAlways true; as floats have it."),
];

const fn getset(
    name: &'static str,
    get: fn(&Thread, &Object) -> Result<Ref>,
    doc: &'static str,
) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: Some(doc),
    }
}

pub(super) static GETSETS: &[GetSetDef] = &[
    getset(
        "real",
        arith::slot_positive,
        "the real part of a complex number",
    ),
    getset("imag", zero, "the imaginary part of a complex number"),
    getset(
        "numerator",
        arith::slot_positive,
        "the numerator of a rational number in lowest terms",
    ),
    getset(
        "denominator",
        one,
        "the denominator of a rational number in lowest terms",
    ),
];

fn zero(thread: &Thread, _: &Object) -> Result<Ref> {
    Int::new(thread, 0)
}

fn one(thread: &Thread, _: &Object) -> Result<Ref> {
    Int::new(thread, 1)
}

fn bit_length(thread: &Thread, this: &Object) -> Result<Ref> {
    Int::from_usize(thread, Int::of(this).map_or(0, bits::bit_length) as usize)
}

fn bit_count(thread: &Thread, this: &Object) -> Result<Ref> {
    Int::from_usize(thread, Int::of(this).map_or(0, bits::bit_count) as usize)
}

fn as_integer_ratio(thread: &Thread, this: &Object) -> Result<Ref> {
    let pair = [arith::slot_positive(thread, this)?, Int::new(thread, 1)?];
    Ok(Tuple::from_array(thread, pair)?.into_object())
}

fn is_integer(thread: &Thread, _: &Object) -> Result<Ref> {
    Ok(thread.heap().bool(true))
}

fn sizeof(thread: &Thread, this: &Object) -> Result<Ref> {
    Int::from_usize(thread, Int::of(this).map_or(0, Int::byte_size))
}

fn getnewargs(thread: &Thread, this: &Object) -> Result<Ref> {
    let Some(int) = Int::of(this) else {
        return Ok(thread.heap().not_implemented());
    };
    // A copy as 3.13 makes one: only small values are the same object.
    let copy = Int::from_digits(thread, int.is_negative(), int.digits())?;
    Ok(Tuple::from_array(thread, [copy])?.into_object())
}

fn format(thread: &Thread, this: &Object, spec: &Object) -> Result<Ref> {
    match spec.downcast::<Str>() {
        Some(spec) => Ok(crate::format::format_int(thread, this, spec)?.into_object()),
        None => Err(thread.type_error(format_args!(
            "__format__() argument must be str, not {}",
            crate::protocol::type_text(spec)
        ))),
    }
}

/// `__round__`: to a multiple of `10 ** -ndigits`, half to even.
fn round(thread: &Thread, this: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "__round__", args.len(), 0, 1)?;
    let Some(digits) = args.first() else {
        return arith::slot_positive(thread, this);
    };
    let digits = crate::index(thread, digits)?;
    if !digits.is_negative() {
        return arith::slot_positive(thread, this);
    }
    let Some(int) = Int::of(this) else {
        return Ok(thread.heap().not_implemented());
    };
    // Ten to more than the bits of the value is more than twice the value: 3.13's answer is zero too, without the power.
    let places = digits.as_isize().map_or(usize::MAX, isize::unsigned_abs);
    if places as u64 > bits::bit_length(int) {
        return Int::new(thread, 0);
    }
    round_to(thread, int, places)
}

fn round_to(thread: &Thread, int: &Int, places: usize) -> Result<Ref> {
    let (ten, places) = (Int::new(thread, 10)?, Int::from_usize(thread, places)?);
    let unit = crate::power(thread, &ten, &places, None)?;
    let Some(unit) = Int::of(&unit) else {
        return Ok(unit);
    };
    // 3.13's division answers with a pair.
    let _pair = thread.heap().hold_call(2, 0)?;
    let (quotient, rest) = super::division::floor_divmod(thread, int, unit)?;
    let (Some(quotient), Some(below)) = (Int::of(&quotient), Int::of(&rest)) else {
        return Ok(rest);
    };
    let down = arith::subtract(thread, int, below)?;
    let twice = bits::shift_left(thread, below, 1)?;
    let up = match Int::of(&twice).map(|twice| arith::compare(twice, unit)) {
        Some(std::cmp::Ordering::Greater) => true,
        Some(std::cmp::Ordering::Equal) => quotient.digits().first().is_some_and(|d| d & 1 == 1),
        _ => false,
    };
    match Int::of(&down) {
        Some(down) if up => arith::add(thread, down, unit),
        _ => Ok(down),
    }
}
