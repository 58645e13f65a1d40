//! `_IOBase`, `_RawIOBase`, `_BufferedIOBase`, `_TextIOBase`: what streams written in Python stand on.
//!
//! Everything here is written in terms of methods that the stream itself has: reading a line asks `peek` and `read`, closing asks
//! `flush`. That a stream is closed stands in its dictionary. The native streams have faster methods of their own.

use super::{common, is_closed, unsupported};
use object::{
    Builtin, GetSetDef, MethodDef, Object, Raised, Ref, Result, Slot, Thread, TypeFlags, TypeSlots,
    TypeSpec, native_layout,
};
use std::cell::Cell;
use types::typeobj::DICT_ATTRIBUTE;
use types::{Bytes, Int, List, Str, buffer, call_method, getattr_opt, names};

native_layout! {
    /// A stream of Python's own making.
    pub struct IoBase: IO_BASE_LAYOUT, "_IOBase" { dict: Slot, weaklist: Cell<usize> }
}

const _: () = assert!(size_of::<IoBase>() == 32);

/// The attribute that says that a stream was closed.
const CLOSED: &str = "__IOBase_closed";

const fn spec(
    name: &'static str,
    parent: Option<&'static TypeSpec>,
    methods: &'static [MethodDef],
    getsets: &'static [GetSetDef],
    doc: &'static str,
) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
        parent,
        methods,
        getsets,
        dict_offset: 16,
        weaklist_offset: 24,
        doc: Some(doc),
        ..TypeSpec::new(name, Builtin::Other, &IO_BASE_LAYOUT)
    }
}

/// The base of all streams.
pub(super) static IO_BASE: TypeSpec = TypeSpec {
    slots: TypeSlots {
        iter: Some(common::iter),
        iternext: Some(common::next),
        finalize: Some(finalize),
        ..TypeSlots::EMPTY
    },
    ..spec(
        "_io._IOBase",
        None,
        IO_METHODS,
        &[
            DICT_ATTRIBUTE,
            get("closed", |thread, it| {
                Ok(thread.heap().bool(was_closed(thread, it)?))
            }),
        ],
        "The base of all streams.",
    )
};

/// Streams over devices.
pub(super) static RAW_IO_BASE: TypeSpec = spec(
    "_io._RawIOBase",
    Some(&IO_BASE),
    RAW_METHODS,
    &[],
    "The base of streams without a buffer.",
);

/// Streams with a buffer.
pub(super) static BUFFERED_IO_BASE: TypeSpec = spec(
    "_io._BufferedIOBase",
    Some(&IO_BASE),
    BUFFERED_METHODS,
    &[],
    "The base of streams with a buffer.",
);

/// Streams of text.
pub(super) static TEXT_IO_BASE: TypeSpec = spec(
    "_io._TextIOBase",
    Some(&IO_BASE),
    TEXT_METHODS,
    &[nothing("encoding"), nothing("newlines"), nothing("errors")],
    "The base of streams of text.",
);

const fn get(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

const fn nothing(name: &'static str) -> GetSetDef {
    get(name, |thread, _| Ok(thread.heap().none()))
}

macro_rules! refuse {
    ($name:literal, $operation:literal) => {
        MethodDef::fast($name, |thread, _, _| Err(unsupported(thread, $operation)))
    };
}

macro_rules! no {
    ($name:literal) => {
        MethodDef::no_args($name, |thread, _| Ok(thread.heap().bool(false)))
    };
}

macro_rules! demand {
    ($name:literal, $question:literal, $message:literal) => {
        MethodDef::fast($name, |thread, it, _| {
            let answer = ask(thread, it, $question, &[])?;
            match answer.is(&thread.heap().bool(true)) {
                true => Ok(answer),
                false => Err(unsupported(thread, $message)),
            }
        })
    };
}

const IO_METHODS: &[MethodDef] = &[
    refuse!("seek", "seek"),
    MethodDef::no_args("tell", |thread, it| {
        let zero_one = [Int::new(thread, 0)?, Int::new(thread, 1)?];
        ask(thread, it, "seek", &zero_one)
    }),
    refuse!("truncate", "truncate"),
    MethodDef::no_args("flush", |thread, it| match was_closed(thread, it)? {
        true => Err(closed_file(thread)),
        false => Ok(thread.heap().none()),
    }),
    MethodDef::no_args("close", close),
    no!("seekable"),
    no!("readable"),
    no!("writable"),
    MethodDef::fast("_checkClosed", |thread, it, _| {
        common::check_open(thread, it)?;
        Ok(thread.heap().none())
    }),
    demand!(
        "_checkSeekable",
        "seekable",
        "File or stream is not seekable."
    ),
    demand!(
        "_checkReadable",
        "readable",
        "File or stream is not readable."
    ),
    demand!(
        "_checkWritable",
        "writable",
        "File or stream is not writable."
    ),
    refuse!("fileno", "fileno"),
    MethodDef::no_args("isatty", |thread, it| {
        common::check_open(thread, it)?;
        Ok(thread.heap().bool(false))
    }),
    common::ENTER,
    common::EXIT,
    MethodDef::fast("readline", readline),
    common::READLINES,
    common::WRITELINES,
];

const RAW_METHODS: &[MethodDef] = &[
    MethodDef::fast("read", raw_read),
    MethodDef::no_args("readall", raw_read_all),
    MethodDef::fast("readinto", |thread, _, _| Err(left_out(thread))),
    MethodDef::fast("write", |thread, _, _| Err(left_out(thread))),
];

const BUFFERED_METHODS: &[MethodDef] = &[
    refuse!("detach", "detach"),
    refuse!("read", "read"),
    refuse!("read1", "read1"),
    MethodDef::one("readinto", |thread, it, into| {
        read_into(thread, it, into, "read")
    }),
    MethodDef::one("readinto1", |thread, it, into| {
        read_into(thread, it, into, "read1")
    }),
    refuse!("write", "write"),
];

const TEXT_METHODS: &[MethodDef] = &[
    refuse!("detach", "detach"),
    refuse!("read", "read"),
    refuse!("readline", "readline"),
    MethodDef::one("write", |thread, _, text| match text.downcast::<Str>() {
        Some(_) => Err(unsupported(thread, "write")),
        None => Err(thread.type_error(format_args!(
            "write() argument 1 must be str, not {}",
            types::protocol::type_text(text)
        ))),
    }),
];

/// Calls a method of the stream.
fn ask(thread: &Thread, it: &Object, method: &'static str, args: &[Ref]) -> Result<Ref> {
    let method = types::str::intern_static(thread, method)?;
    call_method(thread, it, &method, args)
}

fn left_out(thread: &Thread) -> Raised {
    thread.raise(Builtin::NotImplementedError, format_args!(""))
}

fn closed_file(thread: &Thread) -> Raised {
    thread.value_error(format_args!("I/O operation on closed file."))
}

/// Whether `_IOBase.close` was called for the stream.
fn was_closed(thread: &Thread, it: &Object) -> Result<bool> {
    let name = types::str::intern_static(thread, CLOSED)?;
    Ok(getattr_opt(thread, it, &name)?.is_some())
}

/// Flushes and marks the stream as closed, whatever flushing raised.
fn close(thread: &Thread, it: &Object) -> Result<Ref> {
    if was_closed(thread, it)? {
        return Ok(thread.heap().none());
    }
    let flushed = call_method(thread, it, names(thread).flush(), &[]);
    let error = flushed.err().and_then(|_| thread.take_pending());
    let name = types::str::intern_static(thread, CLOSED)?;
    types::setattr_name(thread, it, &name, Some(&thread.heap().bool(true)))?;
    match error {
        Some(error) => Err(thread.set_pending(error)),
        None => Ok(thread.heap().none()),
    }
}

/// Closes a stream that nobody refers to any more, which may see by `_finalizing` why.
fn finalize(thread: &Thread, it: &Object) {
    // What streams in memory hold goes with them.
    if !it.ty().is_class() {
        return;
    }
    match is_closed(thread, it) {
        Ok(false) => {}
        _ => return drop(thread.take_pending()),
    }
    let told = types::str::intern_static(thread, "_finalizing")
        .and_then(|name| types::setattr_name(thread, it, &name, Some(&thread.heap().bool(true))));
    if told.is_err() {
        drop(thread.take_pending());
    }
    if call_method(thread, it, names(thread).close(), &[]).is_err() {
        (thread.hooks().unraisable)(thread, "", Some(it));
    }
}

/// A line, by what `peek` shows of it where there is one, else byte by byte.
fn readline(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    let most = super::text_type::size(thread, "readline", args)?;
    let peek = getattr_opt(thread, it, &*types::str::intern_static(thread, "peek")?)?;
    let mut line = object::Buf::<u8>::new(thread.heap());
    while most.is_none_or(|most| line.len() < most) {
        let mut wanted = 1;
        if let Some(peek) = &peek {
            let one = Int::new(thread, 1)?;
            let ahead = types::call_one(thread, peek, &one)?;
            let Some(ahead) = ahead.downcast::<Bytes>() else {
                return Err(not_bytes(thread, "peek()", &ahead));
            };
            let ahead = ahead.as_slice();
            let end = ahead.iter().position(|&byte| byte == b'\n');
            wanted = end.map_or(ahead.len(), |at| at + 1).max(1);
            wanted = most.map_or(wanted, |most| wanted.min(most - line.len()));
        }
        let piece = ask(thread, it, "read", &[Int::from_usize(thread, wanted)?])?;
        let Some(piece) = piece.downcast::<Bytes>() else {
            return Err(not_bytes(thread, "read()", &piece));
        };
        if piece.as_slice().is_empty() {
            break;
        }
        line.extend(piece.as_slice())?;
        if line.last() == Some(&b'\n') {
            break;
        }
    }
    common::bytes(thread, &line)
}

#[cold]
fn not_bytes(thread: &Thread, method: &str, found: &Object) -> Raised {
    thread.raise(
        Builtin::OSError,
        format_args!(
            "{method} should have returned a bytes object, not '{}'",
            found.ty().name()
        ),
    )
}

/// `read(n)` by `readinto`, all of it by `readall`.
fn raw_read(thread: &Thread, it: &Object, args: &[Ref]) -> Result<Ref> {
    let Some(size) = super::text_type::size(thread, "read", args)? else {
        return ask(thread, it, "readall", &[]);
    };
    let kind = thread.heap().builtin(Builtin::ByteArray).as_object();
    let room = types::call_one(thread, kind, &*Int::from_usize(thread, size)?)?;
    let got = ask(thread, it, "readinto", std::slice::from_ref(&room))?;
    if got.is_exactly(Builtin::NoneType) {
        return Ok(got);
    }
    let got = types::as_isize(thread, &got, Builtin::ValueError)?;
    let view = buffer(thread, &room, false)?;
    match usize::try_from(got)
        .ok()
        .and_then(|got| view.bytes().get(..got))
    {
        Some(bytes) => common::bytes(thread, bytes),
        None => Err(thread.value_error(format_args!(
            "readinto returned {got} outside buffer size {size}"
        ))),
    }
}

/// Everything up to the end, in pieces of the usual size.
fn raw_read_all(thread: &Thread, it: &Object) -> Result<Ref> {
    let pieces = List::new(thread)?;
    loop {
        let size = Int::from_usize(thread, super::buffered::DEFAULT_SIZE)?;
        let piece = ask(thread, it, "read", &[size])?;
        if piece.is_exactly(Builtin::NoneType) {
            if pieces.is_empty() {
                return Ok(piece);
            }
            break;
        }
        let Some(bytes) = piece.downcast::<Bytes>() else {
            return Err(thread.type_error(format_args!("read() should return bytes")));
        };
        if bytes.as_slice().is_empty() {
            break;
        }
        pieces.push(thread, piece)?;
    }
    let nothing = thread.heap().empty_bytes();
    ask(thread, &nothing, "join", &[pieces.into_object()])
}

/// `readinto(b)` by a method that gives bytes.
fn read_into(thread: &Thread, it: &Object, into: &Object, method: &'static str) -> Result<Ref> {
    let view = buffer(thread, into, true)?;
    let room = view.len;
    let data = ask(thread, it, method, &[Int::from_usize(thread, room)?])?;
    let Some(data) = data.downcast::<Bytes>() else {
        return Err(thread.type_error(format_args!("read() should return bytes")));
    };
    let data = data.as_slice();
    if data.len() > room {
        return Err(thread.value_error(format_args!(
            "read() returned too much data: {room} bytes requested, {} returned",
            data.len()
        )));
    }
    Int::from_usize(thread, view.copy_in(0, data))
}
