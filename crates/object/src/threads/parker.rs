//! Where one thread sleeps until another wakes it, a time has come, or a signal's handler has run on it.

use super::Waited;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Instant;

/// Longest single sleep in seconds: the system's clock takes no more, and who sleeps longer sleeps again.
const LONGEST: u64 = 1 << 31;

/// One word: 1 when the thread is to wake.
pub(super) struct Parker(AtomicU32);

impl Parker {
    pub(super) const fn new() -> Parker {
        Parker(AtomicU32::new(0))
    }

    /// Sleeps. Wakes at once if `wake` came before.
    pub(super) fn sleep(&self, until: Option<Instant>) -> Waited {
        loop {
            if self.0.swap(0, Ordering::Acquire) != 0 {
                return Waited::Woken;
            }
            let left = until.map(|until| until.saturating_duration_since(Instant::now()));
            if left.is_some_and(|left| left.is_zero()) {
                return Waited::TimedOut;
            }
            let time = left.map(|left| libc::timespec {
                tv_sec: left.as_secs().min(LONGEST) as i64,
                tv_nsec: left.subsec_nanos().into(),
            });
            let time = time.as_ref().map_or(std::ptr::null(), std::ptr::from_ref);
            // SAFETY: the word and the time are alive during the call, which only reads them. An unchanged word is waited for.
            let done = unsafe {
                libc::syscall(
                    libc::SYS_futex,
                    self.0.as_ptr(),
                    libc::FUTEX_WAIT | libc::FUTEX_PRIVATE_FLAG,
                    0,
                    time,
                )
            };
            let interrupted = || {
                let error = std::io::Error::last_os_error();
                error.kind() == std::io::ErrorKind::Interrupted
            };
            if done != 0 && interrupted() && self.0.load(Ordering::Relaxed) == 0 {
                return Waited::Interrupted;
            }
        }
    }

    /// Wakes the thread.
    pub(super) fn wake(&self) {
        self.0.store(1, Ordering::Release);
        // SAFETY: the word is alive; the call looks at nobody's memory.
        unsafe {
            libc::syscall(
                libc::SYS_futex,
                self.0.as_ptr(),
                libc::FUTEX_WAKE | libc::FUTEX_PRIVATE_FLAG,
                1,
            );
        }
    }

    /// Forgets a waking that came too late.
    pub(super) fn reset(&self) {
        self.0.store(0, Ordering::Relaxed);
    }
}
