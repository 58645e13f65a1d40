//! `tzinfo`, the base of zones, and asking a zone about a moment.

use super::kinds::is_none;
use super::layout::{DateTime, Delta, Span};
use super::moment_math::shifted;
use object::{
    Args, Builtin, MethodDef, OBJECT_LAYOUT, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use types::{Str, Tuple};

/// `datetime.tzinfo`.
pub(super) static TZINFO: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        new: Some(|thread, ty: &Type, _: Args<'_>| types::typeobj::new_instance(thread, ty)),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("tzname", |thread, _, _| unanswered(thread, "tzname"))
            .doc("datetime -> string name of time zone."),
        MethodDef::one("utcoffset", |thread, _, _| unanswered(thread, "utcoffset"))
            .doc("datetime -> timedelta: how far local time is ahead of UTC, negative west of it"),
        MethodDef::one("dst", |thread, _, _| unanswered(thread, "dst"))
            .doc("datetime -> summer time's share of the offset as timedelta."),
        MethodDef::one("fromutc", fromutc).doc("datetime in UTC -> datetime in local time."),
        MethodDef::no_args("__reduce__", reduce).doc("-> (cls, state)"),
    ],
    doc: Some("Base of the classes that tell about time zones."),
    ..TypeSpec::new("datetime.tzinfo", Builtin::Other, &OBJECT_LAYOUT)
};

fn unanswered(thread: &Thread, method: &str) -> Result<Ref> {
    Err(thread.raise(
        Builtin::NotImplementedError,
        format_args!("a tzinfo subclass must implement {method}()"),
    ))
}

/// Calls a zone's method with a moment, or with `None`.
fn ask(thread: &Thread, zone: &Object, method: &'static str, about: &Object) -> Result<Ref> {
    let name = types::str::intern_static(thread, method)?;
    let about = [about];
    types::protocol::call_method_unbound(thread, zone, &name, Ref::borrowed(&about))
}

/// What `utcoffset` or `dst` of a zone says about a moment: a `timedelta` of less than a day, if anything.
pub fn offset(
    thread: &Thread,
    zone: Option<&Object>,
    method: &'static str,
    about: &Object,
) -> Result<Option<Ref<Delta>>> {
    let Some(zone) = zone else {
        return Ok(None);
    };
    let answer = ask(thread, zone, method, about)?;
    if is_none(&answer) {
        return Ok(None);
    }
    match answer.downcast_into::<Delta>() {
        Ok(delta) if is_short(delta.span()) => Ok(Some(delta)),
        Ok(_) => Err(thread.value_error(format_args!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24)."
        ))),
        Err(other) => Err(thread.type_error(format_args!(
            "tzinfo.{method}() must return None or timedelta, not '{}'",
            other.ty().name()
        ))),
    }
}

/// Whether a duration may be an offset.
pub fn is_short(span: Span) -> bool {
    let day = super::calendar::DAY * super::calendar::MICROS;
    span.total().abs() < i128::from(day)
}

/// The zone's name for a moment.
pub fn name(thread: &Thread, zone: Option<&Object>, about: &Object) -> Result<Option<Ref<Str>>> {
    let Some(zone) = zone else {
        return Ok(None);
    };
    let answer = ask(thread, zone, "tzname", about)?;
    if is_none(&answer) {
        return Ok(None);
    }
    match answer.downcast_into::<Str>() {
        Ok(text) => Ok(Some(text)),
        Err(other) => Err(thread.type_error(format_args!(
            "tzinfo.tzname() must return None or a string, not '{}'",
            other.ty().name()
        ))),
    }
}

/// The argument of `fromutc`: a moment of this zone.
pub fn moment_of<'a>(thread: &Thread, zone: &Object, moment: &'a Object) -> Result<&'a DateTime> {
    let Some(moment) = moment.downcast::<DateTime>() else {
        return Err(thread.type_error(format_args!("fromutc: argument must be a datetime")));
    };
    match moment.zone().is_some_and(|of| of.is(zone)) {
        true => Ok(moment),
        false => Err(thread.value_error(format_args!("fromutc: dt.tzinfo is not self"))),
    }
}

/// `tzinfo.fromutc`: local standard time is worked out first, then summer time is asked for at that moment.
fn fromutc(thread: &Thread, zone: &Object, moment: &Object) -> Result<Ref> {
    moment_of(thread, zone, moment)?;
    let refuse = |text: &str| Err(thread.value_error(format_args!("fromutc: {text}")));
    let Some(offset) = self::offset(thread, Some(zone), "utcoffset", moment)? else {
        return refuse("non-None utcoffset() result required");
    };
    let Some(summer) = self::offset(thread, Some(zone), "dst", moment)? else {
        return refuse("non-None dst() result required");
    };
    let standard = offset.span().plus(summer.span(), -1);
    let result = shifted(thread, moment, standard, 1)?;
    let there = result.downcast::<DateTime>().and_then(DateTime::zone);
    match self::offset(thread, there.as_deref(), "dst", &result)? {
        None => refuse("tz.dst() gave inconsistent results; cannot convert"),
        Some(summer) if summer.span() == Span::ZERO => Ok(result),
        Some(summer) => shifted(thread, &result, summer.span(), 1),
    }
}

fn reduce(thread: &Thread, zone: &Object) -> Result<Ref> {
    let name = types::str::intern_static(thread, "__getinitargs__")?;
    let args = match types::getattr_opt(thread, zone, &name)? {
        Some(method) => types::call(thread, &method, &[])?,
        None => Tuple::empty(thread).into_object(),
    };
    let name = types::str::intern_static(thread, "__getstate__")?;
    let state = types::call_method(thread, zone, &name, &[])?;
    let ty = zone.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args, state])?.into_object())
}
