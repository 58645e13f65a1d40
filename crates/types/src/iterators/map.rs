//! `map`.

use super::layout::{MAP_LAYOUT, Map};
use crate::protocol::{call_given, call_one_given, no_keywords_of};
use crate::tuple::Tuple;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Thread, Type, TypeFlags, TypeSlots,
    TypeSpec,
};

pub(super) static MAP: TypeSpec = TypeSpec {
    flags: TypeFlags::HAVE_GC.with(TypeFlags::BASETYPE),
    slots: TypeSlots {
        getattro: Some(crate::typeobj::generic_getattr),
        iter: Some(|_, it| Ok(it.to_ref())),
        iternext: Some(next),
        new: Some(new),
        ..TypeSlots::EMPTY
    },
    methods: &[MethodDef::no_args("__reduce__", reduce)],
    doc: Some(
        "map(function, iterable, /, *iterables)\n--\n\nCalls a function with the items at the same place in the iterables.",
    ),
    ..TypeSpec::new("map", Builtin::Map, &MAP_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    no_keywords_of(thread, ty, "map", &args)?;
    let [function, iterables @ ..] = args.positional() else {
        return Err(thread.type_error(format_args!("map() must have at least two arguments.")));
    };
    if iterables.is_empty() {
        return Err(thread.type_error(format_args!("map() must have at least two arguments.")));
    }
    let iterators = super::zip::all_iterators(thread, iterables)?;
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(it) = fresh.downcast::<Map>() {
        it.iterators.set(Some(iterators.into_object()));
        it.function.set(Some(function.clone()));
    }
    fresh.track();
    Ok(fresh)
}

fn pull(thread: &Thread, iterator: &Object) -> IterResult {
    match iterator.ty().slots().iternext {
        Some(next) => next(thread, iterator),
        None => Ok(None),
    }
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Map>() else {
        return Ok(None);
    };
    let (Some(iterators), Some(function)) = (it.iterators.get(), it.function.get()) else {
        return Ok(None);
    };
    let Some(iterators) = iterators.downcast::<Tuple>() else {
        return Ok(None);
    };
    match iterators.items() {
        [only] => match pull(thread, only)? {
            Some(item) => call_one_given(thread, function, &item).map(Some),
            None => Ok(None),
        },
        [a, b] => {
            let Some(a) = pull(thread, a)? else {
                return Ok(None);
            };
            let Some(b) = pull(thread, b)? else {
                return Ok(None);
            };
            call_given(thread, function, Args::positional_only(&[a, b])).map(Some)
        }
        many => {
            let row = crate::List::new(thread)?;
            for iterator in many {
                match pull(thread, iterator)? {
                    Some(item) => row.push(thread, item)?,
                    None => return Ok(None),
                }
            }
            let items = row.to_tuple(thread)?;
            drop(row);
            let row = items;
            call_given(thread, function, Args::positional_only(row.items())).map(Some)
        }
    }
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Map>() else {
        return Ok(thread.heap().none());
    };
    let args = crate::List::new(thread)?;
    args.push(
        thread,
        it.function.get().unwrap_or_else(|| thread.heap().none()),
    )?;
    if let Some(iterators) = it.iterators.get() {
        args.extend(thread, &iterators)?;
    }
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args.to_tuple(thread)?.into_object()])?.into_object())
}
