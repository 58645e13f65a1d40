//! The memory of the types, as 3.13 lays it out, and how their instances are made and read.
//!
//! ```text
//!   date        0 header  16 hash  24 has a zone (never)  25 year, high and low  27 month  28 day            32
//!   time        0 header  16 hash  24 has a zone  25 hour  26 minute  27 second  28 microsecond, 3 bytes
//!               31 fold  32 zone                                                                            40
//!   datetime    0 header  16 hash  24 has a zone  25 year, month, day  29 hour  30 minute  31 second
//!               32 microsecond, 3 bytes  35 fold  40 zone                                                   48
//!   timedelta   0 header  16 hash  24 days  28 seconds  32 microseconds                                     40
//!   timezone    0 header  16 offset  24 name                                                                32
//! ```
//! A `time` or `datetime` without a zone has no room for it: see `object/src/native_tail.rs`. Days, hours and so on are in their
//! bounds, and a hash of -1 is one that nobody has asked for yet. `tzinfo` is a bare object; `datetime.IsoCalendarDate` is a tuple.

use super::calendar::{Clock, Day};
use super::kinds::shared;
use object::native::make;
use object::native_tail::{self, TailMark};
use object::{Object, Ref, Result, Slot, Thread, Type, native_layout, tailed_layout};
use std::cell::Cell;
use types::Str;

type Octet = Cell<u8>;

native_layout! {
    /// A date, and the beginning of a `datetime`: bytes 25 to 31.
    pub struct Date: DATE_LAYOUT, "date" {
        pub hash: Cell<isize>,
        pub mark: TailMark,
        data: [Octet; 7],
    }
}

native_layout! {
    /// A `time` but for its zone.
    pub struct TimeHead: TIME_HEAD_LAYOUT, "time without zone" {
        pub hash: Cell<isize>,
        pub mark: TailMark,
        data: [Octet; 7],
    }
}

tailed_layout! {
    /// A time of day.
    pub struct Time: TIME_LAYOUT, "time", on TimeHead {}
}

tailed_layout! {
    /// A date with a time of day: bytes 32 to 39.
    pub struct DateTime: DATETIME_LAYOUT, "datetime", on Date { more: [Octet; 8] }
}

native_layout! {
    /// A duration.
    pub struct Delta: DELTA_LAYOUT, "timedelta" {
        pub hash: Cell<isize>,
        days: Cell<i32>,
        seconds: Cell<i32>,
        micros: Cell<i32>,
    }
}

native_layout! {
    /// A zone of fixed offset.
    pub struct Zone: ZONE_LAYOUT, "timezone" {
        pub offset: Slot<Delta>,
        pub name: Slot<Str>,
    }
}

const _: () = {
    assert!(size_of::<Date>() == 32 && size_of::<Delta>() == 40 && size_of::<Zone>() == 32);
    assert!(TIME_LAYOUT.basicsize == 40 && size_of::<Time>() == 32);
    assert!(DATETIME_LAYOUT.basicsize == 48 && size_of::<DateTime>() == 40);
};

/// A hash that isn't known yet.
pub const NO_HASH: isize = -1;

/// Bytes in a `date`'s, a `time`'s and a `datetime`'s state, as a pickle has it.
pub const DATE_STATE: usize = 4;
/// See [`DATE_STATE`].
pub const TIME_STATE: usize = 6;
/// See [`DATE_STATE`].
pub const DATETIME_STATE: usize = 10;

fn day_bytes(day: Day) -> [u8; 4] {
    let [.., high, low] = day.year.to_be_bytes();
    [high, low, day.month as u8, day.day as u8]
}

fn clock_bytes(clock: Clock) -> [u8; 6] {
    let [.., a, b, c] = clock.micro.to_be_bytes();
    [
        clock.hour as u8,
        clock.minute as u8,
        clock.second as u8,
        a,
        b,
        c,
    ]
}

fn clock_of(bytes: [u8; 6]) -> Clock {
    let [hour, minute, second, a, b, c] = bytes;
    Clock {
        hour: hour.into(),
        minute: minute.into(),
        second: second.into(),
        micro: i64::from(u32::from_be_bytes([0, a, b, c])),
    }
}

fn write(to: &[Octet], bytes: &[u8]) {
    for (to, &byte) in to.iter().zip(bytes) {
        to.set(byte);
    }
}

impl Date {
    /// A fresh instance.
    pub fn new(thread: &Thread, ty: &Type, day: Day) -> Result<Ref> {
        let fresh = make::<Date>(thread.heap(), ty)?;
        write(&fresh.data, &day_bytes(day));
        fresh.hash.set(NO_HASH);
        fresh.as_object().track();
        Ok(fresh.into_object())
    }

    /// The day.
    pub fn day(&self) -> Day {
        let [high, low, month, day] = self.state();
        Day::new(
            i64::from(u16::from_be_bytes([high, low])),
            month.into(),
            day.into(),
        )
    }

    /// The bytes that a pickle keeps of a date.
    pub fn state(&self) -> [u8; DATE_STATE] {
        std::array::from_fn(|i| self.data[i].get())
    }
}

impl Time {
    /// A fresh instance; `zone` is `None` for a naive one.
    pub fn new(
        thread: &Thread,
        ty: &Type,
        clock: Clock,
        fold: bool,
        zone: Option<&Object>,
    ) -> Result<Ref> {
        let fresh = native_tail::make::<Time>(thread.heap(), ty, zone)?;
        write(&fresh.base.data, &clock_bytes(clock));
        fresh.set_fold(fold);
        fresh.base.hash.set(NO_HASH);
        fresh.as_object().track();
        Ok(fresh.into_object())
    }

    /// The time of day.
    pub fn clock(&self) -> Clock {
        clock_of(self.state())
    }

    /// The bytes that a pickle keeps, without the fold.
    pub fn state(&self) -> [u8; TIME_STATE] {
        std::array::from_fn(|i| self.base.data[i].get())
    }

    /// Which of two equal readings of the clock is meant.
    pub fn fold(&self) -> bool {
        self.base.data[6].get() != 0
    }

    /// Sets the fold, of a value that nobody else has seen.
    pub fn set_fold(&self, fold: bool) {
        self.base.data[6].set(fold.into());
    }

    /// The zone.
    pub fn zone(&self) -> Option<Ref> {
        native_tail::tail(self)
    }
}

/// A moment as a calendar and a clock show it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Reading {
    pub day: Day,
    pub clock: Clock,
    pub fold: bool,
}

impl DateTime {
    /// A fresh instance; `zone` is `None` for a naive one.
    pub fn new(
        thread: &Thread,
        ty: &Type,
        reading: Reading,
        zone: Option<&Object>,
    ) -> Result<Ref<DateTime>> {
        let fresh = native_tail::make::<DateTime>(thread.heap(), ty, zone)?;
        let clock = clock_bytes(reading.clock);
        write(&fresh.base.data, &day_bytes(reading.day));
        write(&fresh.base.data[4..], &clock[..3]);
        write(&fresh.more, &clock[3..]);
        fresh.set_fold(reading.fold);
        fresh.base.hash.set(NO_HASH);
        fresh.as_object().track();
        Ok(fresh)
    }

    /// What calendar and clock show.
    pub fn reading(&self) -> Reading {
        Reading {
            day: self.base.day(),
            clock: self.clock(),
            fold: self.fold(),
        }
    }

    /// The time of day.
    pub fn clock(&self) -> Clock {
        let [.., a, b, c, d, e, f] = self.state();
        clock_of([a, b, c, d, e, f])
    }

    /// The bytes that a pickle keeps, without the fold.
    pub fn state(&self) -> [u8; DATETIME_STATE] {
        std::array::from_fn(|i| match self.base.data.get(i) {
            Some(byte) => byte.get(),
            None => self.more[i - self.base.data.len()].get(),
        })
    }

    /// Which of two equal readings of the clock is meant.
    pub fn fold(&self) -> bool {
        self.more[3].get() != 0
    }

    /// Sets the fold, of a value that nobody else has seen.
    pub fn set_fold(&self, fold: bool) {
        self.more[3].set(fold.into());
    }

    /// The zone.
    pub fn zone(&self) -> Option<Ref> {
        native_tail::tail(self)
    }
}

/// The three numbers of a duration, seconds and microseconds in their bounds.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Span {
    pub days: i64,
    pub seconds: i64,
    pub micros: i64,
}

impl Span {
    /// No time at all.
    pub const ZERO: Span = Span {
        days: 0,
        seconds: 0,
        micros: 0,
    };

    /// The same duration with its seconds and microseconds in their bounds.
    pub fn normal(self) -> Span {
        let seconds = self.seconds + self.micros.div_euclid(super::calendar::MICROS);
        Span {
            days: self.days + seconds.div_euclid(super::calendar::DAY),
            seconds: seconds.rem_euclid(super::calendar::DAY),
            micros: self.micros.rem_euclid(super::calendar::MICROS),
        }
    }

    /// The sum with another duration, taken `sign` times.
    pub fn plus(self, other: Span, sign: i64) -> Span {
        Span {
            days: self.days + sign * other.days,
            seconds: self.seconds + sign * other.seconds,
            micros: self.micros + sign * other.micros,
        }
        .normal()
    }

    /// All in microseconds.
    pub fn total(self) -> i128 {
        i128::from(self.days * super::calendar::DAY + self.seconds)
            * i128::from(super::calendar::MICROS)
            + i128::from(self.micros)
    }

    /// From microseconds.
    pub fn of_total(total: i128) -> Span {
        let micros = i128::from(super::calendar::MICROS);
        let (seconds, rest) = (total.div_euclid(micros), total.rem_euclid(micros));
        let day = i128::from(super::calendar::DAY);
        Span {
            days: i64::try_from(seconds.div_euclid(day)).unwrap_or(i64::MAX),
            seconds: seconds.rem_euclid(day) as i64,
            micros: rest as i64,
        }
    }
}

impl Delta {
    /// A fresh instance with numbers in their bounds. Of the type itself there is only one that is zero.
    pub fn new(thread: &Thread, ty: &Type, span: Span) -> Result<Ref> {
        if span == Span::ZERO
            && !ty.is_class()
            && let Some(zero) = shared(thread).zero.get()
        {
            return Ok(zero);
        }
        Delta::fresh(thread, ty, span)
    }

    /// The same without a look for the shared zero.
    pub fn fresh(thread: &Thread, ty: &Type, span: Span) -> Result<Ref> {
        let fresh = make::<Delta>(thread.heap(), ty)?;
        fresh.days.set(span.days as i32);
        fresh.seconds.set(span.seconds as i32);
        fresh.micros.set(span.micros as i32);
        fresh.hash.set(NO_HASH);
        fresh.as_object().track();
        Ok(fresh.into_object())
    }

    /// Its numbers.
    pub fn span(&self) -> Span {
        Span {
            days: self.days.get().into(),
            seconds: self.seconds.get().into(),
            micros: self.micros.get().into(),
        }
    }

    /// Where the numbers stand, for the members that show them.
    pub const OFFSETS: [usize; 3] = [
        std::mem::offset_of!(Delta, days),
        std::mem::offset_of!(Delta, seconds),
        std::mem::offset_of!(Delta, micros),
    ];
}
