//! Sums and products: rounded once (`fsum`), with doubled precision (`sumprod`, `hypot`, `dist`), plain (`prod`).

use object::{Args, Buf, Builtin, Object, Ref, Result, Thread};
use types::float::as_f64;
use types::int::convert::{decompose, ldexp};
use types::protocol::Signature;
use types::{Float, Int, Operator, Tuple};

/// A float and what rounding took from it.
#[derive(Clone, Copy)]
struct Double {
    high: f64,
    low: f64,
}

/// `a + b` exactly, when the size of `a` is not below that of `b`.
fn fast_sum(a: f64, b: f64) -> Double {
    let high = a + b;
    Double {
        high,
        low: (a - high) + b,
    }
}

/// `a + b` exactly.
fn exact_sum(a: f64, b: f64) -> Double {
    let high = a + b;
    let part = high - a;
    Double {
        high,
        low: (a - (high - part)) + (b - part),
    }
}

/// `a * b` exactly.
fn exact_product(a: f64, b: f64) -> Double {
    let high = a * b;
    Double {
        high,
        low: a.mul_add(b, -high),
    }
}

/// `fsum`: partial sums that don't overlap, in order of size, added up exactly.
pub(super) fn fsum(thread: &Thread, _: &Object, items: &Object) -> Result<Ref> {
    let mut partials = Buf::<f64>::new(thread.heap());
    let (mut special, mut infinite) = (0.0, 0.0);
    let iterator = types::iter(thread, items)?;
    while let Some(item) = types::next(thread, &iterator)? {
        let given = as_f64(thread, &item)?;
        let mut x = given;
        let mut kept = 0;
        for i in 0..partials.len() {
            let mut y = partials[i];
            if x.abs() < y.abs() {
                std::mem::swap(&mut x, &mut y);
            }
            let sum = fast_sum(x, y);
            if sum.low != 0.0 {
                partials[kept] = sum.low;
                kept += 1;
            }
            x = sum.high;
        }
        partials.truncate(kept);
        if x == 0.0 {
            continue;
        }
        if x.is_finite() {
            partials.push(x)?;
            continue;
        }
        if given.is_finite() {
            let text = format_args!("intermediate overflow in fsum");
            return Err(thread.raise(Builtin::OverflowError, text));
        }
        infinite += if given.is_infinite() { given } else { 0.0 };
        special += given;
        partials.truncate(0);
    }
    if special != 0.0 {
        if f64::is_nan(infinite) {
            return Err(thread.value_error(format_args!("-inf + inf in fsum")));
        }
        return Float::new(thread, special);
    }
    Float::new(thread, total(&partials))
}

/// The sum of partials that don't overlap, rounded half to even.
fn total(partials: &[f64]) -> f64 {
    let Some((&top, mut rest)) = partials.split_last() else {
        return 0.0;
    };
    let mut sum = Double {
        high: top,
        low: 0.0,
    };
    while let Some((&next, lower)) = rest.split_last() {
        rest = lower;
        sum = fast_sum(sum.high, next);
        if sum.low != 0.0 {
            break;
        }
    }
    // Half-way cases: what lies below decides.
    let below = rest.last().copied().unwrap_or(0.0);
    if (sum.low < 0.0 && below < 0.0) || (sum.low > 0.0 && below > 0.0) {
        let doubled = sum.low * 2.0;
        let moved = sum.high + doubled;
        if doubled == moved - sum.high {
            return moved;
        }
    }
    sum.high
}

/// The Euclidean norm; `values` is scratch space.
fn norm(values: &mut [f64], max: f64, found_nan: bool) -> f64 {
    if max.is_infinite() {
        return max;
    }
    if found_nan {
        return f64::NAN;
    }
    if max == 0.0 || values.len() <= 1 {
        return max;
    }
    let (mantissa, exponent) = decompose(max);
    let power = exponent + 64 - mantissa.leading_zeros() as i64;
    if power < -1023 {
        // The scale would overflow: move everything to normal floats first.
        for value in values.iter_mut() {
            *value /= f64::MIN_POSITIVE;
        }
        return f64::MIN_POSITIVE * norm(values, max / f64::MIN_POSITIVE, found_nan);
    }
    let scale = ldexp(1.0, -power);
    let mut sum = Double {
        high: 1.0,
        low: 0.0,
    };
    let (mut products, mut sums) = (0.0, 0.0);
    for &value in values.iter() {
        let x = value * scale;
        let square = exact_product(x, x);
        sum = fast_sum(sum.high, square.high);
        products += square.low;
        sums += sum.low;
    }
    let mut root = (sum.high - 1.0 + (products + sums)).sqrt();
    // One step of Newton's method with the remainder in doubled precision.
    let square = exact_product(-root, root);
    sum = fast_sum(sum.high, square.high);
    products += square.low;
    sums += sum.low;
    let rest = sum.high - 1.0 + (products + sums);
    root += rest / (2.0 * root);
    root / scale
}

/// The norm of coordinates given one after another.
fn norm_of(
    thread: &Thread,
    count: usize,
    mut coordinate: impl FnMut(usize) -> Result<f64>,
) -> Result<Ref> {
    let mut values = Buf::with_capacity(thread.heap(), count)?;
    let (mut max, mut found_nan) = (0.0, false);
    for i in 0..count {
        let x = coordinate(i)?.abs();
        values.push(x)?;
        found_nan |= x.is_nan();
        if x > max {
            max = x;
        }
    }
    Float::new(thread, norm(&mut values, max, found_nan))
}

pub(super) fn hypot(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    norm_of(thread, args.len(), |i| as_f64(thread, &args[i]))
}

pub(super) fn dist(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "dist", args.len(), 2, 2)?;
    let point = |arg: &Ref| -> Result<Ref<Tuple>> {
        match arg.clone().downcast_into::<Tuple>() {
            Ok(tuple) => Ok(tuple),
            Err(other) => types::to_tuple(thread, &other),
        }
    };
    let (p, q) = (point(&args[0])?, point(&args[1])?);
    if p.len() != q.len() {
        let text = format_args!("both points must have the same number of dimensions");
        return Err(thread.value_error(text));
    }
    norm_of(thread, p.len(), |i| {
        Ok(as_f64(thread, &p.items()[i])? - as_f64(thread, &q.items()[i])?)
    })
}

/// A sum of three floats of falling size.
#[derive(Clone, Copy, Default)]
struct Triple {
    high: f64,
    low: f64,
    tiny: f64,
}

impl Triple {
    fn add_product(self, x: f64, y: f64) -> Triple {
        let product = exact_product(x, y);
        let sum = exact_sum(self.high, product.high);
        let lower = exact_sum(self.low, product.low);
        let merged = exact_sum(lower.high, sum.low);
        Triple {
            high: sum.high,
            low: merged.high,
            tiny: self.tiny + lower.low + merged.low,
        }
    }

    fn value(self) -> f64 {
        let last = exact_sum(self.low, self.high);
        self.tiny + last.low + last.high
    }
}

/// The running sum of `sumprod`: an object, and beside it what exact floats gave so far.
struct SumProduct<'t> {
    thread: &'t Thread,
    total: Ref,
    floats: Triple,
    in_use: bool,
}

impl SumProduct<'_> {
    /// Takes a product of two floats, or of a float and an int: false when the items are anything else.
    fn take(&mut self, p: &Object, q: &Object) -> Result<bool> {
        let number = |x: &Object| match Float::exact_of(x) {
            Some(value) => Some((value, true)),
            None if x.is_exactly(Builtin::Int) || x.is_exactly(Builtin::Bool) => {
                let value = Int::of(x).and_then(Int::as_isize)?;
                Some((value as f64, false))
            }
            None => None,
        };
        let (Some((x, a)), Some((y, b))) = (number(p), number(q)) else {
            return Ok(false);
        };
        if !a && !b {
            return Ok(false);
        }
        let next = self.floats.add_product(x, y);
        if !next.high.is_finite() {
            return Ok(false);
        }
        self.floats = next;
        self.in_use = true;
        Ok(true)
    }

    /// Adds what floats gave to the object.
    fn settle(&mut self) -> Result<()> {
        if self.in_use {
            let floats = Float::new(self.thread, self.floats.value())?;
            self.total = types::binary(self.thread, &self.total, &floats, Operator::Add)?;
            (self.floats, self.in_use) = (Triple::default(), false);
        }
        Ok(())
    }

    fn add(&mut self, p: &Object, q: &Object) -> Result<()> {
        if self.take(p, q)? {
            return Ok(());
        }
        self.settle()?;
        let product = types::binary(self.thread, p, q, Operator::Multiply)?;
        self.total = types::binary(self.thread, &self.total, &product, Operator::Add)?;
        Ok(())
    }
}

pub(super) fn sumprod(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "sumprod", args.len(), 2, 2)?;
    let (p, q) = (
        types::iter(thread, &args[0])?,
        types::iter(thread, &args[1])?,
    );
    let mut sum = SumProduct {
        thread,
        total: Int::new(thread, 0)?,
        floats: Triple::default(),
        in_use: false,
    };
    loop {
        let (x, y) = (types::next(thread, &p)?, types::next(thread, &q)?);
        match (x, y) {
            (Some(x), Some(y)) => sum.add(&x, &y)?,
            (None, None) => break,
            _ => return Err(thread.value_error(format_args!("Inputs are not the same length"))),
        }
    }
    sum.settle()?;
    Ok(sum.total)
}

pub(super) fn prod(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "prod",
        names: ["", "start"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let mut product = match bound.get(1) {
        Some(start) => start.to_ref(),
        None => Int::new(thread, 1)?,
    };
    if let Some(items) = bound.get(0) {
        types::for_each(thread, items, |item| {
            product = types::binary(thread, &product, &item, Operator::Multiply)?;
            Ok(())
        })?;
    }
    Ok(product)
}
