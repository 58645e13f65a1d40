//! `zip`.

use super::layout::{ZIP_LAYOUT, Zip};
use crate::protocol::{self, iter};
use crate::str::Str;
use crate::tuple::{Tuple, Unfinished};
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Raised, Ref, Result, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};

pub(super) static ZIP: TypeSpec = TypeSpec {
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
        MethodDef::one("__setstate__", setstate),
    ],
    doc: Some(
        "zip(*iterables, strict=False)\n--\n\nTuples of items at the same place in several iterables, until the shortest ends.",
    ),
    ..TypeSpec::new("zip", Builtin::Zip, &ZIP_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let strict = strict_keyword(thread, &args)?;
    let iterators = all_iterators(thread, args.positional())?;
    let none = thread.heap().none();
    let count = args.positional().len();
    let result = Tuple::from_iter(thread, count, std::iter::repeat_n(none, count))?;
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(it) = fresh.downcast::<Zip>() {
        it.size.set(iterators.len());
        it.iterators.set(Some(iterators.into_object()));
        it.result.set(Some(result.into_object()));
        it.strict.set(usize::from(strict));
    }
    fresh.track();
    Ok(fresh)
}

/// An iterator of each, as a tuple.
pub(super) fn all_iterators(thread: &Thread, iterables: &[Ref]) -> Result<Ref<Tuple>> {
    if iterables.is_empty() {
        return Ok(Tuple::empty(thread));
    }
    let all = Unfinished::tracked(thread, iterables.len())?;
    for (at, iterable) in iterables.iter().enumerate() {
        all.put(at, iter(thread, iterable)?);
    }
    Ok(all.finish())
}

fn strict_keyword(thread: &Thread, args: &Args<'_>) -> Result<bool> {
    let given = args.names().len();
    if given > 1 {
        return Err(thread.type_error(format_args!(
            "zip() takes at most 1 keyword argument ({given} given)"
        )));
    }
    let Some((name, value)) = args.keywords().next() else {
        return Ok(false);
    };
    if name.downcast::<Str>().is_some_and(|n| n.eq_str("strict")) {
        // 3.13's parser of arguments holds what it converts.
        return protocol::is_true(thread, &value.clone());
    }
    let name = protocol::to_str(thread, name)?;
    Err(thread.type_error(format_args!(
        "zip() got an unexpected keyword argument '{name}'"
    )))
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Zip>() else {
        return Ok(None);
    };
    if let Some((first, second)) = it.walk() {
        return match Tuple::refill(&it.result, first, second) {
            Ok(pair) => Ok(Some(pair)),
            Err((first, second)) => Ok(Some(
                Tuple::from_array(thread, [first, second])?.into_object(),
            )),
        };
    }
    let Some(iterators) = it.iterators.get() else {
        return Ok(None);
    };
    let Some(iterators) = iterators.downcast::<Tuple>() else {
        return Ok(None);
    };
    if iterators.is_empty() {
        return Ok(None);
    }
    match it
        .result
        .get()
        .and_then(|r| r.downcast_into::<Tuple>().ok())
    {
        // One count is the iterator's, one is this function's.
        Some(result) if result.object().refcount() == 2 => refill(thread, it, iterators, result),
        _ => fresh_row(thread, it, iterators),
    }
}

/// The result of before filled anew, because nobody has kept it.
fn refill(thread: &Thread, it: &Zip, iterators: &Tuple, result: Ref<Tuple>) -> IterResult {
    for (at, iterator) in iterators.items().iter().enumerate() {
        let Some(item) = pull(thread, it, iterators, at, iterator)? else {
            return Ok(None);
        };
        drop(result.replace_item(at, item));
    }
    result.object().track();
    Ok(Some(result.into_object()))
}

/// A new tuple of the next items.
fn fresh_row(thread: &Thread, it: &Zip, iterators: &Tuple) -> IterResult {
    let plain = thread.heap().builtin(Builtin::Tuple);
    let row = Unfinished::new(thread, plain, iterators.len())?;
    for (at, iterator) in iterators.items().iter().enumerate() {
        match pull(thread, it, iterators, at, iterator)? {
            Some(item) => row.put(at, item),
            None => return Ok(None),
        }
    }
    Ok(Some(row.finish().into_object()))
}

/// The next item of one iterator; at the end of any, checks `strict`.
fn pull(thread: &Thread, it: &Zip, all: &Tuple, at: usize, iterator: &Object) -> IterResult {
    let item = match iterator.ty().slots().iternext {
        Some(next) => match next(thread, iterator) {
            // Whoever asks for the row takes it for its end; here the others have to be asked first.
            Err(_) if it.strict.get() != 0 => {
                thread.swallow(Builtin::StopIteration)?;
                None
            }
            item => item?,
        },
        None => None,
    };
    if item.is_none() && it.strict.get() != 0 {
        if at > 0 {
            return Err(uneven(thread, at, "shorter"));
        }
        for (other, iterator) in all.items().iter().enumerate().skip(1) {
            if protocol::next(thread, iterator)?.is_some() {
                return Err(uneven(thread, other, "longer"));
            }
        }
    }
    Ok(item)
}

fn uneven(thread: &Thread, at: usize, how: &str) -> Raised {
    let plural = if at == 1 { " " } else { "s 1-" };
    thread.value_error(format_args!(
        "zip() argument {} is {how} than argument{plural}{at}",
        at + 1
    ))
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Zip>() else {
        return Ok(thread.heap().none());
    };
    let ty = object.ty().as_object().to_ref();
    let iterators = it
        .iterators
        .get()
        .unwrap_or_else(|| thread.heap().empty_tuple());
    if it.strict.get() != 0 {
        return Ok(
            Tuple::from_array(thread, [ty, iterators, thread.heap().bool(true)])?.into_object(),
        );
    }
    Ok(Tuple::from_array(thread, [ty, iterators])?.into_object())
}

fn setstate(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    let strict = protocol::is_true(thread, state)?;
    if let Some(it) = object.downcast::<Zip>() {
        it.strict.set(usize::from(strict));
    }
    Ok(thread.heap().none())
}
