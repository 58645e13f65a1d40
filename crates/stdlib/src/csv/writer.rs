//! `writer`: rows of fields into text, a call of `write` for each.
//!
//! ```text
//!   0 header  16 write  24 dialect  32 text of the row in the making (24)  56 number of its fields  64 class of errors        72
//! ```

use super::dialect::{Dialect, NOT_SET};
use super::{error, quoting};
use object::native::make;
use object::native_points::PointField;
use object::{
    Args, Builtin, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread, TypeFlags,
    TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::str::Data;
use types::{Str, protocol};

native_layout! {
    /// See the file's head.
    pub struct Writer: WRITER_LAYOUT, "writer" {
        write: Slot,
        dialect: Slot<Dialect>,
        record: PointField,
        fields: Cell<i32>,
        error: Slot,
    } drops [dialect] type Last shows shown
}

const _: () = assert!(size_of::<Writer>() == 72);

/// 3.13 shows the dialect first.
fn shown(object: &Object, visit: Visit) {
    if let Some(writer) = object.downcast::<Writer>() {
        let parts = [
            writer.dialect.get().map(Ref::into_object),
            writer.write.get(),
            writer.error.get(),
        ];
        parts.iter().flatten().for_each(|part| visit(part));
    }
}

/// A record's room grows by so many points, as in 3.13.
const STEP: usize = 32768;

pub(super) static WRITER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::DISALLOW_INSTANTIATION),
    methods: &[
        MethodDef::one("writerow", |thread, it, row| this(thread, it)?.row(thread, row))
            .doc("writerow($self, object, /)\n--\n\nConstruct and write a CSV record from an iterable of fields.\n\nNon-string elements will be converted to string."),
        MethodDef::one("writerows", |thread, it, rows| {
            let rows = protocol::iter(thread, rows)?;
            while let Some(row) = protocol::next(thread, &rows)? {
                this(thread, it)?.row(thread, &row)?;
            }
            Ok(thread.heap().none())
        })
        .doc("writerows($self, object, /)\n--\n\nConstruct and write a series of iterables to a csv file.\n\nNon-string elements will be converted to string."),
    ],
    members: &[MemberDef {
        name: "dialect",
        kind: MemberKind::Object,
        offset: offset_of!(Writer, dialect),
        readonly: true,
        doc: None,
    }],
    doc: Some("CSV writer\n\nWriter objects are responsible for generating tabular data\nin CSV format from sequence input."),
    ..TypeSpec::new("_csv.writer", Builtin::Other, &WRITER_LAYOUT)
};

fn this<'a>(thread: &Thread, it: &'a Object) -> Result<&'a Writer> {
    match it.downcast::<Writer>() {
        Some(this) => Ok(this),
        None => Err(thread.system_error(format_args!("a writer without its layout"))),
    }
}

/// `writer(file, dialect, **options)`.
pub(super) fn new(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let fresh = make::<Writer>(thread.heap(), types::type_of(thread, &WRITER)?)?;
    fresh
        .error
        .set(types::room::<super::State>(thread).error.get());
    let (file, base) = super::one_or_two(thread, &args)?;
    let name = types::names(thread).write();
    let write = protocol::getattr_opt(thread, file, name)?;
    let Some(write) = write.filter(|write| protocol::is_callable(write)) else {
        return Err(thread.type_error(format_args!("argument 1 must have a \"write\" method")));
    };
    fresh.write.set(Some(write));
    let dialect = super::dialect::called(thread, base, &args)?;
    fresh.dialect.set(dialect.downcast_into::<Dialect>().ok());
    fresh.as_object().track();
    Ok(fresh.into_object())
}

impl Writer {
    /// Writes a row.
    fn row(&self, thread: &Thread, row: &Object) -> Result<Ref> {
        let rules = self.dialect.get().and_then(|dialect| Rules::of(&dialect));
        let (Some(write), Some(rules)) = (self.write.get(), rules) else {
            return Err(thread.system_error(format_args!("a writer that writes nothing")));
        };
        let items = match protocol::iter(thread, row) {
            Ok(items) => items,
            Err(raised) => return Err(self.not_iterable(thread, row, raised)),
        };
        self.record.truncate(0);
        self.fields.set(0);
        let mut empty = false;
        while let Some(field) = protocol::next(thread, &items)? {
            empty = field.is_exactly(Builtin::NoneType);
            self.field(thread, &rules, &field)?;
        }
        let how = rules.quoting;
        if self.fields.get() > 0 && self.record.is_empty() {
            let null = empty && matches!(how, quoting::STRINGS | quoting::NOT_NULL);
            if how == quoting::NONE || null {
                let text = format_args!("single empty field record must be quoted");
                return Err(error(thread, text));
            }
            self.fields.set(self.fields.get() - 1);
            self.join(thread, &rules, None, true)?;
        }
        for point in rules.end.code_points() {
            self.put(thread, point)?;
        }
        let line = self
            .record
            .with(|points| Str::from_code_points(thread, points))?;
        protocol::call_one(thread, &write, line.as_object())
    }

    #[cold]
    fn not_iterable(
        &self,
        thread: &Thread,
        row: &Object,
        raised: object::Raised,
    ) -> object::Raised {
        match thread.swallow(Builtin::TypeError) {
            Ok(()) => error(
                thread,
                format_args!("iterable expected, not {}", row.ty().name()),
            ),
            Err(_) => raised,
        }
    }

    /// Adds a field, as text.
    fn field(&self, thread: &Thread, rules: &Rules, field: &Object) -> Result<()> {
        let text = field.downcast::<Str>();
        let null = field.is_exactly(Builtin::NoneType);
        let quoted = match rules.quoting {
            quoting::NON_NUMERIC => !is_number(field),
            quoting::ALL => true,
            quoting::STRINGS => text.is_some(),
            quoting::NOT_NULL => !null,
            _ => false,
        };
        match text {
            Some(text) => self.join(thread, rules, Some(text), quoted),
            None if null => self.join(thread, rules, None, quoted),
            None => {
                let text = protocol::to_str(thread, field)?;
                self.join(thread, rules, Some(&text), quoted)
            }
        }
    }

    fn join(
        &self,
        thread: &Thread,
        rules: &Rules,
        text: Option<&Str>,
        mut quoted: bool,
    ) -> Result<()> {
        let how = rules.quoting;
        if rules.spaced && text.is_none_or(Str::is_empty) {
            let null = text.is_none() && matches!(how, quoting::STRINGS | quoting::NOT_NULL);
            if how == quoting::NONE || null {
                return Err(error(
                    thread,
                    format_args!(
                        "empty field must be quoted if delimiter is a space and skipinitialspace is true"
                    ),
                ));
            }
            quoted = true;
        }
        // What asks for nothing goes in as it is.
        let (plain, quotes) = match text.map(Str::data) {
            None => (true, false),
            Some(Data::One(units)) => rules.look(units),
            Some(Data::Two(units)) => rules.look(units),
            Some(Data::Four(units)) => rules.look(units),
        };
        quoted |= quotes;
        if self.fields.get() > 0 {
            self.put(thread, rules.delimiter)?;
        }
        if quoted {
            self.put(thread, rules.quote)?;
        }
        match text.map(Str::data) {
            None => {}
            Some(Data::One(units)) => self.put_all(thread, rules, units, plain)?,
            Some(Data::Two(units)) => self.put_all(thread, rules, units, plain)?,
            Some(Data::Four(units)) => self.put_all(thread, rules, units, plain)?,
        }
        if quoted {
            self.put(thread, rules.quote)?;
        }
        self.fields.set(self.fields.get() + 1);
        Ok(())
    }

    fn put_all<U: Copy + Into<u32>>(
        &self,
        thread: &Thread,
        rules: &Rules,
        units: &[U],
        plain: bool,
    ) -> Result<()> {
        if plain && self.record.push_all(units) {
            return Ok(());
        }
        for &unit in units {
            self.put_mark(thread, rules, unit.into())?;
            self.put(thread, unit.into())?;
        }
        Ok(())
    }

    /// What stands before a character.
    fn put_mark(&self, thread: &Thread, rules: &Rules, point: u32) -> Result<()> {
        match rules.mark(point) {
            Mark::Double => self.put(thread, rules.quote),
            Mark::Escape if rules.escape == NOT_SET => {
                let text = format_args!("need to escape, but no escapechar set");
                Err(error(thread, text))
            }
            Mark::Escape => self.put(thread, rules.escape),
            Mark::Nothing | Mark::Quote => Ok(()),
        }
    }

    #[inline]
    fn put(&self, thread: &Thread, point: u32) -> Result<()> {
        if !self.record.push(point) {
            let room = (self.record.len() + 1) / STEP * STEP + STEP;
            self.record.grow(thread.heap(), room)?;
            self.record.push(point);
        }
        Ok(())
    }
}

/// What a character in a field asks for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Nothing,
    /// Quotes around the field.
    Quote,
    /// The same, and a quote before it.
    Double,
    /// The escape character before it.
    Escape,
}

/// The rules of a dialect, at hand while a row is written.
struct Rules {
    delimiter: u32,
    quote: u32,
    escape: u32,
    quoting: i32,
    double: bool,
    spaced: bool,
    end: Ref<Str>,
    /// Whether it has other characters than those of a newline.
    odd_end: bool,
}

impl Rules {
    fn of(dialect: &Dialect) -> Option<Rules> {
        let delimiter = dialect.delimiter.get();
        let end = dialect.lineterminator.get()?;
        let newline = ['\n', '\r'].map(u32::from);
        let odd_end = end.code_points().any(|point| !newline.contains(&point));
        Some(Rules {
            delimiter,
            quote: dialect.quotechar.get(),
            escape: dialect.escapechar.get(),
            quoting: dialect.quoting.get(),
            double: dialect.doublequote.get(),
            spaced: delimiter == u32::from(' ') && dialect.skipinitialspace.get(),
            odd_end,
            end,
        })
    }

    /// Whether no character asks for anything, and whether one asks for quotes.
    fn look<U: Copy + Into<u32>>(&self, units: &[U]) -> (bool, bool) {
        let (mut plain, mut quotes) = (true, false);
        for &unit in units {
            let mark = self.mark(unit.into());
            plain &= mark == Mark::Nothing;
            quotes |= matches!(mark, Mark::Quote | Mark::Double);
        }
        (plain, quotes)
    }

    #[inline]
    fn mark(&self, point: u32) -> Mark {
        let newline = point == u32::from('\n') || point == u32::from('\r');
        let special = point == self.delimiter || point == self.escape || point == self.quote;
        let ends = || self.odd_end && self.end.code_points().any(|other| other == point);
        if special || newline || ends() {
            return self.mark_special(point);
        }
        Mark::Nothing
    }

    fn mark_special(&self, point: u32) -> Mark {
        if self.quoting == quoting::NONE {
            return Mark::Escape;
        }
        match point {
            _ if point == self.quote && self.double => Mark::Double,
            _ if point == self.quote || point == self.escape => Mark::Escape,
            _ => Mark::Quote,
        }
    }
}

/// Whether 3.13 takes it for a number: something with an integer or a float in it.
fn is_number(value: &Object) -> bool {
    let number = value.ty().number();
    number.index.is_some()
        || number.int.is_some()
        || number.float.is_some()
        || value.is_exactly(Builtin::Complex)
}
