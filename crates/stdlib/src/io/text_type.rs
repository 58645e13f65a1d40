//! The type `TextIOWrapper`: its methods and attributes. What a stream does is in `text.rs`.

use super::text::{TEXT_STREAM, TextStream, flag};
use super::{codec, system};
use object::native::make;
use object::{
    Args, Builtin, GetSetDef, IterResult, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use types::str::Builder;
use types::{Int, Signature, Str, Tuple, as_isize, is_true, names, repr};

/// The declaration.
pub static TEXT_IO_WRAPPER: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    parent: Some(&super::base::TEXT_IO_BASE),
    slots: TypeSlots {
        repr: Some(show),
        iter: Some(|thread, it| {
            stream(thread, it)?.check_open(thread)?;
            Ok(it.to_ref())
        }),
        iternext: Some(next),
        new: Some(new),
        init: Some(|_, _, _| Ok(())),
        finalize: Some(finalize),
        ..TypeSlots::EMPTY
    },
    methods: METHODS,
    getsets: GETSETS,
    dict_offset: 16,
    weaklist_offset: 24,
    doc: Some("Character and line based layer over a BufferedIOBase object, buffer."),
    ..TypeSpec::new("_io.TextIOWrapper", Builtin::Other, &TEXT_STREAM)
};

const METHODS: &[MethodDef] = &[
    MethodDef::one("write", write).doc("write($self, text, /)\n--\n\nWrite a string; returns its length."),
    MethodDef::one("writelines", writelines).doc("writelines($self, lines, /)\n--\n\nWrite strings one after another."),
    MethodDef::fast("read", read).doc("read($self, size=-1, /)\n--\n\nRead characters, all without a size."),
    MethodDef::fast("readline", readline).doc("readline($self, size=-1, /)\n--\n\nRead a line."),
    MethodDef::fast("readlines", readlines).doc("readlines($self, hint=-1, /)\n--\n\nRead all lines."),
    MethodDef::no_args("flush", flush).doc("flush($self, /)\n--\n\nWrite what waits."),
    MethodDef::no_args("close", close).doc("close($self, /)\n--\n\nFlush and close."),
    MethodDef::no_args("fileno", fileno).doc("fileno($self, /)\n--\n\nThe descriptor."),
    MethodDef::no_args("isatty", isatty).doc("isatty($self, /)\n--\n\nWhether the stream is a terminal."),
    MethodDef::no_args("readable", readable).doc("readable($self, /)\n--\n\nWhether reading is possible."),
    MethodDef::no_args("writable", writable).doc("writable($self, /)\n--\n\nWhether writing is possible."),
    MethodDef::no_args("seekable", seekable).doc("seekable($self, /)\n--\n\nWhether seeking is possible."),
    MethodDef::keywords("reconfigure", reconfigure)
        .doc("reconfigure($self, /, *, encoding=None, errors=None, newline=None,\n            line_buffering=None, write_through=None)\n--\n\nChange settings."),
    MethodDef::no_args("detach", detach).doc("detach($self, /)\n--\n\nSeparate the buffer from the stream."),
    MethodDef::fast("seek", seek).doc("seek($self, cookie, whence=os.SEEK_SET, /)\n--\n\nSet the stream position."),
    MethodDef::no_args("tell", tell).doc("tell($self, /)\n--\n\nReturn the stream position."),
    MethodDef::fast("truncate", truncate).doc("truncate($self, pos=None, /)\n--\n\nResize the stream."),
    MethodDef::no_args("__enter__", |thread, it| {
        stream(thread, it)?.check_open(thread)?;
        Ok(it.to_ref())
    }),
    MethodDef::fast("__exit__", |thread, it, _| {
        types::call_method(thread, it, names(thread).close(), &[])
    }),
];

const GETSETS: &[GetSetDef] = &[
    get("buffer", buffer),
    get("encoding", |thread, it| {
        Ok(or_none(thread, stream(thread, it)?.encoding.get()))
    }),
    get("errors", |thread, it| {
        Ok(or_none(thread, stream(thread, it)?.errors.get()))
    }),
    get("newlines", newlines),
    get("name", name),
    get("closed", |thread, it| {
        let closed = stream(thread, it)?.is_closed(thread)?;
        Ok(thread.heap().bool(closed))
    }),
    get("line_buffering", |thread, it| {
        flag_of(thread, it, flag::LINE_BUFFERING)
    }),
    get("write_through", |thread, it| {
        flag_of(thread, it, flag::WRITE_THROUGH)
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

fn or_none(thread: &Thread, value: Option<Ref>) -> Ref {
    value.unwrap_or_else(|| thread.heap().none())
}

/// The stream that a method was called on.
pub(super) fn stream<'a>(thread: &Thread, object: &'a Object) -> Result<&'a TextStream> {
    match object.downcast::<TextStream>() {
        Some(stream) => Ok(stream),
        None => Err(thread.type_error(format_args!(
            "a TextIOWrapper is required, not '{}'",
            object.ty().name()
        ))),
    }
}

fn flag_of(thread: &Thread, object: &Object, bit: u32) -> Result<Ref> {
    Ok(thread.heap().bool(stream(thread, object)?.has(bit)))
}

fn write(thread: &Thread, object: &Object, text: &Object) -> Result<Ref> {
    let Some(text) = text.downcast::<Str>() else {
        return Err(thread.type_error(format_args!(
            "write() argument must be str, not {}",
            types::protocol::type_text(text)
        )));
    };
    stream(thread, object)?.write_str(thread, text)?;
    Int::from_usize(thread, text.len())
}

fn writelines(thread: &Thread, object: &Object, lines: &Object) -> Result<Ref> {
    stream(thread, object)?.check_open(thread)?;
    types::for_each(thread, lines, |line| {
        types::call_method(thread, object, names(thread).write(), &[line]).map(drop)
    })?;
    Ok(thread.heap().none())
}

/// A size argument: `None` and negative numbers mean all.
pub(super) fn size(thread: &Thread, function: &str, args: &[Ref]) -> Result<Option<usize>> {
    types::check_arity(thread, function, args.len(), 0, 1)?;
    match args.first() {
        None => Ok(None),
        Some(n) if n.is_exactly(Builtin::NoneType) => Ok(None),
        Some(n) => {
            let n = as_isize(thread, n, Builtin::OverflowError)?;
            Ok(usize::try_from(n).ok())
        }
    }
}

fn read(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let n = size(thread, "read", args)?;
    Ok(stream(thread, object)?.read(thread, n)?.into_object())
}

fn readline(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let n = size(thread, "readline", args)?;
    Ok(stream(thread, object)?.read_line(thread, n)?.into_object())
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let line = stream(thread, object)?.read_line(thread, None)?;
    Ok((!line.is_empty()).then(|| line.into_object()))
}

fn readlines(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let hint = size(thread, "readlines", args)?.filter(|&n| n > 0);
    let lines = types::List::new(thread)?;
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

fn flush(thread: &Thread, object: &Object) -> Result<Ref> {
    stream(thread, object)?.flush(thread)?;
    Ok(thread.heap().none())
}

fn close(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    if it.is_closed(thread)? {
        return Ok(thread.heap().none());
    }
    let flushed = types::call_method(thread, object, names(thread).flush(), &[]);
    match it.buffer.get() {
        Some(buffer) => {
            let error = flushed.err().and_then(|_| thread.take_pending());
            let closed = types::call_method(thread, &buffer, names(thread).close(), &[]);
            match error {
                Some(error) if closed.is_ok() => return Err(thread.set_pending(error)),
                _ => closed?,
            };
        }
        None => {
            it.put(flag::CLOSED, true);
            flushed?;
        }
    }
    Ok(thread.heap().none())
}

fn below(thread: &Thread, object: &Object, method: &str) -> Result<Option<Ref>> {
    let it = stream(thread, object)?;
    it.check_open(thread)?;
    match it.buffer.get() {
        Some(buffer) => {
            let method = types::str::intern_static(thread, method)?;
            types::call_method(thread, &buffer, &method, &[]).map(Some)
        }
        None => Ok(None),
    }
}

fn fileno(thread: &Thread, object: &Object) -> Result<Ref> {
    match below(thread, object, "fileno")? {
        Some(answer) => Ok(answer),
        None => Int::new(thread, (stream(thread, object)?.fd.get() - 1) as isize),
    }
}

fn isatty(thread: &Thread, object: &Object) -> Result<Ref> {
    match below(thread, object, "isatty")? {
        Some(answer) => Ok(answer),
        None => {
            let fd = stream(thread, object)?.fd.get() - 1;
            Ok(thread.heap().bool(system::is_terminal(fd)))
        }
    }
}

fn readable(thread: &Thread, object: &Object) -> Result<Ref> {
    match below(thread, object, "readable")? {
        Some(answer) => Ok(answer),
        None => flag_of(thread, object, flag::READABLE),
    }
}

fn writable(thread: &Thread, object: &Object) -> Result<Ref> {
    match below(thread, object, "writable")? {
        Some(answer) => Ok(answer),
        None => flag_of(thread, object, flag::WRITABLE),
    }
}

fn seekable(thread: &Thread, object: &Object) -> Result<Ref> {
    match below(thread, object, "seekable")? {
        Some(answer) => Ok(answer),
        None => {
            let fd = stream(thread, object)?.fd.get() - 1;
            let can = nix::unistd::lseek(fd, 0, nix::unistd::Whence::SeekCur).is_ok();
            Ok(thread.heap().bool(can))
        }
    }
}

fn buffer(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    match it.buffer.get() {
        Some(buffer) => Ok(buffer),
        None => super::materialise(thread, it),
    }
}

fn name(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    match (it.name.get(), it.buffer.get()) {
        (Some(name), _) => Ok(name),
        (None, Some(buffer)) => types::getattr_name(thread, &buffer, names(thread).name()),
        (None, None) => Ok(thread.heap().none()),
    }
}

fn newlines(thread: &Thread, object: &Object) -> Result<Ref> {
    let seen = stream(thread, object)?.seen.get();
    let ends = [(1, "\r"), (2, "\n"), (4, "\r\n")];
    let mut found = Vec::with_capacity(3);
    for (bit, end) in ends {
        if seen & bit != 0 {
            found.push(Str::new(thread, end)?.into_object());
        }
    }
    match found.len() {
        0 => Ok(thread.heap().none()),
        1 => Ok(found.remove(0)),
        _ => Ok(Tuple::from_slice(thread, &found)?.into_object()),
    }
}

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    let mut out = Builder::new(thread);
    out.push_str("<_io.TextIOWrapper")?;
    for what in ["name", "mode"] {
        let key = types::str::intern_static(thread, what)?;
        match types::getattr_opt(thread, object, &key) {
            Ok(Some(value)) => {
                out.push_format(format_args!(" {what}="))?;
                out.push(&*repr(thread, &value)?)?;
            }
            Ok(None) => {}
            Err(_) => thread.swallow(Builtin::ValueError)?,
        }
    }
    out.push_str(" encoding=")?;
    out.push(&*repr(thread, &or_none(thread, it.encoding.get()))?)?;
    out.push_str(">")?;
    Ok(out.finish()?.into_object())
}

fn reconfigure(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<5> = Signature {
        function: "reconfigure",
        names: [
            "encoding",
            "errors",
            "newline",
            "line_buffering",
            "write_through",
        ],
        required: 0,
        positional: 0,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let given = |i: usize| bound.get(i).filter(|v| !v.is_exactly(Builtin::NoneType));
    let it = stream(thread, object)?;
    if !it.decoded.is_empty() && (given(0).is_some() || bound.get(2).is_some()) {
        return Err(super::unsupported(
            thread,
            "It is not possible to set the encoding or newline of stream after the first read",
        ));
    }
    it.flush(thread)?;
    // The codec's own state is made for the errors.
    if let Some(errors) = given(1) {
        it.errors.set(Some(errors.to_ref()));
    } else if given(0).is_some() {
        let strict = types::str::intern_static(thread, "strict")?;
        it.errors.set(Some(strict.into_object()));
    }
    let encoding = match given(0) {
        Some(encoding) => Some(encoding.to_ref()),
        None => given(1).and_then(|_| it.encoding.get()),
    };
    if let Some(encoding) = encoding {
        super::set_encoding(thread, it, &encoding)?;
    }
    if let Some(newline) = bound.get(2) {
        it.newlines.set(super::newline_argument(thread, newline)?);
    }
    for (i, bit) in [(3, flag::LINE_BUFFERING), (4, flag::WRITE_THROUGH)] {
        if let Some(value) = given(i) {
            it.put(bit, is_true(thread, value)?);
        }
    }
    Ok(thread.heap().none())
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<6> = Signature {
        function: "TextIOWrapper",
        names: [
            "buffer",
            "encoding",
            "errors",
            "newline",
            "line_buffering",
            "write_through",
        ],
        required: 1,
        positional: 6,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(buffer) = bound.get(0) else {
        return Err(thread.system_error(format_args!("TextIOWrapper() bound too little")));
    };
    let given = |i: usize| bound.get(i).filter(|v| !v.is_exactly(Builtin::NoneType));
    let lines = given(4).map_or(Ok(false), |v| is_true(thread, v))?;
    let fresh = wrap(thread, ty, buffer, given(1), given(2), given(3), lines)?;
    let through = given(5).map_or(Ok(false), |v| is_true(thread, v))?;
    stream(thread, &fresh)?.put(flag::WRITE_THROUGH, through);
    Ok(fresh)
}

/// A text stream of the built-in type over a binary one.
pub(super) fn make_over(
    thread: &Thread,
    buffer: &Object,
    encoding: Option<&Object>,
    errors: Option<&Object>,
    newline: Option<&Object>,
    lines: bool,
) -> Result<Ref> {
    let ty = types::type_of(thread, &TEXT_IO_WRAPPER)?;
    wrap(thread, ty, buffer, encoding, errors, newline, lines)
}

fn ask(thread: &Thread, object: &Object, method: &str) -> Result<bool> {
    let method = types::str::intern_static(thread, method)?;
    let answer = types::call_method(thread, object, &method, &[])?;
    is_true(thread, &answer)
}

fn wrap(
    thread: &Thread,
    ty: &Type,
    buffer: &Object,
    encoding: Option<&Object>,
    errors: Option<&Object>,
    newline: Option<&Object>,
    lines: bool,
) -> Result<Ref> {
    let it = make::<TextStream>(thread.heap(), ty)?;
    if let Some(newline) = newline {
        it.newlines.set(super::newline_argument(thread, newline)?);
    }
    let strict = types::str::intern_static(thread, "strict")?.into_object();
    it.errors.set(Some(errors.map_or(strict, Object::to_ref)));
    match encoding {
        Some(encoding) => super::set_encoding(thread, &it, encoding)?,
        None => it
            .encoding
            .set(Some(Str::new(thread, "UTF-8")?.into_object())),
    }
    it.buffer.set(Some(buffer.to_ref()));
    it.chunk_start.set(-1);
    it.put(flag::READY, true);
    it.put(flag::LINE_BUFFERING, lines);
    it.put(flag::READABLE, ask(thread, buffer, "readable")?);
    it.put(flag::WRITABLE, ask(thread, buffer, "writable")?);
    it.put(flag::SEEKABLE, ask(thread, buffer, "seekable")?);
    it.as_object().track();
    Ok(it.into_object())
}

/// A stream that nobody refers to any more: what waits is written; one over a buffer is closed.
fn finalize(thread: &Thread, object: &Object) {
    if let Ok(it) = stream(thread, object)
        && it.has(flag::READY)
        && !it.has(flag::DETACHED)
    {
        match it.direct() {
            Some(_) => drop(it.write_pending(thread)),
            None => super::common::finalize(thread, object),
        }
    }
    drop(thread.take_pending());
}

fn detach(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    it.check_open(thread)?;
    let below = buffer(thread, object)?;
    types::call_method(thread, object, names(thread).flush(), &[])?;
    it.put(flag::DETACHED, true);
    it.buffer.set(None);
    Ok(below)
}

fn tell(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = stream(thread, object)?;
    it.check_open(thread)?;
    let below = buffer(thread, object)?;
    if !it.has(flag::SEEKABLE) {
        return Err(super::unsupported(
            thread,
            "underlying stream is not seekable",
        ));
    }
    it.write_pending(thread)?;
    if it.at.get() == it.decoded.len() || it.chunk_start.get() < 0 {
        let at = super::tell(thread, &below)?;
        return Int::new(thread, at - it.partial.len() as isize);
    }
    let taken = codec::source_bytes(thread, it)?;
    Int::new(thread, it.chunk_start.get() + taken as isize)
}

fn seek(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "seek", args.len(), 1, 2)?;
    let it = stream(thread, object)?;
    it.check_open(thread)?;
    let below = buffer(thread, object)?;
    if !it.has(flag::SEEKABLE) {
        return Err(super::unsupported(
            thread,
            "underlying stream is not seekable",
        ));
    }
    let offset = as_isize(thread, &args[0], Builtin::OverflowError)?;
    let whence = args
        .get(1)
        .map_or(Ok(0), |w| as_isize(thread, w, Builtin::OverflowError))?;
    let target = match whence {
        0 if offset < 0 => {
            return Err(thread.value_error(format_args!("negative seek position {offset}")));
        }
        0 => args[0].clone(),
        1 if offset != 0 => {
            return Err(super::unsupported(
                thread,
                "can't do nonzero cur-relative seeks",
            ));
        }
        1 => tell(thread, object)?,
        2 if offset != 0 => {
            return Err(super::unsupported(
                thread,
                "can't do nonzero end-relative seeks",
            ));
        }
        2 => args[0].clone(),
        other => {
            return Err(thread.value_error(format_args!(
                "invalid whence ({other}, should be 0, 1 or 2)"
            )));
        }
    };
    types::call_method(thread, object, names(thread).flush(), &[])?;
    it.forget_read();
    let way = Int::new(thread, if whence == 2 { 2 } else { 0 })?;
    let seek = types::str::intern_static(thread, "seek")?;
    types::call_method(thread, &below, &seek, &[target, way])
}

fn truncate(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    types::call_method(thread, object, names(thread).flush(), &[])?;
    let below = buffer(thread, object)?;
    let truncate = types::str::intern_static(thread, "truncate")?;
    types::call_method(thread, &below, &truncate, args)
}
