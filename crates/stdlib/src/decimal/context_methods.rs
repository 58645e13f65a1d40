//! The methods of `Context`: the operations of `Decimal` with the context as receiver.

use super::arguments::{bind, exactly};
use super::compare::same_quantum;
use super::context::{Context, copy, reduce, this};
use super::convert::{self, argument};
use super::instance::{Decimal, from_number, to_text};
use super::methods::{class_text, float_or_int};
use super::number::{Cx, Kind, Num, Number};
use super::operators::{compute, divmod};
use super::text::{self, Shape};
use object::{Args, Buf, MethodDef, Object, Ref, Result, Thread};
use types::{Int, Str};

type Unary = for<'t> fn(&Cx<'t>, Num<'_>) -> Result<Number<'t>>;
type Binary = for<'t> fn(&Cx<'t>, Num<'_>, Num<'_>) -> Result<Number<'t>>;

/// A method of one number.
macro_rules! one {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::one($name, |thread, object, x| unary(thread, object, x, $f)).doc(concat!(
            $name,
            "($self, x, /)\n--\n\n",
            $doc,
            "\n\n"
        ))
    };
}

/// A method of two numbers.
macro_rules! two {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::fast($name, |thread, object, args| {
            binary(thread, object, args, $f)
        })
        .varargs()
        .doc(concat!($name, "($self, x, y, /)\n--\n\n", $doc, "\n\n"))
    };
}

/// A question about a number.
macro_rules! question {
    ($name:literal, $f:expr, $doc:literal) => {
        MethodDef::one($name, |thread, object, x| {
            let f: fn(Num<'_>, i64) -> bool = $f;
            let emin = this(thread, object)?.cx(thread).emin;
            Ok(thread.heap().bool(f(argument(thread, x)?.num(), emin)))
        })
        .doc(concat!($name, "($self, x, /)\n--\n\n", $doc, "\n\n"))
    };
}

/// In 3.13's order.
pub(super) static METHODS: &[MethodDef] = &[
    one!("abs", |cx, x| cx.abs(x), "Return the absolute value of x."),
    one!("exp", |cx, x| cx.exp(x), "Return e ** x."),
    one!("ln", |cx, x| cx.ln(x), "Return the natural (base e) logarithm of x."),
    one!("log10", |cx, x| cx.log10(x), "Return the base 10 logarithm of x."),
    one!("minus", |cx, x| cx.minus(x), "Minus corresponds to the unary prefix minus operator in Python, but applies\nthe context to the result."),
    one!("next_minus", |cx, x| cx.next(x, true), "Return the largest representable number smaller than x."),
    one!("next_plus", |cx, x| cx.next(x, false), "Return the smallest representable number larger than x."),
    one!("normalize", |cx, x| cx.normalize(x), "Reduce x to its simplest form. Alias for reduce(x)."),
    one!("plus", |cx, x| cx.plus(x), "Plus corresponds to the unary prefix plus operator in Python, but applies\nthe context to the result."),
    one!("to_integral", |cx, x| cx.to_integral(x, false), "Identical to to_integral_value(x)."),
    one!("to_integral_exact", |cx, x| cx.to_integral(x, true), "Round to an integer. Signal if the result is rounded or inexact."),
    one!("to_integral_value", |cx, x| cx.to_integral(x, false), "Round to an integer."),
    one!("sqrt", |cx, x| cx.sqrt(x), "Square root of a non-negative number to context precision."),
    two!("add", |cx, a, b| cx.add(a, b), "Return the sum of x and y."),
    two!("compare", |cx, a, b| cx.compare(a, b), "Compare x and y numerically."),
    two!("compare_signal", |cx, a, b| cx.compare_signal(a, b), "Compare x and y numerically.  All NaNs signal."),
    two!("divide", |cx, a, b| cx.divide(a, b), "Return x divided by y."),
    two!("divide_int", |cx, a, b| cx.divide_int(a, b), "Return x divided by y, truncated to an integer."),
    MethodDef::fast("divmod", |thread, object, args| {
        let context = this(thread, object)?;
        let [a, b] = exactly(thread, args)?;
        let (a, b) = (argument(thread, a)?, argument(thread, b)?);
        divmod(thread, context, a.num(), b.num())
    })
    .varargs()
    .doc("divmod($self, x, y, /)\n--\n\nReturn quotient and remainder of the division x / y.\n\n"),
    two!("max", |cx, a, b| cx.extreme(a, b, true, false), "Compare the values numerically and return the maximum."),
    two!("max_mag", |cx, a, b| cx.extreme(a, b, true, true), "Compare the values numerically with their sign ignored."),
    two!("min", |cx, a, b| cx.extreme(a, b, false, false), "Compare the values numerically and return the minimum."),
    two!("min_mag", |cx, a, b| cx.extreme(a, b, false, true), "Compare the values numerically with their sign ignored."),
    two!("multiply", |cx, a, b| cx.multiply(a, b), "Return the product of x and y."),
    two!("next_toward", |cx, a, b| cx.next_toward(a, b), "Return the number closest to x, in the direction towards y."),
    two!("quantize", |cx, a, b| cx.quantize(a, b), "Return a value equal to x (rounded), having the exponent of y."),
    two!("remainder", |cx, a, b| cx.remainder(a, b), "Return the remainder from integer division.  The sign of the result, if\nnon-zero, is the same as that of the original dividend."),
    two!("remainder_near", |cx, a, b| cx.remainder_near(a, b), "Return x - y * n, where n is the integer nearest the exact value of x / y."),
    two!("subtract", |cx, a, b| cx.subtract(a, b), "Return the difference between x and y."),
    MethodDef::keywords("power", power)
        .doc("power($self, /, a, b, modulo=None)\n--\n\nCompute a**b, or with modulo a**b % modulo, exactly.  If 'a' is negative,\nthen 'b' must be integral.\n\n"),
    MethodDef::fast("fma", |thread, object, args| {
        let context = this(thread, object)?;
        let [a, b, c] = exactly(thread, args)?;
        let (a, b, c) = (argument(thread, a)?, argument(thread, b)?, argument(thread, c)?);
        compute(thread, context, |cx| cx.fma(a.num(), b.num(), c.num()))
    })
    .varargs()
    .doc("fma($self, x, y, z, /)\n--\n\nReturn x multiplied by y, plus z.\n\n"),
    MethodDef::no_args("Etiny", |thread, object| {
        Int::new(thread, this(thread, object)?.etiny() as isize)
    })
    .doc("Etiny($self, /)\n--\n\nReturn a value equal to Emin - prec + 1, which is the minimum exponent value\nfor subnormal results.\n\n"),
    MethodDef::no_args("Etop", |thread, object| {
        Int::new(thread, this(thread, object)?.etop() as isize)
    })
    .doc("Etop($self, /)\n--\n\nReturn a value equal to Emax - prec + 1.  This is the maximum exponent\nif the _clamp field of the context is set to 1.\n\n"),
    MethodDef::no_args("radix", |thread, _| {
        from_number(thread, Number::small(thread.heap(), false, 10, 0))
    })
    .doc("radix($self, /)\n--\n\nReturn 10.\n\n"),
    MethodDef::one("is_canonical", |thread, _, x| {
        super::instance::this(thread, x)?;
        Ok(thread.heap().bool(true))
    })
    .doc("is_canonical($self, x, /)\n--\n\nReturn True if x is canonical, False otherwise.\n\n"),
    question!("is_finite", |x, _| !x.is_special(), "Return True if x is finite, False otherwise."),
    question!("is_infinite", |x, _| x.is_infinite(), "Return True if x is infinite, False otherwise."),
    question!("is_nan", |x, _| x.is_nan(), "Return True if x is a qNaN or sNaN, False otherwise."),
    question!("is_normal", |x, emin| !x.is_special() && !x.is_zero() && x.adjusted() >= emin, "Return True if x is a normal number, False otherwise."),
    question!("is_qnan", |x, _| x.kind == Kind::Quiet, "Return True if x is a quiet NaN, False otherwise."),
    question!("is_signed", |x, _| x.negative, "Return True if x is negative, False otherwise."),
    question!("is_snan", |x, _| x.is_signaling(), "Return True if x is a signaling NaN, False otherwise."),
    question!("is_subnormal", |x, emin| !x.is_special() && !x.is_zero() && x.adjusted() < emin, "Return True if x is subnormal, False otherwise."),
    question!("is_zero", |x, _| x.is_zero(), "Return True if x is a zero, False otherwise."),
    MethodDef::one("_apply", |thread, object, x| unary(thread, object, x, |cx, x| cx.finish_copy(x)))
        .doc("_apply($self, object, /)\n--\n\n"),
    MethodDef::one("canonical", |thread, _, x| {
        super::instance::this(thread, x)?;
        Ok(x.to_ref())
    })
    .doc("canonical($self, x, /)\n--\n\nReturn a new instance of x.\n\n"),
    one!("copy_abs", |cx, x| x.absolute().copied(cx.heap), "Return a copy of x with the sign set to 0."),
    MethodDef::one("copy_decimal", |thread, _, x| match x.downcast::<Decimal>() {
        Some(_) => Ok(x.to_ref()),
        None => from_number(thread, argument(thread, x)?.num().copied(thread.heap())?),
    })
    .doc("copy_decimal($self, x, /)\n--\n\nReturn a copy of Decimal x.\n\n"),
    one!("copy_negate", |cx, x| x.negated().copied(cx.heap), "Return a copy of x with the sign inverted."),
    one!("logb", |cx, x| cx.logb(x), "Return the exponent of the magnitude of the operand's MSD."),
    one!("logical_invert", |cx, x| cx.logical_invert(x), "Invert all digits of x."),
    MethodDef::one("number_class", |thread, object, x| {
        class_text(thread, this(thread, object)?, argument(thread, x)?.num())
    })
    .doc("number_class($self, x, /)\n--\n\nReturn an indication of the class of x.\n\n"),
    MethodDef::one("to_sci_string", |thread, object, x| shown(thread, object, x, Shape::Scientific))
        .doc("to_sci_string($self, x, /)\n--\n\nConvert a number to a string using scientific notation.\n\n"),
    MethodDef::one("to_eng_string", |thread, object, x| shown(thread, object, x, Shape::Engineering))
        .doc("to_eng_string($self, x, /)\n--\n\nConvert a number to a string, using engineering notation.\n\n"),
    two!("compare_total", |cx, a, b| cx.compare_total(a, b), "Compare x and y using their abstract representation."),
    two!("compare_total_mag", |cx, a, b| cx.compare_total_mag(a, b), "Compare x and y using their abstract representation, ignoring sign."),
    two!("copy_sign", |cx, a, b| Num { negative: b.negative, ..a }.copied(cx.heap), "Copy the sign from y to x."),
    two!("logical_and", |cx, a, b| cx.logical(a, b, |x, y| x & y), "Digit-wise and of x and y."),
    two!("logical_or", |cx, a, b| cx.logical(a, b, |x, y| x | y), "Digit-wise or of x and y."),
    two!("logical_xor", |cx, a, b| cx.logical(a, b, |x, y| x ^ y), "Digit-wise xor of x and y."),
    two!("rotate", |cx, a, b| cx.rotate(a, b), "Return a copy of x, rotated by y places."),
    MethodDef::fast("same_quantum", |thread, _, args| {
        let [a, b] = exactly(thread, args)?;
        let (a, b) = (argument(thread, a)?, argument(thread, b)?);
        Ok(thread.heap().bool(same_quantum(a.num(), b.num())))
    })
    .varargs()
    .doc("same_quantum($self, x, y, /)\n--\n\nReturn True if the two operands have the same exponent.\n\n"),
    two!("scaleb", |cx, a, b| cx.scaleb(a, b), "Return the first operand after adding the second value to its exp."),
    two!("shift", |cx, a, b| cx.shift(a, b), "Return a copy of x, shifted by y places."),
    MethodDef::no_args("clear_flags", |thread, object| {
        this(thread, object)?.set_status(0);
        Ok(thread.heap().none())
    })
    .doc("clear_flags($self, /)\n--\n\nReset all flags to False.\n\n"),
    MethodDef::no_args("clear_traps", |thread, object| {
        this(thread, object)?.set_traps(0);
        Ok(thread.heap().none())
    })
    .doc("clear_traps($self, /)\n--\n\nSet all traps to False.\n\n"),
    MethodDef::no_args("__copy__", copied).doc("__copy__($self, /)\n--\n\n"),
    MethodDef::no_args("__reduce__", reduce).doc("__reduce__($self, /)\n--\n\n"),
    MethodDef::no_args("copy", copied)
        .doc("copy($self, /)\n--\n\nReturn a duplicate of the context.\n\n"),
    MethodDef::fast("create_decimal", create_decimal)
        .varargs()
        .doc("create_decimal($self, num=\"0\", /)\n--\n\nCreate a new Decimal instance from num, using self as the context. Unlike the\nDecimal constructor, this function observes the context limits.\n\n"),
    MethodDef::one("create_decimal_from_float", |thread, object, value| {
        let context = this(thread, object)?;
        let cx = context.cx(thread);
        let number = cx.finish(float_or_int(thread, value)?)?;
        context.note(thread, cx.status.get())?;
        from_number(thread, number)
    })
    .doc("create_decimal_from_float($self, f, /)\n--\n\nCreate a new Decimal instance from float f.  Unlike the Decimal.from_float()\nclass method, this function observes the context limits.\n\n"),
];

fn copied(thread: &Thread, object: &Object) -> Result<Ref> {
    Ok(copy(thread, this(thread, object)?)?.into_object())
}

fn unary(thread: &Thread, object: &Object, x: &Object, f: Unary) -> Result<Ref> {
    let context = this(thread, object)?;
    let x = argument(thread, x)?;
    compute(thread, context, |cx| f(cx, x.num()))
}

fn binary(thread: &Thread, object: &Object, args: &[Ref], f: Binary) -> Result<Ref> {
    let context = this(thread, object)?;
    let [a, b] = exactly(thread, args)?;
    let (a, b) = (argument(thread, a)?, argument(thread, b)?);
    compute(thread, context, |cx| f(cx, a.num(), b.num()))
}

fn power(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let context = this(thread, object)?;
    let [a, b, modulus] = bind(thread, &args, ["a", "b", "modulo"], 2)?;
    let x = argument(thread, a.unwrap_or(object))?;
    let y = argument(thread, b.unwrap_or(object))?;
    match modulus.filter(|m| !m.is_exactly(object::Builtin::NoneType)) {
        None => compute(thread, context, |cx| cx.power(x.num(), y.num())),
        Some(modulus) => {
            let z = argument(thread, modulus)?;
            compute(thread, context, |cx| {
                cx.power_modulo(x.num(), y.num(), z.num())
            })
        }
    }
}

fn shown(thread: &Thread, object: &Object, x: &Object, shape: Shape) -> Result<Ref> {
    let context = this(thread, object)?;
    if x.downcast::<Decimal>().is_some() {
        let text = to_text(thread, x, shape, context)?;
        return Ok(Str::from_ascii(thread, &text)?.into_object());
    }
    let operand = argument(thread, x)?;
    let mut out = Buf::new(thread.heap());
    text::push(&mut out, operand.num(), shape, context.capitals())?;
    Ok(Str::from_ascii(thread, &out)?.into_object())
}

fn create_decimal(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    super::arguments::between(thread, args, 0, 1)?;
    let context: &Context = this(thread, object)?;
    let cx = context.cx(thread);
    let number = match args.first() {
        None => cx.small(0),
        Some(value) => convert::rounded(thread, &cx, value, context)?,
    };
    context.note(thread, cx.status.get())?;
    from_number(thread, number)
}
