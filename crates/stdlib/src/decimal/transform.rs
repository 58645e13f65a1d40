//! Products of long coefficients by number-theoretic transforms: modulo three primes, put together by the Chinese remainder theorem.
//!
//! Each word is one coefficient of a polynomial. A coefficient of the product is below `n * 10^38`, which the three primes' product
//! (nearly 2^192) exceeds for every `n` that fits in memory. Residues are in Montgomery's form while they are transformed.

use super::nat::{BASE, split};
use object::{Buf, Heap, Result};

/// A prime just below 2^64 with long transforms.
struct Prime {
    p: u64,
    /// `1 / p` modulo 2^64.
    inverse: u64,
    /// 2^128 modulo `p`.
    square: u64,
    /// A generator of the multiplicative group.
    generator: u64,
}

const PRIMES: [Prime; 3] = [
    Prime::new(0xffff_ffff_0000_0001, 7),
    Prime::new(0xffff_fffc_0000_0001, 10),
    Prime::new(0xffff_ff00_0000_0001, 19),
];

impl Prime {
    const fn new(p: u64, generator: u64) -> Prime {
        // Each step doubles the number of right bits; an odd number is its own inverse modulo 8.
        let mut inverse = p;
        let mut step = 0;
        while step < 5 {
            inverse = inverse.wrapping_mul(2_u64.wrapping_sub(p.wrapping_mul(inverse)));
            step += 1;
        }
        let one = ((1_u128 << 64) % p as u128) * ((1_u128 << 64) % p as u128) % p as u128;
        Prime {
            p,
            inverse,
            square: one as u64,
            generator,
        }
    }

    #[inline(always)]
    fn add(&self, a: u64, b: u64) -> u64 {
        let (sum, over) = a.overflowing_add(b);
        if over || sum >= self.p {
            sum.wrapping_sub(self.p)
        } else {
            sum
        }
    }

    #[inline(always)]
    fn subtract(&self, a: u64, b: u64) -> u64 {
        let (rest, under) = a.overflowing_sub(b);
        if under {
            rest.wrapping_add(self.p)
        } else {
            rest
        }
    }

    /// `a * b / 2^64`.
    #[inline(always)]
    fn multiply(&self, a: u64, b: u64) -> u64 {
        let wide = u128::from(a) * u128::from(b);
        let fold = (wide as u64).wrapping_mul(self.inverse);
        let low = (u128::from(fold) * u128::from(self.p)) >> 64;
        self.subtract((wide >> 64) as u64, low as u64)
    }

    /// Into Montgomery's form; the value may be any word.
    #[inline(always)]
    fn enter(&self, a: u64) -> u64 {
        self.multiply(if a >= self.p { a - self.p } else { a }, self.square)
    }

    fn power(&self, base: u64, mut exponent: u64) -> u64 {
        let (mut base, mut result) = (base, self.enter(1));
        while exponent > 0 {
            if exponent & 1 == 1 {
                result = self.multiply(result, base);
            }
            base = self.multiply(base, base);
            exponent >>= 1;
        }
        result
    }

    /// `1 / a`, in Montgomery's form, of a value that isn't.
    fn invert(&self, a: u64) -> u64 {
        self.power(self.enter(a), self.p - 2)
    }

    /// Powers of the roots of unity: those of order `2 * half` stand from `half` on.
    fn roots(&self, inverse: bool, roots: &mut [u64]) {
        let n = roots.len();
        let root = self.power(self.enter(self.generator), (self.p - 1) / n as u64);
        let root = match inverse {
            true => self.power(root, self.p - 2),
            false => root,
        };
        let mut value = self.enter(1);
        for slot in &mut roots[n / 2..] {
            *slot = value;
            value = self.multiply(value, root);
        }
        for at in (1..n / 2).rev() {
            roots[at] = roots[2 * at];
        }
    }

    /// To values at the roots, in the order of reversed bits.
    fn forward(&self, row: &mut [u64], roots: &[u64]) {
        let mut half = row.len() / 2;
        while half > 0 {
            for block in row.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((x, y), &root) in low.iter_mut().zip(high).zip(&roots[half..]) {
                    let difference = self.subtract(*x, *y);
                    *x = self.add(*x, *y);
                    *y = self.multiply(difference, root);
                }
            }
            half /= 2;
        }
    }

    /// Back, times the length.
    fn backward(&self, row: &mut [u64], roots: &[u64]) {
        let mut half = 1;
        while half < row.len() {
            for block in row.chunks_exact_mut(2 * half) {
                let (low, high) = block.split_at_mut(half);
                for ((x, y), &root) in low.iter_mut().zip(high).zip(&roots[half..]) {
                    let turned = self.multiply(*y, root);
                    *y = self.subtract(*x, turned);
                    *x = self.add(*x, turned);
                }
            }
            half *= 2;
        }
    }

    /// The product's coefficients modulo the prime, in `row`; `other` and `roots` are room as long as it.
    fn convolve(
        &self,
        a: &[u64],
        b: &[u64],
        row: &mut [u64],
        other: &mut [u64],
        roots: &mut [u64],
    ) {
        self.roots(false, roots);
        self.fill(a, row);
        self.forward(row, roots);
        if std::ptr::eq(a, b) {
            for x in row.iter_mut() {
                *x = self.multiply(*x, *x);
            }
        } else {
            self.fill(b, other);
            self.forward(other, roots);
            for (x, &y) in row.iter_mut().zip(other.iter()) {
                *x = self.multiply(*x, y);
            }
        }
        self.roots(true, roots);
        self.backward(row, roots);
        // Leaving Montgomery's form and dividing by the length are one multiplication by a plain number.
        let scale = self.multiply(self.invert(row.len() as u64), 1);
        for x in row {
            *x = self.multiply(*x, scale);
        }
    }

    fn fill(&self, words: &[u64], row: &mut [u64]) {
        let (used, rest) = row.split_at_mut(words.len());
        for (slot, &word) in used.iter_mut().zip(words) {
            *slot = self.enter(word);
        }
        rest.fill(0);
    }
}

/// `out = a * b`; `out` has `a.len() + b.len()` words.
pub(super) fn multiply(heap: &Heap, a: &[u64], b: &[u64], out: &mut [u64]) -> Result<()> {
    let n = (a.len() + b.len()).next_power_of_two();
    let mut rows = Buf::filled(heap, 0_u64, n * 3)?;
    let mut other = Buf::filled(heap, 0_u64, n)?;
    let mut roots = Buf::filled(heap, 0_u64, n)?;
    for (prime, row) in PRIMES.iter().zip(rows.chunks_exact_mut(n)) {
        prime.convolve(a, b, row, &mut other, &mut roots);
    }
    let (first, rest) = rows.split_at(n);
    let (second, third) = rest.split_at(n);
    let join = Join::new();
    let mut carry = 0_u128;
    for (at, slot) in out.iter_mut().enumerate() {
        let value = join.of(first[at], second[at], third[at]);
        (*slot, carry) = digit(value, carry);
    }
    Ok(())
}

/// What a value leaves at its place and carries on.
#[inline]
fn digit(value: (u128, u64), carry: u128) -> (u64, u128) {
    let (low, over) = value.0.overflowing_add(carry);
    let top = value.1 + u64::from(over);
    // The top word is far below the base.
    let (high, rest) = split(u128::from(top) << 64 | low >> 64);
    let (quotient, digit) = split(u128::from(rest) << 64 | u128::from(low as u64));
    debug_assert!(top < BASE);
    (digit, u128::from(high) << 64 | u128::from(quotient))
}

/// Constants by which three residues become one value.
struct Join {
    /// `1 / p0` modulo `p1` and `p2`, `1 / p1` modulo `p2`: in Montgomery's form.
    first_in_second: u64,
    first_in_third: u64,
    second_in_third: u64,
    product: u128,
}

impl Join {
    fn new() -> Join {
        let [a, b, c] = &PRIMES;
        Join {
            first_in_second: b.invert(a.p % b.p),
            first_in_third: c.invert(a.p % c.p),
            second_in_third: c.invert(b.p % c.p),
            product: u128::from(a.p) * u128::from(b.p),
        }
    }

    /// The value with these residues: its low 128 bits and those above.
    #[inline]
    fn of(&self, x: u64, y: u64, z: u64) -> (u128, u64) {
        let [a, b, c] = &PRIMES;
        let reduce = |value: u64, prime: &Prime| match value >= prime.p {
            true => value - prime.p,
            false => value,
        };
        let second = b.multiply(b.subtract(y, reduce(x, b)), self.first_in_second);
        let third = c.multiply(c.subtract(z, reduce(x, c)), self.first_in_third);
        let third = c.multiply(c.subtract(third, reduce(second, c)), self.second_in_third);
        let low = u128::from(x) + u128::from(a.p) * u128::from(second);
        let (p_low, p_high) = (self.product as u64, (self.product >> 64) as u64);
        let part = u128::from(p_low) * u128::from(third);
        let upper = u128::from(p_high) * u128::from(third) + (part >> 64);
        let (sum, over) = (upper << 64 | u128::from(part as u64)).overflowing_add(low);
        (sum, (upper >> 64) as u64 + u64::from(over))
    }
}
