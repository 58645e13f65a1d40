//! `BufferedReader`, `BufferedWriter`, `BufferedRandom`: a buffer in front of a raw stream.
//!
//! Bytes read ahead wait in `ahead` from `at` on; bytes written wait in `behind`. Never both: writing first gives back what was read
//! ahead, reading first writes what waits. The raw stream stands after `ahead` and before `behind`.

use super::busy::{self, Inside};
use super::common::{self, ENTER, EXIT, READLINES, WRITELINES};
use super::file::File;
use object::native::{ByteField, Field, make};
use object::{
    Args, Buf, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::{Int, Signature, as_isize, buffer, call_method, getattr_text, is_true, names, repr};

/// Size of the buffer when nobody says otherwise.
pub const DEFAULT_SIZE: usize = 8192;

native_layout! {
    /// A buffered stream.
    pub struct Buffered: BUFFERED_LAYOUT, "Buffered" {
        raw: Slot,
        ahead: ByteField,
        behind: ByteField,
        at: Cell<usize>,
        size: Cell<usize>,
        flags: Cell<u32>,
        /// The thread that is in the stream.
        busy: Cell<usize>,
        /// Room of CPython's other fields.
        rest: [Cell<usize>; 4],
        dict: Slot,
        weaklist: Cell<usize>,
    }
}

const _: () = assert!(size_of::<Buffered>() == 152 && std::mem::offset_of!(Buffered, dict) == 136);

const READ: u32 = 1;
const WRITE: u32 = 2;
const DETACHED: u32 = 4;

macro_rules! buffered {
    ($spec:ident, $name:literal, $new:ident, $flags:expr, $doc:literal) => {
        /// The declaration.
        pub(super) static $spec: TypeSpec = TypeSpec {
            flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
            parent: Some(&super::base::BUFFERED_IO_BASE),
            slots: TypeSlots {
                repr: Some(show),
                iter: Some(common::iter),
                iternext: Some(common::next),
                new: Some($new),
                finalize: Some(common::finalize),
                sizeof: Some(sizeof),
                ..TypeSlots::EMPTY
            },
            methods: METHODS,
            getsets: GETSETS,
            dict_offset: 136,
            weaklist_offset: 144,
            doc: Some($doc),
            ..TypeSpec::new($name, Builtin::Other, &BUFFERED_LAYOUT)
        };
        fn $new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
            construct(thread, ty, &args, $flags)
        }
    };
}

buffered!(
    READER,
    "_io.BufferedReader",
    new_reader,
    READ,
    "Create a new buffered reader using the given readable raw IO object."
);
buffered!(
    WRITER,
    "_io.BufferedWriter",
    new_writer,
    WRITE,
    "A buffer for a writeable sequential RawIO object."
);
buffered!(
    RANDOM,
    "_io.BufferedRandom",
    new_random,
    READ | WRITE,
    "A buffered interface to random access streams."
);

const METHODS: &[MethodDef] = &[
    MethodDef::fast("read", read),
    MethodDef::fast("read1", read1),
    MethodDef::fast("peek", peek),
    MethodDef::one("readinto", readinto),
    MethodDef::one("readinto1", readinto),
    MethodDef::fast("readline", readline),
    READLINES,
    WRITELINES,
    MethodDef::one("write", write),
    MethodDef::no_args("flush", flush),
    MethodDef::fast("seek", seek),
    MethodDef::no_args("tell", |thread, it| {
        let it = stream(thread, it)?;
        let _alone = it.enter(thread)?;
        Int::new(thread, it.tell(thread)? as isize)
    }),
    MethodDef::fast("truncate", truncate),
    MethodDef::no_args("close", close),
    MethodDef::no_args("detach", detach),
    MethodDef::no_args("fileno", |thread, it| ask_raw(thread, it, "fileno")),
    MethodDef::no_args("isatty", |thread, it| ask_raw(thread, it, "isatty")),
    MethodDef::no_args("seekable", |thread, it| ask_raw(thread, it, "seekable")),
    MethodDef::no_args("readable", |thread, it| can(thread, it, READ)),
    MethodDef::no_args("writable", |thread, it| can(thread, it, WRITE)),
    ENTER,
    EXIT,
];

const GETSETS: &[GetSetDef] = &[
    get("raw", |thread, it| {
        Ok(stream(thread, it)?
            .raw
            .get()
            .unwrap_or_else(|| thread.heap().none()))
    }),
    get("closed", |thread, it| {
        let raw = stream(thread, it)?.open_raw(thread)?;
        getattr_text(thread, &raw, "closed")
    }),
    get("name", |thread, it| {
        let raw = stream(thread, it)?.open_raw(thread)?;
        getattr_text(thread, &raw, "name")
    }),
    get("mode", |thread, it| {
        let raw = stream(thread, it)?.open_raw(thread)?;
        getattr_text(thread, &raw, "mode")
    }),
];

const fn get(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

fn stream<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Buffered> {
    match object.downcast::<Buffered>() {
        Some(stream) => Ok(stream),
        None => Err(thread.type_error(format_args!("a buffered stream is required"))),
    }
}

fn construct(thread: &Thread, ty: &Type, args: &Args<'_>, flags: u32) -> Result<Ref> {
    let signature = Signature {
        function: ty
            .name()
            .rsplit('.')
            .next()
            .map_or("Buffered", |_| "Buffered"),
        names: ["raw", "buffer_size"],
        required: 1,
        positional: 2,
    };
    let bound = signature.bind(thread, args)?;
    let [Some(raw), size] = bound.0 else {
        return Err(thread.system_error(format_args!("Buffered() bound too little")));
    };
    let size = match size {
        Some(size) => as_isize(thread, size, Builtin::OverflowError)?,
        None => DEFAULT_SIZE as isize,
    };
    for (bit, method, message) in [
        (READ, "readable", "File or stream is not readable."),
        (WRITE, "writable", "File or stream is not writable."),
    ] {
        if flags & bit != 0 {
            let method = types::str::intern_static(thread, method)?;
            let can = call_method(thread, raw, &method, &[])?;
            if !is_true(thread, &can)? {
                return Err(super::unsupported(thread, message));
            }
        }
    }
    if size <= 0 {
        return Err(thread.value_error(format_args!("buffer size must be strictly positive")));
    }
    over(thread, ty, raw, size as usize, flags)
}

fn over(thread: &Thread, ty: &Type, raw: &Object, size: usize, flags: u32) -> Result<Ref> {
    let fresh = make::<Buffered>(thread.heap(), ty)?;
    fresh.raw.set(Some(raw.to_ref()));
    fresh.size.set(size);
    match flags & READ {
        0 => fresh.behind.reserve(thread.heap(), size)?,
        _ => fresh.ahead.reserve(thread.heap(), size)?,
    }
    fresh.flags.set(flags);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// A buffered stream over a raw one, of the type that its mode needs.
pub(super) fn make_over(
    thread: &Thread,
    raw: &Object,
    size: usize,
    mode: (bool, bool),
) -> Result<Ref> {
    let (spec, flags) = match mode {
        (true, true) => (&RANDOM, READ | WRITE),
        (_, true) => (&WRITER, WRITE),
        _ => (&READER, READ),
    };
    over(thread, types::type_of(thread, spec)?, raw, size, flags)
}

/// The buffer counts from the start until the stream is closed.
fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    Ok(object.ty().basicsize() + stream(thread, object)?.size.get())
}

impl Buffered {
    pub(super) fn raw(&self) -> Option<Ref> {
        self.raw.get()
    }

    fn open_raw(&self, thread: &Thread) -> Result<Ref> {
        match self.raw.get() {
            Some(raw) => Ok(raw),
            None if self.flags.get() & DETACHED != 0 => {
                Err(thread.value_error(format_args!("raw stream has been detached")))
            }
            None => Err(thread.value_error(format_args!("I/O operation on uninitialized object"))),
        }
    }

    /// The raw stream, unless it is closed.
    fn check(&self, thread: &Thread, what: &str) -> Result<Ref> {
        let raw = self.open_raw(thread)?;
        match super::is_closed(thread, &raw)? {
            true => Err(thread.value_error(format_args!("{what} of closed file"))),
            false => Ok(raw),
        }
    }

    /// Keeps other threads out.
    fn enter<'a>(&'a self, thread: &'a Thread) -> Result<Inside<'a>> {
        busy::enter(thread, &self.busy, self.as_object())
    }

    fn need(&self, thread: &Thread, bit: u32, what: &str) -> Result<()> {
        match self.flags.get() & bit {
            0 => Err(super::unsupported(thread, what)),
            _ => Ok(()),
        }
    }

    fn waiting(&self) -> usize {
        self.ahead.len() - self.at.get()
    }

    /// One read of the raw stream; `None` when it would block.
    fn raw_read(&self, thread: &Thread, raw: &Object, space: &mut [u8]) -> Result<Option<usize>> {
        if let Some(file) = raw.downcast::<File>() {
            return file.read_some(thread, space);
        }
        let size = Int::from_usize(thread, space.len())?;
        let data = call_method(thread, raw, names(thread).read(), &[size])?;
        if data.is_exactly(Builtin::NoneType) {
            return Ok(None);
        }
        let view = buffer(thread, &data, false)?;
        Ok(Some(view.copy_out(0, space)))
    }

    /// Reads one more block ahead; false at the end.
    fn fill(&self, thread: &Thread, raw: &Object) -> Result<bool> {
        self.ahead.consume(self.at.replace(0));
        let mut space = Buf::filled(thread.heap(), 0, self.size.get())?;
        let n = self.raw_read(thread, raw, &mut space)?.unwrap_or(0);
        self.ahead.append(thread.heap(), &space[..n])?;
        Ok(n > 0)
    }

    /// Hands out up to `n` bytes that wait.
    fn take(&self, thread: &Thread, n: usize) -> Result<Ref> {
        let at = self.at.get();
        let end = at + n.min(self.waiting());
        self.at.set(end);
        self.ahead.with(thread.heap(), |bytes| {
            common::bytes(thread, &bytes[at..end])
        })
    }

    /// Writes what waits to the raw stream.
    fn write_out(&self, thread: &Thread, raw: &Object) -> Result<()> {
        while !self.behind.is_empty() {
            let written = match raw.downcast::<File>() {
                Some(file) => self
                    .behind
                    .with(thread.heap(), |bytes| file.write_some(thread, bytes))?,
                None => {
                    let data = self
                        .behind
                        .with(thread.heap(), |bytes| common::bytes(thread, bytes))?;
                    let n = call_method(thread, raw, names(thread).write(), &[data])?;
                    match n.is_exactly(Builtin::NoneType) {
                        true => None,
                        false => {
                            Some(as_isize(thread, &n, Builtin::OverflowError)?.max(0) as usize)
                        }
                    }
                }
            };
            match written {
                Some(n) => self.behind.consume(n),
                None => {
                    return Err(types::exception::raise_os_error(
                        thread,
                        nix::errno::Errno::EAGAIN as i32,
                        "write could not complete without blocking",
                        None,
                    ));
                }
            }
        }
        Ok(())
    }

    fn raw_seek(&self, thread: &Thread, raw: &Object, to: i64, whence: isize) -> Result<i64> {
        let args = [Int::new(thread, to as isize)?, Int::new(thread, whence)?];
        let seek = types::str::intern_static(thread, "seek")?;
        let at = call_method(thread, raw, &seek, &args)?;
        Ok(as_isize(thread, &at, Builtin::OverflowError)? as i64)
    }

    /// Gives back what was read ahead, so that the raw stream stands where the program thinks.
    fn settle(&self, thread: &Thread, raw: &Object) -> Result<()> {
        let waiting = self.waiting();
        if waiting > 0 {
            self.raw_seek(thread, raw, -(waiting as i64), 1)?;
        }
        self.ahead.consume(usize::MAX);
        self.at.set(0);
        Ok(())
    }

    fn tell(&self, thread: &Thread) -> Result<i64> {
        let raw = self.check(thread, "tell")?;
        let at = super::tell(thread, &raw)? as i64;
        Ok(at - self.waiting() as i64 + self.behind.len() as i64)
    }
}

fn read(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = stream(thread, object)?;
    let n = super::text_type::size(thread, "read", args)?;
    let raw = it.check(thread, "read")?;
    it.need(thread, READ, "read")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    while n.is_none_or(|n| it.waiting() < n) && it.fill(thread, &raw)? {}
    it.take(thread, n.unwrap_or(usize::MAX))
}

fn read1(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = stream(thread, object)?;
    let n = super::text_type::size(thread, "read1", args)?.unwrap_or(it.size.get());
    let raw = it.check(thread, "read")?;
    it.need(thread, READ, "read1")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    if it.waiting() == 0 && n > 0 {
        it.fill(thread, &raw)?;
    }
    it.take(thread, n)
}

fn peek(thread: &Thread, object: &Object, _args: &[Ref]) -> Result<Ref> {
    let it = stream(thread, object)?;
    let raw = it.check(thread, "peek")?;
    it.need(thread, READ, "peek")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    if it.waiting() == 0 {
        it.fill(thread, &raw)?;
    }
    let at = it.at.get();
    let bytes = it.take(thread, usize::MAX);
    it.at.set(at);
    bytes
}

fn readinto(thread: &Thread, object: &Object, target: &Object) -> Result<Ref> {
    let view = buffer(thread, target, true)?;
    let data = read(thread, object, &[Int::from_usize(thread, view.len)?])?;
    let from = buffer(thread, &data, false)?;
    let n = view.copy_in(0, &types::copy_view(thread, &from)?);
    common::int(thread, n)
}

fn readline(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = stream(thread, object)?;
    let limit = super::text_type::size(thread, "readline", args)?.unwrap_or(usize::MAX);
    let raw = it.check(thread, "readline")?;
    it.need(thread, READ, "read")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    loop {
        let at = it.at.get();
        let end = it.ahead.with(thread.heap(), |bytes| {
            bytes[at..].iter().position(|&b| b == b'\n')
        });
        let most = end.map_or(usize::MAX, |end| end + 1).min(limit);
        if end.is_some() || it.waiting() >= limit || !it.fill(thread, &raw)? {
            return it.take(thread, most);
        }
    }
}

fn write(thread: &Thread, object: &Object, source: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    it.need(thread, WRITE, "write")?;
    let view = buffer(thread, source, false)?;
    let bytes = types::copy_view(thread, &view)?;
    let raw = it.check(thread, "write")?;
    let _alone = it.enter(thread)?;
    it.settle(thread, &raw)?;
    if it.behind.len() + bytes.len() > it.size.get() {
        it.write_out(thread, &raw)?;
    }
    it.behind.append(thread.heap(), &bytes)?;
    if it.behind.len() > it.size.get() {
        it.write_out(thread, &raw)?;
    }
    common::int(thread, bytes.len())
}

fn flush(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    let raw = it.check(thread, "flush")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    call_method(thread, &raw, names(thread).flush(), &[])
}

fn seek(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = stream(thread, object)?;
    types::check_arity(thread, "seek", args.len(), 1, 2)?;
    let to = as_isize(thread, &args[0], Builtin::OverflowError)? as i64;
    let whence = match args.get(1) {
        Some(whence) => as_isize(thread, whence, Builtin::OverflowError)?,
        None => 0,
    };
    if !(0..=2).contains(&whence) {
        return Err(thread.value_error(format_args!("whence value {whence} unsupported")));
    }
    let raw = it.check(thread, "seek")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    it.settle(thread, &raw)?;
    let at = it.raw_seek(thread, &raw, to, whence)?;
    Int::new(thread, at as isize)
}

fn truncate(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = stream(thread, object)?;
    let raw = it.check(thread, "truncate")?;
    it.need(thread, WRITE, "truncate")?;
    let _alone = it.enter(thread)?;
    it.write_out(thread, &raw)?;
    it.settle(thread, &raw)?;
    let truncate = types::str::intern_static(thread, "truncate")?;
    call_method(thread, &raw, &truncate, args)
}

fn close(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    let raw = it.open_raw(thread)?;
    if super::is_closed(thread, &raw)? {
        return Ok(thread.heap().none());
    }
    let flushed = call_method(thread, object, names(thread).flush(), &[]);
    let error = flushed.err().and_then(|_| thread.take_pending());
    let closed = call_method(thread, &raw, names(thread).close(), &[]);
    it.size.set(0);
    it.ahead.release(thread.heap());
    it.behind.release(thread.heap());
    it.at.set(0);
    match error {
        Some(error) if closed.is_ok() => Err(thread.set_pending(error)),
        _ => closed,
    }
}

fn detach(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    it.open_raw(thread)?;
    call_method(thread, object, names(thread).flush(), &[])?;
    it.flags.set(it.flags.get() | DETACHED);
    Ok(it.raw.take().unwrap_or_else(|| thread.heap().none()))
}

fn ask_raw(thread: &Thread, object: &Object, method: &str) -> Result<Ref> {
    let raw = stream(thread, object)?.open_raw(thread)?;
    let method = types::str::intern_static(thread, method)?;
    call_method(thread, &raw, &method, &[])
}

fn can(thread: &Thread, object: &Object, bit: u32) -> Result<Ref> {
    let it = stream(thread, object)?;
    it.check(thread, "I/O operation")?;
    Ok(thread.heap().bool(it.flags.get() & bit != 0))
}

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let name = types::getattr_opt(thread, object, names(thread).name());
    let name = match name {
        Ok(name) => name,
        Err(_) => {
            thread.swallow(Builtin::ValueError)?;
            None
        }
    };
    let mut out = Builder::new(thread);
    out.push_format(format_args!("<{}", object.ty().name()))?;
    if let Some(name) = name {
        out.push_str(" name=")?;
        out.push(&*repr(thread, &name)?)?;
    }
    out.push_str(">")?;
    Ok(out.finish()?.into_object())
}
