//! `enumerate`.

use super::layout::{ENUMERATE_LAYOUT, Enumerate};
use crate::int::Int;
use crate::protocol::{self, Operator, iter};
use crate::str::Str;
use crate::tuple::Tuple;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

pub(super) static ENUMERATE: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[
        MethodDef::no_args("__reduce__", reduce),
        MethodDef::one("__class_getitem__", crate::generic_alias::new)
            .class()
            .doc("See PEP 585"),
    ],
    doc: Some("enumerate(iterable, start=0)\n--\n\nPairs of a count and an item of the iterable."),
    ..TypeSpec::new("enumerate", Builtin::Enumerate, &ENUMERATE_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let (iterable, start) = arguments(thread, &args)?;
    let start = match start {
        Some(start) => Some(protocol::index(thread, start)?),
        None => None,
    };
    let fresh = thread.heap().alloc(ty, 0)?;
    fresh.track();
    let iterator = iter(thread, iterable)?;
    if let Some(it) = fresh.downcast::<Enumerate>() {
        match start.as_ref().map(|s| s.as_isize()) {
            None => it.index.set(0),
            Some(Some(index)) => it.index.set(index),
            Some(None) => {
                it.index.set(isize::MAX);
                it.big_index.set(start.map(Ref::into_object));
            }
        }
        it.iterator.set(Some(iterator));
        let none = thread.heap().none();
        it.result.set(Some(
            Tuple::from_array(thread, [none.clone(), none])?.into_object(),
        ));
    }
    Ok(fresh)
}

/// `enumerate(iterable, start=0)`, each by position or by name.
fn arguments<'a>(thread: &Thread, args: &Args<'a>) -> Result<(&'a Object, Option<&'a Object>)> {
    let given = args.values().len();
    if given > 2 {
        return Err(thread.type_error(format_args!(
            "enumerate() takes at most 2 arguments ({given} given)"
        )));
    }
    let positional = args.positional();
    let mut iterable: Option<&Object> = positional.first().map(|r| &**r);
    let mut start: Option<&Object> = positional.get(1).map(|r| &**r);
    for (name, value) in args.keywords() {
        let is = |text| name.downcast::<Str>().is_some_and(|n| n.eq_str(text));
        if iterable.is_none() && is("iterable") {
            iterable = Some(value);
        } else if start.is_none() && (is("start") && (iterable.is_some() || given == 2)) {
            start = Some(value);
        } else {
            let name = protocol::to_str(thread, name)?;
            return Err(thread.type_error(format_args!(
                "'{name}' is an invalid keyword argument for enumerate()"
            )));
        }
    }
    match iterable {
        Some(iterable) => Ok((iterable, start)),
        None => Err(thread.type_error(format_args!(
            "enumerate() missing required argument 'iterable'"
        ))),
    }
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Enumerate>() else {
        return Ok(None);
    };
    let item = match it.walk() {
        Some(item) => item,
        None => {
            let Some(iterator) = it.iterator.get() else {
                return Ok(None);
            };
            let Some(item) = next_item(thread, &iterator)? else {
                return Ok(None);
            };
            item
        }
    };
    let index = take_index(thread, it)?;
    match Tuple::refill(&it.result, index, item) {
        Ok(pair) => Ok(Some(pair)),
        Err((index, item)) => Ok(Some(
            Tuple::from_array(thread, [index, item])?.into_object(),
        )),
    }
}

/// The source's next item, its `StopIteration` passed on untouched.
fn next_item(thread: &Thread, iterator: &Object) -> IterResult {
    match iterator.ty().slots().iternext {
        Some(next) => next(thread, iterator),
        None => Err(thread.type_error(format_args!(
            "'{}' object is not an iterator",
            iterator.ty().name()
        ))),
    }
}

#[inline(always)]
fn take_index(thread: &Thread, it: &Enumerate) -> Result<Ref> {
    let index = it.index.get();
    if index < isize::MAX {
        let number = match Int::hot(thread.heap(), index) {
            Some(number) => number,
            None => Int::new(thread, index)?,
        };
        it.index.set(index + 1);
        return Ok(number);
    }
    let current = match it.big_index.get() {
        Some(big) => big,
        None => Int::new(thread, isize::MAX)?,
    };
    let one = Int::new(thread, 1)?;
    it.big_index.set(Some(protocol::binary(
        thread,
        &current,
        &one,
        Operator::Add,
    )?));
    Ok(current)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Enumerate>() else {
        return Ok(thread.heap().none());
    };
    let index = match it.big_index.get() {
        Some(big) => big,
        None => Int::new(thread, it.index.get())?,
    };
    let source = it.iterator.get().unwrap_or_else(|| thread.heap().none());
    let args = Tuple::from_array(thread, [source, index])?.into_object();
    Ok(Tuple::from_array(thread, [object.ty().as_object().to_ref(), args])?.into_object())
}
