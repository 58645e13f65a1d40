//! How two keys are compared: `<`, by a shortcut when all keys have the same simple type.
//!
//! The shortcuts answer what `<` would answer; the choice is made once, before the first comparison, by looking at all
//! keys, as 3.13 does. Which comparisons are made doesn't depend on it.

use crate::float::Float;
use crate::int::Int;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Builtin, CompareOp, Object, Result, Thread};
use std::cmp::Ordering;

/// How keys are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// All exact strings.
    Text,
    /// All exact ints of at most two digits.
    Word,
    /// All exact floats.
    Float,
    /// Anything.
    Any,
    /// All exact tuples with a first item; the first items compare like this (never `Tuples` again).
    Tuples(First),
}

/// How the first items of tuples are compared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum First {
    Text,
    Word,
    Float,
    Any,
}

fn text(object: &Object) -> Option<&Str> {
    object.downcast::<Str>()
}

#[inline(always)]
fn word(object: &Object) -> Option<i64> {
    Int::wide_of(object)
}

fn float(object: &Object) -> Option<f64> {
    object.downcast::<Float>().map(|f| f.value())
}

/// What all of these have in common.
fn common<'a>(mut keys: impl Iterator<Item = &'a Object> + Clone) -> First {
    let all = |test: fn(&Object) -> bool| keys.clone().all(test);
    if all(|k| k.is_exactly(Builtin::Str)) {
        return First::Text;
    }
    if all(|k| k.is_exactly(Builtin::Float)) {
        return First::Float;
    }
    if keys.all(|k| word(k).is_some()) {
        return First::Word;
    }
    First::Any
}

/// Chooses how to compare these keys (at least one).
pub(super) fn choose<'a>(keys: impl Iterator<Item = &'a Object> + Clone) -> Kind {
    let first = |k: &'a Object| k.downcast::<Tuple>().and_then(|t| t.items().first());
    let tuples = |k: &'a Object| k.is_exactly(Builtin::Tuple) && first(k).is_some();
    if keys.clone().all(tuples) {
        return Kind::Tuples(common(keys.filter_map(first).map(|r| &**r)));
    }
    match common(keys) {
        First::Text => Kind::Text,
        First::Word => Kind::Word,
        First::Float => Kind::Float,
        First::Any => Kind::Any,
    }
}

/// `a < b`.
#[inline(always)]
pub(super) fn less(thread: &Thread, kind: Kind, a: &Object, b: &Object) -> Result<bool> {
    match kind {
        Kind::Text => Ok(matches!((text(a), text(b)), (Some(a), Some(b)) if a.compare(b).is_lt())),
        Kind::Word => Ok(word(a) < word(b)),
        Kind::Float => Ok(float(a) < float(b)),
        Kind::Any => less_any(thread, a, b),
        Kind::Tuples(first) => less_tuples(thread, first, a, b),
    }
}

/// The detached items hold both: they count no more than before, as in 3.13.
#[inline(never)]
fn less_any(thread: &Thread, a: &Object, b: &Object) -> Result<bool> {
    crate::compare_bool(thread, a, b, CompareOp::Lt)
}

/// `a == b`, identity first; ints and strings without a look at their types' slots.
#[inline]
fn same(thread: &Thread, a: &Object, b: &Object) -> Result<bool> {
    if a.is(b) {
        return Ok(true);
    }
    if let (Some(a), Some(b)) = (word(a), word(b)) {
        return Ok(a == b);
    }
    if a.is_exactly(Builtin::Str)
        && b.is_exactly(Builtin::Str)
        && let (Some(a), Some(b)) = (text(a), text(b))
    {
        return Ok(a.equals(b));
    }
    crate::equal(thread, a, b)
}

/// Tuples differ at the first pair of items that aren't equal.
fn less_tuples(thread: &Thread, first: First, a: &Object, b: &Object) -> Result<bool> {
    let (Some(a), Some(b)) = (a.downcast::<Tuple>(), b.downcast::<Tuple>()) else {
        return less_any(thread, a, b);
    };
    let (a, b) = (a.items(), b.items());
    let mut at = 0;
    if let (Some(x), Some(y)) = (a.first(), b.first()) {
        // All first items are of one exact type: one comparison tells equal from less.
        let order = match first {
            _ if x.is(y) => Some(Ordering::Equal),
            First::Text => text(x).zip(text(y)).map(|(x, y)| x.compare(y)),
            First::Word => Some(word(x).cmp(&word(y))),
            First::Float => float(x).partial_cmp(&float(y)),
            First::Any => Some(Ordering::Equal),
        };
        match order {
            Some(Ordering::Equal) => {}
            order => return Ok(order == Some(Ordering::Less)),
        }
        at = usize::from(first != First::Any);
    }
    while at < a.len() && at < b.len() && same(thread, &a[at], &b[at])? {
        at += 1;
    }
    if at >= a.len() || at >= b.len() {
        return Ok(a.len() < b.len());
    }
    less_any(thread, &a[at], &b[at])
}
