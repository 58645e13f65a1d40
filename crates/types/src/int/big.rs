//! Where a library computes for us: products, quotients, powers and decimal text of large values.
//!
//! The library takes memory of its own and can't fail, so its working set is charged to the heap first (`Charge`) and held
//! for as long as it computes: a value that doesn't fit the limit raises `MemoryError` before anything is computed.

use super::layout::SHIFT;
use super::{Int, long};
use num_bigint::BigUint;
use object::{Buf, Ref, Result, Thread};

/// Up to this many digits of the shorter factor the schoolbook method wins: the library's repacking costs more than it saves.
pub(crate) const PRODUCT_DIGITS: usize = 24;
/// Digits of divisor and quotient from which the library divides.
pub(crate) const QUOTIENT_DIGITS: usize = 24;

/// Heap memory standing for what a library takes while it computes.
pub struct Charge<'t> {
    _room: Buf<'t, u64>,
}

impl<'t> Charge<'t> {
    /// Charges the working set of a computation that holds `factor` times this many digits.
    pub fn digits(thread: &'t Thread, digits: usize, factor: usize) -> Result<Charge<'t>> {
        let words = (digits / 2 + 1).saturating_mul(factor);
        let room = Buf::with_capacity(thread.heap(), words)?;
        Ok(Charge { _room: room })
    }
}

/// The library's form of a magnitude.
pub(crate) fn unsigned(digits: &[u32]) -> BigUint {
    let mut words = Vec::with_capacity(digits.len() + 1);
    let (mut pool, mut pooled) = (0u64, 0);
    for &digit in digits {
        pool |= (digit as u64) << pooled;
        pooled += SHIFT;
        if pooled >= 32 {
            words.push(pool as u32);
            pool >>= 32;
            pooled -= 32;
        }
    }
    words.push(pool as u32);
    BigUint::new(words)
}

/// An int from the library's form.
pub(crate) fn to_int(thread: &Thread, negative: bool, value: &BigUint) -> Result<Ref> {
    Int::from_u32_digits(thread, negative, &value.to_u32_digits())
}

/// A large product.
pub(crate) fn multiply(thread: &Thread, negative: bool, a: &[u32], b: &[u32]) -> Result<Ref> {
    let _charge = Charge::digits(thread, a.len() + b.len(), 6)?;
    let x = unsigned(a);
    let product = if std::ptr::eq(a, b) {
        long::product(thread, &x, &x)?
    } else {
        long::product(thread, &x, &unsigned(b))?
    };
    to_int(thread, negative, &product)
}

/// The whole part of the square root of a large value.
pub fn square_root(thread: &Thread, n: &Int) -> Result<Ref> {
    let _charge = Charge::digits(thread, n.digits().len(), 8)?;
    to_int(thread, false, &unsigned(n.digits()).sqrt())
}
