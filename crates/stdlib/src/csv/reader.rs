//! `reader`: an iterator over the rows of lines.
//!
//! ```text
//!   0 header  16 lines  24 dialect  32 fields of the row in the making  40 state  48 field in the making (24)
//!   72 whether it stands without quotes  80 number of lines                                                                   88
//! ```

use super::dialect::{Dialect, NOT_SET};
use super::{error, quoting};
use object::native::make;
use object::native_points::PointField;
use object::{
    Args, Builtin, IterResult, MemberDef, MemberKind, Object, Ref, Result, Slot, Thread, TypeFlags,
    TypeSlots, TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::str::Data;
use types::{List, Str, protocol};

native_layout! {
    /// See the file's head.
    pub struct Reader: READER_LAYOUT, "reader" {
        lines: Slot,
        dialect: Slot<Dialect>,
        fields: Slot<List>,
        state: Cell<u8>,
        field: PointField,
        unquoted: Cell<bool>,
        line: Cell<usize>,
    } drops [dialect] type Last shows shown
}

const _: () = assert!(size_of::<Reader>() == 88);

/// 3.13 shows the dialect first.
fn shown(object: &Object, visit: Visit) {
    if let Some(reader) = object.downcast::<Reader>() {
        let parts = [
            reader.dialect.get().map(Ref::into_object),
            reader.lines.get(),
            reader.fields.get().map(Ref::into_object),
        ];
        parts.iter().flatten().for_each(|part| visit(part));
    }
}

pub(super) static READER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        ..TypeSlots::EMPTY
    },
    members: &[
        MemberDef {
            name: "dialect",
            kind: MemberKind::Object,
            offset: offset_of!(Reader, dialect),
            readonly: true,
            doc: None,
        },
        MemberDef {
            name: "line_num",
            kind: MemberKind::Size,
            offset: offset_of!(Reader, line),
            readonly: true,
            doc: None,
        },
    ],
    doc: Some(
        "CSV reader\n\nReader objects are responsible for reading and parsing tabular data\nin CSV format.",
    ),
    ..TypeSpec::new("_csv.reader", Builtin::Other, &READER_LAYOUT)
};

/// Where in a row the next character stands.
#[derive(Clone, Copy, PartialEq, Eq)]
#[repr(u8)]
enum State {
    StartRecord,
    StartField,
    Escaped,
    InField,
    InQuoted,
    EscapedInQuoted,
    QuoteInQuoted,
    EatNewline,
    AfterEscapedNewline,
}

impl State {
    fn of(number: u8) -> State {
        use State::*;
        const ALL: [State; 9] = [
            StartRecord,
            StartField,
            Escaped,
            InField,
            InQuoted,
            EscapedInQuoted,
            QuoteInQuoted,
            EatNewline,
            AfterEscapedNewline,
        ];
        ALL.get(number as usize).copied().unwrap_or(StartRecord)
    }
}

/// What follows a line's last character.
const END: u32 = u32::MAX - 1;
const NEWLINE: u32 = '\n' as u32;
const RETURN: u32 = '\r' as u32;

/// Points that the first block of a field has room for, as in 3.13.
const FIRST_ROOM: usize = 4096;

/// `reader(lines, dialect, **options)`.
pub(super) fn new(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let fresh = make::<Reader>(thread.heap(), types::type_of(thread, &READER)?)?;
    fresh.start(thread)?;
    let (lines, base) = super::one_or_two(thread, &args)?;
    fresh.lines.set(Some(protocol::iter(thread, lines)?));
    let dialect = super::dialect::called(thread, base, &args)?;
    fresh.dialect.set(dialect.downcast_into::<Dialect>().ok());
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// The rules of a dialect, at hand while a line is read.
struct Rules {
    delimiter: u32,
    quote: u32,
    escape: u32,
    quoting: i32,
    double: bool,
    skip: bool,
    strict: bool,
    /// Characters that a field may have.
    limit: isize,
}

impl Rules {
    fn of(dialect: &Dialect) -> Rules {
        let quoting = dialect.quoting.get();
        Rules {
            delimiter: dialect.delimiter.get(),
            quote: match quoting {
                quoting::NONE => NOT_SET,
                _ => dialect.quotechar.get(),
            },
            escape: dialect.escapechar.get(),
            quoting,
            double: dialect.doublequote.get(),
            skip: dialect.skipinitialspace.get(),
            strict: dialect.strict.get(),
            limit: 0,
        }
    }
}

fn next(thread: &Thread, it: &Object) -> IterResult {
    let Some(reader) = it.downcast::<Reader>() else {
        return Err(thread.system_error(format_args!("a reader without its layout")));
    };
    let (Some(lines), Some(dialect)) = (reader.lines.get(), reader.dialect.get()) else {
        return Err(thread.system_error(format_args!("a reader that reads nothing")));
    };
    let mut rules = Rules::of(&dialect);
    let state = types::room::<super::State>(thread);
    reader.start(thread)?;
    loop {
        let Some(line) = protocol::next(thread, &lines)? else {
            if reader.field.is_empty() && reader.state() != State::InQuoted {
                return Ok(None);
            }
            if rules.strict {
                return Err(error(thread, format_args!("unexpected end of data")));
            }
            reader.save(thread, &rules)?;
            break;
        };
        let Some(text) = line.downcast::<Str>() else {
            return Err(error(
                thread,
                format_args!(
                    "iterator should return strings, not {} (the file should be opened in text mode)",
                    line.ty().name()
                ),
            ));
        };
        reader.line.set(reader.line.get() + 1);
        rules.limit = state.limit.get();
        match text.data() {
            Data::One(units) => reader.line(thread, &rules, units)?,
            Data::Two(units) => reader.line(thread, &rules, units)?,
            Data::Four(units) => reader.line(thread, &rules, units)?,
        }
        reader.take(thread, &rules, END)?;
        if reader.state() == State::StartRecord {
            break;
        }
    }
    Ok(reader.fields.take().map(Ref::into_object))
}

impl Reader {
    fn state(&self) -> State {
        State::of(self.state.get())
    }

    fn enter(&self, state: State) {
        self.state.set(state as u8);
    }

    /// Nothing is known of a row yet.
    fn start(&self, thread: &Thread) -> Result<()> {
        self.fields.set(Some(List::new(thread)?));
        self.field.truncate(0);
        self.enter(State::StartRecord);
        self.unquoted.set(false);
        Ok(())
    }

    /// The field ends here.
    fn save(&self, thread: &Thread, rules: &Rules) -> Result<()> {
        let (empty, unquoted) = (self.field.is_empty(), self.unquoted.get());
        let nothing = matches!(rules.quoting, quoting::STRINGS | quoting::NOT_NULL);
        let numbers = matches!(rules.quoting, quoting::STRINGS | quoting::NON_NUMERIC);
        match (empty && unquoted && nothing, self.fields.get()) {
            (_, None) => Err(thread.system_error(format_args!("fields of no row"))),
            (true, Some(fields)) => fields.push(thread, thread.heap().none()),
            (false, Some(fields)) => {
                let text = self
                    .field
                    .with(|points| Str::from_code_points(thread, points));
                self.field.truncate(0);
                let text = text?.into_object();
                let value = match !empty && unquoted && numbers {
                    true => {
                        let float = thread.heap().builtin(Builtin::Float).as_object();
                        protocol::call_one(thread, float, &text)?
                    }
                    false => text,
                };
                fields.push(thread, value)
            }
        }
    }

    fn add(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        if self.field.len() as isize >= rules.limit {
            let limit = rules.limit;
            let text = format_args!("field larger than field limit ({limit})");
            return Err(error(thread, text));
        }
        if !self.field.push(point) {
            let room = match self.field.room() {
                0 => FIRST_ROOM,
                room => room * 2,
            };
            self.field.grow(thread.heap(), room)?;
            self.field.push(point);
        }
        Ok(())
    }

    /// A line's characters: one by one where they may mean something, those between at once.
    fn line<U: Copy + Into<u32>>(&self, thread: &Thread, rules: &Rules, units: &[U]) -> Result<()> {
        let mut rest = units;
        while let Some((&first, tail)) = rest.split_first() {
            self.take(thread, rules, first.into())?;
            let run = match self.state() {
                State::InField => run(tail, [rules.delimiter, rules.escape, NEWLINE, RETURN]),
                State::InQuoted => run(tail, [rules.quote, rules.escape, NOT_SET, NOT_SET]),
                _ => 0,
            };
            self.add_all(thread, rules, &tail[..run])?;
            rest = &tail[run..];
        }
        Ok(())
    }

    fn add_all<U: Copy + Into<u32>>(
        &self,
        thread: &Thread,
        rules: &Rules,
        units: &[U],
    ) -> Result<()> {
        let fits = self.field.len() + units.len() <= rules.limit.max(0) as usize;
        if fits && self.field.push_all(units) {
            return Ok(());
        }
        units
            .iter()
            .try_for_each(|&unit| self.add(thread, rules, unit.into()))
    }

    /// The next character of a line, or its end.
    fn take(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        use State::*;
        match self.state() {
            StartRecord => match point {
                END => Ok(()),
                NEWLINE | RETURN => {
                    self.enter(EatNewline);
                    Ok(())
                }
                _ => self.start_field(thread, rules, point),
            },
            StartField => self.start_field(thread, rules, point),
            Escaped => match point {
                NEWLINE | RETURN => {
                    self.enter(AfterEscapedNewline);
                    self.add(thread, rules, point)
                }
                _ => {
                    self.enter(InField);
                    self.add(thread, rules, if point == END { NEWLINE } else { point })
                }
            },
            AfterEscapedNewline if point == END => Ok(()),
            // As in 3.13 a line that goes on behind an escaped newline doesn't end the row: the state stays.
            AfterEscapedNewline | InField => self.in_field(thread, rules, point),
            InQuoted => self.in_quotes(thread, rules, point),
            EscapedInQuoted => {
                self.enter(InQuoted);
                self.add(thread, rules, if point == END { NEWLINE } else { point })
            }
            QuoteInQuoted => self.after_quote(thread, rules, point),
            EatNewline => match point {
                NEWLINE | RETURN => Ok(()),
                END => {
                    self.enter(StartRecord);
                    Ok(())
                }
                _ => Err(error(
                    thread,
                    format_args!(
                        "new-line character seen in unquoted field - do you need to open the file with newline=''?"
                    ),
                )),
            },
        }
    }

    /// The row ends with this field.
    fn end(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        self.save(thread, rules)?;
        self.enter(match point {
            END => State::StartRecord,
            _ => State::EatNewline,
        });
        Ok(())
    }

    fn start_field(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        self.unquoted.set(true);
        self.enter(State::StartField);
        if matches!(point, NEWLINE | RETURN | END) {
            return self.end(thread, rules, point);
        }
        if point == rules.quote {
            self.unquoted.set(false);
            self.enter(State::InQuoted);
            return Ok(());
        }
        if point == rules.escape {
            self.enter(State::Escaped);
            return Ok(());
        }
        if point == u32::from(' ') && rules.skip {
            return Ok(());
        }
        if point == rules.delimiter {
            return self.save(thread, rules);
        }
        self.enter(State::InField);
        self.add(thread, rules, point)
    }

    fn in_field(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        if matches!(point, NEWLINE | RETURN | END) {
            return self.end(thread, rules, point);
        }
        if point == rules.escape {
            self.enter(State::Escaped);
            return Ok(());
        }
        if point == rules.delimiter {
            self.save(thread, rules)?;
            self.enter(State::StartField);
            return Ok(());
        }
        self.add(thread, rules, point)
    }

    fn in_quotes(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        if point == END {
            return Ok(());
        }
        if point == rules.escape {
            self.enter(State::EscapedInQuoted);
            return Ok(());
        }
        if point == rules.quote {
            self.enter(match rules.double {
                true => State::QuoteInQuoted,
                false => State::InField,
            });
            return Ok(());
        }
        self.add(thread, rules, point)
    }

    fn after_quote(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        if point == rules.quote {
            self.enter(State::InQuoted);
            return self.add(thread, rules, point);
        }
        if point == rules.delimiter {
            self.save(thread, rules)?;
            self.enter(State::StartField);
            return Ok(());
        }
        if matches!(point, NEWLINE | RETURN | END) {
            return self.end(thread, rules, point);
        }
        if !rules.strict {
            self.enter(State::InField);
            return self.add(thread, rules, point);
        }
        let delimiter = char::from_u32(rules.delimiter).unwrap_or('\u{fffd}');
        let quote = char::from_u32(rules.quote).unwrap_or('\u{fffd}');
        Err(error(
            thread,
            format_args!("'{delimiter}' expected after '{quote}'"),
        ))
    }
}

/// How many characters at the front are none of these.
fn run<U: Copy + Into<u32>>(units: &[U], stops: [u32; 4]) -> usize {
    let stop = |&unit: &U| stops.contains(&unit.into());
    units.iter().position(stop).unwrap_or(units.len())
}
