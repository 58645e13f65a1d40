//! `posix`: what `os` needs of the system: files and directories, descriptors, the environment, the process.

mod forks;
mod more;
mod scandir;

use crate::io::system::{raise, text as error_text};
use crate::paths;
use crate::structseq::{field, hiding, layouts, make, module_spec, prepared};
use nix::errno::Errno;
use nix::fcntl::OFlag;
use nix::sys::stat::{FileStat, Mode};
use nix::unistd::{self, Whence};
use object::{
    Args, Buf, Builtin, MethodDef, Object, Ref, Result, Thread, Type, TypeSlots, TypeSpec,
};
use std::ffi::OsStr;
use std::os::unix::ffi::OsStrExt;
use std::path::Path;
use types::module::{Module, ModuleSpec};
use types::{Bytes, Dict, Float, Int, List, Str, Tuple, as_isize, buffer, copy_view};

/// The module.
pub static MODULE: ModuleSpec = ModuleSpec {
    name: "posix",
    doc: Some(
        "This module provides access to operating system functionality that is\nstandardized by the C Standard and the POSIX standard (a thinly\ndisguised Unix interface).",
    ),
    functions: FUNCTIONS,
    types: &[],
    unnamed: &[&scandir::ENTRY, &scandir::ITERATOR],
    init: Some(fill),
};

const FUNCTIONS: &[MethodDef] = &[
    MethodDef::keywords("register_at_fork", forks::register)
        .doc("register_at_fork($module, /, *, before=<unrepresentable>,\n                 after_in_child=<unrepresentable>,\n                 after_in_parent=<unrepresentable>)\n--\n\nKeeps functions that are to be called around a fork."),
    MethodDef::keywords("access", |thread, _, args| {
        let (path, mode) = (path(thread, args, "access")?, integer(thread, args, 1)?);
        let how = unistd::AccessFlags::from_bits_truncate(mode as i32);
        Ok(thread.heap().bool(unistd::access(&path.1[..], how).is_ok()))
    }),
    MethodDef::keywords("chdir", |thread, _, args| {
        done(thread, args, "chdir", unistd::chdir)
    }),
    MethodDef::keywords("chmod", |thread, _, args| {
        let mode = integer(thread, args, 1)? as u32;
        done(thread, args, "chmod", |p| {
            let mode = Mode::from_bits_truncate(mode);
            let how = nix::sys::stat::FchmodatFlags::FollowSymlink;
            nix::sys::stat::fchmodat(None, p, mode, how)
        })
    }),
    MethodDef::one("close", |thread, _, fd| {
        finish(thread, unistd::close(number(thread, fd)? as i32), None)
    }),
    MethodDef::no_args("cpu_count", |thread, _| {
        let n = std::thread::available_parallelism().map_or(1, usize::from);
        Int::from_usize(thread, n)
    }),
    MethodDef::one("dup", |thread, _, fd| {
        descriptor(thread, unistd::dup(number(thread, fd)? as i32))
    }),
    MethodDef::fast("dup2", |thread, _, args| {
        types::check_arity(thread, "dup2", args.len(), 2, 3)?;
        let (from, to) = (number(thread, &args[0])?, number(thread, &args[1])?);
        descriptor(thread, unistd::dup2(from as i32, to as i32))
    }),
    MethodDef::one("_exit", |thread, _, status| {
        std::process::exit(number(thread, status)? as i32)
    }),
    MethodDef::one("fspath", |thread, _, path| paths::fspath(thread, path)),
    MethodDef::one("fstat", |thread, _, fd| {
        let fd = number(thread, fd)? as i32;
        stat_result(thread, nix::sys::stat::fstat(fd), None)
    }),
    MethodDef::one("fsync", |thread, _, fd| {
        let fd = number(thread, fd)? as i32;
        finish(thread, thread.unlocked(|| unistd::fsync(fd)), None)
    }),
    MethodDef::no_args("getcwd", |thread, _| match std::env::current_dir() {
        Ok(here) => Ok(paths::decode(thread, here.as_os_str().as_bytes())?.into_object()),
        Err(error) => Err(from_io(thread, &error, None)),
    }),
    MethodDef::no_args("getcwdb", |thread, _| match std::env::current_dir() {
        Ok(here) => Ok(Bytes::new(thread, here.as_os_str().as_bytes())?.into_object()),
        Err(error) => Err(from_io(thread, &error, None)),
    }),
    MethodDef::no_args("getegid", |thread, _| {
        Int::from_usize(thread, unistd::getegid().as_raw() as usize)
    }),
    MethodDef::no_args("geteuid", |thread, _| {
        Int::from_usize(thread, unistd::geteuid().as_raw() as usize)
    }),
    MethodDef::no_args("getgid", |thread, _| {
        Int::from_usize(thread, unistd::getgid().as_raw() as usize)
    }),
    MethodDef::no_args("getpid", |thread, _| {
        Int::from_usize(thread, std::process::id() as usize)
    }),
    MethodDef::no_args("getppid", |thread, _| {
        Int::new(thread, unistd::getppid().as_raw() as isize)
    }),
    MethodDef::no_args("getuid", |thread, _| {
        Int::from_usize(thread, unistd::getuid().as_raw() as usize)
    }),
    MethodDef::fast("get_terminal_size", |thread, _, _| {
        Err(raise(thread, Errno::ENOTTY, None))
    }),
    MethodDef::one("isatty", |thread, _, fd| {
        let fd = number(thread, fd)? as i32;
        Ok(thread.heap().bool(crate::io::system::is_terminal(fd)))
    }),
    MethodDef::fast("listdir", listdir),
    MethodDef::fast("lseek", |thread, _, args| {
        types::check_arity(thread, "lseek", args.len(), 3, 3)?;
        let whence = match number(thread, &args[2])? {
            1 => Whence::SeekCur,
            2 => Whence::SeekEnd,
            _ => Whence::SeekSet,
        };
        let (fd, to) = (
            number(thread, &args[0])? as i32,
            number(thread, &args[1])? as i64,
        );
        match unistd::lseek(fd, to, whence) {
            Ok(at) => Int::new(thread, at as isize),
            Err(errno) => Err(raise(thread, errno, None)),
        }
    }),
    MethodDef::keywords("lstat", |thread, _, args| {
        let (name, path) = path(thread, args, "lstat")?;
        stat_result(thread, nix::sys::stat::lstat(&path[..]), Some(&name))
    }),
    MethodDef::keywords("mkdir", |thread, _, args| {
        let mode = match args.values().get(1) {
            Some(mode) => number(thread, mode)? as u32,
            None => 0o777,
        };
        done(thread, args, "mkdir", |p| {
            unistd::mkdir(p, Mode::from_bits_truncate(mode))
        })
    }),
    MethodDef::keywords("open", open),
    MethodDef::no_args("pipe", |thread, _| match unistd::pipe2(OFlag::O_CLOEXEC) {
        Ok((a, b)) => {
            let pair = [Int::new(thread, a as isize)?, Int::new(thread, b as isize)?];
            Ok(Tuple::from_array(thread, pair)?.into_object())
        }
        Err(errno) => Err(raise(thread, errno, None)),
    }),
    MethodDef::fast("putenv", |thread, _, args| {
        types::check_arity(thread, "putenv", args.len(), 2, 2)?;
        // The environment of this process is shared by all interpreters in it: it stays as it is.
        Ok(thread.heap().none())
    }),
    MethodDef::one("unsetenv", |thread, _, _| Ok(thread.heap().none())),
    MethodDef::fast("read", |thread, _, args| {
        types::check_arity(thread, "read", args.len(), 2, 2)?;
        let n = number(thread, &args[1])?;
        if n < 0 {
            return Err(raise(thread, Errno::EINVAL, None));
        }
        let mut space = Buf::filled(thread.heap(), 0, n as usize)?;
        match crate::io::system::read(thread, number(thread, &args[0])? as i32, &mut space)? {
            Some(n) => Ok(Bytes::new(thread, &space[..n])?.into_object()),
            None => Err(raise(thread, Errno::EAGAIN, None)),
        }
    }),
    MethodDef::keywords("readlink", |thread, _, args| {
        let (name, path) = path(thread, args, "readlink")?;
        match nix::fcntl::readlink(&path[..]) {
            Ok(target) => Ok(paths::decode(thread, target.as_bytes())?.into_object()),
            Err(errno) => Err(raise(thread, errno, Some(&name))),
        }
    }),
    MethodDef::keywords("remove", |thread, _, args| {
        done(thread, args, "remove", unistd::unlink)
    }),
    MethodDef::keywords("rename", |thread, _, args| rename(thread, args, "rename")),
    MethodDef::keywords("replace", |thread, _, args| rename(thread, args, "replace")),
    MethodDef::keywords("rmdir", |thread, _, args| {
        done(thread, args, "rmdir", |p| {
            match std::fs::remove_dir(OsStr::from_bytes(p)) {
                Ok(()) => Ok(()),
                Err(error) => Err(Errno::from_i32(error.raw_os_error().unwrap_or(0))),
            }
        })
    }),
    MethodDef::keywords("scandir", scandir::scandir),
    MethodDef::keywords("stat", |thread, _, args| {
        let first = args.values().first();
        if let Some(fd) = first.filter(|f| f.isinstance(Builtin::Int)) {
            let fd = number(thread, fd)? as i32;
            return stat_result(thread, nix::sys::stat::fstat(fd), None);
        }
        let (name, path) = path(thread, args, "stat")?;
        let follow = args.keywords().all(|(key, value)| {
            let named = key
                .downcast::<Str>()
                .is_some_and(|k| k.eq_str("follow_symlinks"));
            !named || !value.is(&thread.heap().bool(false))
        });
        let stat = match follow {
            true => nix::sys::stat::stat(&path[..]),
            false => nix::sys::stat::lstat(&path[..]),
        };
        stat_result(thread, stat, Some(&name))
    }),
    MethodDef::one("strerror", |thread, _, errno| {
        let errno = number(thread, errno)? as i32;
        Ok(Str::new(thread, error_text(errno))?.into_object())
    }),
    MethodDef::keywords("symlink", |thread, _, args| {
        let [from, to, ..] = args.values() else {
            return Err(thread.type_error(format_args!("symlink() takes 2 arguments")));
        };
        let (from, path) = (paths::system(thread, from)?, paths::system(thread, to)?);
        finish(
            thread,
            unistd::symlinkat(&from[..], None, &path[..]),
            Some(to),
        )
    }),
    MethodDef::one("umask", |thread, _, mask| {
        let mask = Mode::from_bits_truncate(number(thread, mask)? as u32);
        Int::from_usize(thread, nix::sys::stat::umask(mask).bits() as usize)
    }),
    MethodDef::keywords("unlink", |thread, _, args| {
        done(thread, args, "unlink", unistd::unlink)
    }),
    MethodDef::one("urandom", urandom),
    MethodDef::fast("write", |thread, _, args| {
        types::check_arity(thread, "write", args.len(), 2, 2)?;
        let bytes = copy_view(thread, &buffer(thread, &args[1], false)?)?;
        match crate::io::system::write(thread, number(thread, &args[0])? as i32, &bytes)? {
            Some(n) => Int::from_usize(thread, n),
            None => Err(raise(thread, Errno::EAGAIN, None)),
        }
    }),
];

static STAT_RESULT: TypeSpec = TypeSpec {
    slots: TypeSlots {
        new: Some(new_stat_result),
        ..STAT_FIELDS.slots
    },
    ..STAT_FIELDS
};

/// The times as whole seconds have no names; they serve where those of finer grain aren't given.
fn new_stat_result(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    crate::structseq::new_with(thread, ty, args, |index, items| {
        (10..13).contains(&index).then(|| items[index - 3].clone())
    })
}

const STAT_FIELDS: TypeSpec = hiding(
    module_spec(
        "os.stat_result",
        "stat_result: Result from stat, fstat, or lstat.",
        &[
            field(0, "st_mode", "protection bits"),
            field(1, "st_ino", "inode"),
            field(2, "st_dev", "device"),
            field(3, "st_nlink", "number of hard links"),
            field(4, "st_uid", "user ID of owner"),
            field(5, "st_gid", "group ID of owner"),
            field(6, "st_size", "total size, in bytes"),
            field(10, "st_atime", "time of last access"),
            field(11, "st_mtime", "time of last modification"),
            field(12, "st_ctime", "time of last change"),
            field(13, "st_atime_ns", "time of last access in nanoseconds"),
            field(
                14,
                "st_mtime_ns",
                "time of last modification in nanoseconds",
            ),
            field(15, "st_ctime_ns", "time of last change in nanoseconds"),
            field(16, "st_blksize", "blocksize for filesystem I/O"),
            field(17, "st_blocks", "number of blocks allocated"),
            field(18, "st_rdev", "device type (if inode device)"),
        ],
    ),
    &layouts::NINE,
);

static TERMINAL_SIZE: TypeSpec = module_spec(
    "os.terminal_size",
    "A tuple of (columns, lines) for holding terminal window size",
    &[
        field(0, "columns", "width of the terminal window in characters"),
        field(1, "lines", "height of the terminal window in characters"),
    ],
);

fn fill(thread: &Thread, module: &Module) -> Result<()> {
    let error = thread.heap().builtin(Builtin::OSError);
    module.add(thread, "error", error.as_object())?;
    for (name, spec) in [
        ("stat_result", &STAT_RESULT),
        ("terminal_size", &TERMINAL_SIZE),
    ] {
        module.add(thread, name, prepared(thread, spec)?.as_object())?;
    }
    module.add(thread, "_have_functions", List::new(thread)?.as_object())?;
    let entry = types::type_of(thread, &scandir::ENTRY)?;
    module.add(thread, "DirEntry", entry.as_object())?;
    for def in more::FUNCTIONS {
        let name = Str::new(thread, "posix")?.into_object();
        let function =
            types::builtin_function::new(thread, def, Some(module.as_object()), Some(&name))?;
        module.add(thread, def.name, &function)?;
    }
    let environ = Dict::new(thread)?;
    for (name, value) in std::env::vars_os() {
        let name = Bytes::new(thread, name.as_bytes())?;
        let value = Bytes::new(thread, value.as_bytes())?;
        environ.set(thread, name.as_object(), value.as_object())?;
    }
    module.add(thread, "environ", environ.as_object())?;
    for (name, value) in [
        ("F_OK", 0),
        ("R_OK", 4),
        ("W_OK", 2),
        ("X_OK", 1),
        ("O_RDONLY", OFlag::O_RDONLY.bits()),
        ("O_WRONLY", OFlag::O_WRONLY.bits()),
        ("O_RDWR", OFlag::O_RDWR.bits()),
        ("O_CREAT", OFlag::O_CREAT.bits()),
        ("O_EXCL", OFlag::O_EXCL.bits()),
        ("O_TRUNC", OFlag::O_TRUNC.bits()),
        ("O_APPEND", OFlag::O_APPEND.bits()),
        ("O_NONBLOCK", OFlag::O_NONBLOCK.bits()),
        ("O_CLOEXEC", OFlag::O_CLOEXEC.bits()),
        ("O_DIRECTORY", OFlag::O_DIRECTORY.bits()),
        ("O_NOFOLLOW", OFlag::O_NOFOLLOW.bits()),
        ("EX_OK", 0),
        ("WNOHANG", 1),
    ] {
        module.add(thread, name, &*Int::new(thread, value as isize)?)?;
    }
    Ok(())
}

fn number(thread: &Thread, object: &Object) -> Result<isize> {
    as_isize(thread, object, Builtin::OverflowError)
}

fn integer(thread: &Thread, args: Args<'_>, index: usize) -> Result<isize> {
    match args.values().get(index) {
        Some(value) => number(thread, value),
        None => Err(thread.type_error(format_args!(
            "missing required argument (pos {})",
            index + 1
        ))),
    }
}

type Named<'t> = (Ref, Buf<'t, u8>);

/// The first argument as given and as bytes for the system.
fn path<'t>(thread: &'t Thread, args: Args<'_>, function: &str) -> Result<Named<'t>> {
    match args.values().first() {
        Some(name) => Ok((name.clone(), paths::system(thread, name)?)),
        None => Err(thread.type_error(format_args!(
            "{function}() missing required argument 'path' (pos 1)"
        ))),
    }
}

fn finish(thread: &Thread, result: nix::Result<()>, name: Option<&Object>) -> Result<Ref> {
    match result {
        Ok(()) => Ok(thread.heap().none()),
        Err(errno) => Err(raise(thread, errno, name)),
    }
}

fn done(
    thread: &Thread,
    args: Args<'_>,
    function: &str,
    f: impl FnOnce(&[u8]) -> nix::Result<()>,
) -> Result<Ref> {
    let (name, path) = path(thread, args, function)?;
    finish(thread, f(&path), Some(&name))
}

fn descriptor(thread: &Thread, result: nix::Result<i32>) -> Result<Ref> {
    match result {
        Ok(fd) => Int::new(thread, fd as isize),
        Err(errno) => Err(raise(thread, errno, None)),
    }
}

fn from_io(thread: &Thread, error: &std::io::Error, name: Option<&Object>) -> object::Raised {
    let errno = Errno::from_i32(error.raw_os_error().unwrap_or(0));
    raise(thread, errno, name)
}

fn open(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let (name, path) = path(thread, args, "open")?;
    let how = OFlag::from_bits_truncate(integer(thread, args, 1)? as i32) | OFlag::O_CLOEXEC;
    let mode = match args.values().get(2) {
        Some(mode) => number(thread, mode)? as u32,
        None => 0o777,
    };
    let bytes = &path[..];
    let mode = Mode::from_bits_truncate(mode);
    match thread.unlocked(|| nix::fcntl::open(bytes, how, mode)) {
        Ok(fd) => Int::new(thread, fd as isize),
        Err(errno) => Err(raise(thread, errno, Some(&name))),
    }
}

fn rename(thread: &Thread, args: Args<'_>, function: &str) -> Result<Ref> {
    let [from, to, ..] = args.values() else {
        return Err(thread.type_error(format_args!(
            "{function}() missing required argument 'dst' (pos 2)"
        )));
    };
    let (source, target) = (paths::system(thread, from)?, paths::system(thread, to)?);
    let (a, b) = (OsStr::from_bytes(&source), OsStr::from_bytes(&target));
    match std::fs::rename(a, b) {
        Ok(()) => Ok(thread.heap().none()),
        Err(error) => Err(from_io(thread, &error, Some(from))),
    }
}

fn listdir(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "listdir", args.len(), 0, 1)?;
    let given = args.first().filter(|p| !p.is_exactly(Builtin::NoneType));
    let bytes = match given {
        Some(path) => paths::system(thread, path)?,
        None => {
            let mut here = Buf::new(thread.heap());
            here.push(b'.')?;
            here
        }
    };
    let as_bytes = given.is_some_and(|p| p.isinstance(Builtin::Bytes));
    let entries = match std::fs::read_dir(Path::new(OsStr::from_bytes(&bytes))) {
        Ok(entries) => entries,
        Err(error) => return Err(from_io(thread, &error, given.map(|p| &**p))),
    };
    let names = List::new(thread)?;
    for entry in entries.flatten() {
        let name = entry.file_name();
        let name = match as_bytes {
            true => Bytes::new(thread, name.as_bytes())?.into_object(),
            false => paths::decode(thread, name.as_bytes())?.into_object(),
        };
        names.push(thread, name)?;
    }
    Ok(names.into_object())
}

fn stat_result(thread: &Thread, stat: nix::Result<FileStat>, name: Option<&Object>) -> Result<Ref> {
    let s = match stat {
        Ok(stat) => stat,
        Err(errno) => return Err(raise(thread, errno, name)),
    };
    let int = |n: i128| Int::from_i128(thread, n);
    let time = |s: i64, n: i64| Float::new(thread, s as f64 + n as f64 * 1e-9);
    let nanos = |s: i64, n: i64| int(i128::from(s) * 1_000_000_000 + i128::from(n));
    make(
        thread,
        &STAT_RESULT,
        [
            int(s.st_mode.into())?,
            int(s.st_ino.into())?,
            int(s.st_dev.into())?,
            int(s.st_nlink.into())?,
            int(s.st_uid.into())?,
            int(s.st_gid.into())?,
            int(s.st_size.into())?,
            int(s.st_atime.into())?,
            int(s.st_mtime.into())?,
            int(s.st_ctime.into())?,
            time(s.st_atime, s.st_atime_nsec)?,
            time(s.st_mtime, s.st_mtime_nsec)?,
            time(s.st_ctime, s.st_ctime_nsec)?,
            nanos(s.st_atime, s.st_atime_nsec)?,
            nanos(s.st_mtime, s.st_mtime_nsec)?,
            nanos(s.st_ctime, s.st_ctime_nsec)?,
            int(s.st_blksize.into())?,
            int(s.st_blocks.into())?,
            int(s.st_rdev.into())?,
        ],
    )
}

fn urandom(thread: &Thread, _module: &Object, size: &Object) -> Result<Ref> {
    use std::io::Read;
    let n = number(thread, size)?;
    if n < 0 {
        return Err(thread.value_error(format_args!("negative argument not allowed")));
    }
    let mut bytes = Buf::filled(thread.heap(), 0, n as usize)?;
    let read = std::fs::File::open("/dev/urandom").and_then(|mut f| f.read_exact(&mut bytes));
    match read {
        Ok(()) => Ok(Bytes::new(thread, &bytes)?.into_object()),
        Err(error) => Err(from_io(thread, &error, None)),
    }
}
