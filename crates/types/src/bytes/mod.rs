//! `bytes`: immutable byte strings, and the methods that `bytearray` shares with them.
//!
//! - `layout.rs`: the memory of a `bytes` object and [`View`], a window on any exporter's bytes; `growing.rs`: a `bytes` object in the
//!   making. All `unsafe` of the folder.
//! - `args.rs`: bytes-like arguments; `find.rs`, `split.rs`, `text.rs`, `hex.rs`: the methods; `methods.rs` their declarations.
//! - `construct.rs`: new objects.
//! - this file: the declaration of `bytes` and its slots.

mod args;
mod construct;
mod find;
mod growing;
mod hex;
mod layout;
mod methods;
mod split;
mod text;

pub use args::{
    Flavor, InByteArray, InBytes, as_c_int, byte_value, data, view, view_opt, writable_view,
};
pub(crate) use construct::iterator_for;
pub use construct::{Source, count, from_object, item_value, source};
pub use find::contains;
pub use growing::Growing;
pub use hex::{hex_args, hex_text, write_repr};
pub use layout::{BASICSIZE, BYTES_LAYOUT, Bytes, View};
pub use methods::Shared;

use crate::int::Int;
use crate::protocol::as_isize;
use crate::state::state;
use crate::str::args::Slice;
use crate::str::hash::hash_bytes;
use crate::str::{Builder, iter};
use crate::tuple::Tuple;
use object::{
    BufferView, Builtin, CompareOp, IterResult, MethodDef, NumberSlots, Object, Ref, Result,
    Thread, TypeFlags, TypeSlots, TypeSpec,
};

/// `bytes`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE
        .with(TypeFlags::BYTES_SUBCLASS)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        repr: Some(repr),
        str: Some(repr),
        hash: Some(|thread, object| Ok(this(thread, object)?.hash(thread))),
        richcompare: Some(richcompare),
        iter: Some(|thread, object| iter::new_indexed(thread, Builtin::BytesIterator, object)),
        new: Some(construct::new),
        buffer: Some(buffer),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        remainder: Some(remainder),
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        concat: Some(concat),
        repeat: Some(repeat),
        item: Some(item),
        contains: Some(contains),
        subscript: Some(subscript),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    dealloc: object::dealloc_leaf,
    doc: Some(
        "bytes(iterable_of_ints) -> bytes\nbytes(string, encoding[, errors]) -> bytes\n\
         bytes(bytes_or_buffer) -> immutable copy of bytes_or_buffer\n\
         bytes(int) -> bytes object of size given by the parameter initialized with null bytes\n\
         bytes() -> empty bytes object\n\nAn immutable array of bytes.",
    ),
    ..TypeSpec::new("bytes", Builtin::Bytes, &BYTES_LAYOUT)
};

type M = Shared<InBytes>;

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("__getnewargs__", getnewargs).doc("__getnewargs__($self, /)\n--\n\n"),
    MethodDef::no_args("__bytes__", dunder_bytes)
        .doc("__bytes__($self, /)\n--\n\nThe same as exact bytes."),
    M::CAPITALIZE,
    M::CENTER,
    M::COUNT,
    M::DECODE,
    M::ENDSWITH,
    M::EXPANDTABS,
    M::FIND,
    M::FROMHEX,
    M::HEX,
    M::INDEX,
    M::ISALNUM,
    M::ISALPHA,
    M::ISASCII,
    M::ISDIGIT,
    M::ISLOWER,
    M::ISSPACE,
    M::ISTITLE,
    M::ISUPPER,
    M::JOIN,
    M::LJUST,
    M::LOWER,
    M::LSTRIP,
    M::MAKETRANS,
    M::PARTITION,
    M::REPLACE,
    M::REMOVEPREFIX,
    M::REMOVESUFFIX,
    M::RFIND,
    M::RINDEX,
    M::RJUST,
    M::RPARTITION,
    M::RSPLIT,
    M::RSTRIP,
    M::SPLIT,
    M::SPLITLINES,
    M::STARTSWITH,
    M::STRIP,
    M::SWAPCASE,
    M::TITLE,
    M::TRANSLATE,
    M::UPPER,
    M::ZFILL,
];

/// The well-known types of this folder.
pub const SPECS: &[&TypeSpec] = &[&SPEC, &iter::BYTES_ITERATOR];

/// Makes the shared objects of a heap. Needs the type `bytes`.
pub fn make_singletons(thread: &Thread) -> Result<()> {
    layout::make_singletons(thread)
}

impl Bytes {
    /// The hash, computed once.
    pub fn hash(&self, thread: &Thread) -> isize {
        if self.stored_hash() == -1 {
            self.store_hash(hash_bytes(state(thread).hash_seed.get(), self.as_slice()));
        }
        self.stored_hash()
    }
}

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Bytes> {
    match object.downcast::<Bytes>() {
        Some(bytes) => Ok(bytes),
        None => Err(thread.type_error(format_args!("expected bytes, got {}", object.ty().name()))),
    }
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let bytes = this(thread, object)?;
    let mut out = Builder::with_capacity(thread, bytes.len() + 3)?;
    write_repr(&mut out, bytes.as_slice(), false)?;
    Ok(out.finish()?.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    match (a.downcast::<Bytes>(), b.downcast::<Bytes>()) {
        (Some(a), Some(b)) => Ok(heap.bool(op.holds(a.as_slice().cmp(b.as_slice())))),
        _ => Ok(heap.not_implemented()),
    }
}

fn concat(thread: &Thread, left: &Object, right: &Object) -> Result<Ref> {
    let (Some(a), Some(b)) = (view_opt(thread, left)?, view_opt(thread, right)?) else {
        return Err(thread.type_error(format_args!(
            "can't concat {} to {}",
            right.ty().name(),
            left.ty().name()
        )));
    };
    let (a, b) = (a.bytes(), b.bytes());
    if b.is_empty() && left.is_exactly(Builtin::Bytes) {
        return Ok(left.to_ref());
    }
    if a.is_empty() && right.is_exactly(Builtin::Bytes) {
        return Ok(right.to_ref());
    }
    let made = Bytes::filled(thread, a.len() + b.len(), |to| {
        to[..a.len()].copy_from_slice(a);
        to[a.len()..].copy_from_slice(b);
        Ok(())
    })?;
    Ok(made.into_object())
}

fn repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let bytes = this(thread, object)?.as_slice();
    let times = usize::try_from(times).unwrap_or(0);
    if (times == 1 || bytes.is_empty()) && object.is_exactly(Builtin::Bytes) {
        return Ok(object.to_ref());
    }
    let Some(len) = bytes
        .len()
        .checked_mul(times)
        .filter(|&n| n <= isize::MAX as usize)
    else {
        return Err(thread.raise(
            Builtin::OverflowError,
            format_args!("repeated bytes are too long"),
        ));
    };
    if len == 0 && !bytes.is_empty() {
        // 3.13 makes a fresh empty object here.
        return Ok(Bytes::unshared(thread, &[])?.into_object());
    }
    let made = Bytes::filled(thread, len, |to| {
        to.chunks_mut(bytes.len().max(1))
            .for_each(|chunk| chunk.copy_from_slice(bytes));
        Ok(())
    })?;
    Ok(made.into_object())
}

fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    let bytes = this(thread, object)?.as_slice();
    match usize::try_from(index).ok().and_then(|i| bytes.get(i)) {
        Some(&byte) => Int::from_usize(thread, usize::from(byte)),
        None => Err(thread.raise(Builtin::IndexError, format_args!("index out of range"))),
    }
}

fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    if key.ty().number().index.is_some() {
        let index = as_isize(thread, key, Builtin::IndexError)?;
        let len = this(thread, object)?.len() as isize;
        return item(thread, object, if index < 0 { index + len } else { index });
    }
    let bytes = this(thread, object)?;
    let Some(slice) = Slice::of(thread, key, bytes.len())? else {
        return Err(thread.type_error(format_args!(
            "byte indices must be integers or slices, not {}",
            key.ty().name()
        )));
    };
    if slice.count == 0 {
        return Ok(Bytes::new(thread, &[])?.into_object());
    }
    if slice.step == 1 {
        return InBytes::part(thread, object, slice.start, slice.start + slice.count);
    }
    let all = bytes.as_slice();
    let made = Bytes::filled(thread, slice.count, |to| {
        to.iter_mut()
            .zip(slice.indices())
            .for_each(|(to, i)| *to = all[i]);
        Ok(())
    })?;
    Ok(made.into_object())
}

fn remainder(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    match a.downcast::<Bytes>() {
        Some(format) => {
            let made = crate::format::percent_bytes(thread, format.as_slice(), b)?;
            InBytes::make(thread, &made)
        }
        None => Ok(thread.heap().not_implemented()),
    }
}

fn buffer(thread: &Thread, object: &Object, writable: bool) -> Result<BufferView> {
    let bytes = this(thread, object)?;
    if writable {
        return Err(thread.raise(
            Builtin::BufferError,
            format_args!("Object is not writable."),
        ));
    }
    Ok(BufferView {
        owner: object.to_ref(),
        start: bytes.start(),
        len: bytes.len(),
        readonly: true,
        format: b'B',
        itemsize: 1,
        release: None,
    })
}

fn dunder_bytes(thread: &Thread, object: &Object) -> Result<Ref> {
    InBytes::part(thread, object, 0, this(thread, object)?.len())
}

fn getnewargs(thread: &Thread, object: &Object) -> Result<Ref> {
    let copy = InBytes::make(thread, data(object))?;
    Ok(Tuple::from_array(thread, [copy])?.into_object())
}

/// The next item of a `bytes_iterator`.
pub(crate) fn next_byte(thread: &Thread, object: &Object) -> IterResult {
    let byte = iter::advance(object, |source, index| data(source).get(index).copied());
    match byte {
        Some(byte) => Int::from_usize(thread, usize::from(byte)).map(Some),
        None => Ok(None),
    }
}
