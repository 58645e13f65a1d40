//! `_datetime`: dates, times, durations and zones, the types that `datetime` shows.
//!
//! - `layout.rs`: the memory of the types, drawn. `kinds.rs`: the types by name and the two shared values. `args.rs`: arguments.
//! - `calendar.rs`: arithmetic on plain numbers. `local.rs`: the system's zone. `iso.rs`: reading ISO 8601. `format.rs`: writing it,
//!   and `strftime`. `pickle.rs`: the states of pickles.
//! - a file for each type (`date.rs`, `time.rs`, `moment.rs`, `delta.rs`, `tzinfo.rs`, `timezone.rs`, `isocalendar.rs`) with its slots and
//!   methods, and `*_make.rs`, `*_new.rs`, `*_math.rs`, `*_zone.rs` for what is long.
//!
//! Invariant: what a value shows is in its bounds, but for what a pickle's bytes put into it unchecked, as in 3.13: no
//! calculation here may rely on more than a month from 1 to 12.
//! What is not here: `datetime_CAPI`, which is for extension modules in C; `_strptime`, which is Python.

pub(crate) mod args;
pub(crate) mod calendar;
mod date;
mod date_make;
mod delta;
mod delta_math;
mod delta_new;
mod format;
mod iso;
mod isocalendar;
mod kinds;
mod layout;
mod local;
mod moment;
mod moment_make;
mod moment_math;
mod moment_zone;
mod pickle;
mod time;
mod timezone;
mod tzinfo;

use object::{Ref, Result, Thread, Type};
use types::Int;
use types::module::{Module, ModuleSpec};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_datetime",
    doc: Some("Dates, times and durations."),
    functions: &[],
    types: &[
        &date::DATE,
        &moment::DATETIME,
        &time::TIME,
        &delta::TIMEDELTA,
        &tzinfo::TZINFO,
        &timezone::TIMEZONE,
    ],
    unnamed: &[&isocalendar::ISO_CALENDAR_DATE],
    init: Some(fill),
};

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let utc = kinds::utc(thread)?;
    for (ty, constants) in [
        (kinds::delta_type(thread)?, delta::constants(thread)?),
        (kinds::date_type(thread)?, date::constants(thread)?),
        (kinds::time_type(thread)?, time::constants(thread)?),
        (kinds::datetime_type(thread)?, moment::constants(thread)?),
        (kinds::timezone_type(thread)?, timezone::constants(thread)?),
    ] {
        put_all(thread, ty, constants)?;
    }
    for (name, year) in [
        ("MINYEAR", calendar::MIN_YEAR),
        ("MAXYEAR", calendar::MAX_YEAR),
    ] {
        module.add(thread, name, &*Int::new(thread, year as isize)?)?;
    }
    module.add(thread, "UTC", &utc)
}

/// Puts constants into a class, once: its types outlive the module.
fn put_all(thread: &Thread, ty: &Type, constants: Vec<(&'static str, Ref)>) -> Result<()> {
    let Some(dict) = types::typeobj::dict_of(ty) else {
        return Ok(());
    };
    types::typeobj::modified(ty);
    for (name, value) in constants {
        if dict.get_text(thread, name)?.is_none() {
            dict.set_text(thread, name, &value)?;
        }
    }
    Ok(())
}
