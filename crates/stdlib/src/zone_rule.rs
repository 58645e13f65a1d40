//! Rules of zones as POSIX writes them (`CET-1CEST,M3.5.0,M10.5.0/3`): in `TZ`, and at the end of compiled zone files for the time
//! after their last change.

use crate::datetime::calendar::{DAY, Day, EPOCH, days_in_month, is_leap};
use crate::zone::Offset;

/// Standard time, and summer time between two changes in each year.
#[derive(Clone, Debug)]
pub struct Rule {
    standard: Offset,
    summer: Option<(Offset, Change, Change)>,
}

/// When in a year a change comes: the day, and seconds after its midnight.
#[derive(Clone, Copy, Debug)]
struct Change {
    date: Date,
    time: i64,
}

#[derive(Clone, Copy, Debug)]
enum Date {
    /// A weekday (Sunday 0) of a week of a month; the fifth week is the last.
    Weekday { month: i64, week: i64, day: i64 },
    /// A day from 1 to 365; the 29th of February isn't counted.
    Julian(i64),
    /// A day from 0 to 365.
    Count(i64),
}

/// What is left to read.
struct Reader<'a>(&'a str);

impl<'a> Reader<'a> {
    fn take(&mut self, wanted: impl Fn(char) -> bool) -> &'a str {
        let end = self.0.find(|c| !wanted(c)).unwrap_or(self.0.len());
        let (taken, rest) = self.0.split_at(end);
        self.0 = rest;
        taken
    }

    fn skip(&mut self, letter: char) -> bool {
        let rest = self.0.strip_prefix(letter);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn name(&mut self) -> Option<String> {
        let name = match self.skip('<') {
            true => {
                let name = self.take(|c| c != '>');
                self.skip('>').then_some(name)?
            }
            false => self.take(|c| c.is_ascii_alphabetic()),
        };
        (name.len() >= 3).then(|| name.to_owned())
    }

    fn number(&mut self) -> Option<i64> {
        self.take(|c| c.is_ascii_digit()).parse().ok()
    }

    /// Hours with as many minutes and seconds as there are, in seconds.
    fn time(&mut self) -> Option<i64> {
        let sign = if self.skip('-') { -1 } else { 1 };
        self.skip('+');
        let mut seconds = self.number()?.checked_mul(3600)?;
        for unit in [60, 1] {
            if self.skip(':') {
                seconds = seconds.checked_add(self.number()?.checked_mul(unit)?)?;
            }
        }
        (seconds < 1000 * 3600).then_some(sign * seconds)
    }

    fn change(&mut self) -> Option<Change> {
        let date = if self.skip('M') {
            let month = self.number()?;
            let week = self.skip('.').then(|| self.number())??;
            let day = self.skip('.').then(|| self.number())??;
            let known = (1..=12).contains(&month) && (1..=5).contains(&week) && day < 7;
            known.then_some(Date::Weekday { month, week, day })?
        } else if self.skip('J') {
            Date::Julian(self.number().filter(|day| (1..=365).contains(day))?)
        } else {
            Date::Count(self.number().filter(|&day| day <= 365)?)
        };
        let time = match self.skip('/') {
            true => self.time()?,
            false => 2 * 3600,
        };
        Some(Change { date, time })
    }
}

impl Change {
    /// Seconds from 1970 to the change of a year, as the clock shows them.
    fn in_year(self, year: i64) -> i64 {
        let first = Day::new(year, 1, 1).ordinal();
        let day = match self.date {
            Date::Count(day) => first + day,
            Date::Julian(day) => first + day - i64::from(day < 60 || !is_leap(year)),
            Date::Weekday { month, week, day } => {
                let start = Day::new(year, month, 1);
                // `weekday` counts from Monday.
                let ahead = (day + 6 - start.weekday().rem_euclid(7)) % 7;
                let wanted = 1 + ahead + (week - 1) * 7;
                let late = wanted > days_in_month(year, month);
                start.ordinal() - 1 + wanted - if late { 7 } else { 0 }
            }
        };
        day * DAY - EPOCH + self.time
    }
}

impl Rule {
    /// Reads a rule. Without changes those of the United States are meant.
    pub fn parse(text: &str) -> Option<Rule> {
        let mut reader = Reader(text);
        let name = reader.name()?;
        let seconds = -reader.time()?;
        let standard = Offset {
            seconds,
            summer: false,
            name,
        };
        if reader.0.is_empty() {
            return Some(Rule {
                standard,
                summer: None,
            });
        }
        let name = reader.name()?;
        let seconds = match reader.0.starts_with(',') || reader.0.is_empty() {
            true => seconds + 3600,
            false => -reader.time()?,
        };
        let summer = Offset {
            seconds,
            summer: true,
            name,
        };
        if reader.0.is_empty() {
            reader = Reader(",M3.2.0,M11.1.0");
        }
        let start = reader.skip(',').then(|| reader.change())??;
        let end = reader.skip(',').then(|| reader.change())??;
        reader.0.is_empty().then_some(Rule {
            standard,
            summer: Some((summer, start, end)),
        })
    }

    /// What holds at a second since 1970.
    pub fn at(&self, second: i64) -> &Offset {
        let Some((summer, start, end)) = &self.summer else {
            return &self.standard;
        };
        let days = second.saturating_add(self.standard.seconds).div_euclid(DAY);
        // As in the C library, every moment before 1970 is one before that year's changes.
        let year = Day::of_ordinal(days + EPOCH / DAY).year.max(1970);
        let start = start.in_year(year) - self.standard.seconds;
        let end = end.in_year(year) - summer.seconds;
        let is_summer = match start < end {
            true => (start..end).contains(&second),
            false => !(end..start).contains(&second),
        };
        if is_summer { summer } else { &self.standard }
    }
}
