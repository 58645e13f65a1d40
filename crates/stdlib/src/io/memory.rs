//! `BytesIO` and `StringIO`: streams in memory. A `StringIO` keeps its text as code points of four bytes each.

use super::common::{self, ENTER, EXIT, READLINES, WRITELINES};
use object::native::{ByteField, make};
use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::{Signature, Str, as_isize, buffer};

native_layout! {
    /// A stream of bytes.
    pub struct BytesStream: BYTES_STREAM, "BytesIO" {
        content: ByteField,
        dict: Slot,
        weaklist: Cell<usize>,
        /// Where the stream stands; `CLOSED_AT` when it is closed.
        at: Cell<usize>,
    }
}

native_layout! {
    /// A stream of code points, four bytes each.
    pub struct TextStream: TEXT_STREAM, "StringIO" {
        content: ByteField,
        at: Cell<usize>,
        /// Exact newline mode, as for text streams.
        newline: Cell<u8>,
        /// Room of CPython's other fields.
        rest: [Cell<usize>; 11],
        dict: Slot,
        weaklist: Cell<usize>,
        last: Cell<usize>,
    }
}

const _: () = assert!(size_of::<BytesStream>() == 64 && size_of::<TextStream>() == 168);
const _: () = assert!(offset_of!(BytesStream, dict) == 40 && offset_of!(TextStream, dict) == 144);

/// No stream stands here.
const CLOSED_AT: usize = usize::MAX;

/// What the methods see of either.
struct Memory<'a> {
    content: &'a ByteField,
    at: &'a Cell<usize>,
    newline: Option<&'a Cell<u8>>,
}

macro_rules! memory {
    ($spec:ident, $parent:ident, $layout:ident $dict:literal, $name:literal, $new:ident, $methods:expr, $getsets:expr,
        $doc:literal) => {
        /// The declaration.
        pub(super) static $spec: TypeSpec = TypeSpec {
            flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
            parent: Some(&super::base::$parent),
            slots: TypeSlots {
                iter: Some(common::iter),
                iternext: Some(common::next),
                new: Some($new),
                init: Some(|_, _, _| Ok(())),
                ..TypeSlots::EMPTY
            },
            methods: $methods,
            getsets: $getsets,
            dict_offset: $dict,
            weaklist_offset: $dict + 8,
            doc: Some($doc),
            ..TypeSpec::new($name, Builtin::Other, &$layout)
        };
    };
}

memory!(
    BYTES_IO,
    BUFFERED_IO_BASE,
    BYTES_STREAM 40,
    "_io.BytesIO",
    new_bytes,
    BYTES_METHODS,
    CLOSED,
    "Buffered I/O implementation using an in-memory bytes buffer."
);
memory!(
    STRING_IO,
    TEXT_IO_BASE,
    TEXT_STREAM 144,
    "_io.StringIO",
    new_string,
    STRING_METHODS,
    STRING_GETSETS,
    "Text I/O implementation using an in-memory buffer."
);

const CLOSED_GETSET: GetSetDef = GetSetDef {
    name: "closed",
    get: |thread, it| Ok(thread.heap().bool(memory(thread, it)?.is_closed())),
    set: None,
    doc: None,
};

const CLOSED: &[GetSetDef] = &[CLOSED_GETSET];

const fn none(name: &'static str) -> GetSetDef {
    GetSetDef {
        name,
        get: |thread, _| Ok(thread.heap().none()),
        set: None,
        doc: None,
    }
}

const STRING_GETSETS: &[GetSetDef] = &[
    CLOSED_GETSET,
    none("encoding"),
    none("errors"),
    none("newlines"),
    GetSetDef {
        name: "line_buffering",
        get: |thread, _| Ok(thread.heap().bool(false)),
        set: None,
        doc: None,
    },
];

const fn yes(name: &'static str) -> MethodDef {
    MethodDef::no_args(name, |thread, it| {
        memory(thread, it)?.check(thread)?;
        Ok(thread.heap().bool(true))
    })
}

const ISATTY: MethodDef = MethodDef::no_args("isatty", |thread, it| {
    memory(thread, it)?.check(thread)?;
    Ok(thread.heap().bool(false))
});
const FILENO: MethodDef = MethodDef::no_args("fileno", |thread, _| {
    Err(super::unsupported(thread, "fileno"))
});
const DETACH: MethodDef = MethodDef::no_args("detach", |thread, _| {
    Err(super::unsupported(thread, "detach"))
});
const FLUSH: MethodDef = MethodDef::no_args("flush", |thread, it| {
    memory(thread, it)?.check(thread)?;
    Ok(thread.heap().none())
});
const CLOSE: MethodDef = MethodDef::no_args("close", |thread, it| {
    let it = memory(thread, it)?;
    it.at.set(CLOSED_AT);
    it.content.resize(thread.heap(), 0)?;
    Ok(thread.heap().none())
});

const BYTES_METHODS: &[MethodDef] = &[
    MethodDef::fast("read", |thread, it, args| read(thread, it, args, 1)),
    MethodDef::fast("read1", |thread, it, args| read(thread, it, args, 1)),
    MethodDef::fast("readline", |thread, it, args| readline(thread, it, args, 1)),
    READLINES,
    WRITELINES,
    MethodDef::one("readinto", readinto),
    MethodDef::one("readinto1", readinto),
    MethodDef::one("write", write_bytes),
    MethodDef::no_args("getvalue", |thread, it| {
        let it = memory(thread, it)?;
        it.check(thread)?;
        it.content
            .with(thread.heap(), |bytes| common::bytes(thread, bytes))
    }),
    MethodDef::no_args("getbuffer", |thread, it| {
        let it = memory(thread, it)?;
        it.check(thread)?;
        let bytes = it
            .content
            .with(thread.heap(), |bytes| common::bytes(thread, bytes))?;
        let view = thread.heap().builtin(Builtin::MemoryView);
        types::call_one(thread, view.as_object(), &bytes)
    }),
    MethodDef::fast("seek", |thread, it, args| seek(thread, it, args, 1)),
    MethodDef::no_args("tell", |thread, it| tell(thread, it, 1)),
    MethodDef::fast("truncate", |thread, it, args| truncate(thread, it, args, 1)),
    yes("readable"),
    yes("writable"),
    yes("seekable"),
    ISATTY,
    FILENO,
    DETACH,
    FLUSH,
    CLOSE,
    ENTER,
    EXIT,
];

const STRING_METHODS: &[MethodDef] = &[
    MethodDef::fast("read", |thread, it, args| read(thread, it, args, 4)),
    MethodDef::fast("readline", |thread, it, args| readline(thread, it, args, 4)),
    READLINES,
    WRITELINES,
    MethodDef::one("write", write_text),
    MethodDef::no_args("getvalue", |thread, it| {
        let it = memory(thread, it)?;
        it.check(thread)?;
        it.hand_out(thread, 0, it.content.len(), 4)
    }),
    MethodDef::fast("seek", seek_text),
    MethodDef::no_args("tell", |thread, it| tell(thread, it, 4)),
    MethodDef::fast("truncate", |thread, it, args| truncate(thread, it, args, 4)),
    yes("readable"),
    yes("writable"),
    yes("seekable"),
    ISATTY,
    FILENO,
    DETACH,
    FLUSH,
    CLOSE,
    ENTER,
    EXIT,
];

fn memory<'a>(thread: &Thread, object: &'a Object) -> Result<Memory<'a>> {
    if let Some(it) = object.downcast::<BytesStream>() {
        return Ok(Memory {
            content: &it.content,
            at: &it.at,
            newline: None,
        });
    }
    match object.downcast::<TextStream>() {
        Some(it) => Ok(Memory {
            content: &it.content,
            at: &it.at,
            newline: Some(&it.newline),
        }),
        None => Err(thread.type_error(format_args!("a stream in memory is required"))),
    }
}

impl Memory<'_> {
    fn is_closed(&self) -> bool {
        self.at.get() == CLOSED_AT
    }

    fn check(&self, thread: &Thread) -> Result<()> {
        match self.is_closed() {
            true => Err(thread.value_error(format_args!("I/O operation on closed file"))),
            false => Ok(()),
        }
    }

    /// A part of the content as an object; offsets in bytes, units of 1 (bytes) or 4 (text).
    fn hand_out(&self, thread: &Thread, from: usize, to: usize, unit: usize) -> Result<Ref> {
        self.content.with(thread.heap(), |bytes| {
            let part = &bytes[from..to];
            if unit == 1 {
                return common::bytes(thread, part);
            }
            let mut out = types::str::Builder::with_capacity(thread, part.len() / 4)?;
            for point in part.chunks_exact(4) {
                out.push_point(u32::from_le_bytes([point[0], point[1], point[2], point[3]]))?;
            }
            Ok(out.finish()?.into_object())
        })
    }

    fn put_text(&self, thread: &Thread, text: &Str) -> Result<()> {
        use super::text::newline;
        let heap = thread.heap();
        let put = |point: u32| {
            let at = self.at.get();
            self.content.write_at(heap, at, &point.to_le_bytes())?;
            self.at.set(at + 4);
            Ok(())
        };
        let mode = self.newline.map_or(newline::LF, Cell::get);
        let mut after_cr = false;
        for point in text.code_points() {
            match (point, mode) {
                (13, newline::UNIVERSAL) => put(10)?,
                (10, newline::UNIVERSAL) if after_cr => {}
                (10, newline::CR) => put(13)?,
                (10, newline::CRLF) => {
                    put(13)?;
                    put(10)?;
                }
                _ => put(point)?,
            }
            after_cr = point == 13;
        }
        Ok(())
    }
}

fn new_bytes(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "BytesIO",
        names: ["initial_bytes"],
        required: 0,
        positional: 1,
    };
    let fresh = make::<BytesStream>(thread.heap(), ty)?;
    let initial = match ty.is_class() {
        true => args.positional().first().map(|r| &**r),
        false => SIGNATURE.bind(thread, &args)?.get(0),
    };
    if let Some(initial) = initial.filter(|i| !i.is_exactly(Builtin::NoneType)) {
        let view = buffer(thread, initial, false)?;
        fresh
            .content
            .append(thread.heap(), &types::copy_view(thread, &view)?)?;
    }
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn new_string(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "StringIO",
        names: ["initial_value", "newline"],
        required: 0,
        positional: 2,
    };
    let fresh = make::<TextStream>(thread.heap(), ty)?;
    fresh.newline.set(super::text::newline::LF);
    if !ty.is_class() || args.names().is_empty() && args.positional().len() <= 2 {
        let bound = SIGNATURE.bind(thread, &args)?;
        if let Some(newline) = bound.get(1) {
            fresh.newline.set(super::newline_argument(thread, newline)?);
        }
        if let Some(initial) = bound.get(0).filter(|i| !i.is_exactly(Builtin::NoneType)) {
            let Some(text) = initial.downcast::<Str>() else {
                return Err(thread.type_error(format_args!(
                    "initial_value must be str or None, not {}",
                    initial.ty().name()
                )));
            };
            memory(thread, fresh.as_object())?.put_text(thread, text)?;
            fresh.at.set(0);
        }
    }
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn read(thread: &Thread, object: &Object, args: &[Ref], unit: usize) -> Result<Ref> {
    let it = memory(thread, object)?;
    let n = super::text_type::size(thread, "read", args)?;
    it.check(thread)?;
    let at = it.at.get().min(it.content.len());
    let left = it.content.len() - at;
    let end = at + n.map_or(left, |n| n.saturating_mul(unit).min(left));
    it.at.set(it.at.get().max(end));
    it.hand_out(thread, at, end, unit)
}

fn readline(thread: &Thread, object: &Object, args: &[Ref], unit: usize) -> Result<Ref> {
    let it = memory(thread, object)?;
    let n = super::text_type::size(thread, "readline", args)?;
    it.check(thread)?;
    let at = it.at.get().min(it.content.len());
    let line = it.content.with(thread.heap(), |bytes| {
        let mut units = bytes[at..].chunks_exact(unit);
        let newline = units.position(|u| u[0] == b'\n' && u[1..].iter().all(|&b| b == 0));
        newline.map_or(bytes.len() - at, |i| (i + 1) * unit)
    });
    let end = at + n.map_or(line, |n| n.saturating_mul(unit).min(line));
    it.at.set(it.at.get().max(end));
    it.hand_out(thread, at, end, unit)
}

fn readinto(thread: &Thread, object: &Object, target: &Object) -> Result<Ref> {
    let view = buffer(thread, target, true)?;
    let it = memory(thread, object)?;
    it.check(thread)?;
    let at = it.at.get().min(it.content.len());
    let n = it
        .content
        .with(thread.heap(), |bytes| view.copy_in(0, &bytes[at..]));
    it.at.set(at + n);
    common::int(thread, n)
}

fn write_bytes(thread: &Thread, object: &Object, source: &Object) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    let view = buffer(thread, source, false)?;
    let bytes = types::copy_view(thread, &view)?;
    it.content.write_at(thread.heap(), it.at.get(), &bytes)?;
    it.at.set(it.at.get() + bytes.len());
    common::int(thread, bytes.len())
}

fn write_text(thread: &Thread, object: &Object, text: &Object) -> Result<Ref> {
    let Some(text) = text.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "string argument expected, got '{}'",
            text.ty().name()
        )));
    };
    let it = memory(thread, object)?;
    it.check(thread)?;
    it.put_text(thread, text)?;
    common::int(thread, text.len())
}

fn seek(thread: &Thread, object: &Object, args: &[Ref], unit: usize) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    let (at, end) = (it.at.get() / unit, it.content.len() / unit);
    let to = common::seek_target(thread, args, at as i64, || Ok(end as i64))?;
    it.at.set(to as usize * unit);
    common::int(thread, to as usize)
}

/// Text can be sought only to a place from its start, or without moving from here or the end.
fn seek_text(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    if let [offset, whence] = args
        && as_isize(thread, whence, Builtin::OverflowError)? != 0
        && as_isize(thread, offset, Builtin::OverflowError)? != 0
    {
        return Err(thread.raise(
            Builtin::OSError,
            format_args!("Can't do nonzero cur-relative seeks"),
        ));
    }
    seek(thread, object, args, 4)
}

fn tell(thread: &Thread, object: &Object, unit: usize) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    common::int(thread, it.at.get() / unit)
}

fn truncate(thread: &Thread, object: &Object, args: &[Ref], unit: usize) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    let size = match args.first().filter(|s| !s.is_exactly(Builtin::NoneType)) {
        Some(size) => match as_isize(thread, size, Builtin::OverflowError)? {
            n if n < 0 => {
                return Err(thread.value_error(format_args!("negative size value {n}")));
            }
            n => n as usize,
        },
        None => it.at.get() / unit,
    };
    if size * unit < it.content.len() {
        it.content.resize(thread.heap(), size * unit)?;
    }
    common::int(thread, size)
}
