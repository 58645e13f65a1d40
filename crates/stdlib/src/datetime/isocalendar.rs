//! `IsoCalendarDate`: what `date.isocalendar()` gives, a tuple with three names.
//!
//! 3.13's basic size has room for one item, the items come on top of it: `LAYOUT` says so. No subclasses.

use super::args::Params;
use super::kinds::isocalendar_type;
use object::{
    Args, Builtin, GetSetDef, LayoutInfo, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use types::tuple::{TUPLE_LAYOUT, Unfinished};
use types::{Int, Str, Tuple};

static LAYOUT: LayoutInfo = LayoutInfo::with_room(&TUPLE_LAYOUT, "IsoCalendarDate", 32);

macro_rules! item {
    ($name:literal, $index:literal) => {
        GetSetDef {
            name: $name,
            get: |thread, object| match object.downcast::<Tuple>().map(Tuple::items) {
                Some(items) if items.len() > $index => Ok(items[$index].clone()),
                _ => Ok(thread.heap().none()),
            },
            set: None,
            doc: None,
        }
    };
}

/// `datetime.IsoCalendarDate`.
pub(super) static ISO_CALENDAR_DATE: TypeSpec = TypeSpec {
    base: Builtin::Tuple,
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        repr: Some(repr),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce).doc("__reduce__() -> (cls, state)")],
    getsets: &[item!("year", 0), item!("week", 1), item!("weekday", 2)],
    doc: Some(
        "Year, week and day of the week in ISO 8601's calendar: a tuple\nwhose items also have these names: year, week, weekday.",
    ),
    ..TypeSpec::new("datetime.IsoCalendarDate", Builtin::Other, &LAYOUT)
};

/// A fresh one.
pub fn make(thread: &Thread, ty: &Type, parts: [i64; 3]) -> Result<Ref> {
    let fresh = Unfinished::new(thread, ty, 3)?;
    for (index, part) in parts.into_iter().enumerate() {
        fresh.put(index, Int::new(thread, part as isize)?);
    }
    Ok(fresh.finish().into_object())
}

/// Of a date's parts.
pub fn of(thread: &Thread, (year, week, weekday): (i64, i64, i64)) -> Result<Ref> {
    make(thread, isocalendar_type(thread)?, [year, week, weekday])
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<3> = Params {
        function: "IsoCalendarDate",
        names: ["year", "week", "weekday"],
        required: 3,
        positional: 3,
    };
    let mut parts = [0; 3];
    PARAMS.parse(thread, &args, |index, value| {
        parts[index] = super::args::int(thread, value)?;
        Ok(())
    })?;
    make(thread, ty, parts)
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let [year, week, weekday] = object.downcast::<Tuple>().map_or(&[][..], Tuple::items) else {
        return Err(thread.system_error(format_args!("an IsoCalendarDate without its items")));
    };
    let [year, week, weekday] = [year, week, weekday].map(|item| types::to_str(thread, item));
    let name = object.ty().name();
    let text = format_args!(
        "(year={}, week={}, weekday={})",
        &*year?, &*week?, &*weekday?
    );
    Ok(Str::format(thread, format_args!("{name}{text}"))?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let items = object.downcast::<Tuple>().map_or(&[][..], Tuple::items);
    let plain = Tuple::from_slice(thread, items)?.into_object();
    let args = Tuple::from_array(thread, [plain])?.into_object();
    let tuple = thread.heap().builtin(Builtin::Tuple).as_object().to_ref();
    Ok(Tuple::from_array(thread, [tuple, args])?.into_object())
}
