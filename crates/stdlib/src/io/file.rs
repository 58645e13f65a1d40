//! `FileIO`: a descriptor as a raw stream.

use super::common::{self, ENTER, EXIT, READLINES, WRITELINES};
use super::system;
use nix::fcntl::OFlag;
use nix::sys::stat::{Mode, SFlag, fstat};
use nix::unistd::Whence;
use object::native::make;
use object::{
    Args, Buf, Builtin, GetSetDef, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use types::str::Builder;
use types::{Int, Signature, Str, as_isize, buffer, is_true, repr};

native_layout! {
    /// An open file.
    pub struct File: FILE_LAYOUT, "FileIO" {
        /// The descriptor plus one; 0 when closed.
        fd: Cell<i32>,
        flags: Cell<u32>,
        block_size: Cell<u32>,
        weaklist: Cell<usize>,
        /// With `name`, as 3.13 keeps it.
        dict: Slot,
    }
}

const _: () = assert!(size_of::<File>() == 48 && std::mem::offset_of!(File, dict) == 40);

const READ: u32 = 1;
const WRITE: u32 = 2;
const APPEND: u32 = 4;
const CREATE: u32 = 8;
const CLOSE_FD: u32 = 16;

/// The declaration.
pub(super) static FILE_IO: TypeSpec = TypeSpec {
    flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
    parent: Some(&super::base::RAW_IO_BASE),
    slots: TypeSlots {
        repr: Some(show),
        iter: Some(common::iter),
        iternext: Some(common::next),
        new: Some(new),
        finalize: Some(common::finalize),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::fast("read", read),
        MethodDef::no_args("readall", |thread, it| {
            common::bytes(thread, &file(thread, it)?.read_all(thread)?)
        }),
        MethodDef::one("readinto", readinto),
        MethodDef::one("write", write),
        MethodDef::fast("readline", readline),
        READLINES,
        WRITELINES,
        MethodDef::fast("seek", seek),
        MethodDef::no_args("tell", |thread, it| {
            let at = file(thread, it)?.seek(thread, 0, Whence::SeekCur)?;
            Int::new(thread, at as isize)
        }),
        MethodDef::fast("truncate", truncate),
        MethodDef::no_args("flush", |thread, it| {
            file(thread, it)?.descriptor(thread)?;
            Ok(thread.heap().none())
        }),
        MethodDef::no_args("close", close),
        MethodDef::no_args("fileno", |thread, it| {
            Int::new(thread, file(thread, it)?.descriptor(thread)? as isize)
        }),
        MethodDef::no_args("isatty", |thread, it| {
            let fd = file(thread, it)?.descriptor(thread)?;
            Ok(thread.heap().bool(system::is_terminal(fd)))
        }),
        MethodDef::no_args("readable", |thread, it| can(thread, it, READ)),
        MethodDef::no_args("writable", |thread, it| can(thread, it, WRITE)),
        MethodDef::no_args("seekable", |thread, it| {
            let seekable = file(thread, it)?.is_seekable(thread)?;
            Ok(thread.heap().bool(seekable))
        }),
        ENTER,
        EXIT,
    ],
    getsets: &[
        get("closed", |thread, it| {
            Ok(thread.heap().bool(file(thread, it)?.fd.get() == 0))
        }),
        get("closefd", |thread, it| {
            Ok(thread.heap().bool(file(thread, it)?.has(CLOSE_FD)))
        }),
        get("mode", |thread, it| {
            common::text(thread, file(thread, it)?.mode())
        }),
        get("_blksize", |thread, it| {
            common::int(thread, file(thread, it)?.block_size())
        }),
    ],
    dict_offset: 40,
    weaklist_offset: 32,
    doc: Some("Open a file."),
    ..TypeSpec::new("_io.FileIO", Builtin::Other, &FILE_LAYOUT)
};

const fn get(name: &'static str, get: fn(&Thread, &Object) -> Result<Ref>) -> GetSetDef {
    GetSetDef {
        name,
        get,
        set: None,
        doc: None,
    }
}

impl File {
    /// Whether the descriptor is open and closed with the file.
    pub(super) fn is_open_and_own(&self) -> bool {
        self.fd.get() != 0 && self.has(CLOSE_FD)
    }
}

/// The file that a method was called on.
pub(super) fn file<'a>(thread: &Thread, object: &'a Object) -> Result<&'a File> {
    match object.downcast::<File>() {
        Some(file) => Ok(file),
        None => Err(thread.type_error(format_args!("a FileIO is required"))),
    }
}

impl File {
    fn has(&self, bit: u32) -> bool {
        self.flags.get() & bit != 0
    }

    /// The descriptor of an open file.
    pub(super) fn descriptor(&self, thread: &Thread) -> Result<i32> {
        match self.fd.get() {
            0 => Err(thread.value_error(format_args!("I/O operation on closed file"))),
            fd => Ok(fd - 1),
        }
    }

    fn mode(&self) -> &'static str {
        let readable = self.has(READ);
        match () {
            () if self.has(CREATE) => {
                if readable {
                    "xb+"
                } else {
                    "xb"
                }
            }
            () if self.has(APPEND) => {
                if readable {
                    "ab+"
                } else {
                    "ab"
                }
            }
            () if readable && self.has(WRITE) => "rb+",
            () if readable => "rb",
            () => "wb",
        }
    }

    pub(super) fn block_size(&self) -> usize {
        match self.block_size.get() {
            0..=1 => 8192,
            size => size as usize,
        }
    }

    pub(super) fn read_some(&self, thread: &Thread, out: &mut [u8]) -> Result<Option<usize>> {
        let fd = self.descriptor(thread)?;
        if !self.has(READ) {
            return Err(super::unsupported(thread, "File not open for reading"));
        }
        system::read(thread, fd, out)
    }

    pub(super) fn write_some(&self, thread: &Thread, bytes: &[u8]) -> Result<Option<usize>> {
        let fd = self.descriptor(thread)?;
        if !self.has(WRITE) {
            return Err(super::unsupported(thread, "File not open for writing"));
        }
        system::write(thread, fd, bytes)
    }

    fn read_all<'t>(&self, thread: &'t Thread) -> Result<Buf<'t, u8>> {
        let mut all = Buf::new(thread.heap());
        let mut space = [0; 16384];
        while let Some(n @ 1..) = self.read_some(thread, &mut space)? {
            all.extend(&space[..n])?;
        }
        Ok(all)
    }

    pub(super) fn seek(&self, thread: &Thread, to: i64, whence: Whence) -> Result<i64> {
        let fd = self.descriptor(thread)?;
        nix::unistd::lseek(fd, to, whence).map_err(|errno| system::raise(thread, errno, None))
    }

    pub(super) fn is_seekable(&self, thread: &Thread) -> Result<bool> {
        let fd = self.descriptor(thread)?;
        Ok(nix::unistd::lseek(fd, 0, Whence::SeekCur).is_ok())
    }
}

fn can(thread: &Thread, object: &Object, bit: u32) -> Result<Ref> {
    let file = file(thread, object)?;
    file.descriptor(thread)?;
    Ok(thread.heap().bool(file.has(bit)))
}

/// Flags for a mode such as `r+` or `wb`.
fn parse_mode(thread: &Thread, mode: &str) -> Result<(u32, OFlag)> {
    let bad = || {
        Err(thread.value_error(format_args!(
            "Must have exactly one of create/read/write/append mode and at most one plus"
        )))
    };
    let mut flags = 0;
    let mut how = OFlag::O_CLOEXEC;
    let (mut kinds, mut plus) = (0, 0);
    for c in mode.chars() {
        match c {
            'r' => flags |= READ,
            'w' => {
                flags |= WRITE;
                how |= OFlag::O_CREAT | OFlag::O_TRUNC;
            }
            'x' => {
                flags |= WRITE | CREATE;
                how |= OFlag::O_CREAT | OFlag::O_EXCL;
            }
            'a' => {
                flags |= WRITE | APPEND;
                how |= OFlag::O_CREAT | OFlag::O_APPEND;
            }
            '+' => plus += 1,
            'b' => continue,
            _ => return Err(thread.value_error(format_args!("invalid mode: {mode}"))),
        }
        if c != '+' {
            kinds += 1;
        }
    }
    if kinds != 1 || plus > 1 {
        return bad();
    }
    if plus == 1 {
        flags |= READ | WRITE;
    }
    how |= match (flags & READ != 0, flags & WRITE != 0) {
        (true, true) => OFlag::O_RDWR,
        (false, true) => OFlag::O_WRONLY,
        _ => OFlag::O_RDONLY,
    };
    Ok((flags, how))
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<4> = Signature {
        function: "FileIO",
        names: ["file", "mode", "closefd", "opener"],
        required: 1,
        positional: 4,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let [Some(name), mode, closefd, opener] = bound.0 else {
        return Err(thread.system_error(format_args!("FileIO() bound too little")));
    };
    let mode = match mode.map(|m| m.downcast::<Str>()) {
        None => "r".to_string(),
        Some(Some(mode)) => mode.to_string(),
        Some(None) => {
            return Err(thread.type_error(format_args!("FileIO() argument 'mode' must be str")));
        }
    };
    let closefd = closefd.map_or(Ok(true), |c| is_true(thread, c))?;
    let opener = opener.filter(|o| !o.is_exactly(Builtin::NoneType));
    open(thread, ty, name, &mode, closefd, opener)
}

/// Opens a file by name, or takes a descriptor.
pub(super) fn open(
    thread: &Thread,
    ty: &Type,
    name: &Object,
    mode: &str,
    closefd: bool,
    opener: Option<&Object>,
) -> Result<Ref> {
    let (mut flags, how) = parse_mode(thread, mode)?;
    let number = match name.downcast::<Int>() {
        Some(_) => Some(as_isize(thread, name, Builtin::OverflowError)?),
        None => None,
    };
    let fd = match number {
        Some(n) if n < 0 => {
            return Err(thread.value_error(format_args!("negative file descriptor")));
        }
        Some(n) => n as i32,
        None if !closefd => {
            return Err(thread.value_error(format_args!("Cannot use closefd=False with file name")));
        }
        None => open_path(thread, name, how, opener)?,
    };
    let stat = match fstat(fd) {
        Ok(stat) => stat,
        Err(errno) => return Err(system::raise(thread, errno, None)),
    };
    if SFlag::from_bits_truncate(stat.st_mode) & SFlag::S_IFMT == SFlag::S_IFDIR {
        if number.is_none() {
            let _ = nix::unistd::close(fd);
        }
        return Err(system::raise(thread, nix::errno::Errno::EISDIR, Some(name)));
    }
    if closefd {
        flags |= CLOSE_FD;
    }
    let file = make::<File>(thread.heap(), ty)?;
    let dict = types::dict::dict_in_slot(thread, &file.dict)?;
    dict.set(thread, types::names(thread).name().as_object(), name)?;
    file.fd.set(fd + 1);
    file.flags.set(flags);
    file.block_size
        .set(stat.st_blksize.clamp(0, i64::from(u32::MAX)) as u32);
    if flags & APPEND != 0 {
        let _ = nix::unistd::lseek(fd, 0, Whence::SeekEnd);
    }
    file.as_object().track();
    Ok(file.into_object())
}

fn open_path(thread: &Thread, name: &Object, how: OFlag, opener: Option<&Object>) -> Result<i32> {
    if let Some(opener) = opener {
        let how = Int::new(thread, how.bits() as isize)?;
        let fd = types::call(thread, opener, &[name.to_ref(), how])?;
        let Some(_) = fd.downcast::<Int>() else {
            return Err(thread.type_error(format_args!("expected integer from opener")));
        };
        return match as_isize(thread, &fd, Builtin::OverflowError)? {
            n if n < 0 => Err(thread.value_error(format_args!("opener returned {n}"))),
            n => Ok(n as i32),
        };
    }
    let path = crate::paths::system(thread, name)?;
    let (bytes, mode) = (&path[..], Mode::from_bits_truncate(0o666));
    loop {
        match thread.unlocked(|| nix::fcntl::open(bytes, how, mode)) {
            Ok(fd) => return Ok(fd),
            Err(nix::errno::Errno::EINTR) => system::signals(thread)?,
            Err(errno) => return Err(system::raise(thread, errno, Some(name))),
        }
    }
}

fn read(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = file(thread, object)?;
    match super::text_type::size(thread, "read", args)? {
        None => common::bytes(thread, &it.read_all(thread)?),
        Some(n) => {
            let mut space = Buf::filled(thread.heap(), 0, n)?;
            match it.read_some(thread, &mut space)? {
                Some(n) => common::bytes(thread, &space[..n]),
                None => Ok(thread.heap().none()),
            }
        }
    }
}

fn readinto(thread: &Thread, object: &Object, target: &Object) -> Result<Ref> {
    let view = buffer(thread, target, true)?;
    let mut space = Buf::filled(thread.heap(), 0, view.len)?;
    match file(thread, object)?.read_some(thread, &mut space)? {
        Some(n) => {
            view.copy_in(0, &space[..n]);
            common::int(thread, n)
        }
        None => Ok(thread.heap().none()),
    }
}

fn write(thread: &Thread, object: &Object, source: &Object) -> Result<Ref> {
    let view = buffer(thread, source, false)?;
    let bytes = types::copy_view(thread, &view)?;
    match file(thread, object)?.write_some(thread, &bytes)? {
        Some(n) => common::int(thread, n),
        None => Ok(thread.heap().none()),
    }
}

/// A byte at a time: a raw stream can't give bytes back.
fn readline(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = file(thread, object)?;
    let limit = super::text_type::size(thread, "readline", args)?.unwrap_or(usize::MAX);
    let mut line = Buf::new(thread.heap());
    let mut one = [0];
    while line.len() < limit && it.read_some(thread, &mut one)? == Some(1) {
        line.push(one[0])?;
        if one[0] == b'\n' {
            break;
        }
    }
    common::bytes(thread, &line)
}

fn seek(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    types::check_arity(thread, "seek", args.len(), 1, 2)?;
    let to = as_isize(thread, &args[0], Builtin::OverflowError)? as i64;
    let whence = match args.get(1) {
        Some(whence) => as_isize(thread, whence, Builtin::OverflowError)?,
        None => 0,
    };
    let whence = match whence {
        1 => Whence::SeekCur,
        2 => Whence::SeekEnd,
        _ => Whence::SeekSet,
    };
    let at = file(thread, object)?.seek(thread, to, whence)?;
    Int::new(thread, at as isize)
}

fn truncate(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let it = file(thread, object)?;
    let size = match args.first().filter(|s| !s.is_exactly(Builtin::NoneType)) {
        Some(size) => as_isize(thread, size, Builtin::OverflowError)? as i64,
        None => it.seek(thread, 0, Whence::SeekCur)?,
    };
    let fd = it.descriptor(thread)?;
    match nix::unistd::ftruncate(fd, size) {
        Ok(()) => Int::new(thread, size as isize),
        Err(errno) => Err(system::raise(thread, errno, None)),
    }
}

fn close(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = file(thread, object)?;
    let fd = it.fd.replace(0);
    if fd > 0
        && it.has(CLOSE_FD)
        && let Err(errno) = thread.unlocked(|| nix::unistd::close(fd - 1))
    {
        return Err(system::raise(thread, errno, None));
    }
    Ok(thread.heap().none())
}

fn show(thread: &Thread, object: &Object) -> Result<Ref> {
    let it = file(thread, object)?;
    let ty = object.ty();
    let kind = match ty.is_class() {
        true => ty.name(),
        false => "_io.FileIO",
    };
    if it.fd.get() == 0 {
        return common::text(thread, &format!("<{kind} [closed]>"));
    }
    let mut out = Builder::new(thread);
    match types::getattr_opt(thread, object, types::names(thread).name())? {
        Some(name) => {
            out.push_format(format_args!("<{kind} name="))?;
            out.push(&*repr(thread, &name)?)?;
        }
        None => out.push_format(format_args!("<{kind} fd={}", it.fd.get() - 1))?,
    }
    let closefd = if it.has(CLOSE_FD) { "True" } else { "False" };
    out.push_format(format_args!(" mode='{}' closefd={closefd}>", it.mode()))?;
    Ok(out.finish()?.into_object())
}
