//! f-strings.

use crate::machine::{At, Flow, Operand};
use object::{Builtin, Object, Ref, Result, Thread};
use types::{Str, protocol};

pub fn convert(at: At) -> Flow {
    let value = at.take(at.a());
    let thread = at.thread();
    let text = match at.b() {
        1 => protocol::to_str(thread, &value)?,
        2 => protocol::repr(thread, &value)?,
        _ => protocol::ascii(thread, &value)?,
    };
    drop(value);
    at.put(at.a(), text.into_object());
    at.next(0)
}

fn format(thread: &Thread, value: &Object, spec: Option<&Object>) -> Result<Ref> {
    if spec.is_none() && value.is_exactly(Builtin::Str) {
        return Ok(value.to_ref());
    }
    let empty = thread.heap().empty_str();
    let spec = spec.unwrap_or(&empty);
    match spec.downcast::<Str>() {
        Some(spec) => Ok(protocol::format(thread, value, spec)?.into_object()),
        None => Err(thread.system_error(format_args!(
            "Format specifier must be a string, not {}",
            spec.ty().name()
        ))),
    }
}

pub fn format_simple<A: Operand>(at: At) -> Flow {
    let value = A::own(&at, at.b());
    let text = format(at.thread(), &value, None)?;
    drop(value);
    at.put(at.a(), text);
    at.next(0)
}

pub fn format_with_spec(at: At) -> Flow {
    let (value, spec) = (at.take(at.a()), at.take(at.a() + 1));
    let text = format(at.thread(), &value, Some(&spec))?;
    drop(value);
    drop(spec);
    at.put(at.a(), text);
    at.next(0)
}
