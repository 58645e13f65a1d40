//! System calls on file descriptors. An interrupted call is tried again after pending signals had their turn (PEP 475).
//! While a call may wait other threads run.

use nix::errno::Errno;
use object::{Object, Raised, Result, Thread};
use types::exception::raise_os_error;

/// Raises the `OSError` for an error number.
pub fn raise(thread: &Thread, errno: Errno, filename: Option<&Object>) -> Raised {
    raise_os_error(thread, errno as i32, text(errno as i32), filename)
}

/// The system's text for an error number.
pub fn text(errno: i32) -> &'static str {
    match Errno::from_i32(errno) {
        Errno::UnknownErrno => "Unknown error",
        known => describe(known),
    }
}

/// The C library's words, where they differ from the binding's.
fn describe(errno: Errno) -> &'static str {
    match errno {
        Errno::EAGAIN => "Resource temporarily unavailable",
        Errno::EDEADLK => "Resource deadlock avoided",
        Errno::ENOTBLK => "Block device required",
        Errno::EXDEV => "Invalid cross-device link",
        Errno::ENOTTY => "Inappropriate ioctl for device",
        Errno::EDOM => "Numerical argument out of domain",
        Errno::ERANGE => "Numerical result out of range",
        Errno::EBADF => "Bad file descriptor",
        Errno::ENOEXEC => "Exec format error",
        Errno::EIO => "Input/output error",
        Errno::ENXIO => "No such device or address",
        Errno::EFBIG => "File too large",
        Errno::ENFILE => "Too many open files in system",
        Errno::EMFILE => "Too many open files",
        Errno::ECHILD => "No child processes",
        Errno::ENOTEMPTY => "Directory not empty",
        Errno::ENOSYS => "Function not implemented",
        Errno::ENOTSOCK => "Socket operation on non-socket",
        Errno::EINPROGRESS => "Operation now in progress",
        Errno::ECANCELED => "Operation canceled",
        other => other.desc(),
    }
}

/// Reads up to `out.len()` bytes; `None` when the descriptor would block.
pub fn read(thread: &Thread, fd: i32, out: &mut [u8]) -> Result<Option<usize>> {
    loop {
        match thread.unlocked(|| nix::unistd::read(fd, out)) {
            Ok(n) => return Ok(Some(n)),
            Err(Errno::EINTR) => signals(thread)?,
            Err(Errno::EAGAIN) => return Ok(None),
            Err(errno) => return Err(raise(thread, errno, None)),
        }
    }
}

/// Writes once; `None` when the descriptor would block.
pub fn write(thread: &Thread, fd: i32, bytes: &[u8]) -> Result<Option<usize>> {
    loop {
        match thread.unlocked(|| nix::unistd::write(fd, bytes)) {
            Ok(n) => return Ok(Some(n)),
            Err(Errno::EINTR) => signals(thread)?,
            Err(Errno::EAGAIN) => return Ok(None),
            Err(errno) => return Err(raise(thread, errno, None)),
        }
    }
}

/// Writes everything.
pub fn write_all(thread: &Thread, fd: i32, mut bytes: &[u8]) -> Result<()> {
    while !bytes.is_empty() {
        match write(thread, fd, bytes)? {
            Some(n) => bytes = &bytes[n.min(bytes.len())..],
            None => {
                return Err(raise_os_error(
                    thread,
                    Errno::EAGAIN as i32,
                    "write could not complete without blocking",
                    None,
                ));
            }
        }
    }
    Ok(())
}

/// Lets a pending signal raise, as between two bytecodes.
pub fn signals(thread: &Thread) -> Result<()> {
    thread.heed_signals()
}

/// Whether the descriptor is a terminal.
pub fn is_terminal(fd: i32) -> bool {
    nix::unistd::isatty(fd).unwrap_or(false)
}
