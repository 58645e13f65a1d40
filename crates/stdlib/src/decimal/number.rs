//! Numbers: a sign, a kind, an exponent and a coefficient; and the contexts in which they are computed.
//!
//! A [`Number`] owns its coefficient, a [`Num`] shows one. Coefficients have no zeros at the top: zero has no words, and neither has an
//! infinity or a NaN without payload. Python's objects are in `instance.rs`.

use super::nat::{self, Lost};
use super::words::Words;
use object::{Heap, Result};
use std::cell::Cell;

/// Conditions, as bits of a context's flags: 3.13's library numbers them so, and pickles and `traps` never show it.
pub(super) mod condition {
    pub const CLAMPED: u32 = 1;
    pub const CONVERSION_SYNTAX: u32 = 2;
    pub const DIVISION_BY_ZERO: u32 = 4;
    pub const DIVISION_IMPOSSIBLE: u32 = 8;
    pub const DIVISION_UNDEFINED: u32 = 0x10;
    pub const INEXACT: u32 = 0x40;
    pub const INVALID_CONTEXT: u32 = 0x80;
    pub const INVALID_OPERATION: u32 = 0x100;
    pub const OVERFLOW: u32 = 0x800;
    pub const ROUNDED: u32 = 0x1000;
    pub const SUBNORMAL: u32 = 0x2000;
    pub const UNDERFLOW: u32 = 0x4000;
    pub const FLOAT_OPERATION: u32 = 0x400;
    /// All that the signal InvalidOperation stands for.
    pub const INVALID: u32 = CONVERSION_SYNTAX
        | DIVISION_IMPOSSIBLE
        | DIVISION_UNDEFINED
        | 0x20
        | INVALID_CONTEXT
        | INVALID_OPERATION
        | 0x200;
    /// All that tells of an error rather than of a result.
    pub const ERRORS: u32 = INVALID | DIVISION_BY_ZERO;
}

pub(super) const MAX_PREC: i64 = 999_999_999_999_999_999;
pub(super) const MAX_EMAX: i64 = 999_999_999_999_999_999;
pub(super) const MIN_EMIN: i64 = -MAX_EMAX;
pub(super) const MIN_ETINY: i64 = MIN_EMIN - (MAX_PREC - 1);

/// What a number is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Finite,
    Infinite,
    Quiet,
    Signaling,
}

/// How results are rounded; the numbers are 3.13's.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
#[repr(u32)]
pub(super) enum Rounding {
    Up = 0,
    Down = 1,
    Ceiling = 2,
    Floor = 3,
    HalfUp = 4,
    HalfDown = 5,
    HalfEven = 6,
    O5Up = 7,
}

impl Rounding {
    pub const ALL: [Rounding; 8] = [
        Rounding::Up,
        Rounding::Down,
        Rounding::Ceiling,
        Rounding::Floor,
        Rounding::HalfUp,
        Rounding::HalfDown,
        Rounding::HalfEven,
        Rounding::O5Up,
    ];

    /// From the number in a context.
    pub fn of(number: u32) -> Rounding {
        Rounding::ALL[number as usize % 8]
    }

    /// Whether a magnitude that ends in `last` grows when this is lost.
    pub fn increments(self, lost: Lost, last: u64, negative: bool) -> bool {
        match self {
            Rounding::Down => false,
            Rounding::Up => lost.any(),
            Rounding::Ceiling => lost.any() && !negative,
            Rounding::Floor => lost.any() && negative,
            Rounding::HalfUp => lost.first >= 5,
            Rounding::HalfDown => lost.first > 5 || (lost.first == 5 && lost.more),
            Rounding::HalfEven => {
                lost.first > 5 || (lost.first == 5 && (lost.more || last % 2 == 1))
            }
            Rounding::O5Up => lost.any() && (last == 0 || last == 5),
        }
    }
}

/// A number that stands elsewhere.
#[derive(Clone, Copy)]
pub(super) struct Num<'a> {
    pub negative: bool,
    pub kind: Kind,
    pub exp: i64,
    pub words: &'a [u64],
}

impl<'a> Num<'a> {
    /// A finite number.
    pub fn finite(negative: bool, words: &'a [u64], exp: i64) -> Num<'a> {
        Num {
            negative,
            kind: Kind::Finite,
            exp,
            words,
        }
    }

    pub fn is_special(self) -> bool {
        self.kind != Kind::Finite
    }

    pub fn is_infinite(self) -> bool {
        self.kind == Kind::Infinite
    }

    pub fn is_nan(self) -> bool {
        matches!(self.kind, Kind::Quiet | Kind::Signaling)
    }

    pub fn is_signaling(self) -> bool {
        self.kind == Kind::Signaling
    }

    /// Whether it is a zero.
    pub fn is_zero(self) -> bool {
        self.kind == Kind::Finite && self.words.is_empty()
    }

    /// Digits of the coefficient; 1 for zero.
    pub fn digits(self) -> i64 {
        nat::digits(self.words).max(1) as i64
    }

    /// The exponent of the first digit.
    pub fn adjusted(self) -> i64 {
        self.exp + self.digits() - 1
    }

    /// Whether the value is whole.
    pub fn is_integer(self) -> bool {
        if self.is_special() {
            return false;
        }
        self.exp >= 0
            || self.words.is_empty()
            || nat::trailing_zeros(self.words) as i64 >= self.exp.saturating_neg()
    }

    /// Whether the value is whole and odd.
    pub fn is_odd(self) -> bool {
        if !self.is_integer() || self.exp > 0 {
            return false;
        }
        nat::digit(self.words, self.exp.unsigned_abs() as usize) % 2 == 1
    }

    /// The same, positive.
    pub fn absolute(self) -> Num<'a> {
        Num {
            negative: false,
            ..self
        }
    }

    /// The same with the other sign.
    pub fn negated(self) -> Num<'a> {
        Num {
            negative: !self.negative,
            ..self
        }
    }

    /// A copy.
    pub fn copied<'t>(self, heap: &'t Heap) -> Result<Number<'t>> {
        Ok(Number {
            negative: self.negative,
            kind: self.kind,
            exp: self.exp,
            words: Words::of(heap, self.words)?,
        })
    }
}

/// A number with a coefficient of its own.
pub(super) struct Number<'t> {
    pub negative: bool,
    pub kind: Kind,
    pub exp: i64,
    pub words: Words<'t>,
}

impl<'t> Number<'t> {
    /// A finite number.
    pub fn finite(negative: bool, words: Words<'t>, exp: i64) -> Number<'t> {
        Number {
            negative,
            kind: Kind::Finite,
            exp,
            words,
        }
    }

    /// A finite number with a coefficient of up to 38 digits.
    pub fn small(heap: &'t Heap, negative: bool, coefficient: u128, exp: i64) -> Number<'t> {
        Number::finite(negative, Words::of_wide(heap, coefficient), exp)
    }

    /// An infinity or a NaN without payload.
    pub fn special(heap: &'t Heap, kind: Kind, negative: bool) -> Number<'t> {
        Number {
            negative,
            kind,
            exp: 0,
            words: Words::new(heap),
        }
    }

    /// A look at it.
    pub fn num(&self) -> Num<'_> {
        Num {
            negative: self.negative,
            kind: self.kind,
            exp: self.exp,
            words: &self.words,
        }
    }

    /// Drops the lowest `n` digits of the coefficient; the exponent stays.
    pub fn drop_digits(&mut self, n: i64) -> Lost {
        let digits = self.num().digits();
        if n > digits {
            let more = !self.words.is_empty();
            self.words.truncate(0);
            return Lost { first: 0, more };
        }
        let lost = nat::shift_right_in_place(&mut self.words, n as usize);
        self.words.trim();
        lost
    }

    /// The coefficient times `10^n`; the exponent stays.
    pub fn append_zeros(&mut self, n: i64) -> Result<()> {
        if !self.words.is_empty() && n > 0 {
            self.words = super::big::shift_left(self.words.heap(), &self.words, n as usize)?;
        }
        Ok(())
    }

    /// Adds 1 to the coefficient.
    pub fn increment(&mut self) -> Result<()> {
        match nat::increment(&mut self.words) {
            true => self.words.push(1),
            false => Ok(()),
        }
    }
}

/// A context while something is computed, and the conditions that came up.
#[derive(Clone)]
pub(super) struct Cx<'t> {
    pub heap: &'t Heap,
    pub prec: i64,
    pub emax: i64,
    pub emin: i64,
    pub rounding: Rounding,
    pub clamp: bool,
    pub status: Cell<u32>,
}

impl<'t> Cx<'t> {
    /// The widest context, as it is used for exact results.
    pub fn widest(heap: &'t Heap) -> Cx<'t> {
        Cx {
            heap,
            prec: MAX_PREC,
            emax: MAX_EMAX,
            emin: MIN_EMIN,
            rounding: Rounding::HalfEven,
            clamp: false,
            status: Cell::new(0),
        }
    }

    /// The widest context with a precision.
    pub fn working(heap: &'t Heap, prec: i64) -> Cx<'t> {
        Cx {
            prec,
            ..Cx::widest(heap)
        }
    }

    /// The same with other conditions of its own.
    pub fn fresh(&self) -> Cx<'t> {
        Cx {
            status: Cell::new(0),
            ..self.clone()
        }
    }

    pub fn signal(&self, conditions: u32) {
        self.status.set(self.status.get() | conditions);
    }

    pub fn etiny(&self) -> i64 {
        self.emin - (self.prec - 1)
    }

    pub fn etop(&self) -> i64 {
        self.emax - (self.prec - 1)
    }

    /// A NaN, for a reason.
    pub fn invalid(&self, condition: u32) -> Number<'t> {
        self.signal(condition);
        Number::special(self.heap, Kind::Quiet, false)
    }

    pub fn infinity(&self, negative: bool) -> Number<'t> {
        Number::special(self.heap, Kind::Infinite, negative)
    }

    /// Zero or one, exactly.
    pub fn small(&self, coefficient: u128) -> Number<'t> {
        Number::small(self.heap, false, coefficient, 0)
    }
}
