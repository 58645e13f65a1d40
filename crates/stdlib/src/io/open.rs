//! `open()`: a raw file, a buffer over it, text over that, as the mode says.

use super::{buffered, common, file, text_type};
use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::{Int, Signature, Str, as_isize, is_true};

#[derive(Default)]
struct Mode {
    raw: String,
    reading: bool,
    writing: bool,
    updating: bool,
    binary: bool,
}

fn parse(thread: &Thread, mode: &str) -> Result<Mode> {
    let invalid = || Err(thread.value_error(format_args!("invalid mode: '{mode}'")));
    let mut parsed = Mode::default();
    let (mut text, mut kinds) = (false, 0);
    for (i, c) in mode.char_indices() {
        if mode[..i].contains(c) {
            return invalid();
        }
        match c {
            'r' => parsed.reading = true,
            'w' | 'a' | 'x' => parsed.writing = true,
            '+' => parsed.updating = true,
            't' => text = true,
            'b' => parsed.binary = true,
            _ => return invalid(),
        }
        if "rwax".contains(c) {
            kinds += 1;
        }
        if c != 't' && c != 'b' {
            parsed.raw.push(c);
        }
    }
    if text && parsed.binary {
        return Err(thread.value_error(format_args!("can't have text and binary mode at once")));
    }
    if kinds > 1 {
        return Err(thread.value_error(format_args!(
            "must have exactly one of create/read/write/append mode"
        )));
    }
    Ok(parsed)
}

/// `open(file, mode, buffering, encoding, errors, newline, closefd, opener)`.
pub(crate) fn open(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<8> = Signature {
        function: "open",
        names: [
            "file",
            "mode",
            "buffering",
            "encoding",
            "errors",
            "newline",
            "closefd",
            "opener",
        ],
        required: 1,
        positional: 8,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [
        Some(name),
        mode,
        buffering,
        encoding,
        errors,
        newline,
        closefd,
        opener,
    ] = bound.0
    else {
        return Err(thread.system_error(format_args!("open() bound too little")));
    };
    let given = |value: Option<&'_ Object>| value.is_some_and(|v| !v.is_exactly(Builtin::NoneType));
    let path = match name.downcast::<Int>() {
        Some(_) => name.to_ref(),
        None => crate::paths::fspath(thread, name)?,
    };
    let text = match mode.map(|m| m.downcast::<Str>()) {
        None => "r".to_string(),
        Some(Some(mode)) => mode.to_string(),
        Some(None) => {
            return Err(thread.type_error(format_args!(
                "open() argument 'mode' must be str, not {}",
                mode.map_or("?", |m| types::protocol::type_text(m))
            )));
        }
    };
    let mode = parse(thread, &text)?;
    for (what, value) in [
        ("encoding", encoding),
        ("errors", errors),
        ("newline", newline),
    ] {
        let wrong = value.filter(|v| given(value) && v.downcast::<Str>().is_none());
        if let Some(wrong) = wrong {
            return Err(thread.type_error(format_args!(
                "open() argument '{what}' must be str or None, not {}",
                types::protocol::type_text(wrong)
            )));
        }
        if mode.binary && given(value) {
            let article = if what == "newline" { "a" } else { "an" };
            return Err(thread.value_error(format_args!(
                "binary mode doesn't take {article} {what} argument"
            )));
        }
    }
    let buffering = buffering.map_or(Ok(-1), |b| as_isize(thread, b, Builtin::OverflowError))?;
    let closefd = closefd.map_or(Ok(true), |c| is_true(thread, c))?;
    let opener = opener.filter(|_| given(opener));
    let file_type = types::type_of(thread, &file::FILE_IO)?;
    let raw = file::open(thread, file_type, &path, &mode.raw, closefd, opener)?;
    let newline = newline.filter(|_| given(newline));
    let rest = Rest {
        mode: &mode,
        text: &text,
        buffering,
        encoding: encoding.filter(|_| given(encoding)),
        errors: errors.filter(|_| given(errors)),
        newline,
    };
    match over(thread, &raw, &rest) {
        Ok(stream) => Ok(stream),
        Err(_) => {
            close_failed(thread, &raw);
            match thread.is_pending() {
                true => Err(object::Raised),
                false => Err(thread.system_error(format_args!("open() failed without an error"))),
            }
        }
    }
}

/// Closes what was opened in vain. The pending exception stays.
fn close_failed(thread: &Thread, stream: &Object) {
    let error = thread.take_pending();
    drop(types::call_method(
        thread,
        stream,
        types::names(thread).close(),
        &[],
    ));
    drop(thread.take_pending());
    if let Some(error) = error {
        let _ = thread.set_pending(error);
    }
}

struct Rest<'a> {
    mode: &'a Mode,
    text: &'a str,
    buffering: isize,
    encoding: Option<&'a Object>,
    errors: Option<&'a Object>,
    newline: Option<&'a Object>,
}

fn over(thread: &Thread, raw: &Ref, rest: &Rest<'_>) -> Result<Ref> {
    let file = file::file(thread, raw)?;
    let terminal = rest.buffering < 0 && super::system::is_terminal(file.descriptor(thread)?);
    let lines = rest.buffering == 1 && !rest.mode.binary || terminal;
    let size = match rest.buffering {
        0 if rest.mode.binary => return Ok(raw.clone()),
        0 => return Err(thread.value_error(format_args!("can't have unbuffered text I/O"))),
        n if n > 1 => n as usize,
        _ => file.block_size(),
    };
    let way = match (rest.mode.updating, rest.mode.writing) {
        (true, _) => (true, true),
        (false, writing) => (!writing, writing),
    };
    if !rest.mode.reading && !rest.mode.writing {
        return Err(thread.value_error(format_args!("unknown mode: '{}'", rest.text)));
    }
    let buffered = buffered::make_over(thread, raw, size, way)?;
    if rest.mode.binary {
        return Ok(buffered);
    }
    let stream = text_type::make_over(
        thread,
        &buffered,
        rest.encoding,
        rest.errors,
        rest.newline,
        lines,
    );
    let stream = match stream {
        Ok(stream) => stream,
        Err(raised) => {
            close_failed(thread, &buffered);
            return Err(raised);
        }
    };
    let mode = common::text(thread, rest.text)?;
    let name = types::str::intern_static(thread, "mode")?;
    types::setattr_name(thread, &stream, &name, Some(&mode))?;
    Ok(stream)
}

/// `open_code(path)`: a file with code, opened for reading.
pub(super) fn open_code(thread: &Thread, module: &Object, path: &Object) -> Result<Ref> {
    let mode = common::text(thread, "rb")?;
    let args = [path.to_ref(), mode];
    open(thread, module, Args::positional_only(&args))
}
