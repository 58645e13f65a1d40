//! `displayhook`, `excepthook`, `unraisablehook`, and what the embedder calls when a program ends.

use super::{attribute, report};
use object::{Builtin, Object, Ref, Result, Thread};
use types::exception::{set_traceback, system_exit_code, traceback};
use types::{Int, Str, check_arity, names, repr, to_str};

pub(super) fn displayhook(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    let none = thread.heap().none();
    let Some(builtins) = crate::modules::loaded(thread, "builtins")? else {
        return Err(thread.raise(Builtin::RuntimeError, format_args!("lost builtins module")));
    };
    if object.is_exactly(Builtin::NoneType) {
        return Ok(none);
    }
    let underscore = types::str::intern_static(thread, "_")?;
    types::setattr_name(thread, &builtins, &underscore, Some(&none))?;
    let stdout = match attribute(thread, "stdout")? {
        Some(stdout) if !stdout.is_exactly(Builtin::NoneType) => stdout,
        _ => return Err(thread.raise(Builtin::RuntimeError, format_args!("lost sys.stdout"))),
    };
    let text = repr(thread, object)?;
    let write = names(thread).write();
    if types::call_method(thread, &stdout, write, &[text.clone().into_object()]).is_err() {
        thread.swallow(Builtin::UnicodeEncodeError)?;
        let escaped = types::ascii(thread, object)?.into_object();
        types::call_method(thread, &stdout, write, &[escaped])?;
    }
    let newline = types::str::latin1(thread, b'\n').into_object();
    types::call_method(thread, &stdout, write, &[newline])?;
    types::setattr_name(thread, &builtins, &underscore, Some(object))?;
    Ok(none)
}

/// The stream for messages, unless it is lost or `None`.
pub(super) fn stderr(thread: &Thread) -> Option<Ref> {
    match attribute(thread, "stderr") {
        Ok(found) => found.filter(|f| !f.is_exactly(Builtin::NoneType)),
        Err(_) => {
            drop(thread.take_pending());
            None
        }
    }
}

pub(super) fn excepthook(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "excepthook", args.len(), 3, 3)?;
    let value = &args[1];
    if value.isinstance(Builtin::BaseException)
        && args[2].is_exactly(Builtin::Traceback)
        && traceback(value).is_none()
    {
        set_traceback(value, Some(args[2].clone()));
    }
    if let Some(file) = stderr(thread) {
        flush_quietly(thread, "stdout");
        if report::print_exception(thread, &file, value).is_err() {
            let why = thread.take_pending();
            if why.is_some_and(|why| why.isinstance(Builtin::MemoryError)) {
                // Nothing more can be made in the heap, but nobody should wonder why the program ended.
                eprintln!("{}", value.ty().name());
            }
        }
        if types::call_method(thread, &file, names(thread).flush(), &[]).is_err() {
            drop(thread.take_pending());
        }
    }
    Ok(thread.heap().none())
}

fn flush_quietly(thread: &Thread, name: &str) {
    if let Ok(Some(stream)) = attribute(thread, name)
        && !stream.is_exactly(Builtin::NoneType)
        && types::call_method(thread, &stream, names(thread).flush(), &[]).is_ok()
    {
        return;
    }
    drop(thread.take_pending());
}

/// Reports the pending exception, which nobody can be told: `Exception ignored in: …`.
pub fn unraisable(thread: &Thread, place: &str, object: Option<&Object>) {
    let Some(exception) = thread.take_pending() else {
        return;
    };
    let none = thread.heap().none();
    let message = match place {
        "" => Ok(none.clone()),
        place => {
            Str::format(thread, format_args!("Exception ignored {place}")).map(Ref::into_object)
        }
    };
    if traceback(&exception).is_none() {
        match here(thread) {
            Ok(entry) => set_traceback(&exception, entry),
            Err(_) => drop(thread.take_pending()),
        }
    }
    let object = object.map_or(none, Object::to_ref);
    let told = message.and_then(|message| tell(thread, exception, message, object));
    if told.is_err() {
        // The hook itself failed: its own error is the last thing that can be said.
        if let (Some(error), Some(file)) = (thread.take_pending(), stderr(thread)) {
            let hook = attribute(thread, "unraisablehook").ok().flatten();
            let _ = report::print_unraisable(
                thread,
                &file,
                &error,
                Some("Exception ignored in sys.unraisablehook"),
                hook.as_deref(),
            );
            drop(thread.take_pending());
        }
    }
}

/// The same, with the object shown where it happened: `Exception ignored in … <object>:`.
pub fn unraisable_of(thread: &Thread, place: &str, object: &Object) {
    let failed = thread.take_pending();
    let shown = types::repr(thread, object).map_or(String::new(), |shown| shown.to_string());
    drop(thread.take_pending());
    if let Some(failed) = failed {
        let _ = thread.set_pending(failed);
    }
    unraisable(thread, &format!("{place} {shown}"), None);
}

/// A traceback of the frame that runs.
fn here(thread: &Thread) -> Result<Option<Ref>> {
    let Some(frame) = (types::runtime::runtime(thread).frame)(thread, 0)? else {
        return Ok(None);
    };
    let number = |name| -> Result<i32> {
        let number = types::protocol::getattr_text(thread, &frame, name)?;
        Ok(number
            .downcast::<Int>()
            .and_then(Int::as_isize)
            .unwrap_or(-1) as i32)
    };
    let (lasti, line) = (number("f_lasti")?, number("f_lineno")?);
    types::traceback::Traceback::make(thread, None, &frame, lasti, line).map(Some)
}

fn tell(thread: &Thread, exception: Ref, message: Ref, object: Ref) -> Result<()> {
    let hook = attribute(thread, "unraisablehook")?;
    let default = attribute(thread, "__unraisablehook__")?;
    // Without a hook, and with `None` for one, the default does it.
    match hook.filter(|hook| !hook.is_exactly(Builtin::NoneType)) {
        Some(hook) if default.is_none_or(|d| !d.is(&hook)) => {
            let none = || thread.heap().none();
            let traceback = traceback(&exception).unwrap_or_else(none);
            let ty = exception.ty().as_object().to_ref();
            let parts = [ty, exception, traceback, message, object];
            let args = crate::structseq::make(thread, &super::info::UNRAISABLE_ARGS, parts)?;
            types::call_one(thread, &hook, &args).map(drop)
        }
        _ => {
            let Some(file) = stderr(thread) else {
                return Ok(());
            };
            let text = match message.downcast::<Str>() {
                Some(text) => Some(Ref::new(text)),
                None => None,
            };
            let text = match &text {
                Some(text) => Some(text.to_utf8(thread)?),
                None => None,
            };
            let object = (!object.is_exactly(Builtin::NoneType)).then_some(&*object);
            // The hook of 3.13 gets its arguments as one object.
            let _args = thread.heap().may_hold_objects::<1>();
            report::print_unraisable(thread, &file, &exception, text, object)
        }
    }
}

pub(super) fn unraisablehook(thread: &Thread, _module: &Object, args: &Object) -> Result<Ref> {
    let is_args = args
        .ty()
        .spec()
        .is_some_and(|spec| std::ptr::eq(spec, &super::info::UNRAISABLE_ARGS));
    if !is_args {
        return Err(thread.type_error(format_args!(
            "sys.unraisablehook argument type must be UnraisableHookArgs"
        )));
    }
    let items = args
        .downcast::<types::Tuple>()
        .map_or(&[][..], types::Tuple::items);
    if let ([_, exception, _, message, object], Some(file)) = (items, stderr(thread)) {
        let text = match message.is_exactly(Builtin::NoneType) {
            true => None,
            false => Some(to_str(thread, message)?),
        };
        let text = match &text {
            Some(text) => Some(text.to_utf8(thread)?),
            None => None,
        };
        let object = (!object.is_exactly(Builtin::NoneType)).then_some(&**object);
        report::print_unraisable(thread, &file, exception, text, object)?;
    }
    Ok(thread.heap().none())
}

/// The status of a program that ended with `KeyboardInterrupt`. No number that a program exits with.
pub const INTERRUPTED: i32 = i32::MIN;

/// What the embedder does with the exception that ended a program: `SystemExit` is obeyed, anything else goes to
/// `sys.excepthook`. Tells the exit status.
pub fn handle_uncaught(thread: &Thread) -> i32 {
    let Some(exception) = thread.take_pending() else {
        return 0;
    };
    if exception.isinstance(Builtin::SystemExit) {
        return exit_status(thread, &exception);
    }
    let interrupted = exception.isinstance(Builtin::KeyboardInterrupt);
    if let Ok(Some(modules)) = crate::modules::loaded(thread, "sys") {
        for (name, value) in [
            ("last_exc", Some(exception.clone())),
            ("last_type", Some(exception.ty().as_object().to_ref())),
            ("last_value", Some(exception.clone())),
            ("last_traceback", traceback(&exception)),
        ] {
            let stored = types::str::intern_static(thread, name)
                .and_then(|name| types::setattr_name(thread, &modules, &name, value.as_deref()));
            if stored.is_err() {
                drop(thread.take_pending());
            }
        }
    }
    call_excepthook(thread, &exception);
    if interrupted { INTERRUPTED } else { 1 }
}

fn call_excepthook(thread: &Thread, exception: &Object) {
    let none = || thread.heap().none();
    let args = [
        exception.ty().as_object().to_ref(),
        exception.to_ref(),
        traceback(exception).unwrap_or_else(none),
    ];
    let hook = attribute(thread, "excepthook");
    let failed = match &hook {
        Ok(Some(hook)) => types::call(thread, hook, &args).err(),
        missing => {
            drop(thread.take_pending());
            if let Some(file) = stderr(thread) {
                if missing.is_ok() {
                    let _ = report::write_line(thread, &file, "sys.excepthook is missing\n");
                }
                if report::print_exception(thread, &file, exception).is_err() {
                    // Without memory for more, the kind of the error is told.
                    let name = exception.ty().name();
                    (thread.hooks().write_stderr)(thread, format_args!("{name}\n"));
                }
            }
            drop(thread.take_pending());
            None
        }
    };
    if failed.is_none() {
        return;
    }
    let (Some(error), Some(file)) = (thread.take_pending(), stderr(thread)) else {
        return;
    };
    if error.isinstance(Builtin::SystemExit) {
        let _ = thread.set_pending(error);
        return;
    }
    let _ = report::write_line(thread, &file, "Error in sys.excepthook:\n");
    let _ = report::print_exception(thread, &file, &error);
    let _ = report::write_line(thread, &file, "\nOriginal exception was:\n");
    let _ = report::print_exception(thread, &file, exception);
    drop(thread.take_pending());
}

fn exit_status(thread: &Thread, exception: &Object) -> i32 {
    flush_quietly(thread, "stdout");
    let code = system_exit_code(exception);
    match code {
        None => 0,
        Some(code) if code.is_exactly(Builtin::NoneType) => 0,
        Some(code) => {
            if let Some(code) = code.downcast::<Int>() {
                // The C library keeps the low byte; a number beyond a word counts as -1.
                return code.as_isize().unwrap_or(-1) as u8 as i32;
            }
            if let Some(file) = stderr(thread) {
                let shown = to_str(thread, &code)
                    .and_then(|text| report::write_str(thread, &file, &text))
                    .and_then(|()| report::write_line(thread, &file, "\n"));
                if shown.is_err() {
                    drop(thread.take_pending());
                }
            }
            1
        }
    }
}

/// Flushes the standard streams at the end. Tells whether `stdout` could not be: the exit status is 120 then.
pub fn flush_streams(thread: &Thread) -> bool {
    let mut failed = false;
    for name in ["stdout", "stderr"] {
        let Ok(Some(stream)) = attribute(thread, name) else {
            drop(thread.take_pending());
            continue;
        };
        if stream.is_exactly(Builtin::NoneType) || is_closed(thread, &stream) {
            continue;
        }
        if types::call_method(thread, &stream, names(thread).flush(), &[]).is_err() {
            if name == "stdout" {
                unraisable(thread, "on flushing sys.stdout", None);
                failed = true;
            }
            drop(thread.take_pending());
        }
    }
    failed
}

/// Flushes them where a failure tells nobody: between a program's last line and what follows. A pending exception stays.
pub fn flush_after_main(thread: &Thread) {
    let pending = thread.take_pending();
    flush_quietly(thread, "stderr");
    flush_quietly(thread, "stdout");
    if let Some(pending) = pending {
        let _ = thread.set_pending(pending);
    }
}

fn is_closed(thread: &Thread, stream: &Object) -> bool {
    let closed = types::getattr_text(thread, stream, "closed")
        .and_then(|closed| types::is_true(thread, &closed));
    match closed {
        Ok(closed) => closed,
        Err(_) => {
            drop(thread.take_pending());
            false
        }
    }
}
