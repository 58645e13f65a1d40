//! `StringIO`: a stream of text in memory, as code points of four bytes each. (`BytesIO`: `bytes_stream.rs`.)

use super::common::{self, ENTER, EXIT, READLINES, WRITELINES};
use object::native::{ByteField, make};
use object::{
    Args, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::{Signature, Str, as_isize};

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

const _: () = assert!(size_of::<TextStream>() == 168);
const _: () = assert!(offset_of!(TextStream, dict) == 144);

/// Bytes of a code point.
const UNIT: usize = 4;

/// No stream stands here.
const CLOSED_AT: usize = usize::MAX;

/// What the methods see of either.
struct Memory<'a> {
    content: &'a ByteField,
    at: &'a Cell<usize>,
    newline: &'a Cell<u8>,
}

/// `_io.StringIO`.
pub(super) static STRING_IO: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    parent: Some(&super::base::TEXT_IO_BASE),
    slots: TypeSlots {
        iter: Some(common::iter),
        iternext: Some(common::next),
        new: Some(new_string),
        init: Some(|_, _, _| Ok(())),
        ..TypeSlots::EMPTY
    },
    methods: STRING_METHODS,
    getsets: STRING_GETSETS,
    dict_offset: 144,
    weaklist_offset: 152,
    doc: Some("Text I/O implementation using an in-memory buffer."),
    ..TypeSpec::new("_io.StringIO", Builtin::Other, &TEXT_STREAM)
};

const CLOSED_GETSET: GetSetDef = GetSetDef {
    name: "closed",
    get: |thread, it| Ok(thread.heap().bool(memory(thread, it)?.is_closed())),
    set: None,
    doc: None,
};

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
const FLUSH: MethodDef = MethodDef::no_args("flush", |thread, _| Ok(thread.heap().none()));
const CLOSE: MethodDef = MethodDef::no_args("close", |thread, it| {
    let it = memory(thread, it)?;
    it.at.set(CLOSED_AT);
    it.content.resize(thread.heap(), 0)?;
    Ok(thread.heap().none())
});

const STRING_METHODS: &[MethodDef] = &[
    MethodDef::fast("read", read),
    MethodDef::fast("readline", readline),
    READLINES,
    WRITELINES,
    MethodDef::one("write", write_text),
    MethodDef::no_args("getvalue", |thread, it| {
        let it = memory(thread, it)?;
        it.check(thread)?;
        it.hand_out(thread, 0, it.content.len())
    }),
    MethodDef::fast("seek", seek_text),
    MethodDef::no_args("tell", tell),
    MethodDef::fast("truncate", truncate),
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
    match object.downcast::<TextStream>() {
        Some(it) => Ok(Memory {
            content: &it.content,
            at: &it.at,
            newline: &it.newline,
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
            true => Err(thread.value_error(format_args!("I/O operation on closed file."))),
            false => Ok(()),
        }
    }

    /// A part of the content as an object; offsets in bytes.
    fn hand_out(&self, thread: &Thread, from: usize, to: usize) -> Result<Ref> {
        self.content.with(thread.heap(), |bytes| {
            let part = &bytes[from..to];
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
        let mode = self.newline.get();
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
            let mode = super::newline_argument(thread, newline).or_else(|raised| {
                match newline.downcast::<Str>() {
                    None => Err(raised),
                    Some(text) => {
                        drop(thread.take_pending());
                        let shown = types::repr(thread, text.as_object())?;
                        Err(thread.value_error(format_args!("illegal newline value: {shown}")))
                    }
                }
            });
            fresh.newline.set(mode?);
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

fn read(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = memory(thread, object)?;
    let n = super::text_type::size(thread, "read", args)?;
    it.check(thread)?;
    let at = it.at.get().min(it.content.len());
    let left = it.content.len() - at;
    let end = at + n.map_or(left, |n| n.saturating_mul(UNIT).min(left));
    it.at.set(it.at.get().max(end));
    it.hand_out(thread, at, end)
}

fn readline(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = memory(thread, object)?;
    let n = super::text_type::size(thread, "readline", args)?;
    it.check(thread)?;
    let at = it.at.get().min(it.content.len());
    let line = it.content.with(thread.heap(), |bytes| {
        let mut units = bytes[at..].chunks_exact(UNIT);
        let newline = units.position(|u| u[0] == b'\n' && u[1..].iter().all(|&b| b == 0));
        newline.map_or(bytes.len() - at, |i| (i + 1) * UNIT)
    });
    let end = at + n.map_or(line, |n| n.saturating_mul(UNIT).min(line));
    it.at.set(it.at.get().max(end));
    it.hand_out(thread, at, end)
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

fn seek(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    let (at, end) = (it.at.get() / UNIT, it.content.len() / UNIT);
    let to = common::seek_target(thread, args, at as i64, || Ok(end as i64))?;
    it.at.set((to as usize).min(usize::MAX / UNIT) * UNIT);
    common::int(thread, to as usize)
}

/// Text can be sought only to a place from its start, or without moving from here or the end.
fn seek_text(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    memory(thread, object)?.check(thread)?;
    let from_start = args
        .get(1)
        .map_or(Ok(0), |w| as_isize(thread, w, Builtin::OverflowError))?
        == 0;
    if let Some(offset) = args.first().filter(|_| from_start) {
        let offset = as_isize(thread, offset, Builtin::OverflowError)?;
        if offset < 0 {
            return Err(thread.value_error(format_args!("Negative seek position {offset}")));
        }
    }
    if let [offset, whence] = args
        && as_isize(thread, whence, Builtin::OverflowError)? != 0
        && as_isize(thread, offset, Builtin::OverflowError)? != 0
    {
        return Err(thread.raise(
            Builtin::OSError,
            format_args!("Can't do nonzero cur-relative seeks"),
        ));
    }
    seek(thread, object, args)
}

fn tell(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    common::int(thread, it.at.get() / UNIT)
}

fn truncate(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = memory(thread, object)?;
    it.check(thread)?;
    let size = match args.first().filter(|s| !s.is_exactly(Builtin::NoneType)) {
        Some(size) => match as_isize(thread, size, Builtin::OverflowError)? {
            n if n < 0 => {
                return Err(thread.value_error(format_args!("Negative size value {n}")));
            }
            n => n as usize,
        },
        None => it.at.get() / UNIT,
    };
    if size * UNIT < it.content.len() {
        it.content.resize(thread.heap(), size * UNIT)?;
    }
    common::int(thread, size)
}
