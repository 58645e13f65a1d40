//! `compress`, `dropwhile`, `takewhile`, `filterfalse`, `starmap`: items chosen or changed one by one.
//!
//! ```text
//! compress   0 header  16 data  24 selectors               32 bytes
//! *while     0 header  16 source  24 predicate  32 done    40 bytes
//! others     0 header  16 source  24 function              32 bytes
//! ```

use super::{
    iterator, or_none, pickle_warning, pickled, positional, pull, reduce, set_state, this,
};
use object::{
    Args, Builtin, IterResult, Object, Ref, Result, Slot, Thread, Type, TypeSpec, native,
};
use std::cell::Cell;
use types::Int;
use types::protocol::Signature;

object::native_layout! {
    /// See the file's head.
    pub struct Compress: COMPRESS_LAYOUT, "compress" { data: Slot, selectors: Slot } keeps cycles
}
object::native_layout! {
    /// See the file's head: `dropwhile` and `takewhile`.
    pub struct While: WHILE_LAYOUT, "dropwhile" { source: Slot, predicate: Slot, done: Cell<usize> } keeps cycles drops [predicate]
}
object::native_layout! {
    /// See the file's head: `filterfalse` and `starmap`.
    pub struct Applied: APPLIED_LAYOUT, "starmap" { source: Slot, function: Slot } keeps cycles drops [function]
}

const _: () = assert!(size_of::<Compress>() == 32);
const _: () = assert!(size_of::<While>() == 40);
const _: () = assert!(size_of::<Applied>() == 32);

pub(super) static COMPRESS: TypeSpec = iterator(
    "itertools.compress",
    &COMPRESS_LAYOUT,
    compress_new,
    compress_next,
    &[reduce(compress_reduce)],
    "compress(data, selectors)\n--\n\nThe items whose selector is true.",
);

pub(super) static DROPWHILE: TypeSpec = iterator(
    "itertools.dropwhile",
    &WHILE_LAYOUT,
    dropwhile_new,
    dropwhile_next,
    &[reduce(while_reduce), set_state(while_set_state)],
    "dropwhile(predicate, iterable, /)\n--\n\nThe items from the first one on for which the predicate is false.",
);

pub(super) static TAKEWHILE: TypeSpec = iterator(
    "itertools.takewhile",
    &WHILE_LAYOUT,
    takewhile_new,
    takewhile_next,
    &[reduce(while_reduce), set_state(while_set_state)],
    "takewhile(predicate, iterable, /)\n--\n\nThe items before the first one for which the predicate is false.",
);

pub(super) static FILTERFALSE: TypeSpec = iterator(
    "itertools.filterfalse",
    &APPLIED_LAYOUT,
    filterfalse_new,
    filterfalse_next,
    &[reduce(applied_reduce)],
    "filterfalse(function, iterable, /)\n--\n\nThe items for which the function is false; false items if it is None.",
);

pub(super) static STARMAP: TypeSpec = iterator(
    "itertools.starmap",
    &APPLIED_LAYOUT,
    starmap_new,
    starmap_next,
    &[reduce(applied_reduce)],
    "starmap(function, iterable, /)\n--\n\nfunction(*item) for every item.",
);

fn compress_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "compress",
        names: ["data", "selectors"],
        required: 2,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let source = |index: usize| match bound.get(index) {
        Some(given) => types::iter(thread, given),
        None => Ok(thread.heap().none()),
    };
    let (data, selectors) = (source(0)?, source(1)?);
    let fresh = native::make::<Compress>(thread.heap(), ty)?;
    fresh.data.set(Some(data));
    fresh.selectors.set(Some(selectors));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn compress_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Compress = this(thread, object)?;
    let (Some(data), Some(selectors)) = (it.data.get(), it.selectors.get()) else {
        return Ok(None);
    };
    loop {
        let Some(item) = pull(thread, &data)? else {
            return Ok(None);
        };
        let Some(selector) = pull(thread, &selectors)? else {
            return Ok(None);
        };
        if types::is_true(thread, &selector)? {
            return Ok(Some(item));
        }
    }
}

fn compress_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Compress = this(thread, object)?;
    let args = [or_none(thread, &it.data), or_none(thread, &it.selectors)];
    pickled(thread, object, &args, None)
}

fn while_new(thread: &Thread, ty: &Type, name: &str, args: Args<'_>) -> Result<Ref> {
    let values = positional(thread, ty, name, args, 2, 2)?;
    let source = types::iter(thread, &values[1])?;
    let fresh = native::make::<While>(thread.heap(), ty)?;
    fresh.predicate.set(Some(values[0].clone()));
    fresh.source.set(Some(source));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn dropwhile_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    while_new(thread, ty, "dropwhile", args)
}

fn takewhile_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    while_new(thread, ty, "takewhile", args)
}

fn holds(thread: &Thread, it: &While, item: &Object) -> Result<bool> {
    let predicate = or_none(thread, &it.predicate);
    let answer = types::call_one_given(thread, predicate, item)?;
    types::is_true(thread, &answer)
}

fn dropwhile_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &While = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    loop {
        let Some(item) = pull(thread, &source)? else {
            return Ok(None);
        };
        if it.done.get() != 0 {
            return Ok(Some(item));
        }
        if !holds(thread, it, &item)? {
            it.done.set(1);
            return Ok(Some(item));
        }
    }
}

fn takewhile_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &While = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    if it.done.get() != 0 {
        return Ok(None);
    }
    let Some(item) = pull(thread, &source)? else {
        return Ok(None);
    };
    if holds(thread, it, &item)? {
        return Ok(Some(item));
    }
    it.done.set(1);
    Ok(None)
}

fn while_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &While = this(thread, object)?;
    let args = [or_none(thread, &it.predicate), or_none(thread, &it.source)];
    let done = Int::from_usize(thread, it.done.get())?;
    pickled(thread, object, &args, Some(done))
}

fn while_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &While = this(thread, object)?;
    it.done.set(types::is_true(thread, state)?.into());
    Ok(thread.heap().none())
}

fn applied_new(thread: &Thread, ty: &Type, name: &str, args: Args<'_>) -> Result<Ref> {
    let values = positional(thread, ty, name, args, 2, 2)?;
    let source = types::iter(thread, &values[1])?;
    let fresh = native::make::<Applied>(thread.heap(), ty)?;
    fresh.function.set(Some(values[0].clone()));
    fresh.source.set(Some(source));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn filterfalse_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    applied_new(thread, ty, "filterfalse", args)
}

fn starmap_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    applied_new(thread, ty, "starmap", args)
}

fn filterfalse_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Applied = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let plain = it.function.is(&thread.heap().none())
        || it
            .function
            .is(thread.heap().builtin(Builtin::Bool).as_object());
    while let Some(item) = pull(thread, &source)? {
        let chosen = if plain {
            types::is_true(thread, &item)?
        } else {
            let answer = types::call_one_given(thread, or_none(thread, &it.function), &item)?;
            types::is_true(thread, &answer)?
        };
        if !chosen {
            return Ok(Some(item));
        }
    }
    Ok(None)
}

fn starmap_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Applied = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let Some(item) = pull(thread, &source)? else {
        return Ok(None);
    };
    let args = types::to_tuple(thread, &item)?;
    let function = or_none(thread, &it.function);
    types::call_packed_given(thread, function, Args::positional_only(args.items())).map(Some)
}

fn applied_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Applied = this(thread, object)?;
    let args = [or_none(thread, &it.function), or_none(thread, &it.source)];
    pickled(thread, object, &args, None)
}
