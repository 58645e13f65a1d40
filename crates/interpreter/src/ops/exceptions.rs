//! Raising, catching, handling.

use crate::machine::{At, Flow};
use crate::unwind::{unwind, unwind_from};
use object::{Builtin, Object, Ref, Result, Thread, Type};
use types::{Int, Tuple, exception, protocol};

/// The class when the object is one that derives from `BaseException`.
pub fn exception_class(object: &Object) -> Option<&Type> {
    let base = object.heap().builtin(Builtin::BaseException);
    object
        .downcast::<Type>()
        .filter(|class| class.is_subtype(base))
}

/// An instance to raise, from a class or an instance.
fn instance(thread: &Thread, what: Ref, message: &str) -> Result<Ref> {
    if let Some(class) = exception_class(&what) {
        let made = protocol::call(thread, class.as_object(), &[])?;
        if !made.isinstance(Builtin::BaseException) {
            return Err(exception::not_an_exception(thread, class, &made));
        }
        return Ok(made);
    }
    if what.isinstance(Builtin::BaseException) {
        return Ok(what);
    }
    Err(thread.type_error(format_args!("{message}")))
}

pub fn raise_varargs(at: At) -> Flow {
    let thread = at.thread();
    if at.b() == 0 {
        return match thread.handled_exception() {
            Some(handled) => {
                let _ = thread.set_pending(handled);
                Ok(unwind(at.vm, false))
            }
            None => Err(thread.raise(
                Builtin::RuntimeError,
                format_args!("No active exception to reraise"),
            )),
        };
    }
    let what = at.take(at.a());
    let cause = (at.b() == 2).then(|| at.take(at.a() + 1));
    let raised = instance(thread, what, "exceptions must derive from BaseException")?;
    if let Some(cause) = cause {
        if cause.is(&at.vm.none()) {
            exception::set_cause_explicitly(&raised, None);
        } else {
            let cause = instance(
                thread,
                cause,
                "exception causes must derive from BaseException",
            )?;
            exception::set_cause_explicitly(&raised, Some(cause));
        }
    }
    Err(exception::raise_instance(thread, raised))
}

/// Raises again, with the traceback as it is.
pub fn reraise(at: At) -> Flow {
    let exception = at.take(at.a());
    let noted = (at.c() == 1)
        .then(|| Int::compact_of(at.borrow(at.b())))
        .flatten();
    let _ = at.thread().set_pending(exception);
    Ok(unwind_from(at.vm, false, noted.map(|word| word as u32)))
}

pub fn push_exc_info(at: At) -> Flow {
    let exception = at.take(at.a());
    let old = at.thread().handled().value.replace(Some(exception.clone()));
    at.put(at.a(), old.unwrap_or_else(|| at.vm.none()));
    at.put(at.a() + 1, exception);
    at.next(0)
}

pub fn pop_except(at: At) -> Flow {
    let previous = at.take(at.a());
    let none = at.vm.none();
    at.thread().handled().value.set(if previous.is(&none) {
        None
    } else {
        Some(previous)
    });
    at.next(0)
}

/// Checks what stands after `except`.
pub fn check_class(thread: &Thread, class: &Object) -> Result<()> {
    let bad = match class.downcast::<Tuple>() {
        Some(classes) => classes.items().iter().any(|c| exception_class(c).is_none()),
        None => exception_class(class).is_none(),
    };
    match bad {
        true => Err(thread.type_error(format_args!(
            "catching classes that do not inherit from BaseException is not allowed"
        ))),
        false => Ok(()),
    }
}

/// Whether an exception is an instance of the class, or of one in the tuple.
pub fn matches(exception: &Object, class: &Object) -> bool {
    match class.downcast::<Tuple>() {
        Some(classes) => classes.items().iter().any(|c| matches(exception, c)),
        None => exception_class(class).is_some_and(|class| exception.ty().is_subtype(class)),
    }
}

pub fn jump_if_not_match(at: At) -> Flow {
    let class = at.take(at.b());
    check_class(at.thread(), &class)?;
    let matched = matches(at.borrow(at.a()), &class);
    drop(class);
    match matched {
        true => at.next(0),
        false => Ok(at.jump_c(0)),
    }
}
