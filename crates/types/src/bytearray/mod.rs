//! `bytearray`: mutable arrays of bytes.
//!
//! - `layout.rs`: memory and growth; all `unsafe` of the folder.
//! - `change.rs`: what changes an array: item assignment, append, extend and their kin.
//! - this file: the declaration, its slots and the other methods. Those shared with `bytes` are in that folder.
//!
//! Arguments are read before the array is looked at, since reading them may run Python code that changes it.

#[forbid(unsafe_code)]
mod change;
mod layout;

pub use layout::{BYTEARRAY_LAYOUT, ByteArray};

use crate::bytes::{
    Flavor, InByteArray, Shared, Source, contains, count, data, source, view_opt, write_repr,
};
use crate::int::Int;
use crate::protocol::as_isize;
use crate::state::names;
use crate::str::args::Slice;
use crate::str::{Builder, Str, codec, iter};
use crate::tuple::Tuple;
use object::{
    Args, Buf, BufferView, Builtin, CompareOp, IterResult, MethodDef, NumberSlots, Object, Ref,
    Result, Thread, Type, TypeFlags, TypeSlots, TypeSpec,
};

/// `bytearray`.
pub static SPEC: TypeSpec = TypeSpec {
    flags: TypeFlags::BASETYPE.with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        repr: Some(repr),
        str: Some(repr),
        richcompare: Some(richcompare),
        iter: Some(|thread, object| iter::new_indexed(thread, Builtin::ByteArrayIterator, object)),
        init: Some(init),
        new: Some(new),
        buffer: Some(buffer),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        remainder: Some(remainder),
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        concat: Some(concat),
        repeat: Some(repeat),
        item: Some(item),
        ass_item: Some(change::set_item),
        contains: Some(contains),
        inplace_concat: Some(change::inplace_concat),
        inplace_repeat: Some(change::inplace_repeat),
        subscript: Some(subscript),
        ass_subscript: Some(change::set_subscript),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    doc: Some(
        "bytearray(iterable_of_ints) -> bytearray\nbytearray(string, encoding[, errors]) -> bytearray\n\
         bytearray(bytes_or_buffer) -> mutable copy of bytes_or_buffer\n\
         bytearray(int) -> bytes array of size given by the parameter initialized with null bytes\n\
         bytearray() -> empty bytes array\n\nA mutable array of bytes.",
    ),
    ..TypeSpec::new("bytearray", Builtin::ByteArray, &BYTEARRAY_LAYOUT)
};

type M = Shared<InByteArray>;

static METHODS: &[MethodDef] = &[
    MethodDef::no_args("__alloc__", |thread, object| {
        Int::from_usize(thread, this(thread, object)?.allocated())
    })
    .doc("__alloc__($self, /)\n--\n\nBytes of the array's block."),
    MethodDef::no_args("__reduce__", reduce).doc("__reduce__($self, /)\n--\n\nFor pickle."),
    MethodDef::fast("__reduce_ex__", reduce_ex).doc("__reduce_ex__($self, proto=0, /)\n--\n\nFor pickle."),
    MethodDef::no_args("__sizeof__", |thread, object| Int::from_usize(thread, sizeof(thread, object)?))
        .doc("__sizeof__($self, /)\n--\n\nBytes that the array takes."),
    MethodDef::one("append", change::append).doc("append($self, item, /)\n--\n\nAdds one byte at the end."),
    M::CAPITALIZE,
    M::CENTER,
    MethodDef::no_args("clear", change::clear).doc("clear($self, /)\n--\n\nRemoves all bytes."),
    MethodDef::no_args("copy", |thread, object| InByteArray::make(thread, data(object)))
        .doc("copy($self, /)\n--\n\nAnother array with the same bytes."),
    M::COUNT, M::DECODE, M::ENDSWITH, M::EXPANDTABS,
    MethodDef::one("extend", change::extend)
        .doc("extend($self, iterable_of_ints, /)\n--\n\nAdds the bytes of an iterable or a buffer at the end."),
    M::FIND, M::FROMHEX, M::HEX, M::INDEX,
    MethodDef::fast("insert", change::insert)
        .doc("insert($self, index, item, /)\n--\n\nPuts one byte in front of an index."),
    M::ISALNUM, M::ISALPHA, M::ISASCII, M::ISDIGIT, M::ISLOWER, M::ISSPACE, M::ISTITLE, M::ISUPPER, M::JOIN, M::LJUST,
    M::LOWER, M::LSTRIP, M::MAKETRANS, M::PARTITION,
    MethodDef::fast("pop", change::pop)
        .doc("pop($self, index=-1, /)\n--\n\nRemoves the byte at an index and gives it."),
    MethodDef::one("remove", change::remove)
        .doc("remove($self, value, /)\n--\n\nRemoves the first byte of this value."),
    M::REPLACE, M::REMOVEPREFIX, M::REMOVESUFFIX,
    MethodDef::no_args("reverse", change::reverse).doc("reverse($self, /)\n--\n\nTurns the order of the bytes round."),
    M::RFIND, M::RINDEX, M::RJUST, M::RPARTITION, M::RSPLIT, M::RSTRIP, M::SPLIT, M::SPLITLINES, M::STARTSWITH, M::STRIP,
    M::SWAPCASE, M::TITLE, M::TRANSLATE, M::UPPER, M::ZFILL,
];

/// The well-known types of this folder.
pub const SPECS: &[&TypeSpec] = &[&SPEC, &iter::BYTEARRAY_ITERATOR];

fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a ByteArray> {
    match object.downcast::<ByteArray>() {
        Some(array) => Ok(array),
        None => Err(thread.type_error(format_args!(
            "expected bytearray, got {}",
            object.ty().name()
        ))),
    }
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    Ok(ByteArray::empty(thread, ty)?.into_object())
}

fn init(thread: &Thread, object: &Object, args: Args<'_>) -> Result<()> {
    let array = this(thread, object)?;
    let source = source(thread, &args, "bytearray")?;
    if !array.is_empty() {
        array.resize(thread, 0)?;
    }
    match source {
        Source::Nothing => Ok(()),
        Source::Text(text, encoding, errors) => {
            let bytes = codec::encode(thread, text, encoding, errors)?;
            array.splice(thread, 0, array.len(), bytes.as_slice())
        }
        Source::Object(object) => fill(thread, array, object),
    }
}

/// Fills an empty array from a count, a buffer or an iterable.
fn fill(thread: &Thread, array: &ByteArray, object: &Object) -> Result<()> {
    if let Some(n) = count(thread, object)? {
        return array.resize(thread, n);
    }
    if let Some(view) = view_opt(thread, object)? {
        return array.splice(thread, 0, array.len(), view.bytes());
    }
    if fill_from_row(thread, array, object)? {
        return Ok(());
    }
    let iterator = crate::bytes::iterator_for(thread, object, "bytearray")?;
    while let Some(item) = crate::next(thread, &iterator)? {
        let byte = crate::bytes::item_value(thread, &item, false)?;
        change::push(thread, array, byte)?;
    }
    Ok(())
}

/// The items of a list or tuple, which make room for all at once. False when one is no plain int: then all are iterated over.
fn fill_from_row(thread: &Thread, array: &ByteArray, object: &Object) -> Result<bool> {
    let row = object.is_exactly(Builtin::List) || object.is_exactly(Builtin::Tuple);
    if !row {
        return Ok(false);
    }
    let items = crate::protocol::items_of(thread, object.to_ref())?;
    let length = items.peek().len();
    array.resize(thread, length)?;
    for at in 0..length {
        let item = items
            .peek()
            .get(at)
            .filter(|item| item.is_exactly(Builtin::Int));
        let Some(item) = item.cloned() else {
            array.resize(thread, 0)?;
            return Ok(false);
        };
        array.put(at, crate::bytes::item_value(thread, &item, false)?);
    }
    Ok(true)
}

fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    Ok(object.ty().basicsize() + this(thread, object)?.allocated())
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let mut out = Builder::new(thread);
    out.push_format(format_args!("{}(", crate::typeobj::short_name(object.ty())))?;
    write_repr(&mut out, data(object), true)?;
    out.push_str(")")?;
    Ok(out.finish()?.into_object())
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    if a.isinstance(Builtin::Str) || b.isinstance(Builtin::Str) {
        return Ok(heap.not_implemented());
    }
    if a.ty().slots().buffer.is_none() || b.ty().slots().buffer.is_none() {
        return Ok(heap.not_implemented());
    }
    match (view_opt(thread, a), view_opt(thread, b)) {
        (Ok(Some(a)), Ok(Some(b))) => Ok(heap.bool(op.holds(a.bytes().cmp(b.bytes())))),
        _ => {
            drop(thread.take_pending());
            Ok(heap.not_implemented())
        }
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
    let mut both = Buf::with_capacity(thread.heap(), a.bytes().len() + b.bytes().len())?;
    both.extend(a.bytes())?;
    both.extend(b.bytes())?;
    InByteArray::make(thread, &both)
}

fn repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let bytes = data(object);
    let times = usize::try_from(times).unwrap_or(0);
    let Some(len) = bytes
        .len()
        .checked_mul(times)
        .filter(|&n| n < isize::MAX as usize)
    else {
        return Err(thread.no_memory());
    };
    let array = ByteArray::empty(thread, thread.heap().builtin(Builtin::ByteArray))?;
    array.resize(thread, len)?;
    let bytes = data(object);
    array.edit(|to| {
        to.chunks_mut(bytes.len().max(1))
            .for_each(|chunk| chunk.copy_from_slice(bytes))
    });
    Ok(array.into_object())
}

fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    match usize::try_from(index)
        .ok()
        .and_then(|i| data(object).get(i))
    {
        Some(&byte) => Int::from_usize(thread, usize::from(byte)),
        None => Err(thread.raise(
            Builtin::IndexError,
            format_args!("bytearray index out of range"),
        )),
    }
}

fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    if key.ty().number().index.is_some() {
        let index = as_isize(thread, key, Builtin::IndexError)?;
        let len = data(object).len() as isize;
        return item(thread, object, if index < 0 { index + len } else { index });
    }
    let Some(slice) = Slice::of(thread, key, data(object).len())? else {
        return Err(bad_key(thread, key));
    };
    if slice.step == 1 {
        return InByteArray::make(
            thread,
            &data(object)[slice.start..slice.start + slice.count],
        );
    }
    let mut out = Buf::with_capacity(thread.heap(), slice.count)?;
    for i in slice.indices() {
        out.push(data(object)[i])?;
    }
    InByteArray::make(thread, &out)
}

#[cold]
fn bad_key(thread: &Thread, key: &Object) -> object::Raised {
    thread.type_error(format_args!(
        "bytearray indices must be integers or slices, not {}",
        key.ty().name()
    ))
}

fn remainder(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if a.downcast::<ByteArray>().is_none() {
        return Ok(thread.heap().not_implemented());
    }
    let mut format = Buf::with_capacity(thread.heap(), data(a).len())?;
    format.extend(data(a))?;
    let made = crate::format::percent_bytes(thread, &format, b)?;
    InByteArray::make(thread, &made)
}

fn buffer(thread: &Thread, object: &Object, _: bool) -> Result<BufferView> {
    let array = this(thread, object)?;
    array.export();
    Ok(BufferView {
        owner: object.to_ref(),
        start: array.start(),
        len: array.len(),
        readonly: false,
        format: b'B',
        itemsize: 1,
        release: Some(|object| {
            if let Some(array) = object.downcast::<ByteArray>() {
                array.unexport();
            }
        }),
    })
}

/// `(type, (text, 'latin-1'), state)`, or with the bytes themselves from protocol 3 on.
fn reduce_as(thread: &Thread, object: &Object, protocol: isize) -> Result<Ref> {
    let class = object.ty().as_object().to_ref();
    let dict = crate::protocol::getattr_opt(thread, object, names(thread).__dict__())?;
    let state = dict.unwrap_or_else(|| thread.heap().none());
    let args = if protocol >= 3 {
        let bytes = crate::bytes::Bytes::new(thread, data(object))?.into_object();
        Tuple::from_array(thread, [bytes])?
    } else if data(object).is_empty() {
        Tuple::from_slice(thread, &[])?
    } else {
        let text = Str::from_units(thread, crate::str::Data::One(data(object)))?.into_object();
        Tuple::from_array(thread, [text, Str::new(thread, "latin-1")?.into_object()])?
    };
    Ok(Tuple::from_array(thread, [class, args.into_object(), state])?.into_object())
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    reduce_as(thread, object, 2)
}

fn reduce_ex(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    crate::protocol::check_arity(thread, "__reduce_ex__", args.len(), 0, 1)?;
    let protocol = match args.first() {
        Some(protocol) => crate::bytes::as_c_int(thread, protocol)? as isize,
        None => 0,
    };
    reduce_as(thread, object, protocol)
}

/// The next item of a `bytearray_iterator`.
pub(crate) fn next_byte(thread: &Thread, object: &Object) -> IterResult {
    let byte = iter::advance(object, |source, index| data(source).get(index).copied());
    match byte {
        Some(byte) => Int::from_usize(thread, usize::from(byte)).map(Some),
        None => Ok(None),
    }
}
