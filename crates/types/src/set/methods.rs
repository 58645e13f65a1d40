//! The methods of `set` and `frozenset`.

use super::algebra::copy;
use super::layout::Set;
use super::spec::{searchable, this};
use crate::int::Int;
use crate::tuple::Tuple;
use object::{Builtin, MethodDef, Object, Ref, Result, Thread};

const CONTAINS: MethodDef = MethodDef::one("__contains__", |thread, object, key| {
    Ok(thread
        .heap()
        .bool(this(thread, object)?.contains(thread, key)?))
})
.doc("__contains__($self, object, /)\n--\n\nx.__contains__(y) <==> y in x.");
const DIFFERENCE: MethodDef = MethodDef::fast("difference", difference).collects()
    .doc("difference($self, /, *others)\n--\n\nReturn a new set with elements in the set that are not in the others.");
const INTERSECTION: MethodDef = MethodDef::fast("intersection", |thread, object, others| {
    Ok(intersection(thread, object, others)?.into_object())
}).collects()
.doc("intersection($self, /, *others)\n--\n\nReturn a new set with elements common to the set and all others.");
const ISDISJOINT: MethodDef = MethodDef::one("isdisjoint", |thread, object, other| {
    Ok(thread
        .heap()
        .bool(this(thread, object)?.is_disjoint(thread, other)?))
})
.doc("isdisjoint($self, other, /)\n--\n\nReturn True if two sets have a null intersection.");
const ISSUBSET: MethodDef = MethodDef::one("issubset", |thread, object, other| {
    Ok(thread
        .heap()
        .bool(this(thread, object)?.is_subset(thread, other)?))
})
.doc("issubset($self, other, /)\n--\n\nReport whether another set contains this set.");
const ISSUPERSET: MethodDef = MethodDef::one("issuperset", |thread, object, other| {
    Ok(thread
        .heap()
        .bool(this(thread, object)?.is_superset(thread, other)?))
})
.doc("issuperset($self, other, /)\n--\n\nReport whether this set contains another set.");
const REDUCE: MethodDef = MethodDef::no_args("__reduce__", reduce)
    .doc("__reduce__($self, /)\n--\n\nReturn state information for pickling.");
const SIZEOF: MethodDef = MethodDef::no_args("__sizeof__", |thread, object| {
    let set = this(thread, object)?;
    Int::from_usize(thread, object.ty().basicsize() + set.outer_bytes())
})
.doc("__sizeof__($self, /)\n--\n\nS.__sizeof__() -> size of S in memory, in bytes.");
const SYMMETRIC_DIFFERENCE: MethodDef = MethodDef::one("symmetric_difference", |thread, object, other| {
    Ok(this(thread, object)?.symmetric_difference(thread, other)?.into_object())
})
.doc("symmetric_difference($self, other, /)\n--\n\nReturn a new set with elements in either the set or other but not both.");
const UNION: MethodDef = MethodDef::fast("union", union).collects().doc(
    "union($self, /, *others)\n--\n\nReturn a new set with elements from the set and all others.",
);
const CLASS_GETITEM: MethodDef = MethodDef::one("__class_getitem__", crate::generic_alias::new)
    .class()
    .doc("__class_getitem__($type, object, /)\n--\n\nSee PEP 585");

pub(super) static SET_METHODS: &[MethodDef] = &[
    CONTAINS,
    MethodDef::one("add", |thread, object, key| {
        let hash = crate::hash(thread, key)?;
        this(thread, object)?.add_hashed(thread, key.to_ref(), hash)?;
        Ok(thread.heap().none())
    })
    .doc("add($self, object, /)\n--\n\nAdd an element to a set.\n\nThis has no effect if the element is already present."),
    MethodDef::no_args("clear", |thread, object| {
        this(thread, object)?.clear();
        Ok(thread.heap().none())
    })
    .doc("clear($self, /)\n--\n\nRemove all elements from this set."),
    MethodDef::no_args("copy", |thread, object| Ok(copy(thread, this(thread, object)?)?.into_object()))
        .doc("copy($self, /)\n--\n\nReturn a shallow copy of a set."),
    MethodDef::one("discard", |thread, object, key| {
        let (key, hash) = searchable(thread, key)?;
        drop(this(thread, object)?.discard_hashed(thread, &key, hash)?);
        Ok(thread.heap().none())
    })
    .doc("discard($self, object, /)\n--\n\nRemove an element from a set if it is a member.\n\nUnlike set.remove(), this raises nothing when the element is missing."),
    DIFFERENCE,
    MethodDef::fast("difference_update", |thread, object, others| {
        for other in others {
            this(thread, object)?.difference_update(thread, other)?;
        }
        Ok(thread.heap().none())
    }).collects()
    .doc("difference_update($self, /, *others)\n--\n\nUpdate the set, removing elements found in others."),
    INTERSECTION,
    MethodDef::fast("intersection_update", |thread, object, others| {
        let common = intersection(thread, object, others)?;
        if !common.object().is(object) {
            this(thread, object)?.swap(&common);
        }
        Ok(thread.heap().none())
    }).collects()
    .doc("intersection_update($self, /, *others)\n--\n\nUpdate the set, keeping only elements found in it and all others."),
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    MethodDef::no_args("pop", pop)
        .doc("pop($self, /)\n--\n\nRemove and return an arbitrary set element.\n\nRaises KeyError if the set is empty."),
    REDUCE,
    MethodDef::one("remove", remove)
        .doc("remove($self, object, /)\n--\n\nRemove an element from a set; it must be a member.\n\nIf the element is not a member, raise a KeyError."),
    SIZEOF,
    SYMMETRIC_DIFFERENCE,
    MethodDef::one("symmetric_difference_update", |thread, object, other| {
        this(thread, object)?.symmetric_difference_update(thread, other)?;
        Ok(thread.heap().none())
    })
    .doc("symmetric_difference_update($self, other, /)\n--\n\nUpdate the set, keeping only elements found in either set, but not in both."),
    UNION,
    MethodDef::fast("update", |thread, object, others| {
        for other in others {
            this(thread, object)?.update(thread, other)?;
        }
        Ok(thread.heap().none())
    }).collects()
    .doc("update($self, /, *others)\n--\n\nUpdate the set, adding elements from all others."),
    CLASS_GETITEM,
];

pub(super) static FROZENSET_METHODS: &[MethodDef] = &[
    CONTAINS,
    MethodDef::no_args("copy", |thread, object| {
        match object.is_exactly(Builtin::FrozenSet) {
            true => Ok(object.to_ref()),
            false => Ok(copy(thread, this(thread, object)?)?.into_object()),
        }
    })
    .doc("copy($self, /)\n--\n\nReturn a shallow copy of a set."),
    DIFFERENCE,
    INTERSECTION,
    ISDISJOINT,
    ISSUBSET,
    ISSUPERSET,
    REDUCE,
    SIZEOF,
    SYMMETRIC_DIFFERENCE,
    UNION,
    CLASS_GETITEM,
];

fn union(thread: &Thread, object: &Object, others: &[Ref]) -> Result<Ref> {
    let result = copy(thread, this(thread, object)?)?;
    for other in others {
        if !other.is(object) {
            result.update(thread, other)?;
        }
    }
    Ok(result.into_object())
}

/// With no other set a copy, else what is in all.
fn intersection(thread: &Thread, object: &Object, others: &[Ref]) -> Result<Ref<Set>> {
    let Some((first, rest)) = others.split_first() else {
        return copy(thread, this(thread, object)?);
    };
    let mut result = this(thread, object)?.intersection(thread, first)?;
    for other in rest {
        result = result.intersection(thread, other)?;
    }
    Ok(result)
}

fn difference(thread: &Thread, object: &Object, others: &[Ref]) -> Result<Ref> {
    let Some((first, rest)) = others.split_first() else {
        return Ok(copy(thread, this(thread, object)?)?.into_object());
    };
    let result = this(thread, object)?.difference(thread, first)?;
    for other in rest {
        result.difference_update(thread, other)?;
    }
    Ok(result.into_object())
}

fn pop(thread: &Thread, object: &Object) -> Result<Ref> {
    let set = this(thread, object)?;
    let mask = set.mask.get();
    let start = set.finger.get() & mask;
    for step in 0..=mask {
        let place = (start + step) & mask;
        if let Some(key) = set.remove_at(place) {
            set.finger.set(place + 1);
            return Ok(key);
        }
    }
    Err(thread.raise(Builtin::KeyError, format_args!("pop from an empty set")))
}

fn remove(thread: &Thread, object: &Object, key: &Object) -> Result<Ref> {
    let (wanted, hash) = searchable(thread, key)?;
    match this(thread, object)?.discard_hashed(thread, &wanted, hash)? {
        Some(_) => Ok(thread.heap().none()),
        None => Err(crate::exception::key_error(thread, key)),
    }
}

fn reduce(thread: &Thread, object: &Object) -> Result<Ref> {
    let items = crate::to_list(thread, object)?.into_object();
    let args = Tuple::from_array(thread, [items])?.into_object();
    let getstate = crate::state::names(thread).__getstate__();
    let state = crate::call_method(thread, object, getstate, &[])?;
    let ty = object.ty().as_object().to_ref();
    Ok(Tuple::from_array(thread, [ty, args, state])?.into_object())
}
