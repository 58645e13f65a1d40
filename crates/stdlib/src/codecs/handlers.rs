//! Error handlers as functions: they get an exception and answer with what to put in place, and where to go on.

use super::{bad_handler, handlers_dict, text};
use object::{Builtin, MethodDef, Object, Raised, Ref, Result, Thread};
use types::module::Module;
use types::str::Builder;
use types::{Bytes, Int, Str, Tuple, protocol};

static HANDLERS: [(&str, MethodDef); 6] = [
    ("strict", MethodDef::one("strict_errors", strict)),
    (
        "ignore",
        MethodDef::one("ignore_errors", |thread, _, error| {
            let place = place(thread, error)?;
            answer(thread, types::str::empty(thread).into_object(), place.end)
        }),
    ),
    ("replace", MethodDef::one("replace_errors", replace)),
    (
        "xmlcharrefreplace",
        MethodDef::one("xmlcharrefreplace_errors", |thread, _, error| {
            encoded(thread, error, |out, point| {
                out.push_format(format_args!("&#{point};"))
            })
        }),
    ),
    (
        "backslashreplace",
        MethodDef::one("backslashreplace_errors", backslash),
    ),
    (
        "namereplace",
        MethodDef::one("namereplace_errors", |thread, _, error| {
            encoded(thread, error, |out, point| {
                match char::from_u32(point).and_then(unicode_names2::name) {
                    Some(name) => out.push_format(format_args!("\\N{{{name}}}")),
                    None => escape(out, point),
                }
            })
        }),
    ),
];

/// Puts the built-in handlers into the registry.
pub(super) fn register_all(thread: &Thread, _module: &Module) -> Result<()> {
    let dict = handlers_dict(thread)?;
    for (name, def) in &HANDLERS {
        if dict.get_text(thread, name)?.is_none() {
            let function = types::builtin_function::new(thread, def, None, None)?;
            dict.set_text(thread, name, &function)?;
        }
    }
    Ok(())
}

/// `register_error(name, handler)`.
pub(super) fn register(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "register_error", args.len(), 2, 2)?;
    let name = types::str::args::text_arg(thread, &args[0], "register_error", 1)?;
    if !protocol::is_callable(&args[1]) {
        return Err(thread.type_error(format_args!("handler must be callable")));
    }
    handlers_dict(thread)?.set(thread, name.as_object(), &args[1])?;
    Ok(thread.heap().none())
}

/// `lookup_error(name)`.
pub(super) fn lookup(thread: &Thread, _module: &Object, name: &Object) -> Result<Ref> {
    let name = text(thread, "lookup_error", name)?;
    match handlers_dict(thread)?.get_str(thread, name)? {
        Some(handler) => Ok(handler),
        None => Err(bad_handler(thread, name)),
    }
}

struct Place {
    object: Ref,
    start: usize,
    end: usize,
}

fn wrong(thread: &Thread, error: &Object) -> Raised {
    thread.type_error(format_args!(
        "don't know how to handle {} in error callback",
        error.ty().name()
    ))
}

fn place(thread: &Thread, error: &Object) -> Result<Place> {
    let kinds = [
        Builtin::UnicodeEncodeError,
        Builtin::UnicodeDecodeError,
        Builtin::UnicodeTranslateError,
    ];
    if !kinds.into_iter().any(|kind| error.isinstance(kind)) {
        return Err(wrong(thread, error));
    }
    let number = |name: &str| -> Result<usize> {
        let value = protocol::getattr_text(thread, error, name)?;
        Ok(protocol::as_isize(thread, &value, Builtin::OverflowError)?.max(0) as usize)
    };
    Ok(Place {
        object: protocol::getattr_text(thread, error, "object")?,
        start: number("start")?,
        end: number("end")?,
    })
}

fn answer(thread: &Thread, text: Ref, end: usize) -> Result<Ref> {
    let end = Int::from_usize(thread, end)?;
    Ok(Tuple::from_array(thread, [text, end])?.into_object())
}

fn strict(thread: &Thread, _: &Object, error: &Object) -> Result<Ref> {
    match error.isinstance(Builtin::BaseException) {
        true => Err(types::exception::raise_instance(thread, error.to_ref())),
        false => Err(thread.type_error(format_args!("codec must pass exception instance"))),
    }
}

fn replace(thread: &Thread, _: &Object, error: &Object) -> Result<Ref> {
    let place = place(thread, error)?;
    let mut out = Builder::new(thread);
    let count = place.end.saturating_sub(place.start);
    if error.isinstance(Builtin::UnicodeEncodeError) {
        out.push_repeated(u32::from(b'?'), count)?;
    } else if error.isinstance(Builtin::UnicodeDecodeError) {
        out.push_point(0xFFFD)?;
    } else {
        out.push_repeated(0xFFFD, count)?;
    }
    answer(thread, out.finish()?.into_object(), place.end)
}

fn escape(out: &mut Builder<'_>, point: u32) -> Result<()> {
    match point {
        0..0x100 => out.push_format(format_args!("\\x{point:02x}")),
        0x100..0x10000 => out.push_format(format_args!("\\u{point:04x}")),
        _ => out.push_format(format_args!("\\U{point:08x}")),
    }
}

/// What stands for each character that couldn't be encoded.
fn encoded(
    thread: &Thread,
    error: &Object,
    each: impl Fn(&mut Builder<'_>, u32) -> Result<()>,
) -> Result<Ref> {
    if !error.isinstance(Builtin::UnicodeEncodeError) {
        return Err(wrong(thread, error));
    }
    characters(thread, error, each)
}

fn characters(
    thread: &Thread,
    error: &Object,
    each: impl Fn(&mut Builder<'_>, u32) -> Result<()>,
) -> Result<Ref> {
    let place = place(thread, error)?;
    let mut out = Builder::new(thread);
    if let Some(text) = place.object.downcast::<Str>() {
        for at in place.start..place.end.min(text.len()) {
            each(&mut out, text.char_at(at))?;
        }
    }
    answer(thread, out.finish()?.into_object(), place.end)
}

fn backslash(thread: &Thread, _: &Object, error: &Object) -> Result<Ref> {
    let place = place(thread, error)?;
    let Some(bytes) = place.object.downcast::<Bytes>() else {
        return characters(thread, error, escape);
    };
    let mut out = Builder::new(thread);
    let bytes = bytes.as_slice();
    for byte in &bytes[place.start.min(bytes.len())..place.end.min(bytes.len())] {
        out.push_format(format_args!("\\x{byte:02x}"))?;
    }
    answer(thread, out.finish()?.into_object(), place.end)
}
