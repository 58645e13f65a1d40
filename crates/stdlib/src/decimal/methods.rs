//! The methods of `Decimal`.

use super::arguments::{self, bind};
use super::compare::same_quantum;
use super::context::{self, Context};
use super::convert::{self, argument};
use super::format::{self, Locale, Spec};
use super::instance::{self, copy, exact_type, from_number, of_type, this, to_str, to_text};
use super::number::{Cx, Kind, Num, Number, Rounding};
use super::operators::compute;
use super::state::state;
use super::text::Shape;
use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread};
use types::str::Builder;
use types::{Dict, Float, Int, Str, Tuple, protocol};

type Unary = for<'t> fn(&Cx<'t>, Num<'_>) -> Result<Number<'t>>;
type Binary = for<'t> fn(&Cx<'t>, Num<'_>, Num<'_>) -> Result<Number<'t>>;

/// A method of one number and a context.
macro_rules! one {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::keywords($name, |thread, object, args| {
            unary(thread, object, args, $f)
        })
        .doc(concat!(
            $name,
            "($self, /, context=None)\n--\n\n",
            $doc,
            "\n\n"
        ))
    };
}

/// A method of two numbers and a context.
macro_rules! two {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::keywords($name, |thread, object, args| {
            binary(thread, object, args, $f)
        })
        .doc(concat!(
            $name,
            "($self, /, other, context=None)\n--\n\n",
            $doc,
            "\n\n"
        ))
    };
}

/// A question about a number.
macro_rules! question {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::no_args($name, |thread, object| {
            let f: fn(Num<'_>) -> bool = $f;
            Ok(thread.heap().bool(f(this(thread, object)?.num())))
        })
        .doc(concat!($name, "($self, /)\n--\n\n", $doc, "\n\n"))
    };
}

/// A method without arguments.
macro_rules! plain {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::no_args($name, $f).doc(concat!($name, "($self, /)\n--\n\n", $doc, "\n\n"))
    };
}

/// A special method without arguments, and without text.
macro_rules! special {
    ($name:literal, $f:expr) => {
        MethodDef::no_args($name, $f).doc(concat!($name, "($self, /)\n--\n\n"))
    };
}

/// In 3.13's order.
pub(super) static METHODS: &[MethodDef] = &[
    one!("exp", |cx, x| cx.exp(x), "Return the value of the (natural) exponential function e**x at the given\nnumber, correctly rounded half to even."),
    one!("ln", |cx, x| cx.ln(x), "Return the natural (base e) logarithm of the operand. The result is\ncorrectly rounded half to even."),
    one!("log10", |cx, x| cx.log10(x), "Return the base ten logarithm of the operand. The result is correctly\nrounded half to even."),
    one!("next_minus", |cx, x| cx.next(x, true), "Return the largest number representable in the given context that is\nsmaller than the operand."),
    one!("next_plus", |cx, x| cx.next(x, false), "Return the smallest number representable in the given context that is\nlarger than the operand."),
    one!("normalize", |cx, x| cx.normalize(x), "Normalize the number by stripping the rightmost trailing zeros and\nmaking any zero Decimal('0e0')."),
    rounds("to_integral", |thread, object, args| to_integral(thread, object, args, false))
        .doc("to_integral($self, /, rounding=None, context=None)\n--\n\nIdentical to the to_integral_value() method.  The to_integral() name has\nbeen kept for compatibility with older versions.\n\n"),
    rounds("to_integral_exact", |thread, object, args| to_integral(thread, object, args, true))
        .doc("to_integral_exact($self, /, rounding=None, context=None)\n--\n\nRound to the nearest integer, signaling Inexact or Rounded as appropriate if\nrounding occurs.\n\n"),
    rounds("to_integral_value", |thread, object, args| to_integral(thread, object, args, false))
        .doc("to_integral_value($self, /, rounding=None, context=None)\n--\n\nRound to the nearest integer without signaling Inexact or Rounded.\n\n"),
    one!("sqrt", |cx, x| cx.sqrt(x), "Return the square root of the argument to full precision. The result is\ncorrectly rounded half to even."),
    two!("compare", |cx, a, b| cx.compare(a, b), "Compare self to other.  Return a decimal value:\n\n    a or b is a NaN ==> Decimal('NaN')\n    a < b           ==> Decimal('-1')\n    a == b          ==> Decimal('0')\n    a > b           ==> Decimal('1')"),
    two!("compare_signal", |cx, a, b| cx.compare_signal(a, b), "Identical to compare, except that all NaNs signal."),
    two!("max", |cx, a, b| cx.extreme(a, b, true, false), "Maximum of self and other.  If one operand is a quiet NaN and the other is\nnumeric, the numeric operand is returned."),
    two!("max_mag", |cx, a, b| cx.extreme(a, b, true, true), "Similar to the max() method, but the comparison is done using the absolute\nvalues of the operands."),
    two!("min", |cx, a, b| cx.extreme(a, b, false, false), "Minimum of self and other. If one operand is a quiet NaN and the other is\nnumeric, the numeric operand is returned."),
    two!("min_mag", |cx, a, b| cx.extreme(a, b, false, true), "Similar to the min() method, but the comparison is done using the absolute\nvalues of the operands."),
    two!("next_toward", |cx, a, b| cx.next_toward(a, b), "If the two operands are unequal, return the number closest to the first\noperand in the direction of the second operand; otherwise a copy of the\nfirst with the sign of the second."),
    rounds("quantize", quantize)
        .doc("quantize($self, /, exp, rounding=None, context=None)\n--\n\nReturn a value equal to the first operand after rounding and having the\nexponent of the second operand.\n\n"),
    two!("remainder_near", |cx, a, b| cx.remainder_near(a, b), "Return the remainder from dividing self by other.  The quotient is the\nnearest integer, half to even."),
    rounds("fma", fma)
        .doc("fma($self, /, other, third, context=None)\n--\n\nFused multiply-add.  Return self*other+third with no rounding of the\nintermediate product.\n\n"),
    plain!("is_canonical", |thread, _| Ok(thread.heap().bool(true)), "Return True if the argument is canonical and False otherwise.  Currently,\na Decimal instance is always canonical."),
    question!("is_finite", |x| !x.is_special(), "Return True if the argument is a finite number, and False if it is infinite\nor a NaN."),
    question!("is_infinite", |x| x.is_infinite(), "Return True if the argument is either positive or negative infinity and\nFalse otherwise."),
    question!("is_nan", |x| x.is_nan(), "Return True if the argument is a (quiet or signaling) NaN and False\notherwise."),
    question!("is_qnan", |x| x.kind == Kind::Quiet, "Return True if the argument is a quiet NaN, and False otherwise."),
    question!("is_snan", |x| x.is_signaling(), "Return True if the argument is a signaling NaN and False otherwise."),
    question!("is_signed", |x| x.negative, "Return True if the argument has a negative sign and False otherwise."),
    question!("is_zero", |x| x.is_zero(), "Return True if the argument is a (positive or negative) zero and False\notherwise."),
    MethodDef::keywords("is_normal", |thread, object, args| {
        size_class(thread, object, args, |x, emin| !x.is_special() && !x.is_zero() && x.adjusted() >= emin)
    })
    .doc("is_normal($self, /, context=None)\n--\n\nReturn True if the argument is a normal finite non-zero number with an\nadjusted exponent greater than or equal to Emin.\n\n"),
    MethodDef::keywords("is_subnormal", |thread, object, args| {
        size_class(thread, object, args, |x, emin| !x.is_special() && !x.is_zero() && x.adjusted() < emin)
    })
    .doc("is_subnormal($self, /, context=None)\n--\n\nReturn True if the argument is subnormal, and False otherwise.\n\n"),
    plain!("adjusted", |thread, object| {
        let num = this(thread, object)?.num();
        Int::new(thread, if num.is_special() { 0 } else { num.adjusted() as isize })
    }, "Return the adjusted exponent of the number.  Defined as exp + digits - 1."),
    plain!("canonical", |_, object| Ok(object.to_ref()), "Return the canonical encoding of the argument.  Currently, the encoding\nof a Decimal instance is always canonical, so this returns its argument."),
    plain!("conjugate", |_, object| Ok(object.to_ref()), "Return self."),
    plain!("radix", |thread, _| from_number(thread, Number::small(thread.heap(), false, 10, 0)), "Return Decimal(10), the radix (base) in which the Decimal class does\nall its arithmetic."),
    plain!("copy_abs", |thread, object| copy(thread, object, Some(false)), "Return the absolute value of the argument.  This operation is unaffected by\ncontext and is quiet."),
    plain!("copy_negate", |thread, object| {
        let negative = this(thread, object)?.num().negative;
        copy(thread, object, Some(!negative))
    }, "Return the negation of the argument.  This operation is unaffected by context\nand is quiet."),
    one!("logb", |cx, x| cx.logb(x), "For a non-zero number, return the adjusted exponent of the operand as a\nDecimal instance."),
    one!("logical_invert", |cx, x| cx.logical_invert(x), "Return the digit-wise inversion of the (logical) operand."),
    MethodDef::keywords("number_class", |thread, object, args| {
        let [given] = bind(thread, &args, ["context"], 0)?;
        let context = arguments::context(thread, given)?;
        class_text(thread, &context, this(thread, object)?.num())
    })
    .doc("number_class($self, /, context=None)\n--\n\nReturn a string describing the class of the operand.\n\n"),
    MethodDef::keywords("to_eng_string", |thread, object, args| {
        let [given] = bind(thread, &args, ["context"], 0)?;
        let context = arguments::context(thread, given)?;
        let text = to_text(thread, object, Shape::Engineering, &context)?;
        Ok(Str::from_ascii(thread, &text)?.into_object())
    })
    .doc("to_eng_string($self, /, context=None)\n--\n\nConvert to an engineering-type string.  Exponents are multiples of 3.\n\n"),
    two!("compare_total", |cx, a, b| cx.compare_total(a, b), "Compare two operands using their abstract representation rather than\ntheir numerical value."),
    two!("compare_total_mag", |cx, a, b| cx.compare_total_mag(a, b), "Compare two operands using their abstract representation rather than their\nvalue, with the sign of each operand ignored."),
    two!("copy_sign", |cx, a, b| Num { negative: b.negative, ..a }.copied(cx.heap), "Return a copy of the first operand with the sign set to be the same as the\nsign of the second operand."),
    MethodDef::keywords("same_quantum", |thread, object, args| {
        let [other, given] = bind(thread, &args, ["other", "context"], 1)?;
        arguments::context(thread, given)?;
        let other = argument(thread, other.unwrap_or(object))?;
        Ok(thread.heap().bool(same_quantum(this(thread, object)?.num(), other.num())))
    })
    .doc("same_quantum($self, /, other, context=None)\n--\n\nTest whether self and other have the same exponent or whether both are NaN.\n\n"),
    two!("logical_and", |cx, a, b| cx.logical(a, b, |x, y| x & y), "Return the digit-wise 'and' of the two (logical) operands."),
    two!("logical_or", |cx, a, b| cx.logical(a, b, |x, y| x | y), "Return the digit-wise 'or' of the two (logical) operands."),
    two!("logical_xor", |cx, a, b| cx.logical(a, b, |x, y| x ^ y), "Return the digit-wise 'exclusive or' of the two (logical) operands."),
    two!("rotate", |cx, a, b| cx.rotate(a, b), "Return the result of rotating the digits of the first operand by an amount\nspecified by the second operand."),
    two!("scaleb", |cx, a, b| cx.scaleb(a, b), "Return the first operand with the exponent adjusted the second.  Equivalently,\nreturn the first operand multiplied by 10**other."),
    two!("shift", |cx, a, b| cx.shift(a, b), "Return the result of shifting the digits of the first operand by an amount\nspecified by the second operand."),
    MethodDef::one("from_float", from_float).class()
        .doc("from_float($type, f, /)\n--\n\nClass method that converts a float to a decimal number, exactly.\n\n"),
    plain!("as_tuple", as_tuple, "Return a tuple representation of the number."),
    plain!("as_integer_ratio", |thread, object| convert::ratio(thread, this(thread, object)?.num()), "Decimal.as_integer_ratio() -> (int, int)\n\nReturn a pair of integers whose ratio is exactly equal to the number,\nin lowest terms and with a positive denominator."),
    special!("__copy__", |_, object| Ok(object.to_ref())),
    MethodDef::one("__deepcopy__", |_, object, _| Ok(object.to_ref()))
        .doc("__deepcopy__($self, object, /)\n--\n\n"),
    MethodDef::fast("__format__", format_method).varargs(),
    special!("__reduce__", |thread, object| {
        let ty = object.ty().as_object().to_ref();
        let text = to_str(thread, object, Shape::Scientific)?.into_object();
        let args = Tuple::from_array(thread, [text])?.into_object();
        Ok(Tuple::from_array(thread, [ty, args])?.into_object())
    }),
    MethodDef::fast("__round__", round).varargs(),
    special!("__ceil__", |thread, object| {
        convert::round_to_int(thread, this(thread, object)?.num(), Rounding::Ceiling)
    }),
    special!("__floor__", |thread, object| {
        convert::round_to_int(thread, this(thread, object)?.num(), Rounding::Floor)
    }),
    special!("__trunc__", |thread, object| {
        convert::round_to_int(thread, this(thread, object)?.num(), Rounding::Down)
    }),
    special!("__complex__", |thread, object| {
        let real = convert::to_float(thread, this(thread, object)?.num())?;
        types::complex::Complex::new(thread, (real, 0.0))
    }),
    special!("__sizeof__", |thread, object| {
        Int::from_usize(thread, instance::size(thread, object)?)
    }),
];

const fn rounds(
    name: &'static str,
    f: for<'a> fn(&Thread, &Object, Args<'a>) -> Result<Ref>,
) -> MethodDef {
    MethodDef::keywords(name, f)
}

fn unary(thread: &Thread, object: &Object, args: Args<'_>, f: Unary) -> Result<Ref> {
    let [given] = bind(thread, &args, ["context"], 0)?;
    let context = arguments::context(thread, given)?;
    let num = this(thread, object)?.num();
    compute(thread, &context, |cx| f(cx, num))
}

fn binary(thread: &Thread, object: &Object, args: Args<'_>, f: Binary) -> Result<Ref> {
    let [other, given] = bind(thread, &args, ["other", "context"], 1)?;
    let context = arguments::context(thread, given)?;
    let own = this(thread, object)?;
    let other = argument(thread, other.unwrap_or(object))?;
    compute(thread, &context, |cx| f(cx, own.num(), other.num()))
}

/// Computes with another rounding where one is given.
fn with_rounding(
    thread: &Thread,
    context: &Context,
    rounding: Option<&Object>,
    f: impl for<'t> FnOnce(&Cx<'t>) -> Result<Number<'t>>,
) -> Result<Ref> {
    let rounding = match rounding.filter(|r| !r.is_exactly(Builtin::NoneType)) {
        Some(name) => Some(context::rounding_of(thread, name)?),
        None => None,
    };
    compute(thread, context, |cx| {
        let mut work = cx.fresh();
        work.rounding = rounding.unwrap_or(cx.rounding);
        let result = f(&work);
        cx.signal(work.status.get());
        result
    })
}

fn to_integral(thread: &Thread, object: &Object, args: Args<'_>, exact: bool) -> Result<Ref> {
    let [rounding, given] = bind(thread, &args, ["rounding", "context"], 0)?;
    let context = arguments::context(thread, given)?;
    let num = this(thread, object)?.num();
    with_rounding(thread, &context, rounding, |cx| cx.to_integral(num, exact))
}

fn quantize(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let [exp, rounding, given] = bind(thread, &args, ["exp", "rounding", "context"], 1)?;
    let context = arguments::context(thread, given)?;
    if let Some(name) = rounding.filter(|r| !r.is_exactly(Builtin::NoneType)) {
        context::rounding_of(thread, name)?;
    }
    let own = this(thread, object)?;
    let other = argument(thread, exp.unwrap_or(object))?;
    with_rounding(thread, &context, rounding, |cx| {
        cx.quantize(own.num(), other.num())
    })
}

fn fma(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let [other, third, given] = bind(thread, &args, ["other", "third", "context"], 2)?;
    let context = arguments::context(thread, given)?;
    let own = this(thread, object)?;
    let other = argument(thread, other.unwrap_or(object))?;
    let third = argument(thread, third.unwrap_or(object))?;
    compute(thread, &context, |cx| {
        cx.fma(own.num(), other.num(), third.num())
    })
}

fn size_class(
    thread: &Thread,
    object: &Object,
    args: Args<'_>,
    f: fn(Num<'_>, i64) -> bool,
) -> Result<Ref> {
    let [given] = bind(thread, &args, ["context"], 0)?;
    let emin = arguments::context(thread, given)?.cx(thread).emin;
    Ok(thread.heap().bool(f(this(thread, object)?.num(), emin)))
}

/// The class of a number, as text.
pub(super) fn class_text(thread: &Thread, context: &Context, x: Num<'_>) -> Result<Ref> {
    let text = match (x.kind, x.negative) {
        (Kind::Signaling, _) => "sNaN",
        (Kind::Quiet, _) => "NaN",
        (Kind::Infinite, true) => "-Infinity",
        (Kind::Infinite, false) => "+Infinity",
        (Kind::Finite, negative) => {
            let small = x.adjusted() < context.cx(thread).emin;
            match (x.is_zero(), small, negative) {
                (true, _, true) => "-Zero",
                (true, _, false) => "+Zero",
                (_, true, true) => "-Subnormal",
                (_, true, false) => "+Subnormal",
                (_, false, true) => "-Normal",
                (_, false, false) => "+Normal",
            }
        }
    };
    Ok(Str::new(thread, text)?.into_object())
}

/// The number of a float or an int, exactly.
pub(super) fn float_or_int<'t>(thread: &'t Thread, value: &Object) -> Result<Number<'t>> {
    if let Some(int) = value.downcast::<Int>() {
        return convert::from_int(thread, int);
    }
    match value.downcast::<Float>() {
        Some(float) => convert::from_float(thread.heap(), float.value()),
        None => Err(thread.type_error(format_args!("argument must be int or float"))),
    }
}

fn from_float(thread: &Thread, class: &Object, value: &Object) -> Result<Ref> {
    let number = float_or_int(thread, value)?;
    let exact = exact_type(thread)?;
    let made = of_type(thread, &exact, number.num(), number.words.is_outside())?;
    match class.is(exact.as_object()) {
        true => Ok(made),
        false => protocol::call_one(thread, class, &made),
    }
}

fn as_tuple(thread: &Thread, object: &Object) -> Result<Ref> {
    let num = this(thread, object)?.num();
    let exponent = match num.kind {
        Kind::Finite => Int::new(thread, num.exp as isize)?,
        Kind::Infinite => Str::new(thread, "F")?.into_object(),
        Kind::Quiet => Str::new(thread, "n")?.into_object(),
        Kind::Signaling => Str::new(thread, "N")?.into_object(),
    };
    let digits = convert::digits_tuple(thread, num)?;
    let sign = Int::new(thread, isize::from(num.negative))?;
    let Some(class) = state(thread).tuple.get() else {
        return Ok(thread.heap().none());
    };
    protocol::call(thread, &class, &[sign, digits, exponent])
}

fn round(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    arguments::between(thread, args, 0, 1)?;
    let num = this(thread, object)?.num();
    let Some(places) = args.first() else {
        return convert::round_to_int(thread, num, Rounding::HalfEven);
    };
    if places.downcast::<Int>().is_none() {
        return Err(thread.type_error(format_args!("optional arg must be an integer")));
    }
    let places = protocol::as_isize(thread, places, Builtin::OverflowError)?;
    let context = context::current(thread)?;
    let one = [1];
    let exp = places.checked_neg().unwrap_or(isize::MAX) as i64;
    compute(thread, &context, |cx| {
        cx.quantize(num, Num::finite(false, &one, exp))
    })
}

/// Specs that 3.13's library doesn't know: the module in Python formats them.
#[cold]
fn formatted_elsewhere(
    thread: &Thread,
    object: &Object,
    spec: &Object,
    context: &Context,
) -> Result<Ref> {
    let module = types::runtime::import_module(thread, "_pydecimal")?;
    let class = types::getattr_text(thread, &module, "Decimal")?;
    let text = to_str(thread, object, Shape::Scientific)?;
    let other = protocol::call_one(thread, &class, text.as_object())?;
    let method = types::getattr_text(thread, &other, "__format__")?;
    let args = [spec.to_ref(), context.as_object().to_ref()];
    match protocol::call(thread, &method, &args) {
        Err(_) if thread.pending_is(Builtin::ValueError) => {
            drop(thread.take_pending());
            Err(thread.value_error(format_args!("invalid format string")))
        }
        answer => answer,
    }
}

/// The sizes of groups: what stands before a zero.
fn groups(text: &str) -> &[u8] {
    text.split('\0').next().unwrap_or("").as_bytes()
}

/// `__format__(spec, override=None)`.
fn format_method(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    arguments::between(thread, args, 1, 2)?;
    let Some(text) = args[0].downcast::<Str>() else {
        return Err(thread.type_error(format_args!("format arg must be str")));
    };
    let context = context::current(thread)?;
    if text.len() > 0 && text.char_at(text.len() - 1) == u32::from(b'N') {
        protocol::warn(
            thread,
            Builtin::DeprecationWarning,
            format_args!("Format specifier 'N' is deprecated"),
        )?;
    }
    text.to_utf8(thread)?;
    let mut points = object::Buf::<u32>::with_capacity(thread.heap(), text.len())?;
    for point in text.code_points() {
        points.push(point)?;
    }
    let Some(spec) = Spec::parse(&points, context.capitals()) else {
        return formatted_elsewhere(thread, object, &args[0], &context);
    };
    let mut parts = [None, None, None];
    if let Some(given) = args.get(1) {
        let Some(dict) = given.downcast::<Dict>() else {
            return Err(thread.type_error(format_args!("optional argument must be a dict")));
        };
        for (slot, name) in parts
            .iter_mut()
            .zip(["decimal_point", "thousands_sep", "grouping"])
        {
            *slot = dict.get_text(thread, name)?;
        }
        if parts.iter().all(Option::is_none) {
            return Err(thread.value_error(format_args!("invalid override dict")));
        }
    }
    let text_of = |part: &Option<Ref>, default: &'static str| -> Result<Ref<Str>> {
        match part {
            None => Str::new(thread, default),
            Some(part) => match part.downcast::<Str>() {
                Some(text) => Ok(Ref::new(text)),
                None => Err(thread.value_error(format_args!("invalid override dict"))),
            },
        }
    };
    let commas = spec.commas;
    let point = text_of(&parts[0], ".")?;
    let separator = text_of(&parts[1], if commas { "," } else { "" })?;
    let grouping = text_of(&parts[2], if commas { "\u{3}" } else { "" })?;
    let locale = Locale {
        point: point.to_utf8(thread)?,
        separator: separator.to_utf8(thread)?,
        grouping: groups(grouping.to_utf8(thread)?),
    };
    if !locale.is_valid() {
        return Err(thread.value_error(format_args!("invalid override dict")));
    }
    let mut out = Builder::new(thread);
    let cx = context.cx(thread);
    let num = this(thread, object)?.num();
    if !format::format(&cx, num, &spec, &locale, &mut out)? {
        return Err(thread.value_error(format_args!(
            "format specification exceeds internal limits of _decimal"
        )));
    }
    Ok(out.finish()?.into_object())
}
