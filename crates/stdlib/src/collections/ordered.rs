//! `OrderedDict`: a dictionary whose order can be changed.
//!
//! Its memory is `types::dict::OrderedDict`. A derived class is always used through its own methods.

use super::ordered_parts::{self as parts, Kind};
use object::{
    Args, Builtin, CompareOp, MethodDef, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};
use types::dict::{ORDERED_DICT, OrderedDict};
use types::protocol::{self, Signature};
use types::str::Str;
use types::typeobj::DICT_ATTRIBUTE;
use types::{Dict, Int, List, Tuple, names};

/// `collections.OrderedDict`.
pub static ORDEREDDICT: TypeSpec = TypeSpec {
    base: Builtin::Dict,
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        repr: Some(repr),
        richcompare: Some(richcompare),
        iter: Some(|thread, object| {
            parts::iterate(thread, this(thread, object)?, Kind::Keys, false)
        }),
        init: Some(|thread, object, args| update(thread, object, &args)),
        sizeof: Some(sizeof),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        or: Some(or),
        inplace_or: Some(|thread, object, other| {
            update_from(thread, object, other)?;
            Ok(object.to_ref())
        }),
        ass_subscript: Some(ass_subscript),
        ..NumberSlots::EMPTY
    },
    methods: METHODS,
    getsets: &[DICT_ATTRIBUTE],
    dict_offset: 96,
    weaklist_offset: 104,
    doc: Some("Dictionary that remembers insertion order"),
    ..TypeSpec::new("collections.OrderedDict", Builtin::Other, &ORDERED_DICT)
};

static METHODS: &[MethodDef] = &[
    MethodDef::keywords("fromkeys", fromkeys).class().doc(
        "fromkeys($type, /, iterable, value=None)\n--\n\nCreate a new ordered dictionary with keys from iterable and values set to value.",
    ),
    MethodDef::no_args("__sizeof__", |thread, object| Int::from_usize(thread, sizeof(thread, object)?))
        .doc("__sizeof__($self, /)\n--\n\n"),
    MethodDef::no_args("__reduce__", reduce)
        .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling"),
    MethodDef::keywords("setdefault", setdefault).doc(
        "setdefault($self, /, key, default=None)\n--\n\nInsert key with a value of default if key is not in the dictionary.\n\nReturn the value for key if key is in the dictionary, else default.",
    ),
    MethodDef::keywords("pop", pop).doc(
        "pop($self, /, key, default=<unrepresentable>)\n--\n\nod.pop(key[,default]) -> v, remove specified key and return the corresponding value.\n\nWithout the key: the default if given, else KeyError.",
    ),
    MethodDef::keywords("popitem", popitem).doc(
        "popitem($self, /, last=True)\n--\n\nRemove and return a (key, value) pair from the dictionary.\n\nPairs are returned in LIFO order if last is true or FIFO order if false.",
    ),
    MethodDef::no_args("keys", |thread, object| parts::view(thread, object, Kind::Keys))
        .doc("keys($self, /)\n--\n\n"),
    MethodDef::no_args("values", |thread, object| parts::view(thread, object, Kind::Values))
        .doc("values($self, /)\n--\n\n"),
    MethodDef::no_args("items", |thread, object| parts::view(thread, object, Kind::Items))
        .doc("items($self, /)\n--\n\n"),
    MethodDef::keywords("update", |thread, object, args| {
        update(thread, object, &args)?;
        Ok(thread.heap().none())
    }).varargs(),
    MethodDef::no_args("clear", |thread, object| {
        this(thread, object)?.empty(thread);
        Ok(thread.heap().none())
    })
    .doc("clear($self, /)\n--\n\nRemove all items from ordered dict."),
    MethodDef::no_args("copy", copy).doc("copy($self, /)\n--\n\nA shallow copy of ordered dict."),
    MethodDef::no_args("__reversed__", |thread, object| {
        parts::iterate(thread, this(thread, object)?, Kind::Keys, true)
    })
    .doc("__reversed__($self, /)\n--\n\nReturn reversed(self)"),
    MethodDef::keywords("move_to_end", move_to_end).doc(
        "move_to_end($self, /, key, last=True)\n--\n\nMove an existing element to the end (or beginning if last is false).\n\nRaise KeyError if the element does not exist.",
    ),
];

/// The receiver.
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a OrderedDict> {
    match object.downcast::<OrderedDict>() {
        Some(dict) => Ok(dict),
        None => Err(thread.type_error(format_args!(
            "expected OrderedDict, got {}",
            object.ty().name()
        ))),
    }
}

fn is_exact(object: &Object) -> bool {
    !object.ty().is_class()
}

fn new(thread: &Thread, ty: &Type, _: Args<'_>) -> Result<Ref> {
    let fresh = match ty.is_class() {
        true => types::typeobj::new_instance(thread, ty)?,
        false => thread.heap().alloc(ty, 0)?,
    };
    this(thread, &fresh)?.start();
    fresh.track();
    Ok(fresh)
}

fn sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let ordered = this(thread, object)?;
    Ok(ordered.dict().sizeof() + ordered.list_bytes())
}

fn ass_subscript(
    thread: &Thread,
    object: &Object,
    key: &Object,
    value: Option<&Object>,
) -> Result<()> {
    let ordered = this(thread, object)?;
    match value {
        Some(value) => ordered.set(thread, key, value),
        None => match ordered.take(thread, key)? {
            Some(_) => Ok(()),
            None => Err(types::exception::key_error(thread, key)),
        },
    }
}

/// `update`, and what `OrderedDict()` takes: at most one source, then keywords.
fn update(thread: &Thread, object: &Object, args: &Args<'_>) -> Result<()> {
    let given = args.positional();
    if given.len() > 1 {
        return Err(thread.type_error(format_args!(
            "expected at most 1 arguments, got {}",
            given.len()
        )));
    }
    if let Some(source) = given.first() {
        update_from(thread, object, source)?;
    }
    if args.names().is_empty() {
        return Ok(());
    }
    let pairs = args.keywords();
    let items = listed(thread, pairs.map(|(k, v)| (k.clone(), v.clone())))?;
    add_pairs(thread, object, items.as_object())
}

/// Pairs of keys and values as a list of tuples.
fn listed(thread: &Thread, pairs: impl Iterator<Item = (Ref, Ref)>) -> Result<Ref<List>> {
    let items = List::with_room(thread, pairs.size_hint().0)?;
    for (key, value) in pairs {
        let pair = Tuple::from_array(thread, [key, value])?;
        items.push(thread, pair.into_object())?;
    }
    Ok(items)
}

fn update_from(thread: &Thread, object: &Object, source: &Object) -> Result<()> {
    let known = names(thread);
    if let Some(dict) = source.downcast::<Dict>()
        && source.is_exactly(Builtin::Dict)
    {
        let mut pos = 0;
        let items = listed(thread, std::iter::from_fn(|| dict.next(&mut pos)))?;
        return add_pairs(thread, object, items.as_object());
    }
    if let Some(bound) = protocol::getattr_opt(thread, source, known.keys())? {
        let keys = protocol::call(thread, &bound, &[])?;
        drop(bound);
        let walk = protocol::iter(thread, &keys)?;
        drop(keys);
        while let Some(key) = protocol::next(thread, &walk)? {
            let value = protocol::getitem(thread, source, &key)?;
            protocol::setitem(thread, object, &key, Some(&value))?;
        }
        return Ok(());
    }
    if let Some(bound) = protocol::getattr_opt(thread, source, known.items())? {
        let items = protocol::call(thread, &bound, &[])?;
        drop(bound);
        return add_pairs(thread, object, &items);
    }
    add_pairs(thread, object, source)
}

fn add_pairs(thread: &Thread, object: &Object, pairs: &Object) -> Result<()> {
    protocol::for_each(thread, pairs, |pair| {
        let parts = protocol::iter(thread, &pair)?;
        let Some(key) = protocol::next(thread, &parts)? else {
            return Err(thread.value_error(format_args!("need more than 0 values to unpack")));
        };
        let Some(value) = protocol::next(thread, &parts)? else {
            return Err(thread.value_error(format_args!("need more than 1 value to unpack")));
        };
        if protocol::next(thread, &parts)?.is_some() {
            let text = format_args!("too many values to unpack (expected 2)");
            return Err(thread.value_error(text));
        }
        protocol::setitem(thread, object, &key, Some(&value))
    })
}

fn signature(function: &'static str, second: &'static str) -> Signature<2> {
    Signature {
        function,
        names: ["key", second],
        required: 1,
        positional: 2,
    }
}

fn fromkeys(thread: &Thread, class: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "fromkeys",
        names: ["iterable", "value"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let none = thread.heap().none();
    let value = bound.get(1).unwrap_or(&none);
    let made = protocol::call(thread, class, &[])?;
    if let Some(iterable) = bound.get(0) {
        protocol::for_each(thread, iterable, |key| {
            protocol::setitem(thread, &made, &key, Some(value))
        })?;
    }
    Ok(made)
}

fn setdefault(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = signature("setdefault", "default");
    let bound = signature.bind(thread, &args)?;
    let none = thread.heap().none();
    let default = bound.get(1).unwrap_or(&none);
    let Some(key) = bound.get(0) else {
        return Ok(none);
    };
    if is_exact(object) {
        let ordered = this(thread, object)?;
        if let Some(found) = ordered.dict().get(thread, key)? {
            return Ok(found);
        }
        ordered.set(thread, key, default)?;
        return Ok(default.to_ref());
    }
    if protocol::contains(thread, object, key)? {
        return protocol::getitem(thread, object, key);
    }
    protocol::setitem(thread, object, key, Some(default))?;
    Ok(default.to_ref())
}

fn pop(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = signature("pop", "default");
    let bound = signature.bind(thread, &args)?;
    let Some(key) = bound.get(0) else {
        return Ok(thread.heap().none());
    };
    if let Some(value) = this(thread, object)?.pop(thread, key)? {
        return Ok(value);
    }
    match bound.get(1) {
        Some(default) => Ok(default.to_ref()),
        None => Err(types::exception::key_error(thread, key)),
    }
}

fn popitem(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<1> = Signature {
        function: "popitem",
        names: ["last"],
        required: 0,
        positional: 1,
    };
    let last = match SIGNATURE.bind(thread, &args)?.get(0) {
        Some(last) => protocol::is_true(thread, last)?,
        None => true,
    };
    match this(thread, object)?.take_end(thread, last)? {
        Some((key, value)) => Ok(Tuple::from_array(thread, [key, value])?.into_object()),
        None => Err(thread.raise(Builtin::KeyError, format_args!("dictionary is empty"))),
    }
}

fn move_to_end(thread: &Thread, object: &Object, args: Args<'_>) -> Result<Ref> {
    let signature = signature("move_to_end", "last");
    let bound = signature.bind(thread, &args)?;
    let last = match bound.get(1) {
        Some(last) => protocol::is_true(thread, last)?,
        None => true,
    };
    if let Some(key) = bound.get(0)
        && !this(thread, object)?.move_key(thread, key, last)?
    {
        return Err(types::exception::key_error(thread, key));
    }
    Ok(thread.heap().none())
}

fn copy(thread: &Thread, object: &Object) -> Result<Ref> {
    let ordered = this(thread, object)?;
    let fresh = match is_exact(object) {
        true => new(thread, object.ty(), Args::default())?,
        false => protocol::call(thread, object.ty().as_object(), &[])?,
    };
    ordered.each_key(|key| {
        let value = match is_exact(object) {
            true => match ordered.dict().get(thread, &key)? {
                Some(value) => value,
                None => return Err(types::exception::key_error(thread, &key)),
            },
            false => protocol::getitem(thread, object, &key)?,
        };
        protocol::setitem(thread, &fresh, &key, Some(&value))
    })?;
    Ok(fresh)
}

fn or(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    let own = if a.downcast::<OrderedDict>().is_some() {
        a
    } else {
        b
    };
    let other = if std::ptr::eq(own, a) { b } else { a };
    if other.downcast::<Dict>().is_none() {
        return Ok(thread.heap().not_implemented());
    }
    let both = protocol::call(thread, own.ty().as_object(), &[a.to_ref()])?;
    update_from(thread, &both, b)?;
    Ok(both)
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    let heap = thread.heap();
    if b.downcast::<Dict>().is_none() || !matches!(op, CompareOp::Eq | CompareOp::Ne) {
        return Ok(heap.not_implemented());
    }
    let equal = match heap.builtin(Builtin::Dict).slots().richcompare {
        Some(compare) => compare(thread, a, b, CompareOp::Eq)?,
        None => return Ok(heap.not_implemented()),
    };
    let mut equal = protocol::is_true(thread, &equal)?;
    if let (true, Some(left), Some(right)) = (
        equal,
        a.downcast::<OrderedDict>(),
        b.downcast::<OrderedDict>(),
    ) {
        equal = left.same_order(thread, right)?.ok_or_else(|| {
            let text = format_args!("OrderedDict mutated during iteration");
            thread.raise(Builtin::RuntimeError, text)
        })?;
    }
    Ok(heap.bool(equal == (op == CompareOp::Eq)))
}

fn repr(thread: &Thread, object: &Object) -> Result<Ref> {
    let name = types::typeobj::short_name(object.ty());
    if this(thread, object)?.dict().is_empty() {
        return Ok(Str::format(thread, format_args!("{name}()"))?.into_object());
    }
    let text = types::guard::once(thread, object, || {
        let plain = Dict::new(thread)?;
        plain.merge(thread, object)?;
        let text = protocol::repr(thread, plain.as_object())?;
        Str::format(thread, format_args!("{name}({})", &*text))
    })?;
    match text {
        Some(text) => Ok(text.into_object()),
        None => Ok(Str::new(thread, "...")?.into_object()),
    }
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let known = names(thread);
    let state = protocol::call_method(thread, object, known.__getstate__(), &[])?;
    let items = protocol::call_method_unbound(thread, object, known.items(), &[])?;
    let items = protocol::iter(thread, &items)?;
    let (ty, none) = (object.ty().as_object().to_ref(), thread.heap().none());
    let args = thread.heap().empty_tuple();
    Ok(Tuple::from_array(thread, [ty, args, state, none, items])?.into_object())
}
