//! `print` and `input`.

use object::{Args, Builtin, Object, Ref, Result, Thread};
use types::{Str, check_arity, is_true, names};

struct Options<'a> {
    sep: Option<&'a Str>,
    end: Option<&'a Str>,
    file: Option<&'a Object>,
    flush: bool,
}

fn options<'a>(thread: &Thread, args: &Args<'a>) -> Result<Options<'a>> {
    let mut options = Options {
        sep: None,
        end: None,
        file: None,
        flush: false,
    };
    for (name, value) in args.keywords() {
        let is = |text| name.downcast::<Str>().is_some_and(|n| n.eq_str(text));
        match () {
            () if is("sep") => options.sep = text_or_none(thread, value, "sep")?,
            () if is("end") => options.end = text_or_none(thread, value, "end")?,
            () if is("file") => {
                options.file = (!value.is_exactly(Builtin::NoneType)).then_some(&**value)
            }
            () if is("flush") => options.flush = is_true(thread, value)?,
            () => {
                let name = types::to_str(thread, name)?;
                return Err(thread.type_error(format_args!(
                    "print() got an unexpected keyword argument '{name}'"
                )));
            }
        }
    }
    Ok(options)
}

fn text_or_none<'a>(thread: &Thread, value: &'a Object, what: &str) -> Result<Option<&'a Str>> {
    if value.is_exactly(Builtin::NoneType) {
        return Ok(None);
    }
    match value.downcast::<Str>() {
        Some(text) => Ok(Some(text)),
        None => Err(thread.type_error(format_args!(
            "{what} must be None or a string, not {}",
            value.ty().name()
        ))),
    }
}

/// One `file.write(str(value))`: the method is asked for first. A native stream whose class is untouched is written to directly,
/// with what its bound method would take.
fn write(thread: &Thread, file: &Object, value: &Object) -> Result<()> {
    if let Some(stream) = crate::io::text::exact(file) {
        let _method = thread.heap().hold_method()?;
        let text = types::to_str(thread, value)?;
        return stream.write_str(thread, &text);
    }
    let method = types::getattr_name(thread, file, names(thread).write())?;
    let text = types::to_str(thread, value)?;
    types::call(thread, &method, &[text.into_object()]).map(drop)
}

pub(super) fn print(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    // 3.13 gathers what is printed in a tuple.
    let _values = thread.heap().hold_values(args.positional(), 0)?;
    let options = options(thread, &args)?;
    let none = thread.heap().none();
    let stdout;
    let file = match options.file {
        Some(file) => file,
        None => match crate::sys::attribute(thread, "stdout")? {
            Some(file) if file.is_exactly(Builtin::NoneType) => return Ok(none),
            Some(file) => {
                stdout = file;
                &*stdout
            }
            None => {
                return Err(thread.raise(Builtin::RuntimeError, format_args!("lost sys.stdout")));
            }
        },
    };
    let space = types::str::latin1(thread, b' ');
    let newline = types::str::latin1(thread, b'\n');
    for (i, value) in args.positional().iter().enumerate() {
        if i > 0 {
            write(thread, file, options.sep.unwrap_or(&space).as_object())?;
        }
        write(thread, file, value)?;
    }
    write(thread, file, options.end.unwrap_or(&newline).as_object())?;
    if options.flush {
        types::call_method(thread, file, names(thread).flush(), &[])?;
    }
    Ok(none)
}

fn lost(thread: &Thread, name: &str) -> Result<Ref> {
    match crate::sys::attribute(thread, name)? {
        Some(stream) if !stream.is_exactly(Builtin::NoneType) => Ok(stream),
        _ => Err(thread.raise(
            Builtin::RuntimeError,
            format_args!("input(): lost sys.{name}"),
        )),
    }
}

pub(super) fn input(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "input", args.len(), 0, 1)?;
    let (stdin, stdout) = (lost(thread, "stdin")?, lost(thread, "stdout")?);
    let stderr = lost(thread, "stderr")?;
    if types::call_method(thread, &stderr, names(thread).flush(), &[]).is_err() {
        drop(thread.take_pending());
    }
    if let Some(prompt) = args.first() {
        write(thread, &stdout, prompt)?;
    }
    if types::call_method(thread, &stdout, names(thread).flush(), &[]).is_err() {
        drop(thread.take_pending());
    }
    let line = types::call_method(thread, &stdin, names(thread).readline(), &[])?;
    let Some(text) = line.downcast::<Str>() else {
        return Err(thread.type_error(format_args!("object.readline() returned non-string")));
    };
    match text.len() {
        0 => Err(thread.raise(Builtin::EOFError, format_args!("EOF when reading a line"))),
        n if text.char_at(n - 1) == u32::from(b'\n') => {
            Ok(text.substring(thread, 0, n - 1)?.into_object())
        }
        _ => Ok(line),
    }
}
