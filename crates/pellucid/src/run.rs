//! One run: a heap, an interpreter in it, the program, the end; then the x-ray and the audit, if asked for.
//!
//! The program runs on a thread of its own with a stack of its own, so that 3.13's limits of nesting are reached before the stack's end.

use crate::options::Run;
use crate::program::{self, Start};
use crate::twins;
use crate::xray::XrayRun;
use interpreter::{Library, Options, shutdown};
use object::{Builtin, Heap, HeapConfig, Result, Thread};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use stdlib::sys;

/// Native stack of the thread that runs Python: 3.13's limit of nested native calls must fit. Only what is used takes memory.
const STACK_BYTES: usize = 1 << 30;

/// Status of a run that Pellucid itself couldn't finish, or whose audit found something.
const INTERNAL: u8 = 70;

/// What a shell shows for a program that Ctrl-C ended, should the system not end it so.
const INTERRUPTED: u8 = 130;

/// Runs the program and tells the exit status.
pub fn run(run: Run) -> u8 {
    let start = match program::prepare(&run) {
        Ok(start) => start,
        Err((status, why)) => {
            eprintln!("pellucid: {why}");
            return status;
        }
    };
    allocator::library::prepare();
    let traced = match traced_frames(&run) {
        Ok(frames) => frames,
        Err(why) => {
            eprintln!(
                "Fatal Python error: config_init_tracemalloc: {why}\nPython runtime state: preinitialized\n"
            );
            return 1;
        }
    };
    let mask = stdlib::signal::keep_out();
    let spawn = |bytes: usize| {
        let (run, start) = (run.clone(), start.clone());
        std::thread::Builder::new()
            .stack_size(bytes)
            .spawn(move || {
                stdlib::signal::admit(&mask);
                let origin = std::process::id();
                let status = session(&run, &start, traced);
                twins::end_twin(origin, status);
                status
            })
    };
    match spawn(STACK_BYTES).or_else(|_| spawn(STACK_BYTES / 16)) {
        Ok(runner) => match runner.join() {
            Ok(sys::INTERRUPTED) => {
                stdlib::signal::die_interrupted();
                INTERRUPTED
            }
            Ok(status) => status as u8,
            Err(_) => INTERNAL,
        },
        Err(error) => {
            eprintln!("pellucid: no thread to run on: {error}");
            INTERNAL
        }
    }
}

fn session(run: &Run, start: &Start, traced: usize) -> i32 {
    let mut config = HeapConfig::default();
    config.allocator.limit = run.max_heap;
    config.allocator.debug_fill = run.debug_fill;
    let Ok(heap) = Heap::new(config) else {
        eprintln!("pellucid: the system gives no memory for a heap");
        return INTERNAL.into();
    };
    let thread = heap.thread();
    if boot(&heap, run, start).is_err() {
        eprintln!("pellucid: the heap's limit is too small to start in: raise --max-heap");
        return 1;
    }
    if let Some(encoding) = stream_settings(run).0
        && sys::encode_streams(thread, &encoding).is_err()
    {
        eprintln!("pellucid: unknown encoding for the standard streams: {encoding}");
        return 1;
    }
    let mut xray = run
        .xray
        .as_ref()
        .map(|options| XrayRun::start(&heap, options));
    if traced > 0 && !stdlib::tracemalloc::start(thread, traced) {
        eprintln!("pellucid: memory can't be traced for the program while an x-ray is made");
    }
    if run.stress.is_some() {
        heap.gc.stress.set(run.stress);
        thread.interrupt(object::breaker::STRESS);
    }
    heap.allocator.fail_after(run.fail_request);
    if let Some(socket) = &run.fail_each
        && let Err(why) = twins::serve(&heap, socket.as_ref())
    {
        eprintln!("pellucid: --fail-each: {why}");
        return INTERNAL.into();
    }
    let status = match program::run(thread, run, start) {
        Ok(()) => 0,
        Err(_) => sys::handle_uncaught(thread),
    };
    let left = heap.allocator.requests_to_fault();
    heap.allocator.fail_after(None);
    if let Some(planned) = run.fail_request
        && left > 0
    {
        let made = planned.max(1) - left;
        eprintln!("pellucid: there were fewer than {planned} requests for memory: {made}");
    }
    if heap.allocator.is_fault_told() {
        eprintln!("pellucid: the program was told of the request that failed");
    }
    stdlib::thread::shutdown(thread);
    stdlib::atexit::run(thread);
    let failed_flush = sys::flush_streams(thread);
    let mut sound = true;
    if let Some(xray) = &mut xray {
        let shown = match status {
            sys::INTERRUPTED => INTERRUPTED.into(),
            status => status,
        };
        sound = xray.finish(&heap, run, shown);
    }
    let (status, frozen) = finish(thread, status, failed_flush);
    if run.audit {
        sound &= report_findings(&heap, frozen);
    }
    // The process ends here: its memory goes back to the system as a whole, faster than piece by piece.
    std::mem::forget(heap);
    if sound { status } else { INTERNAL.into() }
}

fn boot(heap: &Heap, run: &Run, start: &Start) -> Result<()> {
    let library = Library {
        native: stdlib::modules::make,
        has: stdlib::library::has,
        source: stdlib::library::source,
        code: stdlib::library::code,
        decode: stdlib::source::decode,
    };
    let options = Options {
        library,
        hash_seed: hash_seed(run),
        optimize: run.optimize.min(2) as u8,
    };
    interpreter::boot(heap, options)?;
    stdlib::modules::start(heap.thread(), &system_options(run, start))?;
    stdlib::signal::start(heap.thread());
    Ok(())
}

/// The end: modules taken apart, and what finalizers wrote flushed.
/// Tells the status, and whether daemon threads were left where they were.
fn finish(thread: &Thread, status: i32, failed_flush: bool) -> (i32, bool) {
    let streams = ["__stdout__", "__stderr__"].map(|name| {
        let stream = sys::attribute(thread, name).ok().flatten();
        // One of the program's own goes with its modules.
        stream.filter(|stream| stream.ty().spec().is_some())
    });
    sys::set_finalizing(thread);
    let frozen = thread.freeze_others();
    shutdown::finalize_modules(thread);
    for stream in streams.iter().flatten() {
        // Nobody is left to hear of a failure.
        if types::call_method(thread, stream, types::names(thread).flush(), &[]).is_err() {
            drop(thread.take_pending());
        }
    }
    (if failed_flush { 120 } else { status }, frozen)
}

/// Audits the heap and prints what it finds. True for a sound heap. What threads that were left in the middle of something hold
/// on their native stacks is counted and can't be named: then the counts aren't compared.
fn report_findings(heap: &Heap, frozen: bool) -> bool {
    let mut findings = census::audit(heap);
    findings.retain(|finding| !(frozen && finding.invariant == 1));
    for finding in &findings {
        let place = finding
            .place
            .map_or(String::new(), |place| format!(" ({place})"));
        eprintln!(
            "pellucid: audit: invariant {}{place}: {}",
            finding.invariant, finding.text
        );
    }
    findings.is_empty()
}

/// The seed of string hashes: `PYTHONHASHSEED`, or a random one.
fn hash_seed(run: &Run) -> [u64; 2] {
    let given = std::env::var("PYTHONHASHSEED")
        .ok()
        .filter(|_| !run.ignore_environment);
    match given.as_deref().map(str::parse::<u32>) {
        Some(Ok(seed)) => types::str::hash_key(seed),
        _ => {
            use std::hash::{BuildHasher, RandomState};
            let random = || RandomState::new().hash_one(std::process::id());
            [random() | 1, random()]
        }
    }
}

fn system_options(run: &Run, start: &Start) -> sys::Options {
    let bytes = |text: &std::ffi::OsStr| text.as_bytes().to_vec();
    let arguments = run.arguments.iter().map(|a| bytes(a));
    let variable =
        |name: &str| std::env::var_os(name).filter(|v| !run.ignore_environment && !v.is_empty());
    let mut path = Vec::new();
    if !run.safe_path {
        path.extend(start.directory.clone());
    }
    if let Some(more) = variable("PYTHONPATH") {
        path.extend(
            more.into_vec()
                .split(|b| *b == b':')
                .filter(|p| !p.is_empty())
                .map(<[u8]>::to_vec),
        );
    }
    sys::Options {
        argv: std::iter::once(start.argv0.clone())
            .chain(arguments)
            .collect(),
        orig_argv: std::env::args_os().map(|a| bytes(&a)).collect(),
        executable: std::env::current_exe()
            .map(|p| bytes(p.as_os_str()))
            .unwrap_or_default(),
        path,
        warnoptions: run
            .warnings
            .iter()
            .map(|w| w.to_string_lossy().into_owned())
            .collect(),
        x_options: x_options(run).collect(),
        unbuffered: run.unbuffered || variable("PYTHONUNBUFFERED").is_some(),
        stream_errors: stream_settings(run).1,
        inspect: run.inspect,
        optimize: run.optimize.min(2) as u8,
        dont_write_bytecode: run.dont_write_bytecode
            || variable("PYTHONDONTWRITEBYTECODE").is_some(),
        isolated: run.isolated,
        no_site: run.no_site,
        ignore_environment: run.ignore_environment,
        verbose: run.verbose.min(255) as u8,
        quiet: run.quiet,
        hash_randomization: variable("PYTHONHASHSEED").is_none_or(|seed| seed != "0"),
        ..sys::Options::default()
    }
}

/// Encoding and errors of the standard streams: those of `PYTHONIOENCODING`, or else lenient errors where 3.13 has them, which is
/// in the C locale and with `-X utf8`.
fn stream_settings(run: &Run) -> (Option<String>, Option<String>) {
    let variable = |name: &str| std::env::var(name).ok().filter(|v| !v.is_empty());
    let own = |name| variable(name).filter(|_| !run.ignore_environment);
    let given = own("PYTHONIOENCODING").unwrap_or_default();
    let (encoding, errors) = given.split_once(':').unwrap_or((&given, ""));
    let some = |text: &str| (!text.is_empty()).then(|| text.to_string());
    let lenient = || {
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"]
            .into_iter()
            .find_map(variable);
        let plain = ["C", "POSIX", "C.UTF-8", "C.utf8", "UTF-8"];
        locale.is_none_or(|locale| plain.contains(&locale.as_str()))
            || x_options(run).any(|option| option == "utf8" || option == "utf8=1")
            || own("PYTHONUTF8").is_some_and(|value| value == "1")
    };
    let errors = match (encoding, errors) {
        ("", "") if lenient() => Some("surrogateescape".to_string()),
        _ => some(errors),
    };
    (some(encoding), errors)
}

fn x_options(run: &Run) -> impl Iterator<Item = String> {
    let options = run.x_options.iter();
    options.map(|option| option.to_string_lossy().into_owned())
}

/// Frames that `-X tracemalloc` or `PYTHONTRACEMALLOC` ask for, 0 for no tracing; what 3.13 says to a bad number.
fn traced_frames(run: &Run) -> std::result::Result<usize, &'static str> {
    let number = |text: &str, wrong| match text.parse() {
        Ok(frames @ 0..=65_535) => Ok(frames),
        _ => Err(wrong),
    };
    let asked = x_options(run)
        .filter(|option| option == "tracemalloc" || option.starts_with("tracemalloc="))
        .last();
    if let Some(asked) = asked {
        return match asked.split_once('=') {
            Some((_, frames)) => number(frames, "-X tracemalloc=NFRAME: invalid number of frames"),
            None => Ok(1),
        };
    }
    match std::env::var("PYTHONTRACEMALLOC") {
        Ok(frames) if !run.ignore_environment && !frames.is_empty() => {
            number(&frames, "PYTHONTRACEMALLOC: invalid number of frames")
        }
        _ => Ok(0),
    }
}

/// Raises `SystemExit` with a status that was decided outside Python.
pub fn exit_with(thread: &Thread, status: u8) -> object::Raised {
    match types::Int::new(thread, status.into()) {
        Ok(status) => types::exception::raise_with(thread, Builtin::SystemExit, &[status]),
        Err(raised) => raised,
    }
}
