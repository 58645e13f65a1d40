//! `timedelta(…)`: components of seven units become days, seconds and microseconds.
//!
//! Whole parts are added exactly. Each float's fraction of a microsecond goes into one sum, which is rounded to even at the end.

use super::args::{Params, check_span};
use super::layout::{Delta, Span};
use object::{Args, Builtin, Object, Ref, Result, Thread, Type};
use types::protocol::{Operator, binary};
use types::{Float, Int};

const PARAMS: Params<7> = Params {
    function: "__new__",
    names: [
        "days",
        "seconds",
        "microseconds",
        "milliseconds",
        "minutes",
        "hours",
        "weeks",
    ],
    required: 0,
    positional: 7,
};

/// The units in the order in which they are added: their place among the parameters and how many microseconds they have.
const UNITS: [(usize, i64); 7] = [
    (2, 1),
    (3, 1000),
    (1, 1_000_000),
    (4, 60_000_000),
    (5, 3_600_000_000),
    (0, 86_400_000_000),
    (6, 604_800_000_000),
];

/// `timedelta.__new__`
pub fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = PARAMS.collect(thread, &args)?;
    let mut sum = Sum::Small(0);
    let mut rest = 0.0;
    for (index, factor) in UNITS {
        if let Some(value) = given[index] {
            sum.add(thread, value, factor, PARAMS.names[index], &mut rest)?;
        }
    }
    if rest != 0.0 {
        let odd = sum.is_odd(thread)?;
        sum = sum.plus_float(thread, round(rest, odd), 1)?;
    }
    let span = match sum {
        Sum::Small(total) => span_of(thread, total)?,
        Sum::Large(total) => span_of_int(thread, &total)?,
    };
    Delta::new(thread, ty, span)
}

/// The nearest whole number; exactly between two, the one that makes the sum even.
fn round(rest: f64, odd: bool) -> f64 {
    let whole = rest.round();
    if (whole - rest).abs() != 0.5 {
        return whole;
    }
    let odd = f64::from(u8::from(odd));
    2.0 * ((rest + odd) * 0.5).round() - odd
}

/// Microseconds so far: as a machine number while everything added was small, as an `int` after that.
enum Sum {
    Small(i128),
    Large(Ref),
}

/// Floats up to here are machine numbers when they are whole.
const SMALL: f64 = (1_i64 << 62) as f64;

impl Sum {
    fn add(
        &mut self,
        thread: &Thread,
        value: &Object,
        factor: i64,
        unit: &str,
        rest: &mut f64,
    ) -> Result<()> {
        if let Some(int) = value.downcast::<Int>() {
            let plain = value.is_exactly(Builtin::Int) || value.is_exactly(Builtin::Bool);
            match (&mut *self, int.as_isize().filter(|_| plain)) {
                (Sum::Small(sum), Some(n)) => *sum += n as i128 * i128::from(factor),
                _ => {
                    let factor = Int::new(thread, factor as isize)?;
                    let product = binary(thread, value, &factor, Operator::Multiply)?;
                    *self = Sum::Large(self.plus(thread, &product)?);
                }
            }
            return Ok(());
        }
        let Some(float) = value.downcast::<Float>() else {
            return Err(thread.type_error(format_args!(
                "unsupported type for timedelta {unit} component: {}",
                value.ty().name()
            )));
        };
        let (whole, fraction) = (float.value().trunc(), float.value().fract());
        *self = self.plus_float(thread, whole, factor)?;
        if fraction == 0.0 {
            return Ok(());
        }
        let micros = fraction * factor as f64;
        *rest += micros.fract();
        *self = self.plus_float(thread, micros.trunc(), 1)?;
        Ok(())
    }

    /// The sum with a whole float, taken `factor` times.
    fn plus_float(&self, thread: &Thread, whole: f64, factor: i64) -> Result<Sum> {
        if let Sum::Small(sum) = self
            && whole.abs() < SMALL
        {
            return Ok(Sum::Small(sum + whole as i128 * i128::from(factor)));
        }
        let whole = Int::from_f64(thread, whole)?;
        let factor = Int::new(thread, factor as isize)?;
        let product = binary(thread, &whole, &factor, Operator::Multiply)?;
        Ok(Sum::Large(self.plus(thread, &product)?))
    }

    fn plus(&self, thread: &Thread, more: &Object) -> Result<Ref> {
        binary(thread, &*self.int(thread)?, more, Operator::Add)
    }

    fn int(&self, thread: &Thread) -> Result<Ref> {
        match self {
            Sum::Small(sum) => Int::from_i128(thread, *sum),
            Sum::Large(sum) => Ok(sum.clone()),
        }
    }

    fn is_odd(&self, thread: &Thread) -> Result<bool> {
        let int = self.int(thread)?;
        let digits = int.downcast::<Int>().map(|int| int.digits().first());
        Ok(digits.flatten().is_some_and(|digit| digit & 1 == 1))
    }
}

/// A duration of so many microseconds, or `OverflowError`.
pub fn span_of(thread: &Thread, total: i128) -> Result<Span> {
    pair(thread)?;
    let span = Span::of_total(total);
    match i32::try_from(span.days) {
        Ok(_) => check_span(thread, span),
        Err(_) => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C int"),
        )),
    }
}

/// 3.13 divides microseconds and seconds as `int`s: the pair that `divmod` gives lives for a moment.
pub fn pair(thread: &Thread) -> Result<()> {
    thread.heap().hold_call(2, 0).map(drop)
}

/// The same for an `int` of any size.
pub fn span_of_int(thread: &Thread, total: &Object) -> Result<Span> {
    match total.downcast::<Int>() {
        Some(int) => span_of(thread, to_i128(int)),
        // A subclass of `int` may make anything of a product; 3.13 says so when it divides.
        None => {
            let micros = Int::new(thread, 1_000_000)?;
            binary(thread, total, &micros, Operator::DivMod)?;
            Err(thread.type_error(format_args!("divmod() returned non-tuple")))
        }
    }
}

/// The value; what is beyond 128 bits becomes the largest or smallest that there is.
pub fn to_i128(int: &Int) -> i128 {
    let magnitude = int.digits().iter().rev().try_fold(0_i128, |all, &digit| {
        all.checked_mul(1 << 30)?.checked_add(i128::from(digit))
    });
    match (magnitude, int.is_negative()) {
        (Some(magnitude), false) => magnitude,
        (Some(magnitude), true) => -magnitude,
        (None, false) => i128::MAX,
        (None, true) => i128::MIN,
    }
}
