//! `date`: its type, what it shows, arithmetic and comparison. Other ways to make one are in `date_make.rs`.

use super::args::{Params, check_day, date_overflow, int, text};
use super::calendar::{Day, MAX_ORDINAL};
use super::date_make;
use super::format::{self, Short, Shown};
use super::kinds::{date_type, duration, only_date};
use super::layout::{DATE_LAYOUT, DATE_STATE, Date, Delta, NO_HASH, Span};
use super::{calendar, isocalendar, pickle};
use object::{
    Args, Builtin, CompareOp, GetSetDef, MethodDef, NumberSlots, Object, Ref, Result, Thread, Type,
    TypeFlags, TypeSlots, TypeSpec,
};
use types::{Int, Str};

macro_rules! part {
    ($name:literal, $field:ident) => {
        GetSetDef {
            name: $name,
            get: |thread, object| Int::new(thread, this(thread, object)?.day().$field as isize),
            set: None,
            doc: None,
        }
    };
}

/// `datetime.date`.
pub(super) static DATE: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        str: Some(isoformat_as_str),
        richcompare: Some(richcompare),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        add: Some(add),
        subtract: Some(subtract),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    getsets: &[
        part!("year", year),
        part!("month", month),
        part!("day", day),
    ],
    doc: Some("date(year, month, day) --> date object"),
    ..TypeSpec::new("datetime.date", Builtin::Other, &DATE_LAYOUT)
};

const REPLACE: &str = "replace($self, /, year=unchanged, month=unchanged, day=unchanged)\n--\n\nA date with other values in the fields that are given.";

const METHODS: &[MethodDef] = &[
    MethodDef::one("fromtimestamp", date_make::fromtimestamp).class().doc(
        "fromtimestamp($type, timestamp, /)\n--\n\nThe local date at a POSIX timestamp.\n\nThe timestamp is a number, such as time.time() gives.",
    ),
    MethodDef::fast("fromordinal", date_make::fromordinal).varargs()
        .class()
        .doc("int -> the date with this number in the proleptic Gregorian calendar."),
    MethodDef::one("fromisoformat", date_make::fromisoformat).class().doc(
        "fromisoformat($type, object, /)\n--\n\nstr -> the date that a text in ISO 8601 format says.",
    ),
    MethodDef::keywords("fromisocalendar", date_make::fromisocalendar).varargs().class().doc(
        "int, int, int -> the date with this ISO year, number of the week and of the weekday.\n\nThe reverse of date.isocalendar()",
    ),
    MethodDef::no_args("today", date_make::today).class().doc(
        "today($type, /)\n--\n\nThe current date or datetime: the class's fromtimestamp(time.time()).",
    ),
    MethodDef::no_args("ctime", |thread, object| {
        let clock = calendar::Clock::default();
        format::ctime(thread, this(thread, object)?.day(), clock)
    })
    .doc("ctime($self, /)\n--\n\nText in the style of ctime()."),
    MethodDef::keywords("strftime", strftime).varargs().doc("format -> text in the style of strftime()."),
    MethodDef::fast("__format__", format::formatted).varargs().doc("Formats the date with strftime."),
    MethodDef::no_args("timetuple", |thread, object| {
        let clock = calendar::Clock::default();
        format::struct_time(thread, this(thread, object)?.day(), clock, -1)
    })
    .doc("timetuple($self, /)\n--\n\nA time tuple such as time.localtime() gives."),
    MethodDef::no_args("isocalendar", |thread, object| {
        isocalendar::of(thread, this(thread, object)?.day().iso())
    })
    .doc("isocalendar($self, /)\n--\n\nISO year, number of the week, and weekday as a tuple with names."),
    MethodDef::no_args("isoformat", isoformat)
        .doc("isoformat($self, /)\n--\n\nText in ISO 8601 format, YYYY-MM-DD."),
    MethodDef::no_args("isoweekday", |thread, object| {
        let weekday = this(thread, object)?.day().weekday();
        Int::new(thread, weekday.rem_euclid(7) as isize + 1)
    })
    .doc("isoweekday($self, /)\n--\n\nThe day of the week, from Monday == 1 to Sunday == 7"),
    MethodDef::no_args("toordinal", |thread, object| {
        Int::new(thread, this(thread, object)?.day().ordinal() as isize)
    })
    .doc("toordinal($self, /)\n--\n\nThe date's number in the proleptic Gregorian calendar; January 1 of year 1 is day 1."),
    MethodDef::no_args("weekday", |thread, object| {
        let weekday = this(thread, object)?.day().weekday();
        Int::new(thread, weekday.rem_euclid(7) as isize)
    })
    .doc("weekday($self, /)\n--\n\nThe day of the week, from Monday == 0 to Sunday == 6"),
    MethodDef::keywords("replace", replace).doc(REPLACE),
    MethodDef::keywords("__replace__", replace)
        .doc("__replace__($self, /, **changes)\n--\n\nThe same as replace()."),
    MethodDef::no_args("__reduce__", |thread, object| {
        let state = this(thread, object)?.state();
        format::reduced(thread, object, &state, None)
    })
    .doc("__reduce__() -> (cls, state)"),
];

/// The receiver.
pub fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Date> {
    object
        .downcast::<Date>()
        .ok_or_else(|| thread.type_error(format_args!("expected date, got {}", object.ty().name())))
}

/// Adds the constants of the class.
pub fn constants(thread: &Thread) -> Result<Vec<(&'static str, Ref)>> {
    let ty = date_type(thread)?;
    let day = Span {
        days: 1,
        ..Span::ZERO
    };
    Ok(vec![
        ("min", Date::new(thread, ty, Day::new(1, 1, 1))?),
        ("max", Date::new(thread, ty, Day::of_ordinal(MAX_ORDINAL))?),
        ("resolution", duration(thread, day)?),
    ])
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    if let [only] = args.positional()
        && let Some([high, low, month, day]) =
            pickle::state::<DATE_STATE>(thread, only, "date", 2, |m| (1..=12).contains(&m))?
    {
        let year = i64::from(u16::from_be_bytes([high, low]));
        return Date::new(thread, ty, Day::new(year, month.into(), day.into()));
    }
    const PARAMS: Params<3> = Params {
        function: "",
        names: ["year", "month", "day"],
        required: 3,
        positional: 3,
    };
    let mut parts = [0; 3];
    PARAMS.parse(thread, &args, |index, value| {
        parts[index] = int(thread, value)?;
        Ok(())
    })?;
    let [year, month, day] = parts;
    Date::new(thread, ty, check_day(thread, Day::new(year, month, day))?)
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let Day { year, month, day } = this(thread, object)?.day();
    let class = object.ty().name();
    Ok(Str::format(thread, format_args!("{class}({year}, {month}, {day})"))?.into_object())
}

fn isoformat(thread: &Thread, object: &Object) -> Result<Ref> {
    let mut text = Short::new();
    text.date(this(thread, object)?.day());
    Ok(Str::new(thread, text.text())?.into_object())
}

/// `str(date)`: a subclass may have another `isoformat`.
fn isoformat_as_str(thread: &Thread, object: &Object) -> Result<Ref> {
    let name = types::str::intern_static(thread, "isoformat")?;
    types::protocol::call_method_unbound(thread, object, &name, &[])
}

fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let date = this(thread, object)?;
    if date.hash.get() == NO_HASH {
        date.hash.set(hash_of(thread, &date.state()));
    }
    Ok(date.hash.get())
}

/// The hash of a state: that of the same bytes.
pub fn hash_of(thread: &Thread, state: &[u8]) -> isize {
    types::str::hash::hash_bytes(types::state(thread).hash_seed.get(), state)
}

fn strftime(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let format = format_argument(thread, &args)?;
    let name = types::str::intern_static(thread, "timetuple")?;
    let parts = types::protocol::call_method_unbound(thread, object, &name, &[])?;
    Shown::of_date(object).strftime(thread, format, &parts)
}

/// The one argument of `strftime`.
pub fn format_argument<'a>(thread: &Thread, args: &Args<'a>) -> Result<&'a Str> {
    const PARAMS: Params<1> = Params {
        function: "strftime",
        names: ["format"],
        required: 1,
        positional: 1,
    };
    let mut format = None;
    PARAMS.parse(thread, args, |_, value| {
        format = Some(text(thread, value, "strftime", 1)?);
        Ok(())
    })?;
    format.ok_or_else(|| thread.system_error(format_args!("strftime without a format")))
}

fn replace(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<3> = Params {
        function: "replace",
        names: ["year", "month", "day"],
        required: 0,
        positional: 3,
    };
    let old = this(thread, object)?.day();
    let mut parts = [old.year, old.month, old.day];
    let given = PARAMS.collect(thread, &args)?;
    for (part, value) in parts.iter_mut().zip(given) {
        if let Some(value) = value {
            *part = types::bytes::as_c_int(thread, value)?.into();
        }
    }
    let [year, month, day] = parts;
    date_make::of_class(thread, object.ty(), Day::new(year, month, day))
}

/// A date moved by the days of a duration.
fn shifted(thread: &Thread, object: &Object, date: &Date, delta: &Delta, sign: i64) -> Result<Ref> {
    let ordinal = date.day().ordinal() + sign * delta.span().days;
    if !(1..=MAX_ORDINAL).contains(&ordinal) {
        return Err(date_overflow(thread));
    }
    date_make::of_class(thread, object.ty(), Day::of_ordinal(ordinal))
}

fn add(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    match (only_date(a), only_date(b)) {
        (Some(date), _) if b.downcast::<Delta>().is_some() => with_delta(thread, a, date, b, 1),
        (_, Some(date)) if a.downcast::<Delta>().is_some() => with_delta(thread, b, date, a, 1),
        _ => Ok(thread.heap().not_implemented()),
    }
}

fn with_delta(
    thread: &Thread,
    object: &Object,
    date: &Date,
    by: &Object,
    sign: i64,
) -> Result<Ref> {
    match by.downcast::<Delta>() {
        Some(delta) => shifted(thread, object, date, delta, sign),
        None => Ok(thread.heap().not_implemented()),
    }
}

fn subtract(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let Some(date) = only_date(a) else {
        return Ok(thread.heap().not_implemented());
    };
    if let Some(other) = only_date(b) {
        let days = date.day().ordinal() - other.day().ordinal();
        let span = Span { days, ..Span::ZERO };
        return duration(thread, span);
    }
    with_delta(thread, a, date, b, -1)
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    // A date and a moment are never compared by the day alone.
    match (only_date(a), only_date(b)) {
        (Some(left), Some(right)) => {
            let order = left.state().cmp(&right.state());
            Ok(thread.heap().bool(op.holds(order)))
        }
        _ => Ok(thread.heap().not_implemented()),
    }
}
