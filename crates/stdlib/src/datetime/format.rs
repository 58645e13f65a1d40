//! Text of dates and times: ISO 8601, offsets of zones, and `strftime` with what a zone says put into its format.

use super::args::text;
use super::calendar::{Clock, DAYS, Day, MONTHS};
use super::kinds::is_none;
use super::layout::{DateTime, Span, Time};
use super::tzinfo;
use object::{Object, Raised, Ref, Result, Thread};
use types::str::Builder;
use types::{Int, Str, Tuple};

/// ASCII text of a bounded length, put together without memory of its own.
pub struct Short {
    bytes: [u8; Short::ROOM],
    len: usize,
}

impl Short {
    /// A date, a time and an offset take less, whatever their numbers are.
    const ROOM: usize = 96;

    pub fn new() -> Short {
        Short {
            bytes: [0; Short::ROOM],
            len: 0,
        }
    }

    pub fn text(&self) -> &str {
        std::str::from_utf8(&self.bytes[..self.len]).unwrap_or_default()
    }

    fn byte(&mut self, byte: u8) {
        if let Some(room) = self.bytes.get_mut(self.len) {
            *room = byte;
            self.len += 1;
        }
    }

    /// A number with at least so many digits, behind a letter if there is one.
    fn number(&mut self, before: Option<u8>, value: i64, width: u32) {
        if let Some(before) = before {
            self.byte(before);
        }
        let value = value.unsigned_abs();
        let digits = value.checked_ilog10().unwrap_or(0) + 1;
        for place in (0..digits.max(width)).rev() {
            let digit = value / 10_u64.pow(place.min(19)) % 10;
            self.byte(b'0' + digit as u8);
        }
    }

    /// `YYYY-MM-DD`
    pub fn date(&mut self, day: Day) {
        self.number(None, day.year, 4);
        self.number(Some(b'-'), day.month, 2);
        self.number(Some(b'-'), day.day, 2);
    }

    /// As much of a time as `isoformat` is asked to tell.
    pub fn time(&mut self, thread: &Thread, clock: Clock, detail: Option<&Str>) -> Result<()> {
        let is = |name: &str| detail.map_or(name == "auto", |detail| detail.eq_str(name));
        let (parts, fraction) = match () {
            () if is("auto") => (3, if clock.micro == 0 { 0 } else { 6 }),
            () if is("hours") => (1, 0),
            () if is("minutes") => (2, 0),
            () if is("seconds") => (3, 0),
            () if is("milliseconds") => (3, 3),
            () if is("microseconds") => (3, 6),
            () => return Err(thread.value_error(format_args!("Unknown timespec value"))),
        };
        self.number(None, clock.hour, 2);
        for value in [clock.minute, clock.second].into_iter().take(parts - 1) {
            self.number(Some(b':'), value, 2);
        }
        match fraction {
            0 => {}
            3 => self.number(Some(b'.'), clock.micro / 1000, 3),
            _ => self.number(Some(b'.'), clock.micro, 6),
        }
        Ok(())
    }

    /// `+HH:MM` with as much more as there is.
    pub fn offset(&mut self, span: Span, colon: Option<u8>) {
        let size = if span.days < 0 {
            Span::ZERO.plus(span, -1)
        } else {
            span
        };
        let sign = if span.days < 0 { b'-' } else { b'+' };
        self.number(Some(sign), size.days * 24 + size.seconds / 3600, 2);
        self.number(colon, size.seconds / 60 % 60, 2);
        if size.seconds % 60 != 0 || size.micros != 0 {
            self.number(colon, size.seconds % 60, 2);
        }
        if size.micros != 0 {
            self.number(Some(b'.'), size.micros, 6);
        }
    }

    /// The offset that a zone tells for a moment; nothing where it tells none.
    pub fn zone(
        &mut self,
        thread: &Thread,
        zone: Option<&Object>,
        about: &Object,
        colon: Option<u8>,
    ) -> Result<()> {
        if let Some(offset) = tzinfo::offset(thread, zone, "utcoffset", about)? {
            self.offset(offset.span(), colon);
        }
        Ok(())
    }
}

/// Checks an argument that C takes as a `char *`.
pub fn c_text<'a>(
    thread: &Thread,
    value: &'a Object,
    function: &str,
    position: usize,
) -> Result<&'a Str> {
    let given = text(thread, value, function, position)?;
    given.to_utf8(thread)?;
    match given.code_points().any(|point| point == 0) {
        true => Err(thread.value_error(format_args!("embedded null character"))),
        false => Ok(given),
    }
}

/// `ctime()`
pub fn ctime(thread: &Thread, day: Day, clock: Clock) -> Result<Ref> {
    let text = format!(
        "{} {} {:2} {:02}:{:02}:{:02} {:04}",
        DAYS[day.weekday().rem_euclid(7) as usize],
        MONTHS[(day.month - 1) as usize % 12],
        day.day,
        clock.hour,
        clock.minute,
        clock.second,
        day.year
    );
    Ok(Str::new(thread, &text)?.into_object())
}

/// A `time.struct_time`.
pub fn struct_time(thread: &Thread, day: Day, clock: Clock, summer: i64) -> Result<Ref> {
    let class = types::getattr_text(thread, &*module(thread, "time")?, "struct_time")?;
    let parts = time_tuple(thread, day, clock, summer)?;
    // 3.13 packs the tuple into another one, which the call unpacks.
    let _packed = thread.heap().hold_call(1, 0)?;
    types::call_one(thread, &class, &parts)
}

/// A module by its name. 3.13 imports it each time, with an empty list of names.
pub fn module(thread: &Thread, name: &str) -> Result<Ref> {
    thread.heap().touch_list();
    match crate::modules::loaded(thread, name)? {
        Some(module) => Ok(module),
        None => types::runtime::import_module(thread, name),
    }
}

/// The nine numbers of broken-down time.
pub fn time_tuple(thread: &Thread, day: Day, clock: Clock, summer: i64) -> Result<Ref> {
    let parts = [
        day.year,
        day.month,
        day.day,
        clock.hour,
        clock.minute,
        clock.second,
        day.weekday().rem_euclid(7),
        day.day_of_year(),
        summer,
    ];
    let [a, b, c, d, e, f, g, h, i] = parts.map(|n| Int::new(thread, n as isize));
    Ok(Tuple::from_array(thread, [a?, b?, c?, d?, e?, f?, g?, h?, i?])?.into_object())
}

/// What `strftime` of a date or time knows beyond the broken-down time.
pub struct Shown<'a> {
    pub micro: i64,
    pub zone: Option<Ref>,
    /// What the zone is asked about.
    pub about: &'a Object,
}

impl<'a> Shown<'a> {
    /// Of a date or a `datetime`.
    pub fn of_date(object: &'a Object) -> Shown<'a> {
        let moment = object.downcast::<DateTime>();
        Shown {
            micro: moment.map_or(0, |moment| moment.clock().micro),
            zone: moment.and_then(DateTime::zone),
            about: object,
        }
    }

    /// Of a time, whose zone is asked about `None`.
    pub fn of_time(time: &Time, none: &'a Object) -> Shown<'a> {
        Shown {
            micro: time.clock().micro,
            zone: time.zone(),
            about: none,
        }
    }

    fn zone_name(&self, thread: &Thread) -> Result<Option<Ref<Str>>> {
        let Some(name) = tzinfo::name(thread, self.zone.as_deref(), self.about)? else {
            return Ok(None);
        };
        // Its percent signs are no directives.
        let [one, two] = ["%", "%%"].map(|text| Str::new(thread, text).map(Ref::into_object));
        let method = types::str::intern_static(thread, "replace")?;
        let escaped = types::call_method(thread, name.as_object(), &method, &[one?, two?])?;
        match escaped.downcast_into::<Str>() {
            Ok(text) => Ok(Some(text)),
            Err(_) => Err(self.no_text(thread)),
        }
    }

    #[cold]
    fn no_text(&self, thread: &Thread) -> Raised {
        thread.type_error(format_args!("tzname.replace() did not return a string"))
    }

    /// Puts what stands for `%z`, `%:z`, `%Z` and `%f` into a format.
    fn fill(&self, thread: &Thread, format: &str) -> Result<Ref<Str>> {
        let mut out = Builder::new(thread);
        let mut rest = format;
        let (mut plain, mut colon, mut name) = (None, None, None);
        while let Some(at) = rest.find('%') {
            out.push_str(&rest[..at])?;
            rest = &rest[at..];
            let mut points = rest.chars();
            let directive = (points.nth(1), points.next());
            let (known, length) = match directive {
                (Some('z'), _) => (true, 2),
                (Some(':'), Some('z')) => (true, 3),
                (Some('Z' | 'f'), _) => (true, 2),
                (Some(other), _) => (false, 1 + other.len_utf8()),
                (None, _) => (false, 1),
            };
            if !known {
                out.push_str(&rest[..length])?;
            } else {
                let told = |colon| {
                    let mut text = Short::new();
                    text.zone(thread, self.zone.as_deref(), self.about, colon)?;
                    Ok(text)
                };
                match &rest[1..length] {
                    "z" => out.push_str(once(&mut plain, || told(None))?.text())?,
                    ":z" => out.push_str(once(&mut colon, || told(Some(b':')))?.text())?,
                    "f" => out.push_format(format_args!("{:06}", self.micro))?,
                    _ => {
                        if let Some(name) = once(&mut name, || self.zone_name(thread))? {
                            name.to_utf8(thread)?;
                            out.push(name)?;
                        }
                    }
                }
            }
            rest = &rest[length..];
        }
        out.push_str(rest)?;
        out.finish()
    }

    /// `time.strftime` of the filled format.
    pub fn strftime(&self, thread: &Thread, format: &Str, parts: &Object) -> Result<Ref> {
        let filled = {
            let text = format.to_utf8(thread)?;
            self.fill(thread, text)?
        };
        // The format ends where a C text does.
        let end = filled.code_points().position(|point| point == 0);
        let filled = match end {
            Some(end) => filled.substring(thread, 0, end)?,
            None => filled,
        };
        let time = module(thread, "time")?;
        let name = types::str::intern_static(thread, "strftime")?;
        types::call_method(
            thread,
            &time,
            &name,
            &[filled.into_object(), parts.to_ref()],
        )
    }
}

/// What is worked out when it is first needed.
fn once<T>(kept: &mut Option<T>, make: impl FnOnce() -> Result<T>) -> Result<&T> {
    let value = match kept.take() {
        Some(value) => value,
        None => make()?,
    };
    Ok(kept.insert(value))
}

/// `__format__`: plain text without a format, `strftime` with one.
pub fn formatted(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    exactly(thread, "__format__", args, 1)?;
    let format = text(thread, &args[0], "__format__", 1)?;
    if format.is_empty() {
        return Ok(types::to_str(thread, object)?.into_object());
    }
    let name = types::str::intern_static(thread, "strftime")?;
    types::protocol::call_method_unbound(thread, object, &name, args)
}

/// Checks the number of arguments as `PyArg_ParseTuple` does.
pub fn exactly(thread: &Thread, function: &str, args: &[Ref], count: usize) -> Result<()> {
    match args.len() {
        given if given == count => Ok(()),
        given => Err(thread.type_error(format_args!(
            "{function}() takes exactly {count} argument{} ({given} given)",
            if count == 1 { "" } else { "s" }
        ))),
    }
}

/// The state of a pickle, and the zone if there is one, behind the class.
pub fn reduced(thread: &Thread, object: &Object, state: &[u8], zone: Option<Ref>) -> Result<Ref> {
    let state = types::Bytes::new(thread, state)?.into_object();
    let args = match zone.filter(|zone| !is_none(zone)) {
        None => Tuple::from_array(thread, [state])?,
        Some(zone) => Tuple::from_array(thread, [state, zone])?,
    };
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args.into_object()])?.into_object())
}
