//! `_processes`: starting a process, waiting for descriptors and pairs of sockets, for the library's `_posixsubprocess`, `select`
//! and `_socket`.
//!
//! A child gets the descriptors that it is given and no others: what would be inherited is marked for the time of the start.
//! The environment is what the caller names. Waiting for a child's end is `posix`.

use crate::io::system::{raise, signals};
use filedescriptor::FileDescriptor;
use nix::errno::Errno;
use nix::fcntl::{FcntlArg, FdFlag, fcntl};
use nix::poll::{PollFd, PollFlags};
use nix::sys::socket::{AddressFamily, SockFlag, SockType, socketpair};
use object::{Builtin, MethodDef, Object, Ref, Result, Thread};
use std::ffi::{OsStr, OsString};
use std::os::unix::ffi::{OsStrExt, OsStringExt};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use types::module::ModuleSpec;
use types::{Int, List, Tuple, protocol};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "_processes",
    doc: None,
    functions: &[
        MethodDef::fast("spawn", spawn),
        MethodDef::fast("poll", poll),
        MethodDef::no_args("pair", pair),
    ],
    types: &[],
    unnamed: &[],
    init: None,
};

fn number(thread: &Thread, object: &Object) -> Result<i32> {
    Ok(protocol::as_isize(thread, object, Builtin::OverflowError)? as i32)
}

fn numbers(thread: &Thread, sequence: &Object) -> Result<Vec<i32>> {
    let items = protocol::to_tuple(thread, sequence)?;
    let items = items.items().iter();
    items.map(|item| number(thread, item)).collect()
}

fn text(thread: &Thread, object: &Object) -> Result<OsString> {
    let bytes = crate::paths::system(thread, object)?;
    Ok(OsString::from_vec(bytes.to_vec()))
}

fn texts(thread: &Thread, sequence: &Object) -> Result<Vec<OsString>> {
    let items = protocol::to_tuple(thread, sequence)?;
    let items = items.items().iter();
    items.map(|item| text(thread, item)).collect()
}

/// `spawn(programs, args, environment, directory, (stdin, stdout, stderr), keep, close, (group, gid, uid))`: the new process's
/// number. The first program that exists is started.
fn spawn(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "spawn", args.len(), 8, 8)?;
    let programs = texts(thread, &args[0])?;
    let words = texts(thread, &args[1])?;
    let environment = texts(thread, &args[2])?;
    let directory = match args[3].is_exactly(Builtin::NoneType) {
        true => None,
        false => Some(text(thread, &args[3])?),
    };
    let streams = numbers(thread, &args[4])?;
    let inherited = Inherited::mark(
        &numbers(thread, &args[5])?,
        protocol::is_true(thread, &args[6])?,
    );
    let identity = numbers(thread, &args[7])?;
    let mut answer = Err(Errno::ENOENT);
    for program in &programs {
        let mut command = prepare(
            program,
            &words,
            &environment,
            directory.as_deref(),
            &identity,
        );
        answer = start(&mut command, &streams);
        if !matches!(answer, Err(Errno::ENOENT | Errno::ENOTDIR)) {
            break;
        }
    }
    drop(inherited);
    match answer {
        Ok(pid) => Int::from_usize(thread, pid as usize),
        Err(errno) => Err(raise(thread, errno, None)),
    }
}

fn prepare(
    program: &OsStr,
    words: &[OsString],
    environment: &[OsString],
    directory: Option<&OsStr>,
    identity: &[i32],
) -> Command {
    let mut command = Command::new(program);
    if let Some((name, rest)) = words.split_first() {
        command.arg0(name).args(rest);
    }
    command.env_clear();
    for entry in environment {
        let bytes = entry.as_bytes();
        if let Some(at) = bytes.iter().position(|&b| b == b'=') {
            let (name, value) = (&bytes[..at], &bytes[at + 1..]);
            command.env(OsStr::from_bytes(name), OsStr::from_bytes(value));
        }
    }
    if let Some(directory) = directory {
        command.current_dir(directory);
    }
    if let [group, gid, uid] = *identity {
        // -1 leaves each as it is.
        if group >= 0 {
            command.process_group(group);
        }
        if gid >= 0 {
            command.gid(gid as u32);
        }
        if uid >= 0 {
            command.uid(uid as u32);
        }
    }
    command
}

fn start(command: &mut Command, streams: &[i32]) -> std::result::Result<u32, Errno> {
    let place = |at: usize| -> std::result::Result<Stdio, Errno> {
        match streams.get(at) {
            Some(fd) if *fd >= 0 => {
                let copy = FileDescriptor::dup(fd).map_err(|_| Errno::EBADF)?;
                copy.as_stdio().map_err(|_| Errno::EMFILE)
            }
            _ => Ok(Stdio::inherit()),
        }
    };
    command.stdin(place(0)?).stdout(place(1)?).stderr(place(2)?);
    match command.spawn() {
        Ok(child) => Ok(child.id()),
        Err(error) => Err(Errno::from_i32(error.raw_os_error().unwrap_or(0))),
    }
}

/// Descriptors whose mark was changed for the time of a start.
struct Inherited(Vec<(i32, FdFlag)>);

impl Inherited {
    /// Those to keep will be inherited; if `close`, no others above the three streams will.
    fn mark(keep: &[i32], close: bool) -> Inherited {
        let mut changed = Inherited(Vec::new());
        for &fd in keep {
            changed.set(fd, FdFlag::empty());
        }
        let open = std::fs::read_dir("/proc/self/fd");
        for entry in open.into_iter().flatten().flatten().filter(|_| close) {
            let fd = entry
                .file_name()
                .to_str()
                .and_then(|name| name.parse().ok());
            if let Some(fd) = fd.filter(|fd| *fd > 2 && !keep.contains(fd)) {
                changed.set(fd, FdFlag::FD_CLOEXEC);
            }
        }
        changed
    }

    fn set(&mut self, fd: i32, to: FdFlag) {
        let Ok(old) = fcntl(fd, FcntlArg::F_GETFD) else {
            return;
        };
        let old = FdFlag::from_bits_truncate(old);
        if old != to && fcntl(fd, FcntlArg::F_SETFD(to)).is_ok() {
            self.0.push((fd, old));
        }
    }
}

impl Drop for Inherited {
    fn drop(&mut self) {
        for (fd, old) in &self.0 {
            let _ = fcntl(*fd, FcntlArg::F_SETFD(*old));
        }
    }
}

/// `pair()`: two sockets of this process that are connected.
fn pair(thread: &Thread, _module: &Object) -> Result<Ref> {
    let made = socketpair(
        AddressFamily::Unix,
        SockType::Stream,
        None,
        SockFlag::SOCK_CLOEXEC,
    );
    match made {
        Ok((a, b)) => {
            let ends = [Int::new(thread, a as isize)?, Int::new(thread, b as isize)?];
            Ok(Tuple::from_array(thread, ends)?.into_object())
        }
        Err(errno) => Err(raise(thread, errno, None)),
    }
}

/// `poll([(descriptor, events), …], milliseconds)`: those with events, as pairs. No limit of time is -1.
fn poll(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "poll", args.len(), 2, 2)?;
    let mut wanted = Vec::new();
    for pair in protocol::to_tuple(thread, &args[0])?.items() {
        if let [fd, events] = numbers(thread, pair)?[..] {
            wanted.push(PollFd::new(
                fd,
                PollFlags::from_bits_truncate(events as i16),
            ));
        }
    }
    let limit = number(thread, &args[1])?;
    let start = Instant::now();
    loop {
        let left = match u64::try_from(limit) {
            Err(_) => -1,
            Ok(limit) => {
                let left = Duration::from_millis(limit).saturating_sub(start.elapsed());
                left.as_millis() as i32
            }
        };
        match thread.unlocked(|| nix::poll::poll(&mut wanted, left)) {
            Ok(_) => break,
            Err(Errno::EINTR) => signals(thread)?,
            Err(errno) => return Err(raise(thread, errno, None)),
        }
    }
    let ready = List::new(thread)?;
    for entry in &wanted {
        let events = entry.revents().unwrap_or(PollFlags::empty());
        if !events.is_empty() {
            let fd = Int::new(thread, std::os::fd::AsRawFd::as_raw_fd(entry) as isize)?;
            let events = Int::new(thread, events.bits() as isize)?;
            ready.push(
                thread,
                Tuple::from_array(thread, [fd, events])?.into_object(),
            )?;
        }
    }
    Ok(ready.into_object())
}
