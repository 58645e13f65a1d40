//! `time`: clocks, sleeping, and broken-down time. The local zone is `zone.rs`, text of broken-down time `strftime.rs`.

use crate::datetime::calendar::{DAY, Day, EPOCH};
use crate::strftime::{self, Broken, Told, as_text};
use crate::structseq::{field, hiding, layouts, make, module_spec};
use crate::zone::{Offset, Zone};
use nix::errno::Errno;
use nix::time::{ClockId, clock_getres, clock_gettime};
use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread, TypeSpec};
use std::time::{Duration, Instant};
use types::module::{Module, ModuleSpec};
use types::{Float, Int, Str, Tuple, check_arity};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "time",
    doc: Some("This module provides various functions to manipulate time values."),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

macro_rules! clocks {
    ($(($seconds:literal, $nanos:literal, $clock:expr);)*) => { &[$(
        MethodDef::no_args($seconds, |thread, _| seconds(thread, $clock)),
        MethodDef::no_args($nanos, |thread, _| nanos(thread, $clock)),
    )*] };
}

const CLOCK_FUNCTIONS: &[MethodDef] = clocks! {
    ("time", "time_ns", ClockId::CLOCK_REALTIME);
    ("monotonic", "monotonic_ns", ClockId::CLOCK_MONOTONIC);
    ("perf_counter", "perf_counter_ns", ClockId::CLOCK_MONOTONIC);
    ("process_time", "process_time_ns", ClockId::CLOCK_PROCESS_CPUTIME_ID);
    ("thread_time", "thread_time_ns", ClockId::CLOCK_THREAD_CPUTIME_ID);
};

const FUNCTIONS: &[MethodDef] = &[
    CLOCK_FUNCTIONS[0],
    CLOCK_FUNCTIONS[1],
    MethodDef::one("clock_gettime", |thread, _, clock| {
        let clock = clock_id(thread, clock)?;
        seconds(thread, clock)
    }),
    MethodDef::one("clock_gettime_ns", |thread, _, clock| {
        let clock = clock_id(thread, clock)?;
        nanos(thread, clock)
    }),
    MethodDef::one("clock_getres", |thread, _, clock| {
        let clock = clock_id(thread, clock)?;
        match clock_getres(clock) {
            Ok(t) => Float::new(thread, t.tv_sec() as f64 + t.tv_nsec() as f64 * 1e-9),
            Err(errno) => Err(crate::io::system::raise(thread, errno, None)),
        }
    })
    .varargs(),
    MethodDef::one("sleep", sleep)
        .doc("sleep(object, /)\n--\n\nDelay execution for a given number of seconds."),
    MethodDef::fast("gmtime", |thread, _, args| {
        from_seconds(thread, "gmtime", args)
    })
    .varargs(),
    MethodDef::fast("localtime", |thread, _, args| {
        from_seconds(thread, "localtime", args)
    })
    .varargs(),
    MethodDef::fast("asctime", asctime).varargs(),
    MethodDef::fast("ctime", ctime).varargs(),
    MethodDef::one("mktime", mktime),
    MethodDef::fast("strftime", format).varargs(),
    MethodDef::keywords("strptime", strptime),
    CLOCK_FUNCTIONS[2],
    CLOCK_FUNCTIONS[3],
    CLOCK_FUNCTIONS[6],
    CLOCK_FUNCTIONS[7],
    CLOCK_FUNCTIONS[8],
    CLOCK_FUNCTIONS[9],
    CLOCK_FUNCTIONS[4],
    CLOCK_FUNCTIONS[5],
    MethodDef::one("get_clock_info", get_clock_info).varargs(),
    MethodDef::no_args("tzset", tzset),
];

static STRUCT_TIME: TypeSpec = hiding(
    module_spec(
        "time.struct_time",
        "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().",
        &[
            field(0, "tm_year", "year, for example, 1993"),
            field(1, "tm_mon", "month of year, range [1, 12]"),
            field(2, "tm_mday", "day of month, range [1, 31]"),
            field(3, "tm_hour", "hours, range [0, 23]"),
            field(4, "tm_min", "minutes, range [0, 59]"),
            field(5, "tm_sec", "seconds, range [0, 61])"),
            field(6, "tm_wday", "day of week, range [0, 6], Monday is 0"),
            field(7, "tm_yday", "day of year, range [1, 366]"),
            field(
                8,
                "tm_isdst",
                "1 if summer time is in effect, 0 if not, and -1 if unknown",
            ),
            field(9, "tm_zone", "abbreviation of timezone name"),
            field(10, "tm_gmtoff", "offset from UTC in seconds"),
        ],
    ),
    &layouts::TWO,
);

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let ty = crate::structseq::prepared(thread, &STRUCT_TIME)?;
    module.add(thread, "struct_time", ty.as_object())?;
    for (name, value) in [
        ("CLOCK_REALTIME", 0),
        ("CLOCK_MONOTONIC", 1),
        ("CLOCK_PROCESS_CPUTIME_ID", 2),
        ("CLOCK_THREAD_CPUTIME_ID", 3),
        ("CLOCK_MONOTONIC_RAW", 4),
        ("CLOCK_BOOTTIME", 7),
        ("_STRUCT_TM_ITEMS", 11),
    ] {
        module.add(thread, name, &*Int::new(thread, value)?)?;
    }
    tell_zone(thread, module)
}

/// The zone of the process, read when first needed and again by `tzset`.
#[derive(Default)]
struct State {
    zone: std::cell::RefCell<Option<Zone>>,
}

impl types::Room for State {
    fn visit(&self, _: object::Visit) {}
}

/// What holds in local time at a second since 1970.
pub(crate) fn offset_at(thread: &Thread, second: i64) -> Offset {
    let state = types::room::<State>(thread);
    let mut zone = state.zone.borrow_mut();
    zone.get_or_insert_with(Zone::local).at(second)
}

/// Standard and summer time of this year.
fn standard_and_summer(thread: &Thread) -> Result<(Offset, Option<Offset>)> {
    let second = now(thread, ClockId::CLOCK_REALTIME)?.div_euclid(1_000_000_000) as i64;
    let state = types::room::<State>(thread);
    let mut zone = state.zone.borrow_mut();
    Ok(zone.get_or_insert_with(Zone::local).around(second))
}

/// `timezone`, `altzone`, `daylight`, `tzname`.
fn tell_zone(thread: &Thread, module: &Module) -> Result<()> {
    let (standard, summer) = standard_and_summer(thread)?;
    let other = summer.as_ref().unwrap_or(&standard);
    for (name, value) in [
        ("timezone", -standard.seconds),
        ("altzone", -other.seconds),
        ("daylight", i64::from(summer.is_some())),
    ] {
        module.add(thread, name, &*Int::new(thread, value as isize)?)?;
    }
    let names = [&standard.name, &other.name];
    let [a, b] = names.map(|name| Str::new(thread, name).map(Ref::into_object));
    let names = Tuple::from_array(thread, [a?, b?])?;
    module.add(thread, "tzname", names.as_object())
}

fn tzset(thread: &Thread, module: &Object) -> Result<Ref> {
    // What the program put into `os.environ` counts; the environment of the process is not its to change.
    let zone = match crate::modules::loaded(thread, "os")? {
        Some(os) => {
            let environ = types::getattr_text(thread, &os, "environ")?;
            let get = types::str::intern_static(thread, "get")?;
            let name = Str::new(thread, "TZ")?.into_object();
            let named = types::call_method(thread, &environ, &get, &[name])?;
            Zone::of(named.downcast::<Str>().map(|name| name.to_string()))
        }
        None => Zone::local(),
    };
    *types::room::<State>(thread).zone.borrow_mut() = Some(zone);
    if let Some(module) = module.downcast::<Module>() {
        tell_zone(thread, module)?;
    }
    Ok(thread.heap().none())
}

/// Nanoseconds since 1970, as the system's clock shows them.
pub(crate) fn wall_clock(thread: &Thread) -> Result<i128> {
    now(thread, ClockId::CLOCK_REALTIME)
}

fn now(thread: &Thread, clock: ClockId) -> Result<i128> {
    match clock_gettime(clock) {
        Ok(t) => Ok(i128::from(t.tv_sec()) * 1_000_000_000 + i128::from(t.tv_nsec())),
        Err(errno) => Err(crate::io::system::raise(thread, errno, None)),
    }
}

fn seconds(thread: &Thread, clock: ClockId) -> Result<Ref> {
    Float::new(thread, now(thread, clock)? as f64 / 1e9)
}

fn nanos(thread: &Thread, clock: ClockId) -> Result<Ref> {
    Int::from_i128(thread, now(thread, clock)?)
}

fn clock_id(thread: &Thread, clock: &Object) -> Result<ClockId> {
    let number = types::as_isize(thread, clock, Builtin::OverflowError)?;
    Ok(ClockId::from_raw(number as i32))
}

/// A number of seconds, whole or not.
/// A number of seconds.
pub(crate) fn seconds_argument(thread: &Thread, value: &Object) -> Result<f64> {
    if let Some(float) = value.downcast::<Float>() {
        let seconds = float.value();
        if seconds.is_nan() {
            return Err(thread.value_error(format_args!("Invalid value NaN (not a number)")));
        }
        return Ok(seconds);
    }
    types::index(thread, value)?.to_f64(thread)
}

fn sleep(thread: &Thread, _module: &Object, seconds: &Object) -> Result<Ref> {
    let seconds = seconds_argument(thread, seconds)?;
    if seconds < 0.0 {
        return Err(thread.value_error(format_args!("sleep length must be non-negative")));
    }
    let Ok(pause) = Duration::try_from_secs_f64(seconds) else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("timestamp too large to convert to C PyTime_t"),
        ));
    };
    wait(thread, pause)?;
    Ok(thread.heap().none())
}

/// What the system is asked for at once.
const LONGEST_WAIT: Duration = Duration::from_secs(1 << 30);

/// Waits until the time is over; a signal's handlers run in between, and end it when they raise.
fn wait(thread: &Thread, pause: Duration) -> Result<()> {
    let start = Instant::now();
    loop {
        let left = pause.saturating_sub(start.elapsed()).min(LONGEST_WAIT);
        // A pause of no length at all still lets others run.
        let slept = thread.unlocked(|| nix::poll::ppoll(&mut [], Some(left.into()), None));
        match slept {
            Err(Errno::EINTR) => crate::io::system::signals(thread)?,
            _ if start.elapsed() >= pause => return Ok(()),
            _ => {}
        }
    }
}

fn break_down(seconds: i64) -> Broken {
    let (days, rest) = (seconds.div_euclid(DAY), seconds.rem_euclid(DAY));
    let day = Day::of_ordinal(days + EPOCH / DAY);
    [
        day.year,
        day.month,
        day.day,
        rest / 3600,
        rest / 60 % 60,
        rest % 60,
        (days + 3).rem_euclid(7),
        day.day_of_year(),
    ]
}

fn moment(thread: &Thread, function: &str, args: &[Ref]) -> Result<i64> {
    check_arity(thread, function, args.len(), 0, 1)?;
    let seconds = match args.first() {
        Some(value) if !value.is_exactly(Builtin::NoneType) => {
            seconds_argument(thread, value)?.floor()
        }
        _ => return Ok(now(thread, ClockId::CLOCK_REALTIME)?.div_euclid(1_000_000_000) as i64),
    };
    if seconds.abs() > 6.7e16 {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("timestamp out of range for platform time_t"),
        ));
    }
    Ok(seconds as i64)
}

fn from_seconds(thread: &Thread, function: &str, args: &[Ref]) -> Result<Ref> {
    let second = moment(thread, function, args)?;
    let offset = match function {
        "localtime" => offset_at(thread, second),
        _ => Offset {
            seconds: 0,
            summer: false,
            name: "GMT".into(),
        },
    };
    let parts = break_down(second + offset.seconds);
    let [a, b, c, d, e, f, g, h] = parts.map(|n| Int::new(thread, n as isize));
    let dst = Int::new(thread, offset.summer.into())?;
    let zone = Str::new(thread, &offset.name)?.into_object();
    let shift = Int::new(thread, offset.seconds as isize)?;
    let all = [a?, b?, c?, d?, e?, f?, g?, h?, dst, zone, shift];
    make(thread, &STRUCT_TIME, all)
}

/// The parts of a time tuple, each within its bounds.
fn parts(thread: &Thread, function: &str, value: &Object) -> Result<Broken> {
    let given = nine(thread, function, value)?;
    let mut parts: Broken = [0; 8];
    parts.copy_from_slice(&given[..8]);
    // Days of the week are counted from Sunday for the check, as C's `int`s.
    let sunday = (given[6] as i32).wrapping_add(1) % 7;
    let bounds = [
        (parts[1], 12, "month"),
        (parts[2], 31, "day of month"),
        (parts[3], 23, "hour"),
        (parts[4], 59, "minute"),
        (parts[5], 61, "seconds"),
        (sunday.into(), 6, "day of week"),
        (parts[7], 366, "day of year"),
    ];
    for (value, most, what) in bounds {
        if !(0..=most).contains(&value) {
            return Err(thread.value_error(format_args!("{what} out of range")));
        }
    }
    parts[1] = parts[1].max(1);
    parts[2] = parts[2].max(1);
    parts[6] = i64::from(sunday + 6) % 7;
    parts[7] = parts[7].max(1);
    Ok(parts)
}

/// The time tuple that was given, or the current time.
fn given_or_now(thread: &Thread, function: &str, value: Option<&Ref>) -> Result<Broken> {
    match value {
        Some(value) => parts(thread, function, value),
        None => {
            let second = moment(thread, "localtime", &[])?;
            Ok(break_down(second + offset_at(thread, second).seconds))
        }
    }
}

fn asctime(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "asctime", args.len(), 0, 1)?;
    let t = given_or_now(thread, "asctime", args.first())?;
    Ok(Str::new(thread, &as_text(&t))?.into_object())
}

fn ctime(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let second = moment(thread, "ctime", args)?;
    let t = break_down(second + offset_at(thread, second).seconds);
    Ok(Str::new(thread, &as_text(&t))?.into_object())
}

/// Local time to seconds since 1970; parts beyond their bounds carry over.
fn mktime(thread: &Thread, _module: &Object, value: &Object) -> Result<Ref> {
    let second = second_of(thread, &nine(thread, "mktime", value)?)?;
    Float::new(thread, second as f64)
}

/// The nine numbers of a time tuple.
fn nine(thread: &Thread, function: &str, value: &Object) -> Result<[i64; 9]> {
    let Some(tuple) = value.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!("Tuple or struct_time argument required")));
    };
    if tuple.len() != 9 {
        return Err(thread.type_error(format_args!("{function}(): illegal time tuple argument")));
    }
    let mut t = [0_i64; 9];
    for (part, item) in t.iter_mut().zip(tuple.items()) {
        *part = crate::datetime::args::int(thread, item)?;
    }
    if t[0] < i64::from(i32::MIN) + 1900 {
        let text = format_args!("year out of range");
        return Err(thread.raise(Builtin::OverflowError, text));
    }
    Ok(t)
}

/// The second since 1970 that local time means.
fn second_of(thread: &Thread, t: &[i64; 9]) -> Result<i64> {
    let year = t[0] + (t[1] - 1).div_euclid(12);
    let month = (t[1] - 1).rem_euclid(12) + 1;
    let day = Day::new(year, month, t[2]);
    let naive = day.ordinal() * DAY - EPOCH + t[3] * 3600 + t[4] * 60 + t[5];
    // The offset that was meant: of the kind that is told, else what holds there.
    let (standard, summer) = standard_and_summer(thread)?;
    let guess = match (t[8], summer) {
        (1, Some(summer)) => summer.seconds,
        // A zone without summer time is taken to be an hour ahead then.
        (1, None) => standard.seconds + 3600,
        (0, _) => standard.seconds,
        _ => offset_at(thread, naive - standard.seconds).seconds,
    };
    let mut second = naive - guess;
    let there = offset_at(thread, second);
    if t[8] < 0 || (t[8] > 0) == there.summer {
        second = naive - there.seconds;
    }
    Ok(second)
}

/// What a time tuple says of its zone: what `localtime` or `gmtime` put into it, else a name by its ninth part. An offset is only
/// told where that part says something. Without a tuple it is the zone as it is now.
fn zone_of(thread: &Thread, value: Option<&Ref>) -> Result<(Offset, bool)> {
    let Some(tuple) = value.and_then(|value| value.downcast::<Tuple>()) else {
        let second = moment(thread, "localtime", &[])?;
        return Ok((offset_at(thread, second), true));
    };
    let flag = match tuple.items().get(8) {
        Some(flag) => types::bytes::as_c_int(thread, flag)?,
        None => -1,
    };
    let of_module = types::type_of(thread, &STRUCT_TIME)?;
    let ours = std::ptr::eq(tuple.as_object().ty(), of_module);
    let hidden = |index| tuple.hidden(index).filter(|_| ours);
    let told = hidden(0).and_then(|name| name.downcast::<Str>().map(|name| name.to_string()));
    let name = match told {
        Some(name) => name,
        None if flag < 0 => String::new(),
        None => {
            let (standard, summer) = standard_and_summer(thread)?;
            summer.filter(|_| flag > 0).unwrap_or(standard).name
        }
    };
    let seconds = hidden(1).and_then(|offset| Int::of(&offset)?.as_isize());
    let offset = Offset {
        seconds: seconds.unwrap_or(0) as i64,
        summer: flag > 0,
        name,
    };
    Ok((offset, flag >= 0))
}

fn format(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    let given = args.len();
    if !(1..=2).contains(&given) {
        let (bound, plural) = if given == 0 {
            ("least 1", "")
        } else {
            ("most 2", "s")
        };
        return Err(thread.type_error(format_args!(
            "strftime() takes at {bound} argument{plural} ({given} given)"
        )));
    }
    let Some(format) = args[0].downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "strftime() argument 1 must be str, not {}",
            types::protocol::type_text(&args[0])
        )));
    };
    if format.code_points().any(|point| point == 0) {
        return Err(thread.value_error(format_args!("embedded null character")));
    }
    let t = given_or_now(thread, "strftime", args.get(1))?;
    let (zone, has_offset) = zone_of(thread, args.get(1))?;
    let second = || match args.get(1) {
        Some(tuple) => second_of(thread, &nine(thread, "strftime", tuple)?),
        None => moment(thread, "localtime", &[]),
    };
    let told = Told {
        time: &t,
        zone: &zone,
        has_offset,
        second: &second,
    };
    Ok(strftime::text(thread, format, &told)?
        .finish()?
        .into_object())
}

/// `_strptime._strptime_time(…)`, as 3.13's C code calls it.
fn strptime(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let module = types::runtime::import_module(thread, "_strptime")?;
    let function = types::getattr_text(thread, &module, "_strptime_time")?;
    types::call_args(thread, &function, args)
}

fn get_clock_info(thread: &Thread, _module: &Object, name: &Object) -> Result<Ref> {
    let Some(name) = name.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "get_clock_info() argument 1 must be str, not {}",
            types::protocol::type_text(name)
        )));
    };
    let known = [
        ("time", "CLOCK_REALTIME", false, true),
        ("monotonic", "CLOCK_MONOTONIC", true, false),
        ("perf_counter", "CLOCK_MONOTONIC", true, false),
        ("process_time", "CLOCK_PROCESS_CPUTIME_ID", true, false),
        ("thread_time", "CLOCK_THREAD_CPUTIME_ID", true, false),
    ];
    let Some((_, clock, monotonic, adjustable)) = known.into_iter().find(|k| name.eq_str(k.0))
    else {
        return Err(thread.value_error(format_args!("unknown clock")));
    };
    let fields = types::Dict::new(thread)?;
    let implementation = Str::format(thread, format_args!("clock_gettime({clock})"))?;
    fields.set_text(thread, "implementation", implementation.as_object())?;
    fields.set_text(thread, "monotonic", &thread.heap().bool(monotonic))?;
    fields.set_text(thread, "adjustable", &thread.heap().bool(adjustable))?;
    fields.set_text(thread, "resolution", &*Float::new(thread, 1e-9)?)?;
    types::namespace::new(thread, &fields)
}
