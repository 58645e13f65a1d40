//! `time`: a time of day, with or without a zone.

use super::args::{Params, check_clock, int};
use super::calendar::Clock;
use super::date::{format_argument, hash_of};
use super::date_make::class;
use super::format::{self, Short, Shown, c_text, exactly};
use super::kinds::{duration, is_made_of, is_none, or_none, time_type, zone_argument};
use super::layout::{Delta, NO_HASH, Span, TIME_LAYOUT, TIME_STATE, Time};
use super::{delta, iso, pickle, tzinfo};
use object::{
    Args, Builtin, CompareOp, GetSetDef, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use std::cmp::Ordering;
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

/// `datetime.time`.
pub(super) static TIME: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(repr),
        hash: Some(hash),
        str: Some(isoformat_as_str),
        richcompare: Some(richcompare),
        new: Some(new),
        ..TypeSlots::EMPTY
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
        "time([hour[, minute[, second[, microsecond[, tzinfo]]]]]) --> a time object\n\nEvery argument may be left out. tzinfo is None or an instance of a\nsubclass of tzinfo. The others are ints.\n",
    ),
    ..TypeSpec::new("datetime.time", Builtin::Other, &TIME_LAYOUT)
};

const METHODS: &[MethodDef] = &[
    MethodDef::keywords("isoformat", isoformat).varargs().doc(
        "Text in ISO 8601 format, [HH[:MM[:SS[.mmm[uuu]]]]][+HH:MM].\n\ntimespec says how much of the time is told: 'auto', 'hours', 'minutes',\n'seconds', 'milliseconds' or 'microseconds'.\n",
    ),
    MethodDef::keywords("strftime", strftime).varargs().doc("format -> text in the style of strftime()."),
    MethodDef::fast("__format__", format::formatted).varargs().doc("Formats the time with strftime."),
    MethodDef::no_args("utcoffset", |thread, object| asked(thread, object, "utcoffset"))
        .doc("utcoffset($self, /)\n--\n\nWhat the zone's utcoffset says."),
    MethodDef::no_args("tzname", |thread, object| {
        let zone = this(thread, object)?.zone();
        let name = tzinfo::name(thread, zone.as_deref(), &thread.heap().none())?;
        Ok(or_none(thread, name.map(Ref::into_object)))
    })
    .doc("tzname($self, /)\n--\n\nWhat the zone's tzname says."),
    MethodDef::no_args("dst", |thread, object| asked(thread, object, "dst"))
        .doc("dst($self, /)\n--\n\nWhat the zone's dst says."),
    MethodDef::keywords("replace", replace).doc(
        "replace($self, /, hour=unchanged, minute=unchanged, second=unchanged,\n        microsecond=unchanged, tzinfo=unchanged, *, fold=unchanged)\n--\n\nA time with other values in the fields that are given.",
    ),
    MethodDef::keywords("__replace__", replace)
        .doc("__replace__($self, /, **changes)\n--\n\nThe same as replace()."),
    MethodDef::one("fromisoformat", fromisoformat).class().doc(
        "fromisoformat($type, object, /)\n--\n\nstring -> the time that a text in ISO 8601 format says",
    ),
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
fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Time> {
    object
        .downcast::<Time>()
        .ok_or_else(|| thread.type_error(format_args!("expected time, got {}", object.ty().name())))
}

/// Adds the constants of the class.
pub fn constants(thread: &Thread) -> Result<Vec<(&'static str, Ref)>> {
    let ty = time_type(thread)?;
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
        ("min", Time::new(thread, ty, Clock::default(), false, None)?),
        ("max", Time::new(thread, ty, last, false, None)?),
        ("resolution", duration(thread, least)?),
    ])
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    if let 1 | 2 = given.len()
        && let Some(state) =
            pickle::state::<TIME_STATE>(thread, &given[0], "time", 0, |hour| hour & 0x7f < 24)?
    {
        return from_state(thread, ty, state, given.get(1).map(|zone| &**zone));
    }
    const PARAMS: Params<6> = Params {
        function: "",
        names: ["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
        required: 0,
        positional: 5,
    };
    let mut parts = [0; 6];
    let mut zone = None;
    PARAMS.parse(thread, &args, |index, value| {
        match index {
            4 => zone = Some(value),
            _ => parts[index] = int(thread, value)?,
        }
        Ok(())
    })?;
    let [hour, minute, second, micro, _, fold] = parts;
    let clock = Clock {
        hour,
        minute,
        second,
        micro,
    };
    checked(thread, ty, clock, fold, zone)
}

/// A time of a class's layout, with its parts checked first and the zone after them.
fn checked(
    thread: &Thread,
    ty: &Type,
    clock: Clock,
    fold: i64,
    zone: Option<&Object>,
) -> Result<Ref> {
    let (clock, fold) = check_clock(thread, clock, fold)?;
    let zone = match zone {
        Some(zone) => zone_argument(thread, zone)?,
        None => None,
    };
    Time::new(thread, ty, clock, fold, zone)
}

fn from_state(
    thread: &Thread,
    ty: &Type,
    state: [u8; TIME_STATE],
    zone: Option<&Object>,
) -> Result<Ref> {
    let zone = state_zone(thread, zone)?;
    let [hour, minute, second, a, b, c] = state;
    let clock = Clock {
        hour: (hour & !pickle::FOLD).into(),
        minute: minute.into(),
        second: second.into(),
        micro: u32::from_be_bytes([0, a, b, c]).into(),
    };
    Time::new(thread, ty, clock, hour & pickle::FOLD != 0, zone)
}

/// The zone beside a state.
pub fn state_zone<'a>(thread: &Thread, zone: Option<&'a Object>) -> Result<Option<&'a Object>> {
    let Some(zone) = zone.filter(|zone| !is_none(zone)) else {
        return Ok(None);
    };
    match super::kinds::is_zone(thread, zone)? {
        true => Ok(Some(zone)),
        false => Err(thread.type_error(format_args!("bad tzinfo state arg"))),
    }
}

/// A time of a class: made here for `time` itself, by a call for others.
fn of_class(
    thread: &Thread,
    ty: &Type,
    clock: Clock,
    fold: i64,
    zone: Option<&Object>,
) -> Result<Ref> {
    if is_made_of(ty, &TIME) {
        return checked(thread, ty, clock, fold, zone);
    }
    let Clock {
        hour,
        minute,
        second,
        micro,
    } = clock;
    let [a, b, c, d] = [hour, minute, second, micro].map(|n| Int::new(thread, n as isize));
    let zone = or_none(thread, zone.map(Object::to_ref));
    let parts = [a?, b?, c?, d?, zone];
    call_with_fold(thread, ty, &parts, fold)
}

/// Calls a class with positional arguments, and `fold=1` where that is so.
pub fn call_with_fold(thread: &Thread, ty: &Type, parts: &[Ref], fold: i64) -> Result<Ref> {
    if fold == 0 {
        return types::call(thread, ty.as_object(), parts);
    }
    let name = types::str::intern_static(thread, "fold")?.into_object();
    let fold = Int::new(thread, fold as isize)?;
    let all: Vec<Ref> = parts.iter().cloned().chain([fold]).collect();
    types::call_args(thread, ty.as_object(), Args::new(&all, &[name]))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let time = this(thread, object)?;
    let mut out = Builder::new(thread);
    let clock = time.clock();
    out.push_format(format_args!(
        "{}({}, {}",
        object.ty().name(),
        clock.hour,
        clock.minute
    ))?;
    push_seconds(&mut out, clock)?;
    if let Some(zone) = time.zone() {
        out.push_str(", tzinfo=")?;
        out.push(&*types::repr(thread, &zone)?)?;
    }
    if time.fold() {
        out.push_str(", fold=1")?;
    }
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

/// Seconds and microseconds where there are any.
pub fn push_seconds(out: &mut Builder<'_>, clock: Clock) -> Result<()> {
    match (clock.second, clock.micro) {
        (0, 0) => Ok(()),
        (second, 0) => out.push_format(format_args!(", {second}")),
        (second, micro) => out.push_format(format_args!(", {second}, {micro}")),
    }
}

fn isoformat_as_str(thread: &Thread, object: &Object) -> Result<Ref> {
    let name = types::str::intern_static(thread, "isoformat")?;
    types::protocol::call_method_unbound(thread, object, &name, &[])
}

fn isoformat(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<1> = Params {
        function: "isoformat",
        names: ["timespec"],
        required: 0,
        positional: 1,
    };
    let mut detail = None;
    PARAMS.parse(thread, &args, |_, value| {
        detail = Some(c_text(thread, value, "isoformat", 1)?);
        Ok(())
    })?;
    let time = this(thread, object)?;
    let mut text = Short::new();
    text.time(thread, time.clock(), detail)?;
    let zone = time.zone();
    text.zone(thread, zone.as_deref(), &thread.heap().none(), Some(b':'))?;
    Ok(Str::new(thread, text.text())?.into_object())
}

fn strftime(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let format = format_argument(thread, &args)?;
    let time = this(thread, object)?;
    let day = super::calendar::Day::new(1900, 1, 1);
    let parts = format::time_tuple(thread, day, time.clock(), -1)?;
    let about = thread.heap().none();
    Shown::of_time(time, &about).strftime(thread, format, &parts)
}

fn asked(thread: &Thread, object: &Object, method: &'static str) -> Result<Ref> {
    let answer = offset(thread, this(thread, object)?, method)?;
    Ok(or_none(thread, answer.map(Ref::into_object)))
}

/// What the zone says; it isn't told any day.
fn offset(thread: &Thread, time: &Time, method: &'static str) -> Result<Option<Ref<Delta>>> {
    let zone = time.zone();
    tzinfo::offset(thread, zone.as_deref(), method, &thread.heap().none())
}

fn replace(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<6> = Params {
        function: "replace",
        names: ["hour", "minute", "second", "microsecond", "tzinfo", "fold"],
        required: 0,
        positional: 5,
    };
    let time = this(thread, object)?;
    let old = time.clock();
    let fold = time.fold().into();
    let mut parts = [old.hour, old.minute, old.second, old.micro, 0, fold];
    let given = PARAMS.collect(thread, &args)?;
    for (index, value) in given.into_iter().enumerate() {
        if let Some(value) = value.filter(|_| index != 4) {
            parts[index] = types::bytes::as_c_int(thread, value)?.into();
        }
    }
    let kept = time.zone();
    let zone = given[4].or(kept.as_deref());
    let [hour, minute, second, micro, _, fold] = parts;
    let clock = Clock {
        hour,
        minute,
        second,
        micro,
    };
    of_class(thread, object.ty(), clock, fold, zone)
}

fn fromisoformat(thread: &Thread, of: &Object, value: &Object) -> Result<Ref> {
    let text = iso::argument(thread, value)?;
    let whole = iso::Text::of(text);
    let start = usize::from(text.len() > 0 && text.char_at(0) == u32::from(b'T'));
    let read = match whole.has_surrogate_except(usize::MAX) {
        true => Err(iso::Unreadable),
        false => iso::time(whole.after(start)),
    };
    let Ok((clock, offset)) = read else {
        return Err(iso::invalid(thread, value));
    };
    let zone = iso::zone(thread, offset)?;
    of_class(thread, class(thread, of)?, clock, 0, zone.as_deref())
}

fn reduce(thread: &Thread, object: &Object, protocol: i64) -> Result<Ref> {
    let time = this(thread, object)?;
    let mut state = time.state();
    if protocol > 3 && time.fold() {
        state[0] |= pickle::FOLD;
    }
    format::reduced(thread, object, &state, time.zone())
}

fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let time = this(thread, object)?;
    if time.base.hash.get() != NO_HASH {
        return Ok(time.base.hash.get());
    }
    // The fold has no part in it, neither here nor in what the zone is asked.
    let offset = offset(thread, time, "utcoffset")?;
    let hash = match offset {
        None => hash_of(thread, &time.state()),
        Some(offset) => {
            let clock = time.clock();
            let span = Span {
                days: 0,
                seconds: clock.seconds(),
                micros: clock.micro,
            };
            let span = span.normal().plus(offset.span(), -1);
            delta::hash(thread, &*duration(thread, span)?)?
        }
    };
    time.base.hash.set(hash);
    Ok(hash)
}

/// Compares offsets as 3.13 does: the same one, or equal durations.
pub fn same_offset(a: Option<&Ref<Delta>>, b: Option<&Ref<Delta>>) -> bool {
    a.map(|delta| delta.span()) == b.map(|delta| delta.span())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<Time>(), b.downcast::<Time>()) else {
        return Ok(thread.heap().not_implemented());
    };
    let told = |order: Ordering| Ok(thread.heap().bool(op.holds(order)));
    let same_zone = match (left.zone(), right.zone()) {
        (Some(x), Some(y)) => x.is(&y),
        (None, None) => true,
        _ => false,
    };
    if same_zone {
        return told(left.state().cmp(&right.state()));
    }
    let left_offset = offset(thread, left, "utcoffset")?;
    let right_offset = offset(thread, right, "utcoffset")?;
    if same_offset(left_offset.as_ref(), right_offset.as_ref()) {
        return told(left.state().cmp(&right.state()));
    }
    if let (Some(x), Some(y)) = (&left_offset, &right_offset) {
        // 3.13 leaves the offsets' microseconds out.
        let universal = |time: &Time, offset: &Delta| {
            let span = offset.span();
            let clock = time.clock();
            let seconds = clock.seconds() - span.days * super::calendar::DAY - span.seconds;
            (seconds, clock.micro)
        };
        return told(universal(left, x).cmp(&universal(right, y)));
    }
    match op {
        CompareOp::Eq => Ok(thread.heap().bool(false)),
        CompareOp::Ne => Ok(thread.heap().bool(true)),
        _ => Err(thread.type_error(format_args!(
            "can't compare offset-naive and offset-aware times"
        ))),
    }
}
