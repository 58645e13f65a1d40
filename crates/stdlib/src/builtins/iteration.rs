//! Iterators and what folds them to a truth or a list.

use object::{Args, Builtin, IterResult, Object, Ref, Result, Thread};
use types::{Str, check_arity, is_true, iterators};

pub(super) fn iter(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "iter", args.len(), 1, 2)?;
    let Some(sentinel) = args.get(1) else {
        return types::iter(thread, &args[0]);
    };
    if !types::is_callable(&args[0]) {
        return Err(thread.type_error(format_args!("iter(v, w): v must be callable")));
    }
    iterators::new_callable_iterator(thread, &args[0], sentinel)
}

/// One step, its `StopIteration` left pending.
fn step(thread: &Thread, iterator: &Object) -> IterResult {
    match iterator.ty().slots().iternext {
        Some(next) => next(thread, iterator),
        None => Err(thread.type_error(format_args!(
            "'{}' object is not an iterator",
            iterator.ty().name()
        ))),
    }
}

pub(super) fn next(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "next", args.len(), 1, 2)?;
    let default = args.get(1);
    match step(thread, &args[0]) {
        Ok(Some(item)) => Ok(item),
        Ok(None) => match default {
            Some(default) => Ok(default.clone()),
            None => Err(types::exception::raise_with(
                thread,
                Builtin::StopIteration,
                &[],
            )),
        },
        Err(raised) => match default {
            Some(default) => {
                thread.swallow(Builtin::StopIteration)?;
                Ok(default.clone())
            }
            None => Err(raised),
        },
    }
}

pub(super) fn aiter(thread: &Thread, _module: &Object, object: &Object) -> Result<Ref> {
    let Some(slot) = object.ty().number().aiter else {
        return Err(thread.type_error(format_args!(
            "'{}' object is not an async iterable",
            object.ty().name()
        )));
    };
    let iterator = slot(thread, object)?;
    if iterator.ty().number().anext.is_none() {
        return Err(thread.type_error(format_args!(
            "aiter() returned not an async iterator of type '{}'",
            iterator.ty().name()
        )));
    }
    Ok(iterator)
}

pub(super) fn anext(thread: &Thread, _module: &Object, args: &[Ref]) -> Result<Ref> {
    check_arity(thread, "anext", args.len(), 1, 2)?;
    let Some(slot) = args[0].ty().number().anext else {
        return Err(thread.type_error(format_args!(
            "'{}' object is not an async iterator",
            args[0].ty().name()
        )));
    };
    let awaitable = slot(thread, &args[0])?;
    match args.get(1) {
        None => Ok(awaitable),
        Some(default) => types::generator::new_anext(thread, awaitable, default),
    }
}

fn fold(thread: &Thread, iterable: &Object, stop_at: bool) -> Result<Ref> {
    let iterator = types::iter(thread, iterable)?;
    while let Some(item) = types::next(thread, &iterator)? {
        let truth = is_true(thread, &item)?;
        drop(item);
        if truth == stop_at {
            return Ok(thread.heap().bool(stop_at));
        }
    }
    Ok(thread.heap().bool(!stop_at))
}

pub(super) fn all(thread: &Thread, _module: &Object, iterable: &Object) -> Result<Ref> {
    fold(thread, iterable, false)
}

pub(super) fn any(thread: &Thread, _module: &Object, iterable: &Object) -> Result<Ref> {
    fold(thread, iterable, true)
}

/// `sorted(iterable, *, key=None, reverse=False)`: the keywords are `list.sort`'s to check.
pub(super) fn sorted(thread: &Thread, _module: &Object, args: Args<'_>) -> Result<Ref> {
    check_arity(thread, "sorted", args.positional().len(), 1, 1)?;
    let list = types::to_list(thread, &args.positional()[0])?;
    let (mut key, mut reverse) = (None, false);
    for (name, value) in args.keywords() {
        let is = |text| name.downcast::<Str>().is_some_and(|n| n.eq_str(text));
        if is("key") {
            key = (!value.is_exactly(Builtin::NoneType)).then_some(&**value);
        } else if is("reverse") {
            reverse = is_true(thread, value)?;
        } else {
            let name = types::to_str(thread, name)?;
            return Err(thread.type_error(format_args!(
                "sort() got an unexpected keyword argument '{name}'"
            )));
        }
    }
    // 3.13 asks the new list for its method.
    let _method = thread.heap().hold_method()?;
    types::list::sort(thread, &list, key, reverse)?;
    Ok(list.into_object())
}
