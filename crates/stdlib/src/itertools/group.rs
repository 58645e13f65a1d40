//! `accumulate` and `groupby` with its groups.
//!
//! ```text
//! accumulate  0 header  16 function  24 source  32 total  40 initial  48 (state)                          56 bytes
//! groupby     0 header  16 source  24 key function  32 target key  40 key  48 value  56 group  64 (state)  72 bytes
//! _grouper    0 header  16 parent  24 key                                                                 32 bytes
//! ```
//! The parent knows its current group by address only: a group of before yields nothing more.

use super::{
    iterator, join, or_none, pickle_warning, pickled, pull, reduce, set_state, state_items, this,
};
use object::{
    Args, Builtin, IterResult, Object, Ref, Result, Slot, Thread, Type, TypeFlags, TypeSpec, native,
};
use std::cell::Cell;
use types::protocol::Signature;
use types::{List, Operator, Tuple};

object::native_layout! {
    /// See the file's head.
    pub struct Accumulate: ACCUMULATE_LAYOUT, "accumulate" {
        function: Slot, source: Slot, total: Slot, initial: Slot, state: Cell<usize>
    } keeps cycles drops [function, total]
}
object::native_layout! {
    /// See the file's head.
    pub struct GroupBy: GROUPBY_LAYOUT, "groupby" {
        source: Slot, function: Slot, target: Slot, key: Slot, value: Slot, group: Cell<usize>, state: Cell<usize>
    } keeps cycles
}
object::native_layout! {
    /// See the file's head.
    pub struct Grouper: GROUPER_LAYOUT, "_grouper" { parent: Slot<GroupBy>, key: Slot } keeps cycles
}

const _: () = assert!(size_of::<Accumulate>() == 56);
const _: () = assert!(size_of::<GroupBy>() == 72 && size_of::<Grouper>() == 32);

pub(super) static ACCUMULATE: TypeSpec = iterator(
    "itertools.accumulate",
    &ACCUMULATE_LAYOUT,
    accumulate_new,
    accumulate_next,
    &[reduce(accumulate_reduce), set_state(accumulate_set_state)],
    "accumulate(iterable, func=None, *, initial=None)\n--\n\nRunning totals, by addition or by a function.",
);

/// A given argument other than `None`.
fn given(object: Option<&Object>) -> Option<Ref> {
    object
        .filter(|o| !o.is_exactly(Builtin::NoneType))
        .map(Object::to_ref)
}

fn accumulate_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<3> = Signature {
        function: "accumulate",
        names: ["iterable", "func", "initial"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(iterable) = bound.get(0) else {
        return Ok(thread.heap().none());
    };
    let source = types::iter(thread, iterable)?;
    let fresh = native::make::<Accumulate>(thread.heap(), ty)?;
    fresh.source.set(Some(source));
    fresh.function.set(given(bound.get(1)));
    let none = thread.heap().none();
    fresh.initial.set(Some(given(bound.get(2)).unwrap_or(none)));
    fresh.as_object().track();
    Ok(fresh.into_object())
}

fn accumulate_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Accumulate = this(thread, object)?;
    if let Some(initial) = given(it.initial.get().as_deref()) {
        it.initial.set(Some(thread.heap().none()));
        it.total.set(Some(initial.clone()));
        return Ok(Some(initial));
    }
    let Some(source) = it.source.get() else {
        return Ok(None);
    };
    let Some(item) = pull(thread, &source)? else {
        return Ok(None);
    };
    let total = match (it.total.get(), it.function.get()) {
        (None, _) => item,
        (Some(total), None) => types::binary(thread, &total, &item, Operator::Add)?,
        (Some(total), Some(function)) => types::call_all_given(thread, function, [total], &[item])?,
    };
    it.total.set(Some(total.clone()));
    Ok(Some(total))
}

fn accumulate_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Accumulate = this(thread, object)?;
    let mut source = or_none(thread, &it.source);
    if let Some(initial) = given(it.initial.get().as_deref()) {
        let first = Tuple::from_array(thread, [initial])?.into_object();
        let parts = Tuple::from_array(thread, [first, source])?;
        let chain = types::type_of(thread, &join::CHAIN)?;
        source = join::new_chain(thread, chain, types::iter(thread, parts.as_object())?)?;
    }
    let function = or_none(thread, &it.function);
    let total = or_none(thread, &it.total);
    pickled(thread, object, &[source, function], Some(total))
}

fn accumulate_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &Accumulate = this(thread, object)?;
    it.total.set(given(Some(state)));
    Ok(thread.heap().none())
}

pub(super) static GROUPBY: TypeSpec = iterator(
    "itertools.groupby",
    &GROUPBY_LAYOUT,
    groupby_new,
    groupby_next,
    &[reduce(groupby_reduce), set_state(groupby_set_state)],
    "groupby(iterable, key=None)\n--\n\nRuns of items with equal keys, each as its key and an iterator.",
);

pub(super) static GROUPER: TypeSpec = {
    let spec = iterator(
        "itertools._grouper",
        &GROUPER_LAYOUT,
        grouper_new,
        grouper_next,
        &[reduce(grouper_reduce)],
        "",
    );
    TypeSpec {
        flags: TypeFlags::OF_MODULE_GC,
        doc: None,
        ..spec
    }
};

fn groupby_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    const SIGNATURE: Signature<2> = Signature {
        function: "groupby",
        names: ["iterable", "key"],
        required: 1,
        positional: 2,
    };
    let bound = SIGNATURE.bind(thread, &args)?;
    let Some(iterable) = bound.get(0) else {
        return Ok(thread.heap().none());
    };
    let fresh = native::make::<GroupBy>(thread.heap(), ty)?;
    fresh.as_object().track();
    let source = types::iter(thread, iterable)?;
    fresh.source.set(Some(source));
    let none = thread.heap().none();
    fresh
        .function
        .set(Some(given(bound.get(1)).unwrap_or(none)));
    Ok(fresh.into_object())
}

impl GroupBy {
    /// Takes the next item and its key; false at the end.
    fn step(&self, thread: &Thread) -> Result<bool> {
        let Some(source) = self.source.get() else {
            return Ok(false);
        };
        let Some(value) = pull(thread, &source)? else {
            return Ok(false);
        };
        let key = match self
            .function
            .get()
            .filter(|f| !f.is_exactly(Builtin::NoneType))
        {
            Some(function) => types::call_one_given(thread, function, &value)?,
            None => value.clone(),
        };
        self.value.set(Some(value));
        self.key.set(Some(key));
        Ok(true)
    }
}

fn groupby_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &GroupBy = this(thread, object)?;
    it.group.set(0);
    loop {
        if let Some(key) = it.key.get() {
            let Some(target) = it.target.get() else {
                break;
            };
            if !types::equal(thread, &target, &key)? {
                break;
            }
        }
        if !it.step(thread)? {
            return Ok(None);
        }
    }
    let key = or_none(thread, &it.key);
    it.target.set(Some(key.clone()));
    let group = new_group(thread, it, key.clone())?;
    Ok(Some(Tuple::from_array(thread, [key, group])?.into_object()))
}

fn new_group(thread: &Thread, parent: &GroupBy, key: Ref) -> Result<Ref> {
    let ty = types::type_of(thread, &GROUPER)?;
    let group = native::make::<Grouper>(thread.heap(), ty)?;
    group.parent.set(Some(Ref::new(parent)));
    group.key.set(Some(key));
    parent.group.set(group.as_object().id());
    group.as_object().track();
    Ok(group.into_object())
}

fn grouper_new(thread: &Thread, ty: &Type, args: Args<'_>) -> Result<Ref> {
    let values = super::positional(thread, ty, "_grouper", args, 2, 2)?;
    let parent: &GroupBy = this(thread, &values[0])?;
    new_group(thread, parent, values[1].clone())
}

fn grouper_next(thread: &Thread, object: &Object) -> IterResult {
    let it: &Grouper = this(thread, object)?;
    let Some(parent) = it.parent.get() else {
        return Ok(None);
    };
    if parent.group.get() != object.id() {
        return Ok(None);
    }
    if parent.value.is_none() && !parent.step(thread)? {
        return Ok(None);
    }
    let (own, key) = (or_none(thread, &it.key), or_none(thread, &parent.key));
    if !types::equal(thread, &own, &key)? {
        return Ok(None);
    }
    let value = parent.value.take();
    parent.key.set(None);
    Ok(value)
}

fn grouper_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &Grouper = this(thread, object)?;
    let parent = or_none(thread, &it.parent);
    let current = it
        .parent
        .get()
        .is_some_and(|p| p.group.get() == object.id());
    if !current {
        pickle_warning(thread)?;
        let iter = types::object::builtin(thread, "iter")?;
        let empty = Tuple::from_array(thread, [List::new(thread)?.into_object()])?;
        return Ok(Tuple::from_array(thread, [iter, empty.into_object()])?.into_object());
    }
    pickled(thread, object, &[parent, or_none(thread, &it.key)], None)
}

fn groupby_reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let it: &GroupBy = this(thread, object)?;
    let args = [or_none(thread, &it.source), or_none(thread, &it.function)];
    let state = match (it.target.get(), it.key.get(), it.value.get()) {
        (Some(target), Some(key), Some(value)) => {
            Some(Tuple::from_array(thread, [key, value, target])?.into_object())
        }
        _ => None,
    };
    pickled(thread, object, &args, state)
}

fn groupby_set_state(thread: &Thread, object: &Object, state: &Object) -> Result<Ref> {
    pickle_warning(thread)?;
    let it: &GroupBy = this(thread, object)?;
    let items = state_items(thread, state, 3)?;
    let [key, value, target, ..] = items.items() else {
        return Ok(thread.heap().none());
    };
    it.key.set(Some(key.clone()));
    it.value.set(Some(value.clone()));
    it.target.set(Some(target.clone()));
    Ok(thread.heap().none())
}
