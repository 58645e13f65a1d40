//! The methods of `list`.

use super::List;
use super::spec::{sizeof, subscript, this};
use super::{iterator, sort};
use crate::int::Int;
use crate::tuple::row;
use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread};

pub(super) static METHODS: &[MethodDef] = &[
    MethodDef::one("__getitem__", subscript).doc("__getitem__($self, index, /)\n--\n\nReturn self[index]."),
    MethodDef::no_args("__reversed__", iterator::reversed)
        .doc("__reversed__($self, /)\n--\n\nReturn a reverse iterator over the list."),
    MethodDef::no_args("__sizeof__", |thread, object| Int::from_usize(thread, sizeof(thread, object)?))
        .doc("__sizeof__($self, /)\n--\n\nReturn the size of the list in memory, in bytes."),
    MethodDef::no_args("clear", |thread, object| {
        this(thread, object)?.clear();
        Ok(thread.heap().none())
    })
    .doc("clear($self, /)\n--\n\nRemove all items from list."),
    MethodDef::no_args("copy", |thread, object| {
        Ok(List::from_slice(thread, this(thread, object)?.peek())?.into_object())
    })
    .doc("copy($self, /)\n--\n\nReturn a shallow copy of the list."),
    MethodDef::one("append", |thread, object, item| {
        this(thread, object)?.push(thread, item.to_ref())?;
        Ok(thread.heap().none())
    })
    .doc("append($self, object, /)\n--\n\nAppend object to the end of the list."),
    MethodDef::fast("insert", insert).doc("insert($self, index, object, /)\n--\n\nInsert object before index."),
    MethodDef::one("extend", |thread, object, iterable| {
        this(thread, object)?.extend(thread, iterable)?;
        Ok(thread.heap().none())
    })
    .doc("extend($self, iterable, /)\n--\n\nExtend list by appending elements from the iterable."),
    MethodDef::fast("pop", pop).doc(
        "pop($self, index=-1, /)\n--\n\nRemove and return item at index (default last).\n\nRaises IndexError if list is empty or index is out of range.",
    ),
    MethodDef::one("remove", remove).doc(
        "remove($self, value, /)\n--\n\nRemove first occurrence of value.\n\nRaises ValueError if the value is not present.",
    ),
    MethodDef::fast("index", index).doc(
        "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\nReturn first index of value.\n\nRaises ValueError if the value is not present.",
    ),
    MethodDef::one("count", |thread, object, value| {
        Int::from_usize(thread, row::occurrences(thread, this(thread, object)?, value)?)
    })
    .doc("count($self, value, /)\n--\n\nReturn number of occurrences of value."),
    MethodDef::no_args("reverse", |thread, object| {
        this(thread, object)?.reverse();
        Ok(thread.heap().none())
    })
    .doc("reverse($self, /)\n--\n\nReverse *IN PLACE*."),
    MethodDef::keywords("sort", sort_method).doc(
        "sort($self, /, *, key=None, reverse=False)\n--\n\nSort the list in ascending order, in place, keeping the order of equal items.\n\nA key function is called once for each item; reverse sorts in descending order.",
    ),
    MethodDef::one("__class_getitem__", crate::generic_alias::new)
        .class()
        .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
];

fn insert(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "insert", args.len(), 2, 2)?;
    let at = crate::as_isize(thread, &args[0], Builtin::OverflowError)?;
    let list = this(thread, object)?;
    let length = list.len() as isize;
    let at = if at < 0 { (at + length).max(0) } else { at };
    list.insert(thread, at as usize, args[1].clone())?;
    Ok(thread.heap().none())
}

fn pop(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "pop", args.len(), 0, 1)?;
    let at = match args.first() {
        Some(index) => crate::as_isize(thread, index, Builtin::OverflowError)?,
        None => -1,
    };
    let list = this(thread, object)?;
    if list.is_empty() {
        return Err(thread.raise(Builtin::IndexError, format_args!("pop from empty list")));
    }
    let at = if at < 0 { at + list.len() as isize } else { at };
    match list.take(at as usize) {
        Some(item) => Ok(item),
        None => Err(thread.raise(Builtin::IndexError, format_args!("pop index out of range"))),
    }
}

fn remove(thread: &Thread, object: &Object, value: &Object) -> Result<Ref> {
    let list = this(thread, object)?;
    match row::position(thread, list, value, 0, usize::MAX)? {
        Some(at) => {
            drop(list.take(at));
            Ok(thread.heap().none())
        }
        None => Err(thread.value_error(format_args!("list.remove(x): x not in list"))),
    }
}

fn index(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let list = this(thread, object)?;
    let (value, from, to) = row::index_args(thread, args, || list.len())?;
    match row::position(thread, list, value, from, to)? {
        Some(at) => Int::from_usize(thread, at),
        None => {
            let text = crate::repr(thread, value)?;
            Err(thread.value_error(format_args!("{} is not in list", &*text)))
        }
    }
}

fn sort_method(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let (key, reverse) = sort::arguments(thread, &args)?;
    sort::sort(thread, this(thread, object)?, key, reverse)?;
    Ok(thread.heap().none())
}
