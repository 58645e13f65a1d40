//! Running a program: a heap, the interpreter in it, the program, the end.

use crate::options::{Program, Run};
use interpreter::{Library, Options, import, shutdown};
use object::{Heap, HeapConfig, Result, Thread};
use std::io::Read;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use stdlib::sys;

/// Native stack of the thread that runs Python: 3.13's limit of nested native calls must fit.
const STACK_BYTES: usize = 1 << 30;

/// Runs the program on a thread of its own and tells the exit status.
pub fn run(run: Run) -> u8 {
    let runner = std::thread::Builder::new()
        .stack_size(STACK_BYTES)
        .spawn(move || session(&run));
    match runner.map(std::thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        _ => 70,
    }
}

fn session(run: &Run) -> u8 {
    let mut config = HeapConfig::default();
    config.allocator.limit = run.max_heap;
    config.allocator.debug_fill = run.debug_fill;
    let Ok(heap) = Heap::new(config) else {
        eprintln!("pellucid: out of memory");
        return 1;
    };
    let thread = heap.thread();
    let library = Library {
        native: stdlib::modules::make,
        source: |_| None,
        decode: stdlib::source::decode,
    };
    let started = interpreter::boot(
        &heap,
        Options {
            library,
            hash_seed: [0, 0],
        },
    )
    .and_then(|()| stdlib::modules::start(thread, &system_options(run)));
    if started.is_err() {
        eprintln!("pellucid: start-up failed");
        return 1;
    }
    let status = match main_module(thread, run) {
        Ok(()) => 0,
        Err(_) => sys::handle_uncaught(thread),
    };
    finish(thread, status) as u8
}

/// The end: streams flushed, modules taken apart, streams flushed again.
fn finish(thread: &Thread, status: i32) -> i32 {
    let failed = sys::flush_streams(thread);
    let streams = ["stdout", "stderr"].map(|name| sys::attribute(thread, name).ok().flatten());
    sys::set_finalizing(thread);
    shutdown::finalize_modules(thread);
    for stream in streams.iter().flatten() {
        // What finalizers wrote; nobody is left to hear of a failure.
        if types::call_method(thread, stream, types::names(thread).flush(), &[]).is_err() {
            drop(thread.take_pending());
        }
    }
    if failed { 120 } else { status }
}

fn main_module(thread: &Thread, run: &Run) -> Result<()> {
    let (bytes, name, is_file) = match &run.program {
        Program::Code(code) => (code.as_bytes().to_vec(), "<string>".to_string(), false),
        Program::File(file) => match std::fs::read(file) {
            Ok(bytes) => (bytes, file.to_string_lossy().into_owned(), true),
            Err(error) => {
                let number = error.raw_os_error().unwrap_or(0);
                eprintln!(
                    "pellucid: can't open file {:?}: [Errno {number}] {}",
                    file,
                    plain(&error)
                );
                return Err(thread.raise(object::Builtin::SystemExit, format_args!("")));
            }
        },
        Program::Stdin | Program::Module(_) => {
            let mut bytes = Vec::new();
            let _ = std::io::stdin().read_to_end(&mut bytes);
            (bytes, "<stdin>".to_string(), false)
        }
    };
    let source = stdlib::source::decode(thread, &bytes)?;
    import::load_main(thread, source.to_utf8(thread)?, &name, is_file)
}

/// The system's words without Rust's addition.
fn plain(error: &std::io::Error) -> String {
    let text = error.to_string();
    text.split(" (os error").next().unwrap_or(&text).to_string()
}

fn system_options(run: &Run) -> sys::Options {
    let (first, directory) = match &run.program {
        Program::Code(_) => (b"-c".to_vec(), Vec::new()),
        Program::Module(_) => (b"-m".to_vec(), Vec::new()),
        Program::Stdin => (Vec::new(), Vec::new()),
        Program::File(file) => {
            let parent = Path::new(file)
                .parent()
                .map(Path::to_path_buf)
                .unwrap_or_default();
            let full = std::path::absolute(if parent.as_os_str().is_empty() {
                Path::new(".")
            } else {
                &parent
            });
            (
                file.as_bytes().to_vec(),
                full.map(|p| p.as_os_str().as_bytes().to_vec())
                    .unwrap_or_default(),
            )
        }
    };
    let arguments = run.arguments.iter().map(|a| a.as_bytes().to_vec());
    let executable = std::env::current_exe()
        .map(|p| p.as_os_str().as_bytes().to_vec())
        .unwrap_or_default();
    sys::Options {
        argv: std::iter::once(first).chain(arguments).collect(),
        orig_argv: std::env::args_os().map(|a| a.as_bytes().to_vec()).collect(),
        executable,
        path: vec![directory],
        unbuffered: run.unbuffered,
        inspect: run.inspect,
        optimize: run.optimize.min(2) as u8,
        dont_write_bytecode: true,
        isolated: run.isolated,
        no_site: run.no_site,
        ignore_environment: run.ignore_environment,
        verbose: run.verbose.min(255) as u8,
        quiet: run.quiet,
        ..sys::Options::default()
    }
}
