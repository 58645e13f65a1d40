//! Moments and durations: adding, subtracting, comparing, and the hash that goes with equality.
//!
//! Moments of the same zone are taken as its clock shows them; of different zones as universal time. A moment that another fold
//! would move is equal to none of another zone.

use super::args::date_overflow;
use super::calendar::{Clock, Day, MAX_ORDINAL};
use super::date::hash_of;
use super::delta;
use super::kinds::{datetime_type, duration, is_made_of};
use super::layout::{DateTime, Delta, NO_HASH, Reading, Span};
use super::moment::{DATETIME, offset, this};
use super::moment_make::{Fields, of_class};
use super::time::same_offset;
use object::{CompareOp, Object, Ref, Result, Thread};
use std::cmp::Ordering;

/// A reading as the duration since the midnight before the first day.
fn since_start(reading: Reading) -> Span {
    Span {
        days: reading.day.ordinal(),
        seconds: reading.clock.seconds(),
        micros: reading.clock.micro,
    }
    .normal()
}

/// A reading moved by a duration.
pub fn moved(thread: &Thread, reading: Reading, by: Span, sign: i64) -> Result<Reading> {
    let span = since_start(reading).plus(by, sign);
    if !(1..=MAX_ORDINAL).contains(&span.days) {
        return Err(date_overflow(thread));
    }
    Ok(Reading {
        day: Day::of_ordinal(span.days),
        clock: Clock::at(span.seconds, span.micros),
        fold: false,
    })
}

/// A moment of the same class and zone, moved by a duration.
pub fn shifted(thread: &Thread, object: &Object, by: Span, sign: i64) -> Result<Ref> {
    let moment = this(thread, object)?;
    let reading = moved(thread, moment.reading(), by, sign)?;
    let (ty, zone) = (object.ty(), moment.zone());
    match is_made_of(ty, &DATETIME) {
        true => Ok(DateTime::new(thread, ty, reading, zone.as_deref())?.into_object()),
        false => of_class(thread, ty, Fields::of_reading(reading), zone.as_deref()),
    }
}

pub fn add(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let is_moment = |object: &Object| object.downcast::<DateTime>().is_some();
    match (a.downcast::<Delta>(), b.downcast::<Delta>()) {
        (_, Some(delta)) if is_moment(a) => shifted(thread, a, delta.span(), 1),
        (Some(delta), _) if is_moment(b) => shifted(thread, b, delta.span(), 1),
        _ => Ok(thread.heap().not_implemented()),
    }
}

pub fn subtract(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if a.downcast::<DateTime>().is_none() {
        return Ok(thread.heap().not_implemented());
    }
    if b.downcast::<DateTime>().is_some() {
        return duration(thread, between(thread, a, b)?);
    }
    match b.downcast::<Delta>() {
        Some(delta) => shifted(thread, a, delta.span(), -1),
        None => Ok(thread.heap().not_implemented()),
    }
}

fn same_zone(a: &DateTime, b: &DateTime) -> bool {
    match (a.zone(), b.zone()) {
        (Some(x), Some(y)) => x.is(&y),
        (None, None) => true,
        _ => false,
    }
}

/// The duration from the second moment to the first.
fn between(thread: &Thread, a: &Object, b: &Object) -> Result<Span> {
    let (left, right) = (this(thread, a)?, this(thread, b)?);
    let mut apart = Span::ZERO;
    if !same_zone(left, right) {
        let left_offset = offset(thread, a, "utcoffset")?;
        let right_offset = offset(thread, b, "utcoffset")?;
        apart = match (left_offset, right_offset) {
            (Some(x), Some(y)) => x.span().plus(y.span(), -1),
            (None, None) => Span::ZERO,
            _ => {
                return Err(thread.type_error(format_args!(
                    "can't subtract offset-naive and offset-aware datetimes"
                )));
            }
        };
    }
    let (left, right) = (since_start(left.reading()), since_start(right.reading()));
    Ok(left.plus(right, -1).plus(apart, -1))
}

pub fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<DateTime>(), b.downcast::<DateTime>()) else {
        return Ok(thread.heap().not_implemented());
    };
    if same_zone(left, right) {
        let order = left.state().cmp(&right.state());
        return Ok(thread.heap().bool(op.holds(order)));
    }
    let left_offset = offset(thread, a, "utcoffset")?;
    let right_offset = offset(thread, b, "utcoffset")?;
    let mut order = match same_offset(left_offset.as_ref(), right_offset.as_ref()) {
        true => left.state().cmp(&right.state()),
        false if left_offset.is_some() && right_offset.is_some() => {
            between(thread, a, b)?.cmp(&Span::ZERO)
        }
        false => {
            return match op {
                CompareOp::Eq => Ok(thread.heap().bool(false)),
                CompareOp::Ne => Ok(thread.heap().bool(true)),
                _ => Err(thread.type_error(format_args!(
                    "can't compare offset-naive and offset-aware datetimes"
                ))),
            };
        }
    };
    let asks_equality = matches!(op, CompareOp::Eq | CompareOp::Ne);
    if asks_equality && order.is_eq() {
        let ambiguous = depends_on_fold(thread, left, left_offset.as_ref())?
            || depends_on_fold(thread, right, right_offset.as_ref())?;
        if ambiguous {
            order = Ordering::Greater;
        }
    }
    Ok(thread.heap().bool(op.holds(order)))
}

/// Whether the zone tells another offset for the other fold.
fn depends_on_fold(thread: &Thread, moment: &DateTime, told: Option<&Ref<Delta>>) -> Result<bool> {
    let other = other_fold(thread, moment, !moment.fold())?;
    let answer = offset(thread, &other, "utcoffset")?;
    Ok(!same_offset(answer.as_ref(), told))
}

/// A plain `datetime` with the same reading and zone, and this fold.
fn other_fold(thread: &Thread, moment: &DateTime, fold: bool) -> Result<Ref> {
    let reading = Reading {
        fold,
        ..moment.reading()
    };
    let zone = moment.zone();
    let made = DateTime::new(thread, datetime_type(thread)?, reading, zone.as_deref())?;
    Ok(made.into_object())
}

pub fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let moment = this(thread, object)?;
    if moment.base.hash.get() != NO_HASH {
        return Ok(moment.base.hash.get());
    }
    let told = match moment.fold() {
        true => offset(thread, &*other_fold(thread, moment, false)?, "utcoffset")?,
        false => offset(thread, object, "utcoffset")?,
    };
    let hash = match told {
        None => hash_of(thread, &moment.state()),
        Some(offset) => {
            let universal = since_start(moment.reading()).plus(offset.span(), -1);
            delta::hash(thread, &*duration(thread, universal)?)?
        }
    };
    moment.base.hash.set(hash);
    Ok(hash)
}
