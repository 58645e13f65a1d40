//! Functions of ints: divisors, roots, counting.

use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::Int;
use types::int::{arith, big, division};

/// The shared int or a new one, as a typed handle.
fn int(thread: &Thread, value: isize) -> Result<Ref<Int>> {
    typed(thread, Int::new(thread, value)?)
}

fn typed(thread: &Thread, object: Ref) -> Result<Ref<Int>> {
    object.downcast_into::<Int>().map_err(|other| {
        thread.system_error(format_args!("int expected, not {}", other.ty().name()))
    })
}

fn absolute(thread: &Thread, value: &Int) -> Result<Ref<Int>> {
    if value.is_negative() {
        return typed(thread, arith::negate(thread, value)?);
    }
    typed(thread, arith::exact(thread, value)?)
}

fn gcd_words(mut a: u64, mut b: u64) -> u64 {
    while b != 0 {
        (a, b) = (b, a % b);
    }
    a
}

fn gcd_two(thread: &Thread, a: &Int, b: &Int) -> Result<Ref<Int>> {
    let (mut a, mut b) = (absolute(thread, a)?, absolute(thread, b)?);
    loop {
        if let (Some(x), Some(y)) = (a.as_isize(), b.as_isize()) {
            return int(thread, gcd_words(x as u64, y as u64) as isize);
        }
        if b.is_zero() {
            return Ok(a);
        }
        let rest = typed(thread, division::remainder(thread, &a, &b)?)?;
        a = std::mem::replace(&mut b, rest);
    }
}

/// Folds the arguments, each taken as an index.
fn fold(
    thread: &Thread,
    args: &[Ref],
    start: isize,
    step: fn(&Thread, &Int, &Int) -> Result<Ref<Int>>,
) -> Result<Ref> {
    let Some((first, rest)) = args.split_first() else {
        return Int::new(thread, start);
    };
    let first = types::index(thread, first)?;
    let mut result = absolute(thread, &first)?;
    for arg in rest {
        let next = types::index(thread, arg)?;
        result = step(thread, &result, &next)?;
    }
    Ok(result.into_object())
}

pub(super) fn gcd(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    fold(thread, args, 0, gcd_two)
}

pub(super) fn lcm(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    fold(thread, args, 1, |thread, a, b| {
        if a.is_zero() || b.is_zero() {
            return int(thread, 0);
        }
        let divisor = gcd_two(thread, a, b)?;
        let (part, _) = division::floor_divmod(thread, a, &divisor)?;
        let part = typed(thread, part)?;
        let product = typed(thread, arith::multiply(thread, &part, b)?)?;
        absolute(thread, &product)
    })
}

pub(super) fn isqrt(thread: &Thread, _: &Object, n: &Object) -> Result<Ref> {
    let n = types::index(thread, n)?;
    if n.is_negative() {
        return Err(thread.value_error(format_args!("isqrt() argument must be nonnegative")));
    }
    if let Some(word) = n.as_usize() {
        return Int::from_usize(thread, (word as u64).isqrt() as usize);
    }
    big::square_root(thread, &n)
}

/// The product of `low ..= high`, split in the middle so that the factors stay of like size.
fn product(thread: &Thread, low: u64, high: u64) -> Result<Ref<Int>> {
    if high < low {
        return int(thread, 1);
    }
    if high - low < 8 {
        let mut result = int(thread, 1)?;
        let mut pending = 1u64;
        for factor in low..=high {
            match pending.checked_mul(factor).filter(|&p| p < 1 << 62) {
                Some(more) => pending = more,
                None => {
                    result = times(thread, &result, pending)?;
                    pending = factor;
                }
            }
        }
        return times(thread, &result, pending);
    }
    let middle = low + (high - low) / 2;
    let left = product(thread, low, middle)?;
    let right = product(thread, middle + 1, high)?;
    typed(thread, arith::multiply(thread, &left, &right)?)
}

fn times(thread: &Thread, value: &Int, factor: u64) -> Result<Ref<Int>> {
    let factor = typed(thread, Int::from_usize(thread, factor as usize)?)?;
    typed(thread, arith::multiply(thread, value, &factor)?)
}

pub(super) fn factorial(thread: &Thread, _: &Object, n: &Object) -> Result<Ref> {
    let n = types::index(thread, n)?;
    if n.is_negative() {
        let text = format_args!("factorial() not defined for negative values");
        return Err(thread.value_error(text));
    }
    match n.as_isize() {
        Some(n) => Ok(checked_product(thread, 2, n as u64)?.into_object()),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("factorial() argument should not exceed {}", i64::MAX),
        )),
    }
}

/// A product of consecutive numbers whose size was charged first: one that can't fit raises at once.
fn checked_product(thread: &Thread, low: u64, high: u64) -> Result<Ref<Int>> {
    let factors = high.saturating_sub(low) as u128;
    let size = factors * (64 - high.leading_zeros().min(63)) as u128 / 60;
    let digits = usize::try_from(size).unwrap_or(usize::MAX);
    if digits > 1000 {
        drop(big::Charge::digits(thread, digits, 1)?);
    }
    product(thread, low, high)
}

#[cold]
fn not_negative(thread: &Thread, name: &str) -> Raised {
    thread.value_error(format_args!("{name} must be a non-negative integer"))
}

#[cold]
fn too_many(thread: &Thread, what: &str) -> Raised {
    let text = format_args!("{what} must not exceed {}", i64::MAX);
    thread.raise(Builtin::OverflowError, text)
}

/// The product of `k` numbers falling from `n`.
fn falling(thread: &Thread, n: &Int, k: u64) -> Result<Ref<Int>> {
    if let Some(n) = n.as_usize() {
        let n = n as u64;
        return checked_product(thread, n - k + 1, n);
    }
    if k == 0 {
        return int(thread, 1);
    }
    if k == 1 {
        return Ok(Ref::new(n));
    }
    let half = k / 2;
    let lower = Int::from_usize(thread, half as usize)?;
    let lower = arith::slot_subtract(thread, n.as_object(), &lower)?;
    let left = falling(thread, n, half)?;
    let right = falling(thread, &*typed(thread, lower)?, k - half)?;
    typed(thread, arith::multiply(thread, &left, &right)?)
}

pub(super) fn perm(thread: &Thread, module: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "perm", args.len(), 1, 2)?;
    let k = match args.get(1) {
        Some(k) if !k.is_exactly(Builtin::NoneType) => k,
        _ => return factorial(thread, module, &args[0]),
    };
    let n = types::index(thread, &args[0])?;
    let k = types::index(thread, k)?;
    if n.is_negative() {
        return Err(not_negative(thread, "n"));
    }
    if k.is_negative() {
        return Err(not_negative(thread, "k"));
    }
    if arith::compare(&n, &k).is_lt() {
        return Int::new(thread, 0);
    }
    match k.as_isize() {
        Some(k) => Ok(falling(thread, &n, k as u64)?.into_object()),
        None => Err(too_many(thread, "k")),
    }
}

pub(super) fn comb(thread: &Thread, _: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "comb", args.len(), 2, 2)?;
    let n = types::index(thread, &args[0])?;
    let k = types::index(thread, &args[1])?;
    if n.is_negative() {
        return Err(not_negative(thread, "n"));
    }
    if k.is_negative() {
        return Err(not_negative(thread, "k"));
    }
    if arith::compare(&n, &k).is_lt() {
        return Int::new(thread, 0);
    }
    let other = typed(thread, arith::subtract(thread, &n, &k)?)?;
    let fewer = if arith::compare(&other, &k).is_lt() {
        other
    } else {
        k
    };
    match fewer.as_isize() {
        Some(k) => Ok(choose(thread, &n, k as u64)?.into_object()),
        None => Err(too_many(thread, "min(n - k, k)")),
    }
}

/// `n` over `k`, halving `k`: C(n, k) = C(n, j) * C(n - j, k - j) / C(k, j).
fn choose(thread: &Thread, n: &Int, k: u64) -> Result<Ref<Int>> {
    if k == 0 {
        return int(thread, 1);
    }
    if k == 1 {
        return typed(thread, arith::exact(thread, n)?);
    }
    if let Some(small) = n.as_usize().and_then(|n| choose_words(n as u64, k)) {
        return typed(thread, Int::from_usize(thread, small as usize)?);
    }
    let j = k / 2;
    let first = choose(thread, n, j)?;
    let lower = Int::from_usize(thread, j as usize)?;
    let lower = typed(thread, arith::slot_subtract(thread, n.as_object(), &lower)?)?;
    let second = choose(thread, &lower, k - j)?;
    let product = typed(thread, arith::multiply(thread, &first, &second)?)?;
    let whole = typed(thread, Int::from_usize(thread, k as usize)?)?;
    let divisor = choose(thread, &whole, j)?;
    let (quotient, _) = division::floor_divmod(thread, &product, &divisor)?;
    typed(thread, quotient)
}

/// `n` over `k` when every step fits a word.
fn choose_words(n: u64, k: u64) -> Option<u64> {
    let k = k.min(n.checked_sub(k)?);
    let mut result = 1u64;
    for i in 0..k {
        result = result.checked_mul(n - i)? / (i + 1);
    }
    Some(result)
}
