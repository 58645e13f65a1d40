//! The operators of `Decimal`, and its comparisons with other numbers.

use super::arithmetic;
use super::context::{self, Context};
use super::convert::{self, Operand, operand};
use super::instance::{Decimal, from_number, this};
use super::number::condition::*;
use super::number::{Cx, Num, Number, Rounding};
use super::state::state;
use object::{Builtin, CompareOp, NumberSlots, Object, Ref, Result, Thread};
use types::complex::Complex;
use types::{Float, Int, Tuple, protocol};

/// The operators.
pub(super) const NUMBER: NumberSlots = NumberSlots {
    add: Some(|thread, a, b| binary(thread, a, b, |cx, a, b| cx.add(a, b))),
    subtract: Some(|thread, a, b| binary(thread, a, b, |cx, a, b| cx.subtract(a, b))),
    multiply: Some(|thread, a, b| binary(thread, a, b, |cx, a, b| cx.multiply(a, b))),
    remainder: Some(|thread, a, b| binary(thread, a, b, |cx, a, b| cx.remainder(a, b))),
    divmod: Some(|thread, a, b| match operands(thread, a, b)? {
        Some((x, y)) => divmod(thread, &*context::current(thread)?, x.num(), y.num()),
        None => Ok(thread.heap().not_implemented()),
    }),
    power: Some(power),
    negative: Some(|thread, x| unary(thread, x, |cx, x| cx.minus(x))),
    positive: Some(|thread, x| unary(thread, x, |cx, x| cx.plus(x))),
    absolute: Some(|thread, x| unary(thread, x, |cx, x| cx.abs(x))),
    bool: Some(|thread, x| Ok(!this(thread, x)?.num().is_zero())),
    int: Some(|thread, x| convert::round_to_int(thread, this(thread, x)?.num(), Rounding::Down)),
    float: Some(|thread, x| Float::new(thread, convert::to_float(thread, this(thread, x)?.num())?)),
    floor_divide: Some(|thread, a, b| binary(thread, a, b, |cx, a, b| cx.divide_int(a, b))),
    true_divide: Some(|thread, a, b| binary(thread, a, b, |cx, a, b| cx.divide(a, b))),
    ..NumberSlots::EMPTY
};

/// Computes in a context; raises what it traps.
#[inline]
pub(super) fn compute(
    thread: &Thread,
    context: &Context,
    f: impl for<'t> FnOnce(&Cx<'t>) -> Result<Number<'t>>,
) -> Result<Ref> {
    let cx = context.cx(thread);
    let number = f(&cx)?;
    context.note(thread, cx.status.get())?;
    from_number(thread, number)
}

fn operands<'a, 't>(
    thread: &'t Thread,
    a: &'a Object,
    b: &'a Object,
) -> Result<Option<(Operand<'a, 't>, Operand<'a, 't>)>> {
    let Some(x) = operand(thread, a)? else {
        return Ok(None);
    };
    Ok(operand(thread, b)?.map(|y| (x, y)))
}

type Unary = for<'t> fn(&Cx<'t>, Num<'_>) -> Result<Number<'t>>;
type Binary = for<'t> fn(&Cx<'t>, Num<'_>, Num<'_>) -> Result<Number<'t>>;

fn unary(thread: &Thread, x: &Object, f: Unary) -> Result<Ref> {
    let num = this(thread, x)?.num();
    compute(thread, &*context::current(thread)?, |cx| f(cx, num))
}

fn binary(thread: &Thread, a: &Object, b: &Object, f: Binary) -> Result<Ref> {
    let context = context::current(thread)?;
    match operands(thread, a, b)? {
        Some((x, y)) => compute(thread, &context, |cx| f(cx, x.num(), y.num())),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// Quotient and remainder as a tuple.
pub(super) fn divmod(thread: &Thread, context: &Context, a: Num<'_>, b: Num<'_>) -> Result<Ref> {
    let cx = context.cx(thread);
    let (quotient, rest) = cx.divmod(a, b)?;
    context.note(thread, cx.status.get())?;
    let pair = [from_number(thread, quotient)?, from_number(thread, rest)?];
    Ok(Tuple::from_array(thread, pair)?.into_object())
}

fn power(thread: &Thread, base: &Object, exp: &Object, modulus: &Object) -> Result<Ref> {
    let context = context::current(thread)?;
    let Some((x, y)) = operands(thread, base, exp)? else {
        return Ok(thread.heap().not_implemented());
    };
    if modulus.is_exactly(Builtin::NoneType) {
        return compute(thread, &context, |cx| cx.power(x.num(), y.num()));
    }
    match operand(thread, modulus)? {
        Some(z) => compute(thread, &context, |cx| {
            cx.power_modulo(x.num(), y.num(), z.num())
        }),
        None => Ok(thread.heap().not_implemented()),
    }
}

/// What a Decimal is compared with.
enum Other<'a, 't> {
    Whole(Operand<'a, 't>),
    /// A fraction: the other side is multiplied by the denominator first.
    Fraction(Number<'t>, Number<'t>),
}

/// The other side of a comparison; `None` for types that don't compare.
fn other<'a, 't>(
    thread: &'t Thread,
    context: &Context,
    value: &'a Object,
    op: CompareOp,
) -> Result<Option<Other<'a, 't>>> {
    if let Some(operand) = operand(thread, value)? {
        return Ok(Some(Other::Whole(operand)));
    }
    let equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    let float = match (value.downcast::<Float>(), value.downcast::<Complex>()) {
        (Some(float), _) => Some(float.value()),
        (_, Some(complex)) if equality && complex.pair().1 == 0.0 => Some(complex.pair().0),
        (_, Some(_)) => return Ok(None),
        _ => None,
    };
    if let Some(float) = float {
        match equality {
            // Equality never raises, but it is noted.
            true => context.set_status(context.status() | FLOAT_OPERATION),
            false => context.note(thread, FLOAT_OPERATION)?,
        }
        let number = convert::from_float(thread.heap(), float)?;
        return Ok(Some(Other::Whole(Operand::Made(number))));
    }
    let Some(rational) = state(thread).rational.get() else {
        return Ok(None);
    };
    if !protocol::isinstance(thread, value, &rational)? {
        return Ok(None);
    }
    let part = |name: &str| -> Result<Number<'t>> {
        let part = protocol::getattr_text(thread, value, name)?;
        match part.downcast::<Int>() {
            Some(int) => convert::from_int(thread, int),
            None => {
                Err(thread.type_error(format_args!("numerator and denominator must be integers")))
            }
        }
    };
    Ok(Some(Other::Fraction(
        part("numerator")?,
        part("denominator")?,
    )))
}

/// The six comparisons.
pub(super) fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let Some(own) = a.downcast::<Decimal>() else {
        return Ok(thread.heap().not_implemented());
    };
    let context = context::current(thread)?;
    let Some(other) = other(thread, &context, b, op)? else {
        return Ok(thread.heap().not_implemented());
    };
    let wide = Cx::widest(thread.heap());
    let mut left = own.num();
    let scaled;
    let right = match &other {
        Other::Whole(operand) => operand.num(),
        Other::Fraction(numerator, denominator) => {
            if !left.is_special() {
                scaled = wide.multiply(left, denominator.num())?;
                left = scaled.num();
            }
            numerator.num()
        }
    };
    if left.is_nan() || right.is_nan() {
        let signals = left.is_signaling() || right.is_signaling();
        if signals || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
            context.note(thread, INVALID_OPERATION)?;
        }
        return Ok(thread.heap().bool(op == CompareOp::Ne));
    }
    let order = arithmetic::compare(&wide, left, right)?;
    Ok(thread.heap().bool(op.holds(order)))
}
