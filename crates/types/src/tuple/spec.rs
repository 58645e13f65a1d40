//! The declaration of `tuple`, its slots and methods.

use super::row::{self, RawSpan};
use super::{TUPLE_LAYOUT, Tuple, Unfinished, iterator};
use crate::int::Int;
use object::{
    Args, Builtin, CompareOp, MethodDef, NumberSlots, Object, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};

/// `tuple`.
pub static TUPLE: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC
        .with(TypeFlags::BASETYPE)
        .with(TypeFlags::TUPLE_SUBCLASS)
        .with(TypeFlags::SEQUENCE)
        .with(TypeFlags::MATCH_SELF),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        repr: Some(|thread, object| row::repr(thread, object, this(thread, object)?, ["(", ")"], true)),
        hash: Some(hash),
        richcompare: Some(richcompare),
        iter: Some(iterator::new),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    number: NumberSlots {
        length: Some(|thread, object| Ok(this(thread, object)?.len())),
        concat: Some(concat),
        repeat: Some(repeat),
        item: Some(item),
        contains: Some(|thread, object, value| {
            let tuple = this(thread, object)?;
            Ok(row::position(thread, tuple, value, 0, usize::MAX)?.is_some())
        }),
        subscript: Some(subscript),
        ..NumberSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__getnewargs__", getnewargs).doc("__getnewargs__($self, /)\n--\n\n"),
        MethodDef::fast("index", index).doc(
            "index($self, value, start=0, stop=sys.maxsize, /)\n--\n\nPosition of the first item equal to the value; ValueError if there is none.",
        ),
        MethodDef::one("count", |thread, object, value| {
            Int::from_usize(thread, row::occurrences(thread, this(thread, object)?, value)?)
        })
        .doc("count($self, value, /)\n--\n\nHow many items equal the value."),
        MethodDef::one("__class_getitem__", crate::generic_alias::new)
            .class()
            .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585"),
    ],
    doc: Some(
        "tuple(iterable=(), /)\n--\n\nA row of items that never changes.\n\nWithout an argument it is empty; a tuple given as the argument is returned itself.",
    ),
    dealloc: super::layout::dealloc,
    ..TypeSpec::new("tuple", Builtin::Tuple, &TUPLE_LAYOUT)
};

/// The receiver.
#[inline(always)]
pub(super) fn this<'a>(thread: &Thread, object: &'a Object) -> Result<&'a Tuple> {
    match object.downcast::<Tuple>() {
        Some(tuple) => Ok(tuple),
        None => Err(thread.type_error(format_args!("expected tuple, got {}", object.ty().name()))),
    }
}

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let plain = thread.heap().builtin(Builtin::Tuple);
    if !args.names().is_empty() {
        let own = ty.slots().init.map(|f| f as usize);
        if own == plain.slots().init.map(|f| f as usize) {
            crate::no_keywords(thread, "tuple", &args)?;
        }
    }
    let given = args.positional();
    crate::check_arity(thread, "tuple", given.len(), 0, 1)?;
    let items = match given.first() {
        Some(iterable) => crate::to_tuple(thread, iterable)?,
        None => Tuple::empty(thread),
    };
    if std::ptr::eq(ty, plain) {
        return Ok(items.into_object());
    }
    derived(thread, ty, items.items())
}

/// An instance of a derived class with these items.
fn derived(thread: &Thread, ty: &Type, items: &[Ref]) -> Result<Ref> {
    let fresh = Unfinished::new(thread, ty, items.len())?;
    for (index, item) in items.iter().enumerate() {
        fresh.put(index, item.clone());
    }
    Ok(fresh.finish().into_object())
}

/// 3.13's mixture of the items' hashes: the tail of xxHash64 with one lane.
fn hash(thread: &Thread, object: &Object) -> Result<isize> {
    const P1: u64 = 11_400_714_785_074_694_791;
    const P2: u64 = 14_029_467_366_897_019_727;
    const P5: u64 = 2_870_177_450_012_600_261;
    let items = this(thread, object)?.items();
    let mut acc = P5;
    for item in items {
        let lane = crate::hash(thread, item)? as u64;
        acc = acc
            .wrapping_add(lane.wrapping_mul(P2))
            .rotate_left(31)
            .wrapping_mul(P1);
    }
    acc = acc.wrapping_add(items.len() as u64 ^ (P5 ^ 3_527_539));
    Ok(if acc == u64::MAX {
        1_546_275_796
    } else {
        acc as isize
    })
}

fn richcompare(thread: &Thread, a: &Object, b: &Object, op: CompareOp) -> Result<Ref> {
    match (a.downcast::<Tuple>(), b.downcast::<Tuple>()) {
        (Some(a), Some(b)) => row::compare(thread, a, b, op),
        _ => Ok(thread.heap().not_implemented()),
    }
}

fn concat(thread: &Thread, a: &Object, b: &Object) -> Result<Ref> {
    if this(thread, a)?.is_empty() && b.is_exactly(Builtin::Tuple) {
        return Ok(b.to_ref());
    }
    let Some(right) = b.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!(
            "can only concatenate tuple (not \"{}\") to tuple",
            b.ty().name()
        )));
    };
    if right.is_empty() && a.is_exactly(Builtin::Tuple) {
        return Ok(a.to_ref());
    }
    let (left, right) = (this(thread, a)?.items(), right.items());
    let both = left.iter().chain(right).cloned();
    Ok(Tuple::from_iter(thread, left.len() + right.len(), both)?.into_object())
}

fn repeat(thread: &Thread, object: &Object, times: isize) -> Result<Ref> {
    let items = this(thread, object)?.items();
    if (items.is_empty() || times == 1) && object.is_exactly(Builtin::Tuple) {
        return Ok(object.to_ref());
    }
    if items.is_empty() || times <= 0 {
        return Ok(thread.heap().empty_tuple());
    }
    let Some(total) = items.len().checked_mul(times as usize) else {
        return Err(thread.no_memory());
    };
    let all = items.iter().cycle().cloned();
    Ok(Tuple::from_iter(thread, total, all)?.into_object())
}

fn item(thread: &Thread, object: &Object, index: isize) -> Result<Ref> {
    match this(thread, object)?.items().get(index as usize) {
        Some(item) => Ok(item.clone()),
        None => Err(thread.raise(
            Builtin::IndexError,
            format_args!("tuple index out of range"),
        )),
    }
}

fn subscript(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let tuple = this(thread, object)?;
    if let Some(index) = row::subscript_index(thread, key)? {
        let wrapped = if index < 0 {
            index + tuple.len() as isize
        } else {
            index
        };
        return item(thread, object, wrapped);
    }
    if !key.is_exactly(Builtin::Slice) {
        return Err(thread.type_error(format_args!(
            "tuple indices must be integers or slices, not {}",
            key.ty().name()
        )));
    }
    let items = tuple.items();
    let span = RawSpan::of(thread, key)?.adjust(items.len());
    if span.start == 0
        && span.step == 1
        && span.count == items.len()
        && object.is_exactly(Builtin::Tuple)
    {
        return Ok(object.to_ref());
    }
    let chosen = (0..span.count).map(|n| items[span.index(n)].clone());
    Ok(Tuple::from_iter(thread, span.count, chosen)?.into_object())
}

fn getnewargs(thread: &Thread, object: &Object) -> Result<Ref> {
    let copy = Tuple::from_slice(thread, this(thread, object)?.items())?;
    Ok(Tuple::from_array(thread, [copy.into_object()])?.into_object())
}

fn index(thread: &Thread, object: &Object, args: &[Ref]) -> Result<Ref> {
    let tuple = this(thread, object)?;
    let (value, from, to) = row::index_args(thread, args, || tuple.len())?;
    match row::position(thread, tuple, value, from, to)? {
        Some(at) => Int::from_usize(thread, at),
        None => Err(thread.value_error(format_args!("tuple.index(x): x not in tuple"))),
    }
}
