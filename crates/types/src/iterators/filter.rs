//! `filter`.

use crate::protocol::{call_one_given, check_arity, is_true, iter, no_keywords_of};
use crate::tuple::Tuple;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeFlags,
    TypeSlots, TypeSpec,
};

object::native_layout! {
    /// A function and what it chooses from: 32 bytes with the header.
    pub struct Filter: FILTER_LAYOUT, "filter" { source: Slot, function: Slot } keeps cycles drops [function]
}

const _: () = assert!(size_of::<Filter>() == 32);

pub(super) static FILTER: TypeSpec = TypeSpec {
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
        "filter(function, iterable, /)\n--\n\nThe items for which a function is true; with None, those that are true themselves.",
    ),
    ..TypeSpec::new("filter", Builtin::Filter, &FILTER_LAYOUT)
};

fn new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    no_keywords_of(thread, ty, "filter", &args)?;
    let given = args.positional();
    check_arity(thread, "filter", given.len(), 2, 2)?;
    let iterator = iter(thread, &given[1])?;
    let fresh = thread.heap().alloc(ty, 0)?;
    if let Some(it) = fresh.downcast::<Filter>() {
        it.function.set(Some(given[0].clone()));
        it.source.set(Some(iterator));
    }
    fresh.track();
    Ok(fresh)
}

fn next(thread: &Thread, object: &Object) -> IterResult {
    let Some(it) = object.downcast::<Filter>() else {
        return Ok(None);
    };
    let Some(iterator) = it.source.get() else {
        return Ok(None);
    };
    let by_itself = it
        .function
        .is(thread.heap().builtin(Builtin::Bool).as_object())
        || it.function.is(&thread.heap().none());
    let Some(next) = iterator.ty().slots().iternext else {
        return Ok(None);
    };
    while let Some(item) = next(thread, &iterator)? {
        let good = match it.function.get().filter(|_| !by_itself) {
            None => is_true(thread, &item)?,
            Some(function) => is_true(thread, &*call_one_given(thread, function, &item)?)?,
        };
        if good {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let Some(it) = object.downcast::<Filter>() else {
        return Ok(thread.heap().none());
    };
    let none = || thread.heap().none();
    let args = [
        it.function.get().unwrap_or_else(none),
        it.source.get().unwrap_or_else(none),
    ];
    let args = Tuple::from_array(thread, args)?.into_object();
    Ok(Tuple::from_array(thread, [object.ty().as_object().to_ref(), args])?.into_object())
}
