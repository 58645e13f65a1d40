//! Making exceptions pending.
//!
//! A newly raised exception gets the exception being handled as its `__context__`, unless it is that one; a chain that already
//! contains the new exception is cut before it, so that contexts never form a cycle.

use super::base::{context, set_context};
use crate::protocol::{call, call_with_tuple};
use crate::state::state;
use crate::str::Str;
use object::{Args, Builtin, Keep, Object, Raised, Ref, Result, Thread, Type};
use std::fmt;

/// Hook: a built-in exception with a message.
pub fn raise(thread: &Thread, kind: Builtin, message: fmt::Arguments<'_>) -> Raised {
    match Str::format(thread, message) {
        Ok(text) => raise_with(thread, kind, &[text.into_object()]),
        Err(raised) => raised,
    }
}

/// Raises `kind(*args)`.
pub fn raise_with(thread: &Thread, kind: Builtin, args: &[Ref]) -> Raised {
    match new_instance(thread, thread.heap().builtin(kind), args) {
        Ok(exception) => raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

/// `kind(*args)`.
pub fn new_instance(thread: &Thread, kind: &Type, args: &[Ref]) -> Result<Ref> {
    if !kind.is_heap_type() {
        // A built-in exception is made without going through `type.__call__`: its `new` and `init` can't be replaced.
        let slots = kind.slots();
        if let (Some(new), Some(init)) = (slots.new, slots.init) {
            let args = Args::positional_only(args);
            let fresh = new(thread, kind, args)?;
            init(thread, &fresh, args)?;
            return Ok(fresh);
        }
    }
    call(thread, kind.as_object(), args)
}

/// Raises `KeyError(key)`.
pub fn key_error(thread: &Thread, key: &Object) -> Raised {
    raise_with(thread, Builtin::KeyError, &[key.to_ref()])
}

/// `TypeError`: calling a class of exceptions gave something else.
pub fn not_an_exception(thread: &Thread, class: &Type, made: &Object) -> Raised {
    let Ok(class) = crate::protocol::repr(thread, class.as_object()) else {
        return Raised;
    };
    thread.type_error(format_args!(
        "calling {} should have returned an instance of BaseException, not {}",
        *class,
        made.ty().name()
    ))
}

/// Makes an instance pending, with the handled exception as its context.
pub fn raise_instance(thread: &Thread, exception: Ref) -> Raised {
    if let Some(handled) = thread.handled_exception()
        && !handled.is(&exception)
    {
        cut_cycle(&handled, &exception);
        set_context(&exception, Some(handled));
    }
    thread.set_pending(exception)
}

/// Removes `exception` from the context chain that starts at `from`. A chain that is cyclic already is left after one round.
fn cut_cycle(from: &Object, exception: &Object) {
    let mut at = from.to_ref();
    let mut slow = from.to_ref();
    let mut advance = false;
    while let Some(next) = context(&at) {
        if next.is(exception) {
            set_context(&at, None);
            return;
        }
        at = next;
        if advance {
            match context(&slow) {
                Some(next) => slow = next,
                None => return,
            }
            if slow.is(&at) {
                return;
            }
        }
        advance = !advance;
    }
}

/// Makes the `MemoryError`s that are kept for when none can be made, and the last, which isn't given away.
pub(super) fn preallocate(thread: &Thread) -> Result<()> {
    let fresh = || new_instance(thread, thread.heap().builtin(Builtin::MemoryError), &[]);
    let mut kept = [const { None }; Keep::MEMORY_ERRORS];
    for one in &mut kept {
        *one = Some(fresh()?);
    }
    state(thread).memory_error.set(Some(fresh()?));
    Ok(())
}

/// Hook: `MemoryError` without allocating. One of those that are kept is used, or a fresh one; if there is no room for that either, the
/// last is shared by all who need it.
pub fn no_memory(thread: &Thread) -> Raised {
    let slot = &state(thread).memory_error;
    let Some(last) = slot.take() else {
        // Raised while a fresh one was being made, or before start-up is over.
        return Raised;
    };
    let made = new_instance(thread, thread.heap().builtin(Builtin::MemoryError), &[]);
    slot.set(Some(last.clone()));
    let Ok(chosen) = made else {
        if last.refcount() == 2 {
            super::set_traceback(&last, None);
            super::set_context(&last, None);
            super::set_cause(&last, None);
        }
        return raise_instance(thread, last);
    };
    drop(last);
    raise_instance(thread, chosen)
}

/// Raises `AttributeError` with the object and the name that were asked for.
pub fn raise_attribute_error(
    thread: &Thread,
    object: &Object,
    name: &Object,
    message: fmt::Arguments<'_>,
) -> Raised {
    let keywords = [("name", name), ("obj", object)];
    raise_with_keywords(thread, Builtin::AttributeError, message, &keywords)
}

/// Raises `NameError` with the name that was asked for, or `UnboundLocalError`, which goes without.
pub fn raise_name_error(
    thread: &Thread,
    kind: Builtin,
    name: &Object,
    message: fmt::Arguments<'_>,
) -> Raised {
    if kind != Builtin::NameError {
        return thread.raise(kind, message);
    }
    raise_with_keywords(thread, kind, message, &[("name", name)])
}

fn raise_with_keywords(
    thread: &Thread,
    kind: Builtin,
    message: fmt::Arguments<'_>,
    keywords: &[(&str, &Object)],
) -> Raised {
    match with_keywords(thread, kind, message, keywords) {
        Ok(exception) => raise_instance(thread, exception),
        Err(raised) => raised,
    }
}

fn with_keywords(
    thread: &Thread,
    kind: Builtin,
    message: fmt::Arguments<'_>,
    keywords: &[(&str, &Object)],
) -> Result<Ref> {
    let text = Str::format(thread, message)?.into_object();
    let none = thread.heap().none();
    let mut values = [text, none.clone(), none.clone()];
    let mut names = [none.clone(), none];
    for (i, (name, value)) in keywords.iter().enumerate() {
        values[i + 1] = value.to_ref();
        names[i] = crate::str::intern_static(thread, name)?.into_object();
    }
    let args = Args::new(&values[..keywords.len() + 1], &names[..keywords.len()]);
    call_with_tuple(thread, thread.heap().builtin(kind).as_object(), args)
}
