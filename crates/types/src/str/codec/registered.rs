//! Codecs and error handlers that a program registered: reached through the module `_codecs`.

use crate::bytes::Bytes;
use crate::int::Int;
use crate::protocol;
use crate::state::state;
use crate::str::Str;
use crate::tuple::Tuple;
use object::{Builtin, Object, Raised, Ref, Result, Thread};

/// What a registered codec makes of text or bytes.
pub(super) fn convert(
    thread: &Thread,
    function: &str,
    object: &Object,
    encoding: Option<&Str>,
    errors: Option<&Str>,
) -> Result<Ref> {
    let module = match crate::runtime::import_module(thread, "_codecs") {
        Ok(module) => module,
        Err(raised) if thread.pending_is(Builtin::MemoryError) => return Err(raised),
        // A heap without a library knows the built-in codecs alone.
        Err(_) => {
            drop(thread.take_pending());
            let name = encoding.map_or_else(String::new, ToString::to_string);
            return Err(thread.raise(
                Builtin::LookupError,
                format_args!("unknown encoding: {name}"),
            ));
        }
    };
    let function = protocol::getattr_text(thread, &module, function)?;
    let name = |name: Option<&Str>| match name {
        Some(name) => Ref::new(name).into_object(),
        None => thread.heap().none(),
    };
    protocol::call(
        thread,
        &function,
        &[object.to_ref(), name(encoding), name(errors)],
    )
}

/// A registered codec gave a value of a type that it may not give.
pub(super) fn wrong(
    thread: &Thread,
    encoding: Option<&Str>,
    what: &str,
    wanted: &str,
    got: &Object,
) -> Raised {
    let name = encoding.map_or_else(String::new, ToString::to_string);
    let verb = if what == "encoder" {
        "encode"
    } else {
        "decode"
    };
    thread.type_error(format_args!(
        "'{name}' {what} returned '{}' instead of '{wanted}'; use codecs.{verb}() to {verb} to arbitrary types",
        got.ty().name()
    ))
}

/// Lets the handler of a name deal with the pending exception about `len` characters or bytes: what it puts in place, and where
/// to go on. Without a name, or for `strict`, the exception stays.
pub fn ask_handler(
    thread: &Thread,
    errors: Option<&Str>,
    raised: Raised,
    len: usize,
) -> Result<(Ref, usize)> {
    let Some(name) = errors.filter(|name| !name.eq_str("strict")) else {
        return Err(raised);
    };
    let Some(exception) = thread.take_pending() else {
        return Err(raised);
    };
    if state(thread).codec_errors.is_none() {
        crate::runtime::import_module(thread, "_codecs")?;
    }
    let known = state(thread).codec_errors.get();
    let handler = match &known {
        Some(known) => known.get_str(thread, name)?,
        None => None,
    };
    let Some(handler) = handler else {
        return Err(thread.raise(
            Builtin::LookupError,
            format_args!("unknown error handler name '{name}'"),
        ));
    };
    let encoding = exception.isinstance(Builtin::UnicodeEncodeError);
    let answer = protocol::call_one(thread, &handler, &exception)?;
    let parts = answer.downcast::<Tuple>().map(Tuple::items);
    let Some([instead, next]) = parts else {
        return Err(bad_answer(thread, encoding));
    };
    let fits =
        instead.downcast::<Str>().is_some() || encoding && instead.downcast::<Bytes>().is_some();
    if !fits || next.downcast::<Int>().is_none() {
        return Err(bad_answer(thread, encoding));
    }
    let next = protocol::as_isize(thread, next, Builtin::OverflowError)?;
    let at = if next < 0 { next + len as isize } else { next };
    match usize::try_from(at) {
        Ok(at) if at <= len => Ok((instead.clone(), at)),
        _ => Err(thread.raise(
            Builtin::IndexError,
            format_args!("position {next} from error handler out of bounds"),
        )),
    }
}

fn bad_answer(thread: &Thread, encoding: bool) -> Raised {
    thread.type_error(match encoding {
        true => format_args!("encoding error handler must return (str/bytes, int) tuple"),
        false => format_args!("decoding error handler must return (str, int) tuple"),
    })
}
