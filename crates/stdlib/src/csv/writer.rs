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
        let (Some(write), Some(dialect)) = (self.write.get(), self.dialect.get()) else {
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
            self.field(thread, &dialect, &field)?;
        }
        let how = dialect.quoting.get();
        if self.fields.get() > 0 && self.record.is_empty() {
            let null = empty && matches!(how, quoting::STRINGS | quoting::NOT_NULL);
            if how == quoting::NONE || null {
                let text = format_args!("single empty field record must be quoted");
                return Err(error(thread, text));
            }
            self.fields.set(self.fields.get() - 1);
            self.join(thread, &dialect, None, true)?;
        }
        if let Some(end) = dialect.lineterminator.get() {
            for point in end.code_points() {
                self.put(thread, point)?;
            }
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
    fn field(&self, thread: &Thread, dialect: &Dialect, field: &Object) -> Result<()> {
        let text = field.downcast::<Str>();
        let null = field.is_exactly(Builtin::NoneType);
        let quoted = match dialect.quoting.get() {
            quoting::NON_NUMERIC => !is_number(field),
            quoting::ALL => true,
            quoting::STRINGS => text.is_some(),
            quoting::NOT_NULL => !null,
            _ => false,
        };
        match text {
            Some(text) => self.join(thread, dialect, Some(text), quoted),
            None if null => self.join(thread, dialect, None, quoted),
            None => {
                let text = protocol::to_str(thread, field)?;
                self.join(thread, dialect, Some(&text), quoted)
            }
        }
    }

    fn join(
        &self,
        thread: &Thread,
        dialect: &Dialect,
        text: Option<&Str>,
        mut quoted: bool,
    ) -> Result<()> {
        let how = dialect.quoting.get();
        let blank = text.is_none_or(Str::is_empty);
        let spaced = dialect.delimiter.get() == u32::from(' ') && dialect.skipinitialspace.get();
        if blank && spaced {
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
        quoted |= self.needs_quotes(dialect, text);
        if self.fields.get() > 0 {
            self.put(thread, dialect.delimiter.get())?;
        }
        if quoted {
            self.put(thread, dialect.quotechar.get())?;
        }
        for point in text.into_iter().flat_map(Str::code_points) {
            match mark(dialect, point) {
                Mark::Double => self.put(thread, dialect.quotechar.get())?,
                Mark::Escape if dialect.escapechar.get() == NOT_SET => {
                    let text = format_args!("need to escape, but no escapechar set");
                    return Err(error(thread, text));
                }
                Mark::Escape => self.put(thread, dialect.escapechar.get())?,
                Mark::Nothing | Mark::Quote => {}
            }
            self.put(thread, point)?;
        }
        if quoted {
            self.put(thread, dialect.quotechar.get())?;
        }
        self.fields.set(self.fields.get() + 1);
        Ok(())
    }

    /// Whether a character in the text asks for quotes around it.
    fn needs_quotes(&self, dialect: &Dialect, text: Option<&Str>) -> bool {
        text.is_some_and(|text| {
            text.code_points()
                .any(|point| matches!(mark(dialect, point), Mark::Quote | Mark::Double))
        })
    }

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
enum Mark {
    Nothing,
    /// Quotes around the field.
    Quote,
    /// The same, and a quote before it.
    Double,
    /// The escape character before it.
    Escape,
}

fn mark(dialect: &Dialect, point: u32) -> Mark {
    let (quote, escape) = (dialect.quotechar.get(), dialect.escapechar.get());
    let newline = point == u32::from('\n') || point == u32::from('\r');
    let special = point == dialect.delimiter.get()
        || point == escape
        || point == quote
        || newline
        || dialect
            .lineterminator
            .get()
            .is_some_and(|end| end.code_points().any(|other| other == point));
    if !special {
        return Mark::Nothing;
    }
    if dialect.quoting.get() == quoting::NONE {
        return Mark::Escape;
    }
    if point == quote {
        return match dialect.doublequote.get() {
            true => Mark::Double,
            false => Mark::Escape,
        };
    }
    match point == escape {
        true => Mark::Escape,
        false => Mark::Quote,
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
