//! What is said of an exception that ends a thread.

use object::{Builtin, Object, Ref, Result, Thread, TypeSpec};
use types::exception::{set_traceback, traceback};
use types::{Tuple, names};

/// What `threading.excepthook` gets.
pub(super) static EXCEPT_HOOK_ARGS: TypeSpec = crate::structseq::module_spec(
    "_thread._ExceptHookArgs",
    "ExceptHookArgs\n\nType used to pass arguments to threading.excepthook.",
    &[
        crate::structseq::field(0, "exc_type", "Exception type"),
        crate::structseq::field(1, "exc_value", "Exception value"),
        crate::structseq::field(2, "exc_traceback", "Exception traceback"),
        crate::structseq::field(3, "thread", "Thread"),
    ],
);

/// `threading.excepthook` as it is from the start: the exception goes to `sys.stderr` under the thread's name, but `SystemExit`
/// ends a thread in silence.
pub(super) fn excepthook(thread: &Thread, _module: &Object, args: &Object) -> Result<Ref> {
    let none = thread.heap().none();
    let fits = args
        .ty()
        .spec()
        .is_some_and(|spec| std::ptr::eq(spec, &EXCEPT_HOOK_ARGS));
    let parts = args.downcast::<Tuple>().filter(|_| fits);
    let Some([kind, value, trace, whose]) = parts.map(Tuple::items) else {
        return Err(thread.type_error(format_args!(
            "_thread.excepthook argument type must be ExceptHookArgs"
        )));
    };
    if kind.is(thread.heap().builtin(Builtin::SystemExit).as_object()) {
        return Ok(none);
    }
    let Some(file) = stream(thread, whose)? else {
        return Ok(none);
    };
    let name = match whose.is(&none) {
        true => None,
        false => types::getattr_opt(thread, whose, names(thread).name())?,
    };
    let name = match name {
        Some(name) => types::to_str(thread, &name)?.to_string(),
        None => thread.ident().to_string(),
    };
    crate::sys::report::write_line(thread, &file, &format!("Exception in thread {name}:\n"))?;
    if value.isinstance(Builtin::BaseException) {
        if trace.is_exactly(Builtin::Traceback) && traceback(value).is_none() {
            set_traceback(value, Some(trace.clone()));
        }
        crate::sys::report::print_exception(thread, &file, value)?;
    }
    types::call_method(thread, &file, names(thread).flush(), &[])?;
    Ok(none)
}

/// `sys.stderr`, or what the thread has kept of it from its start.
fn stream(thread: &Thread, whose: &Object) -> Result<Option<Ref>> {
    let present = |found: &Ref| !found.is_exactly(Builtin::NoneType);
    if let Some(file) = crate::sys::attribute(thread, "stderr")?.filter(present) {
        return Ok(Some(file));
    }
    if whose.is_exactly(Builtin::NoneType) {
        return Ok(None);
    }
    let name = types::str::intern_static(thread, "_stderr")?;
    Ok(types::getattr_opt(thread, whose, &name)?.filter(present))
}
