//! `timedelta`: its type, text, comparison and hash. Making one from components is `delta_new.rs`, its arithmetic `delta_math.rs`.

use super::kinds::duration;
use super::layout::{DELTA_LAYOUT, Delta, NO_HASH, Span};
use super::{delta_math, delta_new};
use object::{
    Builtin, CompareOp, MemberDef, MemberKind, MethodDef, NumberSlots, Object, Ref, Result, Thread,
    TypeFlags, TypeSlots, TypeSpec,
};
use types::{Int, Str, Tuple};

const fn member(index: usize, name: &'static str, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::I32,
        offset: Delta::OFFSETS[index],
        readonly: true,
        doc: Some(doc),
    }
}

/// `datetime.timedelta`.
pub(super) static TIMEDELTA: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE,
    slots: TypeSlots {
        repr: Some(repr),
        str: Some(str),
        hash: Some(hash),
        richcompare: Some(richcompare),
        new: Some(delta_new::new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        add: Some(delta_math::add),
        subtract: Some(delta_math::subtract),
        multiply: Some(delta_math::multiply),
        remainder: Some(delta_math::remainder),
        divmod: Some(delta_math::divmod),
        negative: Some(|thread, it| delta_math::signed(thread, it, -1)),
        positive: Some(|thread, it| delta_math::signed(thread, it, 1)),
        absolute: Some(delta_math::absolute),
        bool: Some(|thread, it| Ok(this(thread, it)?.span() != Span::ZERO)),
        floor_divide: Some(delta_math::floor_divide),
        true_divide: Some(delta_math::true_divide),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("total_seconds", delta_math::total_seconds)
            .doc("The whole duration in seconds."),
        MethodDef::no_args("__reduce__", reduce).doc("__reduce__() -> (cls, state)"),
    ],
    members: &[
        member(0, "days", "Number of days."),
        member(
            1,
            "seconds",
            "Number of seconds (>= 0 and less than 1 day).",
        ),
        member(
            2,
            "microseconds",
            "Number of microseconds (>= 0 and less than 1 second).",
        ),
    ],
    doc: Some(
        "A duration: the difference between two values of this module.\n\ntimedelta(days=0, seconds=0, microseconds=0, milliseconds=0, minutes=0, hours=0, weeks=0)\n\nAll arguments are optional, 0 where they aren't given.\nEach may be an integer or a float, positive or negative.",
    ),
    ..TypeSpec::new("datetime.timedelta", Builtin::Other, &DELTA_LAYOUT)
};

/// The receiver.
pub fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Delta> {
    object.downcast::<Delta>().ok_or_else(|| {
        thread.type_error(format_args!(
            "expected timedelta, got {}",
            object.ty().name()
        ))
    })
}

/// Adds the constants of the class.
pub fn constants(thread: &Thread) -> Result<Vec<(&'static str, Ref)>> {
    let span = |days, seconds, micros| Span {
        days,
        seconds,
        micros,
    };
    Ok(vec![
        ("resolution", duration(thread, span(0, 0, 1))?),
        ("min", duration(thread, span(-999_999_999, 0, 0))?),
        ("max", duration(thread, span(999_999_999, 86_399, 999_999))?),
    ])
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let span = this(thread, object)?.span();
    let mut parts = String::new();
    for (value, name) in [
        (span.days, "days"),
        (span.seconds, "seconds"),
        (span.micros, "microseconds"),
    ] {
        if value != 0 {
            let comma = if parts.is_empty() { "" } else { ", " };
            parts += &format!("{comma}{name}={value}");
        }
    }
    if parts.is_empty() {
        parts.push('0');
    }
    let name = object.ty().name();
    Ok(Str::format(thread, format_args!("{name}({parts})"))?.into_object())
}

fn str(thread: &Thread, object: &Object) -> Result<Ref> {
    let span = this(thread, object)?.span();
    let mut out = String::new();
    if span.days != 0 {
        let plural = if span.days.abs() == 1 { "" } else { "s" };
        out += &format!("{} day{plural}, ", span.days);
    }
    let (minutes, seconds) = (span.seconds / 60, span.seconds % 60);
    out += &format!("{}:{:02}:{seconds:02}", minutes / 60, minutes % 60);
    if span.micros != 0 {
        out += &format!(".{:06}", span.micros);
    }
    Ok(Str::new(thread, &out)?.into_object())
}

/// The three numbers, as a pickle has them.
fn state(thread: &Thread, span: Span) -> Result<Ref<Tuple>> {
    let [a, b, c] = [span.days, span.seconds, span.micros].map(|n| Int::new(thread, n as isize));
    Tuple::from_array(thread, [a?, b?, c?])
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let state = state(thread, this(thread, object)?.span())?.into_object();
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, state])?.into_object())
}

/// The hash of its three numbers, kept once it was asked for.
pub fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    let delta = this(thread, object)?;
    if delta.hash.get() == NO_HASH {
        let state = state(thread, delta.span())?;
        delta.hash.set(types::hash(thread, state.as_object())?);
    }
    Ok(delta.hash.get())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    match (a.downcast::<Delta>(), b.downcast::<Delta>()) {
        (Some(left), Some(right)) => {
            let order = left.span().cmp(&right.span());
            Ok(thread.heap().bool(op.holds(order)))
        }
        _ => Ok(thread.heap().not_implemented()),
    }
}
