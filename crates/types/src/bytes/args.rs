//! Arguments of methods on bytes: bytes-like objects, single bytes, C integers.

use super::layout::{Bytes, View};
use crate::bytearray::ByteArray;
use crate::int::Int;
use crate::protocol::index;
use object::{BufferView, Builtin, Object, Ref, Result, Thread};

/// The two types that share their methods: how a result is made, and what it is called.
pub trait Flavor: 'static {
    /// The type's name.
    const NAME: &'static str;
    /// A new object with these bytes.
    fn make(thread: &Thread, bytes: &[u8]) -> Result<Ref>;
    /// As `make`, for what 3.13 fills in place: one byte stays an object of its own.
    fn make_own(thread: &Thread, bytes: &[u8]) -> Result<Ref> {
        Self::make(thread, bytes)
    }
    /// As `make_own`, with the room that `room` bytes need and such a change of length leaves.
    fn make_cut(thread: &Thread, bytes: &[u8], _room: usize) -> Result<Ref> {
        Self::make_own(thread, bytes)
    }
    /// The bytes `from..to` of the receiver; an immutable receiver may be the result itself.
    fn part(thread: &Thread, object: &Object, from: usize, to: usize) -> Result<Ref> {
        Self::make(thread, &data(object)[from..to])
    }
    /// The byte that a padding argument gives, if it is of a type that is accepted.
    fn single(object: &Object) -> Option<u8> {
        match data(object) {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// Methods of `bytes`.
pub struct InBytes;

impl Flavor for InBytes {
    const NAME: &'static str = "bytes";
    fn make(thread: &Thread, bytes: &[u8]) -> Result<Ref> {
        Ok(Bytes::new(thread, bytes)?.into_object())
    }
    fn make_own(thread: &Thread, bytes: &[u8]) -> Result<Ref> {
        match bytes {
            [] => Self::make(thread, bytes),
            _ => Ok(Bytes::unshared(thread, bytes)?.into_object()),
        }
    }
    fn part(thread: &Thread, object: &Object, from: usize, to: usize) -> Result<Ref> {
        if from == 0 && to == data(object).len() && object.is_exactly(Builtin::Bytes) {
            return Ok(object.to_ref());
        }
        Self::make(thread, &data(object)[from..to])
    }
}

/// Methods of `bytearray`.
pub struct InByteArray;

impl Flavor for InByteArray {
    const NAME: &'static str = "bytearray";
    fn make(thread: &Thread, bytes: &[u8]) -> Result<Ref> {
        Ok(ByteArray::new(thread, bytes)?.into_object())
    }
    fn make_cut(thread: &Thread, bytes: &[u8], room: usize) -> Result<Ref> {
        let made = ByteArray::empty(thread, thread.heap().builtin(Builtin::ByteArray))?;
        made.resize(thread, room)?;
        made.resize(thread, bytes.len())?;
        made.edit(|to| to.copy_from_slice(bytes));
        Ok(made.into_object())
    }
}

/// The bytes of a `bytes` or `bytearray`; of anything else, none. Don't keep the borrow across Python code.
#[inline(always)]
pub fn data(object: &Object) -> &[u8] {
    if let Some(bytes) = object.downcast::<Bytes>() {
        return bytes.as_slice();
    }
    object.downcast::<ByteArray>().map_or(&[], ByteArray::peek)
}

/// The bytes of an object that exports them, or `None` when its type doesn't.
pub fn view_opt<'a>(thread: &Thread, object: &'a Object) -> Result<Option<View<'a>>> {
    if object.is_exactly(Builtin::Bytes)
        && let Some(bytes) = object.downcast::<Bytes>()
    {
        return Ok(Some(View::of(bytes)));
    }
    match object.ty().slots().buffer {
        Some(buffer) => Ok(Some(View::new(buffer(thread, object, false)?))),
        None => Ok(None),
    }
}

/// The bytes of an object that exports them: `a bytes-like object is required, not 'int'`.
pub fn view<'a>(thread: &Thread, object: &'a Object) -> Result<View<'a>> {
    match view_opt(thread, object)? {
        Some(view) => Ok(view),
        None => Err(thread.type_error(format_args!(
            "a bytes-like object is required, not '{}'",
            object.ty().name()
        ))),
    }
}

/// A writable window on an object's bytes: for what fills buffers (`readinto` and the like).
pub fn writable_view(thread: &Thread, object: &Object) -> Result<BufferView> {
    match object.ty().slots().buffer {
        Some(buffer) => buffer(thread, object, true),
        None => Err(thread.type_error(format_args!(
            "a bytes-like object is required, not '{}'",
            object.ty().name()
        ))),
    }
}

/// The value of one byte: an index in 0 ..= 255.
pub fn byte_value(thread: &Thread, object: &Object) -> Result<u8> {
    let int = index(thread, object)?;
    match int.as_isize().and_then(|n| u8::try_from(n).ok()) {
        Some(byte) => Ok(byte),
        None => Err(thread.value_error(format_args!("byte must be in range(0, 256)"))),
    }
}

/// What is looked for: one byte, or the bytes of an object.
pub enum What<'a> {
    One([u8; 1]),
    Many(View<'a>),
}

impl What<'_> {
    /// The bytes.
    pub fn bytes(&self) -> &[u8] {
        match self {
            What::One(one) => one,
            What::Many(view) => view.bytes(),
        }
    }
}

/// What is looked for: a byte's value, or a bytes-like object.
pub fn what<'a>(thread: &Thread, object: &'a Object) -> Result<What<'a>> {
    if let Some(view) = view_opt(thread, object)? {
        return Ok(What::Many(view));
    }
    if object.downcast::<Int>().is_some() || object.ty().number().index.is_some() {
        return Ok(What::One([byte_value(thread, object)?]));
    }
    Err(thread.type_error(format_args!(
        "argument should be integer or bytes-like object, not '{}'",
        object.ty().name()
    )))
}

/// An index that must fit a C `int`.
pub fn as_c_int(thread: &Thread, object: &Object) -> Result<i32> {
    let int = index(thread, object)?;
    match int.as_isize().and_then(|n| i32::try_from(n).ok()) {
        Some(n) => Ok(n),
        None => Err(thread.raise(
            Builtin::OverflowError,
            format_args!("Python int too large to convert to C int"),
        )),
    }
}
