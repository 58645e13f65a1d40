//! `timezone`: zones of a fixed offset. `timezone.utc` is the one without a name and without an offset.

use super::args::{Params, text};
use super::format::Short;
use super::kinds::{delta_type, duration, is_none, or_none, timezone_type, utc};
use super::layout::{DateTime, Delta, Span, ZONE_LAYOUT, Zone};
use super::moment_math::shifted;
use super::{delta, tzinfo};
use object::native::make;
use object::{
    Args, Builtin, CompareOp, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};
use types::str::Builder;
use types::{Str, Tuple};

/// `datetime.timezone`.
pub(super) static TIMEZONE: TypeSpec = TypeSpec {
    parent: Some(&tzinfo::TZINFO),
    flags: TypeFlags::DEFAULT,
    slots: TypeSlots {
        repr: Some(repr),
        str: Some(|thread, object| Ok(shown(thread, this(thread, object)?)?.into_object())),
        hash: Some(|thread, object| {
            delta::hash(
                thread,
                offset_of(thread, this(thread, object)?)?.as_object(),
            )
        }),
        richcompare: Some(richcompare),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::one("tzname", |thread, zone, moment| {
            check(thread, moment, "tzname")?;
            Ok(shown(thread, this(thread, zone)?)?.into_object())
        })
        .doc("The name that was given, or else 'UTC' with the offset as (+|-)HH:MM."),
        MethodDef::one("utcoffset", |thread, zone, moment| {
            check(thread, moment, "utcoffset")?;
            Ok(offset_of(thread, this(thread, zone)?)?.into_object())
        })
        .doc("The fixed offset."),
        MethodDef::one("dst", |thread, _, moment| {
            check(thread, moment, "dst")?;
            Ok(thread.heap().none())
        })
        .doc("Always None."),
        MethodDef::one("fromutc", |thread, zone, moment| {
            tzinfo::moment_of(thread, zone, moment)?;
            let offset = offset_of(thread, this(thread, zone)?)?;
            shifted(thread, moment, offset.span(), 1)
        })
        .doc("datetime in UTC -> datetime in local time."),
        MethodDef::no_args("__getinitargs__", initial).doc("What a pickle calls the class with."),
    ],
    doc: Some("A time zone with a fixed offset from UTC."),
    ..TypeSpec::new("datetime.timezone", Builtin::Other, &ZONE_LAYOUT)
};

/// Adds the constants of the class.
pub fn constants(thread: &Thread) -> Result<Vec<(&'static str, Ref)>> {
    /// A day but for one minute, in seconds.
    const FARTHEST: i128 = 86_340;
    let far = |sign: i128| {
        let offset = duration(thread, Span::of_total(sign * FARTHEST * 1_000_000))?;
        fresh(thread, &offset, None)
    };
    Ok(vec![
        ("utc", utc(thread)?),
        ("min", far(-1)?),
        ("max", far(1)?),
    ])
}

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Zone> {
    object.downcast::<Zone>().ok_or_else(|| {
        thread.type_error(format_args!(
            "expected timezone, got {}",
            object.ty().name()
        ))
    })
}

fn offset_of(thread: &Thread, zone: &Zone) -> Result<Ref<Delta>> {
    let offset = zone.offset.get();
    offset.ok_or_else(|| thread.system_error(format_args!("a timezone without its offset")))
}

/// A fresh zone of an offset that may be one.
pub fn fresh(thread: &Thread, offset: &Object, name: Option<&Str>) -> Result<Ref> {
    let zone = make::<Zone>(thread.heap(), timezone_type(thread)?)?;
    zone.offset.set(offset.downcast::<Delta>().map(Ref::new));
    zone.name.set(name.map(Ref::new));
    Ok(zone.into_object())
}

/// The zone of an offset: checked, and UTC itself where that is meant.
pub fn of_offset(thread: &Thread, offset: &Object, name: Option<&Str>) -> Result<Ref> {
    let span = delta::this(thread, offset)?.span();
    if name.is_none() && span == Span::ZERO {
        return utc(thread);
    }
    if !tzinfo::is_short(span) {
        let shown = types::repr(thread, offset)?;
        return Err(thread.value_error(format_args!(
            "offset must be a timedelta strictly between -timedelta(hours=24) and timedelta(hours=24), not {}.",
            &*shown
        )));
    }
    fresh(thread, offset, name)
}

fn new(thread: &Thread, _: &Type, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<2> = Params {
        function: "timezone",
        names: ["offset", "name"],
        required: 1,
        positional: 2,
    };
    let (mut offset, mut name) = (None, None);
    let wanted = delta_type(thread)?;
    PARAMS.parse(thread, &args, |index, value| {
        if index == 1 {
            name = Some(text(thread, value, "timezone", 2)?);
        } else if value.ty().is_subtype(wanted) {
            offset = Some(value);
        } else {
            return Err(thread.type_error(format_args!(
                "timezone() argument 1 must be datetime.timedelta, not {}",
                types::protocol::type_text(value)
            )));
        }
        Ok(())
    })?;
    match offset {
        Some(offset) => of_offset(thread, offset, name),
        None => Err(thread.system_error(format_args!("a timezone without its offset"))),
    }
}

/// The argument of a method is a moment or `None`.
fn check(thread: &Thread, moment: &Object, method: &str) -> Result<()> {
    if is_none(moment) || moment.downcast::<DateTime>().is_some() {
        return Ok(());
    }
    Err(thread.type_error(format_args!(
        "{method}(dt) argument must be a datetime instance or None, not {}",
        moment.ty().name()
    )))
}

fn is_utc(thread: &Thread, zone: &Zone) -> Result<bool> {
    Ok(utc(thread)?.is(zone.as_object()))
}

/// The name, or what stands for it.
fn shown(thread: &Thread, zone: &Zone) -> Result<Ref<Str>> {
    if let Some(name) = zone.name.get() {
        return Ok(name);
    }
    let span = offset_of(thread, zone)?.span();
    if span == Span::ZERO {
        return Str::new(thread, "UTC");
    }
    let mut out = Builder::new(thread);
    out.push_str("UTC")?;
    let mut text = Short::new();
    text.offset(span, Some(b':'));
    out.push_str(text.text())?;
    out.finish()
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let zone = this(thread, object)?;
    let class = object.ty().name();
    if is_utc(thread, zone)? {
        return Ok(Str::format(thread, format_args!("{class}.utc"))?.into_object());
    }
    let offset = types::repr(thread, offset_of(thread, zone)?.as_object())?;
    let text = match zone.name.get() {
        None => Str::format(thread, format_args!("{class}({})", &*offset))?,
        Some(name) => {
            let name = types::repr(thread, name.as_object())?;
            Str::format(thread, format_args!("{class}({}, {})", &*offset, &*name))?
        }
    };
    Ok(text.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let (Some(left), Some(right)) = (a.downcast::<Zone>(), b.downcast::<Zone>()) else {
        return Ok(thread.heap().not_implemented());
    };
    let equal = offset_of(thread, left)?.span() == offset_of(thread, right)?.span();
    match op {
        CompareOp::Eq => Ok(thread.heap().bool(equal)),
        CompareOp::Ne => Ok(thread.heap().bool(!equal)),
        _ => Ok(thread.heap().not_implemented()),
    }
}

fn initial(thread: &Thread, object: &Object) -> Result<Ref> {
    let zone = this(thread, object)?;
    let offset = or_none(thread, zone.offset.get().map(Ref::into_object));
    let args = match zone.name.get() {
        None => Tuple::from_array(thread, [offset])?,
        Some(name) => Tuple::from_array(thread, [offset, name.into_object()])?,
    };
    Ok(args.into_object())
}
