//! `faulthandler`: tracebacks in plain text, straight to a file descriptor.
//!
//! Programs don't crash the interpreter, so that being enabled changes nothing but what `is_enabled` says.

use object::{Args, Buf, Builtin, MethodDef, Object, Ref, Result, Slot, Thread};
use std::cell::Cell;
use types::module::ModuleSpec;
use types::{Int, Signature, Str, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "faulthandler",
    doc: Some("faulthandler module."),
    functions: &[
        MethodDef::keywords("enable", enable).doc("enable($module, /, file=sys.stderr, all_threads=True)\n--\n\nEnable the fault handler."),
        MethodDef::no_args("disable", |thread, _| {
            let state = types::room::<State>(thread);
            state.file.set(None);
            Ok(thread.heap().bool(state.enabled.replace(false)))
        })
        .doc("disable($module, /)\n--\n\nDisable the fault handler."),
        MethodDef::no_args("is_enabled", |thread, _| {
            Ok(thread.heap().bool(types::room::<State>(thread).enabled.get()))
        })
        .doc("is_enabled($module, /)\n--\n\nCheck if the handler is enabled."),
        MethodDef::keywords("dump_traceback", dump).doc("dump_traceback($module, /, file=sys.stderr, all_threads=True)\n--\n\nWrites the traceback of the current thread, or of all threads, into a file."),
        MethodDef::keywords("dump_traceback_later", |thread, _, _| {
            Err(missing(thread, "dump_traceback_later"))
        })
        .doc("dump_traceback_later($module, /, timeout, repeat=False,\n                     file=sys.stderr, exit=False)\n--\n\nNot supported."),
        MethodDef::no_args("cancel_dump_traceback_later", |thread, _| Ok(thread.heap().none()))
            .doc("cancel_dump_traceback_later($module, /)\n--\n\nNothing is ever under way."),
        MethodDef::keywords("register", |thread, _, _| Err(missing(thread, "register")))
            .doc("register($module, /, signum, file=sys.stderr, all_threads=True,\n         chain=False)\n--\n\nNot supported."),
        MethodDef::one("unregister", |thread, _, _| Ok(thread.heap().bool(false)))
            .doc("unregister($module, signum, /)\n--\n\nNo signal is ever registered."),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

/// What the module keeps: whether it is enabled, and the file then.
#[derive(Default)]
struct State {
    enabled: Cell<bool>,
    file: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.file, visit);
    }
}

/// Frames of a thread that are shown.
const MOST: usize = 100;
/// Characters of a text that are shown.
const LONGEST: usize = 500;

#[cold]
fn missing(thread: &Thread, function: &str) -> object::Raised {
    thread.raise(
        Builtin::NotImplementedError,
        format_args!("faulthandler.{function}() is not supported"),
    )
}

/// The file that is meant, and its descriptor.
fn descriptor(thread: &Thread, file: Option<&Object>) -> Result<(Option<Ref>, i32)> {
    let file = match file.filter(|file| !file.is_exactly(Builtin::NoneType)) {
        Some(file) => file.to_ref(),
        None => stderr(thread)?,
    };
    if file.downcast::<Int>().is_some() {
        let text = "file is not a valid file descriptor";
        let number = file.downcast::<Int>().and_then(Int::as_isize);
        return match number.map(i32::try_from) {
            Some(Ok(number @ 0..)) => Ok((None, number)),
            Some(Ok(_)) => Err(thread.value_error(format_args!("{text}"))),
            _ => Err(thread.raise(
                Builtin::OverflowError,
                format_args!("Python int too large to convert to C int"),
            )),
        };
    }
    let fileno = protocol::getattr_text(thread, &file, "fileno")?;
    let number = protocol::call(thread, &fileno, &[])?;
    let number = number.downcast::<Int>().and_then(Int::as_isize);
    let Some(Ok(number @ 0..)) = number.map(i32::try_from) else {
        let text = format_args!("file.fileno() is not a valid file descriptor");
        return Err(thread.raise(Builtin::RuntimeError, text));
    };
    // What can't be flushed is lost without a word.
    let flushed = protocol::getattr_text(thread, &file, "flush")
        .and_then(|flush| protocol::call(thread, &flush, &[]));
    if flushed.is_err() {
        drop(thread.take_pending());
    }
    Ok((Some(file), number))
}

fn stderr(thread: &Thread) -> Result<Ref> {
    let sys = types::runtime::import_module(thread, "sys")?;
    let name = types::str::intern_static(thread, "stderr")?;
    let text = match protocol::getattr_opt(thread, &sys, &name)? {
        Some(file) if !file.is_exactly(Builtin::NoneType) => return Ok(file),
        Some(_) => "sys.stderr is None",
        None => "unable to get sys.stderr",
    };
    Err(thread.raise(Builtin::RuntimeError, format_args!("{text}")))
}

/// The file and whether all threads are meant.
fn bind<'a>(
    thread: &Thread,
    function: &'static str,
    args: &Args<'a>,
) -> Result<(Option<&'a Object>, bool)> {
    let signature = Signature {
        function,
        names: ["file", "all_threads"],
        required: 0,
        positional: 2,
    };
    let bound = signature.bind(thread, args)?;
    let all = bound
        .get(1)
        .map_or(Ok(true), |all| protocol::is_true(thread, all))?;
    Ok((bound.get(0), all))
}

fn enable(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let (file, _) = bind(thread, "enable", &args)?;
    let (file, _) = descriptor(thread, file)?;
    let state = types::room::<State>(thread);
    state.file.set(file);
    state.enabled.set(true);
    Ok(thread.heap().none())
}

fn dump(thread: &Thread, _: &Object, args: Args<'_>) -> Result<Ref> {
    let (file, all) = bind(thread, "dump_traceback", &args)?;
    let (_file, number) = descriptor(thread, file)?;
    let mut out = Buf::new(thread.heap());
    let own = thread.ident();
    if all {
        let mut frames = interpreter::threads::current_frames(thread)?;
        // The main thread is the oldest, which comes last.
        if thread.is_main() && frames.first().is_some_and(|(ident, _)| *ident == own) {
            frames.rotate_left(1);
        }
        for (place, (ident, frame)) in frames.into_iter().enumerate() {
            let gap = if place > 0 { "\n" } else { "" };
            let who = if ident == own {
                "Current thread"
            } else {
                "Thread"
            };
            let head = Str::format(
                thread,
                format_args!("{gap}{who} 0x{ident:016x} (most recent call first):\n"),
            )?;
            out.extend(head.data_bytes())?;
            stack(thread, &mut out, Some(frame))?;
        }
    } else {
        out.extend(b"Stack (most recent call first):\n")?;
        stack(
            thread,
            &mut out,
            (types::runtime::runtime(thread).frame)(thread, 0)?,
        )?;
    }
    // As in 3.13 nobody is told where it can't be written.
    if crate::io::system::write_all(thread, number, &out).is_err() {
        drop(thread.take_pending());
    }
    Ok(thread.heap().none())
}

/// A line for each frame, the innermost first.
fn stack(thread: &Thread, out: &mut Buf<'_, u8>, frame: Option<Ref>) -> Result<()> {
    let mut next = frame;
    for _ in 0..MOST {
        let Some(frame) = next
            .take()
            .filter(|frame| !frame.is_exactly(Builtin::NoneType))
        else {
            return Ok(());
        };
        let code = protocol::getattr_text(thread, &frame, "f_code")?;
        out.extend(b"  File ")?;
        match protocol::getattr_text(thread, &code, "co_filename")?.downcast::<Str>() {
            Some(name) => {
                out.push(b'"')?;
                plain(thread, out, name)?;
                out.push(b'"')?;
            }
            None => out.extend(b"???")?,
        }
        let line = protocol::getattr_text(thread, &frame, "f_lineno")?;
        let line = line.downcast::<Int>().and_then(Int::as_isize);
        match line {
            Some(line) => {
                let text = Str::format(thread, format_args!(", line {line} in "))?;
                out.extend(text.data_bytes())?;
            }
            None => out.extend(b", line ??? in ")?,
        }
        match protocol::getattr_text(thread, &code, "co_name")?.downcast::<Str>() {
            Some(name) => plain(thread, out, name)?,
            None => out.extend(b"???")?,
        }
        out.push(b'\n')?;
        next = Some(protocol::getattr_text(thread, &frame, "f_back")?);
    }
    Ok(())
}

/// Text in ASCII: other characters are escaped.
fn plain(thread: &Thread, out: &mut Buf<'_, u8>, text: &Str) -> Result<()> {
    for point in text.code_points().take(LONGEST) {
        match point {
            0x20..0x7F => out.push(point as u8)?,
            0..0x100 => {
                out.extend(Str::format(thread, format_args!("\\x{point:02x}"))?.data_bytes())?
            }
            0x100..0x1_0000 => {
                out.extend(Str::format(thread, format_args!("\\u{point:04x}"))?.data_bytes())?
            }
            _ => out.extend(Str::format(thread, format_args!("\\U{point:08x}"))?.data_bytes())?,
        }
    }
    if text.len() > LONGEST {
        out.extend(b"...")?;
    }
    Ok(())
}
