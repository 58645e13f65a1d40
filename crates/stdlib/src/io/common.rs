//! What all streams share: the methods that are written in terms of others, and errors.

use object::{Builtin, IterResult, MethodDef, Object, Ref, Result, Thread};
use types::protocol::warn_of;
use types::{Bytes, Int, List, Str, call_method, names, repr};

/// Methods that every stream has in the same form.
pub(super) const ENTER: MethodDef = MethodDef::no_args("__enter__", |thread, it| {
    check_open(thread, it)?;
    Ok(it.to_ref())
});
pub(super) const EXIT: MethodDef = MethodDef::fast("__exit__", |thread, it, _| {
    call_method(thread, it, names(thread).close(), &[])
});
pub(super) const READLINES: MethodDef = MethodDef::fast("readlines", readlines)
    .doc("readlines($self, hint=-1, /)\n--\n\nReturn a list of lines from the stream.");
pub(super) const WRITELINES: MethodDef = MethodDef::one("writelines", writelines)
    .doc("writelines($self, lines, /)\n--\n\nWrite a list of lines to stream.");

/// Refuses a closed stream.
pub(super) fn check_open(thread: &Thread, stream: &Object) -> Result<()> {
    match super::is_closed(thread, stream)? {
        true => Err(thread.value_error(format_args!("I/O operation on closed file."))),
        false => Ok(()),
    }
}

/// The next line through `readline`; nothing at the end.
pub(super) fn next(thread: &Thread, stream: &Object) -> IterResult {
    let line = call_method(thread, stream, names(thread).readline(), &[])?;
    Ok((types::len(thread, &line)? > 0).then_some(line))
}

/// `iter(stream)`.
pub(super) fn iter(thread: &Thread, stream: &Object) -> Result<Ref> {
    check_open(thread, stream)?;
    Ok(stream.to_ref())
}

fn readlines(thread: &Thread, stream: &Object, args: &[Ref]) -> Result<Ref> {
    let hint = super::text_type::size(thread, "readlines", args)?.filter(|&n| n > 0);
    let lines = List::new(thread)?;
    let mut total = 0;
    while let Some(line) = next(thread, stream)? {
        total += types::len(thread, &line)?;
        lines.push(thread, line)?;
        if hint.is_some_and(|hint| total > hint) {
            break;
        }
    }
    Ok(lines.into_object())
}

fn writelines(thread: &Thread, stream: &Object, lines: &Object) -> Result<Ref> {
    check_open(thread, stream)?;
    types::for_each(thread, lines, |line| {
        call_method(thread, stream, names(thread).write(), &[line]).map(drop)
    })?;
    Ok(thread.heap().none())
}

/// Closes a stream that nobody refers to any more; what fails is nobody's business.
pub(super) fn finalize(thread: &Thread, stream: &Object) {
    let closed = super::is_closed(thread, stream);
    if let Ok(false) = closed {
        warn_unclosed(thread, stream);
        drop(call_method(thread, stream, names(thread).close(), &[]));
    }
    drop(thread.take_pending());
}

/// `unclosed file <…>` where a descriptor is open that the stream is to close.
fn warn_unclosed(thread: &Thread, stream: &Object) {
    let Some(file) = lowest(stream) else { return };
    let is_own = file
        .downcast::<super::file::File>()
        .is_some_and(super::file::File::is_open_and_own);
    if !is_own {
        return;
    }
    let told = repr(thread, stream).and_then(|shown| {
        let text = format_args!("unclosed file {shown}");
        warn_of(thread, Builtin::ResourceWarning, text, Some(stream))
    });
    let is_warning = |error: &Object| error.isinstance(Builtin::Warning);
    if told.is_err() && thread.pending().is_some_and(|error| is_warning(&error)) {
        (thread.hooks().unraisable)(thread, "", Some(&file));
    }
    drop(thread.take_pending());
}

/// The raw stream under a text or a buffer, or itself.
fn lowest(stream: &Object) -> Option<Ref> {
    let mut at = stream.to_ref();
    for _ in 0..3 {
        if at.downcast::<super::file::File>().is_some() {
            return Some(at);
        }
        let below = match at.downcast::<super::text::TextStream>() {
            Some(text) => text.buffer.get(),
            None => at.downcast::<super::buffered::Buffered>()?.raw(),
        };
        at = below?;
    }
    None
}

/// `seek(offset, whence)` turned into a position.
pub(super) fn seek_target(
    thread: &Thread,
    args: &[Ref],
    at: i64,
    end: impl FnOnce() -> Result<i64>,
) -> Result<i64> {
    types::check_arity(thread, "seek", args.len(), 1, 2)?;
    let offset = types::as_isize(thread, &args[0], Builtin::OverflowError)? as i64;
    let whence = match args.get(1) {
        Some(whence) => types::as_isize(thread, whence, Builtin::OverflowError)?,
        None => 0,
    };
    let target = match whence {
        0 if offset < 0 => {
            return Err(thread.value_error(format_args!("negative seek value {offset}")));
        }
        0 => offset,
        1 => at.saturating_add(offset),
        2 => end()?.saturating_add(offset),
        other => {
            return Err(thread.value_error(format_args!(
                "invalid whence ({other}, should be 0, 1 or 2)"
            )));
        }
    };
    Ok(target.max(0))
}

/// A number.
pub(super) fn int(thread: &Thread, n: usize) -> Result<Ref> {
    Int::from_usize(thread, n)
}

/// Bytes.
pub(super) fn bytes(thread: &Thread, bytes: &[u8]) -> Result<Ref> {
    Ok(Bytes::new(thread, bytes)?.into_object())
}

/// Text for a message.
pub(super) fn text(thread: &Thread, text: &str) -> Result<Ref> {
    Ok(Str::new(thread, text)?.into_object())
}
