//! `scandir` and `DirEntry`. A directory is read as a whole when it is opened; its entries are handed out one by one.

use super::{from_io, stat_result};
use crate::paths;
use object::native::make;
use object::{
    Args, Builtin, IterResult, MemberDef, MemberKind, MethodDef, Object, Ref, Result, Slot, Thread,
    TypeFlags, TypeSlots, TypeSpec, native_layout,
};
use std::cell::Cell;
use std::ffi::OsStr;
use std::mem::offset_of;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::DirEntryExt;
use std::path::Path;
use types::str::Builder;
use types::{Bytes, Int, List, Str, protocol};

native_layout! {
    /// One entry: its name, its path, what kind of file it is (0 not known), its inode.
    pub struct Entry: ENTRY_LAYOUT, "DirEntry" {
        name: Slot,
        path: Slot,
        kind: Cell<u8>,
        inode: Cell<u64>,
        /// Room of CPython's other fields.
        rest: [Cell<usize>; 3],
    }
}

native_layout! {
    /// Entries not handed out yet, in a list.
    pub struct Walk: WALK, "ScandirIterator" {
        left: Slot<List>,
        next: Cell<usize>,
        /// Room of CPython's other fields.
        rest: [Cell<usize>; 11],
    }
}

const FILE: u8 = 1;
const DIRECTORY: u8 = 2;
const LINK: u8 = 3;

const fn member(name: &'static str, offset: usize, doc: &'static str) -> MemberDef {
    MemberDef {
        name,
        kind: MemberKind::Object,
        offset,
        readonly: true,
        doc: Some(doc),
    }
}

pub(super) static ENTRY: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        repr: Some(|thread, object| {
            let mut out = Builder::new(thread);
            out.push_str("<DirEntry ")?;
            if let Some(name) = this(thread, object)?.name.get() {
                protocol::push_repr(thread, &mut out, &name)?;
            }
            out.push_str(">")?;
            Ok(out.finish()?.into_object())
        }),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::keywords("is_dir", |thread, object, args| is_kind(thread, object, args, DIRECTORY))
            .doc("is_dir($self, /, *, follow_symlinks=True)\n--\n\nReturn True if the entry is a directory; cached per entry."),
        MethodDef::keywords("is_file", |thread, object, args| is_kind(thread, object, args, FILE))
            .doc("is_file($self, /, *, follow_symlinks=True)\n--\n\nReturn True if the entry is a file; cached per entry."),
        MethodDef::no_args("is_symlink", |thread, object| {
            Ok(thread.heap().bool(this(thread, object)?.kind.get() == LINK))
        })
        .doc("is_symlink($self, /)\n--\n\nReturn True if the entry is a symbolic link; cached per entry."),
        MethodDef::no_args("is_junction", |thread, _| Ok(thread.heap().bool(false)))
            .doc("is_junction($self, /)\n--\n\nReturn True if the entry is a junction; cached per entry."),
        MethodDef::keywords("stat", stat)
            .doc("stat($self, /, *, follow_symlinks=True)\n--\n\nReturn stat_result object for the entry; cached per entry."),
        MethodDef::no_args("inode", |thread, object| {
            Int::from_usize(thread, this(thread, object)?.inode.get() as usize)
        })
        .doc("inode($self, /)\n--\n\nReturn inode of the entry; cached per entry."),
        MethodDef::no_args("__fspath__", |thread, object| {
            let path = this(thread, object)?.path.get();
            Ok(path.unwrap_or_else(|| thread.heap().none()))
        })
        .doc("__fspath__($self, /)\n--\n\nReturns the path for the entry."),
        MethodDef::one("__class_getitem__", types::generic_alias::new).class(),
    ],
    members: &[
        member("name", offset_of!(Entry, name), "the entry's base filename, relative to scandir() \"path\" argument"),
        member("path", offset_of!(Entry, path), "the entry's full path name; equivalent to os.path.join(scandir_path, entry.name)"),
    ],
    ..TypeSpec::new("posix.DirEntry", Builtin::Other, &ENTRY_LAYOUT)
};

pub(super) static ITERATOR: TypeSpec = TypeSpec {
    flags: TypeFlags::HEAP.with(TypeFlags::DISALLOW_INSTANTIATION),
    slots: TypeSlots {
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        finalize: Some(finalize),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__enter__", |_, it| Ok(it.to_ref())),
        MethodDef::fast("__exit__", |thread, it, _| close(thread, it)),
        MethodDef::no_args("close", close),
    ],
    ..TypeSpec::new("posix.ScandirIterator", Builtin::Other, &WALK)
};

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Entry> {
    match object.downcast::<Entry>() {
        Some(entry) => Ok(entry),
        None => Err(thread.type_error(format_args!(
            "expected DirEntry, got {}",
            object.ty().name()
        ))),
    }
}

/// Whether the keyword `follow_symlinks` is on, which it is by default.
fn follows(thread: &Thread, args: &Args<'_>) -> Result<bool> {
    for (key, value) in args.keywords() {
        if key
            .downcast::<Str>()
            .is_some_and(|k| k.eq_str("follow_symlinks"))
        {
            return protocol::is_true(thread, value);
        }
    }
    Ok(true)
}

fn is_kind(thread: &Thread, object: &Object, args: Args<'_>, kind: u8) -> Result<Ref> {
    let entry = this(thread, object)?;
    let own = entry.kind.get();
    if own != LINK || !follows(thread, &args)? {
        return Ok(thread.heap().bool(own == kind));
    }
    let path = entry.path.get().unwrap_or_else(|| thread.heap().none());
    let bytes = paths::system(thread, &path)?;
    let behind = std::fs::metadata(Path::new(OsStr::from_bytes(&bytes)));
    let is = behind.is_ok_and(|found| kind_of(found.file_type()) == kind);
    Ok(thread.heap().bool(is))
}

fn stat(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let entry = this(thread, object)?;
    let path = entry.path.get().unwrap_or_else(|| thread.heap().none());
    let bytes = paths::system(thread, &path)?;
    let stat = match follows(thread, &args)? {
        true => nix::sys::stat::stat(&bytes[..]),
        false => nix::sys::stat::lstat(&bytes[..]),
    };
    stat_result(thread, stat, Some(&path))
}

fn kind_of(kind: std::fs::FileType) -> u8 {
    match kind {
        kind if kind.is_symlink() => LINK,
        kind if kind.is_dir() => DIRECTORY,
        kind if kind.is_file() => FILE,
        _ => 0,
    }
}

/// `scandir(path=None)`.
pub(super) fn scandir(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    let given = args.values().first();
    let given = given.filter(|path| !path.is_exactly(Builtin::NoneType));
    let here = Str::new(thread, ".")?.into_object();
    let root = given.unwrap_or(&here);
    let bytes = paths::system(thread, root)?;
    let entries = match std::fs::read_dir(Path::new(OsStr::from_bytes(&bytes))) {
        Ok(entries) => entries,
        Err(error) => return Err(from_io(thread, &error, Some(root))),
    };
    let as_bytes = given.is_some_and(|path| path.isinstance(Builtin::Bytes));
    let text = |bytes: &[u8]| -> Result<Ref> {
        match as_bytes {
            true => Ok(Bytes::new(thread, bytes)?.into_object()),
            false => Ok(paths::decode(thread, bytes)?.into_object()),
        }
    };
    let list = List::new(thread)?;
    let mut full = bytes.to_vec();
    if full.last().is_some_and(|&last| last != b'/') {
        full.push(b'/');
    }
    let base = full.len();
    for found in entries.flatten() {
        let entry = make::<Entry>(thread.heap(), types::type_of(thread, &ENTRY)?)?;
        full.truncate(base);
        full.extend_from_slice(found.file_name().as_bytes());
        entry.name.set(Some(text(&full[base..])?));
        entry.path.set(Some(text(&full)?));
        entry.inode.set(found.ino());
        entry.kind.set(found.file_type().map_or(0, kind_of));
        list.push(thread, entry.into_object())?;
    }
    let walk = make::<Walk>(thread.heap(), types::type_of(thread, &ITERATOR)?)?;
    walk.left.set(Some(list));
    Ok(walk.into_object())
}

fn next(_: &Thread, object: &Object) -> IterResult {
    let Some(walk) = object.downcast::<Walk>() else {
        return Ok(None);
    };
    let at = walk.next.get();
    let found = walk.left.get().and_then(|list| list.get(at));
    match found {
        Some(_) => walk.next.set(at + 1),
        None => walk.left.set(None),
    }
    Ok(found)
}

fn close(thread: &Thread, object: &Object) -> Result<Ref> {
    if let Some(walk) = object.downcast::<Walk>() {
        walk.left.set(None);
    }
    Ok(thread.heap().none())
}

/// Warns of a directory that is neither read to its end nor closed.
fn finalize(thread: &Thread, object: &Object) {
    let left = object.downcast::<Walk>().and_then(|walk| walk.left.take());
    if left.is_none() {
        return;
    }
    let told = protocol::repr(thread, object).and_then(|shown| {
        let text = format_args!("unclosed scandir iterator {shown}");
        types::protocol::warn_of(thread, Builtin::ResourceWarning, text, Some(object))
    });
    let is_warning = |error: &Object| error.isinstance(Builtin::Warning);
    if told.is_err() && thread.pending().is_some_and(|error| is_warning(&error)) {
        (thread.hooks().unraisable)(thread, "", Some(object));
    }
    drop(thread.take_pending());
}
