//! A second process that goes on from where this one stands: what a planned fault does is looked at there, and nothing of it here.
//!
//! The twin has the one thread that asked for it. A lock that another thread held would never be given back in it, so there is no twin while
//! other threads are at work: the process's first thread may wait for the one that asks, and that is all.
//!
//! Not here: which requests fail (`faults`).

use std::io::{Error, Result};

/// Threads that a process may have that is split: the first, which waits, and the one that asks.
const THREADS: usize = 2;

/// Splits the process and waits for the twin. `None` in the twin, which ends after so many seconds if it hasn't by itself; here its
/// status, as `wait` tells it.
pub fn split(seconds: u32) -> Result<Option<i32>> {
    if std::fs::read_dir("/proc/self/task")?.count() > THREADS {
        return Err(Error::other("other threads are at work"));
    }
    // SAFETY: no other thread is at work, so none leaves a lock taken or anything half done; the C library sees to its own allocator.
    let twin = unsafe { libc::fork() };
    match twin {
        -1 => Err(Error::last_os_error()),
        0 => {
            // SAFETY: no handler of ours is called: the signal ends the twin.
            unsafe { libc::alarm(seconds) };
            Ok(None)
        }
        _ => wait(twin).map(Some),
    }
}

fn wait(twin: libc::pid_t) -> Result<i32> {
    let mut status = 0;
    loop {
        // SAFETY: the child is ours, nobody else waits for it, and the status is written to a local.
        if unsafe { libc::waitpid(twin, &mut status, 0) } == twin {
            return Ok(status);
        }
        let why = Error::last_os_error();
        if why.kind() != std::io::ErrorKind::Interrupted {
            return Err(why);
        }
    }
}
