//! `product`, `permutations`, `combinations`, `combinations_with_replacement`.
//!
//! ```text
//! product        0 header  16 pools  24 result  32 indices, started                        48 bytes
//! permutations   0 header  16 pool   24 result  32 indices, started  48 cycles             64 bytes
//! combinations*  0 header  16 pool   24 result  32 indices, started  48 (length)           56 bytes
//! ```
//! The indices stand in a buffer of their own. The result of last time is used again when nobody else holds it.

use super::{iterator, or_none, pickled, reduce, set_state, this};
use object::native::WordField;
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Ref, Result, Slot, Thread, Type, TypeSlots,
    TypeSpec, native,
};
use std::cell::Cell;
use types::protocol::Signature;
use types::tuple::Unfinished;
use types::{Int, List, Str, Tuple};

object::native_layout! {
    /// See the file's head.
    pub struct Product: PRODUCT_LAYOUT, "product" { pools: Slot<Tuple>, result: Slot<Tuple>, indices: WordField } keeps cycles
}
object::native_layout! {
    /// See the file's head.
    pub struct Permutations: PERMUTATIONS_LAYOUT, "permutations" {
        pool: Slot<Tuple>, result: Slot<Tuple>, indices: WordField, cycles: WordField
    } keeps cycles
}
object::native_layout! {
    /// See the file's head; both kinds.
    pub struct Combinations: COMBINATIONS_LAYOUT, "combinations" {
        pool: Slot<Tuple>, result: Slot<Tuple>, indices: WordField, length: Cell<usize>
    } keeps cycles
}

const _: () = assert!(size_of::<Product>() == 48);
const _: () = assert!(size_of::<Permutations>() == 64);
const _: () = assert!(size_of::<Combinations>() == 56);

/// States of `WordField::flag`.
const FRESH: u32 = 0;
const RUNNING: u32 = 1;
const STOPPED: u32 = 2;

/// The same type with a size of its own.
const fn sized(spec: TypeSpec, sizeof: fn(&Thread, &Object) -> Result<usize>) -> TypeSpec {
    TypeSpec {
        slots: TypeSlots {
            sizeof: Some(sizeof),
            ..spec.slots
        },
        ..spec
    }
}

fn words(fields: &[&WordField]) -> usize {
    fields
        .iter()
        .map(|field| field.len() * size_of::<isize>())
        .sum()
}

/// Before it is known whether there is another result, one that somebody else holds is copied, and one that nobody else holds
/// is tracked again: a collection may have untracked it.
fn renew(thread: &Thread, kept: &Slot<Tuple>) -> Result<()> {
    if let Some(result) = kept.get() {
        if result.as_object().refcount() > 2 {
            kept.set(Some(Tuple::from_slice(thread, result.items())?));
        } else if result.len() > 0 {
            result.as_object().track();
        }
    }
    Ok(())
}

/// Starts over or goes on from the result of last time: positions from `changed` on get new items.
fn build(
    thread: &Thread,
    kept: &Slot<Tuple>,
    len: usize,
    changed: usize,
    item: impl Fn(usize) -> Ref,
) -> Result<Ref> {
    let reusable = kept
        .take()
        .filter(|t| t.as_object().refcount() == 1 && t.len() == len && len > 0);
    let result = match reusable {
        Some(tuple) => {
            for i in changed..len {
                drop(tuple.replace_unshared(i, item(i)));
            }
            tuple.as_object().track();
            tuple
        }
        None => Tuple::from_iter(thread, len, (0..len).map(item))?,
    };
    kept.set(Some(result.clone()));
    Ok(result.into_object())
}

pub(super) static PRODUCT: TypeSpec = sized(
    iterator(
        "itertools.product",
        &PRODUCT_LAYOUT,
        product_new,
        product_next,
        &[
            reduce(product_reduce),
            MethodDef::one("__setstate__", product_set_state)
                .doc("Set state information for unpickling."),
            MethodDef::no_args("__sizeof__", sizeof_method)
                .doc("Returns size in memory, in bytes."),
        ],
        "product(*iterables, repeat=1)\n--\n\nTuples of one item of each iterable, the last varying fastest.",
    ),
    product_sizeof,
);

fn sizeof_method(thread: &Thread, object: &Object) -> Result<Ref> {
    match object.ty().slots().sizeof {
        Some(sizeof) => Int::from_usize(thread, sizeof(thread, object)?),
        None => Int::from_usize(thread, object.ty().basicsize()),
    }
}

fn product_sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let it: &Product = this(thread, object)?;
    Ok(object.ty().basicsize() + words(&[&it.indices]))
}

fn repeat_argument(thread: &Thread, args: &Args<'_>) -> Result<usize> {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        if !name.downcast::<Str>().is_some_and(|n| n.eq_str("repeat")) {
            return Err(thread.type_error(format_args!(
                "product() got an unexpected keyword argument '{}'",
                types::to_str(thread, name)?
            )));
        }
        // 3.13's parser of arguments holds what it converts.
        let value = value.clone();
        repeat = types::as_isize(thread, &value, Builtin::OverflowError)?;
        if repeat < 0 {
            return Err(thread.value_error(format_args!("repeat argument cannot be negative")));
        }
    }
    Ok(repeat as usize)
}

fn product_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let repeat = repeat_argument(thread, &args)?;
    let given = if repeat == 0 {
        &[][..]
    } else {
        args.positional()
    };
    let Some(count) = given.len().checked_mul(repeat).filter(|&n| n < 1 << 31) else {
        let text = format_args!("repeat argument too large");
        return Err(thread.raise(Builtin::OverflowError, text));
    };
    let pools = Unfinished::tracked(thread, count)?;
    let mut made = Vec::with_capacity(given.len());
    for iterable in given {
        made.push(types::to_tuple(thread, iterable)?.into_object());
    }
    for (i, pool) in made.iter().cycle().take(count).enumerate() {
        pools.put(i, pool.clone());
    }
    let fresh = native::make::<Product>(thread.heap(), ty)?;
    fresh.indices.fill(thread.heap(), count, |_| 0)?;
    fresh.pools.set(Some(pools.finish()));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// The length of pool `i`.
fn pool_len(pools: &Tuple, i: usize) -> usize {
    pools.items()[i].downcast::<Tuple>().map_or(0, Tuple::len)
}

/// The item that the indices choose from pool `i`.
fn chosen(thread: &Thread, pools: &Tuple, indices: &WordField, i: usize) -> Ref {
    let pool = pools.items()[i].downcast::<Tuple>();
    let item = pool.and_then(|pool| pool.items().get(indices.get(i) as usize));
    item.cloned().unwrap_or_else(|| thread.heap().none())
}

fn product_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Product = this(thread, object)?;
    let (indices, Some(pools)) = (&it.indices, it.pools.get()) else {
        return Ok(None);
    };
    let changed = match indices.flag.get() {
        STOPPED => return Ok(None),
        FRESH => (0..pools.len())
            .all(|i| pool_len(&pools, i) > 0)
            .then_some(0),
        _ => {
            renew(thread, &it.result)?;
            advance_product(&pools, indices)
        }
    };
    let item = |i| chosen(thread, &pools, indices, i);
    let Some(changed) = changed else {
        if indices.flag.replace(STOPPED) == RUNNING {
            // The last result has turned over to the first one.
            build(thread, &it.result, pools.len(), 0, item)?;
        }
        return Ok(None);
    };
    indices.flag.set(RUNNING);
    build(thread, &it.result, pools.len(), changed, item).map(Some)
}

/// Moves to the next choice; the first position that changed, or `None` after the last.
fn advance_product(pools: &Tuple, indices: &WordField) -> Option<usize> {
    for i in (0..pools.len()).rev() {
        let next = indices.get(i) + 1;
        if (next as usize) < pool_len(pools, i) {
            indices.set(i, next);
            return Some(i);
        }
        indices.set(i, 0);
    }
    None
}

fn product_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Product = this(thread, object)?;
    let Some(pools) = it.pools.get().filter(|_| it.indices.flag.get() != STOPPED) else {
        let empty = Tuple::empty(thread).into_object();
        return pickled(thread, object, &[empty], None);
    };
    let state = match it.indices.flag.get() {
        FRESH => None,
        _ => Some(index_tuple(thread, &it.indices)?),
    };
    pickled(thread, object, pools.items(), state)
}

fn index_tuple(thread: &Thread, indices: &WordField) -> Result<Ref> {
    let all = List::with_room(thread, indices.len())?;
    for i in 0..indices.len() {
        all.push(thread, Int::new(thread, indices.get(i))?)?;
    }
    Ok(all.to_tuple(thread)?.into_object())
}

fn product_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    super::pickle_warning(thread)?;
    let it: &Product = this(thread, object)?;
    let given = state
        .downcast::<Tuple>()
        .filter(|s| s.len() == it.indices.len());
    let (Some(given), Some(pools)) = (given, it.pools.get()) else {
        return Err(thread.value_error(format_args!("invalid arguments")));
    };
    for (i, index) in given.items().iter().enumerate() {
        let size = pool_len(&pools, i) as isize;
        if size == 0 {
            it.indices.flag.set(STOPPED);
            return Ok(thread.heap().none());
        }
        let index = types::as_isize(thread, index, Builtin::OverflowError)?;
        it.indices.set(i, index.clamp(0, size - 1));
    }
    it.result.set(None);
    it.indices.flag.set(RUNNING);
    Ok(thread.heap().none())
}

/// An item of the pool.
fn pool_item(thread: &Thread, pool: &Tuple, index: isize) -> Ref {
    let item = pool.items().get(index as usize);
    item.cloned().unwrap_or_else(|| thread.heap().none())
}

pub(super) static PERMUTATIONS: TypeSpec = sized(
    iterator(
        "itertools.permutations",
        &PERMUTATIONS_LAYOUT,
        permutations_new,
        permutations_next,
        &[
            reduce(permutations_reduce),
            set_state(permutations_set_state),
            MethodDef::no_args("__sizeof__", sizeof_method)
                .doc("Returns size in memory, in bytes."),
        ],
        "permutations(iterable, r=None)\n--\n\nThe orders in which r items can be chosen.",
    ),
    permutations_sizeof,
);

fn permutations_sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let it: &Permutations = this(thread, object)?;
    Ok(object.ty().basicsize() + words(&[&it.indices, &it.cycles]))
}

fn permutations_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "permutations",
        names: ["iterable", "r"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(iterable) = bound.get(0) else {
        return Ok(thread.heap().none());
    };
    let pool = types::to_tuple(thread, iterable)?;
    let n = pool.len() as isize;
    let r = match bound.get(1).filter(|r| !r.is_exactly(Builtin::NoneType)) {
        Some(r) if Int::of(r).is_none() => {
            return Err(thread.type_error(format_args!("Expected int as r")));
        }
        Some(r) => types::as_isize(thread, r, Builtin::OverflowError)?,
        None => n,
    };
    if r < 0 {
        return Err(thread.value_error(format_args!("r must be non-negative")));
    }
    let heap = thread.heap();
    let fresh = native::make::<Permutations>(heap, ty)?;
    fresh.indices.fill(heap, n as usize, |i| i as isize)?;
    fresh.cycles.fill(heap, r as usize, |i| n - i as isize)?;
    fresh.indices.flag.set(if r > n { STOPPED } else { FRESH });
    fresh.pool.set(Some(pool));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn permutations_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Permutations = this(thread, object)?;
    let (indices, Some(pool)) = (&it.indices, it.pool.get()) else {
        return Ok(None);
    };
    let changed = match indices.flag.get() {
        STOPPED => return Ok(None),
        FRESH => Some(0),
        _ => {
            renew(thread, &it.result)?;
            advance_permutation(indices, &it.cycles)
        }
    };
    let Some(changed) = changed else {
        indices.flag.set(STOPPED);
        return Ok(None);
    };
    indices.flag.set(RUNNING);
    let item = |i| pool_item(thread, &pool, indices.get(i));
    build(thread, &it.result, it.cycles.len(), changed, item).map(Some)
}

fn advance_permutation(indices: &WordField, cycles: &WordField) -> Option<usize> {
    let n = indices.len();
    for i in (0..cycles.len()).rev() {
        let left = cycles.get(i) - 1;
        if left == 0 {
            // Every choice for this place is used up: rotate it to the end and start its cycle anew.
            let index = indices.get(i);
            for j in i..n - 1 {
                indices.set(j, indices.get(j + 1));
            }
            indices.set(n - 1, index);
            cycles.set(i, (n - i) as isize);
            continue;
        }
        cycles.set(i, left);
        let j = n - left as usize;
        let (a, b) = (indices.get(i), indices.get(j));
        indices.set(i, b);
        indices.set(j, a);
        return Some(i);
    }
    None
}

fn permutations_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Permutations = this(thread, object)?;
    let length = Int::from_usize(thread, it.cycles.len())?;
    match it.indices.flag.get() {
        FRESH => pickled(thread, object, &[or_none(thread, &it.pool), length], None),
        STOPPED => {
            let empty = Tuple::empty(thread).into_object();
            pickled(thread, object, &[empty, length], None)
        }
        _ => {
            let state = [
                index_tuple(thread, &it.indices)?,
                index_tuple(thread, &it.cycles)?,
            ];
            let state = Tuple::from_array(thread, state)?.into_object();
            pickled(
                thread,
                object,
                &[or_none(thread, &it.pool), length],
                Some(state),
            )
        }
    }
}

/// Indices of a state, each brought between the bounds that hold for its place.
fn restore(
    thread: &Thread,
    into: &WordField,
    given: &Tuple,
    bounds: impl Fn(usize) -> (isize, isize),
) -> Result<()> {
    for (i, index) in given.items().iter().enumerate() {
        if index.downcast::<Int>().is_none() {
            return Err(thread.type_error(format_args!("an integer is required")));
        }
        let index = types::as_isize(thread, index, Builtin::OverflowError)?;
        let (least, most) = bounds(i);
        into.set(i, index.min(most).max(least));
    }
    Ok(())
}

fn permutations_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    super::pickle_warning(thread)?;
    let it: &Permutations = this(thread, object)?;
    let Some(state) = state.downcast::<Tuple>() else {
        return Err(thread.type_error(format_args!("state is not a tuple")));
    };
    let [indices, cycles] = state.items() else {
        return Err(thread.type_error(format_args!(
            "function takes exactly 2 arguments ({} given)",
            state.len()
        )));
    };
    let part = |position: usize, part: &Ref| match part.clone().downcast_into::<Tuple>() {
        Ok(part) => Ok(part),
        Err(other) => Err(thread.type_error(format_args!(
            "argument {position} must be tuple, not {}",
            types::protocol::type_text(&other)
        ))),
    };
    let (indices, cycles) = (part(1, indices)?, part(2, cycles)?);
    if indices.len() != it.indices.len() || cycles.len() != it.cycles.len() {
        return Err(thread.value_error(format_args!("invalid arguments")));
    }
    let n = it.indices.len() as isize;
    restore(thread, &it.indices, &indices, |_| (0, n - 1))?;
    restore(thread, &it.cycles, &cycles, |i| (1, n - i as isize))?;
    resume(&it.indices, &it.result);
    Ok(thread.heap().none())
}

/// The next result follows the restored one, unless there never was any.
fn resume(indices: &WordField, result: &Slot<Tuple>) {
    result.set(None);
    if indices.flag.get() != STOPPED {
        indices.flag.set(RUNNING);
    }
}

pub(super) static COMBINATIONS: TypeSpec = sized(
    iterator(
        "itertools.combinations",
        &COMBINATIONS_LAYOUT,
        combinations_new,
        combinations_next,
        COMBINATION_METHODS,
        "combinations(iterable, r)\n--\n\nThe choices of r items, in the order of the iterable.",
    ),
    combinations_sizeof,
);

pub(super) static WITH_REPLACEMENT: TypeSpec = sized(
    iterator(
        "itertools.combinations_with_replacement",
        &COMBINATIONS_LAYOUT,
        with_replacement_new,
        with_replacement_next,
        COMBINATION_METHODS,
        "combinations_with_replacement(iterable, r)\n--\n\nThe choices of r items that may repeat.",
    ),
    combinations_sizeof,
);

static COMBINATION_METHODS: &[MethodDef] = &[
    reduce(combinations_reduce),
    set_state(combinations_set_state),
    MethodDef::no_args("__sizeof__", sizeof_method).doc("Returns size in memory, in bytes."),
];

fn combinations_sizeof(thread: &Thread, object: &Object) -> Result<usize> {
    let it: &Combinations = this(thread, object)?;
    Ok(object.ty().basicsize() + words(&[&it.indices]))
}

fn new_combinations(
    thread: &Thread,
    ty: &Type,
    signature: &Signature<2>,
    args: Args<'_>,
    repeats: bool,
) -> Result<Ref> {
    let bound = signature.bind(thread, &args)?;
    let (Some(iterable), Some(r)) = (bound.get(0), bound.get(1)) else {
        return Ok(thread.heap().none());
    };
    let r = types::as_isize(thread, r, Builtin::OverflowError)?;
    let pool = types::to_tuple(thread, iterable)?;
    if r < 0 {
        return Err(thread.value_error(format_args!("r must be non-negative")));
    }
    let (n, r) = (pool.len(), r as usize);
    let none = if repeats { n == 0 && r > 0 } else { r > n };
    let heap = thread.heap();
    let fresh = native::make::<Combinations>(heap, ty)?;
    fresh
        .indices
        .fill(heap, r, |i| if repeats { 0 } else { i as isize })?;
    fresh.indices.flag.set(if none { STOPPED } else { FRESH });
    fresh.length.set(r);
    fresh.pool.set(Some(pool));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn combinations_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "combinations",
        names: ["iterable", "r"],
        required: 2,
        positional: 2,
    };
    new_combinations(thread, ty, &SIGNATURE, args, false)
}

fn with_replacement_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "combinations_with_replacement",
        names: ["iterable", "r"],
        required: 2,
        positional: 2,
    };
    new_combinations(thread, ty, &SIGNATURE, args, true)
}

type Advance = fn(usize, &WordField) -> Option<usize>;

fn next_combination(thread: &Thread, object: &Object, advance: Advance) -> IterResult {
    let it: &Combinations = this(thread, object)?;
    let (indices, Some(pool)) = (&it.indices, it.pool.get()) else {
        return Ok(None);
    };
    let changed = match indices.flag.get() {
        STOPPED => return Ok(None),
        FRESH => Some(0),
        _ => {
            renew(thread, &it.result)?;
            advance(pool.len(), indices)
        }
    };
    let Some(changed) = changed else {
        indices.flag.set(STOPPED);
        return Ok(None);
    };
    indices.flag.set(RUNNING);
    let item = |i| pool_item(thread, &pool, indices.get(i));
    build(thread, &it.result, it.length.get(), changed, item).map(Some)
}

fn combinations_next(thread: &Thread, object: &Object) -> IterResult {
    next_combination(thread, object, |n, indices| {
        let r = indices.len();
        let at = (0..r)
            .rev()
            .find(|&i| (indices.get(i) as usize) < n - r + i)?;
        let first = indices.get(at) + 1;
        for i in at..r {
            indices.set(i, first + (i - at) as isize);
        }
        Some(at)
    })
}

fn with_replacement_next(thread: &Thread, object: &Object) -> IterResult {
    next_combination(thread, object, |n, indices| {
        let r = indices.len();
        let at = (0..r).rev().find(|&i| indices.get(i) + 1 < n as isize)?;
        let first = indices.get(at) + 1;
        for i in at..r {
            indices.set(i, first);
        }
        Some(at)
    })
}

fn combinations_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Combinations = this(thread, object)?;
    let length = Int::from_usize(thread, it.length.get())?;
    match it.indices.flag.get() {
        FRESH => pickled(thread, object, &[or_none(thread, &it.pool), length], None),
        STOPPED => {
            let empty = Tuple::empty(thread).into_object();
            pickled(thread, object, &[empty, length], None)
        }
        _ => {
            let state = index_tuple(thread, &it.indices)?;
            pickled(
                thread,
                object,
                &[or_none(thread, &it.pool), length],
                Some(state),
            )
        }
    }
}

fn combinations_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    super::pickle_warning(thread)?;
    let it: &Combinations = this(thread, object)?;
    let given = state.downcast::<Tuple>();
    let given = given.filter(|state| state.len() == it.length.get());
    let (Some(given), Some(pool)) = (given, it.pool.get()) else {
        return Err(thread.value_error(format_args!("invalid arguments")));
    };
    let (n, r) = (pool.len() as isize, given.len() as isize);
    let repeats = object
        .ty()
        .is_subtype(types::type_of(thread, &WITH_REPLACEMENT)?);
    restore(thread, &it.indices, given, |i| match repeats {
        true => (0, n - 1),
        false => (0, n - r + i as isize),
    })?;
    resume(&it.indices, &it.result);
    Ok(thread.heap().none())
}
