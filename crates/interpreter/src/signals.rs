//! Signals of the process: which have come, and what the system does with each.
//!
//! A signal belongs to the process and its handler may run between any two instructions, so this file holds what no heap can:
//! a word of bits for the signals that have come, and where the listening interpreter wants to be told. At most one
//! interpreter of a process listens; what a handler does is three atomic operations and perhaps one `write`. The system may choose
//! any thread of the process for a handler: on another than the listener's main thread it sends the signal on to that one,
//! whose waiting calls it is to interrupt.
//! Python's handlers run later, at a safe point: the `signals` hook takes the bits and calls them.

use object::{Thread, breaker};
use std::io;
use std::sync::atomic::{AtomicI32, AtomicPtr, AtomicU32, AtomicU64, Ordering};

/// Signals that have come and weren't taken yet: bit n - 1 for signal n.
static COME: AtomicU64 = AtomicU64::new(0);
/// The breaker of the interpreter that listens.
static LISTENER: AtomicPtr<AtomicU32> = AtomicPtr::new(std::ptr::null_mut());
/// The system's number of the thread that listens, 0 for none.
static EAR: AtomicI32 = AtomicI32::new(0);
/// The descriptor that is written to when a signal comes, -1 for none.
static WAKE: AtomicI32 = AtomicI32::new(-1);

/// Numbers of signals end before this.
pub const END: i32 = 65;

/// What the system does with a signal.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    Default,
    Ignore,
    /// It is noted here.
    Note,
    /// Somebody else's handler runs.
    Foreign,
}

/// Sends a signal on when this isn't the thread that listens. False when it is to be noted here.
fn sent_on(signal: libc::c_int) -> bool {
    let ear = EAR.load(Ordering::Relaxed);
    // SAFETY: both calls may be made in a handler and take numbers only; a thread that is gone is refused. The place of the error
    // number is this thread's own, and is put back as it was.
    unsafe {
        if ear == 0 || libc::syscall(libc::SYS_gettid) == i64::from(ear) {
            return false;
        }
        let errno = libc::__errno_location();
        let before = *errno;
        let sent = libc::syscall(libc::SYS_tgkill, libc::getpid(), ear, signal) == 0;
        *errno = before;
        sent
    }
}

extern "C" fn note(signal: libc::c_int) {
    if sent_on(signal) {
        return;
    }
    COME.fetch_or(1 << (signal - 1), Ordering::Release);
    // SAFETY: `listen` put it there and `unlisten` takes it away before the thread goes; atomics may be used in a handler.
    if let Some(breaker) = unsafe { LISTENER.load(Ordering::Acquire).as_ref() } {
        breaker.fetch_or(breaker::SIGNAL, Ordering::Release);
    }
    let wake = WAKE.load(Ordering::Relaxed);
    if wake >= 0 {
        let byte = signal as u8;
        // SAFETY: `write` may be called in a handler; one byte of the stack is written. The place of the error number is this
        // thread's own, and is put back as it was.
        unsafe {
            let errno = libc::__errno_location();
            let before = *errno;
            libc::write(wake, std::ptr::from_ref(&byte).cast(), 1);
            *errno = before;
        }
    }
}

/// Makes this interpreter the one that hears signals, unless another already does.
pub fn listen(thread: &Thread) -> bool {
    let own = std::ptr::from_ref(&thread.breaker).cast_mut();
    let none = std::ptr::null_mut();
    let listens = LISTENER
        .compare_exchange(none, own, Ordering::AcqRel, Ordering::Relaxed)
        .is_ok();
    if listens {
        // SAFETY: the call has no arguments and can't fail.
        let number = unsafe { libc::syscall(libc::SYS_gettid) };
        EAR.store(number as i32, Ordering::Relaxed);
    }
    listens
}

/// Whether this is the main thread of the interpreter that hears signals.
pub fn is_listener(thread: &Thread) -> bool {
    thread.is_main() && std::ptr::eq(LISTENER.load(Ordering::Relaxed), &thread.breaker)
}

/// No longer hears signals; those that come are only noted.
pub fn unlisten(thread: &Thread) {
    let own = std::ptr::from_ref(&thread.breaker).cast_mut();
    let none = std::ptr::null_mut();
    // Another listener stays.
    let done = LISTENER.compare_exchange(own, none, Ordering::AcqRel, Ordering::Relaxed);
    if done.is_ok() {
        EAR.store(0, Ordering::Relaxed);
    }
}

/// Takes the signals that have come: bit n - 1 for signal n.
pub fn take() -> u64 {
    COME.swap(0, Ordering::AcqRel)
}

/// The descriptor to write to when a signal comes; tells the one before.
pub fn set_wake(fd: i32) -> i32 {
    WAKE.swap(fd, Ordering::Relaxed)
}

/// What the system does with a signal now.
pub fn action(signal: i32) -> io::Result<Action> {
    // SAFETY: the call writes a whole `sigaction`, for which zero bytes are a valid start.
    unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal, std::ptr::null(), &raw mut now) != 0 {
            return Err(io::Error::last_os_error());
        }
        Ok(match now.sa_sigaction {
            libc::SIG_DFL => Action::Default,
            libc::SIG_IGN => Action::Ignore,
            handler if handler == note as *const () as usize => Action::Note,
            _ => Action::Foreign,
        })
    }
}

/// Says what the system is to do with a signal. Calls that wait are interrupted by noted ones, not begun again.
pub fn set_action(signal: i32, action: Action) -> io::Result<()> {
    let handler = match action {
        Action::Default => libc::SIG_DFL,
        Action::Ignore => libc::SIG_IGN,
        Action::Note => note as *const () as usize,
        Action::Foreign => return Ok(()),
    };
    // SAFETY: the structure is whole (zero flags and an empty mask), and `note` does only what a handler may.
    let done = unsafe {
        let mut wanted: libc::sigaction = std::mem::zeroed();
        wanted.sa_sigaction = handler;
        libc::sigemptyset(&raw mut wanted.sa_mask);
        libc::sigaction(signal, &raw const wanted, std::ptr::null_mut())
    };
    match done {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Whether a noted signal interrupts waiting calls, or they go on.
pub fn set_interrupts(signal: i32, interrupts: bool) -> io::Result<()> {
    // SAFETY: reads and writes whole structures; the handler in it stays what it was.
    let done = unsafe {
        let mut now: libc::sigaction = std::mem::zeroed();
        if libc::sigaction(signal, std::ptr::null(), &raw mut now) != 0 {
            return Err(io::Error::last_os_error());
        }
        match interrupts {
            true => now.sa_flags &= !libc::SA_RESTART,
            false => now.sa_flags |= libc::SA_RESTART,
        }
        libc::sigaction(signal, &raw const now, std::ptr::null_mut())
    };
    match done {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// A timer's seconds to go and its interval.
pub type Timer = (f64, f64);

/// Sets one of the process's timers, or only reads it; tells what it was.
pub fn timer(which: i32, to: Option<Timer>) -> io::Result<Timer> {
    let split = |seconds: f64| libc::timeval {
        tv_sec: seconds.trunc() as i64,
        tv_usec: (seconds.fract() * 1e6) as i64,
    };
    let join = |time: libc::timeval| time.tv_sec as f64 + time.tv_usec as f64 * 1e-6;
    // SAFETY: whole structures are read and written; an unknown timer is refused by the system.
    unsafe {
        let mut before: libc::itimerval = std::mem::zeroed();
        let done = match to {
            None => libc::getitimer(which as _, &raw mut before),
            Some((seconds, interval)) => {
                let wanted = libc::itimerval {
                    it_value: split(seconds),
                    it_interval: split(interval),
                };
                libc::setitimer(which as _, &raw const wanted, &raw mut before)
            }
        };
        match done {
            0 => Ok((join(before.it_value), join(before.it_interval))),
            _ => Err(io::Error::last_os_error()),
        }
    }
}

/// Notes a signal as if it had come.
pub fn pretend(thread: &Thread, signal: i32) {
    put_back(thread, 1 << (signal - 1));
}

/// Sends a signal to the thread that runs.
pub fn raise(signal: i32) -> io::Result<()> {
    // SAFETY: a number is all that is handed over; a wrong one is refused.
    match unsafe { libc::raise(signal) } {
        0 => Ok(()),
        _ => Err(io::Error::last_os_error()),
    }
}

/// Signals that were taken and not handled wait for the next safe point.
pub fn put_back(thread: &Thread, signals: u64) {
    if signals != 0 {
        COME.fetch_or(signals, Ordering::Release);
        thread.interrupt(breaker::SIGNAL);
    }
}
