//! The methods of `dict`.

use super::spec::{subscript, this};
use super::{Dict, iterator, view};
use crate::int::Int;
use crate::tuple::Tuple;
use object::{Args, Builtin, MethodDef, Object, Ref, Result, Thread};

pub(super) static METHODS: &[MethodDef] = &[
    MethodDef::one("__getitem__", subscript).doc("__getitem__($self, key, /)\n--\n\nReturn self[key]."),
    MethodDef::one("__contains__", |thread, object, key| {
        Ok(thread.heap().bool(this(thread, object)?.contains(thread, key)?))
    })
    .doc("__contains__($self, key, /)\n--\n\nTrue if the dictionary has the specified key, else False."),
    MethodDef::no_args("__sizeof__", |thread, object| {
        Int::from_usize(thread, this(thread, object)?.sizeof())
    })
    .doc("__sizeof__($self, /)\n--\n\nReturn the size of the dict in memory."),
    MethodDef::fast("get", get).doc(
        "get($self, key, default=None, /)\n--\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    MethodDef::fast("setdefault", setdefault).doc(
        "setdefault($self, key, default=None, /)\n--\n\nThe value for key; default is stored and returned if there is none.",
    ),
    MethodDef::fast("pop", pop).doc(
        "pop($self, key, default=<unrepresentable>, /)\n--\n\nD.pop(k[,d]) -> v, remove specified key and return the corresponding value.\n\nWithout the key: the default if given, else KeyError.",
    ),
    MethodDef::no_args("popitem", popitem).doc(
        "popitem($self, /)\n--\n\nRemove and return the (key, value) pair that was added last.\n\nRaises KeyError if the dict is empty.",
    ),
    MethodDef::no_args("keys", |thread, object| view::new(thread, object, Builtin::DictKeys))
        .doc("keys($self, /)\n--\n\nReturn a set-like object providing a view on the dict's keys."),
    MethodDef::no_args("items", |thread, object| view::new(thread, object, Builtin::DictItems))
        .doc("items($self, /)\n--\n\nReturn a set-like object providing a view on the dict's items."),
    MethodDef::no_args("values", |thread, object| view::new(thread, object, Builtin::DictValues))
        .doc("values($self, /)\n--\n\nReturn an object providing a view on the dict's values."),
    MethodDef::keywords("update", update).varargs().gathers().doc(
        "D.update([E, ]**F) -> None.  Update D from mapping/iterable E and F.\nE's items come first (by E.keys() if E has that method, as pairs otherwise), then F's names and values.",
    ),
    MethodDef::fast("fromkeys", fromkeys).class().doc(
        "fromkeys($type, iterable, value=None, /)\n--\n\nCreate a new dictionary with keys from iterable and values set to value.",
    ),
    MethodDef::no_args("clear", |thread, object| {
        this(thread, object)?.clear();
        Ok(thread.heap().none())
    })
    .doc("clear($self, /)\n--\n\nRemove all items from the dict."),
    MethodDef::no_args("copy", |thread, object| Ok(this(thread, object)?.copy(thread)?.into_object()))
        .doc("copy($self, /)\n--\n\nReturn a shallow copy of the dict."),
    MethodDef::no_args("__reversed__", |thread, object| {
        iterator::new(thread, this(thread, object)?, Builtin::DictReverseKeyIterator)
    })
    .doc("__reversed__($self, /)\n--\n\nReturn a reverse iterator over the dict keys."),
    MethodDef::one("__class_getitem__", crate::generic_alias::new)
        .class()
        .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
];

fn get(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "get", args.len(), 1, 2)?;
    match this(thread, object)?.get(thread, &args[0])? {
        Some(value) => Ok(value),
        None => Ok(args.get(1).cloned().unwrap_or_else(|| thread.heap().none())),
    }
}

fn setdefault(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "setdefault", args.len(), 1, 2)?;
    let none = thread.heap().none();
    let default = args.get(1).unwrap_or(&none);
    this(thread, object)?.set_default(thread, &args[0], default)
}

fn pop(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "pop", args.len(), 1, 2)?;
    let dict = this(thread, object)?;
    // An empty dictionary doesn't ask for the hash.
    let found = match dict.is_empty() {
        true => None,
        false => dict.remove(thread, &args[0])?,
    };
    match found.or_else(|| args.get(1).cloned()) {
        Some(value) => Ok(value),
        None => Err(crate::exception::key_error(thread, &args[0])),
    }
}

fn popitem(thread: &Thread, object: &Object) -> Result<Ref> {
    match this(thread, object)?.pop_last(thread)? {
        Some((key, value)) => Ok(Tuple::from_array(thread, [key, value])?.into_object()),
        None => {
            // 3.13 makes the pair first.
            drop(thread.heap().hold_call(2, 0)?);
            Err(thread.raise(
                Builtin::KeyError,
                format_args!("popitem(): dictionary is empty"),
            ))
        }
    }
}

fn update(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let given = args.positional();
    crate::check_arity(thread, "update", given.len(), 0, 1)?;
    let dict = this(thread, object)?;
    if let Some(source) = given.first() {
        dict.update_from(thread, source)?;
    }
    dict.update_from_keywords(thread, &args)?;
    Ok(thread.heap().none())
}

fn fromkeys(thread: &Thread, class: &Object, args: &[Ref]) -> Result<Ref> {
    crate::check_arity(thread, "fromkeys", args.len(), 1, 2)?;
    let none = thread.heap().none();
    Dict::from_keys(thread, class, &args[0], args.get(1).unwrap_or(&none))
}
