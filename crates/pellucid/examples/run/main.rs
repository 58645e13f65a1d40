//! The `pellucid` command.
#![forbid(unsafe_code)]

mod provisional;

use interpreter::{Library, Options};
use object::{Heap, HeapConfig, Object, Thread};
use std::process::ExitCode;

/// Native stack of the thread that runs Python: 3.13's limit of nested native calls must fit.
const STACK_BYTES: usize = 1 << 30;

fn main() -> ExitCode {
    let runner = std::thread::Builder::new().stack_size(STACK_BYTES).spawn(run);
    match runner.map(std::thread::JoinHandle::join) {
        Ok(Ok(code)) => ExitCode::from(code),
        _ => ExitCode::from(70),
    }
}

/// The program's text and name.
fn program() -> Option<(String, String, bool)> {
    let mut args = std::env::args().skip(1);
    let first = args.next()?;
    if first == "-c" {
        return Some((args.next()?, "<string>".into(), false));
    }
    match std::fs::read_to_string(&first) {
        Ok(text) => Some((text, first, true)),
        Err(error) => {
            eprintln!("pellucid: can't open file '{first}': {error}");
            None
        }
    }
}

fn run() -> u8 {
    let Some((text, name, is_file)) = program() else {
        return 2;
    };
    let Ok(heap) = Heap::new(HeapConfig::default()) else {
        eprintln!("pellucid: out of memory");
        return 1;
    };
    let thread = heap.thread();
    let options = Options { library: Library::EMPTY, hash_seed: [0, 0] };
    if interpreter::boot(&heap, options).is_err() || provisional::start(thread).is_err() {
        eprintln!("pellucid: start-up failed: {}", message(thread));
        return 1;
    }
    let code = match interpreter::import::load_main(thread, &text, &name, is_file) {
        Ok(()) => 0,
        Err(_) => {
            eprintln!("{}", message(thread));
            1
        }
    };
    interpreter::shutdown::finalize_modules(thread);
    code
}

/// The pending exception, in one line.
fn message(thread: &Thread) -> String {
    let Some(pending) = thread.take_pending() else {
        return "no exception".into();
    };
    let lines = provisional::traceback(&pending);
    let text = types::protocol::to_str(thread, &pending).map_or_else(|_| String::new(), |t| t.to_string());
    format!("{lines}{}: {text}", Object::ty(&pending).name())
}
