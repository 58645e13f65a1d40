//! The table of an array's methods, and those that only look.

use super::{change, item, this, transfer};
use object::{GetSetDef, MethodDef, Object, Ref, Result, Thread};
use types::{Int, Str, Tuple, protocol};

pub(super) static METHODS: &[MethodDef] = &[
    MethodDef::one("append", change::append)
        .doc("append($self, v, /)\n--\n\nAppend new value v to the end of the array."),
    MethodDef::no_args("buffer_info", buffer_info).doc(
        "buffer_info($self, /)\n--\n\nReturn a tuple (address, length in items) of the array's buffer.",
    ),
    MethodDef::no_args("byteswap", change::byteswap)
        .doc("byteswap($self, /)\n--\n\nByteswap all items of the array."),
    MethodDef::no_args("clear", change::clear)
        .doc("clear($self, /)\n--\n\nRemove all items from the array."),
    MethodDef::no_args("__copy__", copy).doc("__copy__($self, /)\n--\n\nReturn a copy of the array."),
    MethodDef::one("count", count)
        .doc("count($self, v, /)\n--\n\nReturn number of occurrences of v in the array."),
    MethodDef::one("__deepcopy__", |thread, object, _| copy(thread, object))
        .doc("__deepcopy__($self, unused, /)\n--\n\nReturn a copy of the array."),
    MethodDef::one("extend", change::extend)
        .doc("extend($self, bb, /)\n--\n\nAppend items to the end of the array."),
    MethodDef::fast("fromfile", transfer::fromfile).doc(
        "fromfile($self, f, n, /)\n--\n\nRead n objects from the file object f and append them to the end of the array.",
    ),
    MethodDef::one("fromlist", change::fromlist)
        .doc("fromlist($self, list, /)\n--\n\nAppend items to array from list."),
    MethodDef::one("frombytes", transfer::frombytes).doc(
        "frombytes($self, buffer, /)\n--\n\nAppend items from bytes, taken as machine values.",
    ),
    MethodDef::one("fromunicode", transfer::fromunicode)
        .doc("fromunicode($self, ustr, /)\n--\n\nExtend a unicode type array with the characters of ustr."),
    MethodDef::fast("index", index).doc(
        "index($self, v, start=0, stop=sys.maxsize, /)\n--\n\nReturn index of first occurrence of v in the array.\n\nRaise ValueError if the value is not present.",
    ),
    MethodDef::fast("insert", change::insert)
        .doc("insert($self, i, v, /)\n--\n\nInsert a new item v into the array before position i."),
    MethodDef::fast("pop", change::pop).doc(
        "pop($self, i=-1, /)\n--\n\nReturn the i-th element and delete it from the array.\n\ni defaults to -1.",
    ),
    MethodDef::one("__reduce_ex__", transfer::reduce_ex)
        .doc("__reduce_ex__($self, value, /)\n--\n\nReturn state information for pickling."),
    MethodDef::one("remove", change::remove)
        .doc("remove($self, v, /)\n--\n\nRemove the first occurrence of v in the array."),
    MethodDef::no_args("reverse", change::reverse)
        .doc("reverse($self, /)\n--\n\nReverse the order of the items in the array."),
    MethodDef::one("tofile", transfer::tofile)
        .doc("tofile($self, f, /)\n--\n\nWrite all items (as machine values) to the file object f."),
    MethodDef::no_args("tolist", |thread, object| {
        Ok(transfer::to_list(thread, this(thread, object)?)?.into_object())
    })
    .doc("tolist($self, /)\n--\n\nConvert array to an ordinary list with the same items."),
    MethodDef::no_args("tobytes", transfer::tobytes)
        .doc("tobytes($self, /)\n--\n\nReturn the machine values as bytes."),
    MethodDef::no_args("tounicode", transfer::tounicode)
        .doc("tounicode($self, /)\n--\n\nReturn the characters of a unicode type array as text."),
    MethodDef::no_args("__sizeof__", |thread, object| {
        Int::from_usize(thread, super::sizeof(thread, object)?)
    })
    .doc("__sizeof__($self, /)\n--\n\nSize of the array in memory, in bytes."),
    MethodDef::one("__class_getitem__", types::generic_alias::new)
        .class()
        .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
];

pub(super) static GETSETS: &[GetSetDef] = &[
    GetSetDef {
        name: "typecode",
        get: |thread, object| {
            let kind = char::from(this(thread, object)?.kind());
            Ok(Str::new(thread, kind.encode_utf8(&mut [0; 4]))?.into_object())
        },
        set: None,
        doc: Some("the typecode character used to create the array"),
    },
    GetSetDef {
        name: "itemsize",
        get: |thread, object| Int::from_usize(thread, this(thread, object)?.item_bytes()),
        set: None,
        doc: Some("the size, in bytes, of one array item"),
    },
];

fn buffer_info(thread: &Thread, object: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    let address = Int::from_usize(thread, array.address())?;
    let len = Int::from_usize(thread, array.len())?;
    Ok(Tuple::from_array(thread, [address, len])?.into_object())
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    Ok(super::with_bytes(thread, array.kind(), array.peek())?.into_object())
}

fn count(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let array = this(thread, object)?;
    let (mut at, mut n) = (0, 0);
    while let Some(same) = item::is_at(thread, array, at, value)? {
        n += usize::from(same);
        at += 1;
    }
    Int::from_usize(thread, n)
}

fn index(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    protocol::check_arity(thread, "index", args.len(), 1, 3)?;
    let array = this(thread, object)?;
    let bound = |place: usize, default: isize| match args.get(place) {
        Some(bound) => index_bound(thread, bound),
        None => Ok(default),
    };
    let (start, stop) = (bound(1, 0)?, bound(2, isize::MAX)?);
    let len = array.len() as isize;
    let clip = |at: isize| if at < 0 { (at + len).max(0) } else { at } as usize;
    match super::position(thread, array, &args[0], clip(start), clip(stop))? {
        Some(at) => Int::from_usize(thread, at),
        None => Err(thread.value_error(format_args!("array.index(x): x not in array"))),
    }
}

fn index_bound(thread: &Thread, bound: &Object) -> Result<isize> {
    if bound.ty().number().index.is_some() {
        return protocol::as_isize_clamped(thread, bound);
    }
    Err(thread.type_error(format_args!(
        "slice indices must be integers or have an __index__ method"
    )))
}
