//! `BytesIO`, a stream of bytes in memory, and the object that its `getbuffer` shows.
//!
//! ```text
//!  0 header   16 buffer   24 place   32 room   40 dictionary   48 weak list   56 (3.13's word of exports)        64 bytes
//! ```
//! 3.13 keeps the contents in a `bytes` object, which it hands out as it is and copies before it writes to one that somebody else has
//! as well. Here the buffer is that object while it is whole and unwritten; a `bytearray` that nobody sees holds what is written.
//! `room` is the length that 3.13's object has then, spare bytes included: what `sys.getsizeof` adds while nobody shares it.
//! Without a buffer the stream is closed. What a buffer that somebody looks at refuses, the `bytearray` refuses.

use super::common::{self, ENTER, EXIT};
use super::text_type::size;
use object::native::make;
use object::{
    Args, BufferView, Builtin, GetSetDef, IterResult, MethodDef, Object, Ref, Result, Slot, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec, Visit, native_layout,
};
use std::cell::Cell;
use std::mem::offset_of;
use types::bytearray::ByteArray;
use types::{Bytes, Dict, Int, List, Signature, Tuple, as_isize, buffer};

native_layout! {
    /// See the file's head.
    pub struct BytesStream: BYTES_STREAM, "BytesIO" {
        buffer: Slot,
        at: Cell<usize>,
        room: Cell<usize>,
        dict: Slot,
        weaklist: Cell<usize>,
        exports: Cell<usize>,
    } shows shown
}

native_layout! {
    /// What a view of a stream's bytes is a view of.
    pub struct BytesBuffer: BYTES_BUFFER, "_BytesIOBuffer" { contents: Slot<ByteArray> }
}

const _: () = assert!(size_of::<BytesStream>() == 64);
const _: () = assert!(offset_of!(BytesStream, dict) == 40 && offset_of!(BytesStream, at) == 24);

/// A program sees the dictionary and the bytes, if they are an object.
fn shown(stream: &Object, visit: Visit) {
    let Some(it) = stream.downcast::<BytesStream>() else {
        return;
    };
    if let Some(dict) = it.dict.get() {
        visit(&dict);
    }
    if let Some(bytes) = it.buffer.get().filter(|b| b.is_exactly(Builtin::Bytes)) {
        visit(&bytes);
    }
}

/// `_io.BytesIO`.
pub(super) static BYTES_IO: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    parent: Some(&super::base::BUFFERED_IO_BASE),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        new: Some(new),
        init: Some(init),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    methods: METHODS,
    getsets: &[GetSetDef {
        name: "closed",
        get: |thread, it| Ok(thread.heap().bool(this(thread, it)?.buffer.is_none())),
        set: None,
        doc: None,
    }],
    dict_offset: 40,
    weaklist_offset: 48,
    doc: Some("Buffered I/O implementation using an in-memory bytes buffer."),
    ..TypeSpec::new("_io.BytesIO", Builtin::Other, &BYTES_STREAM)
};

/// `_io._BytesIOBuffer`.
pub(super) static BUFFER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC,
    slots: TypeSlots {
        buffer: Some(view_of),
        ..TypeSlots::EMPTY
    },
    ..TypeSpec::new("_io._BytesIOBuffer", Builtin::Other, &BYTES_BUFFER)
};

const fn asks(name: &'static str, answer: bool) -> MethodDef {
    match answer {
        true => MethodDef::no_args(name, |thread, it| {
            open(thread, it)?;
            Ok(thread.heap().bool(true))
        }),
        false => MethodDef::no_args(name, |thread, it| {
            open(thread, it)?;
            Ok(thread.heap().bool(false))
        }),
    }
}

const METHODS: &[MethodDef] = &[
    MethodDef::fast("read", read),
    MethodDef::fast("read1", read),
    MethodDef::fast("readline", |thread, it, args| {
        let n = size(thread, "readline", args)?;
        let it = open(thread, it)?;
        it.line(thread, n.unwrap_or(usize::MAX))
    }),
    MethodDef::fast("readlines", readlines),
    MethodDef::one("writelines", writelines),
    MethodDef::one("readinto", readinto),
    MethodDef::one("readinto1", readinto),
    MethodDef::one("write", |thread, it, bytes| {
        common::int(thread, open(thread, it)?.write(thread, bytes)?)
    }),
    MethodDef::no_args("getvalue", |thread, it| open(thread, it)?.whole(thread)),
    MethodDef::no_args("getbuffer", getbuffer),
    MethodDef::fast("seek", |thread, it, args| {
        let it = open(thread, it)?;
        let (at, end) = (it.at.get() as i64, it.len() as i64);
        let to = common::seek_target(thread, args, at, || Ok(end))?;
        it.at.set(to as usize);
        common::int(thread, to as usize)
    }),
    MethodDef::no_args("tell", |thread, it| {
        common::int(thread, open(thread, it)?.at.get())
    }),
    MethodDef::fast("truncate", truncate),
    asks("readable", true),
    asks("writable", true),
    asks("seekable", true),
    asks("isatty", false),
    MethodDef::no_args("fileno", |thread, _| {
        Err(super::unsupported(thread, "fileno"))
    }),
    MethodDef::no_args("detach", |thread, _| {
        Err(super::unsupported(thread, "detach"))
    }),
    MethodDef::no_args("flush", |thread, it| {
        open(thread, it)?;
        Ok(thread.heap().none())
    }),
    MethodDef::no_args("close", |thread, it| {
        let it = this(thread, it)?;
        it.check_exports(thread)?;
        it.buffer.set(None);
        Ok(thread.heap().none())
    }),
    MethodDef::no_args("__getstate__", getstate),
    MethodDef::one("__setstate__", setstate),
    MethodDef::no_args("__sizeof__", |thread, it| {
        Int::from_usize(thread, sizeof(thread, it)?)
    }),
    ENTER,
    EXIT,
];

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a BytesStream> {
    match object.downcast::<BytesStream>() {
        Some(it) => Ok(it),
        None => Err(thread.type_error(format_args!("a stream in memory is required"))),
    }
}

/// The stream, which must not be closed.
fn open<'a>(thread: &Thread, object: &'a Object) -> Result<&'a BytesStream> {
    let it = this(thread, object)?;
    match it.buffer.is_none() {
        true => Err(thread.value_error(format_args!("I/O operation on closed file."))),
        false => Ok(it),
    }
}

impl BytesStream {
    /// The bytes as an object, while they are one.
    fn object(&self) -> Option<Ref<Bytes>> {
        self.buffer.get()?.downcast_into::<Bytes>().ok()
    }

    /// The bytes that are written to.
    fn own(&self) -> Option<Ref<ByteArray>> {
        self.buffer.get()?.downcast_into::<ByteArray>().ok()
    }

    fn with<R>(&self, f: impl FnOnce(&[u8]) -> R) -> R {
        match (self.object(), self.own()) {
            (Some(bytes), _) => f(bytes.as_slice()),
            (_, Some(own)) => f(own.peek()),
            _ => f(&[]),
        }
    }

    fn len(&self) -> usize {
        self.with(<[u8]>::len)
    }

    /// Whether 3.13's bytes object belongs to somebody else as well; the empty one belongs to all.
    fn is_shared(&self) -> bool {
        self.object()
            .is_some_and(|bytes| bytes.is_empty() || bytes.as_object().refcount() > 2)
    }

    fn check_exports(&self, thread: &Thread) -> Result<()> {
        self.own().map_or(Ok(()), |own| own.check_resizable(thread))
    }

    /// The bytes to be written to: a copy of the object, if they are one.
    fn make_own(&self, thread: &Thread) -> Result<Ref<ByteArray>> {
        if let Some(own) = self.own() {
            return Ok(own);
        }
        let own = self.with(|bytes| ByteArray::new(thread, bytes))?;
        self.buffer.set(Some(own.clone().into_object()));
        Ok(own)
    }

    /// The room that 3.13 makes for `len` bytes.
    fn resize(&self, len: usize) {
        let room = self.room.get();
        self.room.set(if len < room / 2 {
            len + 1
        } else if len < room {
            room
        } else if len as f64 <= room as f64 * 1.125 {
            len + (len >> 3) + if len < 9 { 3 } else { 6 }
        } else {
            len + 1
        });
    }

    fn write(&self, thread: &Thread, source: &Object) -> Result<usize> {
        self.check_exports(thread)?;
        let view = buffer(thread, source, false)?;
        let bytes = types::copy_view(thread, &view)?;
        if bytes.is_empty() {
            return Ok(0);
        }
        let (at, shared) = (self.at.get(), self.is_shared());
        let Some(end) = at.checked_add(bytes.len()) else {
            return Err(thread.no_memory());
        };
        let own = self.make_own(thread)?;
        let len = own.len();
        own.resize(thread, len.max(end))?;
        if end > self.room.get() {
            self.resize(end);
        } else if shared {
            self.room.set(end.max(len));
        }
        own.edit(|to| to[at..end].copy_from_slice(&bytes));
        self.at.set(end);
        Ok(bytes.len())
    }

    /// All of it as an object, which the stream keeps as its own.
    fn whole(&self, thread: &Thread) -> Result<Ref> {
        if let Some(bytes) = self.object() {
            return Ok(bytes.into_object());
        }
        let bytes = self.with(|bytes| Bytes::new(thread, bytes))?.into_object();
        if self.len() <= 1 {
            return Ok(bytes);
        }
        if self.check_exports(thread).is_err() {
            drop(thread.take_pending());
            return Ok(bytes);
        }
        self.room.set(self.len());
        self.buffer.set(Some(bytes.clone()));
        Ok(bytes)
    }

    /// The next bytes, `most` at most.
    fn take(&self, thread: &Thread, most: usize) -> Result<Ref> {
        let (at, len) = (self.at.get(), self.len());
        let n = most.min(len.saturating_sub(at));
        if n > 1 && at == 0 && n == self.room.get() && n == len {
            self.at.set(n);
            return self.whole(thread);
        }
        let from = at.min(len);
        let part = self.with(|bytes| common::bytes(thread, &bytes[from..from + n]))?;
        self.at.set(at + n);
        Ok(part)
    }

    /// The next line, or as much of it as is wanted.
    fn line(&self, thread: &Thread, most: usize) -> Result<Ref> {
        let at = self.at.get();
        let line = self.with(|bytes| {
            let rest = bytes.get(at..).unwrap_or(&[]);
            let end = rest.iter().position(|&byte| byte == b'\n');
            end.map_or(rest.len(), |end| end + 1)
        });
        self.take(thread, line.min(most))
    }
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    let fresh = make::<BytesStream>(thread.heap(), ty)?;
    fresh.buffer.set(Some(common::bytes(thread, b"")?));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    const SIGNATURE: Signature<1> = Signature {
        function: "BytesIO",
        names: ["initial_bytes"],
        required: 0,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let it = this(thread, object)?;
    it.check_exports(thread)?;
    it.at.set(0);
    let Some(initial) = bound.get(0).filter(|i| !i.is_exactly(Builtin::NoneType)) else {
        it.make_own(thread)?.resize(thread, 0)?;
        return Ok(());
    };
    if let Some(bytes) = initial
        .downcast::<Bytes>()
        .filter(|_| initial.is_exactly(Builtin::Bytes))
    {
        it.room.set(bytes.len());
        it.buffer.set(Some(initial.to_ref()));
        return Ok(());
    }
    it.make_own(thread)?.resize(thread, 0)?;
    it.write(thread, initial)?;
    it.at.set(0);
    Ok(())
}

fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let it = this(thread, object)?;
    let counts = !it.buffer.is_none() && !it.is_shared() && it.room.get() > 0;
    let own = object.ty().basicsize();
    Ok(own + if counts { 33 + it.room.get() } else { 0 })
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let line = open(thread, object)?.line(thread, usize::MAX)?;
    let empty = line.downcast::<Bytes>().is_none_or(Bytes::is_empty);
    Ok((!empty).then_some(line))
}

fn read(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let n = size(thread, "read", args)?;
    open(thread, object)?.take(thread, n.unwrap_or(usize::MAX))
}

fn readlines(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let hint = size(thread, "readlines", args)?.filter(|&n| n > 0);
    open(thread, object)?;
    let lines = List::new(thread)?;
    let mut total = 0;
    while let Some(line) = next(thread, object)? {
        total += types::len(thread, &line)?;
        lines.push(thread, line)?;
        if hint.is_some_and(|hint| total >= hint) {
            break;
        }
    }
    Ok(lines.into_object())
}

fn writelines(thread: &Thread, object: &Object, lines: &Object) -> Result<Ref> {
    open(thread, object)?;
    types::for_each(thread, lines, |line| {
        open(thread, object)?.write(thread, &line).map(drop)
    })?;
    Ok(thread.heap().none())
}

fn readinto(thread: &Thread, object: &Object, target: &Object) -> Result<Ref> {
    let view = match buffer(thread, target, true) {
        Ok(view) => view,
        Err(_) => {
            drop(thread.take_pending());
            return Err(thread.type_error(format_args!(
                "readinto() argument must be read-write bytes-like object, not {}",
                types::protocol::type_text(target)
            )));
        }
    };
    let it = open(thread, object)?;
    let at = it.at.get();
    let n = it.with(|bytes| view.copy_in(0, bytes.get(at..).unwrap_or(&[])));
    it.at.set(at + n);
    common::int(thread, n)
}

fn truncate(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "truncate", args.len(), 0, 1)?;
    let it = open(thread, object)?;
    it.check_exports(thread)?;
    let given = args.first().filter(|s| !s.is_exactly(Builtin::NoneType));
    let size = match given {
        None => it.at.get(),
        Some(given) => match as_isize(thread, given, Builtin::OverflowError)? {
            n if n < 0 => {
                return Err(thread.value_error(format_args!("negative size value {n}")));
            }
            n => n as usize,
        },
    };
    if size < it.len() {
        it.make_own(thread)?.resize(thread, size)?;
        it.resize(size);
    }
    common::int(thread, size)
}

fn getbuffer(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = open(thread, object)?;
    let shared = it.is_shared();
    let own = it.make_own(thread)?;
    if shared {
        it.room.set(own.len());
    }
    let ty = types::type_of(thread, &BUFFER)?;
    let shown = make::<BytesBuffer>(thread.heap(), ty)?;
    shown.contents.set(Some(own));
    shown.as_object().track();
    let view = thread.heap().builtin(Builtin::MemoryView);
    types::call_one(thread, view.as_object(), shown.as_object())
}

fn view_of(thread: &Thread, object: &Object, _: bool) -> Result<BufferView> {
    let own = object
        .downcast::<BytesBuffer>()
        .and_then(|b| b.contents.get());
    let Some(own) = own else {
        return Err(thread.system_error(format_args!("a view of nothing")));
    };
    own.export();
    Ok(BufferView {
        owner: object.to_ref(),
        start: own.start(),
        len: own.len(),
        readonly: false,
        format: b'B',
        itemsize: 1,
        release: Some(|object| {
            let own = object
                .downcast::<BytesBuffer>()
                .and_then(|b| b.contents.get());
            if let Some(own) = own {
                own.unexport();
            }
        }),
    })
}

fn getstate(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = open(thread, object)?;
    let dict = match it.dict.get().map(Ref::downcast_into::<Dict>) {
        Some(Ok(dict)) => dict.copy(thread)?.into_object(),
        _ => thread.heap().none(),
    };
    let parts = [it.whole(thread)?, common::int(thread, it.at.get())?, dict];
    Ok(Tuple::from_array(thread, parts)?.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let Some([bytes, at, dict]) = state.downcast::<Tuple>().map(Tuple::items) else {
        return Err(thread.type_error(format_args!(
            "{}.__setstate__ argument should be 3-tuple, got {}",
            object.ty().name(),
            state.ty().name()
        )));
    };
    init(
        thread,
        object,
        Args::positional_only(std::slice::from_ref(bytes)),
    )?;
    let at = as_isize(thread, at, Builtin::OverflowError)?;
    let Ok(at) = usize::try_from(at) else {
        return Err(thread.value_error(format_args!("position value cannot be negative")));
    };
    let it = this(thread, object)?;
    it.at.set(at);
    if dict.is_exactly(Builtin::Dict) {
        it.dict.set(Some(dict.clone()));
    }
    Ok(thread.heap().none())
}
