//! Class methods of `date`. Where the class is a subclass, it is called with year, month and day.

use super::args::{Params, bad_year, check_day, int};
use super::calendar::{self, Day, IsoError, MAX_ORDINAL};
use super::date::DATE;
use super::format::exactly;
use super::kinds::is_made_of;
use super::layout::{Date, DateTime, Reading};
use super::moment::DATETIME;
use super::{iso, local};
use object::{Args, Builtin, Object, Ref, Result, Thread, Type};
use types::Int;

/// The class that a class method was called on.
pub fn class<'a>(thread: &Thread, class: &'a Object) -> Result<&'a Type> {
    class
        .downcast::<Type>()
        .ok_or_else(|| thread.type_error(format_args!("a class is required")))
}

/// A date of a class: made here for `date` and `datetime` themselves, by a call for others.
pub fn of_class(thread: &Thread, ty: &Type, day: Day) -> Result<Ref> {
    if is_made_of(ty, &DATE) {
        return Date::new(thread, ty, check_day(thread, day)?);
    }
    if is_made_of(ty, &DATETIME) {
        let reading = Reading {
            day: check_day(thread, day)?,
            clock: calendar::Clock::default(),
            fold: false,
        };
        return Ok(DateTime::new(thread, ty, reading, None)?.into_object());
    }
    let parts = [day.year, day.month, day.day].map(|n| Int::new(thread, n as isize));
    let [year, month, day] = parts;
    types::call(thread, ty.as_object(), &[year?, month?, day?])
}

pub fn fromtimestamp(thread: &Thread, of: &Object, timestamp: &Object) -> Result<Ref> {
    let second = local::whole_seconds(thread, timestamp)?;
    let (day, _) = local::show(thread, second, true)?;
    of_class(thread, class(thread, of)?, day)
}

pub fn fromordinal(thread: &Thread, of: &Object, args: &[Ref]) -> Result<Ref> {
    exactly(thread, "fromordinal", args, 1)?;
    let ordinal = int(thread, &args[0])?;
    if ordinal < 1 {
        return Err(thread.value_error(format_args!("ordinal must be >= 1")));
    }
    of_class(thread, class(thread, of)?, Day::of_ordinal(ordinal))
}

pub fn fromisoformat(thread: &Thread, of: &Object, value: &Object) -> Result<Ref> {
    let day = iso::whole_date(thread, iso::argument(thread, value)?)?;
    of_class(thread, class(thread, of)?, day)
}

pub fn fromisocalendar(thread: &Thread, of: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<3> = Params {
        function: "fromisocalendar",
        names: ["year", "week", "day"],
        required: 3,
        positional: 3,
    };
    let mut parts = [0; 3];
    PARAMS
        .parse(thread, &args, |index, value| {
            parts[index] = int(thread, value)?;
            Ok(())
        })
        .map_err(|raised| {
            if !thread.pending_is(Builtin::OverflowError) {
                return raised;
            }
            drop(thread.take_pending());
            thread.value_error(format_args!("ISO calendar component out of range"))
        })?;
    let [year, week, weekday] = parts;
    let invalid = |text: std::fmt::Arguments<'_>| Err(thread.value_error(text));
    match calendar::from_iso(year, week, weekday) {
        Ok(ordinal) if ordinal > MAX_ORDINAL => Err(bad_year(thread, calendar::MAX_YEAR + 1)),
        Ok(ordinal) => of_class(thread, class(thread, of)?, Day::of_ordinal(ordinal)),
        Err(IsoError::Year) => invalid(format_args!("Year is out of range: {year}")),
        Err(IsoError::Week) => invalid(format_args!("Invalid week: {week}")),
        Err(IsoError::Weekday) => invalid(format_args!("Invalid day: {weekday} (range is [1, 7])")),
    }
}

/// `today()`: the class's `fromtimestamp` of what `time.time()` says.
pub fn today(thread: &Thread, of: &Object) -> Result<Ref> {
    let time = super::format::module(thread, "time")?;
    let name = types::str::intern_static(thread, "time")?;
    let now = types::call_method(thread, &time, &name, &[])?;
    let name = types::str::intern_static(thread, "fromtimestamp")?;
    types::call_method(thread, of, &name, &[now])
}
