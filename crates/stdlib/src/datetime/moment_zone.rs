//! Moments in other zones, and as POSIX timestamps.

use super::args::Params;
use super::calendar::{EPOCH, MICROS, seconds_of};
use super::kinds::{utc, zone_argument};
use super::layout::{DateTime, Delta, Span};
use super::moment::{offset, this};
use super::moment_make::from_universal;
use super::moment_math::shifted;
use super::{delta_math, local, tzinfo};
use object::native_tail;
use object::{Args, Object, Ref, Result, Thread};
use types::Float;

/// `datetime.astimezone`: universal time is worked out, then the other zone's `fromutc` has the word.
pub fn astimezone(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const PARAMS: Params<1> = Params {
        function: "astimezone",
        names: ["tz"],
        required: 0,
        positional: 1,
    };
    let wanted = match PARAMS.collect(thread, &args)? {
        [Some(zone)] => zone_argument(thread, zone)?,
        [None] => None,
    };
    let moment = this(thread, object)?;
    let own = match moment.zone() {
        Some(own) => own,
        None => local::zone_of(thread, moment)?,
    };
    if wanted.is_some_and(|wanted| wanted.is(&own)) {
        return Ok(object.to_ref());
    }
    let Some(offset) = own_offset(thread, &own, moment)? else {
        return Ok(object.to_ref());
    };
    let universal = in_universal(thread, shifted(thread, object, offset.span(), -1)?)?;
    let zone = match wanted {
        Some(zone) => zone.to_ref(),
        None => {
            let clock = this(thread, &universal)?.reading();
            local::zone_at(thread, seconds_of(clock.day, clock.clock) - EPOCH)?
        }
    };
    native_tail::replace(this(thread, &universal)?, &zone);
    from_universal(thread, &zone, universal)
}

/// The offset of a moment in its zone, or in the local zone where its own has none.
fn own_offset(thread: &Thread, own: &Object, moment: &DateTime) -> Result<Option<Ref<Delta>>> {
    let about = moment.as_object();
    if let Some(offset) = tzinfo::offset(thread, Some(own), "utcoffset", about)? {
        return Ok(Some(offset));
    }
    let zone = local::zone_of(thread, moment)?;
    tzinfo::offset(thread, Some(&zone), "utcoffset", about)
}

/// The same reading with UTC as its zone.
fn in_universal(thread: &Thread, moment: Ref) -> Result<Ref> {
    let of = this(thread, &moment)?;
    let utc = utc(thread)?;
    if !native_tail::has(of) {
        let made = DateTime::new(thread, moment.ty(), of.reading(), Some(&utc))?;
        return Ok(made.into_object());
    }
    native_tail::replace(of, &utc);
    Ok(moment)
}

/// `datetime.timestamp`
pub fn timestamp(thread: &Thread, object: &Object) -> Result<Ref> {
    let moment = this(thread, object)?;
    let reading = moment.reading();
    if moment.zone().is_none() {
        let second = local::to_universal(thread, reading)? - EPOCH;
        return Float::new(thread, second as f64 + reading.clock.micro as f64 / 1e6);
    }
    let Some(offset) = offset(thread, object, "utcoffset")? else {
        return Err(thread.type_error(format_args!(
            "can't subtract offset-naive and offset-aware datetimes"
        )));
    };
    let seconds = seconds_of(reading.day, reading.clock) - EPOCH;
    let total = i128::from(seconds) * i128::from(MICROS) + i128::from(reading.clock.micro);
    delta_math::seconds(thread, Span::of_total(total - offset.span().total()))
}
