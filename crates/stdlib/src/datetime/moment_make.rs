//! Making `datetime`s: the constructor and the class methods. Where the class is a subclass, it is called with seven numbers and a
//! zone, and with `fold=1` where that is so.

use super::args::{Params, check_clock, check_day, int, text};
use super::calendar::{Clock, Day};
use super::date_make::class;
use super::format::exactly;
use super::kinds::{is_made_of, or_none, zone_argument};
use super::layout::{DATETIME_STATE, Date, DateTime, Reading, Time};
use super::local::{self, Moment};
use super::moment::DATETIME;
use super::time::{call_with_fold, state_zone};
use super::{iso, pickle};
use object::{Args, Builtin, Object, Ref, Result, Thread, Type};
use types::Int;

/// The parameters of the constructor.
pub const PARAMS: Params<9> = Params {
    function: "",
    names: [
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "microsecond",
        "tzinfo",
        "fold",
    ],
    required: 3,
    positional: 8,
};

/// Numbers that may be out of their bounds.
#[derive(Clone, Copy)]
pub struct Fields {
    pub day: Day,
    pub clock: Clock,
    pub fold: i64,
}

impl Fields {
    /// From numbers in the order of the parameters; the zone's place is not looked at.
    pub fn of(parts: [i64; 9]) -> Fields {
        let [year, month, day, hour, minute, second, micro, _, fold] = parts;
        Fields {
            day: Day::new(year, month, day),
            clock: Clock {
                hour,
                minute,
                second,
                micro,
            },
            fold,
        }
    }

    /// What a calendar and a clock show.
    pub fn of_reading(reading: Reading) -> Fields {
        Fields {
            day: reading.day,
            clock: reading.clock,
            fold: reading.fold.into(),
        }
    }
}

/// `datetime.__new__`
pub fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    if let 1 | 2 = given.len()
        && let Some(state) = pickle::state(thread, &given[0], "datetime", 2, pickle::is_month)?
    {
        return from_state(thread, ty, state, given.get(1).map(|zone| &**zone));
    }
    let mut parts = [0; 9];
    let mut zone = None;
    PARAMS.parse(thread, &args, |index, value| {
        match index {
            7 => zone = Some(value),
            _ => parts[index] = int(thread, value)?,
        }
        Ok(())
    })?;
    checked(thread, ty, Fields::of(parts), zone)
}

/// A `datetime` of a class's layout: the date is checked first, then the time, then the zone.
fn checked(thread: &Thread, ty: &Type, fields: Fields, zone: Option<&Object>) -> Result<Ref> {
    let day = check_day(thread, fields.day)?;
    let (clock, fold) = check_clock(thread, fields.clock, fields.fold)?;
    let zone = match zone {
        Some(zone) => zone_argument(thread, zone)?,
        None => None,
    };
    let reading = Reading { day, clock, fold };
    Ok(DateTime::new(thread, ty, reading, zone)?.into_object())
}

fn from_state(
    thread: &Thread,
    ty: &Type,
    state: [u8; DATETIME_STATE],
    zone: Option<&Object>,
) -> Result<Ref> {
    let zone = state_zone(thread, zone)?;
    let [high, low, month, day, hour, minute, second, a, b, c] = state;
    let year = u16::from_be_bytes([high, low]).into();
    let reading = Reading {
        day: Day::new(year, (month & !pickle::FOLD).into(), day.into()),
        clock: Clock {
            hour: hour.into(),
            minute: minute.into(),
            second: second.into(),
            micro: u32::from_be_bytes([0, a, b, c]).into(),
        },
        fold: month & pickle::FOLD != 0,
    };
    Ok(DateTime::new(thread, ty, reading, zone)?.into_object())
}

/// A `datetime` of a class: made here for `datetime` itself, by a call for others.
pub fn of_class(thread: &Thread, ty: &Type, fields: Fields, zone: Option<&Object>) -> Result<Ref> {
    if is_made_of(ty, &DATETIME) {
        return checked(thread, ty, fields, zone);
    }
    let Fields { day, clock, fold } = fields;
    let parts = [
        day.year,
        day.month,
        day.day,
        clock.hour,
        clock.minute,
        clock.second,
        clock.micro,
    ];
    let [a, b, c, d, e, f, g] = parts.map(|n| Int::new(thread, n as isize));
    let zone = or_none(thread, zone.map(Object::to_ref));
    let parts = [a?, b?, c?, d?, e?, f?, g?, zone];
    call_with_fold(thread, ty, &parts, fold)
}

/// The reading of a POSIX moment in local or universal time.
fn at(
    thread: &Thread,
    of: &Object,
    moment: Moment,
    is_local: bool,
    zone: Option<&Object>,
) -> Result<Ref> {
    let reading = local::reading(thread, moment, is_local)?;
    of_class(
        thread,
        class(thread, of)?,
        Fields::of_reading(reading),
        zone,
    )
}

/// A moment in a zone: its reading of universal time, which the zone's `fromutc` changes; in local time without a zone.
fn at_zone(thread: &Thread, of: &Object, moment: Moment, zone: Option<&Object>) -> Result<Ref> {
    let made = at(thread, of, moment, zone.is_none(), zone)?;
    match zone {
        None => Ok(made),
        Some(zone) => from_universal(thread, zone, made),
    }
}

/// A zone's `fromutc`.
pub fn from_universal(thread: &Thread, zone: &Object, moment: Ref) -> Result<Ref> {
    let name = types::str::intern_static(thread, "fromutc")?;
    types::protocol::call_method_unbound(thread, zone, &name, &[moment])
}

pub fn now(thread: &Thread, of: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<1> = Params {
        function: "now",
        names: ["tz"],
        required: 0,
        positional: 1,
    };
    let zone = match PARAMS.collect(thread, &args)? {
        [Some(zone)] => zone_argument(thread, zone)?,
        [None] => None,
    };
    at_zone(thread, of, local::now(thread)?, zone)
}

pub fn utcnow(thread: &Thread, of: &Object) -> Result<Ref> {
    deprecated(thread, "utcnow()", "now(datetime.UTC)")?;
    at(thread, of, local::now(thread)?, false, None)
}

fn deprecated(thread: &Thread, old: &str, new: &str) -> Result<()> {
    types::protocol::warn(
        thread,
        Builtin::DeprecationWarning,
        format_args!(
            "datetime.datetime.{old} is deprecated and scheduled for removal in a future version. Use timezone-aware objects to represent datetimes in UTC: datetime.datetime.{new}."
        ),
    )
}

pub fn fromtimestamp(thread: &Thread, of: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<2> = Params {
        function: "fromtimestamp",
        names: ["timestamp", "tz"],
        required: 1,
        positional: 2,
    };
    let [timestamp, zone] = PARAMS.collect(thread, &args)?;
    let zone = match zone {
        Some(zone) => zone_argument(thread, zone)?,
        None => None,
    };
    let none = thread.heap().none();
    let moment = local::moment(thread, timestamp.unwrap_or(&none))?;
    at_zone(thread, of, moment, zone)
}

pub fn utcfromtimestamp(thread: &Thread, of: &Object, args: &[Ref]) -> Result<Ref> {
    deprecated(
        thread,
        "utcfromtimestamp()",
        "fromtimestamp(timestamp, datetime.UTC)",
    )?;
    exactly(thread, "utcfromtimestamp", args, 1)?;
    let moment = local::moment(thread, &args[0])?;
    at(thread, of, moment, false, None)
}

pub fn strptime(thread: &Thread, of: &Object, args: &[Ref]) -> Result<Ref> {
    exactly(thread, "strptime", args, 2)?;
    for (index, value) in args.iter().enumerate() {
        text(thread, value, "strptime", index + 1)?;
    }
    let module = super::format::module(thread, "_strptime")?;
    let name = types::str::intern_static(thread, "_strptime_datetime")?;
    let given = [of, &*args[0], &*args[1]];
    types::protocol::call_method_unbound(thread, &module, &name, Ref::borrowed(&given))
}

pub fn combine(thread: &Thread, of: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<3> = Params {
        function: "combine",
        names: ["date", "time", "tzinfo"],
        required: 2,
        positional: 3,
    };
    let (mut date, mut time, mut zone) = (None, None, None);
    let wrong = |position: usize, wanted: &str, value: &Object| {
        thread.type_error(format_args!(
            "combine() argument {position} must be datetime.{wanted}, not {}",
            types::protocol::type_text(value)
        ))
    };
    PARAMS.parse(thread, &args, |index, value| {
        match index {
            0 => {
                date = Some(
                    value
                        .downcast::<Date>()
                        .ok_or_else(|| wrong(1, "date", value))?,
                )
            }
            1 => {
                time = Some(
                    value
                        .downcast::<Time>()
                        .ok_or_else(|| wrong(2, "time", value))?,
                )
            }
            _ => zone = Some(value),
        }
        Ok(())
    })?;
    let (Some(date), Some(time)) = (date, time) else {
        return Err(thread.system_error(format_args!("combine without its arguments")));
    };
    let own = time.zone();
    let fields = Fields {
        day: date.day(),
        clock: time.clock(),
        fold: time.fold().into(),
    };
    let zone = zone.or(own.as_deref());
    of_class(thread, class(thread, of)?, fields, zone)
}

pub fn fromisoformat(thread: &Thread, of: &Object, value: &Object) -> Result<Ref> {
    let text = iso::argument(thread, value)?;
    let Ok((day, clock, offset)) = read(text) else {
        return Err(iso::invalid(thread, value));
    };
    let zone = iso::zone(thread, offset)?;
    let fields = Fields {
        day,
        clock,
        fold: 0,
    };
    of_class(thread, class(thread, of)?, fields, zone.as_deref())
}

type Read = (Day, Clock, Option<iso::Offset>);

fn read(text: &types::Str) -> std::result::Result<Read, iso::Unreadable> {
    let whole = iso::Text::of(text);
    if whole.len() < 7 {
        return Err(iso::Unreadable);
    }
    let end = iso::separator(whole);
    if whole.has_surrogate_except(end) {
        return Err(iso::Unreadable);
    }
    let day = iso::date(whole.until(end))?;
    match whole.len() > end {
        false => Ok((day, Clock::default(), None)),
        true => {
            let (clock, offset) = iso::time(whole.after(end + 1))?;
            Ok((day, clock, offset))
        }
    }
}
