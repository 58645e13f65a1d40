//! The types of the module by name, the two values that there are once, and questions about operands.

use super::layout::{Date, DateTime, Delta, Span, Zone};
use super::{date, delta, isocalendar, moment, time, timezone, tzinfo};
use object::{Object, Ref, Result, Slot, Thread, Type, TypeSpec, Visit};
use std::rc::Rc;

/// `datetime.date`.
pub fn date_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &date::DATE)
}

/// `datetime.datetime`.
pub fn datetime_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &moment::DATETIME)
}

/// `datetime.time`.
pub fn time_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &time::TIME)
}

/// `datetime.timedelta`.
pub fn delta_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &delta::TIMEDELTA)
}

/// `datetime.tzinfo`.
pub fn tzinfo_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &tzinfo::TZINFO)
}

/// `datetime.timezone`.
pub fn timezone_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &timezone::TIMEZONE)
}

/// `datetime.IsoCalendarDate`.
pub fn isocalendar_type(thread: &Thread) -> Result<&Type> {
    types::type_of(thread, &isocalendar::ISO_CALENDAR_DATE)
}

/// What 3.13 has in static memory: `timedelta(0)` and `timezone.utc`, which never die.
#[derive(Default)]
pub struct Shared {
    pub zero: Slot,
    pub utc: Slot,
}

impl types::Room for Shared {
    fn visit(&self, visit: Visit) {
        types::visit_slot(&self.zero, visit);
        types::visit_slot(&self.utc, visit);
    }
}

/// The shared values, once they are made.
pub fn shared(thread: &Thread) -> Rc<Shared> {
    types::room::<Shared>(thread)
}

/// `timezone.utc`, made when first needed.
pub fn utc(thread: &Thread) -> Result<Ref> {
    let shared = shared(thread);
    if let Some(utc) = shared.utc.get() {
        return Ok(utc);
    }
    thread.heap().as_if_old(|| {
        let zero = Delta::fresh(thread, delta_type(thread)?, Span::ZERO)?;
        zero.make_immortal();
        shared.zero.set(Some(zero.clone()));
        let utc = timezone::fresh(thread, &zero, None)?;
        utc.make_immortal();
        shared.utc.set(Some(utc.clone()));
        Ok(utc)
    })
}

/// A duration of the type itself.
pub fn duration(thread: &Thread, span: Span) -> Result<Ref> {
    Delta::new(thread, delta_type(thread)?, span)
}

/// A date that isn't a `datetime` as well.
pub fn only_date(object: &Object) -> Option<&Date> {
    match object.downcast::<DateTime>() {
        Some(_) => None,
        None => object.downcast::<Date>(),
    }
}

/// Whether an object is `None`.
pub fn is_none(object: &Object) -> bool {
    object.is_exactly(object::Builtin::NoneType)
}

/// Whether a type is the one that was made from a declaration, not a subclass of it.
pub fn is_made_of(ty: &Type, spec: &'static TypeSpec) -> bool {
    ty.spec().is_some_and(|made| std::ptr::eq(made, spec))
}

/// Whether an object is a zone.
pub fn is_zone(thread: &Thread, object: &Object) -> Result<bool> {
    Ok(object.downcast::<Zone>().is_some() || object.ty().is_subtype(tzinfo_type(thread)?))
}

/// A zone, or `None` for Python's `None`; anything else is a `TypeError`.
pub fn zone_argument<'a>(thread: &Thread, object: &'a Object) -> Result<Option<&'a Object>> {
    if is_none(object) {
        return Ok(None);
    }
    if is_zone(thread, object)? {
        return Ok(Some(object));
    }
    Err(thread.type_error(format_args!(
        "tzinfo argument must be None or of a tzinfo subclass, not type '{}'",
        object.ty().name()
    )))
}

/// Python's `None` for a zone that isn't there.
pub fn or_none(thread: &Thread, value: Option<Ref>) -> Ref {
    value.unwrap_or_else(|| thread.heap().none())
}
