//! `datetime`: its type and what it shows. Ways to make one are in `moment_make.rs`, arithmetic, comparison and hash in
//! `moment_math.rs`, the change of zones in `moment_zone.rs`.

use super::args::{Params, int};
use super::calendar::{Clock, Day, MAX_ORDINAL};
use super::date::DATE;
use super::format::{self, Short, c_text, exactly};
use super::kinds::{date_type, datetime_type, duration, or_none, time_type};
use super::layout::{DATETIME_LAYOUT, Date, DateTime, Delta, Reading, Span, Time};
use super::moment_make::{self, Fields};
use super::{moment_math, moment_zone, pickle, tzinfo};
use object::{
    Args, Builtin, GetSetDef, MethodDef, NumberSlots, Object, Ref, Result, Thread, TypeFlags,
    TypeSlots, TypeSpec,
};
use types::str::Builder;
use types::{Int, Str};

macro_rules! part {
    ($name:literal, $field:ident) => {
        GetSetDef {
            name: $name,
            get: |thread, object| Int::new(thread, this(thread, object)?.clock().$field as isize),
            set: None,
            doc: None,
        }
    };
}

/// `datetime.datetime`.
pub(super) static DATETIME: TypeSpec = TypeSpec {
    parent: Some(&DATE),
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(moment_math::hash),
        str: Some(isoformat_as_str),
        richcompare: Some(moment_math::richcompare),
        new: Some(moment_make::new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        add: Some(moment_math::add),
        subtract: Some(moment_math::subtract),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    getsets: &[
        part!("hour", hour),
        part!("minute", minute),
        part!("second", second),
        part!("microsecond", micro),
        GetSetDef {
            name: "tzinfo",
            get: |thread, object| Ok(or_none(thread, this(thread, object)?.zone())),
            set: None,
            doc: None,
        },
        GetSetDef {
            name: "fold",
            get: |thread, object| Int::new(thread, this(thread, object)?.fold().into()),
            set: None,
            doc: None,
        },
    ],
    doc: Some(
        "datetime(year, month, day[, hour[, minute[, second[, microsecond[,tzinfo]]]]])\n\nYear, month and day must be given. tzinfo is None or an instance\nof a subclass of tzinfo. The others are ints.\n",
    ),
    ..TypeSpec::new("datetime.datetime", Builtin::Other, &DATETIME_LAYOUT)
};

const METHODS: &[MethodDef] = &[
    MethodDef::keywords("now", moment_make::now).class().doc(
        "now($type, /, tz=None)\n--\n\nThe current time in a zone.\n\n  tz\n    The zone.\n\nWithout it, local time.",
    ),
    MethodDef::no_args("utcnow", moment_make::utcnow)
        .class()
        .doc("utcnow($type, /)\n--\n\nThe current time of UTC, without a zone."),
    MethodDef::keywords("fromtimestamp", moment_make::fromtimestamp).varargs()
        .class()
        .doc("timestamp[, tz] -> the time of a zone at a POSIX timestamp."),
    MethodDef::fast("utcfromtimestamp", moment_make::utcfromtimestamp).varargs()
        .class()
        .doc("The time of UTC at a POSIX timestamp, without a zone."),
    MethodDef::fast("strptime", moment_make::strptime).varargs()
        .class()
        .doc("string, format -> the datetime that a text says (like time.strptime())."),
    MethodDef::keywords("combine", moment_make::combine).varargs()
        .class()
        .doc("date, time -> datetime with the fields of both"),
    MethodDef::one("fromisoformat", moment_make::fromisoformat).class().doc(
        "fromisoformat($type, object, /)\n--\n\nstring -> the datetime that a text in one of most ISO 8601 formats says",
    ),
    MethodDef::no_args("date", |thread, object| {
        let day = this(thread, object)?.base.day();
        Date::new(thread, date_type(thread)?, super::args::check_day(thread, day)?)
    })
    .doc("date($self, /)\n--\n\nThe date of it."),
    MethodDef::no_args("time", |thread, object| {
        let moment = this(thread, object)?;
        Time::new(thread, time_type(thread)?, moment.clock(), moment.fold(), None)
    })
    .doc("time($self, /)\n--\n\nThe time of it, without a zone."),
    MethodDef::no_args("timetz", |thread, object| {
        let moment = this(thread, object)?;
        let zone = moment.zone();
        Time::new(thread, time_type(thread)?, moment.clock(), moment.fold(), zone.as_deref())
    })
    .doc("timetz($self, /)\n--\n\nThe time of it, with its zone."),
    MethodDef::no_args("ctime", |thread, object| {
        let Reading { day, clock, .. } = this(thread, object)?.reading();
        format::ctime(thread, day, clock)
    })
    .doc("ctime($self, /)\n--\n\nText in the style of ctime()."),
    MethodDef::no_args("timetuple", timetuple)
        .doc("timetuple($self, /)\n--\n\nA time tuple such as time.localtime() gives."),
    MethodDef::no_args("timestamp", moment_zone::timestamp)
        .doc("timestamp($self, /)\n--\n\nThe POSIX timestamp as float."),
    MethodDef::no_args("utctimetuple", utctimetuple)
        .doc("utctimetuple($self, /)\n--\n\nThe time tuple of UTC, such as time.gmtime() gives."),
    MethodDef::keywords("isoformat", isoformat).varargs().doc(
        "[sep] -> text in ISO 8601 format, YYYY-MM-DDT[HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\nsep stands between date and time, 'T' if it isn't given.\ntimespec says how much of the time is told: 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' or 'microseconds'.\n",
    ),
    MethodDef::no_args("utcoffset", |thread, object| asked(thread, object, "utcoffset"))
        .doc("utcoffset($self, /)\n--\n\nWhat the zone's utcoffset says."),
    MethodDef::no_args("tzname", |thread, object| {
        let zone = this(thread, object)?.zone();
        let name = tzinfo::name(thread, zone.as_deref(), object)?;
        Ok(or_none(thread, name.map(Ref::into_object)))
    })
    .doc("tzname($self, /)\n--\n\nWhat the zone's tzname says."),
    MethodDef::no_args("dst", |thread, object| asked(thread, object, "dst"))
        .doc("dst($self, /)\n--\n\nWhat the zone's dst says."),
    MethodDef::keywords("replace", replace).doc(
        "replace($self, /, year=unchanged, month=unchanged, day=unchanged,\n        hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)\n--\n\nA datetime with other values in the fields that are given.",
    ),
    MethodDef::keywords("__replace__", replace)
        .doc("__replace__($self, /, **changes)\n--\n\nThe same as replace()."),
    MethodDef::keywords("astimezone", moment_zone::astimezone).varargs().doc("tz -> the same moment as zone tz shows it\n"),
    MethodDef::fast("__reduce_ex__", |thread, object, args| {
        exactly(thread, "__reduce_ex__", args, 1)?;
        let protocol = int(thread, &args[0])?;
        reduce(thread, object, protocol)
    })
    .varargs()
    .doc("__reduce_ex__(proto) -> (cls, state)"),
    MethodDef::no_args("__reduce__", |thread, object| reduce(thread, object, 2))
        .doc("__reduce__() -> (cls, state)"),
];

/// The receiver.
pub fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a DateTime> {
    object.downcast::<DateTime>().ok_or_else(|| {
        thread.type_error(format_args!(
            "expected datetime, got {}",
            object.ty().name()
        ))
    })
}

/// Adds the constants of the class.
pub fn constants(thread: &Thread) -> Result<Vec<(&'static str, Ref)>> {
    let ty = datetime_type(thread)?;
    let at = |day, clock| {
        let reading = Reading {
            day,
            clock,
            fold: false,
        };
        DateTime::new(thread, ty, reading, None).map(Ref::into_object)
    };
    let last = Clock {
        hour: 23,
        minute: 59,
        second: 59,
        micro: 999_999,
    };
    let least = Span {
        micros: 1,
        ..Span::ZERO
    };
    Ok(vec![
        ("min", at(Day::new(1, 1, 1), Clock::default())?),
        ("max", at(Day::of_ordinal(MAX_ORDINAL), last)?),
        ("resolution", duration(thread, least)?),
    ])
}

/// What the zone says about this moment.
pub fn offset(
    thread: &Thread,
    object: &Object,
    method: &'static str,
) -> Result<Option<Ref<Delta>>> {
    let zone = this(thread, object)?.zone();
    tzinfo::offset(thread, zone.as_deref(), method, object)
}

fn asked(thread: &Thread, object: &Object, method: &'static str) -> Result<Ref> {
    let answer = offset(thread, object, method)?;
    Ok(or_none(thread, answer.map(Ref::into_object)))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let moment = this(thread, object)?;
    let Reading { day, clock, fold } = moment.reading();
    let mut out = Builder::new(thread);
    out.push_format(format_args!(
        "{}({}, {}, {}, {}, {}",
        object.ty().name(),
        day.year,
        day.month,
        day.day,
        clock.hour,
        clock.minute
    ))?;
    super::time::push_seconds(&mut out, clock)?;
    if fold {
        out.push_str(", fold=1")?;
    }
    if let Some(zone) = moment.zone() {
        out.push_str(", tzinfo=")?;
        out.push(&*types::repr(thread, &zone)?)?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

/// `str(datetime)`: a subclass may have another `isoformat`.
fn isoformat_as_str(thread: &Thread, object: &Object) -> Result<Ref> {
    let name = types::str::intern_static(thread, "isoformat")?;
    let space = types::str::latin1(thread, b' ').into_object();
    types::protocol::call_method_unbound(thread, object, &name, &[space])
}

fn isoformat(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<2> = Params {
        function: "isoformat",
        names: ["sep", "timespec"],
        required: 0,
        positional: 2,
    };
    let (mut between, mut detail) = (u32::from(b'T'), None);
    PARAMS.parse(thread, &args, |index, value| {
        if index == 0 {
            between = letter(thread, value)?;
        } else {
            detail = Some(c_text(thread, value, "isoformat", 2)?);
        }
        Ok(())
    })?;
    let moment = this(thread, object)?;
    let Reading { day, clock, .. } = moment.reading();
    let (mut before, mut after) = (Short::new(), Short::new());
    before.date(day);
    after.time(thread, clock, detail)?;
    let zone = moment.zone();
    after.zone(thread, zone.as_deref(), object, Some(b':'))?;
    let mut out = Builder::new(thread);
    out.push_str(before.text())?;
    out.push_point(between)?;
    out.push_str(after.text())?;
    Ok(out.finish()?.into_object())
}

fn letter(thread: &Thread, value: &Object) -> Result<u32> {
    match value.downcast::<Str>().filter(|text| text.len() == 1) {
        Some(text) => Ok(text.char_at(0)),
        None => Err(thread.type_error(format_args!(
            "isoformat() argument 1 must be a unicode character, not {}",
            types::protocol::type_text(value)
        ))),
    }
}

fn timetuple(thread: &Thread, object: &Object) -> Result<Ref> {
    let summer = match offset(thread, object, "dst")? {
        None => -1,
        Some(summer) => i64::from(summer.span() != Span::ZERO),
    };
    let Reading { day, clock, .. } = this(thread, object)?.reading();
    format::struct_time(thread, day, clock, summer)
}

fn utctimetuple(thread: &Thread, object: &Object) -> Result<Ref> {
    let mut reading = this(thread, object)?.reading();
    if let Some(offset) = offset(thread, object, "utcoffset")? {
        reading = moment_math::moved(thread, reading, offset.span(), -1)?;
    }
    format::struct_time(thread, reading.day, reading.clock, 0)
}

fn replace(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<9> = Params {
        function: "replace",
        required: 0,
        ..moment_make::PARAMS
    };
    let moment = this(thread, object)?;
    let Reading { day, clock, fold } = moment.reading();
    let mut parts = [
        day.year,
        day.month,
        day.day,
        clock.hour,
        clock.minute,
        clock.second,
        clock.micro,
        0,
        fold.into(),
    ];
    let given = PARAMS.collect(thread, &args)?;
    for (index, value) in given.into_iter().enumerate() {
        if let Some(value) = value.filter(|_| index != 7) {
            parts[index] = types::bytes::as_c_int(thread, value)?.into();
        }
    }
    let kept = moment.zone();
    let zone = given[7].or(kept.as_deref());
    moment_make::of_class(thread, object.ty(), Fields::of(parts), zone)
}

fn reduce(thread: &Thread, object: &Object, protocol: i64) -> Result<Ref> {
    let moment = this(thread, object)?;
    let mut state = moment.state();
    if protocol > 3 && moment.fold() {
        state[2] |= pickle::FOLD;
    }
    format::reduced(thread, object, &state, moment.zone())
}
