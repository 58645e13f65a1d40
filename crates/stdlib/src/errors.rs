//! Exception classes of native modules: made like classes of a program, as 3.13 does.

use object::{Builtin, Object, Ref, Result, Thread};
use types::{Dict, Str, Tuple, protocol};

/// A new exception class, named with its module: `struct.error`.
pub fn class(thread: &Thread, name: &str, bases: &[Ref]) -> Result<Ref> {
    let (module, name) = name.rsplit_once('.').unwrap_or(("builtins", name));
    let dict = Dict::new(thread)?;
    dict.set_text(thread, "__module__", Str::new(thread, module)?.as_object())?;
    let args = [
        Str::new(thread, name)?.into_object(),
        Tuple::from_slice(thread, bases)?.into_object(),
        dict.into_object(),
    ];
    protocol::call(
        thread,
        thread.heap().builtin(Builtin::Type).as_object(),
        &args,
    )
}

/// The class of a built-in exception.
pub fn builtin(thread: &Thread, which: Builtin) -> Ref {
    thread.heap().builtin(which).as_object().to_ref()
}

/// Raises an instance of a class with a message.
pub fn raise(thread: &Thread, class: &Object, message: std::fmt::Arguments<'_>) -> object::Raised {
    let made = Str::format(thread, message)
        .and_then(|message| protocol::call_one(thread, class, message.as_object()));
    match made {
        Ok(exception) => types::exception::raise_instance(thread, exception),
        Err(raised) => raised,
    }
}
