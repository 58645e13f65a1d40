//! `itertools`: the iterators as objects of 3.13's sizes.
//!
//! - `endless.rs`: count, cycle, repeat; `select.rs`: compress, dropwhile, takewhile, filterfalse, starmap
//! - `join.rs`: chain, islice, pairwise, batched, zip_longest; `group.rs`: accumulate, groupby
//! - `tee.rs`: tee and its shared data; `combine.rs`: product, permutations, combinations
//!
//! Each iterator takes from its source only what it is asked for. Pulling from a source counts as one native call, so that
//! a tower of iterators raises `RecursionError` instead of overflowing the stack.

mod combine;
mod endless;
mod group;
mod join;
mod select;
mod tee;

use object::{
    Args, Builtin, IterResult, Layout, LayoutInfo, MethodDef, Object, Ref, Result, Slot, Thread,
    Type, TypeFlags, TypeSlots, TypeSpec,
};
use types::Tuple;
use types::module::ModuleSpec;

pub static MODULE: ModuleSpec = ModuleSpec {
    name: "itertools",
    doc: Some("Iterators made of iterators."),
    functions: &[MethodDef::fast("tee", tee::tee)
        .doc("tee($module, iterable, n=2, /)\n--\n\nA tuple of iterators that each yield what the iterable yields.")],
    types: &[
        &group::ACCUMULATE,
        &join::BATCHED,
        &join::CHAIN,
        &combine::COMBINATIONS,
        &select::COMPRESS,
        &endless::COUNT,
        &combine::WITH_REPLACEMENT,
        &endless::CYCLE,
        &select::DROPWHILE,
        &select::FILTERFALSE,
        &group::GROUPBY,
        &group::GROUPER,
        &join::ISLICE,
        &join::PAIRWISE,
        &combine::PERMUTATIONS,
        &combine::PRODUCT,
        &endless::REPEAT,
        &select::STARMAP,
        &select::TAKEWHILE,
        &tee::TEE,
        &tee::DATA,
        &join::ZIP_LONGEST,
    ],
    unnamed: &[],
    init: None,
};

type New = for<'a> fn(&Thread, &Type, Args<'a>) -> Result<Ref>;

/// An iterator type: collected, open for subtypes.
const fn iterator(
    name: &'static str,
    layout: &'static LayoutInfo,
    new: New,
    next: fn(&Thread, &Object) -> IterResult,
    methods: &'static [MethodDef],
    doc: &'static str,
) -> TypeSpec {
    TypeSpec {
        flags: TypeFlags::OF_MODULE_GC.with(TypeFlags::BASETYPE),
        slots: TypeSlots {
            getattro: Some(types::typeobj::generic_getattr),
            iter: Some(itself),
            iternext: Some(next),
            new: Some(new),
            ..TypeSlots::EMPTY
        },
        methods,
        doc: Some(doc),
        ..TypeSpec::new(name, Builtin::Other, layout)
    }
}

const fn reduce(f: fn(&Thread, &Object) -> Result<Ref>) -> MethodDef {
    MethodDef::no_args("__reduce__", f).doc("Return state information for pickling.")
}

const fn set_state(f: fn(&Thread, &Object, &Object) -> Result<Ref>) -> MethodDef {
    MethodDef::one("__setstate__", f).doc("Set state information for unpickling.")
}

fn itself(_: &Thread, object: &Object) -> Result<Ref> {
    Ok(object.to_ref())
}

/// The object as the layout that its methods know.
#[inline]
fn this<'a, T: Layout>(thread: &Thread, object: &'a Object) -> Result<&'a T> {
    match object.downcast::<T>() {
        Some(it) => Ok(it),
        None => Err(thread.type_error(format_args!(
            "{} expected, not {}",
            T::INFO.name,
            object.ty().name()
        ))),
    }
}

/// The next item of a source.
#[inline]
fn pull(thread: &Thread, source: &Object) -> IterResult {
    let _deeper = thread.enter(" in an iterator")?;
    types::next(thread, source)
}

/// The next item of the source in a slot; the slot is emptied at its end.
fn pull_slot(thread: &Thread, slot: &Slot) -> IterResult {
    let Some(source) = slot.get() else {
        return Ok(None);
    };
    let item = pull(thread, &source)?;
    if item.is_none() {
        slot.set(None);
    }
    Ok(item)
}

/// Positional arguments only, in the given number.
fn positional<'a>(
    thread: &Thread,
    ty: &Type,
    name: &str,
    args: Args<'a>,
    least: usize,
    most: usize,
) -> Result<&'a [Ref]> {
    types::no_keywords_of(thread, ty, name, &args)?;
    types::check_arity(thread, name, args.positional().len(), least, most)?;
    Ok(args.positional())
}

/// 3.13 warns that all of this goes in 3.14.
fn pickle_warning(thread: &Thread) -> Result<()> {
    let text = format_args!(
        "Pickle, copy, and deepcopy support will be removed from itertools in Python 3.14."
    );
    types::warn(thread, Builtin::DeprecationWarning, text)
}

/// `(type, args)` or `(type, args, state)`.
fn pickled(thread: &Thread, object: &Object, args: &[Ref], state: Option<Ref>) -> Result<Ref> {
    pickle_warning(thread)?;
    let class = object.ty().as_object().to_ref();
    let args = Tuple::from_slice(thread, args)?.into_object();
    let whole = match state {
        Some(state) => Tuple::from_array(thread, [class, args, state])?,
        None => Tuple::from_array(thread, [class, args])?,
    };
    Ok(whole.into_object())
}

/// A slot's value, or `None`.
fn or_none<T: Layout>(thread: &Thread, slot: &Slot<T>) -> Ref {
    slot.get()
        .map_or_else(|| thread.heap().none(), Ref::into_object)
}

/// A state's items, for `__setstate__`.
fn state_items(thread: &Thread, state: &Object, least: usize) -> Result<Ref<Tuple>> {
    match state.to_ref().downcast_into::<Tuple>() {
        Ok(items) if items.len() >= least => Ok(items),
        _ => Err(thread.type_error(format_args!("state is not a tuple"))),
    }
}
