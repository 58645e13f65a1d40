//! `str(...)`: new strings from objects and from encoded bytes.

use super::layout::Str;
use super::{codec, empty};
use crate::protocol::{Signature, check_arity, to_str};
use object::{Args, Builtin, Object, Ref, Result, Thread, Type};

const NEW: Signature<3> = Signature {
    function: "str",
    names: ["object", "encoding", "errors"],
    required: 0,
    positional: 3,
};

pub(super) fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    if let ([object], []) = (args.values(), args.names())
        && super::layout::is_exact(ty)
    {
        return Ok(to_str(thread, object)?.into_object());
    }
    if args.names().is_empty() {
        check_arity(thread, "str", args.values().len(), 0, 3)?;
    }
    let bound = NEW.bind(thread, &args)?;
    let encoding = name_arg(thread, bound.get(1), "encoding")?;
    let errors = name_arg(thread, bound.get(2), "errors")?;
    let text = match bound.get(0) {
        None => empty(thread),
        Some(object) if encoding.is_none() && errors.is_none() => to_str(thread, object)?,
        Some(object) => from_encoded(thread, object, encoding, errors)?,
    };
    if super::layout::is_exact(ty) {
        return Ok(text.into_object());
    }
    let instance = crate::typeobj::new_instance(thread, ty)?;
    Ok(Str::fill_subclass(thread, instance, &text)?.into_object())
}

/// The name of a codec or of an error handler.
fn name_arg<'a>(
    thread: &Thread,
    object: Option<&'a Object>,
    name: &str,
) -> Result<Option<&'a Str>> {
    match object {
        None => Ok(None),
        Some(object) => match object.downcast::<Str>() {
            Some(text) => Ok(Some(text)),
            None => Err(thread.type_error(format_args!(
                "str() argument '{name}' must be str, not {}",
                object.ty().name()
            ))),
        },
    }
}

fn from_encoded(
    thread: &Thread,
    object: &Object,
    encoding: Option<&Str>,
    errors: Option<&Str>,
) -> Result<Ref<Str>> {
    if object.isinstance(Builtin::Str) {
        return Err(thread.type_error(format_args!("decoding str is not supported")));
    }
    let Some(view) = crate::bytes::view_opt(thread, object)? else {
        return Err(thread.type_error(format_args!(
            "decoding to str: need a bytes-like object, {} found",
            object.ty().name()
        )));
    };
    codec::decode(thread, view.bytes(), encoding, errors)
}
