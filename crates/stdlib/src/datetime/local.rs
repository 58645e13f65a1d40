//! Local time: from seconds to what calendar and clock show there, and back where a reading may be meant twice or never.
//!
//! Seconds are counted from the first midnight of the calendar, as in `calendar.rs`; POSIX time is them less `EPOCH`.

use super::args::bad_year;
use super::calendar::{Clock, DAY, Day, EPOCH, MAX_YEAR, MIN_YEAR, seconds_of};
use super::kinds::duration;
use super::layout::{DateTime, Reading, Span};
use super::timezone;
use object::{Builtin, Object, Raised, Ref, Result, Thread};
use types::{Float, Str};

/// No zone changes its offset by more than this at once.
const MOST_FOLD: i64 = DAY;

/// A moment of POSIX time, cut or rounded to microseconds.
#[derive(Clone, Copy)]
pub struct Moment {
    pub second: i64,
    pub micro: i64,
}

#[cold]
fn out_of_range(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::OverflowError,
        format_args!("timestamp out of range for platform time_t"),
    )
}

/// The seconds that an `int` or a float says, rounded down.
pub fn whole_seconds(thread: &Thread, value: &Object) -> Result<i64> {
    match value.downcast::<Float>() {
        Some(float) => Ok(seconds_of_float(thread, float.value().floor())?),
        None => seconds_of_int(thread, value),
    }
}

/// The moment that an `int` or a float says, rounded to the nearest microsecond, to even between two.
pub fn moment(thread: &Thread, value: &Object) -> Result<Moment> {
    let Some(float) = value.downcast::<Float>() else {
        let second = seconds_of_int(thread, value)?;
        return Ok(Moment { second, micro: 0 });
    };
    let value = float.value();
    let mut whole = value.trunc();
    let mut micro = (value.fract() * 1e6).round_ties_even();
    if micro >= 1e6 {
        micro -= 1e6;
        whole += 1.0;
    } else if micro < 0.0 {
        micro += 1e6;
        whole -= 1.0;
    }
    let second = seconds_of_float(thread, whole)?;
    Ok(Moment {
        second,
        micro: micro as i64,
    })
}

fn seconds_of_float(thread: &Thread, value: f64) -> Result<i64> {
    const LIMIT: f64 = 9_223_372_036_854_775_808.0;
    match value {
        value if value.is_nan() => {
            Err(thread.value_error(format_args!("Invalid value NaN (not a number)")))
        }
        value if (-LIMIT..LIMIT).contains(&value) => Ok(value as i64),
        _ => Err(out_of_range(thread)),
    }
}

fn seconds_of_int(thread: &Thread, value: &Object) -> Result<i64> {
    let int = types::index(thread, value)?;
    match int.as_isize() {
        Some(second) => Ok(second as i64),
        None => Err(out_of_range(thread)),
    }
}

/// Now.
pub fn now(thread: &Thread) -> Result<Moment> {
    let nanos = crate::time::wall_clock(thread)?;
    Ok(Moment {
        second: nanos.div_euclid(1_000_000_000) as i64,
        micro: (nanos.rem_euclid(1_000_000_000) / 1000) as i64,
    })
}

/// What calendar and clock show at a POSIX second, in local or universal time. The year may be any that the system can tell.
pub fn show(thread: &Thread, second: i64, local: bool) -> Result<(Day, Clock)> {
    let ahead = match local {
        true => crate::time::offset_at(thread, second).seconds,
        false => 0,
    };
    let total = i128::from(second) + i128::from(ahead) + i128::from(EPOCH);
    let day = Day::of_ordinal(total.div_euclid(i128::from(DAY)) as i64);
    match i32::try_from(day.year - 1900) {
        Ok(_) => {}
        Err(_) => {
            let errno = nix::errno::Errno::EOVERFLOW;
            return Err(crate::io::system::raise(thread, errno, None));
        }
    }
    let clock = Clock::at(total.rem_euclid(i128::from(DAY)) as i64, 0);
    Ok((day, clock))
}

/// A reading as seconds; its year must be one that dates have.
fn checked_seconds(thread: &Thread, day: Day, clock: Clock) -> Result<i64> {
    match (MIN_YEAR..=MAX_YEAR).contains(&day.year) {
        true => Ok(seconds_of(day, clock)),
        false => Err(bad_year(thread, day.year)),
    }
}

/// Local time at a second of universal time, both counted from the first midnight.
fn local(thread: &Thread, second: i64) -> Result<i64> {
    let (day, clock) = show(thread, second - EPOCH, true)?;
    checked_seconds(thread, day, clock)
}

/// What calendar and clock show at a moment. In local time the second of two equal readings is marked.
pub fn reading(thread: &Thread, at: Moment, is_local: bool) -> Result<Reading> {
    let (day, clock) = show(thread, at.second, is_local)?;
    let mut fold = false;
    if is_local {
        let here = checked_seconds(thread, day, clock)?;
        let before = local(thread, at.second + EPOCH - MOST_FOLD)?;
        let jump = here - before - MOST_FOLD;
        fold = jump < 0 && local(thread, at.second + EPOCH + jump)? == here;
    }
    let clock = Clock {
        micro: at.micro,
        ..clock
    };
    Ok(Reading { day, clock, fold })
}

/// The second of universal time that a local reading means. In a gap it is read with the offset from before or after it.
pub fn to_universal(thread: &Thread, reading: Reading) -> Result<i64> {
    let here = checked_seconds(thread, reading.day, reading.clock)?;
    let ahead = local(thread, here)? - here;
    let first = here - ahead;
    let first_shown = local(thread, first)?;
    let other_ahead = match first_shown == here {
        true => {
            // One is found; the other, if there is one, has the offset that holds a day away.
            let probe = match reading.fold {
                true => first + MOST_FOLD,
                false => first - MOST_FOLD,
            };
            let there = local(thread, probe)? - probe;
            if there == ahead {
                return Ok(first);
            }
            there
        }
        false => first_shown - first,
    };
    let second = here - other_ahead;
    if local(thread, second)? == here {
        return Ok(second);
    }
    if first_shown == here {
        return Ok(first);
    }
    Ok(match reading.fold {
        true => first.min(second),
        false => first.max(second),
    })
}

/// The zone that holds at a POSIX second, as a `timezone` with the system's name for it.
pub fn zone_at(thread: &Thread, second: i64) -> Result<Ref> {
    let there = crate::time::offset_at(thread, second);
    let offset = duration(
        thread,
        Span::of_total(i128::from(there.seconds) * 1_000_000),
    )?;
    let name = Str::new(thread, &there.name)?;
    timezone::of_offset(thread, &offset, Some(&name))
}

/// The zone that is meant by a local reading. In a gap it is the one on the reading's own side of it.
pub fn zone_of(thread: &Thread, moment: &DateTime) -> Result<Ref> {
    let reading = moment.reading();
    let second = to_universal(thread, reading)?;
    let fold = !reading.fold;
    let other = to_universal(thread, Reading { fold, ..reading })?;
    let in_gap = other != second && (other > second) == reading.fold;
    zone_at(thread, if in_gap { other } else { second } - EPOCH)
}
