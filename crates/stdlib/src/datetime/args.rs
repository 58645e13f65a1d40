//! Arguments: binding as 3.13's `PyArg_ParseTupleAndKeywords` does, each value converted when its turn comes, and the checks of
//! dates and times with their messages.

use super::calendar::{self, Clock, Day};
use super::layout::Span;
use object::{Args, Builtin, Object, Raised, Result, Thread};
use types::Str;

/// The parameters of a function; a function without a name is "function" in messages.
pub struct Params<const N: usize> {
    pub function: &'static str,
    pub names: [&'static str; N],
    /// How many must be given.
    pub required: usize,
    /// How many may be given by position.
    pub positional: usize,
}

impl<const N: usize> Params<N> {
    /// Hands each argument to `take` in the order of the parameters.
    pub fn parse<'a>(
        &self,
        thread: &Thread,
        args: &Args<'a>,
        mut take: impl FnMut(usize, &'a Object) -> Result<()>,
    ) -> Result<()> {
        let given = args.positional();
        let mut left = args.names().len();
        self.check_count(thread, args)?;
        for (index, name) in self.names.iter().enumerate() {
            if index == self.positional && given.len() > index {
                let most = self.positional;
                return Err(thread.type_error(format_args!(
                    "{} takes at most {most} positional argument{} ({} given)",
                    self.shown(),
                    if most == 1 { "" } else { "s" },
                    given.len()
                )));
            }
            let named = |of: &Object| of.downcast::<Str>().is_some_and(|of| of.eq_str(name));
            let value: Option<&'a Object> = match given.get(index) {
                Some(value) => Some(value),
                None => {
                    let found = args.keywords().find(|(of, _)| named(of));
                    left -= usize::from(found.is_some());
                    found.map(|(_, value)| &**value)
                }
            };
            match value {
                Some(value) => take(index, value)?,
                None if index < self.required => {
                    return Err(thread.type_error(format_args!(
                        "{} missing required argument '{name}' (pos {})",
                        self.shown(),
                        index + 1
                    )));
                }
                None => {}
            }
        }
        match left {
            0 => Ok(()),
            _ => Err(self.misplaced(thread, args)),
        }
    }

    /// All arguments by their parameters, for functions that convert them afterwards.
    pub fn collect<'a>(&self, thread: &Thread, args: &Args<'a>) -> Result<[Option<&'a Object>; N]> {
        let mut given = [None; N];
        self.parse(thread, args, |index, value| {
            given[index] = Some(value);
            Ok(())
        })?;
        Ok(given)
    }

    fn shown(&self) -> Shown {
        Shown(self.function, "function")
    }

    fn check_count(&self, thread: &Thread, args: &Args<'_>) -> Result<()> {
        let (given, all) = (args.positional().len(), args.values().len());
        if all <= N {
            return Ok(());
        }
        Err(thread.type_error(format_args!(
            "{} takes at most {N} {}argument{} ({all} given)",
            self.shown(),
            if given == 0 { "keyword " } else { "" },
            if N == 1 { "" } else { "s" }
        )))
    }

    /// Says what is wrong with a keyword that has no place.
    #[cold]
    fn misplaced(&self, thread: &Thread, args: &Args<'_>) -> Raised {
        let is = |of: &Object, name: &str| of.downcast::<Str>().is_some_and(|of| of.eq_str(name));
        for (index, name) in self.names.iter().take(args.positional().len()).enumerate() {
            if args.names().iter().any(|of| is(of, name)) {
                return thread.type_error(format_args!(
                    "argument for {} given by name ('{name}') and position ({})",
                    self.shown(),
                    index + 1
                ));
            }
        }
        let known = |of: &Object| self.names.iter().any(|name| is(of, name));
        let Some(wrong) = args.names().iter().find(|of| !known(of)) else {
            return thread.system_error(format_args!("a keyword was lost"));
        };
        let Some(text) = wrong.downcast::<Str>() else {
            return thread.type_error(format_args!("keywords must be strings"));
        };
        // The names that may have been meant are listed; showing the keyword asks for signals.
        thread.heap().touch_list();
        collector::collect_if_due(thread);
        let function = Shown(self.function, "this function");
        let wrong = text.to_string();
        match interpreter::closest(&wrong, self.names.iter().copied()) {
            Some(better) => thread.type_error(format_args!(
                "{function} got an unexpected keyword argument '{wrong}'. Did you mean '{better}'?"
            )),
            None => thread.type_error(format_args!(
                "{function} got an unexpected keyword argument '{wrong}'"
            )),
        }
    }
}

/// A function's name with parentheses, or what stands for one without a name.
struct Shown(&'static str, &'static str);

impl std::fmt::Display for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            "" => f.write_str(self.1),
            name => write!(f, "{name}()"),
        }
    }
}

/// A C `int` from an object.
pub fn int(thread: &Thread, value: &Object) -> Result<i64> {
    let number = types::index(thread, value)?;
    let overflow = |text| Err(thread.raise(Builtin::OverflowError, format_args!("{text}")));
    match number.as_isize().map(|n| n as i64) {
        None => overflow("Python int too large to convert to C long"),
        Some(n) if n > i64::from(i32::MAX) => overflow("signed integer is greater than maximum"),
        Some(n) if n < i64::from(i32::MIN) => overflow("signed integer is less than minimum"),
        Some(n) => Ok(n),
    }
}

/// A text, or `TypeError` for the argument at a position.
pub fn text<'a>(
    thread: &Thread,
    value: &'a Object,
    function: &str,
    position: usize,
) -> Result<&'a Str> {
    value.downcast::<Str>().ok_or_else(|| {
        thread.type_error(format_args!(
            "{function}() argument {position} must be str, not {}",
            types::protocol::type_text(value)
        ))
    })
}

/// Checks a date.
pub fn check_day(thread: &Thread, day: Day) -> Result<Day> {
    let years = calendar::MIN_YEAR..=calendar::MAX_YEAR;
    if !years.contains(&day.year) {
        return Err(bad_year(thread, day.year));
    }
    if !(1..=12).contains(&day.month) {
        return Err(thread.value_error(format_args!("month must be in 1..12")));
    }
    if !(1..=calendar::days_in_month(day.year, day.month)).contains(&day.day) {
        return Err(thread.value_error(format_args!("day is out of range for month")));
    }
    Ok(day)
}

/// A year that the calendar doesn't have.
#[cold]
pub fn bad_year(thread: &Thread, year: i64) -> Raised {
    thread.value_error(format_args!("year {year} is out of range"))
}

/// Checks a time of day.
pub fn check_clock(thread: &Thread, clock: Clock, fold: i64) -> Result<(Clock, bool)> {
    let parts = [
        (clock.hour, 23, "hour"),
        (clock.minute, 59, "minute"),
        (clock.second, 59, "second"),
        (clock.micro, 999_999, "microsecond"),
    ];
    for (value, most, what) in parts {
        if !(0..=most).contains(&value) {
            return Err(thread.value_error(format_args!("{what} must be in 0..{most}")));
        }
    }
    match fold {
        0 | 1 => Ok((clock, fold == 1)),
        _ => Err(thread.value_error(format_args!("fold must be either 0 or 1"))),
    }
}

/// Days that a duration may have, in either direction.
const MOST_DAYS: i64 = 999_999_999;

/// Checks a duration.
pub fn check_span(thread: &Thread, span: Span) -> Result<Span> {
    match span.days.abs() <= MOST_DAYS {
        true => Ok(span),
        false => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("days={}; must have magnitude <= {MOST_DAYS}", span.days),
        )),
    }
}

/// A day number that has left the calendar.
#[cold]
pub fn date_overflow(thread: &Thread) -> Raised {
    thread.raise(
        Builtin::OverflowError,
        format_args!("date value out of range"),
    )
}
