//! `_signal`: handlers for the process's signals.
//!
//! `interpreter::signals` notes what comes; at the next safe point [`run_handlers`] calls what the program registered. The
//! handlers stand in a list of the module's state, at the signal's number. Before the module is imported only Ctrl-C is heard.

use interpreter::signals::{self, Action, END};
use nix::sys::signal::{SigSet, SigmaskHow, Signal};
use object::{Args, Builtin, MethodDef, Object, Raised, Ref, Result, Slot, Thread};
use std::io;
use types::module::{Module, ModuleSpec};
use types::protocol::{self, Signature};
use types::{Int, List, Str, Tuple, room};

#[derive(Default)]
struct State {
    handlers: Slot,
    error: Slot,
}

impl types::Room for State {
    fn visit(&self, visit: object::Visit) {
        types::visit_slot(&self.handlers, visit);
        types::visit_slot(&self.error, visit);
    }
}

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_signal",
    doc: Some("This module provides mechanisms to use signal handlers in Python."),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[],
    init: Some(fill),
};

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::fast("default_int_handler", |thread, _, args| {
        protocol::check_arity(thread, "default_int_handler", args.len(), 2, 2)?;
        Err(thread.raise(Builtin::KeyboardInterrupt, format_args!("")))
    })
    .doc("default_int_handler($module, signalnum, frame, /)\n--\n\nThe default handler for SIGINT: raises KeyboardInterrupt."),
    MethodDef::one("alarm", alarm).doc("alarm($module, seconds, /)\n--\n\nArrange for SIGALRM to arrive after the given number of seconds."),
    MethodDef::fast("setitimer", setitimer).doc("setitimer($module, which, seconds, interval=0.0, /)\n--\n\nSets given itimer (one of ITIMER_REAL, ITIMER_VIRTUAL or ITIMER_PROF)."),
    MethodDef::one("getitimer", |thread, _, which| {
        let which = types::bytes::as_c_int(thread, which)?;
        timer(thread, signals::timer(which, None))
    })
    .doc("getitimer($module, which, /)\n--\n\nReturns current value of given itimer."),
    MethodDef::fast("signal", signal).doc("signal($module, signalnum, handler, /)\n--\n\nSet the action for the given signal.\n\nThe action can be SIG_DFL, SIG_IGN, or a callable Python object, called with the\nsignal number and the interrupted stack frame. The previous action is returned."),
    MethodDef::one("raise_signal", |thread, _, number| {
        let number = types::bytes::as_c_int(thread, number)?;
        done(thread, signals::raise(number))?;
        crate::io::system::signals(thread)?;
        Ok(thread.heap().none())
    })
    .doc("raise_signal($module, signalnum, /)\n--\n\nSend a signal to the executing process."),
    MethodDef::one("strsignal", strsignal).doc("strsignal($module, signalnum, /)\n--\n\nReturn the system description of the given signal."),
    MethodDef::one("getsignal", |thread, _, number| {
        let number = number_of(thread, number)?;
        handler(thread, number)
    })
    .doc("getsignal($module, signalnum, /)\n--\n\nReturn the current action for the given signal."),
    MethodDef::fast("siginterrupt", siginterrupt).doc("siginterrupt($module, signalnum, flag, /)\n--\n\nChange system call restart behaviour."),
    MethodDef::keywords("set_wakeup_fd", set_wakeup_fd).doc("set_wakeup_fd($module, fd, /, *, warn_on_full_buffer=True)\n--\n\nSets the fd to be written to (with the signal number) when a signal comes in."),
    MethodDef::no_args("pause", |thread, _| {
        thread.unlocked(nix::unistd::pause);
        crate::io::system::signals(thread)?;
        Ok(thread.heap().none())
    })
    .doc("pause($module, /)\n--\n\nWait until a signal arrives."),
    MethodDef::fast("pthread_sigmask", sigmask).doc("pthread_sigmask($module, how, mask, /)\n--\n\nFetch and/or change the signal mask of the calling thread."),
    MethodDef::no_args("valid_signals", |thread, _| {
        numbers(thread, (1..END).filter(|n| !(32..34).contains(n)))
    })
    .doc("valid_signals($module, /)\n--\n\nReturn a set of valid signal numbers on this platform."),
];

/// Makes this interpreter the process's listener: Ctrl-C raises `KeyboardInterrupt` from now on, a file that is too large or a
/// pipe without a reader is an error of the call and no signal.
pub fn start(thread: &Thread) {
    if !signals::listen(thread) {
        return;
    }
    let mut hooks = thread.hooks();
    hooks.signals = run_handlers;
    thread.set_hooks(hooks);
    for quiet in [Signal::SIGPIPE, Signal::SIGXFSZ] {
        // A system that refuses leaves things as they are.
        let _ = signals::set_action(quiet as i32, Action::Ignore);
    }
    // A process that was started with Ctrl-C ignored goes on ignoring it.
    if let Ok(Action::Default) = signals::action(Signal::SIGINT as i32) {
        let _ = signals::set_action(Signal::SIGINT as i32, Action::Note);
    }
}

/// Signals of the process are for the thread that runs Python alone: keeps them from this one. Tells what it let in before,
/// for [`admit`] on that other thread.
pub fn keep_out() -> SigSet {
    let before = SigSet::thread_get_mask().unwrap_or_else(|_| SigSet::empty());
    // Without it a waiting call of the program isn't interrupted; all else works.
    let _ = SigSet::all().thread_block();
    before
}

/// Gives this thread the mask that [`keep_out`] found.
pub fn admit(mask: &SigSet) {
    let _ = mask.thread_set_mask();
}

/// Ends the process as Ctrl-C ends one that doesn't listen, so that who started it sees why. Returns if the system won't.
pub fn die_interrupted() {
    let _ = signals::set_action(Signal::SIGINT as i32, Action::Default);
    let mut mask = SigSet::empty();
    mask.add(Signal::SIGINT);
    let _ = mask.thread_unblock();
    let _ = signals::raise(Signal::SIGINT as i32);
}

/// Hook: calls the handlers of the signals that have come.
fn run_handlers(thread: &Thread) -> Result<()> {
    let mut come = signals::take();
    while come != 0 {
        let number = come.trailing_zeros() as i32 + 1;
        come &= come - 1;
        if let Err(raised) = run_handler(thread, number) {
            signals::put_back(thread, come);
            return Err(raised);
        }
    }
    Ok(())
}

fn run_handler(thread: &Thread, number: i32) -> Result<()> {
    let handlers = room::<State>(thread).handlers.get();
    let list = handlers.as_ref().and_then(|h| h.downcast::<List>());
    let Some(list) = list else {
        return match number == Signal::SIGINT as i32 {
            true => Err(thread.raise(Builtin::KeyboardInterrupt, format_args!(""))),
            false => Ok(()),
        };
    };
    let Some(handler) = list.get(number as usize).filter(|h| types::is_callable(h)) else {
        return Ok(());
    };
    let frame = (types::runtime::runtime(thread).frame)(thread, 0)?;
    let frame = frame.unwrap_or_else(|| thread.heap().none());
    let number = Int::new(thread, number as isize)?;
    protocol::call(thread, &handler, &[number, frame]).map(drop)
}

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    for signal in Signal::iterator() {
        add(thread, module, signal.as_str(), signal as i32)?;
    }
    for (name, value) in [
        ("SIG_DFL", 0),
        ("SIG_IGN", 1),
        ("SIG_BLOCK", 0),
        ("SIG_UNBLOCK", 1),
        ("SIG_SETMASK", 2),
        ("SIGIOT", 6),
        ("SIGCLD", 17),
        ("SIGPOLL", 29),
        ("SIGRTMIN", 34),
        ("SIGRTMAX", 64),
        ("ITIMER_REAL", 0),
        ("ITIMER_VIRTUAL", 1),
        ("ITIMER_PROF", 2),
        ("NSIG", END),
    ] {
        add(thread, module, name, value)?;
    }
    let error = crate::errors::class(
        thread,
        "signal.itimer_error",
        &[crate::errors::builtin(thread, Builtin::OSError)],
    )?;
    module.add(thread, "ItimerError", &error)?;
    let state = room::<State>(thread);
    state.error.set(Some(error));
    let ctrl_c = module.dict().get_text(thread, "default_int_handler")?;
    let list = List::new(thread)?;
    list.push(thread, thread.heap().none())?;
    for number in 1..END {
        let action = signals::action(number);
        let ctrl_c = ctrl_c.clone().filter(|_| number == Signal::SIGINT as i32);
        let entry = match (action, ctrl_c) {
            (Ok(Action::Note), Some(ctrl_c)) => ctrl_c,
            (Ok(Action::Default), _) => Int::new(thread, 0)?,
            (Ok(Action::Ignore), _) => Int::new(thread, 1)?,
            _ => thread.heap().none(),
        };
        list.push(thread, entry)?;
    }
    state.handlers.set(Some(list.into_object()));
    Ok(())
}

fn add(thread: &Thread, module: &Module, name: &str, value: i32) -> Result<()> {
    module.add(thread, name, &*Int::new(thread, value as isize)?)
}

fn done(thread: &Thread, result: io::Result<()>) -> Result<()> {
    result.map_err(|error| os_error(thread, &error))
}

fn os_error(thread: &Thread, error: &io::Error) -> Raised {
    let errno = nix::errno::Errno::from_i32(error.raw_os_error().unwrap_or(0));
    crate::io::system::raise(thread, errno, None)
}

/// A signal's number, within bounds.
fn number_of(thread: &Thread, number: &Object) -> Result<i32> {
    let number = types::bytes::as_c_int(thread, number)?;
    match (1..END).contains(&number) {
        true => Ok(number),
        false => Err(thread.value_error(format_args!("signal number out of range"))),
    }
}

/// Whether something happens in Python when the signal comes.
pub(crate) fn has_handler(thread: &Thread, number: i32) -> bool {
    let handlers = room::<State>(thread).handlers.get();
    match handlers.as_ref().and_then(|h| h.downcast::<List>()) {
        Some(list) => list
            .get(number as usize)
            .is_some_and(|handler| types::is_callable(&handler)),
        None => number == Signal::SIGINT as i32,
    }
}

fn table(thread: &Thread) -> Result<Ref<List>> {
    let handlers = room::<State>(thread).handlers.get();
    match handlers.map(Ref::downcast_into::<List>) {
        Some(Ok(list)) => Ok(list),
        _ => Err(thread.system_error(format_args!("signal handlers are lost"))),
    }
}

fn handler(thread: &Thread, number: i32) -> Result<Ref> {
    let found = table(thread)?.get(number as usize);
    Ok(found.unwrap_or_else(|| thread.heap().none()))
}

fn only_main(thread: &Thread, what: &str) -> Result<()> {
    match signals::is_listener(thread) {
        true => Ok(()),
        false => Err(thread.value_error(format_args!(
            "{what} only works in main thread of the main interpreter"
        ))),
    }
}

fn signal(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "signal", args.len(), 2, 2)?;
    let number = types::bytes::as_c_int(thread, &args[0])?;
    only_main(thread, "signal")?;
    if !(1..END).contains(&number) {
        return Err(thread.value_error(format_args!("signal number out of range")));
    }
    let plain = args[1]
        .downcast::<Int>()
        .filter(|_| args[1].is_exactly(Builtin::Int));
    let action = match plain.map(Int::as_isize) {
        Some(Some(0)) => Action::Default,
        Some(Some(1)) => Action::Ignore,
        _ if types::is_callable(&args[1]) => Action::Note,
        _ => {
            return Err(thread.type_error(format_args!(
                "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
            )));
        }
    };
    crate::io::system::signals(thread)?;
    done(thread, signals::set_action(number, action))?;
    let old = table(thread)?.replace(number as usize, args[1].clone());
    Ok(old.unwrap_or_else(|_| thread.heap().none()))
}

fn alarm(thread: &Thread, _module: &Object, seconds: &Object) -> Result<Ref> {
    let seconds = types::bytes::as_c_int(thread, seconds)?;
    let before = match u32::try_from(seconds) {
        Ok(seconds) if seconds > 0 => nix::unistd::alarm::set(seconds),
        _ => nix::unistd::alarm::cancel(),
    };
    Int::from_usize(thread, before.unwrap_or(0) as usize)
}

fn timer(thread: &Thread, result: io::Result<signals::Timer>) -> Result<Ref> {
    match result {
        Ok((seconds, interval)) => {
            let [a, b] = [seconds, interval].map(|n| types::Float::new(thread, n));
            Ok(Tuple::from_array(thread, [a?, b?])?.into_object())
        }
        Err(error) => Err(timer_error(thread, &error)),
    }
}

/// `signal.itimer_error`, an `OSError` of its own.
fn timer_error(thread: &Thread, error: &io::Error) -> Raised {
    let raised = os_error(thread, error);
    let (Some(kind), Some(plain)) = (room::<State>(thread).error.get(), thread.take_pending())
    else {
        return raised;
    };
    let args = types::getattr_text(thread, &plain, "args");
    let made = args.and_then(|args| {
        let args = types::to_tuple(thread, &args)?;
        protocol::call(thread, &kind, args.items())
    });
    match made {
        Ok(made) => thread.set_pending(made),
        Err(raised) => raised,
    }
}

fn setitimer(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "setitimer", args.len(), 2, 3)?;
    let which = types::bytes::as_c_int(thread, &args[0])?;
    let seconds = types::float::as_f64(thread, &args[1])?;
    let interval = match args.get(2) {
        Some(interval) => types::float::as_f64(thread, interval)?,
        None => 0.0,
    };
    timer(thread, signals::timer(which, Some((seconds, interval))))
}

const TEXTS: [&str; 31] = [
    "Hangup",
    "Interrupt",
    "Quit",
    "Illegal instruction",
    "Trace/breakpoint trap",
    "Aborted",
    "Bus error",
    "Floating point exception",
    "Killed",
    "User defined signal 1",
    "Segmentation fault",
    "User defined signal 2",
    "Broken pipe",
    "Alarm clock",
    "Terminated",
    "Stack fault",
    "Child exited",
    "Continued",
    "Stopped (signal)",
    "Stopped",
    "Stopped (tty input)",
    "Stopped (tty output)",
    "Urgent I/O condition",
    "CPU time limit exceeded",
    "File size limit exceeded",
    "Virtual timer expired",
    "Profiling timer expired",
    "Window changed",
    "I/O possible",
    "Power failure",
    "Bad system call",
];

fn strsignal(thread: &Thread, _module: &Object, number: &Object) -> Result<Ref> {
    let number = number_of(thread, number)?;
    if let Some(text) = TEXTS.get(number as usize - 1) {
        return Ok(Str::new(thread, text)?.into_object());
    }
    if number < 34 {
        return Ok(thread.heap().none());
    }
    let text = format_args!("Real-time signal {}", number - 34);
    Ok(Str::format(thread, text)?.into_object())
}

fn siginterrupt(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "siginterrupt", args.len(), 2, 2)?;
    let number = number_of(thread, &args[0])?;
    let flag = protocol::is_true(thread, &args[1])?;
    done(thread, signals::set_interrupts(number, flag))?;
    Ok(thread.heap().none())
}

fn set_wakeup_fd(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "set_wakeup_fd",
        names: ["", "warn_on_full_buffer"],
        required: 1,
        positional: 1,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let fd = match bound.get(0) {
        Some(fd) => types::bytes::as_c_int(thread, fd)?,
        None => -1,
    };
    only_main(thread, "set_wakeup_fd")?;
    if fd != -1 {
        use nix::fcntl::{FcntlArg, OFlag, fcntl};
        match fcntl(fd, FcntlArg::F_GETFL).map(OFlag::from_bits_truncate) {
            Ok(flags) if flags.contains(OFlag::O_NONBLOCK) => {}
            Ok(_) => {
                return Err(
                    thread.value_error(format_args!("the fd {fd} must be in non-blocking mode"))
                );
            }
            Err(errno) => return Err(crate::io::system::raise(thread, errno, None)),
        }
    }
    Int::new(thread, signals::set_wake(fd) as isize)
}

fn numbers(thread: &Thread, numbers: impl Iterator<Item = i32>) -> Result<Ref> {
    let list = List::new(thread)?;
    for number in numbers {
        list.push(thread, Int::new(thread, number as isize)?)?;
    }
    let set = thread.heap().builtin(Builtin::Set).as_object();
    protocol::call_one(thread, set, list.as_object())
}

fn sigmask(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "pthread_sigmask", args.len(), 2, 2)?;
    let how = match types::bytes::as_c_int(thread, &args[0])? {
        0 => SigmaskHow::SIG_BLOCK,
        1 => SigmaskHow::SIG_UNBLOCK,
        2 => SigmaskHow::SIG_SETMASK,
        _ => {
            let bad = io::Error::from_raw_os_error(nix::errno::Errno::EINVAL as i32);
            return Err(os_error(thread, &bad));
        }
    };
    let mut mask = SigSet::empty();
    protocol::for_each(thread, &args[1], |number| {
        let int = protocol::index(thread, &number)?;
        let fits = int.as_isize().filter(|n| (1..END as isize).contains(n));
        let Some(number) = fits else {
            let shown = int.as_isize().unwrap_or(-1);
            return Err(thread.value_error(format_args!(
                "signal number {shown} out of range [1; {}]",
                END - 1
            )));
        };
        let number = number as i32;
        if let Ok(signal) = Signal::try_from(number) {
            mask.add(signal);
        }
        Ok(())
    })?;
    let before = match mask.thread_swap_mask(how) {
        Ok(before) => before,
        Err(errno) => return Err(crate::io::system::raise(thread, errno, None)),
    };
    crate::io::system::signals(thread)?;
    let blocked = Signal::iterator().filter(|&s| before.contains(s));
    numbers(thread, blocked.map(|s| s as i32))
}
