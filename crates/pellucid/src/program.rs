//! Finding the program and running it as `__main__`.

use crate::options::{Program, Run};
use interpreter::import::{Main, load_main, run_module};
use object::{Result, Thread};
use std::ffi::OsStr;
use std::io::{self, Read};
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};
use types::Str;

/// What is known before the interpreter starts.
#[derive(Clone)]
pub struct Start {
    /// `sys.argv[0]`
    pub argv0: Vec<u8>,
    /// The first entry of `sys.path`.
    pub directory: Option<Vec<u8>>,
    /// The program's bytes and the name that tracebacks give it; none for `-m`.
    text: Option<(Vec<u8>, String)>,
    /// A package directory given as a file is run like `-m`.
    module: Option<String>,
}

/// Why a program can't be run: the status to end with, and a line for standard error.
pub type Refusal = (u8, String);

/// Reads the program. Statuses are CPython's.
pub fn prepare(run: &Run) -> std::result::Result<Start, Refusal> {
    let plain = |argv0: &[u8], text: Option<(Vec<u8>, String)>| Start {
        argv0: argv0.to_vec(),
        directory: Some(Vec::new()),
        text,
        module: None,
    };
    match &run.program {
        Program::Code(code) => {
            let mut code = code.as_bytes().to_vec();
            code.push(b'\n');
            Ok(plain(b"-c", Some((code, "<string>".into()))))
        }
        Program::Module(name) => {
            let mut start = plain(b"-m", None);
            start.module = Some(name.to_string_lossy().into_owned());
            start.directory = std::env::current_dir()
                .ok()
                .map(|d| d.as_os_str().as_bytes().to_vec());
            Ok(start)
        }
        Program::Stdin => {
            let mut bytes = Vec::new();
            io::stdin()
                .read_to_end(&mut bytes)
                .map_err(|error| (2, format!("can't read standard input: {}", reason(&error))))?;
            Ok(plain(
                if run.arguments.is_empty() { b"" } else { b"-" },
                Some((bytes, "<stdin>".into())),
            ))
        }
        Program::File(file) => from_file(file),
    }
}

fn from_file(file: &OsStr) -> std::result::Result<Start, Refusal> {
    let path = Path::new(file);
    if path.is_dir() {
        return match path.join("__main__.py").is_file() {
            true => Ok(Start {
                argv0: file.as_bytes().to_vec(),
                directory: Some(file.as_bytes().to_vec()),
                text: None,
                module: Some("__main__".into()),
            }),
            false => Err((
                1,
                format!(
                    "can't find '__main__' module in '{}'",
                    absolute(path).display()
                ),
            )),
        };
    }
    let bytes = std::fs::read(path).map_err(|error| {
        let (path, why) = (absolute(path), reason(&error));
        (2, format!("can't open file '{}': {why}", path.display()))
    })?;
    let directory = std::fs::canonicalize(path)
        .unwrap_or_else(|_| absolute(path))
        .parent()
        .map(|d| d.as_os_str().as_bytes().to_vec());
    Ok(Start {
        argv0: file.as_bytes().to_vec(),
        directory,
        text: Some((bytes, located(path))),
        module: None,
    })
}

/// How 3.13 names a script: its path behind the current directory, with nothing resolved in it.
fn located(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    here.join(path).to_string_lossy().into_owned()
}

fn absolute(path: &Path) -> PathBuf {
    std::path::absolute(path).unwrap_or_else(|_| path.to_path_buf())
}

/// `[Errno 2] No such file or directory`.
fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let words = text.split(" (os error").next().unwrap_or(&text);
    match error.raw_os_error() {
        Some(number) => format!("[Errno {number}] {words}"),
        None => words.to_owned(),
    }
}

/// Runs the program. What it raises is pending.
pub fn run(thread: &Thread, run: &Run, start: &Start) -> Result<()> {
    if let Some(module) = &start.module {
        let argv0_stays = matches!(run.program, Program::File(_));
        return run_module(thread, module, &|file| {
            if argv0_stays {
                Ok(())
            } else {
                set_argv0(thread, file)
            }
        })
        .map_err(|raised| explain_missing(thread, module, raised));
    }
    let Some((bytes, name)) = &start.text else {
        return Ok(());
    };
    let source = match run.program {
        Program::Code(_) => stdlib::source::decode(thread, bytes)?,
        _ => stdlib::source::decode_program(thread, bytes, name)?,
    };
    if name.starts_with('<') && matches!(run.program, Program::Code(_)) {
        stdlib::sys::report::source::remember(thread, name, source.to_utf8(thread)?);
    }
    let main = Main {
        filename: name,
        is_file: matches!(run.program, Program::File(_)),
        module: None,
    };
    let ran = load_main(thread, source.to_utf8(thread)?, &main);
    if !matches!(run.program, Program::Code(_)) {
        stdlib::sys::flush_after_main(thread);
    }
    ran
}

/// `-m` of something that isn't there is said in one line, as CPython's `runpy` does.
fn explain_missing(thread: &Thread, module: &str, raised: object::Raised) -> object::Raised {
    let missing = thread
        .pending()
        .filter(|e| e.is_exactly(object::Builtin::ModuleNotFoundError))
        .and_then(|e| types::exception::args(&e))
        .and_then(|args| args.items().first().cloned());
    let text = missing.as_ref().and_then(|m| m.downcast::<Str>());
    let Some(text) = text.map(ToString::to_string) else {
        return raised;
    };
    let name = text
        .strip_prefix("No module named '")
        .and_then(|t| t.strip_suffix('\''));
    match name {
        Some(name) if name == module => eprintln!("pellucid: No module named {module}"),
        Some(name) if module.starts_with(&format!("{name}.")) => eprintln!(
            "pellucid: Error while finding module specification for '{module}' (ModuleNotFoundError: {text})"
        ),
        _ => return raised,
    }
    drop(thread.take_pending());
    crate::run::exit_with(thread, 1)
}

fn set_argv0(thread: &Thread, file: &str) -> Result<()> {
    let argv = stdlib::sys::attribute(thread, "argv")?;
    if let Some(list) = argv.as_ref().and_then(|a| a.downcast::<types::List>()) {
        list.set(0, Str::new(thread, file)?.into_object());
    }
    Ok(())
}
