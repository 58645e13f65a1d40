//! `chain`, `islice`, `pairwise`, `batched`, `zip_longest`: items of one or several sources put together anew.
//!
//! ```text
//! chain        0 header  16 sources  24 active                                             32 bytes
//! islice       0 header  16 source  24 next  32 stop (-1: none)  40 step  48 taken         56 bytes
//! pairwise     0 header  16 source  24 last item  32 result                                40 bytes
//! batched      0 header  16 source  24 size  32 strict                                     40 bytes
//! zip_longest  0 header  16 size  24 active  32 sources  40 result  48 fill value          56 bytes
//! ```

use super::{
    iterator, or_none, pickle_warning, pickled, positional, pull, pull_slot, reduce, set_state,
    state_items, this,
};
use object::{
    Args, Builtin, IterResult, MethodDef, Object, Raised, Ref, Result, Slot, Thread, Type,
    TypeSpec, native,
};
use std::cell::Cell;
use types::protocol::Signature;
use types::tuple::Unfinished;
use types::{Int, List, Str, Tuple};

object::native_layout! {
    /// See the file's head.
    pub struct Chain: CHAIN_LAYOUT, "chain" { sources: Slot, active: Slot } keeps cycles drops [active]
}
object::native_layout! {
    /// See the file's head.
    pub struct Islice: ISLICE_LAYOUT, "islice" {
        source: Slot, next: Cell<isize>, stop: Cell<isize>, step: Cell<isize>, taken: Cell<isize>
    } keeps cycles
}
object::native_layout! {
    /// See the file's head.
    pub struct Pairwise: PAIRWISE_LAYOUT, "pairwise" { source: Slot, last: Slot, result: Slot<Tuple> } keeps cycles
}
object::native_layout! {
    /// See the file's head.
    pub struct Batched: BATCHED_LAYOUT, "batched" { source: Slot, size: Cell<isize>, strict: Cell<usize> } keeps cycles
}
object::native_layout! {
    /// See the file's head. An exhausted source is replaced by `None`.
    pub struct ZipLongest: ZIP_LONGEST_LAYOUT, "zip_longest" {
        size: Cell<usize>, active: Cell<usize>, sources: Slot<Tuple>, result: Slot<Tuple>, fill: Slot
    } keeps cycles
}

const _: () = assert!(size_of::<Chain>() == 32 && size_of::<Islice>() == 56);
const _: () = assert!(size_of::<Pairwise>() == 40 && size_of::<Batched>() == 40);
const _: () = assert!(size_of::<ZipLongest>() == 56);

pub(super) static CHAIN: TypeSpec = TypeSpec {
    keeps_arguments: true,
    ..iterator(
    "itertools.chain",
    &CHAIN_LAYOUT,
    chain_new,
    chain_next,
    &[
        MethodDef::one("from_iterable", from_iterable)
            .class()
            .doc("from_iterable($type, iterable, /)\n--\n\nA chain of the iterables that an iterable yields."),
        reduce(chain_reduce),
        set_state(chain_set_state),
        MethodDef::one("__class_getitem__", |thread, class, key| {
            types::generic_alias::new(thread, class, key)
        })
        .class()
        .doc("See PEP 585"),
    ],
    "chain(*iterables)\n--\n\nThe items of the first iterable, then of the second, and so on.",
)
};

/// A chain over an iterator of iterables.
pub(super) fn new_chain(thread: &Thread, ty: &Type, sources: Ref) -> Result<Ref> {
    let fresh = native::make::<Chain>(thread.heap(), ty)?;
    fresh.sources.set(Some(sources));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn chain_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    types::no_keywords_of(thread, ty, "chain", &args)?;
    let all = Tuple::of_args(thread, &args)?;
    new_chain(thread, ty, types::iter(thread, all.as_object())?)
}

fn from_iterable(thread: &Thread, class: &Object, iterable: &Object) -> Result<Ref> {
    let sources = types::iter(thread, iterable)?;
    match class.downcast::<Type>() {
        Some(ty) => new_chain(thread, ty, sources),
        None => Err(thread.type_error(format_args!("a type is required"))),
    }
}

fn chain_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Chain = this(thread, object)?;
    loop {
        let active = match it.active.get() {
            Some(active) => active,
            None => {
                let Some(iterable) = pull_slot(thread, &it.sources)? else {
                    return Ok(None);
                };
                let active = types::iter(thread, &iterable).inspect_err(|_| {
                    it.sources.set(None);
                })?;
                it.active.set(Some(active.clone()));
                active
            }
        };
        if let Some(item) = pull(thread, &active)? {
            return Ok(Some(item));
        }
        it.active.set(None);
    }
}

fn chain_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Chain = this(thread, object)?;
    let state = match (it.sources.get(), it.active.get()) {
        (Some(sources), Some(active)) => Some(Tuple::from_array(thread, [sources, active])?),
        (Some(sources), None) => Some(Tuple::from_array(thread, [sources])?),
        _ => None,
    };
    pickled(thread, object, &[], state.map(Ref::into_object))
}

fn chain_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &Chain = this(thread, object)?;
    let items = state_items(thread, state, 1)?;
    if items
        .items()
        .iter()
        .any(|i| i.ty().slots().iternext.is_none())
    {
        return Err(thread.type_error(format_args!("Arguments must be iterators.")));
    }
    it.sources.set(items.items().first().cloned());
    it.active.set(items.items().get(1).cloned());
    Ok(thread.heap().none())
}

pub(super) static ISLICE: TypeSpec = iterator(
    "itertools.islice",
    &ISLICE_LAYOUT,
    islice_new,
    islice_next,
    &[reduce(islice_reduce), set_state(islice_set_state)],
    "islice(iterable, stop) --> islice object\nislice(iterable, start, stop[, step]) --> islice object\n\nThe items that a slice of the iterable would have.",
);

/// A part of the slice; `None` gives the default. What can't be a count at all is -1 and no error yet.
fn part(thread: &Thread, given: &Object, default: isize) -> isize {
    if given.is_exactly(Builtin::NoneType) {
        return default;
    }
    match types::index(thread, given) {
        Ok(int) => int.as_isize().unwrap_or(-1),
        Err(_) => {
            thread.take_pending();
            -1
        }
    }
}

#[cold]
fn bad_part(thread: &Thread, what: &str) -> Raised {
    thread.value_error(format_args!(
        "{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize."
    ))
}

fn islice_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let values = positional(thread, ty, "islice", args, 2, 4)?;
    let none = thread.heap().none();
    let (start, stop, step) = match values {
        [_, stop] => (&none, stop, &none),
        [_, start, stop] => (start, stop, &none),
        [_, start, stop, step, ..] => (start, stop, step),
        _ => (&none, &none, &none),
    };
    let start = part(thread, start, 0);
    let without = stop.is_exactly(Builtin::NoneType);
    let stop = part(thread, stop, -1);
    if stop == -1 && !without {
        return Err(bad_part(thread, "Stop argument"));
    }
    if start < 0 || stop < -1 {
        return Err(bad_part(thread, "Indices"));
    }
    let step = part(thread, step, 1);
    if step < 1 {
        let text = format_args!("Step for islice() must be a positive integer or None.");
        return Err(thread.value_error(text));
    }
    let source = types::iter(thread, &values[0])?;
    let fresh = native::make::<Islice>(thread.heap(), ty)?;
    fresh.source.set(Some(source));
    fresh.next.set(start);
    fresh.stop.set(stop);
    fresh.step.set(step);
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn islice_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Islice = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let stop = it.stop.get();
    while it.taken.get() < it.next.get() {
        if pull(thread, &source)?.is_none() {
            it.source.set(None);
            return Ok(None);
        }
        it.taken.set(it.taken.get() + 1);
    }
    if stop != -1 && it.taken.get() >= stop {
        it.source.set(None);
        return Ok(None);
    }
    let Some(item) = pull(thread, &source)? else {
        it.source.set(None);
        return Ok(None);
    };
    it.taken.set(it.taken.get() + 1);
    let next = it.next.get().saturating_add(it.step.get());
    it.next.set(if stop != -1 { next.min(stop) } else { next });
    Ok(Some(item))
}

fn islice_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Islice = this(thread, object)?;
    let zero = Int::new(thread, 0)?;
    let Some(source) = it.source.get() else {
        let empty = types::iter(thread, List::new(thread)?.as_object())?;
        return pickled(thread, object, &[empty, zero.clone()], Some(zero));
    };
    let stop = match it.stop.get() {
        -1 => thread.heap().none(),
        stop => Int::new(thread, stop)?,
    };
    let args = [
        source,
        Int::new(thread, it.next.get())?,
        stop,
        Int::new(thread, it.step.get())?,
    ];
    let taken = Int::new(thread, it.taken.get())?;
    pickled(thread, object, &args, Some(taken))
}

fn islice_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &Islice = this(thread, object)?;
    it.taken
        .set(types::as_isize(thread, state, Builtin::OverflowError)?);
    Ok(thread.heap().none())
}

pub(super) static PAIRWISE: TypeSpec = iterator(
    "itertools.pairwise",
    &PAIRWISE_LAYOUT,
    pairwise_new,
    pairwise_next,
    &[],
    "pairwise(iterable, /)\n--\n\nEach item with the one after it.",
);

fn pairwise_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let values = positional(thread, ty, "pairwise", args, 1, 1)?;
    let source = types::iter(thread, &values[0])?;
    let fresh = native::make::<Pairwise>(thread.heap(), ty)?;
    fresh.as_object().track();
    fresh.source.set(Some(source));
    let none = thread.heap().none();
    fresh
        .result
        .set(Some(Tuple::from_array(thread, [none.clone(), none])?));
    Ok(fresh.into_object())
}

/// The iterator's own tuple when nobody else holds it, to be filled anew. While the caller has it, it is shared.
fn own_row(kept: &Slot<Tuple>) -> Option<Ref<Tuple>> {
    kept.get().filter(|t| t.as_object().refcount() == 2)
}

fn pairwise_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Pairwise = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let first = match it.last.get() {
        Some(last) => last,
        None => {
            let Some(first) = pull(thread, &source)? else {
                it.source.set(None);
                return Ok(None);
            };
            it.last.set(Some(first.clone()));
            first
        }
    };
    let Some(second) = pull(thread, &source)? else {
        it.source.set(None);
        it.last.set(None);
        return Ok(None);
    };
    let row = match own_row(&it.result) {
        Some(row) => {
            let old =
                [(0, first), (1, second.clone())].map(|(at, item)| row.replace_item(at, item));
            drop(old);
            // The collector may have stopped tracking it meanwhile.
            row.as_object().track();
            row
        }
        None => Tuple::from_array(thread, [first, second.clone()])?,
    };
    it.last.set(Some(second));
    Ok(Some(row.into_object()))
}

pub(super) static BATCHED: TypeSpec = iterator(
    "itertools.batched",
    &BATCHED_LAYOUT,
    batched_new,
    batched_next,
    &[],
    "batched(iterable, n, *, strict=False)\n--\n\nTuples of n items each; the last one may be shorter unless strict.",
);

fn batched_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "batched",
        names: ["iterable", "n", "strict"],
        required: 2,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let (Some(iterable), Some(size)) = (bound.get(0), bound.get(1)) else {
        return Ok(thread.heap().none());
    };
    let size = types::as_isize(thread, size, Builtin::OverflowError)?;
    let strict = bound
        .get(2)
        .map_or(Ok(false), |s| types::is_true(thread, s))?;
    if size < 1 {
        return Err(thread.value_error(format_args!("n must be at least one")));
    }
    let source = types::iter(thread, iterable)?;
    let fresh = native::make::<Batched>(thread.heap(), ty)?;
    fresh.source.set(Some(source));
    fresh.size.set(size);
    fresh.strict.set(strict.into());
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn batched_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Batched = this(thread, object)?;
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let size = it.size.get() as usize;
    let batch = Unfinished::of(thread, size)?;
    let mut length = 0;
    while length < size {
        let Some(item) = pull(thread, &source)? else {
            break;
        };
        batch.put(length, item);
        length += 1;
    }
    if length < size {
        // A shorter batch leaves the source: it is asked once more, by a batch that finds nothing.
        if length == 0 {
            it.source.set(None);
            return Ok(None);
        }
        if it.strict.get() != 0 {
            it.source.set(None);
            return Err(thread.value_error(format_args!("batched(): incomplete batch")));
        }
    }
    Ok(Some(batch.resized(thread, length)?.finish().into_object()))
}

pub(super) static ZIP_LONGEST: TypeSpec = iterator(
    "itertools.zip_longest",
    &ZIP_LONGEST_LAYOUT,
    zip_longest_new,
    zip_longest_next,
    &[
        reduce(zip_longest_reduce),
        MethodDef::one("__setstate__", zip_longest_set_state)
            .doc("Set state information for unpickling."),
    ],
    "zip_longest(*iterables, fillvalue=None)\n--\n\nTuples of one item of each iterable until the longest ends.",
);

fn zip_longest_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let mut fill = thread.heap().none();
    for (name, value) in args.keywords() {
        if !name
            .downcast::<Str>()
            .is_some_and(|n| n.eq_str("fillvalue"))
        {
            let text = format_args!("zip_longest() got an unexpected keyword argument");
            return Err(thread.type_error(text));
        }
        fill = value.clone();
    }
    let size = args.positional().len();
    let sources = Unfinished::tracked(thread, size)?;
    for (index, given) in args.positional().iter().enumerate() {
        sources.put(index, types::iter(thread, given)?);
    }
    let none = thread.heap().none();
    let result = Tuple::from_iter(thread, size, std::iter::repeat_n(none, size))?;
    let fresh = native::make::<ZipLongest>(thread.heap(), ty)?;
    fresh.size.set(size);
    fresh.active.set(size);
    fresh.sources.set(Some(sources.finish()));
    fresh.result.set(Some(result));
    fresh.fill.set(Some(fill));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

/// The next item of a source, or the fill value; `None` when the last source has ended.
fn longest_item(
    thread: &Thread,
    it: &ZipLongest,
    sources: &Ref<Tuple>,
    index: usize,
) -> IterResult {
    let source = sources.items()[index].clone();
    if source.is_exactly(Builtin::NoneType) {
        return Ok(Some(or_none(thread, &it.fill)));
    }
    match pull(thread, &source) {
        Ok(Some(item)) => Ok(Some(item)),
        Ok(None) => {
            let active = it.active.get().saturating_sub(1);
            it.active.set(active);
            if active == 0 {
                return Ok(None);
            }
            // The slot's own hold is given up for the moment: the tuple is nobody else's.
            it.sources.set(None);
            drop(sources.replace_unshared(index, thread.heap().none()));
            it.sources.set(Some(sources.clone()));
            Ok(Some(or_none(thread, &it.fill)))
        }
        Err(raised) => {
            it.active.set(0);
            Err(raised)
        }
    }
}

fn zip_longest_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &ZipLongest = this(thread, object)?;
    let Some(sources) = it.sources.get() else {
        return Ok(None);
    };
    if it.size.get() == 0 || it.active.get() == 0 {
        return Ok(None);
    }
    let size = it.size.get();
    if let Some(row) = own_row(&it.result) {
        // An item of before goes when the new one is there, and stays gone when a later source ends everything.
        for index in 0..size {
            let Some(item) = longest_item(thread, it, &sources, index)? else {
                return Ok(None);
            };
            drop(row.replace_item(index, item));
        }
        row.as_object().track();
        return Ok(Some(row.into_object()));
    }
    // The tuple is there before the first source is asked.
    let row = Unfinished::of(thread, size)?;
    for index in 0..size {
        let Some(item) = longest_item(thread, it, &sources, index)? else {
            return Ok(None);
        };
        row.put(index, item);
    }
    Ok(Some(row.finish().into_object()))
}

fn zip_longest_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &ZipLongest = this(thread, object)?;
    let args = List::new(thread)?;
    if let Some(sources) = it.sources.get() {
        for source in sources.items().iter().cloned() {
            let ended = source.is_exactly(Builtin::NoneType);
            let source = if ended {
                Tuple::empty(thread).into_object()
            } else {
                source
            };
            args.push(thread, source)?;
        }
    }
    let args = args.to_tuple(thread)?;
    let fill = or_none(thread, &it.fill);
    pickled(thread, object, args.items(), Some(fill))
}

fn zip_longest_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &ZipLongest = this(thread, object)?;
    it.fill.set(Some(state.to_ref()));
    Ok(thread.heap().none())
}
