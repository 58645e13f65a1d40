//! The proleptic Gregorian calendar: plain arithmetic on numbers.
//!
//! Days are counted from 1 for the first of January of year 1; seconds of local or universal time from the same midnight.
//! What is not here: objects, errors of Python (`args.rs`), the zone of the system (`local.rs`).

/// The years that a date may have.
pub const MIN_YEAR: i64 = 1;
/// See [`MIN_YEAR`].
pub const MAX_YEAR: i64 = 9999;
/// The day number of the last day of [`MAX_YEAR`].
pub const MAX_ORDINAL: i64 = 3_652_059;
/// Seconds of a day.
pub const DAY: i64 = 86_400;
/// Microseconds of a second.
pub const MICROS: i64 = 1_000_000;
/// The second at which POSIX time starts, counted from the first midnight of the calendar.
pub const EPOCH: i64 = 719_163 * DAY;

const BEFORE_MONTH: [i64; 13] = [0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// A date that the calendar has.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    pub year: i64,
    pub month: i64,
    pub day: i64,
}

/// A time of day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug, Default)]
pub struct Clock {
    pub hour: i64,
    pub minute: i64,
    pub second: i64,
    pub micro: i64,
}

/// Whether a year has a 29th of February.
pub fn is_leap(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The length of a month.
pub fn days_in_month(year: i64, month: i64) -> i64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Days of all years before one.
pub fn days_before_year(year: i64) -> i64 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

impl Day {
    /// A day that the caller knows to exist.
    pub const fn new(year: i64, month: i64, day: i64) -> Day {
        Day { year, month, day }
    }

    /// The number of the day.
    pub fn ordinal(self) -> i64 {
        days_before_year(self.year) + self.day_of_year()
    }

    /// The number of the day in its year, from 1.
    pub fn day_of_year(self) -> i64 {
        let leap = i64::from(self.month > 2 && is_leap(self.year));
        BEFORE_MONTH[self.month as usize] + leap + self.day
    }

    /// The day with a number: 400 years repeat themselves, so the year is estimated within them and corrected.
    pub fn of_ordinal(ordinal: i64) -> Day {
        let mut year = 1 + (ordinal - 1) * 400 / 146_097;
        while days_before_year(year + 1) < ordinal {
            year += 1;
        }
        while days_before_year(year) >= ordinal {
            year -= 1;
        }
        let mut day = ordinal - days_before_year(year);
        let mut month = 1;
        while day > days_in_month(year, month) {
            day -= days_in_month(year, month);
            month += 1;
        }
        Day { year, month, day }
    }

    /// The day of the week, Monday 0.
    pub fn weekday(self) -> i64 {
        (self.ordinal() + 6) % 7
    }

    /// ISO 8601's year, week, and day of the week from 1.
    pub fn iso(self) -> (i64, i64, i64) {
        let mut year = self.year;
        let mut first = iso_first_monday(year);
        let today = self.ordinal();
        if today < first {
            year -= 1;
            first = iso_first_monday(year);
        } else if today >= iso_first_monday(year + 1) {
            year += 1;
            first = iso_first_monday(year);
        }
        (year, (today - first) / 7 + 1, (today - first) % 7 + 1)
    }
}

/// The day number of the Monday with which ISO's first week of a year begins: the week with the year's first Thursday.
fn iso_first_monday(year: i64) -> i64 {
    let first = days_before_year(year) + 1;
    let weekday = (first + 6).rem_euclid(7);
    match weekday > 3 {
        true => first - weekday + 7,
        false => first - weekday,
    }
}

/// What is wrong with a date of ISO's calendar.
pub enum IsoError {
    Year,
    Week,
    Weekday,
}

/// The day of a date in ISO's calendar; it may lie just beyond the years.
pub fn from_iso(year: i64, week: i64, weekday: i64) -> Result<i64, IsoError> {
    if !(MIN_YEAR..=MAX_YEAR).contains(&year) {
        return Err(IsoError::Year);
    }
    let long = week == 53 && iso_first_monday(year + 1) - iso_first_monday(year) == 53 * 7;
    if !(1..=52).contains(&week) && !long {
        return Err(IsoError::Week);
    }
    if !(1..=7).contains(&weekday) {
        return Err(IsoError::Weekday);
    }
    Ok(iso_first_monday(year) + (week - 1) * 7 + weekday - 1)
}

impl Clock {
    /// Seconds since midnight.
    pub fn seconds(self) -> i64 {
        self.hour * 3600 + self.minute * 60 + self.second
    }

    /// The time of day at a second since midnight.
    pub fn at(second: i64, micro: i64) -> Clock {
        Clock {
            hour: second / 3600,
            minute: second / 60 % 60,
            second: second % 60,
            micro,
        }
    }
}

/// Seconds since the first midnight of the calendar.
pub fn seconds_of(day: Day, clock: Clock) -> i64 {
    day.ordinal() * DAY + clock.seconds()
}

/// Names of days and months in the C locale, shortened.
pub const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
/// See [`DAYS`].
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
