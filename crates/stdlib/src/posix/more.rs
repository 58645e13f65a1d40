//! Calls of `posix` that few programs make: links, times, lengths, other processes, the machine's name.

use super::{finish, number, path};
use crate::io::system::raise;
use crate::paths;
use crate::structseq::{field, make, module_spec};
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, OFlag, fcntl};
use nix::sys::time::TimeSpec;
use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread, TypeSpec};
use types::{Float, Int, Str, Tuple, protocol};

pub(super) const FUNCTIONS: &[MethodDef] = &[
    MethodDef::keywords("link", |thread, _, args| {
        let [from, to, ..] = args.values() else {
            return Err(thread.type_error(format_args!("link() takes 2 arguments")));
        };
        let (a, b) = (paths::system(thread, from)?, paths::system(thread, to)?);
        let how = nix::unistd::LinkatFlags::NoSymlinkFollow;
        let done = nix::unistd::linkat(None, &a[..], None, &b[..], how);
        finish(thread, done, Some(from))
    }),
    MethodDef::fast("ftruncate", |thread, _, args| {
        protocol::check_arity(thread, "ftruncate", args.len(), 2, 2)?;
        let (fd, len) = (number(thread, &args[0])?, number(thread, &args[1])?);
        finish(thread, nix::unistd::ftruncate(fd as i32, len as i64), None)
    }),
    MethodDef::keywords("truncate", |thread, _, args| {
        let (name, path) = path(thread, args, "truncate")?;
        let len = super::integer(thread, args, 1)?;
        finish(
            thread,
            nix::unistd::truncate(&path[..], len as i64),
            Some(&name),
        )
    }),
    MethodDef::keywords("utime", utime),
    MethodDef::fast("kill", |thread, _, args| {
        protocol::check_arity(thread, "kill", args.len(), 2, 2)?;
        let pid = nix::unistd::Pid::from_raw(number(thread, &args[0])? as i32);
        let signal = match number(thread, &args[1])? as i32 {
            0 => None,
            n => match nix::sys::signal::Signal::try_from(n) {
                Ok(signal) => Some(signal),
                Err(errno) => return Err(raise(thread, errno, None)),
            },
        };
        let done = finish(thread, nix::sys::signal::kill(pid, signal), None)?;
        crate::io::system::signals(thread)?;
        Ok(done)
    }),
    MethodDef::no_args("uname", uname),
    MethodDef::no_args("times", times),
    MethodDef::one(
        "device_encoding",
        |thread, _, fd| match crate::io::system::is_terminal(number(thread, fd)? as i32) {
            true => Ok(Str::new(thread, "UTF-8")?.into_object()),
            false => Ok(thread.heap().none()),
        },
    ),
    MethodDef::one("fchdir", |thread, _, fd| {
        finish(
            thread,
            nix::unistd::fchdir(number(thread, fd)? as i32),
            None,
        )
    }),
    MethodDef::no_args("getpgrp", |thread, _| {
        Int::new(thread, nix::unistd::getpgrp().as_raw() as isize)
    }),
    MethodDef::one("get_blocking", |thread, _, fd| {
        match fcntl(number(thread, fd)? as i32, FcntlArg::F_GETFL) {
            Ok(bits) => Ok(thread.heap().bool(bits & OFlag::O_NONBLOCK.bits() == 0)),
            Err(errno) => Err(raise(thread, errno, None)),
        }
    }),
    MethodDef::fast("set_blocking", |thread, _, args| {
        protocol::check_arity(thread, "set_blocking", args.len(), 2, 2)?;
        let (fd, on) = (
            number(thread, &args[0])? as i32,
            protocol::is_true(thread, &args[1])?,
        );
        let done = fcntl(fd, FcntlArg::F_GETFL).and_then(|bits| {
            let mut flags = OFlag::from_bits_truncate(bits);
            flags.set(OFlag::O_NONBLOCK, !on);
            fcntl(fd, FcntlArg::F_SETFL(flags)).map(drop)
        });
        finish(thread, done, None)
    }),
    MethodDef::one("get_inheritable", |thread, _, fd| {
        match fcntl(number(thread, fd)? as i32, FcntlArg::F_GETFD) {
            Ok(bits) => Ok(thread.heap().bool(bits & FdFlag::FD_CLOEXEC.bits() == 0)),
            Err(errno) => Err(raise(thread, errno, None)),
        }
    }),
    MethodDef::fast("set_inheritable", |thread, _, args| {
        protocol::check_arity(thread, "set_inheritable", args.len(), 2, 2)?;
        let to = match protocol::is_true(thread, &args[1])? {
            true => FdFlag::empty(),
            false => FdFlag::FD_CLOEXEC,
        };
        let fd = number(thread, &args[0])? as i32;
        finish(thread, fcntl(fd, FcntlArg::F_SETFD(to)).map(drop), None)
    }),
    MethodDef::no_args("sync", |thread, _| {
        nix::unistd::sync();
        Ok(thread.heap().none())
    }),
    MethodDef::fast("waitpid", waitpid),
    MethodDef::keywords("system", system),
    MethodDef::one("waitstatus_to_exitcode", |thread, _, status| {
        let status = number(thread, status)? as i32;
        Int::new(thread, exit_code(status) as isize)
    }),
    MethodDef::one("WIFEXITED", |thread, _, status| {
        let status = number(thread, status)?;
        Ok(thread.heap().bool(status & 0x7F == 0))
    }),
    MethodDef::one("WEXITSTATUS", |thread, _, status| {
        let status = number(thread, status)?;
        Int::new(thread, status >> 8 & 0xFF)
    }),
    MethodDef::one("WIFSIGNALED", |thread, _, status| {
        let status = number(thread, status)? & 0x7F;
        Ok(thread.heap().bool(status != 0 && status != 0x7F))
    }),
    MethodDef::one("WTERMSIG", |thread, _, status| {
        let status = number(thread, status)?;
        Int::new(thread, status & 0x7F)
    }),
    MethodDef::one("WIFSTOPPED", |thread, _, status| {
        let status = number(thread, status)?;
        Ok(thread.heap().bool(status & 0xFF == 0x7F))
    }),
    MethodDef::one("WSTOPSIG", |thread, _, status| {
        let status = number(thread, status)?;
        Int::new(thread, status >> 8 & 0xFF)
    }),
    MethodDef::one("WCOREDUMP", |thread, _, status| {
        let status = number(thread, status)?;
        Ok(thread.heap().bool(status & 0x80 != 0))
    }),
    MethodDef::fast("abort", |thread, _, _| {
        Err(thread.raise(
            Builtin::NotImplementedError,
            format_args!("os.abort() would end every interpreter of the process"),
        ))
    }),
];

static UNAME: TypeSpec = module_spec(
    "posix.uname_result",
    "uname_result: Result from os.uname().",
    &[
        field(0, "sysname", "operating system name"),
        field(
            1,
            "nodename",
            "name of machine on network (implementation-defined)",
        ),
        field(2, "release", "operating system release"),
        field(3, "version", "operating system version"),
        field(4, "machine", "hardware identifier"),
    ],
);

static TIMES: TypeSpec = module_spec(
    "posix.times_result",
    "times_result: Result from os.times().",
    &[
        field(0, "user", "user time"),
        field(1, "system", "system time"),
        field(2, "children_user", "user time of children"),
        field(3, "children_system", "system time of children"),
        field(
            4,
            "elapsed",
            "elapsed time since an arbitrary point in the past",
        ),
    ],
);

fn uname(thread: &Thread, _module: &Object) -> Result<Ref> {
    let found = match nix::sys::utsname::uname() {
        Ok(found) => found,
        Err(errno) => return Err(raise(thread, errno, None)),
    };
    let text = |text: &std::ffi::OsStr| -> Result<Ref> {
        Ok(Str::new(thread, &text.to_string_lossy())?.into_object())
    };
    make(
        thread,
        &UNAME,
        [
            text(found.sysname())?,
            text(found.nodename())?,
            text(found.release())?,
            text(found.version())?,
            text(found.machine())?,
        ],
    )
}

fn times(thread: &Thread, _module: &Object) -> Result<Ref> {
    use nix::time::{ClockId, clock_gettime};
    let read =
        |clock| clock_gettime(clock).map_or(0.0, |t| t.tv_sec() as f64 + t.tv_nsec() as f64 * 1e-9);
    let float = |value| Float::new(thread, value);
    make(
        thread,
        &TIMES,
        [
            float(read(ClockId::CLOCK_PROCESS_CPUTIME_ID))?,
            float(0.0)?,
            float(0.0)?,
            float(0.0)?,
            float(read(ClockId::CLOCK_MONOTONIC))?,
        ],
    )
}

/// `utime(path, times=None, *, ns=…)`.
fn utime(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let (name, path) = path(thread, args, "utime")?;
    let mut times = args.positional().get(1);
    let mut nanos = false;
    for (key, value) in args.keywords() {
        match key.downcast::<Str>().and_then(Str::as_ascii) {
            Some("times") => times = Some(value),
            Some("ns") => (times, nanos) = (Some(value), true),
            _ => {}
        }
    }
    let pair = match times.filter(|t| !t.is_exactly(Builtin::NoneType)) {
        None => {
            let now = std::time::SystemTime::now()
                .duration_since(std::time::UNIX_EPOCH)
                .unwrap_or_default();
            [TimeSpec::from(now), TimeSpec::from(now)]
        }
        Some(times) => match times.downcast::<Tuple>().map(Tuple::items) {
            Some([access, change]) => [
                moment(thread, access, nanos)?,
                moment(thread, change, nanos)?,
            ],
            _ => {
                return Err(thread.type_error(format_args!(
                    "utime: 'times' must be either a tuple of two ints or None"
                )));
            }
        },
    };
    let how = nix::sys::stat::UtimensatFlags::FollowSymlink;
    let done = nix::sys::stat::utimensat(None, &path[..], &pair[0], &pair[1], how);
    finish(thread, done, Some(&name))
}

fn moment(thread: &Thread, value: &Object, nanos: bool) -> Result<TimeSpec> {
    if nanos {
        let n = number(thread, value)? as i64;
        return Ok(TimeSpec::new(
            n.div_euclid(1_000_000_000),
            n.rem_euclid(1_000_000_000),
        ));
    }
    let seconds = types::float::as_f64(thread, value)?;
    if !seconds.is_finite() || seconds.abs() > 9e18 {
        return Err(raise(thread, Errno::EOVERFLOW, None));
    }
    let whole = seconds.floor();
    Ok(TimeSpec::new(
        whole as i64,
        ((seconds - whole) * 1e9) as i64,
    ))
}

/// A wait status as an exit code; negative for a signal.
fn exit_code(status: i32) -> i32 {
    match status & 0x7F {
        0 => status >> 8 & 0xFF,
        signal => -signal,
    }
}

/// `waitpid(pid, options)`: the process and its wait status.
fn waitpid(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    use nix::sys::wait::{WaitPidFlag, WaitStatus};
    protocol::check_arity(thread, "waitpid", args.len(), 2, 2)?;
    let pid = nix::unistd::Pid::from_raw(number(thread, &args[0])? as i32);
    let how = WaitPidFlag::from_bits_truncate(number(thread, &args[1])? as i32);
    let found = loop {
        match thread.unlocked(|| nix::sys::wait::waitpid(pid, Some(how))) {
            Ok(found) => break found,
            Err(Errno::EINTR) => crate::io::system::signals(thread)?,
            Err(errno) => return Err(raise(thread, errno, None)),
        }
    };
    let (pid, status) = match found {
        WaitStatus::Exited(pid, code) => (pid.as_raw(), (code & 0xFF) << 8),
        WaitStatus::Signaled(pid, signal, core) => {
            (pid.as_raw(), signal as i32 | if core { 0x80 } else { 0 })
        }
        WaitStatus::Stopped(pid, signal) => (pid.as_raw(), (signal as i32) << 8 | 0x7F),
        _ => (0, 0),
    };
    let pair = [pid, status].map(|n| Int::new(thread, n as isize));
    let [pid, status] = pair;
    Ok(Tuple::from_array(thread, [pid?, status?])?.into_object())
}

/// `system(command)`: the shell runs it; its wait status.
fn system(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::process::ExitStatusExt;
    let (_, command) = path(thread, args, "system")?;
    let mut shell = std::process::Command::new("/bin/sh");
    shell.arg("-c").arg(std::ffi::OsStr::from_bytes(&command));
    let done = thread.unlocked(|| shell.status());
    match done {
        Ok(status) => Int::new(thread, status.into_raw() as isize),
        Err(error) => Err(super::from_io(thread, &error, None)),
    }
}
